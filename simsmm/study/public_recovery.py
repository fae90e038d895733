"""Simulates lists and recommendations: what people meet there in public, held against presets.

Each is measured on campaigns of its own, with every preset number at its value, but for those that
would drown what is measured: votes so rare that luck decides ranks, say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.channels.competition import fate
from simsmm.channels.ranking import AGED, SCORES
from simsmm.channels.recommended import expected_audience
from simsmm.record import Act, Kind, Run
from simsmm.scenario import parse
from simsmm.study.recovered import Recovered, share
from simsmm.study.replicate import play

Reals = npt.NDArray[np.float64]

POSTS = 16
"""Campaigns in one world, a post each, at hours spread evenly over a week."""

MANY_VOTES = 0.5
"""Engagement at which ranks are not decided by the luck of few votes."""

ENGAGED = Act.ENGAGE | Act.COMMENT | Act.SHARE


def of_list(channel: str, replicates: int, people: int) -> list[Recovered]:
    """The half-life of attention on a list, and what its visitors do.

    The post that is measured is an average one: it enters the list with as many votes as others do.
    """
    preset = presets.channel(channel)
    numbers = preset.numbers
    rates = _Rates()
    for run in _runs(channel, replicates, people, {}):
        rates.add(run)
    found = [
        share("engagement", rates.engaged, rates.met, numbers),
        share("link_rate", rates.clicked, rates.met, numbers),
    ]
    if preset.score not in AGED:
        return found
    fewest = _entry_votes(channel, people)
    ages = [
        run.record.exposures["time"] - _opened(run)
        for run in _runs(channel, replicates, people, {"engagement": MANY_VOTES}, fewest)
    ]
    median = float(np.median(np.concatenate(ages)))
    # Sights of a post come together or not: posts count, not sights.
    error = median / math.log(2.0) / math.sqrt(POSTS * len(ages))
    return [Recovered("half life", numbers["half_life"].value, median, error, "h"), *found]


def _entry_votes(channel: str, people: int) -> int:
    """Votes that an average item enters the list with, where people vote often."""
    preset = presets.channel(channel)
    value = {name: number.value for name, number in preset.numbers.items()}
    names = ("half_life", "new_items", "votes_spread", "entry_votes", "depth")
    seen = people * value["visits"] / 24.0
    seen *= fate(SCORES[preset.score], *(value[name] for name in names)).attention
    gained = seen * MANY_VOTES * (1.0 - value["comment_share"])
    return max(1, round(gained * value["entry_votes"] / (1.0 - value["entry_votes"])))


def _opened(run: Run) -> Reals:
    """When each impression's post entered the list [h]."""
    opened = np.zeros(len(run.setting.posts))
    opened[run.record.standings["post"]] = run.record.standings["opened"]
    return np.asarray(opened[run.record.of_source("post")])


def of_waves(channel: str, replicates: int, people: int) -> list[Recovered]:
    """What people do about what is recommended to them, and how many it reaches.

    Anybody is as likely as anybody else to be shown a post, so that all waves are alike.
    """
    numbers = presets.channel(channel).numbers
    rates, reached = _Rates(), [0.0]
    for run in _runs(channel, replicates, people, {"match pull": 0.0}):
        rates.add(run)
        reached += np.bincount(run.record.of_source("post"), minlength=POSTS).tolist()
    audiences = np.array(reached[1:])
    growth = numbers["engagement"].value / numbers["reference_rate"].value
    target = expected_audience(numbers["test_audience"].value, growth, people)
    error = float(audiences.std()) / math.sqrt(len(audiences))
    return [
        share("engagement", rates.engaged, rates.met, numbers),
        Recovered("audience", target, float(audiences.mean()), error, "viewers"),
    ]


class _Rates:
    """What people did at their first sight of a post in public, over runs."""

    def __init__(self) -> None:
        self.met = self.engaged = self.clicked = 0

    def add(self, run: Run) -> None:
        """Count one run."""
        exposures = run.record.exposures[run.record.exposures["kind"] == Kind.PUBLIC]
        posts = run.record.sources["post"][exposures["source"]]
        _, first = np.unique(posts * run.setting.people + exposures["person"], return_index=True)
        acts = exposures["acts"][first]
        self.met += len(first)
        self.engaged += int(np.count_nonzero(acts & ENGAGED))
        self.clicked += int(np.count_nonzero(acts & Act.CLICK))


def _runs(
    channel: str, replicates: int, people: int, stated: dict[str, float], seeds: int = 0
) -> Iterator[Run]:
    """Worlds of small campaigns whose channel has some other numbers."""
    stage = Stage(parse(_plan(channel, people, stated, seeds)), 1, 0)
    for replicate in range(replicates):
        run = play(stage, replicate)
        if run is not None:
            yield run


def _plan(channel: str, people: int, stated: dict[str, float], seeds: int) -> str:
    formats = presets.channel(channel).formats
    usual = min(formats, key=lambda name: abs(formats[name].value))
    posts = [(place * 7 * 24 * 60) // POSTS for place in range(POSTS)]
    head: dict[str, Any] = {
        "version": 1,
        "name": f"recovery of {channel}",
        "market": {"people": people},
        "simulate": people,
        "starts": "2027-03-01",
        "lasts": "10 d",
        "assume": "point values",
        "people": {
            "segments": [{"name": "people", "uses": {channel: 1.0}, "interests": {"topic": "some"}}]
        },
        "channels": {channel: stated or "typical"},
        "campaigns": [
            {
                "brand": f"brand {place}",
                "posts": [
                    {
                        "id": "post",
                        "at": f"day {1 + at // 1440} {at // 60 % 24:02d}:{at % 60:02d}",
                        "on": channel,
                        "format": usual,
                        "topics": {"topic": "strong"},
                        "link": "site",
                        "seeds": seeds,
                    }
                ],
            }
            for place, at in enumerate(posts)
        ],
    }
    # Every JSON text is a YAML text.
    return json.dumps(head)
