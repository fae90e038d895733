"""Takes graphs of other libraries apart: rows, chances, labels and ids."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.draws import MASK, name_key
from simsmm.scenario.problems import brief, unknown
from simsmm.society import ties
from simsmm.society.ties import Dropped, Ties
from simsmm.wording import count, say

Array = npt.NDArray[Any]

WEIGHT = "weight"
"""What the entries of a sparse array are called, as networkx calls them."""


class Parts(NamedTuple):
    """A graph as `simsmm.diffusion.graph.Network` holds it."""

    starts: Array
    heads: Array
    chance: float | Array
    labels: tuple[Hashable, ...] | None
    directed: bool
    dropped: Dropped


def taken(graph: object, probability: object) -> Parts:
    """Take a graph apart.

    Raises:
        TypeError, ValueError: as `simsmm.diffusion.network` says.
    """
    if isinstance(graph, Ties):
        parts = _of_ties(graph, probability)
    elif hasattr(graph, "tocoo") and hasattr(graph, "shape"):
        parts = _of_sparse(graph, probability)
    elif hasattr(graph, "is_directed") and hasattr(graph, "edges"):
        parts = _of_networkx(graph, probability)
    else:
        raise TypeError(
            say(
                "graph must be a networkx graph, a SciPy sparse array or ties of simsmm, "
                "not {given}",
                given=brief(repr(graph)),
            )
        )
    if len(parts.starts) < 2:
        raise ValueError(say("the graph is empty: there is nobody in it"))
    return parts


def chance(given: object, arrows: int) -> float | Array:
    """A chance for all ties, or float64 (arrows,): one for each.

    Raises:
        TypeError: it is neither a number nor an array.
        ValueError: a chance is no number from 0 to 1, or there are more or fewer than ties.
    """
    if isinstance(given, str):
        raise ValueError(
            say(
                "these ties have no attributes, so probability {name} says nothing; give a number",
                name=brief(repr(given)),
            )
        )
    try:
        found = np.asarray(given, np.float64)
    except (TypeError, ValueError):
        found = None
    if found is None or isinstance(given, bool):
        raise TypeError(
            say(
                "probability must be a number or the name of an attribute, not {given}",
                given=brief(repr(given)),
            )
        )
    if found.ndim and found.shape != (arrows,):
        raise ValueError(
            say(
                "probability has the shape {shape}; with one for each tie it must be ({ties},)",
                shape=found.shape,
                ties=arrows,
            )
        )
    wrong = ~((found >= 0.0) & (found <= 1.0))
    if np.any(wrong):
        worst = float(found[wrong].flat[0]) if found.ndim else float(found)
        raise ValueError(
            say("probability must be a number from 0 to 1, not {given}", given=f"{worst:g}")
        )
    return found if found.ndim else float(found)


def identities(labels: tuple[Hashable, ...] | None, people: int, given: object) -> Array | None:
    """Ids of people, uint64 (people,); None where each is the person's number.

    Raises:
        ValueError: ids do not fit the people, or two share one.
    """
    if given is None:
        if labels is None:
            return None
        ids = np.array([_own_id(label, k) for k, label in enumerate(labels)], np.uint64)
    else:
        ids = _given_ids(labels, people, given)
    if len(np.unique(ids)) < people:
        raise ValueError(say("two people have the same id: their draws would be the same"))
    return None if np.array_equal(ids, np.arange(people, dtype=np.uint64)) else ids


def _own_id(label: Hashable, position: int) -> int:
    """The id that a label gives: it must not depend on the run of the program."""
    if isinstance(label, (int, np.integer)):
        return int(label) & MASK
    if isinstance(label, str):
        return name_key(label)
    return name_key(repr(label)) if _is_plain(label) else position


def _is_plain(label: Hashable) -> bool:
    """Whether a label is written the same way in every run."""
    if isinstance(label, tuple):
        return all(map(_is_plain, label))
    return isinstance(label, (int, float, str))


def _given_ids(labels: tuple[Hashable, ...] | None, people: int, given: Any) -> Array:
    if isinstance(given, Mapping):
        names = range(people) if labels is None else labels
        lacking = next((name for name in names if name not in given), None)
        if lacking is not None:
            raise ValueError(say("ids lack {label}", label=brief(repr(lacking))))
        given = [given[name] for name in names]
    ids = np.asarray(given)
    if ids.shape != (people,) or ids.dtype.kind not in "iu":
        raise ValueError(
            say("ids must be {people} whole numbers, one for each person", people=people)
        )
    return ids.astype(np.uint64)


def _of_ties(graph: Ties, probability: object) -> Parts:
    found = chance(probability, graph.arrows)
    return Parts(graph.starts, graph.heads, found, None, graph.directed, Dropped(0, 0))


def _of_sparse(graph: Any, probability: object) -> Parts:
    rows, columns = graph.shape
    if rows != columns:
        raise ValueError(
            say("a sparse array of ties must be square, not {shape}", shape=f"{rows} x {columns}")
        )
    graph = graph.tocsr(copy=True).tocoo()
    kept = graph.data != 0
    tails, heads = graph.row[kept], graph.col[kept]
    if isinstance(probability, str):
        _must_know(probability, [WEIGHT])
        probability = graph.data[kept]
    return _of_pairs(rows, tails, heads, probability, None, directed=True)


def _of_networkx(graph: Any, probability: object) -> Parts:
    labels = tuple(graph)
    number = {label: k for k, label in enumerate(labels)}
    pairs = np.array([(number[a], number[b]) for a, b in graph.edges()], np.int64).reshape(-1, 2)
    if isinstance(probability, str):
        probability = _attribute(graph, probability)
    elif np.ndim(probability):
        raise ValueError(
            say("the edges of a networkx graph have no order; name an attribute of theirs")
        )
    tails, heads = pairs[:, 0], pairs[:, 1]
    plain = None if labels == tuple(range(len(labels))) else labels
    return _of_pairs(len(labels), tails, heads, probability, plain, graph.is_directed())


def _attribute(graph: Any, name: str) -> Array:
    """An attribute of every edge, float64, in the order of the edges."""
    values = [value for _, _, value in graph.edges(data=name)]
    lacking = sum(value is None for value in values)
    if lacking == len(values) and values:
        _must_know(name, sorted({str(key) for *_, data in graph.edges(data=True) for key in data}))
    if lacking:
        raise ValueError(
            count(
                lacking,
                "one edge of {all} has no attribute {name}",
                "{number} edges of {all} have no attribute {name}",
                all=len(values),
                name=brief(repr(name)),
            )
        )
    try:
        return np.array(values, np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            say("the attribute {name} is not a number on every edge", name=brief(repr(name)))
        ) from None


def _must_know(name: str, known: list[str]) -> None:
    if name not in known:
        raise ValueError(unknown("attribute", name, known))


def _of_pairs(
    people: int,
    tails: Array,
    heads: Array,
    probability: Any,
    labels: tuple[Hashable, ...] | None,
    directed: bool,
) -> Parts:
    if not np.ndim(probability):
        found, dropped = ties.from_pairs(people, tails, heads, directed)
        one = chance(probability, found.arrows)
        return Parts(found.starts, found.heads, one, labels, directed, dropped)
    each = np.asarray(chance(probability, len(tails)))
    if not directed:
        tails, heads = np.concatenate([tails, heads]), np.concatenate([heads, tails])
        each = np.concatenate([each, each])
    order = np.lexsort((heads, tails))
    tails, heads, each = tails[order], heads[order], each[order]
    loop = tails == heads
    again = np.zeros(len(tails), bool)
    again[1:] = (tails[1:] == tails[:-1]) & (heads[1:] == heads[:-1]) & ~loop[1:]
    if np.any(each[1:][again[1:]] != each[:-1][again[1:]]):
        raise ValueError(
            say("an edge is given twice, with different probabilities: make them one edge first")
        )
    kept = ~loop & ~again
    times = 1 if directed else 2
    dropped = Dropped(int(loop.sum()) // times, int(again.sum()) // times)
    starts = np.concatenate([[0], np.cumsum(np.bincount(tails[kept], minlength=people))])
    return Parts(starts, heads[kept].astype(np.int32), each[kept], labels, directed, dropped)
