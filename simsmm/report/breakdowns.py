"""Tables of the report: where reach comes from, what people do, what is sold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simsmm.report.headline import exists, shown
from simsmm.report.words import Quantity, quantity

if TYPE_CHECKING:
    from simsmm.study import Answer

MEDIA = {
    "paid": "Paid: bought impressions and creators",
    "owned": "Owned: the brand's own pages",
    "earned": "Earned: passed on by people",
}
"""The planner's three kinds of media, in plain words."""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    name: str
    cells: tuple[Quantity, ...]


@dataclass(frozen=True)
class Table:
    """A table of outcomes."""

    about: str
    """What the lines are: ``"Channel"``."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


REACHED = {
    "reach": "People reached",
    "exclusive reach": "Reached only here",
    "frequency": "Times seen, each",
    "on-target share": "On target",
    "CPM": "CPM, {currency}",
}
"""Columns of the tables of reach: measure and heading."""

ACTS = {
    "likes": "Likes and other reactions",
    "comments": "Comments",
    "shares": "Shares",
    "fans won": "New fans of the pages",
    "clicks": "Clicks on a link",
    "engagement rate": "Engagements per impression",
    "CTR": "Clicks per impression (CTR)",
    "ad recall lift": "Target that remembers it at the end",
}
"""Lines of the table of acts."""

SALES = {
    "sales without the campaign": "Sales without the campaign",
    "sales": "Sales with the campaign",
    "incremental sales": "Incremental sales",
    "incremental revenue": "Incremental revenue",
    "incremental margin": "Incremental margin",
    "total cost": "Cost of the campaign",
    "profit": "Profit of the campaign",
    "return on spend": "Margin back per money spent",
    "cost per incremental sale": "Cost per incremental sale",
    "attributed sales": "Sales a platform would claim",
}
"""Lines of the table of sales."""


TAIL = 0.01
"""Exposures that fewer of those reached than this have are left out."""

SURELY_SOME = 0.2
"""A cost per sale is told where 95 % of the outcomes have more than this part of the mean sales."""


def by_channel(answer: Answer) -> Table:
    """Reach, frequency and price of each channel."""
    names = {name: name for name in answer.setting.channels}
    return _reached(answer, "channel", "Channel", names)


def by_medium(answer: Answer) -> Table:
    """Paid, owned and earned."""
    return _reached(answer, "medium", "Medium", MEDIA)


def by_post(answer: Answer) -> Table:
    """Reach of each post."""
    return _reached(answer, "post", "Post", dict(post_names(answer)))


def post_names(answer: Answer) -> Iterator[tuple[str, str]]:
    """Id of each post, and how it is called: the brand is left out where there is one only."""
    campaigns = answer.scenario.campaigns
    for post in answer.setting.posts:
        yield post, post.removeprefix(f"{campaigns[0].brand}/") if len(campaigns) == 1 else post


def _reached(answer: Answer, by: str, about: str, names: dict[str, str]) -> Table:
    groups = [name for name in names if exists(answer, "reach", by, name)]
    kept = [name for name in REACHED if any(exists(answer, name, by, group) for group in groups)]
    if len(groups) == 1:
        kept = [name for name in kept if name != "exclusive reach"]
    if not answer.scenario.target:
        kept = [name for name in kept if name != "on-target share"]
    rows = tuple(
        Row(names[group], tuple(_bare(shown(answer, name, by, group)) for name in kept))
        for group in groups
    )
    headings = tuple(REACHED[name].format(currency=answer.setting.currency) for name in kept)
    return Table(about, headings, rows)


def by_segment(answer: Answer) -> Table:
    """Reach of each segment, and what part of it that is."""
    setting = answer.setting
    sizes = np.bincount(setting.segment, minlength=len(setting.segments)) * setting.scale
    rows = []
    for name, size in zip(setting.segments, sizes, strict=True):
        if not exists(answer, "reach", "segment", name) or size == 0.0:
            continue
        reach = answer["reach", "segment", name]
        share = type(reach)(reach.name, "share", reach.values / size)
        aim = " (target)" if name in answer.scenario.target.segments else ""
        cells = (
            shown(answer, "reach", "segment", name),
            quantity(share),
            shown(answer, "frequency", "segment", name),
        )
        rows.append(Row(f"{name}{aim}", tuple(map(_bare, cells))))
    columns = ("People reached", "Part of the segment", "Times seen, each")
    return Table("Segment", columns, tuple(rows))


def _bare(found: Quantity) -> Quantity:
    """Without the unit that stands in the heading; a share keeps its sign."""
    return found if found.unit == "%" else replace(found, unit="")


def acts(answer: Answer) -> Table:
    """What people do."""
    found = _listed(answer, ACTS)
    return replace(found, rows=tuple(Row(r.name, tuple(map(_bare, r.cells))) for r in found.rows))


def sales(answer: Answer) -> Table | None:
    """What is sold with and without the campaign; None where nothing is."""
    if not answer.setting.offers:
        return None
    # A cost per sale says nothing where there may be next to none to divide by.
    extra = answer["incremental sales"]
    sure = extra.low > SURELY_SOME * extra.mean > 0.0
    left_out = () if sure else ("cost per incremental sale",)
    return _listed(answer, {name: text for name, text in SALES.items() if name not in left_out})


def break_even(answer: Answer) -> tuple[float, float] | None:
    """Share of replicates in which the campaign pays for itself, and its error.

    None where nothing is sold.
    """
    if not answer.setting.offers:
        return None
    profit = answer["profit"]
    return profit.chance(profit.values >= 0.0)


def _listed(answer: Answer, names: dict[str, str]) -> Table:
    rows = tuple(
        Row(text, (shown(answer, name),)) for name, text in names.items() if exists(answer, name)
    )
    return Table("", ("Expected",), rows)


def frequency(answer: Answer) -> Table:
    """People by least number of exposures: 1+, 2+, ... up to the last that matters."""
    reach = answer["reach"].mean
    rows = []
    for least in range(1, 11):
        name = f"reach {least}+"
        if not exists(answer, name) or (least > 3 and answer[name].mean < TAIL * reach):
            break
        rows.append(Row(f"{least}+", (_bare(shown(answer, name)),)))
    return Table("Seen", ("People",), tuple(rows))
