"""People of a model show what the arrays of the run hold, as views and as agents of Mesa."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.behaviour import recall_after
from simsmm.campaign import ActorAgent, CampaignModel, PersonAgent, PersonView
from simsmm.record import Act
from tests.study.plans import plan, scenario

CITIES = plan(simulate=400, goals=[])
CITIES["people"]["segments"][0]["cities"] = {"Krakow": "50 %"}
PLAN = scenario(CITIES)


def model(people: str = "views", hours: float = 120.0) -> CampaignModel:
    made = CampaignModel(PLAN, rng=3, tick=24.0, people=people)
    while made.hour < hours:
        made.step()
    return made


@pytest.fixture(scope="module", params=["views", "agents"])
def played(request: pytest.FixtureRequest) -> CampaignModel:
    return model(request.param)


def test_a_person_is_what_the_society_says(played: CampaignModel) -> None:
    drawn = played.society.people
    for person in played.people:
        at = person.index
        assert person.id == drawn.id[at]
        assert person.segment == ("fans of indie", "others")[drawn.segment[at]]
        assert person.city == (None if drawn.city[at] < 0 else "Krakow")
        assert person.interests == {"indie": drawn.interests[at, 0]}
        used = [
            name for name, m in zip(played.setting.channels, drawn.member[:, at], strict=True) if m
        ]
        assert list(person.channels) == used == list(person.activity) == list(person.device)
        for row, name in enumerate(played.setting.channels):
            if name in used:
                assert person.activity[name] == drawn.activity[row, at]
                assert person.device[name] == ("phone" if drawn.phone[row, at] else "computer")
        for name, tied in person.ties.items():
            assert list(tied) == played.society.layers[name].row(at).tolist()
    assert {person.city for person in played.people} == {None, "Krakow"}
    assert sum(len(person.ties["friends"]) for person in played.people) > 400


def test_a_person_has_lived_what_the_record_says(played: CampaignModel) -> None:
    record = played.record
    seen = record.exposures
    for person in played.people:
        own = seen[seen["person"] == person.index]
        assert person.exposures == len(own)
        for act in Act:
            assert person.acts[act.name.lower()] == np.count_nonzero(own["acts"] & act)
        assert person.attitude == {"The Lanterns": record.attitude[person.index, 0]}
    assert sum(person.exposures for person in played.people) == len(seen) > 100


def test_recall_has_faded_by_now() -> None:
    played = model(hours=120.0)
    decay = played.engine.world.law.numbers.recall_decay
    then, _, since = played.engine.state_of_minds()
    for person in played.people:
        left = recall_after(
            float(then[person.index, 0]), 120.0 - float(since[person.index, 0]), decay
        )
        assert person.recall == {"The Lanterns": left}
    reminded = [person for person in played.people if person.exposures]
    assert all(0.0 < person.recall["The Lanterns"] < 1.0 for person in reminded)
    while played.running:
        played.step()
    ended = [person.recall["The Lanterns"] for person in played.people]
    assert ended == played.record.recall[:, 0].tolist()


def test_views_follow_the_run() -> None:
    played = model(hours=24.0)
    person = max(played.people, key=lambda one: one.exposures)
    before = person.exposures
    while played.running:
        played.step()
    seen = played.record.exposures["person"]
    assert person.exposures == np.count_nonzero(seen == person.index) > before


def test_people_are_counted_like_a_sequence(played: CampaignModel) -> None:
    people = played.people
    assert len(people) == 400
    assert people[-1].index == 399
    assert [person.index for person in people[10:16:2]] == [10, 12, 14]
    assert played.person(7).index == 7
    with pytest.raises(IndexError, match="no person 400; people are numbered from 0 to 399"):
        people[400]


@pytest.mark.parametrize("name", ["segment", "city", "exposures", "recall", "ties", "acts"])
def test_nobody_can_be_written_to(played: CampaignModel, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(played.person(0), name, None)


def test_views_are_no_agents() -> None:
    played = model(hours=24.0)
    assert isinstance(played.person(0), PersonView)
    assert {type(agent) for agent in played.agents} == {ActorAgent}
    with pytest.raises(AttributeError):
        played.person(0).note = "a view has no memory of its own"  # type: ignore[attr-defined]


def test_agents_are_selected_and_sampled_as_mesa_does() -> None:
    played = CampaignModel(
        PLAN,
        rng=3,
        tick=24.0,
        people="agents",
        agent_reporters={"exposures": "exposures", "twice": lambda agent: 2},
    )
    for _ in range(3):
        played.step()
    fans = played.agents.select(agent_type=PersonAgent).select(
        lambda person: person.segment == "fans of indie"
    )
    assert len(fans) == 100
    assert len(played.agents) == 403
    frame = played.datacollector.get_agent_vars_dataframe()
    assert len(frame) == 3 * 403
    last = frame.xs(3, level="Step")
    assert last["exposures"].sum() == len(played.record.exposures) > 0
    assert set(frame["twice"]) == {2}


def test_agents_change_no_event() -> None:
    views, agents = model("views"), model("agents")
    np.testing.assert_array_equal(views.record.exposures, agents.record.exposures)


def test_agents_hold_nothing_but_model_and_index() -> None:
    held: dict[str, Any] = vars(model("agents", hours=24.0).person(5))
    assert set(held) - {"unique_id", "pos"} == {"model", "index"}


def test_a_large_society_of_agents_is_refused() -> None:
    with pytest.raises(ValueError, match=r"up to 5,000 people; this scenario simulates 6,000"):
        CampaignModel(scenario(simulate=6_000, goals=[]), people="agents")
