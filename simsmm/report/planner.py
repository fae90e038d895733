"""The planner's tables: impressions, reach, frequency and price, in all and part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, missing, unit_of
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

TAIL = 0.01
"""Exposures that fewer of those reached than this have are left out."""

ALWAYS = 3
"""Exposures up to which reach is always told."""


def planner(answer: Answer) -> Table:
    """The whole campaign, each channel, paid, owned and earned media, and each segment."""
    columns = _columns(answer)
    channels = {name: (say(name), "") for name in answer.setting.channels}  # data text
    whole = Row(say("Whole campaign"), _cells(answer, columns, "all", "all"))
    parts = (
        ("channel", say("By channel"), channels),
        ("medium", say("Paid, owned and earned"), media()),
        ("segment", say("By segment"), segments(answer)),
    )
    rows = [whole]
    for by, heading, names in parts:
        found = [name for name in names if exists(answer, "reach", by, name)]
        if by == "medium":
            # Where nothing is bought, say, a line of zeros says nothing.
            found = [name for name in found if answer["reach", by, name].values.any()]
        if len(found) > 1:
            rows += [
                Row(names[name][0], _cells(answer, columns, by, name), names[name][1], heading)
                for name in found
            ]
    return _table("planner", say("Reach, frequency and price"), say("Part"), answer, columns, rows)


def posts(answer: Answer) -> Table:
    """Reach of each post."""
    columns = {
        name: heading
        for name, heading in _columns(answer).items()
        if name not in ("cost per reached person", "effective reach")
    }
    rows = [Row(name, _cells(answer, columns, "post", post)) for post, name in post_names(answer)]
    return _table("posts", say("Reach of each post"), say("Post"), answer, columns, rows)


def media() -> dict[str, tuple[str, str]]:
    """The planner's three kinds of media: name, and meaning in plain words."""
    return {
        "paid": (say("Paid"), say("bought impressions and creators")),
        "owned": (say("Owned"), say("the brand's own pages")),
        "earned": (say("Earned"), say("passed on by people")),
    }


def segments(answer: Answer) -> dict[str, tuple[str, str]]:
    """Segments with anybody in them; the target is marked."""
    setting = answer.setting
    sizes = np.bincount(setting.segment, minlength=len(setting.segments))
    return {
        name: (name, say("target") if name in answer.scenario.target.segments else "")
        for name, size in zip(setting.segments, sizes, strict=True)
        if size
    }


def post_names(answer: Answer) -> Iterator[tuple[str, str]]:
    """Id of each post, and how it is called: the brand is left out where there is one only."""
    campaigns = answer.scenario.campaigns
    for post in answer.setting.posts:
        yield post, post.removeprefix(f"{campaigns[0].brand}/") if len(campaigns) == 1 else post


def _columns(answer: Answer) -> dict[str, str]:
    """Measure and heading of each column that says something here."""
    setting = answer.setting
    often = f"{setting.effective_frequency}+"
    found = {
        "impressions": say("Impressions"),
        "reach": say("Reach (1+)"),
        "frequency": say("Frequency"),
        "reach 3+": say("Reach 3+"),
        "effective reach": say("Effective reach (target, {often})", often=often),
        "on-target share": say("On target"),
        "CPM": say("CPM"),
        "cost per reached person": say("Cost per person reached"),
    }
    if not answer.scenario.target:
        del found["on-target share"]
        found["effective reach"] = say("Effective reach ({often})", often=often)
    if np.array_equal(answer["effective reach"].values, answer["reach 3+"].values):
        del found["effective reach"]
    if not answer["total cost"].mean:
        del found["cost per reached person"]
    return {name: heading for name, heading in found.items() if exists(answer, name)}


def _cells(answer: Answer, columns: Iterable[str], by: str, group: str) -> tuple[Quantity, ...]:
    return tuple(_cell(answer, name, by, group) for name in columns)


def _cell(answer: Answer, name: str, by: str, group: str) -> Quantity:
    """A number, or a dash where there is none; what is not paid for has no price."""
    if not exists(answer, name, by, group):
        return missing()
    found = shown(answer, name, by, group).bare
    free = name.startswith("cost per") and found.value == 0.0 and by == "medium"
    return missing() if free else found


def _table(
    name: str,
    caption: str,
    about: str,
    answer: Answer,
    columns: dict[str, str],
    rows: Iterable[Row],
) -> Table:
    currency = answer.setting.currency
    units = [unit_of(answer[measure].unit, currency) for measure in columns]
    headings = [Column(*pair) for pair in zip(columns.values(), units, strict=True)]
    return Table(name, caption, about, tuple(headings), tuple(rows))


def exposures(answer: Answer) -> Table:
    """People by least number of exposures: 1+, 2+, ... up to the last that matters."""
    reach = answer["reach"].mean
    rows = []
    for least in range(1, 11):
        name = f"reach {least}+"
        if not exists(answer, name) or (least > ALWAYS and answer[name].mean < TAIL * reach):
            break
        rows.append(Row(f"{least}+", (shown(answer, name).bare,)))
    return Table(
        "exposures",
        say("People by number of exposures"),
        say("Seen"),
        (Column(say("People"), say("people")),),
        tuple(rows),
    )
