"""Functions of a record: reach, acts, money, sales, spread and mind.

To add a measure: write a function of a `View` in a file of this folder, with the texts that
explain it, and add one line to `MEASURES`.
"""

from __future__ import annotations

from simsmm.measures import (
    acts,
    events,
    fans,
    mind,
    money,
    overlap,
    public,
    reach,
    reviews,
    sales,
    spread,
)
from simsmm.measures.breakdowns import BREAKDOWNS
from simsmm.measures.measure import Measure
from simsmm.measures.series import SERIES, series, tick_ends
from simsmm.measures.view import View
from simsmm.record import Run

__all__ = [
    "ALL",
    "BREAKDOWNS",
    "MEASURES",
    "SERIES",
    "Measure",
    "View",
    "measure_run",
    "series",
    "tick_ends",
]

ALL = "all"
"""Breakdown, and group, of a number of the whole run."""

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        reach.reach,
        reach.exclusive_reach,
        overlap.common_reach,
        overlap.multi_channel_reach,
        reach.on_target_reach,
        reach.target_reach,
        reach.impressions,
        reach.frequency,
        *reach.reach_by_exposures,
        reach.effective_reach,
        reach.effective_target_reach,
        reach.on_target_share,
        reach.gross_rating_points,
        reach.amplification,
        reach.control_index,
        reach.unnoticed,
        acts.engagements,
        acts.people_engaged,
        acts.engagement_rate,
        acts.likes,
        acts.comments,
        acts.shares,
        acts.fans_won,
        fans.fans_lost,
        fans.fan_balance,
        fans.fans_kept,
        fans.fans_reached_again,
        acts.clicks,
        acts.visitors,
        acts.click_through_rate,
        sales.sales,
        sales.sales_without,
        sales.incremental_sales,
        sales.sales_at_visit,
        sales.conversion,
        sales.attributed_sales,
        reviews.reviews,
        reviews.rating,
        reviews.new_rating,
        *reviews.by_stars,
        public.votes,
        public.best_rank,
        public.waves,
        events.attendance,
        events.incremental_attendance,
        events.seats_filled,
        money.revenue,
        money.incremental_revenue,
        money.incremental_margin,
        money.return_on_spend,
        money.profit,
        money.break_even_sales,
        money.spend,
        money.unspent,
        money.fees,
        money.production,
        money.total_cost,
        money.cost_per_thousand,
        money.cost_per_point,
        money.cost_per_bought_click,
        money.cost_per_reached,
        money.cost_per_click,
        money.cost_per_incremental_sale,
        spread.reproduction_number,
        spread.cascades,
        spread.cascade_size,
        spread.largest_cascade,
        spread.cascade_depth,
        spread.cascade_breadth,
        spread.structural_virality,
        spread.never_passed_on,
        spread.promoted_cascade_size,
        spread.promoted_cascade_depth,
        spread.promoted_cascade_breadth,
        spread.promoted_structural_virality,
        mind.ad_recall_lift,
        mind.attitude_lift,
    )
}
"""Every measure by name, in the order in which they are told."""


def measure_run(run: Run) -> dict[tuple[str, str, str], float]:
    """Every measure of a run, for the market.

    Returns:
        Values by (measure, breakdown, group), such as ``("reach", "channel", "microblog")``; the
        whole run has the key ``("reach", "all", "all")``. NaN where there is nothing to divide by.
    """
    view = View.of(run)
    values = {(name, ALL, ALL): measure.of_market(view) for name, measure in MEASURES.items()}
    for breakdown, split in BREAKDOWNS.items():
        chosen = [measure for measure in MEASURES.values() if breakdown in measure.by]
        for group, part in split(view.whole):
            for measure in chosen:
                values[measure.name, breakdown, group] = measure.of_market(part)
    return values
