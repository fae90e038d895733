"""Laws of the hidden degree: how many ties each person is bound to have, on average.

Log-normal or power law, cut at a fixed cap, with the mean that a `LayerSpec` states. The realised
number of ties scatters around the hidden one like a Poisson number, so the law is cut four of its
standard deviations below the cap.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.society.layers import LayerSpec
from simsmm.society.quantiles import quantiles

Array = npt.NDArray[Any]

FULLEST = 0.9
"""A society too small for its mean degree ties everybody to this share of it at most, and the table
of targets shows the difference."""


@dataclass(frozen=True, slots=True)
class LogNormal:
    """``exp(location + spread * z)`` for a standard normal z, given that it is at most ``top``."""

    location: float
    spread: float
    top: float

    def quantile(self, u: Array) -> Array:
        """Quantile function of probabilities in [0, 1]."""
        from scipy.special import ndtr, ndtri

        if self.spread == 0.0:
            return np.full(np.shape(u), math.exp(self.location))
        room = ndtr((math.log(self.top) - self.location) / self.spread)
        return np.minimum(np.exp(self.location + self.spread * ndtri(u * room)), self.top)


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Density proportional to ``k ** -exponent`` between ``low`` and ``top``."""

    low: float
    exponent: float
    top: float

    def quantile(self, u: Array) -> Array:
        """Quantile function of probabilities in [0, 1]."""
        power = 1.0 - self.exponent
        rest = (self.top / self.low) ** power
        return np.asarray(self.low * (1.0 - u * (1.0 - rest)) ** (1.0 / power))


Law = LogNormal | PowerLaw


def below_cap(cap: float) -> float:
    """The hidden degree k with ``k + 4 * sqrt(k) = cap``."""
    return (math.sqrt(cap + 4.0) - 2.0) ** 2


def log_normal_mean(location: float, spread: float, top: float) -> float:
    """Mean of the log-normal law cut at ``top``."""
    from scipy.special import ndtr

    edge = (math.log(top) - location) / spread
    return float(math.exp(location + spread**2 / 2) * ndtr(edge - spread) / ndtr(edge))


def power_law_mean(low: float, exponent: float, top: float) -> float:
    """Mean of the power law between ``low`` and ``top``."""

    def moment(power: float) -> float:
        """Integral of k ** (power - 1) from low to top, in units of low."""
        if abs(power) < 1e-9:
            return math.log(top / low)
        return ((top / low) ** power - 1.0) / power

    return low * moment(2.0 - exponent) / moment(1.0 - exponent)


def solve(
    rising: Callable[[float], float], target: float, low: float, high: float, halvings: int = 48
) -> float:
    """The argument in [low, high] where a rising function meets a target, or the nearer end."""
    for _ in range(halvings):
        middle = 0.5 * (low + high)
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def degree_law(spec: LayerSpec, people: int) -> Law:
    """The law of hidden degrees with the stated mean, shape and cap.

    Raises:
        ValueError: a power law has no cap: its mean would depend on the size of the society.
    """
    if spec.exponent is not None and spec.cap is None:
        raise ValueError(f"{spec.name}: a power law needs a cap")
    others = max(people - 1.0, 1e-9)
    top = others if spec.cap is None else min(below_cap(spec.cap), others)
    mean = max(min(spec.mean_degree, FULLEST * top), 1e-9)
    if spec.exponent is not None:
        return _power_law(mean, spec.exponent, top)
    spread = spec.spread or 0.0
    if spread == 0.0:
        return LogNormal(math.log(mean), 0.0, top)

    def rising(location: float) -> float:
        return log_normal_mean(location, spread, top)

    low, high = math.log(mean) - spread**2, math.log(top) + 9 * spread
    return LogNormal(solve(rising, mean, low, high), spread, top)


def _power_law(mean: float, exponent: float, top: float) -> PowerLaw:
    def rising(log_low: float) -> float:
        return power_law_mean(math.exp(log_low), exponent, top)

    log_top = math.log(top) - 1e-9
    return PowerLaw(math.exp(solve(rising, mean, log_top - 60.0, log_top)), exponent, top)


def hidden_degrees(law: Law, scores: Array) -> Array:
    """Hidden degrees from standard normal scores, float64 (n,)."""
    return quantiles(law.quantile, scores)


def score_correlation(law: Law, target: float) -> float:
    """Correlation of two normal scores that gives the logarithms of two degrees the target one.

    The two scores make a Gaussian copula; for log-normal degrees both correlations are the same.
    """
    nodes, masses = np.polynomial.hermite_e.hermegauss(48)
    masses = masses / masses.sum()
    logs = np.log(hidden_degrees(law, nodes))
    mean = masses @ logs
    variance = masses @ (logs - mean) ** 2
    if variance < 1e-12 or target == 0.0:
        return target

    def correlation(rho: float) -> float:
        mixed = rho * nodes[:, None] + math.sqrt(max(0.0, 1 - rho * rho)) * nodes
        inner = np.log(hidden_degrees(law, mixed)) @ masses
        return float(((logs - mean) * masses) @ (inner - mean) / variance)

    return solve(correlation, target, -1.0, 1.0)
