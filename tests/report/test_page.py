"""The page says what the answer says, runs nothing, and asks nobody."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from simsmm import report
from simsmm import scenario as scenarios
from simsmm.report import drivers, figures, headline, known, money
from simsmm.shipped import scenario_path
from tests.report.invented import HOSTILE, hostile, invent, with_reach

VOID = {"meta", "br", "img", "link", "input", "hr", "base", "embed", "source"}
ACTIVE = {"script", "iframe", "object", "embed", "link", "base", "form", "img", "a", "image", "use"}


class Read(HTMLParser):
    """A page taken apart: its tags, its texts, and what stands in each <data>."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.data: list[tuple[float, str]] = []
        self.unbalanced: list[str] = []
        self._value: float | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "data":
            self._value = float(dict(attributes)["value"])

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)
        if tag == "data":
            self._value = None

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            return
        self.text.append(data)
        if self._value is not None:
            self.data.append((self._value, data))

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


@pytest.fixture(scope="module")
def answer():
    return invent(scenarios.load(scenario_path("band_album")))


@pytest.fixture(scope="module")
def page(answer):
    return report.page(answer)


@pytest.fixture(scope="module")
def read(page):
    return Read(page)


def test_a_stranger_finds_everything(answer, read):
    reach = headline.shown(answer, "reach")
    wanted = [
        f"The plan will reach about {reach.text} people (90 % of outcomes lie between "
        f"{reach.low} and {reach.high}).",
        "Chance of each goal",
        "reach: at least 300 000 people by day 28",
        "Cost per reached person",
        "CPM",
        "Frequency",
        "How reach builds up",
        "bought impressions and creators",
        "passed on by people",
        "By channel",
        "Paid, owned and earned",
        "By segment",
        "Calendar",
        "a boost, over its flight",
        "Reach against spend",
        "More people per 1,000 EUR",
        "Overlap of channels",
        "social network + music sharing",
        "From reach to sales",
        "Because of the campaign",
        "A platform would claim",
        "The campaign pays for itself from about",
        "Incremental sales",
        "Chance that it pays for itself by then",
        "Where the money goes",
        "Why reach differs between outcomes",
        "What is not known",
        "assumptions",
        "each stands for 2,000 of the market",
        "simsmm run band_album.yaml --seed 1 --replicates 64",
    ]
    missing = [text for text in wanted if text not in read.words]
    assert missing == []


def test_page_is_whole(page, read):
    assert page.startswith("<!doctype html>")
    assert read.unbalanced == []
    assert read.open == []
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    charts = [attributes for tag, attributes in read.tags if tag == "svg"]
    assert len(charts) >= 5
    assert all(chart.get("role") == "img" and chart.get("aria-label") for chart in charts)
    assert all("scope" in attributes for tag, attributes in read.tags if tag == "th")
    assert len(page) < 600_000


def test_page_asks_nobody_and_runs_nothing(page, read):
    assert {tag for tag, _ in read.tags} & ACTIVE == set()
    outside = {"src", "href", "xlink:href", "srcset", "action", "data", "poster", "background"}
    for tag, attributes in read.tags:
        assert not outside & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
    assert "http" not in page.replace("http-equiv", "")
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    policies = [of["content"] for tag, of in read.tags if "http-equiv" in of]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; script-src 'none';")


NOT_SHOWN = {5, 6, 8}
"""Names of a city, a topic and an offer stand nowhere in a report."""


def test_hostile_names_are_only_text():
    page = report.page(invent(hostile()))
    read = Read(page)
    assert read.unbalanced == []
    assert {tag for tag, _ in read.tags} & ACTIVE == set()
    for tag, attributes in read.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert not {"href", "src"} & set(attributes), tag
    shown = [name for name in HOSTILE if name in "".join(read.text)]
    assert shown == [name for place, name in enumerate(HOSTILE) if place not in NOT_SHOWN]
    assert "1337" not in read.words


def test_same_answer_same_page(answer, page):
    assert report.page(answer) == page


def test_written_file_is_the_page(answer, page, tmp_path):
    path = report.write(answer, tmp_path / "report.html")
    assert path.read_text(encoding="utf-8") == page
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_warnings_come_right_after_the_answer_and_its_kicker_tells_the_gravest(answer):
    words = Read(report.page(invent(answer.scenario, 8, complete=False))).words
    told = ("interrupted", "The plan will reach", "The run was interrupted", "Chance of each goal")
    places = [words.index(text) for text in told]
    assert places == sorted(places)


