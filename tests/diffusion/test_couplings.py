"""More never means fewer, run by run; and people who change places take their luck along.

All runs that are compared meet the same draws, so there is no error to allow for: 0 violations in
10,000 random pairs of runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from simsmm import diffusion
from simsmm.diffusion import Spread
from simsmm.draws import name_key, number, uniform
from tests.diffusion.graphs import random_digraph, seed_of, times_of

GRAPHS, RUNS = 50, 200
"""Pairs of runs: one of each graph with less of something and one with more."""

Play = Callable[[nx.Graph, object, float, str], Spread]
"""Plays a model at a strength in [0, 1] that it is monotone in."""


def play_sir(graph: nx.Graph, seeds: object, strength: float, name: str) -> Spread:
    return diffusion.sir(
        graph,
        seeds,
        transmission_rate=0.1 + strength,
        recovery_rate=0.7 - 0.3 * strength,
        activity="fixed" if seed_of(name) % 2 else "exponential",
        replicates=RUNS,
        seed=seed_of(name),
        trees=True,
    )


def play_bass(graph: nx.Graph, seeds: object, strength: float, name: str) -> Spread:
    return diffusion.bass(
        graph,
        seeds,
        innovation=0.01 + 0.03 * strength,
        imitation=0.1 + strength,
        until=5.0,
        replicates=RUNS,
        seed=seed_of(name),
        trees=True,
    )


def play_linear(graph: nx.Graph, seeds: object, strength: float, name: str) -> Spread:
    for tail, head in graph.edges:
        graph.edges[tail, head]["b"] = (0.4 + 0.6 * strength) / graph.in_degree(head)
    return diffusion.linear_threshold(
        graph, seeds, weight="b", replicates=RUNS, seed=seed_of(name), trees=True
    )


def play_fractional(graph: nx.Graph, seeds: object, strength: float, name: str) -> Spread:
    return diffusion.fractional_threshold(
        graph,
        seeds,
        threshold=lambda share: share ** (2.0 - 1.5 * strength),
        replicates=RUNS,
        seed=seed_of(name),
        trees=True,
    )


MODELS = (play_sir, play_bass, play_linear, play_fractional)


def drawn(name: str, which: int) -> float:
    return uniform(number(name_key(name), which))


def compare(less: Spread, more: Spread) -> tuple[int, int]:
    """How many people are active later, or not at all, where there is more; and how many sooner."""
    slow, fast = times_of(less), times_of(more)
    return np.count_nonzero(fast > slow), np.count_nonzero(fast < slow)


@pytest.mark.parametrize("play", MODELS, ids=lambda play: play.__name__)
def test_more_seeds_and_strength_never_leave_anybody_later(play: Play) -> None:
    violations = sooner = 0
    for which in range(GRAPHS):
        name = f"{play.__name__} {which}"
        graph = random_digraph(name, 30, 1.5 + which % 3)
        low, high = sorted((drawn(name, 1), drawn(name, 2)))
        labels = list(graph)
        few = labels[: 1 + which % 3]
        many = few + labels[10 : 10 + which % 4]
        found = compare(play(graph, few, low, name), play(graph, many, high, name))
        violations, sooner = violations + found[0], sooner + found[1]
    assert violations == 0
    assert sooner > GRAPHS * RUNS


def test_more_ties_never_leave_anybody_later() -> None:
    """Of SIR, and of the linear threshold where the other weights stay."""
    violations = sooner = 0
    for which in range(GRAPHS):
        name = f"more ties {which}"
        graph = random_digraph(name, 30, 3.0)
        fewer = graph.copy()
        fewer.remove_edges_from([edge for place, edge in enumerate(graph.edges) if place % 5 == 0])
        for tail, head in graph.edges:
            weight = 1.0 / graph.in_degree(head)
            for either in (graph, fewer):
                if either.has_edge(tail, head):
                    either.edges[tail, head]["b"] = weight
        for model in (
            lambda graph, name=name: play_sir(graph, ["p0"], 0.5, name),
            lambda graph, which=which: diffusion.linear_threshold(
                graph, ["p0"], weight="b", replicates=RUNS, seed=which, trees=True
            ),
        ):
            found = compare(model(fewer), model(graph))
            violations, sooner = violations + found[0], sooner + found[1]
    assert violations == 0
    assert sooner > GRAPHS * RUNS


def test_more_adopters_where_everybody_knows_everybody() -> None:
    """Complete mixing: at any time, with more seeds, innovation and imitation."""
    violations = more = 0
    for which in range(20):
        options = {"until": 6.0, "replicates": RUNS // 4, "seed": which}
        slow = diffusion.bass(50, [1], innovation=0.02, imitation=0.3, **options)
        fast = diffusion.bass(50, [1, 7], innovation=0.025, imitation=0.4, **options)
        times = [1.0, 2.5, 5.9]
        found = [spread.again.course(times)[1]["active"][0] for spread in (slow, fast)]
        violations += np.count_nonzero(found[1] < found[0])
        more += np.count_nonzero(found[1] > found[0])
    assert violations == 0
    assert more > 1_000


def play_hoax(graph: nx.Graph, seeds: object, strength: float, name: str) -> Spread:
    return diffusion.hoax(
        graph,
        seeds,
        spreading_rate=0.5,
        gullibility=strength,
        verification=0.2,
        forgetting=0.1,
        steps=12,
        replicates=RUNS,
        seed=seed_of(name),
    )


@pytest.mark.parametrize("play", [*MODELS, play_hoax], ids=lambda play: play.__name__)
def test_people_who_change_places_take_their_luck_along(play: Play) -> None:
    """The same people in another order, by their labels: the same runs."""
    for which in range(10):
        name = f"relabelled {which}"
        graph = random_digraph(name, 25, 3.0)
        order = sorted(graph, key=lambda label: name_key(f"{name} {label}"))
        moved = type(graph)()
        moved.add_nodes_from(order)
        moved.add_edges_from(reversed(list(graph.edges)))
        one, two = (play(each, ["p3", "p4"], 0.4, name) for each in (graph, moved))
        place = [two.network.number(label) for label in graph]
        assert place != list(range(25))
        assert one.sizes.tolist() == two.sizes.tolist()
        if one.trees is None:
            chances = [spread.activation_probability() for spread in (one, two)]
            assert chances[0].tolist() == chances[1][place].tolist()
            continue
        assert times_of(one).tolist() == times_of(two)[:, place].tolist()
        assert len(set(one.sizes.tolist())) > 5


@pytest.mark.parametrize("play", [*MODELS, play_hoax], ids=lambda play: play.__name__)
def test_any_number_of_workers_and_sets_gives_the_same_bits(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = random_digraph("workers", 60, 3.0)
    sets = [["p1"], ["p2", "p3"], ["p5"]]
    found = []
    for workers in (1, 2, 7):
        monkeypatch.setattr("os.cpu_count", lambda workers=workers: workers)
        spread = play(graph, sets, 0.5, "workers")
        course = {
            state: values.tolist() for state, values in spread.again.course([0.5, 1, 3])[1].items()
        }
        found.append((spread.sizes.tolist(), spread.activation_probability().tolist(), course))
    assert found[0] == found[1] == found[2]
    for place, seeds in enumerate(sets):
        assert play(graph, seeds, 0.5, "workers").sizes.tolist() == found[0][0][place]


def test_a_bystander_changes_nothing() -> None:
    graph = random_digraph("bystander", 40, 3.0)
    more = graph.copy()
    more.add_node("somebody else")
    for play in (*MODELS[:1], *MODELS[2:]):
        one, two = play(graph, ["p0"], 0.6, "bystander"), play(more, ["p0"], 0.6, "bystander")
        assert times_of(one).tolist() == times_of(two)[:, :40].tolist()
    alone = play_bass(more, ["p0"], 0.6, "bystander")
    assert (
        times_of(play_bass(graph, ["p0"], 0.6, "bystander")).tolist()
        == times_of(alone)[:, :40].tolist()
    )
    assert not math.isinf(times_of(alone)[:, 40].min())
