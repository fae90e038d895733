"""The recovery of a channel where an audience is bought: its reach curve."""

from __future__ import annotations

import math

import numpy as np

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.channels.broadcast import reach
from simsmm.scenario import parse
from simsmm.study.recovery.campaigns import plan_of
from simsmm.study.recovery.tally import Recovered
from simsmm.study.replicate import play
from simsmm.wording import say

POINTS = (50, 100, 200, 400, 1000)
"""Gross rating points at which the reach of a broadcast channel is held against its law."""


def reach_curve(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Reach among the whole market, of whom the preset's share uses the channel.

    The target is the gamma-Poisson curve of the preset's two numbers.
    """
    numbers = presets.channel(channel).numbers
    shape, use = numbers["visit_shape"].value, numbers["use"].value
    found = []
    for points in POINTS:
        shares = []
        for index in range(replicates):
            stage = Stage(parse(plan_of(channel, people, points=points)), 1, index)
            run = play(stage, index)
            if run is not None:
                shares.append(len(np.unique(run.record.exposures["person"])) / people)
        target, achieved = reach(points, shape, use), float(np.mean(shares))
        error = math.sqrt(achieved * (1.0 - achieved) / (people * len(shares)))
        name = say("reach at {points} GRP", points=points)
        found.append(Recovered(name, target, achieved, error, "share"))
    return found
