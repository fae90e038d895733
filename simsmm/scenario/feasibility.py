"""Goals that cannot be met, and goals that whatever happens meets."""

from __future__ import annotations

import math

from simsmm.scenario.audience import Audience
from simsmm.scenario.findings import Finding, Findings, grouped, part_of, too_many
from simsmm.scenario.goals import Goal
from simsmm.scenario.language import Scenario
from simsmm.wording import say

OF_TARGET = "share of target"

SOLD = (
    "sales",
    "incremental sales",
    "revenue",
    "incremental revenue",
    "profit",
    "return on spend",
)
"""Measures that are about what is sold."""

CLICKED = ("clicks", "CTR")
"""Measures that are about clicks."""

ROUNDING = 1.0 + 1e-9
"""So much more than there is may come from rounding."""


def size_of_goals(scenario: Scenario) -> Findings:
    """No goal asks for more people than there are."""
    market = scenario.market.people
    target = market * sum(part_of(part, scenario.target) for part in scenario.people.segments)
    limits = {
        "reach": (market, say("the market")),
        "effective reach": (market, say("the market")),
        "on-target reach": (target, say("the target")),
        "fans won": (market, say("the market")),
    }
    for place, goal in enumerate(scenario.goals):
        most, who = limits.get(goal.measured, (math.inf, ""))
        if goal.at_least and goal.unit == "count" and goal.amount > most * ROUNDING:
            yield Finding(("goals", place), too_many(goal.amount, who, most))


def users(scenario: Scenario) -> Findings:
    """No goal asks for more people than use a channel of the plan."""
    for place, goal in enumerate(scenario.goals):
        if not goal.at_least or goal.measured not in (
            "reach",
            "effective reach",
            "on-target reach",
        ):
            continue
        of_target = goal.measured == "on-target reach" or goal.unit == OF_TARGET
        audience = scenario.target if of_target else Audience()
        there, most = _people(scenario, audience), _users(scenario, audience)
        wanted = goal.amount if goal.unit == "count" else goal.amount * _whole(scenario, goal)
        if most * ROUNDING < wanted <= there * ROUNDING:
            message = say(
                "the goal asks for {wanted} people, but only about {most} of {all} use the "
                "channels of this plan",
                wanted=grouped(wanted),
                most=grouped(most),
                all=grouped(there),
            )
            yield Finding(("goals", place), message, "warning")


def certain_goals(scenario: Scenario) -> Findings:
    """A goal can be missed."""
    for place, goal in enumerate(scenario.goals):
        if goal.measured == "frequency" and goal.at_least and goal.amount <= 1.0:
            message = say("this goal is always met: whoever is reached is reached once or more")
            yield Finding(("goals", place), message, "warning")
        elif _certain(goal):
            message = say("this goal is always met, whatever the plan does")
            yield Finding(("goals", place), message, "warning")


def goals_without_means(scenario: Scenario) -> Findings:
    """Who asks for sales sells something, and who asks for clicks links to something."""
    offers = any(campaign.offers for campaign in scenario.campaigns)
    links = any(post.link for campaign in scenario.campaigns for post in campaign.creatives)
    for place, goal in enumerate(scenario.goals):
        if goal.measured in SOLD and not offers:
            message = say("nothing is for sale in this plan; add `offers` to a campaign")
            yield Finding(("goals", place), message, "warning")
        elif goal.measured in CLICKED and not links:
            message = say("no post has a `link`, so there is nothing to click on")
            yield Finding(("goals", place), message, "warning")


def seats(scenario: Scenario) -> Findings:
    """Who asks for guests has an event, with as many seats."""
    events = [event for campaign in scenario.campaigns for event in campaign.events.values()]
    limited = [event.seats for event in events if event.seats is not None]
    for place, goal in enumerate(scenario.goals):
        if not goal.measured.endswith("attendance") or not goal.at_least:
            continue
        if not events:
            message = say("no post announces an `event`, so there is nowhere to come to")
            yield Finding(("goals", place), message, "warning")
        elif len(limited) == len(events) and goal.amount > sum(limited):
            message = say(
                "the goal asks for {wanted} people, but there are only {seats} seats",
                wanted=grouped(goal.amount),
                seats=grouped(sum(limited)),
            )
            yield Finding(("goals", place), message, "warning")


CHECKS = (size_of_goals, users, certain_goals, goals_without_means, seats)
"""Checks of whether goals make sense."""


def _certain(goal: Goal) -> bool:
    if goal.at_least:
        return goal.amount <= 0.0 and not goal.signed
    return goal.unit.startswith("share") and goal.amount >= 1.0


def _people(scenario: Scenario, audience: Audience) -> float:
    """People of an audience."""
    parts = (part_of(part, audience) for part in scenario.people.segments)
    return scenario.market.people * sum(parts)


def _users(scenario: Scenario, audience: Audience) -> float:
    """People of an audience who use a channel or more; each is used regardless of the others."""
    return scenario.market.people * sum(
        part_of(part, audience)
        * (1.0 - math.prod(1.0 - scenario.uses(part, channel) for channel in scenario.channels))
        for part in scenario.people.segments
    )


def _whole(scenario: Scenario, goal: Goal) -> float:
    """People of whom a goal states a share."""
    return _people(scenario, scenario.target if goal.unit == OF_TARGET else Audience())
