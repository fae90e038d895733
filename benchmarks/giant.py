"""The giant-cascade workload: a directed power-law graph, and a campaign that spreads over it.

Degrees follow power laws of exponent 2.5 in both directions, ten ties a person on average, ids in
no order; each tie is live with a chance of 0.14.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simsmm.behaviour import Weights
from simsmm.channels.delay import EXPONENTIAL
from simsmm.draws import Decision, Stream, name_key, number, stream_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.record import Act, Kind
from simsmm.society import from_pairs
from simsmm.spread.world import (
    ACCOUNT,
    ACTS,
    BOOST,
    BOUGHT,
    CARD,
    CHANNEL,
    KINDS,
    LAYER,
    OFFER,
    POST,
    PUBLICATION,
    QUARTERS,
    RESPONSES,
    Crowd,
    Law,
    Numbers,
    Plan,
    Web,
    World,
    ceilings,
)

SHARE, SEEDS, TOPICS, HOURS = 0.14, 50, 2, 400.0
RATES = (SHARE, 0.03, 0.003, 0.0005, 0.009)
"""Chances of share, engage, comment, follow and click at an appeal of 0."""

WEIGHTS = Weights(
    interest=1.0, quality=1.0, tie=0.5, social=0.3, attitude=0.5, wear=0.1, free=3.0, taste=0.5
)


@dataclass(frozen=True)
class Graph:
    """Directed ties: ``heads[starts[i]:starts[i + 1]]`` see what person i passes on, ascending."""

    starts: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int32]

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.starts) - 1


def power_law(people: int, mean_degree: int = 10, exponent: float = 2.5) -> Graph:
    """A directed Chung-Lu graph, loops and repeated ties dropped."""
    key, ties = name_key("giant cascade"), people * mean_degree
    ends = []
    for side in range(2):
        heavy = (1.0 - uniforms(number(key, side), np.arange(people))) ** (-1.0 / (exponent - 1.0))
        bounds = np.cumsum(heavy)
        chosen = uniforms(number(key, 2 + side), np.arange(ties)) * bounds[-1]
        placed = np.minimum(np.searchsorted(bounds, chosen, side="right"), people - 1)
        ends.append(placed.astype(np.int32))
    found, _ = from_pairs(people, *ends, directed=True)
    return Graph(found.starts, found.heads)


def crowd_on(graph: Graph) -> Crowd:
    """Everybody on one channel, equally active, four in five on a phone."""
    ids = np.arange(graph.people)
    cards = np.zeros((1, graph.people), CARD)
    cards["id"], cards["activity"] = ids, 1.0
    cards["phone"] = uniforms(name_key("phone"), ids) < 0.8
    interests = [uniforms(name_key(f"interest {topic}"), ids) for topic in range(TOPICS)]
    return Crowd(cards, np.stack(interests, axis=1).astype(np.float32))


def world(graph: Graph, crowd: Crowd, luck: int, *, constant: bool) -> World:
    """One run: `SEEDS` people pass a post on at hour 0, and everybody tied sees it in time.

    All rules are at work: appeal with every term, five acts, fatigue, memory, attitude, buying
    clocks. If ``constant``, the chance to share does not depend on appeal and attention has no
    limit: then who shares is exactly an independent cascade. Else both limit and appeal decide.
    """
    web = Web(graph.starts[None, :], graph.heads)
    return World(crowd, web, _law(constant), _plan(stream_key(1, Stream.LUCK, luck)), HOURS)


def _law(constant: bool) -> Law:
    channel, layer = np.zeros(1, CHANNEL), np.zeros(1, LAYER)
    channel["passes"] = Act.SHARE
    channel["layers"], channel["kernel"], channel["half_life"] = [0, -1], EXPONENTIAL, 0.5
    channel["attention"], channel["conversion"] = (math.inf if constant else 5.0), 0.009
    channel["leave"] = -math.inf
    layer["kind"], layer["strength"] = Kind.FRIEND, 1.0
    response = np.ones((RESPONSES, ACTS, 2))
    response[:, :, 0] = [math.log(rate / (1.0 - rate)) for rate in RATES]
    if constant:
        response[:, 0, 1] = 0.0
    return Law(
        numbers=Numbers(
            WEIGHTS,
            recall_rate=0.1,
            recall_decay=math.log(2.0) / 168.0,
            attitude_step=0.02,
            lift=0.5,
            leave_pull=1.0,
            start_hour=9.0,
        ),
        channels=channel,
        layers=layer,
        reach=np.full((1, KINDS), math.inf),
        meets=np.ones((1, 2, QUARTERS)),
        rhythm=np.ones((1, 2, 169)),
        trust=np.array([0.0, 0.3, 0.5, 0.6, 1.0, 0.4]),
        response=response,
        ceiling=ceilings(response),
    )


def _plan(luck: int) -> Plan:
    pass_key = number(number(luck, Decision.PASS), 0)
    post, seeds, offer = np.zeros(1, POST), np.zeros(SEEDS, PUBLICATION), np.zeros(1, OFFER)
    post["leads"] = -1
    post["mean_match"] = post["quality"] = post["tone"] = 0.5
    post["pass_key"], post["linked"] = pass_key, 1
    post["taste_key"] = number(number(luck, Decision.TASTE), 0)
    seeds["person"], seeds["account"] = np.arange(SEEDS), -1
    seeds["key"] = numbers(pass_key, np.arange(SEEDS))
    offer["city"], offer["seats"], offer["until"] = -1, -1, math.inf
    offer["rate"], offer["clock_key"] = 1e-6, number(number(luck, Decision.PURCHASE), 0)
    return Plan(
        posts=post,
        topics=np.full((1, TOPICS), 1.0 / TOPICS, np.float32),
        bonus=np.zeros((1, 1)),
        pages=np.full((1, 1), -1, np.int32),
        accounts=np.zeros(0, ACCOUNT),
        fans=np.zeros(0, np.int32),
        offers=offer,
        publications=seeds,
        boosts=np.zeros(0, BOOST),
        bought=np.zeros(0, BOUGHT),
    )
