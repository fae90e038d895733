"""The memory of a run: made, used again, and given more room as a run needs it."""

from __future__ import annotations

import mmap
import sys
from typing import Any

import numpy as np

from simsmm.channels.mechanisms import MESSAGE, RANKING, RECOMMENDED, VENUE
from simsmm.record import EXPOSURE, PURCHASE, SOURCE, Act
from simsmm.spread.public import RUNNER, Public, new_stands
from simsmm.spread.state import (
    BLOCK,
    BUCKET,
    BUCKETS_PER_HOUR,
    CELLS_PER_EVENT,
    COLUMNS,
    CREW,
    EVENT,
    LINE,
    LONG_PAST,
    MIND,
    NEXT,
    RING,
    ROWS,
    SPARE_ROWS,
    THREAD,
    Array,
    At,
    Bench,
    Calendar,
    Log,
    State,
    limits_attention,
)
from simsmm.spread.world import World

_OURS = 2
"""References to the memory of impressions if nobody else reads them: ours, and the one that asks
for their number."""

_HUGE = 1 << 21
"""Bytes of a huge page of memory."""


def _aligned(rows: int, kind: np.dtype[Any]) -> Array:
    """Zeros that start on a line of cache (64 bytes)."""
    wanted = rows * kind.itemsize
    if wanted >= _HUGE // 2 and hasattr(mmap, "MADV_HUGEPAGE"):
        return _huge(wanted).view(kind)
    memory = np.zeros(wanted + 64, np.uint8)
    shift = -memory.ctypes.data % 64
    return memory[shift : shift + wanted].view(kind)


