"""What media cost in a plan: at its season and year, or as it is stated."""

from __future__ import annotations

from typing import Any

import pytest

from simsmm.scenario import Scenario, ScenarioError
from simsmm.scenario.prices import followed, usual_factor, usual_price

FLIGHT = (0.0, 14 * 24.0)


def plan(starts: str, channel: dict[str, Any] | str = "typical", **keys: Any) -> Scenario:
    post = {
        "at": "day 1 18:00",
        "on": "social network",
        "format": "video",
        "boost": {"spend": "500 EUR"},
    }
    return Scenario.from_data(
        {
            "version": 1,
            "name": "prices",
            "market": "100 000",
            "simulate": "10 000",
            "starts": starts,
            "lasts": "14 d",
            "channels": {"social network": channel},
            "campaigns": [
                {
                    "brand": "B",
                    "pages": {"social network": {"fans": "5 000"}},
                    "posts": [post],
                }
            ],
            **keys,
        }
    )


def price(scenario: Scenario) -> float:
    return usual_price(scenario, "social network", "cpm", FLIGHT)


def test_a_price_of_the_presets_is_that_of_the_month() -> None:
    # 14 dollars in the mean of 2022, at 0.95 euros each.
    assert price(plan("2022-12-01")) == pytest.approx(14.0 * 0.95 * 1.20)
    assert price(plan("2022-01-03")) == pytest.approx(14.0 * 0.95 * 0.85)


def test_a_stated_price_is_taken_as_it_is_stated() -> None:
    for starts in ("2022-12-01", "2027-01-04"):
        assert price(plan(starts, {"cpm": "9 EUR"})) == pytest.approx(9.0)


def test_a_stated_price_follows_a_season_that_is_stated_too() -> None:
    assert price(plan("2027-12-01", {"cpm": "9 EUR", "price season": 1})) == pytest.approx(10.8)
    assert price(plan("2027-12-01", {"cpm": "9 EUR", "price season": 0})) == pytest.approx(9.0)


def test_a_stated_trend_counts_from_the_year_of_the_price() -> None:
    rising = plan("2027-09-01", {"price trend": 0.05})
    assert usual_factor(rising, "social network", "cpm", FLIGHT) == pytest.approx(1.05**5)
    assert usual_factor(rising, "social network", "cpc", FLIGHT) == pytest.approx(1.05**10)


def test_an_older_edition_has_the_price_of_its_year() -> None:
    then = plan("2017-09-01", presets=2017)
    assert then.edition == 2017
    assert price(then) == pytest.approx(15.48 * 0.95)


@pytest.mark.parametrize(
    ("channel", "names"),
    [
        ("typical", {"price_season", "price_trend"}),
        ({"cpm": "9 EUR"}, set()),
        ({"cpm": "9 EUR", "price season": 1}, {"price_season"}),
    ],
)
def test_what_no_price_follows_is_not_in_force(
    channel: dict[str, Any] | str, names: set[str]
) -> None:
    assert followed(plan("2027-12-01", channel), "social network") == names


def test_a_trend_without_a_price_to_follow_it_is_pointed_out() -> None:
    from simsmm.scenario.checks import findings

    found = findings(plan("2027-12-01", {"cpm": "9 EUR", "price trend": 0.03}))
    (told,) = [one for one in found if one.path[-1] == "price trend"]
    assert "a stated price has no trend" in told.message
    assert told.severity == "warning"


def test_an_unknown_edition_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ScenarioError, match="no presets of 2014; known: 2012, 2015"):
        plan("2027-12-01", presets=2014)


def test_an_edition_survives_the_resolved_plan() -> None:
    then = plan("2019-12-02", presets="2018")
    assert "presets: 2018" in then.to_yaml()
    assert Scenario.from_data(then.to_data()) == then
