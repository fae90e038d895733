"""What changes during a run: memories, the queue of coming sights, and the growing record."""

from __future__ import annotations

import mmap
import sys
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.record import EXPOSURE, PURCHASE, SOURCE
from simsmm.spread.world import World

Array = npt.NDArray[Any]

BUCKETS_PER_HOUR = 100
"""Buckets of the calendar per hour of the run; any value gives the same events."""

BLOCK = 8
"""Events in one block of a bucket's chain."""

CELLS_PER_EVENT = 4
"""Cells of the sort per event of a bucket; any value gives the same events."""

RECALL, ATTITUDE, UPDATED, GAINED = 0, 1, 2, 3
"""Places in a mind: ad recall and attitude as of ``UPDATED`` [h]; hours that the buying clock has
gained."""

MIND = 4
"""Numbers of a mind."""

MET, PASSED, DONE, WAITING = 0, 1, 2, 3
"""Places in what a person has met of a post, a byte each: exposures to it, ties seen to pass it on,
acts done. The last is used with the first post only: 1 while the person is at the desk."""

RING, NEXT = 16, 15
"""Numbers of a ring: times of the latest deliveries, long past at first, and at ``NEXT`` the place
of the next one. A line of cache each."""

LONG_PAST = -1e9
"""A time before any window of attention [h]."""

SPARE_ROWS = 1 << 16
"""Room kept for fans won and for purchases. The kernel handles no more events at once than fit if
each of them won a fan and sold every offer; memory that is never written costs nothing."""


DESK = 32
"""Deliveries to different people that are worked on side by side; any multiple of 8 gives the same
events."""

COLUMNS = DESK + 8
"""Columns of the desk: the last eight are for a delivery that comes in between."""

ROWS = 26
"""Rows of the desk."""


class At:
    """Places in `State.counts`."""

    FREE = 0
    """Blocks on the free stack."""
    BUCKET = 1
    """Bucket being worked on, or -1 before the first."""
    HEAD = 2
    """Next event of the sorted bucket."""
    READY = 3
    """Events in the sorted bucket."""
    LATE = 4
    """Events that arrived late, into the bucket being worked on."""
    ROWS = 5
    """Impressions recorded."""
    SOURCES = 6
    """Sources recorded."""
    WON = 7
    """Fans won."""
    SOLD = 8
    """Purchases recorded."""
    UNNOTICED = 9
    """Deliveries that went unnoticed."""
    OWED = 10
    """Source whose audience is still to be offered it, or -1."""
    LEFT = 11
    """Fans lost."""
    SIZE = 12


EVENT = np.dtype([("time", "f8"), ("key", "u8"), ("who", "u8"), ("id", "u8")], align=True)
"""A coming event: when [h], its identity; person, kind and source packed into 64 bits; the person's
id, carried along to save a visit to the person's card."""

CREW = 64
"""People of an audience who are handled together; any multiple of 8 gives the same events."""

LINE = 256
"""Room in the line of those whose ties are being fetched, a power of two."""

BUCKET = np.dtype([("first", "i4"), ("next", "i4")], align=True)
"""``first`` block of a bucket's chain, or 0; slot for the ``next`` event, the first of a block if a
new one is needed. Block 0 is never used."""


class Calendar(NamedTuple):
    """Coming events in buckets of time."""

    buckets: Array
    """`BUCKET` (buckets,)."""
    chain: Array
    """Next block of the same bucket, for all but its last; int32 (blocks,)."""
    free: Array
    """Stack of unused blocks, int32 (blocks,)."""
    events: Array
    """Blocks of events, `EVENT` (blocks * `BLOCK`,)."""


class Bench(NamedTuple):
    """The bucket being worked on: a sorted run, and a heap of late arrivals."""

    ready: Array
    """The bucket in order, `EVENT` (room,)."""
    tally: Array
    """Working space of the sort, int32 (room * `CELLS_PER_EVENT`,)."""
    late: Array
    """Binary heap, `EVENT` (room,)."""
    reals: Array
    """Numbers of the deliveries at the desk; see `simsmm.spread.desk`. float64 (rows of it,)."""
    whole: Array
    """Whole numbers of the deliveries at the desk, uint64 (rows of it,)."""
    times: Array
    """When each of a crew sees the item, then the hazard of that; float64 (2 * `CREW`,)."""
    crew: Array
    """People being offered an item: identity of the sight, id, person; uint64 (3 * `CREW`,)."""
    hope: Array
    """People who may well share soon, whose ties are being fetched; uint64 (`LINE`,)."""
    steps: Array
    """How far down that line each step of the fetching has come; int64 (3,)."""


class Log(NamedTuple):
    """The record in the making; see `simsmm.record.Record` for the meaning of each."""

    sights: Array
    """`EXPOSURE` rows."""
    sources: Array
    """`SOURCE` rows."""
    routes: Array
    """Post and channel of each source, packed, so that an exposure need not visit the source."""
    won: Array
    """Fans won, int32 (room, 2): account, person."""
    sold: Array
    """`PURCHASE` rows."""
    left: Array
    """Fans lost, int32 (room, 2): account, person."""


class State(NamedTuple):
    """Everything that a run changes."""

    counts: Array
    """Counters, int64 (`At.SIZE` + boosts,): those of `At`, then clicks paid from each purse."""
    rows: Array
    """A row for each person, float32 (n, width): a mind for each brand, then the interest in each
    topic, then four bytes for each post. All that an exposure needs lies in one line of cache."""
    marks: Array
    """The same memory byte by byte, uint8 (n, 4 * width)."""
    rings: Array
    """A ring of `RING` numbers by person, then brand, end to end, float32; empty where attention
    knows no limit."""
    fan: Array
    """1 where a person is a fan of an account, 2 where one has left it; uint8 (A, n)."""
    doors: Array
    """Source by which a page published each post last, or -1; int64 (P,)."""
    owns: Array
    """Bit o set: the person has bought offer o, int64 (n,)."""
    calendar: Calendar
    bench: Bench
    log: Log


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
        owns=_aligned(n, np.dtype(np.int64)),
        calendar=_new_calendar(world.hours, room),
        bench=_new_bench(1024),
        log=_new_log(room, sources + 64),
    )


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
    state.owns[:] = 0
    state.fan[:] = _fans_at_start(world, len(world.plan.accounts))


def limits_attention(world: World) -> bool:
    """Whether deliveries can crowd one another out."""
    return bool(np.isfinite(world.law.channels["attention"]).any())


def _new_rings(count: int) -> Array:
    rings = _aligned(count * RING, np.dtype(np.float32))
    _empty_rings(rings)
    return rings


def _empty_rings(rings: Array) -> None:
    rings[:] = LONG_PAST
    rings[NEXT::RING] = 0.0


def first_mark(world: World) -> int:
    """Where the bytes of the first post begin in a row of `State.marks`."""
    return 4 * (MIND * world.brands + world.crowd.interests.shape[1])


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


def _new_bench(room: int) -> Bench:
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
    old, new = state.bench, _new_bench(2 * len(state.bench.ready))
    new.ready[: len(old.ready)] = old.ready
    new.late[: len(old.late)] = old.late
    return state._replace(bench=new)


def with_longer_log(state: State) -> State:
    """The same state with more room in every part of the record that is short of it."""
    log, counts = state.log, state.counts
    return state._replace(
        log=Log(
            sights=_longer(log.sights, int(counts[At.ROWS]) + 64),
            sources=_longer(log.sources, int(counts[At.SOURCES]) + 64),
            routes=_longer(log.routes, int(counts[At.SOURCES]) + 64),
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
