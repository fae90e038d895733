"""The compiled engine: takes events in order of (time, key), lets people see, react and pass on.

Reads a `World`, changes a `State`. `simsmm.spread.twin` is the same law in plain Python. A call
works on a slice of the run, so that the caller can stop it, make room, or look at a tick.

Inner functions take the arrays they need one by one rather than a whole world: numba copies what
it is given at each call, and a record of forty arrays costs more than the work.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number, uniform
from simsmm.record import Act, Kind
from simsmm.spread.calendar import LOADED, NO_ROOM, add, drop_late, late_is_next, load_next
from simsmm.spread.passing import (
    NOBODY,
    channel_of,
    hazard_of,
    kind_of,
    offer_sights,
    pack,
    person_of,
    post_of,
    source_of,
)
from simsmm.spread.prefetch import prefetch
from simsmm.spread.reaction import (
    act,
    clocks_run,
    fade,
    judge,
    match_of,
    notice,
    remember,
    settle,
)
from simsmm.spread.state import BLOCK, DONE, MET, MIND, PASSED, RECALL, UPDATED, At
from simsmm.spread.terms import has_won, paid_out, pay_click

REACHED_UNTIL, FINISHED, SLICE_OVER, NEED_EVENTS, NEED_BENCH, NEED_LOG = range(6)
"""Why `advance` came back: the time asked for, no event left, slice used up, or room needed."""

_GROUP = 16
"""How many events ahead memory is fetched into the cache; no more than `CREW`."""

_FETCHED = 8
"""Ties of a person whose cards are fetched ahead; the rest follow when the share is at hand."""

_PLACE = (1 << 48) - 1
"""Mask of places in memory: tells the compiler that none is negative, which in Python would count
from the end and cost a check at every access."""

_HOPEFUL = 33
"""Cell of appeal (just above 0) whose chance of a share makes it worth to fetch people's ties."""

