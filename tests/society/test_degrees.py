"""Laws of hidden degrees, against integrals of their densities."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from simsmm.society import LayerSpec
from simsmm.society.degrees import (
    below_cap,
    degree_law,
    hidden_degrees,
    log_normal_mean,
    power_law_mean,
    score_correlation,
    solve,
)

LEVELS = (np.arange(200_000) + 0.5) / 200_000


@pytest.mark.parametrize(("exponent", "low", "top"), [(2.276, 10, 1800), (2.0, 1, 50), (3.5, 2, 9)])
def test_power_law_mean(exponent: float, low: float, top: float) -> None:
    mass, _ = integrate.quad(lambda k: k**-exponent, low, top)
    moment, _ = integrate.quad(lambda k: k ** (1 - exponent), low, top)
    assert power_law_mean(low, exponent, top) == pytest.approx(moment / mass)


def test_log_normal_mean() -> None:
    law = stats.lognorm(1.14, scale=math.exp(3.0))
    moment, _ = integrate.quad(lambda k: k * law.pdf(k), 0, 200)
    assert log_normal_mean(3.0, 1.14, 200.0) == pytest.approx(moment / law.cdf(200))


@pytest.mark.parametrize(
    "shape", [{"spread": 1.14}, {"exponent": 2.276}, {"exponent": 3.0}, {"spread": 0.0}, {}]
)
def test_laws_have_their_mean_and_top(shape: dict[str, float]) -> None:
    law = degree_law(LayerSpec("x", "follows", 35.0, cap=2000, **shape), 1_000_000)
    degrees = law.quantile(LEVELS)
    assert degrees.mean() == pytest.approx(35.0, rel=2e-3)
    assert degrees.max() <= below_cap(2000)
    assert np.all(np.diff(degrees) >= 0)


def test_power_law_has_its_exponent() -> None:
    law = degree_law(LayerSpec("x", "follows", 35.0, exponent=2.276, cap=2000), 1_000_000)
    degrees = law.quantile(LEVELS)
    for low in (20, 100):
        share = np.mean((degrees > low) & (degrees < 2 * low)) / np.mean(
            (degrees > 2 * low) & (degrees < 4 * low)
        )
        assert share == pytest.approx(2**1.276, rel=0.02)


def test_four_deviations_fit_below_the_cap() -> None:
    degree = below_cap(2500.0)
    assert degree + 4 * math.sqrt(degree) == pytest.approx(2500)


def test_a_small_society_is_nearly_full() -> None:
    degrees = degree_law(LayerSpec("x", "follows", 52.0, spread=1.14, cap=2500), 20).quantile(
        LEVELS
    )
    assert degrees.mean() == pytest.approx(0.9 * 19, rel=0.02)
    assert degrees.max() <= 19


def test_solve() -> None:
    assert solve(lambda x: x**3, 8.0, 0.0, 10.0) == pytest.approx(2.0)
    assert solve(lambda x: x, 99.0, 0.0, 10.0) == pytest.approx(10.0)


@pytest.mark.parametrize("shape", [{"spread": 1.14}, {"exponent": 2.276}])
def test_logarithms_are_correlated_as_asked(shape: dict[str, float]) -> None:
    law = degree_law(LayerSpec("x", "follows", 35.0, cap=2000, **shape), 1_000_000)
    rho = score_correlation(law, 0.5)
    scores = stats.qmc.MultivariateNormalQMC([0, 0], [[1, rho], [rho, 1]], seed=1).random(2**14)
    logs = np.log(hidden_degrees(law, scores))
    assert np.corrcoef(logs.T)[0, 1] == pytest.approx(0.5, abs=0.01)
