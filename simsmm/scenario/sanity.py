"""Plans that can be run and make little sense: each is pointed out with what is usual.

The sums here are a planner's, at point values; only a run tells what to expect.
"""

from __future__ import annotations

import math

from simsmm import presets
from simsmm.presets import Number
from simsmm.presets.prices import TREND
from simsmm.scenario import forms
from simsmm.scenario.findings import (
    Finding,
    Findings,
    amount_of,
    every_boost,
    grouped,
    percent,
)
from simsmm.scenario.language import Scenario
from simsmm.scenario.overrides import Overrides
from simsmm.scenario.plan import PER_IMPRESSION, Boost
from simsmm.scenario.prices import at_point, dollar, followed, usual_price
from simsmm.scenario.problems import Path
from simsmm.scenario.rating_points import on_target, users_of
from simsmm.scenario.unknowns import Unknown, Value, middle
from simsmm.wording import named, say

OFTEN = 10.0
"""More bought impressions a person than this wear out. Assumption: effective frequency is usually
put at 3 to 10."""

BRIEF = 1.0
"""A boost shorter than this [h] meets few of those it is for. Assumption."""


def break_even(scenario: Scenario) -> Findings:
    """Whoever sells as much as the goal asks for gets back what the campaign costs."""
    offers = [offer for campaign in scenario.campaigns for offer in campaign.offers.values()]
    costs = sum(
        campaign.media_spend + campaign.fees + campaign.budget.production
        for campaign in scenario.campaigns
    )
    left = max((middle(offer.price) * middle(offer.margin) for offer in offers), default=0.0)
    margin = max((middle(offer.margin) for offer in offers), default=0.0)
    for place, goal in enumerate(scenario.goals):
        kept = {"incremental sales": left, "incremental revenue": margin}.get(goal.measure, 0.0)
        if not (goal.at_least and kept > 0.0 and goal.amount < costs / kept):
            continue
        needed = costs / kept
        written = (
            grouped(math.ceil(needed))
            if goal.measure == "incremental sales"
            else amount_of(needed, scenario)
        )
        message = say(
            "the goal lies below break-even, which is {needed}: the campaign costs {costs}",
            needed=written,
            costs=amount_of(costs, scenario),
        )
        yield Finding(("goals", place), message, "warning")


def frequency(scenario: Scenario) -> Findings:
    """No boost buys more impressions than its audience can bear."""
    for path, _, boost in every_boost(scenario):
        people = users_of(scenario, boost.to, boost.on)
        if people < 1.0:
            message = say("nobody whom the boost is for uses the channel")
            yield Finding((*path, "to"), message, "warning")
            continue
        if boost.pay != PER_IMPRESSION:
            continue
        times = _times(scenario, boost, people)
        allowed = math.inf
        if boost.cap is not None:
            allowed = max(boost.cap.count, boost.cap.per_hour * (boost.until - boost.start))
        if times > allowed:
            message = say(
                "the money buys {times:.1f} impressions for each of about {people} people; the cap "
                "lets them have {allowed:.1f}, so some of it cannot be spent",
                times=times,
                people=grouped(people),
                allowed=allowed,
            )
            yield Finding((*path, "spend"), message, "warning")
        elif times > OFTEN and not scenario.preset(boost.on).answered:
            message = say(
                "the money buys {times:.1f} impressions for each of about {people} people; 3 to 10 "
                "are usual, so spend less or aim wider",
                times=times,
                people=grouped(people),
            )
            yield Finding((*path, "spend"), message, "warning")
        elif times > OFTEN:
            message = say(
                "the money buys {times:.1f} impressions for each of about {people} people; 3 to 10 "
                "are usual, so spend less, aim wider or set a `cap`",
                times=times,
                people=grouped(people),
            )
            yield Finding((*path, "spend"), message, "warning")


def length(scenario: Scenario) -> Findings:
    """A boost lasts long enough to meet people."""
    for path, _, boost in every_boost(scenario):
        if 0.0 < boost.until - boost.start < BRIEF:
            message = say(
                "the boost lasts {minutes:.0f} minutes; from a day to some weeks are usual",
                minutes=60.0 * (boost.until - boost.start),
            )
            yield Finding((*path, "until"), message, "warning")


def benchmarks(scenario: Scenario) -> Findings:
    """Numbers lie within what is published of them."""
    for channel, of_channel in scenario.channels.items():
        if not of_channel.own:
            known = scenario.preset(channel).numbers
            yield from _beyond(of_channel, dict(known), ("channels", channel), scenario)
    yield from _beyond(scenario.behaviour, dict(presets.behaviour()), ("behaviour",), scenario)
    for layer in presets.layers():
        known = presets.layer(layer).numbers
        choice = scenario.people.ties.layer(layer)
        yield from _beyond(choice, dict(known), ("people", "ties", layer), scenario)


def _beyond(
    choice: Overrides, known: dict[str, Number], path: Path, scenario: Scenario
) -> Findings:
    for name, value in choice.numbers.items():
        found = outside(value, known[name], scenario)
        if found:
            yield Finding((*path, known[name].name), found, "warning")


def outside(value: Value, number: Number, scenario: Scenario) -> str | None:
    """What to say of a value outside of a preset's range, or None."""
    rate = dollar(scenario) if number.unit.startswith("USD") else 1.0
    low, high = number.low * rate, number.high * rate
    if low <= middle(value) <= high or (isinstance(value, Unknown) and _meets(value, low, high)):
        return None
    shares = number.unit in forms.SHARE_UNITS
    write = forms.number(number.unit, low, high).write
    ends = (
        percent(x) if shares else write(float(f"{x:.3g}"), scenario.currency) for x in (low, high)
    )
    return say(
        "{value} is beyond what is known of the {number}: {range}",
        value=write(value, scenario.currency),
        number=named(number.name),
        range=say(" to ").join(str(end) for end in ends),
    )


def _meets(value: Unknown, low: float, high: float) -> bool:
    return value.draw(0.05) <= high and low <= value.draw(0.95)


def prices(scenario: Scenario) -> Findings:
    """Prices follow what the plan says that they follow."""
    for channel, choice in scenario.channels.items():
        if TREND in choice.numbers and TREND not in followed(scenario, channel):
            message = say("the prices of this channel are stated, and a stated price has no trend")
            yield Finding(("channels", channel, presets.spoken(TREND)), message, "warning")


def channels_in_use(scenario: Scenario) -> Findings:
    """Somebody uses each channel, and something happens there."""
    for channel in scenario.channels:
        if not any(scenario.uses(part, channel) for part in scenario.people.segments):
            message = say("nobody in the market uses this channel")
            yield Finding(("channels", channel), message, "warning")
        elif not any(
            channel in post.on for campaign in scenario.campaigns for post in campaign.posts
        ):
            message = say("no post is on this channel; it costs time and changes little")
            yield Finding(("channels", channel), message, "warning")


CHECKS = (
    break_even,
    frequency,
    length,
    benchmarks,
    prices,
    channels_in_use,
)
"""Checks of whether a plan makes sense."""


def _times(scenario: Scenario, boost: Boost, people: float) -> float:
    """Bought impressions a person, as `channels.bought.impressions_for` prices them."""
    cpm = usual_price(scenario, boost.on, "cpm", (boost.start, boost.until))
    rise = at_point(scenario, boost.on, "cpm_rise")
    plain = 1000.0 * boost.spend / cpm / people
    if not scenario.preset(boost.on).answered:
        plain *= on_target(scenario, boost.to, boost.on)
    return (math.sqrt(1.0 + 2.0 * rise * plain) - 1.0) / rise if rise > 0.0 else plain
