"""The compiled reaction of one person to one delivery: what it changes in memory, acts, purchases.

What it rests on has been reckoned at the desk (`simsmm.spread.desk`). Each function works on rows
of the arrays that `simsmm.spread.world` and `simsmm.spread.state` describe; none knows of ties or
of the queue. ``mind`` is the place in ``rows`` (all rows of `State.rows` end to end) where what a
person has in mind of a brand begins, ``ring`` the place in ``rings`` where a ring begins.
"""

from __future__ import annotations

import math

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.behaviour import (
    act_chance,
    gain,
    hours_to,
    recall_after,
)
from simsmm.channels.feed import WINDOW_ITEMS, is_seen
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.record import Act, Path
from simsmm.spread.state import ATTITUDE, COLUMNS, GAINED, NEXT, RECALL, UPDATED, At
from simsmm.spread.world import ACTS

_BUY_DRAW, _LEAVE_DRAW, _JOIN_DRAW = int(Sight.BUY), int(Sight.LEAVE), int(Sight.JOIN)
_FOLLOW, _CLICK, _BUY = int(Act.FOLLOW), int(Act.CLICK), int(Act.BUY)
_LEAVE = int(Act.LEAVE)
_CLOCK, _DIRECT = int(Path.CLOCK), int(Path.DIRECT)
_WON, _SOLD, _LEFT = At.WON, At.SOLD, At.LEFT
_PLACE = (1 << 48) - 1


@compiled
def deliver(rings, ring, time):
    """Remember the time of a delivery that was noticed."""
    slot = np.int64(rings[ring + NEXT])
    rings[(ring + slot) & _PLACE] = time
    rings[ring + NEXT] = slot + 1 if slot + 1 < WINDOW_ITEMS else 0


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
def remember(rows, mind, time, recall, attitude, hastened):
    """Let an exposure change the mind, as the desk has reckoned."""
    rows[mind + RECALL] = recall
    rows[mind + ATTITUDE] = attitude
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
def act(liking, hits, reals, draws, row, response):
    """Which acts a person is moved to, as bits, out of ``hits``; ``row`` is one of ``response``."""
    acts = 0
    for kind in range(ACTS):
        if hits >> kind & 1:
            intercept, sensitivity = response[row, kind, 0], response[row, kind, 1]
            draw = reals[draws + np.uint64(kind * COLUMNS)]
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
def leaves(liking, base, intercept, pull):
    """Whether a fan has had enough of the page at one of its posts: the less, the more it appeals.

    The chance is that of an act with the appeal turned round.
    """
    return uniform(number(base, _LEAVE_DRAW)) < act_chance(-liking, intercept, pull)


@compiled
def leave_page(page, person, fan, left, counts):
    """Let a fan leave for good: the bit of the act, or 0 for somebody who is no fan."""
    if fan[page, person] != 1:
        return 0
    fan[page, person] = 2
    row = counts[_LEFT]
    left[row, 0], left[row, 1] = page, person
    counts[_LEFT] += 1
    return _LEAVE


@compiled
def visit_buys(post, person, base, usual, sway, owns):
    """Whether a visit ends in a purchase of what the link sells, if anything."""
    offer = post.offer
    if offer < 0 or owns[person] >> offer & 1:
        return False
    return uniform(number(base, _BUY_DRAW)) < (post.conversion or usual) * sway[offer]


@compiled
def joins(post, base):
    """Whether a visit ends in a follow of the page that the link leads to."""
    return post.joins > 0.0 and uniform(number(base, _JOIN_DRAW)) < post.joins


@compiled
def settle(acts, time, base, person, page, post, channel, sway, fan, won, owns, sold, counts):
    """Carry out follows, visits and purchases, and take back what could not be."""
    if acts & _FOLLOW and not follow(page, person, fan, won, counts):
        acts &= ~_FOLLOW
    if acts & _CLICK:
        if not post.linked:
            acts &= ~_CLICK
        elif visit_buys(post, person, base, channel.conversion, sway, owns):
            sell(time, person, post.offer, _DIRECT, owns, sold, counts)
            acts |= _BUY
        asked = acts & _CLICK and not acts & _FOLLOW
        if asked and joins(post, base) and follow(page, person, fan, won, counts):
            acts |= _FOLLOW
    return acts
