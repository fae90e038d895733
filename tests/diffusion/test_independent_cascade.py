"""The independent cascade against known answers, and against itself in plain Python."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from simsmm.diffusion import fixed, geometric, independent_cascade, log_normal, network
from simsmm.diffusion.keys import pass_key
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.society.ties import from_pairs
from tests.diffusion.plain_cascade import activations, active


def test_a_path_of_three() -> None:
    path = nx.path_graph(["ann", "bob", "cy"])
    spread = independent_cascade(path, [["ann"], ["bob"]], probability=0.5, replicates=20_000)
    assert spread.sizes.shape == (2, 20_000)
    assert np.all(abs(spread.mean - np.array([1.75, 2.0])) < 4.0 * spread.error)
    chance = spread.activation_probability()
    assert np.all(abs(chance - [[1.0, 0.5, 0.25], [0.5, 1.0, 0.5]]) < 0.015)


def random_network(name: str, people: int, degree: float, *, each: bool, named: bool):
    """A directed network with heavy tails, one chance or one for each tie, numbers or ids."""
    key, ties = name_key(name), int(people * degree)
    weights = (1.0 - uniforms(key, np.arange(people))) ** -0.7
    bounds = np.cumsum(weights)
    ends = [
        np.searchsorted(bounds, uniforms(key + side, np.arange(ties)) * bounds[-1])
        for side in (1, 2)
    ]
    graph, _ = from_pairs(people, *ends, directed=True)
    chance = uniforms(key + 3, np.arange(graph.arrows)) if each else 0.3
    ids = numbers(key + 4, np.arange(people)) if named else None
    return network(graph, chance, ids=ids)


KINDS = [(each, named) for each in (False, True) for named in (False, True)]


@pytest.mark.parametrize(("each", "named"), KINDS)
def test_the_kernel_is_the_plain_cascade_person_by_person(each: bool, named: bool) -> None:
    """Small and large cascades, so that replicates run alone and many as one; hubs of long rows."""
    sizes = []
    for which, degree in enumerate((0.8, 2.0, 12.0, 30.0)):
        net = random_network(f"person by person {which}", 150, degree, each=each, named=named)
        groups = [[0], [3, 77], list(range(20, 60))]
        spread = independent_cascade(net, groups, replicates=40, seed=which)
        counts = np.zeros((3, 150))
        for group, seeds in enumerate(groups):
            for replicate in range(40):
                people = active(net, seeds, pass_key(which, replicate))
                assert spread.sizes[group, replicate] == len(people)
                counts[group, list(people)] += 1
        assert np.array_equal(spread.activation_probability(), counts / 40)
        sizes += spread.sizes.ravel().tolist()
    assert min(sizes) <= 2
    assert max(sizes) > 100


DELAYS = [None, fixed(2.5), geometric(0.4), geometric(1.0), log_normal(3.0, 1.5)]


@pytest.mark.parametrize("delay", DELAYS, ids=str)
@pytest.mark.parametrize(("each", "named"), KINDS[1:3])
def test_times_and_sources_are_those_of_the_plain_cascade(delay, each: bool, named: bool) -> None:
    for which, degree in enumerate((1.5, 10.0)):
        net = random_network(f"times {which}", 120, degree, each=each, named=named)
        spread = independent_cascade(
            net, [5, 17], delay=delay, replicates=20, seed=which, trees=True
        )
        for replicate, tree in enumerate(spread.trees):
            plain = activations(net, [5, 17], pass_key(which, replicate), delay)
            assert tree.size == spread.sizes[replicate] == len(plain)
            for person, source, time in zip(tree.people, tree.source, tree.time, strict=True):
                known = plain[int(person)]
                assert time == known.time
                assert known.source == (tree.people[source] if source >= 0 else -1)
