"""The recovery of a ranked list: the half-life of its attention, and what its visitors do."""

from __future__ import annotations

import math

import numpy as np

from simsmm import presets
from simsmm.channels.competition import fate
from simsmm.channels.ranking import AGED, SCORES
from simsmm.record import Act, Kind, Run
from simsmm.study.recovery.campaigns import BRANDS, runs
from simsmm.study.recovery.feed import engaged
from simsmm.study.recovery.tally import Reals, Recovered, Tally, share

MANY_VOTES = 0.5
"""Engagement at which ranks are not decided by the luck of few votes."""

AGEING = ("half_life", "new_items", "votes_spread", "entry_votes", "depth")
"""Numbers that decide how an average item fares."""


def ranking(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Published numbers of a list, and what comes out."""
    preset = presets.channel(channel)
    numbers, visitors, ads = preset.numbers, Tally(), Tally()
    # Votes enough for the first rank, or one rival, so that many see the post.
    high = {"numbers": {"rated items": 1}} if preset.starred else {"seeds": people // 50}
    for _, run in runs(channel, replicates, people, **high):
        visitors.add(run, run.record.exposures["kind"] == Kind.PUBLIC)
    found = [
        share("engagement", engaged(visitors), visitors.met, numbers),
        share("link_rate", visitors.did[Act.CLICK], visitors.met, numbers),
    ]
    if preset.sold:
        for _, run in runs(channel, replicates, people, impressions=people * 4 // 5):
            ads.add(run, run.record.exposures["kind"] == Kind.AD)
        found.append(share("click_rate", ads.did[Act.CLICK], ads.met, numbers))
    return [_half_life(channel, replicates, people), *found] if preset.score in AGED else found


def _half_life(channel: str, replicates: int, people: int) -> Recovered:
    """Age by which an average post has had half of its attention: one that enters like others."""
    votes, stated = _entry_votes(channel, people), {"engagement": MANY_VOTES}
    ages = [
        run.record.exposures["time"] - _opened(run)
        for _, run in runs(channel, replicates, people, seeds=votes, numbers=stated)
    ]
    median = float(np.median(np.concatenate(ages)))
    # The luck of a post is one luck for all its sights: worlds count, not sights.
    error = 0.5 * median / math.sqrt(BRANDS)
    if len(ages) > 1:
        error = float(np.std([np.median(of) for of in ages], ddof=1)) / math.sqrt(len(ages))
    target = presets.channel(channel).numbers["half_life"].value
    return Recovered("half life", target, median, error, "h")


def _entry_votes(channel: str, people: int) -> int:
    """Votes that an average item enters the list with, where people vote often."""
    preset = presets.channel(channel)
    value = {name: number.value for name, number in preset.numbers.items()}
    found = fate(SCORES[preset.score], *(value[name] for name in AGEING))
    seen = people * value["visits"] / 24.0 * found.attention
    gained = seen * MANY_VOTES * (1.0 - value["comment_share"])
    return max(1, round(gained * value["entry_votes"] / (1.0 - value["entry_votes"])))


def _opened(run: Run) -> Reals:
    """When each impression's post entered the list [h]."""
    opened = np.zeros(len(run.setting.posts))
    opened[run.record.standings["post"]] = run.record.standings["opened"]
    return np.asarray(opened[run.record.of_source("post")])
