"""Every shipped scenario runs, a strategist would believe it, and its comments say what is true."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simsmm import presets, report, scenario
from simsmm.channels.ranking import visibility
from simsmm.report.document import tables
from simsmm.study import Answer, study

FOLDER = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))

FEW = 2
PART = 10
"""A quick look simulates so many times fewer people."""


@cache
def looked_at(name: str, replicates: int = FEW, part: int = PART) -> Answer:
    plan = scenario.load(FOLDER / f"{name}.yaml")
    return study(
        plan.model_copy(update={"simulate": plan.simulate // part}),
        seed=1,
        replicates=replicates,
        curve=False,
    )


def text_of(name: str) -> str:
    """A scenario's text, comments and all, as one line."""
    return re.sub(r"\s*\n#? *", " ", (FOLDER / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_gives_a_whole_report(name: str, tmp_path: Path) -> None:
    answer = looked_at(name)
    plan = answer.scenario
    reach = answer["reach"].values
    assert np.all((reach > 0.0) & (reach <= plan.market.people))
    planned = sum(
        campaign.budget.media + campaign.budget.creators + campaign.budget.production
        for campaign in plan.campaigns
    )
    if planned:
        assert np.all(answer["total cost"].values <= 1.001 * planned)
    for goal in answer.goals:
        assert not math.isnan(goal.chance)
    report.write(answer, tmp_path / "report.html")
    for table in tables(answer).values():
        assert table.rows or table.total, table.name
        for row in table.every_row:
            known = [cell.value for cell in row.cells if not math.isnan(cell.value)]
            assert known, (table.name, row.name)
            if row.group == "Paid, owned and earned":
                assert any(known), (table.name, row.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_says_what_it_is_for(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    assert text.startswith("# ")
    assert name == "minimal" or sum("#" in line for line in text.splitlines()) > 10
    for other in re.findall(r"(\w+)\.yaml", text):
        assert other in NAMES, other
    assert (name == "minimal") or scenario.load(FOLDER / f"{name}.yaml").effort.at_most <= 256


def test_the_figures_of_the_campaign_of_iribarren_and_moro() -> None:
    text = text_of("tell_a_friend")
    first, rate, later = 2.51, 0.0879, 2.96
    assert f"1 + {first} / (1 - {rate} * {later}) = {1 + first / (1 - rate * later):.2f}" in text
    numbers = scenario.load(FOLDER / "tell_a_friend.yaml").channels["e-mail"].numbers
    assert numbers["first_recipients"] == first
    assert (numbers["share_rate"], numbers["recipients"]) == (pytest.approx(rate), later)
    assert round(7_153 * first / (1 - rate * later), -3) == 24_000


def test_published_figures_in_comments_are_those_of_the_presets() -> None:
    mail, feed = (presets.channel(name).numbers for name in ("e-mail", "social network"))
    text = text_of("newsletter")
    assert "one in five opens it" in text
    assert round(1 / mail["page_reach"].value) == 5
    assert "one in eight clicks" in text
    assert round(1 / mail["click_rate"].value) == 8
    assert "one fan in fifty" in text
    assert 40 < 1 / feed["page_reach"].value < 50
    depth = presets.channel("news aggregator").numbers["depth"].value
    text = text_of("aggregator_seeding")
    assert "half as many look at rank 2" in text
    assert visibility(2.0, depth) == pytest.approx(0.5, abs=0.05)
    assert "an eighth at rank 10" in text
    assert visibility(10.0, depth) == pytest.approx(0.125, abs=0.005)
    clips = presets.channel("short video").numbers
    text = text_of("video_challenge")
    assert "some 300 people" in text
    assert clips["test_audience"].value == 300.0
    assert "after two hours" in text
    assert clips["wave"].value == 2.0
    assert "7 %" in text
    assert clips["reference_rate"].value == 0.07
    lost = 1.0 - clips["engagement"].value / clips["reference_rate"].value
    assert "loses a third" in text
    assert lost == pytest.approx(1 / 3, abs=0.05)
    part = presets.channel("music chart").numbers["list_part"].value
    assert "about a third" in text_of("song_on_chart")
    assert part == pytest.approx(1 / 3, abs=0.05)
    here = presets.channel("virtual world").numbers["public_reach"].value
    assert "one in twenty" in text_of("exhibition_virtual_world")
    assert here == pytest.approx(1 / 20, abs=0.01)
    prior = presets.channel("review site").numbers["prior_reviews"].value
    assert "fifteen more" in text_of("launch_with_reviews")
    assert prior == 15.0


def test_goals_that_earn_the_money_back_do() -> None:
    for name, goal in (("blog_with_shop", 11), ("newsletter", 26)):
        plan = scenario.load(FOLDER / f"{name}.yaml")
        (campaign,) = plan.campaigns
        (offer,) = campaign.offers.values()
        needed = campaign.budget.production / (offer.price * offer.margin)
        assert math.ceil(needed) == goal
        assert [one.amount for one in plan.goals if one.measure == "incremental sales"] == [goal]


@pytest.mark.slow
def test_first_votes_carry_a_report_to_the_top() -> None:
    answer = looked_at("aggregator_seeding", 64, 1)
    found = {
        name.split("/")[-1]: (answer["best rank", "post", name], answer["reach", "post", name])
        for name in answer.setting.posts
    }
    assert found["no votes"][0].mean > 24.0
    assert found["some votes"][0].mean < 5.0
    none, some, many = (found[post][1].mean for post in ("no votes", "some votes", "many votes"))
    assert 3.0 * none < some < 15.0 * none
    assert some < many < 2.0 * some
    # Of those who are there, more meet the thread: 12,000 members, and some 330,000 visitors.
    assert found["a thread"][1].mean / 12_000 > 3.0 * some / 330_000


@pytest.mark.slow
def test_the_night_tour_meets_few_and_three_talks_more_than_a_loud_one() -> None:
    answer = looked_at("exhibition_virtual_world", 64, 1)
    reach = {
        name.split("/")[-1]: answer["reach", "post", name].mean for name in answer.setting.posts
    }
    assert reach["tour three"] < 0.2 * min(reach["tour one"], reach["tour two"])


@pytest.mark.slow
def test_bought_reviews_lift_a_place_and_not_what_guests_write() -> None:
    answer = looked_at("launch_with_reviews", 64, 1)
    good, bought = "The Copper Pan", "The Gilded Spoon"
    ranks = [answer["best rank", "post", f"{brand}/entry"].mean for brand in (good, bought)]
    assert ranks[1] < ranks[0]
    stars = [answer["new rating", "offer", name].mean for name in ("a table", "our table")]
    assert stars[0] > stars[1] + 0.5
    sold = [answer["incremental sales", "brand", brand] for brand in (good, bought)]
    assert np.mean(sold[0].values >= sold[1].values) > 0.5


@pytest.mark.slow
def test_as_many_get_the_mail_as_got_it() -> None:
    answer = looked_at("tell_a_friend", 32, 1)
    assert answer["reach"].mean == pytest.approx(24_000, rel=0.05)
