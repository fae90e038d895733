"""The compiled lists: where a post stands, step by step, and who looks down as far as that.

A step ends when the list is drawn up anew or an hour is over, whichever comes first: within it,
rank and rhythm stand still, so the clock of the race runs evenly, and a member whose clock runs out
in the step sees the post at that moment.
"""

from __future__ import annotations

import math

import numpy as np

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.race import lap_end
from simsmm.channels.ranking import (
    RECENT,
    STARS,
    grown,
    mean_novelty,
    novelty,
    score,
    shrunken,
    visibility,
)
from simsmm.compiled import compiled_apart
from simsmm.compiled import compiled_bare as compiled
from simsmm.record import Kind
from simsmm.spread.calendar import add
from simsmm.spread.passing import NOBODY, pack
from simsmm.spread.race import drop_first, run_visits
from simsmm.spread.room import ROOM, WAITING, lacking_for

_PUBLIC = int(Kind.PUBLIC)

LEAST_SIGHTS = 0.1
"""A post is left to itself once fewer simulated people than this are expected to see it still."""


@compiled_apart
def climb(
    stands, first, stand, item, source, lists, others, accounts, fans, cards, rhythm, start_hour,
    hours, posts, runners, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """Let a listed post go on for a step; what room is lacking, after which a call goes on.

    Args:
        stands: all of them; those of the channel begin at ``first``.
        stand: that of the post.
        posts: number of posts.
    """
    rules, account = lists[item.channel], accounts[item.account]
    if stand.busy == 0:
        if stand.source < 0:
            _open(stand, item, source, rules.refresh)
        elif stand.source != source:
            return ROOM
        if stand.until >= stand.epoch * rules.refresh:
            _draw_up(stands, first, stand, rules, others, posts)
        _begin_step(stand, rules, rhythm, start_hour, hours)
    for lane in range(2):
        lacks = _call(
            stand, lane, item, source, account, fans, cards, runners, buckets, chain, free, events,
            late, counts,
        )  # fmt: skip
        if lacks != ROOM:
            return lacks
    lacks = lacking_for(1, buckets, late, counts)
    if lacks != ROOM:
        return lacks
    stand.busy = 0
    seen = rules.visits * (account.stop - account.first) * (hours - stand.until)
    seen *= visibility(np.float64(max(stand.place, 1)), rules.depth)
    seen *= novelty(max(stand.until - stand.opened, 0.0), rules.novelty)
    risen = rules.elsewhere > 0.0 or rules.rule == STARS
    forgotten = stand.rounds > 0 and not risen and seen < LEAST_SIGHTS
    if stand.until < hours and not forgotten:
        who = pack(NOBODY, 0, source)
        add(buckets, chain, free, events, late, counts, stand.until, item.key, who, 0)
    return ROOM


@compiled
def _open(stand, item, source, refresh):
    """A post is submitted: the next list that is drawn up holds it; its age counts from then."""
    stand.source = source
    stand.epoch = np.int64(math.floor(item.time / refresh)) + 1
    stand.opened, stand.until = stand.epoch * refresh, item.time


@compiled
def _draw_up(stands, first, stand, rules, others, posts):
    """Draw the list up: count everybody's votes as they are, and find the post's rank."""
    epoch = stand.epoch
    now = epoch * rules.refresh
    for row in range(first, first + posts):
        other = stands[row]
        if other.source >= 0 and other.frozen < epoch:
            other.counted = other.votes - (other.before if rules.rule == RECENT else 0.0)
            other.before, other.frozen = other.votes, epoch
    mine = _score_of(stand, rules, now)
    place = 1
    for row in range(first, first + posts):
        other = stands[row]
        if other.source >= 0 and _score_of(other, rules, now) > mine:
            place += 1
    have = stand.counted * rules.scale
    for row in range(rules.first, rules.stop):
        other = others[row]
        if other.time > now:
            break
        # Fewer votes, and older: surely below.
        if other.votes > have or other.time > stand.opened or rules.rule == STARS:
            age = now - other.time
            votes = grown(other.votes, age, rules.half_life, rules.entry)
            if score(rules.rule, votes, age, other.stars) > mine:
                place += 1
    stand.place = place
    stand.best = place if stand.rounds == 0 else min(stand.best, place)
    stand.rounds += 1
    stand.epoch = epoch + 1


@compiled
def _score_of(stand, rules, now):
    votes, stars = stand.counted * rules.scale, 0.0
    if rules.rule == STARS:
        stars = shrunken(stand.stars, stand.reviews, rules.usual, rules.prior)
    return score(rules.rule, votes, now - stand.opened, stars)


@compiled
def _begin_step(stand, rules, rhythm, start_hour, hours):
    """How far the clocks run until the next list, the next hour, or the end."""
    now = stand.until
    until = min(stand.epoch * rules.refresh, math.floor(now) + 1.0, hours)
    hour = np.int64(start_hour + now) % (rhythm.shape[1] - 1)
    for lane in range(2):
        stand.clock[lane] = stand.target[lane]
        if stand.rounds > 0:
            chance = visibility(np.float64(stand.place), rules.depth)
            chance *= mean_novelty(now - stand.opened, until - stand.opened, rules.novelty)
            pace = rules.visits * rhythm[lane, hour] * chance
            stand.target[lane] += pace * (until - now)
    stand.begin, stand.until, stand.busy = now, until, 1


@compiled
def _call(
    stand, lane, item, source, account, fans, cards, runners, buckets, chain, free, events, late,
    counts,
):  # fmt: skip
    """Queue the sights of those on one device whose clocks run out in this step."""
    clock, target = stand.clock[lane], stand.target[lane]
    while True:
        while stand.size[lane] > 0 and runners[stand.first[lane]].at < target:
            lacks = lacking_for(1, buckets, late, counts)
            if lacks != ROOM:
                return lacks
            runner = runners[stand.first[lane]]
            part = (runner.at - clock) / (target - clock)
            time = stand.begin + part * (stand.until - stand.begin)
            who = pack(runner.person, _PUBLIC, source)
            add(buckets, chain, free, events, late, counts, time, runner.key, who, runner.id)
            drop_first(runners, stand.first[lane], stand.size[lane])
            stand.size[lane] -= 1
        if target <= lap_end(stand.laps[lane] - 1):
            return ROOM
        if not run_visits(stand, lane, item, account, fans, cards, runners, counts):
            return WAITING
