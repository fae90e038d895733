"""Ties: who sees what a person passes on, as compressed rows."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.society import rows

if TYPE_CHECKING:
    import networkx

Array = npt.NDArray[Any]

FAULTS = (
    "",
    "a row names a person that does not exist",
    "a person is tied to themselves",
    "a row is out of order or names a person twice",
)


class Dropped(NamedTuple):
    """What did not fit a simple graph and was left out."""

    loops: int
    """Pairs of a person with themselves."""
    repeats: int
    """Pairs given before (for undirected ties: in either direction)."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """One layer of ties among n people: a simple graph in compressed rows."""

    starts: Array
    """int64 (n + 1,): where each person's row begins."""
    heads: Array
    """int32 (m,): ``heads[starts[i]:starts[i + 1]]`` are the people who see what i passes on,
    ascending: the followers of i, or on an undirected layer i's contacts."""
    directed: bool
    """False: every tie is stored in both directions."""

    @property
    def people(self) -> int:
        """Number of people, n."""
        return len(self.starts) - 1

    @property
    def arrows(self) -> int:
        """Number of stored arrows, m: twice the number of ties on an undirected layer."""
        return len(self.heads)

    def row(self, person: int) -> Array:
        """Those who see what ``person`` passes on, ascending, int32."""
        return self.heads[self.starts[person] : self.starts[person + 1]]

    def audience(self) -> Array:
        """How many see each person, int64 (n,): followers, or contacts."""
        return np.diff(self.starts)

    def sources(self) -> Array:
        """How many each person sees, int64 (n,): accounts followed, or contacts."""
        return np.bincount(self.heads, minlength=self.people)

    def reversed(self) -> Ties:
        """The same ties with every arrow turned: row i lists those whom i sees."""
        starts, heads = rows.turned(self.people, self.starts, self.heads)
        return Ties(starts, heads, self.directed)

    def undirected(self) -> Ties:
        """The ties without their direction."""
        if not self.directed:
            return self
        tails = np.repeat(np.arange(self.people, dtype=np.int32), self.audience())
        return from_pairs(self.people, tails, self.heads, directed=False)[0]

    def among(self, members: Array, people: int) -> Ties:
        """The same ties seen within a larger population.

        Args:
            members: int (n,), ascending: the place of each person in the larger population.
            people: its size; those who are no members get empty rows.
        """
        if len(members) == people:
            return self
        sizes = np.zeros(people, np.int64)
        sizes[members] = self.audience()
        starts = np.concatenate([[0], np.cumsum(sizes)])
        return Ties(starts, members.astype(np.int32)[self.heads], self.directed)

    def only(self, members: Array) -> Ties:
        """The ties of a layer that connects members only, without anybody else: undoes `among`.

        Args:
            members: int (n,), ascending, among them all who have ties.
        """
        if len(members) == self.people:
            return self
        place = np.zeros(self.people, np.int32)
        place[members] = np.arange(len(members), dtype=np.int32)
        starts = np.concatenate([[0], np.cumsum(self.audience()[members])])
        return Ties(starts, place[self.heads], self.directed)

    def check(self) -> None:
        """Look at every tie.

        Raises:
            ValueError: the rows are no simple graph, or an undirected tie lacks one direction.
        """
        if self.starts[0] != 0 or self.starts[-1] != self.arrows or np.any(self.audience() < 0):
            raise ValueError("the rows do not fit the list of heads")
        fault = rows.fault(self.people, self.starts, self.heads)
        if fault:
            raise ValueError(FAULTS[fault])
        if not self.directed and rows.returned(self.starts, self.heads) != self.arrows:
            raise ValueError("an undirected tie is stored in one direction only")

    def to_networkx(self) -> networkx.Graph:
        """A networkx ``DiGraph`` (an arrow a -> b: b sees what a passes on) or ``Graph``."""
        import networkx

        graph = networkx.DiGraph() if self.directed else networkx.Graph()
        graph.add_nodes_from(range(self.people))
        tails = np.repeat(np.arange(self.people), self.audience())
        graph.add_edges_from(zip(tails.tolist(), self.heads.tolist(), strict=True))
        return graph


def from_pairs(people: int, tails: Array, heads: Array, directed: bool) -> tuple[Ties, Dropped]:
    """Ties from loose pairs: ``heads[k]`` sees what ``tails[k]`` passes on.

    Args:
        people: number of people; the pairs name them 0 to people - 1.
        tails: int (m,).
        heads: int (m,).
        directed: False ties both to each other.

    Returns:
        the ties, and how many pairs were loops or repeats.

    Raises:
        ValueError: a pair names a person who does not exist.
    """
    tails, heads = (np.ascontiguousarray(ends, dtype=np.int32) for ends in (tails, heads))
    for ends in (tails, heads):
        if len(ends) and (ends.min() < 0 or ends.max() >= people):
            raise ValueError(FAULTS[1])
    starts, loose, loops = rows.bucket(people, tails, heads, not directed)
    starts, found = rows.turned(people, starts, loose)
    del loose
    kept = rows.without_repeats(starts, found)
    dropped = len(found) - kept
    found = found[:kept].copy() if dropped else found
    return Ties(starts, found, directed), Dropped(loops, dropped if directed else dropped // 2)


def from_networkx(graph: networkx.Graph) -> tuple[Ties, tuple[Hashable, ...]]:
    """Ties from a networkx graph of any kind, and its nodes in the order of their numbers.

    Args:
        graph: ``Graph``, ``DiGraph`` or one with repeated edges. In a directed graph, an arrow
            a -> b says that b sees what a passes on. Loops and repeats are dropped, attributes
            passed over.

    Returns:
        the ties, with as many people as the graph has nodes; and the nodes (people,): person k is
        node k.
    """
    labels = tuple(graph)
    number = {label: k for k, label in enumerate(labels)}
    pairs = np.array([(number[a], number[b]) for a, b in graph.edges()], np.int32).reshape(-1, 2)
    ties, _ = from_pairs(len(labels), pairs[:, 0], pairs[:, 1], graph.is_directed())
    return ties, labels
