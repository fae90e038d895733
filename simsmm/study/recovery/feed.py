"""The recovery of a feed: reach, half-life and rates where people are tied to one another."""

from __future__ import annotations

import numpy as np

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.record import TIES, Act, Kind, Run
from simsmm.study.recovery.campaigns import BRANDS, runs
from simsmm.study.recovery.tally import (
    Reals,
    Recovered,
    Tally,
    half_life,
    lived,
    lived_since,
    share,
)


def feed(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Published numbers of a feed, and what comes out."""
    preset = presets.channel(channel)
    numbers = preset.numbers
    page, ties, passed, ads = of_page(channel, replicates, people), Tally(), Tally(), Tally()
    for stage, run in runs(channel, replicates, people, seeds=people // 5000):
        first = run.record.of_source("depth") == 0
        ties.add(run, first & np.isin(run.record.exposures["kind"], TIES))
        ties.offered += float(_ties_of_seeds(stage, run) @ lived(preset, run, people=True))
    for _, run in runs(channel, replicates, people, seeds=people // 200):
        passed.add(run, np.isin(run.record.exposures["kind"], TIES))
    for _, run in runs(channel, replicates, people, impressions=people * 4 // 5):
        ads.add(run, run.record.exposures["kind"] == Kind.AD)
    return [
        share("page_reach", page.seen, page.offered, numbers),
        share("friend_reach", ties.seen, ties.offered, numbers),
        half_life(page, numbers["half_life"].value),
        share("engagement", engaged(page), page.offered, numbers),
        share("share_rate", passed.did[Act.SHARE], passed.met, numbers),
        share("follow_rate", ads.did[Act.FOLLOW], ads.met, numbers),
        share("click_rate", ads.did[Act.CLICK], ads.met, numbers),
    ]


def of_page(channel: str, replicates: int, people: int) -> Tally:
    """What pages that everybody follows reach."""
    page, preset = Tally(), presets.channel(channel)
    for _, run in runs(channel, replicates, people, fans=people):
        page.add(run, run.record.exposures["kind"] == Kind.PAGE)
        page.published += people * BRANDS
        sources = run.record.sources
        times = sources["time"][sources["kind"] == Kind.PAGE]
        page.offered += people * float(lived_since(preset, run, times).sum())
    return page


def engaged(page: Tally) -> int:
    """Likes, comments and shares together."""
    return page.did[Act.ENGAGE] + page.did[Act.COMMENT] + page.did[Act.SHARE]


def _ties_of_seeds(stage: Stage, run: Run) -> Reals:
    """People tied to each who published as a person, over all layers, float64 (sources,)."""
    sources = run.record.sources
    seeds = sources["person"][(sources["person"] >= 0) & (sources["depth"] == 0)]
    layers = list(stage.society.layers.values())
    tied = [set().union(*(layer.row(int(seed)).tolist() for layer in layers)) for seed in seeds]
    return np.array([len(people) for people in tied], np.float64)
