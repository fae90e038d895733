"""Small random worlds with every rule at work, as pure functions of one number."""

from __future__ import annotations

import math

import numpy as np

from simsmm.behaviour import Weights
from simsmm.channels.delay import UNIFORM
from simsmm.channels.mechanisms import FEED, MESSAGE, RANKING, RECOMMENDED, VENUE
from simsmm.draws import Decision, Stream, name_key, number, stream_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.record import Act, Kind
from simsmm.spread.public import LIST, OTHER, WAVES
from simsmm.spread.reviewed import REVIEWED
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

WEEK = 168

MIX = (FEED, FEED, MESSAGE, VENUE, VENUE, RANKING, RECOMMENDED)
"""Mechanisms of channels, each as often as it stands here."""
OTHERS = 12
"""Other items on each list."""


class Dice:
    """Keyed numbers for building worlds, one after another."""

    def __init__(self, number_of_world: int) -> None:
        self.key, self.thrown = number(name_key("worlds"), number_of_world), 0

    def __call__(self, *shape: int) -> np.ndarray:
        size = math.prod(shape)
        drawn = uniforms(self.key, np.arange(self.thrown, self.thrown + size))
        self.thrown += size
        return drawn.reshape(shape)

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self(1)[0] * (high - low + 1))

    def real(self, low: float, high: float) -> float:
        return low + float(self(1)[0]) * (high - low)


def random_world(which: int) -> World:
    """World number ``which``: up to 90 people, three channels, every kind of source."""
    dice = Dice(which)
    people, channels, posts = dice.whole(2, 90), dice.whole(1, 3), dice.whole(1, 4)
    layers, accounts, offers = 3, channels + 1, dice.whole(0, 2)
    luck = stream_key(which, Stream.LUCK, 0)
    crowd = _crowd(dice, people, channels)
    law = _law(dice, channels, layers, every=which % 7 == 0)
    plan = _plan(dice, luck, crowd, law.channels, posts, accounts, offers)
    city = (dice(people) * 3).astype(np.int16) - 1
    return World(crowd, _web(dice, people, layers), law, plan, dice.real(20.0, 200.0), city)


def _crowd(dice: Dice, people: int, channels: int) -> Crowd:
    cards = np.zeros((channels, people), CARD)
    cards["id"] = numbers(17, np.arange(people)) >> np.uint64(dice.whole(0, 40))
    cards["activity"] = -np.log(1.0 - dice(channels, people))
    # Some use no more than a part of the channels.
    cards["activity"][dice(channels, people) < 0.1] = 0.0
    cards["phone"] = dice(people) < 0.7
    return Crowd(cards, dice(people, 3).astype(np.float32))


def _web(dice: Dice, people: int, layers: int) -> Web:
    starts, heads = np.zeros((layers, people + 1), np.int64), []
    total = 0
    for layer in range(layers):
        tied = dice(people, people) < min(1.0, 9.0 / people)
        np.fill_diagonal(tied, False)
        starts[layer, 0] = total
        starts[layer, 1:] = total + np.cumsum(tied.sum(axis=1))
        total = int(starts[layer, -1])
        heads.append(np.nonzero(tied)[1])
    return Web(starts, np.concatenate(heads).astype(np.int32))


