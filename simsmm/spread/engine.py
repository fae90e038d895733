"""Runs a world with the compiled engine: slices, room for what grows, and the record at the end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simsmm.record import PURCHASE, Act, Kind, Path, Record
from simsmm.spread import kernel
from simsmm.spread.state import (
    ATTITUDE,
    BLOCK,
    DONE,
    MIND,
    RECALL,
    UPDATED,
    At,
    State,
    begin_again,
    first_mark,
    new_state,
    with_larger_bench,
    with_longer_log,
    with_more_events,
    with_own_sights,
)
from simsmm.spread.world import World

SLICE = 1_000_000
"""Events per call of the kernel: well under half a second, so that an interrupt is heard."""


class Engine:
    """One run of one world; `run` plays it to the end, `advance` one stretch of time."""

    def __init__(self, world: World, *, room: int = 4096) -> None:
        first = len(world.plan.publications) + len(world.plan.bought)
        self.state: State = new_state(world, max(room, 2 * first))
        self._begin(world)

    def restart(self, world: World) -> None:
        """Begin a run of another world of the same shape in the memory of this one."""
        if self._lent:
            self.state = with_own_sights(self.state)
        begin_again(self.state, world)
        self._begin(world)

    def _begin(self, world: World) -> None:
        self.world, self._lent = world, False
        self._arrays = (world.crowd, world.web, world.law, world.plan)
        self._enter_sources()
        self._queue_what_is_planned()

    def _enter_sources(self) -> None:
        """Publications and boosts are the first sources, in the order of the plan."""
        plan, sources = self.world.plan, self.state.log.sources
        count = len(plan.publications)
        for field in ("time", "key", "post", "channel", "account", "person"):
            sources[field][:count] = plan.publications[field]
        account = plan.publications["account"]
        owned = account >= 0
        sources["kind"][:count] = Kind.FRIEND
        for field in ("kind", "trust"):
            sources[field][:count][owned] = plan.accounts[field][account[owned]]
        boosts = slice(count, count + len(plan.boosts))
        for field in ("key", "post", "channel"):
            sources[field][boosts] = plan.boosts[field]
        sources["account"][boosts] = np.arange(len(plan.boosts))
        sources["person"][boosts] = -1
        sources["kind"][boosts] = Kind.AD
        sources["trust"][boosts] = self.world.law.trust[Kind.AD]
        sources["parent"][: boosts.stop] = -1
        routes = sources["post"].astype(np.int64) << 32 | sources["channel"]
        self.state.log.routes[:] = routes
        self.state.counts[At.SOURCES] = boosts.stop

    def _queue_what_is_planned(self) -> None:
        plan, world = self.world.plan, self.world
        # Each planned event may open a bucket of its own, and so take a block of its own.
        events = (len(plan.publications) + len(plan.bought)) * BLOCK
        self.state = state = with_more_events(self.state, events)
        shift = len(plan.publications)
        queue = (*state.calendar, state.bench.late, state.counts)
        kernel.queue_planned(plan.publications, plan.bought, shift, world.hours, *queue)
        self._mark_seeds()

    def _mark_seeds(self) -> None:
        """Whoever publishes as a person has shared the post already."""
        plan, first = self.world.plan, first_mark(self.world)
        seeds = plan.publications[plan.publications["person"] >= 0]
        columns = first + 4 * seeds["post"].astype(np.int64) + DONE
        np.bitwise_or.at(self.state.marks, (seeds["person"], columns), np.uint8(Act.SHARE))

    def advance(self, until: float, stop: Callable[[], bool] | None = None) -> bool:
        """Handle every event before ``until`` [h]; False when ``stop`` asked to give up."""
        while True:
            code = kernel.advance(*self._arrays, self.state, self.world.hours, until, SLICE)
            if code in (kernel.REACHED_UNTIL, kernel.FINISHED):
                return True
            if code == kernel.SLICE_OVER and stop is not None and stop():
                return False
            self._make_room(code)

    def _make_room(self, code: int) -> None:
        if code == kernel.NEED_EVENTS:
            self.state = with_more_events(self.state, len(self.state.calendar.events))
        elif code == kernel.NEED_BENCH:
            self.state = with_larger_bench(self.state)
        elif code == kernel.NEED_LOG:
            self.state = with_longer_log(self.state)

    def run(self, stop: Callable[[], bool] | None = None) -> Record | None:
        """Play the run to its end; None when ``stop`` asked to give up."""
        if not self.advance(np.inf, stop):
            return None
        return self.finish()

    def finish(self) -> Record:
        """Let clocks run out to the end of the run, and give the record."""
        world, person = self.world, 0
        while person < world.people:
            state = self.state
            person = kernel.finish(
                world.crowd.cards,
                world.plan.offers,
                world.law.numbers,
                state.rows,
                state.owns,
                state.log.sold,
                state.counts,
                world.brands,
                world.hours,
                person,
            )
            self.state = with_longer_log(state)
        return self.record()

    def _lend_exposures(self) -> np.ndarray:
        """The impressions where they lie: a copy could double the memory of a large run."""
        self._lent = True
        return self.state.log.sights[: self.state.counts[At.ROWS]]

    @property
    def exposures(self) -> np.ndarray:
        """Impressions so far, in order of (time, key): dtype `simsmm.record.EXPOSURE`."""
        return self._lend_exposures()

    def minds(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ad recall and attitude as of the last change, and when that was [h]; (people, brands)."""
        minds = self.state.rows[:, : MIND * self.world.brands]
        recall, attitude, updated = (
            minds[:, place::MIND].copy() for place in (RECALL, ATTITUDE, UPDATED)
        )
        return recall, attitude, updated

    def record(self) -> Record:
        """The record as it stands; purchases by a running clock are entered by `finish`."""
        state, world = self.state, self.world
        log, minds = state.log, state.rows[:, : MIND * world.brands]
        return Record(
            exposures=self._lend_exposures(),
            sources=log.sources[: state.counts[At.SOURCES]].copy(),
            purchases=sort_purchases(log.sold[: state.counts[At.SOLD]]),
            purchases_without=purchases_without_campaign(world),
            recall=minds[:, RECALL::MIND].copy(),
            attitude=minds[:, ATTITUDE::MIND].copy(),
            fans_won=log.won[: state.counts[At.WON]].copy(),
            unnoticed=int(state.counts[At.UNNOTICED]),
            hours=world.hours,
        )


def sort_purchases(sold: np.ndarray) -> np.ndarray:
    """Purchases in order of (offer, time, person)."""
    return sold[np.lexsort((sold["person"], sold["time"], sold["offer"]))]


def purchases_without_campaign(world: World) -> np.ndarray:
    """Purchases of the same world without the campaign: the same clocks, never hastened."""
    from simsmm.draws.arrays import exponentials

    parts = []
    for offer, (rate, clock_key, _) in enumerate(world.plan.offers):
        times = exponentials(int(clock_key), world.crowd.cards["id"][0]) / rate
        buyers = np.flatnonzero(times < world.hours)
        rows = np.zeros(len(buyers), PURCHASE)
        rows["time"], rows["person"] = times[buyers], buyers
        rows["offer"], rows["path"] = offer, Path.CLOCK
        parts.append(rows)
    return sort_purchases(np.concatenate(parts)) if parts else np.zeros(0, PURCHASE)
