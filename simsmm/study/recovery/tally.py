"""What is counted over the runs of a recovery, and how it is held against what is published."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.channels.delay import KERNELS, delay_share
from simsmm.presets import ChannelPreset, Number
from simsmm.record import Act, Run

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Recovered:
    """A published number and what a simulation of it gave."""

    name: str
    target: float
    achieved: float
    error: float
    """Standard error of what was achieved."""
    unit: str

    @property
    def miss(self) -> float:
        """How far what was achieved lies from the target, relative to it."""
        return self.achieved / self.target - 1.0


class Tally:
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


def share(name: str, part: int, whole: float, numbers: Mapping[str, Number]) -> Recovered:
    """A share with its binomial error."""
    achieved = part / whole
    error = math.sqrt(achieved * (1.0 - achieved) / whole)
    return Recovered(presets.spoken(name), numbers[name].value, achieved, error, "share")


def half_life(page: Tally, target: float) -> Recovered:
    """The age that half of all sights come before, those after the end of the run included.

    Its error is that of an exponential law of the same median.
    """
    delays = np.sort(np.concatenate(page.delays))
    ever = len(delays) * page.published / page.offered
    median = float(delays[min(round(0.5 * ever), len(delays) - 1)])
    error = median / math.log(2.0) / math.sqrt(len(delays))
    return Recovered("half life", target, median, error, "h")


def lived(preset: ChannelPreset, run: Run, *, people: bool) -> Reals:
    """Share of the life of each publication by people, or by pages, that lies within the run.

    What is seen after its end counts in the published reach, too: power laws have long tails.
    """
    sources = run.record.sources
    first = (sources["depth"] == 0) & ((sources["person"] >= 0) == people)
    return lived_since(preset, run, sources["time"][first])


def lived_since(preset: ChannelPreset, run: Run, times: Reals) -> Reals:
    """Share of the life of each item that lies within the run, by when it appeared [h]."""
    shape = preset.numbers.get(presets.KERNEL_SHAPE)
    law = (
        KERNELS[preset.kernel],
        preset.numbers["half_life"].value,
        shape.value if shape else 0.0,
    )
    return np.array([delay_share(run.record.hours - time, *law) for time in times.tolist()])