def _law(dice: Dice, channels: int, layers: int, *, every: bool) -> Law:
    rows = np.zeros(channels, CHANNEL)
    for channel in range(channels):
        first = dice.whole(0, layers - 1)
        second = dice.whole(-1, layers - 1)
        rows["layers"][channel] = first, -1 if second == first else second
        rows["kernel"][channel] = dice.whole(0, 3)
        rows["mechanism"][channel] = MIX[dice.whole(0, len(MIX) - 1)]
    on_boards = rows["mechanism"] == VENUE
    # Of some venues a reply lifts threads, of others people do nothing that puts them up anew.
    rows["passes"] = np.where(on_boards, Act.COMMENT * (dice(channels) < 0.7), Act.SHARE)
    rows["returning"] = dice(channels) * (dice(channels) < 0.8)
    rows["novelty"] = 1.0 + 40.0 * dice(channels)
    rows["scale"] = np.where(on_boards, 1.0 + 30.0 * dice(channels) * (dice(channels) < 0.6), 1.0)
    rows["half_life"] = 0.1 + 3.0 * dice(channels)
    rows["shape"] = 1.3 + dice(channels)
    rows["attention"] = 0.5 + 5.0 * dice(channels)
    rows["conversion"] = dice(channels)
    rows["leave"] = -3.0 + 2.0 * dice(channels)
    rows["sending"], rows["tail"] = 4.0 * dice(channels, 2), 1.5 + 2.0 * dice(channels)
    ties = np.zeros(layers, LAYER)
    ties["kind"] = [Kind.FRIEND, Kind.ACQUAINTANCE, Kind.ACQUAINTANCE]
    ties["strength"] = 0.2 + dice(layers)
    rhythm = 0.2 + dice(channels, 2, WEEK)
    rhythm /= rhythm.mean(axis=2, keepdims=True)
    reach = np.full((channels, KINDS), np.inf) if every else 0.1 + 1.6 * dice(channels, KINDS)
    response = np.stack(
        [
            np.log(0.02 + 0.3 * dice(RESPONSES * channels, ACTS)),
            0.2 + dice(RESPONSES * channels, ACTS),
        ],
        axis=-1,
    )
    weights = Weights(*(dice(8) * [2, 2, 1, 0.7, 1, 0.5, 2, 1]))
    return Law(
        numbers=Numbers(
            weights,
            recall_rate=dice.real(0.0, 0.4),
            recall_decay=dice.real(0.001, 0.1),
            attitude_step=dice.real(0.0, 0.3),
            lift=dice.real(0.0, 4.0),
            leave_pull=dice.real(0.0, 1.0),
            start_hour=float(dice.whole(0, 167)),
        ),
        channels=rows,
        layers=ties,
        reach=reach,
        meets=0.2 + dice(channels, 2, QUARTERS),
        rhythm=np.concatenate([rhythm, rhythm.max(axis=2, keepdims=True)], axis=2),
        trust=np.array([0.0, 0.3, 0.4, 0.6, 1.0, 0.5]),
        response=response,
        ceiling=ceilings(response, rows["scale"]),
        lists=_lists(dice, channels),
        waves=_waves(dice, channels),
    )


def _lists(dice: Dice, channels: int) -> np.ndarray:
    """A list for every channel, of up to 12 other items each."""
    rows = np.zeros(channels, LIST)
    for row in rows:
        row["rule"], row["refresh"] = dice.whole(0, 4), dice.real(0.1, 30.0)
    rows["first"], rows["stop"] = OTHERS * np.arange(channels), OTHERS * (1 + np.arange(channels))
    rows["depth"], rows["visits"] = 2.0 * dice(channels), 0.3 * dice(channels)
    rows["half_life"], rows["entry"] = 0.1 + 5.0 * dice(channels), dice(channels)
    rows["elsewhere"] = dice(channels) * (dice(channels) < 0.5)
    rows["scale"], rows["novelty"] = 0.5 + 3.0 * dice(channels), 30.0 * dice(channels)
    rows["novelty"][dice(channels) < 0.3] = np.inf
    rows["usual"], rows["prior"] = 2.5, 4.0
    return rows


def _others(dice: Dice, channels: int) -> np.ndarray:
    rows = np.zeros(OTHERS * channels, OTHER)
    times = np.sort(120.0 * dice(channels, OTHERS) - 40.0, axis=1)
    times[dice(channels) < 0.3] = -np.inf
    rows["time"], rows["votes"] = times.ravel(), 15.0 * dice(OTHERS * channels)
    rows["stars"] = 5.0 * dice(OTHERS * channels)
    return rows


