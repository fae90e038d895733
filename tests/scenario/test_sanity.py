"""Plans that make little sense are pointed out, each with what is usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from simsmm import scenario
from simsmm.scenario import Problem

ALBUM = (Path(__file__).parents[2] / "scenarios" / "band_album.yaml").read_text("utf-8")


def found(folder: Path, *changes: tuple[str, str]) -> list[Problem]:
    text = ALBUM
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "plan.yaml").write_text(text, "utf-8")
    return scenario.check(folder / "plan.yaml")


WARNINGS = [
    # what stands there, what is written instead, the field, what the message says
    (
        "at least 850 ",
        "at least 833 ",
        "goals 3",
        "break-even, which is 834: the campaign costs 6 000",
    ),
    (
        "incremental sales: at least 850 ",
        "incremental revenue: at least 9 999 EUR ",
        "goals 3",
        "break-even, which is 10 000 EUR",
    ),
    (
        "from: day 6, until: day 14",
        "from: day 6 10:00, until: day 6 10:30",
        "campaigns 1 > posts 2 > boost > until",
        "lasts 30 minutes",
    ),
    (
        "{page reach: 5 % to 20 %",
        "{page reach: 40 %",
        "channels > microblog > page reach",
        "3 % to 20",
    ),
    ("cpm: 5 EUR to 9 EUR", "cpm: 90 EUR", "channels > music sharing > cpm", "3.8 EUR to 9.5 EUR"),
    (
        "recall half life: 7 d to 21 d",
        "weight interest: 9",
        "behaviour > weight interest",
        "0.75 to 2",
    ),
    (
        "ties: typical",
        "ties: {friends: {mean degree: 4000}}",
        "people > ties > friends > mean degree",
        "beyond what is known",
    ),
    (
        "quality: 40 % to 70 %",
        "quality: 99 %",
        "campaigns 1 > posts 3 > quality",
        "one post in twenty",
    ),
    (
        "quality: 40 % to 70 %",
        "quality: {click rate: 20 %, on: microblog}",
        "campaigns 1 > posts 3 > quality",
        "20 % is beyond what is known of the click rate: 0.5 % to 0.9 %",
    ),
]


@pytest.mark.parametrize(("old", "new", "field", "message"), WARNINGS, ids=lambda text: text[:20])
def test_what_makes_little_sense(
    tmp_path: Path, old: str, new: str, field: str, message: str
) -> None:
    (problem,) = found(tmp_path, (old, new))
    assert problem.severity == "warning"
    assert problem.field == field
    assert message in problem.message
    assert problem.line


def test_a_goal_at_break_even_is_none(tmp_path: Path) -> None:
    assert found(tmp_path, ("at least 850 ", "at least 834 ")) == []


def test_more_impressions_than_people_bear(tmp_path: Path) -> None:
    few = ("until: day 8, cap: 3 per 7 d", "until: day 8")
    assert found(tmp_path, few) == []
    aimed = ("spend: 1 600 EUR, to: indie fans, until: day 8", "spend: 1 600 EUR, to: {cities: Oz}")
    both = (aimed[0] + ", cap: 3 per 7 d", aimed[1] + ", until: day 8")
    (problem,) = found(tmp_path, both, ("Warsaw: 40 %}", "Oz: 2 %}"))
    assert problem.field == "campaigns 1 > posts 1 > boost > spend"
    assert "3 to 10 are usual" in problem.message


def test_money_that_a_cap_does_not_let_out(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, ("day 14, cap: 3 per 7 d", "day 14, cap: 1 per 30 d"))
    assert problem.field == "campaigns 1 > posts 2 > boost > spend"
    assert "some of it cannot be spent" in problem.message


def test_more_is_asked_for_than_there_is(tmp_path: Path) -> None:
    many = ("reach: at least 300 000 people", "reach: at least 2 000 001 people")
    (problem,) = found(tmp_path, many)
    assert problem.severity == "error"
    assert "the market has only 2 000 000" in problem.message
    (all_of_them,) = found(tmp_path, (many[0], "reach: at least 2 000 000 people"))
    assert all_of_them.severity == "warning"
    target = "on-target reach: at least 240 001 people"
    assert "the target has only 240 000" in found(tmp_path, (many[0], target))[0].message


def test_a_channel_that_nobody_uses_or_needs(tmp_path: Path) -> None:
    idle = [
        (
            "on: [social network, microblog]\n        format: video",
            "on: social network\n        format: video",
        ),
        (
            "on: [social network, microblog]\n        format: photo",
            "on: social network\n        format: photo",
        ),
        (
            "on: [social network, microblog]\n        format: event",
            "on: social network\n        format: event",
        ),
        ("posts: [first-single]", "posts: [album-out]"),
        (
            "      - name: Ada Plays\n        on: microblog",
            "      - name: Ada Plays\n        on: music sharing",
        ),
    ]
    (problem,) = found(tmp_path, *idle)
    assert problem.field == "channels > microblog"
    assert "no post is on this channel" in problem.message
    nobody = [("microblog: 35 %", "microblog: 0 %"), ("microblog: 20 %", "microblog: 0 %")]
    fans = [("      microblog: {fans: 25 000}\n", "      microblog: {fans: 0}\n")]
    problems = found(tmp_path, *idle, *nobody, *fans)
    assert ["nobody in the market" in one.message for one in problems] == [True]
