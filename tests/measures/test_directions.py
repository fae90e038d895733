"""What must rise, fall or stay when a run is changed in a known way."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest

from simsmm.measures import MEASURES, View, measure_run
from simsmm.record import Kind, Record, Run
from simsmm.spread.engine import Engine
from simsmm.spread.world import World
from tests.measures.runs import random_run
from tests.spread.worlds import random_world

WORLDS = 24


def with_setting(run: Run, **changes: object) -> Run:
    return Run(dataclasses.replace(run.setting, **changes), run.record)


def total(name: str, change: Callable[[Run], Run] = lambda run: run) -> float:
    """A measure summed over the random worlds, each changed first; the unknown is left out."""
    values = [MEASURES[name].of_market(View.of(change(random_run(n)))) for n in range(WORLDS)]
    return sum(value for value in values if not math.isnan(value))


def test_a_longer_window_reaches_more_people_effectively() -> None:
    told = [
        total("effective reach", lambda run, d=days: with_setting(run, effective_days=d))
        for days in (0.05, 0.2, 0.8, 3.2)
    ]
    assert all(after > 1.05 * before for before, after in itertools.pairwise(told))


def test_a_higher_frequency_reaches_fewer_people_effectively() -> None:
    told = [
        total("effective reach", lambda run, f=f: with_setting(run, effective_frequency=f))
        for f in (1, 2, 4, 8)
    ]
    assert all(after < 0.95 * before for before, after in itertools.pairwise(told))


def test_each_kind_of_money_makes_results_dearer() -> None:
    def dearer(run: Run) -> Run:
        boosts = tuple(dataclasses.replace(b, spent=b.spent + 9.0) for b in run.setting.boosts)
        return with_setting(run, boosts=boosts)

    fees: Callable[[Run], Run] = lambda run: with_setting(run, fees=run.setting.fees + 9.0)  # noqa: E731
    made: Callable[[Run], Run] = lambda run: with_setting(  # noqa: E731
        run, production=run.setting.production + 9.0
    )
    for change in (dearer, fees, made):
        assert total("cost per reached person", change) > total("cost per reached person")
        assert total("profit", change) < total("profit")
    assert total("CPM", dearer) > total("CPM")
    assert total("CPM", fees) == total("CPM")
    assert total("CPM", made) == total("CPM")


@pytest.mark.parametrize("which", range(WORLDS))
def test_people_who_stand_for_twice_as_many(which: int) -> None:
    run = random_run(which)
    one, two = measure_run(run), measure_run(with_setting(run, scale=2.0 * run.setting.scale))
    halved = (
        "CPM",
        "CPC",
        "cost per reached person",
        "cost per click",
        "cost per incremental sale",
    )
    for key, value in one.items():
        measure = MEASURES[key[0]]
        factor = 2.0 if measure.scaled else 0.5 if measure.name in halved else 1.0
        if measure.name in ("return on spend", "profit", "seats filled"):
            continue
        assert two[key] == pytest.approx(factor * value, nan_ok=True), key


def with_bystander(run: Run) -> Run:
    """The run with one person more, outside the target, to whom nothing happens."""
    setting, record = run.setting, run.record
    more = dataclasses.replace(
        setting,
        people=setting.people + 1,
        segment=np.append(setting.segment, np.int16(0)),
        target=np.append(setting.target, False),
        members=np.pad(setting.members, ((0, 0), (0, 1))),
        city=np.append(setting.city, np.int16(-1)),
    )
    states = {
        name: np.pad(getattr(record, name), ((0, 1), (0, 0))) for name in ("recall", "attitude")
    }
    return Run(more, dataclasses.replace(record, **states))


@pytest.mark.parametrize("which", range(WORLDS))
def test_a_bystander_changes_nothing(which: int) -> None:
    run = random_run(which)
    one, other = measure_run(run), measure_run(with_bystander(run))
    assert one.keys() == other.keys()
    for key, value in one.items():
        assert other[key] == pytest.approx(value, nan_ok=True), key


def relabelled(run: Run) -> Run:
    """The run with its people in reverse order."""
    last = run.setting.people - 1

    def turned(rows: np.ndarray) -> np.ndarray:
        rows = rows.copy()
        rows["person"] = np.where(rows["person"] >= 0, last - rows["person"], -1)
        return rows

    setting, record = run.setting, run.record
    rows = ("exposures", "sources", "purchases", "purchases_without")
    return Run(
        dataclasses.replace(
            setting,
            segment=setting.segment[::-1],
            target=setting.target[::-1],
            city=setting.city[::-1],
        ),
        dataclasses.replace(
            record,
            recall=record.recall[::-1],
            attitude=record.attitude[::-1],
            fans_won=np.abs([0, last] - record.fans_won),
            fans_lost=np.abs([0, last] - record.fans_lost),
            **{name: turned(getattr(record, name)) for name in rows},
        ),
    )


@pytest.mark.parametrize("which", range(WORLDS))
def test_the_order_of_people_does_not_matter(which: int) -> None:
    run = random_run(which)
    one, other = measure_run(run), measure_run(relabelled(run))
    for key, value in one.items():
        assert other[key] == pytest.approx(value, nan_ok=True), key


def played(which: int, change: Callable[[World], World]) -> dict[str, float]:
    run = random_run(which)
    record = Engine(change(random_world(which))).run()
    assert isinstance(record, Record)
    values = measure_run(Run(run.setting, record))
    return {name: values[name, "all", "all"] for name in MEASURES}


def summed(change: Callable[[World], World], name: str) -> float:
    return sum(played(which, change)[name] for which in range(WORLDS))


def without_ads(world: World) -> World:
    plan = world.plan._replace(bought=world.plan.bought[:0])
    return dataclasses.replace(world, plan=plan)


def without_memory(world: World) -> World:
    """Nobody remembers anything to buy by, and no visit ends in a purchase."""
    numbers = world.law.numbers._replace(lift=0.0, recall_rate=0.0)
    channels = world.law.channels.copy()
    channels["conversion"] = 0.0
    posts = world.plan.posts.copy()
    posts["conversion"] = 0.0
    law = world.law._replace(numbers=numbers, channels=channels)
    return dataclasses.replace(world, law=law, plan=world.plan._replace(posts=posts))


def as_it_is(world: World) -> World:
    return world


def test_bought_impressions_reach_more_people() -> None:
    assert summed(as_it_is, "reach") > 1.05 * summed(without_ads, "reach")
    assert summed(as_it_is, "impressions") > 1.1 * summed(without_ads, "impressions")
    for which in range(WORLDS):
        record = Engine(without_ads(random_world(which))).run()
        assert record is not None
        assert Kind.AD not in record.exposures["kind"]


def test_a_campaign_without_effect_has_no_increment() -> None:
    assert summed(as_it_is, "incremental sales") > 0.0
    for which in range(WORLDS):
        told = played(which, without_memory)
        assert told["incremental sales"] == 0.0
        assert told["incremental margin"] == 0.0
        assert told["ad recall lift"] == 0.0 or math.isnan(told["ad recall lift"])
