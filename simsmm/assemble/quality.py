"""The quality of posts: as a plan states it, or as the click rate that it expects asks for."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.law import ACT_NAMES, BINS, MOST_RATE
from simsmm.assemble.values import Values
from simsmm.channels import reference
from simsmm.record import Kind
from simsmm.scenario import Post, Scenario
from simsmm.scenario.qualities import advertised_on
from simsmm.scenario.unknowns import ClickRate
from simsmm.society import Society
from simsmm.spread.world import RESPONSES, Law

Array = npt.NDArray[Any]

CLICK = ACT_NAMES.index("click")
AVERAGE = 0.5
"""Quality of the median post."""


def quality_of(
    post: Post,
    path: str,
    matches: Array,
    bonus: Array,
    scenario: Scenario,
    society: Society,
    values: Values,
    law: Law,
) -> float:
    """The quality of a post in one replicate.

    Args:
        post: the post.
        path: its name in the draws of unknown numbers.
        matches: match of each person with its topics, float (n,).
        bonus: what each channel gives its format [log odds], float (C,).
        scenario, society, values, law: of the replicate.
    """
    if not isinstance(post.quality, ClickRate):
        return values.of(f"{path}/quality", post.quality)
    rate = values.of(f"{path}/click rate", post.quality.rate)
    channel = list(scenario.channels).index(advertised_on(post))
    gaps = matches - matches.mean()
    members = gaps[society.people.member[channel]]
    audience = reference.summary(members if len(members) else gaps, BINS)
    return quality_for_clicks(rate, audience, float(bonus[channel]), channel, law)


def quality_for_clicks(rate: float, gaps: Array, bonus: float, channel: int, law: Law) -> float:
    """The quality at which the mean chance of a click at a first bought impression is ``rate``.

    It may lie beyond the best post there is, or below the worst: whoever states the rate knows
    better than the benchmark. Where quality moves no clicks, it is that of the median post.

    Args:
        rate: expected clicks per bought impression [0, 1].
        gaps: match with the post minus its mean, over the channel's members, float (people,).
        bonus: what the channel gives the post's format [log odds].
        channel: number of the channel.
        law: of the replicate; its intercept gives the published rate to an average post.
    """
    intercept, sensitivity = map(float, law.response[RESPONSES * channel, CLICK])
    weights, (tastes, often) = law.numbers.weights, reference.taste_law()
    pull = sensitivity * weights.quality
    if pull <= 0.0 or not math.isfinite(intercept):
        return AVERAGE
    appeals = weights.interest * np.asarray(gaps, np.float64)[:, None] + weights.taste * tastes
    appeals = appeals + weights.tie * law.trust[Kind.AD] + bonus
    wanted = reference.intercept(min(max(rate, LEAST_RATE), MOST_RATE), appeals, often, sensitivity)
    return AVERAGE + (wanted - intercept) / pull


def click_rate(quality: float, gaps: Array, bonus: float, channel: int, law: Law) -> float:
    """Mean chance of a click at a first bought impression: the inverse of `quality_for_clicks`."""
    intercept, sensitivity = map(float, law.response[RESPONSES * channel, CLICK])
    weights, (tastes, often) = law.numbers.weights, reference.taste_law()
    appeals = weights.interest * np.asarray(gaps, np.float64)[:, None] + weights.taste * tastes
    appeals = appeals + weights.tie * law.trust[Kind.AD] + bonus
    logits = intercept + sensitivity * (appeals + weights.quality * (quality - AVERAGE))
    return float((often / (1.0 + np.exp(-np.clip(logits, -700.0, 700.0)))).sum(axis=1).mean())


LEAST_RATE = 1e-6
"""A click rate of nothing would take a quality without end."""
