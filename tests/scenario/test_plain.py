"""A scenario from plain Python data meets the checks of a file, with paths instead of lines."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from simsmm import scenario
from simsmm.scenario import Scenario, ScenarioError
from simsmm.scenario.positions import read

MINIMAL = (Path(__file__).parents[2] / "scenarios" / "minimal.yaml").read_text("utf-8")


def minimal(**changes: Any) -> dict[str, Any]:
    return read(MINIMAL, "").data | changes


def refused(data: Any) -> tuple[scenario.Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_data(data)
    return caught.value.problems


def test_plain_data_mean_what_a_file_means() -> None:
    assert Scenario.from_data(minimal()) == scenario.parse(MINIMAL)


def test_python_values_may_stand_where_they_are_meant() -> None:
    plan = Scenario.from_data(
        minimal(version=1, market=500_000, starts=datetime.date(2027, 9, 6), people=None or {})
    )
    assert plan == scenario.parse(MINIMAL)


def test_messages_are_those_of_a_file_with_the_path_for_the_line() -> None:
    data = minimal(lasts="14 x", markt=3)
    del data["market"], data["starts"]
    found = {one.field: one for one in refused(data)}
    assert set(found) == {"lasts", "markt", "starts"}
    assert found["lasts"].line is None
    assert 'Did you mean "market"?' in found["markt"].message
    assert str(found["lasts"]).startswith('<data>: lasts: "14 x" is not a length of time')


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1: 2}, "a key is a text"),
        (object(), "object cannot stand in a scenario"),
        (float("nan"), "nan cannot stand"),
        ({"a"}, "set cannot stand"),
        ("a\0b", "control characters"),
        ("x" * 3_000, "at most 2,000"),
        (list(range(30_000)), "at most 20000 values"),
    ],
)
def test_what_cannot_stand_in_a_file(value: Any, message: str) -> None:
    assert message in str(refused(minimal(people=value))[0])


def test_data_that_hold_themselves_are_refused() -> None:
    circle: dict[str, Any] = {}
    circle["people"] = circle
    assert "nested deeper" in str(refused(minimal(people=circle))[0])


@pytest.mark.parametrize("data", [None, [], "version: 1", 3])
def test_only_a_mapping_is_a_scenario(data: Any) -> None:
    assert "a scenario is a mapping" in str(refused(data)[0])
