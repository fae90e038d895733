"""What a person remembers of a brand, and how it changes the person's attitude."""

from __future__ import annotations

import math


def recall_after(recall: float, hours: float, decay: float) -> float:
    """Ad recall [0, 1] that is left after some hours, at an exponential decay [per hour]."""
    return recall * math.exp(-decay * hours) if recall > 0.0 else 0.0


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
