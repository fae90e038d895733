"""The compiled check of whether the queue and the record have room for what is to be entered."""

from __future__ import annotations

from simsmm.compiled import compiled_bare as compiled
from simsmm.spread.state import BLOCK, At

_FREE, _LATE = At.FREE, At.LATE
_ROWS, _SOURCES, _WON, _SOLD, _LEFT = At.ROWS, At.SOURCES, At.WON, At.SOLD, At.LEFT

ROOM, EVENTS, BENCH, WAITING = range(4)
"""What is lacking: nothing, blocks of the calendar, the bench, or room to wait in a race."""


@compiled
def lacking_for(audience, buckets, late, counts):
    """What room is lacking for so many events."""
    if counts[_FREE] < min(audience, len(buckets) + audience // BLOCK + 1):
        return EVENTS
    return BENCH if counts[_LATE] + audience >= len(late) else ROOM


@compiled
def room_in_log(sights, sources, won, sold, left, offers, counts):
    """Events that can be handled before any part of the record is full."""
    return min(
        len(sights) - counts[_ROWS],
        len(sources) - counts[_SOURCES],
        len(won) - counts[_WON],
        len(left) - counts[_LEFT],
        (len(sold) - counts[_SOLD]) // (len(offers) + 1),
    )
