"""The compiled engine: takes events in order of (time, key), lets people see, react and pass on.

Reads a `World`, changes a `State`. `simsmm.spread.twin` is the same law in plain Python. A call
works on a slice of the run, so that the caller can stop it, make room, or look at a tick.

Inner functions take the arrays they need one by one rather than a whole world: numba copies what
it is given at each call, and a record of forty arrays costs more than the work.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number
from simsmm.record import Act, Kind
from simsmm.spread.audiences import put_before
from simsmm.spread.boards import is_answered, is_over, is_threaded, lift, restarts
from simsmm.spread.calendar import LOADED, NO_ROOM, add, drop_late, late_is_next, load_next
from simsmm.spread.desk import (
    DRAW,
    HASTENED,
    HITS,
    ID,
    KEY,
    LIKING,
    MET_AT,
    MIND_AT,
    NEXT_ATTITUDE,
    NEXT_RECALL,
    NOTICE,
    PLACES,
    RESPONSE,
    SELLS,
    TIME,
    WHO,
    gather,
    lay_out,
    leave,
    put,
    reckon,
)
from simsmm.spread.fetching import fetch_person, fetch_ties, hopeful_below
from simsmm.spread.passing import (
    NOBODY,
    channel_of,
    kind_of,
    pack,
    person_of,
    post_of,
    source_of,
    visit,
)
from simsmm.spread.reaction import (
    act,
    clocks_run,
    deliver,
    fade,
    leave_page,
    leaves,
    remember,
    settle,
)
from simsmm.spread.room import ROOM, lacking_for, room_in_log
from simsmm.spread.state import (
    DESK,
    DONE,
    MET,
    MIND,
    PASSED,
    RECALL,
    RING,
    UPDATED,
    WAITING,
    At,
)
from simsmm.spread.terms import lead_anywhere, page_of, paid_out, pay_click

REACHED_UNTIL, FINISHED, SLICE_OVER, NEED_EVENTS, NEED_BENCH, NEED_WAITING, NEED_LOG = range(7)
"""Why `advance` came back: the time asked for, no event left, slice used up, or room needed."""

_NEED = NEED_EVENTS - 1
"""What `simsmm.spread.room` finds lacking, from there on, as one of these."""

_AHEAD = DESK + DESK // 2
"""How many events ahead a person's memory is fetched into the cache: before the desk is laid."""

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""

_SHARE, _CLICK = int(Act.SHARE), int(Act.CLICK)
_AD, _PAGE = int(Kind.AD), int(Kind.PAGE)
_ACQUAINTANCE, _FRIEND = int(Kind.ACQUAINTANCE), int(Kind.FRIEND)
_HEAD, _READY, _LATE, _OWED = At.HEAD, At.READY, At.LATE, At.OWED
_ROWS, _SOURCES, _SOLD, _UNNOTICED = At.ROWS, At.SOURCES, At.SOLD, At.UNNOTICED


