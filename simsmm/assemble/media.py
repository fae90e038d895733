"""What media money buys: bought impressions, and what they cost."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import MediaBuy
from simsmm.assemble.people import meant_by
from simsmm.assemble.programme import Programme
from simsmm.assemble.rotation import rotated, rotation_key
from simsmm.assemble.values import Values
from simsmm.channels.bought import flight_clock, impressions_for, price_of, serve
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.draws import Decision, name_key, number
from simsmm.record import Boost
from simsmm.scenario import Scenario
from simsmm.scenario.dayparts import WEEK, open_minutes
from simsmm.society import Society
from simsmm.spread.world import BOOST, BOUGHT

Array = npt.NDArray[Any]


def media(
    scenario: Scenario, acts: Programme, society: Society, values: Values, luck: int
) -> tuple[Array, Array, tuple[Boost, ...]]:
    """Boosts, the impressions that they buy, and what they cost; one boost for each variant."""
    boosts: list[tuple[int, int, int]] = []
    bought, costs = [np.zeros(0, BOUGHT)], []
    for buy in acts.buys:
        rows, spent = _serve(scenario, buy, society, values, luck)
        shown = [acts.posts.index(name) for name in acts.creatives[buy.post]]
        key = rotation_key(luck, buy.id)
        turn = rotated(key, rows["person"], rows["id"], len(shown))
        rows["boost"] = len(boosts) + turn
        bought.append(rows)
        channel = list(scenario.channels).index(buy.channel)
        boosts += [(_buy_key(luck, buy), post, channel) for post in shown]
        counts = np.bincount(turn, minlength=len(shown)) if len(rows) else np.ones(len(shown))
        costs += [
            Boost(post, channel, float(part) * buy.money, float(part) * spent)
            for post, part in zip(shown, counts / counts.sum(), strict=True)
        ]
    return np.array(boosts, BOOST), np.concatenate(bought), tuple(costs)


def _buy_key(luck: int, buy: MediaBuy) -> int:
    return number(number(luck, Decision.BUY_MEDIA), name_key(buy.id))


def _serve(
    scenario: Scenario, buy: MediaBuy, society: Society, values: Values, luck: int
) -> tuple[Array, float]:
    """Bought impressions of one media buy, and the money that they cost.

    A share of the impressions - the accuracy of targeting - meets the audience that is meant, the
    rest meets others: both grow with the budget, so a smaller budget's impressions are among them.
    """
    cpm, rise = values.channel(buy.channel, "cpm"), values.channel(buy.channel, "cpm_rise")
    members = np.flatnonzero(society.people.member[list(scenario.channels).index(buy.channel)])
    audience = len(members) * scenario.scale
    wanted = int(impressions_for(buy.money, cpm, rise, audience) / scenario.scale)
    meant = meant_by(buy.audience, scenario, society)
    if meant is None:
        rows = _chances(scenario, buy, society, members, wanted, _buy_key(luck, buy))
    else:
        accurate = int(values.channel(buy.channel, "accuracy") * wanted)
        own, other = (number(_buy_key(luck, buy), part) for part in (0, 1))
        inside = members[meant[members]]
        outside = members[~meant[members]]
        rows = np.concatenate(
            [
                _chances(scenario, buy, society, inside, accurate, own),
                _chances(scenario, buy, society, outside, wanted - accurate, other),
            ]
        )
    return rows, min(price_of(len(rows) * scenario.scale, cpm, rise, audience), buy.money)


def _chances(
    scenario: Scenario, buy: MediaBuy, society: Society, audience: Array, wanted: int, key: int
) -> Array:
    """Serve an audience: rows of `BOUGHT`, in order of their turn."""
    people, channel = society.people, list(scenario.channels).index(buy.channel)
    first_hour = 24.0 * scenario.starts.weekday() + buy.start
    hours = max(buy.until - buy.start, 1.0 / 60.0)
    served = serve(
        key,
        audience.astype(np.int32),
        people.id[audience],
        people.activity[channel][audience].astype(np.float64),
        people.phone[channel][audience].astype(np.int32),
        wanted,
        flight_clock(weekly_rhythm(), first_hour, hours, _served(buy)),
        buy.start,
        buy.cap,
        buy.window,
        hours,
    )
    rows = np.zeros(len(served), BOUGHT)
    for name in ("time", "key", "id", "person"):
        rows[name] = served[name]
    return rows


def _served(buy: MediaBuy) -> Array | None:
    """Whether a buy is served in each minute of the week; None for always."""
    if not buy.dayparts:
        return None
    served = np.zeros(WEEK, np.bool_)
    served[list(open_minutes(buy.dayparts))] = True
    return served
