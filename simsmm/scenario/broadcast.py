"""What can be planned on a channel where an audience is bought and nobody answers."""

from __future__ import annotations

from simsmm.presets import spoken
from simsmm.scenario.findings import Finding, Findings, every_boost, every_hired, every_post, listed
from simsmm.scenario.language import Scenario
from simsmm.scenario.plan import PER_CLICK, Campaign, Post
from simsmm.wording import named, say


def numbers_of_channels(scenario: Scenario) -> Findings:
    """A plan replaces only numbers that the channel has."""
    for channel, choice in scenario.channels.items():
        known = scenario.preset(channel).numbers
        for name in choice.numbers:
            if name not in known:
                message = say(
                    '"{channel}" has no {number}; it has {numbers}',
                    channel=channel,
                    number=named(spoken(name)),
                    # Who uses a channel is said by the segments.
                    numbers=listed(spoken(key) for key in known if key != "use"),
                )
                yield Finding(("channels", channel, spoken(name)), message)


def accounts(scenario: Scenario) -> Findings:
    """Nobody has followers where nobody can answer."""
    for place, campaign in enumerate(scenario.campaigns):
        for channel in campaign.pages:
            if not scenario.preset(channel).answered:
                message = say(
                    'nobody follows a page on "{channel}": an audience is bought there, with a '
                    "`boost`",
                    channel=channel,
                )
                yield Finding(("campaigns", place, "pages", channel), message)
    for path, _, creator in every_hired(scenario):
        if not scenario.preset(creator.on).answered:
            message = say(
                'nobody follows a creator on "{channel}": an audience is bought there, with a '
                "`boost`",
                channel=creator.on,
            )
            yield Finding((*path, "on"), message)


def posts(scenario: Scenario) -> Findings:
    """A post reaches such a channel by a boost alone, and nobody passes it on there."""
    for path, _, post in every_post(scenario):
        for channel in post.on:
            if not scenario.preset(channel).answered and all(
                boost.on != channel for boost in post.boost
            ):
                message = say(
                    'nobody sees the post on "{channel}": an audience is bought there; add a '
                    "`boost` on it",
                    channel=channel,
                )
                yield Finding((*path, "on"), message)
        if post.seeds and not any(scenario.preset(channel).passed_on for channel in post.on):
            message = say(
                'on "{channel}" nobody passes a post on; leave the seeds out, or add a channel '
                "where people answer",
                channel=post.on[0],
            )
            yield Finding((*path, "seeds"), message)


def boosts(scenario: Scenario) -> Findings:
    """Whoever buys spots can neither count people nor pay for clicks; rating points are theirs."""
    for path, _, boost in every_boost(scenario):
        if scenario.preset(boost.on).answered:
            if boost.grp is not None:
                message = say(
                    'rating points are not sold on "{channel}"; state `spend`', channel=boost.on
                )
                yield Finding((*path, "grp"), message)
            continue
        if boost.cap is not None:
            message = say(
                'no cap on "{channel}": nobody there counts how often a person has met it',
                channel=boost.on,
            )
            yield Finding((*path, "cap"), message)
        if boost.pay == PER_CLICK:
            message = say('nobody clicks on "{channel}"; pay per impression', channel=boost.on)
            yield Finding((*path, "pay"), message)


def links(scenario: Scenario) -> Findings:
    """Somebody can follow a link."""
    for path, campaign, post in every_post(scenario):
        if post.link and not any(
            scenario.preset(name).answered for name in _seen_on(post, campaign)
        ):
            message = say(
                'nobody clicks on "{channel}", so the link leads nobody anywhere',
                channel=post.on[0],
            )
            yield Finding((*path, "link"), message, "warning")


def _seen_on(post: Post, campaign: Campaign) -> list[str]:
    carried = [each.on for each in campaign.hired if post.id in each.posts]
    return [*post.on, *carried]


def prices_of_dayparts(scenario: Scenario) -> Findings:
    """Spots at chosen hours have a price of their own."""
    for path, _, boost in every_boost(scenario):
        agreed = boost.grp is not None and "spend" in boost.model_fields_set
        stated = "cpm" in scenario.channels[boost.on].numbers
        if boost.dayparts and not scenario.preset(boost.on).answered and not (agreed or stated):
            message = say(
                'the price of "{channel}" is that of all hours, and prime time costs more; state '
                "the `cpm` of the channel at these hours",
                channel=boost.on,
            )
            yield Finding((*path, "dayparts"), message, "warning")


CHECKS = (numbers_of_channels, accounts, posts, boosts)
"""Checks that every scenario of the right form can meet."""

LATER_CHECKS = (links, prices_of_dayparts)
"""Checks of whether a plan makes sense."""
