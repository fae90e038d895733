"""The feed: who sees an item, and whether there is attention left for it."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simsmm.channels.feed import is_seen, notice_chance, sight_chance

GRID = 2.0**-53
hazards = st.one_of(st.floats(0.0, 60.0), st.floats(-12.0, 2.0).map(lambda at: 10.0**at))


def test_known_values() -> None:
    assert sight_chance(0.0) == 0.0
    assert sight_chance(math.log(2.0)) == pytest.approx(0.5)
    assert sight_chance(1e-12) == pytest.approx(1e-12, rel=1e-11)
    assert sight_chance(math.inf) == 1.0


@given(hazards, st.floats(0.01, 3.0))
def test_two_chances_to_see_are_one_of_the_summed_hazard(hazard: float, other: float) -> None:
    missed = (1.0 - sight_chance(hazard)) * (1.0 - sight_chance(other))
    assert 1.0 - sight_chance(hazard + other) == pytest.approx(missed, abs=1e-15)
    assert 0.0 <= sight_chance(hazard) <= sight_chance(hazard + other) <= 1.0


@given(st.integers(0, 2**53 - 1), hazards)
@example(0, 0.0)
@example(0, 5e-324)
def test_is_seen_is_the_exact_comparison(ticks: int, hazard: float) -> None:
    assert is_seen(ticks * GRID, hazard) == (ticks * GRID < sight_chance(hazard))


@given(hazards, st.integers(-3, 3))
def test_is_seen_is_exact_at_the_very_draws_that_decide(hazard: float, off: int) -> None:
    """Draws on the grid that lie next to the chance, and next to the two bounds around it."""
    for near in (sight_chance(hazard), hazard, hazard - 0.5 * hazard * hazard):
        ticks = round(near / GRID) + off
        if 0 <= ticks < 2**53:
            assert is_seen(ticks * GRID, hazard) == (ticks * GRID < sight_chance(hazard))


def test_without_hazard_nobody_sees_and_with_infinite_hazard_everybody_does() -> None:
    for draw in (0.0, GRID, 0.5, 1.0 - GRID):
        assert not is_seen(draw, 0.0)
        assert is_seen(draw, 1e9)


@given(st.integers(0, 11), st.floats(0.1, 50.0))
def test_attention_halves_at_its_limit(items: int, limit: float) -> None:
    chance = notice_chance(items, limit)
    assert 0.0 < chance <= 1.0
    assert chance * (items + limit) == pytest.approx(limit)
    assert notice_chance(items + 1, limit) < chance
    assert notice_chance(items + 1, 2.0 * limit) > notice_chance(items + 1, limit)


def test_known_values_of_attention() -> None:
    assert notice_chance(0, 5.0) == 1.0
    assert notice_chance(5, 5.0) == 0.5
    assert notice_chance(11, math.inf) == 1.0
