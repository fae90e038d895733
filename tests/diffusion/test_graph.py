"""Graphs of every kind come in as the same network; what is wrong with one is said."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

import simsmm
from simsmm.diffusion import Network, network
from simsmm.diffusion import independent_cascade as cascade
from simsmm.draws import name_key
from simsmm.society import from_pairs
from tests.diffusion.graphs import random_digraph


def rows(net: Network) -> list[tuple[object, object, float]]:
    """Ties by label, with their chances."""
    return [
        (net.label(source), net.label(int(net.heads[row])), float(net.chances[row]))
        for source in range(net.people)
        for row in range(net.starts[source], net.starts[source + 1])
    ]


def test_it_is_imported_when_it_is_first_used() -> None:
    assert simsmm.diffusion.network is network


def test_the_same_network_from_every_kind_of_graph() -> None:
    pairs = [(0, 2), (2, 1), (1, 0), (3, 1)]
    matrix = np.zeros((4, 4))
    for tail, head in pairs:
        matrix[tail, head] = 1.0
    tails, heads = np.array(pairs).T
    graph = nx.DiGraph()
    graph.add_nodes_from(range(4))
    graph.add_edges_from(pairs)
    expected = sorted((a, b, 0.25) for a, b in pairs)
    for given in (
        graph,
        nx.MultiDiGraph(graph),
        sparse.csr_array(matrix),
        sparse.coo_matrix(matrix),
        from_pairs(4, tails, heads, directed=True)[0],
        network(graph, 0.75),
    ):
        net = network(given, 0.25)
        assert rows(net) == expected
        assert net.directed


def test_an_undirected_edge_works_both_ways() -> None:
    net = network(nx.Graph([("ann", "bob")]), 0.5)
    assert rows(net) == [("ann", "bob", 0.5), ("bob", "ann", 0.5)]
    assert not net.directed
    both = cascade(net, [["ann"], ["bob"]], replicates=4_000).sizes == 2
    assert abs(np.mean(both[0] & both[1]) - 0.25) < 0.04, "by two draws"


def test_attributes_go_with_their_edges() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("b", "a", 0.1), ("a", "c", 0.2), ("a", "b", 0.3)])
    assert rows(network(graph, "weight")) == [("b", "a", 0.1), ("a", "b", 0.3), ("a", "c", 0.2)]
    matrix = sparse.csr_array(([0.1, 0.2, 0.0], ([0, 2, 1], [1, 0, 2])), shape=(3, 3))
    assert rows(network(matrix, "weight")) == [(0, 1, 0.1), (2, 0, 0.2)]
    ties, _ = from_pairs(3, np.array([0, 2]), np.array([1, 0]), directed=True)
    assert rows(network(ties, np.array([0.4, 0.6]))) == [(0, 1, 0.4), (2, 0, 0.6)]
    both = nx.Graph()
    both.add_weighted_edges_from([("x", "y", 0.7), ("y", "z", 0.9)])
    assert ("z", "y", 0.9) in rows(network(both, "weight"))


def test_the_ties_that_lead_to_each_person() -> None:
    net = network(random_digraph("turned", 60, 3.0), 0.5)
    turned = net.turned
    for person in range(net.people):
        into = slice(turned.starts[person], turned.starts[person + 1])
        assert np.all(net.heads[turned.place[into]] == person)
        found = np.searchsorted(net.starts, turned.place[into], side="right") - 1
        assert found.tolist() == turned.tails[into].tolist() == sorted(turned.tails[into])
    assert net.in_degrees.tolist() == np.diff(turned.starts).tolist()


def test_loops_and_repeats_are_left_out_and_counted() -> None:
    graph = nx.MultiDiGraph([(0, 1), (0, 1), (1, 1)])
    net = network(graph, 0.5)
    assert rows(net) == [(0, 1, 0.5)]
    assert net.dropped == (1, 1)
    nx.set_edge_attributes(graph, 0.2, "p")
    assert rows(network(graph, "p")) == [(0, 1, 0.2)]
    assert network(graph, "p").dropped == (1, 1)
    graph.edges[0, 1, 1]["p"] = 0.3
    with pytest.raises(ValueError, match="an edge is given twice, with different probabilities"):
        network(graph, "p")


def test_ids_are_those_of_the_labels() -> None:
    assert network(nx.path_graph(3)).ids is None
    assert network(nx.Graph([(7, 3)])).identities.tolist() == [7, 3]
    assert network(nx.Graph([("ann", 3)])).identities.tolist() == [name_key("ann"), 3]
    assert network(nx.grid_2d_graph(1, 2)).identities.tolist() == [
        name_key("(0, 0)"),
        name_key("(0, 1)"),
    ]
    assert network(nx.path_graph(2), ids=[9, 4]).identities.tolist() == [9, 4]
    assert network(nx.Graph([("a", "b")]), ids={"b": 1, "a": 2}).identities.tolist() == [2, 1]


def test_a_graph_in_another_order_gives_the_same_cascades() -> None:
    graph = random_digraph("another order", 80, 2.0)
    other = nx.DiGraph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from(reversed(list(graph.edges())))
    one, two = (
        cascade(each, ["p3", "p5"], probability=0.5, replicates=50) for each in (graph, other)
    )
    assert one.sizes.tolist() == two.sizes.tolist()
    assert one.activation_probability().tolist() == two.activation_probability()[::-1].tolist()


def test_seeds_by_label() -> None:
    grid = nx.grid_2d_graph(3, 3)
    net = network(grid, 0.0)
    for seeds, sizes in (
        ((0, 0), [1]),
        ([(0, 0), (2, 2)], [2]),
        ([[(0, 0)], [(0, 1), (2, 2)]], [[1], [2]]),
        ([{(0, 0)}, ((0, 1), (2, 2))], [[1], [2]]),
        ([(0, 0), (0, 0)], [1]),
    ):
        assert cascade(net, seeds, replicates=1).sizes.tolist() == sizes
    numbers = network(nx.path_graph(4), 0.0)
    for seeds in (2, [2], np.array([2]), {2}, range(2, 3), np.int64(2)):
        assert cascade(numbers, seeds, replicates=1).sizes.tolist() == [1]
    assert cascade(numbers, np.array([[0, 1], [2, 2]]), replicates=1).sizes.shape == (
        2,
        1,
    )


PATH = nx.path_graph(["ann", "bob", "cy"])


def partial() -> nx.Graph:
    graph = nx.Graph(PATH)
    graph.edges["ann", "bob"]["p"] = 0.5
    return graph


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: cascade(PATH, ["bobb"], probability=0.5),
            "called 'bobb'. Did .*\"bob\"",
        ),
        (lambda: cascade(PATH, "dan", probability=0.5), "nobody called 'dan'"),
        (lambda: cascade(nx.path_graph(3), 3, probability=0.5), "are called 0 to 2"),
        (lambda: cascade(nx.path_graph(3), -1, probability=0.5), "nobody called -1"),
        (lambda: cascade(nx.path_graph(3), True, probability=0.5), "called True"),
        (lambda: cascade(PATH, [], probability=0.5), "there are no seeds"),
        (lambda: cascade(PATH, [["ann"], []], probability=0.5), "there are no seeds"),
        (lambda: cascade(PATH, ["ann", ["bob"]], probability=0.5), "people beside gro"),
        (lambda: cascade(PATH, 3.5, probability=0.5), "seeds must be people"),
        (lambda: cascade(PATH, "ann"), "probability is needed"),
        (lambda: cascade(PATH, "ann", probability=1.5), "from 0 to 1, not 1.5"),
        (lambda: cascade(PATH, "ann", probability=-0.1), "from 0 to 1, not -0.1"),
        (lambda: cascade(PATH, "ann", probability=np.nan), "from 0 to 1, not nan"),
        (lambda: cascade(PATH, "ann", probability="p"), 'no attribute "p"'),
        (lambda: cascade(partial(), "ann", probability="p"), "one edge of 2 has no"),
        (
            lambda: cascade(PATH, "ann", probability=[0.5, 0.5]),
            "edges .* have no order",
        ),
        (
            lambda: cascade(PATH, "ann", probability=0.5, replicates=0),
            "replicates must",
        ),
        (lambda: cascade(PATH, "ann", probability=0.5, workers=0), "workers must be"),
        (lambda: cascade(nx.Graph(), "ann", probability=0.5), "the graph is empty"),
        (lambda: network(sparse.csr_array((2, 3))), "must be square, not 2 x 3"),
        (lambda: network(sparse.csr_array(np.eye(2)), "p"), 'no attribute "p".*weight'),
        (lambda: network(network(PATH), "p"), "these ties have no attributes"),
        (lambda: network(network(PATH), [0.5]), r"must be \(4,\)"),
        (lambda: network(PATH, ids=[1, 2]), "ids must be 3 whole numbers"),
        (lambda: network(PATH, ids=[1.0, 2.0, 3.0]), "ids must be 3 whole numbers"),
        (lambda: network(PATH, ids=[1, 2, 1]), "two people have the same id"),
        (lambda: network(PATH, ids={"ann": 1}), "ids lack 'bob'"),
    ],
)
def test_what_is_wrong_is_said(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: network([(0, 1)]), "graph must be a networkx graph"),
        (lambda: network(PATH, True), "probability must be a number"),
        (lambda: network(PATH, {}), "probability must be a number"),
        (
            lambda: cascade(PATH, "ann", probability=0.5, delay=2.0),
            "delay must be made",
        ),
        (lambda: cascade(PATH, "ann", probability=0.5, seed=1.5), "seed must be a who"),
    ],
)
def test_what_is_of_the_wrong_kind_is_said(call, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()


def test_edges_with_other_attributes_are_told() -> None:
    graph = nx.Graph()
    graph.add_edge(0, 1, strength=0.5)
    with pytest.raises(ValueError, match='Did you mean "strength"'):
        network(graph, "strenght")
    graph.edges[0, 1]["strength"] = "high"
    with pytest.raises(ValueError, match="is not a number on every edge"):
        network(graph, "strength")
