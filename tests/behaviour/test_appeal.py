"""Appeal: what it is made of, what moves it and which way."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import fftconvolve

from simsmm.behaviour import Weights, appeal, bell
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers

AVERAGE = {
    "match": 0.0,
    "quality": 0.5,
    "bonus": 0.0,
    "trust": 0.0,
    "passed": 0.0,
    "attitude": 0.0,
    "met": 0.0,
    "taste": 0.0,
}
WEIGHTS = Weights(
    interest=2.0, quality=1.5, tie=1.0, social=0.7, attitude=0.5, wear=0.25, free=3.0, taste=0.8
)
NOTHING = Weights(*(0.0,) * 8)


def of(weights: Weights = WEIGHTS, **different: float) -> float:
    return appeal(**{**AVERAGE, **different}, weights=weights)


def test_an_average_post_on_an_average_person_has_appeal_0() -> None:
    assert of() == 0.0


@pytest.mark.parametrize(
    ("different", "worth"),
    [
        ({"match": 0.25}, 0.5),
        ({"match": -0.5}, -1.0),
        ({"quality": 1.0}, 0.75),
        ({"quality": 0.0}, -0.75),
        ({"bonus": 0.3}, 0.3),
        ({"trust": 0.6}, 0.6),
        ({"passed": 1.0}, 0.7 * math.log(2.0)),
        ({"passed": 7.0}, 0.7 * math.log(8.0)),
        ({"attitude": -1.0}, -0.5),
        ({"met": 2.0}, 0.0),
        ({"met": 3.0}, 0.0),
        ({"met": 4.0}, -0.25),
        ({"met": 13.0}, -2.5),
        ({"taste": 1.5}, 1.2),
    ],
)
def test_each_influence_alone(different: dict[str, float], worth: float) -> None:
    assert of(**different) == pytest.approx(worth, rel=1e-14, abs=1e-15)


def test_influences_add_up() -> None:
    apart = [
        {"match": 0.25},
        {"quality": 0.9},
        {"bonus": -0.2},
        {"trust": 1.0},
        {"passed": 3.0},
        {"attitude": 0.4},
        {"met": 6.0},
        {"taste": -1.1},
    ]
    together = {name: value for one in apart for name, value in one.items()}
    assert of(**together) == pytest.approx(sum(of(**one) for one in apart), rel=1e-13)


@given(
    st.floats(-1, 1),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(0, 255),
    st.floats(-1, 1),
    st.integers(0, 255),
    st.floats(-3.5, 3.5),
)
def test_weights_of_zero_leave_nothing_but_the_bonus(
    match: float,
    quality: float,
    trust: float,
    passed: int,
    attitude: float,
    met: int,
    taste: float,
) -> None:
    assert appeal(match, quality, 0.75, trust, passed, attitude, met, taste, NOTHING) == 0.75


MORE = {
    "match": (0.1, 0.2),
    "quality": (0.1, 0.15),
    "bonus": (0.1, 0.1),
    "trust": (0.1, 0.1),
    "attitude": (0.1, 0.05),
    "taste": (0.1, 0.08),
}
"""A step of each influence, and what it is worth by `WEIGHTS`."""


@pytest.mark.parametrize("name", MORE)
@given(at=st.floats(0.0, 0.9))
def test_more_of_an_influence_is_worth_its_weight(name: str, at: float) -> None:
    step, worth = MORE[name]
    gained = of(**{name: at + step}) - of(**{name: at})
    assert gained == pytest.approx(worth, rel=1e-9)


@given(st.integers(0, 100), st.integers(0, 100))
def test_more_ties_add_ever_less_and_more_exposures_never_help(passed: int, met: int) -> None:
    by_one, by_next = (of(passed=passed + k + 1.0) - of(passed=float(passed + k)) for k in (0, 1))
    assert 0.0 < by_next < by_one
    assert of(met=met + 1.0) <= of(met=float(met))
    assert of(met=met + 4.0) <= of(met=float(met)) - 0.25


def test_bell_has_mean_0_and_variance_1() -> None:
    """Exact mean by linearity, exact variance in fractions: no draw is involved."""
    grid = Fraction(65536)
    mean_of_one = Fraction(65535, 2)
    variance_of_one = (grid**2 - 1) / 12
    scale = Fraction(bell(65536) - bell(0)) / grid
    assert bell(int(4 * mean_of_one)) == 0.0
    assert float(4 * variance_of_one * scale**2) == pytest.approx(1.0, abs=1e-9)


def test_bell_is_linear_and_bounded() -> None:
    highest = 4 * 65535
    assert bell(0) == pytest.approx(-2.0 * math.sqrt(3.0), abs=1e-4)
    assert bell(0) == -bell(highest)
    steps = np.diff([bell(at) for at in range(0, highest, 997)])
    np.testing.assert_allclose(steps, steps[0], rtol=1e-9)


def test_bell_is_near_normal() -> None:
    """The exact law of the sum of four: kurtosis 2.7, distribution within 0.008 of the normal."""
    from scipy.stats import norm

    two = fftconvolve(np.full(65536, 1 / 65536), np.full(65536, 1 / 65536))
    law = fftconvolve(two, two)
    values = np.array([bell(at) for at in range(len(law))])
    assert law @ values**2 == pytest.approx(1.0, abs=1e-8)
    assert law @ values**4 == pytest.approx(2.7, abs=1e-6)
    assert np.abs(np.cumsum(law) - norm.cdf(values)).max() < 0.008


def test_tastes_cut_from_keyed_numbers_have_that_law() -> None:
    """200,000 tastes: mean within 5 standard errors of 0, mean square within 5 of 1."""
    bits = numbers(name_key("tastes cut from keyed numbers"), np.arange(200_000))
    quarters = sum(bits >> np.uint64(shift) & np.uint64(0xFFFF) for shift in (0, 16, 32, 48))
    tastes = np.array([bell(int(at)) for at in quarters])
    assert abs(tastes.mean()) < 5.0 / math.sqrt(200_000)
    assert abs((tastes**2).mean() - 1.0) < 5.0 * math.sqrt(1.7 / 200_000)
