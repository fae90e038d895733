"""What media money buys: bought impressions, and what they cost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import MediaBuy
from simsmm.assemble.law import BINS, post_topics
from simsmm.assemble.people import meant_by
from simsmm.assemble.programme import Programme
from simsmm.assemble.quality import LEAST_RATE, click_rate
from simsmm.assemble.rotation import rotated, rotation_key
from simsmm.assemble.values import Values
from simsmm.channels import broadcast, reference
from simsmm.channels.bought import flight_clock, impressions_for, price_of, serve
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.draws import Decision, name_key, number
from simsmm.record import Boost
from simsmm.scenario import Scenario
from simsmm.scenario.dayparts import WEEK, open_minutes
from simsmm.society import Society
from simsmm.spread.world import BOOST, BOUGHT, Law

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Media:
    """The channels' sale of impressions in one replicate."""

    scenario: Scenario
    acts: Programme
    society: Society
    values: Values
    law: Law
    posts: Array
    """`POST` rows."""
    bonus: Array
    """What each channel gives each post's format [log odds], float (C, P)."""
    luck: int

    def bought(self) -> tuple[Array, Array, tuple[Boost, ...]]:
        """Boosts, the impressions that they buy, and what they cost; one boost per variant."""
        boosts: list[tuple[int, int, int, int, int]] = []
        bought, costs = [np.zeros(0, BOUGHT)], []
        for buy in self.acts.buys:
            shown = self._shown(buy)
            rows, spent = self._serve(buy)
            turn = rotated(rotation_key(self.luck, buy.id), rows["person"], rows["id"], len(shown))
            rows["boost"] = len(boosts) + turn
            bought.append(rows)
            channel = self._channel(buy)
            price = self._price(buy, "cpc") if buy.per_click else 0.0
            clicks = math.ceil(buy.money / price / self.scenario.scale) if price else 0
            purse = len(boosts)
            boosts += [(self._key(buy), post, channel, purse, clicks) for post in shown]
            counts = np.bincount(turn, minlength=len(shown)) if len(rows) else np.ones(len(shown))
            costs += [
                Boost(post, channel, float(part) * buy.money, float(part) * spent, price)
                for post, part in zip(shown, counts / counts.sum(), strict=True)
            ]
        # Filled row by row: bytes between fields stay zero, so that equal plans are equal bytes.
        table = np.zeros(len(boosts), BOOST)
        for place, boost in enumerate(boosts):
            table[place] = boost
        return table, np.concatenate(bought), tuple(costs)

    def _shown(self, buy: MediaBuy) -> list[int]:
        return [self.acts.posts.index(name) for name in self.acts.creatives[buy.post]]

    def _channel(self, buy: MediaBuy) -> int:
        return list(self.scenario.channels).index(buy.channel)

    def _key(self, buy: MediaBuy) -> int:
        return number(number(self.luck, Decision.BUY_MEDIA), name_key(buy.id))

    def _price(self, buy: MediaBuy, price: str) -> float:
        """A price while a media buy runs, in the scenario's currency."""
        return self.values.price(buy.channel, price, buy.start, buy.until)

    def _serve(self, buy: MediaBuy) -> tuple[Array, float]:
        """Bought impressions of one media buy, and the money that they cost.

        A share of the impressions - the accuracy of targeting - meets the audience that is meant,
        the rest meets others: both grow with the budget, so a smaller budget's impressions are
        among them.
        """
        members = np.flatnonzero(self.society.people.member[self._channel(buy)])
        meant = meant_by(buy.audience, self.scenario, self.society)
        parts = [(members, 1.0)]
        if meant is not None:
            own, others = members[meant[members]], members[~meant[members]]
            accuracy = self._accuracy(buy, len(own), len(members))
            parts = [(own, accuracy), (others, 1.0 - accuracy)]
        if buy.points:
            people = self.scenario.simulate if meant is None else int(np.count_nonzero(meant))
            return self._ordered(buy, parts, people)
        if buy.per_click:
            return self._chances(buy, parts, self._for_clicks(buy, parts)), 0.0
        audience = len(members) * self.scenario.scale
        cpm, rise = self._price(buy, "cpm"), self.values.channel(buy.channel, "cpm_rise")
        wanted = int(impressions_for(buy.money, cpm, rise, audience) / self.scenario.scale)
        rows = self._chances(buy, parts, wanted)
        return rows, min(price_of(len(rows) * self.scenario.scale, cpm, rise, audience), buy.money)

    def _accuracy(self, buy: MediaBuy, own: int, members: int) -> float:
        """Share of the impressions that meet whom they are meant for."""
        if self.scenario.preset(buy.channel).answered:
            return self.values.channel(buy.channel, "accuracy")
        index = self.values.channel(buy.channel, "audience_index")
        return broadcast.on_target_share(index, own / max(members, 1))

    def _ordered(
        self, buy: MediaBuy, parts: list[tuple[Array, float]], people: int
    ) -> tuple[Array, float]:
        """Rating points at their agreed price: delivered whatever the market, or not paid for.

        Args:
            buy: the order.
            parts: audiences on and off target, with their shares of the impressions.
            people: simulated people of the audience, whether they use the channel or not.
        """
        on_target = parts[0][1]
        if not on_target:
            return np.zeros(0, BOUGHT), 0.0
        wanted = round(broadcast.impressions_of(buy.points, people) / on_target)
        rows = self._chances(buy, parts, wanted)
        return rows, buy.money * len(rows) / max(wanted, 1)

    def _for_clicks(self, buy: MediaBuy, parts: list[tuple[Array, float]]) -> int:
        """Impressions after which the money is expected to have been clicked away."""
        channel, interests = self._channel(buy), self.society.people.interests
        expected = []
        for post in self._shown(buy):
            topics = post_topics(self.scenario)[post]
            match = interests @ topics - self.posts["mean_match"][post]
            for people, share in parts:
                if len(people):
                    gaps = reference.summary(match[people], BINS)
                    bonus, quality = self.bonus[channel, post], self.posts["quality"][post]
                    expected.append(share * click_rate(quality, gaps, bonus, channel, self.law))
        rate = sum(expected) / len(self._shown(buy))
        clicks = buy.money / self._price(buy, "cpc") / self.scenario.scale
        return int(clicks / max(rate, LEAST_RATE))

    def _chances(self, buy: MediaBuy, parts: list[tuple[Array, float]], wanted: int) -> Array:
        """Serve the parts of an audience: rows of `BOUGHT`, in order of their turn in each."""
        if len(parts) == 1:
            return self._chances_of(buy, parts[0][0], wanted, self._key(buy))
        accurate = int(parts[0][1] * wanted)
        own, other = (number(self._key(buy), part) for part in (0, 1))
        return np.concatenate(
            [
                self._chances_of(buy, parts[0][0], accurate, own),
                self._chances_of(buy, parts[1][0], wanted - accurate, other),
            ]
        )

    def _chances_of(self, buy: MediaBuy, audience: Array, wanted: int, key: int) -> Array:
        people, channel = self.society.people, self._channel(buy)
        first_hour = 24.0 * self.scenario.starts.weekday() + buy.start
        hours = max(buy.until - buy.start, 1.0 / 60.0)
        week = weekly_rhythm(self.scenario.preset(buy.channel).rhythm)
        served = serve(
            key,
            audience.astype(np.int32),
            people.id[audience],
            people.activity[channel][audience].astype(np.float64),
            people.phone[channel][audience].astype(np.int32),
            wanted,
            flight_clock(week, first_hour, hours, _served(buy)),
            buy.start,
            buy.cap,
            buy.window,
            hours,
        )
        rows = np.zeros(len(served), BOUGHT)
        for name in ("time", "key", "id", "person"):
            rows[name] = served[name]
        return rows


def _served(buy: MediaBuy) -> Array | None:
    """Whether a buy is served in each minute of the week; None for always."""
    if not buy.dayparts:
        return None
    served = np.zeros(WEEK, np.bool_)
    served[list(open_minutes(buy.dayparts))] = True
    return served
