"""Who follows whom: mutual ties and one-way arrows, both by weight.

The conditionally Poissonian graph of Norros and Reittu 2006, "On a conditionally Poissonian graph
process", which for sparse graphs is that of Chung and Lu 2002: a pair is tied with chance ``1 -
exp(-hazard)``, the hazard being a product of weights. Two such graphs are laid over each other: an
undirected one, whose ties are followed both ways, and a directed one. Everybody throws a Poisson
number of arrows at people picked by weight, and repeats are dropped; that *is* the model.

The law of the accounts that a person follows is that of followers (assumption). Homophily h: an
arrow stays within its segment with chance h, and else goes anywhere.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import number, uniform
from simsmm.draws.arrays import normals
from simsmm.society.degrees import degree_law, hidden_degrees, score_correlation
from simsmm.society.generators.throws import throw
from simsmm.society.generators.weights import Weights, corrected
from simsmm.society.layers import LayerSpec
from simsmm.society.ties import Ties, from_pairs

Array = npt.NDArray[Any]

AUDIENCE, SOURCES, MUTUAL, ONE_WAY = range(4)
"""Sub-keys of a layer."""


def generate(spec: LayerSpec, segment: Array, key: int) -> Ties:
    """Draw the arrows."""
    weights = planned(spec, segment, key)
    tails, heads = _thrown(weights, key)
    return from_pairs(len(segment), tails, heads, directed=True)[0]


def planned(spec: LayerSpec, segment: Array, key: int) -> Weights:
    """Everybody's weights."""
    people = np.arange(len(segment))
    law = degree_law(spec, len(people))
    rho = score_correlation(law, spec.degree_correlation or 0.0)
    first = normals(number(key, AUDIENCE), people)
    second = rho * first + math.sqrt(1 - rho * rho) * normals(number(key, SOURCES), people)
    audience, sources = hidden_degrees(law, first), hidden_degrees(law, second)
    return corrected(audience, sources, segment, spec.homophily, spec.reciprocity or 0.0)


def _thrown(weights: Weights, key: int) -> tuple[Array, Array]:
    """All arrows, with repeats: tails int32 (m,), heads int32 (m,)."""
    segment, stay = weights.segment, weights.homophily
    one, other = throw(0.5 * weights.mutual, weights.mutual, segment, stay, number(key, MUTUAL))
    tails, heads = throw(weights.audience, weights.sources, segment, stay, number(key, ONE_WAY))
    return np.concatenate([one, other, tails]), np.concatenate([other, one, heads])


def define(spec: LayerSpec, segment: Array, key: int) -> Any:
    """The same law as a networkx graph: a coin for every pair and for every arrow."""
    import networkx

    weights = planned(spec, segment, key)
    mutual, one_way = weights.hazards(np.arange(len(segment)))
    graph = networkx.empty_graph(len(segment), create_using=networkx.DiGraph)
    for i in graph:
        row_key = number(key, i)
        for j in graph:
            if j > i and uniform(number(number(row_key, MUTUAL), j)) < chance(mutual[i, j]):
                graph.add_edges_from([(i, j), (j, i)])
            if j != i and uniform(number(number(row_key, ONE_WAY), j)) < chance(one_way[i, j]):
                graph.add_edge(i, j)
    return graph


def chance(hazard: float) -> float:
    """Chance that a pair with this hazard is tied [0, 1]."""
    return -math.expm1(-hazard)
