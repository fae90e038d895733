"""The compiled races of `simsmm.channels.race`: whose clock runs out next, lap by lap.

The runners of a lap wait in a heap, a piece of ``runners`` (of `simsmm.spread.public.Public`).
``lane`` is which of a stand's two races: computers or phones, or 0 where there is one race only.
The same in plain Python: `simsmm.spread.twin_public`.
"""

from __future__ import annotations

import math

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.race import lap_end
from simsmm.channels.recommended import pull
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.spread.state import At

_CLOCK = int(Sight.SEEN)
_WAITING = At.WAITING


@compiled
def run_visits(stand, lane, item, account, fans, cards, runners, counts):
    """Work out the next lap of a list's visitors on one device; False where room is lacking.

    A member's clock runs out again and again, as a Poisson process: at every visit that looks down
    far enough.
    """
    lap = stand.laps[lane]
    low, high = lap_end(lap - 1), lap_end(lap)
    start, size = counts[_WAITING], 0
    for row in range(account.first, account.stop):
        person = fans[row]
        card = cards[item.channel, person]
        if card.phone != lane:
            continue
        key = number(number(item.key, card.id), lap)
        at, visit = low, 0
        base = number(key, visit)
        draw = uniform(number(base, _CLOCK))
        # -log(1 - x) is at least x: most need no logarithm.
        while draw < card.activity * (high - at):
            at += -math.log1p(-draw) / card.activity
            if at >= high:
                break
            if start + size == len(runners):
                return False
            _enter(runners, start, size, at, base, card.id, person)
            size += 1
            visit += 1
            base = number(key, visit)
            draw = uniform(number(base, _CLOCK))
    _begin_lap(stand, lane, size, counts)
    return True


@compiled
def run_matches(
    stand, item, post, topics, account, fans, cards, interests, weight, runners, counts
):
    """Work out the next lap of those whom a post may be recommended to; False where room lacks."""
    lap = stand.laps[0]
    low, high = lap_end(lap - 1), lap_end(lap)
    start, size = counts[_WAITING], 0
    fastest = max(pull(0.0, post.mean_match, weight), pull(1.0, post.mean_match, weight))
    for row in range(account.first, account.stop):
        person = fans[row]
        card = cards[item.channel, person]
        base = number(item.key, card.id)
        draw = uniform(number(base, _CLOCK))
        if draw >= fastest * high:
            continue
        match = 0.0
        for topic in range(topics.shape[1]):
            match += topics[item.post, topic] * interests[person, topic]
        at = -math.log1p(-draw) / pull(match, post.mean_match, weight)
        if low <= at < high:
            if start + size == len(runners):
                return False
            _enter(runners, start, size, at, base, card.id, person)
            size += 1
    _begin_lap(stand, 0, size, counts)
    return True


@compiled
def _begin_lap(stand, lane, size, counts):
    stand.laps[lane] += 1
    stand.first[lane], stand.size[lane] = counts[_WAITING], size
    counts[_WAITING] += size


@compiled
def _enter(runners, start, size, at, key, identity, person):
    """Enter a runner into the heap of ``size`` runners that begins at ``start``."""
    hole = size
    while hole > 0 and _later(runners, start + (hole - 1) // 2, at, key):
        _move(runners, start + (hole - 1) // 2, start + hole)
        hole = (hole - 1) // 2
    runner = runners[start + hole]
    runner.at, runner.key, runner.id, runner.person = at, key, identity, person


@compiled
def drop_first(runners, start, size):
    """Take the first runner out of a heap of ``size`` runners."""
    last = runners[start + size - 1]
    at, key = last.at, last.key
    hole = 0
    while 2 * hole + 1 < size - 1:
        below = 2 * hole + 1
        other = runners[start + below]
        if below + 1 < size - 1 and _later(
            runners, start + below, runners[start + below + 1].at, runners[start + below + 1].key
        ):
            below += 1
            other = runners[start + below]
        if at < other.at or (at == other.at and key <= other.key):
            break
        _move(runners, start + below, start + hole)
        hole = below
    _move(runners, start + size - 1, start + hole)


@compiled
def _later(runners, row, at, key):
    """Whether a runner comes after one at ``at`` with ``key``."""
    runner = runners[row]
    return at < runner.at or (at == runner.at and key < runner.key)


@compiled
def _move(runners, source, target):
    one, other = runners[source], runners[target]
    other.at, other.key, other.id, other.person = one.at, one.key, one.id, one.person
