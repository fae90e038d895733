"""The compiled fetching of memory ahead of its use: of coming events' people, and of their ties.

Changes no result.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import uniform
from simsmm.prefetch import prefetch
from simsmm.spread.passing import NOBODY, person_of, source_of
from simsmm.spread.state import DESK, LINE, RING, At

_FETCHED = 12
"""Ties of a person whose cards are fetched ahead; the rest follow when the share is at hand."""

_LINE = LINE - 1
"""Mask of places in the line of the hopeful."""

_HOPEFUL = 33
"""Cell of appeal (just above 0) whose chance of a share makes it worth to fetch people's ties."""

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""

_READY = At.READY


@compiled
def hopeful_below(ceiling, starts):
    """Draw below which a person may well share, so that ties are worth fetching."""
    most = 0.0
    if len(starts) > 0:
        for row in range(len(ceiling)):
            most = max(most, ceiling[row, 0, _HOPEFUL])
    return most


@compiled
def fetch_person(who, routes, rows, width, rings, brands):
    """Have the memory of a coming event's person at hand by the time its turn comes.

    One person at a time, soon enough: many at once drive one another out of the cache again.
    """
    person = person_of(who) if person_of(who) != NOBODY else 0
    prefetch(routes, source_of(who))
    for line in range(0, min(width, 32), 16):
        prefetch(rows, person * width + line)
    if len(rings) > 0:
        prefetch(rings, RING * person * brands)


@compiled
def fetch_ties(ready, first, counts, hope, steps, hopeful, sources, starts, heads, cards):
    """Have the ties of those at hand who may well share, and the cards of the first people tied.

    The hopeful stand in a line, ``hope``. Each call goes one step on with each: a call finds where
    their ties begin, the next fetches those, the one after the people tied; by then what the step
    before asked for has come. The first layer and the first channel stand for all: this only warms
    the cache.
    """
    stepped, asked, found = steps[0], steps[1], steps[2]
    for place in range(stepped, asked):
        person = np.int64(hope[place & _LINE])
        tie = starts[0, person]
        for other in range(tie, min(tie + _FETCHED, starts[0, person + 1])):
            prefetch(cards, np.int64(heads[other & _PLACE]))
    for place in range(asked, found):
        prefetch(heads, starts[0, np.int64(hope[place & _LINE])])
    steps[0], steps[1] = asked, found
    for place in range(first, min(first + DESK, counts[_READY])):
        event = ready[place & _PLACE]
        if uniform(event.key) < hopeful and person_of(event.who) != NOBODY:
            hope[found & _LINE] = person_of(event.who)
            prefetch(starts, person_of(event.who))
            prefetch(sources, source_of(event.who))
            found += 1
    steps[2] = found
