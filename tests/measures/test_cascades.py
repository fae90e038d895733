"""Shapes of trees: closed forms, and networkx as a second opinion."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.measures.cascades import Trees


def forest(*up: int) -> Trees:
    return Trees.of(np.array(up, np.int64))


@pytest.mark.parametrize("members", [2, 3, 4, 10, 1000])
def test_a_star(members: int) -> None:
    star = forest(-1, *[0] * (members - 1))
    assert (star.size, star.depth, star.breadth) == (members, 1, members - 1)
    assert star.virality == pytest.approx(2 * (members - 1) / members)


@pytest.mark.parametrize("members", [2, 3, 4, 10, 1000])
def test_a_chain(members: int) -> None:
    chain = forest(-1, *range(members - 1))
    assert (chain.size, chain.depth, chain.breadth) == (members, members - 1, 1)
    assert chain.virality == pytest.approx((members + 1) / 3)


def test_a_single_member_has_no_virality() -> None:
    single = forest(-1)
    assert (single.size, single.depth, single.breadth) == (1, 0, 1)
    assert np.isnan(single.virality)


def test_a_binary_tree() -> None:
    tree = forest(-1, 0, 0, 1, 1, 2, 2)
    assert (tree.size, tree.depth, tree.breadth) == (7, 2, 4)
    # Wiener index of the complete binary tree with seven members.
    assert tree.virality == pytest.approx(48 / 21)


def test_no_trees() -> None:
    nothing = forest()
    for shape in (nothing.roots, nothing.size, nothing.depth, nothing.breadth, nothing.virality):
        assert len(shape) == 0


def test_trees_of_a_forest_are_apart() -> None:
    trees = forest(-1, -1, 0, 1, 2, -1)
    assert list(trees.roots) == [0, 1, 5]
    assert list(trees.root) == [0, 1, 0, 1, 0, 5]
    assert list(trees.size) == [3, 2, 1]
    assert list(trees.depth) == [2, 1, 0]
    assert list(trees.breadth) == [1, 1, 1]
    np.testing.assert_allclose(trees.virality, [4 / 3, 1.0, np.nan])


@given(st.data(), st.integers(1, 40))
def test_random_forests_against_networkx(data: st.DataObject, members: int) -> None:
    up = [data.draw(st.integers(-1, member - 1)) for member in range(members)]
    trees = forest(*up)
    graph = nx.Graph([(member, above) for member, above in enumerate(up) if above >= 0])
    graph.add_nodes_from(range(members))
    for row, root in enumerate(trees.roots):
        tree = graph.subgraph(nx.node_connected_component(graph, int(root)))
        steps = nx.single_source_shortest_path_length(tree, int(root))
        assert set(np.flatnonzero(trees.root == root)) == set(tree)
        assert trees.size[row] == len(tree)
        assert trees.depth[row] == max(steps.values())
        assert trees.breadth[row] == max(
            len(list(level)) for _, level in itertools.groupby(sorted(steps.values()))
        )
        if len(tree) > 1:
            pairs = len(tree) * (len(tree) - 1) / 2
            assert trees.virality[row] == pytest.approx(nx.wiener_index(tree) / pairs)
