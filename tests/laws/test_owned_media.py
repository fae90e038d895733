"""Owned media: fans leave and are reached again, events fill up, links lead where they say.

Whole scenarios in paired worlds: twenty of them, the same luck with and without a rule.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache

import numpy as np

from simsmm.assemble import Stage
from simsmm.record import Act, Kind, Record, Setting
from simsmm.scenario import parse
from simsmm.spread.world import World
from tests.laws.plain_worlds import played

WORLDS = 20

PLAN = """
version: 1
name: a band on tour
market: 60 000
simulate: 3 000
starts: 2027-09-01
lasts: 14 d
people:
  segments:
    - name: fans of indie
      share: 50 %
      interests: {indie: strong}
      uses: {social network: 90 %}
      cities: {Krakow: 40 %, Warsaw: 30 %}
    - {name: others, interests: {indie: weak}, uses: {social network: 60 %}, cities: {Krakow: 10 %}}
channels: {social network: {page reach: 30 %, click rate: 10 %}}
behaviour: {leave rate: 3 %, page visit follow: 50 %, event conversion: 40 %, travel share: 10 %}
campaigns:
  - brand: The Lanterns
    budget: {media: 3 000 EUR}
    pages: {social network: {fans: 12 000}}
    posts:
      - id: like us
        at: day 1 18:00
        on: social network
        format: photo
        topics: {indie: strong}
        link: page
        boost: {spend: 1 000 EUR, until: day 6}
      - {id: song, at: day 4 18:00, on: social network, format: music, topics: {indie: strong}}
      - id: gig
        at: day 5 18:00
        on: social network
        format: event
        topics: {indie: strong}
        event: {city: Krakow, on: day 12 20:00, seats: 600, sold anyway: 10 per day}
        boost: {spend: 2 000 EUR, until: day 12}
      - {id: again, at: day 7 18:00, on: social network, format: photo, link: gig}
  - brand: Their label
    pages: {social network: {shared with: The Lanterns}}
    posts:
      - {id: news, at: day 8 18:00, on: social network, format: photo, link: site}
