"""What a layer is like, against networkx and formulas."""

import math

import networkx
import numpy as np
import pytest

from simsmm.society import LayerSpec, Ties, from_networkx, generate
from simsmm.society import targets as found

GRAPHS = {
    "karate": networkx.karate_club_graph(),
    "triangle with a tail": networkx.Graph([(0, 1), (1, 2), (2, 0), (2, 3)]),
    "clustered": networkx.powerlaw_cluster_graph(300, 4, 0.5, seed=1),
    "directed": networkx.gnp_random_graph(120, 0.08, seed=2, directed=True),
}


def ties_of(name: str) -> Ties:
    return from_networkx(GRAPHS[name])[0]


@pytest.mark.parametrize("name", GRAPHS)
def test_clustering_equals_networkx(name: str) -> None:
    plain = networkx.Graph(GRAPHS[name].to_undirected())
    ties = ties_of(name)
    assert found.clustering(ties, "local") == pytest.approx(networkx.average_clustering(plain))
    assert found.clustering(ties, "global") == pytest.approx(networkx.transitivity(plain))


@pytest.mark.parametrize("kind", ["local", "global"])
def test_sampled_clustering_is_near_the_count(kind: str) -> None:
    """200,000 wedges: five standard errors are at most 0.0056."""
    ties = ties_of("clustered")
    exact = found.clustering(ties, kind)
    assert abs(found.clustering(ties, kind, exact=False) - exact) < 0.0056


def test_reciprocity_and_correlation_equal_networkx() -> None:
    graph, ties = GRAPHS["directed"], ties_of("directed")
    assert found.reciprocity(ties) == pytest.approx(networkx.overall_reciprocity(graph))
    logs = [[math.log(d) for _, d in degree] for degree in (graph.out_degree, graph.in_degree)]
    assert found.degree_correlation(ties) == pytest.approx(np.corrcoef(logs)[0, 1])


@pytest.mark.parametrize("name", ["karate", "directed"])
def test_assortativity_equals_networkx(name: str) -> None:
    graph = GRAPHS[name].copy()
    segment = np.array([k * k % 3 for k in range(len(graph))])
    networkx.set_node_attributes(graph, dict(enumerate(segment.tolist())), "segment")
    expected = networkx.attribute_assortativity_coefficient(graph, "segment")
    assert found.assortativity(ties_of(name), segment) == pytest.approx(expected)


def test_laws_of_degrees_are_read_back() -> None:
    levels = (np.arange(100_000) + 0.5) / 100_000
    degrees = np.round(10.0 * (1 - levels) ** (-1 / 1.5))
    assert found.exponent(degrees, 20.0) == pytest.approx(2.5, abs=0.02)
    assert found.spread(np.array([99.0, 99.0, 372.0])) == pytest.approx(1.14, abs=0.01)
    assert found.spread(np.array([5, 5, 5])) == 0


def test_nothing_to_measure_is_not_zero() -> None:
    nobody = generate(LayerSpec("chance", "random", 0.0), np.zeros(5, np.int16), key=1)
    everybody = np.zeros(5, np.int16)
    assert math.isnan(found.clustering(nobody, "local"))
    assert math.isnan(found.reciprocity(nobody))
    assert math.isnan(found.assortativity(nobody, everybody))


def test_the_table_says_what_is_steered() -> None:
    spec = LayerSpec("chance", "random", 4.0, clustering=0.3)
    ties = generate(spec, np.zeros(500, np.int16), key=1)
    table = {row.name: row for row in found.achieved(spec, ties, np.zeros(500, np.int16))}
    assert table["mean_degree"].steered
    assert table["mean_degree"].achieved == pytest.approx(4.0, rel=0.15)
    assert not table["clustering"].steered
    assert table["clustering"].target == 0.3
    assert table["spread"].target is None
