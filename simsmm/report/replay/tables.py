"""The tables behind a replay: who passed it on to most people, and the longest chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.report.replay.facts import Facts
from simsmm.report.words import plain
from simsmm.wording import numeral, say

Array = npt.NDArray[Any]

MOST_ROWS = 10


@dataclass(frozen=True)
class Row:
    """One share, in words."""

    who: str
    segment: str
    what: str
    when: str
    origin: str
    """From whom they had it."""
    viewers: str
    """Simulated people who saw it from them."""
    dot: int
    """The person's place among those shown; negative for none."""


def clock(hours: float) -> str:
    """A time as it is shown: ``"day 3, 18:05"``."""
    minutes = int(60.0 * hours)
    time = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return say("day {day}, {time}", day=minutes // 1440 + 1, time=time)


def widest(facts: Facts) -> list[Row]:
    """The shares that most people saw."""
    shares = _shares(facts)
    order = np.argsort(-facts.viewers[shares], kind="stable")[:MOST_ROWS]
    return [_row(facts, int(source)) for source in shares[order] if facts.viewers[source]]


def longest(facts: Facts) -> list[Row]:
    """One of the longest rows of people who passed something on, from its beginning."""
    shares = _shares(facts)
    if not len(shares):
        return []
    source = int(shares[np.argmax(facts.chains[shares])])
    found = []
    while source >= 0 and facts.record.sources["person"][source] >= 0:
        found.append(_row(facts, source))
        parent = facts.record.sources["parent"][source]
        source = int(facts.record.exposures["source"][parent]) if parent >= 0 else -1
    return found[::-1]


def _shares(facts: Facts) -> Array:
    sources = facts.record.sources
    return np.flatnonzero((sources["person"] >= 0) & (sources["time"] < facts.record.hours))


def _row(facts: Facts, source: int) -> Row:
    setting, row = facts.scene.run.setting, facts.record.sources[source]
    person = int(row["person"])
    channel = say(setting.channels[row["channel"]])  # data text
    return Row(
        who=say("person {id}", id=person),
        segment=setting.segments[setting.segment[person]],
        what=say("{post} on {channel}", post=facts.post_name(row["post"]), channel=channel),
        when=clock(row["time"]),
        origin=_origin(facts, int(row["parent"])),
        viewers=numeral(plain(int(facts.viewers[source]))),
        dot=int(facts.place_of(np.array([person]))[0]),
    )


def _origin(facts: Facts, parent: int) -> str:
    if parent < 0:
        return say("began with it")
    source = facts.record.sources[facts.record.exposures["source"][parent]]
    if source["person"] >= 0:
        return say("person {id}", id=int(source["person"]))
    return facts.origin_name(*facts.origins[facts.origin_of(np.array([source]))[0]])
