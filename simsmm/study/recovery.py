"""Simulates a channel's preset and holds what comes out against what is published.

Reach, half-life and rates are inputs of no rule: they are what the solved numbers must give. Each
is measured on its own small campaign - a page's post, ordinary people's posts, a boost - with every
preset number at its value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.channels.bought import price_of
from simsmm.channels.broadcast import reach
from simsmm.channels.delay import KERNELS, delay_share
from simsmm.presets import ChannelPreset
from simsmm.record import TIES, Act, Kind, Run
from simsmm.scenario import FORMATS, parse
from simsmm.study import public_recovery
from simsmm.study.recovered import Recovered, share
from simsmm.study.replicate import play
from simsmm.wording import say

Reals = npt.NDArray[np.float64]

BRANDS = 16
"""Campaigns in one simulated world: brands share nobody's memory, attention or attitude."""

PEOPLE = 50_000


def recover(channel: str, replicates: int = 4, people: int = PEOPLE) -> list[Recovered]:
    """Simulate a channel's preset.

    Args:
        channel: its name.
        replicates: worlds of sixteen campaigns each (of one where an audience is bought), for each
            of the kinds of campaign; the more of them, the smaller the errors.
        people: simulated people.

    Raises:
        KeyError: there is no such channel.
    """
    preset = presets.channel(channel)
    if not preset.answered:
        return _reach_curve(channel, replicates, people)
    if preset.mechanism == "ranking":
        return public_recovery.of_list(channel, replicates, people)
    found = _feed(channel, replicates, people)
    if preset.mechanism != "recommended":
        return found
    of_fans = [of for of in found if of.name != "engagement"]
    return of_fans + public_recovery.of_waves(channel, replicates, people)


POINTS = (50, 100, 200, 400, 1000)
"""Gross rating points at which the reach of a broadcast channel is held against its law."""


