"""From reach to sales, increments first, and what a platform would claim beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, quantity
from simsmm.study.outcome import Outcome
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer


def funnel(answer: Answer) -> Table:
    """Reached, engaged, clicked, bought: because of the campaign, anyway, and together."""
    unit = say("people")
    rows = [
        _step(answer, say("Reached"), say("people who see it"), "reach"),
        _step(answer, say("Engaged"), say("like, comment or share"), "people engaged"),
        _step(answer, say("Clicked"), say("follow a link"), "visitors"),
    ]
    if answer.setting.sells:
        names = "incremental sales", "sales without the campaign", "sales"
        cells = tuple(shown(answer, name).bare for name in names)
        rows.append(Row(say("Bought"), cells, say("sales")))
        unit = say("people or sales")
    headings = say("Because of the campaign"), say("Without it"), say("With it")
    columns = tuple(Column(heading, unit) for heading in headings)
    return Table("funnel", say("From reach to sales"), say("Step"), columns, tuple(rows))


def _step(answer: Answer, name: str, detail: str, measure: str) -> Row:
    """A step that nobody takes without the campaign."""
    found = shown(answer, measure).bare
    none = quantity(Outcome("", "people", 0.0 * answer[measure].values)).bare
    return Row(name, (found, none.recounted("none"), found), detail)


def attribution(answer: Answer) -> Sentence | None:
    """What a platform would claim, and why it is another number; None where nothing is sold."""
    if not answer.setting.sells:
        return None
    places: dict[str, Quantity | str] = {
        "claimed": shown(answer, "attributed sales").bare,
        "caused": shown(answer, "incremental sales").bare,
    }
    text = say(
        "A platform would claim {claimed} sales (within 7 days of a click or 1 day of a sight of "
        "an advertisement); the campaign causes {caused}. The claim counts buyers who would have "
        "bought anyway, and misses those whom friends, pages and memory bring."
    )
    return Sentence(text, places)


def acts(answer: Answer) -> Table:
    """What people do."""
    names = {
        "likes": say("Likes and other reactions"),
        "comments": say("Comments"),
        "shares": say("Shares"),
        "fans won": say("New fans of the pages"),
        "clicks": say("Clicks on a link"),
        "engagement rate": say("Engagements per impression"),
        "CTR": say("Clicks per impression (CTR)"),
        "ad recall lift": say("Target that remembers it at the end"),
    }
    rows = tuple(
        Row(text, (shown(answer, name),)) for name, text in names.items() if exists(answer, name)
    )
    column = Column(say("Expected"), "")
    return Table("acts", say("What people do"), say("What"), (column,), rows)
