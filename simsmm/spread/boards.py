"""The compiled board: threads that replies lift, and members who see them meanwhile.

Reads the arrays of `simsmm.spread.world` and the memories of `simsmm.spread.state`; writes its
``threads``, the queue, and the sources that replies make. The same in plain Python:
`simsmm.spread.twin_audiences`.
"""

from __future__ import annotations

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.behaviour import act_chance
from simsmm.channels.mechanisms import VENUE
from simsmm.channels.venue import answer_chance, has_sunk, pull
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number
from simsmm.draws.decisions import Sight
from simsmm.record import Act, Kind
from simsmm.spread.passing import hazard_of, join, offer_sights
from simsmm.spread.state import COLUMNS, CREW, MET, At
from simsmm.spread.terms import has_won, page_of
from simsmm.spread.world import COMMENT_ROW

_AD = int(Kind.AD)
_COMMENT, _ANSWERED = int(Act.COMMENT), int(Sight.ANSWERED)
_ROWS, _SOURCES, _OWED, _WON = At.ROWS, At.SOURCES, At.OWED, At.WON
_PLACE = (1 << 48) - 1

NOBODY = -1
"""Stands for a replier where there is none."""


@compiled
def restarts(channel):
    """Whether a reply lifts a thread on this channel."""
    return channel.mechanism == VENUE and channel.passes == _COMMENT


@compiled
def is_threaded(threads, sources, source, kind, channel):
    """Whether a delivery is that of a thread on a board."""
    if len(threads) == 0 or kind == _AD:
        return False
    return restarts(channel) and sources[source].account >= 0


@compiled
def is_over(threads, sources, source, post):
    """Whether a thread has been lifted since the life that a source stands for."""
    return threads[post, sources[source].account].newest != source


@compiled
def replier_of(item, sights):
    """Whose reply lifted a thread, or `NOBODY` for a new one."""
    return NOBODY if item.parent < 0 else np.int64(sights[item.parent].person)


@compiled
def put_up(
    times, crew, item, source, replier, threads, accounts, fans, fan, won, cards, channels, reach,
    meets, rhythm, marks, width, first_mark, start_hour, hours, buckets, chain, free, events, late,
    counts,
):  # fmt: skip
    """Begin a life of a thread: put it before the members of its board, but the ``replier``."""
    thread, account = threads[item.post, item.account], accounts[item.account]
    lifted = thread.newest >= 0
    if not lifted:
        thread.begun = item.time
    thread.newest = source
    channel, key, start, kind = item.channel, item.key, item.time, item.kind
    ways, number_of_account = channels[channel], item.account
    page = page_of(number_of_account, accounts)
    left, visible = pull(start - thread.begun, ways.novelty), reach[channel, kind]
    of_old = account.stop - account.first
    met_at = first_mark + 4 * np.int64(item.post) + MET
    for met in range(2 if lifted and ways.returning > 0.0 else 1):
        wanted = left * ways.returning if met else left
        computer = hazard_of(visible, wanted, meets, channel, 0, start_hour, start)
        phone = hazard_of(visible, wanted, meets, channel, 1, start_hour, start)
        row, last = np.int64(0), of_old + counts[_WON]
        while row < last:
            size = 0
            while row < last and size < CREW:
                person = np.int64(-1)
                if row < of_old:
                    person = np.int64(fans[account.first + row])
                elif has_won(won[row - of_old], number_of_account, account, cards):
                    person = np.int64(won[row - of_old, 1])
                row += 1
                if person < 0 or person == replier or fan[page, person] != 1:
                    continue
                if not lifted or (marks[(4 * person * width + met_at) & _PLACE] > 0) == (met == 1):
                    size = join(crew, size, person, cards, channel)
            offer_sights(
                times, crew, size, cards, channels, rhythm, start_hour, hours, channel, key, start,
                source, kind, computer, phone, buckets, chain, free, events, late, counts,
            )  # fmt: skip


@compiled
def is_answered(acts, hits, liking, reals, draws, row, response, channel, age):
    """Whether one of those whom a person stands for answers, and lifts a thread by that."""
    if not has_sunk(age, channel.half_life):
        return False
    if acts & _COMMENT:
        return True
    if not hits & _COMMENT:
        return False
    chance = act_chance(liking, response[row, COMMENT_ROW, 0], response[row, COMMENT_ROW, 1])
    draw = reals[draws + np.uint64(COMMENT_ROW * COLUMNS)]
    return draw < answer_chance(chance, channel.scale)


@compiled
def lift(sources, routes, seen, time, base, counts):
    """A reply begins another life of its thread, owed to the members of the board."""
    row, item = counts[_SOURCES], sources[seen]
    made = sources[row]
    made.time, made.key, made.trust = time, number(base, _ANSWERED), item.trust
    made.parent, made.post, made.channel = counts[_ROWS] - 1, item.post, item.channel
    made.account, made.person, made.kind, made.depth = item.account, -1, item.kind, item.depth
    routes[row] = routes[seen]
    counts[_SOURCES] = row + 1
    counts[_OWED] = row
