"""Ties: compressed rows hold exactly the simple graph that the pairs describe."""

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.society import Ties, from_networkx, from_pairs

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40)


def ties_of(people: int, pairs: list[tuple[int, int]], directed: bool) -> Ties:
    return from_pairs(people, *np.array(pairs, np.int32).reshape(-1, 2).T, directed)[0]


def test_rows_of_a_small_circle_of_friends() -> None:
    ties = ties_of(4, [(2, 0), (0, 1)], directed=False)
    assert ties.starts.tolist() == [0, 2, 3, 4, 4]
    assert ties.heads.tolist() == [1, 2, 0, 0]
    assert (ties.people, ties.arrows) == (4, 4)


def test_an_arrow_points_to_who_sees() -> None:
    ties = ties_of(3, [(0, 2)], directed=True)
    assert ties.row(0).tolist() == [2]
    assert ties.row(2).tolist() == []
    assert ties.audience().tolist() == [1, 0, 0]
    assert ties.sources().tolist() == [0, 0, 1]


@given(PAIRS, st.booleans())
def test_rows_equal_networkx(pairs: list[tuple[int, int]], directed: bool) -> None:
    graph = networkx.DiGraph() if directed else networkx.Graph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    ties, dropped = from_pairs(8, *np.array(pairs, np.int32).reshape(-1, 2).T, directed)
    ties.check()
    assert [ties.row(i).tolist() for i in range(8)] == [sorted(graph[i]) for i in range(8)]
    assert dropped.loops == sum(a == b for a, b in pairs)
    assert dropped.repeats == len(pairs) - dropped.loops - graph.number_of_edges()


@given(PAIRS)
def test_reversed_twice_is_the_same(pairs: list[tuple[int, int]]) -> None:
    ties = ties_of(8, pairs, directed=True)
    back = ties.reversed()
    back.check()
    assert {(j, i) for i in range(8) for j in back.row(i).tolist()} == {
        (i, j) for i in range(8) for j in ties.row(i).tolist()
    }
    np.testing.assert_array_equal(back.reversed().heads, ties.heads)


@given(PAIRS, st.booleans())
def test_networkx_and_back(pairs: list[tuple[int, int]], directed: bool) -> None:
    ties = ties_of(8, pairs, directed)
    again, labels = from_networkx(ties.to_networkx())
    assert labels == tuple(range(8))
    assert again.directed == directed
    np.testing.assert_array_equal(again.starts, ties.starts)
    np.testing.assert_array_equal(again.heads, ties.heads)


def test_networkx_labels_are_kept_in_order() -> None:
    graph = networkx.DiGraph([("eve", "adam"), ("adam", "abel")])
    ties, labels = from_networkx(graph)
    assert labels == ("eve", "adam", "abel")
    assert [ties.row(i).tolist() for i in range(3)] == [[1], [2], []]


@given(PAIRS)
def test_without_direction(pairs: list[tuple[int, int]]) -> None:
    both = ties_of(8, pairs, directed=True).undirected()
    both.check()
    np.testing.assert_array_equal(both.heads, ties_of(8, pairs, directed=False).heads)


def test_among_a_larger_population() -> None:
    ties = ties_of(3, [(0, 1), (1, 2)], directed=False).among(np.array([1, 4, 5]), 7)
    ties.check()
    assert ties.people == 7
    assert [ties.row(i).tolist() for i in range(7)] == [[], [4], [], [], [1, 5], [4], []]


def test_only_undoes_among() -> None:
    ties, members = ties_of(3, [(0, 1), (1, 2)], directed=True), np.array([1, 4, 5])
    again = ties.among(members, 7).only(members)
    np.testing.assert_array_equal(again.starts, ties.starts)
    np.testing.assert_array_equal(again.heads, ties.heads)


def test_nobody_and_no_ties() -> None:
    empty = np.empty(0, np.int32)
    for people in (0, 1, 5):
        ties, dropped = from_pairs(people, empty, empty, directed=False)
        ties.check()
        assert (ties.people, ties.arrows, dropped) == (people, 0, (0, 0))


@pytest.mark.parametrize("stranger", [-1, 3])
def test_strangers_are_refused(stranger: int) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        from_pairs(3, np.array([0]), np.array([stranger]), directed=True)


@pytest.mark.parametrize(
    ("starts", "heads", "directed", "message"),
    [
        ([0, 1, 1], [2], True, "does not exist"),
        ([0, 1, 1], [0], True, "tied to themselves"),
        ([0, 2, 2, 2], [2, 1], True, "out of order"),
        ([0, 2, 2], [1, 1], True, "twice"),
        ([0, 1, 1], [1], False, "one direction"),
        ([0, 1, 2], [1], True, "do not fit"),
    ],
)
def test_faults_are_named(
    starts: list[int], heads: list[int], directed: bool, message: str
) -> None:
    ties = Ties(np.array(starts, np.int64), np.array(heads, np.int32), directed)
    with pytest.raises(ValueError, match=message):
        ties.check()
