"""The compiled independent cascade, as many runs of it at once as a processor can keep busy with.

A run is the people whom live ties reach from the seeds, breadth first. What costs time is memory,
not draws: rows of people who are met in no order that a processor could guess. So the rows of those
who wait in the queue are fetched ahead; and where cascades are small, so that few wait, several
replicates of the same seeds run as one, in a network that holds everybody once for each of them.
Person v of replicate r of 2**shift is the *item* ``v << shift | r``; one bit for each item says
who is active.

| record | array | shape and type | |
| --- | --- | --- | --- |
| `Rows` | starts | uint32 or int64 (n + 1,) | where rows begin |
| | ties | int32 or uint64 (m + spare,) | see `simsmm.diffusion.sift` |
| | names | uint64 (m + spare,), or int32 (m,) where ids are numbers | ids of targets |
| | ids | uint64 (n,) or empty | ids of sources |
| | chances | float64 (m,) or empty | chance of each tie |
| | limit | uint64 | largest number that is live, where all ties have one chance |
| `Desk` | active | uint32, a bit for each item | zeros before and after a run |
| | queue | uint32, an item for each place | who is active, in the order of becoming so |
| | found | uint32 (`ROOM`,) | targets of live ties of a batch of sources |
| | keys | uint64 (2**`MOST_SHIFT`,) | keys of the replicates that run as one |
| | batch | uint64 (`BATCH`,) | keys of sources of a batch |
| | longer | int64 (`BATCH`,) | which of them have ties that are still to be tried |
| | tally | int64 (2**`MOST_SHIFT`,) | sizes of the replicates that run as one |
| | counts | int64 (groups, n) or (groups, 0) | in how many replicates a person is active |
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled_bare as compiled
from simsmm.diffusion.keys import MESSAGE
from simsmm.diffusion.sift import LANES, sift
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Decision
from simsmm.prefetch import prefetch

Array = npt.NDArray[Any]

BATCH = 32
"""Sources handled together, so that a processor need not guess where each row ends."""

AHEAD = 16
"""Sources between one whose row is fetched and one that is handled, beyond the batch."""

MOST_SHIFT = 6
"""At most 2**6 replicates run as one."""

MOST_ITEMS = 2**26
"""At most so many items have room in a queue, if there are not more people than that."""

TOGETHER = 2048
"""As many replicates run as one as should make this many items: they stay in the nearest memory."""

FULL = 2048
"""Live targets that are looked at before more are found."""

ROOM = FULL + (2 * BATCH + 1) * LANES

_PASS, _MESSAGE = int(Decision.PASS), np.uint64(MESSAGE)
_ONE, _FIVE, _LOW_FIVE = np.uint32(1), np.uint32(5), np.uint32(31)


class Rows(NamedTuple):
    """The network as the kernel reads it; see the table above."""

    starts: Array
    ties: Array
    names: Array
    ids: Array
    chances: Array
    limit: np.uint64


class Desk(NamedTuple):
    """What a thread works with; see the table above."""

    active: Array
    queue: Array
    found: Array
    keys: Array
    batch: Array
    longer: Array
    tally: Array
    counts: Array


def most_shift(people: int) -> int:
    """How many replicates, as a power of two, may run as one: the queue takes 4 bytes an item."""
    return min(MOST_SHIFT, max(0, (MOST_ITEMS // people).bit_length() - 1))


def new_desk(people: int, groups: int, counted: int) -> Desk:
    """Memory for one thread; ``counted`` is the number of people, or 0 to count nobody."""
    items = people << most_shift(people)
    return Desk(
        active=np.zeros(items // 32 + 1, np.uint32),
        queue=np.empty(items + 1, np.uint32),
        found=np.empty(ROOM, np.uint32),
        keys=np.zeros(1 << MOST_SHIFT, np.uint64),
        batch=np.zeros(BATCH, np.uint64),
        longer=np.zeros(BATCH, np.int64),
        tally=np.zeros(1 << MOST_SHIFT, np.int64),
        counts=np.zeros((groups, counted), np.int64),
    )


@compiled
def play(rows, groups, members, luck, first, last, most_shift, desk, sizes):
    """Play runs ``first`` to ``last``: run r is replicate r % replicates of group r // replicates.

    Args:
        rows: `Rows`.
        groups, members: seeds, int64 (groups + 1,) and int32.
        luck: uint64, the key of the stream of luck of the seed.
        first, last: the runs.
        most_shift: at most 2**most_shift replicates run as one.
        desk: `Desk`.
        sizes: int64 (groups, replicates), written.
    """
    starts, ties, names, ids, chances, limit = rows
    active, queue, found, slot_keys, batch, longer, tally, counts = desk
    replicates, shift, run = sizes.shape[1], 0, first
    while run < last:
        group, replicate = run // replicates, run % replicates
        here = min(1 << shift, last - run, replicates - replicate)
        for slot in range(here):
            slot_keys[slot] = pass_key(luck, replicate + slot)
            tally[slot] = 0
        seeds = members[groups[group] : groups[group + 1]]
        size = _begin(starts, seeds, here, np.uint32(shift), active, queue)
        size = _spread(
            starts, ties, names, ids, chances, limit, np.uint32(shift), size,
            active, queue, found, slot_keys, batch, longer,
        )  # fmt: skip
        _end(size, np.uint32(shift), active, queue, tally, counts[group])
        for slot in range(here):
            sizes[group, replicate + slot] = tally[slot]
        run += here
        shift = _together(size / here, most_shift)


@compiled
def pass_key(luck, replicate):
    """`simsmm.diffusion.keys.pass_key` of a replicate."""
    return number(number(number(luck, replicate), _PASS), _MESSAGE)


@compiled
def _together(mean, most):
    """How many replicates, as a power of two, make `TOGETHER` items."""
    shift = 0
    while shift < most and mean * (2 << shift) <= TOGETHER:
        shift += 1
    return shift


@compiled
def _begin(starts, seeds, replicates, shift, active, queue):
    """Make the seeds active in every replicate; the size of the queue."""
    for seed in seeds:
        prefetch(starts, np.int64(seed))
    size = 0
    for slot in range(replicates):
        for seed in seeds:
            item = np.uint32(seed) << shift | np.uint32(slot)
            queue[size] = item
            active[item >> _FIVE] |= _ONE << (item & _LOW_FIVE)
            size += 1
    return size


@compiled
def _end(size, shift, active, queue, tally, counts):
    """Count who is active, and leave nobody so."""
    mask = (_ONE << shift) - _ONE
    if len(counts):
        for place in range(size):
            counts[queue[place] >> shift] += 1
    for place in range(size):
        item = queue[place]
        active[item >> _FIVE] = 0
        tally[item & mask] += 1


@compiled
def _spread(
    starts, ties, names, ids, chances, limit, shift, size,
    active, queue, found, keys, batch, longer,
):  # fmt: skip
    """Let everybody in the queue try all their ties, and whoever becomes active after them.

    The first eight ties of all sources of a batch are tried, then the next eight of those who have
    more, then the rest: a processor that has to guess where rows end loses more than it wins.
    """
    mask = (_ONE << shift) - _ONE
    done = 0
    while done < size:
        width = min(size - done, BATCH)
        for place in range(done + AHEAD, min(size, done + AHEAD + BATCH)):
            waiting = queue[place] >> shift
            prefetch(ties, np.int64(starts[waiting]))
            prefetch(ties, np.int64(starts[waiting + _ONE]))  # most rows lie on one line or two
        _key_batch(queue, done, width, shift, ids, keys, batch)
        kept, rest = 0, width
        for turn in range(2):
            behind = LANES * turn
            still = 0
            for at in range(rest):
                place = int(longer[at]) if turn else at
                item = queue[done + place]
                first, last = starts[item >> shift], starts[(item >> shift) + _ONE]
                row = np.int64(first) + behind
                left = np.int64(last) - row
                kept = try_ties(
                    batch[place], ties, names, chances, row, left, limit, shift, item & mask,
                    found, kept,
                )  # fmt: skip
                longer[still] = place
                still += int(left > LANES)
            rest = still
        for at in range(rest):
            place = int(longer[at])
            item = queue[done + place]
            first, last = starts[item >> shift], starts[(item >> shift) + _ONE]
            row, left = np.int64(first) + 2 * LANES, np.int64(last) - np.int64(first) - 2 * LANES
            while left > 0:
                kept = try_ties(
                    batch[place], ties, names, chances, row, left, limit, shift, item & mask,
                    found, kept,
                )  # fmt: skip
                row += LANES
                left -= LANES
                if kept > FULL:
                    size = _accept(starts, shift, found, kept, active, queue, size)
                    kept = 0
        size = _accept(starts, shift, found, kept, active, queue, size)
        done += width
    return size


@compiled
def _key_batch(queue, done, width, shift, ids, keys, batch):
    """The key of the ties of each source of a batch."""
    mask = (_ONE << shift) - _ONE
    for place in range(width):
        item = queue[done + place]
        source = item >> shift
        identity = ids[source] if len(ids) else np.uint64(source)
        batch[place] = number(keys[item & mask], identity)


@compiled
def try_ties(key, ties, names, chances, row, left, limit, shift, slot, found, kept):
    """Append those of up to eight ties that are live to ``found``; how many it holds then."""
    after, doubtful = sift(key, ties, names, row, left, limit, shift, slot, found, kept)
    if not doubtful:
        return after
    for tie in range(row, row + min(left, LANES)):
        if uniform(number(key, names[tie])) < chances[tie]:
            found[kept] = np.uint32(ties[tie]) << shift | slot
            kept += 1
    return kept


@compiled
def _accept(starts, shift, found, kept, active, queue, size):
    """Append to the queue those found who are not active yet; its size then."""
    for at in range(kept):
        item = found[at]
        bits, bit = active[item >> _FIVE], _ONE << (item & _LOW_FIVE)
        active[item >> _FIVE] = bits | bit
        queue[size] = item
        prefetch(starts, np.int64(item >> shift))
        size += np.int64(bits & bit == 0)
    return size
