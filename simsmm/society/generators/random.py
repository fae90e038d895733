"""The random graph: every pair is tied with the same chance.

Gilbert 1959, "Random graphs". Drawn by skipping from tie to tie (Batagelj and Brandes 2005,
"Efficient generation of large random networks"), so the cost follows the ties, not the pairs.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled
from simsmm.draws import number as plain_number
from simsmm.draws import uniform as plain_uniform
from simsmm.draws.compiled import exponential, number
from simsmm.society.layers import LayerSpec
from simsmm.society.ties import Ties, from_pairs

Array = npt.NDArray[Any]


def tie_chance(mean_degree: float, people: int) -> float:
    """Chance of each tie, so that a person has ``mean_degree`` of them on average [0, 1]."""
    return min(1.0, mean_degree / (people - 1)) if people > 1 else 0.0


def generate(spec: LayerSpec, segment: Array, key: int) -> Ties:
    """Draw the ties; ``segment`` only says how many people there are."""
    people = len(segment)
    chance = tie_chance(spec.mean_degree, people)
    pairs = people * (people - 1) // 2
    room = int(pairs * chance + 8 * math.sqrt(pairs * chance) + 16)
    tails, heads = np.empty(room, np.int32), np.empty(room, np.int32)
    hazard = math.inf if chance == 1.0 else -math.log1p(-chance)
    count = _skip(people, hazard, np.uint64(key), tails, heads)
    return from_pairs(people, tails[:count], heads[:count], directed=False)[0]


@compiled
def _skip(people, hazard, key, tails, heads):
    """Write ties k > i row by row into ``tails`` and ``heads`` (int32); return their number.

    The points of a Poisson process with this hazard per pair hit the tied pairs. Each row has a
    key of its own; the first pair of a row is a fresh start, which changes no chance.
    """
    count = 0
    if hazard == 0.0:
        return count
    for i in range(people - 1):
        row_key, draw = number(key, i), np.int64(0)
        step = exponential(number(row_key, draw)) / hazard
        other = i + 1
        # Compared as reals: a step can be longer than any integer.
        while step < people - other:
            other += int(step)
            if count == len(tails):
                return count
            tails[count], heads[count] = i, other
            count += 1
            draw += 1
            other += 1
            step = exponential(number(row_key, draw)) / hazard
    return count


def define(spec: LayerSpec, segment: Array, key: int) -> Any:
    """The same law as a networkx graph: one coin for every pair."""
    import networkx

    people = len(segment)
    chance = tie_chance(spec.mean_degree, people)
    graph = networkx.empty_graph(people)
    for i in range(people):
        row_key = plain_number(key, i)
        for j in range(i + 1, people):
            if plain_uniform(plain_number(row_key, j)) < chance:
                graph.add_edge(i, j)
    return graph
