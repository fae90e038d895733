"""The compiled threshold models: a person becomes active when enough of what leads there is.

Step by step: everybody who is active by the end of a step counts in the next. Who becomes active at
which step depends on no order of working. Whom a person has it from does: of several at the same
step, the one who came first.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as inlined
from simsmm.draws.compiled import number, uniform
from simsmm.prefetch import prefetch

NOBODY = -1

PERSON = np.dtype([("lacking", np.int64), ("ties", np.int32)], align=True)
"""What is known of a person in the run at hand: the units that are lacking, 0 before the first
comes; and how many ties lead there."""

UNITS = 2.0**62
"""Whole units that make up a weight of 1: their sums have no order, and an int64 holds them."""

_ACTIVE = -1
_AHEAD = 8
"""How far ahead memory is fetched: ties of a row, and people in the queue."""
_FINER = np.uint64(9)
_COARSE = np.uint64(11)


@compiled
def play(
    starts, heads, ids, weights, needs, rows, shares, keys, sets, members, first, last, sizes,
    people, touched, steps, places, log,
):  # fmt: skip
    """Play runs ``first`` to ``last``; run r * groups + s starts from group s with key r.

    A person needs a number of units, and gets one from each tie that leads there from somebody
    active, or as many as the tie weighs.

    Args:
        starts, heads: rows of ties, int64 (n + 1,) and int32 (m,).
        ids: uint64 (n,), or empty: then the numbers of people.
        weights: int64 (m,), in `UNITS`, if thresholds are uniform on their sum. Or empty:
        needs: int32 (n,): ties that must lead to each person from somebody active. Or empty:
        shares: float64: chance that a person with d ties needs at most 1, 2, ... d of them. Or
            empty: thresholds are uniform on the share of ties.
        rows: int64 (most ties + 1,): for each number of ties, where its row in ``shares`` begins.
        keys: uint64 (replicates,): keys of thresholds.
        sets, members: groups of seeds, int64 (groups + 1,) and int32.
        first, last: the runs.
        sizes: int64 (groups, replicates), written.
        people: `PERSON` (n,), scratch; nothing is lacking before and after.
        touched: int32 (n,), scratch: who has got any.
        steps: `simsmm.diffusion.runs.STEP` (n,), scratch: who is active, in order.
        places, log: where steps are noted; see `simsmm.diffusion.runs.Runs`.
    """
    groups = len(sets) - 1
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        size = met = 0
        for place in range(sets[group], sets[group + 1]):
            size = _enter(steps, size, members[place], NOBODY, 0.0)
            people[members[place]].lacking = _ACTIVE
        done = 0
        while done < size:
            person, step = steps[done].person, steps[done].time + 1.0
            done += 1
            stop = starts[person + 1]
            if done + _AHEAD < size:
                prefetch(starts, steps[done + _AHEAD].person)
            if done < size:
                prefetch(heads, starts[steps[done].person])
            for row in range(starts[person], stop):
                head = heads[row]
                prefetch(people, heads[min(row + _AHEAD, stop - 1)])
                lacks = people[head].lacking
                if lacks == _ACTIVE:
                    continue
                if lacks == 0:
                    touched[met] = head
                    met += 1
                    lacks = _need(
                        head, people[head].ties, ids, weights, needs, rows, shares, keys[replicate]
                    )
                lacks -= weights[row] if len(weights) else 1
                if lacks <= 0:
                    lacks = _ACTIVE
                    size = _enter(steps, size, head, person, step)
                people[head].lacking = lacks
        for place in range(met):
            people[touched[place]].lacking = 0
        for place in range(sets[group], sets[group + 1]):
            people[members[place]].lacking = 0
        sizes[group, replicate] = size
        if len(log):
            log[places[run - first] : places[run - first] + size] = steps[:size]


@inlined
def _enter(steps, size, person, source, time):
    """Note that a person has become active; return how many are."""
    steps[size].person = person
    steps[size].source = source
    steps[size].time = time
    return size + 1


@inlined
def _need(person, ties, ids, weights, needs, rows, shares, key):
    """Units that make a person active, from 1."""
    if len(needs):
        return np.int64(needs[person])
    draw = number(key, ids[person] if len(ids) else np.uint64(person))
    if len(weights):
        return np.int64(draw >> _COARSE << _FINER) + 1
    threshold = uniform(draw)
    if len(shares) == 0:
        return np.int64(min(int(threshold * ties) + 1, ties))
    row, low, high = rows[ties], np.int64(0), np.int64(ties)
    while low < high:
        middle = (low + high) // 2
        if shares[row + middle] > threshold:
            high = middle
        else:
            low = middle + 1
    return np.int64(low + 1)
