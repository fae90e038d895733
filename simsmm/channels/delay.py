"""How long after an item appears it is seen: delay kernels, by their quantile functions.

| kernel | density | first number | second number |
| --- | --- | --- | --- |
| exponential | half-life h | h [h] | not used |
| log-normal | median h, sigma s | h [h] | s |
| power law | Lomax: (1 + t/scale)**-(a), median h | h [h] | exponent a > 1 |
| instant | all at once | not used | not used |
| uniform | even until 2h, nothing later | h [h] | not used |
"""

from __future__ import annotations

import math

EXPONENTIAL, LOG_NORMAL, POWER_LAW, INSTANT, UNIFORM = 0, 1, 2, 3, 4
KERNELS = {"exponential": 0, "log-normal": 1, "power law": 2, "instant": 3, "uniform": 4}


def delay_quantile(draw: float, kernel: int, half_life: float, shape: float) -> float:
    """Age [h] that a share ``draw`` in [0, 1) of an item's sights comes before."""
    if kernel == EXPONENTIAL:
        return half_life * halvings(1.0 - draw)
    if kernel == LOG_NORMAL:
        return half_life * math.exp(shape * normal_quantile(max(draw, 2.0**-54)))
    if kernel == POWER_LAW:
        scale = half_life / (2.0 ** (1.0 / (shape - 1.0)) - 1.0)
        return scale * ((1.0 - draw) ** (-1.0 / (shape - 1.0)) - 1.0)
    return 2.0 * half_life * draw if kernel == UNIFORM else 0.0


def delay_share(age: float, kernel: int, half_life: float, shape: float) -> float:
    """Share of an item's sights that come before an age [h]: the inverse of `delay_quantile`."""
    if age <= 0.0:
        return 1.0 if kernel == INSTANT and age == 0.0 else 0.0
    if kernel == EXPONENTIAL:
        return 1.0 - 0.5 ** (age / half_life)
    if kernel == LOG_NORMAL:
        return 0.5 * math.erfc(-math.log(age / half_life) / (shape * math.sqrt(2.0)))
    if kernel == POWER_LAW:
        scale = half_life / (2.0 ** (1.0 / (shape - 1.0)) - 1.0)
        return 1.0 - (1.0 + age / scale) ** (1.0 - shape)
    return min(1.0, age / (2.0 * half_life)) if kernel == UNIFORM else 1.0


def halvings(left: float) -> float:
    """How often 1 must be halved until ``left`` [2**-53, 1] remains: its binary logarithm, negated.

    Relative error below 1e-11, by the series of the inverse hyperbolic tangent. Sums and products
    only, so that compiled code works on many people at once, and gives the bits of this function.
    """
    part, exponent = parts(left)
    if part < 0.7071067811865476:
        part, exponent = 2.0 * part, exponent - 1
    z = (part - 1.0) / (part + 1.0)
    r = z * z
    series = r * (1.0 / 15.0) + 1.0 / 13.0
    series = (series * r + 1.0 / 11.0) * r + 1.0 / 9.0
    series = (series * r + 1.0 / 7.0) * r + 1.0 / 5.0
    series = (series * r + 1.0 / 3.0) * r + 1.0
    return -exponent - z * series * 2.8853900817779268


def parts(value: float) -> tuple[float, int]:
    """A positive number as a part in [1/2, 1) and the power of two that it is multiplied by."""
    return math.frexp(value)


def normal_quantile(p: float) -> float:
    """Quantile of the standard normal law, to a relative error of 1.2e-9.

    Acklam's rational approximation (2003): one form for the middle, one for the tails.
    """
    if p < 0.02425:
        return _tail(math.sqrt(-2.0 * math.log(p)))
    if p > 0.97575:
        return -_tail(math.sqrt(-2.0 * math.log(1.0 - p)))
    q = p - 0.5
    r = q * q
    top = -3.969683028665376e01 * r + 2.209460984245205e02
    top = (top * r - 2.759285104469687e02) * r + 1.383577518672690e02
    top = (top * r - 3.066479806614716e01) * r + 2.506628277459239e00
    low = -5.447609879822406e01 * r + 1.615858368580409e02
    low = (low * r - 1.556989798598866e02) * r + 6.680131188771972e01
    low = (low * r - 1.328068155288572e01) * r + 1.0
    return q * top / low


def _tail(q: float) -> float:
    """The tail's form in Acklam's approximation, for the square root of -2 log p."""
    top = -7.784894002430293e-03 * q - 3.223964580411365e-01
    top = (top * q - 2.400758277161838e00) * q - 2.549732539343734e00
    top = (top * q + 4.374664141464968e00) * q + 2.938163982698783e00
    low = 7.784695709041462e-03 * q + 3.224671290700398e-01
    low = (low * q + 2.445134137142996e00) * q + 3.754408661907416e00
    return top / (low * q + 1.0)
