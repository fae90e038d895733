"""Variants of a post take turns, each a creative of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.assemble.rotation import turns_of
from simsmm.measures import measure_run
from simsmm.record import Kind
from simsmm.scenario import Scenario, ScenarioError
from simsmm.study.replicate import play
from tests.study.plans import plan, scenario

TWO = [{"id": "calm", "quality": "20 %"}, {"id": "loud", "quality": "90 %", "format": "photo"}]
NAMES = ["The Lanterns/single/calm", "The Lanterns/single/loud"]


def varied(variants: Any = TWO, **boost: Any) -> Scenario:
    data = plan()
    post = data["campaigns"][0]["posts"][0]
    if variants is not None:
        post["variants"] = variants
    post["boost"] |= boost
    return scenario(data)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(varied(), 1, 0)


def test_each_variant_is_a_creative_of_its_own(stage: Stage) -> None:
    world, setting = stage.world(0, 0)
    posts = world.plan.posts
    assert list(setting.posts) == [*NAMES, "The Lanterns/tour"]
    assert posts["quality"][:2].tolist() == [0.2, 0.9]
    assert posts["taste_key"][0] != posts["taste_key"][1]
    assert posts["pass_key"][0] != posts["pass_key"][1]
    assert np.array_equal(world.plan.topics[0], world.plan.topics[1])
    assert world.plan.bonus[0, 0] != world.plan.bonus[0, 1]  # a video and a photo


def test_a_boost_shows_everybody_the_variants_in_turn() -> None:
    world, setting = Stage(varied(spend="200 EUR"), 1, 0).world(0, 0)
    rows = world.plan.bought
    people, times = np.unique(rows["person"], return_counts=True)
    assert times.max() >= 4
    for person in people[times >= 4][:20]:
        shown = rows["boost"][rows["person"] == person]
        assert np.all(np.diff(shown) != 0), "the same variant twice running"
    first = rows["boost"][np.unique(rows["person"], return_index=True)[1]]
    assert abs(np.mean(first) - 0.5) < 4.0 * 0.5 / np.sqrt(len(first))
    shares = np.bincount(rows["boost"]) / len(rows)
    assert [boost.planned for boost in setting.boosts] == pytest.approx(list(200.0 * shares))
    assert sum(boost.spent for boost in setting.boosts) <= 200.0 + 1e-9


def test_variants_change_neither_whom_a_boost_serves_nor_when() -> None:
    plain, turned = (Stage(varied(v), 1, 0).world(0, 0)[0].plan.bought for v in (None, TWO))
    for name in ("time", "key", "id", "person"):
        assert np.array_equal(plain[name], turned[name])


def test_a_smaller_budget_shows_the_same_people_the_same_variants() -> None:
    small, large = (
        Stage(varied(spend=money), 1, 0).world(0, 0)[0].plan.bought for money in ("80 EUR", 200)
    )
    shown = dict(zip(large["key"].tolist(), large["boost"].tolist(), strict=True))
    assert len(small) > 100
    assert all(shown[row["key"].item()] == row["boost"] for row in small)


def test_fans_are_shared_out_evenly_and_each_is_shown_one_variant(stage: Stage) -> None:
    world, setting = stage.world(0, 0)
    rows = world.plan.publications
    for account, fans in enumerate(stage.fans):
        name = setting.accounts[account].name
        groups = [
            world.plan.fans[group["first"] : group["stop"]]
            for group, known in zip(world.plan.accounts, setting.accounts, strict=True)
            if known.name == name and known.channel == setting.accounts[account].channel
        ][1:]
        assert np.array_equal(np.sort(np.concatenate(groups)), fans)
        assert abs(len(groups[0]) - len(fans) / 2) < 4.0 * np.sqrt(len(fans) / 4)
    of_single = rows[(rows["account"] >= 0) & (rows["post"] < 2)]
    assert np.all(of_single["account"] >= len(stage.fans))
    assert len(np.unique(of_single["account"])) == len(of_single) == 2 * len(stage.fans)


def test_seeds_pass_on_one_variant_each(stage: Stage) -> None:
    rows = stage.world(0, 0)[0].plan.publications
    seeds = rows[rows["person"] >= 0]
    plain = Stage(varied(None), 1, 0).world(0, 0)[0].plan.publications
    assert np.array_equal(np.sort(seeds["person"]), np.sort(plain["person"][plain["person"] >= 0]))
    assert 0 < np.sum(seeds["post"] == 0) < len(seeds)


def test_measures_are_told_by_variant_and_the_better_one_wins() -> None:
    stage, gained = Stage(varied(), 1, 0), 0.0
    for luck in range(4):
        run = play(stage, luck)
        assert run is not None
        told = measure_run(run)
        calm, loud = (told["engagement rate", "post", name] for name in NAMES)
        gained += loud - calm
        reached = told["impressions", "post", NAMES[0]] + told["impressions", "post", NAMES[1]]
        assert reached < told["impressions", "all", "all"]
        assert told["spend", "post", NAMES[0]] > 0.0
        owned = run.record.exposures["kind"] == Kind.PAGE
        seen = run.record.of_source("post")[owned]
        person = run.record.exposures["person"][owned]
        calmly, loudly = (set(person[seen == post]) for post in (0, 1))
        both = calmly & loudly
        # A fan of the page on both channels may see one variant here and the other there.
        assert len(both) < 0.2 * len(calmly | loudly)
    assert gained > 0.0


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ([{"id": "a"}], "two or more"),
        ([{"id": "a"}, {"id": "a"}], "the same id"),
        ([{"id": "a", "tonne": 1}, {"id": "b"}], "there is no key"),
        (2, "a list belongs"),
    ],
)
def test_wrong_variants_are_refused(variants: Any, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        varied(variants)
    assert "posts 1 > variants" in caught.value.problems[0].field


def test_a_variant_may_not_bear_the_name_of_a_post() -> None:
    data = plan()
    data["campaigns"][0]["posts"][0]["variants"] = TWO
    data["campaigns"][0]["posts"][1]["id"] = "single/loud"
    with pytest.raises(ScenarioError, match="bear the same name"):
        scenario(data)


def test_fans_won_meanwhile_are_shown_the_variant_of_their_turn() -> None:
    data = plan(channels={"social network": {"follow rate": "20 %"}, "microblog": "typical"})
    data["campaigns"][0]["posts"][1] |= {"variants": TWO, "on": "social network"}
    stage = Stage(scenario(data), 1, 0)
    run = play(stage, 0)
    assert run is not None
    record, world = run.record, stage.world(0, 0)[0]
    new = set(record.fans_won[:, 1].tolist()) - set(stage.fans[0].tolist())
    seen = record.exposures[(record.exposures["kind"] == Kind.PAGE)]
    post = record.of_source("post")[record.exposures["kind"] == Kind.PAGE]
    variant = {name: place for place, name in enumerate(run.setting.posts) if "tour/" in name}
    shown = [
        (int(person), int(which))
        for person, which in zip(seen["person"], post, strict=True)
        if which in variant.values() and int(person) in new
    ]
    assert len(shown) >= 3
    assert len({person for person, _ in shown}) == len(shown), "one variant each"
    groups = [row for row in world.plan.accounts if row["turns"]]
    for person, which in shown:
        turn = turns_of(int(groups[0]["turn_key"]), world.crowd.cards["id"][0, [person]], 2)[0]
        assert which == sorted(variant.values())[turn]