def _reach_curve(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Reach among the whole market, of whom the preset's share uses the channel.

    The target is the gamma-Poisson curve of the preset's two numbers.
    """
    numbers = presets.channel(channel).numbers
    shape, use = numbers["visit_shape"].value, numbers["use"].value
    found = []
    for points in POINTS:
        shares = []
        for index in range(replicates):
            stage = Stage(parse(_plan(channel, people, points=points)), 1, index)
            run = play(stage, index)
            if run is not None:
                shares.append(len(np.unique(run.record.exposures["person"])) / people)
        target, achieved = reach(points, shape, use), float(np.mean(shares))
        error = math.sqrt(achieved * (1.0 - achieved) / (people * len(shares)))
        name = say("reach at {points} GRP", points=points)
        found.append(Recovered(name, target, achieved, error, "share"))
    return found


def _feed(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Reach, half-life and rates of a channel where people are tied to one another."""
    preset = presets.channel(channel)
    numbers = preset.numbers
    page, ties, passed, ads = _Tally(), _Tally(), _Tally(), _Tally()
    for _, run in _runs(channel, replicates, people, fans=people):
        page.add(run, run.record.exposures["kind"] == Kind.PAGE)
        page.published += people * BRANDS
        page.offered += people * float(_lived(preset, run, people=False).sum())
    for stage, run in _runs(channel, replicates, people, seeds=people // 5000):
        first = run.record.of_source("depth") == 0
        ties.add(run, first & np.isin(run.record.exposures["kind"], TIES))
        ties.offered += float(_ties_of_seeds(stage, run) @ _lived(preset, run, people=True))
    for _, run in _runs(channel, replicates, people, seeds=people // 200):
        passed.add(run, np.isin(run.record.exposures["kind"], TIES))
    for _, run in _runs(channel, replicates, people, impressions=people * 4 // 5):
        ads.add(run, run.record.exposures["kind"] == Kind.AD)
    engaged = page.did[Act.ENGAGE] + page.did[Act.COMMENT] + page.did[Act.SHARE]
    return [
        share("page_reach", page.seen, page.offered, numbers),
        share("friend_reach", ties.seen, ties.offered, numbers),
        _half_life(page, numbers["half_life"].value),
        share("engagement", engaged, page.offered, numbers),
        share("share_rate", passed.did[Act.SHARE], passed.met, numbers),
        share("follow_rate", ads.did[Act.FOLLOW], ads.met, numbers),
        share("click_rate", ads.did[Act.CLICK], ads.met, numbers),
    ]


def _half_life(page: _Tally, target: float) -> Recovered:
    """The age that half of all sights come before, those after the end of the run included.

    Its error is that of an exponential law of the same median.
    """
    delays = np.sort(np.concatenate(page.delays))
    ever = len(delays) * page.published / page.offered
    median = float(delays[min(round(0.5 * ever), len(delays) - 1)])
    error = median / math.log(2.0) / math.sqrt(len(delays))
    return Recovered("half life", target, median, error, "h")


class _Tally:
    """Counts over runs."""

    def __init__(self) -> None:
        self.seen = self.met = 0
        self.published = self.offered = 0.0
        self.did = dict.fromkeys(Act, 0)
        self.delays: list[Reals] = []

    def add(self, run: Run, chosen: npt.NDArray[np.bool_]) -> None:
        """Count the chosen exposures, and what people did at their first of each post."""
        exposures, posts = run.record.exposures, run.record.of_source("post")
        self.seen += int(np.count_nonzero(chosen))
        _, first = np.unique(posts * run.setting.people + exposures["person"], return_index=True)
        exposures = exposures[np.intersect1d(first, np.flatnonzero(chosen))]
        self.met += len(exposures)
        for act in Act:
            self.did[act] += int(np.count_nonzero(exposures["acts"] & act))
        starts = run.record.sources["time"][exposures["source"]]
        self.delays.append(exposures["time"] - starts)


def _runs(
    channel: str, replicates: int, people: int, **campaign: int
) -> Iterator[tuple[Stage, Run]]:
    """Worlds of sixteen small campaigns, published at hours spread evenly over a week."""
    stage = Stage(parse(_plan(channel, people, **campaign)), 1, 0)
    for replicate in range(replicates):
        run = play(stage, replicate)
        if run is not None:
            yield stage, run


def _plan(
    channel: str,
    people: int,
    fans: int = 0,
    seeds: int = 0,
    impressions: int = 0,
    points: int = 0,
) -> str:
    """A scenario of one brand or many with one post each."""
    preset = presets.channel(channel)
    numbers = {name: number.value for name, number in preset.numbers.items()}
    days, brands, boost = 14, 1, dict[str, object]({"grp": points})
    if preset.answered:
        money = price_of(impressions, numbers["cpm"], numbers["cpm_rise"], people)
        boost = {"spend": round(money, 2), "until": "day 7", "cap": "1 per 60 d"} if money else {}
        days, brands = 7 + math.ceil(numbers["half_life"] * 10.0 / 24.0), BRANDS
    head = {
        "version": 1,
        "name": f"recovery of {channel}",
        "market": {"people": people},
        "simulate": people,
        "starts": "2027-03-01",
        "lasts": f"{days} d",
        "currency": "USD",
        "assume": "point values",
        "people": {
            "segments": [
                {
                    "name": "people",
                    "share": "100 %",
                    "uses": {channel: 1.0 if preset.answered else numbers["use"]},
                    "interests": {"topic": "some"},
                }
            ]
        },
        "channels": [channel],
        "campaigns": [_campaign(brand, channel, fans, seeds, boost) for brand in range(brands)],
    }
    # Every JSON text is a YAML text.
    return json.dumps(head)


def _campaign(
    brand: int, channel: str, fans: int, seeds: int, boost: dict[str, object]
) -> dict[str, object]:
    minutes = (brand * 7 * 24 * 60) // BRANDS
    post: dict[str, object] = {
        "id": "post",
        "at": f"day {1 + minutes // 1440} {minutes // 60 % 24:02d}:{minutes % 60:02d}",
        "on": channel,
        "format": _plainest(channel),
        "topics": {"topic": "strong"},
        "seeds": seeds,
    }
    if boost:
        post["boost"] = boost
    campaign: dict[str, object] = {"brand": f"brand {brand}", "posts": [post]}
    if presets.channel(channel).answered:
        post["link"], campaign["pages"] = "site", {channel: {"fans": fans}}
    return campaign


def _plainest(channel: str) -> str:
    """The format that the channel treats as an average one; any where it makes no difference."""
    formats = presets.channel(channel).formats
    return min(formats, key=lambda name: abs(formats[name].value), default=FORMATS[0])


def _lived(preset: ChannelPreset, run: Run, *, people: bool) -> Reals:
    """Share of the life of each publication by people, or by pages, that lies within the run.

    What is seen after its end counts in the published reach, too: power laws have long tails.
    """
    shape = preset.numbers.get(presets.KERNEL_SHAPE)
    law = (
        KERNELS[preset.kernel],
        preset.numbers["half_life"].value,
        shape.value if shape else 0.0,
    )
    sources = run.record.sources
    first = (sources["depth"] == 0) & ((sources["person"] >= 0) == people)
    times = sources["time"][first]
    return np.array([delay_share(run.record.hours - time, *law) for time in times.tolist()])


def _ties_of_seeds(stage: Stage, run: Run) -> Reals:
    """People tied to each who published as a person, over all layers, float64 (sources,)."""
    sources = run.record.sources
    seeds = sources["person"][(sources["person"] >= 0) & (sources["depth"] == 0)]
    layers = list(stage.society.layers.values())
    tied = [set().union(*(layer.row(int(seed)).tolist() for layer in layers)) for seed in seeds]
    return np.array([len(people) for people in tied], np.float64)
