"""Often enough within a short enough time: exact, on the edges too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.measures.windows import often_within

ANN = [1.0, 2.0, 30.0, 31.0, 33.0]


@pytest.mark.parametrize(
    ("least", "window", "reached"),
    [(1, 0.0, 1), (2, 0.9, 0), (2, 1.0, 1), (3, 2.9, 0), (3, 3.0, 1), (5, 32.0, 1), (6, 99.0, 0)],
)
def test_one_person(least: int, window: float, reached: int) -> None:
    assert often_within(np.zeros(5, int), np.array(ANN), least, window) == reached


def test_times_of_different_people_do_not_add_up() -> None:
    assert often_within(np.array([0, 1, 0, 1]), np.array([1.0, 1.1, 9.0, 9.1]), 2, 5.0) == 0


def test_nobody() -> None:
    assert often_within(np.zeros(0, int), np.zeros(0), 3, 24.0) == 0


@given(
    st.lists(st.tuples(st.integers(0, 48), st.integers(0, 4)), max_size=30),
    st.integers(1, 5),
    st.integers(0, 20),
)
def test_against_every_window(seen: list[tuple[int, int]], least: int, window: int) -> None:
    seen = sorted(seen)
    reached = {
        person
        for start, _ in seen
        for person in range(5)
        if sum(who == person and start <= time <= start + window for time, who in seen) >= least
    }
    time, person = (np.array([row[field] for row in seen], float) for field in (0, 1))
    assert often_within(person.astype(int), time, least, float(window)) == len(reached)
