"""The rules of ranked lists: published scores, positions, and how other items' votes grow."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.channels.ranking import GRAVITY, LOG, SCORES, STARS, grown, score, visibility

votes = st.floats(0.0, 1e7)
ages = st.floats(0.0, 1e4)


@given(st.floats(1.0, 1e5))
def test_twice_as_old_at_six_hours_needs_three_times_the_votes(count: float) -> None:
    needed = 10.0 ** (6.0 * 3600.0 / 45_000.0)
    assert needed == pytest.approx(3.02, abs=0.005)
    assert score(LOG, needed * count, 12.0) == pytest.approx(score(LOG, count, 6.0), abs=1e-9)


def test_known_scores() -> None:
    assert score(LOG, 100.0, 12.5) == pytest.approx(1.0)
    assert score(LOG, 0.0, 0.0) == score(LOG, 1.0, 0.0) == 0.0
    assert score(GRAVITY, 10.0, 2.0) == pytest.approx(10.0 / 4.0**1.8)
    assert score(GRAVITY, 0.0, 2.0) == score(GRAVITY, 1.0, 2.0)
    assert score(STARS, 999.0, 3.0, 4.5) == 4.5


@given(st.sampled_from(sorted(SCORES.values())), votes, votes, ages)
def test_more_votes_never_lower_a_score(rule: int, one: float, other: float, age: float) -> None:
    fewer, more = sorted((one, other))
    assert score(rule, fewer, age) <= score(rule, more, age)


@given(st.sampled_from((LOG, GRAVITY)), votes, ages, ages)
def test_age_lowers_a_score(rule: int, count: float, one: float, other: float) -> None:
    younger, older = sorted((one, other))
    assert score(rule, count, younger) >= score(rule, count, older)


def test_half_as_many_look_as_far_down_again() -> None:
    assert visibility(1.0, 1.7) == 1.0
    assert visibility(16.0, 1.7) == pytest.approx(visibility(8.0, 1.7) * visibility(2.0, 1.7))
    assert visibility(100.0, 0.0) == 1.0


def test_other_items_bring_some_votes_and_win_the_rest() -> None:
    assert grown(200.0, 0.0, 3.0, 0.25) == pytest.approx(50.0)
    assert grown(200.0, 3.0, 3.0, 0.25) == pytest.approx(125.0)
    assert grown(200.0, math.inf, 3.0, 0.25) == 200.0
