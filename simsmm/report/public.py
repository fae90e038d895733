"""What is met in public: how posts fare on lists and by recommendation, and what reviews say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simsmm.report.headline import exists, shown
from simsmm.report.planner import post_names
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import missing
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer


def lists(answer: Answer) -> Table | None:
    """Best rank, votes and waves of each post; None where none is listed or recommended."""
    scenario, columns = answer.scenario, dict[str, Column]()
    used = [scenario.preset(name) for name in scenario.channels]
    if exists(answer, "best rank"):
        columns["best rank"] = Column(say("Best rank"), say("rank"))
    if columns and any(one.mechanism == "ranking" and not one.starred for one in used):
        columns["votes"] = Column(say("Votes or plays"), say("votes"))
    if exists(answer, "waves"):
        columns["waves"] = Column(say("Waves of recommendation"), say("waves"))
    fates = [name for name in columns if name != "votes"]
    posts = [
        (post, name)
        for post, name in post_names(answer)
        if any(exists(answer, fate, "post", post) for fate in fates)
    ]
    caption = say("Posts on lists and by recommendation")
    return _table(answer, "lists", caption, say("Post"), columns, "post", posts)


def reviews(answer: Answer) -> Table | None:
    """What is written and shown of each offer that is reviewed; None where there is none."""
    reviewed = {
        name
        for campaign in answer.scenario.campaigns
        for name, offer in campaign.offers.items()
        if offer.reviews is not None
    }
    offers = [(one.name, one.name) for one in answer.setting.offers if one.name in reviewed]
    columns = {
        "reviews": Column(say("New reviews"), say("reviews")),
        "new rating": Column(say("Their stars"), say("stars")),
        "rating": Column(say("Stars shown at the end"), say("stars")),
        "5 stars": Column(say("Five stars, of new reviews"), "%"),
        "1 stars": Column(say("One star, of new reviews"), "%"),
    }
    caption = say("What buyers write")
    return _table(answer, "reviews", caption, say("Offer"), columns, "offer", offers)


def _table(
    answer: Answer,
    name: str,
    caption: str,
    about: str,
    columns: dict[str, Column],
    by: str,
    groups: list[tuple[str, str]],
) -> Table | None:
    rows = [
        Row(
            spoken,
            tuple(
                shown(answer, measure, by, group).bare
                if exists(answer, measure, by, group)
                else missing()
                for measure in columns
            ),
        )
        for group, spoken in groups
    ]
    return Table(name, caption, about, tuple(columns.values()), tuple(rows)) if rows else None
