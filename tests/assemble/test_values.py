"""Numbers of a replicate: drawn from their ranges by name, or held at their values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simsmm import presets
from simsmm.assemble import Values
from simsmm.presets import Number
from simsmm.scenario import Scenario
from tests.study.plans import plan, scenario

WORLDS = 400


def everywhere(**changes: object) -> Scenario:
    """A plan on every channel there is, priced as the presets are."""
    names = presets.channels()
    segments = [{"name": "all", "share": "100 %", "uses": dict.fromkeys(names, "100 %")}]
    post = {"at": "day 1 12:00", "on": list(names), "format": "text", "seeds": 400}
    aired = [name for name in names if not presets.channel(name).answered]
    post["boost"] = [{"on": name, "spend": 1} for name in aired]
    return scenario(
        channels=dict.fromkeys(names, "typical"),
        people={"segments": segments},
        goals=[],
        target="all",
        currency="USD",
        campaigns=[{"brand": "B", "posts": [post]}],
        **changes,
    )


PLAIN = everywhere()
CHANNEL_NUMBERS = [
    (channel, name) for channel in presets.channels() for name in presets.channel(channel).numbers
]


def drawn(plan: Scenario, channel: str, name: str) -> np.ndarray:
    return np.array([Values(plan, key).channel(channel, name) for key in range(WORLDS)])


def holds_the_median(found: np.ndarray, middle: float) -> bool:
    """Whether at least half of the worlds lie on either side, short of four standard errors."""
    half = 0.5 - 4.0 * 0.5 / math.sqrt(WORLDS)
    return bool(np.mean(found <= middle) >= half and np.mean(found >= middle) >= half)


@pytest.mark.parametrize(("channel", "name"), CHANNEL_NUMBERS)
def test_numbers_of_channels_are_drawn_within_their_ranges(channel: str, name: str) -> None:
    preset = presets.channel(channel).numbers[name]
    found = drawn(PLAIN, channel, name)
    assert found.min() >= preset.low
    assert found.max() <= preset.high
    if preset.low < preset.high:
        assert len(np.unique(found)) > WORLDS / 3
        assert holds_the_median(found, preset.value)
    else:
        assert set(found) == {preset.value}


def test_numbers_of_behaviour_and_ties_are_drawn_within_their_ranges() -> None:
    worlds = [Values(PLAIN, key) for key in range(WORLDS)]
    for name, preset in presets.behaviour().items():
        found = np.array([world.behaviour(name) for world in worlds])
        assert preset.low <= found.min() <= found.max() <= preset.high, name
        assert preset.low == preset.high or holds_the_median(found, preset.value), name
    for layer in PLAIN.layers:
        for name, preset in presets.layer(layer).numbers.items():
            found = np.array([world.layer(layer, name) for world in worlds])
            assert preset.low <= found.min() <= found.max() <= preset.high, (layer, name)
            assert preset.low == preset.high or holds_the_median(found, preset.value), name
        assert worlds[0].layer(layer, "no such target") is None


def share_below(preset: Number, found: float) -> float:
    """The share of its law that a number lies above, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if preset.draw(middle) < found else (low, middle)
    return low


def test_no_two_numbers_share_a_draw() -> None:
    world, shares = Values(PLAIN, 1), []
    for channel, name in CHANNEL_NUMBERS:
        preset = presets.channel(channel).numbers[name]
        if preset.low < preset.value < preset.high:
            shares.append(share_below(preset, world.channel(channel, name)))
    for name, preset in presets.behaviour().items():
        if preset.low < preset.value < preset.high:
            shares.append(share_below(preset, world.behaviour(name)))
    assert len(shares) > 30
    assert len(np.unique(np.round(shares, 6))) == len(shares)


def test_point_values_are_the_presets_values() -> None:
    fixed = everywhere(assume="point values")
    for key in (1, 2):
        world = Values(fixed, key)
        for channel, name in CHANNEL_NUMBERS:
            assert world.channel(channel, name) == presets.channel(channel).numbers[name].value
        for name, preset in presets.behaviour().items():
            assert world.behaviour(name) == preset.value
        for layer in fixed.layers:
            for name, preset in presets.layer(layer).numbers.items():
                assert world.layer(layer, name) == preset.value


