"""The recovery of recommendations: what people do about them, and how many a post reaches."""

from __future__ import annotations

import math

import numpy as np

from simsmm import presets
from simsmm.channels.recommended import expected_audience
from simsmm.record import Kind
from simsmm.study.recovery.campaigns import BRANDS, runs
from simsmm.study.recovery.feed import engaged, feed
from simsmm.study.recovery.tally import Recovered, Tally, share

UNMATCHED = {"match pull": 0.0}
"""Numbers of a channel that shows a post to anybody, so that all waves are alike."""


def recommended(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Published numbers of a channel that recommends, and what comes out."""
    numbers, shown, reached = presets.channel(channel).numbers, Tally(), []
    for _, run in runs(channel, replicates, people, numbers=UNMATCHED):
        public = run.record.exposures["kind"] == Kind.PUBLIC
        shown.add(run, public)
        reached.append(np.bincount(run.record.of_source("post")[public], minlength=BRANDS))
    audiences = np.concatenate(reached)
    growth = numbers["engagement"].value / numbers["reference_rate"].value
    target = expected_audience(numbers["test_audience"].value, growth, people)
    error = float(audiences.std(ddof=1)) / math.sqrt(len(audiences))
    of_followers = [of for of in feed(channel, replicates, people) if of.name != "engagement"]
    return [
        share("engagement", engaged(shown), shown.met, numbers),
        Recovered("audience", target, float(audiences.mean()), error, "viewers"),
        *of_followers,
    ]
