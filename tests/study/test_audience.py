"""Who is where: counts that add up, errors that are what they claim, and the people of a run."""

from __future__ import annotations

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.channels.broadcast import reach
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.scenario import Scenario
from simsmm.study.audience import Audience, audience
from simsmm.study.reach_curve import POINTS
from tests.study.plans import plan, scenario

PLAN = scenario()
SEEDS = range(30)


@pytest.fixture(scope="module")
def found() -> Audience:
    return audience(PLAN, seed=1)


@pytest.fixture(scope="module")
def many() -> list[Audience]:
    return [audience(PLAN, seed=seed) for seed in SEEDS]


def people(found: Audience, kind: str, group: str, channel: str = "") -> tuple[float, float]:
    for place in found.places:
        if (place.kind, place.group, place.channel) == (kind, group, channel):
            return place.people, place.error
    raise AssertionError((kind, group, channel))


def overlap(found: Audience, kind: str, *channels: str) -> float:
    (one,) = [x for x in found.overlaps if x.kind == kind and x.channels == channels]
    return one.people


def test_sizes_of_segments_are_exact(found: Audience) -> None:
    assert people(found, "market", "market") == (80_000.0, 0.0)
    assert people(found, "segment", "fans of indie") == (20_000.0, 0.0)
    assert people(found, "segment", "others") == (60_000.0, 0.0)
    assert people(found, "target", "target") == (20_000.0, 0.0)


def test_segments_add_up_to_the_market(found: Audience) -> None:
    for channel in PLAN.channels:
        parts = [people(found, "segment", name, channel) for name in ("fans of indie", "others")]
        whole, error = people(found, "market", "market", channel)
        assert whole == sum(part for part, _ in parts)
        assert error == pytest.approx(np.hypot(*(spread for _, spread in parts)))


def test_people_are_where_the_plan_says_within_the_error(many: list[Audience]) -> None:
    for group, channel, expected in (
        ("fans of indie", "social network", 16_000.0),
        ("fans of indie", "microblog", 12_000.0),
        ("others", "microblog", 24_000.0),
    ):
        counts, errors = np.array([people(one, "segment", group, channel) for one in many]).T
        assert abs(counts.mean() - expected) < 4.0 * errors.mean() / np.sqrt(len(many))
        # The stated error is the spread over societies; 30 of them know it to about 13 %.
        assert 0.6 < counts.std(ddof=1) / errors.mean() < 1.5


def test_overlaps_include_and_exclude(found: Audience) -> None:
    a, b = "social network", "microblog"
    on_a, on_b = (people(found, "market", "market", channel)[0] for channel in (a, b))
    both, none = overlap(found, "both", a, b), overlap(found, "none")
    assert overlap(found, "only", a) + both == on_a
    assert overlap(found, "only", b) + both == on_b
    assert on_a + on_b - both + none == 80_000.0
    assert overlap(found, "every", a, b) == both


def test_more_people_simulated_make_a_smaller_error(found: Audience) -> None:
    finer = audience(scenario(simulate=8_000), seed=1)
    coarse, fine = (people(one, "market", "market", "microblog")[1] for one in (found, finer))
    assert 0.45 * coarse < fine < 0.55 * coarse


def test_activity_is_the_rhythm_of_the_devices(found: Audience) -> None:
    low, high = weekly_rhythm().min(axis=0), weekly_rhythm().max(axis=0)
    for channel in PLAN.channels:
        week = [hour for hour in found.hours if hour.channel == channel]
        assert [(hour.weekday, hour.hour) for hour in week] == [
            (day, hour) for day in range(7) for hour in range(24)
        ]
        activity = np.array([hour.activity for hour in week])
        assert activity.mean() == pytest.approx(1.0)
        assert np.all((low < activity) & (activity < high))


def test_phones_only_have_the_rhythm_of_phones() -> None:
    channels = {"social network": {"phone share": "100 %"}, "microblog": {"phone share": "0 %"}}
    week = audience(scenario(channels=channels), seed=1).hours
    computer, phone = weekly_rhythm()
    assert [h.activity for h in week if h.channel == "social network"] == pytest.approx(phone)
    assert [h.activity for h in week if h.channel == "microblog"] == pytest.approx(computer)


def test_fans_are_as_many_as_the_plan_says_and_lean_to_the_target(found: Audience) -> None:
    assert [(one.account, one.channel, one.creator, one.people) for one in found.fans] == [
        ("The Lanterns", "social network", False, 12_000.0),
        ("The Lanterns", "microblog", False, 8_000.0),
        ("Ada", "microblog", True, 10_000.0),
    ]
    for one in found.fans:
        assert 0.25 < one.on_target_low < one.on_target < one.on_target_high < 1.0


