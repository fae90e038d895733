"""The compiled independent cascade: breadth first, one draw for each tie of whoever is active."""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled
from simsmm.draws.compiled import number, uniform


@compiled
def play(
    starts, heads, chance, ids, keys, sets, members, first, last, sizes, active, queue, counts
):
    """Play runs ``first`` to ``last``; run r * sets + s starts from group s with key r.

    Args:
        starts, heads: rows of ties, int64 (n + 1,) and int32 (m,).
        chance: float64 (1,) or (m,).
        ids: uint64 (n,) or empty.
        keys: uint64 (replicates,).
        sets, members: groups of seeds, int64 (groups + 1,) and int32.
        first, last: the runs.
        sizes: int64 (groups, replicates), written.
        active: uint8 (n,), zeros before and after.
        queue: int32 (n,), scratch.
        counts: int64 (groups, n), added to; or of no column: then nothing is counted.
    """
    groups = len(sets) - 1
    for run in range(first, last):
        replicate, group = run // groups, run % groups
        size = 0
        for place in range(sets[group], sets[group + 1]):
            queue[size] = members[place]
            active[members[place]] = 1
            size += 1
        done = 0
        while done < size:
            source = queue[done]
            done += 1
            key = number(keys[replicate], ids[source] if len(ids) else np.uint64(source))
            for row in range(starts[source], starts[source + 1]):
                head = heads[row]
                draw = uniform(number(key, ids[head] if len(ids) else np.uint64(head)))
                if active[head] == 0 and draw < chance[row if len(chance) > 1 else 0]:
                    active[head] = 1
                    queue[size] = head
                    size += 1
        for place in range(size):
            active[queue[place]] = 0
            if counts.shape[1]:
                counts[group, queue[place]] += 1
        sizes[group, replicate] = size
