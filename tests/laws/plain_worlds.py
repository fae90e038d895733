"""Plain worlds: whatever a law does not speak of is switched off.

Everybody sees everything at once, nothing is remembered, attention has no limit, and the chance to
share is the same at every exposure. Post p is published on channel p, and on no other: so one world
holds as many runs on the same people as it has posts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.behaviour import Weights
from simsmm.channels.mechanisms import MESSAGE
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.record import Act, Kind, Record
from simsmm.spread.engine import Engine
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

Array = npt.NDArray[Any]

NOTHING = Weights(*(0.0,) * 8)
"""Appeal is 0, whoever sees whatever."""


def plain_world(
    web: Web,
    *,
    share: npt.ArrayLike = 0.0,
    share_of_fans: float | None = None,
    seeds: Sequence[npt.ArrayLike] = (),
    fans: Sequence[npt.ArrayLike] = (),
    fan_kind: Kind = Kind.PAGE,
    times: npt.ArrayLike = 0.0,
    keys: npt.ArrayLike | None = None,
    ids: Array | None = None,
    activity: npt.ArrayLike = 1.0,
    phone: npt.ArrayLike = 0,
    reach: npt.ArrayLike = math.inf,
    strength: npt.ArrayLike = 1.0,
    meets: npt.ArrayLike = 1.0,
    rhythm: Array | None = None,
    start_hour: float = 0.0,
    kernel: npt.ArrayLike = 3,
    half_life: npt.ArrayLike = 1.0,
    shape: npt.ArrayLike = 2.5,
    sending: tuple[float, float] | None = None,
    tail: float = 2.5,
    weights: Weights = NOTHING,
    sensitivity: float = 0.0,
    follow: float = 0.0,
    hours: float = 24.0,
) -> World:
    """A world of one post per channel; arrays broadcast over what stands in brackets.

    Args:
        web: the ties, of friends on the first layer and of acquaintances on the second.
        share: chance to pass a post on, whoever delivers it [channels].
        share_of_fans: the same where the account itself delivers it, if it is another.
        seeds: for each post, people who publish it.
        fans: for each post, people who follow the account that publishes it; empty for no accounts.
        fan_kind: whether the accounts are pages or creators.
        times: when each post is published [h] [posts].
        keys: of what people pass on of each post [posts].
        ids: of the people; by default numbers of a stream.
        activity, phone: cards [people].
        reach: visibility c [channels, 5].
        strength: of the ties [layers].
        meets: m(t) [channels, 2, quarters].
        rhythm: activity by device and hour of the week, shape (2, 168); by default flat.
        start_hour: hour of the week at which the run starts.
        kernel, half_life, shape: delays; by default none [channels].
        sending, tail: scales and tail of the law of recipients; None: all ties, as in a feed.
        weights, sensitivity: what moves people to share beyond its plain chance.
        follow: chance to follow the account that published the post.
        hours: length of the run [h].
    """
    people, layers = web.starts.shape[1] - 1, web.starts.shape[0]
    posts = max(len(seeds), len(fans), np.size(share))
    ids = numbers(name_key("plain people"), np.arange(people)) if ids is None else ids
    cards = np.zeros((posts, people), CARD)
    cards["id"], cards["activity"], cards["phone"] = ids, activity, phone
    channels = np.zeros(posts, CHANNEL)
    channels["passes"] = Act.SHARE
    channels["layers"] = [0, 1 if layers > 1 else -1]
    channels["kernel"], channels["half_life"], channels["shape"] = kernel, half_life, shape
    channels["attention"], channels["leave"] = math.inf, -math.inf
    if sending is not None:
        channels["mechanism"], channels["sending"], channels["tail"] = MESSAGE, sending, tail
    ties = np.zeros(layers, LAYER)
    ties["kind"], ties["strength"] = [Kind.FRIEND, Kind.ACQUAINTANCE][:layers], strength
    week = np.ones((2, 168)) if rhythm is None else rhythm
    week = np.concatenate([week, week.max(axis=1, keepdims=True)], axis=1)
    table = response(np.broadcast_to(share, posts), share_of_fans, follow, sensitivity)
    law = Law(
        numbers=Numbers(weights, 0.0, 0.0, 0.0, 0.0, 0.0, start_hour),
        channels=channels,
        layers=ties,
        reach=np.array(np.broadcast_to(reach, (posts, KINDS)), np.float64),
        meets=np.array(np.broadcast_to(meets, (posts, 2, QUARTERS)), np.float64),
        rhythm=np.tile(week, (posts, 1, 1)),
        trust=np.array([0.0, 0.3, 0.4, 0.6, 1.0, 0.5]),
        response=table,
        ceiling=ceilings(table),
    )
    pass_keys = numbers(name_key("plain posts"), np.arange(posts)) if keys is None else keys
    plan = _plan(posts, ids, seeds, fans, fan_kind, np.broadcast_to(times, posts), pass_keys)
    return World(Crowd(cards, np.zeros((people, 1), np.float32)), web, law, plan, hours)


def response(share: Array, of_fans: float | None, follow: float, sensitivity: float) -> Array:
    """Shares and follows at constant rates, no other act; `Law.response` for these channels."""
    table = np.zeros((len(share), ACTS, 2))
    table[:, :, 0] = -math.inf
    table[:, 0, 0], table[:, 0, 1] = log_odds(share), sensitivity
    table[:, 3, 0] = log_odds(np.asarray(follow))
    # The same for what is published, passed on, and met in public.
    table = np.repeat(table, RESPONSES, axis=0)
    if of_fans is not None:
        table[0::RESPONSES, 0, 0] = log_odds(np.asarray(of_fans))
    return table


def log_odds(chance: Array) -> Array:
    """The intercept that gives a chance at appeal 0; infinite at 0 and 1."""
    with np.errstate(divide="ignore"):
        return np.log(chance) - np.log1p(-np.asarray(chance))


def _plan(
    posts: int,
    ids: Array,
    seeds: Sequence[npt.ArrayLike],
    fans: Sequence[npt.ArrayLike],
    fan_kind: Kind,
    times: Array,
    keys: npt.ArrayLike,
) -> Plan:
    rows = np.zeros(posts, POST)
    rows["leads"] = -1
    rows["quality"], rows["pass_key"], rows["offer"] = 0.5, keys, -1
    rows["taste_key"] = numbers(name_key("plain tastes"), np.arange(posts))
    audiences = [np.asarray(audience, np.int32) for audience in fans]
    accounts = np.zeros(len(audiences), ACCOUNT)
    accounts["stop"] = np.cumsum([len(audience) for audience in audiences])
    accounts["first"] = accounts["stop"] - [len(audience) for audience in audiences]
    accounts["kind"] = fan_kind
    publications = [np.zeros(len(audiences), PUBLICATION)]
    publications[0]["post"] = publications[0]["channel"] = np.arange(len(audiences))
    publications[0]["account"], publications[0]["person"] = np.arange(len(audiences)), -1
    publications[0]["key"] = numbers(name_key("plain accounts"), np.arange(len(audiences)))
    for post, who in enumerate(seeds):
        made = np.zeros(len(np.atleast_1d(who)), PUBLICATION)
        made["post"] = made["channel"] = post
        made["person"], made["account"] = who, -1
        made["key"] = numbers(np.asarray(rows["pass_key"][post]), ids[made["person"]])
        publications.append(made)
    published = np.concatenate(publications)
    published["time"] = times[published["post"]]
    pages = np.full((posts, 1), -1, np.int32)
    pages[: len(audiences), 0] = np.arange(len(audiences))
    return Plan(
        posts=rows,
        topics=np.zeros((posts, 1), np.float32),
        bonus=np.zeros((posts, posts)),
        pages=pages,
        accounts=accounts,
        fans=np.concatenate([np.zeros(0, np.int32), *audiences]),
        offers=np.zeros(0, OFFER),
        publications=published,
        boosts=np.zeros(0, BOOST),
        bought=np.zeros(0, BOUGHT),
    )


def web_of(people: int, *layers: npt.ArrayLike) -> Web:
    """Ties from pairs (who passes on, who sees it), one table of pairs for each layer."""
    starts, heads = np.zeros((len(layers), people + 1), np.int64), []
    for layer, pairs in enumerate(layers):
        table = np.asarray(pairs, np.int64).reshape(-1, 2)
        ranks = np.sort(people * table[:, 0] + table[:, 1])
        sharer, viewer = np.divmod(ranks[np.diff(ranks, prepend=-1) > 0], people)
        ends = np.cumsum(np.bincount(sharer, minlength=people))
        starts[layer] = sum(map(len, heads)) + np.concatenate([[0], ends])
        heads.append(viewer.astype(np.int32))
    return Web(starts, np.concatenate(heads))


def random_ties(name: str, people: int, mean: float) -> Array:
    """Pairs of a directed random graph with ``mean`` arrows from each person, by a key."""
    places = uniforms(name_key(name), np.arange(round(people * mean))) * (people * (people - 1))
    source, rank = np.divmod(np.unique(places.astype(np.int64)), people - 1)
    return np.stack([source, rank + (rank >= source)], axis=1)


def chosen(name: str, people: int, count: int) -> Array:
    """So many different people, by a key."""
    return np.argsort(numbers(name_key(name), np.arange(people)), kind="stable")[:count]


def played(world: World) -> Record:
    """The record of a run."""
    record = Engine(world).run()
    assert record is not None
    return record


def sharers(record: Record, post: int = 0) -> Array:
    """People who passed a post on, seeds included, ascending."""
    sources = record.sources
    return np.sort(sources["person"][(sources["post"] == post) & (sources["person"] >= 0)])


def shares(record: Record) -> Array:
    """Whether each exposure was passed on."""
    return record.exposures["acts"] & Act.SHARE > 0
