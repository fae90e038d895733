"""What can be planned where a post appears in public: on a ranked list, or by recommendation."""

from __future__ import annotations

from simsmm.scenario.findings import Finding, Findings, every_hired, every_post, grouped
from simsmm.scenario.language import Scenario
from simsmm.scenario.unknowns import middle
from simsmm.wording import say

FEW = 30
"""A test audience of fewer simulated people gives a coarse answer."""


def accounts(scenario: Scenario) -> Findings:
    """Nobody has followers where people only visit a list."""
    for place, campaign in enumerate(scenario.campaigns):
        for channel in campaign.pages:
            if _unfollowed(scenario, channel):
                message = say(
                    'nobody follows a page on "{channel}": all its visitors can meet a post there; '
                    "leave the page out",
                    channel=channel,
                )
                yield Finding(("campaigns", place, "pages", channel), message)
    for path, _, creator in every_hired(scenario):
        if _unfollowed(scenario, creator.on):
            message = say(
                'nobody follows a creator on "{channel}": all its visitors can meet a post '
                "there; leave the creator out",
                channel=creator.on,
            )
            yield Finding((*path, "on"), message)


def _unfollowed(scenario: Scenario, channel: str) -> bool:
    preset = scenario.preset(channel)
    return preset.answered and not preset.followed


def starred(scenario: Scenario) -> Findings:
    """On a list by stars a post is the entry of something that buyers review."""
    for path, campaign, post in every_post(scenario):
        sold = campaign.offers.get(campaign.sold_through(post) or "")
        for channel in post.on:
            if scenario.preset(channel).starred and (sold is None or sold.reviews is None):
                message = say(
                    'on "{channel}" stars decide who sees a post, and this one has none, ever; let '
                    "it `link` to an offer that has `reviews`",
                    channel=channel,
                )
                yield Finding((*path, "on"), message, "warning")


def first_audiences(scenario: Scenario) -> Findings:
    """Enough people are simulated for a test audience."""
    shown = {channel for _, _, post in every_post(scenario) for channel in post.on}
    for channel, choice in scenario.channels.items():
        known = scenario.preset(channel).numbers.get("test_audience")
        if known is None or channel not in shown:
            continue
        people = middle(choice.numbers.get("test_audience", known.value))
        if people < FEW * scenario.scale:
            message = say(
                "the {people} people of a test audience are {few:.3g} simulated people, so luck "
                "decides more than in reality; simulate more people",
                people=grouped(people),
                few=people / scenario.scale,
            )
            yield Finding(("channels", channel), message, "warning")


CHECKS = (accounts,)
"""Checks that every scenario of the right form can meet."""

LATER_CHECKS = (starred, first_audiences)
"""Checks of whether a plan makes sense."""
