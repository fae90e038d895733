"""A user's own actors: what they see, what they may do, and that nothing else depends on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import simsmm
from simsmm.actors import Actor, PlannedActs, PublicView
from simsmm.actors.rehearsal import cast
from simsmm.assemble import OwnCode, Stage
from simsmm.assemble.cast import Cast
from simsmm.record import Act, Kind, Record, Run
from simsmm.spread.own_rules import _interpreted
from tests.study.plans import scenario

SEEN = {"page reach": "50 %", "creator reach": "50 %"}
PLAN = scenario(simulate=1_000, goals=[], channels={"social network": SEEN, "microblog": SEEN})
BRAND = "The Lanterns"


class Booster(Actor):
    """Boosts whichever post is liked most, every day."""

    name, brand, budget, wakes = "Booster", BRAND, 200.0, 24.0

    def act(self, view: PublicView) -> PlannedActs:
        best = max(view.posts, key=lambda post: view.posts[post].likes)
        if view.left < 50.0:
            return self.nothing()
        return self.boost(best, "social network", 50.0, view.hour, view.hour + 24.0)


class Busy(Actor):
    """Does everything that can be done, some of it by chance."""

    name, brand, budget, wakes = "Busy", BRAND, 500.0, 7.0

    def plan(self) -> PlannedActs:
        return self.account("microblog", 2_000) + self.publish("single", "microblog", 30.0)

    def act(self, view: PublicView) -> PlannedActs:
        hour, dice = view.hour, view.chance("what")
        if dice < 0.2:
            return self.seed("single", "microblog", hour + 3.5 * view.chance("when"), 160)
        if dice < 0.4:
            return self.publish("tour", "microblog", hour) + self.publish(
                "tour", "social network", hour + 1.25, by=BRAND
            )
        if dice < 0.6 and view.left >= 21.0:
            until = min(hour + 30.0, PLAN.lasts)
            return self.boost("tour", "social network", 20.0, hour, until, cap=1) + self.pay(1.0)
        return self.nothing()


class Once(Actor):
    """Does one thing at its first waking."""

    name, brand, budget, wakes = "Once", BRAND, 100.0, 24.0

    def __init__(self, does: Callable[[Once, float], PlannedActs]) -> None:
        self.does, self.done = does, False

    def act(self, view: PublicView) -> PlannedActs:
        if self.done:
            return self.nothing()
        self.done = True
        return self.does(self, view.hour)


class Planner(Actor):
    """Plans one thing."""

    name, brand, budget = "Once", BRAND, 100.0

    def __init__(self, does: Callable[[Any, float], PlannedActs]) -> None:
        self.does = does

    def plan(self) -> PlannedActs:
        return self.does(self, 24.0)


def begun(*actors: Actor, twin: bool = False, replicate: int = 0) -> Cast:
    usual = OwnCode().rules
    # No rule is changed, so the twin with this one is the twin.
    rules = _interpreted({"gain": usual.rule("gain")}) if twin else usual
    code = OwnCode(rules, cast(PLAN, actors))
    return Stage(PLAN, 7, 0, code=code).cast(replicate, 0)


def played(*actors: Actor, twin: bool = False, replicate: int = 0) -> Run:
    made = begun(*actors, twin=twin, replicate=replicate)
    record = made.run()
    assert record is not None
    return Run(made.setting, record)


def assert_same(one: Record, other: Record) -> None:
    for name in ("exposures", "sources", "purchases", "fans_won", "recall", "attitude"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def events(record: Record) -> Any:
    """Impressions without the number of their source, which depends on the order of entering."""
    return record.exposures[["time", "person", "kind", "acts"]]


@pytest.mark.parametrize("actor", [Booster, Busy])
def test_the_engine_and_the_twin_agree_with_actors_on_the_way(actor: type[Actor]) -> None:
    compiled, plain = played(actor()), played(actor(), twin=True)
    assert_same(compiled.record, plain.record)
    assert compiled.setting.boosts == plain.setting.boosts
    assert len(compiled.record.exposures) > len(played().record.exposures)


@pytest.mark.parametrize("tick", [0.5, 5.3, 24.0, 1000.0])
def test_a_tick_changes_no_event(tick: float) -> None:
    model = simsmm.CampaignModel(PLAN, rng=7, tick=tick, actors=[Busy(), Booster()])
    while model.running:
        model.step()
    whole = played(Busy(), Booster())
    assert_same(model.record, whole.record)
    assert model.setting.boosts == whole.setting.boosts
    assert model.setting.fees == whole.setting.fees > played().setting.fees


def test_workers_change_nothing_and_replicates_differ() -> None:
    found = [
        simsmm.estimate(PLAN, seed=7, replicates=6, workers=workers, actors=[Busy(), Booster()])
        for workers in (1, 2)
    ]
    for measure in ("impressions", "shares", "spend"):
        values = found[0][measure].values
        assert values.tolist() == found[1][measure].values.tolist()
    assert len(set(found[0]["impressions"].values)) == 6
    assert any("Own code took part: actor Busy, actor Booster." in w for w in found[0].warnings)


@pytest.mark.parametrize(
    "does",
    [
        lambda actor, hour: actor.boost("tour", "social network", 80.0, hour, hour + 48.0),
        lambda actor, hour: actor.boost("tour", "social network", 80.0, hour + 9.0, hour + 48.0),
        lambda actor, hour: actor.publish("tour", "microblog", hour + 2.0, by="Ada"),
        lambda actor, hour: actor.publish("tour", "social network", hour, by=BRAND),
        lambda actor, hour: actor.seed("tour", "microblog", hour + 0.5, 800),
    ],
)
def test_what_is_entered_on_the_way_is_as_if_it_had_been_planned(does: Any) -> None:
    planned, acted = played(Planner(does)), played(Once(does))
    np.testing.assert_array_equal(events(planned.record), events(acted.record))
    np.testing.assert_array_equal(planned.record.purchases, acted.record.purchases)
    assert planned.setting.boosts == acted.setting.boosts
    usual = played()
    assert len(acted.record.exposures) > len(usual.record.exposures)


def test_nothing_that_happened_before_changes() -> None:
    usual, acted = played().record, played(Booster()).record
    before = np.count_nonzero(usual.exposures["time"] < 24.0)
    np.testing.assert_array_equal(usual.exposures[:before], acted.exposures[:before])


def test_the_books_balance() -> None:
    run = played(Booster(), Busy())
    record, boosts = run.record, run.setting.boosts
    ads = record.sources[record.sources["kind"] == Kind.AD]
    assert ads["account"].tolist() == list(range(len(boosts)))
    assert ads["post"].tolist() == [boost.post for boost in boosts]
    assert all(0.0 < boost.spent <= boost.planned for boost in boosts)
    assert sum(boost.planned for boost in boosts) <= 200.0 + 200.0 + 500.0
    assert [boost.planned for boost in boosts].count(50.0) == 4, "200 EUR, 50 a day"
    # Every impression came from a source that was there, after it appeared.
    of = record.sources[record.exposures["source"]]
    assert np.all(record.exposures["time"] >= of["time"])
    kinds = record.exposures["kind"]
    assert np.all(kinds[of["kind"] == Kind.AD] == Kind.AD)
    # Nobody passes a post on twice.
    shared = record.sources[record.sources["person"] >= 0][["post", "person"]]
    assert len(np.unique(shared)) == len(shared) > 20


def test_a_run_is_cut_at_any_hour_with_actors_on_the_way() -> None:
    run = played(Busy())
    for hour in (10.0, 35.0, 100.0, 200.0):
        cut = run.until(hour).record
        assert np.all(cut.exposures["time"] < hour)
        assert cut.sources["parent"].max(initial=-1) < len(cut.exposures)
        assert cut.exposures["source"].max(initial=-1) < len(cut.sources)


def test_an_actor_sees_the_public_reactions_before_its_hour() -> None:
    seen: list[PublicView] = []

    class Watcher(Actor):
        name, brand, wakes = "Watcher", BRAND, 36.0

        def __deepcopy__(self, memo: object) -> Watcher:
            return self

        def act(self, view: PublicView) -> PlannedActs:
            seen.append(view)
            return self.nothing()

    run = played(Watcher())
    assert_same(run.record, played().record)
    assert [view.hour for view in seen] == [36.0 * k for k in range(1, 10)]
    post = run.record.of_source("post")
    for view in seen:
        assert list(view.posts) == ["single", "tour"]
        early = run.record.exposures["time"] < view.hour
        for place, reactions in enumerate(view.posts.values()):
            acts = run.record.exposures["acts"][early & (post == place)]
            counts = [
                80 * np.count_nonzero(acts & act) for act in (Act.ENGAGE, Act.COMMENT, Act.SHARE)
            ]
            assert [reactions.likes, reactions.comments, reactions.shares] == counts
            assert reactions.total == sum(counts)
        assert set(view.fans) == {f"{BRAND}@social network", f"{BRAND}@microblog", "Ada@microblog"}
        assert view.fans["Ada@microblog"] == 10_000
    assert seen[-1].fans[f"{BRAND}@social network"] > seen[0].fans[f"{BRAND}@social network"] - 1
    assert seen[-1].posts["single"].total > 0


def test_a_post_published_again_meets_others() -> None:
    def again(actor: Actor, hour: float) -> PlannedActs:
        return actor.publish("single", "social network", hour, by=BRAND)

    run = played(Once(again))
    sources = run.record.sources
    of_page = (sources["account"] == 0) & (sources["kind"] == Kind.PAGE)
    both = np.flatnonzero(of_page & (sources["post"] == 0))
    first, second = (
        set(run.record.exposures["person"][run.record.exposures["source"] == source])
        for source in both
    )
    assert len(second - first) > 0 < len(first - second)
    assert len(set(sources["key"][both])) == 2


def test_chance_is_keyed() -> None:
    view = PublicView(24.0, 0.0, {}, {}, key=5)
    assert view.chance("a") == PublicView(48.0, 9.0, {}, {}, key=5).chance("a")
    assert view.chance("a") != view.chance("b")
    drawn = [PublicView(0.0, 0.0, {}, {}, key=key).chance("a") for key in range(2_000)]
    assert 0.0 <= min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1.0
    assert abs(np.mean(drawn) - 0.5) < 0.03


def test_what_an_actor_remembers_stays_within_a_replicate() -> None:
    actor = Once(lambda self, hour: self.boost("tour", "social network", 80.0, hour, hour + 48.0))
    found = simsmm.estimate(PLAN, seed=7, replicates=4, actors=[actor])
    assert not actor.done
    usual = simsmm.estimate(PLAN, seed=7, replicates=4)
    assert np.all(found["spend"].values > usual["spend"].values)


def test_a_single_actor_needs_no_list() -> None:
    one = simsmm.estimate(PLAN, replicates=2, actors=Booster())  # type: ignore[arg-type]
    other = simsmm.estimate(PLAN, replicates=2, actors=[Booster()])
    assert one["impressions"].values.tolist() == other["impressions"].values.tolist()


def boost(post: str = "tour", on: str = "social network", spend: float = 10.0, **of: Any) -> Any:
    start, until, to = of.get("start", 0.0), of.get("until", 48.0), of.get("to", ())
    return lambda actor, hour: actor.boost(post, on, spend, hour + start, hour + until, to)


@pytest.mark.parametrize(
    ("does", "message"),
    [
        (boost(spend=100.5), "wants to spend 100.5 EUR, but of its budget of 100 EUR only 100 EUR"),
        (boost(spend=-1.0), "an amount of money, not -1"),
        (boost(spend=float("nan")), "an amount of money"),
        (boost(post="tuor"), 'no post "tuor". Did you mean "tour"'),
        (boost(on="microblogg"), 'no channel "microblogg". Did you mean "microblog"'),
        (boost(start=-1.0), "acts from hour (0|24) on and before hour 336, not at 23"),
        (boost(start=400.0), "not at 424"),
        (boost(until=0.0), "ends after that and by hour 336, not at 24"),
        (boost(until=400.0), "ends after that and by hour 336, not at 424"),
        (
            boost(to=("others", "fans of indi")),
            'segment "fans of indi". Did you mean "fans of indie"',
        ),
        (lambda a, h: boost()(a, h) + boost()(a, h), "buys .* twice"),
        (
            lambda a, h: a.publish("tour", "microblog", h),
            'no account of the brand "Once@microblog"',
        ),
        (lambda a, h: a.seed("tour", "microblog", h, 79), "less than one simulated person"),
        (lambda a, h: a.boost("tour", "microblog", 9.0, h, h + 9.0, cap=-1), "not -1 in 9.0 h"),
        (lambda a, h: a.pay(101.0), "wants to spend 101 EUR"),
        (lambda a, h: None, "gives None instead of PlannedActs"),
    ],
)
@pytest.mark.parametrize("kind", [Planner, Once])
def test_what_an_actor_cannot_do_is_refused(kind: Any, does: Any, message: str) -> None:
    if kind is Planner and "not at 23" in message:
        pytest.skip("hour 23 is not past for who plans")
    with pytest.raises(ValueError, match=f"the actor Once: .*{message}"):
        simsmm.estimate(PLAN, replicates=1, actors=[kind(does)])


def test_money_is_counted_over_all_that_an_actor_does() -> None:
    class Spender(Booster):
        def act(self, view: PublicView) -> PlannedActs:
            return self.boost("tour", "social network", 60.0, view.hour, view.hour + 24.0)

    message = r"Booster: at hour 96 it wants to spend 60 EUR, .* 200 EUR only 20 EUR are left"
    with pytest.raises(ValueError, match=message):
        simsmm.estimate(PLAN, replicates=1, actors=[Spender()])


def test_an_account_is_opened_in_the_plan_only() -> None:
    with pytest.raises(ValueError, match="accounts are opened in `plan`"):
        played(Once(lambda actor, hour: actor.account("microblog", 800)))
    with pytest.raises(ValueError, match='an account "Once@microblog" already'):
        played(Planner(lambda a, h: a.account("microblog", 800)), Twice())


class Twice(Actor):
    name, brand = "Twice", BRAND

    def plan(self) -> PlannedActs:
        return Planner(lambda actor, hour: actor.account("microblog", 800)).plan()


class Moody(Actor):
    name, brand, budget = "Moody", BRAND, 100.0
    asked = 0

    def plan(self) -> PlannedActs:
        self.asked += 1
        return self.pay(float(self.asked))


def named(**fields: Any) -> Actor:
    return type("Made", (Booster,), fields)()


@pytest.mark.parametrize(
    ("actors", "message"),
    [
        ([Moody()], "Moody: it plans something else each time it is asked"),
        ([Booster], "is no actor: derive its class"),
        ([Booster(), Booster()], 'a name of its own; "Booster" is none'),
        ([named(name="")], "a name of its own"),
        ([named(brand="The Lantern")], 'no brand "The Lantern". Did you mean "The Lanterns"'),
        ([named(budget=-1.0)], "an amount of money, not -1"),
        ([named(wakes=None)], "has `act` but no `wakes`"),
        ([named(wakes=0.0)], "a minute at least; not every 0.0 h"),
    ],
)
def test_actors_that_are_none_are_refused(actors: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simsmm.estimate(PLAN, replicates=1, actors=actors)
