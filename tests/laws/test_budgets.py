"""Money: a smaller budget's impressions are among a larger one's; no plan is overspent.

Whole scenarios, from the text of a plan to the world of a run.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.record import Kind, Setting
from simsmm.scenario import parse
from simsmm.spread.world import World
from tests.laws.plain_worlds import played

PLAN = """
version: 1
name: two budgets
market: 60 000
simulate: 1 500
starts: 2027-09-01
lasts: 10 d
currency: EUR
people:
  segments:
    - {{name: fans of indie, share: 30 %, interests: {{indie: strong}}}}
    - {{name: others, interests: {{indie: weak}}}}
channels: [social network, microblog]
campaigns:
  - brand: The Lanterns
    budget: {{media: {budget} EUR}}
    pages: {{social network: {{fans: 8 000}}}}
    posts:
      - id: single
        at: day 1 18:00
        on: [social network, microblog]
        format: photo
        topics: {{indie: strong}}
        boost:
          - on: social network
            spend: {first} EUR
            to: fans of indie
            until: day 6
            cap: 2 per 3 d
          - {{on: microblog, spend: {second} EUR, from: {start}, until: {end}}}
assume: ranges
"""


@cache
def staged(
    first: int, second: int, start: str = "day 2", end: str = "day 8"
) -> tuple[World, Setting]:
    text = PLAN.format(budget=first + second, first=first, second=second, start=start, end=end)
    return Stage(parse(text), 5, 0).world(3, 2)


LADDER = ((20, 30), (60, 30), (60, 200), (300, 400))


@pytest.mark.parametrize("step", range(len(LADDER) - 1))
def test_impressions_of_a_smaller_budget_are_among_those_of_a_larger(step: int) -> None:
    small, large = (staged(*spends)[0].plan.bought for spends in LADDER[step : step + 2])
    assert 10 < len(small) < len(large)
    place = np.searchsorted(np.sort(large["key"]), small["key"])
    same = large[np.argsort(large["key"])][np.minimum(place, len(large) - 1)]
    np.testing.assert_array_equal(same, small)


@pytest.mark.parametrize("step", range(len(LADDER) - 1))
def test_money_changes_nothing_but_the_bought_impressions(step: int) -> None:
    small, large = (staged(*spends)[0] for spends in LADDER[step : step + 2])
    for part in ("crowd", "web"):
        for one, other in zip(getattr(small, part), getattr(large, part), strict=True):
            np.testing.assert_array_equal(one, other)
    for name in ("reach", "response", "channels", "meets"):
        np.testing.assert_array_equal(getattr(small.law, name), getattr(large.law, name))
    for name in ("posts", "fans", "accounts", "publications", "boosts", "offers"):
        np.testing.assert_array_equal(getattr(small.plan, name), getattr(large.plan, name))


@pytest.mark.parametrize("spends", LADDER)
def test_spend_stays_within_each_boosts_money_and_every_impression_arrives(
    spends: tuple[int, int],
) -> None:
    world, setting = staged(*spends)
    for boost, money in zip(setting.boosts, spends, strict=True):
        assert boost.planned == money
        assert 0.0 < boost.spent <= money
    record = played(world)
    ads = record.exposures["kind"] == Kind.AD
    assert ads.sum() == len(world.plan.bought)
    assert len(np.unique(record.exposures["person"][ads])) <= ads.sum()


def test_a_cap_holds_for_the_plan() -> None:
    """Two per three days, in any window, for everybody."""
    bought = staged(300, 400)[0].plan.bought
    capped = bought[bought["boost"] == 0]
    for person in np.unique(capped["person"]):
        times = np.sort(capped["time"][capped["person"] == person])
        assert np.all(times[2:] - times[:-2] >= 72.0 - 1e-9)


def test_flights_of_whole_hours_stay_within_their_hours() -> None:
    bought = staged(300, 400)[0].plan.bought
    first, second = (bought["time"][bought["boost"] == boost] for boost in (0, 1))
    assert np.all((first >= 18.0) & (first < 144.0))
    assert np.all((second >= 24.0) & (second < 192.0))


def test_a_flight_ends_when_it_says() -> None:
    """Bought from 20:30 to the end of the run: no impression is paid for that comes after it."""
    world, setting = staged(60, 400, start="day 10 20:30", end="day 10")
    second = world.plan.bought["time"][world.plan.bought["boost"] == 1]
    assert len(second) > 50
    assert np.all((second >= 9 * 24 + 20.5) & (second < world.hours))
    ads = played(world).exposures["kind"] == Kind.AD
    assert ads.sum() == len(world.plan.bought)


TWO_BRANDS = """
version: 1
name: two brands
market: 60 000
simulate: 1 500
starts: 2027-09-01
lasts: 10 d
currency: EUR
channels: [social network]
behaviour: {{purchase lift: 5, recall rate: 50 %}}
campaigns:
"""

BRAND = """
  - brand: {brand}
    budget: {{media: 500 EUR}}
    posts:
      - id: single
        at: day 1 18:00
        on: social network
        format: photo
        link: site
        boost: {{spend: {spend} EUR}}
    offers: {{album: {{price: 12 EUR, margin: 60 %, sold anyway: 100 per day}}}}
"""


def sold(spend: int, offer: int) -> np.ndarray:
    """People who buy an offer, the first brand spending ``spend`` and the second always 10 EUR."""
    brands = BRAND.format(brand="One", spend=spend) + BRAND.format(brand="Two", spend=10)
    scenario = parse(TWO_BRANDS.format() + brands)
    purchases = played(Stage(scenario, 5, 0).world(3, 2)[0]).purchases
    return purchases["person"][purchases["offer"] == offer]


def test_money_lifts_the_sales_of_the_brand_that_spends_it() -> None:
    assert len(sold(490, 0)) > len(sold(10, 0))


def test_money_leaves_the_sales_of_another_brand_alone() -> None:
    np.testing.assert_array_equal(sold(490, 1), sold(10, 1))
