"""Media prices by month and year."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm import presets
from simsmm.presets import price_factor

YEAR = datetime(2027, 1, 1), datetime(2028, 1, 1)
DECEMBER = datetime(2027, 12, 1), datetime(2028, 1, 1)
JANUARY = datetime(2027, 1, 1), datetime(2027, 2, 1)


def test_the_season_has_twelve_months_with_mean_1_and_is_dearest_before_christmas() -> None:
    names, prices = zip(*presets.season().months.items(), strict=True)
    assert (names[0], names[-1], len(names)) == ("january", "december", 12)
    assert sum(prices) == pytest.approx(12.0)
    assert min(prices[-2:]) > max(prices[:-2])
    assert min(prices) == prices[0]


def test_a_month_costs_what_the_season_says() -> None:
    assert price_factor(*DECEMBER, None, 1.0, 0.0) == pytest.approx(1.20)
    assert price_factor(*JANUARY, None, 1.0, 0.0) == pytest.approx(0.85)
    # Of each month its hours: 31 days at 1.20 and 31 at 0.85, by 62.
    both = price_factor(DECEMBER[0], datetime(2028, 2, 1), None, 1.0, 0.0)
    assert both == pytest.approx((1.20 + 0.85) / 2)
    half = price_factor(datetime(2027, 11, 30, 12), datetime(2027, 12, 1, 12), None, 1.0, 0.0)
    assert half == pytest.approx((1.22 + 1.20) / 2)


def test_a_year_as_a_whole_costs_its_mean_nearly() -> None:
    # Months differ in length by some percent, so the mean over hours is near that over months.
    assert price_factor(*YEAR, None, 1.0, 0.0) == pytest.approx(1.0, abs=0.002)


def test_without_a_season_all_months_cost_the_same() -> None:
    assert price_factor(*DECEMBER, None, 0.0, 0.0) == 1.0
    assert price_factor(*DECEMBER, None, 2.0, 0.0) == pytest.approx(1.20**2)


def test_the_trend_counts_calendar_years_from_that_of_the_price() -> None:
    assert price_factor(*JANUARY, 2022, 0.0, 0.05) == pytest.approx(1.05**5)
    assert price_factor(*JANUARY, 2029, 0.0, 0.05) == pytest.approx(1.05**-2)
    assert price_factor(*JANUARY, None, 0.0, 0.05) == 1.0
    turn = price_factor(datetime(2027, 12, 31), datetime(2028, 1, 2), 2027, 0.0, 0.10)
    assert turn == pytest.approx((1.0 + 1.10) / 2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.floats(0, 3))
def test_a_moment_has_the_price_of_its_month(moment: datetime, strength: float) -> None:
    index = list(presets.season().months.values())[moment.month - 1]
    assert price_factor(moment, moment, None, strength, 0.0) == pytest.approx(index**strength)


def test_whatever_sells_media_follows_both() -> None:
    for name in presets.channels():
        numbers = presets.channel(name).numbers
        assert ("cpm" in numbers) == ("price_season" in numbers) == ("price_trend" in numbers)
