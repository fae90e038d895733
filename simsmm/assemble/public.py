"""Lists and recommendations as arrays that the engine reads: rules, and what else there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from simsmm.assemble.values import Values
from simsmm.channels import rhythm
from simsmm.channels.competition import fate
from simsmm.channels.delay import EXPONENTIAL, UNIFORM
from simsmm.channels.ranking import AGED, SCORES, shrunken
from simsmm.channels.rhythm import WEEK
from simsmm.draws import Decision, name_key, number
from simsmm.draws.arrays import exponentials, normals, uniforms
from simsmm.scenario import Scenario
from simsmm.society import Society
from simsmm.spread.public import LIST, OTHER, WAVES

Array = npt.NDArray[Any]

HISTORY = 240.0
"""Other items are drawn from so long before the run on [h]: what is older has sunk."""

DAY = 24.0

MOST_STARS = 5.0


def lists_of(scenario: Scenario, society: Society, values: Values) -> Array:
    """`LIST` rows of all channels in one replicate; none where no channel is a ranked list."""
    if not any(scenario.preset(name).mechanism == "ranking" for name in scenario.channels):
        return np.zeros(0, LIST)
    rows = np.zeros(len(scenario.channels), LIST)
    first = 0
    for row, name in zip(rows, scenario.channels, strict=True):
        preset = scenario.preset(name)
        if preset.mechanism != "ranking":
            continue
        others = _others(scenario, society, values, name)
        row["first"], row["stop"] = first, first + others.count
        row["rule"], row["novelty"] = SCORES[preset.score], others.novelty
        row["refresh"], row["depth"] = (values.channel(name, key) for key in ("refresh", "depth"))
        row["visits"] = values.channel(name, "visits") / DAY
        row["half_life"], row["entry"] = others.half_life, others.entry
        row["elsewhere"] = values.channel(name, "counted_elsewhere")
        row["scale"] = scenario.scale
        row["usual"] = values.channel(name, "usual_stars")
        row["prior"] = values.channel(name, "prior_reviews")
        first += others.count
    return rows


def waves_of(scenario: Scenario, values: Values) -> Array:
    """`WAVES` rows of all channels in one replicate; none where no channel recommends."""
    rows = np.zeros(len(scenario.channels), WAVES)
    rows["kernel"] = UNIFORM
    for row, name in zip(rows, scenario.channels, strict=True):
        if scenario.preset(name).mechanism == "recommended":
            row["audience"] = values.channel(name, "test_audience") / scenario.scale
            row["reference"] = values.channel(name, "reference_rate")
            row["pull"] = values.channel(name, "match_pull")
            row["half_life"] = 0.5 * values.channel(name, "wave")
    return rows if rows["audience"].any() else np.zeros(0, WAVES)


def others_of(
    scenario: Scenario, society: Society, values: Values, lists: Array, luck: int
) -> Array:
    """What else stands on the lists in one replicate: `OTHER` rows, as `lists` number them."""
    parts = [np.zeros(0, OTHER)]
    for name in scenario.channels if len(lists) else ():
        if scenario.preset(name).mechanism == "ranking":
            key = number(number(luck, Decision.OTHERS), name_key(name))
            parts.append(_others(scenario, society, values, name).drawn(key))
    return np.concatenate(parts)


@dataclass(frozen=True)
class Stream:
    """Items that appear at some rate, and sink again."""

    count: int
    novelty: float
    half_life: float
    entry: float
    rate: float
    """New items per hour."""
    votes: float
    """Of an average item in the end, in real people."""
    spread: float
    """Sigma of the logarithm of votes."""
    week: Array
    """Activity of an average visitor by hour of the week, mean 1, from the first hour of the run
    on; float64 (168,)."""

    def drawn(self, key: int) -> Array:
        """The items, in order of time: more of them at busy hours, with more votes each."""
        rows, each = np.zeros(self.count, OTHER), np.arange(self.count)
        hours = np.arange(math.ceil(2.0 * self.count / self.rate) + 2 * WEEK)
        active = self.week[(hours - int(HISTORY)) % WEEK]
        passed = np.cumsum(active) - active
        spent = np.cumsum(exponentials(number(key, 0), each)) / self.rate
        rows["time"] = np.interp(spent, passed, hours) - HISTORY
        meets = rhythm.meeting(self.week[None, :], EXPONENTIAL, self.half_life, 0.0)[0]
        busy = meets[np.floor(4.0 * rows["time"]).astype(np.int64) % len(meets)]
        rows["votes"] = self.votes * busy * np.exp(self.spread * normals(number(key, 1), each))
        return rows


@dataclass(frozen=True)
class Ageless:
    """Items that are always there: none is news, and none still gains votes."""

    count: int
    novelty: ClassVar[float] = math.inf
    half_life: ClassVar[float] = 1.0
    entry: ClassVar[float] = 1.0

    def rows(self) -> Array:
        """`OTHER` rows of items without votes or stars yet."""
        rows = np.zeros(self.count, OTHER)
        rows["time"] = -math.inf
        return rows


@dataclass(frozen=True)
class Standing(Ageless):
    """Items that are always there, with so many votes between one list and the next."""

    top: float
    """Votes of the first of them, in real people."""
    slope: float
    """Exponent by which votes fall with the rank."""

    def drawn(self, key: int) -> Array:
        """The items: each near its rank, by a draw."""
        rows, each = self.rows(), np.arange(self.count)
        rows["votes"] = self.top * (each + 0.5 + uniforms(number(key, 0), each)) ** -self.slope
        return rows


@dataclass(frozen=True)
class Rated(Ageless):
    """Items that are always there, in the order of their stars; they stand still during a run."""

    stars: float
    """Usual mean of an item's reviews."""
    stars_spread: float
    """How far the means of items differ [stars]."""
    reviews: float
    """Median number of an item's reviews."""
    reviews_spread: float
    """Sigma of the logarithm of their number."""
    prior: float
    """Reviews that what is usual weighs as much as."""

    def drawn(self, key: int) -> Array:
        """The items, each with its own stars and reviews."""
        rows, each = self.rows(), np.arange(self.count)
        spread = self.reviews_spread * normals(number(key, 0), each)
        rows["votes"] = self.reviews * np.exp(spread)
        means = self.stars + self.stars_spread * normals(number(key, 1), each)
        means = np.clip(means, 1.0, MOST_STARS)
        for row, mean in zip(rows, means.tolist(), strict=True):
            row["stars"] = shrunken(mean, float(row["votes"]), self.stars, self.prior)
        return rows


