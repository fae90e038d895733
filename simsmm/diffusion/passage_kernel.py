"""The compiled first passage: when each person is reached first, if ties take time.

A person is reached at the earliest of own time and, over all ties u -> v that are live, the time of
u plus the time that the tie takes: shortest ways (Dijkstra 1959) over keyed lengths, so that who is
reached when depends on no order of working. People wait in the slots of a calendar (Dial 1969),
within a slot in any order; whoever is reached earlier after all is visited again.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.draws.compiled import number, uniform

Array = npt.NDArray[Any]

SLOTS = 1024
"""Slots of the calendar; the last one holds whatever comes later."""

NOBODY = -1

PERSON = np.dtype(
    [
        ("time", np.float64),
        ("source", np.int32),
        ("slot", np.int32),
        ("next", np.int32),
        ("previous", np.int32),
    ],
    align=True,
)
"""What is known of a person in the run at hand:

| field | |
| --- | --- |
| time | when the person is reached, as far as is known; infinite: not at all |
| source | from whom, or `NOBODY` |
| slot | where in the calendar the person waits to be visited, or `NOBODY` |
| next, previous | who waits in the same slot after and before the person, or `NOBODY` |
"""

_LAST = SLOTS - 1
_SIZE, _WAITING = 0, 1


def desk(people: int) -> tuple[Array, ...]:
    """The scratch memory of `play`."""
    everybody = np.zeros(people, PERSON)
    everybody["time"] = np.inf
    everybody["slot"] = NOBODY
    calendar = np.full(SLOTS, NOBODY, np.int32)
    return everybody, calendar, np.zeros(people, np.int32), np.zeros(2, np.int64)


@compiled
def play(
    starts, heads, ids, slowness, rates, until, width, pass_keys, own_keys, stay_keys,
    sets, members, first, last, sizes, people, calendar, reached, tally, places, log,
):  # fmt: skip
    """Play runs ``first`` to ``last``; run r * groups + s starts from group s with keys r.

    Args:
        starts, heads: rows of ties, int64 (n + 1,) and int32 (m,).
        ids: uint64 (n,), or empty: then the numbers of people.
        slowness: mean time that a tie takes, float64 (1,), or (n,) by whom it leads to.
        rates: the rate of own clocks; that at which people stop to pass on; and the time after
            which they stop for certain. 0, 0 and infinite: neither happens.
        until: the time at which a run ends.
        width: length of a slot of the calendar.
        pass_keys, own_keys, stay_keys: uint64 (replicates,): keys of ties, own clocks, stays.
        sets, members: groups of seeds, int64 (groups + 1,) and int32.
        first, last: the runs.
        sizes: int64 (groups, replicates), written: people reached before ``until``.
        people: `PERSON` (n,), scratch; no times and no slots before and after.
        calendar: int32 (`SLOTS`,), scratch; `NOBODY` before and after.
        reached: int32 (n,), scratch: who has been reached.
        tally: int64 (2,), scratch: how many of them there are, and how many wait.
        places, log: where steps are noted; see `simsmm.diffusion.runs.Runs`.
    """
    groups = len(sets) - 1
    own, leaving, stay = rates
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        tally[:] = 0
        for place in range(sets[group], sets[group + 1]):
            _reach(people, calendar, reached, tally, members[place], 0.0, NOBODY, 0)
        if own > 0.0:
            _start_clocks(
                people, calendar, reached, tally, ids, own_keys[replicate], own, until, width
            )
        base, slot = 0.0, 0
        while tally[_WAITING] > 0:
            person = calendar[slot]
            if person == NOBODY:
                slot += 1
            elif slot == _LAST:
                base, slot = _turn_over(people, calendar, width), 0
            else:
                _unlink(people, calendar, tally, person)
                stays = _stay(ids, stay_keys[replicate], person, leaving, stay)
                _visit(
                    starts, heads, ids, slowness, pass_keys[replicate], person, stays,
                    until, base, width, people, calendar, reached, tally,
                )  # fmt: skip
        size = tally[_SIZE]
        sizes[group, replicate] = size
        begin = places[run - first] if len(log) else 0
        for place in range(size):
            person = reached[place]
            if len(log):
                log[begin + place].person = person
                log[begin + place].source = people[person].source
                log[begin + place].time = people[person].time
            people[person].time = math.inf


@inlined
def unit_wait(draw):
    """A uniform draw to an exponential number of mean one; never below the draw."""
    return max(draw, -math.log1p(-draw))


@inlined
def _id(ids, person):
    return ids[person] if len(ids) else np.uint64(person)


@inlined
def _stay(ids, key, person, leaving, stay):
    """How long a person passes on."""
    if leaving > 0.0:
        return unit_wait(uniform(number(key, _id(ids, person)))) / leaving
    return stay


@inlined
def _start_clocks(people, calendar, reached, tally, ids, key, rate, until, width):
    """Let everybody who is no seed be reached by an own clock."""
    for person in range(len(people)):
        time = unit_wait(uniform(number(key, _id(ids, person)))) / rate
        if time < until and people[person].time == math.inf:
            slot = _slot(time, 0.0, width)
            _reach(people, calendar, reached, tally, person, time, NOBODY, slot)


@inlined
def _visit(
    starts, heads, ids, slowness, pass_key, person, stays, until, base, width, people,
    calendar, reached, tally,
):  # fmt: skip
    """Let a person pass on along all ties that do it before the person stops to."""
    start = people[person].time
    key = number(pass_key, _id(ids, person))
    for row in range(starts[person], starts[person + 1]):
        head = heads[row]
        mean = slowness[head if len(slowness) > 1 else 0]
        draw = uniform(number(key, _id(ids, head)))
        # The draw is a lower bound of the wait: most ties need no logarithm.
        if draw * mean < stays and start + draw * mean < people[head].time:
            wait = unit_wait(draw) * mean
            time = start + wait
            if wait < stays and time < min(people[head].time, until):
                slot = _slot(time, base, width)
                if people[head].slot == slot:
                    people[head].time = time
                    people[head].source = person
                else:
                    _reach(people, calendar, reached, tally, head, time, person, slot)


@inlined
def _slot(time, base, width):
    """The slot of a time; later than the calendar goes: the last."""
    place = (time - base) / width
    return int(place) if place < _LAST else _LAST


@inlined
def _reach(people, calendar, reached, tally, person, time, source, slot):
    """Note when and from whom a person is reached, and let the person wait for the visit."""
    if people[person].time == math.inf:
        reached[tally[_SIZE]] = person
        tally[_SIZE] += 1
    elif people[person].slot != NOBODY:
        _unlink(people, calendar, tally, person)
    people[person].time = time
    people[person].source = source
    _link(people, calendar, tally, person, slot)


@inlined
def _link(people, calendar, tally, person, slot):
    after = calendar[slot]
    people[person].next = after
    people[person].previous = NOBODY
    people[person].slot = slot
    if after != NOBODY:
        people[after].previous = person
    calendar[slot] = person
    tally[_WAITING] += 1


@inlined
def _unlink(people, calendar, tally, person):
    before, after = people[person].previous, people[person].next
    if before == NOBODY:
        calendar[people[person].slot] = after
    else:
        people[before].next = after
    if after != NOBODY:
        people[after].previous = before
    people[person].slot = NOBODY
    tally[_WAITING] -= 1


@inlined
def _turn_over(people, calendar, width):
    """Begin the calendar anew with those of the last slot; return the time it begins with."""
    base, person = math.inf, calendar[_LAST]
    while person != NOBODY:
        base = min(base, people[person].time)
        person = people[person].next
    person, calendar[_LAST] = calendar[_LAST], NOBODY
    while person != NOBODY:
        after = people[person].next
        slot = _slot(people[person].time, base, width)
        head = calendar[slot]
        people[person].next, people[person].previous, people[person].slot = head, NOBODY, slot
        if head != NOBODY:
            people[head].previous = person
        calendar[slot] = person
        person = after
    return base
