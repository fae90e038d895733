"""The compiled hoax: believers and fact-checkers compete for people, all of whom move at once.

Only people who believe, check, or see somebody who does are looked at.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.draws.compiled import number, uniform

SUSCEPTIBLE, BELIEVER, CHECKER = 0, 1, 2
NOBODY = -1

_NEAR, _FOOLED = 0, 3
"""Places in the tally of people near and of people fooled, beside those of the other states."""

PERSON = np.dtype(
    [
        ("believers", np.int32),
        ("checkers", np.int32),
        ("state", np.uint8),
        ("near", np.bool_),
        ("fooled", np.bool_),
    ],
    align=True,
)
"""What is known of a person in the run at hand:

| field | |
| --- | --- |
| believers, checkers | how many of those who lead to the person |
| state | `SUSCEPTIBLE`, `BELIEVER` or `CHECKER` |
| near | whether the person is looked at in every step |
| fooled | whether the person has ever believed |
"""


@compiled
def play(
    starts, heads, ids, law, end, keys, sets, members, checkers, first, last, sizes, people,
    around, moves, fooled, places, log, course,
):  # fmt: skip
    """Play runs ``first`` to ``last``; run r * groups + s starts from group s with key r.

    Args:
        starts, heads: rows of ties, int64 (n + 1,) and int32 (m,).
        ids: uint64 (n,), or empty: then the numbers of people.
        law: spreading rate, gullibility, verification, forgetting.
        end: number of steps.
        keys: uint64 (replicates,): keys of what people make of it.
        sets, members: groups of first believers, int64 (groups + 1,) and int32.
        checkers: int32: the first fact-checkers, none of whom believes.
        first, last: the runs.
        sizes: int64 (groups, replicates), written: people who ever believed.
        people: `PERSON` (n,), scratch; zeros before and after.
        around: int32 (n,), scratch: who is looked at.
        moves: int32 (n, 2), scratch: who moves at this step, and to which state.
        fooled: `simsmm.diffusion.runs.STEP` (n,), scratch: who has ever believed.
        places, log: where those are noted; see `simsmm.diffusion.runs.Runs`.
        course: int64 (groups, replicates, end + 1, 3), written: believers, fact-checkers and
            those who ever believed, after each step; or empty: then a run is over when nobody
            believes any more.
    """
    groups = len(sets) - 1
    tally = np.zeros(4, np.int64)
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        tally[:] = 0
        for place in range(sets[group], sets[group + 1]):
            _move(starts, heads, people, around, fooled, tally, members[place], BELIEVER, 0)
        for checker in checkers:
            _move(starts, heads, people, around, fooled, tally, checker, CHECKER, 0)
        if len(course):
            course[group, replicate, 0] = tally[1:]
        for step in range(1, end + 1):
            if tally[BELIEVER] == 0 and len(course) == 0:
                break
            count = _decide(ids, law, keys[replicate], step, people, around, moves, tally)
            for place in range(count):
                person, state = moves[place]
                _move(starts, heads, people, around, fooled, tally, person, state, step)
            if len(course):
                course[group, replicate, step] = tally[1:]
        size = tally[_FOOLED]
        sizes[group, replicate] = size
        if len(log):
            log[places[run - first] : places[run - first] + size] = fooled[:size]
        _clear(people, around, fooled, tally)


@inlined
def _decide(ids, law, key, step, people, around, moves, tally):
    """Draw what everybody near makes of it, and note who moves; return how many do."""
    spreading, gullibility, verification, forgetting = law
    count = place = 0
    while place < tally[_NEAR]:
        person = around[place]
        state, believers = people[person].state, people[person].believers
        heard = believers + people[person].checkers
        if state == SUSCEPTIBLE and heard == 0:
            people[person].near = False
            tally[_NEAR] -= 1
            around[place] = around[tally[_NEAR]]
            continue
        place += 1
        draw = uniform(number(number(key, ids[person] if len(ids) else np.uint64(person)), step))
        target = state
        if state == SUSCEPTIBLE:
            if draw < spreading:
                pull = believers * (1.0 + gullibility)
                push = people[person].checkers * (1.0 - gullibility)
                target = BELIEVER if draw * (pull + push) < spreading * pull else CHECKER
        elif draw < forgetting:
            target = SUSCEPTIBLE
        elif state == BELIEVER and draw < forgetting + verification:
            target = CHECKER
        if target != state:
            moves[count, 0], moves[count, 1] = person, target
            count += 1
    return count


@inlined
def _move(starts, heads, people, around, fooled, tally, person, state, step):
    """Put a person into another state, and let those know whom the person's ties lead to."""
    before = people[person].state
    people[person].state = state
    tally[before] -= before != SUSCEPTIBLE
    tally[state] += state != SUSCEPTIBLE
    _come_near(people, around, tally, person)
    if state == BELIEVER and not people[person].fooled:
        people[person].fooled = True
        fooled[tally[_FOOLED]].person = person
        fooled[tally[_FOOLED]].source = NOBODY
        fooled[tally[_FOOLED]].time = step
        tally[_FOOLED] += 1
    believers = np.int32(state == BELIEVER) - np.int32(before == BELIEVER)
    checkers = np.int32(state == CHECKER) - np.int32(before == CHECKER)
    for row in range(starts[person], starts[person + 1]):
        people[heads[row]].believers += believers
        people[heads[row]].checkers += checkers
        _come_near(people, around, tally, heads[row])


@inlined
def _come_near(people, around, tally, person):
    if not people[person].near:
        people[person].near = True
        around[tally[_NEAR]] = person
        tally[_NEAR] += 1


@inlined
def _clear(people, around, fooled, tally):
    """Forget the run."""
    for place in range(tally[_NEAR]):
        person = around[place]
        people[person].believers = people[person].checkers = 0
        people[person].state = SUSCEPTIBLE
        people[person].near = False
    for place in range(tally[_FOOLED]):
        people[fooled[place].person].fooled = False
