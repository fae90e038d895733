"""The Bass model against its closed forms.

Complete mixing: F. M. Bass 1969. Circle and two people: G. Fibich and R. Gibori 2010; bounds of any
network, for each of its people: G. Fibich and T. Levin, arXiv:2312.05450.
"""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from simsmm import diffusion
from simsmm.diffusion import Spread
from simsmm.society import Ties
from tests.diffusion.graphs import configuration_model, random_digraph, seed_of

P, Q = 0.03, 0.38
"""Means of 213 applications: Sultan, Farley and Lehmann, JMR 27:70, 1990."""

TIMES = np.array([3.0, 6.0, 9.0, 12.0])

DURABLES = {
    "electric refrigerators": (0.0026167, 0.21566, 40_001, 20.1, 2.20),
    "home freezers": (0.018119, 0.17110, 21_973, 11.6, 1.2),
    "black & white TV": (0.027877, 0.25105, 96_717, 7.8, 7.5),
    "water softeners": (0.017703, 0.29695, 5_793, 8.9, 0.5),
    "room air conditioners": (0.010399, 0.41861, 16_895, 8.6, 1.8),
    "clothes dryers": (0.017206, 0.35688, 15_092, 8.1, 1.5),
    "power lawnmowers": (0.0091837, 0.33790, 44_751, 10.3, 4.0),
    "electric bed coverings": (0.005876, 0.24387, 76_589, 14.9, 4.8),
    "automatic coffee makers": (0.017135, 0.30145, 58_838, 9.0, 4.8),
    "steam irons": (0.028632, 0.32791, 55_696, 6.8, 5.5),
    "record players": (0.024796, 0.65410, 21_937, 4.8, 3.8),
}
"""Bass 1969: p, q, market m [thousand], and what he predicts: peak time T [years] and sales [M]."""


def complete(t: np.ndarray, p: float = P, q: float = Q) -> np.ndarray:
    return (1.0 - np.exp(-(p + q) * t)) / (1.0 + q / p * np.exp(-(p + q) * t))


def circle(t: np.ndarray, p: float = P, q: float = Q) -> np.ndarray:
    return 1.0 - np.exp(-(p + q) * t + q * (1.0 - np.exp(-p * t)) / p)


def two_people(t: np.ndarray, p: float = P, q: float = Q) -> np.ndarray:
    return 1.0 - (q * np.exp(-2.0 * p * t) - p * np.exp(-(p + q) * t)) / (q - p)


def curve(spread: Spread, times: np.ndarray = TIMES) -> np.ndarray:
    """Share of the people who have adopted, mean of the runs."""
    return spread.series(times=times)["mean"].to_numpy() / spread.network.people


def ring(people: int, reach: int = 1) -> Ties:
    """Everybody is tied to those who are up to ``reach`` places away."""
    steps = np.concatenate([np.arange(-reach, 0), np.arange(1, reach + 1)])
    heads = np.sort((np.arange(people)[:, None] + steps) % people, axis=1).astype(np.int32)
    return Ties(2 * reach * np.arange(people + 1), heads.ravel(), directed=False)


def test_the_closed_forms_are_those_of_the_papers() -> None:
    table = {two_people: (0.1182, 0.2498, 0.3694, 0.4722), circle: (0.1305, 0.3116, 0.4998, 0.6640)}
    table[complete] = (0.1505, 0.4392, 0.7407, 0.9087)
    for form, values in table.items():
        np.testing.assert_allclose(form(TIMES), values, atol=5e-5)


def test_the_peaks_are_those_that_were_published() -> None:
    """Peak time ln(q/p) / (p + q) and sales m (p + q)**2 / 4q, as near as they were rounded."""
    for p, q, market, peak, sales in DURABLES.values():
        assert math.log(q / p) / (p + q) == pytest.approx(peak, abs=0.3)
        assert market / 1000.0 * (p + q) ** 2 / (4.0 * q) == pytest.approx(sales, abs=0.16)


@pytest.mark.parametrize("product", DURABLES)
def test_complete_mixing(product: str) -> None:
    """F(t) at ten points, the peak of sales and its height, from 500,000 people in five runs.

    Deviation of one run of n = 100,000: at most about 1.5 / sqrt(n) = 0.005 where early adopters
    carry the others along; of the mean of five, 0.002.
    """
    p, q = DURABLES[product][:2]
    peak = math.log(q / p) / (p + q)
    times = np.linspace(0.0, 2.2 * peak, 45)[1:]
    spread = diffusion.bass(
        100_000,
        innovation=p,
        imitation=q,
        until=float(times[-1]),
        replicates=5,
        seed=seed_of(product),
    )
    found, at = curve(spread, times), np.linspace(3, 43, 10).astype(int)
    np.testing.assert_allclose(found[at], complete(times[at], p, q), atol=0.005)

    # Sales rise and fall symmetrically about the peak: a wide parabola finds when it is, a narrow
    # one how high.
    sales, middle = np.diff(found) / np.diff(times), (times[1:] + times[:-1]) / 2.0 - peak
    wide, narrow = (np.abs(middle) < width * peak for width in (0.5, 0.2))
    bend, slope, _ = np.polyfit(middle[wide], sales[wide], 2)
    assert -slope / (2.0 * bend) == pytest.approx(0.0, abs=0.12)
    height = np.polyfit(middle[narrow], sales[narrow], 2)[2]
    assert height == pytest.approx((p + q) ** 2 / (4.0 * q), rel=0.015)