def test_who_follows_two_accounts_is_counted_among_either(found: Audience) -> None:
    for pair in found.shared:
        sizes = [
            x.people
            for x in found.fans
            if f"{x.account} on {x.channel}" in (pair.first, pair.second)
        ]
        assert 0.0 < pair.people < min(sizes)
        assert pair.share == pytest.approx(pair.people / (sum(sizes) - pair.people))


def test_prices_are_the_plan_s(found: Audience) -> None:
    channels = {"social network": {"cpm": "10 EUR", "accuracy": "50 %"}, "microblog": "typical"}
    own, typical = audience(scenario(channels=channels, currency="EUR"), seed=1).prices
    assert (own.cpm_low, own.cpm, own.cpm_high) == (10.0, 10.0, 10.0)
    assert own.on_target == 20.0
    # 6.5 (4 to 9) dollars at 0.95 (0.85 to 0.95) euros each.
    assert typical.cpm == pytest.approx(6.175)
    # In five years prices fall by 3 % a year at least and rise by 6 % at most.
    ends = (3.4 * 0.97**5, 8.55 * 1.06**5)
    assert (typical.cpm_low, typical.cpm_high) == pytest.approx(ends)
    assert typical.on_target == pytest.approx(6.175 / 0.55)
    assert own.people == people(found, "target", "target", "social network")[0]


def test_where_everybody_is_meant_nothing_misses() -> None:
    for price in audience(scenario(target="everybody"), seed=1).prices:
        assert price.accuracy == 1.0
        assert price.on_target == price.cpm


@pytest.mark.parametrize("seed", [0, 7])
def test_they_are_the_people_of_a_run(seed: int) -> None:
    certain: Scenario = scenario(assume="point values")
    society = Stage(certain, seed, 0).society
    found = audience(certain, seed)
    members = np.count_nonzero(society.people.member, axis=1) * certain.scale
    assert [people(found, "market", "market", c)[0] for c in certain.channels] == list(members)


def test_what_is_not_known_stands_at_its_value() -> None:
    drawn, certain = (audience(scenario(assume=a), seed=1) for a in ("ranges", "point values"))
    assert drawn.hours == certain.hours
    assert drawn.fans == certain.fans


def test_another_seed_counts_others(many: list[Audience]) -> None:
    counts = {people(one, "market", "market", "microblog")[0] for one in many}
    assert len(counts) > 20


def test_cities() -> None:
    data = plan()
    data["people"]["segments"][0]["cities"] = {"Krakow": "40 %"}
    found = audience(scenario(data), seed=1)
    count, error = people(found, "city", "Krakow")
    assert error > 0.0
    assert abs(count - 8_000.0) < 4.0 * error


SPOTS = {
    "id": "spot",
    "at": "day 1 06:00",
    "on": "television",
    "format": "video",
    "boost": {"grp": 100},
}


def aired() -> Scenario:
    data = plan(channels={"social network": "typical", "television": {"visit shape": "0.6 to 1.4"}})
    for segment, share in zip(data["people"]["segments"], ("60 %", "90 %"), strict=True):
        segment["uses"] = {"social network": "70 %", "television": share}
    data["campaigns"] = [{"brand": "The Lanterns", "posts": [SPOTS]}]
    return scenario(data)


def test_weights_follow_the_curve_of_the_channel_among_the_target() -> None:
    known = aired()
    weights = audience(known, seed=1).weights
    assert {one.channel for one in weights} == {"television"}
    assert [one.grp for one in weights] == list(POINTS)
    for one in weights:
        assert one.reach == pytest.approx(reach(one.grp, 1.0, 0.6))
        assert one.reach_low == pytest.approx(reach(one.grp, 0.6, 0.6))
        assert one.reach_high == pytest.approx(reach(one.grp, 1.4, 0.6))
    hundred = weights[1]
    assert hundred.cost == pytest.approx(known.campaigns[0].media_spend, rel=1e-5)


def test_a_bought_audience_is_met_as_its_index_says() -> None:
    (price,) = [one for one in audience(aired(), seed=1).prices if one.channel == "television"]
    of_viewers = 0.25 * 0.6 / (0.25 * 0.6 + 0.75 * 0.9)
    assert price.accuracy == pytest.approx(1.2 * of_viewers, rel=0.1)
    assert price.on_target == pytest.approx(price.cpm / price.accuracy)


def test_a_channel_that_is_watched_has_another_rhythm() -> None:
    week = {
        name: [hour.activity for hour in audience(aired(), 1).hours if hour.channel == name]
        for name in ("television", "social network")
    }
    assert np.argmax(week["television"][:24]) in (20, 21)
    assert week["television"] == pytest.approx(weekly_rhythm("viewing")[0].tolist())
    assert week["television"] != week["social network"]
