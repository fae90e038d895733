"""A user's rule in the place of the package's: compiled where that is possible, and watched."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest

import simsmm
from simsmm import behaviour
from simsmm.assemble import OwnCode, Stage
from simsmm.behaviour import RULES, SPLIT
from simsmm.record import Record
from simsmm.spread import engine, own_rules, twin
from simsmm.spread.clones import clone
from simsmm.spread.own_rules import STANDARD, UncompilableError, rules_with
from tests.spread.worlds import random_world
from tests.study.plans import scenario

PLAN = scenario(simulate=300, lasts="12 d", goals=[])
THRESHOLD = 1.0


def crowd_follower(match, quality, bonus, trust, passed, attitude, met, taste, weights):
    """Whoever has seen two pass it on does not look at the post itself."""
    if passed > THRESHOLD:
        return 2.0
    return behaviour.appeal(
        match, quality, bonus, trust, passed, attitude, met, taste, weights
    ) * math.sqrt(1.0 + met)


def in_a_list(match, quality, bonus, trust, passed, attitude, met, taste, weights):
    """The same, in a way that numba cannot follow."""
    rules = {"follow": crowd_follower}
    return rules["follow"](match, quality, bonus, trust, passed, attitude, met, taste, weights)


def assert_same(one: Record, other: Record) -> None:
    for name in ("exposures", "sources", "purchases", "fans_won", "recall", "attitude"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def test_the_compiled_engine_and_the_twin_follow_a_users_rule_alike() -> None:
    compiled, plain = (
        rules_with({"appeal": crowd_follower}),
        own_rules._interpreted({"appeal": crowd_follower}),
    )
    assert compiled.player.__name__ == "Engine"
    changed = 0
    for which in range(8):
        world = random_world(which)
        one, other = compiled.player(world).run(), plain.player(world).run()
        usual = engine.Engine(world).run()
        assert one is not None
        assert other is not None
        assert usual is not None
        assert_same(one, other)
        changed += not np.array_equal(one.exposures, usual.exposures)
    assert changed > 5


def test_the_engine_compiled_for_a_rule_is_compiled_once() -> None:
    assert rules_with({"appeal": crowd_follower}) is rules_with({"appeal": crowd_follower})


def test_nothing_of_it_is_kept_on_disk_and_the_usual_engine_stays_as_it_is() -> None:
    rules = rules_with({"appeal": crowd_follower})
    kernel = rules.player.advance.__globals__["kernel"]  # type: ignore[attr-defined]
    assert kernel is not engine.kernel
    assert kernel.advance._cache.cache_path is None
    assert engine.kernel.advance._cache.cache_path is not None
    assert engine.Engine.advance.__globals__["kernel"] is engine.kernel


@pytest.mark.parametrize("name", RULES)
def test_the_compiled_engine_and_the_twin_read_every_rule(name: str) -> None:
    def other(*given: float) -> float:
        return 0.0

    for root in (engine, twin):
        copy = clone(root, own_rules._stand_ins({name: other}))
        assert copy.read & {name, *(part.__name__ for part in SPLIT.get(name, ()))}
        assert copy.module is not root
        held = [value for module in copy.copies for value in vars(module).values()]
        assert all(value is not RULES[name] for value in held)


def test_what_no_rule_concerns_is_not_copied() -> None:
    copy = clone(engine, {math.sin: math.cos})
    assert copy.module is engine
    assert copy.copies == ()


def test_a_rule_that_cannot_be_compiled_costs_one_warning_and_gives_the_same() -> None:
    with pytest.warns(RuntimeWarning) as caught:
        slow = simsmm.estimate(PLAN, seed=1, replicates=3, rules={"appeal": in_a_list})
    (told,) = (str(warning.message) for warning in caught)
    assert "the rule appeal cannot be compiled (" in told
    assert "some 50 times slower" in told
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quick = simsmm.estimate(PLAN, seed=1, replicates=3, rules={"appeal": crowd_follower})
        usual = simsmm.estimate(PLAN, seed=1, replicates=3)
    for measure in ("impressions", "shares", "engagements", "sales"):
        assert slow[measure].values.tolist() == quick[measure].values.tolist()
    assert usual["impressions"].values.tolist() != quick["impressions"].values.tolist()
    assert any("Own code took part: rule appeal." in warning for warning in quick.warnings)
    assert not any("Own code" in warning for warning in usual.warnings)


def test_the_model_of_mesa_follows_the_rule() -> None:
    given: dict[str, Any] = {"rules": {"appeal": crowd_follower}}
    model = simsmm.CampaignModel(PLAN, rng=1, tick=24.0, **given)
    while model.running:
        model.step()
    estimate = simsmm.estimate(PLAN, seed=1, replicates=1, workers=1, **given)
    assert model.tally["impressions"] == estimate["impressions"].mean


def test_workers_change_nothing() -> None:
    found = [
        simsmm.estimate(PLAN, replicates=5, workers=workers, rules={"appeal": crowd_follower})
        for workers in (1, 2)
    ]
    assert found[0]["shares"].values.tolist() == found[1]["shares"].values.tolist()


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"apeal": crowd_follower}, 'no rule "apeal". Did you mean "appeal"'),
        ({"act_chance": crowd_follower}, r"takes \(appeal, intercept, sensitivity\)"),
        ("appeal", "given by name"),
    ],
)
def test_rules_that_are_none_are_refused(rules: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simsmm.estimate(PLAN, replicates=1, rules=rules)


def forgetful(match, quality, bonus, trust, passed, attitude, met, taste, weights):
    """No number for a few people whom no sample shows."""
    return math.nan if 0.05 < match < 0.3 else match


def test_no_number_during_the_run_stops_it() -> None:
    message = "the rule appeal gave an answer during the run that is no number from -1000 to 1000"
    watched = own_rules._watched_when_compiled("appeal", forgetful)
    given = (0.1, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, behaviour.Weights(*[1.0] * 8))
    with pytest.raises(ValueError, match=message):
        watched(*given)
    plain = own_rules._interpreted({"appeal": forgetful})
    with pytest.raises(ValueError, match=message):
        Stage(PLAN, 0, 0, code=OwnCode(plain)).world(0, 0)


def test_compiled_code_with_other_answers_is_not_used() -> None:
    def overflows(quarters):
        return float(quarters**9 % 1000)

    with pytest.raises(UncompilableError, match="it gives other answers"):
        own_rules._watched_when_compiled("bell", overflows)


def flat(appeal, intercept, sensitivity):
    return 0.01


def test_no_chance_is_ruled_out_ahead_where_the_chances_are_a_users() -> None:
    plain = own_rules._interpreted({"act_chance": flat})
    world, _ = Stage(PLAN, 0, 0, code=OwnCode(plain)).world(0, 0)
    assert np.all(world.law.ceiling >= 1.0)
    usual, _ = Stage(PLAN, 0, 0, code=OwnCode(STANDARD)).world(0, 0)
    assert usual.law.ceiling.min() < 1e-3


def lifted(match, quality, bonus, trust, passed, attitude, met, taste, weights):
    """Everything pleases more, by the same."""
    return 1.5 + behaviour.appeal(
        match, quality, bonus, trust, passed, attitude, met, taste, weights
    )


def test_rates_are_solved_for_the_users_appeal() -> None:
    plain = own_rules._interpreted({"appeal": lifted})
    own, _ = Stage(PLAN, 0, 0, code=OwnCode(plain)).world(0, 0)
    usual, _ = Stage(PLAN, 0, 0).world(0, 0)
    intercept, sensitivity = (usual.law.response[..., place] for place in (0, 1))
    expected = intercept - 1.5 * sensitivity
    np.testing.assert_allclose(own.law.response[..., 0], expected, rtol=1e-8)
