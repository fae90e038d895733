"""The compiled passing on of a post: who of an audience will see it, and when.

Reads the arrays of `simsmm.spread.world`; writes only the queue (``queue`` stands for the five
arrays of `simsmm.spread.calendar.add`).
"""

from __future__ import annotations

import math

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.delay import EXPONENTIAL, INSTANT, delay_quantile
from simsmm.channels.feed import is_seen
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.prefetch import prefetch
from simsmm.record import Kind
from simsmm.spread.calendar import add
from simsmm.spread.state import CREW, At
from simsmm.spread.terms import has_won, page_of

_SEEN, _DELAY, _VISIT = int(Sight.SEEN), int(Sight.DELAY), int(Sight.VISIT)
_PAGE = int(Kind.PAGE)
_PROPOSALS = 64
_WON = At.WON
_S29, _S32 = np.uint64(29), np.uint64(32)
_M3, _M29 = np.uint64(7), np.uint64(0x1FFFFFFF)

IDENTITY, PERSON = np.uint64(CREW), np.uint64(2 * CREW)
"""Where ids and people of a crew begin; before them, the identities of their sights."""

_HAZARD = np.uint64(CREW)
"""Where the hazards of a crew's sights begin."""

VISIT_HOURS = 1.0 / 120.0
"""From a click until the post that it leads to is on screen [h]: half a minute."""

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
    times, crew, size, cards, channels, rhythm, start_hour, hours, channel, item_key, start,
    source, kind, computer, phone, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """Decide whether and when each of a crew of people sees an item, and queue what they will see.

    ``computer`` and ``phone`` are the hazards of sight per unit of activity on either device.
    One thing is done for everybody before the next: the processor works on several people at once
    as long as no branch depends on a number that it is still waiting for.
    """
    last = (np.uint64(size) + np.uint64(7) >> np.uint64(3)) * np.uint64(8)
    for row in range(np.uint64(size)):
        crew[IDENTITY + row] = cards[channel, np.int64(crew[PERSON + row])].id
    for row in range(last):
        crew[row] = number(item_key, crew[IDENTITY + row])
    if computer != math.inf or phone != math.inf:
        size = _those_who_see(times, crew, size, cards, channel, computer, phone)
    wanted, week = channels[channel], rhythm[channel]
    if wanted.kernel == EXPONENTIAL:
        for row in range(last):
            draw = uniform(number(crew[row], _DELAY))
            times[row] = delay_quantile(draw, EXPONENTIAL, wanted.half_life, 0.0)
    else:
        for row in range(np.uint64(size)):
            times[row] = proposed_delay(wanted, crew[row], 0)
    if wanted.kernel != INSTANT and not _never_sleeps(week):
        for row in range(np.uint64(size)):
            by_phone = cards[channel, np.int64(crew[PERSON + row])].phone
            times[row] = delay(times[row], wanted, week, start_hour, crew[row], by_phone, start)
    for row in range(last):
        times[row] += start
    for row in range(np.uint64(size)):
        if times[row] < hours:
            who = pack(crew[PERSON + row], kind, source)
            identity = crew[IDENTITY + row]
            add(buckets, chain, free, events, late, counts, times[row], crew[row], who, identity)


@compiled
def _never_sleeps(rhythm):
    """Whether people on either device are online around the clock alike."""
    week = rhythm.shape[1] - 1
    return rhythm[0, week] == 1.0 and rhythm[1, week] == 1.0


@compiled
def _those_who_see(times, crew, size, cards, channel, computer, phone):
    """Keep those of a crew who see the item at all, in their order; how many."""
    for row in range(np.uint64(size)):
        card = cards[channel, np.int64(crew[PERSON + row])]
        hazard = phone if card.phone else computer
        times[_HAZARD + row] = hazard * card.activity if hazard < math.inf else hazard
        times[row] = uniform(number(crew[row], _SEEN))
    kept = np.uint64(0)
    for row in range(np.uint64(size)):
        hazard = times[_HAZARD + row]
        for part in (np.uint64(0), IDENTITY, PERSON):
            crew[part + kept] = crew[part + row]
        kept += np.uint64(hazard == math.inf or is_seen(times[row], hazard))
    return np.int64(kept)


