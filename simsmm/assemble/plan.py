"""What the actors plan, as the arrays that the engine reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import Appearance, Brand
from simsmm.assemble.law import post_topics
from simsmm.assemble.media import Media
from simsmm.assemble.people import KINDS
from simsmm.assemble.programme import Programme
from simsmm.assemble.quality import quality_of
from simsmm.assemble.rotation import Group, groups_of, rotation_key, turns_of
from simsmm.assemble.values import Values
from simsmm.draws import Decision, name_key, number
from simsmm.draws.arrays import numbers
from simsmm.record import Boost, Offer
from simsmm.scenario import Scenario
from simsmm.society import Society, choose_fans
from simsmm.spread.world import (
    ACCOUNT,
    MOST_OFFERS,
    OFFER,
    POST,
    PUBLICATION,
    Law,
    Plan,
)
from simsmm.wording import say

Array = npt.NDArray[Any]


def plan_of(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    fans: list[Array],
    values: Values,
    law: Law,
    luck: int,
) -> tuple[Plan, tuple[Boost, ...], list[Group]]:
    """The `Plan` of one replicate, what its boosts cost, and who is shown which variant.

    The groups of followers who are shown a variant are accounts of their own, after all others.

    Args:
        scenario: names posts, channels and offers.
        acts: what the actors plan.
        society: the people.
        fans: simulated followers of each account, ascending.
        values: the replicate's numbers.
        law: the replicate's law.
        luck: key of the replicate's luck.
    """
    bonus = _bonus(scenario, values)
    posts = _posts(scenario, acts, society, values, law, bonus, luck)
    groups = _groups(acts, fans, society, luck)
    accounts, followers = _accounts(acts, fans, groups, values, law)
    sale = Media(scenario, acts, society, values, law, posts, bonus, luck)
    boosts, bought, costs = sale.bought()
    plan = Plan(
        posts=posts,
        topics=np.ascontiguousarray(post_topics(scenario), dtype=np.float32),
        bonus=bonus,
        pages=_pages(scenario, acts),
        accounts=accounts,
        fans=followers,
        offers=_offers(scenario, values, luck),
        publications=_publications(scenario, acts, groups, society, posts, luck),
        boosts=boosts,
        bought=bought,
    )
    return plan, costs, groups


def _groups(acts: Programme, fans: list[Array], society: Society, luck: int) -> list[Group]:
    ids = [account.id for account in acts.followings]
    groups: list[Group] = []
    for item in acts.appearances:
        turns = len(acts.creatives[item.post])
        if turns > 1 and item.account is not None:
            at = ids.index(item.account)
            groups += groups_of(item, at, fans[at], society.people, turns, luck)
    return groups


def _channel(scenario: Scenario, name: str) -> int:
    return list(scenario.channels).index(name)


def _posts(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    values: Values,
    law: Law,
    bonus: Array,
    luck: int,
) -> Array:
    rows = np.zeros(len(acts.posts), POST)
    matches = society.people.interests @ post_topics(scenario).T
    rows["mean_match"] = matches.mean(axis=0)
    offers = [name for campaign in scenario.campaigns for name in campaign.offers]
    place = 0
    for brand, campaign in enumerate(scenario.campaigns):
        for post in campaign.creatives:
            row, name = rows[place], name_key(acts.posts[place])
            sold = campaign.sold_through(post)
            row["quality"] = quality_of(
                post,
                acts.posts[place],
                matches[:, place],
                bonus[:, place],
                scenario,
                society,
                values,
                law,
            )
            row["pass_key"] = number(number(luck, Decision.PASS), name)
            row["taste_key"] = number(number(luck, Decision.TASTE), name)
            row["brand"], row["linked"] = brand, post.link is not None
            row["tone"] = post.tone
            row["offer"] = -1 if sold is None else offers.index(sold)
            place += 1
    return rows


def _accounts(
    acts: Programme, fans: list[Array], groups: list[Group], values: Values, law: Law
) -> tuple[Array, Array]:
    followings = [*acts.followings, *(acts.followings[group.account] for group in groups)]
    fans = [*fans, *(group.fans for group in groups)]
    rows = np.zeros(len(followings), ACCOUNT)
    stops = np.cumsum([len(followers) for followers in fans])
    for row, account, followers, stop in zip(rows, followings, fans, stops, strict=True):
        row["first"], row["stop"] = stop - len(followers), stop
        row["kind"] = KINDS[account.creator]
        row["trust"] = law.trust[row["kind"]]
        if account.creator and not account.disclosed:
            row["trust"] += values.behaviour("undisclosed_trust")
    for row, group in zip(rows[len(acts.followings) :], groups, strict=True):
        row["page"], row["turn"], row["turns"] = group.account, group.turn, group.turns
        row["turn_key"] = group.key
    everybody = np.concatenate(fans) if fans else np.zeros(0)
    return rows, np.ascontiguousarray(everybody, dtype=np.int32)


def _bonus(scenario: Scenario, values: Values) -> Array:
    formats = [post.format for campaign in scenario.campaigns for post in campaign.creatives]
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


def _offers(scenario: Scenario, values: Values, luck: int) -> Array:
    offers = [
        (brand, f"{campaign.brand}/{name}", offer)
        for brand, campaign in enumerate(scenario.campaigns)
        for name, offer in campaign.offers.items()
    ]
    if len(offers) > MOST_OFFERS:
        raise ValueError(
            say(
                "a scenario holds at most {most} offers, not {number}",
                most=MOST_OFFERS,
                number=len(offers),
            )
        )
    rows = np.zeros(len(offers), OFFER)
    for row, (brand, name, offer) in zip(rows, offers, strict=True):
        row["brand"] = brand
        a_day = values.of(f"{name}/sold anyway", offer.sold_anyway.count)
        row["rate"] = a_day / offer.sold_anyway.hours / scenario.market.people
        row["clock_key"] = number(number(luck, Decision.PURCHASE), name_key(name))
    return rows


def offers_of(scenario: Scenario, values: Values) -> tuple[Offer, ...]:
    """What is sold, at the replicate's prices."""
    return tuple(
        Offer(
            name,
            values.of(f"{campaign.brand}/{name}/price", offer.price),
            values.of(f"{campaign.brand}/{name}/margin", offer.margin),
        )
        for campaign in scenario.campaigns
        for name, offer in campaign.offers.items()
    )


