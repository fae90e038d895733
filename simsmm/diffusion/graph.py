"""A network to spread over: people by number, ties as compressed rows, a chance for each tie."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion import intake
from simsmm.diffusion.cascade_kernel import Rows
from simsmm.diffusion.packing import packed
from simsmm.scenario.problems import brief, nearest
from simsmm.wording import say

Array = npt.NDArray[Any]

Chance = float | Array
"""One chance for all ties, or float64 (m,), one for each, in the order of the rows."""


@dataclass(frozen=True, eq=False)
class Network:
    """Who may pass something on to whom, with which chance; a simple graph in compressed rows.

    Everybody has a number, 0 to n - 1, which says where to find them, and an id, which keys their
    draws: people who are put in another order and keep their ids keep their luck.
    """

    starts: Array
    """int64 (n + 1,): where each person's row begins."""
    heads: Array
    """int32 (m,): ``heads[starts[i]:starts[i + 1]]`` are the people whom i may activate,
    ascending."""
    chance: Chance
    """Chance that a tie passes something on, in [0, 1]."""
    labels: tuple[Hashable, ...] | None
    """Label of each person; None where people are called by their numbers."""
    ids: Array | None
    """uint64 (n,): identity of each person; None where it is the number."""
    directed: bool
    """False: every tie is stored in both directions."""
    dropped: intake.Dropped
    """Loops and repeated ties that were left out."""

    @property
    def people(self) -> int:
        """Number of people, n."""
        return len(self.starts) - 1

    @property
    def arrows(self) -> int:
        """Number of stored ties, m: an undirected tie counts twice."""
        return len(self.heads)

    @cached_property
    def out_degrees(self) -> Array:
        """How many ties lead away from each person, int64 (n,)."""
        return np.diff(self.starts)

    @cached_property
    def in_degrees(self) -> Array:
        """How many ties lead to each person, int64 (n,)."""
        return np.bincount(self.heads, minlength=self.people)

    @cached_property
    def turned(self) -> Turned:
        """The same ties by the person they lead to."""
        place = np.argsort(self.heads, kind="stable")
        tails = np.repeat(np.arange(self.people, dtype=np.int32), self.out_degrees)[place]
        return Turned(np.concatenate([[0], np.cumsum(self.in_degrees)]), tails, place)

    @cached_property
    def packed(self) -> Rows:
        """The same ties as the compiled cascade reads them."""
        return packed(self)

    @cached_property
    def identities(self) -> Array:
        """Id of each person, uint64 (n,)."""
        return np.arange(self.people, dtype=np.uint64) if self.ids is None else self.ids

    @cached_property
    def chances(self) -> Array:
        """Chance of each tie, float64 (m,), whether they are all alike or not."""
        return np.broadcast_to(np.float64(self.chance), self.arrows)

    def label(self, number: int) -> Hashable:
        """Label of the person with a number."""
        return number if self.labels is None else self.labels[number]

    def number(self, label: Hashable) -> int:
        """Number of the person with a label.

        Raises:
            ValueError: nobody bears the label; the message names the nearest one.
        """
        try:
            found = self._numbers.get(label) if self.labels is not None else self._same(label)
        except TypeError:
            found = None
        if found is None:
            raise ValueError(self._nobody(label))
        return found

    def numbers(self, labels: Iterable[Hashable]) -> Array:
        """Numbers of people by their labels, int32 (k,)."""
        return np.fromiter((self.number(label) for label in labels), np.int32)

    def with_chance(self, chance: object) -> Network:
        """The same network with another chance for its ties: a number, or float64 (m,)."""
        return replace(self, chance=intake.chance(chance, self.arrows))

    @cached_property
    def _numbers(self) -> Mapping[Hashable, int]:
        return {label: number for number, label in enumerate(self.labels or ())}

    def _same(self, label: object) -> int | None:
        whole = isinstance(label, (int, np.integer)) and not isinstance(label, bool)
        return int(label) if whole and 0 <= label < self.people else None  # type: ignore[operator]

    def _nobody(self, label: object) -> str:
        if self.labels is None:
            return say(
                "there is nobody called {label}; people are called 0 to {last}",
                label=brief(repr(label)),
                last=self.people - 1,
            )
        close = nearest(str(label), map(str, self.labels))
        guess = say(' Did you mean "{name}"?', name=close) if close else ""
        return say("there is nobody called {label}.", label=brief(repr(label))) + guess


@dataclass(frozen=True, eq=False)
class Turned:
    """Ties by the person they lead to."""

    starts: Array
    """int64 (n + 1,)."""
    tails: Array
    """int32 (m,): ``tails[starts[j]:starts[j + 1]]`` are those who may activate j, ascending."""
    place: Array
    """int64 (m,): where each of these ties stands in the rows of the network."""


def network(graph: object, probability: object = None, *, ids: object = None) -> Network:
    """Take over a graph, once, for any number of calls.

    An edge a -> b of a directed graph says that a may activate b; an edge of an undirected one
    works both ways, by two draws. Loops are dropped; of an edge given several times one is kept.

    Args:
        graph: networkx ``Graph``, ``DiGraph`` or one with repeated edges, with any labels; a square
            SciPy sparse array, whose entry (i, j) other than zero is an edge i -> j;
            `simsmm.society.Ties`; or a `Network`, to give it another probability.
        probability: chance that an edge passes something on: a number in [0, 1], or the name of an
            attribute that every edge has (the entries of a sparse array are called ``weight``), or
            an array with one for each of the ``heads`` of ties. By default that of a `Network`;
            1 for any other graph.
        ids: whole number for each person, which keys the draws: a mapping from labels, or an array
            in the order of the graph. By default a label's own (a whole number is its own id, a
            text or a tuple is hashed), and the position in the graph for any other label.

    Raises:
        TypeError: the graph is none of these.
        ValueError: it is empty; a probability is missing or none; two people share an id.
    """
    if isinstance(graph, Network):
        return graph if probability is None else graph.with_chance(probability)
    parts = intake.taken(graph, 1.0 if probability is None else probability)
    return Network(
        parts.starts,
        parts.heads,
        parts.chance,
        parts.labels,
        intake.identities(parts.labels, len(parts.starts) - 1, ids),
        parts.directed,
        parts.dropped,
    )
