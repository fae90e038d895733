"""What the actors plan, as the arrays that the engine reads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import Actor, Appearance, Brand, Creator, Following, MediaBuy, PlannedActs
from simsmm.actors.rehearsal import Ledger, entered, planned
from simsmm.assemble.law import post_topics
from simsmm.assemble.people import KINDS
from simsmm.assemble.values import Values
from simsmm.channels.bought import flight_clock, impressions_for, price_of, serve, steps_of
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.draws import Decision, name_key, number
from simsmm.draws.arrays import numbers
from simsmm.record import SOURCE, Boost
from simsmm.scenario import Scenario
from simsmm.society import Society, choose_fans
from simsmm.spread.world import (
    ACCOUNT,
    BOOST,
    BOUGHT,
    MOST_OFFERS,
    OFFER,
    POST,
    PUBLICATION,
    Law,
    Plan,
)

Array = npt.NDArray[Any]

BRAND_TONE = 0.5
"""Tone of what a brand or its creators publish about it [-1, 1]. Assumption: friendly."""


@dataclass(frozen=True)
class Programme:
    """The plans of all actors of a scenario, merged."""

    followings: tuple[Following, ...]
    appearances: tuple[Appearance, ...]
    buys: tuple[MediaBuy, ...]
    fees: float
    posts: tuple[str, ...]
    """Ids of all posts, in the order of the scenario."""
    own: tuple[PlannedActs, ...] = ()
    """What each of a user's own actors plans; part of the above."""


@dataclass(frozen=True)
class Entries:
    """What actors do, as the engine takes it in."""

    publications: Array
    """`PUBLICATION` rows."""
    boosts: Array
    """`BOOST` rows."""
    bought: Array
    """`BOUGHT` rows."""
    costs: tuple[Boost, ...]
    """What each boost costs."""


def programme(scenario: Scenario, actors: tuple[Actor, ...] = ()) -> Programme:
    """Let every actor of the scenario plan, and then a user's own.

    Raises:
        ValueError: one of them plans what it cannot do or pay.
    """
    plans: list[PlannedActs] = []
    posts: list[str] = []
    for campaign in scenario.campaigns:
        brand = Brand(campaign)
        posts += [brand.post_id(post.id) for post in campaign.posts]
        plans.append(brand.plan())
        plans += [Creator(campaign.brand, creator).plan() for creator in campaign.creators]
    own: list[PlannedActs] = []
    for actor in actors:
        known = {account.id: account for plan in (*plans, *own) for account in plan.followings}
        own.append(entered(Ledger(actor), planned(actor), scenario, known))
    plans += own
    return Programme(
        followings=tuple(account for plan in plans for account in plan.followings),
        appearances=tuple(item for plan in plans for item in plan.appearances),
        buys=tuple(buy for plan in plans for buy in plan.buys),
        fees=math.fsum(plan.fees for plan in plans),
        posts=tuple(posts),
        own=tuple(own),
    )


def plan_of(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    fans: list[Array],
    values: Values,
    law: Law,
    luck: int,
) -> tuple[Plan, tuple[Boost, ...]]:
    """The `Plan` of one replicate, and what its boosts cost.

    Args:
        scenario: names posts, channels and offers.
        acts: what the actors plan.
        society: the people.
        fans: simulated followers of each account, ascending.
        values: the replicate's numbers.
        law: the replicate's law.
        luck: key of the replicate's luck.
    """
    posts = _posts(scenario, acts, society, values, luck)
    accounts, followers = _accounts(acts, fans, values, law)
    rows = entries(scenario, acts, society, values, posts, luck)
    plan = Plan(
        posts=posts,
        topics=np.ascontiguousarray(post_topics(scenario), dtype=np.float32),
        bonus=_bonus(scenario, values),
        pages=_pages(scenario, acts),
        accounts=accounts,
        fans=followers,
        offers=_offers(scenario, luck),
        publications=rows.publications,
        boosts=rows.boosts,
        bought=rows.bought,
    )
    return plan, rows.costs


