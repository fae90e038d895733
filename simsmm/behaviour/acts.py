"""Whether a person acts on what was seen."""

from __future__ import annotations

import math


def act_chance(appeal: float, intercept: float, sensitivity: float) -> float:
    """Chance of one act at one exposure: a logistic curve in appeal [0, 1].

    The intercept is solved so that the mean over the preset's reference audience equals the
    published rate; sensitivity 0 makes the chance the same for everybody.
    """
    return 1.0 / (1.0 + math.exp(-(intercept + sensitivity * appeal)))
