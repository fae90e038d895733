"""Bought impressions: how many the money buys, whom they meet, and when.

Each person of the audience has a stream of chances to be served, keyed by (boost, person): a
Poisson process whose rate is the person's activity. A boost takes the chances that come first over
all people, as many as its money buys. So the frequencies it delivers are those of people with gamma
activity (negative binomial, as in published reach curves), a frequency cap passes over chances, and
the impressions of a smaller budget are a subset of those of a larger one.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled_bare
from simsmm.draws.compiled import exponential, number, uniform

Array = npt.NDArray[np.float64]

HOUR = 60
"""Minutes of an hour."""

NO_CAP = 0
"""Stands for no frequency cap."""

CHANCE = np.dtype(
    [("turn", "f8"), ("time", "f8"), ("key", "u8"), ("id", "u8"), ("person", "i4")], align=True
)
"""A chance to serve: ``turn`` (smaller comes first), ``time`` [h], identity ``key``, ``person``
with ``id``."""


def impressions_for(money: float, cpm: float, rise: float, audience: float) -> float:
    """Impressions that money buys when the price rises as the audience saturates.

    The next impression costs ``cpm / 1000 * (1 + rise * x)`` where x is the mean number of
    impressions per person of the audience so far. Assumption: linear.

    Args:
        money: to be spent, in any currency.
        cpm: price of a thousand impressions to an untouched audience, in the same currency.
        rise: relative rise of the price per impression per person, not negative.
        audience: people who can be served, in real units.
    """
    if money <= 0.0 or audience <= 0.0:
        return 0.0
    plain = 1000.0 * money / cpm
    if rise <= 0.0:
        return plain
    pull = 2.0 * rise * plain / audience
    return 2.0 * plain / (1.0 + math.sqrt(1.0 + pull))


def price_of(impressions: float, cpm: float, rise: float, audience: float) -> float:
    """What a number of impressions costs: the inverse of `impressions_for`."""
    return cpm / 1000.0 * impressions * (1.0 + 0.5 * rise * impressions / max(audience, 1.0))


def serve(
    key: int,
    people: npt.NDArray[np.int32],
    ids: npt.NDArray[np.uint64],
    activity: Array,
    phone: npt.NDArray[np.int32],
    wanted: int,
    clock: Array,
    start: float,
    cap: int = NO_CAP,
    window: float = math.inf,
    hours: float | None = None,
) -> npt.NDArray[np.void]:
    """The first ``wanted`` chances over an audience, in order of their turn.

    Args:
        key: identity of the boost.
        people, ids, activity, phone: the audience, one entry per person.
        wanted: impressions to serve; fewer come back where a cap leaves no more.
        clock: cumulative activity of each device by step of the flight, shape (2, steps + 1),
            from 0 to 1; see `flight_clock`.
        start: when the flight starts [h].
        cap: most impressions of a person per ``window`` [h]; `NO_CAP` for none.
        window: see ``cap``.
        hours: length of the flight [h]; by default an hour for each step of the clock.

    Returns:
        Rows of `CHANCE`.
    """
    total = float(activity.sum())
    if wanted <= 0 or total <= 0.0:
        return np.zeros(0, CHANCE)
    steps = clock.shape[1] - 1
    hours = float(steps) if hours is None else hours
    most = math.inf if cap == NO_CAP else PATIENCE * cap * math.ceil(hours / window)
    horizon = min(1.1 * wanted / total + 6.0 * math.sqrt(wanted) / total, most)
    while True:
        expected = total * horizon
        chances = np.zeros(int(expected + 10.0 * math.sqrt(expected) + 64.0), CHANCE)
        found = _draw_chances(
            np.uint64(key),
            people,
            ids,
            activity,
            phone,
            horizon,
            clock,
            start,
            cap,
            window,
            hours / steps,
            chances,
        )
        if found >= wanted or horizon >= most:
            break
        horizon = min(2.0 * horizon, most)
    chances = chances[:found]
    return chances[np.lexsort((chances["key"], chances["turn"]))[:wanted]]


PATIENCE = 30
"""Chances per person and place under the cap after which a boost gives up: the audience is full."""


@compiled_bare
def _draw_chances(
    key, people, ids, activity, phone, horizon, clock, start, cap, window, step, chances
):
    """Write all chances whose turn comes before ``horizon``; returns how many.

    ``chances`` has room for ten standard deviations more than are expected.
    """
    found = 0
    for row in range(len(people)):
        person_key = number(key, ids[row])
        first, turn, ordinal = found, 0.0, 0
        while activity[row] > 0.0 and found < len(chances):
            base = number(person_key, ordinal)
            turn += exponential(number(base, 0)) / activity[row]
            if turn >= horizon:
                break
            time = start + step * _moment(clock, phone[row], uniform(number(base, 1)))
            if cap == 0 or _fits(chances, first, found, time, cap, window):
                chance = chances[found]
                chance.turn, chance.time, chance.key = turn, time, base
                chance.id, chance.person = ids[row], people[row]
                found += 1
            ordinal += 1
    return found


@compiled_bare
def _moment(clock, phone, draw):
    """Step of the flight that a share ``draw`` of a device's activity comes before."""
    low, high = 0, clock.shape[1] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if clock[phone, middle] <= draw:
            low = middle
        else:
            high = middle
    width = clock[phone, low + 1] - clock[phone, low]
    return low + (draw - clock[phone, low]) / width if width > 0.0 else np.float64(low)


