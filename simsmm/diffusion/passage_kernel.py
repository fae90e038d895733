"""The compiled first passage: when each person is reached first, if ties take time.

A person is reached at the earliest of own time and, over all ties u -> v that are live, the time of
u plus the time that the tie takes: shortest ways over keyed lengths, found by
`simsmm.diffusion.calendar`.
"""

from __future__ import annotations

import math

import numpy as np

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.diffusion import calendar as calendars
from simsmm.diffusion.calendar import (
    LAST,
    NOBODY,
    SIZE,
    WAITING,
    Array,
    close,
    reach,
    slot_of,
    turn_over,
    unlink,
)
from simsmm.draws.compiled import number, uniform
from simsmm.prefetch import prefetch

TRIES = 64
"""Ties that are looked at together."""


def desk(people: int) -> tuple[Array, ...]:
    """The scratch memory of a thread."""
    return (*calendars.desk(people), np.zeros(TRIES, np.int32), np.zeros(TRIES))


@compiled
def play(
    starts, heads, ids, slowness, rates, until, width, pass_keys, own_keys, stay_keys,
    sets, members, first, last, sizes, people, calendar, reached, tally,
    tries, draws, places, log,
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
        people, calendar, reached, tally: see `simsmm.diffusion.calendar.desk`.
        tries, draws: int32 and float64 (`TRIES`,), scratch: to whom ties may lead, and their draws.
        places, log: where steps are noted; see `simsmm.diffusion.runs.Runs`.
    """
    groups = len(sets) - 1
    own, leaving, stay = rates
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        tally[:] = 0
        for place in range(sets[group], sets[group + 1]):
            reach(people, calendar, reached, tally, members[place], 0.0, NOBODY, 0)
        if own > 0.0:
            _start_clocks(
                people, calendar, reached, tally, ids, own_keys[replicate], own, until, width
            )
        base, slot = 0.0, 0
        while tally[WAITING] > 0:
            person = calendar[slot]
            if person == NOBODY:
                slot += 1
            elif slot == LAST:
                base, slot = turn_over(people, calendar, width), 0
            else:
                unlink(people, calendar, tally, person)
                stays = _stay(ids, stay_keys[replicate], person, leaving, stay)
                _visit(
                    starts, heads, ids, slowness, pass_keys[replicate], person, stays,
                    until, base, width, people, calendar, reached, tally,
                    tries, draws,
                )  # fmt: skip
        sizes[group, replicate] = tally[SIZE]
        close(people, reached, tally, places[run - first] if len(log) else 0, log)


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
            slot = slot_of(time, 0.0, width)
            reach(people, calendar, reached, tally, person, time, NOBODY, slot)


@inlined
def _visit(
    starts, heads, ids, slowness, pass_key, person, stays, until, base, width, people,
    calendar, reached, tally, tries, draws,
):  # fmt: skip
    """Let a person pass on along all ties that do it before the person stops to."""
    key = number(pass_key, _id(ids, person))
    for row in range(starts[person], starts[person + 1], TRIES):
        stop = min(row + TRIES, starts[person + 1])
        found = _find(heads, ids, slowness, key, row, stop, stays, people, tries, draws)
        for place in range(found):
            _pass_on(
                person, tries[place], draws[place], slowness, stays, until, base, width, people,
                calendar, reached, tally,
            )  # fmt: skip


@inlined
def _find(heads, ids, slowness, key, row, stop, stays, people, tries, draws):
    """Note whom some ties may lead to in time, and begin to fetch them; return how many.

    A draw is a lower bound of the wait, so that most ties need no logarithm.
    """
    found = 0
    for tie in range(row, stop):
        head = heads[tie]
        draw = uniform(number(key, _id(ids, head)))
        if stays == math.inf or draw * _mean(slowness, head) < stays:
            tries[found], draws[found] = head, draw
            found += 1
            prefetch(people, head)
            if len(slowness) > 1:
                prefetch(slowness, head)
    return found


@inlined
def _pass_on(
    person, head, draw, slowness, stays, until, base, width, people, calendar, reached, tally
):
    """Let a tie reach a person, unless it does so too late."""
    start, mean = people[person].time, _mean(slowness, head)
    if start + draw * mean < people[head].time:
        wait = unit_wait(draw) * mean
        time = start + wait
        if wait < stays and time < min(people[head].time, until):
            slot = slot_of(time, base, width)
            if people[head].slot == slot:
                people[head].time = time
                people[head].source = person
            else:
                reach(people, calendar, reached, tally, head, time, person, slot)


@inlined
def _mean(slowness, head):
    return slowness[head if len(slowness) > 1 else 0]
