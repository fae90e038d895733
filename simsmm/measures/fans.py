"""Fans of the brand's pages: won, lost, kept, and reached again."""

from __future__ import annotations

import numpy as np

from simsmm.measures.acts import fans_won
from simsmm.measures.measure import EVERY, measure, ratio
from simsmm.measures.view import Array, View
from simsmm.record import Act, Kind

WON = ("channel", "segment")
"""Breakdowns of what becomes of the fans won."""


@measure(
    "fans lost",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a fan left the page",
    example="Ann has had enough at the fifth post of a week and leaves the page: 1 fan lost.",
    mistake="Leaving them out: a page that wins 500 and loses 600 fans has not grown.",
)
def fans_lost(view: View) -> float:
    """Fans who left the page at one of its posts."""
    return float(view.acted(Act.LEAVE))


@measure(
    "fan balance",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="fans won - fans lost",
    example="500 fans won, 120 lost: 380.",
    mistake="Comparing pages by it whatever their size: a large page loses more fans at each post.",
)
def fan_balance(view: View) -> float:
    """By how much the pages grew."""
    return fans_won(view) - fans_lost(view)


@measure(
    "fans kept",
    unit="share",
    by=WON,
    formula="fans won who are still fans at the end / fans won",
    example="Of 500 fans won, 10 have left again: 98 % kept.",
    mistake="Reading it over a short run as loyalty: many have met no further post yet.",
)
def fans_kept(view: View) -> float:
    """Share of the fans won who have not left again."""
    won, lost = _pairs(_won(view), view), _pairs(view.whole.run.record.fans_lost, view)
    return ratio(float(len(won) - np.count_nonzero(np.isin(won, lost))), len(won))


@measure(
    "fans reached again",
    unit="share",
    by=WON,
    formula="fans won who met a later post of the page as its fans / fans won",
    example="Of 500 fans won in the first week, 60 meet a post of the page afterwards: 12 %.",
    mistake="Taking a fan for somebody who meets every post: a page's post meets few of its fans.",
)
def fans_reached_again(view: View) -> float:
    """Share of the fans won whom the page reached again, without paying for it."""
    record = view.whole.run.record
    seen = record.exposures[record.exposures["kind"] == Kind.PAGE]
    pages = _page_of(view)[record.sources["account"][seen["source"]]]
    met = _pairs(np.stack([pages, seen["person"]], axis=1), view)
    won = _pairs(_won(view), view)
    # Nobody is met as a fan of a page before becoming one, so any such impression is a later one.
    return ratio(float(np.count_nonzero(np.isin(won, met))), len(won))


def _won(view: View) -> Array:
    """Fans won of this view: account and person."""
    won, setting = view.whole.run.record.fans_won, view.setting
    chosen = np.ones(len(won), dtype=bool)
    if view.channel is not None:
        channels = np.array([account.channel for account in setting.accounts])
        chosen &= channels[won[:, 0]] == view.channel
    if view.group is not None:
        chosen &= view.group[won[:, 1]]
    return won[chosen]


def _page_of(view: View) -> Array:
    """The page of each account: itself, or that of which it is a part."""
    accounts = view.setting.accounts
    return np.array([a.page if a.page >= 0 else place for place, a in enumerate(accounts)])


def _pairs(rows: Array, view: View) -> Array:
    """Account and person of each row in one number."""
    return rows[:, 0].astype(np.int64) * view.setting.people + rows[:, 1]
