"""What a plan may say of the quality of its posts."""

from __future__ import annotations

from simsmm.scenario.findings import Finding, Findings, every_post, percent
from simsmm.scenario.language import Scenario
from simsmm.scenario.plan import Post
from simsmm.scenario.sanity import outside
from simsmm.scenario.unknowns import ClickRate, middle
from simsmm.wording import say

BEST, WORST = 0.95, 0.05
"""Qualities beyond these are those of one post in twenty. Assumption: few plans are so sure."""


def advertised_on(post: Post) -> str:
    """The channel that a post's expected click rate speaks of."""
    if isinstance(post.quality, ClickRate) and post.quality.on:
        return post.quality.on
    return post.boost[0].on if post.boost else post.on[0]


def click_rates(scenario: Scenario) -> Findings:
    """A click rate is expected where people can click."""
    for path, _, post in every_post(scenario):
        if not isinstance(post.quality, ClickRate):
            continue
        channel = advertised_on(post)
        if not scenario.preset(channel).answered:
            message = say(
                'nobody clicks on "{channel}"; say with `on` which channel the click rate is of',
                channel=channel,
            )
            yield Finding((*path, "quality"), message)
        elif "click_rate" not in scenario.preset(channel).numbers:
            message = say(
                'no click rate of advertising is known for "{channel}"; say with `on` which '
                "channel the click rate is of",
                channel=channel,
            )
            yield Finding((*path, "quality"), message)


def qualities(scenario: Scenario) -> Findings:
    """No post is counted on to beat nearly all others, or to be clicked as hardly any is."""
    for path, _, post in every_post(scenario):
        if isinstance(post.quality, ClickRate):
            channel = advertised_on(post)
            number = scenario.preset(channel).numbers["click_rate"]
            own = scenario.channels[channel].own
            found = None if own else outside(post.quality.rate, number, scenario)
        else:
            found = _sure(middle(post.quality))
        if found:
            yield Finding((*path, "quality"), found, "warning")


def _sure(quality: float) -> str | None:
    if WORST <= quality <= BEST:
        return None
    return say(
        "{quality} is the quality of one post in twenty; 20 % to 90 % are usual",
        quality=percent(quality),
    )


CHECKS = (click_rates,)
"""Checks that every scenario of the right form can meet."""

LATER_CHECKS = (qualities,)
"""Checks of whether a plan makes sense."""
