"""Plain worlds with threads on boards: one board and one post per channel, all members alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simsmm.channels.delay import EXPONENTIAL
from simsmm.channels.mechanisms import VENUE
from simsmm.draws import name_key, number
from simsmm.record import Act, Kind, Record
from simsmm.spread.world import COMMENT_ROW, World, ceilings
from tests.laws.plain_worlds import Array, log_odds, plain_world, web_of

HALF_LIFE = 3.0

FOREVER = 1e9
"""A novelty [h] that never wears off."""


def board_world(
    name: str,
    members: int,
    boards: int = 1,
    *,
    visible: float = 0.3,
    times: Sequence[float] = (0.0,),
    comment: float = 0.0,
    lifted: bool = True,
    returning: float = 0.0,
    novelty: float = FOREVER,
    scale: float = 1.0,
    kernel: int = EXPONENTIAL,
    hours: float = 200.0,
    rhythm: Array | None = None,
    meets: Array | float = 1.0,
) -> World:
    """A thread on each of some boards of the same people.

    Args:
        name: of the luck.
        members: of each board.
        boards: how many.
        visible: visibility c of a life.
        times: when each thread is put up [h], first and again.
        comment: chance of a reply at a sight.
        lifted: whether a reply lifts its thread.
        returning, novelty, scale: of the channels.
        kernel: of the delays, with `HALF_LIFE`.
        hours: length of the run [h].
        rhythm, meets: as of a plain world.
    """
    world = plain_world(
        web_of(members, [(0, 1)]),
        share=np.zeros(boards),
        fans=[np.arange(members)] * boards,
        fan_kind=Kind.PUBLIC,
        reach=visible,
        kernel=kernel,
        half_life=HALF_LIFE,
        hours=hours,
        rhythm=rhythm,
        meets=meets,
    )
    channels, response = world.law.channels.copy(), world.law.response.copy()
    channels["mechanism"], channels["passes"] = VENUE, Act.COMMENT if lifted else 0
    channels["returning"], channels["novelty"], channels["scale"] = returning, novelty, scale
    response[:, COMMENT_ROW, 0] = log_odds(np.asarray(comment))
    law = world.law._replace(
        channels=channels, response=response, ceiling=ceilings(response, channels["scale"])
    )
    published = np.concatenate([world.plan.publications] * len(times))
    published["time"] = np.repeat(times, boards)
    published["key"] = [number(name_key(name), row) for row in range(len(published))]
    plan = world.plan._replace(publications=published)
    return World(world.crowd, world.web, law, plan, hours)


def lives(record: Record) -> Array:
    """Which life of its thread each impression belongs to, from 0, by the time of its source."""
    order = np.argsort(record.sources["time"], kind="stable")
    threads = record.sources["post"][order]
    rank = np.zeros(len(order), np.int64)
    for thread in np.unique(threads):
        rank[order[threads == thread]] = np.arange(np.count_nonzero(threads == thread))
    return rank[record.exposures["source"]]


def share_by(age: float) -> float:
    """Share of the sights of a life without end that come before an age [h]."""
    return 1.0 - 0.5 ** (age / HALF_LIFE) if math.isfinite(age) else 1.0


def expected_sights(
    times: Sequence[float], visible: float, returning: float, novelty: float
) -> list[float]:
    """Sights per member in each life of a thread that is put up at known times.

    In a life of pull g that lasts until it is lifted after Δ, a member who has not met the thread
    sees it with chance (1 - exp(-c g)) F(Δ), one who has with (1 - exp(-r c g)) F(Δ).
    """
    found, unmet = [], 1.0
    for begin, end in zip(times, [*times[1:], math.inf], strict=True):
        pull = 0.5 ** ((begin - times[0]) / novelty)
        first = -math.expm1(-visible * pull) * share_by(end - begin)
        again = -math.expm1(-returning * visible * pull) * share_by(end - begin)
        found.append(unmet * first + (1.0 - unmet) * again)
        unmet *= 1.0 - first
    return found
