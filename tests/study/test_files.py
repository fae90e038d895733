"""What a study leaves on disk can be read again, and tells whether it was repeated."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simsmm.report import words
from simsmm.study import Answer, study
from simsmm.study.content import content_hash
from simsmm.study.files import answer_facts, to_json, write
from tests.study.plans import scenario


@pytest.fixture(scope="module")
def answer() -> Answer:
    return study(scenario(), seed=3, replicates=4)


def test_all_files_are_written_whole_and_twice_the_same(answer: Answer, tmp_path: Path) -> None:
    first, again = tmp_path / "a" / "b", tmp_path / "again"
    write(answer, first)
    write(answer, again)
    names = {"answer.json", "manifest.json", "replicates.parquet", "series.parquet"}
    assert {path.name for path in first.iterdir()} == names
    for name in names:
        assert (first / name).read_bytes() == (again / name).read_bytes()


def test_what_is_read_back_is_what_was_written(answer: Answer, tmp_path: Path) -> None:
    write(answer, tmp_path)
    replicates = pd.read_parquet(tmp_path / "replicates.parquet")
    series = pd.read_parquet(tmp_path / "series.parquet")
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert content_hash(replicates, series) == manifest["content"]
    assert (manifest["seed"], manifest["replicates"], manifest["complete"]) == (3, 4, True)
    facts = json.loads((tmp_path / "answer.json").read_text("utf-8"))
    reach = next(row for row in facts["outcomes"] if row["measure"] == "reach")
    assert (reach["by"], reach["mean"]) == ("all", answer["reach"].mean)
    assert [goal["chance"] for goal in facts["goals"]] == [g.chance for g in answer.goals]
    values = replicates.query("measure == 'reach' and by == 'all'")["value"]
    assert np.array_equal(values, answer["reach"].values)


def test_content_hash_sees_any_change(answer: Answer) -> None:
    rows = answer.replicate_rows()
    found = {content_hash(rows)}
    changed = rows.copy()
    changed.loc[5, "value"] = np.nextafter(changed.loc[5, "value"], math.inf)
    found.add(content_hash(changed))
    changed = rows.copy()
    changed.loc[5, "group"] = "somebody else"
    found.add(content_hash(changed))
    found.add(content_hash(rows.iloc[:-1]))
    found.add(content_hash(rows.iloc[::-1]))
    found.add(content_hash(rows.rename(columns={"value": "worth"})))
    assert len(found) == 6
    assert content_hash(rows.copy()) in found


def test_a_chance_in_json_has_the_bounds_that_the_page_prints(answer: Answer) -> None:
    sure = [{"reach": "at least 1 people"}, {"reach": "at most 1 people"}]
    facts = answer_facts(study(scenario(goals=sure), seed=3, replicates=24))
    met, failed = facts["goals"]
    assert (met["chance"], met["chance at least"], met["chance at most"]) == (1.0, 0.875, 1.0)
    assert words.chance(1.0, 24).startswith(f"over {math.floor(100 * met['chance at least'])}")
    ends = ("chance", "chance at least", "chance at most")
    assert [failed[name] for name in ends] == [0.0, 0.0, 0.125]
    assert words.chance(0.0, 24).startswith(f"under {math.ceil(100 * failed['chance at most'])}")
    for name in ("chance of a flop", "chance of a hit"):
        assert facts[f"{name} at least"] <= facts[name] < facts[f"{name} at most"]


def test_json_has_no_number_that_json_does_not_know() -> None:
    facts = {"a": math.nan, "b": [math.inf, 1.5], "c": {"d": -math.inf}}
    assert json.loads(to_json(facts)) == {"a": None, "b": [None, 1.5], "c": {"d": None}}
