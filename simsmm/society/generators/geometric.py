"""Friends on a circle: alike people live near each other, popular ones are tied far and wide.

The soft configuration model with geometry (S1) of Serrano, Krioukov and Boguna 2008,
"Self-similarity of complex networks and hidden metric spaces": two people at distance x are tied
with chance ``1 / (1 + (x / (w w')) ** beta)``. The weights w set how many ties each expects, beta
sets clustering. Both are found beforehand, from the law of the model on a circle of this size.

Homophily: every segment has an arc of its own. A share q of people live on theirs, the others
anywhere; assortativity is then q**2 times what it would be if all lived on theirs.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import number, uniform
from simsmm.draws.arrays import normals, uniforms
from simsmm.society.degrees import degree_law
from simsmm.society.generators.cells import Sheet, fill, sheet
from simsmm.society.generators.circle import SCORES, Circle, fitted, tie_chance
from simsmm.society.layers import LayerSpec
from simsmm.society.ties import Ties, from_pairs

Array = npt.NDArray[Any]

WEIGHT, PLACE, HOME, PAIRS = range(4)
"""Sub-keys of a layer."""

PLAIN_CLUSTERING = 0.14
"""Aimed at if a layer states none: Ugander et al. 2011, friends on a social network."""


def generate(spec: LayerSpec, segment: Array, key: int) -> Ties:
    """Draw the ties."""
    people = len(segment)
    if people < 2:
        none = np.empty(0, np.int32)
        return from_pairs(people, none, none, directed=False)[0]
    circle = fit(spec, people)
    weights, places = planned(spec, circle, segment, key)
    blank = sheet(places, weights, float(people), circle.beta)
    tails, heads = _filled(blank, _room(circle, weights), np.uint64(number(key, PAIRS)))
    return from_pairs(people, tails, heads, directed=False)[0]


def _filled(blank: Sheet, room: int, key: np.uint64) -> tuple[Array, Array]:
    """Both ends of all ties, int32 (m,) each."""
    while True:
        tails, heads = np.empty(room, np.int32), np.empty(room, np.int32)
        count = fill(blank._replace(tails=tails, heads=heads), key)
        if count <= room:
            return tails[:count], heads[:count]
        room = count


def fit(spec: LayerSpec, people: int) -> Circle:
    """The parameters that meet the targets in a society of this size."""
    clustering = PLAIN_CLUSTERING if spec.clustering is None else spec.clustering
    return fitted(degree_law(spec, people), people, clustering, spec.clustering_kind)


def planned(spec: LayerSpec, circle: Circle, segment: Array, key: int) -> tuple[Array, Array]:
    """Everybody's weight and place on a circle of length n, float64 (n,) each."""
    people = np.arange(len(segment))
    scores = normals(number(key, WEIGHT), people)
    weights = np.exp(np.interp(scores, SCORES, np.log(circle.weights)))
    sizes = np.bincount(segment.astype(np.int64))
    starts = np.cumsum(sizes) - sizes
    at_home = uniforms(number(key, HOME), people) < home_share(spec.homophily, circle, sizes)
    anywhere = uniforms(number(key, PLACE), people)
    home = starts[segment] + anywhere * sizes[segment]
    return weights, np.where(at_home, home, anywhere * len(people))


def home_share(homophily: float, circle: Circle, sizes: Array) -> float:
    """Share of people who must live on the arc of their segment [0, 1]."""
    if homophily == 0.0:
        return 0.0
    most = circle.assortativity(sizes / sizes.sum())
    return math.sqrt(homophily / most) if most > homophily else 1.0


def _room(circle: Circle, weights: Array) -> int:
    """Room for all ties, in all likelihood."""
    mean = 0.5 * np.interp(weights, circle.weights, circle.expected).sum()
    return int(1.01 * mean + 8 * math.sqrt(mean) + 16)


def define(spec: LayerSpec, segment: Array, key: int) -> Any:
    """The same law as a networkx graph: a coin for every pair."""
    import networkx

    people = len(segment)
    circle = fit(spec, people)
    weights, places = planned(spec, circle, segment, key)
    graph = networkx.empty_graph(people)
    for i in range(people):
        row_key = number(key, i)
        for j in range(i + 1, people):
            distance = abs(places[i] - places[j])
            distance = min(distance, people - distance)
            chance = tie_chance(distance, weights[i] * weights[j], circle.beta)
            if uniform(number(row_key, j)) < chance:
                graph.add_edge(i, j)
    return graph
