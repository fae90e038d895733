"""The compiled choice of an audience: whom a source that appears is put before, by its mechanism.

To add a mechanism that chooses in a way of its own: a file with its function, and a line in
`put_before`. Reads the arrays of `simsmm.spread.world`; writes only the queue. The same in plain
Python: `simsmm.spread.twin_audiences`.
"""

from __future__ import annotations

from simsmm.channels.mechanisms import MESSAGE
from simsmm.compiled import compiled_bare as compiled
from simsmm.spread.passing import publish, share
from simsmm.spread.sending import giver_of, send
from simsmm.spread.state import BLOCK, At

_FREE, _LATE, _WON = At.FREE, At.LATE, At.WON

ROOM, EVENTS, BENCH = range(3)
"""What is lacking for an audience's events: nothing, blocks of the calendar, or the bench."""


@compiled
def lacking(item, channels, starts, accounts, buckets, late, counts):
    """What room is lacking for the events of whoever an item is put before."""
    return lacking_for(_most(item, channels, starts, accounts, counts), buckets, late, counts)


@compiled
def lacking_for(audience, buckets, late, counts):
    """What room is lacking for so many events."""
    if counts[_FREE] < min(audience, len(buckets) + audience // BLOCK + 1):
        return EVENTS
    return BENCH if counts[_LATE] + audience >= len(late) else ROOM


@compiled
def _most(item, channels, starts, accounts, counts):
    """The most people whom an item could be put before."""
    if item.account >= 0:
        account = accounts[item.account]
        return account.stop - account.first + counts[_WON]
    most = 0
    for slot in range(2):
        layer = channels[item.channel].layers[slot]
        if layer >= 0:
            most += starts[layer, item.person + 1] - starts[layer, item.person]
    return most


@compiled
def put_before(
    times, crew, waits, chosen, item, source, sights, sources, accounts, fans, fan, won, cards,
    starts, heads, channels, layers, reach, meets, rhythm, start_hour, hours, buckets, chain, free,
    events, late, counts,
):  # fmt: skip
    """Put an item before its audience; there is room for all events of it."""
    if item.account >= 0:
        publish(
            times, crew, item, source, accounts, fans, fan, won, cards, channels, reach, meets,
            rhythm, start_hour, hours, buckets, chain, free, events, late, counts,
        )  # fmt: skip
    elif channels[item.channel].mechanism == MESSAGE:
        send(
            times, crew, waits, chosen, item, source, giver_of(item, sights, sources), cards,
            starts, heads, channels, layers, reach, meets, rhythm, start_hour, hours, buckets,
            chain, free, events, late, counts,
        )  # fmt: skip
    else:
        share(
            times, crew, item, source, cards, starts, heads, channels, layers, reach, meets,
            rhythm, start_hour, hours, buckets, chain, free, events, late, counts,
        )  # fmt: skip
