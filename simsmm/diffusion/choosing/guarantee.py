"""What can be promised of chosen seeds: bounds from counts of reverse-reachable sets.

J. Tang, X. Tang, X. Xiao and J. Yuan, "Online processing algorithms for influence maximization",
SIGMOD 2018 (OPIM-C). The counts are sums of draws whose chance the earlier ones do not change, so
the bounds hold for weighted people too, whose sets start from them in proportion.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from simsmm.wording import numeral, say

GREEDY = 1.0 - 1.0 / math.e
"""What greedy reaches of the best by number: Nemhauser, Wolsey and Fisher 1978."""

FOR_MONEY = 0.405
"""What the better of greedy by gain for money and the best single person reaches of the best that
the budget pays for: J. Tang, X. Tang, A. Lim, K. Han, C. Li and J. Yuan, "Revisiting modified
greedy algorithm for monotone submodular maximization with a knapsack constraint", arXiv:2008.05391,
2021. They find a gap in the printed proof of 1 - 1/sqrt(e)."""

FOR_BOTH = FOR_MONEY / 3.0
"""The same where their number is limited too. Whoever costs c of the budget B, and is one of k,
counts max(c / B, 1 / k): an affordable choice counts at most 2 and each of it at most 1, so three
choices that count at most 1 hold it, of which the best reaches a third of it at least; and of those
the greedy choice by this count reaches `FOR_MONEY`."""


@dataclass(frozen=True)
class Guarantee:
    """How good chosen seeds are, at least, compared with the best there could be.

    It holds for the diffusion model, the graph and the probabilities that were given, and for no
    other model: nothing follows from it for a campaign, in which people see, tire and forget.
    """

    ratio: float
    """The seeds' expected spread is at least this share of the best possible [0, 1]."""
    probability: float
    """Chance over the draws that this is true [0, 1]."""
    asked: float
    """Share that was asked for: 1 - 1/e - epsilon, by budget 0.405 - epsilon, by both 0.135 -
    epsilon."""
    least: float
    """The seeds' expected spread is at least this [people, or their weight]."""
    best: float
    """No affordable choice has an expected spread above this [people, or their weight]."""
    sets: int
    """Reverse-reachable sets that the seeds were chosen by; as many others checked them."""
    memory: float
    """Memory that the sets took [GB]."""
    settled: bool
    """Whether the seeds kept on fresh sets what they promised, but for the precision."""

    def __str__(self) -> str:
        """The guarantee as a sentence."""
        said = say(
            "These seeds reach at least {ratio} of what the best choice reaches, with probability "
            "{probability} (OPIM-C, Tang et al. 2018, {sets} sets twice). It holds for this model "
            "on this graph only.",
            ratio=numeral(f"{math.floor(1000.0 * self.ratio) / 10.0:.1f} %"),
            probability=numeral(f"{self.probability:.6g}"),
            sets=numeral(f"{self.sets:,}"),
        )
        if self.settled:
            return said
        return said + " " + say("More sets might well find better seeds: raise memory.")


def lower(met: float, sets: int, weight: float, doubt: float) -> float:
    """A lower bound of an expected spread from how many fresh sets the seeds meet.

    OPIM-C's lower bound, ((sqrt(met + 2a/9) - sqrt(a/2))^2 - a/18) n / sets, a = ln(1 / doubt).

    Args:
        met: sets met, of those that had no part in the choice.
        sets: how many there are.
        weight: weight of all people.
        doubt: chance that the bound fails.
    """
    a = -math.log(doubt)
    root = max(math.sqrt(met + 2.0 * a / 9.0) - math.sqrt(a / 2.0), 0.0)
    return max((root**2 - a / 18.0) * weight / sets, 0.0)


def upper(met: float, sets: int, weight: float, doubt: float) -> float:
    """An upper bound of the best expected spread from how many sets the best choice meets at most.

    OPIM-C's upper bound, (sqrt(met + a/2) + sqrt(a/2))^2 n / sets, a = ln(1 / doubt).
    """
    a = -math.log(doubt)
    return (math.sqrt(met + a / 2.0) + math.sqrt(a / 2.0)) ** 2 * weight / sets


FEWEST = 64
"""Fewest sets at the first look; those also tell how much memory more would take."""

LOOKS = 32
"""Most looks. Each doubles the sets, beyond any memory; each has its share of the doubt."""


class Effort(NamedTuple):
    """How many sets there must be."""

    first: int
    """At the first look: OPIM-C's theta_0, and at least `FEWEST`."""
    enough: float
    """So many make the share that is asked for certain without a look: OPIM-C's theta_max."""


def effort(
    share: float, epsilon: float, delta: float, choices: float, weight: float, least: float
) -> Effort:
    """The plan of OPIM-C.

    theta_0 = 2 (r sqrt(a) + sqrt(r (ln C + a)))^2 with a = ln(6 / delta), r what greedy reaches, C
    the number of choices; theta_max = theta_0 n / (epsilon^2 L), L below the best spread.

    Args:
        share: what greedy reaches of the best, r.
        epsilon: how much less will do.
        delta: chance of failure.
        choices: ln C.
        weight: weight of all people, n.
        least: what the best choice reaches at least, L.
    """
    a = math.log(6.0 / delta)
    first = 2.0 * (share * math.sqrt(a) + math.sqrt(share * (choices + a))) ** 2
    enough = first * weight / (epsilon**2 * least) if least > 0.0 else math.inf
    return Effort(max(math.ceil(first), FEWEST), enough)


def choices_by_number(candidates: int, most: int) -> float:
    """Natural logarithm of the number of groups of ``most`` candidates."""
    return math.lgamma(candidates + 1) - math.lgamma(most + 1) - math.lgamma(candidates - most + 1)


def choices_up_to(candidates: int, most: int) -> float:
    """An upper bound of the logarithm of the number of groups of up to ``most`` candidates."""
    return math.log(most + 1) + choices_by_number(candidates, min(most, candidates // 2))
