"""Bought impressions: how many, to whom, how often, and when."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simsmm.channels.bought import (
    NO_CAP,
    flight_clock,
    impressions_for,
    price_of,
    serve,
)
from simsmm.channels.rhythm import flat_rhythm, weekly_rhythm
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms

PEOPLE = 400
WEEKS_CLOCK = flight_clock(weekly_rhythm(), 60.0, 200)


class Audience:
    """People with gamma activity, as `serve` wants them."""

    def __init__(self, people: int, shape: float, name: str = "audience") -> None:
        self.people = np.arange(people, dtype=np.int32)
        self.ids = numbers(name_key(name), self.people)
        draws = uniforms(name_key(f"{name}, activity"), self.people)
        self.activity = stats.gamma.ppf(draws, shape, scale=1.0 / shape)
        self.phone = (uniforms(name_key(f"{name}, phone"), self.people) < 0.7).astype(np.int32)

    def serve(
        self,
        wanted: int,
        *,
        key: int = 1,
        clock: np.ndarray = WEEKS_CLOCK,
        start: float = 30.0,
        cap: int = NO_CAP,
        window: float = math.inf,
    ) -> np.ndarray:
        return serve(
            key, self.people, self.ids, self.activity, self.phone, wanted, clock, start, cap, window
        )


@cache
def audience() -> Audience:
    return Audience(PEOPLE, 0.8)


money = st.floats(0.01, 1e6)
prices = st.floats(0.5, 50.0)
rises = st.one_of(st.just(0.0), st.floats(1e-6, 2.0))
sizes = st.floats(1.0, 1e8)


def test_known_prices() -> None:
    assert impressions_for(100.0, 10.0, 0.0, 5e4) == pytest.approx(10_000.0)
    # One impression each at a price that rises from 1 to 1.5: a mean of 1.25 per hundredth.
    assert price_of(5e4, 10.0, 0.5, 5e4) == pytest.approx(625.0)
    assert impressions_for(625.0, 10.0, 0.5, 5e4) == pytest.approx(5e4)


@given(money, prices, rises, sizes)
def test_what_money_buys_costs_that_money(
    spend: float, cpm: float, rise: float, size: float
) -> None:
    bought = impressions_for(spend, cpm, rise, size)
    assert price_of(bought, cpm, rise, size) == pytest.approx(spend, rel=1e-9)


@given(st.floats(1.0, 1e8), prices, rises, sizes)
def test_money_for_a_number_of_impressions_buys_that_number(
    impressions: float, cpm: float, rise: float, size: float
) -> None:
    spend = price_of(impressions, cpm, rise, size)
    assert impressions_for(spend, cpm, rise, size) == pytest.approx(impressions, rel=1e-9)


@given(money, prices, st.floats(0.01, 2.0), sizes)
def test_more_money_buys_more_and_a_rising_price_less(
    spend: float, cpm: float, rise: float, size: float
) -> None:
    here = impressions_for(spend, cpm, rise, size)
    assert here < impressions_for(1.1 * spend, cpm, rise, size) < 1.1 * here * (1 + 1e-12)
    assert here < impressions_for(spend, cpm, 0.0, size)
    assert here < impressions_for(spend, 0.9 * cpm, rise, size)


def test_no_money_or_nobody_to_meet_buys_nothing() -> None:
    assert impressions_for(0.0, 10.0, 0.1, 1e4) == 0.0
    assert impressions_for(-5.0, 10.0, 0.1, 1e4) == 0.0
    assert impressions_for(10.0, 10.0, 0.1, 0.0) == 0.0
    assert len(audience().serve(0)) == 0
    assert len(Audience(0, 1.0).serve(5)) == 0


@given(money, prices, rises, sizes, st.floats(1.0, 200.0))
def test_whole_impressions_never_cost_more_than_the_money(
    spend: float, cpm: float, rise: float, size: float, scale: float
) -> None:
    served = int(impressions_for(spend, cpm, rise, size) / scale) * scale
    assert price_of(served, cpm, rise, size) <= spend * (1.0 + 1e-12)


caps = st.one_of(st.just((NO_CAP, math.inf)), st.tuples(st.integers(1, 4), st.floats(5.0, 300.0)))


@given(st.integers(0, 3000), st.integers(0, 3000), caps, st.integers(0, 2**64 - 1))
def test_impressions_of_a_smaller_budget_are_among_those_of_a_larger(
    one: int, other: int, cap: tuple[int, float], key: int
) -> None:
    """Bit by bit the same chances: person, time and key."""
    few, many = sorted((one, other))
    small, large = (
        audience().serve(wanted, key=key, cap=cap[0], window=cap[1]) for wanted in (few, many)
    )
    assert len(small) <= few
    np.testing.assert_array_equal(large[: len(small)], small)
    assert len(small) == few or len(large) == len(small)


@given(st.integers(1, 3000), st.integers(0, 2**64 - 1))
def test_without_a_cap_exactly_what_is_wanted_is_served_in_order_of_turn(
    wanted: int, key: int
) -> None:
    served = audience().serve(wanted, key=key)
    assert len(served) == wanted
    assert len(np.unique(served["key"])) == wanted
    assert np.all(np.diff(served["turn"]) >= 0.0)
    np.testing.assert_array_equal(served["id"], audience().ids[served["person"]])


@given(st.integers(1, 3000), st.integers(1, 4), st.floats(5.0, 300.0), st.integers(0, 2**64 - 1))
def test_no_window_of_a_persons_flight_holds_more_than_the_cap(
    wanted: int, cap: int, window: float, key: int
) -> None:
    served = audience().serve(wanted, key=key, cap=cap, window=window)
    for person in np.unique(served["person"]):
        times = np.sort(served["time"][served["person"] == person])
        # The fullest windows begin at an impression.
        inside = [np.count_nonzero((times >= at) & (times < at + window)) for at in times]
        assert max(inside) <= cap


@settings(max_examples=25)
@given(st.integers(1, 3), st.floats(20.0, 150.0), st.integers(0, 2**64 - 1))
def test_a_cap_passes_over_chances_but_serves_everybody_it_may(
    cap: int, window: float, key: int
) -> None:
    """Chances served under a cap are the uncapped ones, gone through person by person."""
    plain = audience().serve(1500, key=key)
    horizon = plain["turn"][-1]
    taken = []
    by_person: dict[int, list[float]] = {}
    for chance in plain:
        mine = by_person.setdefault(int(chance["person"]), [])
        with_it = sorted([*mine, float(chance["time"])])
        if all(late - early >= window for early, late in zip(with_it, with_it[cap:], strict=False)):
            mine.append(float(chance["time"]))
            taken.append(chance)
    capped = audience().serve(1500, key=key, cap=cap, window=window)
    np.testing.assert_array_equal(capped[capped["turn"] <= horizon], np.array(taken, plain.dtype))


def test_an_audience_that_is_full_gives_up() -> None:
    """Two each in the whole flight: never more than 800 of the 5,000 wanted, and nearly all."""
    served = audience().serve(5_000, cap=2, window=1000.0)
    assert 0.9 * 2 * PEOPLE < len(served) <= 2 * PEOPLE
    assert np.bincount(served["person"]).max() == 2


@given(st.integers(1, 2000), st.integers(0, 2**64 - 1))
def test_other_people_in_the_audience_change_nobodys_chances(wanted: int, key: int) -> None:
    """The chances of a part of the audience, served alone, come in the same turns."""
    whole = audience().serve(wanted, key=key)
    part = Audience(PEOPLE // 2, 0.8)
    alone = part.serve(wanted, key=key)
    mine = whole[whole["person"] < PEOPLE // 2]
    np.testing.assert_array_equal(alone[: len(mine)], mine)


@pytest.mark.parametrize("shape", [0.36, 0.8, 2.5])
@pytest.mark.parametrize("mean", [0.7, 3.0])
def test_frequencies_follow_the_negative_binomial(shape: float, mean: float) -> None:
    """Chi-square over 40,000 people, six cases, one false alarm in a thousand suites.

    Activity enters as drawn: its sampled mean sets the mean of the law, one parameter.
    """
    people = 40_000
    crowd = Audience(people, shape, name=f"frequencies {shape} {mean}")
    served = crowd.serve(int(mean * people), key=name_key("frequencies"))
    times = np.bincount(served["person"], minlength=people)
    law = stats.nbinom(shape, shape / (shape + mean))
    most = int(law.ppf(1.0 - 8.0 / people))
    expected = people * np.append(law.pmf(np.arange(most)), law.sf(most - 1))
    counted = np.append(np.bincount(times, minlength=most)[:most], (times >= most).sum())
    assert stats.chisquare(counted, expected, ddof=1).pvalue > 1e-3 / 6


def test_reach_grows_by_the_published_curve() -> None:
    """Reach of g impressions per person: 1 - (1 + g/k)**-k, within 5 standard errors."""
    people, shape = 40_000, 0.5
    crowd = Audience(people, shape, name="reach curve")
    served = crowd.serve(4 * people, key=name_key("reach curve"))
    for mean in (0.1, 0.5, 1.0, 2.0, 4.0):
        reached = len(np.unique(served["person"][: int(mean * people)])) / people
        expected = 1.0 - (1.0 + mean / shape) ** -shape
        assert abs(reached - expected) < 5.0 * math.sqrt(0.25 / people)


@pytest.mark.parametrize("hours", [1, 30, 200])
def test_times_lie_in_the_flight_and_follow_the_rhythm_of_the_device(hours: int) -> None:
    """Kolmogorov-Smirnov over 30,000 impressions, six cases, alarm 1e-3 / 6 each.

    The hour of the week at the start is a Wednesday noon; a shift by one hour shows at once.
    """
    first_hour, start = 60.0, 36.0
    clock = flight_clock(weekly_rhythm(), first_hour, hours)
    served = audience().serve(30_000, key=name_key("times"), clock=clock, start=start)
    assert np.all((served["time"] >= start) & (served["time"] < start + hours))
    for device in range(2):
        times = served["time"][audience().phone[served["person"]] == device] - start

        def share_before(at: np.ndarray, passed: np.ndarray = clock[device]) -> np.ndarray:
            return np.interp(at, np.arange(hours + 1), passed)

        assert stats.kstest(times, share_before).pvalue > 1e-3 / 6


def test_the_clock_of_a_flight_counts_activity_hour_by_hour() -> None:
    week = weekly_rhythm()
    clock = flight_clock(week, 167.0, 30)
    assert clock.shape == (2, 31)
    np.testing.assert_array_equal(clock[:, 0], 0.0)
    np.testing.assert_allclose(clock[:, -1], 1.0, rtol=1e-14)
    hours = np.concatenate([week[:, 167:], week[:, :29]], axis=1)
    np.testing.assert_allclose(
        np.diff(clock, axis=1), hours / hours.sum(axis=1, keepdims=True), rtol=1e-9
    )
    np.testing.assert_allclose(flight_clock(flat_rhythm(), 5.0, 8)[0], np.arange(9) / 8.0)


def test_turn_and_time_are_independent() -> None:
    """A small budget is spread over the whole flight, not spent in its first hours."""
    served = audience().serve(20_000, key=name_key("turn and time"))
    correlation = stats.spearmanr(served["turn"], served["time"])
    assert abs(correlation.statistic) < 4.0 / math.sqrt(20_000)
