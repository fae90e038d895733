"""The rules of thumb that chosen seeds are compared with."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

import simsmm
from simsmm.diffusion import Fee, choose_seeds
from simsmm.diffusion.choosing import rivals
from simsmm.diffusion.choosing.task import NO_COSTS, Task
from tests.diffusion.choosing.worlds import some_graph


def task(people: int, k: float, costs: np.ndarray = NO_COSTS) -> Task:
    everybody = np.arange(people, dtype=np.int32)
    return Task(everybody, costs, k, epsilon=0.1, delta=0.01, precision=0.01, memory=1e9)


def chen_wang_yang(graph: nx.Graph, k: int, p: float) -> list[int]:
    """Algorithm 4 of the paper, as it is printed: dd = d - 2 t - (d - t) t p."""
    score, taken = {v: float(d) for v, d in graph.degree()}, dict.fromkeys(graph, 0)
    chosen: list[int] = []
    for _ in range(k):
        best = max((v for v in graph if v not in chosen), key=lambda v: (score[v], -v))
        chosen.append(best)
        for v in graph[best]:
            if v not in chosen:
                taken[v] += 1
                d, t = graph.degree(v), taken[v]
                score[v] = d - 2 * t - (d - t) * t * p
    return chosen


def test_degree_discount_is_that_of_the_paper_for_a_small_chance() -> None:
    graph = nx.barabasi_albert_graph(150, 3, seed=4)
    expected = chen_wang_yang(graph, 12, 0.01)
    by_degree = sorted(graph, key=lambda v: (-graph.degree(v), v))[:12]
    network = simsmm.diffusion.network(graph, 0.01)
    found = rivals.degree_discount(network, task(150, 12.0), 0).tolist()
    assert found == expected != by_degree
    assert rivals.degree(network, task(150, 12.0), 0).tolist() == by_degree


def test_page_rank_is_that_of_networkx_over_arrows_to_those_followed() -> None:
    graph = some_graph("page rank", 80, 240)
    graph.add_node(80)
    expected = nx.pagerank(graph.reverse(), alpha=rivals.DAMPING, tol=1e-12, max_iter=500)
    network = simsmm.diffusion.network(graph, "chance")
    found = rivals.page_rank(network, task(81, 10.0), 0).tolist()
    assert found == sorted(expected, key=lambda who: -expected[who])[:10]


def test_they_spend_no_more_than_the_budget_and_choose_only_candidates() -> None:
    graph = some_graph("budget", 50, 250)
    fee, candidates = Fee(2.0, 1.0), list(range(10, 50))
    choice = choose_seeds(
        graph, budget=30.0, costs=fee, candidates=candidates, probability=0.2, seed=1
    )
    assert list(choice.rivals) == ["degree", "degree discount", "PageRank", "random"]
    for name, people in choice.rivals.items():
        assert set(people) <= set(candidates), name
        assert len(set(people)) == len(people) > 1
        assert sum(2.0 + graph.out_degree(who) for who in people) <= 30.0
    by_number = choose_seeds(graph, k=7, probability=0.2)
    assert all(len(people) == 7 for people in by_number.rivals.values())


def test_the_comparison_is_the_models_own() -> None:
    """Means, and differences on the same draws, within the errors of forward runs."""
    graph = nx.gnp_random_graph(300, 0.02, seed=3, directed=True)
    choice = choose_seeds(graph, k=6, probability=0.2, seed=2)
    table = choice.compare()
    assert table.index.tolist() == ["chosen", *choice.rivals]
    spread = simsmm.diffusion.independent_cascade(
        graph, [choice.seeds, *choice.rivals.values()], probability=0.2, replicates=8000
    )
    apart = abs(table["value"] - spread.mean)
    assert np.all(apart < 4.5 * np.hypot(table["error"], spread.error))
    behind = spread.sizes[0] - spread.sizes
    error = behind.std(axis=1) / np.sqrt(8000)
    apart = abs(table["behind"] - behind.mean(axis=1))
    assert np.all(apart <= 4.5 * np.hypot(table["error of behind"], error))
    assert table.loc["chosen", "behind"] == table.loc["chosen", "error of behind"] == 0.0
    assert table.loc["random", "behind"] > 10.0 * table.loc["random", "error of behind"]
    assert np.all(table["error of behind"] < 1.5 * table["error"]), "paired, not apart"
    assert table["seeds"].tolist() == [6] * 5


def test_by_budget_the_comparison_tells_costs() -> None:
    graph = some_graph("told costs", 60, 300)
    choice = choose_seeds(graph, budget=12.0, costs=Fee(1.0, 0.5), probability=0.1)
    table = choice.compare()
    assert table.loc["chosen", "cost"] == choice.cost
    assert table.loc["chosen", "per money"] == pytest.approx(
        table.loc["chosen", "value"] / table.loc["chosen", "cost"]
    )
    assert choice.per_money == pytest.approx(table.loc["chosen", "per money"])
    assert "cost" not in choose_seeds(graph, k=2, probability=0.1).compare()
