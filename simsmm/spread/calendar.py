"""The queue of coming events: a calendar of buckets, handled in order of (time, key).

Buckets hold chains of small blocks, so that adding an event touches two lines of memory. A bucket
that comes up is sorted; what arrives for it while it is being worked on waits in a small heap. The
order of events, and so every result, is the same for any width of bucket and any block size.

The arrays, of `simsmm.spread.state`: ``buckets``, ``chain``, ``free``, ``events`` are those of the
`Calendar`; ``ready``, ``tally``, ``late`` of the `Bench`; ``counts`` the counters. All are written
here.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled_bare as compiled
from simsmm.prefetch import prefetch
from simsmm.spread.state import BLOCK, BUCKETS_PER_HOUR, CELLS_PER_EVENT, At

_FREE, _BUCKET, _HEAD, _READY, _LATE = At.FREE, At.BUCKET, At.HEAD, At.READY, At.LATE

LOADED, EMPTY, NO_ROOM = 0, 1, 2

_CROWDED = 48
"""Events in one cell of the sort from which on a heap is quicker than insertion."""

_RUN, _ENOUGH = 8, 128
"""Most buckets that are loaded at once, and events that are enough to load no further one: the more
are known ahead, the sooner memory can be fetched, but the more events arrive late."""

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""


@compiled
def add(buckets, chain, free, events, late, counts, time, key, who, identity):
    """Add one event; the caller has made sure that there is room for it."""
    at = np.int64(time * BUCKETS_PER_HOUR)
    if at <= counts[_BUCKET]:
        _put(late, counts[_LATE], time, key, who, identity)
        _raise(late, counts[_LATE])
        counts[_LATE] += 1
        return
    bucket = buckets[at]
    slot = np.int64(bucket.next)
    if slot % BLOCK == 0:
        slot = BLOCK * np.int64(_lengthen(bucket, chain, free, counts))
    bucket.next = slot + 1
    _put(events, slot, time, key, who, identity)


@compiled
def _lengthen(bucket, chain, free, counts):
    """Give a bucket, empty or with its last block full, one more block."""
    counts[_FREE] -= 1
    block = free[counts[_FREE]]
    if bucket.first == 0:
        bucket.first = block
    else:
        chain[bucket.next // BLOCK - 1] = block
    return block


@compiled
def load_next(buckets, chain, free, events, ready, tally, late, counts):
    """Sort the next bucket that holds events, or a run of a few small ones, into ``ready``.

    Returns `LOADED`, `EMPTY` when no event is left, or `NO_ROOM` when the bench is too small; a
    call with a larger bench then goes on.
    """
    first = counts[_BUCKET] + 1
    while first < len(buckets) and buckets[first].first == 0:
        first += 1
    counts[_BUCKET] = first - 1
    if first == len(buckets):
        return EMPTY
    stop, size = first, 0
    while stop < min(first + _RUN, len(buckets)) and size < _ENOUGH:
        if buckets[stop].first:
            size += _size(buckets[stop], chain, events)
        stop += 1
    if size > len(ready):
        return NO_ROOM
    cells = size * CELLS_PER_EVENT
    start, scale = np.float64(first) / BUCKETS_PER_HOUR, BUCKETS_PER_HOUR * cells / (stop - first)
    for cell in range(cells):
        tally[cell & _PLACE] = 0
    most = 0
    for at in range(first, stop):
        if buckets[at].first:
            most = max(most, _count_cells(buckets[at], chain, events, tally, start, scale, cells))
    counts[_BUCKET], counts[_HEAD], counts[_READY] = stop - 1, 0, 0
    if most <= _CROWDED:
        _make_places(tally, cells)
    for at in range(first, stop):
        if buckets[at].first:
            if most > _CROWDED:
                _heap_up(buckets[at], chain, events, late, counts)
            else:
                _spread(buckets[at], chain, events, ready, tally, start, scale, cells)
            _empty(buckets[at], chain, free, counts)
    if most <= _CROWDED:
        _insert(ready, size)
        counts[_READY] = size
    return LOADED


@compiled
def late_is_next(ready, late, counts):
    """Whether the next event is a late arrival rather than one of the sorted bucket."""
    if counts[_LATE] == 0:
        return False
    if counts[_HEAD] == counts[_READY]:
        return True
    return _before(late[0], ready[counts[_HEAD]])


@compiled
def drop_late(late, counts):
    """Remove the earliest late arrival."""
    counts[_LATE] -= 1
    _sink(late, counts[_LATE])


@compiled
def _put(events, row, time, key, who, identity):
    event = events[row]
    event.time, event.key, event.who, event.id = time, key, who, identity


@compiled
def _copy(source, row, target, place):
    event = source[row]
    _put(target, place, event.time, event.key, event.who, event.id)


@compiled
def _before(one, other):
    return one.time < other.time or (one.time == other.time and one.key < other.key)


@compiled
def _size(bucket, chain, events):
    """Events in a bucket; on the way, its blocks are fetched into the cache."""
    block, last = np.int64(bucket.first), (np.int64(bucket.next) - 1) // BLOCK
    size = np.int64(bucket.next) - last * BLOCK
    while True:
        for slot in range(0, BLOCK, 2):
            prefetch(events, block * BLOCK + slot)
        if block == last:
            return size
        size += BLOCK
        block = np.int64(chain[block])


@compiled
def _held(block, bucket):
    """Events in one of a bucket's blocks: all but the last are full."""
    return min(BLOCK, np.int64(bucket.next) - block * BLOCK) if _is_last(block, bucket) else BLOCK


