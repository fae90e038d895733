"""A planner's sums: people of an audience, and what rating points cost.

Only a run tells what to expect; here a budget is held against what is ordered.
"""

from __future__ import annotations

from typing import Any

from simsmm.scenario.audience import Audience
from simsmm.scenario.findings import every_boost, part_of
from simsmm.scenario.language import Scenario
from simsmm.scenario.plan import Boost
from simsmm.scenario.prices import at_point, usual_price
from simsmm.scenario.problems import Path
from simsmm.scenario.quantities import Settled


def people_of(scenario: Scenario, audience: Audience) -> float:
    """People of an audience, in real people."""
    parts = (part_of(part, audience) for part in scenario.people.segments)
    return scenario.market.people * sum(parts)


def users_of(scenario: Scenario, audience: Audience, channel: str) -> float:
    """People of an audience who use a channel, in real people."""
    return scenario.market.people * sum(
        part_of(part, audience) * scenario.uses(part, channel) for part in scenario.people.segments
    )


def on_target(scenario: Scenario, audience: Audience, channel: str) -> float:
    """Share of a broadcast channel's impressions that meet an audience [0, 1].

    As `channels.broadcast.on_target_share` says.
    """
    users = users_of(scenario, Audience(), channel)
    if not audience or users <= 0.0:
        return 1.0
    index = at_point(scenario, channel, "audience_index")
    return min(1.0, index / 100.0 * users_of(scenario, audience, channel) / users)


def cost_of(scenario: Scenario, boost: Boost) -> float:
    """What the rating points of a boost cost, as `channels.broadcast.cost_of` says."""
    met = on_target(scenario, boost.to, boost.on)
    if boost.grp is None or met <= 0.0:
        return 0.0
    impressions = boost.grp / 100.0 * people_of(scenario, boost.to) / met
    price = usual_price(scenario, boost.on, "cpm", (boost.start, boost.until))
    return price / 1000.0 * impressions


def with_costs(data: dict[str, Any], scenario: Scenario) -> dict[str, Any] | None:
    """A scenario's data with the cost of every boost that states rating points only.

    Args:
        data: as written; it stays as it is.
        scenario: what it says, with such boosts at no cost.

    Returns:
        The data, or None where no boost states rating points only.
    """
    whole: Any = None
    for path, _, boost in every_boost(scenario):
        if boost.grp is not None and "spend" not in boost.model_fields_set:
            whole = whole or dict(data)
            part = _own(whole, path)
            part["spend"] = Settled(round(cost_of(scenario, boost), 2))
    return whole


def _own(whole: Any, path: Path) -> Any:
    """The part at a path, after everything on the way was replaced by a copy of its own."""
    here = whole
    for step in path:
        # One boost may stand without a list.
        if isinstance(step, int) and isinstance(here, dict):
            continue
        here[step] = here[step].copy()
        here = here[step]
    return here
