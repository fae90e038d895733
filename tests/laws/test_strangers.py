"""Bystanders and unrelated posts change nobody's outcome; names and order of people do not matter.

Over random worlds with every rule at work: the same events, bit by bit.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simsmm.draws import name_key
from simsmm.draws.arrays import numbers
from simsmm.record import Kind
from tests.laws.plain_worlds import plain_world, played, random_ties, sharers, web_of
from tests.laws.strangers import apart, renumbered, same, with_another_brand
from tests.spread.worlds import random_world

worlds = st.integers(0, 199)


def shuffled(name: str, people: int) -> np.ndarray:
    return np.argsort(numbers(name_key(name), np.arange(people)), kind="stable")


@settings(max_examples=60)
@given(worlds, st.integers(1, 5), st.integers(0, 10**6))
def test_bystanders_change_nothing(which: int, bystanders: int, where: int) -> None:
    """People without ties, anywhere among the others. (Seats and reviews concern everybody.)"""
    world = apart(random_world(which))
    people = world.people + bystanders
    place = np.sort(shuffled(f"bystanders {where}", people)[: world.people])
    same(played(world), played(renumbered(world, place, people)), place, world.plan)


@settings(max_examples=60)
@given(worlds, st.integers(0, 10**6))
def test_relabelled_people_give_the_relabelled_record(which: int, order: int) -> None:
    world = random_world(which)
    place = shuffled(f"labels {order}", world.people)
    other = played(renumbered(world, place, world.people))
    one = played(world)
    same(one, other, place, world.plan)
    assert one.unnoticed == other.unnoticed
    assert len(one.exposures) == len(other.exposures)


@settings(max_examples=60)
@given(worlds)
def test_an_unrelated_post_changes_nothing(which: int) -> None:
    """Another brand, on a channel of its own, passed on along the same ties."""
    world = random_world(which)
    more, quiet = with_another_brand(world), with_another_brand(world, quiet=True)
    everybody = np.arange(world.people)
    same(played(world), played(more), everybody, world.plan)
    same(played(world), played(quiet), everybody, world.plan)


def test_the_unrelated_post_is_no_dead_letter() -> None:
    unrelated = [
        np.count_nonzero(played(with_another_brand(random_world(which))).of_source("post") == posts)
        for which in range(40)
        for posts in [len(random_world(which).plan.posts)]
    ]
    assert np.count_nonzero(unrelated) > 30


def test_a_related_post_may_change_outcomes_but_shifts_no_draw() -> None:
    """A second post of the brand takes attention away: exposures go, none moves or appears."""
    people = 400
    ties = random_ties("related post", people, 6.0)
    fans = [np.arange(200), np.arange(200)]
    world = plain_world(web_of(people, ties), fans=fans, kernel=0, share=[0.0, 0.0])
    world.law.channels["attention"] = 1.0
    both = played(world)
    world.plan.publications["time"][1] = 1e9
    alone = played(world)
    of_both = both.exposures[both.of_source("post") == 0]
    kept = np.isin(alone.exposures["person"], of_both["person"])
    assert 0 < np.count_nonzero(~kept) < 150
    np.testing.assert_array_equal(alone.exposures[kept], of_both)


@pytest.mark.parametrize("fan_kind", [Kind.PAGE, Kind.CREATOR])
def test_other_ids_are_other_luck_of_the_same_law(fan_kind: Kind) -> None:
    """With fresh ids other people see it, and as many within 5 standard errors."""
    people = 20_000
    web = web_of(people, random_ties("other ids", people, 4.0))
    found = []
    for name in ("some ids", "other ids"):
        ids = numbers(name_key(name), np.arange(people))
        world = plain_world(
            web, fans=[np.arange(5_000)], fan_kind=fan_kind, ids=ids, reach=0.4, share=0.1
        )
        record = played(world)
        found.append(np.isin(np.arange(5_000), record.exposures["person"][
            record.exposures["kind"] == fan_kind]))  # fmt: skip
        assert len(sharers(record)) > 100
    chance = 1.0 - np.exp(-0.4)
    for seen in found:
        assert abs(seen.mean() - chance) < 5.0 * np.sqrt(chance * (1 - chance) / 5_000)
    together = np.mean(found[0] & found[1])
    assert abs(together - chance**2) < 5.0 * np.sqrt(chance**2 * (1 - chance**2) / 5_000)
