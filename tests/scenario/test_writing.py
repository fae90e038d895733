"""A resolved plan says the same as the plan, to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simsmm import estimate, scenario
from simsmm.scenario import Scenario, ScenarioError, dayparts, forms, quantities, unknowns
from tests.scenario.plans import plans

FOLDER = Path(__file__).parents[2] / "scenarios"
MINIMAL = (FOLDER / "minimal.yaml").read_text("utf-8")
MODEST = settings(deadline=None, suppress_health_check=list(HealthCheck))


def same(one: Scenario, other: Scenario) -> bool:
    """Equal, and equally explicit: `numbers` tells what was said."""
    said = [[choice.numbers for choice in s.channels.values()] for s in (one, other)]
    return one == other and said[0] == said[1]


def read_back(data: dict[str, Any]) -> None:
    plan = Scenario.from_data(data)
    text = plan.to_yaml()
    assert same(scenario.parse(text), plan)
    assert same(Scenario.from_data(plan.to_data()), plan)
    assert scenario.parse(text).to_yaml() == text
    other = yaml.load(text, Loader=yaml.BaseLoader)  # any other program's YAML
    assert other["name"] == plan.name
    ids = [post["id"] for post in other["campaigns"][0]["posts"]]
    assert ids == [post.id for post in plan.campaigns[0].posts]


@settings(MODEST, max_examples=25)
@given(plans())
def test_every_scenario_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    read_back(data)


@pytest.mark.slow
@settings(MODEST, max_examples=600)
@given(plans())
def test_six_hundred_scenarios_are_read_back_as_they_were(data: dict[str, Any]) -> None:
    read_back(data)


@given(st.floats(0.0, 9_000.0, allow_subnormal=False))
def test_times_are_written_exactly(hours: float) -> None:
    assert quantities.moment(forms.moment(hours), None) == hours
    assert quantities.duration(forms.duration(hours)) == hours


@given(st.sampled_from(["h", "d", "min", "w"]), st.floats(0.05, 100.0))
def test_days_are_written_exactly(unit: str, many: float) -> None:
    found = quantities.duration(f"{many!r} {unit}") / 24.0
    assert quantities.duration(forms.days(found)) / 24.0 == found


@pytest.mark.parametrize("minute", range(0, 24 * 60, 7))
def test_times_of_clocks_are_written_as_such(minute: int) -> None:
    text = f"day 3 {minute // 60:02}:{minute % 60:02}"
    assert forms.moment(quantities.moment(text, None)) == text


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_ranges_of_shares_are_written_exactly(one: float, other: float) -> None:
    value = scenario.Span(min(one, other), max(one, other)) if one != other else one
    assert unknowns.quality(forms.QUALITY.write(value, "EUR"), str) == value


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_are_read_back_as_they_were(path: Path) -> None:
    plan = scenario.load(path)
    assert same(scenario.parse(plan.to_yaml(), folder=FOLDER), plan)


def test_defaults_are_filled_in_with_their_meaning() -> None:
    text = scenario.parse(MINIMAL).to_yaml()
    for line in (
        "simulate: 50 000",
        "      - id: post 1",
        "            until: day 15 00:00",
        "  at most: 128",
        "# Zone of all times, which are those of clocks on the wall.",
    ):
        assert line in text.splitlines(), line


def test_a_resolved_plan_gives_the_same_numbers(tmp_path: Path) -> None:
    plan = scenario.parse(MINIMAL.replace("market: 500 000", "market: 500 000\nsimulate: 3 000"))
    plan.save(tmp_path / "resolved.yaml")
    tables = []
    for place, one in enumerate((plan, scenario.load(tmp_path / "resolved.yaml"))):
        folder = tmp_path / str(place)
        folder.mkdir()
        estimate(one, seed=3, replicates=4).save(folder)
        tables.append(pq.read_table(folder / "replicates.parquet"))
    assert tables[0].num_rows > 0
    assert tables[0].equals(tables[1])


def test_saving_overwrites_nothing_unasked(tmp_path: Path) -> None:
    plan, path = scenario.parse(MINIMAL), tmp_path / "plan.yaml"
    path.write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        plan.save(path)
    assert path.read_text("utf-8") == "mine"
    plan.save(path, overwrite=True)
    assert scenario.load(path) == plan


def test_a_plan_that_reads_files_is_saved_beside_them(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir(), away.mkdir()
    (home / "ties.csv").write_text("a,b\n1,2\n", "utf-8")
    plan = scenario.parse(
        f"{MINIMAL}\npeople: {{ties: {{friends: {{file: ties.csv}}}}}}\n", "", home
    )
    plan.save(home / "resolved.yaml")
    assert scenario.load(home / "resolved.yaml") == plan
    with pytest.raises(ScenarioError, match=r'there is no file "ties.csv"'):
        plan.save(away / "resolved.yaml")
    assert not list(away.iterdir())


@pytest.mark.parametrize(
    "text",
    ["daily 18:00-22:00", "thursday 00:00-24:00", "sat-mon 22:00-02:00", "weekends 1:05-9:00"],
)
def test_dayparts_are_written_exactly(text: str) -> None:
    part = dayparts.daypart(text)
    assert dayparts.daypart(dayparts.written(part)) == part


def test_every_field_of_the_language_has_a_form() -> None:
    """A new kind of value without a way to be written and a schema fails here, by its name."""
    untold = [
        f"{name}.{key}"
        for name, part in scenario.schema()["$defs"].items()
        for key, found in part.get("properties", {}).items()
        if not set(found) - {"title", "description", "default"}
    ]
    assert untold == []
