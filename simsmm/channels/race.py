"""A race of keyed clocks, run in laps, so that nobody's clock is read before it may matter.

Everybody who could be shown a post has a clock; how far the race has come says whose clock has run
out. What comes later in the race is worked out lap by lap: a lap is as long as all before it, so a
race takes few laps however far it goes, and each costs a look at everybody once.
"""

from __future__ import annotations

FIRST_LAP = 1.0 / 64.0
"""Length of the first lap, in mean times of a clock that runs at rate 1. Any length gives a race of
the same law, though not of the same luck."""


def lap_end(lap: int) -> float:
    """How far a race has come at the end of lap 0, 1, ...; 0 for what is before lap 0."""
    return FIRST_LAP * 2.0**lap if lap >= 0 else 0.0
