"""The plain rules of boards: pull, lifting, and the bound that visits set."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.channels.delay import EXPONENTIAL, INSTANT, POWER_LAW, delay_share
from simsmm.channels.venue import TOP, answer_chance, has_sunk, most_visible, pull


def test_pull_halves_with_its_age() -> None:
    assert [pull(age, 24.0) for age in (0.0, 24.0, 48.0)] == [1.0, 0.5, 0.25]


def test_a_thread_on_top_is_not_lifted() -> None:
    assert not has_sunk(0.9 * TOP * 3.0, 3.0)
    assert has_sunk(TOP * 3.0, 3.0)


@given(st.floats(0.0, 0.9), st.floats(1.0, 200.0))
def test_the_chance_that_one_of_several_answers(chance: float, people: float) -> None:
    found = answer_chance(chance, people)
    assert found == pytest.approx(1.0 - (1.0 - chance) ** people, abs=1e-12)
    assert chance <= found + 1e-15
    assert answer_chance(chance, 1.0) == chance
    assert answer_chance(1.0, people) == 1.0


@pytest.mark.parametrize(("kernel", "shape"), [(EXPONENTIAL, 0.0), (POWER_LAW, 1.5)])
def test_the_largest_visibility_is_a_sight_at_every_visit(kernel: int, shape: float) -> None:
    """The rate of sights when a life begins, c K(0), equals that of visits."""
    largest, step = most_visible(0.6, kernel, 3.0, shape), 1e-6
    rate = largest * delay_share(step, kernel, 3.0, shape) / step
    assert rate == pytest.approx(0.6 / 24.0, rel=1e-4)
    assert most_visible(0.6, INSTANT, 3.0, 0.0) == math.inf