@compiled
def _is_last(block, bucket):
    return block == (np.int64(bucket.next) - 1) // BLOCK


@compiled
def _count_cells(bucket, chain, events, tally, start, scale, cells):
    """Count events by cell of time in ``tally``; the most in one cell."""
    block, most = np.int64(bucket.first), 0
    while True:
        for slot in range(block * BLOCK, block * BLOCK + _held(block, bucket)):
            cell = _cell(events[slot & _PLACE].time, start, scale, cells)
            held = tally[cell] + 1
            tally[cell] = held
            most = max(most, held)
        if _is_last(block, bucket):
            return most
        block = np.int64(chain[block])


@compiled
def _make_places(tally, cells):
    """From how many events each cell holds, where the events of each begin."""
    place = 0
    for cell in range(cells):
        held = tally[cell & _PLACE]
        tally[cell & _PLACE] = place
        place += held


@compiled
def _spread(bucket, chain, events, ready, tally, start, scale, cells):
    """Move a bucket's events into ``ready`` in order of their cells."""
    block = np.int64(bucket.first)
    while True:
        for slot in range(block * BLOCK, block * BLOCK + _held(block, bucket)):
            cell = _cell(events[slot & _PLACE].time, start, scale, cells)
            place = tally[cell]
            _copy(events, slot & _PLACE, ready, place & _PLACE)
            tally[cell] = place + 1
        if _is_last(block, bucket):
            return
        block = np.int64(chain[block])


@compiled
def _heap_up(bucket, chain, events, late, counts):
    """Add a bucket's events to the heap: for a crowd of equal times."""
    block = np.int64(bucket.first)
    while True:
        for slot in range(block * BLOCK, block * BLOCK + _held(block, bucket)):
            _copy(events, slot, late, counts[_LATE])
            _raise(late, counts[_LATE])
            counts[_LATE] += 1
        if _is_last(block, bucket):
            return
        block = np.int64(chain[block])


@compiled
def _empty(bucket, chain, free, counts):
    """Give the blocks of a bucket back."""
    block, last = bucket.first, (bucket.next - 1) // BLOCK
    while True:
        free[counts[_FREE]] = block
        counts[_FREE] += 1
        if block == last:
            break
        block = chain[block]
    bucket.first, bucket.next = 0, 0


@compiled
def _cell(time, start, scale, cells):
    """Cell of a time within the run; rounding may push a time over either end."""
    return min(max(np.int64((time - start) * scale), 0), cells - 1) & _PLACE


@compiled
def _insert(events, size):
    """Insertion sort of nearly sorted events by (time, key)."""
    for row in range(1, size):
        time, key = events[row].time, events[row].key
        if not _follows(time, key, events[row - 1]):
            who, identity, hole = events[row].who, events[row].id, row
            while hole > 0 and not _follows(time, key, events[hole - 1]):
                _copy(events, hole - 1, events, hole)
                hole -= 1
            _put(events, hole, time, key, who, identity)


@compiled
def _follows(time, key, other):
    return other.time < time or (other.time == time and other.key <= key)


@compiled
def _raise(heap, hole):
    """Let the event at the foot of a heap rise to its place."""
    time, key, who = heap[hole].time, heap[hole].key, heap[hole].who
    identity = heap[hole].id
    while hole > 0:
        above = (hole - 1) // 2
        if _follows(time, key, heap[above]):
            break
        _copy(heap, above, heap, hole)
        hole = above
    _put(heap, hole, time, key, who, identity)


@compiled
def _sink(heap, last):
    """Move row ``last`` of the heap to its top and let it sink."""
    time, key, who = heap[last].time, heap[last].key, heap[last].who
    identity = heap[last].id
    hole = 0
    while True:
        below = 2 * hole + 1
        if below >= last:
            break
        if below + 1 < last and _before(heap[below + 1], heap[below]):
            below += 1
        other = heap[below]
        if time < other.time or (time == other.time and key <= other.key):
            break
        _copy(heap, below, heap, hole)
        hole = below
    _put(heap, hole, time, key, who, identity)
