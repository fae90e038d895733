"""Whatever a goal may name is measured, by its day and in its unit."""

from __future__ import annotations

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.measures import ALL, MEASURES, measure_run
from simsmm.record import Run
from simsmm.scenario import MEASURES as AIMS
from simsmm.scenario import Scenario
from simsmm.study.replicate import measure, play
from tests.study.plans import scenario

AMOUNTS = {"share": "5 %", "money": "5 EUR", "number": "5", "count": "5"}
ABSENT = {
    "votes",
    "best rank",
    "reviews",
    "rating",
    "attendance",
    "incremental attendance",
}
"""What comes of lists, reviews and events, of which the plan has none: nothing, or not a number."""


def asked(by: str = "") -> Scenario:
    """The plan, with a goal of every kind that may have that day."""
    goals = []
    for name, aim in AIMS.items():
        if not (by and aim.at_end):
            written = f"{name} (3+)" if name == "effective reach" else name
            goals.append({written: f"at least {AMOUNTS[aim.units[0]]}{by}"})
    return scenario(goals=goals)


@pytest.fixture(scope="module")
def run() -> Run:
    found = play(Stage(asked(), 1, 0), 0)
    assert found is not None
    return found


@pytest.mark.parametrize("name", AIMS)
def test_every_goal_names_a_measure(name: str) -> None:
    assert AIMS[name].measured in MEASURES


def test_a_goal_is_held_against_its_measure(run: Run) -> None:
    plan, measured = asked(), measure_run(run)
    values = measure(plan, run, 0).by_goal
    for goal, value in zip(plan.goals, values, strict=True):
        np.testing.assert_equal(value, measured[goal.measured, ALL, ALL], goal.measure)
    found = {goal.measure for goal, value in zip(plan.goals, values, strict=True) if value}
    told = {goal.measure for goal in plan.goals} - ABSENT
    assert len(told & found) > len(told) - 3


def test_a_goal_by_a_day_leaves_out_what_comes_later(run: Run) -> None:
    plan, measured = asked(" by day 3"), measure_run(run)
    early = measure_run(run.until(72.0))
    for goal, value in zip(plan.goals, measure(plan, run, 0).by_goal, strict=True):
        np.testing.assert_equal(value, early[goal.measured, ALL, ALL], goal.measure)
    reach = next(
        value
        for goal, value in zip(plan.goals, measure(plan, run, 0).by_goal, strict=True)
        if goal.measure == "reach"
    )
    assert 0.0 < reach < measured["reach", ALL, ALL]
