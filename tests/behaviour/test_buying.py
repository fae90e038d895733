"""The buying clock: what remembering a brand gains on time, and when the clock runs out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from simsmm.behaviour import gain, hours_to, recall_after

recalls = st.floats(0.0, 1.0)
decays = st.one_of(st.just(0.0), st.floats(1e-4, 0.2))
lifts = st.floats(0.0, 10.0)
spans = st.floats(0.0, 5000.0)


def test_known_values() -> None:
    assert gain(0.5, 10.0, 0.0, 2.0) == pytest.approx(10.0)
    assert gain(0.5, 1e9, 0.01, 2.0) == pytest.approx(100.0)
    assert gain(1.0, math.log(2.0) / 0.01, 0.01, 1.0) == pytest.approx(50.0)


@given(recalls, st.floats(0.0, 500.0), decays, lifts)
def test_gain_is_the_integral_of_the_lifted_recall(
    recall: float, hours: float, decay: float, lift: float
) -> None:
    integral, _ = quad(lambda s: lift * recall_after(recall, s, decay), 0.0, hours)
    assert gain(recall, hours, decay, lift) == pytest.approx(integral, rel=1e-6, abs=1e-9)


@given(spans, decays, lifts)
def test_nothing_remembered_or_no_lift_or_no_time_gains_nothing(
    hours: float, decay: float, lift: float
) -> None:
    assert gain(0.0, hours, decay, lift) == 0.0
    assert gain(0.7, hours, decay, 0.0) == 0.0
    assert gain(0.7, 0.0, decay, lift) == 0.0


@given(st.floats(0.05, 0.9), st.floats(1.0, 500.0), st.floats(0.001, 0.05), st.floats(0.1, 9.0))
def test_gain_grows_with_recall_time_and_lift_and_falls_with_forgetting(
    recall: float, hours: float, decay: float, lift: float
) -> None:
    here = gain(recall, hours, decay, lift)
    assert here > 0.0
    assert gain(1.1 * recall, hours, decay, lift) == pytest.approx(1.1 * here)
    assert gain(recall, hours, decay, 2.0 * lift) == pytest.approx(2.0 * here)
    assert gain(recall, hours + 1.0, decay, lift) > here
    assert gain(recall, hours, 1.1 * decay, lift) < here


@given(recalls, st.floats(0.0, 400.0), st.floats(0.0, 400.0), decays, lifts)
def test_gain_adds_up_over_stretches(
    recall: float, first: float, second: float, decay: float, lift: float
) -> None:
    later = gain(recall_after(recall, first, decay), second, decay, lift)
    whole = gain(recall, first + second, decay, lift)
    assert gain(recall, first, decay, lift) + later == pytest.approx(whole, rel=1e-9, abs=1e-9)


@given(spans, recalls, decays, lifts)
def test_hours_to_inverts_time_and_gain(
    advance: float, recall: float, decay: float, lift: float
) -> None:
    """To a millisecond in a year: 8760 h / 2**40 is 8e-9 h, and the slope is at most 11."""
    hours = hours_to(advance, recall, decay, lift)
    assert 0.0 <= hours <= advance
    assert hours + gain(recall, hours, decay, lift) == pytest.approx(advance, abs=1e-7, rel=1e-11)


@given(spans, decays, lifts)
def test_without_recall_the_clock_runs_with_time(advance: float, decay: float, lift: float) -> None:
    assert hours_to(advance, 0.0, decay, lift) == pytest.approx(advance, rel=1e-11)


@given(st.floats(1.0, 5000.0), st.floats(0.1, 0.9), st.floats(1e-3, 0.1), st.floats(0.5, 9.0))
def test_remembering_brings_the_purchase_forward(
    advance: float, recall: float, decay: float, lift: float
) -> None:
    hours = hours_to(advance, recall, decay, lift)
    assert hours < advance
    assert hours_to(advance, 1.1 * recall, decay, lift) < hours
    assert hours_to(advance, recall, 1.5 * decay, lift) > hours
