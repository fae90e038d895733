"""Answers made up without a simulation: every measure has values, none of them means anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from simsmm import record
from simsmm import scenario as scenarios
from simsmm.actors import Brand
from simsmm.estimation import Estimate
from simsmm.measures import ALL, MEASURES, SERIES, tick_ends
from simsmm.record import Account, Boost, Kind, Offer, Setting
from simsmm.scenario import Scenario
from simsmm.study.curve import FACTORS, MOST, TOLD, Curve
from simsmm.study.replicate import Replicate

SIZES = {"people": 300_000.0, "share": 0.1, "money": 900.0, "impressions per person": 2.3}
"""Middle of the values of a unit; 40 for others."""


def invent(
    scenario: Scenario, replicates: int = 64, *, complete: bool = True, seed: int = 1
) -> Estimate:
    """An answer with values that differ by luck only."""
    setting = _setting(scenario)
    luck = np.random.default_rng(seed)
    found = [_replicate(scenario, setting, index, luck) for index in range(replicates)]
    curve = _curve(found) if setting.boosts else None
    asked = replicates if complete else 2 * replicates
    return Estimate(scenario, seed, tuple(found), setting, complete, curve=curve, asked=asked)


def _curve(found: list[Replicate]) -> Curve:
    """Reach and money that rise with the factor."""
    first = found[:MOST]
    values = {}
    for name in TOLD:
        planned = np.array([one.measured[name, ALL, ALL] for one in first])
        values[name] = np.array([planned * (0.2 + 0.8 * factor) for factor in FACTORS])
    values["spend"] = np.array([np.full(len(first), 1000.0 * factor) for factor in FACTORS])
    return Curve(values)


def with_reach(answer: Estimate, reach: np.ndarray) -> Estimate:
    """The answer with other values of reach, one per replicate."""
    changed = tuple(
        Replicate(
            one.index,
            {**one.measured, ("reach", ALL, ALL): float(value)},
            one.series,
            one.by_goal,
        )
        for one, value in zip(answer.replicates, reach, strict=True)
    )
    return replace(answer, replicates=changed)


def _replicate(
    scenario: Scenario, setting: Setting, index: int, luck: np.random.Generator
) -> Replicate:
    groups = {
        "channel": setting.channels,
        "medium": ("paid", "owned", "earned"),
        "post": setting.posts,
        "segment": setting.segments,
        "offer": tuple(offer.name for offer in setting.offers if not offer.event),
        "event": tuple(offer.name for offer in setting.offers if offer.event),
        "city": setting.cities,
        "pair": tuple(" + ".join(pair) for pair in combinations(setting.channels, 2)),
        "brand": tuple(brand.name for brand in setting.brands) if len(setting.brands) > 1 else (),
    }
    measured = {}
    for name, measure in MEASURES.items():
        middle = SIZES.get(measure.unit, 40.0)
        keys = [(name, ALL, ALL)]
        keys += [(name, by, group) for by in measure.by for group in groups[by]]
        measured |= {key: float(middle * luck.lognormal(0.0, 0.2)) for key in keys}
    hours = tick_ends(scenario.lasts, 6.0)
    series = {name: measured[name, ALL, ALL] * hours / hours[-1] for name in SERIES}
    goals = tuple(goal.amount * luck.lognormal(0.1, 0.2) for goal in scenario.goals)
    return Replicate(index, measured, {"hours": hours, **series}, goals)


def _setting(scenario: Scenario) -> Setting:
    people = 1000
    names = [segment.name for segment in scenario.people.segments]
    shares = np.array([segment.share for segment in scenario.people.segments])
    segment = np.searchsorted(np.cumsum(shares)[:-1], np.arange(people) / people, side="right")
    channels = tuple(scenario.channels)
    posts = [
        Brand(campaign).post_id(post.id)
        for campaign in scenario.campaigns
        for post in campaign.posts
    ]
    meant = [names.index(name) for name in scenario.target.segments] or range(len(names))
    boosts = [
        (posts.index(Brand(campaign).post_id(post.id)), channels.index(boost.on), boost.spend)
        for campaign in scenario.campaigns
        for post in campaign.posts
        for boost in post.boost
    ]
    return Setting(
        people=people,
        scale=scenario.market.people / people,
        channels=channels,
        posts=tuple(posts),
        segments=tuple(names),
        segment=segment.astype(np.int16),
        target=np.isin(segment, list(meant)),
        members=np.ones((len(channels), people), dtype=bool),
        accounts=(Account("page", 0, Kind.PAGE, 10),),
        boosts=tuple(Boost(post, channel, spend, spend) for post, channel, spend in boosts),
        offers=tuple(
            Offer(name, offer.price, offer.margin)
            for campaign in scenario.campaigns
            for name, offer in campaign.offers.items()
        ),
        fees=sum(campaign.fees for campaign in scenario.campaigns),
        production=sum(campaign.budget.production for campaign in scenario.campaigns),
        currency=scenario.currency,
        brands=tuple(
            record.Brand(
                campaign.brand,
                tuple(posts.index(Brand(campaign).post_id(post.id)) for post in campaign.posts),
            )
            for campaign in scenario.campaigns
        ),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</style><script>alert(3)</script>",
    "{{ 7 * 191 }}",
    "'; DROP--><svg onload=alert(4)>",
    '<a href="javascript:alert(5)">',
    "&lt;script&gt;alert(6)&lt;/script&gt;",
    'url(#x) id="y" href="#z"',
    "http://example.org/@import url(//example.org)",
    "[bold red]markup[/]",
)


def hostile() -> Scenario:
    """A scenario that tries to run something in every name."""
    first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth = (
        _quoted(name) for name in HOSTILE
    )
    return scenarios.parse(
        f"""
