"""The Mesa model is the engine's run, tick by tick."""

from __future__ import annotations

import gc
import weakref

import mesa
import numpy as np
import pytest

import simsmm
from simsmm.assemble import Stage
from simsmm.campaign import ActorAgent, CampaignModel
from simsmm.measures import MEASURES, View
from simsmm.record import Record
from simsmm.spread.engine import Engine
from simsmm.study.design import parameters_of, society_of
from tests.study.plans import scenario

PLAN = scenario(lasts="12 d", goals=[])


def played(model: CampaignModel) -> CampaignModel:
    while model.running:
        model.step()
    return model


def engine_record(seed: int, replicate: int) -> Record:
    stage = Stage(PLAN, seed, society_of(replicate))
    record = Engine(stage.world(replicate, parameters_of(replicate))[0]).run()
    assert record is not None
    return record


def assert_same(one: Record, other: Record) -> None:
    for name in ("exposures", "sources", "purchases", "purchases_without", "fans_won"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    np.testing.assert_array_equal(one.recall, other.recall)
    np.testing.assert_array_equal(one.attitude, other.attitude)
    assert one.unnoticed == other.unnoticed
    assert one.hours == other.hours


@pytest.mark.parametrize("replicate", [0, 5, 17])
def test_the_model_is_the_replicate_of_the_same_seed(replicate: int) -> None:
    model = played(CampaignModel(PLAN, rng=7, replicate=replicate))
    assert_same(model.record, engine_record(7, replicate))
    estimate = simsmm.estimate(PLAN, seed=7, replicates=replicate + 1)
    view = View.of(model.run_so_far)
    for name in ("reach", "impressions", "shares", "clicks", "incremental sales", "spend"):
        assert MEASURES[name].of_market(view) == estimate[name].values[replicate], name


def test_step_by_step_the_record_is_what_the_engine_has_done_by_then() -> None:
    model, whole = CampaignModel(PLAN, rng=7), engine_record(7, 0)
    for _ in range(60):
        model.step()
        until = np.count_nonzero(whole.exposures["time"] < model.hour)
        np.testing.assert_array_equal(model.record.exposures, whole.exposures[:until])
    assert model.hour == 60.0
    assert model.running


@pytest.mark.parametrize("tick", [0.5, 3.7, 24.0, 1000.0])
def test_a_tick_changes_no_event(tick: float) -> None:
    model = played(CampaignModel(PLAN, rng=7, tick=tick))
    assert_same(model.record, engine_record(7, 0))
    assert model.hour == PLAN.lasts


@pytest.mark.parametrize("tick", [0.0, -1.0, float("nan"), float("inf")])
def test_a_tick_that_is_no_time_is_refused(tick: float) -> None:
    with pytest.raises(ValueError, match="positive number of hours"):
        CampaignModel(PLAN, tick=tick)


def test_the_model_ends_with_the_campaign_and_then_stands_still() -> None:
    model = CampaignModel(PLAN, rng=7, tick=24.0)
    for day in range(12):
        assert model.running, day
        model.step()
    assert not model.running
    assert model.hour == 288.0
    last = model.record
    model.step()
    assert_same(model.record, last)
    assert model.hour == 288.0
    assert len(model.datacollector.get_model_vars_dataframe()) == 12


def test_the_data_collector_ends_at_the_measures() -> None:
    model = played(CampaignModel(PLAN, rng=7, tick=24.0))
    frame = model.datacollector.get_model_vars_dataframe()
    view = View.of(model.run_so_far)
    for name in frame.columns:
        if name != "hour":
            assert frame[name].iloc[-1] == MEASURES[name].of_market(view), name
            assert frame[name].is_monotonic_increasing, name
    assert set(frame.columns) >= {"hour", "reach", "impressions", "engagements", "clicks"}
    assert frame["hour"].tolist() == [24.0 * day for day in range(1, 13)]


def test_the_data_collector_samples_the_series_of_the_estimate() -> None:
    estimate = simsmm.estimate(PLAN, seed=7, replicates=1)
    model = played(CampaignModel(PLAN, rng=7, tick=6.0))
    frame = model.datacollector.get_model_vars_dataframe()
    lines = estimate.replicates[0].series
    assert frame["hour"].tolist() == lines["hours"].tolist()
    for name in ("reach", "impressions", "engagements", "fans won", "clicks"):
        assert frame[name].tolist() == lines[name].tolist(), name


def test_no_seed_is_seed_nought() -> None:
    default, none = CampaignModel(PLAN), CampaignModel(PLAN, rng=None)
    nought = CampaignModel(PLAN, rng=0)
    for model in (default, none, nought):
        model.step()
    assert_same(default.record, nought.record)
    assert_same(none.record, nought.record)


def test_actors_are_agents_of_mesa() -> None:
    model = CampaignModel(PLAN, rng=7)
    assert isinstance(model, mesa.Model)
    assert len(model.agents) == len(model.actors) == 3
    for actor in model.actors:
        assert isinstance(actor, mesa.Agent)
        assert isinstance(actor, ActorAgent)
        assert actor in model.agents
        assert actor.fans == actor.account.fans
    assert [actor.account.name for actor in model.actors] == ["The Lanterns", "The Lanterns", "Ada"]
    played(model)
    won = sum(actor.fans - actor.account.fans for actor in model.actors)
    assert won == len(model.record.fans_won)


def test_steps_are_counted_by_mesa() -> None:
    model = CampaignModel(PLAN, rng=7, tick=24.0)
    model.step()
    model.step()
    assert model.steps == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rng": 1.5}, "whole number, not 1.5"),
        ({"rng": np.random.SeedSequence(1)}, "whole number"),
        ({"rng": 1, "seed": 2}, "give the seed once"),
        ({"replicate": -1}, "numbered from 0; -1 is none"),
        ({"people": "agent"}, """views" or "agents", not 'agent'"""),
    ],
)
def test_arguments_that_no_run_can_have_are_refused(
    arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        CampaignModel(PLAN, **arguments)  # type: ignore[arg-type]


def test_an_unknown_argument_is_told_with_the_nearest_name() -> None:
    with pytest.raises(TypeError, match='Did you mean "replicate"'):
        CampaignModel(PLAN, replicates=3)


def test_a_seed_has_two_names() -> None:
    one, other = CampaignModel(PLAN, rng=7), CampaignModel(PLAN, seed=np.int64(7))
    for model in (one, other):
        model.step()
    assert_same(one.record, other.record)


def test_a_finished_model_is_not_kept_alive() -> None:
    kept = weakref.ref(played(CampaignModel(PLAN, rng=7, tick=24.0)))
    gc.collect()
    assert kept() is None
