"""The compiled reaction of one person to one delivery: notice, judge, remember, act, buy.

Each function puts a plain rule of `simsmm.behaviour` or `simsmm.channels` to work on rows of the
arrays that `simsmm.spread.world` and `simsmm.spread.state` describe; none knows of ties or of the
queue. ``mind`` is the place in ``rows`` (all rows of `State.rows` end to end) where what a person
has in mind of a brand begins, ``met`` the place in ``marks`` (of `State.marks`) for a person and a
post.
"""

from __future__ import annotations

import math

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.behaviour import (
    act_chance,
    appeal,
    attitude_after,
    bell,
    gain,
    hours_to,
    recall_after,
    recall_gain,
)
from simsmm.channels.feed import WINDOW_HOURS, WINDOW_ITEMS, is_seen, notice_chance
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.record import Act, Kind, Path
from simsmm.spread.state import ATTITUDE, GAINED, MET, PASSED, RECALL, UPDATED, At
from simsmm.spread.world import ACTS, CELLS

_NOTICED, _BUY_DRAW = int(Sight.NOTICED), int(Sight.BUY)
_FIRST_DRAW = int(Sight.ENGAGE) - 1
_AD = int(Kind.AD)
_FOLLOW, _CLICK, _BUY = int(Act.FOLLOW), int(Act.CLICK), int(Act.BUY)
_CLOCK, _DIRECT = int(Path.CLOCK), int(Path.DIRECT)
_WON, _SOLD = At.WON, At.SOLD
_S16, _S32, _S48 = np.uint64(16), np.uint64(32), np.uint64(48)
_M16 = np.uint64(0xFFFF)


@compiled
def notice(ring, attention, time, base, kind):
    """Whether attention is left for one more item of the brand; remembers the delivery's time."""
    recent = _held_in_window(ring, time - WINDOW_HOURS)
    if kind != _AD and recent > 0:  # noqa: SIM102  (drawn only where it is needed)
        if uniform(number(base, _NOTICED)) >= notice_chance(recent, attention):
            return False
    slot = np.int64(ring.next)
    ring.seen[slot] = time
    ring.next = slot + 1 if slot + 1 < WINDOW_ITEMS else 0
    ring.held = min(recent + 1, WINDOW_ITEMS)
    return True


@compiled
def _held_in_window(ring, since):
    """Deliveries of the ring after ``since`` [h]; the oldest fall out for good."""
    held = np.int64(ring.held)
    oldest = np.int64(ring.next) - held
    while held > 0:
        if np.float64(ring.seen[oldest if oldest >= 0 else oldest + WINDOW_ITEMS]) > since:
            break
        held, oldest = held - 1, oldest + 1
    return held


@compiled
def match_of(rows, interests, topics, post):
    """Match of a person's interests, from place ``interests`` of ``rows``, with a post's topics."""
    match = 0.0
    for topic in range(topics.shape[1]):
        match += topics[post, topic] * rows[interests + topic]
    return match


@compiled
def taste(key, identity):
    """A person's fixed liking of a post, standardised."""
    bits = number(key, identity)
    quarters = (bits & _M16) + (bits >> _S16 & _M16) + (bits >> _S32 & _M16) + (bits >> _S48)
    return bell(np.int64(quarters))


@compiled
def judge(rows, mind, marks, met, match, post, bonus, identity, trust, weights):
    """Appeal of a post to a person now."""
    return appeal(
        match - post.mean_match,
        post.quality,
        bonus,
        trust,
        np.float64(marks[met + PASSED]),
        np.float64(rows[mind + ATTITUDE]),
        np.float64(marks[met + MET]),
        taste(post.taste_key, identity),
        weights,
    )


@compiled
def fade(rows, mind, until, numbers):
    """Ad recall that is left at ``until`` [h], and hours that the buying clock gains by then."""
    recall = np.float64(rows[mind + RECALL])
    hours = until - np.float64(rows[mind + UPDATED])
    left, hastened = 0.0, 0.0
    if recall > 0.0:
        # Side by side, so that the compiler sees that both need the same exponential.
        left = recall_after(recall, hours, numbers.recall_decay)
        hastened = gain(recall, hours, numbers.recall_decay, numbers.lift)
    return left, hastened


