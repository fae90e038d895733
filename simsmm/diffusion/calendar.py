"""The calendar of people who wait for their turn in compiled runs with times.

People wait in the slots of a calendar (Dial 1969), within a slot in any order; whoever is reached
earlier after all moves up, or is visited again. A time is the length of the shortest way from a
seed (Dijkstra 1959), so it depends on no order of working.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled_bare as inlined

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

LAST = SLOTS - 1
SIZE, WAITING = 0, 1
"""Places in the tally: how many people have been reached, and how many wait."""


def desk(people: int) -> tuple[Array, ...]:
    """The scratch memory of a thread.

    Returns:
        people: `PERSON` (n,); no times and no slots before and after a run.
        calendar: int32 (`SLOTS`,): who comes first in each slot; `NOBODY` before and after a run.
        reached: int32 (n,): who has been reached.
        tally: int64 (2,): how many of them there are, and how many wait.
    """
    everybody = np.zeros(people, PERSON)
    everybody["time"] = np.inf
    everybody["slot"] = NOBODY
    calendar = np.full(SLOTS, NOBODY, np.int32)
    return everybody, calendar, np.zeros(people, np.int32), np.zeros(2, np.int64)


@inlined
def slot_of(time, base, width):
    """The slot of a time; later than the calendar goes: the last."""
    place = (time - base) / width
    return int(place) if place < LAST else LAST


@inlined
def reach(people, calendar, reached, tally, person, time, source, slot):
    """Note when and from whom a person is reached, and let the person wait for the visit."""
    if people[person].time == math.inf:
        reached[tally[SIZE]] = person
        tally[SIZE] += 1
    elif people[person].slot != NOBODY:
        unlink(people, calendar, tally, person)
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
    tally[WAITING] += 1


@inlined
def unlink(people, calendar, tally, person):
    """Take a person out of the slot."""
    before, after = people[person].previous, people[person].next
    if before == NOBODY:
        calendar[people[person].slot] = after
    else:
        people[before].next = after
    if after != NOBODY:
        people[after].previous = before
    people[person].slot = NOBODY
    tally[WAITING] -= 1


@inlined
def close(people, reached, tally, begin, log):
    """Note who was reached, from row ``begin`` of the log on unless it is empty; forget the run."""
    for place in range(tally[SIZE]):
        person = reached[place]
        if len(log):
            log[begin + place].person = person
            log[begin + place].source = people[person].source
            log[begin + place].time = people[person].time
        people[person].time = math.inf


@inlined
def turn_over(people, calendar, width):
    """Begin the calendar anew with those of the last slot; return the time it begins with."""
    base, person = math.inf, calendar[LAST]
    while person != NOBODY:
        base = min(base, people[person].time)
        person = people[person].next
    person, calendar[LAST] = calendar[LAST], NOBODY
    while person != NOBODY:
        after = people[person].next
        slot = slot_of(people[person].time, base, width)
        head = calendar[slot]
        people[person].next, people[person].previous, people[person].slot = head, NOBODY, slot
        if head != NOBODY:
            people[head].previous = person
        calendar[slot] = person
        person = after
    return base