@compiled_bare
def _fits(chances, first, found, time, cap, window):
    """Whether a person can be served at ``time`` without going over the cap in any window."""
    for start in range(first - 1, found):
        # A window that is too full begins at one of the impressions, or at this one.
        begin = time if start < first else chances[start].time
        if begin > time or begin <= time - window:
            continue
        inside = 1
        for row in range(first, found):
            inside += begin <= chances[row].time < begin + window
        if inside > cap:
            return False
    return True


def flight_clock(
    rhythm: Array, first_hour: float, hours: float, served: npt.NDArray[np.bool_] | None = None
) -> Array:
    """Cumulative activity of each device over a flight, for `serve`; shape (2, steps + 1).

    A flight of whole hours has steps of an hour, with dayparts of a minute; another one has
    somewhat shorter steps, so that its last ends with the flight.

    Args:
        rhythm: activity by device and hour of the week, shape (2, 168).
        first_hour: hour of the week at which the flight starts.
        hours: length of the flight [h].
        served: whether the boost is served in each minute of the week, shape (10080,); None for
            always. The clock stands still in the minutes between.

    Raises:
        ValueError: the flight holds no minute that is served.
    """
    steps = _steps(hours if served is None else hours * HOUR)
    middles = first_hour + (np.arange(steps) + 0.5) * hours / steps
    activity = rhythm[:, middles.astype(np.int64) % rhythm.shape[1]]
    if served is not None:
        activity = activity * _wholly_served(served, first_hour, hours, steps)
    passed = np.concatenate([np.zeros((2, 1)), np.cumsum(activity, axis=1)], axis=1)
    if not np.all(passed[:, -1] > 0.0):
        raise ValueError("no minute of the flight is served")
    return passed / passed[:, -1:]


def _wholly_served(
    served: npt.NDArray[np.bool_], first_hour: float, hours: float, steps: int
) -> npt.NDArray[np.bool_]:
    """Whether each step of a flight, no longer than a minute, lies within minutes served."""
    edges = HOUR * (first_hour + np.arange(steps + 1) * hours / steps)
    # The ends of a step are whole minutes but for rounding, unless the flight's own are not.
    begin = np.floor(edges[:-1] + 1e-6).astype(np.int64) % len(served)
    end = np.ceil(edges[1:] - 1e-6).astype(np.int64) - 1
    return served[begin] & served[end % len(served)]


def _steps(length: float) -> int:
    """Steps of a clock: as many as the flight has hours, or minutes, rounded up."""
    return max(1, math.ceil(length - 1e-9))
