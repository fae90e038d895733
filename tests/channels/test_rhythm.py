"""The weekly rhythm, and how the life of an item meets it."""

import numpy as np
import pytest

from simsmm import presets
from simsmm.channels.delay import EXPONENTIAL, INSTANT, LOG_NORMAL, POWER_LAW, delay_quantile
from simsmm.channels.rhythm import STEPS, WEEK, flat_rhythm, meeting, weekly_rhythm

KERNELS = [
    (EXPONENTIAL, 0.5, 0.0),
    (EXPONENTIAL, 24.0, 0.0),
    (LOG_NORMAL, 3.0, 1.5),
    (POWER_LAW, 1.0, 2.5),
    (POWER_LAW, 24.0, 2.5),
]


@pytest.mark.parametrize("name", presets.rhythms())
def test_the_week_has_mean_1_on_both_devices_and_no_dead_hour(name: str) -> None:
    week = weekly_rhythm(name)
    assert week.shape == (2, WEEK)
    np.testing.assert_allclose(week.mean(axis=1), 1.0, rtol=1e-14)
    assert week.min() > 0.0


def test_days_look_like_days() -> None:
    """Nights (1 to 5) below a third of the mean; phones peak in the evening, offices by day."""
    computer, phone = weekly_rhythm().reshape(2, 7, 24)
    for device in (computer, phone):
        assert device[:, 1:5].mean() < 1.0 / 3.0
        np.testing.assert_array_equal(device[:5], np.tile(device[0], (5, 1)))
        assert not np.allclose(device[5], device[0])
    assert 19 <= phone[0].argmax() <= 22
    assert 9 <= computer[0].argmax() <= 16
    assert computer[5:].mean() < computer[:5].mean()


@pytest.mark.parametrize(
    ("name", "peak"), [("viewing", (19, 23)), ("listening", (6, 10)), ("reading", (6, 10))]
)
def test_media_that_nobody_answers_know_no_devices(name: str, peak: tuple[int, int]) -> None:
    one, other = weekly_rhythm(name).reshape(2, 7, 24)
    np.testing.assert_array_equal(one, other)
    assert peak[0] <= one[0].argmax() < peak[1]
    assert one[:, 1:5].mean() < 1.0 / 3.0


def test_an_office_is_busy_on_weekdays_and_an_evening_is_not_by_day() -> None:
    office, evening, online = (
        weekly_rhythm(name).reshape(2, 7, 24) for name in ("office", "evening", "online")
    )
    by_day = [week[:, :5, 8:18].mean() for week in (evening, online, office)]
    at_night = [week[:, :5, 19:23].mean() for week in (office, online, evening)]
    weekend = [week[:, 5:].mean() for week in (office, online, evening)]
    for rising in (by_day, at_night, weekend):
        assert rising[0] < 0.9 * rising[1] < 0.9 * rising[2]


def test_a_preset_without_a_rhythm_is_online() -> None:
    assert presets.channel("social network").rhythm == presets.ONLINE == "online"
    assert presets.channel("business network").rhythm == "office"
    with pytest.raises(KeyError, match="there are: online, office"):
        weekly_rhythm("weekends")


def test_every_rhythm_tells_where_it_comes_from() -> None:
    for name in presets.rhythms():
        known = presets.rhythm(name)
        assert known.meaning.endswith(".")
        assert known.source.startswith("assumption: ")


@pytest.mark.parametrize(("kernel", "half_life", "shape"), KERNELS)
def test_meeting_is_the_integral_of_kernel_and_rhythm(
    kernel: int, half_life: float, shape: float
) -> None:
    """The plain integral over the kernel's own quantiles, at forty moments of the week.

    200,000 ages in equal shares: the rhythm jumps at most 168 times within a week, so the sum is
    off by less than 200 cells of 5e-6 times the largest jump.
    """
    week = weekly_rhythm()
    found = meeting(week, kernel, half_life, shape)
    draws = (np.arange(200_000) + 0.5) / 200_000
    ages = np.array([delay_quantile(float(draw), kernel, half_life, shape) for draw in draws])
    young = ages < WEEK
    for quarter in range(0, WEEK * STEPS, 17):
        hours = ((quarter / STEPS + ages[young]) % WEEK).astype(int)
        for device in range(2):
            integral = (week[device, hours].sum() + np.count_nonzero(~young)) / len(ages)
            assert found[device, quarter] == pytest.approx(integral, abs=1e-3)


@pytest.mark.parametrize(("kernel", "half_life", "shape"), KERNELS)
def test_meeting_has_mean_1_and_is_never_wilder_than_the_rhythm(
    kernel: int, half_life: float, shape: float
) -> None:
    week = weekly_rhythm()
    found = meeting(week, kernel, half_life, shape)
    assert found.shape == (2, WEEK * STEPS)
    np.testing.assert_allclose(found.mean(axis=1), 1.0, rtol=1e-12)
    assert np.all(found.min(axis=1) >= week.min(axis=1) - 1e-12)
    assert np.all(found.max(axis=1) <= week.max(axis=1) + 1e-12)


def test_an_item_that_lives_for_an_instant_meets_the_rhythm_itself() -> None:
    """Kernel of 3.6 ms: what is born at a quarter meets the hour that the quarter lies in."""
    week = weekly_rhythm()
    hours = np.repeat(week, STEPS, axis=1)
    np.testing.assert_allclose(meeting(week, EXPONENTIAL, 1e-6, 0.0), hours, atol=1e-9)


def test_an_item_looks_forward_in_time() -> None:
    """One active hour: items born just before it meet more of it than items born just after."""
    one = np.zeros((2, WEEK))
    one[:, 100] = WEEK
    found = meeting(one, EXPONENTIAL, 2.0, 0.0)
    assert found[0, 99 * STEPS] > 20.0
    assert found[0, 101 * STEPS] < 1e-9
    # By hand: born at hour 99, it lives through hour 100 at ages 1 to 2.
    assert found[0, 99 * STEPS] == pytest.approx(WEEK * (0.5**0.5 - 0.5**1.0), rel=1e-9)


@pytest.mark.parametrize(("kernel", "half_life", "shape"), KERNELS)
def test_a_flat_rhythm_is_met_flat(kernel: int, half_life: float, shape: float) -> None:
    np.testing.assert_allclose(meeting(flat_rhythm(), kernel, half_life, shape), 1.0, rtol=1e-12)


def test_what_is_seen_all_at_once_meets_the_moment_it_appears() -> None:
    week = weekly_rhythm()
    hours = np.repeat(week, STEPS, axis=1)
    np.testing.assert_allclose(meeting(week, INSTANT, 1.0, 0.0), hours, atol=1e-12)
