"""When people are online: activity by hour of the week, and how an item's life meets it."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.channels.delay import INSTANT, delay_share
from simsmm.presets import ONLINE

Reals = npt.NDArray[np.float64]

WEEK = 168
"""Hours of a week; hour 0 is Monday 00:00."""

STEPS = 4
"""Steps of an hour at which `meeting` is tabulated."""


@cache
def weekly_rhythm(name: str = ONLINE) -> Reals:
    """Activity by device (computer, phone) and hour of the week, mean 1; shape (2, 168).

    Args:
        name: one of `simsmm.presets.rhythms`.

    Raises:
        KeyError: there is no such rhythm.
    """
    known = presets.rhythm(name)
    devices = (known.computer, known.phone)
    rhythm = np.array([device.weekday * 5 + device.weekend * 2 for device in devices])
    rhythm /= rhythm.mean(axis=1, keepdims=True)
    rhythm.flags.writeable = False
    return rhythm


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
