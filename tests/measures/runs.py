"""Runs to measure: one made by hand, and those of small random worlds."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from simsmm.record import (
    EXPOSURE,
    PURCHASE,
    REVIEW,
    SOURCE,
    STANDING,
    Account,
    Act,
    Boost,
    Brand,
    Kind,
    Offer,
    Path,
    Record,
    Run,
    Setting,
)
from simsmm.spread.engine import Engine
from tests.spread.worlds import Dice, random_world

SCALE = 40.0


def exposures(*rows: tuple[float, int, int, int, int]) -> np.ndarray:
    """Rows of (time, person, source, kind, acts)."""
    return np.array(list(rows), EXPOSURE)


def sources(*rows: tuple[float, int, int, int, int, int, Kind, int]) -> np.ndarray:
    """Rows of (time, parent, post, channel, account, person, kind, depth)."""
    filled = np.zeros(len(rows), SOURCE)
    names = ("time", "parent", "post", "channel", "account", "person", "kind", "depth")
    for column, name in enumerate(names):
        filled[name] = [row[column] for row in rows]
    filled["key"] = np.arange(len(rows))
    return filled


def purchases(*rows: tuple[float, int, int, Path]) -> np.ndarray:
    """Rows of (time, person, offer, path)."""
    return np.array(list(rows), PURCHASE)


def run_by_hand() -> Run:
    """Six people, two channels, a page, a creator, a boost and three who pass the song on.

    People 0 to 3 are the target. Person 3 sees nothing.
    """
    setting = Setting(
        people=6,
        scale=SCALE,
        channels=("network", "microblog"),
        posts=("song", "tour"),
        segments=("fans", "others"),
        segment=np.array([0, 0, 0, 0, 1, 1], np.int16),
        target=np.array([1, 1, 1, 1, 0, 0], bool),
        members=np.ones((2, 6), bool),
        accounts=(Account("page", 0, Kind.PAGE, 3), Account("Ada", 1, Kind.CREATOR, 1, 50.0)),
        boosts=(Boost(0, 0, 20.0, 18.0), Boost(1, 1, 5.0, 0.0)),
        offers=(
            Offer("album", 12.0, 0.5),
            Offer("ticket", 30.0, 0.2),
            Offer("gig", 10.0, 0.5, event=True, seats=160.0),
        ),
        fees=50.0,
        production=32.0,
        currency="EUR",
        effective_frequency=3,
        effective_days=1.0,
        cities=("Krakow",),
        city=np.array([0, 0, 0, -1, -1, -1], np.int16),
    )
    ad, page, creator, distant, friend, _ = Kind
    record = Record(
        exposures=exposures(
            (1.0, 0, 0, page, Act.SHARE | Act.ENGAGE),
            (2.0, 1, 0, page, Act.COMMENT | Act.LEAVE),
            (3.0, 1, 4, friend, 0),
            (4.0, 4, 4, friend, Act.SHARE | Act.FOLLOW),
            (5.0, 5, 5, distant, 0),
            (6.0, 1, 2, ad, Act.CLICK),
            (7.0, 5, 2, ad, Act.CLICK | Act.BUY),
            (12.0, 2, 1, creator, Act.SHARE),
            (13.0, 1, 6, distant, 0),
            (26.5, 0, 2, ad, 0),
            (28.0, 0, 5, distant, 0),
        ),
        sources=sources(
            (0.0, -1, 0, 0, 0, -1, page, 0),
            (10.0, -1, 0, 1, 1, -1, creator, 0),
            (0.0, -1, 0, 0, 0, -1, ad, 0),
            (0.0, -1, 1, 1, 1, -1, ad, 0),
            (1.0, 0, 0, 0, -1, 0, friend, 1),
            (4.0, 3, 0, 0, -1, 4, friend, 2),
            (12.0, 7, 0, 1, -1, 2, friend, 1),
        ),
        purchases=purchases(
            (7.0, 5, 0, Path.DIRECT),
            (150.0, 3, 0, Path.CLOCK),
            (160.0, 1, 0, Path.CLOCK),
            (27.0, 0, 1, Path.CLOCK),
            (30.0, 2, 2, Path.CLOCK),
            (31.0, 4, 2, Path.CLOCK),
        ),
        purchases_without=purchases(
            (150.0, 3, 0, Path.CLOCK), (100.0, 4, 1, Path.CLOCK), (90.0, 2, 2, Path.CLOCK)
        ),
        recall=np.array([[0.5], [0.3], [0.2], [0.0], [0.9], [0.0]], np.float32),
        attitude=np.array([[0.2], [-0.1], [0.0], [0.0], [0.5], [0.0]], np.float32),
        fans_won=np.array([[0, 4]], np.int32),
        fans_lost=np.array([[0, 1]], np.int32),
        reviews=np.array(
            [(20.0, 5, 0, 5, False), (25.0, 0, 1, 2, False), (30.0, -1, 0, 5, True)], REVIEW
        ),
        ratings=np.array([[4.0, 10.0], [2.0, 40.0], [0.0, 0.0]]),
        standings=np.array([(0, 0, 1.0, 7.0, 2, 5), (1, 1, 2.0, 0.5, 0, 3)], STANDING),
        unnoticed=2,
        hours=200.0,
    )
    return Run(setting, record)


def empty_run() -> Run:
    """Nobody sees anything, nothing is sold, nothing is paid, and nobody is the target."""
    setting = Setting(
        people=3,
        scale=1.0,
        channels=("network",),
        posts=("song",),
        segments=("fans",),
        segment=np.zeros(3, np.int16),
        target=np.zeros(3, bool),
        members=np.zeros((1, 3), bool),
        accounts=(),
        boosts=(),
        offers=(),
        fees=0.0,
        production=0.0,
        currency="EUR",
    )
    record = Record(
        exposures=exposures(),
        sources=sources(),
        purchases=purchases(),
        purchases_without=purchases(),
        recall=np.zeros((3, 1), np.float32),
        attitude=np.zeros((3, 1), np.float32),
        fans_won=np.zeros((0, 2), np.int32),
        fans_lost=np.zeros((0, 2), np.int32),
        unnoticed=0,
        hours=24.0,
    )
    return Run(setting, record)


@cache
def random_run(which: int) -> Run:
    """World number ``which``, played, with segments, a target and money thrown for it."""
    world = random_world(which)
    record = Engine(world).run()
    assert record is not None
    dice = Dice(100_000 + which)
    people, plan = world.people, world.plan
    boosts = []
    for boost in plan.boosts:
        planned = dice.real(1.0, 500.0)
        spent = planned * dice.real(0.3, 1.0)
        boosts.append(Boost(int(boost["post"]), int(boost["channel"]), planned, spent))
    channels = len(world.law.channels)
    accounts = tuple(
        Account(
            f"account {row}",
            min(row, channels - 1),
            Kind(account["kind"]),
            0,
            dice.real(0.0, 200.0) if account["kind"] == Kind.CREATOR else 0.0,
            brand=row % world.brands,
            page=int(account["page"]) if account["turns"] else -1,
        )
        for row, account in enumerate(plan.accounts)
    )
    setting = Setting(
        people=people,
        scale=dice.real(1.0, 50.0),
        channels=tuple(f"channel {number}" for number in range(channels)),
        posts=tuple(f"post {number}" for number in range(len(plan.posts))),
        segments=("young", "middle", "old"),
        segment=(dice(people) * 3).astype(np.int16),
        target=dice(people) < 0.5,
        members=np.ones((channels, people), bool),
        accounts=accounts,
        boosts=tuple(boosts),
        offers=tuple(
            Offer(
                f"offer {number}",
                dice.real(1.0, 90.0),
                dice.real(0.1, 0.9),
                event=bool(offer["city"] >= 0),
                seats=float(offer["seats"]) if offer["city"] >= 0 else math.inf,
                brand=int(offer["brand"]),
            )
            for number, offer in enumerate(plan.offers)
        ),
        fees=sum(account.fee for account in accounts),
        production=dice.real(0.0, 300.0),
        currency="EUR",
        effective_frequency=dice.whole(1, 4),
        effective_days=dice.real(0.1, 9.0),
        cities=("here", "there"),
        city=world.city,
        brands=tuple(
            Brand(
                f"brand {number}",
                tuple(np.flatnonzero(plan.posts["brand"] == number).tolist()),
                dice.real(0.0, 100.0),
            )
            for number in range(world.brands)
        ),
    )
    return Run(setting, record)
