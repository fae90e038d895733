"""What may not happen on the same draws: more seeds, ties or chance never lose anybody.

Ten thousand pairs of each kind, on networks of 40 people whose cascades are of every size. Who is
active is read from the trees, and their number from the quick kernel.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from simsmm.diffusion import Network, Spread, independent_cascade, network
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.society import from_pairs

NETWORKS, PEOPLE, WORLDS = 50, 40, 200


def lucks(name: str, which: int, size: int) -> np.ndarray:
    """Uniform numbers for the test and network at hand."""
    return uniforms(name_key(f"{name} {which}"), np.arange(size))


def pairs_of(name: str, which: int) -> tuple[np.ndarray, np.ndarray]:
    """Tails and heads of about two ties a person."""
    tied = lucks(f"{name} ties", which, PEOPLE**2) < 2.0 / PEOPLE
    tails, heads = np.nonzero(tied.reshape(PEOPLE, PEOPLE))
    return tails, heads


def tied(tails: np.ndarray, heads: np.ndarray, chance: float) -> Network:
    return network(from_pairs(PEOPLE, tails, heads, directed=True)[0], chance)


def networks(name: str) -> Iterator[tuple[int, Network]]:
    for which in range(NETWORKS):
        yield which, tied(*pairs_of(name, which), 0.1 + 0.8 * float(lucks(name, which, 1)[0]))


def who(spread: Spread) -> np.ndarray:
    """Whether each person is active in each run, bool (runs, n); checked against the sizes."""
    assert spread.trees is not None
    found = np.zeros((len(spread.trees), spread.network.people), bool)
    for run, tree in enumerate(spread.trees):
        found[run, tree.people] = True
    assert found.sum(axis=1).tolist() == spread.sizes.ravel().tolist()
    return found


def played(net: Network, seeds: object, which: int) -> np.ndarray:
    return who(independent_cascade(net, seeds, replicates=WORLDS, seed=which, trees=True))


def test_one_more_seed_loses_nobody_and_adds_less_to_more() -> None:
    """Monotone and submodular in every single world (Kempe, Kleinberg and Tardos 2003)."""
    lost = unequal = grown = 0
    for which, net in networks("seeds"):
        order = np.argsort(lucks("order", which, PEOPLE))
        few, many, new = order[:1], order[:4], order[4:5]
        groups = [few, many, np.append(few, new), np.append(many, new)]
        small, large, small_more, large_more = np.split(played(net, groups, which), 4)
        lost += np.sum(small & ~large) + np.sum(small & ~small_more) + np.sum(large & ~large_more)
        unequal += np.sum((large_more & ~large) & ~(small_more & ~small))
        grown += np.any(large & ~small, axis=1).sum()
    assert (lost, unequal) == (0, 0)
    assert grown > NETWORKS * WORLDS / 2


def test_more_ties_lose_nobody() -> None:
    lost = grown = 0
    for which in range(NETWORKS):
        tails, heads = pairs_of("ties", which)
        kept = lucks("kept ties", which, len(tails)) < 0.7
        fewer = played(tied(tails[kept], heads[kept], 0.5), [0, 1, 2], which)
        more = played(tied(tails, heads, 0.5), [0, 1, 2], which)
        lost += np.sum(fewer & ~more)
        grown += np.any(more & ~fewer, axis=1).sum()
    assert lost == 0
    assert grown > NETWORKS * WORLDS / 10


@pytest.mark.parametrize("each", [False, True], ids=["one chance", "a chance for each tie"])
def test_a_larger_chance_loses_nobody(each: bool) -> None:
    """Chances that lie far apart, close together, or are very small, in turn."""
    lost = grown = 0
    for which, net in networks("chances"):
        low, step = lucks("low", which, net.arrows), lucks("step", which, net.arrows)
        step *= (1.0, 1e-3, 0.1)[which % 3]
        low *= (0.8, 0.8, 0.02)[which % 3]
        if not each:
            low, step = low[0], step[0]
        small = played(net.with_chance(low), [0, 1, 2], which)
        large = played(net.with_chance(np.minimum(low + step, 1.0)), [0, 1, 2], which)
        lost += np.sum(small & ~large)
        grown += np.any(large & ~small, axis=1).sum()
    assert lost == 0
    assert grown > NETWORKS * WORLDS / 20


def test_people_who_take_their_ids_along_keep_their_luck() -> None:
    """In another order, the same people become active, from the same people, at the same times."""
    differences = 0
    for which, net in networks("ids"):
        ids = numbers(name_key(f"ids {which}"), np.arange(PEOPLE))
        place = np.argsort(lucks("place", which, PEOPLE))
        tails = np.repeat(np.arange(PEOPLE), net.out_degrees)
        moved = network(
            from_pairs(PEOPLE, place[tails], place[net.heads], directed=True)[0],
            net.chance,
            ids=ids[np.argsort(place)],
        )
        net = network(from_pairs(PEOPLE, tails, net.heads, directed=True)[0], net.chance, ids=ids)
        here = played(net, [0, 1, 2], which)
        there = played(moved, place[[0, 1, 2]], which)
        differences += np.sum(here != there[:, place])
    assert differences == 0


def test_one_stranger_more_changes_nobody() -> None:
    for which, net in networks("strangers"):
        tails = np.repeat(np.arange(PEOPLE), net.out_degrees)
        larger = network(from_pairs(PEOPLE + 5, tails, net.heads, directed=True)[0], net.chance)
        with_them = played(larger, [0, 1, 2], which)
        assert np.array_equal(with_them[:, :PEOPLE], played(net, [0, 1, 2], which))
        assert not with_them[:, PEOPLE:].any()
