"""Shipped and small scenarios mean what they say."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import pydantic
import pytest

from simsmm import presets, scenario
from simsmm.measures import MEASURES
from simsmm.scenario import Audience, Pace, Scenario, ScenarioError, Span, goals, language

FOLDER = Path(__file__).parents[2] / "scenarios"
SMALL = """\
version: 1
name: A small plan
market: 100 000
starts: 2027-09-06
lasts: 14 d
channels: [social network]
campaigns:
  - brand: Bakery
    pages: {social network: {fans: 9 000}}
    posts:
      - {at: day 1 18:00, on: social network, format: photo}
"""


def small(**changes: str) -> Scenario:
    """The small plan with lines of top-level keys changed or added."""
    parts = re.split(r"\n(?=\w)", SMALL.strip())
    kept = [part for part in parts if part.split(":")[0] not in changes]
    return scenario.parse("\n".join([*kept, *(f"{k}: {v}" for k, v in changes.items())]))


@pytest.fixture(scope="module")
def album() -> Scenario:
    return scenario.load(FOLDER / "band_album.yaml")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_is_without_problem(path: Path) -> None:
    assert scenario.check(path) == []


def test_the_minimal_scenario_is_short() -> None:
    assert len((FOLDER / "minimal.yaml").read_text("utf-8").splitlines()) <= 16


def test_the_album_shows_a_page_three_channels_boosts_creators_and_ranges(album: Scenario) -> None:
    (campaign,) = album.campaigns
    ranges = [
        value
        for choice in (*album.channels.values(), album.behaviour)
        for value in choice.numbers.values()
        if isinstance(value, Span)
    ]
    assert list(album.channels) == ["social network", "microblog", "music sharing"]
    assert len(ranges) >= 3
    assert len(campaign.creators) == 2
    assert sum(len(post.boost) for post in campaign.posts) >= 1
    assert album.market.people > album.simulate
    assert album.scale == 40.0
    assert album.layers == ("friends", "acquaintances", "follows", "subscriptions")
    assert album.topics == ("indie", "festivals")


def test_values_in_their_units(album: Scenario) -> None:
    (campaign,) = album.campaigns
    first = campaign.post("first-single")
    (boost,) = first.boost
    assert (album.lasts, first.at, first.quality) == (672.0, 18.0, pytest.approx(0.9))
    assert first.topics == {"indie": 0.8}
    assert (boost.spend, boost.to.segments, boost.start) == (1600, ("indie fans",), 18)
    assert boost.until == 192
    assert boost.cap == Pace(3, 168)
    assert campaign.budget.total == 6000.0
    assert campaign.media_spend == 4000.0
    assert campaign.fees == 1200.0
    assert campaign.pages["microblog"].fans == 25_000
    assert campaign.creators[0].disclosed is True
    assert campaign.offers["album"].sold_anyway.per_hour == pytest.approx(20 / 24)
    assert campaign.sold_through(first) == "album"
    assert campaign.sold_through(campaign.post("tour-dates")) is None
    assert campaign.post("tour-dates").boost[0].to == Audience()
    assert album.channels["microblog"].numbers == {
        "page_reach": Span(0.05, 0.2),
        "friend_reach": Span(0.05, 0.2),
    }
    assert album.channels["music sharing"].numbers["half_life"] == Span(12.0, 48.0)
    assert album.behaviour.numbers == {"recall_half_life": Span(7.0, 21.0)}
    fans, others = album.people.segments
    assert (fans.share, others.share) == (0.12, pytest.approx(0.88))
    assert album.uses(fans, "microblog") == 0.35


def test_goals(album: Scenario) -> None:
    reach, effective, sales = album.goals
    assert (reach.measure, reach.amount, reach.unit, reach.by) == ("reach", 3e5, "count", 672.0)
    assert (effective.times, effective.amount, effective.unit) == (3, 0.05, "share of target")
    assert (sales.amount, sales.by, sales.at_least) == (850.0, None, True)
    assert sales.text == "incremental sales: at least 850"


@pytest.mark.parametrize(
    ("text", "amount", "unit", "at_least"),
    [
        ("{reach: at least 20 % of market}", 0.2, "share of market", True),
        ("{cost per reached person: at most 0.05 EUR}", 0.05, "money", False),
        ("{new fans: at least 500 new fans by 2027-09-10}", 500.0, "count", True),
        ("{fans: 'at least 1,500'}", 1500.0, "count", True),
        ("{clicks: at least 2 000 clicks by day 3}", 2000.0, "count", True),
        ("{awareness: at least 8 % of target}", 0.08, "share", True),
        ("{ad recall lift: at least 8 % by day 14}", 0.08, "share", True),
        ("{attitude: at least -0.1 points}", -0.1, "number", True),
        ("{CTR: at least 1 %}", 0.01, "share", True),
        ("{click-through rate: at least 1 % of impressions by day 3}", 0.01, "share", True),
        ("{engagement rate: at least 2 %}", 0.02, "share", True),
        ("{Fans Won: at least 500 fans}", 500.0, "count", True),
        ("{ROAS: at least 1.2}", 1.2, "number", True),
        ("{grp: at least 250}", 250.0, "number", True),
        ("{Effective reach (3+): at least 500 people}", 500.0, "count", True),
        ("{frequency: at most 8 times by day 7}", 8.0, "number", False),
        ("{GRP: at least 250 by day 7}", 250.0, "number", True),
        ("{profit: at least -500 EUR}", -500.0, "money", True),
        ("{return on spend: at least 1.2}", 1.2, "number", True),
        ("{incremental revenue: 'at least 9,000 EUR by day 9'}", 9000.0, "money", True),
        ("{incremental sales: at least 850 loafs}", 850.0, "count", True),
    ],
)
def test_forms_of_goals(text: str, amount: float, unit: str, at_least: bool) -> None:
    campaign = SMALL[SMALL.index("campaigns:") + 10 :]
    offers = "    offers: {loaf: {price: 3 EUR}}"
    (goal,) = small(goals=f"[{text}]", campaigns=f"{campaign}{offers}").goals
    assert (goal.amount, goal.unit, goal.at_least) == (amount, unit, at_least)


@pytest.mark.parametrize(
    "text",
    [
        "reach: 5 people",
        "reach: at least 5 %",
        "shares: at least 5 % of target",
        "fame: at least 5",
        "effective reach: at least 5",
        "reach (2+): at least 5",
        "reach: at least 5 EUR",
        "reach: at least -5",
        "sales: at least 5 thousand",
        "awareness: at least 8 % by day 13",
        "attitude: at least 0.1 by day 1",
        "profit: at least 9 EUR by day 2",
        "cost per reached person: at most 1 EUR by 2027-09-08",
        "frequency: at most 5 %",
        "revenue: at least -5 EUR",
    ],
)
def test_what_is_no_goal(text: str) -> None:
    with pytest.raises(ScenarioError, match="goals 1"):
        small(goals=f"[{{'{text.split(': ')[0]}': '{text.split(': ')[1]}'}}]")


@pytest.mark.parametrize("name", ["CPM", "conversion", "exclusive reach", "reach 3+", "3+"])
def test_a_measure_that_is_no_goal_is_known(name: str) -> None:
    with pytest.raises(ScenarioError, match=rf"{re.escape(name)} cannot be a goal; goals: reach,"):
        small(goals=f"[{{{name}: at least 5}}]")


def test_every_measure_is_a_goal_or_known_to_be_none() -> None:
    aims = {aim.measured for aim in goals.MEASURES.values()}
    assert not aims & set(goals.NEVER)
    assert set(MEASURES) <= aims | set(goals.NEVER) | set(goals.LATER)


def test_what_a_scenario_means_where_it_says_nothing() -> None:
    plan = small()
    (campaign,) = plan.campaigns
    (segment,) = plan.people.segments
    assert plan.simulate == 50_000
    assert (segment.name, segment.share) == ("everyone", 1.0)
    assert plan.uses(segment, "social network") == 0.69
    assert (plan.target, plan.goals, plan.drawn) == (Audience(), (), True)
    assert (plan.effort.at_least, plan.effort.at_most) == (64, 1024)
    assert campaign.posts[0].id == "post 1"
    assert campaign.budget.total == 0.0
    assert plan.behaviour.numbers == {}
    assert plan.people.ties.layer("friends").numbers == {}


def test_one_person_is_a_market() -> None:
    text = SMALL.replace("100 000", "1").replace("9 000", "0")
    plan = scenario.parse(text)
    assert (plan.simulate, plan.scale) == (1, 1.0)


def test_a_boost_takes_over_what_its_post_and_the_scenario_say() -> None:
    posts = "[{at: day 2 06:00, on: [social network], format: text, boost: {spend: 9}}]"
    plan = small(
        target="bakers",
        people="{segments: [{name: bakers, share: 50 %}, {name: others}]}",
        campaigns=f"[{{brand: Bakery, posts: {posts}}}]",
    )
    (boost,) = plan.campaigns[0].posts[0].boost
    assert (boost.on, boost.to.segments, boost.start) == ("social network", ("bakers",), 30.0)
    assert boost.until == plan.lasts
    assert plan.campaigns[0].budget.media == 9.0


def test_ties_by_layer() -> None:
    plan = small(people="{ties: {friends: {mean degree: 30 to 40, clustering: 20 %}}}")
    assert plan.people.ties.layer("friends").numbers == {
        "mean_degree": Span(30.0, 40.0),
        "clustering": 0.2,
    }
    assert plan.people.ties.layer("acquaintances").numbers == {}


def test_a_file_of_ties_lies_in_the_folder_of_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "ties.csv").write_text("1,2\n", "utf-8")
    (tmp_path / "outside.csv").write_text("1,2\n", "utf-8")
    (tmp_path / "plan" / "link.csv").symlink_to(tmp_path / "outside.csv")
    (tmp_path / "plan" / "loop.csv").symlink_to(tmp_path / "plan" / "loop.csv")
    path = tmp_path / "plan" / "plan.yaml"

    def load(name: str) -> Scenario:
        path.write_text(f"{SMALL}people: {{ties: {{friends: {{file: '{name}'}}}}}}\n", "utf-8")
        return scenario.load(path)

    plan = load("ties.csv")
    assert plan.people.ties.layer("friends").file == "ties.csv"
    assert plan.folder == tmp_path / "plan"
    for name in ("../outside.csv", "/etc/passwd", "link.csv", "..\\outside.csv", "a/../../b"):
        with pytest.raises(ScenarioError, match="leads out of the scenario's folder"):
            load(name)
    for name in ("none.csv", "loop.csv", "é" * 200, "."):
        with pytest.raises(ScenarioError, match="there is no file"):
            load(name)


def test_a_file_of_ties_takes_no_targets() -> None:
    with pytest.raises(ScenarioError, match="has no targets"):
        small(people="{ties: {friends: {file: a.csv, mean degree: 3}}}")
    with pytest.raises(ScenarioError, match="name the file"):
        small(people="{ties: {friends: {directed: yes}}}")


def test_efforts() -> None:
    assert small(effort="quick").effort.at_most == 128
    assert small(effort="{at most: 512}").effort == language.Effort.model_validate(
        {"precision": 0.02, "at least": 64, "at most": 512}
    )
    for text in ("{at most: 1}", "{precision: 0 %}", "{at least: 900, at most: 100}", "heavy"):
        with pytest.raises(ScenarioError, match="effort"):
            small(effort=text)


def test_scenarios_are_frozen_and_may_be_varied() -> None:
    plan = small()
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        plan.name = "other"  # type: ignore[misc]
    assert plan.model_copy(update={"name": "other"}).name == "other"
    assert plan.name == "A small plan"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_scenario_travels_to_another_process(path: Path) -> None:
    plan = scenario.load(path)
    arrived = pickle.loads(pickle.dumps(plan))
    assert arrived == plan
    assert arrived.folder == FOLDER
    assert {name: choice.numbers for name, choice in arrived.channels.items()} == {
        name: choice.numbers for name, choice in plan.channels.items()
    }


def test_a_scenario_exports_as_plain_data(album: Scenario) -> None:
    data: dict[str, Any] = album.model_dump(mode="json", by_alias=True)
    assert data["campaigns"][0]["posts"][0]["boost"][0]["from"] == 18.0
    assert data["channels"]["microblog"]["page reach"] == {"low": 0.05, "high": 0.2}


def written(number: presets.Number) -> str:
    return f"{number.value} {({'h': 'h', 'days': 'd'}).get(number.unit, '')}".strip()


@pytest.mark.parametrize("name", presets.channels())
def test_every_number_of_a_channel_can_be_replaced_in_its_unit(name: str) -> None:
    for key, number in presets.channel(name).numbers.items():
        if key == "use":
            continue
        choice = f"{name}: {{{presets.spoken(key)}: {written(number)}}}"
        preset = presets.channel(name)
        pages = f"pages: {{{name}: {{fans: 100}}}}, " if preset.followed else ""
        boost = ", boost: {spend: 1}" if preset.sold else ""
        post = f"{{at: day 1 9:00, on: {name}, format: text{boost}}}"
        plan = small(channels=f"{{{choice}}}", campaigns=f"[{{brand: B, {pages}posts: [{post}]}}]")
        assert plan.channels[name].numbers == {key: pytest.approx(number.value)}


def test_every_number_of_behaviour_and_ties_can_be_replaced_in_its_unit() -> None:
    for key, number in presets.behaviour().items():
        plan = small(behaviour=f"{{{presets.spoken(key)}: {written(number)}}}")
        assert plan.behaviour.numbers == {key: pytest.approx(number.value)}
    for name in presets.layers():
        preset = presets.layer(name)
        for key, number in preset.numbers.items():
            if key not in preset.unsteered:
                target = f"{{{presets.spoken(key)}: {written(number)}}}"
                plan = small(people=f"{{ties: {{{name}: {target}}}}}")
                assert plan.people.ties.layer(name).numbers == {key: number.value}