@compiled
def remember(rows, mind, time, trust, tone, left, hastened, numbers):
    """Let an exposure change the mind, of which `fade` has told what became of it by now."""
    rows[mind + RECALL] = recall_gain(left, numbers.recall_rate)
    attitude = np.float64(rows[mind + ATTITUDE])
    rows[mind + ATTITUDE] = attitude_after(attitude, tone, trust, numbers.attitude_step)
    rows[mind + GAINED] += hastened
    rows[mind + UPDATED] = time


@compiled
def clocks_run(
    offers, brand, rows, mind, person, identity, until, hastened, numbers, owns, sold, counts
):
    """Record purchases of a brand's offers whose clock runs out before ``until`` [h]."""
    now = until + np.float64(rows[mind + GAINED]) + hastened
    for offer in range(len(offers)):
        if offers[offer].brand != brand:
            continue
        rate = offers[offer].rate
        draw = uniform(number(offers[offer].clock_key, identity))
        if is_seen(draw, rate * now) and not owns[person] >> offer & 1:
            before = np.float64(rows[mind + UPDATED])
            advance = -math.log1p(-draw) / rate - before - np.float64(rows[mind + GAINED])
            recall = np.float64(rows[mind + RECALL])
            wait = hours_to(max(advance, 0.0), recall, numbers.recall_decay, numbers.lift)
            sell(before + wait, person, offer, _CLOCK, owns, sold, counts)


@compiled
def sell(time, person, offer, path, owns, sold, counts):
    """Record a purchase; everybody buys an offer once."""
    owns[person] |= np.int64(1) << np.int64(offer)
    sale = sold[counts[_SOLD]]
    sale.time, sale.person, sale.offer, sale.path = time, person, offer, path
    counts[_SOLD] += 1


@compiled
def act(liking, base, row, response, ceiling, done):
    """Which acts a person is moved to, as bits, leaving out what is ``done`` already.

    ``row`` of ``response`` and ``ceiling`` is that of the channel and of who delivers.
    Most draws lie above the largest chance in their cell of appeal and need no exponential.
    """
    cell = min(max(np.int64((liking + 8.0) * 4.0), 0), CELLS - 1)
    acts = 0
    for kind in range(ACTS):
        draw = uniform(number(base, _FIRST_DRAW + kind) if kind > 0 else base)
        if draw >= ceiling[row, kind, cell] or done >> kind & 1:
            continue
        intercept, sensitivity = response[row, kind, 0], response[row, kind, 1]
        if draw < act_chance(liking, intercept, sensitivity):
            acts |= 1 << kind
    return acts


@compiled
def follow(page, person, fan, won, counts):
    """Make the person a fan of a page; False where there is none or nothing changes."""
    if page < 0 or fan[page, person]:
        return False
    fan[page, person] = 1
    row = counts[_WON]
    won[row, 0], won[row, 1] = page, person
    counts[_WON] += 1
    return True


@compiled
def visit_buys(offer, person, base, conversion, owns):
    """Whether a visit ends in a purchase of what the link sells, if anything."""
    if offer < 0 or owns[person] >> offer & 1:
        return False
    return uniform(number(base, _BUY_DRAW)) < conversion


@compiled
def settle(acts, time, base, person, page, post, channel, fan, won, owns, sold, counts):
    """Carry out follows, visits and purchases, and take back what could not be."""
    if acts & _FOLLOW and not follow(page, person, fan, won, counts):
        acts &= ~_FOLLOW
    if acts & _CLICK:
        if not post.linked:
            acts &= ~_CLICK
        elif visit_buys(post.offer, person, base, channel.conversion, owns):
            sell(time, person, post.offer, _DIRECT, owns, sold, counts)
            acts |= _BUY
    return acts
