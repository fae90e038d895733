"""Creators to be picked, as a plan says it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simsmm import presets
from simsmm.presets.fees import fees
from simsmm.scenario import Scenario, ScenarioError, load, parse, schema
from simsmm.scenario.picks import fee_of
from tests.study.plans import plan

PICK = {"pick": "up to 5", "spend": "3,000 EUR", "on": "microblog"}


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def data(creators: Any, **changes: Any) -> dict[str, Any]:
    found = plan(**changes)
    (campaign,) = found["campaigns"]
    campaign["creators"] = creators
    del campaign["budget"]["creators"]
    return found


def read(creators: Any, **changes: Any) -> Scenario:
    return parse(json.dumps(data(creators, **changes)))


def refused(creators: Any, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(ScenarioError) as caught:
        read(creators, **changes)
    errors = [one for one in caught.value.problems if one.severity == "error"]
    return [(one.field, one.message) for one in errors]


def test_what_is_left_out_follows_from_the_posts() -> None:
    (campaign,) = read(PICK).campaigns
    (pick,) = campaign.picks
    assert (pick.pick, pick.spend, pick.on) == (5, 3000.0, "microblog")
    assert (pick.posts, pick.at) == (("single",), 18.0)
    assert pick.followers is None
    assert not pick.among
    assert pick.disclosed
    assert campaign.fees == campaign.budget.creators == 3000.0
    assert not campaign.creators


EVERYTHING = PICK | {
    "pick": 3,
    "posts": ["single", "tour"],
    "at": "day 5 13:00",
    "fee": {"base": "40 EUR", "per thousand followers": "8 EUR"},
    "among": {"segments": "fans of indie"},
    "followers": "1 000 to 50,000",
    "disclosed": "no",
}
NAMED = {
    "name": "Ada",
    "on": "microblog",
    "followers": 10_000,
    "posts": ["single"],
    "at": "day 2 19:00",
}


@pytest.mark.parametrize(
    "creators", [PICK, EVERYTHING, [PICK], [NAMED, EVERYTHING], NAMED], ids=str
)
def test_what_is_written_is_read_back(creators: Any) -> None:
    found = read(creators)
    assert parse(found.to_yaml()) == found
    assert Scenario.from_data(found.to_data()) == found
    for written in (data(creators), found.to_data()):
        validator().validate(written)


@pytest.mark.parametrize("creators", [[NAMED], PICK, {"pick": 3}, [{"name": "Ada", "fee": 1}]])
def test_a_plan_that_changes_another_may_change_its_creators(creators: Any) -> None:
    change = {"extends": "a.yaml", "campaigns": [{"brand": "B", "creators": creators}]}
    validator().validate(change)
    wrong = {"pick": 3, "name": "Ada"} if "pick" in str(creators) else [{"spend": 3}]
    change["campaigns"][0]["creators"] = wrong
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(change)


def test_a_plan_extends_one_with_a_pick(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(json.dumps(data(EVERYTHING)))
    change = {"extends": "base.yaml", "campaigns": [{"brand": "The Lanterns"}]}
    change["campaigns"][0]["creators"] = {"spend": "900 EUR"}
    (tmp_path / "less.yaml").write_text(json.dumps(change))
    (pick,) = load(tmp_path / "less.yaml").campaigns[0].picks
    assert (pick.spend, pick.pick) == (900.0, 3)
    less = read(EVERYTHING).with_changes({"campaigns 1 > creators > pick": "up to 2"})
    assert less.campaigns[0].picks[0].pick == 2


def test_creators_with_a_name_stand_beside_a_pick() -> None:
    (campaign,) = read([NAMED | {"fee": "200 EUR"}, EVERYTHING]).campaigns
    assert [each.name for each in campaign.creators] == ["Ada"]
    assert campaign.picks[0].followers == (1_000, 50_000)
    assert campaign.fees == 3200.0


def test_a_fee_is_what_is_stated_or_what_is_usual() -> None:
    (stated,) = read(EVERYTHING).campaigns[0].picks
    fee = fee_of(read(EVERYTHING), stated)
    assert fee.of(10_000) == 40.0 + 2 * 80.0  # for two posts
    usual = read(PICK)
    euro = presets.rates()["EUR"].value
    base, thousand = (number.value for number in fees("microblog"))
    expected = euro * (base + 10 * thousand)
    assert fee_of(usual, usual.campaigns[0].picks[0]).of(10_000) == pytest.approx(expected)
    rate = {"USD": {"rate": "1.00 EUR", "year": 2027}}
    dear = read(PICK, rates=rate)
    assert fee_of(dear, dear.campaigns[0].picks[0]).of(10_000) == base + 10 * thousand


@pytest.mark.parametrize("channel", presets.channels())
def test_every_usual_fee_has_a_source(channel: str) -> None:
    for number in fees(channel):
        assert number.unit == "USD"
        assert number.low < number.value < number.high


WRONG = [
    ({"spnd": "3,000 EUR"}, "spnd", r'no key "spnd". Did you mean "spend"\?'),
    ({"name": "Ada"}, "name", r'no key "name".*Known: pick, spend, on'),
    ({"pick": 0}, "pick", r"is not how many to pick; write `up to 5`"),
    ({"pick": "up to many"}, "pick", r"up to many|many"),
    ({"pick": 101}, "pick", r"at most 100"),
    ({"on": "microblogs"}, "on", r'Did you mean "microblog"'),
    ({"posts": "singel"}, "posts", r'Did you mean "single"'),
    ({"at": "day 40 12:00"}, "at", r"outside the campaign"),
    ({"followers": "1 000"}, "followers", r"no range of followers such as 1 000 to 50 000"),
    ({"followers": "9 000 to 1 000"}, "followers", r"runs backwards"),
    (
        {"fee": {"base": "1 EUR", "per follower": 1}},
        "fee > per follower",
        r"per thousand followers",
    ),
    ({"fee": "40 EUR"}, "fee", r"where a mapping belongs"),
    ({"among": "fans of indy"}, "among", r'Did you mean "fans of indie"'),
    ({"spend": "10 EUR"}, "spend", r"pays for nobody: the cheapest takes 47.50 EUR"),
]


@pytest.mark.parametrize(("changes", "key", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_said_where_it_stands(
    changes: dict[str, Any], key: str, message: str
) -> None:
    found = refused(PICK | changes)
    assert any(
        re.search(message, said) and field.startswith(f"campaigns 1 > creators > {key}")
        for field, said in found
    ), found


def test_a_pick_needs_its_money() -> None:
    without = {key: value for key, value in PICK.items() if key != "spend"}
    ((field, message),) = refused(without)
    assert field == "campaigns 1 > creators > spend"
    assert 'the key "spend" is missing; here belong pick, spend, on' in message


def test_one_plan_picks_once() -> None:
    ((field, message),) = refused([PICK, PICK])
    assert field == "campaigns 1 > creators 2 > pick"
    assert "one plan picks once" in message


def test_nobody_is_picked_where_nobody_sees_what_people_publish() -> None:
    found = plan(channels=["microblog", "forum"])
    found["people"]["segments"] = [{"name": "fans of indie", "interests": {"indie": "strong"}}]
    (campaign,) = found["campaigns"]
    campaign["pages"] = {"microblog": {"fans": 8_000}}
    for post in campaign["posts"]:
        post["on"] = "microblog"
        post.pop("boost", None)
    campaign["budget"] = 3_000
    campaign["creators"] = PICK | {"on": "forum", "posts": "single", "at": "day 1 18:00"}
    with pytest.raises(ScenarioError, match=r'nobody can be picked on "forum".*: microblog'):
        parse(json.dumps(found))


def test_a_person_has_a_number_in_one_society() -> None:
    ada = NAMED | {"person": 17}
    ((field, message),) = refused([ada])
    assert field == "campaigns 1 > creators 1 > person"
    assert "people: {society: 0}" in message
    people = plan()["people"] | {"society": 3}
    found = read([ada], people=people)
    assert found.campaigns[0].creators[0].person == 17
    assert found.people.society == 3
    assert parse(found.to_yaml()) == found
    ((field, message),) = refused([ada | {"person": 2_000}], people=people)
    assert "no such person; 2000 are simulated" in message
