"""What is solved from published means gives those means back."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from simsmm.behaviour import act_chance
from simsmm.channels.reference import intercept, summary, taste_law, visibility

reaches = st.floats(1e-4, 0.95)
shapes = st.floats(0.2, 5.0)
hazards = arrays(np.float64, st.integers(1, 12), elements=st.floats(0.05, 3.0))


def mean_reach(c: float, shape: float, hazard: np.ndarray, weight: np.ndarray) -> float:
    """Mean of 1 - exp(-c * activity * hazard) by the Laplace transform of a gamma law."""
    return float(np.average(1.0 - (1.0 + c * hazard / shape) ** -shape, weights=weight))


@given(reaches, shapes, hazards, st.data())
def test_visibility_gives_the_published_reach(
    reach: float, shape: float, hazard: np.ndarray, data: st.DataObject
) -> None:
    weight = data.draw(arrays(np.float64, len(hazard), elements=st.floats(0.01, 5.0)))
    c = visibility(reach, shape, hazard, weight)
    assert c > 0.0
    assert mean_reach(c, shape, hazard, weight) == pytest.approx(reach, rel=1e-9)


@given(st.floats(1e-4, 0.9), shapes, hazards)
def test_more_reach_takes_more_visibility(reach: float, shape: float, hazard: np.ndarray) -> None:
    """By at least the proportional rise, since reach is concave in visibility."""
    evenly = np.ones(len(hazard))
    c = visibility(reach, shape, hazard, evenly)
    assert visibility(1.05 * reach, shape, hazard, evenly) >= 1.05 * c * (1.0 - 1e-8)


@pytest.mark.parametrize("shape", [0.36, 1.0, 2.5])
@pytest.mark.parametrize("reach", [0.022, 0.35, 0.9])
def test_visibility_holds_over_a_crowd_of_gamma_activity(shape: float, reach: float) -> None:
    """People evenly spread over the gamma law, not its closed form."""
    activity = stats.gamma.ppf((np.arange(200_000) + 0.5) / 2e5, shape, scale=1.0 / shape)
    hazard = np.array([0.5, 1.5])
    c = visibility(reach, shape, hazard, np.array([1.0, 3.0]))
    seen = [np.mean(-np.expm1(-c * activity * at)) for at in hazard]
    assert 0.25 * seen[0] + 0.75 * seen[1] == pytest.approx(reach, rel=3e-4)


def test_only_the_ratio_of_weights_matters_and_strength_trades_against_visibility() -> None:
    hazard, weight = np.array([0.4, 1.0, 2.2]), np.array([1.0, 2.0, 3.0])
    c = visibility(0.3, 1.0, hazard, weight)
    assert visibility(0.3, 1.0, hazard, 7.0 * weight) == pytest.approx(c, rel=1e-9)
    assert visibility(0.3, 1.0, 2.0 * hazard, weight) == pytest.approx(c / 2.0, rel=1e-9)


def test_reach_of_nobody_and_of_everybody() -> None:
    one = np.ones(1)
    assert visibility(0.0, 1.0, one, one) == 0.0
    assert visibility(1.0, 1.0, one, one) == math.inf


appeals = arrays(
    np.float64, st.tuples(st.integers(1, 9), st.integers(1, 5)), elements=st.floats(-6.0, 6.0)
)


def mean_rate(at: float, appeal: np.ndarray, often: np.ndarray, sensitivity: float) -> float:
    """Mean chance of an act over people (rows) and tastes (columns), by the plain rule."""
    chances = [[act_chance(float(u), at, sensitivity) for u in row] for row in appeal]
    return float((np.array(chances) @ often).mean())


@given(st.floats(1e-6, 0.95), appeals, st.floats(0.0, 3.0), st.data())
def test_intercept_gives_the_published_rate(
    rate: float, appeal: np.ndarray, sensitivity: float, data: st.DataObject
) -> None:
    often = data.draw(arrays(np.float64, appeal.shape[1], elements=st.floats(0.01, 1.0)))
    often = often / often.sum()
    at = intercept(rate, appeal, often, sensitivity)
    assert mean_rate(at, appeal, often, sensitivity) == pytest.approx(rate, rel=1e-9)


@given(st.floats(1e-6, 0.8), appeals, st.floats(0.0, 3.0))
def test_a_higher_rate_takes_a_higher_intercept(
    rate: float, appeal: np.ndarray, sensitivity: float
) -> None:
    """No smaller a step than in the log odds of the rate itself: heterogeneity flattens means."""
    often = np.full(appeal.shape[1], 1.0 / appeal.shape[1])
    low, high = (intercept(r, appeal, often, sensitivity) for r in (rate, 1.1 * rate))
    odds = math.log(1.1 * (1.0 - rate) / (1.0 - 1.1 * rate))
    assert high - low >= odds * (1.0 - 1e-6)


@given(st.floats(1e-6, 0.95), st.floats(-5.0, 5.0), st.floats(0.0, 3.0))
def test_one_appeal_has_a_closed_form(rate: float, appeal: float, sensitivity: float) -> None:
    at = intercept(rate, np.full((3, 2), appeal), np.full(2, 0.5), sensitivity)
    assert at == pytest.approx(math.log(rate / (1.0 - rate)) - sensitivity * appeal, abs=1e-9)


def test_rates_of_nobody_and_of_everybody() -> None:
    one = np.ones((1, 1)), np.ones(1)
    assert intercept(0.0, *one, 1.0) == -math.inf
    assert intercept(1.0, *one, 1.0) == math.inf


@given(arrays(np.float64, st.integers(1, 900), elements=st.floats(-2.0, 2.0)), st.integers(1, 300))
def test_a_summary_keeps_range_and_order_and_nearly_the_mean(values: np.ndarray, bins: int) -> None:
    assume(len(values) % bins == 0 or len(values) < bins)
    parts = summary(values, bins)
    assert len(parts) == min(bins, len(values))
    assert np.all(np.diff(parts) >= -1e-12)
    assert values.min() - 1e-12 <= parts[0]
    assert parts[-1] <= values.max() + 1e-12
    assert parts.mean() == pytest.approx(values.mean(), abs=1e-9)


@pytest.mark.parametrize("nodes", [9, 13, 41])
def test_tastes_on_a_grid_have_the_moments_of_the_bell(nodes: int) -> None:
    tastes, often = taste_law(nodes)
    assert len(tastes) == len(often) == nodes
    assert np.all(often > 0.0)
    assert often.sum() == pytest.approx(1.0)
    assert often @ tastes == pytest.approx(0.0, abs=1e-12)
    assert often @ tastes**2 == pytest.approx(1.0, abs=0.01)
    assert often @ tastes**4 == pytest.approx(2.7, abs=0.06)
    assert np.abs(tastes).max() < 2.0 * math.sqrt(3.0)
