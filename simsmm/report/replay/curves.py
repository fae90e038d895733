"""Counts of the whole run over time: reach, shares and the longest chain, by post and channel."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.record import Act, Record

Array = npt.NDArray[Any]

MOST_MOMENTS = 336
"""Moments of a curve: every two hours of four weeks."""

EVERY = -1
"""Stands for all posts, or for all channels."""


def step(hours: float) -> int:
    """Whole hours from one moment to the next."""
    return max(math.ceil(hours / MOST_MOMENTS), 1)


def curves(record: Record) -> list[dict[str, Any]]:
    """Curves of the whole run and of each post, channel, and post on a channel.

    Each holds ``post`` and ``channel`` (`EVERY` for all), and, as growth from one moment to the
    next, ``reach``: simulated people who saw it; ``shares``: times that somebody who saw it passed
    it on; ``chain``: people in a row who did, seeds included. Moment k is the state before hour
    (k + 1) `step`.
    """
    sources = record.sources
    sources = sources[sources["time"] < record.hours]
    pairs = sorted({(int(s["post"]), int(s["channel"])) for s in sources})
    posts, channels = ({pair[part] for pair in pairs} for part in (0, 1))
    wanted = [(EVERY, EVERY), *((post, EVERY) for post in sorted(posts))]
    wanted += [(EVERY, channel) for channel in sorted(channels)]
    chains = chain_lengths(record)
    return [_curve(record, chains, *of) for of in (*wanted, *pairs)]


def chain_lengths(record: Record) -> Array:
    """People in a row who passed something on, up to each source; int64 (sources,)."""
    sources = record.sources
    root = np.where(sources["parent"] < 0, np.arange(len(sources)), -1)
    for place in np.flatnonzero(sources["parent"] >= 0):
        root[place] = root[record.exposures["source"][sources["parent"][place]]]
    from_seed = sources["person"][root] >= 0
    return np.asarray(sources["depth"] + from_seed, np.int64)


def _curve(record: Record, chains: Array, post: int, channel: int) -> dict[str, Any]:
    exposures, sources = record.exposures, record.sources
    chosen = (post == EVERY) | (sources["post"] == post)
    chosen &= (channel == EVERY) | (sources["channel"] == channel)
    seen = exposures[chosen[exposures["source"]]]
    _, first = np.unique(seen["person"], return_index=True)
    passed = seen["acts"] & Act.SHARE > 0
    people = chosen & (sources["person"] >= 0) & (sources["time"] < record.hours)
    return {
        "post": post,
        "channel": channel,
        "reach": _growth(record.hours, seen["time"][first]),
        "shares": _growth(record.hours, seen["time"][passed]),
        "chain": _steps(record.hours, sources["time"][people], chains[people]),
    }


def _moments(hours: float, time: Array) -> tuple[Array, int]:
    """The moment that each time falls before, and how many moments there are."""
    every = step(hours)
    count = math.ceil(hours / every)
    return np.minimum((time // every).astype(np.int64), count - 1), count


def _growth(hours: float, time: Array) -> list[int]:
    moment, count = _moments(hours, time)
    found: list[int] = np.bincount(moment, minlength=count).tolist()
    return found


def _steps(hours: float, time: Array, height: Array) -> list[int]:
    moment, count = _moments(hours, time)
    top = np.zeros(count, np.int64)
    np.maximum.at(top, moment, height)
    found: list[int] = np.diff(np.maximum.accumulate(top), prepend=0).tolist()
    return found
