"""The rules of ranked lists: published scores, positions, and how other items' votes grow."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.channels.ranking import (
    GRAVITY,
    LOG,
    SCORES,
    STARS,
    STRETCH,
    grown,
    mean_novelty,
    novelty,
    score,
    visibility,
)

votes = st.floats(0.0, 1e7)
ages = st.floats(0.0, 1e4)


@given(st.floats(1.0, 1e5))
def test_twice_as_old_at_six_hours_needs_three_times_the_votes(count: float) -> None:
    needed = 10.0 ** (6.0 * 3600.0 / 45_000.0)
    assert needed == pytest.approx(3.02, abs=0.005)
    older = score(LOG, needed * count, 12.0)
    assert older == pytest.approx(score(LOG, count, 6.0), abs=1e-9)


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


def test_half_of_all_novelty_is_gone_after_69_minutes() -> None:
    # exp(-0.4 t**0.4) with t in minutes: the published law and the published half-life are one.
    scale = 0.4 ** (-1.0 / STRETCH) / 60.0
    ages = [hour / 600.0 for hour in range(60_000)]
    had = [sum(novelty(age, scale) for age in ages if age < limit) for limit in (1.15, 100.0)]
    assert had[0] / had[1] == pytest.approx(0.5, abs=0.005)
    assert novelty(1.15, math.inf) == mean_novelty(0.0, 1.0, math.inf) == 1.0
    assert novelty(2.0, 1.0) < mean_novelty(1.0, 2.0, 1.0) < novelty(1.0, 1.0)


def test_half_as_many_look_as_far_down_again() -> None:
    assert visibility(1.0, 1.7) == 1.0
    assert visibility(16.0, 1.7) == pytest.approx(visibility(8.0, 1.7) * visibility(2.0, 1.7))
    assert visibility(100.0, 0.0) == 1.0


def test_other_items_bring_some_votes_and_win_the_rest() -> None:
    assert grown(200.0, 0.0, 3.0, 0.25) == pytest.approx(50.0)
    assert grown(200.0, 3.0, 3.0, 0.25) == pytest.approx(125.0)
    assert grown(200.0, math.inf, 3.0, 0.25) == 200.0
