"""Who is where: the people of a plan before any money is spent, counted in one society.

No campaign is run. People are those of the first society of a run with the same seed, at point
values of what is not known for sure. A count of a society is an estimate for the market: its
standard error treats the people of a segment as independent draws. Sizes of segments, and how many
fans a page has, are exact. Who the fans are follows their interests, as strongly as an unknown
number says; its range is shown as a range.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.assemble.people import followers, meant_by
from simsmm.channels.broadcast import on_target_share
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.presets import Number
from simsmm.presets.prices import SEASON, TREND
from simsmm.scenario import Scenario
from simsmm.scenario.prices import factor
from simsmm.society import Society
from simsmm.society.people import People, draw_people
from simsmm.study.reach_curve import Weight, bought_channels, reach_curve

Array = npt.NDArray[Any]

MARKET, SEGMENT, CITY, TARGET = "market", "segment", "city", "target"
"""Kinds of groups of people."""
BOTH, EVERY, NONE, ONLY = "both", "every", "none", "only"
"""Kinds of overlaps of channels."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many of a group are on a channel."""

    kind: str
    """``"market"``, ``"target"``, ``"segment"`` or ``"city"``."""
    group: str
    """Name of the segment or city; of the others, their kind."""
    channel: str
    """Empty for the group as a whole."""
    people: float
    """In real people."""
    error: float
    """Standard error [people]; 0 for what is exact."""
    share: float
    """Part of the group; of a group as a whole, its part of the market."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """People by the channels they use."""

    kind: str
    """``"both"`` of two, ``"only"`` one, ``"every"`` or ``"none"``."""
    channels: tuple[str, ...]
    people: float
    error: float
    share: float
    """Part of the market."""


@dataclass(frozen=True, slots=True)
class Hour:
    """How active a channel is at an hour of the week."""

    channel: str
    weekday: int
    """From 0, Monday."""
    hour: int
    """Of the day, 0 to 23."""
    activity: float
    """Relative to the channel's mean over the week."""


@dataclass(frozen=True, slots=True)
class Fans:
    """Who follows an account."""

    account: str
    channel: str
    creator: bool
    people: float
    """In real people; what the simulated people stand for, so rounded to the scale."""
    on_target: float
    """Part of them that belongs to the target."""
    on_target_low: float
    """The same where fans follow their interests as little as is plausible."""
    on_target_high: float
    """The same where they follow them as much as is plausible."""


@dataclass(frozen=True, slots=True)
class Shared:
    """People who follow two accounts."""

    first: str
    second: str
    people: float
    error: float
    share: float
    """Part of those who follow either."""


@dataclass(frozen=True, slots=True)
class Price:
    """Where the target can be met, and what a thousand impressions cost there."""

    channel: str
    people: float
    """Of the target."""
    error: float
    share: float
    """Of the target."""
    cpm: float
    """Price of 1,000 impressions to an untouched audience, in the plan's currency."""
    cpm_low: float
    cpm_high: float
    accuracy: float
    """Part of bought impressions that meets the target."""
    on_target: float
    """Price of 1,000 impressions on the target."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Everything that is known of the people of a plan without spending money."""

    scenario: Scenario
    seed: int
    places: tuple[Place, ...]
    overlaps: tuple[Overlap, ...]
    hours: tuple[Hour, ...]
    fans: tuple[Fans, ...]
    shared: tuple[Shared, ...]
    prices: tuple[Price, ...]
    weights: tuple[Weight, ...]
    """Reach by rating points, of each channel where an audience is bought."""


@dataclass(frozen=True)
class _Census:
    """The simulated people, and how to count them for the market."""

    scenario: Scenario
    people: People
    target: Array
    """bool (n,): who belongs to the target."""

    def count(self, chosen: Array) -> tuple[float, float]:
        """Real people for whom the chosen stand, and the standard error of that.

        Args:
            chosen: bool (n,).
        """
        sizes = np.bincount(self.people.segment, minlength=self.segments)
        inside = np.bincount(self.people.segment[chosen], minlength=self.segments)
        share = inside / np.maximum(sizes, 1)
        spread = float(np.sqrt(np.sum(inside * (1.0 - share))))
        scale = self.scenario.scale
        return float(inside.sum()) * scale, spread * scale

    @property
    def segments(self) -> int:
        """How many segments there are."""
        return len(self.scenario.people.segments)


