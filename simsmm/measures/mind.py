"""What stays in people's minds at the end of the run."""

from __future__ import annotations

from simsmm.measures.measure import BRANDS, measure, ratio
from simsmm.measures.view import Array, View

_FIRST = 0
"""Column of the brand that the whole run is about: the first of the scenario."""


def _mean_of_target(view: View, state: Array) -> float:
    brand = _FIRST if view.brand is None else view.brand
    return ratio(float(state[view.target, brand].sum(dtype=float)), view.target_people)


@measure(
    "ad recall lift",
    unit="share",
    by=("segment", *BRANDS),
    formula="mean over the target of ad recall at the end, minus the same without the campaign, "
    "which is 0",
    example="A tenth of the target remembers with chance 0.5, the others not at all: 5 %.",
    mistake="Taking the mean over those reached: the lift is that of the whole target. Memory "
    "fades, so a lift at the end of the flight is larger than one a month later.",
)
def ad_recall_lift(view: View) -> float:
    """Share of the target that remembers the brand's posts at the end because of the campaign."""
    return _mean_of_target(view, view.whole.run.record.recall)


@measure(
    "attitude lift",
    unit="points of -1 to 1",
    by=("segment", *BRANDS),
    formula="mean over the target of attitude at the end, minus the same without the campaign, "
    "which is neutral: 0",
    example="A tenth of the target has moved from 0 to 0.2: 0.02.",
    mistake="Expecting advertising to move it far: attitude moves a step at a time, more by "
    "friends than by advertisements.",
)
def attitude_lift(view: View) -> float:
    """How far the campaign moved the target's mean attitude to the brand."""
    return _mean_of_target(view, view.whole.run.record.attitude)
