"""An outcome says its mean, how sure the mean is, and how far outcomes lie apart."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simsmm.study.outcome import CONFIDENCE, Outcome, figures_of_each
from tests.study.test_design import made


def outcome(*values: float) -> Outcome:
    return Outcome("reach", "people", np.array(values, float))


def test_mean_and_quantiles() -> None:
    found = Outcome("reach", "people", np.arange(101.0))
    assert (found.mean, found.median, found.low, found.high) == (50.0, 50.0, 5.0, 95.0)
    assert found.quantile(0.25) == 25.0
    assert outcome(1.0, 2.0).median == 1.5


def test_constant_outcomes_are_certain() -> None:
    found = outcome(*[7.0] * 64)
    assert (found.mean, found.error, found.precision) == (7.0, 0.0, 0.0)
    assert (found.low, found.median, found.high) == (7.0, 7.0, 7.0)
    assert found.components is not None
    assert set(found.components.shares().values()) == {0.0}


def test_nothing_at_all_is_certain_and_something_around_nothing_is_not() -> None:
    assert outcome(*[0.0] * 16).precision == 0.0
    assert outcome(*[1.0, -1.0] * 8).precision == math.inf


def test_a_single_replicate_has_no_error() -> None:
    found = outcome(3.0)
    assert found.mean == 3.0
    assert found.components is None
    assert math.isnan(found.error)


def test_missing_values_are_left_out() -> None:
    found = outcome(1.0, math.nan, 3.0, math.nan)
    assert (found.mean, found.median) == (2.0, 2.0)
    assert found.components is None
    assert found.error > 0.0
    nothing = outcome(math.nan, math.nan)
    assert math.isnan(nothing.mean)
    assert math.isnan(nothing.error)
    assert math.isnan(nothing.low)
    assert math.isnan(nothing.precision)


def test_precision_is_the_half_width_of_the_interval_over_the_mean() -> None:
    found = Outcome("reach", "people", 100.0 + made(np.random.default_rng(1), 64, 1.0, 2.0, 3.0))
    assert found.precision == pytest.approx(1.96 * found.error / found.mean, rel=1e-4)
    mirrored = Outcome("reach", "people", -found.values)
    assert mirrored.precision == pytest.approx(found.precision)


@pytest.mark.parametrize("replicates", [1, 2, 3, 16, 33, 300])
def test_worked_out_together_each_is_what_it_is_alone(replicates: int) -> None:
    rng = np.random.default_rng(replicates)
    rows = np.exp(rng.normal(size=(40, replicates)) * 9.0)  # sums that tell their order
    rows[10:20][rng.random((10, replicates)) < 0.3] = math.nan
    rows[20] = math.nan
    for row, told in zip(rows, figures_of_each(rows), strict=True):
        alone, known = Outcome("x", "", row), row[~np.isnan(row)]
        assert repr(told) == repr(alone.figures)
        if len(known):
            assert told.mean == known.mean()
            assert [told.low, told.median, told.high] == [
                np.quantile(known, share) for share in (0.05, 0.5, 0.95)
            ]


def test_chance_by_hand() -> None:
    found = outcome(*range(64))
    assert found.chance(found.values < 0)[0] == 0.0
    assert found.chance(found.values < 16)[0] == 0.25
    assert found.chance(found.values < 64)[0] == 1.0
    half = found.chance(found.values % 8 < 4)
    assert half.at_least == pytest.approx(0.5 - 1.96 * half.error, abs=1e-4)
    assert half.at_most == pytest.approx(0.5 + 1.96 * half.error, abs=1e-4)


# Studies whose largest causes of spread are shared by replicates: who took all replicates for
# independent would state an error too small by the square root of two, or of sixteen.
TRUTHS = [(1.0, 0.0, 0.0), (0.1, 1.0, 0.0), (0.1, 0.5, 1.0)]


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("replicates", [64, 60, 71, 256])
def test_stated_error_is_that_of_studies_made_again(
    replicates: int, truth: tuple[float, float, float]
) -> None:
    # Over 1,000 studies. A part below zero is told as zero, so the error errs upwards; it may be
    # 30 % too large (with four societies) but not 8 % too small: the root mean square of 1,000
    # errors and the standard deviation of 1,000 means are each known to 2 to 3 %.
    rng = np.random.default_rng(replicates)
    studies = [Outcome("x", "", made(rng, replicates, *truth)) for _ in range(1000)]
    stated = math.sqrt(np.mean([study.error**2 for study in studies]))
    true = np.std([study.mean for study in studies])
    assert 0.92 <= stated / true <= 1.3


@pytest.mark.parametrize("truth", TRUTHS)
def test_stated_error_is_honest_where_values_are_missing(
    truth: tuple[float, float, float],
) -> None:
    rng = np.random.default_rng(1)
    studies = []
    for _ in range(1000):
        values = made(rng, 128, *truth)
        values[rng.random(128) < 0.1] = math.nan
        studies.append(Outcome("x", "", values))
    stated = math.sqrt(np.mean([study.error**2 for study in studies]))
    true = np.std([study.mean for study in studies])
    assert 0.92 <= stated / true <= 1.3


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # 95 % of 1,000 intervals, give or take 2 % (three errors), and 3 % less for normal quantiles:
    # sixteen societies would want Student's 2.13.
    rng = np.random.default_rng(3)
    studies = [Outcome("x", "", made(rng, 256, 0.2, 1.0, 0.5)) for _ in range(1000)]
    held = np.mean([abs(study.mean) <= CONFIDENCE * study.error for study in studies])
    assert 0.90 <= held <= 0.97


@pytest.mark.parametrize("truth", TRUTHS)
def test_error_of_a_chance_is_that_of_studies_made_again(
    truth: tuple[float, float, float],
) -> None:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(1000):
        study = Outcome("x", "", made(rng, 64, *truth))
        found.append(study.chance(study.values > 0.5)[:2])
    stated = math.sqrt(np.mean([error**2 for _, error in found]))
    true = np.std([share for share, _ in found])
    assert 0.92 <= stated / true <= 1.3
