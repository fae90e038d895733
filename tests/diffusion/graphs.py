"""Random graphs for tests, from keyed draws, and what runs on them gave, as arrays."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np

from simsmm.diffusion import Spread
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.society import Ties, from_pairs


def seed_of(name: str) -> int:
    """A seed for a test, from its name."""
    return name_key(name) % 2**32


def random_digraph(name: str, people: int, mean_degree: float, directed: bool = True) -> nx.Graph:
    """Each pair is tied with the same chance; people are called p0, p1, ..."""
    draws = uniforms(name_key(name), np.arange(people**2)).reshape(people, people)
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(f"p{person}" for person in range(people))
    tails, heads = np.nonzero(draws < mean_degree / people)
    graph.add_edges_from((f"p{a}", f"p{b}") for a, b in zip(tails, heads, strict=True) if a != b)
    return graph


def configuration_model(name: str, degrees: np.ndarray) -> Ties:
    """Stubs tied at random, loops and repeats left out; the last stub of an odd number is too."""
    stubs = np.repeat(np.arange(len(degrees), dtype=np.int32), degrees)
    mixed = stubs[np.argsort(numbers(name_key(name), np.arange(len(stubs))), kind="stable")]
    half = len(mixed) // 2
    return from_pairs(len(degrees), mixed[:half], mixed[half : 2 * half], directed=False)[0]


def times_of(spread: Spread) -> np.ndarray:
    """When each person became active in each run, float64 (runs, n); infinite: not at all."""
    assert spread.trees is not None
    found = np.full((len(spread.trees), spread.network.people), math.inf)
    for run, tree in enumerate(spread.trees):
        found[run, tree.people] = tree.time
    return found
