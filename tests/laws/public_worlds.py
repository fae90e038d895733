"""Plain worlds in which posts stand on lists or are recommended; post p on channel p."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.channels.delay import UNIFORM
from simsmm.channels.mechanisms import RANKING, RECOMMENDED
from simsmm.channels.ranking import VOTES
from simsmm.record import Kind, Record
from simsmm.spread.public import LIST, OTHER, WAVES
from simsmm.spread.world import RESPONSES, World, ceilings
from tests.laws.plain_worlds import log_odds, plain_world, web_of

ENGAGE = 1
"""Place of the act among those that are drawn."""


def public_world(people: int, posts: int, engage: npt.ArrayLike = 0.0, **more: Any) -> World:
    """Everybody is a member of every channel; posts are engaged with at a constant rate [posts]."""
    world = plain_world(
        web_of(people, []), fans=[np.arange(people)] * posts, fan_kind=Kind.PUBLIC, **more
    )
    world.law.response[2::RESPONSES, ENGAGE, 0] = log_odds(np.asarray(engage))
    return replace(world, law=world.law._replace(ceiling=ceilings(world.law.response)))


def listed(
    world: World,
    others: Sequence[Sequence[tuple[float, float]]] = (),
    **rules: npt.ArrayLike,
) -> World:
    """The same world with a list on every channel, by default of votes and without other items.

    Args:
        world: of `public_world`.
        others: for each channel, time [h] and final votes of each other item, in order of time.
        rules: of the lists, by the fields of `LIST` [channels].
    """
    lists = np.zeros(len(world.law.channels), LIST)
    plain = {"rule": VOTES, "novelty": np.inf, "refresh": 1.0, "visits": 0.1, "half_life": 1.0}
    for name, value in {**plain, "scale": 1.0, **rules}.items():
        lists[name] = value
    sizes = [len(items) for items in others] or [0] * len(lists)
    lists["stop"] = np.cumsum(sizes)
    lists["first"] = lists["stop"] - sizes
    rows = np.zeros(sum(sizes), OTHER)
    rows["time"] = [time for items in others for time, _ in items]
    rows["votes"] = [votes for items in others for _, votes in items]
    world.law.channels["mechanism"] = RANKING
    plan = world.plan._replace(others=rows)
    return replace(world, law=world.law._replace(lists=lists), plan=plan)


def recommending(world: World, **rules: npt.ArrayLike) -> World:
    """The same world with recommendations on every channel.

    Args:
        world: of `public_world`.
        rules: of the waves, by the fields of `WAVES` [channels].
    """
    waves = np.zeros(len(world.law.channels), WAVES)
    given = {"reference": 1.0, "half_life": 0.5, "kernel": UNIFORM, **rules}
    for name, value in given.items():
        waves[name] = value
    world.law.channels["mechanism"] = RECOMMENDED
    return replace(world, law=world.law._replace(waves=waves))


def sights(record: Record, posts: int) -> npt.NDArray[np.int64]:
    """Impressions of each post."""
    return np.bincount(record.of_source("post"), minlength=posts)