@compiled
def advance(crowd, web, law, plan, state, hours, until, most_events):
    """Handle events before ``until`` [h], at most ``most_events`` of them.

    Args:
        crowd, web, law, plan: of a `World`; read only.
        state: the `State`, changed in place.
        hours: length of the run [h]; what would come later is dropped.
        until: stop before the first event at or after this time [h].
        most_events: stop after so many events.

    Returns:
        One of the codes above. After ``NEED_*`` the caller makes room and calls again.
    """
    counts, rows, marks, rings, fan, doors, threads, lean, sway, owns, calendar, bench = state[:12]
    log, public = state[12:]
    buckets, chain, free, events = calendar
    ready, tally, late, reals, whole, times, crew, hope, steps, waits, chosen = bench
    sights, sources, routes, won, sold, left = log
    stands, runners = public
    cards, interests = crowd
    starts, heads = web
    numbers, channels, layers, reach, meets, rhythm, trusts, response, ceiling, lists, waves = law
    posts, topics, bonus, pages, accounts, fans, offers, _, boosts, _, others = plan[:11]
    brands, width, likes = pages.shape[1], rows.shape[1], MIND * pages.shape[1]
    first_mark = 4 * (likes + interests.shape[1])
    rows, marks = rows.reshape(-1), marks.reshape(-1)
    hopeful = hopeful_below(ceiling, starts)
    room = room_in_log(sights, sources, won, sold, left, offers, counts)
    if room <= 0:
        return NEED_LOG
    leads = lead_anywhere(posts)
    next_column = size = 0
    code = SLICE_OVER if room > most_events else NEED_LOG
    for _ in range(min(room, most_events)):
        if counts[_OWED] >= 0:
            owed, item = counts[_OWED], sources[counts[_OWED]]
            if item.kind == _PAGE and item.account >= 0:
                doors[item.post] = owed
            lacks = put_before(
                times, crew, waits, chosen, item, owed, sights, sources, routes, threads, accounts,
                fans, fan, won, cards, interests, starts, heads, channels, layers, reach, meets,
                rhythm, marks, width, first_mark, numbers.start_hour, hours, posts, topics, lists,
                waves, others, stands, runners, buckets, chain, free, events, late, counts,
            )  # fmt: skip
            if lacks != ROOM:
                code = _NEED + lacks
                break
            counts[_OWED] = -1
        if leads:
            lacks = lacking_for(1, buckets, late, counts)
            if lacks != ROOM:
                code = _NEED + lacks
                break
        if counts[_HEAD] == counts[_READY] and counts[_LATE] == 0:
            loaded = load_next(buckets, chain, free, events, ready, tally, late, counts)
            if loaded != LOADED:
                code = NEED_BENCH if loaded == NO_ROOM else FINISHED
                break
            for block in range(2):
                fetch_ties(
                    ready, block * DESK, counts, hope, steps, hopeful, sources, starts, heads, cards
                )  # fmt: skip
            for place in range(min(_AHEAD, counts[_READY])):
                fetch_person(ready[place].who, routes, rows, width, rings, brands)
        comes_late = late_is_next(ready, late, counts)
        first = last = column = 0
        if comes_late:
            event = late[0]
            if event.time >= until:
                code = REACHED_UNTIL
                break
            person = person_of(event.who)
            if person == NOBODY:
                counts[_OWED] = source_of(event.who)
                drop_late(late, counts)
                continue
            if marks[(4 * person * width + first_mark + WAITING) & _PLACE]:
                for waiting in range(next_column, size):
                    leave(waiting, marks, width, first_mark, whole)
                next_column = size = 0
            column = first = DESK
            last = first + 1
            put(event, reals, whole, np.uint64(first))
            drop_late(late, counts)
        elif next_column == size:
            head = counts[_HEAD]
            size = lay_out(
                ready, head, counts[_READY], until, marks, width, first_mark, reals, whole
            )
            next_column, last = 0, size
            if size == 0:
                if ready[head].time >= until:
                    code = REACHED_UNTIL
                    break
                counts[_OWED] = source_of(ready[head].who)
                counts[_HEAD] += 1
                continue
            fetch_ties(
                ready, head + 2 * DESK, counts, hope, steps, hopeful, sources, starts, heads, cards
            )  # fmt: skip
        if last > first:
            gather(
                reals, whole, first, last, routes, sources, posts, topics, bonus, trusts, channels,
                lean, rows, marks, rings, brands, width, likes, first_mark,
            )  # fmt: skip
            reckon(reals, whole, first, last, numbers, offers, response, ceiling, len(rings) > 0)
        if not comes_late:
            column = next_column
            next_column += 1
            ahead = counts[_HEAD] + _AHEAD
            if ahead < counts[_READY]:
                fetch_person(ready[ahead].who, routes, rows, width, rings, brands)
            counts[_HEAD] += 1
            leave(column, marks, width, first_mark, whole)
        here = np.uint64(column)
        who, time, base = whole[WHO + here], reals[TIME + here], whole[KEY + here]
        person, kind, source = person_of(who), kind_of(who), source_of(who)
        if kind == _AD and paid_out(boosts, sources[source].account, counts):
            continue
        place, channel = post_of(whole[PLACES + here]), channel_of(whole[PLACES + here])
        post = posts[place]
        threaded = is_threaded(threads, sources, source, kind, channels[channel])
        if threaded and is_over(threads, sources, source, place):
            continue
        if len(rings) > 0:
            if not reals[NOTICE + here] > 0.0:
                counts[_UNNOTICED] += 1
                continue
            deliver(rings, (RING * (person * brands + post.brand)) & _PLACE, time)
        mind, met = np.int64(whole[MIND_AT + here]), np.int64(whole[MET_AT + here])
        mind, met = mind & _PLACE, met & _PLACE
        identity, hastened = whole[ID + here], reals[HASTENED + here]
        if whole[SELLS + here]:
            clocks_run(
                offers, post.brand, rows, mind, person, identity, time, hastened, numbers, owns,
                sold, counts,
            )  # fmt: skip
        remember(rows, mind, time, reals[NEXT_RECALL + here], reals[NEXT_ATTITUDE + here], hastened)
        acts, hits = 0, np.int64(whole[HITS + here])
        row = np.int64(whole[RESPONSE + here]) & _PLACE
        if hits:
            acts = act(reals[LIKING + here], hits, reals, DRAW + here, row, response)
            if acts:
                acts = settle(
                    acts, time, base, person, pages[channel, post.brand], post, channels[channel],
                    sway, fan, won, owns, sold, counts,
                )  # fmt: skip
                marks[met + DONE] |= np.uint8(acts)
                if kind == _AD and acts & _CLICK:
                    pay_click(boosts, sources[source].account, counts)
                if leads and acts & _CLICK and post.leads >= 0:
                    visit(
                        time, base, person, identity, doors[post.leads], hours, buckets, chain,
                        free, events, late, counts,
                    )  # fmt: skip
        if kind == _PAGE:
            liking, page = reals[LIKING + here], page_of(sources[source].account, accounts)
            if leaves(liking, base, channels[channel].leave, numbers.leave_pull):
                acts |= leave_page(page, person, fan, left, counts)
        marks[met + MET] += marks[met + MET] < 255
        by_tie = kind in (_ACQUAINTANCE, _FRIEND)
        marks[met + PASSED] += by_tie and marks[met + PASSED] < 255
        _record(sights, counts, time, person, source, kind, acts)
        if threaded:
            if is_answered(
                acts, hits, reals[LIKING + here], reals, DRAW + here, row, response,
                channels[channel], time - sources[source].time,
            ):  # fmt: skip
                lift(sources, routes, source, time, base, counts)
        elif acts and acts & channels[channel].passes and not restarts(channels[channel]):
            key = number(post.pass_key, identity)
            _pass_on(sources, routes, source, time, person, key, counts)
    for waiting in range(next_column, size):
        leave(waiting, marks, width, first_mark, whole)
    return code