def _publications(
    scenario: Scenario,
    acts: Programme,
    groups: list[Group],
    society: Society,
    posts: Array,
    luck: int,
) -> Array:
    ids = [account.id for account in acts.followings]
    rows = []
    for item in acts.appearances:
        names, channel = acts.creatives[item.post], _channel(scenario, item.channel)
        shown = [acts.posts.index(name) for name in names]
        if item.account is None:
            rows += _seeds(scenario, item, society, shown, channel, posts["pass_key"], luck)
            continue
        accounts = [ids.index(item.account)]
        if len(names) > 1:
            accounts = [
                len(ids) + at for at, group in enumerate(groups) if group.appearance is item
            ]
        for name, post, account in zip(names, shown, accounts, strict=True):
            key = number(number(luck, Decision.PUBLISH), name_key(name))
            key = number(key, name_key(item.account))
            rows.append((item.hour, key, post, channel, account, -1))
    return np.array(rows, PUBLICATION)


def _seeds(
    scenario: Scenario,
    item: Appearance,
    society: Society,
    shown: list[int],
    channel: int,
    pass_keys: Array,
    luck: int,
) -> list[tuple[float, int, int, int, int, int]]:
    """Ordinary people who pass a post on first: any members of the channel, equally likely.

    ``shown`` are the variants of the post, which take turns.
    """
    people = society.people
    members = np.flatnonzero(people.member[channel])
    count = min(round(item.seeds / scenario.scale), len(members))
    key = number(number(luck, Decision.SEEDS), name_key(item.post))
    chosen = choose_fans(key, members, np.ones(len(members)), count, people.id[members])
    turn = turns_of(rotation_key(luck, item.post), people.id[chosen], len(shown))
    passed = np.array(shown)[turn]
    keys = numbers(pass_keys[passed], people.id[chosen])
    return [
        (item.hour, int(own), int(post), channel, -1, int(person))
        for person, post, own in zip(chosen, passed, keys, strict=True)
    ]
