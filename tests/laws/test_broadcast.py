"""Television and the like in whole scenarios: reach by rating points, orders, and silence."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from simsmm.assemble import OwnCode, Stage
from simsmm.channels import broadcast
from simsmm.measures import View, measure_run
from simsmm.record import Kind, Medium, Run
from simsmm.scenario import Scenario, parse
from simsmm.spread import own_rules
from simsmm.study.replicate import play

POINTS = (50, 100, 200, 300, 400, 600, 1000)
PEOPLE = 100_000
GRP = "campaigns 1 > posts 1 > boost > grp"
BAR = 0.5
"""Per cent of the people by which a curve may be missed at 100,000 of them."""


def planned(**changes: Any) -> dict[str, Any]:
    """One spot on television, at one point of the numbers."""
    spot = {"at": "day 1 06:00", "on": "television", "format": "video", "boost": {"grp": 100}}
    return {
        "version": 1,
        "name": "a spot",
        "market": PEOPLE,
        "simulate": PEOPLE,
        "starts": "2027-09-06",
        "lasts": "14 d",
        "channels": {"television": "typical"},
        "campaigns": [{"brand": "B", "posts": [spot]}],
        "assume": "point values",
        **changes,
    }


def everybody(shape: str) -> dict[str, Any]:
    """The same where everybody watches, some more than others."""
    segments = [{"name": "all", "uses": {"television": "100 %"}}]
    return planned(channels={"television": {"visit shape": shape}}, people={"segments": segments})


def read(data: dict[str, Any]) -> Scenario:
    return parse(json.dumps(data))


CURVES = {
    # What is calibrated: the share of people who can be reached, and that viewing has shape 1.
    "as published": (planned(), lambda each: 0.925 * each / (each + 0.925)),
    "uneven viewers": (everybody("0.5"), lambda each: 1.0 - (1.0 + each / 0.5) ** -0.5),
    "viewers who are all alike": (everybody("100"), lambda each: 1.0 - np.exp(-each)),
}
"""Plans, and the reach that impressions per person give."""


@cache
def met(name: str) -> np.ndarray:
    """People of the impressions of the heaviest flight, in the order in which they are bought."""
    plan = read(CURVES[name][0]).with_changes({GRP: max(POINTS)})
    world, _ = Stage(plan, 1, 0).world(0, 0)
    assert len(world.plan.bought) == max(POINTS) / 100 * PEOPLE
    return world.plan.bought["person"]


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("name", CURVES)
def test_reach_follows_the_curve(name: str, points: int) -> None:
    """A lighter flight is the beginning of a heavier one, see below."""
    found = len(np.unique(met(name)[: points * PEOPLE // 100])) / PEOPLE
    assert 100.0 * found == pytest.approx(100.0 * CURVES[name][1](points / 100.0), abs=BAR)


@cache
def shared(points: float, spend: float | None = None) -> np.ndarray:
    """Keys of a spot's impressions at some weight, aimed at some of the people."""
    amount = {"grp": points} if spend is None else {"spend": spend}
    plan = planned(simulate=5_000, market=500_000)
    plan["people"] = {
        "segments": [{"name": "young", "share": "30 %"}, {"name": "old", "share": "70 %"}]
    }
    plan["campaigns"][0]["posts"][0]["boost"] = amount | {"to": "young"}
    world, _ = Stage(read(plan), 2, 0).world(0, 0)
    return world.plan.bought


def test_impressions_of_a_smaller_order_are_among_those_of_a_larger() -> None:
    for few, many in ((50, 100), (100, 400)):
        small, large = shared(few), shared(many)
        assert len(small) == pytest.approx(len(large) * few / many, abs=2)
        assert np.isin(small["key"], large["key"]).all()
    everybody_few, everybody_many = (
        Stage(read(planned(simulate=5_000)).with_changes({GRP: points}), 2, 0).world(0, 0)[0]
        for points in (50, 200)
    )
    first = everybody_many.plan.bought[: len(everybody_few.plan.bought)]
    np.testing.assert_array_equal(everybody_few.plan.bought, first)
    cheap, dear = shared(0, 3_000.0), shared(0, 9_000.0)
    assert 0 < len(cheap) < len(dear)
    assert np.isin(cheap["key"], dear["key"]).all()


def two_segments(**changes: Any) -> dict[str, Any]:
    """Spots for the young, beside a page and a boost of another brand on a social network."""
    uses = {"television": "70 %", "social network": "80 %"}
    data = planned(
        market=200_000,
        simulate=2_000,
        target="young",
        assume="ranges",
        channels={"television": "typical", "social network": "typical"},
        people={
            "segments": [
                {"name": "young", "share": "30 %", "uses": uses},
                {"name": "old", "uses": {**uses, "television": "95 %"}},
            ]
        },
    )
    post = {
        "id": "clip",
        "at": "day 1 18:00",
        "on": "social network",
        "format": "video",
        "link": "shop",
        "seeds": 1_000,
        "boost": {"spend": 900, "until": "day 9"},
    }
    social = {
        "brand": "Social",
        "pages": {"social network": {"fans": 20_000}},
        "posts": [post],
        "offers": {"thing": {"price": 9, "sold anyway": "900 per day"}},
    }
    data["campaigns"].append(social)
    return data | changes


