"""The same campaign as a Mesa model: one agent per person, the same rules, plain Python.

Written as one would write it in Mesa: every agent steps every hour, in shuffled order, and takes
what has come to its feed since, in order of time. Draws come from the model's own generator, which
is quicker than keyed ones. Arrays of people become attributes of agents.
"""

from __future__ import annotations

import math
from heapq import heappop, heappush

import mesa

from benchmarks.giant import HOURS, RATES, SEEDS, WEIGHTS, Graph
from simsmm.behaviour import (
    act_chance,
    appeal,
    attitude_after,
    gain,
    hours_to,
    recall_after,
    recall_gain,
)
from simsmm.channels.delay import EXPONENTIAL, delay_quantile
from simsmm.channels.feed import is_seen, notice_chance
from simsmm.spread.world import World

WINDOW = 24.0


class Person(mesa.Agent):
    """One person: ties, interests, a mind, and a feed of coming sights."""

    def __init__(self, model: Campaign, tied: list[int], match: float) -> None:
        super().__init__(model)
        self.tied, self.match = tied, match
        self.taste = model.random.gauss(0.0, 1.0)
        self.clock = model.random.expovariate(model.rate)
        self.feed: list[float] = []
        self.delivered: list[float] = []
        self.recall = self.attitude = self.updated = self.gained = 0.0
        self.met = self.passed = 0
        self.done: set[int] = set()
        self.owns = False

    def step(self) -> None:
        """See what has come by now, in order of time."""
        while self.feed and self.feed[0] < self.model.clock:
            self.see(heappop(self.feed))

    def see(self, time: float) -> None:
        """One delivery from a friend: notice, judge, remember, act."""
        model = self.model
        self.delivered = [other for other in self.delivered if other > time - WINDOW]
        if self.delivered:
            chance = notice_chance(len(self.delivered), model.attention)
            if model.random.random() >= chance:
                return
        self.delivered.append(time)
        model.exposures += 1
        liking = appeal(
            self.match,
            0.5,
            0.0,
            1.0,
            float(self.passed),
            self.attitude,
            float(self.met),
            self.taste,
            WEIGHTS,
        )
        self.remember(time)
        self.met += 1
        self.passed += 1
        for act in range(len(RATES)):
            if act not in self.done:
                chance = act_chance(liking, *model.response[act])
                if model.random.random() < chance:
                    self.done.add(act)
                    if act == 0:
                        self.share(time)

    def remember(self, time: float) -> None:
        """Let the clock, the memory and the attitude run to now, then change by an exposure."""
        numbers, hours = self.model.numbers, time - self.updated
        hastened = gain(self.recall, hours, numbers.recall_decay, numbers.lift)
        if not self.owns and self.clock < time + self.gained + hastened:
            advance = max(self.clock - self.updated - self.gained, 0.0)
            hours_to(advance, self.recall, numbers.recall_decay, numbers.lift)
            self.owns = True
        left = recall_after(self.recall, hours, numbers.recall_decay)
        self.recall = recall_gain(left, numbers.recall_rate)
        self.attitude = attitude_after(self.attitude, 0.5, 1.0, numbers.attitude_step)
        self.gained += hastened
        self.updated = time

    def share(self, time: float) -> None:
        """Put the post into the feeds of all tied, each at a time of its own."""
        model = self.model
        model.shares += 1
        for person in self.tied:
            if is_seen(model.random.random(), math.inf):
                delay = delay_quantile(model.random.random(), EXPONENTIAL, 0.5, 0.0)
                heappush(model.people[person].feed, time + delay)
                model.latest = max(model.latest, time + delay)


class Campaign(mesa.Model):
    """The campaign of a `World` of `benchmarks.giant`, hour by hour."""

    def __init__(self, graph: Graph, world: World, seed: int) -> None:
        super().__init__(seed=seed)
        self.numbers = world.law.numbers
        self.attention = float(world.law.channels["attention"][0])
        self.response = world.law.response[1].tolist()
        self.rate = float(world.plan.offers["rate"][0])
        self.exposures = self.shares = 0
        self.clock = self.latest = 0.0
        match = (world.crowd.interests.mean(axis=1) - 0.5).tolist()
        bounds, heads = graph.starts.tolist(), graph.heads.tolist()
        self.people = [
            Person(self, heads[bounds[person] : bounds[person + 1]], match[person])
            for person in range(graph.people)
        ]

    def step(self) -> None:
        """One hour."""
        self.clock += 1.0
        self.agents.shuffle_do("step")

    def run(self) -> None:
        """Seeds share; hours pass until nothing is left to be seen."""
        for person in self.people[:SEEDS]:
            person.done.add(0)
            person.share(0.0)
        while self.clock <= self.latest and self.clock < HOURS:
            self.step()