def _others(
    scenario: Scenario, society: Society, values: Values, channel: str
) -> Stream | Standing | Rated:
    """The other items of a list: like an average post of the scenario, by and large.

    Their votes follow from the attention that they get and from how often people vote.
    """
    preset = scenario.preset(channel)
    if preset.starred:
        return _rated(values, channel)
    member = society.people.member[list(scenario.channels).index(channel)]
    members = np.count_nonzero(member) * scenario.scale
    voting = values.channel(channel, "engagement") * (1 - values.channel(channel, "comment_share"))
    an_hour = voting * members * values.channel(channel, "visits") / DAY
    if preset.score not in AGED:
        return Standing(
            count=round(values.channel(channel, "list_length")),
            top=an_hour * values.channel(channel, "refresh") / values.channel(channel, "list_part"),
            slope=values.channel(channel, "rank_slope"),
        )
    half_life, rate, spread, entry, depth = (
        values.channel(channel, name)
        for name in ("half_life", "new_items", "votes_spread", "entry_votes", "depth")
    )
    week = rhythm.weekly_rhythm(preset.rhythm)
    phone = values.channel(channel, "phone_share")
    visitor = np.roll((1.0 - phone) * week[0] + phone * week[1], -24 * scenario.starts.weekday())
    expected = rate * (HISTORY + scenario.lasts)
    found = fate(SCORES[preset.score], half_life, rate, spread, entry, depth)
    return Stream(
        count=math.ceil(expected + 4.0 * math.sqrt(expected)),
        novelty=found.novelty,
        half_life=half_life,
        entry=entry,
        rate=rate,
        votes=an_hour * found.attention / (1.0 - entry),
        spread=spread,
        week=visitor,
    )


def _rated(values: Values, channel: str) -> Rated:
    return Rated(
        count=round(values.channel(channel, "rated_items")),
        stars=values.channel(channel, "usual_stars"),
        stars_spread=values.channel(channel, "stars_spread"),
        reviews=values.channel(channel, "usual_reviews"),
        reviews_spread=values.channel(channel, "reviews_spread"),
        prior=values.channel(channel, "prior_reviews"),
    )
