"""The compiled independent cascade with times: who becomes active when, and from whom.

The calendar of `simsmm.diffusion.passage_kernel` over live ties only: the coin of a tie is tossed
first, and a delay is drawn where it came up.
"""

from __future__ import annotations

import math

import numpy as np
from numba.extending import register_jitable

from simsmm.channels.jitted import OPTIONS
from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.diffusion import passage_kernel
from simsmm.diffusion.cascade_kernel import FULL, ROOM, try_ties
from simsmm.diffusion.delays import waited
from simsmm.diffusion.passage_kernel import (
    _LAST,
    _SIZE,
    _WAITING,
    NOBODY,
    Array,
    _reach,
    _slot,
    _turn_over,
    _unlink,
)
from simsmm.diffusion.sift import LANES
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight

_DELAY = int(Sight.DELAY)
_NO_SHIFT = np.uint32(0)

register_jitable(**OPTIONS)(waited)


def desk(people: int) -> tuple[Array, ...]:
    """The scratch memory of `play`."""
    return (*passage_kernel.desk(people), np.zeros(ROOM, np.uint32))


@compiled
def play(
    rows, delay, width, keys, sets, members, first, last, sizes,
    people, calendar, reached, tally, found, places, log,
):  # fmt: skip
    """Play runs ``first`` to ``last``; run r * groups + s starts from group s with key r.

    Args:
        rows: `simsmm.diffusion.cascade_kernel.Rows`.
        delay: kind, scale and shape of `simsmm.diffusion.delays.Delay`.
        width: length of a slot of the calendar.
        keys: uint64 (replicates,).
        sets, members: groups of seeds, int64 (groups + 1,) and int32.
        first, last: the runs.
        sizes: int64 (groups, replicates), written.
        people, calendar, reached, tally: as in `simsmm.diffusion.passage_kernel.play`.
        found: uint32 (`ROOM`,), scratch: targets of live ties.
        places, log: where steps are noted; see `simsmm.diffusion.runs.Runs`.
    """
    starts, ties, names, ids, chances, limit = rows
    groups = len(sets) - 1
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        tally[:] = 0
        for place in range(sets[group], sets[group + 1]):
            _reach(people, calendar, reached, tally, members[place], 0.0, NOBODY, 0)
        base, slot = 0.0, 0
        while tally[_WAITING] > 0:
            person = calendar[slot]
            if person == NOBODY:
                slot += 1
            elif slot == _LAST:
                base, slot = _turn_over(people, calendar, width), 0
            else:
                _unlink(people, calendar, tally, person)
                _visit(
                    starts, ties, names, ids, chances, limit, delay, keys[replicate], person,
                    base, width, people, calendar, reached, tally, found,
                )  # fmt: skip
        sizes[group, replicate] = tally[_SIZE]
        begin = places[run - first] if len(log) else 0
        for place in range(tally[_SIZE]):
            person = reached[place]
            if len(log):
                log[begin + place].person = person
                log[begin + place].source = people[person].source
                log[begin + place].time = people[person].time
            people[person].time = math.inf


@inlined
def _id(ids, person):
    return ids[person] if len(ids) else np.uint64(person)


@inlined
def _visit(
    starts, ties, names, ids, chances, limit, delay, pass_key, person, base, width,
    people, calendar, reached, tally, found,
):  # fmt: skip
    """Let a person pass on over every live tie."""
    key = number(pass_key, _id(ids, person))
    kept, stop = np.int64(0), np.int64(starts[person + 1])
    for row in range(np.int64(starts[person]), stop, LANES):
        kept = try_ties(
            key, ties, names, chances, row, stop - row, limit, _NO_SHIFT, _NO_SHIFT, found, kept
        )
        if kept > FULL or row + LANES >= stop:
            for at in range(kept):
                _pass_on(
                    key, ids, delay, pass_key, person, np.int64(found[at]), base, width,
                    people, calendar, reached, tally,
                )  # fmt: skip
            kept = np.int64(0)


@inlined
def _pass_on(
    key, ids, delay, pass_key, person, head, base, width, people, calendar, reached, tally
):  # fmt: skip
    """Let something reach a person over a live tie, unless it comes there sooner anyway."""
    tie = number(key, _id(ids, head))
    time = people[person].time + waited(uniform(number(tie, _DELAY)), *delay)
    if time > people[head].time:
        return
    source = people[head].source
    if time == people[head].time:
        # Of those who come at once it is the one whose tie has the smallest number.
        if source != NOBODY and tie < number(number(pass_key, _id(ids, source)), _id(ids, head)):
            people[head].source = person
        return
    slot = _slot(time, base, width)
    if people[head].slot == slot:
        people[head].time = time
        people[head].source = person
    else:
        _reach(people, calendar, reached, tally, head, time, person, slot)
