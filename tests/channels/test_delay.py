"""Delay kernels: quantile and share are each other's inverse, and half is seen by the half-life."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import ndtri

from simsmm.channels.delay import (
    EXPONENTIAL,
    INSTANT,
    LOG_NORMAL,
    POWER_LAW,
    delay_quantile,
    delay_share,
    normal_quantile,
)

SPREAD_OUT = (EXPONENTIAL, LOG_NORMAL, POWER_LAW)
kernels = st.sampled_from(SPREAD_OUT)
half_lives = st.floats(0.05, 100.0)
shapes = st.floats(1.2, 4.0)
draws = st.integers(0, 2**53 - 2).map(lambda k: k * 2.0**-53)


def plain_law(kernel: int, half_life: float, shape: float) -> stats.rv_continuous:
    """The same laws from scipy, by mean, median and scale."""
    if kernel == EXPONENTIAL:
        return stats.expon(scale=half_life / math.log(2.0))
    if kernel == LOG_NORMAL:
        return stats.lognorm(s=shape, scale=half_life)
    tail = shape - 1.0
    return stats.lomax(c=tail, scale=half_life / (2.0 ** (1.0 / tail) - 1.0))


@given(kernels, half_lives, shapes, st.floats(1e-6, 1.0 - 1e-6))
def test_quantile_and_share_are_inverse(
    kernel: int, half_life: float, shape: float, share: float
) -> None:
    age = delay_quantile(share, kernel, half_life, shape)
    assert delay_share(age, kernel, half_life, shape) == pytest.approx(share, rel=1e-7, abs=1e-9)


@given(kernels, half_lives, shapes)
def test_half_is_seen_by_the_half_life(kernel: int, half_life: float, shape: float) -> None:
    assert delay_quantile(0.5, kernel, half_life, shape) == pytest.approx(half_life, rel=1e-8)
    assert delay_share(half_life, kernel, half_life, shape) == pytest.approx(0.5, rel=1e-12)


@given(kernels, half_lives, shapes, st.floats(0.01, 50.0))
def test_share_is_the_named_law(kernel: int, half_life: float, shape: float, times: float) -> None:
    law = plain_law(kernel, half_life, shape)
    age = times * half_life
    assert delay_share(age, kernel, half_life, shape) == pytest.approx(law.cdf(age), abs=1e-12)


@given(kernels, half_lives, shapes, st.floats(0.0, 0.999), st.floats(1e-4, 1e-3))
def test_a_larger_draw_is_a_later_age(
    kernel: int, half_life: float, shape: float, draw: float, more: float
) -> None:
    early = delay_quantile(draw, kernel, half_life, shape)
    assert 0.0 <= early < delay_quantile(draw + more * (1.0 - draw), kernel, half_life, shape)


@given(kernels, half_lives, shapes, draws)
def test_every_draw_gives_a_finite_age(
    kernel: int, half_life: float, shape: float, draw: float
) -> None:
    age = delay_quantile(draw, kernel, half_life, shape)
    assert math.isfinite(age)
    assert age >= 0.0


@pytest.mark.parametrize(
    ("kernel", "draw"),
    [(kernel, end) for kernel in SPREAD_OUT for end in (0.0, 2.0**-53, 1.0 - 2.0**-52)]
    + [(EXPONENTIAL, 1.0 - 2.0**-53), (POWER_LAW, 1.0 - 2.0**-53), (LOG_NORMAL, 1.0 - 2.0**-53)],
)
def test_the_ends_of_the_grid_of_draws_give_finite_ages(kernel: int, draw: float) -> None:
    assert math.isfinite(delay_quantile(draw, kernel, 1.0, 2.5))


@pytest.mark.parametrize("kernel", SPREAD_OUT)
def test_nothing_is_seen_before_it_appears(kernel: int) -> None:
    assert delay_share(0.0, kernel, 2.0, 2.5) == 0.0
    assert delay_share(-1.0, kernel, 2.0, 2.5) == 0.0
    assert delay_share(1e12, kernel, 2.0, 2.5) == pytest.approx(1.0, abs=1e-9)


def test_instant_is_all_at_once() -> None:
    assert delay_quantile(0.7, INSTANT, 2.0, 2.0) == 0.0
    assert delay_share(0.0, INSTANT, 2.0, 2.0) == 1.0
    assert delay_share(0.1, INSTANT, 2.0, 2.0) == 1.0
    assert delay_share(-0.1, INSTANT, 2.0, 2.0) == 0.0


def test_normal_quantile_against_scipy() -> None:
    """Acklam states a relative error below 1.15e-9; at 1/2 the quantile itself is 0."""
    middle = np.linspace(1e-4, 1.0 - 1e-4, 20_001)
    tails = np.logspace(-300, -4, 2_000)
    near_one = 1.0 - np.logspace(-15, -4, 2_000)
    for p in (middle, tails, near_one):
        found = np.array([normal_quantile(float(at)) for at in p])
        np.testing.assert_allclose(found, ndtri(p), rtol=1.2e-9, atol=1e-12)
    edges = np.array([0.02425, 0.97575])
    just = np.concatenate([np.nextafter(edges, 0.0), edges, np.nextafter(edges, 1.0)])
    found = np.array([normal_quantile(float(at)) for at in just])
    np.testing.assert_allclose(found, ndtri(just), rtol=1.2e-9)
