"""Which replicate gets which luck, which unknown numbers and which society.

Every replicate has a luck of its own. Two in a row share the unknown numbers, and sixteen in a row
share the society. So luck, numbers and society can each be told from the others: the outcome is a
balanced nested design, and its analysis of variance says how much of the spread is due to each.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]

PAIR = 2
"""Replicates that share their unknown numbers."""

BLOCK = 16
"""Replicates that share a society."""


def parameters_of(replicate: int) -> int:
    """Which draw of the unknown numbers a replicate uses."""
    return replicate // PAIR


def society_of(replicate: int) -> int:
    """Which society a replicate uses."""
    return replicate // BLOCK


@dataclass(frozen=True)
class Components:
    """Parts of the variance of an outcome; none is negative."""

    luck: float
    parameters: float
    society: float

    @property
    def total(self) -> float:
        """Variance of one replicate's outcome."""
        return self.luck + self.parameters + self.society

    def shares(self) -> dict[str, float]:
        """Each part as a share of the total [0, 1]; all zero for a certain outcome."""
        parts = {"luck": self.luck, "parameters": self.parameters, "society": self.society}
        return {name: part / self.total if self.total > 0 else 0.0 for name, part in parts.items()}

    def error_of_mean(self, replicates: int) -> float:
        """Standard error of the mean of the first so many replicates."""
        shared = (self.luck, 1), (self.parameters, PAIR), (self.society, BLOCK)
        return math.sqrt(sum(part * _sum_of_squares(replicates, of) for part, of in shared))


def _sum_of_squares(replicates: int, size: int) -> float:
    """Sum of the squared shares of all replicates that groups of a size hold, the last the rest."""
    whole, rest = divmod(replicates, size)
    return (whole * size**2 + rest**2) / replicates**2


def error_with_gaps(outcomes: Reals) -> float:
    """Standard error of the mean of those outcomes that there are.

    Outcomes of one society are taken as one cluster (Liang and Zeger 1986), those of one draw of
    the numbers where there is one society only; never less than for independent outcomes.

    Args:
        outcomes: as for `components`, two at least that are no NaN.
    """
    known = ~np.isnan(outcomes)
    count = np.count_nonzero(known)
    off = np.where(known, outcomes - outcomes[known].mean(), 0.0)
    independent = float((off**2).sum()) / (count * (count - 1))
    groups = np.arange(len(outcomes)) // (BLOCK if len(outcomes) > BLOCK else PAIR)
    clusters = len(np.unique(groups[known]))
    if clusters < 2:
        return math.sqrt(independent)
    together = float((np.bincount(groups, off) ** 2).sum()) / count**2
    return math.sqrt(max(independent, together * clusters / (clusters - 1)))


def components(outcomes: Reals) -> Components:
    """Split the variance of outcomes, in the order of their replicates.

    Classical estimates of the balanced nested analysis of variance (Searle, Casella and McCulloch
    1992, "Variance Components"); an estimate below zero is taken as zero. Outcomes beyond the last
    complete block are left out.

    Args:
        outcomes: one per replicate, without gaps from replicate 0; NaN where there is none.

    Raises:
        ValueError: there is not one complete pair.
    """
    whole = len(outcomes) // BLOCK * BLOCK
    if whole < 2 * BLOCK:
        return _components_of_pairs(outcomes[: len(outcomes) // PAIR * PAIR].reshape(-1, PAIR))
    blocks = outcomes[:whole].reshape(-1, BLOCK // PAIR, PAIR)
    pairs = blocks.mean(axis=2)
    luck = float(blocks.var(axis=2, ddof=1).mean())
    between_pairs = float(pairs.var(axis=1, ddof=1).mean())
    between_blocks = float(pairs.mean(axis=1).var(ddof=1))
    parameters = max(between_pairs - luck / PAIR, 0.0)
    return Components(luck, parameters, max(between_blocks - between_pairs * PAIR / BLOCK, 0.0))


def _components_of_pairs(pairs: Reals) -> Components:
    """Luck and unknown numbers alone, where there are too few societies to compare."""
    if len(pairs) == 0:
        raise ValueError("two replicates at least are needed to tell luck from the rest")
    luck = float(pairs.var(axis=1, ddof=1).mean())
    between = float(pairs.mean(axis=1).var(ddof=1)) if len(pairs) > 1 else 0.0
    return Components(luck, max(between - luck / PAIR, 0.0), 0.0)
