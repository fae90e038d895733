"""The compiled choice of an audience: whom a source that appears is put before, by its mechanism.

To add a mechanism that chooses in a way of its own: a file with its function, and a line in
`put_before`. Reads the arrays of `simsmm.spread.world`; writes only the queue, and what is public
and repeats (`simsmm.spread.public`). The same in plain Python: `simsmm.spread.twin_audiences`.
"""

from __future__ import annotations

from simsmm.channels.mechanisms import MESSAGE, RANKING, RECOMMENDED
from simsmm.compiled import compiled_bare as compiled
from simsmm.record import Kind
from simsmm.spread.boards import put_up, replier_of, restarts
from simsmm.spread.passing import publish, share
from simsmm.spread.ranking import climb
from simsmm.spread.recommended import widen
from simsmm.spread.room import ROOM, lacking_for
from simsmm.spread.sending import giver_of, send
from simsmm.spread.state import At
from simsmm.spread.tally import count_new

_WON = At.WON
_PUBLIC = int(Kind.PUBLIC)


@compiled
def put_before(
    times, crew, waits, chosen, item, source, sights, sources, routes, threads, accounts, fans,
    fan, won, cards, interests, starts, heads, channels, layers, reach, meets, rhythm, marks, width,
    first_mark, start_hour, hours, posts, topics, lists, waves, others, stands, runners, buckets,
    chain, free, events, late, counts,
):  # fmt: skip
    """Put an item before its audience; what room is lacking for that, after which to call again."""
    mechanism = channels[item.channel].mechanism
    if item.kind == _PUBLIC and mechanism in (RANKING, RECOMMENDED):
        first = item.channel * len(posts)
        stand = stands[first + item.post]
        # In the order of time, so that sums of votes come out to the last bit.
        count_new(stands, lists, channels, len(posts), sights, routes, counts)
        if item.person >= 0:
            stand.votes += 1.0
            return ROOM
        if mechanism == RANKING:
            return climb(
                stands, first, stand, item, source, lists, others, accounts, fans, cards,
                rhythm[item.channel], start_hour, hours, len(posts), runners, buckets, chain, free,
                events, late, counts,
            )  # fmt: skip
        return widen(
            stand, item, source, waves, accounts, fans, cards, interests, posts[item.post], topics,
            rhythm[item.channel], start_hour, hours, runners, buckets, chain, free, events, late,
            counts,
        )  # fmt: skip
    lacks = lacking_for(_most(item, channels, starts, accounts, counts), buckets, late, counts)
    if lacks != ROOM:
        return lacks
    if item.account >= 0 and restarts(channels[item.channel]):
        put_up(
            times, crew, item, source, replier_of(item, sights), threads, accounts, fans, fan, won,
            cards, channels, reach, meets, rhythm, marks, width, first_mark, start_hour, hours,
            buckets, chain, free, events, late, counts,
        )  # fmt: skip
    elif item.account >= 0:
        publish(
            times, crew, item, source, accounts, fans, fan, won, cards, channels, reach, meets,
            rhythm, start_hour, hours, buckets, chain, free, events, late, counts,
        )  # fmt: skip
    elif mechanism == MESSAGE:
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
    return ROOM


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
