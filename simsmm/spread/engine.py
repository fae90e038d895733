"""Runs a world with the compiled engine: slices, room for what grows, and the record at the end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simsmm.channels.mechanisms import RANKING
from simsmm.record import PURCHASE, SOURCE, Act, Kind, Path, Record
from simsmm.spread import kernel
from simsmm.spread.admission import admitted, limited, take_back
from simsmm.spread.memory import (
    begin_again,
    new_state,
    with_choice,
    with_larger_bench,
    with_longer_log,
    with_more_events,
    with_more_waiting,
    with_own_sights,
    with_purses,
)
from simsmm.spread.public import show_stars, standings
from simsmm.spread.reviews import Reviews
from simsmm.spread.state import (
    ATTITUDE,
    BLOCK,
    DONE,
    MIND,
    RECALL,
    UPDATED,
    At,
    State,
    first_mark,
)
from simsmm.spread.tally import count_new
from simsmm.spread.world import BOOST, BOUGHT, PUBLICATION, World

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
        self.state = with_choice(self.state, world)
        self._begin(world)

    def _begin(self, world: World) -> None:
        self.world, self._lent = world, False
        self._reviews = Reviews(world, self.state.lean, self.state.sway)
        self._show_stars()
        self._plan = world.plan._replace(boosts=np.zeros(0, BOOST))
        self.state = with_purses(self.state, 0)
        self.enter(world.plan.publications, world.plan.boosts, world.plan.bought)

    def enter(self, publications: np.ndarray, boosts: np.ndarray, bought: np.ndarray) -> None:
        """Enter what is published and bought: at the start, and whenever an actor acts.

        Args:
            publications: `PUBLICATION` rows, none before the time reached.
            boosts: `BOOST` rows, with purses numbered by the first of these that each pays for;
                their sources' accounts, and their purses, go on counting those entered before.
            bought: `BOUGHT` rows whose ``boost`` counts from the first of these ``boosts``; none
                before the time reached.
        """
        first = int(self.state.counts[At.SOURCES])
        self._add_sources(self._sources_of(publications, boosts))
        self._add_boosts(boosts)
        # Somebody's publication is queued as an impression that meets nobody, so that its source
        # need not be among the first of the run.
        queued = np.zeros(len(publications), BOUGHT)
        queued["time"], queued["key"] = publications["time"], publications["key"]
        queued["person"], queued["boost"] = -1, np.arange(len(publications))
        self._queue(queued, first)
        self._queue(bought, first + len(publications))
        self._mark_seeds(publications)

    def _sources_of(self, publications: np.ndarray, boosts: np.ndarray) -> np.ndarray:
        """Publications, then boosts, as sources."""
        rows, count = np.zeros(len(publications) + len(boosts), SOURCE), len(publications)
        rows["parent"] = -1
        published, bought = rows[:count], rows[count:]
        for field in ("time", "key", "post", "channel", "account", "person"):
            published[field] = publications[field]
        account, accounts = publications["account"], self.world.plan.accounts
        owned = account >= 0
        published["kind"] = Kind.FRIEND
        published["kind"][self._voting(publications)] = Kind.PUBLIC
        for field in ("kind", "trust"):
            published[field][owned] = accounts[field][account[owned]]
        for field in ("key", "post", "channel"):
            bought[field] = boosts[field]
        bought["account"] = len(self._plan.boosts) + np.arange(len(boosts))
        bought["person"], bought["kind"] = -1, Kind.AD
        bought["trust"] = self.world.law.trust[Kind.AD]
        return rows

    def _add_boosts(self, boosts: np.ndarray) -> None:
        """Go on from the boosts entered so far, each with a purse of which nothing is paid yet."""
        before = self._plan.boosts
        rows = np.zeros(len(before) + len(boosts), BOOST)
        rows[: len(before)], rows[len(before) :] = before, boosts
        rows["purse"][len(before) :] += len(before)
        self._plan = self._plan._replace(boosts=rows)
        self.state = with_purses(self.state, len(rows))

    def _add_sources(self, rows: np.ndarray) -> None:
        counts = self.state.counts
        first, last = int(counts[At.SOURCES]), int(counts[At.SOURCES]) + len(rows)
        counts[At.SOURCES] = last
        self.state = with_longer_log(self.state)
        log = self.state.log
        log.sources[first:last] = rows
        log.routes[first:last] = rows["post"].astype(np.int64) << 32 | rows["channel"]

    def _queue(self, sights: np.ndarray, first_source: int) -> None:
        """Queue `BOUGHT` rows, ``boost`` counted from the source ``first_source``."""
        # Each may open a bucket of its own, and so take a block of its own; or come late.
        self.state = with_more_events(self.state, len(sights) * BLOCK)
        while self.state.counts[At.LATE] + len(sights) >= len(self.state.bench.late):
            self.state = with_larger_bench(self.state)
        state, none = self.state, np.zeros(0, PUBLICATION)
        queue = (*state.calendar, state.bench.late, state.counts)
        kernel.queue_planned(none, sights, first_source, self.world.hours, *queue)

    def _mark_seeds(self, publications: np.ndarray) -> None:
        """Whoever publishes as a person has shared the post already, or on a list voted for it."""
        acts = np.where(self._voting(publications), Act.ENGAGE, Act.SHARE).astype(np.uint8)
        of_people = publications["person"] >= 0
        seeds = publications[of_people]
        columns = first_mark(self.world) + 4 * seeds["post"].astype(np.int64) + DONE
        np.bitwise_or.at(self.state.marks, (seeds["person"], columns), acts[of_people])

    def _voting(self, publications: np.ndarray) -> np.ndarray:
        """Whether each publication is on a ranked list: a person's is a vote there."""
        return self.world.law.channels["mechanism"][publications["channel"]] == RANKING

    def advance(self, until: float, stop: Callable[[], bool] | None = None) -> bool:
        """Handle every event before ``until`` [h]; False when ``stop`` asked to give up."""
        while (hour := self._reviews.next) <= min(until, self.world.hours):
            if not self._advance(hour, stop):
                return False
            self._reviews.draw_up(self._sold())
            self._show_stars()
        return self._advance(until, stop)

    def _show_stars(self) -> None:
        plan, ratings = self.world.plan, self._reviews.averages(len(self.world.plan.offers))
        show_stars(self.state.public.stands, plan.posts["offer"], ratings)

    def _advance(self, until: float, stop: Callable[[], bool] | None) -> bool:
        world = (self.world.crowd, self.world.web, self.world.law)
        while True:
            code = kernel.advance(*world, self._plan, self.state, self.world.hours, until, SLICE)
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
        elif code == kernel.NEED_WAITING:
            self.state = with_more_waiting(self.state)
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
        self._reviews.draw_up(self._sold(), world.hours)
        return self.record()

    def _sold(self) -> np.ndarray:
        return self.state.log.sold[: self.state.counts[At.SOLD]]

    def exposures(self) -> np.ndarray:
        """Impressions so far, in order of (time, key): dtype `simsmm.record.EXPOSURE`."""
        # Where they lie: a copy could double the memory of a large run.
        self._lent = True
        return self.state.log.sights[: self.state.counts[At.ROWS]]

    def sources(self) -> np.ndarray:
        """Sources so far, those that are still to appear included: `simsmm.record.SOURCE`."""
        return self.state.log.sources[: self.state.counts[At.SOURCES]].copy()

    def won(self) -> np.ndarray:
        """Fans won so far, int32 (fans won, 2): account and person, in order of winning."""
        return self.state.log.won[: self.state.counts[At.WON]].copy()

    def lost(self) -> np.ndarray:
        """Fans lost so far, int32 (fans lost, 2): account and person, in order of leaving."""
        return self.state.log.left[: self.state.counts[At.LEFT]].copy()

    def state_of_minds(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ad recall and attitude as of the last change, and when that was [h]; (people, brands)."""
        minds = self.state.rows[:, : MIND * self.world.brands]
        recall, attitude, updated = (
            minds[:, place::MIND].copy() for place in (RECALL, ATTITUDE, UPDATED)
        )
        return recall, attitude, updated

    def record(self) -> Record:
        """The record as it stands; purchases by a running clock are entered by `finish`."""
        state, world = self.state, self.world
        minds = state.rows[:, : MIND * world.brands]
        exposures = self.exposures()
        return Record(
            exposures=exposures,
            sources=self.sources(),
            purchases=purchases_that_stand(world, self._sold(), exposures),
            purchases_without=purchases_without_campaign(world),
            recall=minds[:, RECALL::MIND].copy(),
            attitude=minds[:, ATTITUDE::MIND].copy(),
            fans_won=self.won(),
            fans_lost=self.lost(),
            unnoticed=int(state.counts[At.UNNOTICED]),
            hours=world.hours,
            standings=self._standings(),
            reviews=self._reviews.record(),
            ratings=self._reviews.averages(len(world.plan.offers)),
        )

    def _standings(self) -> np.ndarray:
        law, state, posts = self.world.law, self.state, len(self.world.plan.posts)
        stands, log = state.public.stands, state.log
        if len(stands):
            count_new(stands, law.lists, law.channels, posts, log.sights, log.routes, state.counts)
        return standings(stands, posts)


def sort_purchases(sold: np.ndarray) -> np.ndarray:
    """Purchases in order of (offer, time, person)."""
    return sold[np.lexsort((sold["person"], sold["time"], sold["offer"]))]


def purchases_that_stand(
    world: World, sold: np.ndarray, exposures: np.ndarray | None = None
) -> np.ndarray:
    """Purchases in order of (offer, time, person), without those that an event refuses.

    Impressions at which a refused one was made are changed in place.
    """
    rows, offers = sort_purchases(sold), world.plan.offers
    if not limited(offers).any():
        return rows
    stands = admitted(rows, offers, world.city, world.crowd.cards["id"][0])
    if exposures is not None:
        take_back(exposures, rows[~stands])
    return rows[stands]


def purchases_without_campaign(world: World) -> np.ndarray:
    """Purchases of the same world without the campaign: the same clocks, never hastened."""
    from simsmm.draws.arrays import exponentials

    parts = []
    for offer, row in enumerate(world.plan.offers):
        if row["rate"] <= 0.0:
            continue
        times = exponentials(int(row["clock_key"]), world.crowd.cards["id"][0]) / row["rate"]
        buyers = np.flatnonzero(times < world.hours)
        rows = np.zeros(len(buyers), PURCHASE)
        rows["time"], rows["person"] = times[buyers], buyers
        rows["offer"], rows["path"] = offer, Path.CLOCK
        parts.append(rows)
    return purchases_that_stand(world, np.concatenate([np.zeros(0, PURCHASE), *parts]))
