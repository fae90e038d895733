"""Ad recall and attitude: what is learnt, kept and forgotten."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.behaviour import attitude_after, fading, recall_after, recall_gain

share = st.floats(0.0, 1.0)
tone = st.floats(-1.0, 1.0)


def test_known_values_of_recall() -> None:
    assert recall_gain(0.0, 0.3) == 0.3
    assert recall_gain(0.3, 0.3) == pytest.approx(0.51)
    assert recall_after(0.8, 24.0, math.log(2.0) / 24.0) == pytest.approx(0.4)
    assert recall_after(0.8, 1000.0, 0.0) == 0.8


def test_n_exposures_at_once_leave_1_minus_a_power() -> None:
    recall = 0.0
    for exposures in range(1, 20):
        recall = recall_gain(recall, 0.15)
        assert recall == pytest.approx(1.0 - 0.85**exposures, rel=1e-12)


@given(share, share)
def test_an_exposure_adds_the_stated_share_of_what_is_missing(recall: float, rate: float) -> None:
    after = recall_gain(recall, rate)
    assert 0.0 <= after <= 1.0 + 1e-15
    assert after - recall == pytest.approx(rate * (1.0 - recall), abs=1e-15)


@given(share)
def test_a_rate_of_zero_teaches_nothing(recall: float) -> None:
    assert recall_gain(recall, 0.0) == recall
    assert recall_after(0.0, 5.0, recall) == 0.0


@given(share, st.floats(0.0, 500.0), st.floats(0.0, 500.0), st.floats(0.0, 0.1))
def test_forgetting_in_two_stretches_is_forgetting_in_one(
    recall: float, first: float, second: float, decay: float
) -> None:
    at_once = recall_after(recall, first + second, decay)
    assert 0.0 <= at_once <= recall
    in_two = recall_after(recall_after(recall, first, decay), second, decay)
    assert in_two == pytest.approx(at_once, rel=1e-9, abs=1e-300)


@given(st.floats(0.05, 1.0), st.floats(1.0, 500.0))
def test_a_half_life_halves(recall: float, half_life: float) -> None:
    decay = math.log(2.0) / half_life
    assert recall_after(recall, half_life, decay) == pytest.approx(recall / 2.0, rel=1e-12)


def test_known_values_of_attitude() -> None:
    assert attitude_after(0.0, 1.0, 0.0, 0.2) == pytest.approx(0.1)
    assert attitude_after(0.0, 1.0, 1.0, 0.2) == pytest.approx(0.2)
    assert attitude_after(0.5, -0.5, 0.6, 0.1) == pytest.approx(0.42)


@given(tone, tone, share, share)
def test_attitude_moves_towards_the_tone_and_never_past_it(
    attitude: float, heard: float, trust: float, step: float
) -> None:
    after = attitude_after(attitude, heard, trust, step)
    low, high = sorted((attitude, heard))
    assert low - 1e-12 <= after <= high + 1e-12


@given(tone, tone, st.floats(0.01, 1.0))
def test_a_friend_moves_twice_as_far_as_an_advertisement(
    attitude: float, heard: float, step: float
) -> None:
    by_ad = attitude_after(attitude, heard, 0.0, step) - attitude
    by_friend = attitude_after(attitude, heard, 1.0, step) - attitude
    assert by_friend == pytest.approx(2.0 * by_ad, abs=1e-14)


@given(tone, tone, share, share)
def test_no_step_or_no_distance_moves_nothing(
    attitude: float, heard: float, trust: float, step: float
) -> None:
    assert attitude_after(attitude, heard, trust, 0.0) == attitude
    assert attitude_after(attitude, attitude, trust, step) == attitude


@given(st.floats(0.0, 690.0))
def test_fading_is_the_exponential(x: float) -> None:
    assert fading(x) == pytest.approx(math.exp(-x), rel=1e-11, abs=0.0)


def test_fading_begins_at_1_and_ends_near_0() -> None:
    assert fading(0.0) == 1.0
    assert 0.0 < fading(690.0) == fading(1e9) < 1e-299


@given(st.floats(0.0, 50.0), st.floats(1e-9, 1.0))
def test_what_fades_longer_is_less(x: float, more: float) -> None:
    assert fading(x + more) <= fading(x) <= 1.0
