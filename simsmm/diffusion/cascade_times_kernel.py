"""The compiled independent cascade with times: who becomes active when, and from whom.

The earliest time at which live ties lead to each person: shortest ways over keyed lengths, so that
who is reached when depends on no order of working. Whoever is reached before a bound waits in a
queue and is visited in turn, again if reached earlier after all; later times lie on a pile, from
which the next are taken when the queue is empty and the bound moves on (the near and far piles of
Davidson, Baxter, Garland and Owens, "Work-efficient parallel GPU methods for single-source shortest
paths", IPDPS 2014). As in `simsmm.diffusion.cascade_kernel`, whose `Rows` and items are read here,
several runs go as one where cascades are small, and memory is fetched ahead.

| `Desk` | shape and type | |
| --- | --- | --- |
| reached | `REACHED`, one for each item | before and after a run: infinite times, nobody waits |
| order | uint32, one for each item | who has been reached |
| near | uint32, a power of two | ring: who waits to be visited, everybody once |
| far | `LATER`, two for each item | times from the bound on; some may be out of date |
| found, origin | uint32, int64 (`ROOM`,) | targets of live ties of a batch, and whose |
| drawn | uint64 (`ROOM`,) | the numbers of those ties |
| after | float64 (`ROOM`,) | when they lead to their target |
| keys, batch | uint64 | keys of the runs that go as one, and of the sources of a batch |
| who, since | uint32, float64 (`BATCH`,) | the sources of a batch, and when they became active |
| tally | int64 | sizes of the runs that go as one |
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba.extending import register_jitable

from simsmm.channels.jitted import OPTIONS
from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.diffusion.cascade_kernel import FULL, ROOM, pass_key, try_ties
from simsmm.diffusion.delays import waited
from simsmm.diffusion.sift import LANES
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.prefetch import prefetch

Array = npt.NDArray[Any]

BATCH = 32
"""Sources visited together."""

MOST_SHIFT = 4
"""At most 2**4 runs go as one."""

MOST_ITEMS = 2**22
"""At most so many items, if there are not more people than that: they take some 70 bytes each."""

TOGETHER = 1024
"""As many runs go as one as should reach this many items."""

REACHED = np.dtype([("time", "f8"), ("tie", "u8"), ("source", "i4"), ("waits", "i4")], align=True)
"""When an item was reached, by which tie and from whom (-1: a seed); and whether it waits near."""

LATER = np.dtype([("time", "f8"), ("item", "u4")], align=True)
"""An item that was reached at a time from the bound on."""

_DELAY = int(Sight.DELAY)
_ONE = np.uint32(1)

register_jitable(**OPTIONS)(waited)


class Desk(NamedTuple):
    """What a thread works with; see the table above."""

    reached: Array
    order: Array
    near: Array
    far: Array
    found: Array
    origin: Array
    drawn: Array
    after: Array
    keys: Array
    batch: Array
    who: Array
    since: Array
    tally: Array


def most_shift(people: int) -> int:
    """How many runs, as a power of two, may go as one."""
    return min(MOST_SHIFT, max(0, (MOST_ITEMS // people).bit_length() - 1))


def new_desk(people: int) -> Desk:
    """Memory for one thread."""
    items = people << most_shift(people)
    reached = np.zeros(items, REACHED)
    reached["time"] = math.inf
    return Desk(
        reached=reached,
        order=np.empty(items, np.uint32),
        near=np.empty(1 << (items - 1).bit_length(), np.uint32),
        far=np.empty(2 * items + ROOM, LATER),
        found=np.empty(ROOM, np.uint32),
        origin=np.empty(ROOM, np.int64),
        drawn=np.empty(ROOM, np.uint64),
        after=np.empty(ROOM, np.float64),
        keys=np.zeros(1 << MOST_SHIFT, np.uint64),
        batch=np.zeros(BATCH, np.uint64),
        who=np.zeros(BATCH, np.uint32),
        since=np.zeros(BATCH, np.float64),
        tally=np.zeros(1 << MOST_SHIFT, np.int64),
    )


@compiled
def play(
    rows, delay, width, luck, groups, members, first, last, most_shift, sizes, desk, places, log
):  # fmt: skip
    """Play runs ``first`` to ``last``: run r is replicate r // sets of group r % sets.

    Args:
        rows: `simsmm.diffusion.cascade_kernel.Rows`.
        delay: kind, scale and shape of `simsmm.diffusion.delays.Delay`.
        width: how far the bound moves on; infinite where nobody is ever reached earlier after all.
        luck: uint64, the key of the stream of luck of the seed.
        groups, members: seeds, int64 (sets + 1,) and int32.
        first, last: the runs.
        most_shift: at most 2**most_shift runs go as one.
        sizes: int64 (sets, replicates), written.
        desk: `Desk`.
        places, log: where steps are noted; see `simsmm.diffusion.runs.Notes`.
    """
    starts, ties, names, ids, chances, limit = rows
    reached, order, near, far, found, origin, drawn, after, keys, batch, who, since, tally = desk
    sets, run, shift = len(groups) - 1, first, 0
    while run < last:
        here, wide = min(1 << shift, last - run), np.uint32(shift)
        count = np.int64(0)
        for slot in range(here):
            keys[slot] = pass_key(luck, (run + slot) // sets)
            group = (run + slot) % sets
            for place in range(groups[group], groups[group + 1]):
                item = np.uint32(members[place]) << wide | np.uint32(slot)
                reached[item].time = 0.0
                reached[item].source = -1
                reached[item].waits = 1
                order[count] = near[count] = item
                count += 1
        count = _spread(
            starts, ties, names, ids, chances, limit, delay, width, wide, count,
            reached, order, near, far, found, origin, drawn, after, keys, batch, who, since,
        )  # fmt: skip
        for slot in range(here):
            tally[slot] = 0
        _note(reached, order, count, wide, tally, places[run - first :], log)
        for slot in range(here):
            sizes[(run + slot) % sets, (run + slot) // sets] = tally[slot]
        run += here
        shift = 0
        while shift < most_shift and count / here * (2 << shift) <= TOGETHER:
            shift += 1


@inlined
def _note(reached, order, count, shift, tally, places, log):
    """Write down who was reached, run by run, and forget it."""
    mask = (_ONE << shift) - _ONE
    for at in range(count):
        item = order[at]
        slot = item & mask
        if len(log):
            step = places[slot] + tally[slot]
            log[step].person = item >> shift
            log[step].source = reached[item].source
            log[step].time = reached[item].time
        tally[slot] += 1
        reached[item].time = math.inf


@inlined
def _spread(
    starts, ties, names, ids, chances, limit, delay, width, shift, count,
    reached, order, near, far, found, origin, drawn, after, keys, batch, who, since,
):  # fmt: skip
    """Visit all who are reached; how many they are. ``count`` seeds wait in the ring."""
    head, waiting, later, bound = np.int64(0), count, np.int64(0), width
    while waiting + later > 0:
        if waiting == 0:
            bound, waiting, later = _next_near(reached, near, far, later, head, width)
            continue
        size = min(waiting, BATCH)
        _open(starts, ties, ids, shift, reached, near, head, size, keys, batch, who, since)
        head, waiting = (head + size) & (len(near) - 1), waiting - size
        kept = np.int64(0)
        for place in range(size):
            source, slot = who[place] >> shift, who[place] & ((_ONE << shift) - _ONE)
            row, stop = np.int64(starts[source]), np.int64(starts[source + _ONE])
            while row < stop:
                for lane in range(LANES):
                    origin[kept + lane] = place
                kept = try_ties(
                    batch[place], ties, names, chances, row, stop - row, limit, shift, slot,
                    found, kept,
                )  # fmt: skip
                row += LANES
                if kept > FULL:
                    count, waiting, later = _reach(
                        ids, delay, bound, shift, kept, head, waiting, later, count,
                        reached, order, near, far, found, origin, drawn, after, batch, who, since,
                    )  # fmt: skip
                    kept = np.int64(0)
        count, waiting, later = _reach(
            ids, delay, bound, shift, kept, head, waiting, later, count,
            reached, order, near, far, found, origin, drawn, after, batch, who, since,
        )  # fmt: skip
    return count


@inlined
def _open(starts, ties, ids, shift, reached, near, head, size, keys, batch, who, since):
    """Take a batch from the ring: who they are, since when, and the keys of their ties."""
    mask = (_ONE << shift) - _ONE
    for place in range(size):
        item = near[(head + place) & (len(near) - 1)]
        who[place] = item
        prefetch(ties, np.int64(starts[item >> shift]))
    for place in range(size):
        item = who[place]
        since[place] = reached[item].time
        reached[item].waits = 0
        source = item >> shift
        identity = ids[source] if len(ids) else np.uint64(source)
        batch[place] = number(keys[item & mask], identity)


@inlined
def _time(ids, delay, shift, kept, found, origin, batch, since, drawn, after, reached):
    """When the ties found lead to their targets."""
    for at in range(kept):
        prefetch(reached, np.int64(found[at]))
        target = found[at] >> shift
        identity = ids[target] if len(ids) else np.uint64(target)
        drawn[at] = number(batch[origin[at]], identity)
    for at in range(kept):
        after[at] = since[origin[at]] + waited(uniform(number(drawn[at], _DELAY)), *delay)


@inlined
def _reach(
    ids, delay, bound, shift, kept, head, waiting, later, count,
    reached, order, near, far, found, origin, drawn, after, batch, who, since,
):  # fmt: skip
    """Let the ties found reach their targets, where nobody does so sooner.

    Returns:
        how many have been reached, wait in the ring, and lie on the pile.
    """
    _time(ids, delay, shift, kept, found, origin, batch, since, drawn, after, reached)
    if later + kept > len(far):
        later = _tidy(reached, far, later)
    for at in range(kept):
        item, time = found[at], after[at]
        before = reached[item].time
        if time > before:
            continue
        if time == before:
            # Of those who come at once it is the one whose tie has the smallest number.
            if reached[item].source >= 0 and drawn[at] < reached[item].tie:
                reached[item].tie = drawn[at]
                reached[item].source = np.int32(who[origin[at]] >> shift)
            continue
        if before == math.inf:
            order[count] = item
            count += 1
        reached[item].time = time
        reached[item].tie = drawn[at]
        reached[item].source = np.int32(who[origin[at]] >> shift)
        if time >= bound:
            far[later].time = time
            far[later].item = item
            later += 1
        elif not reached[item].waits:
            near[(head + waiting) & (len(near) - 1)] = item
            reached[item].waits = 1
            waiting += 1
    return count, waiting, later


@inlined
def _next_near(reached, near, far, later, head, width):
    """Move the bound on, and what is now before it from the pile into the empty ring."""
    first = math.inf
    for at in range(later):
        first = min(first, far[at].time)
    bound, waiting, kept = first + width, np.int64(0), np.int64(0)
    for at in range(later):
        time, item = far[at].time, far[at].item
        if time >= bound:
            far[kept].time = time
            far[kept].item = item
            kept += 1
        elif time == reached[item].time:
            near[(head + waiting) & (len(near) - 1)] = item
            reached[item].waits = 1
            waiting += 1
    return bound, waiting, kept


@inlined
def _tidy(reached, far, later):
    """Drop what is out of date from the pile: what is left are different items."""
    kept = np.int64(0)
    for at in range(later):
        time, item = far[at].time, far[at].item
        if time == reached[item].time:
            far[kept].time = time
            far[kept].item = item
            kept += 1
    return kept
