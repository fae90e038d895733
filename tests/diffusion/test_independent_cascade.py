"""The independent cascade against known answers, and against itself in plain Python."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from simsmm.diffusion import (
    Delay,
    cascade_times_kernel,
    fixed,
    geometric,
    independent_cascade,
    log_normal,
    network,
    weighted_cascade,
)
from simsmm.diffusion.keys import pass_key
from simsmm.draws import Sight, name_key
from simsmm.draws.arrays import normals, numbers, uniforms
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


def test_a_tie_is_decided_by_all_bits_of_its_number() -> None:
    """Chances at the draw of each tie itself: not live; the next larger number: live.

    Their first 32 bits are those of the draw, which the vectors do not tell apart.
    """
    star, _ = from_pairs(40, np.zeros(39, int), np.arange(1, 40), directed=True)
    for ids in (np.arange(40), numbers(5, np.arange(40))):
        net = network(star, ids=ids)
        draws = uniforms(numbers(pass_key(7, 0), ids[:1])[0], ids[1:])

        def size(chance: object, net=net) -> int:
            return independent_cascade(net.with_chance(chance), 0, replicates=1, seed=7).sizes[0]

        assert size(draws) == 1
        assert size(np.nextafter(draws, 1.0)) == 40
        for draw in (float(draws[3]), float(np.nextafter(draws[3], 1.0))):
            assert size(draw) == 1 + np.count_nonzero(draws < draw), "one chance for all"


def test_chances_of_0_and_1() -> None:
    star = nx.star_graph(50)
    for chance, size in ((0.0, 1), (1.0, 51)):
        assert set(independent_cascade(star, 0, probability=chance, replicates=99).sizes) == {size}
        nx.set_edge_attributes(star, chance, "p")
        assert set(independent_cascade(star, 0, probability="p", replicates=99).sizes) == {size}


def test_edge_cases() -> None:
    """A person alone, nobody tied, everybody a seed."""
    alone = nx.Graph()
    alone.add_node("ann")
    spread = independent_cascade(alone, "ann", probability=0.5, replicates=3, trees=True)
    assert spread.sizes.tolist() == [1, 1, 1]
    assert spread.error == 0.0
    tree = spread.trees[0]
    assert (tree.size, tree.depth, tree.breadth) == (1, 0, 1)
    assert np.isnan(tree.structural_virality)
    assert weighted_cascade(alone, "ann", replicates=3).sizes.tolist() == [1, 1, 1]
    everybody = independent_cascade(nx.path_graph(9), range(9), probability=0.5, replicates=70)
    assert set(everybody.sizes) == {9}


def test_weighted_cascade_is_the_cascade_with_one_over_in_degree() -> None:
    graph = nx.DiGraph([(0, 2), (1, 2), (3, 2), (2, 3), (0, 3)])
    for tail, head in graph.edges():
        graph.edges[tail, head]["w"] = 1.0 / graph.in_degree(head)
    weighted = weighted_cascade(graph, [0, 1], replicates=500, seed=3)
    assert (
        weighted.sizes.tolist()
        == independent_cascade(
            graph, [0, 1], probability="w", replicates=500, seed=3
        ).sizes.tolist()
    )
    assert weighted.activation_probability()[3] > 0.5


def test_trees_of_a_path_and_a_star() -> None:
    chain = independent_cascade(nx.path_graph(5), 0, probability=1.0, replicates=1, trees=True)
    tree = chain.trees[0]
    assert (tree.size, tree.depth, tree.breadth) == (5, 4, 1)
    assert tree.structural_virality == pytest.approx(2.0)
    assert tree.time.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    two = independent_cascade(
        nx.star_graph(6), [0, 3], probability=1.0, replicates=1, trees=True
    ).trees[0]
    assert (two.size, two.depth, two.breadth) == (7, 1, 5)
    assert two.structural_virality == pytest.approx(10.0 / 6.0)


def test_the_series_ends_at_the_sizes() -> None:
    net = random_network("series", 200, 4.0, each=False, named=False)
    spread = independent_cascade(net, [[0], [1, 2]], replicates=60)
    course = spread.series()
    assert course.index.names == ["set", "time"]
    for group in range(2):
        mine = course.loc[group]
        assert mine.index.tolist() == list(range(len(mine)))
        assert mine["mean"].iloc[0] == (1, 2)[group]
        assert mine["mean"].iloc[-1] == pytest.approx(spread.mean[group])
        assert np.all(np.diff(mine["mean"]) >= 0.0)
        assert np.all((mine["low"] <= mine["mean"]) & (mine["mean"] <= mine["high"]))


def test_delays_follow_their_laws() -> None:
    """Over one tie: the mean of a geometric number of steps, the median of a log-normal time."""
    net = network(nx.path_graph(2), 1.0)

    def times(delay) -> np.ndarray:
        trees = independent_cascade(net, 0, delay=delay, replicates=4_000, trees=True).trees
        return np.array([tree.time[1] for tree in trees])

    steps = times(geometric(0.25))
    assert np.all(steps == np.round(steps))
    for most in (1, 2, 5):
        chance = 1.0 - 0.75**most
        assert abs(np.mean(steps <= most) - chance) < 4.0 * np.sqrt(chance * (1 - chance) / 4_000)
    skewed = times(log_normal(3.0, 0.5))
    assert abs(np.mean(skewed < 3.0) - 0.5) < 0.032
    assert np.std(np.log(skewed)) == pytest.approx(0.5, rel=0.05)
    assert set(times(fixed(2.5))) == {2.5}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: fixed(0.0), "time must be above 0"),
        (lambda: geometric(0.0), "chance must be above 0"),
        (lambda: geometric(1.5), "chance must be a number from 0 to 1"),
        (lambda: log_normal(1.0, -1.0), "sigma must be a finite number from 0"),
        (lambda: log_normal(0.0, 1.0), "median must be above 0"),
    ],
)
def test_delays_that_are_none(make, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_what_a_spread_says_of_itself() -> None:
    spread = independent_cascade(nx.path_graph(3), 0, probability=0.5, replicates=400)
    low, high = spread.interval(1.0)
    assert (low, high) == (spread.sizes.min(), spread.sizes.max())
    assert spread.interval()[0] <= spread.mean <= spread.interval()[1]
    assert repr(spread).startswith("<Spread: 1.")
    assert "2 seed sets" in repr(independent_cascade(nx.path_graph(3), [[0], [1]], probability=0.5))
    with pytest.raises(ValueError, match="share must be a number from 0 to 1, not 90"):
        spread.interval(90)
    with pytest.raises(ValueError, match='no state "infected"'):
        spread.series("infected")
    assert np.isnan(independent_cascade(nx.path_graph(3), 0, probability=0.5, replicates=1).error)


@pytest.mark.parametrize("stride", [1e-5, 0.01, 100.0])
def test_times_are_shortest_ways(stride: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dense network whose times lie far apart, so that most are improved many times.

    However far the bound moves on: in small steps the pile of later times runs over and is tidied.
    """
    monkeypatch.setattr(Delay, "stride", stride)
    monkeypatch.setattr(cascade_times_kernel, "most_shift", lambda people: 0)
    people, median, sigma = 1_500, 1.0, 3.0
    matrix = np.ones((people, people)) - np.eye(people)
    net = network(sparse.csr_array(matrix), 1.0)
    tree = independent_cascade(
        net, 0, delay=log_normal(median, sigma), replicates=1, seed=2, trees=True
    ).trees[0]
    ids = np.arange(people)
    ties = numbers(numbers(pass_key(2, 0), ids)[:, None], ids)
    lengths = median * np.exp(sigma * normals(ties, np.array(int(Sight.DELAY))))
    exact = sparse.csgraph.dijkstra(sparse.csr_array(lengths * matrix), indices=0)
    assert tree.size == people
    assert np.allclose(tree.time, exact[tree.people], rtol=1e-6)
