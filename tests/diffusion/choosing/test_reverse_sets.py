"""Reverse-reachable sets have the law that their definition gives them."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

import simsmm
from simsmm.diffusion.choosing import backwards
from simsmm.diffusion.choosing.sampler import Sampler, Use
from simsmm.diffusion.choosing.ways import order_of, ways_of
from simsmm.diffusion.graph import Network
from tests.diffusion.choosing.worlds import some_graph, worlds
from tests.diffusion.small_laws import linear_threshold_law

SETS = 200_000
ANY, ONE = backwards.ANY, backwards.ONE


def sampler(
    network: Network,
    kind: int = ANY,
    weights: np.ndarray | None = None,
    workers: int = 1,
    seed: int = 1,
) -> Sampler:
    return Sampler(ways_of(network, kind, order_of(network), weights), seed, workers)


def drawn(source: Sampler, sets: int = SETS, use: Use = Use.CHOOSE) -> list[np.ndarray]:
    members, ends = source.draw(use, 0, sets)
    return np.split(members, ends[:-1])


def as_bits(sets: list[np.ndarray]) -> np.ndarray:
    return np.array([int((1 << one.astype(np.int64)).sum()) for one in sets])


def assert_law(found: np.ndarray, law: np.ndarray) -> None:
    """Each set turns up as often as it should, within 4.8 standard errors."""
    counts, expected = np.bincount(found, minlength=len(law)), law * len(found)
    assert counts[law < 1e-15].sum() == 0
    rare = expected < 10.0
    error = np.sqrt(expected * (1.0 - law))
    np.testing.assert_array_less(abs(counts - expected)[~rare], 4.8 * error[~rare] + 1e-9)
    lumped = expected[rare].sum()
    assert abs(counts[rare].sum() - lumped) <= 4.8 * math.sqrt(lumped) + 1.0


@pytest.mark.parametrize("which", range(4))
def test_the_law_of_sets_with_a_chance_for_each_tie(which: int) -> None:
    graph = some_graph(f"sets {which}", 5, 8)
    found = drawn(sampler(simsmm.diffusion.network(graph, "chance")))
    assert_law(as_bits(found), worlds(graph, "chance").set_law())


@pytest.mark.parametrize("chance", [0.1, 0.5, 1.0])
def test_the_law_of_sets_with_one_chance(chance: float) -> None:
    graph = some_graph("one chance", 5, 9)
    found = drawn(sampler(simsmm.diffusion.network(graph, chance)))
    assert_law(as_bits(found), worlds(graph, chance).set_law())


def test_the_law_of_sets_of_the_weighted_cascade() -> None:
    graph = some_graph("weighted cascade", 5, 10)
    for _, target, data in graph.edges(data=True):
        data["chance"] = 1.0 / graph.in_degree(target)
    source = sampler(simsmm.diffusion.network(graph, "chance"))
    assert not len(source.ways.chances), "chances that are alike by target are found to be"
    found = drawn(source)
    assert_law(as_bits(found), worlds(graph, "chance").set_law())
    # Beside somebody whose ties differ, ties have chances of their own, and live by the same law.
    graph.add_edge(0, 5, chance=0.5)
    graph.add_edge(1, 5, chance=0.6)
    weights = np.array([1.0] * 5 + [0.0])
    other = sampler(simsmm.diffusion.network(graph, "chance"), weights=weights)
    assert len(other.ways.chances)
    for one, same in zip(drawn(other, 1000), found, strict=False):
        assert set(one) == set(same)


def test_the_law_of_sets_that_start_from_people_by_weight() -> None:
    graph, weights = some_graph("by weight", 5, 8), np.array([3.0, 0.0, 1.0, 0.0, 0.5])
    found = drawn(sampler(simsmm.diffusion.network(graph, "chance"), weights=weights))
    assert_law(as_bits(found), worlds(graph, "chance").set_law(weights))


def test_the_law_of_sets_of_the_linear_threshold_model() -> None:
    graph = some_graph("linear threshold", 4, 8)
    for _, target, data in graph.edges(data=True):
        data["chance"] /= graph.in_degree(target)
    share = {(a, b): data["chance"] for a, b, data in graph.edges(data=True)}
    found = as_bits(drawn(sampler(simsmm.diffusion.network(graph, "chance"), ONE)))
    people = np.arange(4)
    for group in range(1, 16):
        law = linear_threshold_law(4, list(graph.edges()), group, share)
        spread = law @ (np.arange(16)[:, None] >> people & 1).sum(axis=1) / 4.0
        met = np.mean(found & group > 0)
        assert abs(met - spread) < 4.8 * math.sqrt(spread * (1.0 - spread) / SETS) + 1e-12


def test_a_set_never_holds_anybody_twice_and_begins_with_its_root() -> None:
    graph = nx.complete_graph(40)
    for one in drawn(sampler(simsmm.diffusion.network(graph, 0.9)), 500):
        assert len(np.unique(one)) == len(one)
    assert [len(one) for one in drawn(sampler(simsmm.diffusion.network(graph, 0.0)), 50)] == [
        1
    ] * 50
    whole = drawn(sampler(simsmm.diffusion.network(graph, 1.0)), 50)
    assert [len(one) for one in whole] == [40] * 50


def test_sets_of_different_uses_and_seeds_are_independent() -> None:
    network = simsmm.diffusion.network(nx.empty_graph(1000), 0.5)
    roots = [
        np.concatenate(drawn(sampler(network, seed=seed), 2000, use))
        for seed, use in ((1, Use.CHOOSE), (1, Use.CHECK), (1, Use.SCORE), (2, Use.CHOOSE))
    ]
    for one in range(4):
        for other in range(one):
            assert np.mean(roots[one] == roots[other]) < 0.01


def test_sets_are_nested_in_the_chance() -> None:
    graph = some_graph("nested", 60, 400)
    few, many = (
        drawn(sampler(simsmm.diffusion.network(graph, chance)), 5000) for chance in (0.10, 0.12)
    )
    grown = 0
    for one, other in zip(few, many, strict=True):
        assert set(one) <= set(other)
        grown += len(other) > len(one)
    assert grown > 500


def test_a_bystander_and_a_tie_elsewhere_change_no_set_but_theirs() -> None:
    graph = some_graph("bystander", 30, 100)
    weights = np.ones(32)
    weights[30:] = 0.0
    larger = graph.copy()
    larger.add_edge(30, 31)
    before = drawn(sampler(simsmm.diffusion.network(graph, 0.3), weights=weights[:30]), 3000)
    after = drawn(sampler(simsmm.diffusion.network(larger, 0.3), weights=weights), 3000)
    assert all(map(np.array_equal, before, after))


def test_people_in_another_order_with_their_ids_give_the_same_sets() -> None:
    """A bystander whose id lies among theirs changes places, and nothing else."""
    graph = nx.relabel_nodes(some_graph("relabelled", 40, 200), lambda who: 7 * who)
    other = nx.DiGraph()
    other.add_nodes_from([100, *sorted(graph, key=lambda who: np.sin(who))])
    other.add_edges_from(list(graph.edges(data=True))[::-1])
    one, two = (simsmm.diffusion.network(each, "chance") for each in (graph, other))
    assert one.ids is not None
    assert two.ids is not None
    weights = np.array([float(who != 100) for who in two.ids[order_of(two)]])
    pairs = zip(drawn(sampler(one), 2000), drawn(sampler(two, weights=weights), 2000), strict=True)
    for first, second in pairs:
        assert set(7 * first) == set(two.ids[order_of(two)][second])


@pytest.mark.parametrize("kind", [ANY, ONE])
def test_any_number_of_workers_gives_the_same_bits(kind: int) -> None:
    network = simsmm.diffusion.network(some_graph("workers", 300, 900), 0.1)
    one, two, seven = (sampler(network, kind, workers=workers) for workers in (1, 2, 7))
    for other in (two, seven):
        for first, second in zip(
            one.draw(Use.CHECK, 5, 4000), other.draw(Use.CHECK, 5, 4000), strict=True
        ):
            np.testing.assert_array_equal(first, second)
        groups = [np.arange(10), np.arange(5, 20)]
        np.testing.assert_array_equal(
            one.meet(Use.CHECK, 4000, groups), other.meet(Use.CHECK, 4000, groups)
        )


def test_sets_that_are_followed_no_further_than_needed_are_met_by_the_same_groups() -> None:
    network = simsmm.diffusion.network(some_graph("met", 200, 900), 0.25)
    source = sampler(network)
    groups = [np.arange(3), np.arange(2, 40), np.array([199])]
    expected = np.zeros(256, np.int64)
    for one in drawn(source, 3000, Use.SCORE):
        expected[sum(1 << k for k, group in enumerate(groups) if set(group) & set(one))] += 1
    np.testing.assert_array_equal(source.meet(Use.SCORE, 3000, groups), expected)
    assert np.count_nonzero(expected) > 4


def test_a_small_desk_is_handed_over_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    network = simsmm.diffusion.network(some_graph("small desk", 100, 600), 0.3)
    members, ends = sampler(network).draw(Use.CHOOSE, 0, 3000)
    monkeypatch.setattr("simsmm.diffusion.choosing.sampler.ROOM", 1)
    monkeypatch.setattr("simsmm.diffusion.choosing.sampler._LAST_STAMP", 700)
    small = sampler(network).draw(Use.CHOOSE, 0, 3000)
    np.testing.assert_array_equal(members, small[0])
    np.testing.assert_array_equal(ends, small[1])
