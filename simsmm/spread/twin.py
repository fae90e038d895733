"""The same law in plain Python: the readable definition that the compiled engine is held to.

One event after another, one person after another, with the same rules and the same keyed draws.
Slow, for a few hundred people; a test holds the compiled engine to it event by event.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable

import numpy as np

from simsmm.behaviour import (
    act_chance,
    appeal,
    attitude_after,
    bell,
    gain,
    hours_to,
    recall_after,
    recall_gain,
)
from simsmm.channels.feed import WINDOW_HOURS, WINDOW_ITEMS, notice_chance, sight_chance
from simsmm.channels.mechanisms import RANKING
from simsmm.channels.venue import answer_chance, has_sunk
from simsmm.draws import Sight, number, uniform
from simsmm.record import EXPOSURE, PURCHASE, SOURCE, TIES, Act, Kind, Path, Record
from simsmm.spread.engine import purchases_that_stand, purchases_without_campaign
from simsmm.spread.passing import VISIT_HOURS
from simsmm.spread.persons import Met, Mind, single
from simsmm.spread.reviews import Reviews
from simsmm.spread.twin_audiences import Audiences
from simsmm.spread.twin_public import Stand
from simsmm.spread.world import COMMENT_ROW, RESPONSES, World, response_to

DRAWN = (
    (Act.SHARE, None),
    (Act.ENGAGE, Sight.ENGAGE),
    (Act.COMMENT, Sight.COMMENT),
    (Act.FOLLOW, Sight.FOLLOW),
    (Act.CLICK, Sight.CLICK),
)
"""Acts in the order of `Law.response`, and the draw that decides each; None: the sight's own."""


