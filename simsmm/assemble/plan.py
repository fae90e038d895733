"""What the actors plan, as the arrays that the engine reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import Appearance, Brand
from simsmm.assemble.law import post_topics
from simsmm.assemble.media import Media
from simsmm.assemble.offers import offer_rows, on_sale
from simsmm.assemble.programme import Programme
from simsmm.assemble.public import others_of
from simsmm.assemble.quality import quality_of
from simsmm.assemble.reviews import review_rows, usual_lean
from simsmm.assemble.rotation import Group, groups_of, rotation_key, turns_of
from simsmm.assemble.values import Values
from simsmm.draws import Decision, name_key, number
from simsmm.draws.arrays import numbers
from simsmm.record import SOURCE, Boost
from simsmm.scenario import Scenario
from simsmm.scenario.plan import EVENT, PAGE
from simsmm.society import Society, choose_fans
from simsmm.spread.world import (
    ACCOUNT,
    POST,
    PUBLICATION,
    Law,
    Plan,
)

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Entries:
    """What actors do, as the engine takes it in."""

    publications: Array
    """`PUBLICATION` rows."""
    boosts: Array
    """`BOOST` rows; purses are numbered by the first of these that each pays for."""
    bought: Array
    """`BOUGHT` rows, ``boost`` counted from the first of these boosts."""
    costs: tuple[Boost, ...]
    """What each boost costs."""


@dataclass(frozen=True)
class Planned:
    """The plan of one replicate, and what is known of it beside the engine's arrays."""

    plan: Plan
    costs: tuple[Boost, ...]
    """What each boost costs."""
    groups: list[Group]
    """Followers who are shown a variant; they are accounts of their own, after all others."""
    sale: Media
    """The channels' sale of impressions, for what is planned."""


def plan_of(
    scenario: Scenario,
    acts: Programme,
    society: Society,
    fans: list[Array],
    values: Values,
    law: Law,
    luck: int,
    awake: Collection[str] = (),
) -> Planned:
    """The `Plan` of one replicate, what its boosts cost, and who is shown which variant.

    Args:
        scenario: names posts, channels and offers.
        acts: what the actors plan.
        society: the people.
        fans: simulated followers of each account, ascending.
        values: the replicate's numbers.
        law: the replicate's law.
        luck: key of the replicate's luck.
        awake: brands for which somebody may publish anything while the campaign runs.
    """
    bonus = _bonus(scenario, values)
    posts = _posts(scenario, acts, society, values, law, bonus, luck)
    groups = _groups(scenario, acts, fans, society, luck, awake)
    accounts, followers = _accounts(acts, fans, groups, values, law)
    sale = Media(scenario, acts, society, values, law, posts, bonus, luck)
    rows = entries(sale, groups)
    on_offer = offer_rows(scenario, society, values, luck)
    plan = Plan(
        posts=posts,
        topics=np.ascontiguousarray(post_topics(scenario), dtype=np.float32),
        bonus=bonus,
        pages=_pages(scenario, acts),
        accounts=accounts,
        fans=followers,
        offers=on_offer,
        reviewed=review_rows(scenario, values, on_offer),
        publications=rows.publications,
        boosts=rows.boosts,
        bought=rows.bought,
        others=others_of(scenario, society, values, law.lists, luck),
    )
    return Planned(plan, rows.costs, groups, sale)


def entries(
    sale: Media,
    groups: list[Group],
    before: Mapping[tuple[str, str], int] | None = None,
    sources: Array | None = None,
) -> Entries:
    """What actors do, as rows: all that is planned, or what one of them does on the way.

    Args:
        sale: of impressions, with what the actors do.
        groups: followers who are shown a variant, of every post and account that need them.
        before: how often an account has published a post before, by (post, account).
        sources: dtype `simsmm.record.SOURCE`: who has passed on what before.
    """
    earlier = np.zeros(0, SOURCE) if sources is None else sources
    boosts, bought, costs = sale.bought()
    return Entries(_publications(sale, groups, Counter(before), earlier), boosts, bought, costs)


def _groups(
    scenario: Scenario,
    acts: Programme,
    fans: list[Array],
    society: Society,
    luck: int,
    awake: Collection[str],
) -> list[Group]:
    ids = [account.id for account in acts.followings]
    wanted = dict.fromkeys((item.post, item.account) for item in acts.appearances)
    for campaign in scenario.campaigns:
        if campaign.brand in awake:
            owned = [account.id for account in acts.followings if account.brand == campaign.brand]
            posts = [Brand(campaign).post_id(post.id) for post in campaign.posts]
            wanted |= dict.fromkeys((post, account) for post in posts for account in owned)
    groups: list[Group] = []
    for post, account in wanted:
        turns = len(acts.creatives[post])
        if turns > 1 and account is not None:
            at = ids.index(account)
            key = rotation_key(luck, f"{post}@{account}")
            groups += groups_of(post, at, key, fans[at], society.people, turns)
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
    offers = [sold.id for sold in on_sale(scenario)]
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
            if post.link == EVENT:
                row["conversion"] = values.behaviour("event_conversion")
            if post.link == PAGE:
                row["joins"] = values.behaviour("page_visit_follow")
            row["leads"] = _led_to(acts, Brand(campaign).post_id(post.link or ""))
            row["offer"] = -1 if sold is None else offers.index((campaign.brand, sold))
            place += 1
    return rows


