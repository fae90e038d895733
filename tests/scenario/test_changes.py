"""Other plans from one plan, checked like files; and scenarios that travel."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import numpy as np
import pytest

from simsmm.scenario import ScenarioError, load
from tests.study.plans import plan, scenario

PLAN = scenario()
SPEND = "campaigns 1 > posts 1 > boost > spend"


def test_a_changed_plan_is_that_plan_written_anew() -> None:
    changed = PLAN.with_changes({SPEND: "120 EUR", "lasts": "21 d"})
    data = plan(lasts="21 d")
    data["campaigns"][0]["posts"][0]["boost"]["spend"] = "120 EUR"
    assert changed == scenario(data)
    assert changed.source == "<text> with changes"
    assert scenario() == PLAN, "the plan itself stays as it is"


def test_changes_follow_one_another() -> None:
    one = PLAN.with_changes({"lasts": "21 d"}).with_changes({SPEND: 90})
    assert one == PLAN.with_changes({"lasts": "21 d", SPEND: "90 EUR"})


def test_numbers_lists_and_new_fields() -> None:
    changed = PLAN.with_changes(
        {
            SPEND: np.float64(150.0),
            "target": ("fans of indie", "others"),
            "channels > microblog > cpm": "5 EUR",
            "campaigns 1 > posts 1 > boost > cap": "2 per 7 d",
        }
    )
    assert changed.campaigns[0].posts[0].boost[0].spend == 150.0
    assert changed.target.segments == ("fans of indie", "others")
    assert set(changed.channels["microblog"].numbers) == {"page_reach", "cpm"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({SPEND: "900 EUR"}, "the budget for them is 300 EUR"),
        ({"lasts": "nine days"}, "with changes:.*: lasts: "),
        ({"marke": 5_000}, 'Did you mean "market"'),
    ],
)
def test_a_changed_plan_is_checked_like_a_file(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        PLAN.with_changes(changes)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("campaigns 2 > brand", 'no field "campaigns 2".* Did you mean "campaigns 1"'),
        ("lasts > days", "leads nowhere"),
    ],
)
def test_a_field_that_leads_nowhere_is_refused(field: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PLAN.with_changes({field: "1"})


def test_files_beside_the_plan_are_still_found(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("0,1\n1,2\n")
    path = tmp_path / "plan.yaml"
    path.write_text(Path("scenarios/minimal.yaml").read_text())
    changed = load(path).with_changes({"people > ties > friends": {"file": "ties.csv"}})
    assert changed.folder == tmp_path
    assert changed.people.ties.layer("friends").file == "ties.csv"


@pytest.mark.parametrize(
    "travelled",
    [
        pytest.param(lambda one: pickle.loads(pickle.dumps(one)), id="pickled"),
        pytest.param(copy.copy, id="copied"),
        pytest.param(copy.deepcopy, id="copied deeply"),
    ],
)
def test_a_scenario_travels_with_all_that_belongs_to_it(travelled, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(Path("scenarios/band_album.yaml").read_text())
    here = load(path)
    there = travelled(here)
    assert there == here
    assert (there.folder, there.source, there.written) == (here.folder, here.source, here.written)
    assert there.with_changes({"lasts": "30 d"}) == here.with_changes({"lasts": "30 d"})


def test_a_scenario_is_one_value_and_no_list_of_values() -> None:
    with pytest.raises(TypeError):
        iter(PLAN)
    assert "a small launch" in repr(PLAN)