def audience(scenario: Scenario, seed: int = 0) -> Audience:
    """Research the people of a plan.

    Args:
        scenario: the plan, of which the campaigns are not run.
        seed: of the society.

    Raises:
        ValueError: an account has more fans than its channel has members.
    """
    stage = Stage(scenario.model_copy(update={"assume": "point values"}), seed, 0)
    people = draw_people(stage.spec.people, stage.key)
    census = _Census(scenario, people, _meant(scenario, people))
    low, affinity, high = _affinity(scenario)
    fans = _followers(stage, people, affinity)
    ends = [_followers(stage, people, end) for end in (low, high)]
    return Audience(
        scenario,
        seed,
        tuple(_places(census, stage.spec.people.cities)),
        tuple(_overlaps(census)),
        tuple(_hours(census)),
        tuple(_fans(census, stage, fans, *ends)),
        tuple(_shared(census, stage, fans)),
        tuple(_prices(census)),
        tuple(each for name in bought_channels(scenario) for each in reach_curve(scenario, name)),
    )


def _meant(scenario: Scenario, people: People) -> Array:
    """Whether each person belongs to the target; everybody does where none is named."""
    meant = meant_by(scenario.target, scenario, Society(people, {}))
    return np.ones(len(people), np.bool_) if meant is None else meant


def _affinity(scenario: Scenario) -> tuple[float, float, float]:
    """How strongly fans follow their interests: low, middle, high."""
    stated = scenario.behaviour.numbers.get("fan_affinity")
    return _ends(stated, presets.behaviour()["fan_affinity"])


def _followers(stage: Stage, people: People, affinity: float) -> list[Array]:
    """Simulated followers of each account; ties are not needed for them."""
    society = Society(people, {})
    accounts = stage.programme.followings
    return [followers(stage.scenario, society, one, affinity, stage.key) for one in accounts]


def _groups(census: _Census, cities: tuple[str, ...]) -> Iterator[tuple[str, str, Array]]:
    people = census.people
    yield MARKET, MARKET, np.ones(len(people), np.bool_)
    if census.scenario.target:
        yield TARGET, TARGET, census.target
    for index, segment in enumerate(census.scenario.people.segments):
        yield SEGMENT, segment.name, people.segment == index
    for index, city in enumerate(cities):
        yield CITY, city, people.city == index


def _places(census: _Census, cities: tuple[str, ...]) -> Iterator[Place]:
    market = len(census.people)
    for kind, group, inside in _groups(census, cities):
        size = int(np.count_nonzero(inside))
        yield Place(kind, group, "", *census.count(inside), _part(inside, market))
        for row, channel in enumerate(census.scenario.channels):
            there = inside & census.people.member[row]
            yield Place(kind, group, channel, *census.count(there), _part(there, size))


def _overlaps(census: _Census) -> Iterator[Overlap]:
    names, member = list(census.scenario.channels), census.people.member
    found: list[tuple[str, tuple[str, ...], Array]] = [
        (BOTH, (names[a], names[b]), member[a] & member[b])
        for a, b in combinations(range(len(names)), 2)
    ]
    alone = member.sum(axis=0) == 1
    found += [(ONLY, (name,), alone & member[row]) for row, name in enumerate(names)]
    found.append((EVERY, tuple(names), np.asarray(member.all(axis=0))))
    found.append((NONE, (), ~np.asarray(member.any(axis=0))))
    for kind, channels, chosen in found:
        share = _part(chosen, len(census.people))
        yield Overlap(kind, channels, *census.count(chosen), share)


