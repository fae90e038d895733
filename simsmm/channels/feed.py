"""The feed: an item reaches those tied to whoever published or shared it.

The chance to see an item is ``1 - exp(-c * activity * strength * m(t))``: ``c`` is solved so that
the mean over the reference audience is the published reach, ``strength`` is that of the tie, and
``m(t)`` is how much of the item's life meets the hours at which people of that device are online.
"""

from __future__ import annotations

import math


def sight_chance(hazard: float) -> float:
    """Chance to see an item once, from the hazard c * activity * strength * m(t) [0, 1]."""
    return -math.expm1(-hazard)


def is_seen(draw: float, hazard: float) -> bool:
    """Whether a uniform draw falls below `sight_chance`, mostly without an exponential.

    For any x >= 0, x - x**2/2 <= 1 - exp(-x) <= x: only draws between the two need the exact curve.
    """
    if draw >= hazard:
        return False
    if draw < hazard - 0.5 * hazard * hazard:
        return True
    return draw < -math.expm1(-hazard)


def notice_chance(items: int, limit: float) -> float:
    """Chance that a delivered item is noticed, ``1 / (1 + items/limit)`` [0, 1].

    ``items`` counts what this brand delivered to this person in the last 24 hours (at most the
    latest `WINDOW_ITEMS`). At ``limit`` items, half of the further ones go unnoticed. Hodas and
    Lerman 2012 find attention divided over the items in view; the form is an assumption.
    """
    return 1.0 / (1.0 + items / limit)


WINDOW_HOURS = 24.0
"""Length of the window in which a brand's items compete for a person's attention [h]."""

WINDOW_ITEMS = 11
"""Items remembered in that window: a twelfth within a day crowds no more than an eleventh."""
