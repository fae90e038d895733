"""The desk: deliveries to different people, worked on side by side before they are taken in turn.

As long as no person is there twice, what one delivery reads no other changes. So everything up to
the acts is reckoned for all of them in short loops over columns, in which the processor works on
eight people at once and never waits for one person's memory. What then changes the world is done
one by one, in order, by `simsmm.spread.kernel`.

Rows of ``reals`` and ``whole`` (of `simsmm.spread.state.Bench`) lie end to end, `COLUMNS` numbers
each: the number of a row is the place where it begins. Functions work on columns ``first`` to
``last``; sums and products run on to a multiple of eight, over leftovers that nobody reads.
"""

from __future__ import annotations

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.behaviour import (
    appeal_seconded,
    attitude_after,
    bell,
    gain,
    recall_after,
    recall_gain,
    seconding,
)
from simsmm.channels.feed import WINDOW_HOURS, WINDOW_ITEMS, notice_chance
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.record import Kind
from simsmm.spread.passing import NOBODY, channel_of, kind_of, person_of, post_of, source_of
from simsmm.spread.state import (
    ATTITUDE,
    COLUMNS,
    DESK,
    DONE,
    GAINED,
    MET,
    MIND,
    PASSED,
    RECALL,
    RING,
    UPDATED,
    WAITING,
)
from simsmm.spread.world import ACTS, CELLS, RESPONSES

_rows = [np.uint64(row * COLUMNS) for row in range(26)]
(
    TIME, TRUST, MATCH, QUALITY, BONUS, SECONDED, ATTITUDE_NOW, MET_NOW, TASTE, RECALL_NOW, HOURS,
    GAINED_NOW, TONE, LIMIT, RECENT, NOTICE, LIKING, HASTENED, NEXT_RECALL, NEXT_ATTITUDE, DRAW,
) = _rows[:21]  # fmt: skip
"""Rows of real numbers. From ``DRAW`` on there is one for each act."""

KEY, ID, WHO, PLACES, MIND_AT, MET_AT, TASTE_KEY, RESPONSE, DONE_NOW, CELL, HITS, SELLS = _rows[:12]
"""Rows of whole numbers."""

_LATE = np.uint64(DESK)
_WIDTH, _ONE, _SEVEN, _EIGHT = (np.uint64(whole) for whole in (COLUMNS, 1, 7, 8))
_NOTICED, _FIRST_DRAW = int(Sight.NOTICED), int(Sight.ENGAGE) - 1
_AD, _CREATOR = int(Kind.AD), int(Kind.CREATOR)
_ACQUAINTANCE, _PUBLIC = int(Kind.ACQUAINTANCE), int(Kind.PUBLIC)
_S16, _S32, _S48 = np.uint64(16), np.uint64(32), np.uint64(48)
_M16 = np.uint64(0xFFFF)
_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""

_SECONDING = np.array([seconding(float(passed)) for passed in range(256)])


@compiled
def put(event, reals, whole, column):
    """Put an event into a column."""
    reals[TIME + column] = event.time
    whole[KEY + column] = event.key
    whole[WHO + column] = event.who
    whole[ID + column] = event.id


@compiled
def lay_out(ready, head, ready_size, until, marks, width, first_mark, reals, whole):
    """Put the next events of the sorted bucket into columns; how many.

    Stops before a publication, a person who is at the desk already, and the time ``until``.
    """
    size = 0
    while size < DESK and head + size < ready_size:
        event = ready[head + size]
        person = person_of(event.who)
        if person == NOBODY or event.time >= until:
            break
        waiting = (4 * person * width + first_mark + WAITING) & _PLACE
        if marks[waiting]:
            break
        marks[waiting] = 1
        put(event, reals, whole, np.uint64(size))
        size += 1
    return size


@compiled
def leave(column, marks, width, first_mark, whole):
    """Let the person of a column go from the desk."""
    person = person_of(whole[WHO + np.uint64(column)])
    marks[(4 * person * width + first_mark + WAITING) & _PLACE] = 0


@compiled
def gather(
    reals, whole, first, last, routes, sources, posts, topics, bonus, trusts, channels, lean, rows,
    marks, rings, brands, width, likes, first_mark,
):  # fmt: skip
    """Fetch into the columns what a delivery reads of its source, its post and its person."""
    for column in range(np.uint64(first), np.uint64(last)):
        who = whole[WHO + column]
        person, kind, source = person_of(who), kind_of(who), source_of(who)
        place, channel = post_of(routes[source]), channel_of(routes[source])
        post, brand = posts[place], np.int64(posts[place].brand)
        row = person * width
        mind, met = (row + MIND * brand) & _PLACE, (4 * row + first_mark + 4 * place) & _PLACE
        whole[MIND_AT + column], whole[MET_AT + column] = mind, met
        whole[PLACES + column] = routes[source]
        whole[TASTE_KEY + column] = post.taste_key
        row_of_kind = np.int64(kind >= _ACQUAINTANCE) + np.int64(kind == _PUBLIC)
        whole[RESPONSE + column] = RESPONSES * channel + row_of_kind
        whole[DONE_NOW + column] = marks[met + DONE]
        reals[TRUST + column] = sources[source].trust if kind <= _CREATOR else trusts[kind]
        match = 0.0
        for topic in range(topics.shape[1]):
            match += topics[place, topic] * rows[(row + likes + topic) & _PLACE]
        reals[MATCH + column] = match - post.mean_match
        reals[QUALITY + column] = post.quality
        reals[TONE + column] = post.tone
        reals[BONUS + column] = bonus[channel, place] + lean[place]
        reals[SECONDED + column] = _SECONDING[np.uint64(marks[met + PASSED])]
        reals[MET_NOW + column] = marks[met + MET]
        reals[ATTITUDE_NOW + column] = rows[mind + ATTITUDE]
        reals[RECALL_NOW + column] = rows[mind + RECALL]
        reals[GAINED_NOW + column] = rows[mind + GAINED]
        reals[HOURS + column] = reals[TIME + column] - np.float64(rows[mind + UPDATED])
        if len(rings) > 0:
            ring = (RING * (person * brands + brand)) & _PLACE
            recent = _recent(rings, ring, reals[TIME + column] - WINDOW_HOURS)
            reals[RECENT + column] = recent if kind != _AD else 0.0
            reals[LIMIT + column] = channels[channel].attention