MINIMAL = """
version: 1
name: Small
market: 100 000
starts: 2027-09-06
lasts: {lasts}
channels: [social network]
assume: {assume}
campaigns:
  - brand: Corner Bakery
    pages: {{social network: {{fans: 20 000}}}}
    posts:
      - {{at: day 1 01:00, on: social network, format: video}}
"""


@pytest.mark.parametrize("replicates", [1, 2, 3, 8])
@pytest.mark.parametrize("assume", ["ranges", "point values"])
def test_small_plans_and_few_replicates(replicates, assume):
    scenario = scenarios.parse(MINIMAL.format(lasts="2 h", assume=assume))
    words = Read(report.page(invent(scenario, replicates))).words
    assert ("In the one outcome simulated" in words) == (replicates == 1)
    assert ("Luck only" in words) == (assume == "point values")
    assert "nan" not in words.casefold().split()
    assert "Where the money goes" in words
    assert "Incremental" not in words
    assert "Reach against spend" not in words


def test_money_adds_up(answer):
    found = money.costs(answer)
    assert found.total is not None
    assert found.total.cells[0].value == sum(row.cells[0].value for row in found.rows) == 6000.0
    kinds = [row.name.split(" ")[0] for row in found.rows]
    assert kinds == ["Boost"] * 3 + ["Creator"] * 2 + ["Production"]
    assert money.budget(answer) == 6000.0


def test_every_number_in_force_is_told(answer):
    groups = {group.title: group.numbers for group in known.groups(answer.scenario)}
    microblog = {
        number.name: number for number in groups["Channel: microblog (like Twitter and X)"]
    }
    assert microblog["page reach"].origin == "stated"
    assert microblog["page reach"].range == "5 to 20\N{NO-BREAK SPACE}%"
    assert microblog["half life"].origin == "published"
    assert "Graffius" in microblog["half life"].source
    assert microblog["share rate"].origin == "assumed"
    assert "Sysomos" in microblog["share rate"].source
    assert microblog["cpm rise"].origin == "assumed"
    assert {"Ties: friends", "Ties: follows", "How people react", "Money"} <= set(groups)
    assert {n.name for n in groups["How people react"]} >= {"weight interest", "recall half life"}
    assert sum(known.tally(known.groups(answer.scenario)).values()) == sum(
        map(len, groups.values())
    )


def test_a_number_that_moves_reach_is_named(answer):
    """Reach follows one number of the plan: that number is named, and only that."""
    draws = drivers._drawn(answer.scenario, answer.seed, 32)
    reach = np.repeat(draws["share rate, microblog"], 2) * 1e7
    found = drivers.drivers(with_reach(answer, reach))
    assert found[0].name == "share rate, microblog"
    assert found[0].raises
    assert found[0].share > 0.95


def test_luck_alone_names_no_number(answer):
    assert drivers.drivers(answer) == []


def test_a_goal_far_above_everything_presses_no_outcome_flat(answer):
    goal = answer.scenario.goals[0]
    far = answer.scenario.model_copy(update={"goals": (replace(goal, amount=1e9),)})
    spec = figures.figures(replace(answer, scenario=far))["reach-over-time"].spec
    heights = [layer["encoding"].get("y", {}).get("field") for layer in spec["layer"]]
    assert "height" not in heights
    assert "goal 1,000,000,000" in json.dumps(spec)
    near = figures.figures(answer)["reach-over-time"].spec
    assert any(layer["encoding"].get("y", {}).get("field") == "height" for layer in near["layer"])


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ((0.9, 0.8, 0.7), "more likely than not to meet each of its goals"),
        ((0.05, 0.0, 0.05), "very unlikely to meet any of its goals"),
        ((0.1, 0.0, 0.2), "more likely than not to miss each of its goals"),
        ((0.9, 0.6, 0.2), "Of 3 goals it is likely to meet 2."),
    ],
)
def test_goals_are_summed_up(answer, chances, said):
    amounts = [goal.amount for goal in answer.scenario.goals]
    met = [
        replace(
            one,
            by_goal=tuple(
                amount * (1.5 if place < 64 * chance else 0.5)
                for amount, chance in zip(amounts, chances, strict=True)
            ),
        )
        for place, one in enumerate(answer.replicates)
    ]
    found = replace(answer, replicates=tuple(met))
    assert said in str(headline.goal_sentence(found)[0])


def test_a_plan_without_money_tells_no_prices():
    answer = invent(scenarios.parse(MINIMAL.format(lasts="2 h", assume="ranges")), 8)
    free = [
        replace(one, measured={**one.measured, ("total cost", "all", "all"): 0.0})
        for one in answer.replicates
    ]
    words = Read(report.page(replace(answer, replicates=tuple(free)))).words
    for text in ("Where the money goes", "Cost per", "budget", "It costs"):
        assert text not in words
