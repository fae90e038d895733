"""The compiled recommendations: waves of people whom a post is shown to, the interested first."""

from __future__ import annotations

import simsmm.spread.rules  # noqa: F401  (teaches the compiler the plain rules below)
from simsmm.channels.recommended import next_wave
from simsmm.compiled import compiled_apart
from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.draws.decisions import Sight
from simsmm.record import Kind
from simsmm.spread.calendar import add
from simsmm.spread.passing import NOBODY, delay, pack, proposed_delay
from simsmm.spread.race import drop_first, run_matches
from simsmm.spread.room import ROOM, WAITING, lacking_for

_PUBLIC = int(Kind.PUBLIC)
_WAVE = int(Sight.WAVE)


@compiled_apart
def widen(
    stand, item, source, waves, accounts, fans, cards, interests, post, topics, rhythm, start_hour,
    hours, runners, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """Show a post to its next wave; what room is lacking, after which a call goes on."""
    rules, account = waves[item.channel], accounts[item.account]
    if stand.busy == 0:
        if stand.source < 0:
            stand.source, stand.opened, stand.until = source, item.time, item.time
        elif stand.source != source:
            return ROOM
        if not _begin_wave(stand, item, rules, account):
            return ROOM
    while stand.left > 0:
        if stand.size[0] == 0:
            if not run_matches(
                stand, item, post, topics, account, fans, cards, interests, rules.pull, runners,
                counts,
            ):  # fmt: skip
                return WAITING
            continue
        lacks = lacking_for(1, buckets, late, counts)
        if lacks != ROOM:
            return lacks
        runner = runners[stand.first[0]]
        phone = cards[item.channel, runner.person].phone
        wait = proposed_delay(rules, runner.key, 0)
        wait = delay(wait, rules, rhythm, start_hour, runner.key, phone, stand.begin)
        if stand.begin + wait < hours:
            who = pack(runner.person, _PUBLIC, source)
            time = stand.begin + wait
            add(buckets, chain, free, events, late, counts, time, runner.key, who, runner.id)
        drop_first(runners, stand.first[0], stand.size[0])
        stand.size[0] -= 1
        stand.left -= 1
        stand.taken += 1
    lacks = lacking_for(1, buckets, late, counts)
    if lacks != ROOM:
        return lacks
    stand.busy = 0
    if stand.until < hours:
        who = pack(NOBODY, 0, source)
        add(buckets, chain, free, events, late, counts, stand.until, item.key, who, 0)
    return ROOM


@compiled
def _begin_wave(stand, item, rules, account):
    """Settle how many people the next wave is shown to; False where it is shown to nobody more.

    A part of a person is a whole one as often as it is large.
    """
    wanted = rules.audience
    if stand.rounds > 0:
        wanted = next_wave(float(stand.shown), float(stand.engaged), rules.reference)
    draw = uniform(number(number(item.key, _WAVE), stand.rounds))
    members = account.stop - account.first
    stand.left = int(min(wanted + draw, float(members - stand.taken)))
    stand.shown = stand.engaged = 0
    if stand.left < 1:
        return False
    stand.rounds += 1
    stand.begin = stand.until
    stand.until = stand.begin + 2.0 * rules.half_life
    stand.busy = 1
    return True
