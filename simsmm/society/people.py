"""People: who there is, what they like, which channels they use and how much.

Every draw about a person is keyed by the person's id and by the *name* of what it is about, so
that a channel, a topic or a person more changes nobody else. Segment sizes are exact, so there a
further person may move others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.draws import name_key, number
from simsmm.draws.arrays import normals, numbers, uniforms
from simsmm.draws.decisions import Society as Draw
from simsmm.society.quantiles import beta_quantile, gamma_quantile, quantiles

Array = npt.NDArray[Any]

INTEREST_CONCENTRATION = 4.0
"""How alike people of a segment are in an interest: Beta(4 m, 4 (1 - m)) has standard deviation
0.22 at mean m = 0.5. Assumption."""

NO_INTEREST = 0.05
"""Mean interest in a topic that a segment does not mention [0, 1]. Assumption."""


class ChannelUse(NamedTuple):
    """How people use one channel."""

    name: str
    visit_shape: float
    """Shape of the gamma law of activity: visits are then negative binomial (Ehrenberg 1959)."""
    phone_share: float
    """Share of people who use it on a phone [0, 1]."""


@dataclass(frozen=True, slots=True)
class SegmentSpec:
    """One segment of the market."""

    name: str
    share: float
    """Share of the people [0, 1]; the shares of a `PeopleSpec` add up to 1."""
    interests: Mapping[str, float] = field(default_factory=dict)
    """Mean interest by topic [0, 1]; `NO_INTEREST` for a topic not named."""
    uses: Mapping[str, float] = field(default_factory=dict)
    """Share who use a channel, by channel [0, 1]; 0 for a channel not named."""
    cities: Mapping[str, float] = field(default_factory=dict)
    """Share by city; what is missing to 1 lives in no named city."""
    ages: Mapping[str, float] = field(default_factory=dict)
    """Share by age band; what is missing to 1 is of no named age."""


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """The people to draw."""

    count: int
    topics: tuple[str, ...] = ()
    segments: tuple[SegmentSpec, ...] = (SegmentSpec("everybody", 1.0),)
    channels: tuple[ChannelUse, ...] = ()

    @property
    def cities(self) -> tuple[str, ...]:
        """Names of all cities, in the order in which the segments name them."""
        return tuple(dict.fromkeys(city for segment in self.segments for city in segment.cities))

    @property
    def ages(self) -> tuple[str, ...]:
        """Names of all age bands, in the order in which the segments name them."""
        return tuple(dict.fromkeys(band for segment in self.segments for band in segment.ages))


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """n people, K topics, C channels."""

    id: Array
    """uint64 (n,): identities, the keys of their draws."""
    segment: Array
    """int16 (n,): index into the segments."""
    city: Array
    """int16 (n,): index into `PeopleSpec.cities`, or -1 for none of them."""
    age: Array
    """int16 (n,): index into `PeopleSpec.ages`, or -1 for none of them."""
    interests: Array
    """float32 (n, K) in [0, 1]."""
    member: Array
    """bool (C, n): who uses a channel."""
    activity: Array
    """float32 (C, n): gamma of mean 1 over people; stated for those who are no members too."""
    phone: Array
    """bool (C, n): who would use a channel on a phone; one draw per person decides for all."""

    def __len__(self) -> int:
        """Number of people."""
        return len(self.id)


def sizes(shares: Sequence[float], count: int) -> list[int]:
    """Split ``count`` by shares that add up to 1, by the method of the largest remainder.

    Raises:
        ValueError: the shares do not add up to 1.
    """
    if abs(sum(shares) - 1.0) > 1e-6:
        raise ValueError(f"the shares of the segments add up to {sum(shares):g}, not to 1")
    exact = [share * count for share in shares]
    whole = [math.floor(size + 1e-9) for size in exact]
    by_remainder = sorted(range(len(shares)), key=lambda k: (whole[k] - exact[k], k))
    for k in by_remainder[: count - sum(whole)]:
        whole[k] += 1
    return whole


def draw_people(spec: PeopleSpec, key: int, ids: Array | None = None) -> People:
    """Draw the people of a society.

    Args:
        spec: what they are like.
        key: the society's 64-bit key.
        ids: uint64 (spec.count,), identities; by default 0, 1, 2 ...
    """
    ids = np.arange(spec.count, dtype=np.uint64) if ids is None else np.asarray(ids, np.uint64)
    segment = _segments(spec, number(key, Draw.SEGMENT), ids)
    device = uniforms(number(key, Draw.DEVICE), ids)
    city_draws, age_draws = (uniforms(number(key, what), ids) for what in (Draw.CITY, Draw.AGE))
    return People(
        id=ids,
        segment=segment,
        city=_named([s.cities for s in spec.segments], spec.cities, city_draws, segment),
        age=_named([s.ages for s in spec.segments], spec.ages, age_draws, segment),
        interests=_interests(spec, number(key, Draw.INTEREST), ids, segment),
        member=_members(spec, number(key, Draw.MEMBERSHIP), ids, segment),
        activity=_activity(spec, number(key, Draw.ACTIVITY), ids),
        phone=device < np.array([use.phone_share for use in spec.channels]).reshape(-1, 1),
    )


def _segments(spec: PeopleSpec, key: int, ids: Array) -> Array:
    """Exact sizes, handed out along a keyed order of the people."""
    counts = sizes([segment.share for segment in spec.segments], spec.count)
    segment = np.empty(spec.count, np.int16)
    segment[np.argsort(numbers(key, ids), kind="stable")] = np.repeat(
        np.arange(len(counts), dtype=np.int16), counts
    )
    return segment


def _named(
    shares: Sequence[Mapping[str, float]], names: Sequence[str], draws: Array, segment: Array
) -> Array:
    """Hand out names, such as cities, by each segment's shares: index, or -1 for none of them."""
    found = np.full(len(segment), -1, np.int16)
    for k, law in enumerate(shares):
        if law:
            here = np.flatnonzero(segment == k)
            places = np.array([*(names.index(name) for name in law), -1], np.int16)
            ends = np.cumsum(list(law.values()))
            # A hair over 1, so that shares that add up to 1 - 1e-16 leave nobody out.
            found[here] = places[np.searchsorted(ends * (1 + 1e-12), draws[here], side="right")]
    return found


def _interests(spec: PeopleSpec, key: int, ids: Array, segment: Array) -> Array:
    interests = np.empty((spec.count, len(spec.topics)), np.float32)
    for column, topic in enumerate(spec.topics):
        scores = normals(number(key, name_key(topic)), ids)
        for k, law in enumerate(spec.segments):
            here = np.flatnonzero(segment == k)
            mean = law.interests.get(topic, NO_INTEREST)
            quantile = beta_quantile(mean, INTEREST_CONCENTRATION)
            interests[here, column] = quantiles(quantile, scores[here])
    return interests


def _members(spec: PeopleSpec, key: int, ids: Array, segment: Array) -> Array:
    member = np.empty((len(spec.channels), spec.count), np.bool_)
    for row, channel in enumerate(spec.channels):
        share = np.array([law.uses.get(channel.name, 0.0) for law in spec.segments])
        member[row] = uniforms(number(key, name_key(channel.name)), ids) < share[segment]
    return member


def _activity(spec: PeopleSpec, key: int, ids: Array) -> Array:
    activity = np.empty((len(spec.channels), spec.count), np.float32)
    for row, channel in enumerate(spec.channels):
        scores = normals(number(key, name_key(channel.name)), ids)
        activity[row] = quantiles(gamma_quantile(channel.visit_shape), scores)
    return activity
