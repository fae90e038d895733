"""What makes a channel what it is, switched off: its own measure moves, and nobody else's does.

Error budget: a case holds where its measure moves by the stated factor in 19 of 20 paired worlds;
with no effect at all, either direction in a world, that has a chance of 21 / 2**20 = 2e-5. Worlds
are drawn by fixed keys, and what must not move is compared bit by bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from simsmm import presets
from simsmm.record import Record
from simsmm.spread.world import World
from tests.effects import switches
from tests.effects.switches import THEIRS, WORLDS
from tests.laws.plain_worlds import played


@dataclass(frozen=True)
class Case:
    """A rule of a channel, and what is to happen without it."""

    channel: str
    off: Callable[[World], World] | None
    """The switch; None where ``without`` states it as numbers of the channel."""
    measure: Callable[[Record], float]
    factor: float
    """Without the rule the measure is less than so many times what it is with it; of a factor above
    1, more."""
    plan: dict[str, Any]
    without: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """The channel and the switch, as a name of the test."""
        rule = self.off.__name__ if self.off else ", ".join(self.without)
        return f"{self.channel}, {rule.replace('_', ' ')}"


ALIKE = {"visit shape": 100}
"""Numbers of a medium whose audience is all alike."""

CASES = [
    # Of feeds and messages: people tell people.
    Case(
        "social network",
        switches.nobody_passes_on,
        switches.impressions,
        0.95,
        {"seeds": 80, "people": 3_000},
    ),
    Case(
        "business network",
        switches.nobody_passes_on,
        switches.impressions,
        0.95,
        {"seeds": 80, "people": 3_000},
    ),
    Case("microblog", switches.nobody_passes_on, switches.reach, 0.90, {"seeds": 60}),
    Case("music sharing", switches.nobody_passes_on, switches.reach, 0.90, {"seeds": 150}),
    Case("photo sharing", switches.nobody_passes_on, switches.reach, 0.95, {"seeds": 150}),
    Case("video sharing", switches.nobody_passes_on, switches.reach, 0.95, {"seeds": 150}),
    Case("e-mail", switches.nobody_passes_on, switches.reach, 0.97, {"seeds": 150}),
    Case("private messages", switches.nobody_passes_on, switches.reach, 0.97, {"seeds": 150}),
    Case("private messages", switches.nobody_is_chosen, switches.impressions, 5.0, {"seeds": 40}),
    Case("e-mail", switches.nobody_is_chosen, switches.impressions, 5.0, {"seeds": 40}),
    # Of a blog and of videos: they are found for weeks. Five half-lives and more after.
    Case(
        "blog", switches.no_long_tail, switches.late_impressions, 0.5, {"fans": 1_500, "days": 28}
    ),
    Case(
        "video sharing",
        switches.no_long_tail,
        switches.late_impressions,
        0.9,
        {"fans": 4_000, "people": 4_000, "days": 60},
    ),
    # Of places: a reply lifts a thread; who is not there at four at night misses what happens.
    Case(
        "forum",
        switches.replies_lift_nothing,
        switches.impressions,
        0.5,
        {"members": 75_000, "scale": 50},
    ),
    Case(
        "virtual world",
        switches.nobody_needs_to_be_there,
        switches.impressions,
        3.0,
        {"members": 4_000, "people": 4_000, "at": "day 2 04:00"},
    ),
    # Of lists: votes lift, and the top is seen by most.
    Case(
        "news aggregator",
        switches.votes_do_not_count,
        switches.impressions,
        0.2,
        {"seeds": 1_500, "scale": 50},
    ),
    Case(
        "news aggregator",
        switches.one_rank_is_like_another,
        switches.impressions,
        2.0,
        {"people": 4_000, "scale": 20},
    ),
    Case(
        "music chart",
        switches.votes_do_not_count,
        switches.impressions,
        0.75,
        {"seeds": 1_500, "scale": 50},
    ),
    Case(
        "music chart",
        switches.one_rank_is_like_another,
        switches.impressions,
        2.0,
        {"seeds": 1_500, "scale": 50},
    ),
    Case(
        "review site",
        switches.one_rank_is_like_another,
        switches.impressions,
        2.0,
        {"rated": True, "people": 4_000, "scale": 20},
    ),
    # Of recommendations: what the first audience likes goes on.
    Case("short video", switches.no_further_waves, switches.reach, 0.7, {}),
    # Of what is aired: it is met and remembered, by some much more often than by others.
    *(
        Case(channel, off, measure, factor, {"grp": 150}, without)
        for channel in ("television", "radio", "magazine", "newspaper")
        for off, measure, factor, without in (
            (switches.nothing_is_aired, switches.recall, 1e-9, {}),
            (None, switches.reach, 1.05, ALIKE),
        )
    ),
]


QUICK = {
    "microblog",
    "private messages",
    "forum",
    "virtual world",
    "news aggregator",
    "short video",
    "television",
}
"""Channels tried in the quick suite: one of each mechanism; of venues, both of their rules."""

TRIED = [
    pytest.param(case, id=str(case), marks=[] if case.channel in QUICK else [pytest.mark.slow])
    for case in CASES
]


def test_every_channel_has_a_rule_that_can_be_switched_off() -> None:
    assert {case.channel for case in CASES} == set(presets.channels())


@pytest.mark.parametrize("case", TRIED)
def test_a_rule_switched_off_moves_its_measure_and_nothing_else(case: Case) -> None:
    plan = switches.plan_of(case.channel, **case.plan)
    otherwise = switches.plan_of(case.channel, **case.plan, numbers=case.without)
    moved, told = 0, []
    for luck in range(WORLDS):
        world = switches.world_of(plan, luck)
        other = case.off(world) if case.off else switches.world_of(otherwise, luck)
        record, without = played(world), played(other)
        assert_same_bystander(record, without)
        usual, now = case.measure(record), case.measure(without)
        assert usual > 0.0
        moved += now < case.factor * usual if case.factor < 1.0 else now > case.factor * usual
        told.append(f"{usual:g} -> {now:g}")
    assert moved >= WORLDS - 1, told


def assert_same_bystander(one: Record, other: Record) -> None:
    """The other brand's record is the same, bit by bit, and not an empty one."""
    seen, seen_without = (switches.exposures(record, THEIRS) for record in (one, other))
    assert len(seen) > 200
    for name in ("time", "person", "kind", "acts"):
        np.testing.assert_array_equal(seen[name], seen_without[name])
    for name in ("recall", "attitude"):
        mine, theirs = (getattr(record, name)[:, THEIRS] for record in (one, other))
        np.testing.assert_array_equal(mine, theirs)
    thing = one.purchases_without["offer"].max()  # their campaign is the last
    for name in ("purchases", "purchases_without"):
        bought, otherwise = (getattr(record, name) for record in (one, other))
        bought = bought[bought["offer"] == thing]
        assert len(bought) > 0
        np.testing.assert_array_equal(bought, otherwise[otherwise["offer"] == thing])
