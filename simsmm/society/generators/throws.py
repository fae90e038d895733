"""Throwing arrows at people by weight."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled, compiled_bare
from simsmm.draws.compiled import exponential, number, uniform
from simsmm.society.generators.alias import SLOT, pick, tables

Array = npt.NDArray[Any]


class Targets(NamedTuple):
    """Whom arrows may hit: n people in the order of their segments; S segments."""

    slots: Array
    """SLOT (n,): alias tables, one after another."""
    firsts: Array
    """int64 (S + 1,): where each segment's table begins."""
    total: Array
    """float64 (S,): weight of each segment."""


def throw(throws: Array, aim: Array, segment: Array, stay: float, key: int) -> tuple[Array, Array]:
    """Let everybody throw a Poisson number of arrows.

    Args:
        throws: float64 (n,), mean number of arrows that a person throws.
        aim: float64 (n,), weight with which a person is hit.
        segment: int (n,).
        stay: chance that an arrow is aimed within the thrower's segment only [0, 1].
        key: 64-bit key; each thrower has a key of its own below it.

    Returns:
        who threw, int32 (m,), ascending; who was hit, int32 (m,). Loops and repeats occur.
    """
    order = np.argsort(segment, kind="stable")
    firsts = np.concatenate([[0], np.cumsum(np.bincount(segment))]).astype(np.int64)
    slots = np.empty(len(order), SLOT)
    slots["here"] = order
    total = tables(aim[order], firsts, slots)
    mean = float(throws.sum())
    room = int(mean + 8 * math.sqrt(mean) + 16) if total.sum() > 0 else 0
    tails, heads = np.empty(room, np.int32), np.empty(room, np.int32)
    count = _fly(throws, segment, Targets(slots, firsts, total), stay, np.uint64(key), tails, heads)
    return tails[:count], heads[:count]


@compiled
def _fly(throws, segment, targets, stay, key, tails, heads):
    """Fill ``tails`` and ``heads``, int32 (room,), and return how many arrows there are.

    Each thrower's arrows are the points of a unit Poisson process up to the mean number; ``room``
    is eight standard deviations above the total.
    """
    count = 0
    for i in range(len(throws) if len(tails) else 0):
        row_key, draw = number(key, i), np.int64(0)
        reached = exponential(number(row_key, draw))
        while reached < throws[i] and count < len(tails):
            block = aimed(segment[i], targets.total, stay, row_key, draw)
            first, stop = targets.firsts[block], targets.firsts[block + 1]
            tails[count] = i
            heads[count] = pick(number(row_key, draw + 3), first, stop, targets.slots)
            count += 1
            draw += 4
            reached += exponential(number(row_key, draw))
    return count


@compiled_bare
def aimed(home, total, stay, row_key, draw):
    """The segment that an arrow from ``home`` is aimed at; draws 1 and 2 after ``draw``."""
    if total[home] > 0.0 and uniform(number(row_key, draw + 1)) < stay:
        return home
    whole = 0.0
    for block in range(len(total)):
        whole += total[block]
    level, last = uniform(number(row_key, draw + 2)) * whole, 0
    for block in range(len(total)):
        if total[block] > 0.0:
            last = block
            if level < total[block]:
                break
            level -= total[block]
    return last