def entries(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    values: Values,
    posts: Array,
    luck: int,
    before: Mapping[tuple[str, str], int] | None = None,
    sources: Array | None = None,
) -> Entries:
    """What actors do, as rows.

    Args:
        scenario: names posts and channels.
        acts: what they do, among all accounts and posts.
        society: the people.
        values: the replicate's numbers.
        posts: `POST` rows.
        luck: key of the replicate's luck.
        before: how often an account has published a post before, by (post, account).
        sources: dtype `simsmm.record.SOURCE`: who has passed on what before.
    """
    bought = [_serve(scenario, buy, society, values, luck) for buy in acts.buys]
    boosts = np.zeros(len(acts.buys), BOOST)
    for row, buy in zip(boosts, acts.buys, strict=True):
        row["key"], row["post"] = _buy_key(luck, buy), acts.posts.index(buy.post)
        row["channel"] = _channel(scenario, buy.channel)
    for at, (rows, _) in enumerate(bought):
        rows["boost"] = at
    costs = tuple(
        Boost(int(row["post"]), int(row["channel"]), buy.money, spent)
        for row, buy, (_, spent) in zip(boosts, acts.buys, bought, strict=True)
    )
    earlier = np.zeros(0, SOURCE) if sources is None else sources
    return Entries(
        _publications(scenario, acts, society, posts, luck, Counter(before), earlier),
        boosts,
        np.concatenate([rows for rows, _ in bought]) if bought else np.zeros(0, BOUGHT),
        costs,
    )


def _channel(scenario: Scenario, name: str) -> int:
    return list(scenario.channels).index(name)


def _posts(
    scenario: Scenario, acts: Programme, society: Society, values: Values, luck: int
) -> Array:
    rows = np.zeros(len(acts.posts), POST)
    matches = society.people.interests @ post_topics(scenario).T
    rows["mean_match"] = matches.mean(axis=0)
    rows["tone"] = BRAND_TONE
    offers = [name for campaign in scenario.campaigns for name in campaign.offers]
    place = 0
    for brand, campaign in enumerate(scenario.campaigns):
        for post in campaign.posts:
            row, name = rows[place], name_key(acts.posts[place])
            sold = campaign.sold_through(post)
            row["quality"] = values.of(f"{acts.posts[place]}/quality", post.quality)
            row["pass_key"] = number(number(luck, Decision.PASS), name)
            row["taste_key"] = number(number(luck, Decision.TASTE), name)
            row["brand"], row["linked"] = brand, post.link is not None
            row["offer"] = -1 if sold is None else offers.index(sold)
            place += 1
    return rows


def _accounts(acts: Programme, fans: list[Array], values: Values, law: Law) -> tuple[Array, Array]:
    rows = np.zeros(len(acts.followings), ACCOUNT)
    stops = np.cumsum([len(followers) for followers in fans])
    for row, account, followers, stop in zip(rows, acts.followings, fans, stops, strict=True):
        row["first"], row["stop"] = stop - len(followers), stop
        row["kind"] = KINDS[account.creator]
        row["trust"] = law.trust[row["kind"]]
        if account.creator and not account.disclosed:
            row["trust"] += values.behaviour("undisclosed_trust")
    everybody = np.concatenate(fans) if fans else np.zeros(0)
    return rows, np.ascontiguousarray(everybody, dtype=np.int32)


def _bonus(scenario: Scenario, values: Values) -> Array:
    formats = [post.format for campaign in scenario.campaigns for post in campaign.posts]
    table = [[values.format_bonus(name, form) for form in formats] for name in scenario.channels]
    return np.array(table, dtype=np.float64)


def _pages(scenario: Scenario, acts: Programme) -> Array:
    """The account that a follow on each channel goes to, for each brand."""
    ids = [account.id for account in acts.followings]
    pages = np.full((len(scenario.channels), len(scenario.campaigns)), -1, np.int32)
    for brand, campaign in enumerate(scenario.campaigns):
        for channel in campaign.pages:
            page = Brand(campaign).page_id(channel)
            pages[_channel(scenario, channel), brand] = ids.index(page)
    return pages


def _offers(scenario: Scenario, luck: int) -> Array:
    offers = [
        (brand, f"{campaign.brand}/{name}", offer)
        for brand, campaign in enumerate(scenario.campaigns)
        for name, offer in campaign.offers.items()
    ]
    if len(offers) > MOST_OFFERS:
        raise ValueError(f"a scenario holds at most {MOST_OFFERS} offers, not {len(offers)}")
    rows = np.zeros(len(offers), OFFER)
    for row, (brand, name, offer) in zip(rows, offers, strict=True):
        row["brand"] = brand
        row["rate"] = offer.sold_anyway.per_hour / scenario.market.people
        row["clock_key"] = number(number(luck, Decision.PURCHASE), name_key(name))
    return rows


