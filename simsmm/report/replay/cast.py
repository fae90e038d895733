"""Who is shown in a replay, and what of the record is about them.

A picture holds some two thousand people. Those who passed something on come first, with everybody
above them in the chain; then a sample, by keyed draws, of those who had it from a person, of those
whom only pages, creators and advertisements reached, and of those who saw nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import name_key
from simsmm.draws.arrays import numbers
from simsmm.record import TIES, Record

Array = npt.NDArray[Any]

MOST_PEOPLE = 2000
"""A phone draws so many dots sixty times a second."""

MOST_SHARERS = 1000
"""At most so many of them pass something on, so that there is room for those who see it."""

MOST_EVENTS = 20_000

UNREACHED, PUBLISHED_TO = 0.2, 0.25
"""Shares of the rest of the room for people not reached, and for those whom no person reached."""

ORDER = name_key("replay: order of the people in a sample")
"""Key of a choice that is about the picture only: no draw of a run shares it."""


@dataclass(frozen=True)
class Cast:
    """People, sources and impressions that a replay shows; all ascending rows of the record."""

    people: Array
    """int64: everybody who has a dot."""
    sources: Array
    """Publications, boosts and shares that are shown, or that somebody shown saw."""
    events: Array
    """Impressions: everybody's first of each post on each channel, and those that made somebody
    pass it on."""
    groups: tuple[tuple[int, int], ...]
    """Shown and in all, of four groups: passed it on; had it from a person only seen by them;
    reached by pages, creators and advertisements only; not reached."""


def choose(record: Record, people: int, most: int = MOST_PEOPLE) -> Cast:
    """Choose whom to show of so many simulated people."""
    groups = _groups(record, people)
    shown = _sampled(record, groups, most)
    cast = np.sort(np.concatenate(shown))
    events = _events(record, cast)
    return Cast(
        cast,
        _sources(record, cast, events),
        events,
        tuple((len(some), len(every)) for some, every in zip(shown, groups, strict=True)),
    )


def _groups(record: Record, people: int) -> list[Array]:
    """Sharers, those who had it from a person, other people reached, and the rest."""
    sharers = np.unique(record.sources["person"][_happened(record)])
    sharers = sharers[sharers >= 0]
    exposures = record.exposures
    by_person = np.isin(exposures["kind"], TIES)
    viewers = np.setdiff1d(exposures["person"][by_person], sharers)
    reached = np.setdiff1d(exposures["person"], np.union1d(sharers, viewers))
    seen = np.union1d(np.union1d(sharers, viewers), reached)
    return [sharers, viewers, reached, np.setdiff1d(np.arange(people), seen)]


def _happened(record: Record) -> Array:
    """Which sources were there before the end, as bools."""
    return np.asarray(record.sources["time"] < record.hours)


def _sampled(record: Record, groups: list[Array], most: int) -> list[Array]:
    """Some of each group, ``most`` in all or everybody."""
    sharers, viewers, published, rest = groups
    if len(sharers) > min(MOST_SHARERS, most // 2):
        sharers = _weightiest(record, min(MOST_SHARERS, most // 2))
    room = most - len(sharers)
    unseen = min(len(rest), round(UNREACHED * room))
    alone = min(len(published), round(PUBLISHED_TO * room))
    told = min(len(viewers), room - unseen - alone)
    alone = min(len(published), room - unseen - told)
    unseen = min(len(rest), room - alone - told)
    return [sharers, _some(viewers, told), _some(published, alone), _some(rest, unseen)]


def _some(people: Array, count: int) -> Array:
    """So many of the people, by a keyed order."""
    return np.sort(people[np.argsort(numbers(ORDER, people), kind="stable")[:count]])


def _weightiest(record: Record, most: int) -> Array:
    """Those whose shares most people saw, each with everybody above them in the chain."""
    sources = record.sources
    seen = np.bincount(record.exposures["source"], minlength=len(sources))
    kept: set[int] = set()
    for source in np.argsort(-seen, kind="stable"):
        chain = set(_line(record, int(source)))
        if len(kept | chain) <= most:
            kept |= chain
        if len(kept) == most:
            break
    return np.array(sorted(kept), np.int64)


def _line(record: Record, source: int) -> list[int]:
    """The people from a share up to where it began."""
    found = []
    while True:
        row = record.sources[source]
        if row["person"] >= 0:
            found.append(int(row["person"]))
        if row["parent"] < 0:
            return found
        source = int(record.exposures["source"][row["parent"]])


def _events(record: Record, cast: Array) -> Array:
    """The impressions to show; a person's first only, where all would be too many."""
    exposures = record.exposures
    theirs = np.flatnonzero(np.isin(exposures["person"], cast))
    person = exposures["person"][theirs].astype(np.int64)
    post, channel = record.of_source("post")[theirs], record.of_source("channel")[theirs]
    causes = _causes(record, cast)
    for about in ((person, post, channel), (person, post), (person,)):
        _, first = np.unique(np.stack(about), axis=1, return_index=True)
        found = np.union1d(theirs[first], causes)
        if len(found) <= MOST_EVENTS:
            break
    return found


def _causes(record: Record, cast: Array) -> Array:
    """The impressions that made people of the cast pass something on."""
    sources = record.sources
    theirs = np.isin(sources["person"], cast) & (sources["parent"] >= 0) & _happened(record)
    return np.asarray(sources["parent"][theirs])


def _sources(record: Record, cast: Array, events: Array) -> Array:
    person = record.sources["person"]
    wanted = _happened(record) & ((person < 0) | np.isin(person, cast))
    wanted[record.exposures["source"][events]] = True
    return np.flatnonzero(wanted)
