"""Money buys less where media are dear: the same boost in December and in January."""

from __future__ import annotations

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.record import Boost
from simsmm.scenario import Scenario
from simsmm.spread.world import World
from tests.scenario.test_prices import plan

CERTAIN = {"assume": "point values"}


def bought(scenario: Scenario) -> tuple[World, Boost]:
    world, setting = Stage(scenario, 1, 0).world(0, 0)
    return world, setting.boosts[0]


def test_a_boost_in_december_costs_more_than_in_january() -> None:
    (december, dear), (january, cheap) = (
        bought(plan(starts, **CERTAIN)) for starts in ("2027-12-01", "2027-01-06")
    )
    many, few = len(january.plan.bought), len(december.plan.bought)
    # The price rises a little as the audience saturates, so that the cheap ones save less.
    assert 1.30 * few < many < 1.20 / 0.85 * few
    assert dear.spent / few > 1.30 * cheap.spent / many
    # Both start on a Wednesday: December's impressions are among January's.
    assert np.isin(december.plan.bought["key"], january.plan.bought["key"]).all()


def test_a_stated_price_buys_the_same_all_year() -> None:
    counts = {
        len(bought(plan(starts, {"cpm": "9 EUR"}, **CERTAIN))[0].plan.bought)
        for starts in ("2027-12-01", "2027-01-06", "2027-09-01")
    }
    assert len(counts) == 1


def test_how_far_prices_follow_the_season_is_drawn() -> None:
    stage = Stage(plan("2027-12-01"), 1, 0)
    certain = Stage(plan("2027-12-01", {"price season": 1, "price trend": 0}), 1, 0)
    wide, narrow = (
        np.log([len(each.world(0, k)[0].plan.bought) for k in range(32)])
        for each in (stage, certain)
    )
    assert wide.std() > 1.02 * narrow.std()


@pytest.mark.parametrize("price", ["cpm", "cpc"])
def test_a_click_follows_the_season_as_an_impression_does(price: str) -> None:
    prices = [
        Stage(plan(starts, **CERTAIN), 1, 0).values.price("social network", price, 0.0, 24.0)
        for starts in ("2027-12-01", "2027-01-06")
    ]
    assert prices[0] / prices[1] == pytest.approx(1.20 / 0.85)
