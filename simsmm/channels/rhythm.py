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
_VIEWING_DAY = (
    .55, .30, .18, .12, .12, .20, .40, .60, .65, .60, .55, .55,
    .65, .70, .70, .80, .95, 1.25, 1.65, 2.10, 2.45, 2.40, 1.85, 1.10,
)
_LISTENING_DAY = (
    .25, .15, .12, .12, .20, .55, 1.25, 1.85, 1.80, 1.55, 1.45, 1.40,
    1.40, 1.35, 1.35, 1.45, 1.55, 1.45, 1.05, .75, .60, .50, .42, .32,
)
_READING_DAY = (
    .10, .05, .03, .03, .10, .40, 1.10, 1.70, 1.80, 1.70, 1.40, 1.20,
    1.40, 1.20, 1.00, .95, 1.00, 1.15, 1.30, 1.50, 1.60, 1.40, .90, .40,
)
# fmt: on
SOURCE = (
    "assumption: low at night, a plateau by day and a peak in the evening; computers follow office "
    "hours on weekdays. No open hourly profile by device was found. Television peaks from 19 to "
    "23, radio from 7 to 9 and again in the afternoon, print at breakfast and after work"
)


def weekly_rhythm(of: str = "online") -> Reals:
    """Activity by device (computer, phone) and hour of the week, mean 1; shape (2, 168).

    Args:
        of: what people do, as `simsmm.presets.ChannelPreset.rhythm` names it; only what they do
            online differs by device.
    """
    week = _WEEKS[of]
    rhythm = np.array([days * 5 + free * 2 for days, free in week])
    return rhythm / rhythm.mean(axis=1, keepdims=True)


def _times(factor: float, day: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(factor * hour for hour in day)


_WEEKS = {
    "online": ((_COMPUTER_DAY, _times(0.7, _FREE_DAY)), (_PHONE_DAY, _FREE_DAY)),
    "viewing": ((_VIEWING_DAY, _times(1.1, _VIEWING_DAY)),) * 2,
    "listening": ((_LISTENING_DAY, _times(0.7, _LISTENING_DAY)),) * 2,
    "reading": ((_READING_DAY, _times(1.2, _READING_DAY)),) * 2,
}
"""Working and free days of each device, by what people do."""


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
