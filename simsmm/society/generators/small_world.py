"""The small world: a ring of neighbours, some of whose ties go anywhere instead.

Watts and Strogatz 1998, "Collective dynamics of small-world networks". Everybody is tied to the
nearest people on a ring; each tie is rewired with one chance, from the person who comes first to
anybody. A rewired tie that stands already is lost, which matters in tiny societies only.

The share of rewired ties is the option ``rewiring``, or follows from the clustering: C(p) = C(0) *
(1 - p) ** 3 (Barrat and Weigt 2000, "On the properties of small-world network models").
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import number, uniform
from simsmm.draws.arrays import numbers, unit
from simsmm.society.layers import LayerSpec
from simsmm.society.ties import Ties, from_pairs

Array = npt.NDArray[Any]

STANDS, REWIRED, TARGET = range(3)
"""Sub-keys of the ties at one distance along the ring."""

PLAIN_REWIRING = 0.1
"""Where a layer states neither clustering nor rewiring. Assumption."""


def ring_clustering(mean_degree: float) -> float:
    """Clustering of the ring before anything is rewired, C(0) [0, 0.75]."""
    return max(0.0, 0.75 * (mean_degree - 2) / (mean_degree - 1)) if mean_degree > 1 else 0.0


def rewiring(spec: LayerSpec) -> float:
    """Share of ties that are rewired [0, 1]."""
    if "rewiring" in spec.options:
        return spec.options["rewiring"]
    if spec.clustering is None:
        return PLAIN_REWIRING
    most = ring_clustering(spec.mean_degree)
    return 1.0 - min(1.0, spec.clustering / most) ** (1 / 3) if most > 0 else 1.0


def chance_at(distance: int, mean_degree: float, people: int) -> float:
    """Chance that two people at this distance along the ring are tied, before rewiring [0, 1].

    Certain up to half the mean degree; a fraction left over falls to the next distance.
    """
    if 2 * distance > people - 1:
        return 0.0
    return min(1.0, max(0.0, mean_degree / 2 - (distance - 1)))


def generate(spec: LayerSpec, segment: Array, key: int) -> Ties:
    """Draw the ties; ``segment`` only says how many people there are."""
    people, share = len(segment), rewiring(spec)
    everybody = np.arange(people)
    tails, heads = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    distance = 1
    while (chance := chance_at(distance, spec.mean_degree, people)) > 0:
        keys = numbers(number(key, distance), everybody)
        stands = unit(numbers(keys, STANDS)) < chance
        moved = unit(numbers(keys, REWIRED)) < share
        step = 1 + (unit(numbers(keys, TARGET)) * (people - 1)).astype(np.int64)
        ends = (everybody + np.where(moved, step, distance)) % people
        tails.append(everybody[stands].astype(np.int32))
        heads.append(ends[stands].astype(np.int32))
        distance += 1
    return from_pairs(people, np.concatenate(tails), np.concatenate(heads), directed=False)[0]


def define(spec: LayerSpec, segment: Array, key: int) -> Any:
    """The same law as a networkx graph, tie by tie."""
    import networkx

    people, share = len(segment), rewiring(spec)
    graph = networkx.empty_graph(people)
    for distance in range(1, people):
        for person in range(people):
            tie_key = number(number(key, distance), person)
            chance = chance_at(distance, spec.mean_degree, people)
            if uniform(number(tie_key, STANDS)) < chance:
                step = distance
                if uniform(number(tie_key, REWIRED)) < share:
                    step = 1 + int(uniform(number(tie_key, TARGET)) * (people - 1))
                graph.add_edge(person, (person + step) % people)
    return graph
