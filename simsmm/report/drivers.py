"""What makes the outcomes differ: luck, unknown numbers or the society, and which numbers most."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.assemble import Values
from simsmm.draws import Stream, stream_key
from simsmm.report.known import not_read
from simsmm.scenario import ClickRate, Scenario
from simsmm.study.design import BLOCK, PAIR
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

Reals = npt.NDArray[np.float64]

FALSE_ALARMS = 0.05
"""Chance that a number without any effect is named among those that matter."""

FEWEST_DRAWS = 16
"""Fewer draws of the unknown numbers say nothing about single ones."""

MOST_NAMED = 6
"""So many numbers are named at most."""


@dataclass(frozen=True)
class Part:
    """A cause of spread and its share of the variance of reach."""

    key: str
    """``"luck"``, ``"parameters"`` or ``"society"``."""
    name: str
    share: float
    meaning: str


@dataclass(frozen=True)
class Driver:
    """An unknown number that moves reach."""

    name: str
    """As it is called in the language spoken."""
    share: float
    """Part of the spread due to unknown numbers that it explains: squared rank correlation."""
    raises: bool
    """Whether a larger number means more reach."""


def _meanings() -> dict[str, tuple[str, str]]:
    """Each cause: its name, and what it is."""
    return {
        "luck": (say("Luck"), say("who happens to be online, to see it and to pass it on")),
        "parameters": (
            say("Unknown numbers"),
            say("what nobody knows exactly: reach rates, prices, habits"),
        ),
        "society": (say("Society"), say("who is tied to whom among the people simulated")),
    }


def parts(answer: Answer) -> list[Part]:
    """Shares of the variance of reach; empty where too few replicates ran to tell.

    Societies are told apart from two on.
    """
    found, replicates = answer["reach"].components, len(answer.replicates)
    if found is None or found.total == 0.0 or replicates < PAIR * FEWEST_DRAWS // 2:
        return []
    meanings = _meanings()
    if replicates < 2 * BLOCK:
        del meanings["society"]
    shares = found.shares()
    return [Part(key, name, shares[key], meaning) for key, (name, meaning) in meanings.items()]


def sentence(found: list[Part]) -> str:
    """The largest cause of spread, and what would narrow the interval; empty without any."""
    if not found:
        return ""
    advice = {
        "luck": say("Mostly luck: even a perfect model could not narrow the interval much."),
        "parameters": say("Mostly unknown numbers: measuring them would narrow the interval."),
        "society": say("Mostly society: simulating more people would narrow the interval."),
    }
    return advice[max(found, key=lambda part: part.share).key]


def drivers(answer: Answer) -> list[Driver]:
    """Unknown numbers whose draws go along with reach, the strongest first.

    Spearman's rank correlation of each number with the mean reach of the replicates that share its
    draw. Only correlations are named that chance alone would give any of the numbers in at most
    `FALSE_ALARMS` of all studies (Bonferroni); so few replicates name few numbers.
    """
    draws = len(answer.replicates) // PAIR
    if draws < FEWEST_DRAWS:
        return []
    reach = answer["reach"].values[: draws * PAIR].reshape(draws, PAIR).mean(axis=1)
    table = _drawn(answer.scenario, answer.seed, draws)
    ranks = {name: _ranks(values) for name, values in table.items() if np.ptp(values) > 0.0}
    if not ranks or np.ptp(reach) == 0.0:
        return []
    outcome = _ranks(reach)
    least = NormalDist().inv_cdf(1.0 - FALSE_ALARMS / (2 * len(ranks))) / math.sqrt(draws - 1)
    found = []
    for name, rank in ranks.items():
        correlation = float(np.corrcoef(rank, outcome)[0, 1])
        if abs(correlation) > least:
            found.append(Driver(name, correlation**2, correlation > 0.0))
    return sorted(found, key=lambda driver: -driver.share)[:MOST_NAMED]


def _drawn(scenario: Scenario, seed: int, draws: int) -> dict[str, Reals]:
    """Every number that is drawn with the parameters, by name, over the draws."""
    drawn = [Values(scenario, stream_key(seed, Stream.PARAMETERS, draw)) for draw in range(draws)]
    numbers = dict(_numbers(scenario))
    return {name: np.array([read(values) for values in drawn]) for name, read in numbers.items()}


def _numbers(scenario: Scenario) -> Iterator[tuple[str, Callable[[Values], float]]]:
    """Every number by name, and how a draw of all of them is asked for it."""
    for channel in scenario.channels:
        for name in scenario.preset(channel).numbers:
            if name not in not_read(scenario, channel) | {"use"}:
                spoken, where = say(presets.spoken(name)), say(channel)  # data text
                told = say("{number}, {channel}", number=spoken, channel=where)
                yield told, partial(Values.channel, channel=channel, name=name)
    for name in presets.behaviour():
        spoken = say(presets.spoken(name))  # data text
        yield spoken, partial(Values.behaviour, name=name)
    for campaign in scenario.campaigns:
        for post in campaign.creatives:
            path, stated = f"{campaign.brand}/{post.id}", post.quality
            if isinstance(stated, ClickRate):
                told = say("click rate of {post}", post=post.id)
                yield told, partial(Values.of, path=f"{path}/click rate", value=stated.rate)
            else:
                told = say("quality of {post}", post=post.id)
                yield told, partial(Values.of, path=f"{path}/quality", value=stated)


def _ranks(values: Reals) -> Reals:
    """Rank of each value, ties in order of appearance."""
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(np.float64)
