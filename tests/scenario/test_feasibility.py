"""Goals that make no sense are pointed out before anything is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from simsmm import scenario
from simsmm.scenario import Problem

PLAN = """version: 1
name: Bakery
market: 500 000
starts: 2027-09-06
lasts: 14 d
goals:
  - {goal}
channels: social network
campaigns:
  - brand: Bakery
    pages: {{social network: {{fans: 2 000}}}}
    {offers}
    posts:
      - {{at: day 1 18:00, on: social network, format: photo, link: {link}, boost: {{spend: 90}}}}
"""
ALWAYS = "this goal is always met"
OFFER = "offers: {bread: {price: 4 EUR, margin: 50 %, sold anyway: 9 per day}}"


def found(folder: Path, goal: str, offers: str = "", link: str = "none") -> list[Problem]:
    path = folder / "plan.yaml"
    path.write_text(PLAN.format(goal=goal, offers=offers, link=link), "utf-8")
    return scenario.check(path)


@pytest.mark.parametrize(
    ("goal", "message"),
    [
        ("reach: at least 400 000 people", "only about 345 000 of 500 000 use the channels"),
        ("reach: at least 80 % of market", "asks for 400 000 people, but only about 345 000"),
        ("reach: at least 80 % of target", "asks for 400 000 people, but only about 345 000"),
        ("effective reach (3+): at least 345 001", "only about 345 000"),
        ("frequency: at least 1", ALWAYS),
        ("reach: at least 0", ALWAYS),
        ("awareness: at most 100 %", ALWAYS),
        ("sales: at least 10", "nothing is for sale"),
        ("incremental sales: at least 10", "nothing is for sale"),
        ("revenue: at least 10 EUR", "nothing is for sale"),
        ("profit: at least 10 EUR", "nothing is for sale"),
        ("clicks: at least 10", "no post has a `link`"),
        ("visits: at least 10", "no post has a `link`"),
    ],
)
def test_a_goal_that_makes_no_sense(tmp_path: Path, goal: str, message: str) -> None:
    (problem,) = found(tmp_path, goal)
    assert (problem.severity, problem.field.split(" > ")[0]) == ("warning", "goals 1")
    assert message in problem.message


@pytest.mark.parametrize(
    "goal",
    [
        "reach: at least 345 000 people",
        "reach: at most 400 000 people",
        "frequency: at least 1.1",
        "attitude: at least -1",
        "sales: at least 10",
        "profit: at least -10 EUR",
        "clicks: at least 10",
    ],
)
def test_a_goal_that_makes_sense(tmp_path: Path, goal: str) -> None:
    assert found(tmp_path, goal, OFFER, "site") == []