@pytest.mark.parametrize("assume", ["ranges", "point values"])
def test_stated_ranges_are_always_drawn_and_stated_values_kept(assume: str) -> None:
    channels = {
        "social network": {"page reach": "5 % to 20 %", "friend reach": "30 %"},
        "microblog": "typical",
    }
    stated = scenario(channels=channels, assume=assume)
    found = drawn(stated, "social network", "page_reach")
    # Uniform over the range: its mean, give or take four standard errors.
    assert 0.05 <= found.min() < 0.07
    assert 0.18 < found.max() <= 0.20
    assert abs(found.mean() - 0.125) <= 4.0 * 0.15 / math.sqrt(12 * WORLDS)
    assert set(drawn(stated, "social network", "friend_reach")) == {0.30}


def test_behaviour_and_ties_take_what_is_stated() -> None:
    ties = {"friends": {"mean degree": "20 to 30"}}
    data = plan(behaviour={"recall half life": "7 d to 21 d", "weight wear": 0.1})
    data["people"]["ties"] = ties
    worlds = [Values(scenario(data), key) for key in range(50)]
    found = [world.layer("friends", "mean_degree") for world in worlds]
    assert min(found) >= 20.0
    assert max(found) <= 30.0
    assert len(set(found)) == 50
    days = [world.behaviour("recall_half_life") for world in worlds]
    assert presets.behaviour()["recall_half_life"].unit == "days"
    assert min(days) >= 7.0
    assert max(days) <= 21.0
    assert {world.behaviour("weight_wear") for world in worlds} == {0.1}


def test_prices_are_drawn_in_the_currency_of_the_scenario() -> None:
    other = scenario(
        currency="EUR", assume="point values", channels=["social network", "microblog"]
    )
    cpm = presets.channel("microblog").numbers["cpm"].value
    rate = presets.rates()["EUR"].value
    assert Values(other, 1).channel("microblog", "cpm") == pytest.approx(cpm * rate)
    stated = scenario(channels={"social network": {"cpm": "9 EUR"}, "microblog": "typical"})
    assert Values(stated, 1).channel("social network", "cpm") == 9.0


def test_a_number_that_a_channel_lacks_is_that_of_its_absence() -> None:
    world = Values(PLAIN, 1)
    assert world.channel("television", "page_reach") == 0.0
    assert world.channel("television", "attention_limit") == math.inf
    assert world.format_bonus("television", "video") == 0.0
    with pytest.raises(KeyError, match="no_such_number"):
        world.channel("television", "no_such_number")


def test_a_number_more_leaves_all_other_draws_alone() -> None:
    one, more = scenario(), plan()
    more["channels"]["microblog"]["friend reach"] = "10 % to 20 %"
    more["behaviour"] = {"recall half life": "7 d to 21 d"}
    other = scenario(more)
    for key in (1, 2, 3):
        before, after = Values(one, key), Values(other, key)
        for channel in one.channels:
            for name in presets.channel(channel).numbers:
                if (channel, name) != ("microblog", "friend_reach"):
                    assert before.channel(channel, name) == after.channel(channel, name)
        for name in presets.behaviour():
            if name != "recall_half_life":
                assert before.behaviour(name) == after.behaviour(name)


def test_a_channel_more_leaves_all_other_draws_alone() -> None:
    few, many = scenario(), PLAIN
    for key in (1, 2, 3):
        before, after = Values(few, key), Values(many, key)
        for name in presets.channel("social network").numbers:
            if name not in ("cpm", "cpc"):  # another currency
                one = before.channel("social network", name)
                assert one == after.channel("social network", name)
        for name in presets.behaviour():
            assert before.behaviour(name) == after.behaviour(name)
        for layer in few.layers:
            for name in presets.layer(layer).numbers:
                assert before.layer(layer, name) == after.layer(layer, name)
