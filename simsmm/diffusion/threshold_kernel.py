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

NOBODY = -1

UNITS = 2.0**62
"""Whole units that make up a weight of 1: their sums have no order, and an int64 holds them."""

_ACTIVE = -1
_FINER = np.uint64(9)
_COARSE = np.uint64(11)


@compiled
def play(
    starts, heads, ids, weights, needs, degrees, rows, shares, keys, sets, members, first, last,
    sizes, lacking, touched, steps, places, log,
):  # fmt: skip
    """Play runs ``first`` to ``last``; run r * groups + s starts from group s with key r.

    A person needs a number of units, and gets one from each tie that leads there from somebody
    active, or as many as the tie weighs.

    Args:
        starts, heads: rows of ties, int64 (n + 1,) and int32 (m,).
        ids: uint64 (n,), or empty: then the numbers of people.
        weights: int64 (m,), in `UNITS`, of people whose thresholds are uniform; or empty: 1 each.
        needs: int32 (n,): ties that must lead to each person from somebody active; or empty:
        degrees: int32 (n,): ties that lead to each person,
        rows: int64 (most ties + 1,): for each number of ties, where its row in ``shares`` begins,
        shares: float64: chance that a person with d ties needs at most 1, 2, ... d of them.
        keys: uint64 (replicates,): keys of thresholds.
        sets, members: groups of seeds, int64 (groups + 1,) and int32.
        first, last: the runs.
        sizes: int64 (groups, replicates), written.
        lacking: int64 (n,), scratch: units that each person lacks; zeros before and after.
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
            lacking[members[place]] = _ACTIVE
        done = 0
        while done < size:
            person, step = steps[done].person, steps[done].time + 1.0
            done += 1
            for row in range(starts[person], starts[person + 1]):
                head = heads[row]
                lacks = lacking[head]
                if lacks == _ACTIVE:
                    continue
                if lacks == 0:
                    touched[met] = head
                    met += 1
                    lacks = _need(head, ids, weights, needs, degrees, rows, shares, keys[replicate])
                lacks -= weights[row] if len(weights) else 1
                if lacks <= 0:
                    lacks = _ACTIVE
                    size = _enter(steps, size, head, person, step)
                lacking[head] = lacks
        for place in range(met):
            lacking[touched[place]] = 0
        for place in range(sets[group], sets[group + 1]):
            lacking[members[place]] = 0
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
def _need(person, ids, weights, needs, degrees, rows, shares, key):
    """Units that make a person active, from 1."""
    if len(needs):
        return np.int64(needs[person])
    draw = number(key, ids[person] if len(ids) else np.uint64(person))
    if len(weights):
        return np.int64(draw >> _COARSE << _FINER) + 1
    row, threshold = rows[degrees[person]], uniform(draw)
    low, high = 0, degrees[person]
    while low < high:
        middle = (low + high) // 2
        if shares[row + middle] > threshold:
            high = middle
        else:
            low = middle + 1
    return np.int64(low + 1)