_SHARE, _CLICK = int(Act.SHARE), int(Act.CLICK)
_AD, _CREATOR = int(Kind.AD), int(Kind.CREATOR)
_ACQUAINTANCE, _FRIEND = int(Kind.ACQUAINTANCE), int(Kind.FRIEND)
_FREE, _HEAD, _READY, _LATE, _OWED = At.FREE, At.HEAD, At.READY, At.LATE, At.OWED
_ROWS, _SOURCES, _WON, _SOLD, _UNNOTICED = At.ROWS, At.SOURCES, At.WON, At.SOLD, At.UNNOTICED


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
    counts, rows, marks, rings, fan, owns, calendar, bench, log = state
    buckets, chain, free, events = calendar
    ready, tally, late, crew = bench
    sights, sources, routes, won, sold = log
    cards, interests = crowd
    starts, heads = web
    numbers, channels, layers, reach, meets, rhythm, trusts, response, ceiling = law
    posts, topics, bonus, pages, accounts, fans, offers, _, boosts = plan[:9]
    brands, width, likes = pages.shape[1], rows.shape[1], MIND * pages.shape[1]
    first_mark = 4 * (likes + interests.shape[1])
    rows, marks = rows.reshape(-1), marks.reshape(-1)
    hopeful = _hopeful(ceiling, starts)
    room = _room_in_log(sights, sources, won, sold, offers, counts)
    if room <= 0:
        return NEED_LOG
    for _ in range(min(room, most_events)):
        if counts[_OWED] >= 0:
            owed, item = counts[_OWED], sources[counts[_OWED]]
            audience = _audience(item, channels, starts, accounts, counts)
            lacking = _lacking(audience, buckets, late, counts)
            if lacking:
                return lacking
            if item.account >= 0:
                _publish(
                    crew, item, owed, accounts, fans, won, cards, channels, reach, meets, rhythm,
                    numbers.start_hour, hours, buckets, chain, free, events, late, counts,
                )  # fmt: skip
            else:
                _share(
                    crew, item, owed, cards, starts, heads, channels, layers, reach, meets, rhythm,
                    numbers.start_hour, hours, buckets, chain, free, events, late, counts,
                )  # fmt: skip
            counts[_OWED] = -1
        while counts[_HEAD] == counts[_READY] and counts[_LATE] == 0:
            loaded = load_next(buckets, chain, free, events, ready, tally, late, counts)
            if loaded != LOADED:
                return NEED_BENCH if loaded == NO_ROOM else FINISHED
            for place in range(min(_GROUP, counts[_READY])):
                _fetch_person(ready[place].who, routes, rows, width, rings, brands)
            _fetch_ties(ready, 0, _GROUP, counts, crew, hopeful, sources, starts, heads, cards)
        ahead = counts[_HEAD] + _GROUP
        if ahead < counts[_READY]:
            _fetch_person(ready[ahead].who, routes, rows, width, rings, brands)
        comes_late = late_is_next(ready, late, counts)
        if counts[_HEAD] % _GROUP == 0:
            _fetch_ties(ready, ahead, _GROUP, counts, crew, hopeful, sources, starts, heads, cards)
        event = late[0] if comes_late else ready[counts[_HEAD]]
        time, base, who, identity = event.time, event.key, event.who, event.id
        if time >= until:
            return REACHED_UNTIL
        if comes_late:
            drop_late(late, counts)
        else:
            counts[_HEAD] += 1
        person, kind, source = person_of(who), kind_of(who), source_of(who)
        if person == NOBODY:
            counts[_OWED] = source
            continue
        if kind == _AD and paid_out(boosts, sources[source].account, counts):
            continue
        place, channel = post_of(routes[source]), channel_of(routes[source])
        post = posts[place]
        if len(rings) > 0:
            ring = rings[person * brands + post.brand]
            if not notice(ring, channels[channel].attention, time, base, kind):
                counts[_UNNOTICED] += 1
                continue
        mind = (person * width + MIND * np.int64(post.brand)) & _PLACE
        met = (4 * person * width + first_mark + 4 * place) & _PLACE
        trust = sources[source].trust if kind <= _CREATOR else trusts[kind]
        match = match_of(rows, (person * width + likes) & _PLACE, topics, place)
        liking = judge(
            rows, mind, marks, met, match, post, bonus[channel, place], identity, trust,
            numbers.weights,
        )  # fmt: skip
        left, hastened = fade(rows, mind, time, numbers)
        clocks_run(
            offers, post.brand, rows, mind, person, identity, time, hastened, numbers, owns, sold,
            counts,
        )  # fmt: skip
        remember(rows, mind, time, trust, post.tone, left, hastened, numbers)
        row = 2 * channel + (kind >= _ACQUAINTANCE)
        acts = act(liking, base, row, response, ceiling, marks[met + DONE])
        if acts:
            acts = settle(
                acts, time, base, person, pages[channel, post.brand], post, channels[channel],
                fan, won, owns, sold, counts,
            )  # fmt: skip
            marks[met + DONE] |= np.uint8(acts)
            if kind == _AD and acts & _CLICK:
                pay_click(boosts, sources[source].account, counts)
        if marks[met + MET] < 255:
            marks[met + MET] += 1
        if kind >= _ACQUAINTANCE and marks[met + PASSED] < 255:
            marks[met + PASSED] += 1
        _record(sights, counts, time, person, source, kind, acts)
        if acts & _SHARE:
            key = number(post.pass_key, identity)
            _pass_on(sources, routes, source, time, person, key, counts)
    return SLICE_OVER if room > most_events else NEED_LOG


@compiled
def _room_in_log(sights, sources, won, sold, offers, counts):
    """Events that can be handled before any part of the record is full."""
    return min(
        len(sights) - counts[_ROWS],
        len(sources) - counts[_SOURCES],
        len(won) - counts[_WON],
        (len(sold) - counts[_SOLD]) // (len(offers) + 1),
    )


@compiled
def _hopeful(ceiling, starts):
    """Draw below which a person may well share, so that ties are worth fetching."""
    most = 0.0
    if len(starts) > 0:
        for row in range(len(ceiling)):
            most = max(most, ceiling[row, 0, _HOPEFUL])
    return most