def _publications(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    posts: Array,
    luck: int,
    before: Counter[tuple[str, str]],
    sources: Array,
) -> Array:
    ids = [account.id for account in acts.followings]
    rows: list[tuple[float, int, int, int, int, int]] = []
    passed = sources[sources["person"] >= 0]
    for item in acts.appearances:
        post, channel = acts.posts.index(item.post), _channel(scenario, item.channel)
        if item.account is None:
            taken = [person for *_, of, _, _, person in rows if of == post and person >= 0]
            taken += passed["person"][passed["post"] == post].tolist()
            pass_key = int(posts["pass_key"][post])
            rows += _seeds(scenario, item, society, post, channel, pass_key, luck, taken)
            continue
        key = number(number(luck, Decision.PUBLISH), name_key(item.post))
        key = number(key, name_key(item.account))
        if again := before[item.post, item.account]:
            key = number(number(key, name_key("again")), again)
        before[item.post, item.account] += 1
        rows.append((item.hour, key, post, channel, ids.index(item.account), -1))
    return np.array(rows, PUBLICATION)


def _seeds(
    scenario: Scenario,
    item: Appearance,
    society: Society,
    post: int,
    channel: int,
    pass_key: int,
    luck: int,
    taken: list[int],
) -> list[tuple[float, int, int, int, int, int]]:
    """Ordinary people who pass a post on first: any members of the channel, equally likely.

    Those ``taken`` have passed it on already, and nobody does so twice.
    """
    people = society.people
    members = np.setdiff1d(np.flatnonzero(people.member[channel]), taken)
    count = min(round(item.seeds / scenario.scale), len(members))
    key = number(number(luck, Decision.SEEDS), name_key(item.post))
    chosen = choose_fans(key, members, np.ones(len(members)), count, people.id[members])
    keys = numbers(pass_key, people.id[chosen])
    return [
        (item.hour, int(own), post, channel, -1, int(person))
        for person, own in zip(chosen, keys, strict=True)
    ]


def _buy_key(luck: int, buy: MediaBuy) -> int:
    return number(number(luck, Decision.BUY_MEDIA), name_key(buy.id))


def _serve(
    scenario: Scenario, buy: MediaBuy, society: Society, values: Values, luck: int
) -> tuple[Array, float]:
    """Bought impressions of one media buy, and the money that they cost.

    A share of the impressions - the accuracy of targeting - meets the audience that is meant, the
    rest meets others: both grow with the budget, so a smaller budget's impressions are among them.
    """
    cpm, rise = values.channel(buy.channel, "cpm"), values.channel(buy.channel, "cpm_rise")
    members = np.flatnonzero(society.people.member[_channel(scenario, buy.channel)])
    audience = len(members) * scenario.scale
    wanted = int(impressions_for(buy.money, cpm, rise, audience) / scenario.scale)
    meant = _meant(scenario, buy, society)
    if meant is None:
        rows = _chances(scenario, buy, society, members, wanted, _buy_key(luck, buy))
    else:
        accurate = int(values.channel(buy.channel, "accuracy") * wanted)
        own, other = (number(_buy_key(luck, buy), part) for part in (0, 1))
        inside = members[meant[members]]
        outside = members[~meant[members]]
        rows = np.concatenate(
            [
                _chances(scenario, buy, society, inside, accurate, own),
                _chances(scenario, buy, society, outside, wanted - accurate, other),
            ]
        )
    return rows, min(price_of(len(rows) * scenario.scale, cpm, rise, audience), buy.money)


def _meant(scenario: Scenario, buy: MediaBuy, society: Society) -> Array | None:
    """Whether each person belongs to the audience that a buy is meant for; None for everybody."""
    names = [segment.name for segment in scenario.people.segments]
    if not buy.audience or set(buy.audience) == set(names):
        return None
    return np.isin(society.people.segment, [names.index(name) for name in buy.audience])


def _chances(
    scenario: Scenario, buy: MediaBuy, society: Society, audience: Array, wanted: int, key: int
) -> Array:
    """Serve an audience: rows of `BOUGHT`, in order of their turn."""
    people, channel = society.people, _channel(scenario, buy.channel)
    first_hour = 24.0 * scenario.starts.weekday() + buy.start
    hours = max(buy.until - buy.start, 1.0 / 60.0)
    served = serve(
        key,
        audience.astype(np.int32),
        people.id[audience],
        people.activity[channel][audience].astype(np.float64),
        people.phone[channel][audience].astype(np.int32),
        wanted,
        flight_clock(weekly_rhythm(), first_hour, hours),
        buy.start,
        buy.cap,
        buy.window,
        hours / steps_of(hours),
    )
    rows = np.zeros(len(served), BOUGHT)
    for name in ("time", "key", "id", "person"):
        rows[name] = served[name]
    return rows
