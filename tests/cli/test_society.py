"""`simsmm society`: what each layer of ties aims at, beside what came out."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from simsmm import wording
from simsmm.cli.app import app
from tests.study.plans import PLAN


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(json.dumps(PLAN), encoding="utf-8")
    return path


def simsmm(*arguments: object) -> str:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(app, [str(part) for part in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_layer_with_its_targets(path) -> None:
    text = simsmm("society", path, "--seed", 1)
    assert text.startswith("2,000 people simulated, each stands for 40; seed 1.\n")
    for layer in ("friends", "acquaintances", "follows"):
        assert re.search(rf"^{layer}: [\d,]+ (ties|arrows)$", text, re.MULTILINE)
    assert text.count("mean degree") == 3
    assert text.count("not aimed at") == 1
    assert "e+" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_another_seed_draws_other_ties(path) -> None:
    assert simsmm("society", path, "--seed", 1) != simsmm("society", path, "--seed", 2)


def test_numbers_in_the_language(path) -> None:
    with wording.speaking("pl"):
        assert "2\N{NO-BREAK SPACE}000, każda zastępuje 40" in simsmm("society", path)


def test_own_ties_are_told_with_what_was_left_out(tmp_path, path) -> None:
    people = {**PLAN["people"], "ties": {"friends": {"file": "friends.csv"}}}
    path.write_text(json.dumps(PLAN | {"people": people}), encoding="utf-8")
    (tmp_path / "friends.csv").write_text("# mine\na,b\n0,1\n1,2\n1,0\n2,2\n")
    text = " ".join(simsmm("society", path).split())
    assert text.startswith(
        "friends: 2 ties of 3 people from friends.csv. Of 4 pairs, 1 of a person"
    )
    assert "1 given before were left out. Passed over: lines of comment 1, headings 1," in text
