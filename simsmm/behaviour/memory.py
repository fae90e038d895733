"""What a person remembers of a brand, and how it changes the person's attitude."""

from __future__ import annotations

import math


def fading(x: float) -> float:
    """What an exponential decay leaves, ``exp(-x)`` for x >= 0, to a relative error below 1e-11.

    By powers of two and a Taylor series. Sums and products only, so that compiled code works on
    many people at once, and gives the bits of this function. From x = 690 on it falls no further.
    """
    if x > 690.0:
        x = 690.0
    times = int(x * 1.4426950408889634 + 0.5)
    r = times * 0.6931471805599453 - x
    series = r * (1.0 / 3628800.0) + 1.0 / 362880.0
    series = (series * r + 1.0 / 40320.0) * r + 1.0 / 5040.0
    series = (series * r + 1.0 / 720.0) * r + 1.0 / 120.0
    series = (series * r + 1.0 / 24.0) * r + 1.0 / 6.0
    series = (series * r + 0.5) * r + 1.0
    return (series * r + 1.0) * halved(times)


def halved(times: int) -> float:
    """What is left of 1 after so many halvings."""
    return math.ldexp(1.0, -times)


def recall_after(recall: float, hours: float, decay: float) -> float:
    """Ad recall [0, 1] that is left after some hours, at an exponential decay [per hour]."""
    return recall * fading(decay * hours) if recall > 0.0 else 0.0


def recall_gain(recall: float, rate: float) -> float:
    """Ad recall just after one more exposure: a share ``rate`` of what was missing is learnt."""
    return recall + (1.0 - recall) * rate


def attitude_after(attitude: float, tone: float, trust: float, step: float) -> float:
    """Attitude [-1, 1] after an exposure of some tone [-1, 1].

    It moves towards the tone, less the nearer it already is, and a friend (trust 1) moves it twice
    as far as an advertisement (trust 0). Assumption: a linear step, as in models of continuous
    opinions (Deffuant et al. 2000).
    """
    return attitude + step * 0.5 * (1.0 + trust) * (tone - attitude)