def _waves(dice: Dice, channels: int) -> np.ndarray:
    rows = np.zeros(channels, WAVES)
    rows["audience"], rows["reference"] = 8.0 * dice(channels), 0.2 + dice(channels)
    rows["pull"], rows["half_life"] = 4.0 * dice(channels), 0.2 + 5.0 * dice(channels)
    rows["kernel"] = UNIFORM
    return rows


def _plan(
    dice: Dice, luck: int, crowd: Crowd, ways: np.ndarray, posts: int, accounts: int, offers: int
) -> Plan:
    channels = len(ways)
    people, brands = crowd.cards.shape[1], dice.whole(1, 2)
    rows = np.zeros(posts, POST)
    rows["mean_match"], rows["quality"] = 0.5, dice(posts)
    rows["tone"] = 2.0 * dice(posts) - 1.0
    ids = [name_key(f"post {post}") for post in range(posts)]
    for field, decision in (("pass_key", Decision.PASS), ("taste_key", Decision.TASTE)):
        rows[field] = [number(number(luck, decision), name) for name in ids]
    rows["brand"] = (dice(posts) * brands).astype(int)
    rows["offer"] = (dice(posts) * (offers + 1)).astype(int) - 1
    # A brand's posts lead to its own offers.
    rows["offer"][rows["offer"] % brands != rows["brand"]] = -1
    rows["linked"] = dice(posts) < 0.8
    rows["leads"] = (dice(posts) * (posts + 1)).astype(int) - 1
    rows["joins"] = np.where(dice(posts) < 0.5, dice(posts), 0.0)
    rows["conversion"] = np.where(dice(posts) < 0.5, dice(posts), 0.0)
    topics = dice(posts, 3).astype(np.float32) + np.float32(0.01)
    page_rows = np.full((channels, brands), -1, np.int32)
    page_rows[:, 0] = np.arange(channels)
    fans, owned = _accounts(dice, people, accounts)
    # Some venues are pages, some public boards.
    on_boards = (ways["mechanism"] == VENUE) & (dice(channels) < 0.6)
    owned["kind"][:channels][on_boards] = Kind.PUBLIC
    fans, owned = _with_publics(dice, people, channels, fans, owned)
    sales = np.zeros(offers, OFFER)
    # Some offers are seats at an event.
    event = dice(offers) < 0.45
    sales["city"] = np.where(event, (dice(offers) * 2).astype(int), -1)
    sales["travels"], sales["seats"] = dice(offers), np.where(event, 20.0 * dice(offers), -1)
    sales["until"] = np.where(event, 20.0 + 100.0 * dice(offers), math.inf)
    sales["rate"] = 0.0005 + 0.004 * dice(offers)
    sales["brand"] = np.arange(offers) % brands
    sales["clock_key"] = [number(number(luck, Decision.PURCHASE), o) for o in range(offers)]
    reviewed = np.zeros(dice.whole(0, offers), REVIEWED)
    for place, row in enumerate(reviewed):
        row["offer"], row["quality"], row["spread"], row["bias"] = place, dice.real(0, 1), 1.4, 0.5
        row["rate"], row["bend"], row["pull"] = 0.3, 2.0, 0.2
        row["wait"], row["every"], row["weight"] = dice.real(0.5, 9.0), 6.0, 3.0
        row["lean"], row["sway"], row["usual"] = 0.8, 0.2, 4.0
        row["before"], row["average"] = float(dice.whole(0, 9)), 3.3
        row["fakes"], row["stars"], row["fakes_at"] = 5.0, 5, dice.real(0.0, 40.0)
        row["caught"], row["caught_at"], row["mark"] = 3.0, dice.real(20.0, 90.0), 0.4
    boosts, bought = _bought(dice, luck, crowd, channels, posts)
    return Plan(
        posts=rows,
        topics=topics / topics.sum(axis=1, keepdims=True),
        bonus=dice(channels, posts) - 0.5,
        pages=page_rows,
        accounts=owned,
        fans=fans,
        offers=sales,
        reviewed=reviewed,
        publications=_publications(dice, luck, crowd, rows, ways, accounts),
        boosts=boosts,
        bought=bought,
        others=_others(dice, channels),
    )


