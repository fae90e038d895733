"""Kernels that turn loose pairs of people into compressed rows, and rows into their reverse.

No comparison sort: a row falls into order because the other end is visited in order. Peak memory
beside the pairs and the result: 4 bytes for each stored arrow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled

Array = npt.NDArray[Any]


@compiled
def bucket(people: int, tails: Array, heads: Array, both: bool) -> tuple[Array, Array, int]:
    """Throw arrows into one unsorted bucket per head, leaving loops out.

    Args:
        people: number of people.
        tails: int32 (m,), one end of each pair.
        heads: int32 (m,), the other end.
        both: True stores each pair in both directions.

    Returns:
        starts int64 (people + 1,) of the buckets, tails int32 by bucket, number of loops dropped.
    """
    starts = np.zeros(people + 1, np.int64)
    loops = 0
    for k in range(len(tails)):
        if tails[k] == heads[k]:
            loops += 1
            continue
        starts[heads[k] + 1] += 1
        if both:
            starts[tails[k] + 1] += 1
    for i in range(people):
        starts[i + 1] += starts[i]
    places = starts[:-1].copy()
    found = np.empty(starts[people], np.int32)
    for k in range(len(tails)):
        tail, head = tails[k], heads[k]
        if tail == head:
            continue
        found[places[head]] = tail
        places[head] += 1
        if both:
            found[places[tail]] = head
            places[tail] += 1
    return starts, found, loops


@compiled
def turned(people: int, starts: Array, heads: Array) -> tuple[Array, Array]:
    """Reverse every arrow of compressed rows.

    Args:
        people: number of people that the heads may name.
        starts: int64 (n + 1,).
        heads: int32 (m,), rows in any inner order.

    Returns:
        starts int64 (people + 1,), heads int32 (m,): row j lists the rows that named j, ascending.
    """
    back = np.zeros(people + 1, np.int64)
    for k in range(len(heads)):
        back[heads[k] + 1] += 1
    for i in range(people):
        back[i + 1] += back[i]
    places = back[:-1].copy()
    found = np.empty(len(heads), np.int32)
    for i in range(len(starts) - 1):
        for k in range(starts[i], starts[i + 1]):
            head = heads[k]
            found[places[head]] = i
            places[head] += 1
    return back, found


@compiled
def without_repeats(starts: Array, heads: Array) -> int:
    """Close the gaps that repeated heads leave in sorted rows; works in place.

    Returns:
        the number of heads kept: ``heads[:kept]`` holds them, and ``starts`` fits them.
    """
    kept, first = 0, starts[0]
    for i in range(len(starts) - 1):
        stop = starts[i + 1]
        begin = kept
        for k in range(first, stop):
            if kept == begin or heads[k] != heads[kept - 1]:
                heads[kept] = heads[k]
                kept += 1
        starts[i + 1] = kept
        first = stop
    return kept


@compiled
def fault(people: int, starts: Array, heads: Array) -> int:
    """What is wrong with rows: 0 nothing, 1 a head out of range, 2 a loop, 3 order or repeat."""
    for i in range(len(starts) - 1):
        for k in range(starts[i], starts[i + 1]):
            if heads[k] < 0 or heads[k] >= people:
                return 1
            if heads[k] == i:
                return 2
            if k > starts[i] and heads[k] <= heads[k - 1]:
                return 3
    return 0


@compiled
def stands(starts: Array, heads: Array, tail: int, head: int) -> bool:
    """Whether the sorted row of ``tail`` names ``head``, by bisection."""
    low, high = starts[tail], starts[tail + 1]
    while low < high:
        middle = (low + high) // 2
        if heads[middle] < head:
            low = middle + 1
        else:
            high = middle
    return low < starts[tail + 1] and heads[low] == head


@compiled
def returned(starts: Array, heads: Array) -> int:
    """The number of arrows that have one in the other direction, over sorted rows."""
    count = 0
    for i in range(len(starts) - 1):
        for k in range(starts[i], starts[i + 1]):
            if stands(starts, heads, heads[k], i):
                count += 1
    return count


@compiled
def standing(starts: Array, heads: Array, tails: Array, ends: Array) -> int:
    """How many of the pairs ``tails[k]``, ``ends[k]`` (int (m,)) stand in the sorted rows."""
    count = 0
    for k in range(len(tails)):
        if stands(starts, heads, tails[k], ends[k]):
            count += 1
    return count


@compiled
def closed_wedges(starts: Array, heads: Array) -> Array:
    """Closed wedges around each person of an undirected layer: int64 (n,), pairs of tied contacts.

    Every triangle is found once, at its lowest person, by merging two sorted rows.
    """
    closed = np.zeros(len(starts) - 1, np.int64)
    for i in range(len(starts) - 1):
        for k in range(starts[i], starts[i + 1]):
            j = heads[k]
            if j < i:
                continue
            left, right = k + 1, starts[j]
            while left < starts[i + 1] and right < starts[j + 1]:
                if heads[left] < heads[right]:
                    left += 1
                elif heads[left] > heads[right]:
                    right += 1
                else:
                    closed[i] += 1
                    closed[j] += 1
                    closed[heads[left]] += 1
                    left += 1
                    right += 1
    return closed
