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
from simsmm.draws.compiled import number, uniform
from simsmm.prefetch import prefetch

ALIKE, EACH, ONE = range(3)
"""Which ties of a person are live: each by the person's chance; each by a chance of its own; one of
them at most, by their shares (the linear threshold model)."""

START, LIMIT = range(2)
"""Columns of `card`, which holds together what is read of whoever is reached."""

ROOT, TIE = range(2)

_ROWS_AHEAD, _CARDS_AHEAD = 2, 4
"""How many people ahead the ties and the card of a person are fetched into the cache."""

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""


@compiled
def draw(kind, card, names, tails, ids, limits, shares, roots, keys, members, ends, stamps, stamp):
    """Draw one set for each key, one behind the other, while there is room.

    Args:
        kind: `ALIKE`, `EACH` or `ONE`.
        card: int64 (n + 1, 2): `START` of each person's row, and for `ALIKE` `LIMIT`: a tie is live
            if 53 bits of its draw are below.
        names: ids of people, uint64 (n,), or empty where these are their numbers.
        tails: int32 (m,): rows of those who may activate a person.
        ids: their ids, uint64 (m,), or ``tails`` where these are the ids.
        limits: uint64 (m,) for `EACH`, as `LIMIT`; else empty.
        shares: float64 (m,) for `ONE`: sum of the shares up to each tie of a row; else empty.
        roots: float64: sum of the weights up to each person; empty where all weigh the same.
        keys: uint64 (sets,).
        members: int32, written: the people of the sets; room for 2 n, and that of the sets before.
        ends: int64 (sets,), written: where each set ends.
        stamps: int32 (n,): the last set that each person was met in. Those to come are stamped with
            the numbers after ``stamp``.

    Returns:
        how many sets were drawn: all, unless the room is used up; at least one.
    """
    size, room = 0, len(members) - 2 * (len(card) - 1)
    for k in range(len(keys)):
        if size > room:
            return k
        stamp += 1
        size = reach(
            kind, card, names, tails, ids, limits, shares, roots, keys, k, members, size,
            stamps, stamp, tails, 0,
        )[0]  # fmt: skip
        ends[k] = size
    return len(keys)


@compiled
def meet(
    kind, card, names, tails, ids, limits, shares, roots, keys, members, stamps, stamp, marks,
    everybody, met,
):  # fmt: skip
    """Draw one set for each key, and count which groups of seeds meet it.

    A set is followed until every group has met it, and is not kept.

    Args:
        kind, card, names, tails, ids, limits, shares, roots, keys, stamps, stamp: see `draw`.
        members: int32 (2 n,), scratch.
        marks: uint8 (n,): bit g says that a person belongs to group g.
        everybody: the bits of all groups.
        met: int64 (256,), added to: number of sets by the bits of the groups that met them.
    """
    for k in range(len(keys)):
        stamp += 1
        found = reach(
            kind, card, names, tails, ids, limits, shares, roots, keys, k, members, 0,
            stamps, stamp, marks, everybody,
        )[1]  # fmt: skip
        met[found] += 1


@part
def reach(
    kind, card, names, tails, ids, limits, shares, roots, keys, k, members, begin, stamps, stamp,
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
        prefetch(tails, card[root_of(keys[k + 2], roots, people), START])
    members[begin & _PLACE] = root
    stamps[root] = stamp
    size, done, found = begin + 1, begin, np.int64(0)
    while done < size:
        if done + _CARDS_AHEAD < size:
            prefetch(card, 2 * np.int64(members[(done + _CARDS_AHEAD) & _PLACE]))
        if done + _ROWS_AHEAD < size:
            prefetch(tails, card[members[(done + _ROWS_AHEAD) & _PLACE] & _PLACE, START])
        person = members[done & _PLACE] & _PLACE
        done += 1
        if everybody:
            found |= np.int64(marks[person])
            if found == everybody:
                break
        start, stop = card[person, START], card[person + 1, START]
        drawn = number(key, names[person] if len(names) else np.uint64(person))
        if kind == ONE:
            tried = picked(uniform(drawn), start, stop, shares, tails, members, size)
        elif kind == EACH:
            tried = live_each(drawn, start, stop, limits, tails, ids, members, size)
        else:
            limit = np.uint64(card[person, LIMIT])
            tried = live_alike(drawn, start, stop, limit, tails, ids, members, size)
        kept = size
        for place in range(size, tried):
            tail = members[place & _PLACE]
            members[kept & _PLACE] = tail
            kept += stamps[tail & _PLACE] != stamp
            stamps[tail & _PLACE] = stamp
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
def live_alike(drawn, start, stop, limit, tails, ids, members, size):
    """Append those whose tie is live by the person's limit; returns where they end."""
    for row in range(start & _PLACE, stop & _PLACE):
        members[size & _PLACE] = tails[row & _PLACE]
        size += (number(drawn, ids[row & _PLACE]) >> np.uint64(11)) < limit
    return size


@part
def live_each(drawn, start, stop, limits, tails, ids, members, size):
    """Append those whose tie is live by its own limit; returns where they end."""
    for row in range(start & _PLACE, stop & _PLACE):
        members[size & _PLACE] = tails[row & _PLACE]
        size += (number(drawn, ids[row & _PLACE]) >> np.uint64(11)) < limits[row & _PLACE]
    return size


@part
def picked(draw, start, stop, shares, tails, members, size):
    """Append the one whose share the draw falls into, if any; returns where they end."""
    row = first_above(shares, start, stop, draw)
    if row < stop:
        members[size & _PLACE] = tails[row]
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