class Twin(Audiences):
    """One run of one world, in plain Python."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.numbers = world.law.numbers
        self.minds: dict[tuple[int, int], Mind] = {}
        self.met: dict[tuple[int, int], Met] = {}
        self.fans = self._fans_at_start()
        self.threads: dict[tuple[int, int], tuple[int, float]] = {}
        self.owns: set[tuple[int, int]] = set()
        self.made: list[dict[str, float]] = []
        self.seen: list[tuple[float, int, int, int, int]] = []
        self.purchases: list[tuple[float, int, int, int]] = []
        self.fans_won: list[tuple[int, int]] = []
        self.fans_lost: list[tuple[int, int]] = []
        self.doors: dict[int, int] = {}
        self.lean, self.sway = np.zeros(len(world.plan.posts)), np.ones(len(world.plan.offers))
        self.reviews = Reviews(world, self.lean, self.sway)
        self.ratings = self.reviews.averages(len(world.plan.offers))
        self.unnoticed = 0
        self.queue: list[tuple[float, int, int, int, int]] = []
        self.stands: dict[tuple[int, int], Stand] = {}
        self.boosts: list[dict[str, int]] = []
        self.paid: list[int] = []
        self.enter(world.plan.publications, world.plan.boosts, world.plan.bought)

    def run(self, stop: Callable[[], bool] | None = None) -> Record | None:
        """Play the run to its end; None when ``stop`` asked to give up."""
        return self.finish() if self.advance(math.inf, stop) else None

    def advance(self, until: float, stop: Callable[[], bool] | None = None) -> bool:
        """Handle every event before ``until`` [h]; False when ``stop`` asked to give up."""
        while (hour := self.reviews.next) <= min(until, self.world.hours):
            if not self._advance(hour, stop):
                return False
            self.reviews.draw_up(np.array(self.purchases, PURCHASE))
            self.ratings = self.reviews.averages(len(self.world.plan.offers))
        return self._advance(until, stop)

    def _advance(self, until: float, stop: Callable[[], bool] | None) -> bool:
        while self.queue and self.queue[0][0] < until:
            if stop is not None and stop():
                return False
            time, base, person, kind, source = heapq.heappop(self.queue)
            if person < 0:
                self.put_before(source)
            else:
                self.expose(time, base, person, kind, source)
        return True

    def _fans_at_start(self) -> list[list[int]]:
        plan = self.world.plan
        return [list(map(int, plan.fans[a["first"] : a["stop"]])) for a in plan.accounts]

    def enter(self, publications: np.ndarray, boosts: np.ndarray, bought: np.ndarray) -> None:
        """Enter what is published and bought; `simsmm.spread.engine.Engine.enter` says how."""
        for row in publications:
            self._enter_publication(row)
        trust, first = float(self.world.law.trust[Kind.AD]), len(self.made)
        purses = len(self.boosts)
        for row in boosts:
            account = len(self.boosts)
            self._source(row, time=0.0, trust=trust, account=account, person=-1, kind=Kind.AD)
            purse, clicks = purses + int(row["purse"]), int(row["clicks"])
            self.boosts.append({"purse": purse, "clicks": clicks})
            self.paid.append(0)
        for row in bought:
            time, key = float(row["time"]), int(row["key"])
            self.enqueue(time, key, int(row["person"]), Kind.AD, first + row["boost"])

    def _enter_publication(self, row: np.void) -> None:
        plan, account, person = self.world.plan, int(row["account"]), int(row["person"])
        owned = plan.accounts[account] if account >= 0 else None
        votes = self.world.law.channels["mechanism"][int(row["channel"])] == RANKING
        of_person = Kind.PUBLIC if votes else Kind.FRIEND
        self._source(
            row,
            time=float(row["time"]),
            trust=0.0 if owned is None else float(owned["trust"]),
            account=account,
            person=person,
            kind=of_person if owned is None else int(owned["kind"]),
        )
        if person >= 0:
            met = self.met_of(person, int(row["post"]))
            met.done |= Act.ENGAGE if votes else Act.SHARE
        self.enqueue(float(row["time"]), int(row["key"]), -1, 0, len(self.made) - 1)

    def _source(self, row: np.void, **fields: float) -> None:
        """Enter a source that no exposure made."""
        known = {name: int(row[name]) for name in ("key", "post", "channel")}
        self.made.append({"parent": -1, "depth": 0, **known, **fields})

    def expose(self, time: float, base: int, person: int, kind: int, source: int) -> None:
        """One delivery: notice, judge, remember, act; passing on makes a new source."""
        law, plan, item = self.world.law, self.world.plan, self.made[source]
        if kind == Kind.AD and self.paid_out(int(item["account"])):
            return
        channel, number_of_post = int(item["channel"]), int(item["post"])
        threaded = kind != Kind.AD and item["account"] >= 0 and self.restarts(channel)
        if threaded and self.is_over(source):
            return
        post = plan.posts[number_of_post]
        mind = self.minds.setdefault((person, int(post["brand"])), Mind())
        if not self.notice(mind, time, base, channel, kind):
            self.unnoticed += 1
            return
        met = self.met_of(person, number_of_post)
        trust = item["trust"] if kind <= Kind.CREATOR else float(law.trust[kind])
        liking = self.judge(person, channel, number_of_post, mind, met, trust)
        self.clocks_run(mind, int(post["brand"]), person, time)
        self.remember(mind, time, trust, float(post["tone"]))
        row, acts, done = RESPONSES * channel + response_to(kind), 0, met.done
        response = law.response[row]
        if law.ceiling[row].any():  # else nobody can answer on this channel
            acts = self.act(response, liking, time, base, person, channel, number_of_post, met)
        met.done |= acts
        met.exposures = min(met.exposures + 1, 255)
        if kind == Kind.PAGE and self.leaves(liking, base, channel):
            acts |= self.leave(self.page_of(int(item["account"])), person)
        if kind in TIES:
            met.passed = min(met.passed + 1, 255)
        self.seen.append((time, person, source, kind, acts))
        if acts & Act.CLICK and int(post["leads"]) in self.doors:
            door = self.doors[int(post["leads"])]
            self.enqueue(time + VISIT_HOURS, number(base, Sight.VISIT), person, Kind.PAGE, door)
        self.count_in(number_of_post, channel, kind, acts)
        if kind == Kind.AD and acts & Act.CLICK:
            self.paid[self.boosts[int(item["account"])]["purse"]] += 1
        if threaded:
            if self.is_answered(time, base, channel, item["time"], liking, response, acts, done):
                self.lift(time, base, item)
        elif acts & int(law.channels["passes"][channel]) and not self.restarts(channel):
            self.pass_on(time, person, item, number_of_post)

    def is_answered(
        self,
        time: float,
        base: int,
        channel: int,
        since: float,
        liking: float,
        response: np.ndarray,
        acts: int,
        done: int,
    ) -> bool:
        """Whether one of those whom a person stands for answers, and lifts a thread by that."""
        row = self.world.law.channels[channel]
        if not has_sunk(time - since, float(row["half_life"])):
            return False
        if (acts | done) & Act.COMMENT:
            return bool(acts & Act.COMMENT)
        chance = act_chance(liking, *map(float, response[COMMENT_ROW]))
        return uniform(number(base, Sight.COMMENT)) < answer_chance(chance, float(row["scale"]))

    def lift(self, time: float, base: int, item: dict[str, float]) -> None:
        """A reply begins another life of its thread, put before the board's members at once."""
        made = {**item, "time": time, "parent": len(self.seen) - 1}
        self.made.append({**made, "key": number(base, Sight.ANSWERED)})
        self.put_before(len(self.made) - 1)

    def paid_out(self, boost: int) -> bool:
        """Whether the clicks that a boost's purse pays for have been made."""
        row = self.boosts[boost]
        return 0 < row["clicks"] <= self.paid[row["purse"]]

    def notice(self, mind: Mind, time: float, base: int, channel: int, kind: int) -> bool:
        """Whether attention is left for one more item of the brand."""
        latest = mind.delivered[-WINDOW_ITEMS:]
        recent = sum(delivery > time - WINDOW_HOURS for delivery in latest)
        limit = float(self.world.law.channels["attention"][channel])
        chance = notice_chance(recent, limit)
        if kind != Kind.AD and recent and uniform(number(base, Sight.NOTICED)) >= chance:
            return False
        mind.delivered.append(single(time))
        return True

    def judge(
        self, person: int, channel: int, post: int, mind: Mind, met: Met, trust: float
    ) -> float:
        """Appeal of a post to a person now."""
        crowd, plan = self.world.crowd, self.world.plan
        row, match = plan.posts[post], 0.0
        for wanted, held in zip(plan.topics[post], crowd.interests[person], strict=True):
            match += float(wanted * held)
        bits = number(int(row["taste_key"]), int(crowd.cards["id"][channel, person]))
        quarters = sum(bits >> shift & 0xFFFF for shift in (0, 16, 32, 48))
        return appeal(
            match - float(row["mean_match"]),
            float(row["quality"]),
            float(plan.bonus[channel, post]) + float(self.lean[post]),
            trust,
            float(met.passed),
            mind.attitude,
            float(met.exposures),
            bell(quarters),
            self.numbers.weights,
        )

    def remember(self, mind: Mind, time: float, trust: float, tone: float) -> None:
        """Bring the mind up to this moment, then let this exposure change it."""
        numbers, hours = self.numbers, time - mind.updated
        hastened = gain(mind.recall, hours, numbers.recall_decay, numbers.lift)
        mind.gained = single(mind.gained + hastened)
        left = recall_after(mind.recall, hours, numbers.recall_decay)
        mind.recall = single(recall_gain(left, numbers.recall_rate))
        mind.attitude = single(attitude_after(mind.attitude, tone, trust, numbers.attitude_step))
        mind.updated = single(time)

    def clocks_run(self, mind: Mind, brand: int, person: int, until: float) -> None:
        """Enter purchases of a brand's offers whose clock runs out before ``until``."""
        numbers = self.numbers
        hastened = gain(mind.recall, until - mind.updated, numbers.recall_decay, numbers.lift)
        now = until + mind.gained + hastened
        for offer, (rate, clock_key, of_brand, *_) in enumerate(self.world.plan.offers):
            if of_brand != brand:
                continue
            draw = uniform(number(int(clock_key), int(self.world.crowd.cards["id"][0, person])))
            if (person, offer) in self.owns or draw >= sight_chance(float(rate) * now):
                continue
            advance = -math.log1p(-draw) / float(rate) - mind.updated - mind.gained
            wait = hours_to(max(advance, 0.0), mind.recall, numbers.recall_decay, numbers.lift)
            self.sell(mind.updated + wait, person, offer, Path.CLOCK)

    def sell(self, time: float, person: int, offer: int, path: Path) -> None:
        """Enter a purchase; everybody buys an offer once."""
        self.owns.add((person, offer))
        self.purchases.append((time, person, offer, path))

    def act(
        self,
        response: np.ndarray,
        liking: float,
        time: float,
        base: int,
        person: int,
        channel: int,
        post: int,
        met: Met,
    ) -> int:
        """Which acts follow, as bits; each act at most once per person and post."""
        acts = 0
        for row, (kind, decision) in enumerate(DRAWN):
            draw = uniform(base if decision is None else number(base, decision))
            intercept, sensitivity = map(float, response[row])
            if not met.done & kind and draw < act_chance(liking, intercept, sensitivity):
                acts |= self.settle(kind, time, base, person, channel, post)
        joins = float(self.world.plan.posts["joins"][post])
        if acts & Act.CLICK and not acts & Act.FOLLOW and uniform(number(base, Sight.JOIN)) < joins:
            acts |= self.settle(Act.FOLLOW, time, base, person, channel, post)
        return acts

    def settle(
        self, kind: Act, time: float, base: int, person: int, channel: int, post: int
    ) -> int:
        """Carry out one act; 0 where it cannot be."""
        row, plan = self.world.plan.posts[post], self.world.plan
        if kind == Act.FOLLOW:
            page = int(plan.pages[channel, row["brand"]])
            if page < 0 or person in self.fans[page]:
                return 0
            self.fans[page].append(person)
            self.fans_won.append((page, person))
        if kind == Act.CLICK:
            if not row["linked"]:
                return 0
            usual = float(self.world.law.channels["conversion"][channel])
            conversion = float(row["conversion"]) or usual
            return kind | self.visit(time, base, person, conversion, int(row["offer"]))
        return kind

    def visit(self, time: float, base: int, person: int, conversion: float, offer: int) -> int:
        """A visit: the bit of a purchase if it ends in one."""
        if offer < 0 or (person, offer) in self.owns:
            return 0
        if uniform(number(base, Sight.BUY)) >= conversion * float(self.sway[offer]):
            return 0
        self.sell(time, person, offer, Path.DIRECT)
        return Act.BUY

    def leaves(self, liking: float, base: int, channel: int) -> bool:
        """Whether a fan has had enough of the page at one of its posts."""
        intercept = float(self.world.law.channels["leave"][channel])
        chance = act_chance(-liking, intercept, self.numbers.leave_pull)
        return uniform(number(base, Sight.LEAVE)) < chance

    def pass_on(self, time: float, person: int, item: dict[str, float], post: int) -> None:
        """A person's share becomes a source of its own, put before an audience at once."""
        identity = int(self.world.crowd.cards["id"][0, person])
        fields = {"time": time, "trust": 0.0, "account": -1, "person": person, "kind": Kind.FRIEND}
        made = {"parent": len(self.seen) - 1, "depth": item["depth"] + 1, **fields}
        key = number(int(self.world.plan.posts["pass_key"][post]), identity)
        self.made.append({"key": key, "post": post, "channel": item["channel"], **made})
        self.put_before(len(self.made) - 1)

    def finish(self) -> Record:
        """Let buying clocks and memories run to the end of the run, and give the record."""
        hours = self.world.hours
        for person in range(self.world.people):
            for brand in range(self.world.brands):
                mind = self.minds.setdefault((person, brand), Mind())
                self.clocks_run(mind, brand, person, hours)
        for mind in self.minds.values():
            left = recall_after(mind.recall, hours - mind.updated, self.numbers.recall_decay)
            mind.recall, mind.updated = single(left), single(hours)
        self.reviews.draw_up(np.array(self.purchases, PURCHASE), hours)
        return self.record()

    def exposures(self) -> np.ndarray:
        """Impressions so far."""
        return np.array(self.seen, EXPOSURE)

    def sources(self) -> np.ndarray:
        """Sources so far, those that are still to appear included."""
        rows = np.zeros(len(self.made), SOURCE)
        for row, source in enumerate(self.made):
            rows[row] = tuple(source[name] for name in SOURCE.names or ())
        return rows

    def won(self) -> np.ndarray:
        """Fans won so far: account and person."""
        return np.array(self.fans_won, np.int32).reshape(-1, 2)

    def state_of_minds(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ad recall and attitude as of the last change, and when that was [h]; (people, brands)."""
        return self._state("recall"), self._state("attitude"), self._state("updated")

    def record(self) -> Record:
        """The record as it stands; purchases by a running clock are entered by `finish`."""
        exposures, sold = self.exposures(), np.array(self.purchases, PURCHASE)
        return Record(
            exposures=exposures,
            sources=self.sources(),
            purchases=purchases_that_stand(self.world, sold, exposures),
            purchases_without=purchases_without_campaign(self.world),
            recall=self._state("recall"),
            attitude=self._state("attitude"),
            fans_won=self.won(),
            fans_lost=self.lost(),
            unnoticed=self.unnoticed,
            hours=self.world.hours,
            standings=self.standings(),
            reviews=self.reviews.record(),
            ratings=self.reviews.averages(len(self.world.plan.offers)),
        )

    def _state(self, name: str) -> np.ndarray:
        state = np.zeros((self.world.people, self.world.brands), np.float32)
        for (person, brand), mind in self.minds.items():
            state[person, brand] = getattr(mind, name)
        return state
