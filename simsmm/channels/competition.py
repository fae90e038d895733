"""How fast a list's items get old: solved from how long its attention stays with one.

What is published of a list is how many items are new an hour, how their votes are spread, how far
visitors look down, and the half-life of the attention that an item gets. Two things take attention
from an item: others rise above it, and it is no news any more. The first follows; the second is
solved, so that the half-life comes out.

An average item enters the list with a share of its votes and wins the others with that half-life.
Other items are like it, but for their votes, which are log-normal about its. So ranks depend on
ratios of votes alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from simsmm.channels.ranking import GRAVITY_POWER, HEAD_START, HOURS_PER_DECADE, LOG, STRETCH

Reals = npt.NDArray[np.float64]

SHORTEST, LONGEST = 1e-4, 1e4
"""Scales of novelty that are thought possible [h]."""

_AGES = np.concatenate([[0.0], np.geomspace(0.005, 400.0, 120)])
_RIVALS = np.concatenate([[0.0], np.geomspace(0.03, 3000.0, 96)])
"""Ages of an item and of others at which ranks are worked out [h]."""

_FEW, _MOST = 25.0, 80
"""Items expected above up to which a sum is taken, and its terms."""


@dataclass(frozen=True)
class Fate:
    """How an average item fares on a list."""

    novelty: float
    """Scale by which its novelty wears off [h]."""
    attention: float
    """Attention that it gets in all: so many hours at the top, while new, give as much [h]."""
    half_life: float
    """Age by which it has had half of that [h]: as asked for, if any scale gives it."""


@lru_cache(maxsize=256)
def fate(
    rule: int, half_life: float, rate: float, spread: float, entry: float, depth: float
) -> Fate:
    """How an average item fares where attention has a published half-life.

    Args:
        rule: a score by which items age, of `simsmm.channels.ranking.SCORES`.
        half_life: of attention, and of the votes still to come [h].
        rate: new items per hour.
        spread: sigma of the logarithm of items' votes.
        entry: share of its votes that an item enters the list with (0, 1).
        depth: exponent of how far visitors look down.
    """
    seen = seen_at(rivals(rule, half_life, rate, spread, entry), depth)
    low, high = math.log(SHORTEST), math.log(LONGEST)
    for _ in range(40):
        middle = 0.5 * (low + high)
        longer = _attention(seen, math.exp(middle)).half_life > half_life
        low, high = (low, middle) if longer else (middle, high)
    return _attention(seen, math.exp(0.5 * (low + high)))


def rivals(rule: int, half_life: float, rate: float, spread: float, entry: float) -> Reals:
    """Items expected above an average item at some ages; arguments as of `fate`."""
    mine, theirs = (_lead(rule, ages, half_life, entry) for ages in (_AGES, _RIVALS))
    above = _upper_tail((mine[:, None] - theirs[None, :]) / spread)
    return rate * np.asarray(np.trapezoid(above, _RIVALS, axis=1))


def seen_at(above: Reals, depth: float) -> Reals:
    """Mean of rank ** -depth, where the number of items above is Poisson with these means.

    A sum where few are expected; where many are, the mean rank's value and its curvature.
    """
    few = np.minimum(above, _FEW)[..., None]
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, _MOST)))])
    times = np.arange(_MOST)
    with np.errstate(divide="ignore", invalid="ignore"):
        chances = np.exp(np.where(times > 0, times * np.log(few), 0.0) - few - logs)
    exact = np.nan_to_num(chances) @ (1.0 + times) ** -depth
    bend = 0.5 * depth * (depth + 1.0) * above / (1.0 + above) ** 2
    return np.where(above < _FEW, exact, (1.0 + above) ** -depth * (1.0 + bend))


def _lead(rule: int, ages: Reals, half_life: float, entry: float) -> Reals:
    """Natural logarithm of an average item's score at some ages, but for a constant."""
    votes = np.log(1.0 - (1.0 - entry) * 0.5 ** (ages / half_life))
    if rule == LOG:
        return votes - ages * (math.log(10.0) / HOURS_PER_DECADE)
    return votes - GRAVITY_POWER * np.log(ages + HEAD_START)


def _attention(seen: Reals, scale: float) -> Fate:
    """Attention to an item that so many visitors look down to, by the scale of its novelty [h]."""
    heeded = seen * np.exp(-((_AGES / scale) ** STRETCH))
    had = np.concatenate([[0.0], np.cumsum(0.5 * (heeded[1:] + heeded[:-1]) * np.diff(_AGES))])
    return Fate(scale, float(had[-1]), float(np.interp(0.5 * had[-1], had, _AGES)))


def _upper_tail(x: Reals) -> Reals:
    """Chance that a standard normal number lies above x, to 1e-5.

    Abramowitz and Stegun 1964, formula 26.2.16.
    """
    t = 1.0 / (1.0 + 0.33267 * np.abs(x))
    series = t * (0.4361836 + t * (-0.1201676 + t * 0.9372980))
    tail = np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi) * series
    return np.where(x >= 0.0, tail, 1.0 - tail)
