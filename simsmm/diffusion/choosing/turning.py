"""Kernels that turn the rows of a network round: who may activate a person, by which chance.

What they make is written into arrays that are given: where a kernel hands over an array of its own,
numba would turn an interrupt into an error of the system.
"""

from __future__ import annotations

from simsmm.compiled import compiled


@compiled
def turn(starts, heads, chance, order, rank, back, tails, chances):
    """Rows by the person that ties lead to, with people in another order.

    Args:
        starts, heads: rows by the person that ties lead from, int64 (n + 1,) and int32 (m,).
        chance: float64 (m,), turned with them; or empty.
        order: int (n,): the person in each place of the new order; or empty for the same order.
        rank: int (n,): the place of each person in it; or empty.
        back: int64 (n + 1,), zeros; written: where rows begin.
        tails: int32 (m,), written: those who may activate a person, ascending.
        chances: float64 (m,), or empty like ``chance``; written.
    """
    people, same = len(starts) - 1, len(order) == 0
    for row in range(len(heads)):
        back[(heads[row] if same else rank[heads[row]]) + 1] += 1
    for person in range(people):
        back[person + 1] += back[person]
    places = back[:-1].copy()
    for place in range(people):
        tail = place if same else order[place]
        for row in range(starts[tail], starts[tail + 1]):
            head = heads[row] if same else rank[heads[row]]
            tails[places[head]] = place
            if len(chance):
                chances[places[head]] = chance[row]
            places[head] += 1


@compiled
def alike(starts, chances):
    """Whether all ties that lead to a person have one chance, for everybody."""
    for person in range(len(starts) - 1):
        for row in range(starts[person] + 1, starts[person + 1]):
            if chances[row] != chances[row - 1]:
                return False
    return True


@compiled
def running_sums(starts, chances, sums):
    """Write the sum of the chances up to each tie of its row to ``sums``, float64 (m,)."""
    for person in range(len(starts) - 1):
        total = 0.0
        for row in range(starts[person], starts[person + 1]):
            total += chances[row]
            sums[row] = total
