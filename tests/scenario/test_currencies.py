"""A plan has one currency; others count at the rate that it states."""

from __future__ import annotations

from typing import Any

import pytest

from simsmm import presets
from simsmm.assemble import Values
from simsmm.scenario import Scenario, ScenarioError
from tests.study.plans import plan, scenario

DOLLAR = {"USD": {"rate": "0.92 EUR", "year": 2024}}


def abroad(**changes: Any) -> Scenario:
    """The plan with a boost paid in dollars."""
    data = plan(**{"rates": DOLLAR, **changes})
    data["campaigns"][0]["posts"][0]["boost"]["spend"] = "100 USD"
    return scenario(data)


def test_a_foreign_amount_counts_at_the_stated_rate() -> None:
    found = abroad(goals=[{"cost per reached person": "at most 0.1 USD"}])
    assert found.campaigns[0].posts[0].boost[0].spend == pytest.approx(92.0)
    assert found.campaigns[0].media_spend == pytest.approx(92.0)
    assert found.goals[0].amount == pytest.approx(0.092)
    assert found.rates["USD"].year == 2024


def test_prices_of_presets_take_the_stated_rate() -> None:
    cpm = presets.channel("microblog").numbers["cpm"].value
    fixed = abroad(assume="point values")
    assert Values(fixed, 1).channel("microblog", "cpm") == pytest.approx(0.92 * cpm)
    published = presets.rates()["EUR"].value
    plain = scenario(assume="point values")
    assert Values(plain, 1).channel("microblog", "cpm") == pytest.approx(published * cpm)


def test_a_currency_without_a_published_rate_needs_a_stated_one() -> None:
    francs = {"USD": {"rate": "0.88 CHF", "year": 2024}}
    data = plan(currency="CHF", rates=francs, goals=[])
    campaign = data["campaigns"][0]
    campaign["budget"] = {}
    campaign["posts"][0]["boost"]["spend"] = "200 CHF"
    campaign["creators"][0]["fee"] = "100 CHF"
    campaign["offers"] = {}
    campaign["posts"][0]["link"] = "none"
    assert scenario(data).currency == "CHF"
    with pytest.raises(ScenarioError, match="state what a dollar costs"):
        scenario(data | {"rates": {}})


@pytest.mark.parametrize(
    ("rates", "field", "message"),
    [
        ({}, "boost > spend", "is not in EUR"),
        ({"GBP": {"rate": "1.15 EUR", "year": 2024}}, "boost > spend", "is not in EUR"),
        ({"USD": {"rate": "0.92 EUR"}}, "rates > USD > year", "is missing"),
        ({"USD": {"rate": "0 EUR", "year": 2024}}, "rates > USD > rate", "not above nothing"),
        ({"USD": {"rate": "0.9 USD", "year": 2024}}, "rates > USD > rate", "is not in EUR"),
        ({"USD": {"rate": "0.92 EUR", "year": "last"}}, "rates > USD > year", "such as 2024"),
        ({**DOLLAR, "EUR": {"rate": 1, "year": 2024}}, "rates > EUR", "is the currency"),
        ({**DOLLAR, "dollars": {"rate": 1, "year": 2024}}, "rates > dollars", "such as USD"),
    ],
)
def test_a_wrong_rate_is_refused(rates: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        abroad(rates=rates)
    found = [one for one in caught.value.problems if one.field.endswith(field)]
    assert any(message in one.message for one in found), str(caught.value)
