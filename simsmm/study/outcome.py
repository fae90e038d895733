"""One number of the answer: its mean, how sure the mean is, and how far outcomes lie apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.study.design import PAIR, Components, components_of_each, error_with_gaps

Reals = npt.NDArray[np.float64]

CONFIDENCE = 1.959963984540054
"""Standard errors on either side of a mean that make a 95 % interval."""

RULE_OF_THREE = 3.0
"""What never happened in n trials has, at 95 % confidence, a chance below 3/n
(Hanley and Lippman-Hand 1983)."""


class Chance(NamedTuple):
    """How likely something is, by the replicates in which it holds."""

    share: float
    """Of the replicates."""
    error: float
    """Standard error of the share."""
    at_least: float
    """Lower end of the 95 % interval of the chance."""
    at_most: float
    """Upper end of it. Neither end is nearer to 0 or 1 than the rule of three lets one tell."""


POINTS = (0.05, 0.5, 0.95)
"""Shares of the outcomes below the points that are told: the ends of the interval, the middle."""


class Figures(NamedTuple):
    """What is told of an outcome: all that takes time to work out."""

    mean: float
    error: float
    low: float
    median: float
    high: float
    components: Components | None


NOTHING = Figures(math.nan, math.nan, math.nan, math.nan, math.nan, None)
"""Of an outcome that no replicate has."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """A measure over all replicates: where it lies, how sure that is, how far outcomes lie apart.

    Where no replicate has a value, every number here is NaN.
    """

    name: str
    unit: str
    values: Reals
    """One per replicate, shape (replicates,); NaN where the measure has no value."""
    told: Figures | None = field(default=None, repr=False)
    """Where its figures were worked out together with those of others, by `figures_of_each`."""

    @cached_property
    def known(self) -> Reals:
        """The values there are."""
        return self.values[~np.isnan(self.values)]

    @cached_property
    def figures(self) -> Figures:
        """Everything that is told of it."""
        return self.told or figures_of_each(self.values[np.newaxis])[0]

    @property
    def mean(self) -> float:
        """Mean over replicates; NaN where no replicate has a value."""
        return self.figures.mean

    @property
    def error(self) -> float:
        """Standard error of the mean: how far it may lie from that of endless replicates."""
        return self.figures.error

    @property
    def low(self) -> float:
        """5 % of the outcomes lie below."""
        return self.figures.low

    @property
    def median(self) -> float:
        """Half of the outcomes lie below."""
        return self.figures.median

    @property
    def high(self) -> float:
        """5 % of the outcomes lie above."""
        return self.figures.high

    @property
    def components(self) -> Components | None:
        """Parts of the variance; None where a replicate lacks a value or there are too few."""
        return self.figures.components

    @property
    def precision(self) -> float:
        """Half-width of the 95 % interval of the mean, relative to the mean."""
        if self.mean == 0.0:
            return 0.0 if self.error == 0.0 else math.inf
        return CONFIDENCE * self.error / abs(self.mean)

    def quantile(self, share: float) -> float:
        """The value that a share of the outcomes lies below; NaN where there are none."""
        return float(np.quantile(self.known, share)) if len(self.known) else math.nan

    def chance(self, of: npt.NDArray[np.bool_]) -> Chance:
        """How likely something is that holds in some of the replicates."""
        held = Outcome(self.name, "share", of.astype(np.float64))
        share, unseen = held.mean, min(RULE_OF_THREE / len(of), 1.0)
        # Of too few replicates no error is known: their share tells next to nothing.
        around = 1.0 if math.isnan(held.error) else CONFIDENCE * held.error
        low, high = min(share - around, 1.0 - unseen), max(share + around, unseen)
        return Chance(share, held.error, max(low, 0.0), min(high, 1.0))


def figures_of_each(rows: Reals) -> list[Figures]:
    """The figures of many outcomes, worked out at once.

    Args:
        rows: an outcome each, shape (outcomes, replicates); NaN where there is no value.
    """
    whole = ~np.isnan(rows).any(axis=1) & (rows.shape[1] >= PAIR)
    without_gaps = iter(_figures_of_whole(rows[whole]) if whole.any() else ())
    return [
        next(without_gaps) if has_all else _figures_with_gaps(row)
        for row, has_all in zip(rows, whole, strict=True)
    ]


def _figures_of_whole(rows: Reals) -> Iterator[Figures]:
    """Figures of outcomes that every replicate has; a pair of replicates at least."""
    means = rows.mean(axis=1).tolist()
    points = np.quantile(rows, POINTS, axis=1).T.tolist()
    for mean, (low, median, high), parts in zip(
        means, points, components_of_each(rows), strict=True
    ):
        yield Figures(mean, parts.error_of_mean(rows.shape[1]), low, median, high, parts)


def _figures_with_gaps(row: Reals) -> Figures:
    """Figures of an outcome that a replicate lacks, or of a single replicate."""
    known = row[~np.isnan(row)]
    if not len(known):
        return NOTHING
    error = error_with_gaps(row) if len(known) >= 2 else math.nan
    low, median, high = np.quantile(known, POINTS).tolist()
    return Figures(float(known.mean()), error, low, median, high, None)
