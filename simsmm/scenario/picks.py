"""Picks of creators: what they take, and what must hold of a plan that has one."""

from __future__ import annotations

from typing import NamedTuple

from simsmm.presets.fees import fees
from simsmm.scenario.creators import Creator, Pick
from simsmm.scenario.findings import Finding, Findings, amount_of, every_hired, part_of
from simsmm.scenario.language import Scenario
from simsmm.scenario.prices import dollar
from simsmm.wording import say

FEED = "feed"
"""The mechanism on which people can be chosen by who follows whom."""


class Fee(NamedTuple):
    """What anybody takes, in the scenario's currency."""

    base: float
    """For all posts together."""
    per_follower: float
    """For all posts together, for each follower in real people."""

    def of(self, followers: float) -> float:
        """The fee of somebody with so many followers, to the cent."""
        return round(self.base + self.per_follower * followers, 2)


def fee_of(scenario: Scenario, pick: Pick) -> Fee:
    """The fee rule of a pick: what it states, else what is usual, at point values."""
    usual, stated = fees(pick.on), pick.fee
    base = stated.base
    if base is None:
        base = usual.base.value * dollar(scenario)
    thousand = stated.per_thousand
    if thousand is None:
        thousand = usual.per_thousand.value * dollar(scenario)
    return Fee(base, thousand * len(pick.posts) / 1000.0)


def one_pick(scenario: Scenario) -> Findings:
    """There is one pick at most: what a second one is worth depends on the first."""
    places = [path for path, _, hired in every_hired(scenario) if isinstance(hired, Pick)]
    for path in places[1:]:
        message = say("there is a pick already; one plan picks once, so name these creators")
        yield Finding((*path, "pick"), message)


def channels_of_picks(scenario: Scenario) -> Findings:
    """People can be picked where others follow them."""
    for path, _, hired in every_hired(scenario):
        if isinstance(hired, Pick) and not _has_ties(scenario, hired.on):
            possible = ", ".join(name for name in scenario.channels if _has_ties(scenario, name))
            message = say(
                'nobody can be picked on "{channel}", where people do not see what those they '
                "follow publish; channels of this plan where they do: {possible}",
                channel=hired.on,
                possible=possible or "-",
            )
            yield Finding((*path, "on"), message)


def _has_ties(scenario: Scenario, channel: str) -> bool:
    preset = scenario.preset(channel)
    return preset.mechanism == FEED and bool(preset.layers)


def candidates(scenario: Scenario) -> Findings:
    """Somebody may be picked, and the money pays for somebody."""
    for path, _, hired in every_hired(scenario):
        if not isinstance(hired, Pick):
            continue
        segments = scenario.people.segments
        if not any(part_of(segment, hired.among) > 0.0 for segment in segments):
            yield Finding((*path, "among"), say("nobody of the market is among these"))
        least = hired.followers[0] if hired.followers else 0
        cheapest = fee_of(scenario, hired).of(least)
        if cheapest > hired.spend:
            message = say(
                "the money pays for nobody: the cheapest takes {fee}, for {posts} posts",
                fee=amount_of(cheapest, scenario),
                posts=len(hired.posts),
            )
            yield Finding((*path, "spend"), message)


def persons(scenario: Scenario) -> Findings:
    """A person has a number in one society only."""
    for path, _, hired in every_hired(scenario):
        if not isinstance(hired, Creator) or hired.person is None:
            continue
        if scenario.people.society is None:
            message = say(
                "numbers of people differ between societies; name the one that is meant: "
                "`people: {example}`",
                example="{society: 0}",
            )
            yield Finding((*path, "person"), message)
        elif hired.person >= scenario.simulate:
            message = say(
                "there is no such person; {number} are simulated, numbered from 0",
                number=scenario.simulate,
            )
            yield Finding((*path, "person"), message)
        elif not _has_ties(scenario, hired.on):
            message = say('nobody follows a person on "{channel}"', channel=hired.on)
            yield Finding((*path, "person"), message)


CHECKS = (one_pick, channels_of_picks, candidates, persons)
"""Checks of picks, and of those who were picked."""
