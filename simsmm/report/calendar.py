"""The calendar of the campaign: posts, boosts over their flight, and creators, by channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from simsmm.report import words
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.scenario import Scenario
    from simsmm.scenario.plan import Campaign

Kind = Literal["post", "boost", "creator"]


@dataclass(frozen=True)
class Event:
    """Something that happens on a channel."""

    channel: str
    kind: Kind
    name: str
    start: float
    """[d from the start]."""
    end: float
    """[d from the start]; the start for what takes no time."""
    when: str
    """In words."""


def events(scenario: Scenario) -> list[Event]:
    """Everything that is planned, by channel and then by time."""
    order = list(scenario.channels)
    found = [event for campaign in scenario.campaigns for event in _of(scenario, campaign)]
    return sorted(found, key=lambda event: (order.index(event.channel), event.start))


def _of(scenario: Scenario, campaign: Campaign) -> Iterator[Event]:
    for post in campaign.posts:
        at, when = post.at / 24.0, moment(scenario, post.at)
        for channel in post.on:
            preset = scenario.preset(channel)
            # Elsewhere a post is nothing but what a boost shows.
            if channel in campaign.pages or post.seeds or preset.public or preset.boards:
                yield Event(channel, "post", post.id, at, at, when)
        for boost in post.boost:
            until = say(
                "{start} to {end}",
                start=moment(scenario, boost.start),
                end=moment(scenario, boost.until),
            )
            yield Event(boost.on, "boost", post.id, boost.start / 24.0, boost.until / 24.0, until)
    for creator in campaign.creators:
        at, when = creator.at / 24.0, moment(scenario, creator.at)
        yield Event(creator.on, "creator", creator.name, at, at, when)


def moment(scenario: Scenario, hour: float) -> str:
    """``"day 5 (5 September 2027), 12:30"``; the last hour of a day belongs to that day."""
    day = int(hour // 24.0)
    minute = round((hour - 24.0 * day) * 60.0)
    if minute == 0 and day > 0 and hour >= scenario.lasts:
        day, minute = day - 1, 24 * 60
    return say(
        "day {day} ({date}), {clock}",
        day=day + 1,
        date=words.date(scenario.starts + timedelta(days=day)),
        clock=f"{minute // 60:02d}:{minute % 60:02d}",
    )


def kinds() -> dict[Kind, str]:
    """What each kind of event is called."""
    return {"post": say("Post"), "boost": say("Boost"), "creator": say("Creator")}