def _led_to(acts: Programme, post: str) -> int:
    """The creative that a link to a post leads to: its only one, or its first variant; or -1."""
    return acts.posts.index(acts.creatives[post][0]) if post in acts.creatives else -1


def _accounts(
    acts: Programme, fans: list[Array], groups: list[Group], values: Values, law: Law
) -> tuple[Array, Array]:
    followings = [*acts.followings, *(acts.followings[group.account] for group in groups)]
    fans = [*fans, *(group.fans for group in groups)]
    rows = np.zeros(len(followings), ACCOUNT)
    stops = np.cumsum([len(followers) for followers in fans])
    for row, account, followers, stop in zip(rows, followings, fans, stops, strict=True):
        row["first"], row["stop"] = stop - len(followers), stop
        row["kind"] = account.kind
        row["trust"] = law.trust[row["kind"]]
        if account.creator and not account.disclosed:
            row["trust"] += values.behaviour("undisclosed_trust")
    for row, group in zip(rows[len(acts.followings) :], groups, strict=True):
        row["page"], row["turn"], row["turns"] = group.account, group.turn, group.turns
        row["turn_key"] = group.key
    everybody = np.concatenate(fans) if fans else np.zeros(0)
    return rows, np.ascontiguousarray(everybody, dtype=np.int32)


def _bonus(scenario: Scenario, values: Values) -> Array:
    """What each channel gives each post; float64 (channels, posts)."""
    formats = [post.format for campaign in scenario.campaigns for post in campaign.creatives]
    table = [[values.format_bonus(name, form) for form in formats] for name in scenario.channels]
    usual = [[usual_lean(scenario, values, name)] for name in scenario.channels]
    return np.array(table, dtype=np.float64) - np.array(usual)


def _pages(scenario: Scenario, acts: Programme) -> Array:
    """The account that a follow on each channel goes to, for each brand."""
    ids = [account.id for account in acts.followings]
    pages = np.full((len(scenario.channels), len(scenario.campaigns)), -1, np.int32)
    for brand, campaign in enumerate(scenario.campaigns):
        for channel in campaign.pages:
            page = Brand(campaign).page_id(channel)
            pages[_channel(scenario, channel), brand] = ids.index(page)
    return pages


def _publications(
    sale: Media, groups: list[Group], before: Counter[tuple[str, str]], sources: Array
) -> Array:
    acts, luck = sale.acts, sale.luck
    ids = [account.id for account in acts.followings]
    rows: list[tuple[float, int, int, int, int, int]] = []
    passed = sources[sources["person"] >= 0]
    for item in acts.appearances:
        names, channel = acts.creatives[item.post], _channel(sale.scenario, item.channel)
        shown = [acts.posts.index(name) for name in names]
        if item.account is None:
            taken = [person for *_, post, _, _, person in rows if post in shown and person >= 0]
            taken += passed["person"][np.isin(passed["post"], shown)].tolist()
            rows += _seeds(sale, item, shown, channel, taken)
            continue
        again = before[item.post, item.account]
        before[item.post, item.account] += 1
        account = ids.index(item.account)
        accounts = _shown_to(groups, item.post, account, len(ids)) if len(names) > 1 else [account]
        for name, post, of in zip(names, shown, accounts, strict=True):
            key = number(number(luck, Decision.PUBLISH), name_key(name))
            key = number(key, name_key(item.account))
            if again:
                key = number(number(key, name_key("again")), again)
            rows.append((item.hour, key, post, channel, of, -1))
    return np.array(rows, PUBLICATION)


def _shown_to(groups: list[Group], post: str, account: int, first: int) -> list[int]:
    """Numbers of the accounts that are an account's followers, by the variant they are shown."""
    return [
        first + at
        for at, group in enumerate(groups)
        if (group.post, group.account) == (post, account)
    ]


def _seeds(
    sale: Media, item: Appearance, shown: list[int], channel: int, taken: list[int]
) -> list[tuple[float, int, int, int, int, int]]:
    """Ordinary people who pass a post on first: any members of the channel, equally likely.

    ``shown`` are the variants of the post, which take turns. Those ``taken`` have passed one of
    them on already, and nobody does so twice.
    """
    people, luck = sale.society.people, sale.luck
    members = np.setdiff1d(np.flatnonzero(people.member[channel]), taken)
    count = min(round(item.seeds / sale.scenario.scale), len(members))
    key = number(number(luck, Decision.SEEDS), name_key(item.post))
    chosen = choose_fans(key, members, np.ones(len(members)), count, people.id[members])
    turn = turns_of(rotation_key(luck, item.post), people.id[chosen], len(shown))
    passed = np.array(shown)[turn]
    keys = numbers(sale.posts["pass_key"][passed], people.id[chosen])
    return [
        (item.hour, int(own), int(post), channel, -1, int(person))
        for person, post, own in zip(chosen, passed, keys, strict=True)
    ]
