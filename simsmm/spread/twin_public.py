"""Lists and recommendations in plain Python: the part of the twin that the compiled
`simsmm.spread.ranking` and `simsmm.spread.recommended` are held to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from simsmm.channels.mechanisms import RANKING
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
from simsmm.channels.recommended import next_wave, pull
from simsmm.draws import Sight, number, uniform
from simsmm.record import STANDING, Act, Kind
from simsmm.spread.ranking import LEAST_SIGHTS
from simsmm.spread.world import World

ENGAGED = Act.ENGAGE | Act.COMMENT | Act.SHARE
"""Acts that count as engagement with what is recommended."""

Runner = tuple[float, int, int]
"""How far a race has come when a clock runs out; identity of the sight; person."""


@dataclass
class Stand:
    """How a post fares on a channel; `simsmm.spread.public.STAND` explains most of it."""

    source: int = -1
    opened: float = 0.0
    until: float = 0.0
    rounds: int = 0
    epoch: int = 0
    frozen: int = -1
    place: int = 0
    best: int = 0
    votes: float = 0.0
    before: float = 0.0
    counted: float = 0.0
    shown: int = 0
    engaged: int = 0
    clock: list[float] = field(default_factory=lambda: [0.0, 0.0])
    """How far the races of computers and phones have come."""
    runners: list[list[Runner]] = field(default_factory=list)
    """Who has yet to finish, of each device; the first of each list is the next."""


class PublicPlaces:
    """What a run knows of its lists and recommendations, and how a post goes on there."""

    world: World
    made: list[dict[str, float]]
    ratings: np.ndarray
    """Mean stars and number of reviews that each offer shows, (offers, 2)."""
    stands: dict[tuple[int, int], Stand]
    """Stands by channel and post, as far as anything is known of them."""
    enqueue: Callable[[float, int, int, int, int], None]
    delay_by: Callable[[np.void, int, int, int, float], float]

    def stand(self, channel: int, post: int) -> Stand:
        """The stand of a post on a channel."""
        return self.stands.setdefault((channel, post), Stand())

    def appear(self, source: int) -> None:
        """A post appears on a list or is recommended, or goes on there."""
        item = self.made[source]
        channel = int(item["channel"])
        stand = self.stand(channel, int(item["post"]))
        if item["person"] >= 0:
            stand.votes += 1.0
        elif stand.source not in (-1, source):
            return
        elif self.world.law.channels["mechanism"][channel] == RANKING:
            self.climb(stand, source, channel)
        else:
            self.widen(stand, source, channel)

    def count_in(self, post: int, channel: int, kind: int, acts: int) -> None:
        """Count an impression, and what was done at it, for the stands of its post anywhere."""
        if kind == Kind.PUBLIC:
            stand = self.stand(channel, post)
            stand.shown += 1
            stand.engaged += bool(acts & ENGAGED)
        if acts & Act.ENGAGE:
            for row, mechanism in enumerate(self.world.law.channels["mechanism"]):
                if mechanism == RANKING:
                    voted = row == channel and kind != Kind.AD
                    worth = 1.0 if voted else float(self.world.law.lists["elsewhere"][row])
                    self.stand(row, post).votes += worth

    def climb(self, stand: Stand, source: int, channel: int) -> None:
        """A step of a listed post: until the list is drawn up anew, or an hour is over."""
        item, law, hours = self.made[source], self.world.law, self.world.hours
        rules = law.lists[channel]
        refresh, visits = float(rules["refresh"]), float(rules["visits"])
        if stand.source < 0:
            stand.source, stand.until = source, item["time"]
            stand.epoch = math.floor(item["time"] / refresh) + 1
            stand.opened = stand.epoch * refresh
            stand.runners = [self.visitors(source, phone) for phone in range(2)]
        if stand.until >= stand.epoch * refresh:
            self.draw_up(stand, channel)
        now = stand.until
        stand.until = min(stand.epoch * refresh, math.floor(now) + 1.0, hours)
        seen = visibility(float(stand.place), float(rules["depth"])) if stand.rounds else 0.0
        born, scale = stand.opened, float(rules["novelty"])
        fresh = mean_novelty(now - born, stand.until - born, scale) if stand.rounds else 0.0
        week = law.rhythm.shape[2] - 1
        for phone in range(2):
            rhythm = float(law.rhythm[channel, phone, int(law.numbers.start_hour + now) % week])
            clock = stand.clock[phone]
            target = clock + visits * rhythm * (seen * fresh) * (stand.until - now)
            while stand.runners[phone] and stand.runners[phone][0][0] < target:
                at, key, person = stand.runners[phone].pop(0)
                time = now + (at - clock) / (target - clock) * (stand.until - now)
                self.enqueue(time, key, person, Kind.PUBLIC, source)
            stand.clock[phone] = target
        members = len(self.members(source))
        left = visits * members * (hours - stand.until) * seen
        left *= novelty(max(stand.until - born, 0.0), scale)
        risen = rules["elsewhere"] > 0.0 or rules["rule"] == STARS
        if stand.rounds == 0 or risen or left >= LEAST_SIGHTS:
            self.enqueue(stand.until, int(item["key"]), -1, 0, source)

    def draw_up(self, stand: Stand, channel: int) -> None:
        """Draw a list up: count everybody's votes as they are, and find the post's rank."""
        rules, epoch = self.world.law.lists[channel], stand.epoch
        now = epoch * float(rules["refresh"])
        listed = [one for (at, _), one in self.stands.items() if at == channel and one.source >= 0]
        for one in listed:
            if one.frozen < epoch:
                one.counted = one.votes - (one.before if rules["rule"] == RECENT else 0.0)
                one.before, one.frozen = one.votes, epoch
        mine = self.score_of(stand, channel, now)
        above = sum(self.score_of(one, channel, now) > mine for one in listed)
        for other in self.world.plan.others[rules["first"] : rules["stop"]]:
            age = now - float(other["time"])
            votes = grown(
                float(other["votes"]), age, float(rules["half_life"]), float(rules["entry"])
            )
            found = self.score(rules, votes, max(age, 0.0), float(other["stars"]))
            above += age >= 0.0 and found > mine
        stand.place = 1 + above
        stand.best = min(stand.best, stand.place) if stand.rounds else stand.place
        stand.rounds, stand.epoch = stand.rounds + 1, epoch + 1

    def score_of(self, stand: Stand, channel: int, now: float) -> float:
        """Score of a post of the scenario on a list that is drawn up now."""
        rules = self.world.law.lists[channel]
        votes, stars = stand.counted * float(rules["scale"]), 0.0
        if rules["rule"] == STARS:
            offer = int(self.world.plan.posts["offer"][int(self.made[stand.source]["post"])])
            average, count = self.ratings[offer] if offer >= 0 else (0.0, 0.0)
            stars = shrunken(
                float(average), float(count), float(rules["usual"]), float(rules["prior"])
            )
        return self.score(rules, votes, now - stand.opened, stars)

    @staticmethod
    def score(rules: np.void, votes: float, age: float, stars: float) -> float:
        """Score of any item of a list."""
        return score(int(rules["rule"]), votes, age, stars)

    def members(self, source: int) -> list[int]:
        """Everybody whom an item could be shown to in public."""
        account = self.world.plan.accounts[int(self.made[source]["account"])]
        return list(map(int, self.world.plan.fans[account["first"] : account["stop"]]))

    def visitors(self, source: int, phone: int) -> list[Runner]:
        """Everybody on one device whose clock may ever run out, again and again, in order."""
        item, law = self.made[source], self.world.law
        channel = int(item["channel"])
        busiest = float(law.rhythm[channel, phone, -1])
        most = float(law.lists[channel]["visits"]) * busiest * self.world.hours
        members = self.members(source)
        return sorted(one for who in members for one in self.visits(item, who, phone, most))

    def visits(
        self, item: dict[str, float], person: int, phone: int, most: float
    ) -> Iterator[Runner]:
        """When a person's clock runs out, lap by lap."""
        card = self.world.crowd.cards[int(item["channel"]), person]
        activity, lap = float(card["activity"]), 0
        if card["phone"] != phone:
            return
        while lap_end(lap - 1) < most:
            key = number(number(int(item["key"]), int(card["id"])), lap)
            at, visit = lap_end(lap - 1), 0
            while True:
                base = number(key, visit)
                draw = uniform(number(base, Sight.SEEN))
                at += -math.log1p(-draw) / activity if activity else math.inf
                if at >= lap_end(lap):
                    break
                yield at, base, person
                visit += 1
            lap += 1

    def widen(self, stand: Stand, source: int, channel: int) -> None:
        """Show a post to its next wave, those first whose interests match best, by and large."""
        item, law = self.made[source], self.world.law
        rules, key = law.waves[channel], int(item["key"])
        wanted = float(rules["audience"])
        if stand.source < 0:
            stand.source, stand.opened, stand.until = source, item["time"], item["time"]
            stand.runners = [sorted(self.race(source))]
        else:
            wanted = next_wave(stand.shown, stand.engaged, float(rules["reference"]))
        draw = uniform(number(number(key, Sight.WAVE), stand.rounds))
        people = int(min(wanted + draw, len(stand.runners[0])))
        stand.shown = stand.engaged = 0
        if people < 1:
            return
        begin, stand.rounds = stand.until, stand.rounds + 1
        stand.until = begin + 2.0 * float(rules["half_life"])
        for _, base, person in stand.runners[0][:people]:
            phone = int(self.world.crowd.cards[channel, person]["phone"])
            wait = self.delay_by(rules, channel, phone, base, begin)
            self.enqueue(begin + wait, base, person, Kind.PUBLIC, source)
        del stand.runners[0][:people]
        self.enqueue(stand.until, key, -1, 0, source)

    def race(self, source: int) -> Iterator[Runner]:
        """When each member's clock runs out: sooner the better the post matches."""
        item = self.made[source]
        channel, post = int(item["channel"]), int(item["post"])
        weight = float(self.world.law.waves[channel]["pull"])
        for person in self.members(source):
            card = self.world.crowd.cards[channel, person]
            base = number(int(item["key"]), int(card["id"]))
            topics, held = self.world.plan.topics[post], self.world.crowd.interests[person]
            match = sum(float(one * other) for one, other in zip(topics, held, strict=True))
            rate = pull(match, float(self.world.plan.posts[post]["mean_match"]), weight)
            yield -math.log1p(-uniform(number(base, Sight.SEEN))) / rate, base, person

    def standings(self) -> np.ndarray:
        """How those that appeared fared: `simsmm.record.STANDING` rows."""
        found = sorted((place, one) for place, one in self.stands.items() if one.source >= 0)
        rows = [
            (channel, post, one.opened, one.votes, one.best, one.rounds)
            for (channel, post), one in found
        ]
        return np.array(rows, STANDING)
