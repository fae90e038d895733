"""How the campaign builds up: cumulative numbers at the end of each tick."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from simsmm.measures.view import Array
from simsmm.record import Act, Run


def tick_ends(hours: float, tick_hours: float = 1.0) -> Array:
    """End of each tick [h]; the last is the end of the run, however short its tick is.

    Raises:
        ValueError: the tick is not a positive number of hours.
    """
    if not 0.0 < tick_hours < math.inf:
        raise ValueError(f"a tick lasts a positive number of hours, not {tick_hours}")
    # A whole number of ticks, but for rounding, has no sliver of a tick at its end.
    ends = tick_hours * np.arange(1, math.ceil(hours / tick_hours - 1e-9) + 1)
    ends[-1:] = hours
    return ends


def series(run: Run, tick_hours: float = 1.0) -> dict[str, Array]:
    """Cumulative numbers of the market at the end of each tick.

    Args:
        run: the run.
        tick_hours: length of a tick [h].

    Returns:
        ``"hours"``: the end of each tick [h]; then an array of the same length for each of
        `SERIES`. The last value of each is the measure of that name.

    Raises:
        ValueError: the tick is not a positive number of hours.
    """
    ends = tick_ends(run.record.hours, tick_hours)
    built_up = {name: run.setting.scale * grow(run, ends) for name, grow in SERIES.items()}
    return {"hours": ends, **built_up}


def _by(ends: Array, times: Array) -> Array:
    """Number of ascending times before each end; nothing is later than the last end."""
    before = np.searchsorted(times, ends, side="left").astype(float)
    before[-1:] = len(times)
    return before


def _reach(run: Run, ends: Array) -> Array:
    seen = run.record.exposures
    first = np.full(run.setting.people, np.inf)
    # Of several values for one place the last one stays: backwards in time, the first sight.
    first[seen["person"][::-1]] = seen["time"][::-1]
    return _by(ends, np.sort(first[first < np.inf]))


def _impressions(run: Run, ends: Array) -> Array:
    return _by(ends, run.record.exposures["time"])


def _acts(act: Act) -> Callable[[Run, Array], Array]:
    def grow(run: Run, ends: Array) -> Array:
        seen = run.record.exposures
        return _by(ends, seen["time"][seen["acts"] & act > 0])

    return grow


def _engagements(run: Run, ends: Array) -> Array:
    parts = (Act.ENGAGE, Act.COMMENT, Act.SHARE)
    return sum((_acts(act)(run, ends) for act in parts), np.zeros(len(ends)))


def _sales(run: Run, ends: Array) -> Array:
    return _sold(run, run.record.purchases, ends)


def _incremental_sales(run: Run, ends: Array) -> Array:
    without = _sold(run, run.record.purchases_without, ends)
    return _sold(run, run.record.purchases, ends) - without


def _sold(run: Run, purchases: Array, ends: Array) -> Array:
    sold = purchases[~run.setting.at_events(purchases)]
    return _by(ends, np.sort(sold["time"]))


SERIES: dict[str, Callable[[Run, Array], Array]] = {
    "reach": _reach,
    "impressions": _impressions,
    "engagements": _engagements,
    "fans won": _acts(Act.FOLLOW),
    "clicks": _acts(Act.CLICK),
    "sales": _sales,
    "incremental sales": _incremental_sales,
}
"""What is told over time, by the name of its measure: simulated numbers at the given ends [h]."""
