"""Threads on boards: the sights of each life, what replies add, and what bounds them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simsmm.channels.delay import INSTANT
from simsmm.channels.venue import TOP, most_visible
from simsmm.record import Act, Kind
from tests.laws.board_worlds import (
    FOREVER,
    HALF_LIFE,
    board_world,
    expected_sights,
    lives,
)
from tests.laws.plain_worlds import played

MEMBERS = 20_000


def test_without_replies_sights_follow_the_kernel() -> None:
    """P(seen) = 1 - exp(-c), ages exponential: 3.9 standard errors, and Kolmogorov and Smirnov."""
    record = played(board_world("no replies", MEMBERS, 2, visible=0.3))
    chance = -math.expm1(-0.3)
    seen, error = len(record.exposures), math.sqrt(2 * MEMBERS * chance * (1.0 - chance))
    assert abs(seen - 2 * MEMBERS * chance) < 3.9 * error
    assert np.all(record.exposures["kind"] == Kind.PUBLIC)
    age = record.exposures["time"]
    assert stats.kstest(age, stats.expon(scale=HALF_LIFE / math.log(2.0)).cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    ("returning", "novelty"), [(0.0, FOREVER), (1.0, FOREVER), (0.3, FOREVER), (0.3, 6.0)]
)
def test_sights_of_a_thread_that_is_lifted_at_known_times(returning: float, novelty: float) -> None:
    """Put up five times: the sights of each life match the closed form, 3.9 standard errors."""
    times, visible, boards = (0.0, 1.0, 3.0, 3.5, 12.0), 0.5, 3
    world = board_world(
        "known times",
        MEMBERS,
        boards,
        visible=visible,
        times=times,
        returning=returning,
        novelty=novelty,
    )
    record = played(world)
    seen = np.bincount(lives(record), minlength=len(times)) / (MEMBERS * boards)
    expected = np.array(expected_sights(times, visible, returning, novelty))
    error = np.sqrt(expected * (1.0 - expected) / (MEMBERS * boards))
    assert np.all(np.abs(seen - expected) < 3.9 * error)
    if returning == 0.0:
        people = record.exposures["person"] + MEMBERS * record.of_source("post")
        assert len(np.unique(people)) == len(people)


def test_a_life_ends_when_the_next_begins() -> None:
    """Nobody sees a life after its thread was lifted, nor a reply of their own."""
    record = played(board_world("ends", 3_000, 4, visible=1.0, comment=0.02, returning=1.0))
    sources, exposures = record.sources, record.exposures
    replies = np.flatnonzero(sources["parent"] >= 0)
    assert len(replies) > 50
    parents = exposures[sources["parent"][replies]]
    assert np.all(parents["acts"] & Act.COMMENT > 0)
    np.testing.assert_array_equal(sources["time"][replies], parents["time"])
    for post in range(4):
        of_thread = np.flatnonzero(sources["post"] == post)
        times = np.append(sources["time"][of_thread], np.inf)
        assert np.all(np.diff(times) >= TOP * HALF_LIFE)
        for place, source in enumerate(of_thread):
            seen = exposures["time"][exposures["source"] == source]
            assert np.all(seen <= times[place + 1])
    for reply, parent in zip(replies, parents, strict=True):
        assert parent["person"] not in exposures["person"][exposures["source"] == reply]


def test_no_thread_is_seen_more_often_than_members_come_by() -> None:
    """Everybody replies: a thread that stands on top stays within the rate of visits, c K(0).

    With c at its bound v / K(0) and everybody coming back at the full rate, sights per member
    approach visits, and do not pass them: 3.9 standard errors of a Poisson number.
    """
    visits, days = 2.0, 2.0
    visible = most_visible(visits, 0, HALF_LIFE, 0.0)
    world = board_world(
        "busy", 20_000, visible=visible, comment=0.5, returning=1.0, hours=24.0 * days
    )
    record = played(world)
    sights = len(record.exposures) / 20_000
    error = math.sqrt(visits * days / 20_000)
    assert sights < visits * days + 3.9 * error
    assert sights > 0.7 * visits * days
    assert (record.sources["parent"] >= 0).sum() <= 24.0 * days / (TOP * HALF_LIFE)


def test_a_thread_that_wears_off_neither_dies_at_once_nor_lives_for_ever() -> None:
    """Its life grows with the logarithm of the board: each half-life of novelty halves its pull.

    Ten times the members add up to log2(10) = 3.3 days of novelty, less what is read meanwhile.
    """
    last = []
    for members in (2_000, 20_000, 100_000):
        boards = 12 if members < 100_000 else 2
        world = board_world(
            f"wears {members}",
            members,
            boards,
            visible=0.1,
            comment=0.015,
            returning=0.25,
            novelty=24.0,
            hours=2_000.0,
        )
        record = played(world)
        ends = np.zeros(boards)
        np.maximum.at(ends, record.of_source("post"), record.exposures["time"])
        last.append(ends.mean() / 24.0)
        assert len(record.exposures) < 2.0 * members * boards
    steps = np.diff(last)
    assert np.all(steps > 0.5)
    assert np.all(steps < 4.0)


def test_people_who_stand_for_several_lift_a_thread_as_these_would() -> None:
    """A tenth of the members, each of whom stands for ten: the same sights within 7 %."""
    found = []
    for scale in (1, 10):
        members, boards = 10_000 // scale, 8 * scale
        world = board_world(
            "scale",
            members,
            boards,
            visible=0.1,
            comment=0.015,
            returning=0.25,
            novelty=24.0,
            scale=float(scale),
        )
        record = played(world)
        commented = np.count_nonzero(record.exposures["acts"] & Act.COMMENT)
        found.append((len(record.exposures) * scale / boards, commented * scale / boards))
    plain, scaled = np.array(found)
    assert scaled[0] == pytest.approx(plain[0], rel=0.07)
    assert scaled[1] == pytest.approx(plain[1], rel=0.2)
    one = board_world("scale", 1_000, 40, visible=0.1, comment=0.015, returning=0.25, novelty=24.0)
    assert len(played(one).exposures) / 40 * 10 < 0.8 * plain[0]


def test_replies_switched_off() -> None:
    """Without the rule, fewer sights by a third in 19 of 20 worlds; until the first reply, and on a
    board without replies, nothing else changes."""
    fewer = 0
    for luck in range(20):
        given = {"visible": 0.2, "comment": 0.02, "returning": 0.25, "novelty": 24.0}
        on = played(board_world(f"off {luck}", 4_000, **given))
        off = played(board_world(f"off {luck}", 4_000, lifted=False, **given))
        first = on.sources["time"][1]
        until = on.exposures["time"] < first
        same = off.exposures[off.exposures["time"] < first]
        np.testing.assert_array_equal(on.exposures[until], same)
        fewer += len(off.exposures) < len(on.exposures) * 2.0 / 3.0
    assert fewer >= 19
    quiet = {"visible": 0.2, "times": (0.0, 5.0)}
    on = played(board_world("quiet", 4_000, **quiet))
    off = played(board_world("quiet", 4_000, lifted=False, **quiet))
    assert len(off.exposures) > len(on.exposures)


def test_in_a_place_only_those_present_see() -> None:
    """At the hour of publication, with chance 1 - exp(-c r(t)), and at no other time."""
    hours = np.arange(168)
    rhythm = np.tile(np.where(hours % 24 < 12, 0.5, 1.5), (2, 1))
    meets = np.repeat(rhythm, 4, axis=1)
    counts = []
    for when in (6.0, 18.0):
        world = board_world(
            f"place {when}",
            MEMBERS,
            visible=0.1,
            times=(when,),
            lifted=False,
            kernel=INSTANT,
            rhythm=rhythm,
            meets=meets,
        )
        record = played(world)
        assert np.all(record.exposures["time"] == when)
        counts.append(len(record.exposures))
    for count, activity in zip(counts, (0.5, 1.5), strict=True):
        chance = -math.expm1(-0.1 * activity)
        assert stats.binomtest(count, MEMBERS, chance).pvalue > 1e-3
