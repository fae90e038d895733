"""`simsmm audience`: text, JSON and tables that say the same, and no campaign run."""

from __future__ import annotations

import csv
import json
import re

import pytest
from typer.testing import CliRunner

from simsmm.assemble import Stage
from simsmm.cli.app import app
from simsmm.cli.spreadsheets import safe
from simsmm.shipped import scenario_path

BAND = str(scenario_path("band_album"))
TABLES = {"places.csv", "overlaps.csv", "hours.csv", "fans.csv", "shared.csv", "prices.csv"}


@pytest.fixture(autouse=True)
def _no_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*arguments: object, **options: object) -> None:
        raise AssertionError("a campaign was run")

    monkeypatch.setattr(Stage, "cast", forbidden)


def simsmm(*arguments: str, **environment: str):
    return CliRunner(env={"COLUMNS": "80", **environment}).invoke(app, ["audience", *arguments])


def test_at_home_in_80_columns_with_and_without_colour() -> None:
    plain, coloured = simsmm(BAND), simsmm(BAND, FORCE_COLOR="1")
    assert plain.exit_code == 0, plain.output
    assert max(map(len, plain.stdout.splitlines())) <= 80
    assert "\x1b" not in plain.stdout
    assert "\x1b" in coloured.stdout
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured.stdout)
    assert bare.split() == plain.stdout.split()


def test_every_question_is_answered() -> None:
    text = simsmm(BAND).stdout
    for heading in (
        "Who is where",
        "Overlap of the channels",
        "When people are there",
        "Fans and followers",
        "Who follows two of them",
        "Where to meet the target",
    ):
        assert heading in text
    assert "peak 19:00 to 22:00" in text
    assert "in Krakow" in text


def test_json_says_the_same_as_the_tables(tmp_path) -> None:
    result = simsmm(BAND, "--json", "--out", str(tmp_path / "tables"), "--seed", "3")
    facts = json.loads(result.stdout)
    assert facts["seed"] == 3
    assert {path.name for path in (tmp_path / "tables").iterdir()} == TABLES
    for name in TABLES:
        with (tmp_path / "tables" / name).open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        told = facts[name.removesuffix(".csv")]
        assert [re.sub(r" \[.*\]$", "", column).replace(" ", "_") for column in heading] == list(
            told[0]
        )
        assert len(rows) == len(told)
        numeric = [key for key, value in told[0].items() if type(value) in (int, float)]
        with_unit = [column for column in heading if column.endswith("]")]
        assert len(with_unit) == len(numeric), name


def test_tables_are_not_written_over_others(tmp_path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "fans.csv").write_text("mine", encoding="utf-8")
    assert simsmm(BAND, "--out", str(folder)).exit_code == 0
    assert (folder / "fans.csv").read_text(encoding="utf-8") == "mine"
    assert {path.name for path in (tmp_path / "tables-2").iterdir()} == TABLES
    assert simsmm(BAND, "--out", str(folder), "--force").exit_code == 0
    assert (folder / "fans.csv").read_text(encoding="utf-8") != "mine"


def test_a_formula_in_a_name_stays_a_text(tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    written = scenario_path("minimal").read_text(encoding="utf-8")
    path.write_text(
        written.replace("Corner Bakery", "'=HYPERLINK(\"http://x\")'"), encoding="utf-8"
    )
    result = simsmm(str(path), "--out", str(tmp_path / "tables"))
    assert result.exit_code == 0, result.output
    with (tmp_path / "tables" / "fans.csv").open(encoding="utf-8", newline="") as file:
        _, row = csv.reader(file)
    assert row[0] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"a{cell}") == f"a{cell}"


def test_numbers_stay_numbers() -> None:
    assert safe(-1.5) == -1.5


def test_a_plan_that_is_wrong(tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("version: 1\nnaem: x\n", encoding="utf-8")
    result = simsmm(str(path))
    assert result.exit_code == 2
    assert "plan.yaml:2:1" in result.stderr
