"""What a preset publishes is what a simulation of it gives."""

from __future__ import annotations

import pytest

from simsmm import presets
from simsmm.study.recovery import POINTS, recover

WORLDS = {
    "business network": 12,
    "forum": 24,
    "microblog": 14,
    "music sharing": 10,
    "news aggregator": 26,
    "photo sharing": 9,
    "review site": 4,
    "short video": 30,
    "social network": 13,
    "video sharing": 15,
}
"""Worlds of 16 campaigns on 50,000 people: so many that three standard errors are within a bar."""

REACHED = {"page reach", "friend reach", "half life"}

NAMES = {
    "feed": REACHED | {"engagement", "share rate", "follow rate", "click rate"},
    "message": REACHED
    | {"engagement", "share rate", "click rate", "first recipients", "recipients"},
    "venue": {"page reach", "public reach", "engage rate", "comment rate", "click rate"},
    "ranking": {"engagement", "link rate"},
    "recommended": REACHED | {"engagement", "audience", "share rate", "follow rate", "click rate"},
}
"""Numbers of each mechanism that have to come out, among others."""

BESIDES = {
    "news aggregator": {"half life", "click rate"},
    "forum": {"half life"},
    "blog": {"half life"},
}
"""Numbers that have to come out of one channel, besides: items sink, and media are sold."""

BARS = {"half life": 0.10, "audience": 0.10}
OTHERS = 0.05


ANSWERED = [name for name in presets.channels() if presets.channel(name).answered]
AIRED = [name for name in presets.channels() if name not in ANSWERED]


@pytest.mark.slow
@pytest.mark.parametrize("channel", ANSWERED)
def test_published_numbers_are_recovered(channel: str) -> None:
    # A number that misses its bar by another bar or more would be missed by three errors at least;
    # a right one has one chance in 370 to fall outside for a world drawn anew, and none here.
    found = recover(channel, WORLDS.get(channel, 14))
    lines = [f"{of.name}: {of.miss:+.2%} +- {of.error / of.target:.2%}" for of in found]
    print(f"\n{channel}\n" + "\n".join(lines))
    names = {of.name for of in found}
    assert names >= NAMES[presets.channel(channel).mechanism] | BESIDES.get(channel, set())
    for of in found:
        bar = BARS.get(of.name, OTHERS)
        assert 3.0 * of.error <= bar * of.target, f"{of.name}: too few worlds\n" + "\n".join(lines)
        assert abs(of.miss) <= bar, f"{of.name} is not recovered\n" + "\n".join(lines)


def test_every_preset_is_recovered() -> None:
    """Each by its mechanism's numbers, or by its reach curve; and nothing else is spoken of."""
    assert {presets.channel(name).mechanism for name in ANSWERED} == set(NAMES)
    assert {presets.channel(name).mechanism for name in AIRED} == {"broadcast"}
    assert set(WORLDS) | set(BESIDES) <= set(ANSWERED)


def test_channels_that_do_not_exist_are_not_recovered() -> None:
    with pytest.raises(KeyError):
        recover("carrier pigeons", 1)


def test_a_small_recovery_is_roughly_right() -> None:
    for of in recover("social network", 1, people=5_000):
        assert of.error > 0.0
        assert abs(of.achieved - of.target) <= 6.0 * of.error + 0.05 * of.target, of.name


@pytest.mark.slow
def test_attention_on_an_aggregator_has_its_half_life() -> None:
    (half_life,) = [of for of in recover("news aggregator", 4) if of.name == "half life"]
    assert abs(half_life.miss) < 0.1


def test_a_reach_curve_is_recovered_to_half_a_point() -> None:
    """At a world of 100,000 people; at 200 points television reaches what is published."""
    assert_curve("television")
    (usual,) = [of for of in recover("television", 1, people=2_000) if "200" in of.name]
    assert usual.target == pytest.approx(0.632, abs=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("channel", AIRED)
def test_reach_curves_of_bought_audiences_are_recovered(channel: str) -> None:
    assert_curve(channel)


def assert_curve(channel: str) -> None:
    found = recover(channel, 1, people=100_000)
    assert [of.name for of in found] == [f"reach at {points} GRP" for points in POINTS]
    for of in found:
        assert of.achieved == pytest.approx(of.target, abs=0.005), of.name
        assert of.error < 0.0017
