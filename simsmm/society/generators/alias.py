"""Picking people by weight at constant cost: alias tables, one for each segment.

Walker 1977, "An efficient method for generating discrete random variables with general
distributions"; the tables are built as in Vose 1991.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled, compiled_bare
from simsmm.draws.compiled import uniform

SLOT = np.dtype([("stay", "f8"), ("here", "i4"), ("other", "i4")], align=True)
"""A place in a table stands for person ``here`` with chance ``stay``, else for ``other``."""


@compiled
def tables(weights, firsts, slots):
    """Write the alias tables of consecutive blocks of people.

    Args:
        weights: float64 (n,), zero or more.
        firsts: int64 (S + 1,), where each block begins.
        slots: SLOT (n,), with ``here`` filled in; ``stay`` and ``other`` are written.

    Returns:
        the weight of each block, float64 (S,).
    """
    total = np.zeros(len(firsts) - 1)
    poor, rich = np.empty(len(weights), np.int32), np.empty(len(weights), np.int32)
    for block in range(len(firsts) - 1):
        first, stop = firsts[block], firsts[block + 1]
        for i in range(first, stop):
            total[block] += weights[i]
        poors = riches = 0
        for i in range(first, stop):
            slots[i].stay = weights[i] * (stop - first) / total[block] if total[block] > 0 else 1.0
            slots[i].other = slots[i].here
            if slots[i].stay < 1.0:
                poor[poors], poors = i, poors + 1
            else:
                rich[riches], riches = i, riches + 1
        while poors > 0 and riches > 0:
            poors -= 1
            needy, giver = poor[poors], rich[riches - 1]
            slots[needy].other = slots[giver].here
            slots[giver].stay -= 1.0 - slots[needy].stay
            if slots[giver].stay < 1.0:
                riches -= 1
                poor[poors], poors = giver, poors + 1
        # What rounding leaves over stands for itself.
        for k in range(poors):
            slots[poor[k]].stay = 1.0
    return total


@compiled_bare
def pick(bits, first, stop, slots):
    """The person whom 64 bits pick from the block between ``first`` and ``stop``."""
    real = uniform(bits) * (stop - first)
    place = min(int(real), stop - first - 1)
    slot = slots[first + place]
    return slot.here if real - place < slot.stay else slot.other
