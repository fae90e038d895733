"""Chooses seeds by reverse-reachable sets, twice as many at each look, until enough is certain.

OPIM-C: J. Tang, X. Tang, X. Xiao and J. Yuan, "Online processing algorithms for influence
maximization", SIGMOD 2018. One collection of sets chooses; another, which is not kept, checks. What
was asked for is certain long before the seeds are good, so that here sets go on being doubled until
what they promise is kept on fresh ones. Every look has its share of the doubt, so that what is
certain is so at whatever look one stops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing.guarantee import FEWEST, LOOKS, Guarantee, effort, lower, upper
from simsmm.diffusion.choosing.sampler import Sampler, Use
from simsmm.diffusion.choosing.task import Task
from simsmm.wording import say

Array = npt.NDArray[Any]

GB = 1e9


@dataclass(frozen=True, eq=False)
class Choice:
    """Who is chosen, by place in the sampler's order, and how good that is."""

    people: Array
    """int32, in the order in which they were chosen."""
    guarantee: Guarantee


def choose(task: Task, sampler: Sampler, weights: Array | None) -> Choice:
    """Choose seeds.

    Args:
        task: what is to be chosen.
        sampler: draws sets.
        weights: float64 (n,) by place, as the sampler has them; None where all weigh 1.

    Raises:
        MemoryError: the sets would not fit into the memory allowed.
    """
    weight = sampler.ways.weight
    plan = effort(task.share, task.epsilon, task.delta, task.choices, weight, task.least(weights))
    doubt, asked = task.delta / (3.0 * LOOKS), max(task.share - task.epsilon, 0.0)
    kept, last, look, ratio = _Kept(sampler), -1, 0, 0.0
    while True:
        while kept.memory_of(plan.first << look) > task.memory and look > last + 1:
            look -= 1
        sets = plan.first << look
        if kept.memory_of(sets) > task.memory:
            if ratio < asked or look == 0:
                raise MemoryError(_too_many(kept.memory_of(sets), task.memory, ratio))
            break
        kept.grow(sets)
        people, promised, bound = task.choose(kept.members, kept.ends, sampler.ways.people)
        found = int(sampler.meet(Use.CHECK, sets, [people])[1])
        low = lower(found, sets, weight, doubt)
        high = max(min(upper(bound, sets, weight, doubt), weight), low)
        ratio = max(low / high, asked if sets >= plan.enough else 0.0)
        missing = _missing(promised, found, sets)
        settled = missing <= task.precision
        if (settled and ratio >= asked) or look == LOOKS - 1:
            break
        last, look = look, min(look + _doublings(missing / task.precision), LOOKS - 1)
    return Choice(
        people,
        Guarantee(
            ratio, 1.0 - task.delta, asked, low, high, len(kept.ends), kept.memory / GB, settled
        ),
    )


def _missing(promised: int, found: int, sets: int) -> float:
    """How much seeds lack on fresh sets of what they promise on those that chose them.

    Those that greedy would find with all sets there are meet as many of both. So what is missing
    bounds, on average, how far the chosen are behind them.

    Args:
        promised: sets met, of those that chose.
        found: sets met, of as many others.
        sets: how many there are of each.

    Returns:
        what is missing and its standard error together, as a share of what is found.
    """
    if not found:
        return math.inf
    # One more, so that a few sets that agree by chance do not pass for many.
    error = math.sqrt(promised * (1.0 - promised / sets) + found * (1.0 - found / sets) + 1.0)
    return (promised - found + error) / found


def _doublings(factor: float) -> int:
    """How often to double the sets before it is worth to look again.

    What is missing falls no faster than the number of sets grows.

    Args:
        factor: what is missing, over what may be.
    """
    return max(1, math.floor(math.log2(factor))) if 0.0 < factor < math.inf else 1


def _too_many(needed: float, allowed: float, ratio: float) -> str:
    return say(
        "the next sets would take about {needed} GB, and memory allows {allowed} GB; so far "
        "{ratio} of the best is certain. Allow more memory, or a larger epsilon or precision",
        needed=f"{needed / GB:.2g}",
        allowed=f"{allowed / GB:.2g}",
        ratio=f"{100.0 * ratio:.0f} %",
    )


class _Kept:
    """The sets that seeds are chosen by."""

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler
        self.members, self.ends = sampler.draw(Use.CHOOSE, 0, FEWEST)

    @property
    def memory(self) -> float:
        """What the sets take, with the lists of whose they are [bytes]."""
        return self.memory_of(len(self.ends))

    def memory_of(self, sets: int) -> float:
        """What so many sets will take, judged by those drawn [bytes]."""
        # Four bytes for each person of a set, in the set and in the list of the person, and for a
        # while in the copy to a larger place; the ends, twice; who has been met.
        return sets * (12.0 * len(self.members) / len(self.ends) + 17.0)

    def grow(self, sets: int) -> None:
        """Draw more, until there are so many."""
        first = len(self.ends)
        if sets > first:
            members, ends = self._sampler.draw(Use.CHOOSE, first, sets)
            self.ends = np.concatenate([self.ends, ends + len(self.members)])
            self.members = np.concatenate([self.members, members])