def _with_publics(
    dice: Dice, people: int, channels: int, fans: np.ndarray, owned: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One account more for each channel: whoever may meet a post in public there."""
    publics, members = np.zeros(channels, ACCOUNT), []
    for row in publics:
        members.append(np.flatnonzero(dice(people) < 0.8))
        row["first"] = len(fans) + sum(map(len, members[:-1]))
        row["stop"] = row["first"] + len(members[-1])
    publics["kind"], publics["trust"] = Kind.PUBLIC, 0.5
    everybody = np.concatenate([fans, *members]).astype(np.int32)
    return everybody, np.concatenate([owned, publics])


def _accounts(dice: Dice, people: int, accounts: int) -> tuple[np.ndarray, np.ndarray]:
    owned, fans = np.zeros(accounts, ACCOUNT), []
    # Some accounts stand for a part of the first page, to which they add those won of one turn.
    owned["turns"][1:-1], owned["turn_key"] = dice.whole(0, 2), 77
    for account in range(accounts):
        chosen = np.flatnonzero(dice(people) < 0.3)
        if owned["turns"][account]:
            chosen = np.intersect1d(chosen, fans[0])
        owned[account]["first"] = sum(map(len, fans))
        owned[account]["stop"] = owned[account]["first"] + len(chosen)
        fans.append(chosen)
    owned["kind"] = Kind.PAGE
    owned["kind"][-1] = Kind.CREATOR
    owned["trust"] = 0.3
    return np.concatenate(fans).astype(np.int32), owned


def _publications(
    dice: Dice, luck: int, crowd: Crowd, posts: np.ndarray, ways: np.ndarray, accounts: int
) -> np.ndarray:
    rows, people, channels = [], crowd.cards.shape[1], len(ways)
    # Nobody begins to pass anything on where there are boards.
    tied = np.flatnonzero(ways["mechanism"] != VENUE)
    for post in range(len(posts)):
        for account in range(accounts):
            channel = account if account < channels else 0
            key = number(number(number(luck, Decision.PUBLISH), post), account)
            rows.append((dice.real(0.0, 60.0), key, post, channel, account, -1))
        for channel in range(channels):
            key = number(number(number(luck, Decision.PUBLISH), post), 100 + channel)
            rows.append((dice.real(0.0, 60.0), key, post, channel, accounts + channel, -1))
        if not len(tied):
            continue
        seed = dice.whole(0, people - 1)
        key = number(int(posts["pass_key"][post]), int(crowd.cards["id"][0, seed]))
        on = int(tied[dice.whole(0, len(tied) - 1)])
        rows.append((dice.real(0.0, 60.0), key, post, on, -1, seed))
    return np.array(rows, PUBLICATION)


def _bought(
    dice: Dice, luck: int, crowd: Crowd, channels: int, posts: int
) -> tuple[np.ndarray, np.ndarray]:
    boosts = np.zeros(2, BOOST)
    rows = []
    for boost in range(2):
        key = number(number(luck, Decision.BUY_MEDIA), boost)
        channel = dice.whole(0, channels - 1)
        # Of some boosts clicks are paid for, of some from one purse.
        clicks, purse = dice.whole(0, 4), boost and dice.whole(0, 1)
        boosts[boost] = key, dice.whole(0, posts - 1), channel, purse, clicks
        for ordinal in range(dice.whole(0, 40)):
            person = dice.whole(0, crowd.cards.shape[1] - 1)
            identity = int(crowd.cards["id"][channel, person])
            base = number(number(key, identity), ordinal)
            rows.append((dice.real(0.0, 90.0), base, identity, person, boost))
    return boosts, np.array(rows, BOUGHT)
