"""What is sold, what would have been sold anyway, and what a platform would claim; no seats."""

from __future__ import annotations

import numpy as np

from simsmm.measures.acts import clicks
from simsmm.measures.measure import BRANDS, SOLD, measure, ratio
from simsmm.measures.view import Array, View
from simsmm.record import Act, Kind, Path

CLICK_HOURS = 7 * 24.0
"""A platform claims a sale within a week of a click on an advertisement ..."""
SIGHT_HOURS = 24.0
"""... or within a day of seeing one: the usual default of advertising platforms."""


@measure(
    "sales",
    unit="sales",
    scaled=True,
    by=SOLD,
    formula="number of purchases",
    example="500 people would have bought anyway, 100 bought because of the campaign: 600.",
    mistake="Crediting all of them to the campaign: see incremental sales.",
)
def sales(view: View) -> float:
    """Purchases during the run, campaign or not."""
    return float(len(view.sold))


@measure(
    "sales without the campaign",
    unit="sales",
    scaled=True,
    by=SOLD,
    formula="number of purchases in the same world without the campaign, on the same luck",
    example="20 albums a day for 28 days: about 560.",
    mistake="Taking last month's sales for it: a different month has different luck.",
)
def sales_without(view: View) -> float:
    """Purchases that the same people make during the same days with no campaign."""
    return float(len(view.sold_without))


@measure(
    "incremental sales",
    unit="sales",
    scaled=True,
    by=SOLD,
    formula="sales - sales without the campaign",
    example="600 with the campaign, 500 without: 100.",
    mistake="Taking attributed sales for it: many who saw an advertisement would have bought "
    "anyway. A purchase that only came earlier within the run is no increment.",
)
def incremental_sales(view: View) -> float:
    """Purchases that the campaign caused."""
    return sales(view) - sales_without(view)


@measure(
    "sales at a visit",
    unit="sales",
    scaled=True,
    by=SOLD,
    formula="number of purchases made at once after a click",
    example="900 visits of which 9 end in a purchase: 9.",
    mistake="Taking them for the effect of the campaign: others remember and buy later, and some "
    "of these would have bought anyway.",
)
def sales_at_visit(view: View) -> float:
    """Purchases made at once by those who clicked."""
    return float(np.count_nonzero(view.sold["path"] == Path.DIRECT))


@measure(
    "conversion",
    unit="share",
    by=BRANDS,
    formula="sales at a visit / clicks",
    example="9 purchases at 900 visits: 1 %.",
    mistake="Expecting the rate of a shop's own regulars from visitors sent by social media.",
)
def conversion(view: View) -> float:
    """Share of visits that end in a purchase at once."""
    return ratio(sales_at_visit(view), clicks(view))


@measure(
    "attributed sales",
    unit="sales",
    scaled=True,
    by=SOLD,
    formula="number of purchases at most 7 days after the buyer clicked on an advertisement, or at "
    "most 1 day after the buyer saw one",
    example="Ann sees an advertisement on Monday and buys on Tuesday morning, as she does every "
    "month: 1 attributed sale, no incremental one.",
    mistake="Adding up what several platforms claim, or reading it as the campaign's effect: it "
    "claims those who would have bought anyway and misses what friends and memory sell.",
)
def attributed_sales(view: View) -> float:
    """Purchases that an advertising platform would claim for itself."""
    bought = view.sold
    buyers = np.zeros(view.setting.people, dtype=bool)
    buyers[bought["person"]] = True
    seen = view.whole.run.record.exposures
    if view.brand is not None:
        seen = seen[view.whole.brand == view.brand]
    seen = seen[(seen["kind"] == Kind.AD) & buyers[seen["person"]]]
    clicked = seen[seen["acts"] & Act.CLICK > 0]
    after_click = _hours_since(clicked, bought) <= CLICK_HOURS
    return float(np.count_nonzero(after_click | (_hours_since(seen, bought) <= SIGHT_HOURS)))


def _hours_since(seen: Array, bought: Array) -> Array:
    """Hours from the person's last of some impressions to each purchase, or infinity."""
    moments = np.unique(np.concatenate([seen["time"], bought["time"]]))
    # Person and rank of the moment in one whole number: one sorted list serves all people.
    places = len(moments) + 1
    seen_at = seen["person"].astype(np.int64) * places + np.searchsorted(moments, seen["time"])
    order = np.argsort(seen_at, kind="stable")
    bought_at = bought["person"].astype(np.int64) * places
    bought_at += np.searchsorted(moments, bought["time"])
    last = np.searchsorted(seen_at[order], bought_at, side="right") - 1
    hours = np.full(len(bought), np.inf)
    found = np.flatnonzero(last >= 0)
    row = order[last[found]]
    same = seen["person"][row] == bought["person"][found]
    hours[found[same]] = (bought["time"][found] - seen["time"][row])[same]
    return hours
