"""Reach against rating points on a channel where an audience is bought, by its law.

No campaign is run: the curve is `simsmm.channels.broadcast.reach` among the target, for the shape
and the share of users that the plan or the preset states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simsmm.channels import broadcast
from simsmm.scenario import Scenario
from simsmm.scenario import rating_points as planned
from simsmm.scenario.prices import usual_price
from simsmm.scenario.unknowns import Unknown, middle

POINTS = (50.0, 100.0, 200.0, 300.0, 400.0, 600.0, 1000.0)
"""Rating points that planners compare."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What so many rating points among the target do, and what they cost."""

    channel: str
    grp: float
    """Impressions per hundred people of the target."""
    reach: float
    """Part of the target that meets them at least once."""
    reach_low: float
    """The same where viewing is as uneven as is plausible."""
    reach_high: float
    """The same where it is as even as is plausible."""
    cost: float
    """At the middle price, in the plan's currency."""


def bought_channels(scenario: Scenario) -> tuple[str, ...]:
    """Channels of a plan where an audience is bought."""
    return tuple(name for name in scenario.channels if not scenario.preset(name).answered)


def reach_curve(
    scenario: Scenario, channel: str, points: Iterable[float] = POINTS
) -> tuple[Weight, ...]:
    """Reach and cost among the target at some rating points, at point values.

    Args:
        scenario: the plan.
        channel: one where an audience is bought.
        points: gross rating points.
    """
    people = planned.people_of(scenario, scenario.target)
    users = planned.users_of(scenario, scenario.target, channel)
    met = planned.on_target(scenario, scenario.target, channel)
    cpm = usual_price(scenario, channel, "cpm", (0.0, scenario.lasts))
    share = users / people if people else 0.0
    shapes = shapes_of(scenario, channel)
    found = []
    for each in points:
        low, usual, high = (broadcast.reach(each, shape, share) for shape in shapes)
        cost = broadcast.cost_of(each, people, met, cpm) if met else 0.0
        found.append(Weight(channel, each, usual, low, high, cost))
    return tuple(found)


def shapes_of(scenario: Scenario, channel: str) -> tuple[float, float, float]:
    """Shape of viewing: the least and the most that is plausible, the middle between them."""
    stated = scenario.channels[channel].numbers.get("visit_shape")
    if stated is None:
        number = scenario.preset(channel).numbers["visit_shape"]
        return number.low, number.value, number.high
    if isinstance(stated, Unknown):
        return stated.low, stated.middle, stated.high
    return (middle(stated),) * 3
