"""Budgets, tones and short forms of a plan."""

from __future__ import annotations

from typing import Any

import pytest

from simsmm import scenario as scenarios
from simsmm.assemble import Stage
from simsmm.measures import ALL, measure_run
from simsmm.scenario import Scenario, ScenarioError
from simsmm.scenario.checks import findings
from simsmm.study.replicate import play
from tests.study.plans import plan, scenario


def paid_from(budget: Any) -> Scenario:
    data = plan()
    data["campaigns"][0]["budget"] = budget
    return scenario(data)


def test_one_amount_is_a_budget_for_everything() -> None:
    found = paid_from("1 000 EUR").campaigns[0].budget
    assert (found.total, found.assigned) == (1000.0, 300.0)
    assert (found.media, found.creators, found.production) == (200.0, 100.0, 0.0)


def test_money_that_nothing_needs_is_named() -> None:
    (finding,) = findings(paid_from("1 000 EUR"))
    assert finding.severity == "warning"
    assert "700 EUR of 1 000 EUR are assigned to nothing" in finding.message
    kept = {"total": "1 000 EUR", "production": "300 EUR", "reserve": "400 EUR"}
    assert findings(paid_from(kept)) == []


def test_a_budget_stays_within_its_total() -> None:
    with pytest.raises(ScenarioError, match="add up to 300 EUR, the total is 250 EUR"):
        paid_from("250 EUR")
    with pytest.raises(ScenarioError, match="add up to 350 EUR"):
        paid_from({"total": "340 EUR", "reserve": "50 EUR"})


def test_a_reserve_buys_nothing_and_costs_nothing() -> None:
    plain = {"media": "200 EUR", "creators": "100 EUR", "production": "50 EUR"}
    kept = paid_from({**plain, "reserve": "500 EUR"})
    assert kept.campaigns[0].budget.total == 850.0
    costs = []
    for found in (paid_from(plain), kept):
        run = play(Stage(found, 1, 0), 0)
        assert run is not None
        costs.append(measure_run(run)["total cost", ALL, ALL])
    assert costs[0] == costs[1]


def speaking(tone: str | None) -> Scenario:
    data = plan()
    for post in data["campaigns"][0]["posts"]:
        post |= {} if tone is None else {"tone": tone}
    return scenario(data)


def attitude(tone: str | None) -> float:
    run = play(Stage(speaking(tone), 1, 0), 0)
    assert run is not None
    return measure_run(run)["attitude lift", ALL, ALL]


def test_attitudes_move_towards_the_tone_of_posts() -> None:
    warm, neutral, critical = attitude("warm"), attitude("neutral"), attitude("critical")
    assert warm > 0.01 > neutral == 0.0 > -0.01 > critical
    assert attitude(None) == warm
    assert attitude("0.9") > warm


@pytest.mark.parametrize("tone", ["angry", "1.5", "-2", "50 %"])
def test_what_is_no_tone(tone: str) -> None:
    with pytest.raises(ScenarioError, match="warm, neutral, critical nor a number from -1 to 1"):
        speaking(tone)


EXAMPLE = """\
version: 1
name: The Lanterns, album launch and autumn tour
market: {Poland, aged 15-34, on social media: 5 000 000}
starts: 2027-09-01
lasts: 28 d
timezone: Europe/Warsaw
target: indie fans
goals:
  - effective reach (3+): at least 15 % of target by day 28
  - incremental sales: at least 850 albums by day 28
people:
  segments:
    - name: indie fans
      share: 12 %
      interests: {indie: strong, festivals: some}
      uses: {social network: 80 %, microblog: 35 %, music sharing: 60 %}
      cities: {Krakow: 30 %, Warsaw: 40 %, elsewhere: 30 %}
    - name: everyone else
      interests: {indie: weak}
      uses: {social network: 65 %, microblog: 20 %, music sharing: 25 %}
  ties: typical
channels:
  social network: typical
  microblog: {friend reach: 5 % to 20 %}
  music sharing: typical
campaigns:
  - brand: The Lanterns
    budget: {media: 4 000 EUR, creators: 1 200 EUR, production: 800 EUR}
    pages:
      social network: {fans: 40 000}
      microblog: {fans: 25 000}
    reply desk: {open: weekdays 09:00-17:00, people: 0.5, aim: answer in 4 h}
    posts:
      - id: first-single
        at: day 1 18:00
        on: [social network, microblog]
        format: video
        topics: {indie: strong}
        quality: like our best 20 % of posts
        link: shop
      - id: album-out
        at: day 5 12:30
        on: music sharing
        format: music
        topics: {indie: strong, folk: some}
        boost: {spend: 2 400 EUR, to: indie fans, from: day 6, until: day 12, cap: 3 per 7 d}
      - id: krakow
        at: day 10 19:00
        on: social network
        format: event
        event: {city: Krakow, on: day 25, seats: 600}
        boost: {spend: 1 600 EUR, to: {cities: [Krakow]}, until: day 24}
    creators: {pick: up to 5, spend: 1 200 EUR, on: microblog, followers: 1 000 to 50 000}
    offers:
      album: {price: 12 EUR, margin: 60 %, sold anyway: 20 per day}
effort: normal
"""


def test_every_word_of_a_whole_plan_works_or_is_refused_as_what_it_is() -> None:
    with pytest.raises(ScenarioError) as caught:
        scenarios.parse(EXAMPLE)
    assert [(one.field, one.message.split(";")[0]) for one in caught.value.problems] == [
        ("campaigns 1 > reply desk", "a reply desk: not supported yet"),
    ]
    lines = [line for line in EXAMPLE.splitlines() if "reply desk" not in line]
    lines = ["    budget: 5 200 EUR" if "budget" in line else line for line in lines]
    found = scenarios.parse("\n".join(lines))
    (pick,) = found.campaigns[0].picks
    assert (pick.pick, pick.spend, pick.on) == (5, 1200.0, "microblog")
    assert (pick.posts, pick.at) == (("first-single",), 18.0)
    assert pick.followers == (1_000, 50_000)
    assert found.market.name == "Poland, aged 15-34, on social media"
    assert found.market.people == 5_000_000
    assert found.simulate == 50_000
    assert found.goals[1].amount == 850.0
    event = found.campaigns[0].post("krakow").event
    assert event is not None
    assert (event.city, event.on, event.seats) == ("Krakow", 25 * 24.0, 600)
    assert found.campaigns[0].post("krakow").link == "event"


@pytest.mark.parametrize("market", ["{Poland: x}", "{}", "{Poland, Germany}", "{a: 1, b: 2}"])
def test_what_is_no_market(market: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenarios.parse(EXAMPLE.replace("{Poland, aged 15-34, on social media: 5 000 000}", market))
    assert any(one.field.startswith("market") for one in caught.value.problems)