@compiled
def _lacking(audience, buckets, late, counts):
    """What room is lacking for an audience's events, as a code; 0 if none is."""
    if counts[_FREE] < min(audience, len(buckets) + audience // BLOCK + 1):
        return NEED_EVENTS
    return NEED_BENCH if counts[_LATE] + audience >= len(late) else 0


@compiled
def _fetch_person(who, routes, rows, width, rings, brands):
    """Have the memory of a coming event's person at hand by the time its turn comes.

    One person at a time, soon enough: many at once drive one another out of the cache again.
    """
    person = person_of(who) if person_of(who) != NOBODY else 0
    prefetch(routes, source_of(who))
    for line in range(0, min(width, 32), 16):
        prefetch(rows, person * width + line)
    if len(rings) > 0:
        prefetch(rings, person * brands)


@compiled
def _fetch_ties(ready, first, size, counts, crew, hopeful, sources, starts, heads, cards):
    """Have the ties of those at hand who may well share, and the cards of the first people tied.

    The first layer and the first channel stand for all: this only warms the cache.
    """
    sharers = 0
    for place in range(first, min(first + size, counts[_READY])):
        event = ready[place]
        if uniform(event.key) < hopeful and person_of(event.who) != NOBODY:
            crew[sharers].person = person_of(event.who)
            prefetch(starts, crew[sharers].person)
            prefetch(sources, source_of(event.who))
            sharers += 1
    for sharer in range(sharers):
        prefetch(heads, starts[0, crew[sharer].person])
    for sharer in range(sharers):
        person = crew[sharer].person
        first = starts[0, person]
        for tie in range(first, min(first + _FETCHED, starts[0, person + 1])):
            prefetch(cards, np.int64(heads[tie]))


@compiled
def _audience(item, channels, starts, accounts, counts):
    """The most people whom an item could be put before."""
    if item.account >= 0:
        account = accounts[item.account]
        return account.stop - account.first + counts[_WON]
    most = 0
    for slot in range(2):
        layer = channels[item.channel].layers[slot]
        if layer >= 0:
            most += starts[layer, item.person + 1] - starts[layer, item.person]
    return most


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
def _publish(
    crew, item, source, accounts, fans, won, cards, channels, reach, meets, rhythm,
    start_hour, hours, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """A page or a creator puts a post before its fans, those won meanwhile included."""
    number_of_account = item.account
    account = accounts[number_of_account]
    channel, key, start, kind = item.channel, item.key, item.time, account.kind
    visible = reach[channel, kind]
    computer = hazard_of(visible, 1.0, meets, channel, 0, start_hour, start)
    phone = hazard_of(visible, 1.0, meets, channel, 1, start_hour, start)
    row, of_old = np.int64(0), account.stop - account.first
    last = of_old + counts[_WON]
    while row < last:
        size = 0
        while row < last and size < len(crew):
            if row < of_old:
                size = _join(crew, size, fans[account.first + row], cards, channel)
            elif has_won(won[row - of_old], number_of_account, account, cards):
                size = _join(crew, size, won[row - of_old, 1], cards, channel)
            row += 1
        offer_sights(
            crew, size, cards, channels, rhythm, start_hour, hours, channel, key, start, source,
            kind, computer, phone, buckets, chain, free, events, late, counts,
        )  # fmt: skip


@compiled
def _join(crew, size, person, cards, channel):
    """Take one more person into a crew, and have the person's card fetched; the new size."""
    crew[size].person = person
    prefetch(cards, np.int64(channel) * cards.shape[1] + person)
    return size + 1


@compiled
def _share(
    crew, item, source, cards, starts, heads, channels, layers, reach, meets, rhythm,
    start_hour, hours, buckets, chain, free, events, late, counts,
):  # fmt: skip
    """A person passes a post on to all ties of the channel's layers, each person once."""
    channel, key, start, sharer = item.channel, item.key, item.time, np.int64(item.person)
    closer, closest = np.int64(0), np.int64(0)
    for slot in range(2):
        layer = channels[channel].layers[slot]
        if layer < 0:
            continue
        kind, strength = layers[layer].kind, layers[layer].strength
        visible = reach[channel, kind]
        computer = hazard_of(visible, strength, meets, channel, 0, start_hour, start)
        phone = hazard_of(visible, strength, meets, channel, 1, start_hour, start)
        row, last = starts[layer, sharer], starts[layer, sharer + 1]
        first = row
        while row < last:
            size = 0
            while row < last and size < len(crew):
                person = heads[row]
                # Rows ascend: walk the first layer's row along to skip who was offered it there.
                while closer < closest and heads[closer] < person:
                    closer += 1
                if closer == closest or heads[closer] != person:
                    size = _join(crew, size, person, cards, channel)
                row += 1
            offer_sights(
                crew, size, cards, channels, rhythm, start_hour, hours, channel, key, start, source,
                kind, computer, phone, buckets, chain, free, events, late, counts,
            )  # fmt: skip
        closer, closest = first, last


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
