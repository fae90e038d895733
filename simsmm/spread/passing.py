"""The compiled passing on of a post: who of an audience will see it, and when.

Reads the arrays of `simsmm.spread.world`; writes only the queue (``queue`` stands for the five
arrays of `simsmm.spread.calendar.add`).
"""

from __future__ import annotations

import math

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.delay import INSTANT, delay_quantile
from simsmm.channels.feed import is_seen
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.spread.calendar import add

_SEEN, _DELAY = int(Sight.SEEN), int(Sight.DELAY)
_PROPOSALS = 64
_S29, _S32 = np.uint64(29), np.uint64(32)
_M3, _M29 = np.uint64(7), np.uint64(0x1FFFFFFF)

NOBODY = 0xFFFFFFFF
"""Stands for a person in the event of a publication."""


@compiled
def pack(person, kind, source):
    """Person (32 bits), kind (3) and source (29) of an event in one number."""
    return np.uint64(person) << _S32 | np.uint64(kind) << _S29 | np.uint64(source)


@compiled
def person_of(who):
    """Person of an event."""
    return np.int64(who >> _S32)


@compiled
def kind_of(who):
    """`Kind` of an event."""
    return np.int64(who >> _S29 & _M3)


@compiled
def source_of(who):
    """Source of an event."""
    return np.int64(who & _M29)


@compiled
def post_of(route):
    """Post of a source."""
    return np.int64(route >> 32)


@compiled
def channel_of(route):
    """Channel of a source."""
    return np.int64(route & 0xFFFFFFFF)


@compiled
def hazard_of(reach, strength, meets, channel, phone, start_hour, start):
    """Hazard of sight per unit of activity for an item that starts at ``start`` [h]."""
    quarter = np.int64((start_hour + start) * 4.0) % meets.shape[2]
    return reach * strength * meets[channel, phone, quarter]


@compiled
def offer_sights(
    crew, size, cards, channels, rhythm, start_hour, hours, channel, item_key, start,
    source, kind, computer, phone, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """Decide whether and when each of a crew of people sees an item, and queue what they will see.

    ``computer`` and ``phone`` are the hazards of sight per unit of activity on either device.
    One thing is done for everybody before the next: the processor works on several people at once
    as long as no branch depends on a number that it is still waiting for.
    """
    for row in range(size):
        crew[row].base = number(item_key, cards[channel, crew[row].person].id)
    for row in range(size):
        card, base = cards[channel, crew[row].person], crew[row].base
        hazard = phone if card.phone else computer
        time = math.inf
        if hazard == math.inf or is_seen(uniform(number(base, _SEEN)), hazard * card.activity):
            time = start + delay(channels[channel], rhythm, start_hour, base, card.phone, start)
        crew[row].time = time
    for row in range(size):
        member = crew[row]
        if member.time < hours:
            who = pack(member.person, kind, source)
            identity = cards[channel, member.person].id
            add(buckets, chain, free, events, late, counts, member.time, member.base, who, identity)


@compiled
def delay(channel, rhythm, start_hour, base, phone, start):
    """Delay [h] with density K(s) r(start + s): propose from K, accept by the rhythm."""
    proposed = 0.0
    if channel.kernel == INSTANT:
        return proposed
    week = rhythm.shape[1] - 1
    peak = rhythm[phone, week]
    for proposal in range(_PROPOSALS):
        draw = uniform(number(base, _DELAY + 2 * proposal))
        proposed = delay_quantile(draw, channel.kernel, channel.half_life, channel.shape)
        if peak == 1.0:
            return proposed
        hour = np.int64(start_hour + start + proposed) % week
        if uniform(number(base, _DELAY + 2 * proposal + 1)) * peak < rhythm[phone, hour]:
            return proposed
    return proposed
