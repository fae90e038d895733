"""The compiled draw of reverse-reachable sets: who, in a random world, would reach a random person.

C. Borgs, M. Brautbar, J. Chayes and B. Lucier, "Maximizing social influence in nearly optimal
time", SODA 2014. A group of seeds reaches the person exactly if one of them is in the set, so its
spread is the weight of all people times the share of sets that it meets.

Set k has a key; the person it starts from reads `ROOT` of it and the tie u -> v reads
``number(number(number(key, TIE), id_v), id_u)``: a set depends on its number and on ids, never on
other sets. A tie is live if its draw is below its chance, so sets are nested in the chances. In the
linear threshold model, whoever is reached has one live tie or none, picked by one draw of theirs.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as part
from simsmm.diffusion.cascade_kernel import try_ties
from simsmm.diffusion.sift import LANES
from simsmm.draws.compiled import number, uniform
from simsmm.prefetch import prefetch

ANY, ONE = range(2)
"""Which ties that lead to a person are live: each by its chance, or one of them at most, by their
shares (the linear threshold model)."""

START, LIMIT = range(2)
"""Columns of `card`, which holds together what is read of whoever is reached."""

ROOT, TIE = range(2)

_ROWS_AHEAD, _CARDS_AHEAD = 2, 4
"""How many people ahead the ties and the card of a person are fetched into the cache."""

_NO_SHIFT = np.uint32(0)

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""


@compiled
def draw(kind, card, names, ties, ids, chances, shares, roots, keys, members, ends, stamps, stamp):
    """Draw one set for each key, one behind the other, while there is room.

    Args:
        kind: `ANY` or `ONE`.
        card: int64 (n + 1, 2): `START` of each row, and `LIMIT`, the 64 bits of the largest
            number that is live, where all ties to a person have one chance.
        names: ids of people, uint64 (n,), or empty where these are their numbers.
        ties: rows of those who may activate a person, in a form of `simsmm.diffusion.sift`: int32
            where all ties to a person have one chance, else uint64; with spare places.
        ids: their ids, uint64 with spare places, or int32 (m,) where these are their numbers.
        chances: float64 (m,) where ties have chances of their own; else empty.
        shares: float64 (m,) for `ONE`: sum of the shares up to each tie of a row; else empty.
        roots: float64: sum of the weights up to each person; empty where all weigh the same.
        keys: uint64 (sets,).
        members: uint32, written: the people of the sets; room for 2 n, and that of the sets before,
            and spare places.
        ends: int64 (sets,), written: where each set ends.
        stamps: int32 (n,): the last set that each person was met in. Those to come are stamped with
            the numbers after ``stamp``.

    Returns:
        how many sets were drawn: all, unless the room is used up; at least one.
    """
    size, room = 0, len(members) - LANES - 2 * (len(card) - 1)
    for k in range(len(keys)):
        if size > room:
            return k
        stamp += 1
        size = reach(
            kind, card, names, ties, ids, chances, shares, roots, keys, k, members, size,
            stamps, stamp, ends, 0,
        )[0]  # fmt: skip
        ends[k] = size
    return len(keys)


@compiled
def meet(
    kind, card, names, ties, ids, chances, shares, roots, keys, members, stamps, stamp, marks,
    everybody, met,
):  # fmt: skip
    """Draw one set for each key, and count which groups of seeds meet it.

    A set is followed until every group has met it, and is not kept.

    Args:
        kind, card, names, ties, ids, chances, shares, roots, keys, stamps, stamp: see `draw`.
        members: uint32 (2 n and spare places,), scratch.
        marks: uint8 (n,): bit g says that a person belongs to group g.
        everybody: the bits of all groups.
        met: int64 (256,), added to: number of sets by the bits of the groups that met them.
    """
    for k in range(len(keys)):
        stamp += 1
        found = reach(
            kind, card, names, ties, ids, chances, shares, roots, keys, k, members, 0,
            stamps, stamp, marks, everybody,
        )[1]  # fmt: skip
        met[found] += 1


@part
def reach(
    kind, card, names, ties, ids, chances, shares, roots, keys, k, members, begin, stamps, stamp,
    marks, everybody,
):  # fmt: skip
    """Follow ties backwards from the root of one set, which is written to ``members[begin:]``.

    Returns:
        where the set ends, and the bits of the groups it met (if ``everybody`` is not 0).
    """
    people = len(card) - 1
    key = number(keys[k], TIE)
    root = root_of(keys[k], roots, people)
    if k + 4 < len(keys):
        prefetch(card, 2 * root_of(keys[k + 4], roots, people))
    if k + 2 < len(keys):
        prefetch(ties, card[root_of(keys[k + 2], roots, people), START])
    members[begin & _PLACE] = root
    stamps[root] = stamp
    size, done, found = begin + 1, begin, np.int64(0)
    while done < size:
        if done + _CARDS_AHEAD < size:
            prefetch(card, 2 * np.int64(members[(done + _CARDS_AHEAD) & _PLACE]))
        if done + _ROWS_AHEAD < size:
            prefetch(ties, card[members[(done + _ROWS_AHEAD) & _PLACE] & _PLACE, START])
        person = members[done & _PLACE] & _PLACE
        done += 1
        if everybody:
            found |= np.int64(marks[person])
            if found == everybody:
                break
        start, stop = card[person, START], card[person + 1, START]
        drawn = number(key, names[person] if len(names) else np.uint64(person))
        if kind == ONE:
            tried = picked(uniform(drawn), start, stop, shares, ties, members, size)
        else:
            tried, limit = size, np.uint64(card[person, LIMIT])
            for row in range(start, stop, LANES):
                tried = try_ties(
                    drawn, ties, ids, chances, row, stop - row, limit, _NO_SHIFT, _NO_SHIFT,
                    members, tried,
                )  # fmt: skip
        kept = size
        for place in range(size, tried):
            tail = members[place & _PLACE]
            members[kept & _PLACE] = tail
            kept += stamps[tail] != stamp
            stamps[tail] = stamp
        size = kept
    return size, found


@part
def root_of(key, roots, people):
    """The person a set starts from: by weight, or each as likely."""
    draw = uniform(number(key, ROOT))
    if len(roots) == 0:
        return np.int64(draw * people)
    return first_above(roots, 0, people - 1, draw * roots[people - 1])


@part
def picked(draw, start, stop, shares, ties, members, size):
    """Append the one whose share the draw falls into, if any; returns where they end."""
    row = first_above(shares, start, stop, draw)
    if row < stop:
        members[size & _PLACE] = np.uint32(ties[row])
        size += 1
    return size


@part
def first_above(sums, start, stop, value):
    """The first place from ``start`` whose sum is above a value; ``stop`` if there is none."""
    while start < stop:
        middle = (start + stop) // 2
        if sums[middle] <= value:
            start = middle + 1
        else:
            stop = middle
    return start
