"""Exact spreads on small graphs: every choice of live ties with its probability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import networkx as nx
import numpy as np

from simsmm.draws import name_key, number
from simsmm.draws.arrays import uniforms


@dataclass(frozen=True)
class Worlds:
    """Every world of an independent cascade; sets of people are bits."""

    people: int
    chance: np.ndarray
    """float64 (worlds,)."""
    reached: np.ndarray
    """int64 (worlds, n): whom each person reaches, themselves included."""

    @cached_property
    def roots(self) -> np.ndarray:
        """int64 (worlds, n): who reaches each person."""
        into = np.zeros_like(self.reached)
        for source, target in product(range(self.people), repeat=2):
            into[:, target] |= (self.reached[:, source] >> target & 1) << source
        return into

    def spread(self, group: Iterable[int], weights: np.ndarray | None = None) -> float:
        """Expected weight of those whom a group reaches."""
        weights = np.ones(self.people) if weights is None else weights
        together = np.bitwise_or.reduce(self.reached[:, list(group)], axis=1)
        return float(self.chance @ (held(together, self.people) @ weights))

    def best(
        self, affordable: Iterable[tuple[int, ...]], weights: np.ndarray | None = None
    ) -> float:
        """The largest expected weight that any of some groups reaches."""
        return max(self.spread(group, weights) for group in affordable)

    def set_law(self, weights: np.ndarray | None = None) -> np.ndarray:
        """Probability of each reverse-reachable set, float64 (2**n,)."""
        weights = np.ones(self.people) if weights is None else weights
        law = np.zeros(2**self.people)
        for root, weight in enumerate(weights / weights.sum()):
            np.add.at(law, self.roots[:, root], weight * self.chance)
        return law


def held(sets: np.ndarray, people: int) -> np.ndarray:
    """Which people sets of bits hold, float64 (sets, n)."""
    return (sets[:, None] >> np.arange(people) & 1).astype(np.float64)


def worlds(graph: nx.Graph, chance: str | float) -> Worlds:
    """Every world of the independent cascade on a graph of people 0 to n - 1."""
    people, ties = len(graph), list(graph.to_directed().edges(data=True))
    chances = [data[chance] if isinstance(chance, str) else chance for *_, data in ties]
    live = np.arange(2 ** len(ties))[:, None] >> np.arange(len(ties)) & 1 == 1
    reached = np.tile(1 << np.arange(people), (len(live), 1))
    for _ in range(people):
        for tie, (source, target, _) in enumerate(ties):
            reached[:, source] |= np.where(live[:, tie], reached[:, target], 0)
    weight = np.where(live, chances, 1.0 - np.array(chances)).prod(axis=1)
    return Worlds(people, weight, reached)


def some_graph(name: str, people: int, ties: int) -> nx.DiGraph:
    """A directed graph with a ``chance`` on each tie, the same for the same name."""
    key = name_key(name)
    pairs = [(a, b) for a in range(people) for b in range(people) if a != b]
    order = np.argsort(uniforms(number(key, 0), np.arange(len(pairs))))[:ties]
    chances = 0.1 + 0.8 * uniforms(number(key, 1), np.arange(ties))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(people))
    for place, chance in zip(order, chances, strict=True):
        graph.add_edge(*pairs[place], chance=float(chance))
    return graph


def groups(people: int, number: int) -> list[tuple[int, ...]]:
    """Every group of so many people."""
    return list(combinations(range(people), number))