"""


@cache
def staged(which: int, text: str = PLAN) -> tuple[World, Setting]:
    return Stage(parse(text), 11, which // 5).world(which, which // 2)


@cache
def usual(which: int) -> Record:
    return played(staged(which)[0])


def with_posts(world: World, **fields: object) -> World:
    posts = world.plan.posts.copy()
    for name, value in fields.items():
        posts[name] = value
    return dataclasses.replace(world, plan=world.plan._replace(posts=posts))


def with_offers(world: World, **fields: object) -> World:
    offers = world.plan.offers.copy()
    for name, value in fields.items():
        offers[name] = value
    return dataclasses.replace(world, plan=world.plan._replace(offers=offers))


def nobody_leaves(world: World) -> World:
    channels = world.law.channels.copy()
    channels["leave"] = -np.inf
    return dataclasses.replace(world, law=world.law._replace(channels=channels))


def worlds_in_which(better: Callable[[Record, Record], bool], change: Callable) -> int:
    """In how many of the paired worlds a rule makes a difference of the stated size."""
    return sum(better(usual(n), played(change(staged(n)[0]))) for n in range(WORLDS))


def by_page(record: Record) -> int:
    return int(np.count_nonzero(record.exposures["kind"] == Kind.PAGE))


def done(record: Record, act: Act) -> int:
    return int(np.count_nonzero(record.exposures["acts"] & act))


def test_fans_who_leave_are_reached_no_more() -> None:
    def fewer(with_it: Record, without: Record) -> bool:
        return by_page(with_it) < 0.99 * by_page(without)

    assert worlds_in_which(fewer, nobody_leaves) >= 19
    for which in range(WORLDS):
        record, without = usual(which), played(nobody_leaves(staged(which)[0]))
        assert len(record.fans_lost) > 0
        assert len(without.fans_lost) == 0
        np.testing.assert_array_equal(record.purchases_without, without.purchases_without)


def test_nobody_meets_a_page_published_after_leaving_it() -> None:
    for which in range(WORLDS):
        record = usual(which)
        sources = record.sources
        left = record.exposures[record.exposures["acts"] & Act.LEAVE > 0]
        for time, person in zip(left["time"], left["person"], strict=True):
            seen = record.exposures[record.exposures["person"] == person]
            published = sources[seen["source"]]
            by_a_page = (seen["kind"] == Kind.PAGE) & (published["time"] > time)
            # A link still leads there.
            through_a_link = seen["time"] - published["time"] < 0.0
            assert not np.any(by_a_page & ~through_a_link & ~_after_a_click(record, seen))


def _after_a_click(record: Record, seen: np.ndarray) -> np.ndarray:
    """Whether the person clicked half a minute before each impression."""
    clicks = seen["time"][seen["acts"] & Act.CLICK > 0] + 1.0 / 120.0
    return np.isin(np.round(seen["time"], 9), np.round(clicks, 9))


def test_a_sponsored_page_wins_fans() -> None:
    def more(with_it: Record, without: Record) -> bool:
        return done(with_it, Act.FOLLOW) > 1.5 * done(without, Act.FOLLOW)

    assert worlds_in_which(more, lambda world: with_posts(world, joins=0.0)) >= 19


def test_a_link_to_a_post_brings_people_to_it() -> None:
    gig = 2

    def more(with_it: Record, without: Record) -> bool:
        seen, other = (
            np.count_nonzero((r.of_source("post") == gig) & (r.exposures["kind"] == Kind.PAGE))
            for r in (with_it, without)
        )
        return seen > 1.02 * other

    assert worlds_in_which(more, lambda world: with_posts(world, leads=-1)) >= 19


def test_a_visit_is_half_a_minute_after_its_click() -> None:
    record = usual(0)
    led = record.exposures[record.exposures["acts"] & Act.CLICK > 0]
    again = led[record.of_source("post")[record.exposures["acts"] & Act.CLICK > 0] == 3]
    assert len(again)
    for time, person in zip(again["time"], again["person"], strict=True):
        seen = record.exposures[record.exposures["person"] == person]
        near = np.isclose(seen["time"], time + 1.0 / 120.0, rtol=0.0, atol=1e-9)
        assert near.any() or time + 1.0 / 120.0 >= record.hours or _unnoticed(record)


def _unnoticed(record: Record) -> bool:
    """A visit can be crowded out of attention like anything else."""
    return record.unnoticed > 0


def test_an_event_takes_its_city_and_those_who_travel() -> None:
    for which in range(WORLDS):
        world, setting = staged(which)
        record = usual(which)
        taken = record.purchases[setting.at_events(record.purchases)]
        offer = world.plan.offers[0]
        home = world.city[taken["person"]] == offer["city"]
        assert len(taken) <= offer["seats"] == 30
        assert np.all(taken["time"] < offer["until"])
        assert home.sum() > (~home).sum()


def test_more_seats_and_a_larger_city_never_bring_fewer_guests() -> None:
    for which in range(4):
        world, setting = staged(which)
        guests = {}
        for name, change in {
            "as it is": {},
            "no seats": {"seats": 0},
            "more seats": {"seats": 60},
            "any": {"seats": -1},
            "anybody": {"seats": -1, "travels": 1.0},
        }.items():
            record = played(with_offers(world, **change))
            taken = record.purchases[setting.at_events(record.purchases)]
            guests[name] = len(taken)
            direct = np.count_nonzero(record.purchases["path"] == 0)
            assert done(record, Act.BUY) == direct
        assert guests["no seats"] == 0
        assert guests["as it is"] <= guests["more seats"] <= guests["any"] <= guests["anybody"]


def test_seats_go_to_those_who_come_first() -> None:
    world, setting = staged(1)
    all_of_them = played(with_offers(world, seats=-1)).purchases
    few = played(with_offers(world, seats=7)).purchases
    wanted = all_of_them[setting.at_events(all_of_them)]
    np.testing.assert_array_equal(few[setting.at_events(few)], np.sort(wanted, order="time")[:7])


def test_a_shared_page_reaches_the_fans_of_its_owner() -> None:
    for which in range(WORLDS):
        world, _ = staged(which)
        record = usual(which)
        news = record.exposures[record.of_source("post") == 4]
        fans = world.plan.fans[: world.plan.accounts["stop"][0]]
        assert len(world.plan.accounts) == 1
        members = np.union1d(fans, record.fans_won[:, 1])
        assert np.all(np.isin(news["person"][news["kind"] == Kind.PAGE], members))
    assert any(np.any(usual(which).of_source("post") == 4) for which in range(WORLDS))