def worlds(data: dict[str, Any], many: int = 20, code: OwnCode | None = None) -> Iterator[Run]:
    stage = Stage(read(data), 3, 0) if code is None else Stage(read(data), 3, 0, code=code)
    for index in range(many):
        run = play(stage, index)
        assert run is not None
        yield run


def on_television(run: Run) -> np.ndarray:
    at = run.setting.channels.index("television")
    return run.record.exposures[run.record.of_source("channel") == at]


def test_an_order_is_delivered_in_every_world_at_its_price() -> None:
    """Though the price, the index and who uses television are drawn anew."""
    data = two_segments()
    data["campaigns"][0]["posts"][0]["boost"] = {"grp": 130, "spend": 9_000}
    users = set()
    for run in worlds(data, 6):
        values = measure_run(run)
        assert values["GRP", "channel", "television"] == pytest.approx(130.0, abs=0.5)
        assert values["spend", "channel", "television"] == pytest.approx(9_000.0)
        users.add(values["on-target share", "channel", "television"])
    assert len(users) > 1


def test_money_alone_buys_what_it_can_in_each_world() -> None:
    data = two_segments()
    data["campaigns"][0]["posts"][0]["boost"] = {"spend": 9_000}
    found = {round(measure_run(run)["GRP", "channel", "television"], 3) for run in worlds(data, 6)}
    assert len(found) > 1


def test_the_target_is_met_as_its_index_says() -> None:
    data = two_segments(assume="point values")
    for index in (100, 150, 1000):
        data["channels"]["television"] = {"audience index": index}
        run = next(worlds(data))
        setting = run.setting
        watching = setting.members[setting.channels.index("television")]
        chance = np.count_nonzero(watching & setting.target) / np.count_nonzero(watching)
        found = measure_run(run)["on-target share", "channel", "television"]
        assert found == pytest.approx(min(1.0, index / 100.0 * chance), abs=0.01)


def test_nobody_answers_a_spot_but_people_remember_it() -> None:
    for run in worlds(two_segments()):
        seen = on_television(run)
        assert len(seen) > 400
        assert set(seen["kind"]) == {Kind.AD}
        assert not seen["acts"].any()
        remembered = run.record.recall[:, 0]
        assert np.all((remembered > 0.0) == np.isin(np.arange(2_000), seen["person"]))
        assert run.record.attitude[:, 0].max() > 0.0
        at = run.setting.channels.index("television")
        sources = run.record.sources[run.record.sources["channel"] == at]
        assert np.all(sources["account"] >= 0)
        view = View.of(run)
        paid = view.keep(view.whole.channel == at)
        assert set(paid.whole.medium[paid.rows]) == {Medium.PAID}


def always(appeal, intercept, sensitivity):
    return 0.99


@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nobody_answers_a_spot_whatever_the_rule(compiled: bool) -> None:
    make = own_rules.rules_with if compiled else own_rules._interpreted
    data = two_segments(simulate=300)
    run = next(worlds(data, 1, OwnCode(make({"act_chance": always}))))
    seen = on_television(run)
    assert len(seen) > 60
    assert not seen["acts"].any()
    assert run.record.exposures["acts"].any()


def test_spots_bring_sales_forward() -> None:
    data = two_segments(assume="point values")
    offer = {"drink": {"price": 9, "sold anyway": "2 000 per day"}}
    data["campaigns"][0]["offers"] = offer
    data["campaigns"][0]["posts"][0]["boost"] = {"grp": 2_000}
    gained = [measure_run(run)["incremental sales", "offer", "drink"] for run in worlds(data)]
    assert all(more >= 0.0 for more in gained)
    assert sum(more > 0.0 for more in gained) >= 19


def test_without_the_spots_nobody_is_met_there_and_nothing_else_changes() -> None:
    aired = two_segments()
    silent = copy.deepcopy(aired)
    silent["campaigns"][0]["posts"][0]["boost"] = {"spend": 0}
    for with_it, without in zip(worlds(aired), worlds(silent), strict=True):
        assert len(on_television(with_it)) > 400
        assert len(on_television(without)) == 0
        at = with_it.setting.channels.index("social network")
        ours, theirs = (
            run.record.exposures[run.record.of_source("channel") == at]
            for run in (with_it, without)
        )
        for name in ("time", "person", "kind", "acts"):
            np.testing.assert_array_equal(ours[name], theirs[name])
        for name in ("recall", "attitude"):
            one, other = (getattr(run.record, name)[:, 1] for run in (with_it, without))
            np.testing.assert_array_equal(one, other)
        np.testing.assert_array_equal(with_it.record.purchases, without.record.purchases)
        assert without.record.recall[:, 0].max() == 0.0


def test_the_channel_alone_needs_no_ties() -> None:
    run = next(worlds(planned(simulate=1_000), 1))
    found = measure_run(run)
    assert found["impressions", "all", "all"] == PEOPLE
    share = broadcast.reach(100.0, 1.0, 0.925)
    assert found["target reach", "all", "all"] == pytest.approx(share, abs=0.05)