@compiled
def _recent(rings, ring, since):
    """Deliveries of a ring after ``since`` [h]."""
    recent = 0
    for item in range(WINDOW_ITEMS + 1):
        recent += np.float64(rings[ring + item]) > since
    return np.float64(recent)


@compiled
def reckon(reals, whole, first, last, numbers, offers, response, ceiling, attention):
    """From what was gathered, all that follows from it: notice, appeal, the mind after, acts."""
    start = np.uint64(first)
    stop = start + ((np.uint64(last) - start + _SEVEN) >> np.uint64(3)) * _EIGHT
    if attention:
        _notice(reals, whole, start, stop)
    _draw(reals, whole, start, stop)
    _judge(reals, whole, start, stop, numbers.weights)
    _remember(reals, start, stop, numbers)
    _watch_clocks(reals, whole, start, stop, offers)
    _hits(reals, whole, start, stop, ceiling)


@compiled
def _notice(reals, whole, start, stop):
    """Chance of notice less its draw: noticed where that is above 0."""
    for column in range(start, stop):
        draw = uniform(number(whole[KEY + column], _NOTICED))
        reals[NOTICE + column] = notice_chance(reals[RECENT + column], reals[LIMIT + column]) - draw


@compiled
def _draw(reals, whole, start, stop):
    """The draws of the acts, the first by the sight's own number, and a person's fixed taste."""
    for column in range(start, stop):
        key = whole[KEY + column]
        reals[DRAW + column] = uniform(key)
        for kind in range(1, ACTS):
            reals[DRAW + np.uint64(kind) * _WIDTH + column] = uniform(
                number(key, _FIRST_DRAW + kind)
            )
    for column in range(start, stop):
        bits = number(whole[TASTE_KEY + column], whole[ID + column])
        quarters = (bits & _M16) + (bits >> _S16 & _M16) + (bits >> _S32 & _M16) + (bits >> _S48)
        reals[TASTE + column] = bell(np.int64(quarters))


@compiled
def _judge(reals, whole, start, stop, weights):
    """Appeal, and its cell in the table of ceilings."""
    for column in range(start, stop):
        liking = appeal_seconded(
            reals[MATCH + column],
            reals[QUALITY + column],
            reals[BONUS + column],
            reals[TRUST + column],
            reals[SECONDED + column],
            reals[ATTITUDE_NOW + column],
            reals[MET_NOW + column],
            reals[TASTE + column],
            weights,
        )
        reals[LIKING + column] = liking
        cell = (liking + 8.0) * 4.0
        cell = min(max(cell, 0.0), CELLS - 1.0)
        whole[CELL + column] = np.uint64(np.int64(cell))


@compiled
def _remember(reals, start, stop, numbers):
    """Recall and attitude after the exposure, and the hours that the buying clock has gained."""
    decay, lift, rate = numbers.recall_decay, numbers.lift, numbers.recall_rate
    step = numbers.attitude_step
    for column in range(start, stop):
        recall, hours = reals[RECALL_NOW + column], reals[HOURS + column]
        left, hastened = 0.0, 0.0
        if recall > 0.0:
            left = recall_after(recall, hours, decay)
            hastened = gain(recall, hours, decay, lift)
        reals[HASTENED + column] = hastened
        reals[NEXT_RECALL + column] = recall_gain(left, rate)
        reals[NEXT_ATTITUDE + column] = attitude_after(
            reals[ATTITUDE_NOW + column], reals[TONE + column], reals[TRUST + column], step
        )


@compiled
def _watch_clocks(reals, whole, start, stop, offers):
    """Where a buying clock may have run out: for any hazard x, 1 - exp(-x) is at most x."""
    for column in range(start, stop):
        whole[SELLS + column] = 0
    for offer in range(len(offers)):
        rate, key = offers[offer].rate, offers[offer].clock_key
        for column in range(start, stop):
            now = reals[TIME + column] + reals[GAINED_NOW + column] + reals[HASTENED + column]
            sells = uniform(number(key, whole[ID + column])) < rate * now
            whole[SELLS + column] |= np.uint64(sells)


@compiled
def _hits(reals, whole, start, stop, ceiling):
    """Acts, as bits, whose draws lie below the largest chance in the cell of appeal.

    Most draws lie above, and need no exponential.
    """
    ceiling = ceiling.reshape(-1)
    for column in range(start, stop):
        place = whole[RESPONSE + column] * np.uint64(ACTS * CELLS) + whole[CELL + column]
        hits = np.uint64(0)
        for kind in range(ACTS):
            act = np.uint64(kind)
            below = reals[DRAW + act * _WIDTH + column] < ceiling[place + act * np.uint64(CELLS)]
            hits |= np.uint64(below) << act
        whole[HITS + column] = hits & ~whole[DONE_NOW + column]
