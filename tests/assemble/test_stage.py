"""The world of a replicate: three independent keys, and what the plan says in real units."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simsmm import presets
from simsmm.assemble import Stage, Values
from simsmm.draws import Stream, stream_key
from simsmm.record import Kind
from simsmm.scenario import Scenario
from simsmm.spread.engine import Engine
from tests.assemble.stages import luck_of, same, single_channel
from tests.study.plans import plan, scenario

PLAN = scenario()


# Three independent keys.


def test_luck_leaves_society_and_numbers_alone() -> None:
    stage = Stage(PLAN, 1, 0)
    (one, _), (other, _) = stage.world(0, 0), stage.world(1, 0)
    assert same(one.law, other.law)
    assert same(one.crowd, other.crowd)
    assert same(one.web, other.web)
    assert same(one.plan.fans, other.plan.fans)
    assert same(one.plan.posts["quality"], other.plan.posts["quality"])
    assert not any(np.any(a == b) for a, b in zip(luck_of(one), luck_of(other), strict=True))


def test_numbers_leave_society_and_luck_alone() -> None:
    stage = Stage(PLAN, 1, 0)
    (one, _), (other, _) = stage.world(0, 0), stage.world(0, 1)
    assert same(one.crowd, other.crowd)
    assert same(one.web, other.web)
    assert same(one.plan.fans, other.plan.fans)
    assert same(luck_of(one), luck_of(other))
    assert not np.any(one.law.channels["attention"] == other.law.channels["attention"])
    assert one.plan.posts["quality"][0] != other.plan.posts["quality"][0]


def test_society_leaves_luck_and_numbers_alone() -> None:
    (one, _), (other, _) = Stage(PLAN, 1, 0).world(0, 0), Stage(PLAN, 1, 1).world(0, 0)
    assert same(luck_of(one), luck_of(other))
    # What keeps fans is solved over the fans, as responses are.
    known = [name for name in one.law.channels.dtype.names or () if name != "leave"]
    assert same(one.law.channels[known], other.law.channels[known])
    assert same(one.law.numbers, other.law.numbers)
    assert same(one.plan.posts["quality"], other.plan.posts["quality"])
    assert not same(one.crowd, other.crowd)
    assert not same(one.web, other.web)
    assert not same(one.plan.fans, other.plan.fans)


def test_seeds_of_the_run_share_nothing() -> None:
    (one, _), (other, _) = Stage(PLAN, 1, 0).world(0, 0), Stage(PLAN, 2, 0).world(0, 0)
    assert not any(np.any(a == b) for a, b in zip(luck_of(one), luck_of(other), strict=True))
    assert not same(one.crowd, other.crowd)
    assert not np.any(one.law.channels["attention"] == other.law.channels["attention"])


# Fans, seeds, offers.


def test_fans_are_those_of_the_market_over_the_scale() -> None:
    stage = Stage(PLAN, 1, 0)
    world, setting = stage.world(0, 0)
    assert PLAN.scale == 40.0
    assert [account.fans for account in setting.accounts] == [300, 200, 250]
    assert [account.kind for account in setting.accounts] == [Kind.PAGE, Kind.PAGE, Kind.CREATOR]
    for account, fans in zip(setting.accounts, stage.fans, strict=True):
        assert np.all(np.diff(fans) > 0)
        assert np.all(setting.members[account.channel, fans])
    assert np.array_equal(world.plan.fans, np.concatenate(stage.fans))
    assert np.array_equal(world.plan.accounts["stop"], np.cumsum([300, 200, 250]))


def test_fans_are_more_interested_than_others() -> None:
    stage = Stage(scenario(assume="point values"), 1, 0)
    interest = stage.society.people.interests[:, 0]
    members = stage.society.people.member[0]
    gap = interest[stage.fans[0]].mean() - interest[members].mean()
    assert gap > 4.0 * interest.std() / math.sqrt(300)


def with_fans(count: int) -> Scenario:
    data = plan()
    data["campaigns"][0]["pages"]["social network"]["fans"] = count
    return scenario(data)


def test_fewer_fans_are_among_more_and_leave_other_accounts_alone() -> None:
    few, many = Stage(with_fans(4_000), 1, 0), Stage(with_fans(40_000), 1, 0)
    assert (len(few.fans[0]), len(many.fans[0])) == (100, 1000)
    assert np.isin(few.fans[0], many.fans[0]).all()
    assert all(np.array_equal(few.fans[at], many.fans[at]) for at in (1, 2))


def test_fans_follow_their_account_and_not_its_place() -> None:
    data = plan()
    data["campaigns"][0]["pages"] = dict(reversed(data["campaigns"][0]["pages"].items()))
    one, turned = Stage(PLAN, 1, 0), Stage(scenario(data), 1, 0)
    assert np.array_equal(one.fans[0], turned.fans[1])
    assert np.array_equal(one.fans[1], turned.fans[0])


def test_more_fans_than_a_channel_has_members_are_refused() -> None:
    # The scenario's own check counts members on average; 60 % of 20,000 is the whole segment.
    data = plan()
    for segment in data["people"]["segments"]:
        segment["uses"]["microblog"] = "50 %"
    data["campaigns"][0]["pages"]["microblog"]["fans"] = 40_000
    refusals = 0
    for society in range(6):
        try:
            Stage(scenario(data), 1, society).world(0, 0)
        except ValueError as error:
            assert "microblog" in str(error)  # noqa: PT017
            refusals += 1
    assert refusals < 6, "some societies have members enough"


def with_seeds(count: int) -> Scenario:
    data = plan()
    data["campaigns"][0]["posts"][0]["seeds"] = count
    return scenario(data)


def seeds(plan: Scenario, replicate: int = 0) -> np.ndarray:
    published = Stage(plan, 1, 0).world(replicate, 0)[0].plan.publications
    return np.sort(published["person"][published["person"] >= 0])


def test_seeds_are_members_of_the_first_channel_drawn_by_luck() -> None:
    members = np.flatnonzero(Stage(PLAN, 1, 0).society.people.member[0])
    few, many = seeds(with_seeds(400)), seeds(with_seeds(4_000))
    assert (len(few), len(many)) == (10, 100)
    assert np.isin(few, many).all()
    assert np.isin(many, members).all()
    assert len(np.unique(many)) == 100
    assert not np.array_equal(seeds(PLAN, 0), seeds(PLAN, 1))


def test_an_offer_sells_anyway_what_the_plan_says() -> None:
    # 20 a day for 14 days in a market of 80,000: 280, less the 0.2 % who would buy twice. Luck
    # alone (a Poisson count over 40) gives 64 runs a standard error of 40 sqrt(7 / 64) = 13.
    stage = Stage(PLAN, 1, 0)
    sold = []
    for luck in range(64):
        world, _ = stage.world(luck, 0)
        record = Engine(world)
        sold.append(40.0 * len(record.record().purchases_without))
    assert abs(np.mean(sold) - 279.5) <= 4.0 * 40.0 * math.sqrt(7.0 / 64)
    assert world.plan.offers["rate"] * 80_000 * 24.0 == pytest.approx(20.0)


# Bought impressions.


def boosted(**boost: object) -> Scenario:
    data = plan()
    chosen = {"on": "social network", "spend": "200 EUR", "until": "day 8"} | boost
    data["campaigns"][0]["posts"][0]["boost"] = chosen
    return scenario(data)


@pytest.mark.parametrize("replicate", range(4))
def test_money_spent_is_what_impressions_cost_and_never_more_than_planned(replicate: int) -> None:
    stage = Stage(PLAN, 1, 0)
    world, setting = stage.world(replicate, replicate)
    boost = setting.boosts[0]
    values = Values(PLAN, stream_key(1, Stream.PARAMETERS, replicate))
    (buy,) = PLAN.campaigns[0].posts[0].boost
    cpm = values.price("social network", "cpm", buy.start, buy.until)
    rise = values.channel("social network", "cpm_rise")
    audience = 40.0 * np.count_nonzero(setting.members[0])
    served = 40.0 * len(world.plan.bought)
    # The price of the next impression grows in a straight line with those already bought.
    price = cpm / 1000.0 * (served + 0.5 * rise * served**2 / audience)
    assert boost.planned == 200.0
    assert boost.spent == pytest.approx(price)
    assert boost.spent <= boost.planned
    # Two lots of impressions, on and off target, are each rounded down to simulated ones.
    dearest = cpm / 1000.0 * (1.0 + rise * (served + 80.0) / audience)
    assert boost.spent > boost.planned - 2.0 * 40.0 * dearest


def test_a_boost_meets_its_audience_as_accurately_as_stated() -> None:
    data = plan()
    data["channels"]["social network"] = {"accuracy": "60 %"}
    stage = Stage(scenario(data), 1, 0)
    world, setting = stage.world(0, 0)
    met = setting.target[world.plan.bought["person"]]
    assert len(met) > 200
    assert abs(met.mean() - 0.6) <= 1.0 / len(met)
    assert np.all(setting.members[0, world.plan.bought["person"]])


def test_a_boost_for_everybody_meets_segments_by_their_activity() -> None:
    stage = Stage(boosted(to="everybody", spend="300 EUR"), 1, 0)
    people, shares, expected = stage.society.people, [], []
    for luck in range(16):
        world, setting = stage.world(luck, 0)
        met = setting.target[world.plan.bought["person"]]
        active = np.where(people.member[0], people.activity[0], 0.0)
        shares.append(met.mean())
        expected.append(active[setting.target].sum() / active.sum())
    # 16 x some 500 impressions.
    count = 16 * len(met)
    assert abs(np.mean(shares) - np.mean(expected)) <= 4.0 * 0.5 / math.sqrt(count)


def test_impressions_fall_into_the_flight() -> None:
    world, _ = Stage(boosted(**{"from": "day 3", "until": "day 4"}), 1, 0).world(0, 0)
    times = world.plan.bought["time"]
    assert times.min() >= 48.0
    assert times.max() <= 96.0
    assert times.max() - times.min() > 40.0


def test_no_person_is_served_beyond_the_cap() -> None:
    world, _ = Stage(boosted(cap="2 per 48 h", spend="300 EUR"), 1, 0).world(0, 0)
    bought = world.plan.bought
    for person in np.unique(bought["person"]):
        times = np.sort(bought["time"][bought["person"] == person])
        assert np.all(times[2:] - times[:-2] >= 48.0)
    free, _ = Stage(boosted(spend="300 EUR"), 1, 0).world(0, 0)
    assert np.bincount(free.plan.bought["person"]).max() > 2


@pytest.mark.parametrize("to", ["everybody", "fans of indie"])
def test_impressions_of_a_smaller_budget_are_among_those_of_a_larger(to: str) -> None:
    small, _ = Stage(boosted(spend="100 EUR", to=to, cap="3 per 7 d"), 1, 0).world(0, 0)
    large, _ = Stage(boosted(spend="300 EUR", to=to, cap="3 per 7 d"), 1, 0).world(0, 0)
    few, many = small.plan.bought, large.plan.bought
    assert 0 < len(few) < len(many)
    assert set(few["key"].tolist()) <= set(many["key"].tolist())
    found = dict(zip(many["key"].tolist(), many[["time", "person"]].tolist(), strict=True))
    for row in few:
        assert found[int(row["key"])] == (row["time"], row["person"])


def test_a_boost_more_leaves_the_first_one_alone() -> None:
    data = plan()
    first = data["campaigns"][0]["posts"][0]["boost"]
    data["campaigns"][0]["posts"][0]["boost"] = [first, {"on": "microblog", "spend": "100 EUR"}]
    one, _ = Stage(PLAN, 1, 0).world(0, 0)
    two, setting = Stage(scenario(data), 1, 0).world(0, 0)
    assert len(setting.boosts) == 2
    kept = two.plan.bought[two.plan.bought["boost"] == 0]
    assert np.array_equal(kept, one.plan.bought)


# What the setting says.


def test_the_setting_is_in_the_words_of_the_scenario() -> None:
    _, setting = Stage(PLAN, 1, 0).world(0, 0)
    assert (setting.people, setting.scale, setting.currency) == (2_000, 40.0, "EUR")
    assert setting.channels == ("social network", "microblog")
    assert setting.posts == ("The Lanterns/single", "The Lanterns/tour")
    assert setting.segments == ("fans of indie", "others")
    assert np.count_nonzero(setting.target) == 500
    assert np.array_equal(setting.target, setting.segment == 0)
    assert (setting.fees, setting.production) == (100.0, 50.0)
    assert [(offer.name, offer.price, offer.margin) for offer in setting.offers] == [
        ("album", 12.0, 0.6)
    ]
    assert (setting.effective_frequency, setting.effective_days) == (3, 28.0)


def test_a_plan_without_a_target_means_everybody() -> None:
    data = plan()
    del data["target"]
    _, setting = Stage(scenario(data), 1, 0).world(0, 0)
    assert setting.target.all()


def test_effective_frequency_is_that_of_the_goal() -> None:
    _, setting = Stage(scenario(goals=[{"effective reach (5+)": "at least 100"}]), 1, 0).world(0, 0)
    assert setting.effective_frequency == 5


# Reach that is drawn is reach that comes out.


@pytest.mark.parametrize("channel", ["social network", "microblog"])
def test_drawn_reach_is_the_mean_chance_over_the_people_there_are(channel: str) -> None:
    # Every world draws its own shape of activity and share of phones; c has to be solved for those
    # that the people were drawn by. The mean is over 20,000 people and the hours of a week; three
    # societies are summed up, each with its sampling error. A wrong shape misses by 3 to 15 %.
    data = plan(market=800_000, simulate=20_000)
    for segment in data["people"]["segments"]:
        segment["uses"] = {"social network": "100 %", "microblog": "100 %"}
    drawn = scenario(data)
    at = list(drawn.channels).index(channel)
    for society in range(3):
        stage = Stage(drawn, 1, society)
        people = stage.society.people
        for parameters in range(4):
            world, _ = stage.world(0, parameters)
            values = Values(drawn, stream_key(1, Stream.PARAMETERS, parameters))
            meets = world.law.meets[at][:, ::4]
            wanted = values.channel(channel, "page_reach")
            hazard = world.law.reach[at, Kind.PAGE] * people.activity[at].astype(float)
            chance = np.empty(len(people))
            for device in (False, True):
                here = people.phone[at] == device
                chance[here] = -np.expm1(-np.outer(hazard[here], meets[int(device)])).mean(axis=1)
            error = chance.std() / math.sqrt(len(chance))
            assert abs(chance.mean() - wanted) <= 4.0 * error + 0.002 * wanted, (
                society,
                parameters,
                chance.mean() / wanted,
            )


def test_every_channel_of_the_presets_can_be_assembled() -> None:
    for name in presets.channels():
        data, preset = single_channel(), presets.channel(name)
        data["channels"] = {name: "typical"}
        for segment in data["people"]["segments"]:
            segment["uses"] = {name: "80 %"}
        campaign = data["campaigns"][0]
        followed = preset.followed
        campaign["pages"] = {name: {"fans": 12_000}} if followed else {}
        for post in campaign["posts"]:
            post["on"] = [name]
            if not preset.passed_on:
                post.pop("seeds", None)
            if not preset.answered:
                post["boost"] = {"spend": 90}
            if not preset.sold:
                post.pop("boost", None)
        if preset.sold:
            campaign["posts"][0]["boost"]["on"] = name
        world, _ = Stage(scenario(data), 1, 0).world(0, 0)
        record = Engine(world).run()
        assert record is not None
        assert len(record.exposures) > 15, name


def test_pages_that_reach_nobody_are_no_error() -> None:
    data = single_channel()
    (name,) = data["channels"]
    data["channels"] = {name: {"page reach": "0 %"}}
    world, _ = Stage(scenario(data), 1, 0).world(0, 0)
    record = Engine(world).run()
    assert record is not None
    assert Kind.PAGE not in record.exposures["kind"]
    assert len(record.exposures) > 50