def _huge(wanted: int) -> Array:
    """Zeros on huge pages, where the system has any.

    People are visited in no order: with small pages, looking up where each lies costs as much as
    the visit.
    """
    private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    pages = mmap.mmap(-1, -(-wanted // _HUGE) * _HUGE, flags=private)
    pages.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(pages, np.uint8)[:wanted]


def new_state(world: World, room: int) -> State:
    """A state before the first event, with room for about ``room`` events and impressions."""
    plan, n, rows = world.plan, world.people, _new_rows(world)
    sources = len(plan.publications) + len(plan.boosts)
    return State(
        counts=_new_counts(room),
        rows=rows,
        marks=rows.view(np.uint8),
        rings=_new_rings(n * world.brands if limits_attention(world) else 0),
        fan=_fans_at_start(world, len(plan.accounts)),
        doors=np.full(len(plan.posts), -1, np.int64),
        lean=np.zeros(len(plan.posts)),
        sway=np.ones(len(plan.offers)),
        threads=_new_threads(world),
        owns=_aligned(n, np.dtype(np.int64)),
        calendar=_new_calendar(world.hours, room),
        bench=_new_bench(1024, most_ties(world)),
        log=_new_log(room, sources + max(room, 64)),
        public=_new_public(_stands(world), room),
    )


def _new_public(stands: int, room: int) -> Public:
    return Public(new_stands(stands), np.zeros(max(room, 8) if stands else 0, RUNNER))


def _stands(world: World) -> int:
    """Stands that posts can have: one on every channel, if any channel has some."""
    mechanisms = world.law.channels["mechanism"]
    some = np.isin(mechanisms, (RANKING, RECOMMENDED)).any()
    return len(mechanisms) * len(world.plan.posts) if some else 0


def begin_again(state: State, world: World) -> None:
    """Put a state back to before the first event, for a world of the same shape.

    Memory that the system has already handed out is worth keeping: fresh pages cost a tenth of a
    run.
    """
    counts, calendar = state.counts, state.calendar
    blocks = len(calendar.free)
    counts[:] = 0
    counts[At.FREE] = blocks - 1
    counts[At.BUCKET] = counts[At.OWED] = -1
    calendar.free[:-1] = np.arange(1, blocks)
    calendar.buckets[:] = 0
    state.rows[:] = 0.0
    _enter_interests(state.rows, world)
    _empty_rings(state.rings)
    state.doors[:] = -1
    state.lean[:], state.sway[:] = 0.0, 1.0
    state.threads["newest"] = -1
    state.owns[:] = 0
    state.fan[:] = _fans_at_start(world, len(world.plan.accounts))
    state.public.stands[:] = new_stands(len(state.public.stands))


def _new_rings(count: int) -> Array:
    rings = _aligned(count * RING, np.dtype(np.float32))
    _empty_rings(rings)
    return rings


def _empty_rings(rings: Array) -> None:
    rings[:] = LONG_PAST
    rings[NEXT::RING] = 0.0


def _new_rows(world: World) -> Array:
    """Everybody's row, padded so that none straddles a line of cache (64 bytes) without need."""
    wanted = MIND * world.brands + world.crowd.interests.shape[1] + len(world.plan.posts)
    width = 8 if wanted <= 8 else -(-wanted // 16) * 16
    rows = _aligned(world.people * width, np.dtype(np.float32)).reshape(-1, width)
    _enter_interests(rows, world)
    return rows


def _enter_interests(rows: Array, world: World) -> None:
    first, interests = MIND * world.brands, world.crowd.interests
    rows[:, first : first + interests.shape[1]] = interests


def _new_threads(world: World) -> Array:
    lifted = world.law.channels["mechanism"] == VENUE
    lifted &= world.law.channels["passes"] == Act.COMMENT
    shape = (len(world.plan.posts), len(world.plan.accounts)) if lifted.any() else (0, 0)
    threads = np.zeros(shape, THREAD)
    threads["newest"] = -1
    return threads


def _new_counts(room: int) -> Array:
    counts = np.zeros(At.SIZE, np.int64)
    counts[At.FREE] = room // BLOCK + 1
    counts[At.BUCKET] = counts[At.OWED] = -1
    return counts


def _fans_at_start(world: World, accounts: int) -> Array:
    plan = world.plan
    fan = np.zeros((max(accounts, 1), world.people), np.uint8)
    for account in range(accounts):
        row = plan.accounts[account]
        fan[account, plan.fans[row["first"] : row["stop"]]] = 1
    return fan


def _new_calendar(hours: float, room: int) -> Calendar:
    buckets = np.zeros(int(hours * BUCKETS_PER_HOUR) + 2, BUCKET)
    blocks = room // BLOCK + 1
    return Calendar(
        buckets=buckets,
        chain=np.zeros(blocks + 1, np.int32),
        free=np.arange(1, blocks + 2, dtype=np.int32),
        events=_aligned((blocks + 1) * BLOCK, EVENT),
    )


def most_ties(world: World) -> int:
    """The most people whom a sender of messages can choose from; 0 where there are no messages."""
    channels, starts = world.law.channels, world.web.starts
    most = 0
    for row in channels[channels["mechanism"] == MESSAGE]:
        used = row["layers"][row["layers"] >= 0]
        most = max(most, int(np.diff(starts[used], axis=1).sum(axis=0).max(initial=0)))
    return most


def _new_bench(room: int, ties: int) -> Bench:
    return Bench(
        ready=_aligned(room, EVENT),
        tally=np.zeros(room * CELLS_PER_EVENT, np.int32),
        late=_aligned(room, EVENT),
        reals=_aligned(ROWS * COLUMNS, np.dtype(np.float64)),
        whole=_aligned(ROWS * COLUMNS, np.dtype(np.uint64)),
        times=_aligned(2 * CREW, np.dtype(np.float64)),
        crew=_aligned(3 * CREW, np.dtype(np.uint64)),
        hope=np.zeros(LINE, np.uint64),
        steps=np.zeros(3, np.int64),
        waits=np.zeros(ties, np.float64),
        chosen=np.zeros(ties, np.uint64),
    )


def _new_log(room: int, sources: int) -> Log:
    return Log(
        sights=_aligned(room, EXPOSURE),
        sources=np.zeros(sources, SOURCE),
        routes=np.zeros(sources, np.int64),
        won=np.empty((SPARE_ROWS, 2), np.int32),
        sold=np.empty(SPARE_ROWS, PURCHASE),
        left=np.empty((SPARE_ROWS, 2), np.int32),
    )


def _longer(array: Array, rows: int) -> Array:
    """The same array with room for at least ``rows`` rows, or itself where it has that."""
    if len(array) >= rows:
        return array
    room = max(rows, 2 * len(array))
    one_row = array.shape[1:]
    longer = np.empty((room, *one_row), array.dtype) if one_row else _aligned(room, array.dtype)
    longer[: len(array)] = array
    return longer


def with_more_events(state: State, events: int) -> State:
    """The same state with blocks for at least ``events`` more events in the calendar."""
    old = state.calendar
    blocks, used = len(old.chain), int(state.counts[At.FREE])
    total = blocks + events // BLOCK + 1
    longer = _aligned(total * BLOCK, EVENT)
    longer[: blocks * BLOCK] = old.events
    chain, free = np.zeros(total, np.int32), np.empty(total, np.int32)
    chain[:blocks] = old.chain
    free[:used] = old.free[:used]
    free[used : used + total - blocks] = np.arange(blocks, total)
    state.counts[At.FREE] += total - blocks
    return state._replace(calendar=old._replace(chain=chain, free=free, events=longer))


def with_larger_bench(state: State) -> State:
    """The same state with twice the room in the bucket being worked on, kept as it is."""
    old = state.bench
    new = _new_bench(2 * len(old.ready), len(old.waits))
    new.ready[: len(old.ready)] = old.ready
    new.late[: len(old.late)] = old.late
    return state._replace(bench=new)


def with_choice(state: State, world: World) -> State:
    """The same state with room for a choice among the ties of a world."""
    ties = most_ties(world)
    if ties <= len(state.bench.waits):
        return state
    room = np.zeros(ties, np.float64), np.zeros(ties, np.uint64)
    return state._replace(bench=state.bench._replace(waits=room[0], chosen=room[1]))


def with_more_waiting(state: State) -> State:
    """The same state with twice the room for those who wait in a race."""
    public = state.public
    longer = _longer(public.runners, 2 * len(public.runners))
    return state._replace(public=public._replace(runners=longer))


def with_longer_log(state: State) -> State:
    """The same state with more room in every part of the record that is short of it."""
    log, counts = state.log, state.counts
    # Every event could become a source: with little room for them, a call handles few events.
    sources = int(counts[At.SOURCES]) + max(len(log.sources) // 4, 64)
    return state._replace(
        log=Log(
            sights=_longer(log.sights, int(counts[At.ROWS]) + 64),
            sources=_longer(log.sources, sources),
            routes=_longer(log.routes, sources),
            won=_longer(log.won, int(counts[At.WON]) + SPARE_ROWS // 2),
            sold=_longer(log.sold, int(counts[At.SOLD]) + SPARE_ROWS // 2),
            left=_longer(log.left, int(counts[At.LEFT]) + SPARE_ROWS // 2),
        )
    )


def with_purses(state: State, boosts: int) -> State:
    """The same state with a purse for each of so many boosts; nothing is paid from new ones."""
    counts = np.zeros(At.SIZE + boosts, np.int64)
    kept = min(len(counts), len(state.counts))
    counts[:kept] = state.counts[:kept]
    return state._replace(counts=counts)


def with_own_sights(state: State) -> State:
    """The same state with memory for impressions that nobody else reads.

    Those recorded stay with their reader if there still is one: every array that shows them holds
    on to the one that they lie in.
    """
    log = state.log
    if sys.getrefcount(log.sights.base) <= _OURS:
        return state
    return state._replace(log=log._replace(sights=_aligned(len(log.sights), EXPOSURE)))