def _hours(census: _Census) -> Iterator[Hour]:
    """The rhythm of each device, weighed by how active its people are; exact for the society."""
    people = census.people
    for row, channel in enumerate(census.scenario.channels):
        rhythm = weekly_rhythm(census.scenario.preset(channel).rhythm)
        active = people.activity[row] * people.member[row]
        phones = float(active[people.phone[row]].sum())
        computers = float(active.sum()) - phones
        whole = max(phones + computers, np.finfo(float).tiny)
        week = (computers * rhythm[0] + phones * rhythm[1]) / whole
        for hour, activity in enumerate(week):
            yield Hour(channel, hour // 24, hour % 24, float(activity))


def _fans(
    census: _Census, stage: Stage, fans: list[Array], low: list[Array], high: list[Array]
) -> Iterator[Fans]:
    for place, account in enumerate(stage.programme.followings):
        size = len(fans[place]) * census.scenario.scale
        middle, *ends = (
            _part(census.target[chosen[place]], len(chosen[place])) for chosen in (fans, low, high)
        )
        least, most = min(middle, *ends), max(middle, *ends)
        yield Fans(account.name, account.channel, account.creator, size, middle, least, most)


def _shared(census: _Census, stage: Stage, fans: list[Array]) -> Iterator[Shared]:
    follows = np.zeros((len(fans), len(census.people)), np.bool_)
    for row, chosen in enumerate(fans):
        follows[row, chosen] = True
    names = [f"{one.name} on {one.channel}" for one in stage.programme.followings]
    for a, b in combinations(range(len(fans)), 2):
        both = follows[a] & follows[b]
        either = int(np.count_nonzero(follows[a] | follows[b]))
        yield Shared(names[a], names[b], *census.count(both), _part(both, either))


def _prices(census: _Census) -> Iterator[Price]:
    scenario = census.scenario
    size = int(np.count_nonzero(census.target))
    for row, channel in enumerate(scenario.channels):
        if not scenario.preset(channel).sold:
            continue
        there = census.target & census.people.member[row]
        low, cpm, high = _cpm(scenario, channel)
        accuracy = _accuracy(census, channel, row) if not census.target.all() else 1.0
        yield Price(
            channel,
            *census.count(there),
            _part(there, size),
            cpm,
            low,
            high,
            accuracy,
            cpm / accuracy if accuracy else float("inf"),
        )


def _accuracy(census: _Census, channel: str, row: int) -> float:
    """Part of a channel's impressions that meets the target, at point values."""
    if census.scenario.preset(channel).answered:
        return _known(census.scenario, channel, "accuracy")[1]
    members = census.people.member[row]
    part = _part(census.target & members, int(np.count_nonzero(members)))
    return on_target_share(_known(census.scenario, channel, "audience_index")[1], part)


def _part(chosen: Array, whole: int) -> float:
    """The chosen as a part of so many people; nothing of nobody."""
    return float(np.count_nonzero(chosen)) / max(whole, 1)


def _cpm(scenario: Scenario, channel: str) -> tuple[float, float, float]:
    """Smallest, middle and largest plausible price over the campaign, in the plan's currency."""
    low, value, high = _known(scenario, channel, "cpm")
    if "cpm" not in scenario.channels[channel].numbers:
        rate = presets.rates()[scenario.currency]
        low, value, high = low * rate.low, value * rate.value, high * rate.high
    seasons, trends = (_known(scenario, channel, name) for name in (SEASON, TREND))
    time = (0.0, scenario.lasts)
    factors = [
        factor(scenario, channel, "cpm", time, season, trend)
        for season in seasons
        for trend in trends
    ]
    usual = factor(scenario, channel, "cpm", time, seasons[1], trends[1])
    return low * min(factors), value * usual, high * max(factors)


def _known(scenario: Scenario, channel: str, name: str) -> tuple[float, float, float]:
    """A number of a channel as the plan states it, else the preset's: low, middle, high."""
    stated = scenario.channels[channel].numbers.get(name)
    return _ends(stated, scenario.preset(channel).numbers[name])


def _ends(stated: object, preset: Number) -> tuple[float, float, float]:
    """A number as it is stated, a range as its ends and middle; the preset's where it is not."""
    if stated is None:
        return preset.low, preset.value, preset.high
    if isinstance(stated, int | float):
        return float(stated), float(stated), float(stated)
    low, middle, high = (float(getattr(stated, end)) for end in ("low", "middle", "high"))
    return low, middle, high
