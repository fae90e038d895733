"""`simsmm list`: everything of a kind in full, in 80 columns."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from simsmm import presets
from simsmm.behaviour import RULES
from simsmm.cli.app import app
from simsmm.cli.listing import LISTS
from simsmm.glossary import terms
from simsmm.measures import MEASURES
from simsmm.scenario import FORMATS
from simsmm.society.generators import TABLE

"""Channels on which media have a price."""

NAMES = {
    "channels": presets.channels(),
    "measures": tuple(MEASURES),
    "rules": tuple(presets.spoken(name) for name in RULES),
    "actors": ("brand", "creator"),
    "generators": tuple(TABLE),
    "layers": presets.layers(),
    "terms": tuple(terms()),
    "formats": FORMATS,
    "currencies": tuple(presets.rates()),
    "prices": (*presets.channels(), *presets.season().months),
    "rhythms": presets.rhythms(),
}


def simsmm(*arguments: str, **options):
    return CliRunner(env={"COLUMNS": "80"}).invoke(app, arguments, **options)


def test_every_list_is_tested() -> None:
    assert set(NAMES) == set(LISTS)


def shown(names: tuple[str, ...]) -> list[str]:
    """Names as they stand in a list: those that count up share a line."""
    counted = [name for name in names if re.fullmatch(r"reach \d+\+", name)]
    return [
        "reach 1+ to reach 10+" if name in counted else name
        for name in names
        if name not in counted[1:]
    ]


@pytest.mark.parametrize("what", NAMES)
def test_every_name_with_its_meaning_in_full(what: str) -> None:
    result = simsmm("list", what)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert all(len(line) <= 80 for line in lines)
    heads = [line for line in lines if line and not line.startswith(" ")]
    for name, line in zip(shown(NAMES[what]), heads, strict=True):
        assert line.startswith(f"{name} ")
        assert len(line.removeprefix(name).strip()) > 3
    told = "".join(result.stdout.split())
    for row in json.loads(simsmm("list", what, "--json").stdout):
        assert "".join(row["meaning"].split()) in told


@pytest.mark.parametrize("what", NAMES)
def test_the_same_as_json_with_nothing_cut_off(what: str) -> None:
    rows = json.loads(simsmm("list", what, "--json").stdout)
    assert [row["name"] for row in rows] == list(NAMES[what])
    assert all(row["meaning"] and "\N{HORIZONTAL ELLIPSIS}" not in row["meaning"] for row in rows)


def test_below_the_channels_stand_the_editions_of_their_presets() -> None:
    told = " ".join(simsmm("list", "channels").stdout.split())
    assert f"Presets of {presets.LATEST}." in told
    for year in presets.editions():
        assert str(year) in told


def test_no_such_list() -> None:
    result = simsmm("list", "chanels")
    assert result.exit_code == 2
    assert 'Did you mean "channels"?' in result.stderr
