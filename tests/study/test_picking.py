"""Whom to pay to start it: who is picked, the plain plan, and the rivals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import simsmm
from simsmm import report
from simsmm.assemble import Stage
from simsmm.assemble.people import channels_of
from simsmm.report import creators
from simsmm.scenario import Scenario, parse
from simsmm.society import OwnLayer, from_networkx
from simsmm.study import Answer, study
from simsmm.study.files import answer_facts, write
from simsmm.study.manifest import read
from simsmm.study.picking import CHOSEN, NOBODY, ORDINARY, STARS, picked, resolve
from tests.study.plans import plan, scenario

PICK = {
    "pick": "up to 4",
    "spend": "60 EUR",
    "on": "microblog",
    "posts": "single",
    "at": "day 2 19:00",
    "fee": {"base": "5 EUR", "per thousand followers": "2 EUR"},
}


def picking_plan(**changes: Any) -> Scenario:
    data = plan(goals=[])
    (campaign,) = data["campaigns"]
    campaign["creators"] = PICK | changes
    del campaign["budget"]["creators"]
    return scenario(data)


PLAN = picking_plan()


@pytest.fixture(scope="module")
def answer() -> Answer:
    return study(PLAN, seed=5, replicates=6, workers=2)


def by_hand(
    seen_by: dict[int, list[int]], people: int = 300, **changes: Any
) -> tuple[Scenario, OwnLayer]:
    """A market of as many people as are simulated, whose ties are stated."""
    data = plan(goals=[], market=people, simulate=people, target="everybody")
    data["channels"] = ["microblog"]
    data["people"] = {"segments": [{"name": "all", "uses": {"microblog": "100 %"}}]}
    data["campaigns"] = [
        {
            "brand": "B",
            "posts": [{"id": "single", "at": "day 1 18:00", "on": "microblog", "format": "text"}],
            "creators": PICK | changes,
        }
    ]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from((who, one) for who, many in seen_by.items() for one in many)
    found = scenario(data)
    return found, OwnLayer("follows", from_networkx(graph)[0], channels_of(found, "follows"))


def chosen_of(found: Scenario, ties: OwnLayer, **more: Any) -> Any:
    return resolve(Stage(found, 1, 0, (ties,)), **more)


TWINS = {0: list(range(10, 110)), 1: [*range(10, 110), 111], 2: list(range(150, 230))}
"""Two stars with the same followers, and one with fewer, whom nobody else reaches."""


def test_two_with_the_same_followers_are_not_both_paid() -> None:
    found = chosen_of(*by_hand(TWINS, pick=2, fee={"base": 1, "per thousand followers": 0}))
    chosen, stars = (next(g for g in found.groups if g.name == n) for n in (CHOSEN, STARS))
    assert set(stars.people) == {0, 1}
    assert len(chosen.people) == 2
    assert 2 in chosen.people


def test_a_star_who_is_too_dear_leaves_the_money_to_others() -> None:
    fee = {"base": 0, "per thousand followers": "100 EUR"}
    found = chosen_of(*by_hand(TWINS, pick=2, spend="9 EUR", fee=fee))
    assert found.groups[0].people == (2,)
    assert found.groups[0].fees == (8.0,)


def test_only_those_with_so_many_followers_are_picked() -> None:
    few = {200 + k: [k, k + 50] for k in range(20)}
    found = chosen_of(*by_hand(TWINS | few, followers="1 to 2", spend="1 000 EUR"))
    for group in found.groups:
        assert group.people
        assert set(group.people) <= set(few)
    with pytest.raises(ValueError, match=r"the most that anybody has there are 101"):
        chosen_of(*by_hand(TWINS, followers="500 to 900"))


def test_who_is_picked_depends_on_whom_the_plan_is_for() -> None:
    """Of two, the one whose followers are the target is paid, even where these are fewer."""
    data = by_hand({})[0].to_data()
    data["people"] = {
        "segments": [
            {"name": name, "share": share, "uses": {"microblog": "100 %"}}
            for name, share in (("fans", "30 %"), ("others", "70 %"))
        ]
    }
    data["campaigns"][0]["creators"][0]["pick"] = 1
    found = Scenario.from_data(data)
    segment = Stage(found, 1, 0, (by_hand({})[1],)).society.people.segment
    fans, others = ([who for who in np.flatnonzero(segment == k) if who > 1] for k in (0, 1))
    ties = by_hand({0: fans[:40], 1: others[:60]})[1]
    for target, best in (("fans", 0), ("others", 1), ("everybody", 1)):
        aimed = Scenario.from_data(data | {"target": target})
        assert chosen_of(aimed, ties).groups[0].people == (best,)


def test_money_and_number_are_held_by_every_group(answer: Answer) -> None:
    assert answer.picking is not None
    names = [group.name for group in answer.picking.groups]
    assert names == [CHOSEN, STARS, "degree discount", "PageRank", "random", ORDINARY]
    for group in answer.picking.groups:
        assert 0.0 < group.cost <= 60.0
        assert len(set(group.people)) == len(group.people)
        if group.name != ORDINARY:
            assert len(group.people) <= 4
        for followers, fee in zip(group.followers, group.fees, strict=True):
            assert fee == pytest.approx(5.0 + 0.002 * followers, abs=0.005)
    assert answer["fees"].mean == pytest.approx(answer.picking.groups[0].cost)


def test_the_answer_is_that_of_the_plain_plan(answer: Answer) -> None:
    assert answer.picking is not None
    plain = parse(answer.picking.plan.to_yaml())
    assert plain == answer.scenario == picked(PLAN, seed=5, workers=1)
    assert not plain.campaigns[0].picks
    again = study(plain, seed=5, replicates=6, workers=1)
    pd.testing.assert_frame_equal(again.replicate_rows(), answer.replicate_rows())
    assert picked(plain, seed=9) is plain
    for group in answer.picking.groups:
        rival = parse(answer.picking.plan_of(group).to_yaml())
        assert [each.person for each in rival.campaigns[0].creators] == list(group.people)


def test_rivals_meet_the_same_luck(answer: Answer) -> None:
    found = answer.comparison
    assert found is not None
    for group in (found.groups[1], found.groups[-1]):
        alone = study(found.picking.plan_of(group), seed=5, replicates=6, workers=2)
        assert np.array_equal(alone["on-target reach"].values, found.values[group.name])
    assert np.array_equal(answer["on-target reach"].values, found.values[CHOSEN])
    assert (found.values[NOBODY] < found.values[CHOSEN]).all()


def test_the_same_bits_for_any_workers_and_another_seed_picks_others(answer: Answer) -> None:
    assert study(PLAN, seed=5, replicates=6, workers=1).content == answer.content
    assert picked(PLAN, seed=6) != answer.scenario


def test_a_manifest_keeps_plan_and_rivals_and_repeats_the_run(
    answer: Answer, tmp_path: Path
) -> None:
    write(answer, tmp_path)
    facts = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert answer.picking is not None
    assert parse(facts["picked"]["plan"]) == answer.picking.plan
    assert facts["picked"]["groups"] == {
        group.name: list(group.people) for group in answer.picking.groups
    }
    found = read(tmp_path / "manifest.json")
    assert found.scenario == PLAN
    again = study(found.scenario, seed=found.seed, replicates=found.replicates)
    assert again.content == found.content == answer.content


def test_the_guarantee_is_never_told_of_the_campaign(answer: Answer) -> None:
    assert answer.picking is not None
    page, note = report.page(answer), creators.note(answer)
    facts = answer_facts(answer)["creators"]
    assert str(answer.picking.guarantee) not in page
    assert "holds for that model alone" in note
    assert "Nothing is guaranteed for the campaign" in note
    assert note.replace(" ", " ") in page.replace(" ", " ")
    assert page.count("uarantee") == note.count("uarantee")
    assert facts["choice"]["holds for"].endswith("not the campaign")


def test_the_page_counts_again_what_creators_add(answer: Answer, tmp_path: Path) -> None:
    write(answer, tmp_path)
    rows = pd.read_parquet(tmp_path / "creators.parquet")
    value = rows.pivot_table(index="replicate", columns="group", values="value")
    cost = rows.groupby("group")["cost"].first()
    table = creators.rivals(answer)
    assert table is not None
    counted = 0
    for row in table.rows:
        for cell in row.cells:
            if cell.origin[:1] == ("creators",):
                _, what, group = cell.origin
                added = (value[group] - value[NOBODY]).mean()
                told = {
                    "added": added,
                    "per money": 1000.0 * added / cost[group],
                    "behind": (value[CHOSEN] - value[group]).mean(),
                }
                assert cell.value == pytest.approx(told[str(what)])
                counted += 1
    assert counted == 3 * len(table.rows) - 1


def test_two_replicates_tell_no_error_and_free_creators_no_price() -> None:
    fee = {"base": "0 EUR", "per thousand followers": "0 EUR"}
    found = study(picking_plan(fee=fee), seed=5, replicates=2)
    table = creators.rivals(found)
    assert table is not None
    assert not any(cell.interval for row in table.rows for cell in row.cells)
    assert [row.cells[3].known for row in table.rows] == [False] * len(table.rows)
    assert len(creators.sentences(found)) == 2
    assert "Whom to pay" in report.page(found)


def test_one_replicate_as_a_model_is_that_of_the_answer(answer: Answer) -> None:
    model = simsmm.CampaignModel(PLAN, rng=5, replicate=1)
    while model.running:
        model.step()
    reach = model.datacollector.get_model_vars_dataframe()["reach"].iloc[-1]
    assert reach == answer["reach"].values[1]


def test_a_plan_that_still_has_a_pick_is_not_run_without_its_creators() -> None:
    with pytest.raises(ValueError, match="still to be picked"):
        Stage(PLAN, 5, 0).cast(0, 0)


def test_a_person_has_the_followers_of_the_society_that_is_named(answer: Answer) -> None:
    data = answer.scenario.to_data()
    data["campaigns"][0]["creators"][0]["followers"] = "17 000"
    with pytest.raises(ValueError, match=r"has .* followers on microblog, not 17,000"):
        study(Scenario.from_data(data), seed=5, replicates=1)


@pytest.mark.slow
def test_the_chosen_beat_anybody_in_the_campaign() -> None:
    """In 19 of 20 worlds at least, each with people, luck and unknown numbers of its own."""
    won = 0
    for seed in range(20):
        found = study(PLAN, seed=seed, replicates=1).comparison
        assert found is not None
        won += int(found.values[CHOSEN][0] > found.values["random"][0])
    assert won >= 19
