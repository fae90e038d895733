"""The bounds of the guarantee hold as often as they say, and no oftener than is usual."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from simsmm.diffusion.choosing.guarantee import (
    GREEDY,
    choices_by_number,
    choices_up_to,
    effort,
    lower,
    upper,
)


@pytest.mark.parametrize("doubt", [0.2, 0.01, 1e-5])
@pytest.mark.parametrize("share", [0.003, 0.05, 0.4])
@pytest.mark.parametrize("sets", [500, 20_000])
def test_each_bound_fails_no_oftener_than_allowed(doubt: float, share: float, sets: int) -> None:
    """By the exact law of the number of sets met, of which a share is met in truth."""
    met = np.arange(sets + 1)
    chance = binom.pmf(met, sets, share)
    low = np.array([lower(float(number), sets, 1.0, doubt) for number in met])
    high = np.array([upper(float(number), sets, 1.0, doubt) for number in met])
    assert chance[low > share].sum() <= doubt
    assert chance[high < share].sum() <= doubt


def test_the_bounds_close_in_on_the_truth() -> None:
    for sets, wide in ((1_000, 0.5), (100_000, 0.05), (10_000_000, 0.005)):
        met = 0.1 * sets
        assert 1.0 - wide < lower(met, sets, 50.0, 0.01) / 5.0 < 1.0
        assert 1.0 < upper(met, sets, 50.0, 0.01) / 5.0 < 1.0 + wide
    assert lower(0.0, 100, 50.0, 0.01) == 0.0


def test_the_bounds_by_hand() -> None:
    """a = 2: (sqrt(100 + 4/9) - 1)^2 - 1/9 = 81.28893..., (sqrt(100 + 1) + 1)^2 = 122.09975..."""
    doubt = math.exp(-2.0)
    assert lower(100.0, 1000, 1000.0, doubt) == pytest.approx(81.288938, abs=1e-5)
    assert upper(100.0, 1000, 1000.0, doubt) == pytest.approx(122.099751, abs=1e-5)


def test_the_effort_of_the_published_plan() -> None:
    """100,000 people, 50 seeds, delta 1/n: theta_0 and theta_max of OPIM-C."""
    people, k, epsilon = 100_000, 50, 0.1
    choices = choices_by_number(people, k)
    assert choices == pytest.approx(math.log(math.comb(people, k)))
    plan = effort(GREEDY, epsilon, 1.0 / people, choices, people, k)
    a = math.log(6.0 * people)
    first = 2.0 * (GREEDY * math.sqrt(a) + math.sqrt(GREEDY * (choices + a))) ** 2
    assert plan.first == math.ceil(first) == 722
    assert plan.enough == pytest.approx(first * people / (epsilon**2 * k))
    assert effort(GREEDY, epsilon, 0.5, 0.0, 100.0, 0.0).enough == math.inf
    assert effort(GREEDY, epsilon, 0.5, 0.0, 100.0, 1.0).first == 64


def test_the_number_of_choices_up_to_a_size() -> None:
    for candidates in (1, 2, 7, 20):
        for most in range(candidates + 1):
            exact = sum(math.comb(candidates, size) for size in range(most + 1))
            assert choices_up_to(candidates, most) >= math.log(exact) - 1e-9
