"""Chooses seeds by reverse-reachable sets, twice as many at each look, until enough is certain.

OPIM-C: J. Tang, X. Tang, X. Xiao and J. Yuan, "Online processing algorithms for influence
maximization", SIGMOD 2018. One collection of sets chooses; another, which is not kept, checks. Its
certificate is reached long before the seeds stop to improve, so that here sets go on being doubled
until that raises the spread by less than a precision. Every look has its share of the doubt, so
that the certificate holds at whatever look one stops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing.guarantee import FEWEST, Guarantee, effort, lower, upper
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
    least = task.least(weights)
    plan = effort(task.share, task.epsilon, task.delta, task.choices, weight, least)
    doubt, asked = plan.doubt(task.delta), max(task.share - task.epsilon, 0.0)
    kept = _Kept(sampler)
    before, ratio, settled = None, 0.0, False
    for look in range(plan.looks):
        sets = plan.first << look
        if kept.memory_of(sets) > task.memory:
            if look and ratio >= asked:
                break
            raise MemoryError(_too_many(kept.memory_of(sets), task.memory, ratio))
        kept.grow(sets)
        people, bound = task.choose(kept.members, kept.ends, sampler.ways.people)
        groups = [people] if before is None else [people, before]
        met = sampler.meet(Use.CHECK, sets, groups)
        with_them = int(met[1::2].sum())
        low = lower(with_them, sets, weight, doubt)
        high = max(min(upper(bound, sets, weight, doubt), weight), low)
        ratio = max(low / high, asked if look == plan.looks - 1 else 0.0)
        settled = before is not None and _is_settled(met, task.precision)
        before = people
        if ratio >= asked and settled:
            break
    return Choice(
        before,
        Guarantee(
            ratio, 1.0 - task.delta, asked, low, high, len(kept.ends), kept.memory / GB, settled
        ),
    )


def _is_settled(met: Array, precision: float) -> bool:
    """Whether the last doubling raised the spread by less than the precision, its error included.

    Args:
        met: number of checking sets by who met them: 1 the chosen, 2 those chosen before, 3 both.
        precision: as a share of the spread.
    """
    new, old, both = (float(met[who]) for who in (1, 2, 3))
    # One more, so that a few sets that agree by chance do not pass for many.
    error = math.sqrt(new + old + 1.0)
    return new - old + error <= precision * (new + both)


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
