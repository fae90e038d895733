"""When a person buys: with no campaign, after a visit, or later because the brand is remembered.

Everybody has a clock for each offer: a unit-exponential number, keyed by offer and person. Time on
that clock runs at the baseline rate, faster while the brand is remembered. The person buys when the
clock runs out, or at once after a visit that converts. The world without the campaign reads the
same clocks, so whoever buys there also buys here, and the difference is the campaign's doing.
"""

from __future__ import annotations

from simsmm.behaviour.memory import fading


def gain(recall: float, hours: float, decay: float, lift: float) -> float:
    """Hours that the buying clock gains on time while recall decays freely from ``recall``.

    The integral of lift * recall * exp(-decay * s) over the given hours; never negative.
    """
    if recall == 0.0:
        return 0.0
    if decay > 0.0:
        return lift * recall * (1.0 - fading(decay * hours)) / decay
    return lift * recall * hours


def hours_to(advance: float, recall: float, decay: float, lift: float) -> float:
    """Hours until time and `gain` together have advanced the buying clock by ``advance`` hours.

    The clock never runs slower than time nor faster than 1 + lift * recall, so the answer is
    bracketed; forty halvings leave an error below a millisecond in a year.
    """
    low, high = advance / (1.0 + lift * recall), advance
    for _ in range(40):
        middle = 0.5 * (low + high)
        if middle + gain(recall, middle, decay, lift) < advance:
            low = middle
        else:
            high = middle
    return high
