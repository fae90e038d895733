"""What changes during a run: memories, the queue of coming sights, and the growing record."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.spread.public import Public
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
    WAITING = 11
    """Rows of `Public.runners` in use."""
    COUNTED = 12
    """Impressions that have been counted for the stands of their posts."""
    LEFT = 13
    """Fans lost."""
    SIZE = 14


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


THREAD = np.dtype([("newest", "i8"), ("begun", "f8")], align=True)
"""A post on a board: ``newest`` source of its lives, or -1; when it was ``begun`` [h]."""


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
    waits: Array
    """A heap of the clocks of those whom a sender chooses, the latest on top; float64, with room
    for all ties of anybody, or empty where no channel carries messages."""
    chosen: Array
    """Whose each of these clocks is: slot of the layer (above 32 bits) and person; uint64."""


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
    threads: Array
    """`THREAD` by post and account; empty where no channel has threads that replies lift."""
    lean: Array
    """What reviews add to the appeal of posts that lead to an offer [log odds], float64 (P,)."""
    sway: Array
    """By what reviews multiply the chance that a visit buys each offer, float64 (O,)."""
    owns: Array
    """Bit o set: the person has bought offer o, int64 (n,)."""
    calendar: Calendar
    bench: Bench
    log: Log
    public: Public


def first_mark(world: World) -> int:
    """Where the bytes of the first post begin in a row of `State.marks`."""
    return 4 * (MIND * world.brands + world.crowd.interests.shape[1])


def limits_attention(world: World) -> bool:
    """Whether deliveries can crowd one another out."""
    return bool(np.isfinite(world.law.channels["attention"]).any())
