"""When an item is seen: the delay kernel, and the daily rhythm that bends it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simsmm.channels.delay import EXPONENTIAL, LOG_NORMAL, POWER_LAW, delay_share
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.record import Kind
from tests.laws.plain_worlds import plain_world, played, web_of

LEAVES = 20_000
HOURS = 400.0
KERNELS = ((EXPONENTIAL, 0.5, 0.0), (EXPONENTIAL, 9.0, 0.0), (LOG_NORMAL, 2.0, 1.5),
           (POWER_LAW, 1.5, 2.5))  # fmt: skip
TIMES = np.array([0.0, 7.9, 21.37, 40.5])

ERROR_BUDGET = 1e-3
"""Chance that a right simulator fails a test of this file on fresh keys, over all its cases.

Kolmogorov-Smirnov over 10,000 to 20,000 times: the bar stands near 0.02, so that a law that is off
by 0.03 anywhere is seen nine times in ten.
"""


def times_seen(rhythm: np.ndarray | None, start_hour: float = 0.0) -> np.ndarray:
    """Delay [h] of each post (row) to each person; NaN where the run ended before."""
    count = len(KERNELS)
    leaves = np.arange(LEAVES)
    ties = [(LEAVES + hub, leaf) for hub in range(count) for leaf in leaves]
    kernel, half_life, shape = map(np.array, zip(*KERNELS, strict=True))
    world = plain_world(
        web_of(LEAVES + count, ties),
        seeds=[[LEAVES + hub] for hub in range(count)],
        times=TIMES,
        phone=np.concatenate([leaves % 2, np.zeros(count, int)]),
        rhythm=rhythm,
        start_hour=start_hour,
        kernel=kernel,
        half_life=half_life,
        shape=shape,
        hours=HOURS,
    )
    record = played(world)
    ages = np.full((count, LEAVES), np.nan)
    posts = record.of_source("post")
    ages[posts, record.exposures["person"]] = record.exposures["time"] - TIMES[posts]
    assert np.all(np.diff(record.exposures["time"]) >= 0.0)
    assert np.nanmin(ages) > 0.0
    return ages


def test_without_a_rhythm_delays_follow_the_kernel() -> None:
    ages = times_seen(None)
    for post, law in enumerate(KERNELS):
        seen = ages[post, ~np.isnan(ages[post])]
        within = delay_share(HOURS - TIMES[post], *law)
        missing = LEAVES - len(seen)
        # Those who would see it after the end of the run are not in the record.
        tail = stats.binom(LEAVES, 1.0 - within)
        assert min(tail.cdf(missing), tail.sf(missing - 1)) > ERROR_BUDGET / 16
        shares = [delay_share(float(age), *law) / within for age in seen]
        assert stats.kstest(shares, "uniform").pvalue > ERROR_BUDGET / 8
        if within > 0.999:
            assert np.median(seen) == pytest.approx(law[1], rel=0.05)


@pytest.mark.parametrize("start_hour", [0.0, 50.0, 150.0])
def test_the_rhythm_of_the_device_bends_the_kernel(start_hour: float) -> None:
    """Density K(s) r(t + s), summed up hour by hour of the clock: r is constant within one."""
    rhythm = weekly_rhythm()
    ages = times_seen(rhythm, start_hour)
    for post, law in enumerate(KERNELS):
        born = start_hour + TIMES[post]
        ticks = np.concatenate([[born], np.arange(np.floor(born) + 1.0, start_hour + HOURS + 1.0)])
        passed = np.array([delay_share(float(tick - born), *law) for tick in ticks])
        for device in range(2):
            activity = rhythm[device, ticks[:-1].astype(int) % 168]
            before = np.concatenate([[0.0], np.cumsum(activity * np.diff(passed))])
            seen = ages[post, device::2]
            seen = seen[~np.isnan(seen)]
            hour = np.searchsorted(ticks, born + seen, side="right") - 1
            partly = np.array([delay_share(float(age), *law) for age in seen]) - passed[hour]
            end = np.interp(start_hour + HOURS, ticks, before)
            shares = (before[hour] + activity[hour] * partly) / end
            assert stats.kstest(shares, "uniform").pvalue > ERROR_BUDGET / (3 * 8)


def test_nothing_is_seen_in_hours_without_activity() -> None:
    """Activity from 8 to 20 only: every exposure lies there, for both kinds of sources."""
    rhythm = np.tile(np.repeat([0.0, 2.0, 0.0], [8, 12, 4]), (2, 7))
    people = 2_000
    everybody = np.arange(1, people)
    for named in ({"seeds": [[0]]}, {"fans": [everybody], "fan_kind": Kind.PAGE}):
        world = plain_world(
            web_of(people, [(0, viewer) for viewer in everybody]),
            rhythm=rhythm,
            start_hour=24.0,
            times=22.0,
            kernel=EXPONENTIAL,
            half_life=6.0,
            hours=200.0,
            **named,
        )
        record = played(world)
        assert len(record.exposures) == len(everybody)
        clock = record.exposures["time"] % 24.0
        assert np.all((clock >= 8.0) & (clock < 20.0))


def test_a_share_starts_the_clock_anew() -> None:
    """A chain of sharers: every step's delay counts from the sharer's own time."""
    length, copies = 5, 4_000
    people = np.arange(length * copies).reshape(copies, length)
    ties = np.stack([people[:, :-1].ravel(), people[:, 1:].ravel()], axis=1)
    world = plain_world(
        web_of(people.size, ties),
        seeds=[people[:, 0]],
        share=1.0,
        kernel=EXPONENTIAL,
        half_life=1.0,
        hours=100.0,
    )
    record = played(world)
    when = np.zeros(people.size)
    when[record.exposures["person"]] = record.exposures["time"]
    steps = np.diff(when.reshape(copies, length), axis=1)
    assert len(record.exposures) == copies * (length - 1)
    assert stats.kstest(steps.ravel(), stats.expon(scale=1.0 / np.log(2.0)).cdf).pvalue > 1e-3
    sources = record.sources[copies:]
    np.testing.assert_array_equal(sources["time"], when[sources["person"]])
