"""The experiment about scale: it tells a difference from luck."""

from __future__ import annotations

import pytest

from experiments.other_scale import MEASURES, SOCIETY, Difference, compare, table
from tests.study.plans import scenario


def test_the_same_scale_gives_the_same_answer() -> None:
    plan = scenario(simulate=400)
    found = compare(plan, 400, 2 * SOCIETY, seed=1)
    assert [line.measure for line in found] == list(MEASURES)
    assert all(line.as_planned == line.at_other for line in found)
    assert table(found).endswith("the scale is fine")


def test_a_plan_that_must_not_be_scaled_is_told() -> None:
    # 2,000 real friends a person cannot be had among 100 simulated people: cascades die at once.
    plan = scenario(simulate=2_000)
    found = {line.measure: line for line in compare(plan, 50, 2 * SOCIETY, seed=1)}
    assert found["shares"].matters
    assert table(list(found.values())).splitlines()[-1].startswith("do not scale: ")


def test_what_matters_is_beyond_error_and_rounding() -> None:
    assert not Difference("reach", 1000.0, 1020.0, 0.0).matters
    assert Difference("reach", 1000.0, 1021.0, 0.0).matters
    assert not Difference("reach", 1000.0, 1100.0, 30.0).matters
    assert Difference("reach", 1000.0, 1100.0, 20.0).matters


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(ValueError, match="32 replicates at least"):
        compare(scenario(), 1_000, 31)