def test_two_people() -> None:
    """40,000 pairs, in one graph: error of a share below 0.0025."""
    pairs = nx.from_edgelist([(2 * pair, 2 * pair + 1) for pair in range(40_000)])
    spread = diffusion.bass(pairs, innovation=P, imitation=Q, until=13.0, replicates=1, seed=1)
    np.testing.assert_allclose(curve(spread), two_people(TIMES), atol=0.007)


def on_a_circle(people: int, reach: int, directed: bool) -> np.ndarray:
    ties = ring(people, reach)
    if directed:
        ties = Ties(np.arange(people + 1), np.roll(np.arange(people, dtype=np.int32), -1), True)
    seed = seed_of(f"circle of {people}, {directed}")
    spread = diffusion.bass(ties, innovation=P, imitation=Q, until=13.0, replicates=10, seed=seed)
    return curve(spread)


@pytest.mark.parametrize("directed", [False, True], ids=["two-sided", "one-sided"])
def test_on_a_circle(directed: bool) -> None:
    """Ten runs of 20,000 people; neighbours adopt together, so that the error is about 0.003."""
    np.testing.assert_allclose(on_a_circle(20_000, 1, directed), circle(TIMES), atol=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("directed", [False, True], ids=["two-sided", "one-sided"])
def test_on_a_circle_of_200_000(directed: bool) -> None:
    np.testing.assert_allclose(on_a_circle(200_000, 1, directed), circle(TIMES), atol=0.003)


def test_whoever_is_tied_adopts_between_the_bounds() -> None:
    """Each person of each network: no later than in a pair, no earlier than in a large crowd.

    Bars: 4.5 standard errors, for about 300 people at two times: 1 in 200 by chance.
    """
    runs = 4_000
    graphs = [
        nx.star_graph(12),
        nx.path_graph(9),
        nx.complete_graph(6),
        nx.random_regular_graph(3, 20, seed=1),
        nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 5)),
        random_digraph("bounds", 40, 3.0),
    ]
    for graph in graphs:
        net = diffusion.network(graph)
        tied = net.in_degrees > 0
        for until in (4.0, 8.0):
            spread = diffusion.bass(
                net, innovation=P, imitation=Q, until=until, replicates=runs, seed=seed_of("bounds")
            )
            share = spread.activation_probability()[tied]
            low, high = two_people(np.array(until)), complete(np.array(until))
            assert share.min() > low - 4.5 * math.sqrt(low * (1.0 - low) / runs)
            assert share.max() < high + 4.5 * math.sqrt(high * (1.0 - high) / runs)


def test_dimension_matters_and_few_shortcuts_do_not() -> None:
    """Fibich and Gibori 2010: rewiring a circle a little changes little, a lattice much."""
    people, times = 10_000, np.array([12.0])
    side = 100
    place = np.arange(people)
    row, column = place // side, place % side
    near = [
        (row + 1) % side * side + column,
        (row - 1) % side * side + column,
        row * side + (column + 1) % side,
        row * side + (column - 1) % side,
    ]
    lattice = Ties(
        4 * np.arange(people + 1), np.sort(np.stack(near, 1), 1).astype(np.int32).ravel(), False
    )
    shortcuts = configuration_model("shortcuts", (place % 50 == 0).astype(np.int64))
    rewired = nx.compose(ring(people, 2).to_networkx(), shortcuts.to_networkx())
    shares = [
        float(
            curve(
                diffusion.bass(
                    graph,
                    innovation=P,
                    imitation=Q,
                    until=13.0,
                    replicates=4,
                    seed=seed_of("lattice"),
                ),
                times,
            )[0]
        )
        for graph in (ring(people, 2), rewired, lattice)
    ]
    assert shares[1] - shares[0] < 0.01
    assert shares[2] - shares[0] > 0.03


def test_nobody_adopts_without_a_reason() -> None:
    graph = nx.path_graph(5)
    none = diffusion.bass(graph, innovation=0.0, imitation=1.0, until=100.0, replicates=5)
    assert none.sizes.tolist() == [0] * 5
    assert none.series(times=[0.0, 50.0])["mean"].tolist() == [0.0, 0.0]
    only = diffusion.bass(graph, [0, 4], innovation=0.0, imitation=0.0, until=100.0, replicates=5)
    assert only.sizes.tolist() == [2] * 5
    all_of_them = diffusion.bass(graph, [2], innovation=0.0, imitation=1.0, until=1e6, replicates=5)
    assert all_of_them.sizes.tolist() == [5] * 5
    alone = diffusion.bass(1, innovation=0.0, imitation=1.0, until=5.0, replicates=3)
    assert alone.sizes.tolist() == [0] * 3
    crowd = diffusion.bass(4, [2], innovation=0.0, imitation=1.0, until=1e6, replicates=3)
    assert crowd.sizes.tolist() == [4] * 3


def test_trees_begin_with_those_who_adopt_unprompted() -> None:
    spread = diffusion.bass(
        ring(50), innovation=0.05, imitation=1.0, until=5.0, replicates=20, seed=2, trees=True
    )
    for tree in spread.trees:
        assert np.all(np.diff(tree.time) > 0.0)
        prompted = tree.source >= 0
        steps = np.abs(tree.people[prompted] - tree.people[tree.source[prompted]]) % 48
        assert np.all(steps == 1)
        assert np.any(prompted)
        assert not np.all(prompted)
