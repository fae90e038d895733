"""Reach on a star: each of its people sees the item with probability 1 - exp(-c a s m(t))."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.record import Kind
from simsmm.spread.world import QUARTERS
from tests.laws.plain_worlds import plain_world, played, web_of

POSTS, LEAVES = 6, 24_000
ACTIVITY = np.array([0.1, 0.5, 1.0, 2.5])
STRENGTH = np.array([1.0, 0.4])
START_HOUR = 100.0

ERROR_BUDGET = 1e-3
"""Chance that a right simulator fails a test of this file on fresh keys."""


def numbers_of(name: str, *shape: int) -> np.ndarray:
    return uniforms(name_key(name), np.arange(math.prod(shape))).reshape(shape)


TIMES = np.array([0.0, 3.3, 11.26, 30.49, 67.75, 100.1])
REACH = 0.1 + 1.2 * numbers_of("reach on a star: c", POSTS, len(Kind))
MEETS = 0.2 + 1.5 * numbers_of("reach on a star: m", POSTS, 2, QUARTERS)


def leaves_activity() -> np.ndarray:
    return ACTIVITY[np.arange(LEAVES) % 4]


def leaves_phone() -> np.ndarray:
    return np.arange(LEAVES) // 4 % 2


def agrees(seen: np.ndarray, chance: np.ndarray, group: np.ndarray) -> None:
    """Exact binomial tails of each group's count.

    With some 2,000 people a group and 96 groups the bar stands near 4.4 standard errors: a group's
    chance that is off by 0.06 is seen nine times in ten, and one that all share by 0.005.
    """
    groups = np.unique(group)
    for one in groups:
        inside = group == one
        assert np.ptp(chance[inside]) < 1e-12
        law = stats.binom(inside.sum(), chance[inside][0])
        count = seen[inside].sum()
        p_value = 2.0 * min(law.cdf(count), law.sf(count - 1))
        assert p_value > ERROR_BUDGET / (2 * len(groups)), (
            one,
            count / inside.sum(),
            chance[inside][0],
        )
    z = (seen.sum() - chance.sum()) / math.sqrt((chance * (1.0 - chance)).sum())
    assert abs(z) < stats.norm.isf(ERROR_BUDGET / 4)


def quarter(post: int) -> int:
    return int((START_HOUR + TIMES[post]) * 4.0) % QUARTERS


def test_ties_of_one_person() -> None:
    """Friends on one layer and acquaintances on the other, two devices, four levels of activity."""
    leaves = POSTS + np.arange(LEAVES)
    far = np.arange(LEAVES) // 8 % 2
    layers = [
        [(hub, leaf) for hub in range(POSTS) for leaf in leaves[far == layer]] for layer in (0, 1)
    ]
    world = plain_world(
        web_of(POSTS + LEAVES, *layers),
        seeds=[[hub] for hub in range(POSTS)],
        times=TIMES,
        activity=np.concatenate([np.ones(POSTS), leaves_activity()]),
        phone=np.concatenate([np.zeros(POSTS), leaves_phone()]),
        reach=REACH,
        strength=STRENGTH,
        meets=MEETS,
        start_hour=START_HOUR,
        hours=200.0,
    )
    record = played(world)
    kind = np.where(far, Kind.ACQUAINTANCE, Kind.FRIEND)
    seen, chance, group = [], [], []
    for post in range(POSTS):
        mine = record.exposures[record.of_source("post") == post]
        assert len(np.unique(mine["person"])) == len(mine)
        np.testing.assert_array_equal(mine["time"], TIMES[post])
        np.testing.assert_array_equal(mine["kind"], kind[mine["person"] - POSTS])
        seen.append(np.isin(leaves, mine["person"]))
        meeting = MEETS[post, leaves_phone(), quarter(post)]
        hazard = REACH[post, kind] * leaves_activity() * STRENGTH[far] * meeting
        chance.append(-np.expm1(-hazard))
        group.append(16 * post + np.arange(LEAVES) % 16)
    agrees(*(np.concatenate(parts) for parts in (seen, chance, group)))


@pytest.mark.parametrize("kind", [Kind.PAGE, Kind.CREATOR])
def test_fans_of_an_account(kind: Kind) -> None:
    """As for ties, at the visibility of that kind of source and strength 1."""
    world = plain_world(
        web_of(LEAVES, []),
        fans=[np.arange(LEAVES)] * POSTS,
        fan_kind=kind,
        times=TIMES,
        activity=leaves_activity(),
        phone=leaves_phone(),
        reach=REACH,
        meets=MEETS,
        start_hour=START_HOUR,
        hours=200.0,
    )
    record = played(world)
    seen, chance, group = [], [], []
    for post in range(POSTS):
        mine = record.exposures[record.of_source("post") == post]
        assert np.all(mine["kind"] == kind)
        seen.append(np.isin(np.arange(LEAVES), mine["person"]))
        meeting = MEETS[post, leaves_phone(), quarter(post)]
        chance.append(-np.expm1(-REACH[post, kind] * leaves_activity() * meeting))
        group.append(8 * post + np.arange(LEAVES) % 8)
    agrees(*(np.concatenate(parts) for parts in (seen, chance, group)))


def test_at_full_visibility_everybody_sees_it_once() -> None:
    leaves = 1 + np.arange(5_000)
    ties = [(0, leaf) for leaf in leaves]
    activity = np.concatenate([[1.0], 1e-6 * np.ones(2_500), np.ones(2_500)])
    record = played(plain_world(web_of(5_001, ties), seeds=[[0]], activity=activity, meets=1e-3))
    np.testing.assert_array_equal(np.sort(record.exposures["person"]), leaves)


def test_at_no_visibility_nobody_does() -> None:
    ties = [(0, leaf) for leaf in range(1, 500)]
    record = played(plain_world(web_of(500, ties), seeds=[[0]], reach=0.0, share=1.0))
    assert len(record.exposures) == 0


def test_whoever_is_friend_and_acquaintance_sees_it_as_a_friend_only() -> None:
    web = web_of(4, [(0, 1), (0, 3)], [(0, 1), (0, 2), (0, 3)])
    record = played(plain_world(web, seeds=[[0]]))
    by_person = np.argsort(record.exposures["person"])
    assert record.exposures["person"][by_person].tolist() == [1, 2, 3]
    kinds = record.exposures["kind"][by_person].tolist()
    assert kinds == [Kind.FRIEND, Kind.ACQUAINTANCE, Kind.FRIEND]


def test_ties_point_one_way() -> None:
    """Who sees what 0 passes on is 1, not 2, whom 0 sees."""
    record = played(plain_world(web_of(3, [(0, 1), (2, 0)]), seeds=[[0]], share=1.0))
    assert record.exposures["person"].tolist() == [1]
