"""Channels that a scenario makes itself, from a channel or from a mechanism."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simsmm import presets, scenario
from simsmm.scenario import Scenario, ScenarioError, Span
from simsmm.scenario.positions import read

APP = {
    "based on": "social network",
    "like": "MyApp",
    "friend reach": "20 %",
    "half life": "2 h",
    "ties": "friends",
}
VALIDATOR = Draft202012Validator(scenario.schema())


def plan(app: dict[str, Any] | str, name: str = "my app", **keys: Any) -> dict[str, Any]:
    """A scenario with a page, a post and a boost on a channel of its own."""
    return {
        "version": "1",
        "name": "an own channel",
        "market": "100 000",
        "simulate": "10 000",
        "starts": "2027-03-01",
        "lasts": "14 d",
        "currency": "USD",
        "assume": "point values",
        "people": {"segments": [{"name": "all", "uses": {name: "60 %"}}]},
        "channels": {name: app},
        "campaigns": [
            {
                "brand": "B",
                "pages": {name: {"fans": "5 000"}},
                "posts": [
                    {
                        "at": "day 1 18:00",
                        "on": name,
                        "format": "video",
                        "seeds": "100",
                        "boost": {"spend": "500 USD"},
                    }
                ],
            }
        ],
        **keys,
    }


def whole(channel: str) -> dict[str, Any]:
    """A channel that states all that a preset says, as a file would."""
    known = presets.channel(channel)
    stated = {presets.spoken(key): _written(number) for key, number in known.numbers.items()}
    delayed = "half_life" in presets.MECHANISMS[known.mechanism].numbers
    kernel = {"delay": known.kernel} if delayed else {}
    ties = {"ties": list(known.layers)} if known.layers else {}
    score = {"score": known.score} if known.score else {}
    formats = {"formats": {key: repr(number.value) for key, number in known.formats.items()}}
    return {
        "mechanism": known.mechanism,
        **stated,
        **kernel,
        **ties,
        **score,
        **(formats if known.formats else {}),
        "rhythm": known.rhythm,
    }


def _written(number: presets.Number) -> str:
    unit = {"h": " h", "USD": " USD", "days": " d"}.get(number.unit, "")
    return f"{number.value!r}{unit}"


def problems(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_data(data)
    return [one.message for one in caught.value.problems if one.severity == "error"]


def test_it_is_what_it_is_based_on_but_for_what_it_states() -> None:
    base = presets.channel("social network")
    found = Scenario.from_data(plan(APP))
    made = found.preset("my app")
    assert (made.name, made.like, made.layers) == ("my app", ("MyApp",), ("friends",))
    assert (made.mechanism, made.kernel, made.rhythm) == ("feed", base.kernel, base.rhythm)
    assert (made.numbers, made.formats) == (base.numbers, base.formats)
    assert found.channels["my app"].numbers == {"friend_reach": 0.2, "half_life": 2.0}
    assert found.layers == ("friends",)


def test_without_brands_it_is_like_what_it_is_based_on() -> None:
    made = Scenario.from_data(plan({"based on": "microblog"})).preset("my app")
    assert made.like == ("microblog",)


def test_its_edition_is_that_of_the_plan() -> None:
    data = plan(APP, presets="2012")
    assert Scenario.from_data(data).preset("my app").numbers["page_reach"].value == 0.16


def test_its_delay_rhythm_and_formats() -> None:
    app = {"delay": "log-normal", "kernel shape": "1.2", "rhythm": "office"}
    found = Scenario.from_data(plan({**APP, **app, "formats": {"video": "0.2 to 0.6"}}))
    made = found.preset("my app")
    assert (made.kernel, made.rhythm) == ("log-normal", "office")
    assert found.channels["my app"].numbers["kernel_shape"] == 1.2
    assert found.channels["my app"].formats == {"video": Span(0.2, 0.6)}


def test_a_delay_without_a_shape_drops_it() -> None:
    made = Scenario.from_data(plan({"based on": "video sharing", "delay": "exponential"}))
    assert "kernel_shape" not in made.preset("my app").numbers


@pytest.mark.parametrize(
    "app",
    [
        {**APP, "delay": "power law", "kernel shape": "2", "formats": {"photo": "1"}},
        {"based on": "video sharing", "use": "10 % to 30 %", "like": ["A", "B"]},
        {"based on": "business network", "ties": ["friends", "business contacts"]},
        whole("video sharing"),
    ],
)
def test_it_survives_being_written_sent_and_checked_by_an_editor(app: dict[str, Any]) -> None:
    data = plan(app)
    found = Scenario.from_data(data)
    assert Scenario.from_data(found.to_data()) == found
    assert scenario.parse(found.to_yaml()) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert list(VALIDATOR.iter_errors(data)) == []
    assert list(VALIDATOR.iter_errors(read(found.to_yaml(), "").data)) == []


@pytest.mark.parametrize(
    ("app", "message"),
    [
        ({"based on": "sociale network"}, 'there is no channel "sociale network".'),
        ({"mechanism": "fed"}, 'there is no mechanism "fed".'),
        ({**APP, "mechanism": "feed"}, "`based on` another or has a `mechanism`"),
        ({**APP, "friend rech": "5 %"}, 'Did you mean "friend reach"?'),
        ({**APP, "ties": "frends"}, 'there is no layer of ties "frends".'),
        ({**APP, "ties": ["friends", "follows", "subscriptions"]}, "at most 2 layers"),
        ({**APP, "rhythm": "ofice"}, 'Did you mean "office"?'),
        ({**APP, "delay": "expnential"}, 'Did you mean "exponential"?'),
        ({**APP, "delay": "log-normal"}, "needs a `kernel shape`"),
        ({**APP, "kernel shape": "2"}, "has no `kernel shape`"),
        ({**APP, "delay": "power law", "kernel shape": "0.9 to 2"}, "is above 1"),
        ({**APP, "formats": {"vido": "1"}}, 'Did you mean "video"?'),
        ({"based on": "radio", "ties": "friends"}, "nobody passes anything on there"),
        ({"based on": "radio", "delay": "exponential"}, "posts are seen at once there"),
        ({"friend reach": "5 %"}, "Or say what yours is `based on`."),
    ],
)
def test_what_does_not_make_a_channel_is_refused_once(app: dict[str, Any], message: str) -> None:
    (told,) = problems(plan(app))
    assert message in told


def test_a_mechanism_alone_states_every_number_that_a_rule_reads() -> None:
    for channel in presets.channels():
        known, app = presets.channel(channel), whole(channel)
        follow = {"price_season", "price_trend", *presets.NOT_READ}
        for name in sorted(set(known.numbers) - follow):
            short = {key: value for key, value in app.items() if key != presets.spoken(name)}
            (told, *_) = problems(plan(short))
            assert presets.spoken(name) in told or name.replace("_", " ") in told, name


def test_a_mechanism_of_ties_needs_some() -> None:
    app = whole("business network")
    del app["ties"]
    (told,) = problems(plan(app))
    assert "`ties` is missing; known: friends, acquaintances" in told


def test_a_list_says_what_it_is_ordered_by() -> None:
    app = whole("news aggregator")
    (told,) = problems(plan({**app, "score": "stras"}))
    assert 'there is no score "stras".' in told
    del app["score"]
    assert "`score` is missing; known: log, gravity, votes" in problems(plan(app))[0]
    based = {"based on": "news aggregator", "score": "gravity"}
    assert "score" not in str(problems(plan(based)))
    assert "state a `mechanism`" in problems(plan({**based, "score": "votes"}))[0]
    assert "no ranked list" in problems(plan({**APP, "score": "log"}))[0]


def test_its_name_is_its_own() -> None:
    (told,) = problems(plan({"based on": "microblog"}, name="social network"))
    assert told == '"social network" is a channel of simsmm; give your own another name'


def test_a_channel_of_simsmm_stays_what_it_is() -> None:
    for key, value in {"rhythm": "office", "use": "10 %", "ties": "follows"}.items():
        (told,) = problems(plan({key: value}, name="social network"))
        assert f"only a channel of your own has `{key}`" in told


def test_segments_that_say_nothing_use_it_as_it_says_itself() -> None:
    data = plan({**APP, "use": "30 %"}, people={"segments": [{"name": "all"}]})
    found = Scenario.from_data(data)
    assert found.uses(found.people.segments[0], "my app") == 0.3


def test_elsewhere_its_name_is_known_and_no_other() -> None:
    data = plan(APP)
    data["campaigns"][0]["posts"][0]["on"] = "my ap"
    (told,) = problems(data)
    assert 'there is no channel "my ap". Did you mean "my app"?' in told


def test_a_number_that_simsmm_s_channel_lacks_is_refused() -> None:
    (told,) = problems(plan({"kernel shape": "2"}, name="social network"))
    assert told.startswith('"social network" has no kernel shape; it has ')
