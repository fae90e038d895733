"""Who saw something often enough within a short enough time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def often_within(person: Array, time: Array, least: int, window: float) -> int:
    """Number of people with at least ``least`` times in some stretch of ``window`` hours.

    Args:
        person: whose each time is, whole numbers (times,).
        time: ascending [h], float (times,).
        least: times that are needed, at least 1.
        window: length of the stretch [h]; times exactly so far apart lie in one.
    """
    # A stable sort keeps each person's times ascending, so that any ``least`` of them in one window
    # have neighbours that are no further apart.
    order = np.argsort(person, kind="stable")
    person, time = person[order], time[order]
    first, last = slice(None, max(len(person) - least + 1, 0)), slice(least - 1, None)
    close = (person[last] == person[first]) & (time[last] - time[first] <= window)
    return len(np.unique(person[last][close]))