@compiled
def proposed_delay(channel, base, proposal):
    """One proposal of a delay [h], of density K."""
    draw = uniform(number(base, _DELAY + 2 * proposal))
    return delay_quantile(draw, channel.kernel, channel.half_life, channel.shape)


@compiled
def delay(proposed, channel, rhythm, start_hour, base, phone, start):
    """Delay [h] with density K(s) r(start + s): propose from K, accept by the rhythm.

    The first proposal has been made: ``proposed``.
    """
    week = rhythm.shape[1] - 1
    peak = rhythm[phone, week]
    for proposal in range(_PROPOSALS):
        if proposal > 0:
            proposed = proposed_delay(channel, base, proposal)
        if peak == 1.0:
            return proposed
        hour = np.int64(start_hour + start + proposed) % week
        if uniform(number(base, _DELAY + 2 * proposal + 1)) * peak < rhythm[phone, hour]:
            return proposed
    return proposed


@compiled
def publish(
    times, crew, item, source, accounts, fans, fan, won, cards, channels, reach, meets, rhythm,
    start_hour, hours, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """A page or a creator puts a post before its fans: with those won, without those lost."""
    number_of_account = item.account
    account, page = accounts[number_of_account], page_of(number_of_account, accounts)
    channel, key, start, kind = item.channel, item.key, item.time, account.kind
    visible = reach[channel, kind]
    computer = hazard_of(visible, 1.0, meets, channel, 0, start_hour, start)
    phone = hazard_of(visible, 1.0, meets, channel, 1, start_hour, start)
    row, of_old = np.int64(0), account.stop - account.first
    last = of_old + counts[_WON]
    while row < last:
        size = 0
        while row < last and size < CREW:
            if row < of_old:
                person = fans[account.first + row]
                if fan[page, person] == 1:
                    size = join(crew, size, person, cards, channel)
            elif has_won(won[row - of_old], number_of_account, account, cards):
                person = won[row - of_old, 1]
                if fan[page, person] == 1:
                    size = join(crew, size, person, cards, channel)
            row += 1
        offer_sights(
            times, crew, size, cards, channels, rhythm, start_hour, hours, channel, key, start,
            source, kind, computer, phone, buckets, chain, free, events, late, counts,
        )  # fmt: skip


@compiled
def visit(time, base, person, identity, source, hours, buckets, chain, free, events, late, counts):
    """Somebody follows a link to another post, and meets it there if it has been published."""
    at = time + VISIT_HOURS
    if source >= 0 and at < hours:
        who = pack(person, _PAGE, source)
        key = number(base, _VISIT)
        add(buckets, chain, free, events, late, counts, at, key, who, identity)


@compiled
def join(crew, size, person, cards, channel):
    """Take one more person into a crew, and have the person's card fetched; the new size."""
    crew[PERSON + np.uint64(size)] = person
    prefetch(cards, np.int64(channel) * cards.shape[1] + person)
    return size + 1


@compiled
def share(
    times, crew, item, source, cards, starts, heads, channels, layers, reach, meets, rhythm,
    start_hour, hours, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """A person passes a post on to all ties of the channel's layers, each person once."""
    channel, key, start, sharer = item.channel, item.key, item.time, np.int64(item.person)
    closer, closest = np.int64(0), np.int64(0)
    for slot in range(2):
        layer = channels[channel].layers[slot]
        if layer < 0:
            continue
        kind, strength = layers[layer].kind, layers[layer].strength
        visible = reach[channel, kind]
        computer = hazard_of(visible, strength, meets, channel, 0, start_hour, start)
        phone = hazard_of(visible, strength, meets, channel, 1, start_hour, start)
        row, last = starts[layer, sharer], starts[layer, sharer + 1]
        first = row
        while row < last:
            size = 0
            while row < last and size < CREW:
                person = heads[row]
                # Rows ascend: walk the first layer's row along to skip who was offered it there.
                while closer < closest and heads[closer] < person:
                    closer += 1
                if closer == closest or heads[closer] != person:
                    size = join(crew, size, person, cards, channel)
                row += 1
            offer_sights(
                times, crew, size, cards, channels, rhythm, start_hour, hours, channel, key, start,
                source, kind, computer, phone, buckets, chain, free, events, late, counts,
            )  # fmt: skip
        closer, closest = first, last
