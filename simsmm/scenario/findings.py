"""What a check of a scenario finds, and what checks have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simsmm.scenario.audience import Audience
from simsmm.scenario.creators import Creator, Pick
from simsmm.scenario.language import Scenario, Segment
from simsmm.scenario.plan import Boost, Campaign, Post
from simsmm.scenario.problems import Path, Severity
from simsmm.wording import say


class Finding(NamedTuple):
    """Something that does not fit, and where it stands."""

    path: Path
    message: str
    severity: Severity = "error"


Findings = Iterator[Finding]


def every_post(scenario: Scenario) -> Iterator[tuple[Path, Campaign, Post]]:
    """Posts of all campaigns with their places."""
    for place, campaign in enumerate(scenario.campaigns):
        for number, post in enumerate(campaign.posts):
            yield ("campaigns", place, "posts", number), campaign, post


def every_boost(scenario: Scenario) -> Iterator[tuple[Path, Post, Boost]]:
    """Boosts of all posts with their places."""
    for path, _, post in every_post(scenario):
        for number, boost in enumerate(post.boost):
            yield (*path, "boost", number), post, boost


def every_hired(scenario: Scenario) -> Iterator[tuple[Path, Campaign, Creator | Pick]]:
    """Creators and picks of all campaigns with their places."""
    for place, campaign in enumerate(scenario.campaigns):
        for number, hired in enumerate(campaign.hired):
            yield ("campaigns", place, "creators", number), campaign, hired


def part_of(segment: Segment, audience: Audience) -> float:
    """Part of the market that is in a segment and in an audience."""
    if audience.segments and segment.name not in audience.segments:
        return 0.0
    cities = sum(segment.cities.get(name, 0.0) for name in audience.cities)
    ages = sum(segment.ages.get(name, 0.0) for name in audience.ages)
    return segment.share * (cities if audience.cities else 1.0) * (ages if audience.ages else 1.0)


def listed(names: Iterable[str]) -> str:
    """Names one behind the other."""
    return ", ".join(names)


def percent(share: float) -> str:
    """A share in a message."""
    return f"{100 * share:.4g} %"


def grouped(amount: float) -> str:
    """A whole number in a message."""
    return f"{amount:,.0f}".replace(",", " ")


def amount_of(amount: float, scenario: Scenario) -> str:
    """Money in a message."""
    cents = amount < 1_000.0 and abs(amount - round(amount)) >= 0.005
    return (
        f"{amount:.2f} {scenario.currency}" if cents else f"{grouped(amount)} {scenario.currency}"
    )


def too_many(wanted: float, who: str, most: float) -> str:
    """That a goal asks for more people than there are."""
    return say(
        "the goal asks for {wanted} people, but {who} has only {most}",
        wanted=grouped(wanted),
        who=who,
        most=grouped(most),
    )