version: 1
name: {first}
market: {{name: {second}, people: 100 000}}
simulate: 10 000
starts: 2027-09-01
lasts: 14 d
channels: [social network, microblog]
target: {third}
goals:
  - reach: at least 10 000 people
people:
  segments:
    - {{name: {third}, share: 30 %, interests: {{{seventh}: strong}}}}
    - {{name: {fourth}, cities: {{{sixth}: 10 %}}}}
campaigns:
  - brand: {fifth}
    budget: {{media: 500, creators: 100, production: 10}}
    pages: {{social network: {{fans: 5 000}}, microblog: {{fans: 5 000}}}}
    posts:
      - id: {eighth}
        at: day 1 18:00
        on: [social network, microblog]
        format: video
        topics: {{{seventh}: some}}
        link: {ninth}
        boost: {{spend: 500, on: microblog, to: {third}}}
      - {{id: {first}, at: day 2 18:00, on: microblog, format: text}}
    creators:
      - name: {tenth}
        on: microblog
        followers: 5 000
        fee: 100
        posts: [{first}]
        at: day 3 18:00
    offers:
      {ninth}: {{price: 10, margin: 50 %, sold anyway: 5 per day}}
""",
        source=HOSTILE[0],
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


FORMULAS = (
    '=HYPERLINK("http://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
)


def formulas() -> Scenario:
    """A scenario whose names are formulas."""
    segment, post, creator, brand = (_quoted(name) for name in FORMULAS)
    return scenarios.parse(
        f"""
version: 1
name: {brand}
market: 100 000
starts: 2027-09-01
lasts: 7 d
channels: [social network, microblog]
target: {segment}
people:
  segments:
    - {{name: {segment}, share: 30 %}}
    - {{name: others}}
campaigns:
  - brand: {brand}
    budget: {{media: 500, creators: 100, production: 10}}
    pages: {{social network: {{fans: 5 000}}}}
    posts:
      - id: {post}
        at: day 1 18:00
        on: [social network, microblog]
        format: video
        boost: {{spend: 500, on: microblog}}
    creators:
      - name: {creator}
        on: microblog
        followers: 5 000
        fee: 100
        posts: [{post}]
        at: day 3 9:00
"""
    )
