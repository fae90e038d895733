"""One number of the answer: its mean, how sure the mean is, and how far outcomes lie apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.study.design import PAIR, Components, components, error_with_gaps

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


@dataclass(frozen=True, eq=False)
class Outcome:
    """A measure over all replicates: where it lies, how sure that is, how far outcomes lie apart.

    Where no replicate has a value, every number here is NaN.
    """

    name: str
    unit: str
    values: Reals
    """One per replicate, shape (replicates,); NaN where the measure has no value."""

    @cached_property
    def known(self) -> Reals:
        """The values there are."""
        return self.values[~np.isnan(self.values)]

    @property
    def mean(self) -> float:
        """Mean over replicates; NaN where no replicate has a value."""
        return float(self.known.mean()) if len(self.known) else math.nan

    @property
    def median(self) -> float:
        """Half of the outcomes lie below."""
        return self.quantile(0.5)

    @cached_property
    def components(self) -> Components | None:
        """Parts of the variance; None where a replicate lacks a value or there are too few."""
        if len(self.known) < len(self.values) or len(self.values) < PAIR:
            return None
        return components(self.values)

    @cached_property
    def error(self) -> float:
        """Standard error of the mean: how far it may lie from that of endless replicates."""
        count = len(self.known)
        if count < 2:
            return math.nan
        if self.components is None:
            return error_with_gaps(self.values)
        return self.components.error_of_mean(count)

    @property
    def low(self) -> float:
        """5 % of the outcomes lie below."""
        return self.quantile(0.05)

    @property
    def high(self) -> float:
        """5 % of the outcomes lie above."""
        return self.quantile(0.95)

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
