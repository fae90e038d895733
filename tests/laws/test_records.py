"""Every record adds up: nobody reacts unseen, and each event has its cause.

Over the random worlds with every rule at work.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.channels.mechanisms import RANKING, VENUE
from simsmm.record import Act, Kind, Path, Record
from simsmm.spread.passing import VISIT_HOURS
from simsmm.spread.world import World
from tests.laws.plain_worlds import played
from tests.laws.strangers import bought
from tests.spread.worlds import random_world

worlds = st.integers(0, 199)


@cache
def run(which: int) -> tuple[World, Record]:
    world = random_world(which)
    return world, played(world)


def acted(record: Record, act: Act) -> np.ndarray:
    return record.exposures["acts"] & act > 0


def of_threads(world: World, record: Record) -> np.ndarray:
    """Which impressions are of threads that replies lift."""
    ways = world.law.channels[record.of_source("channel")]
    lifted = (ways["mechanism"] == VENUE) & (ways["passes"] == Act.COMMENT)
    return lifted & (record.of_source("account") >= 0) & (record.exposures["kind"] != Kind.AD)


def of_visits(world: World, record: Record) -> np.ndarray:
    """Which impressions somebody came to by a link, half a minute before."""
    leads = world.plan.posts["leads"][record.of_source("post")]
    led = record.exposures[acted(record, Act.CLICK) & (leads >= 0)]
    arrivals = zip(
        led["time"] + VISIT_HOURS, led["person"], leads[acted(record, Act.CLICK) & (leads >= 0)],
        strict=True,
    )  # fmt: skip
    expected = {(float(time), int(person), int(post)) for time, person, post in arrivals}
    sights = zip(
        record.exposures["time"], record.exposures["person"], record.of_source("post"), strict=True
    )
    arrived = [(float(time), int(person), int(post)) in expected for time, person, post in sights]
    return np.array(arrived, bool) & (record.exposures["kind"] == Kind.PAGE)


@given(worlds)
def test_impressions_come_in_order_within_the_run_and_after_their_source(which: int) -> None:
    world, record = run(which)
    times = record.exposures["time"]
    assert np.all(np.diff(times) >= 0.0)
    assert np.all((times >= record.of_source("time")) & (times < world.hours))
    assert np.all(record.exposures["kind"] <= max(Kind))


@given(worlds)
def test_every_impression_reaches_somebody_of_its_sources_audience(which: int) -> None:
    """Fans of the account by then, ties of the sharer on the channel, those bought, or visitors."""
    world, record = run(which)
    plan, web = world.plan, world.web
    follows, visited = np.flatnonzero(acted(record, Act.FOLLOW)), of_visits(world, record)
    for row, exposure in enumerate(record.exposures):
        source, person = record.sources[exposure["source"]], exposure["person"]
        if exposure["kind"] == Kind.AD:
            bought_here = plan.bought[plan.bought["boost"] == source["account"]]
            mine = bought_here[bought_here["person"] == person]
            assert exposure["time"] in mine["time"]
        elif source["account"] >= 0:
            account = plan.accounts[source["account"]]
            assert exposure["kind"] == account["kind"]
            fans = plan.fans[account["first"] : account["stop"]].tolist()
            won = record.fans_won[: np.searchsorted(follows, row)]
            page = account["page"] if account["turns"] else source["account"]
            fans += won[won[:, 0] == page, 1].tolist()
            assert person in fans or visited[row]
        else:
            kinds = [
                int(world.law.layers["kind"][layer])
                for layer in world.law.channels["layers"][source["channel"]]
                if layer >= 0
                and person in web.heads[slice(*web.starts[layer, source["person"] :][:2])]
            ]
            assert kinds
            assert exposure["kind"] == kinds[0]


@given(worlds)
def test_bought_impressions_all_arrive_and_others_at_most_once_per_source(which: int) -> None:
    world, record = run(which)
    ads = record.exposures["kind"] == Kind.AD
    boosts, bought = world.plan.boosts, world.plan.bought[world.plan.bought["time"] < world.hours]
    arrived = np.bincount(record.of_source("account")[ads], minlength=len(boosts))
    planned = np.bincount(bought["boost"], minlength=len(boosts))
    assert np.all(arrived <= planned)
    clicks = acted(record, Act.CLICK) & ads
    paid = np.bincount(boosts["purse"][record.of_source("account")[clicks]], minlength=len(boosts))[
        boosts["purse"]
    ]
    # Impressions that are paid for all arrive; others until the last click that is paid for.
    left = (boosts["clicks"] == 0) | (paid < boosts["clicks"])
    assert np.array_equal(arrived[left], planned[left])
    ranked = world.law.channels["mechanism"][record.of_source("channel")] == RANKING
    others = record.exposures[~ads & ~ranked & ~of_visits(world, record)]
    both = np.stack([others["source"], others["person"]])
    assert np.unique(both, axis=1).shape[1] == len(others)


@given(worlds)
def test_every_share_is_a_source_and_every_source_a_plan_a_share_or_a_reply(which: int) -> None:
    world, record = run(which)
    planned = len(world.plan.publications) + len(world.plan.boosts)
    assert np.all(record.sources["parent"][:planned] == -1)
    made, threaded = record.sources[planned:], of_threads(world, record)
    passes = world.law.channels["passes"][record.of_source("channel")]
    shared = np.flatnonzero(record.exposures["acts"] & passes & Act.SHARE)
    replies = threaded[made["parent"]]
    np.testing.assert_array_equal(made["parent"][~replies], shared)
    assert np.all(made["person"][replies] == -1)
    # Of a person who stands for several one of the others may reply.
    alone = world.law.channels["scale"][made["channel"]] == 1.0
    assert np.all(acted(record, Act.COMMENT)[made["parent"][replies & alone]])
    assert len(np.unique(made["parent"])) == len(made)
    parents = record.exposures[made["parent"]]
    np.testing.assert_array_equal(made["person"][~replies], parents["person"][~replies])
    np.testing.assert_array_equal(made["time"], parents["time"])
    for name in ("post", "channel"):
        np.testing.assert_array_equal(made[name], record.sources[name][parents["source"]])
    deeper = record.sources["depth"][parents["source"]] + ~replies
    np.testing.assert_array_equal(made["depth"], deeper)
    seen = record.sources[~is_vote(record.sources)]
    assert len(np.unique(seen["key"])) == len(seen)


def is_vote(sources: np.ndarray) -> np.ndarray:
    """Which sources are people who vote for a post on a list at once, and show it to nobody."""
    return (sources["kind"] == Kind.PUBLIC) & (sources["person"] >= 0)


@given(worlds)
def test_each_act_happens_at_most_once_per_person_and_post(which: int) -> None:
    """A person who was seeded has shared already, but on a list, where that is a vote."""
    world, record = run(which)
    posts = len(world.plan.posts)
    pair = record.exposures["person"].astype(int) * posts + record.of_source("post")
    planned = record.sources[: len(world.plan.publications)]
    seeds = planned[(planned["person"] >= 0) & ~is_vote(planned)]
    seeded = seeds["person"].astype(int) * posts + seeds["post"]
    for act in (Act.SHARE, Act.ENGAGE, Act.COMMENT, Act.CLICK, Act.BUY):
        pairs = pair[acted(record, act)]
        assert len(np.unique(pairs)) == len(pairs)
        if act == Act.SHARE:
            assert not np.isin(pairs, seeded).any()


@given(worlds)
def test_follows_clicks_and_purchases_match_what_was_possible(which: int) -> None:
    world, record = run(which)
    plan = world.plan
    post, channel = record.of_source("post"), record.of_source("channel")
    follow = acted(record, Act.FOLLOW)
    pages = plan.pages[channel[follow], plan.posts["brand"][post[follow]]]
    won = np.stack([pages, record.exposures["person"][follow]], axis=1)
    np.testing.assert_array_equal(record.fans_won, won)
    assert np.all(pages >= 0)
    assert len(np.unique(won, axis=0)) == len(won)
    for page, person in won:
        account = plan.accounts[page]
        assert person not in plan.fans[account["first"] : account["stop"]]
    assert np.all(plan.posts["linked"][post[acted(record, Act.CLICK)]])
    buys = acted(record, Act.BUY)
    assert np.all(acted(record, Act.CLICK)[buys])
    at_once = record.purchases[record.purchases["path"] == Path.DIRECT]
    rows = record.exposures[buys]
    visits = zip(rows["time"], rows["person"], plan.posts["offer"][post[buys]], strict=True)
    assert {(float(t), int(p), int(o), 0) for t, p, o in visits} == bought(at_once)


def sales(rows: np.ndarray, offers: np.ndarray) -> dict[tuple[int, int], float]:
    """Time of each purchase by person and offer."""
    kept = rows[np.isin(rows["offer"], offers)]
    return {(int(row["person"]), int(row["offer"])): float(row["time"]) for row in kept}


@pytest.mark.parametrize("brands", [1, 2])
def test_whoever_buys_without_the_campaign_buys_with_it_and_no_later(brands: int) -> None:
    """But for a seat, of which others may have had the last.

    Minds keep their times in single precision: 1e-4 h at some hundred hours.
    """
    chosen = [which for which in range(200) if random_world(which).brands == brands]
    assert len(chosen) > 50
    for which in chosen:
        world, record = run(which)
        plenty = np.flatnonzero(world.plan.offers["seats"] < 0)
        with_it, without = (
            sales(rows, plenty) for rows in (record.purchases, record.purchases_without)
        )
        assert with_it.keys() >= without.keys()
        assert all(with_it[bought_by] <= time + 1e-4 for bought_by, time in without.items())
        assert all(0.0 <= time <= world.hours for time in with_it.values())


@given(worlds)
def test_everybody_buys_an_offer_once_and_the_unexposed_as_without_the_campaign(which: int) -> None:
    world, record = run(which)
    every, plenty = np.arange(len(world.plan.offers)), world.plan.offers["seats"] < 0
    with_it, without = (sales(rows, every) for rows in (record.purchases, record.purchases_without))
    assert len(with_it) == len(record.purchases)
    exposed = set(record.exposures["person"].tolist())
    for sale, time in with_it.items():
        if sale[0] not in exposed and plenty[sale[1]]:
            assert without[sale] == pytest.approx(time, rel=1e-12)


@given(worlds)
def test_minds_stay_in_range_and_the_unexposed_know_nothing(which: int) -> None:
    world, record = run(which)
    assert np.all((record.recall >= 0.0) & (record.recall <= 1.0))
    assert np.all(np.abs(record.attitude) <= 1.0)
    exposed = np.zeros(record.recall.shape, bool)
    brands = world.plan.posts["brand"][record.of_source("post")]
    exposed[record.exposures["person"], brands] = True
    assert not record.recall[~exposed].any()
    assert not record.attitude[~exposed].any()


def test_nobody_who_sees_nothing_does_anything() -> None:
    """Without publications and bought impressions there is nothing but the baseline of sales."""
    for which in range(0, 60, 3):
        world = random_world(which)
        for rows in (world.plan.publications, world.plan.bought):
            rows["time"] = world.hours + 1.0
        record = played(world)
        assert len(record.exposures) == 0
        assert len(record.fans_won) == 0
        assert not record.recall.any()
        for name in ("person", "offer", "path"):
            np.testing.assert_array_equal(record.purchases[name], record.purchases_without[name])
        times, without = record.purchases["time"], record.purchases_without["time"]
        np.testing.assert_allclose(times, without, rtol=1e-12)
