"""When people are online: activity by hour of the week, and how an item's life meets it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simsmm.channels.delay import INSTANT, delay_share

Reals = npt.NDArray[np.float64]

WEEK = 168
"""Hours of a week; hour 0 is Monday 00:00."""

STEPS = 4
"""Steps of an hour at which `meeting` is tabulated."""

# fmt: off
_PHONE_DAY = (
    .45, .25, .15, .12, .12, .20, .50, .90, 1.05, 1.05, 1.05, 1.10,
    1.25, 1.20, 1.10, 1.10, 1.20, 1.35, 1.50, 1.70, 1.85, 1.85, 1.50, .90,
)
_COMPUTER_DAY = (
    .25, .12, .08, .06, .06, .10, .25, .60, 1.30, 1.75, 1.80, 1.70,
    1.45, 1.60, 1.70, 1.65, 1.50, 1.20, 1.00, 1.10, 1.25, 1.20, .90, .50,
)
_FREE_DAY = (
    .75, .50, .30, .20, .15, .15, .25, .45, .75, 1.05, 1.25, 1.30,
    1.30, 1.25, 1.20, 1.20, 1.25, 1.30, 1.40, 1.55, 1.65, 1.65, 1.40, 1.00,
)
# fmt: on
SOURCE = (
    "assumption: low at night, a plateau by day and a peak in the evening; computers follow office "
    "hours on weekdays. No open hourly profile by device was found"
)


def weekly_rhythm() -> Reals:
    """Activity by device (computer, phone) and hour of the week, mean 1; shape (2, 168)."""
    computer = np.array(_COMPUTER_DAY * 5 + tuple(0.7 * hour for hour in _FREE_DAY) * 2)
    phone = np.array(_PHONE_DAY * 5 + _FREE_DAY * 2)
    rhythm = np.stack([computer, phone])
    return rhythm / rhythm.mean(axis=1, keepdims=True)


def flat_rhythm() -> Reals:
    """The same activity at every hour, shape (2, 168)."""
    return np.ones((2, WEEK))


def meeting(rhythm: Reals, kernel: int, half_life: float, shape: float) -> Reals:
    """m(t) = integral of K(s) r(t + s): how active the audience is over an item's life.

    Args:
        rhythm: activity by device and hour of the week, shape (2, 168).
        kernel, half_life, shape: the delay kernel, see `simsmm.channels.delay`.

    Returns:
        m at each quarter-hour of the week, mean 1, shape (2, 672). Exact at those times, since
        the rhythm is constant within a quarter, but for items older than a week.
    """
    if kernel == INSTANT:
        return np.repeat(rhythm, STEPS, axis=1)
    steps = WEEK * STEPS
    ages = np.arange(steps + 1) / STEPS
    share = np.array([delay_share(age, kernel, half_life, shape) for age in ages])
    mass = np.diff(share)
    # An item older than a week meets an average hour.
    later = 1.0 - share[-1]
    fine = np.repeat(rhythm, STEPS, axis=1)
    spectrum = np.conj(np.fft.rfft(mass)) * np.fft.rfft(fine, axis=1)
    return np.fft.irfft(spectrum, n=steps, axis=1) + later * rhythm.mean(axis=1, keepdims=True)
