"""A manifest repeats a run bit for bit, or says why it cannot."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simsmm.society import OwnLayer, Ties
from simsmm.study import Answer, study
from simsmm.study.files import write
from simsmm.study.manifest import other_ties, read, shared_name
from simsmm.study.own_ties import own_layers
from tests.study.plans import plan, scenario


@pytest.fixture(scope="module")
def answer() -> Answer:
    return study(scenario(), seed=3, replicates=3, curve=True)


def facts_of(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def test_a_repetition_is_the_same_bit_for_bit(answer: Answer, tmp_path: Path) -> None:
    write(answer, tmp_path / "first")
    found = read(tmp_path / "first" / "manifest.json")
    assert (found.seed, found.replicates, found.curve) == (3, 3, True)
    again = study(
        found.scenario, seed=found.seed, replicates=found.replicates, curve=found.curve, workers=1
    )
    write(again, tmp_path / "again")
    assert facts_of(tmp_path / "again") == facts_of(tmp_path / "first")
    for name in ("answer.json", "replicates.parquet", "series.parquet", "spend.parquet"):
        first, other = (tmp_path / part / name for part in ("first", "again"))
        assert first.read_bytes() == other.read_bytes(), name


def test_an_effort_that_was_chosen_is_kept(answer: Answer, tmp_path: Path) -> None:
    quick = answer.scenario.effort.model_copy(update={"precision": 0.11})
    changed = answer.scenario.model_copy(update={"effort": quick})
    write(replace(answer, scenario=changed), tmp_path)
    assert read(tmp_path / "manifest.json").scenario.effort.precision == 0.11


def test_own_files_are_found_and_held_against_the_run(tmp_path: Path) -> None:
    here = tmp_path / "plans"
    here.mkdir()
    (here / "ties.csv").write_text("a,b\nb,c\nc,d\n")
    data = plan()
    data["people"]["ties"] = {"friends": {"file": "ties.csv"}}
    (here / "plan.yaml").write_text(json.dumps(data))
    from simsmm.scenario import load

    loaded = load(here / "plan.yaml")
    own = own_layers(loaded)
    write(study(loaded, replicates=1, own=own), tmp_path / "run")
    path = tmp_path / "run" / "manifest.json"
    assert str(tmp_path) not in path.read_text("utf-8")
    with pytest.raises(ValueError, match=r"ties\.csv; copy them beside"):
        read(path)
    (tmp_path / "run" / "ties.csv").write_text("a,b\nb,c\nc,d\n")
    found = read(path)
    assert list(other_ties(found, own_layers(found.scenario))) == []
    (tmp_path / "run" / "ties.csv").write_text("a,b\nb,c\nc,e\nd,e\n")
    found = read(path)
    assert list(other_ties(found, own_layers(found.scenario))) == ["friends"]


def test_ties_given_in_python_are_asked_for(tmp_path: Path) -> None:
    ties = Ties(np.array([0, 1, 2]), np.array([1, 0], np.int32), False)
    own = OwnLayer("friends", ties, ("social network",))
    write(study(scenario(), replicates=1, own=(own,)), tmp_path)
    with pytest.raises(ValueError, match="given ties in Python"):
        read(tmp_path / "manifest.json")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"text": 1}', "\x00", "[" * 100_000, '{"text": "a", "source": "b"}']
)
def test_what_is_no_manifest_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="is not a manifest"):
        read(path)


def test_a_field_that_is_missing_is_named(answer: Answer, tmp_path: Path) -> None:
    write(answer, tmp_path)
    facts = facts_of(tmp_path)
    del facts["plan"]
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(facts), "utf-8")
    with pytest.raises(ValueError, match='of this version: the field "plan" is missing'):
        read(path)


def test_a_full_path_is_nobody_else_s_business() -> None:
    assert shared_name("/home/ada/plans/x.yaml") == "x.yaml"
    assert shared_name("plans/x.yaml") == "plans/x.yaml"
