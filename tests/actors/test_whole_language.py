"""Own actors with the rest of the language: variants, audiences, clicks, the curve, the replay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simsmm
from simsmm.actors import Actor, PlannedActs, PublicView
from simsmm.actors.rehearsal import cast
from simsmm.assemble import OwnCode, Stage
from simsmm.assemble.rotation import turns_of
from simsmm.measures import ALL, measure_run
from simsmm.record import Act, Kind, Run
from simsmm.report.replay import middle
from simsmm.report.replay.choice import run_again
from simsmm.scenario import Audience, Scenario
from simsmm.spread.own_rules import _interpreted
from simsmm.study import manifest
from simsmm.study.replicate import play
from tests.actors.test_own_actors import BRAND, Once, Planner, assert_same, events
from tests.study.plans import plan, scenario

PRICE = 0.05
TWO = [{"id": "calm", "quality": "20 %"}, {"id": "loud", "quality": "90 %"}]


def market(**tour: Any) -> Scenario:
    """The post `tour` has variants and a link; the other one is boosted per click."""
    channel = {"page reach": "50 %", "follow rate": "10 %", "click rate": "10 %"}
    channel["engagement"] = "40 %"
    channel["cpc"] = f"{PRICE} EUR"
    data = plan(
        simulate=1_000,
        goals=[],
        channels={"social network": channel, "microblog": {"creator reach": "50 %"}},
    )
    data["people"]["segments"][0]["cities"] = {"Lodz": "50 %"}
    data["people"]["segments"][0]["ages"] = {"15-24": "40 %"}
    campaign = data["campaigns"][0]
    campaign["creators"][0]["posts"] = ["single", "tour"]
    campaign["posts"][0]["boost"] |= {"pay": "per click", "spend": "60 EUR"}
    campaign["posts"][1] |= {"on": "social network", "link": "shop", "variants": TWO, **tour}
    return scenario(data)


PLAN = market()


def begun(*actors: Actor, twin: bool = False, media: float = 1.0, of: Scenario = PLAN) -> Any:
    usual = OwnCode().rules
    rules = _interpreted({"gain": usual.rule("gain")}) if twin else usual
    return Stage(of, 7, 0, code=OwnCode(rules, cast(of, actors))).cast(0, 0, media)


def played(*actors: Actor, twin: bool = False, media: float = 1.0, of: Scenario = PLAN) -> Run:
    made = begun(*actors, twin=twin, media=media, of=of)
    record = made.run()
    assert record is not None
    return Run(made.setting, record)


def per_click(actor: Actor, hour: float) -> PlannedActs:
    return actor.boost("tour", "social network", 40.0, hour, hour + 96.0, cap=1, per_click=True)


def on_the_page(actor: Actor, hour: float) -> PlannedActs:
    return actor.publish("tour", "social network", hour + 100.0, by=BRAND)


def by_ada(actor: Actor, hour: float) -> PlannedActs:
    return actor.publish("tour", "microblog", hour + 3.0, by="Ada")


def bought(actor: Actor, hour: float) -> PlannedActs:
    return actor.boost("tour", "social network", 60.0, hour, hour + 96.0, "fans of indie")


def seeded(actor: Actor, hour: float) -> PlannedActs:
    return actor.seed("tour", "social network", hour + 1.0, 4_000)


@pytest.mark.parametrize("does", [per_click, on_the_page, by_ada, bought, seeded])
def test_variants_and_clicks_on_the_way_are_as_if_they_had_been_planned(does: Any) -> None:
    acted, plain, ahead = played(Once(does)), played(Once(does), twin=True), played(Planner(does))
    assert_same(acted.record, plain.record)
    np.testing.assert_array_equal(events(acted.record), events(ahead.record))
    assert acted.setting.boosts == ahead.setting.boosts
    assert len(acted.record.exposures) != len(played().record.exposures)
    if does in (on_the_page, by_ada):
        hour = 124.0 if does is on_the_page else 27.0
        posts = acted.record.sources["post"][acted.record.sources["time"] == hour]
        assert posts.tolist() == [1, 2], "each variant is published"


def test_fans_of_a_page_are_shown_the_variant_of_their_turn_again() -> None:
    run = played(Once(on_the_page))
    made = begun(Once(on_the_page))
    accounts = made.player.world.plan.accounts
    record, ids = run.record, made.player.world.crowd.cards["id"][0]
    # Published by the page at its hour and, by the actor, at hour 124: the same people each time.
    seen = record.exposures[record.exposures["kind"] == Kind.PAGE]
    source = record.sources[seen["source"]]
    late = source["time"] == 124.0
    assert np.count_nonzero(late) > 20
    row = accounts[source["account"][late]]
    assert np.all(row["turns"] == 2)
    turns = turns_of(int(row["turn_key"][0]), ids[seen["person"][late]], 2)
    assert np.array_equal(turns, source["post"][late] - 1)
    assert np.array_equal(turns, row["turn"])
    # Whoever began to follow in between is among them.
    fans = set(made.player.world.plan.fans[: accounts[0]["stop"]].tolist())
    assert set(seen["person"][late].tolist()) - fans


def test_clicks_bought_on_the_way_are_paid_from_a_purse_of_their_own() -> None:
    once = played(Once(per_click), Named("Other", per_click))
    boosts, record = once.setting.boosts, once.record
    seen = record.exposures[record.exposures["kind"] == Kind.AD]
    account = record.sources["account"][seen["source"]]
    clicks = np.bincount(account[seen["acts"] & Act.CLICK > 0], minlength=len(boosts))
    assert [boost.post for boost in boosts] == [0, 1, 2, 1, 2]
    most = [np.ceil(money / PRICE / once.setting.scale) for money in (60.0, 40.0, 40.0)]
    paid = [clicks[0], clicks[1] + clicks[2], clicks[3] + clicks[4]]
    assert most == [15.0, 10.0, 10.0]
    assert all(0 < found <= limit for found, limit in zip(paid, most, strict=True))
    # What is served ends with the last click that is paid for.
    for first, found in ((1, paid[1]), (3, paid[2])):
        own = (first <= account) & (account < first + 2)
        assert found < 10 or seen["acts"][own][-1] & Act.CLICK
    assert 10 in paid[1:]
    told = measure_run(once)
    assert told["spend", ALL, ALL] <= sum(boost.planned for boost in boosts) == 140.0


class Named(Once):
    def __init__(self, name: str, does: Any) -> None:
        super().__init__(does)
        self.name = name  # type: ignore[misc]


def test_a_memory_of_a_run_with_more_purses_is_used_again() -> None:
    made = begun(Once(per_click))
    first = made.run()
    world = made.player.world
    made.player.restart(world)
    again = made.player.run()
    assert_same(again, played().record)
    assert len(first.sources) > len(again.sources)


@pytest.mark.parametrize(
    "to", ["fans of indie", ("fans of indie",), Audience(segments=("fans of indie",))]
)
def test_segments_are_an_audience(to: Any) -> None:
    does = lambda actor, hour: actor.boost("tour", "social network", 60.0, hour, 200.0, to)  # noqa: E731
    usual = played(Once(lambda a, h: a.boost("tour", "social network", 60.0, h, 200.0)))
    found = played(Once(does))
    share = [np.mean(served(run) == 0) for run in (usual, found)]
    assert share[1] > 2.0 * share[0]


def served(run: Run) -> Any:
    """Segments of those who met an advertisement of the post."""
    rows = run.record.exposures[run.record.of_source("post") > 0]
    return run.setting.segment[rows["person"][rows["kind"] == Kind.AD]]


def test_an_audience_may_name_cities_and_ages() -> None:
    young = Audience(cities=("Lodz",), ages=("15-24",))
    does = lambda actor, hour: actor.boost("tour", "social network", 20.0, hour, 200.0, young)  # noqa: E731
    stage = Stage(PLAN, 7, 0, code=OwnCode(actors=cast(PLAN, [Once(does)])))
    run, people = played(Once(does)), stage.society.people
    rows = run.record.exposures[run.record.of_source("post") > 0]
    person = rows["person"][rows["kind"] == Kind.AD]
    meant = (people.city == 0) & (people.age == 0)
    assert np.mean(meant[person]) > 3.0 * np.mean(meant)


@pytest.mark.parametrize(
    ("does", "message"),
    [
        (
            lambda a, h: a.boost("tour", "social network", 9.0, h, h + 9, Audience(cities=["Lod"])),
            'no city "Lod". Did you mean "Lodz"',
        ),
        (
            lambda a, h: a.boost("tour", "social network", 9, h, h + 9, Audience(ages=["25+"])),
            r'no age band "25\+"',
        ),
        (lambda a, h: a.boost("dull", "microblog", 9.0, h, h + 9, per_click=True), "no `link`"),
    ],
)
def test_what_the_market_does_not_know_is_refused(does: Any, message: str) -> None:
    data = json.loads(json.dumps(PLAN.to_data()))
    dull = {"id": "dull", "at": "day 3 18:00", "on": "microblog", "format": "text"}
    data["campaigns"][0]["posts"].append(dull)
    with pytest.raises(ValueError, match=f"the actor Once: .*{message}"):
        played(Once(does), of=Scenario.from_data(data))


@pytest.mark.parametrize("kind", [Planner, Once])
def test_media_of_own_actors_is_scaled_like_that_of_brands(kind: Any) -> None:
    usual, twice, none = (played(kind(bought), media=media) for media in (1.0, 2.0, 0.0))
    planned = [[boost.planned for boost in run.setting.boosts] for run in (usual, twice, none)]
    assert sum(planned[0]) == pytest.approx(120.0)
    assert [sum(row) for row in planned[1:]] == pytest.approx([240.0, 0.0])
    assert len(planned[0]) == len(planned[1]) == len(planned[2]) == 3
    ads = [np.count_nonzero(run.record.exposures["kind"] == Kind.AD) for run in (usual, twice)]
    assert ads[1] > 1.5 * ads[0]
    assert not np.any(none.record.exposures["kind"] == Kind.AD)
    # The actor sees the money that it has, not what others make of it.
    stage = Stage(PLAN, 7, 0, code=OwnCode(actors=cast(PLAN, [kind(bought)])))
    assert len(play(stage, 0, media=3.0).setting.boosts) == 3  # type: ignore[union-attr]


def test_the_world_and_the_cast_scale_alike() -> None:
    stage = Stage(PLAN, 7, 0, code=OwnCode(actors=cast(PLAN, [Planner(bought)])))
    (world, setting), cast_ = stage.world(0, 0, media=2.0), stage.cast(0, 0, media=2.0)
    assert np.array_equal(world.plan.bought, cast_.player.world.plan.bought)
    assert setting.boosts == cast_.setting.boosts


def test_an_actor_sees_a_post_whatever_its_variants() -> None:
    seen: list[PublicView] = []

    class Watcher(Actor):
        name, brand, wakes = "Watcher", BRAND, 300.0

        def __deepcopy__(self, memo: object) -> Watcher:
            return self

        def act(self, view: PublicView) -> PlannedActs:
            seen.append(view)
            return self.nothing()

    run = played(Watcher())
    assert_same(run.record, played().record)
    (view,) = seen
    assert list(view.posts) == ["single", "tour"]
    early = run.record.exposures["time"] < view.hour
    acts = run.record.exposures["acts"][early & (run.record.of_source("post") > 0)]
    assert view.posts["tour"].likes == 80.0 * np.count_nonzero(acts & Act.ENGAGE) > 0.0
    assert set(view.fans) == {f"{BRAND}@social network", f"{BRAND}@microblog", "Ada@microblog"}


def test_a_creator_of_variants_is_paid_once() -> None:
    told = measure_run(played(Once(by_ada)))
    assert told["fees", "channel", "microblog"] == told["fees", ALL, ALL] == 100.0


def test_a_model_shows_accounts_not_groups_of_their_followers() -> None:
    model = simsmm.CampaignModel(PLAN, rng=7, actors=[Once(on_the_page)])
    assert [actor.account.name for actor in model.actors] == [BRAND, BRAND, "Ada"]


def test_the_replay_follows_the_users_code() -> None:
    actor = Once(bought)
    found = simsmm.estimate(PLAN, seed=7, replicates=3, actors=[actor])
    scene = run_again(middle(found))
    assert scene is not None
    place = middle(found).replicate
    reach = measure_run(scene.run)["reach", ALL, ALL]
    assert reach == found["reach"].values[place]
    alone = simsmm.estimate(PLAN, seed=7, replicates=3)
    assert reach != alone["reach"].values[place]


def test_the_curve_goes_with_own_actors() -> None:
    found = simsmm.estimate(PLAN, seed=7, replicates=2, curve=True, actors=[Once(bought)])
    assert found.curve is not None
    spend = found.curve.values["spend"]
    assert np.array_equal(spend[2], found["spend"].values)
    assert np.all(spend[0] == 0.0)
    assert np.all(np.diff(spend, axis=0) > 0.0)


def test_a_run_with_own_code_is_not_repeated_without_it(tmp_path: Path) -> None:
    found = simsmm.estimate(PLAN, seed=7, replicates=2, actors=[Once(bought)])
    folder = found.save(tmp_path / "run")
    with pytest.raises(ValueError, match=r"own code took part in this run \(actor Once\)"):
        manifest.read(folder / "manifest.json")
