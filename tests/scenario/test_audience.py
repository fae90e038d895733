"""Whom something is for, by segment, city and age."""

from __future__ import annotations

from typing import Any

import pytest

from simsmm.scenario import Audience, Scenario, ScenarioError
from simsmm.scenario.audience import band, overlap
from tests.study.plans import plan, scenario


def market(*, to: Any = "everybody", target: Any = "everybody", **of_fans: Any) -> Scenario:
    """The plan with people of some cities and ages."""
    data = plan(target=target)
    fans, others = data["people"]["segments"]
    fans |= {"cities": {"Krakow": "30 %", "Warsaw": "40 %"}, "ages": {"15-24": "60 %"}}
    others |= {"cities": {"Krakow": "10 %"}, "ages": {"25-34": "50 %", "65+": "5 %"}}
    fans |= of_fans
    data["campaigns"][0]["posts"][0]["boost"]["to"] = to
    return scenario(data)


@pytest.mark.parametrize(
    ("text", "name"),
    [("15-24", "15-24"), ("15 to 24", "15-24"), ("15\u201324", "15-24"), ("65+", "65+")],
)
def test_an_age_band_has_one_name_however_it_is_written(text: str, name: str) -> None:
    assert band(text) == name


@pytest.mark.parametrize("text", ["young", "24-15", "15", "", None, "1500-2000"])
def test_what_is_no_age_band(text: object) -> None:
    with pytest.raises(ValueError, match=r"age band such as 15-24|runs backwards"):
        band(text)


def test_bands_that_share_a_year_overlap() -> None:
    assert overlap(["25-34", "15-24", "35+"]) is None
    assert overlap(["25-34", "15-25"]) == ("15-25", "25-34")
    assert overlap(["65+", "55-70"]) == ("55-70", "65+")
    assert overlap(["15-24", "15-24"]) is None


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        ("everybody", Audience()),
        ("others", Audience(segments=("others",))),
        (["others"], Audience(segments=("others",))),
        ({"cities": "Krakow"}, Audience(cities=("Krakow",))),
        (
            {"segments": ["others"], "cities": ["Krakow", "Warsaw"], "ages": "15 to 24"},
            Audience(segments=("others",), cities=("Krakow", "Warsaw"), ages=("15-24",)),
        ),
    ],
)
def test_forms_of_an_audience(written: Any, audience: Audience) -> None:
    for found in (
        market(to=written).campaigns[0].posts[0].boost[0].to,
        market(target=written).target,
    ):
        # Without the scenario, only the names of segments are known.
        assert found.model_dump() == audience.model_dump()
        assert bool(found) == bool(audience)


def test_a_boost_is_for_the_target_unless_it_says_otherwise() -> None:
    data = plan(target={"ages": "15-24"})
    data["people"]["segments"][0]["ages"] = {"15-24": "50 %"}
    (boost,) = scenario(data).campaigns[0].posts[0].boost
    assert boost.to.ages == ("15-24",)
    assert str(boost.to) == "everybody, aged 15-24"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"to": {"cities": "Krakau"}}, "boost > to > cities", 'Did you mean "Krakow"'),
        ({"to": {"ages": "15-25"}}, "boost > to > ages", 'Did you mean "15-24"'),
        ({"to": {"towns": "Krakow"}}, "boost > to > towns", "cities"),
        ({"to": {"cities": []}}, "boost > to > cities", "at least one"),
        ({"target": ["fans of indi"]}, "target 1", '"fans of indie"'),
        ({"ages": {"15-24": "60 %", "20-30": "10 %"}}, "segments 1 > ages", "overlap"),
        ({"ages": {"15-30": "60 %"}}, "people > segments", "15-30 and 25-34 overlap"),
        ({"ages": {"15-24": "60 %", "25-34": "60 %"}}, "segments 1 > ages", "add up to 120 %"),
        ({"cities": {"Krakow": "60 %", "elsewhere": "30 %"}}, "> cities", "not to 90 %"),
    ],
)
def test_a_wrong_audience_is_refused_where_it_stands(
    changes: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        market(**changes)
    found = [problem for problem in caught.value.problems if problem.field.endswith(field)]
    assert any(message in problem.message for problem in found), str(caught.value)
    assert len(caught.value.problems) == 1


def test_elsewhere_is_the_rest() -> None:
    found = market(cities={"Krakow": "60 %", "elsewhere": "40 %"})
    assert found.people.segments[0].cities == {"Krakow": 0.6}
