"""The compiled choice of recipients: which of a sender's ties a message goes to.

Reads the arrays of `simsmm.spread.world`; writes the queue, and of the `Bench` the heap in which
the best of a race are kept. The same in plain Python: `simsmm.spread.twin_audiences`.
"""

from __future__ import annotations

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.message import recipients, wait
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.spread.passing import hazard_of, join, offer_sights
from simsmm.spread.state import CREW

_CHOSEN, _RECIPIENTS = int(Sight.CHOSEN), int(Sight.RECIPIENTS)
_S32, _PERSON = np.uint64(32), np.uint64(0xFFFFFFFF)

NOBODY = -1
"""Stands for whom a message came from where nobody sent it."""


@compiled
def giver_of(item, sights, sources):
    """Whom a person had an item from, or `NOBODY`: it is not sent back there."""
    return NOBODY if item.parent < 0 else np.int64(sources[sights[item.parent].source].person)


@compiled
def send(
    times, crew, waits, chosen, item, source, giver, cards, starts, heads, channels, layers, reach,
    meets, rhythm, start_hour, hours, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """A person sends a message to some of all ties of the channel's layers, each person once.

    Nobody is sent what they gave, and only members can be sent anything.
    """
    channel, key, start, sender = item.channel, item.key, item.time, np.int64(item.person)
    ways = channels[channel]
    draw = uniform(number(number(key, cards[0, sender].id), _RECIPIENTS))
    wanted = recipients(draw, ways.sending[min(item.depth, 1)], ways.tail)
    size = np.int64(0)
    closer, closest = np.int64(0), np.int64(0)
    for slot in range(2):
        layer = ways.layers[slot]
        if layer < 0:
            continue
        strength, row = layers[layer].strength, starts[layer, sender]
        first, last = row, starts[layer, sender + 1]
        while row < last:
            person = np.int64(heads[row])
            # Rows ascend: walk the first layer's row along to skip who stands there.
            while closer < closest and heads[closer] < person:
                closer += 1
            card = cards[channel, person]
            new = closer == closest or heads[closer] != person
            if new and person != giver and card.activity > 0.0:
                base = number(key, card.id)
                clock = wait(uniform(number(base, _CHOSEN)), strength)
                who = np.uint64(slot) << _S32 | np.uint64(person)
                size = _keep(waits, chosen, size, wanted, clock, who)
            row += 1
        closer, closest = first, last
    for slot in range(2):
        layer = ways.layers[slot]
        if layer < 0:
            continue
        kind = layers[layer].kind
        computer = hazard_of(reach[channel, kind], 1.0, meets, channel, 0, start_hour, start)
        phone = hazard_of(reach[channel, kind], 1.0, meets, channel, 1, start_hour, start)
        row = 0
        while row < size:
            sent = 0
            while row < size and sent < CREW:
                if chosen[row] >> _S32 == np.uint64(slot):
                    sent = join(crew, sent, np.int64(chosen[row] & _PERSON), cards, channel)
                row += 1
            offer_sights(
                times, crew, sent, cards, channels, rhythm, start_hour, hours, channel, key, start,
                source, kind, computer, phone, buckets, chain, free, events, late, counts,
            )  # fmt: skip


@compiled
def _keep(waits, chosen, size, most, clock, who):
    """Keep a clock and its owner among the ``most`` earliest; how many are kept then."""
    if size < most:
        hole = size
        while hole > 0 and waits[(hole - 1) // 2] < clock:
            _move(waits, chosen, (hole - 1) // 2, hole)
            hole = (hole - 1) // 2
        waits[hole], chosen[hole] = clock, who
        return size + 1
    if clock >= waits[0]:
        return size
    hole = np.int64(0)
    while 2 * hole + 1 < size:
        below = 2 * hole + 1
        if below + 1 < size and waits[below + 1] > waits[below]:
            below += 1
        if waits[below] <= clock:
            break
        _move(waits, chosen, below, hole)
        hole = below
    waits[hole], chosen[hole] = clock, who
    return size


@compiled
def _move(waits, chosen, source, target):
    waits[target], chosen[target] = waits[source], chosen[source]