@compiled
def _pass_on(sources, routes, seen, time, person, key, counts):
    """A person's share becomes a source of its own, owed to the person's ties."""
    row, item = counts[_SOURCES], sources[seen]
    made = sources[row]
    made.time, made.key, made.trust, made.parent = time, key, 0.0, counts[_ROWS] - 1
    made.post, made.channel, made.depth = item.post, item.channel, item.depth + 1
    made.account, made.person, made.kind = -1, person, _FRIEND
    routes[row] = routes[seen]
    counts[_SOURCES] = row + 1
    counts[_OWED] = row


@compiled
def _record(sights, counts, time, person, source, kind, acts):
    """Append one impression to the record."""
    row = sights[counts[_ROWS]]
    row.time, row.person, row.source, row.kind, row.acts = time, person, source, kind, acts
    counts[_ROWS] += 1


@compiled
def queue_planned(publications, bought, shift, hours, buckets, chain, free, events, late, counts):
    """Enter publications and bought impressions; boost b is source ``shift + b``."""
    for row in range(len(publications)):
        item = publications[row]
        if item.time < hours:
            who = pack(NOBODY, 0, row)
            add(buckets, chain, free, events, late, counts, item.time, item.key, who, 0)
    for row in range(len(bought)):
        sight = bought[row]
        if sight.time < hours:
            who = pack(sight.person, _AD, shift + sight.boost)
            add(buckets, chain, free, events, late, counts, sight.time, sight.key, who, sight.id)


@compiled
def finish(cards, offers, numbers, rows, owns, sold, counts, brands, hours, first):
    """Let buying clocks and memories run to the end of the run, from person ``first`` on.

    Returns the person to go on with once the log of purchases has more room, or the number of
    people when all is done.
    """
    people, width = rows.shape
    rows = rows.reshape(-1)
    for person in range(first, people):
        if counts[_SOLD] + len(offers) >= len(sold):
            return person
        identity = cards[0, person].id
        for brand in range(brands):
            mind = person * width + MIND * brand
            left, hastened = fade(rows, mind, hours, numbers)
            clocks_run(
                offers, brand, rows, mind, person, identity, hours, hastened, numbers, owns, sold,
                counts,
            )  # fmt: skip
            rows[mind + RECALL], rows[mind + UPDATED] = left, hours
    return people
