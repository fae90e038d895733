"""Threshold cascades against D. J. Watts 2002, and against the exact front on a lattice."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from scipy import optimize, stats

from simsmm import diffusion
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers
from simsmm.society import LayerSpec, generate
from tests.diffusion.graphs import random_digraph, seed_of
from tests.diffusion.test_bass import ring

PHI, PEOPLE = 0.18, 10_000

WINDOW = {
    0.8: (0.0, math.nan),
    1.5: (0.52, 0.583),
    3.0: (0.90, 0.938),
    4.5: (0.83, 0.988),
    5.0: (0.74, 0.993),
    5.5: (0.42, 0.996),
    5.75: (0.24, 0.997),
    6.0: (0.07, 0.998),
    6.5: (0.0, math.nan),
    7.0: (0.0, math.nan),
}
"""By mean degree: share of single seeds that set off more than a tenth of 10,000 people, and how
far those reach; from 100 to 2,000 runs of another program, a new graph for every 20."""


def cascades(mean_degree: float, graphs: int, per_graph: int) -> np.ndarray:
    """Shares of people reached from single seeds in Erdos-Renyi graphs."""
    shares = []
    for which in range(graphs):
        key = name_key(f"window {mean_degree} {which}")
        spec = LayerSpec("window", "random", mean_degree)
        ties = generate(spec, np.zeros(PEOPLE), key)
        seeds = [[int(seed % PEOPLE)] for seed in numbers(key, np.arange(per_graph))]
        spread = diffusion.fractional_threshold(ties, seeds, threshold=PHI, replicates=1)
        shares.append(spread.sizes.ravel() / PEOPLE)
    return np.concatenate(shares)


def vulnerable(mean_degree: float) -> float:
    """Above 0 where the vulnerable, of up to 1 / phi ties, percolate: Watts 2002, in his words the
    cascade condition sum over k <= 1/phi of k (k - 1) p_k > <k>."""
    k = np.arange(2, math.floor(1.0 / PHI) + 1)
    return float(k * (k - 1) @ stats.poisson.pmf(k, mean_degree)) - mean_degree


def test_the_window_of_global_cascades_by_the_formula() -> None:
    assert optimize.brentq(vulnerable, 0.9, 3.0) == pytest.approx(1.0207, abs=1e-4)
    assert optimize.brentq(vulnerable, 3.0, 9.0) == pytest.approx(5.7647, abs=1e-4)


@pytest.mark.parametrize("mean_degree", [0.8, 1.5, 3.0, 5.5, 7.0])
def test_the_window_of_global_cascades(mean_degree: float) -> None:
    """500 runs: error of a frequency 0.022, with the differences between 25 graphs 0.03."""
    compare_with_the_window(mean_degree, cascades(mean_degree, 25, 20), 0.08)


@pytest.mark.slow
@pytest.mark.parametrize("mean_degree", WINDOW)
def test_the_whole_window_of_global_cascades(mean_degree: float) -> None:
    """6,000 runs on 300 graphs, against a table whose own error is up to 0.04."""
    compare_with_the_window(mean_degree, cascades(mean_degree, 300, 20), 0.05)


def compare_with_the_window(mean_degree: float, shares: np.ndarray, within: float) -> None:
    frequency, size = WINDOW[mean_degree]
    large = shares > 0.1
    assert large.mean() == pytest.approx(frequency, abs=within if frequency else 0.005)
    if frequency:
        assert shares[large].mean() == pytest.approx(size, abs=0.01)


def test_a_share_is_reached_not_exceeded() -> None:
    """a / d >= phi: three of ten reach 0.3, one of three 1/3, one of six not 0.18.

    7 of 100 reach 0.07 though 0.07 * 100 > 7; what is just above 1 of 3 takes two.
    """
    just_above = math.nextafter(1 / 3, 1)
    cases = [(10, 3, 0.3), (3, 1, 1 / 3), (3, 2, just_above), (6, 2, 0.18), (5, 1, 0.18), (7, 7, 1)]
    for degree, needed, phi in [*cases, (100, 7, 0.07)]:
        star = nx.DiGraph((tail, "hub") for tail in range(degree))
        for active in range(1, degree + 1):
            spread = diffusion.fractional_threshold(
                star, range(active), threshold=phi, replicates=1
            )
            assert spread.sizes[0] == active + (active >= needed)


@pytest.mark.parametrize("reach", [1, 2, 3, 4])
@pytest.mark.parametrize("people", [60, 61, 101])
def test_the_front_on_a_ring(people: int, reach: int) -> None:
    """From a block of a people with absolute threshold a, each front moves r - a + 1 places a step.

    Centola and Macy 2007 on complex contagion: a + 2 t (r - a + 1) people after t steps, and nobody
    beyond the block if a > r. It takes ceil((N - a) / 2(r - a + 1)) steps, or up to two less,
    because the closing gap is fed from both sides.
    """
    for needed in range(1, reach + 2):
        spread = diffusion.fractional_threshold(
            ring(people, reach), range(needed), threshold=needed / (2 * reach), replicates=1
        )
        if needed > reach:
            assert spread.sizes.tolist() == [needed]
            continue
        counts = spread.series()["mean"].to_numpy()
        pace = reach - needed + 1
        apart = (people - needed - reach) // (2 * pace)
        steps = np.arange(apart + 1)
        assert counts[: apart + 1].tolist() == (needed + 2 * steps * pace).tolist()
        assert counts[-1] == people
        latest = math.ceil((people - needed) / (2 * pace))
        assert latest - (len(counts) - 1) in (0, 1, 2)


def rewired(people: int, reach: int, name: str) -> nx.Graph:
    """A ring whose ties are swapped in pairs until nothing of it is left: the degrees stay."""
    graph = ring(people, reach).to_networkx()
    return nx.double_edge_swap(graph, nswap=10 * people, max_tries=10**6, seed=seed_of(name))


def reinforced(first: float, second: float, degree: int):
    """Centola 2010: chance to adopt by the first signal, the second, and each after it."""

    def share(x: np.ndarray) -> np.ndarray:
        signals = np.rint(np.asarray(x) * degree)
        missed = (1.0 - first) * (1.0 - second) ** np.maximum(signals - 1.0, 0.0)
        return np.where(signals >= 1.0, 1.0 - missed, 0.0)

    return share


def test_reinforcement_spreads_further_on_a_clustered_lattice() -> None:
    """Centola 2010: further on the lattice than on the random graph of the same degrees; where one
    signal does as well as another, it is the other way round."""
    people, reach = 128, 3
    lattice, random = ring(people, reach), rewired(people, reach, "Centola")
    means = {}
    for name, law in {
        "complex": reinforced(0.1, 0.6, 2 * reach),
        "simple": reinforced(0.3, 0.3, 2 * reach),
    }.items():
        for where, graph in {"lattice": lattice, "random": random}.items():
            spread = diffusion.fractional_threshold(
                graph, [0, 1], threshold=law, replicates=2_000, seed=seed_of(name)
            )
            means[name, where] = spread.mean
    assert means["complex", "lattice"] > 1.3 * means["complex", "random"]
    assert means["simple", "random"] > 1.2 * means["simple", "lattice"]


def test_noise_lets_shortcuts_speed_up_complex_contagion() -> None:
    """Eckles, Mossel, Rahimian and Sen, arXiv:1810.03579: a threshold of two stops at shortcuts; if
    one signal sometimes does, rewiring makes it faster."""
    people, reach = 400, 2
    lattice, random = ring(people, reach), rewired(people, reach, "noise")
    steps, reached = {}, {}
    for noise in (0.0, 0.5):
        law = reinforced(noise, 1.0, 2 * reach)
        for where, graph in {"lattice": lattice, "random": random}.items():
            spread = diffusion.fractional_threshold(
                graph, [0, 1], threshold=law, replicates=200, seed=seed_of("noise"), trees=True
            )
            reached[noise, where] = spread.mean / people
            steps[noise, where] = np.mean([tree.time[-1] for tree in spread.trees])
    assert reached[0.0, "lattice"] == 1.0
    assert reached[0.0, "random"] < 0.1
    assert reached[0.5, "random"] > 0.8
    assert steps[0.5, "random"] < 0.5 * steps[0.5, "lattice"]


def test_equal_weights_are_the_uniform_law() -> None:
    """The linear threshold of weights 1 / d, its weights written out, and the fractional threshold
    of a uniform law are one model, on the same draws."""
    graph = random_digraph("equal weights", 300, 4.0)
    for tail, head in graph.edges:
        graph.edges[tail, head]["b"] = 1.0 / graph.in_degree(head)
    options = {"replicates": 100, "seed": 3}
    equal = diffusion.linear_threshold(graph, ["p1", "p2"], **options)
    written = diffusion.linear_threshold(graph, ["p1", "p2"], weight="b", **options)
    uniform = diffusion.fractional_threshold(
        graph, ["p1", "p2"], threshold=stats.uniform(), **options
    )
    assert equal.sizes.tolist() == written.sizes.tolist() == uniform.sizes.tolist()
    assert equal.sizes.max() > 30


def test_all_thresholds_met_and_none() -> None:
    path = nx.path_graph(6)
    everybody = diffusion.fractional_threshold(path, [0], threshold=0.5)
    assert everybody.sizes.tolist() == [6]
    assert everybody.series()["mean"].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    nobody = diffusion.fractional_threshold(path, [0], threshold=1.0, replicates=1)
    assert nobody.sizes.tolist() == [1]
    never = diffusion.fractional_threshold(path, [0], threshold=np.zeros_like)
    assert never.sizes.tolist() == [1] * 1000
    always = diffusion.linear_threshold(nx.DiGraph([(0, 1), (1, 2)]), [0], replicates=50)
    assert always.sizes.tolist() == [3] * 50
    alone = diffusion.linear_threshold(nx.empty_graph(2), [1], replicates=2)
    assert alone.sizes.tolist() == [1, 1]


def test_a_tie_without_weight_says_nothing() -> None:
    graph = nx.DiGraph()
    graph.add_edge("a", "c", w=0.0)
    graph.add_edge("b", "c", w=1.0)
    first = diffusion.linear_threshold(graph, [["a"], ["b"], ["a", "b"]], weight="w", replicates=9)
    assert first.sizes.tolist() == [[1] * 9, [2] * 9, [3] * 9]
