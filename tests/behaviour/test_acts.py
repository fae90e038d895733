"""The chance of an act: a logistic curve in appeal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.behaviour import act_chance

moderate = st.floats(-20.0, 20.0)
slopes = st.floats(0.0, 5.0)


@pytest.mark.parametrize(
    ("appeal", "intercept", "sensitivity", "chance"),
    [
        (0.0, 0.0, 1.0, 0.5),
        (7.0, 0.0, 0.0, 0.5),
        (0.0, math.log(0.2 / 0.8), 1.0, 0.2),
        (2.0, -1.0, 0.5, 0.5),
        (1.0, 1.0, 1.0, math.e**2 / (1.0 + math.e**2)),
        (-1.0, 1.0, 2.0, 1.0 / (1.0 + math.e)),
    ],
)
def test_known_values(appeal: float, intercept: float, sensitivity: float, chance: float) -> None:
    assert act_chance(appeal, intercept, sensitivity) == pytest.approx(chance, rel=1e-14)


def test_a_rate_of_zero_or_one_is_kept_at_any_appeal() -> None:
    for appeal in (-8.0, 0.0, 8.0):
        assert act_chance(appeal, -math.inf, 1.0) == 0.0
        assert act_chance(appeal, math.inf, 1.0) == 1.0


@given(moderate, moderate, slopes)
def test_a_chance_lies_between_0_and_1(appeal: float, intercept: float, sensitivity: float) -> None:
    assert 0.0 <= act_chance(appeal, intercept, sensitivity) <= 1.0


@given(st.floats(-8.0, 8.0), st.floats(-8.0, 4.0), st.floats(0.1, 2.0), st.floats(0.01, 3.0))
def test_more_appeal_adds_the_sensitivity_to_the_log_odds(
    appeal: float, intercept: float, sensitivity: float, more: float
) -> None:
    low = act_chance(appeal, intercept, sensitivity)
    high = act_chance(appeal + more, intercept, sensitivity)
    ratio = (high / (1.0 - high)) / (low / (1.0 - low))
    # The odds of a chance near one lose digits: 1e-16 / 1e-11.
    assert math.log(ratio) == pytest.approx(sensitivity * more, abs=1e-4)


@given(moderate, moderate, moderate)
def test_sensitivity_zero_treats_everybody_alike(one: float, other: float, at: float) -> None:
    assert act_chance(one, at, 0.0) == act_chance(other, at, 0.0)
