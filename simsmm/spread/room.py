"""The compiled check of whether the queue has room for what is about to be entered."""

from __future__ import annotations

from simsmm.compiled import compiled_bare as compiled
from simsmm.spread.state import BLOCK, At

_FREE, _LATE = At.FREE, At.LATE

ROOM, EVENTS, BENCH, WAITING = range(4)
"""What is lacking: nothing, blocks of the calendar, the bench, or room to wait in a race."""


@compiled
def lacking_for(audience, buckets, late, counts):
    """What room is lacking for so many events."""
    if counts[_FREE] < min(audience, len(buckets) + audience // BLOCK + 1):
        return EVENTS
    return BENCH if counts[_LATE] + audience >= len(late) else ROOM
