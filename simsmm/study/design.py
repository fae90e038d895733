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
        outcomes: one per replicate, without gaps from replicate 0; NaN where there is none, two
            at least that are no NaN.
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


def components_of_each(rows: Reals) -> list[Components]:
    """Split the variance of outcomes, in the order of their replicates, many at once.

    Classical estimates of the balanced nested analysis of variance (Searle, Casella and McCulloch
    1992, "Variance Components"); an estimate below zero is taken as zero. Values beyond the last
    complete block are left out.

    Args:
        rows: an outcome each, without gaps from replicate 0, shape (outcomes, replicates).

    Raises:
        ValueError: there is not one complete pair.
    """
    count = rows.shape[1]
    whole = count // BLOCK * BLOCK
    split = _of_blocks(rows[:, :whole]) if whole >= 2 * BLOCK else _of_pairs(rows)
    return [Components(*parts) for parts in np.maximum(split, 0.0).T.tolist()]


def _of_blocks(rows: Reals) -> Reals:
    """Luck, unknown numbers and society, shape (3, outcomes); rows hold whole blocks, two or more.

    Sums run along the last axis, one outcome at a time: each comes out the same, bit for bit,
    however many are split together.
    """
    outcomes = len(rows)
    blocks = rows.reshape(outcomes, -1, BLOCK // PAIR, PAIR)
    pairs = blocks.mean(axis=3)
    luck = blocks.var(axis=3, ddof=1).reshape(outcomes, -1).mean(axis=1)
    between_pairs = pairs.var(axis=2, ddof=1).mean(axis=1)
    between_blocks = pairs.mean(axis=2).var(axis=1, ddof=1)
    return np.stack(
        [luck, between_pairs - luck / PAIR, between_blocks - between_pairs * PAIR / BLOCK]
    )


def _of_pairs(rows: Reals) -> Reals:
    """Luck and unknown numbers alone, where there are too few societies to compare."""
    outcomes, whole = len(rows), rows.shape[1] // PAIR * PAIR
    if not whole:
        raise ValueError("two replicates at least are needed to tell luck from the rest")
    pairs = rows[:, :whole].reshape(outcomes, -1, PAIR)
    luck = pairs.var(axis=2, ddof=1).mean(axis=1)
    one = whole == PAIR
    between = np.zeros(outcomes) if one else pairs.mean(axis=2).var(axis=1, ddof=1)
    return np.stack([luck, between - luck / PAIR, np.zeros(outcomes)])
