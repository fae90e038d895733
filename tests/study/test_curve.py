"""Reach against media money: paired worlds, the plan's own point, and what is stored."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from simsmm.study import Answer, study
from simsmm.study.curve import FACTORS, MOST, PLANNED, TOLD, runs_needed
from tests.study.plans import plan, scenario


@pytest.fixture(scope="module")
def answer() -> Answer:
    return study(scenario(), seed=3, replicates=5, workers=2, curve=True)


def test_the_plan_s_own_money_gives_the_plan_s_own_outcomes(answer: Answer) -> None:
    assert answer.curve is not None
    for name in TOLD:
        assert answer.curve.at(name, PLANNED).values.tolist() == answer[name].values.tolist()


def test_more_money_buys_more_in_every_world(answer: Answer) -> None:
    assert answer.curve is not None
    assert np.all(answer.curve.values["spend"][0] == 0.0)
    assert np.all(np.diff(answer.curve.values["spend"], axis=0) > 0.0)
    assert np.all(np.diff(answer.curve.values["impressions"], axis=0) > 0.0)
    assert np.all(np.diff(answer.curve.values["reach"], axis=0) > 0.0)


def test_each_point_is_the_scenario_with_that_money(answer: Answer) -> None:
    """At half the money: what a plan says that spends half, on the same luck."""
    assert answer.curve is not None
    data = plan()
    data["campaigns"][0]["posts"][0]["boost"]["spend"] = "100 EUR"
    half = study(scenario(data), seed=3, replicates=5)
    told = answer.curve.at("reach", FACTORS.index(0.5)).values
    assert told.tolist() == half["reach"].values.tolist()


def test_gain_is_the_difference_of_a_pair(answer: Answer) -> None:
    assert answer.curve is not None
    rows = answer.curve.rows().pivot_table(
        index="replicate", columns=["measure", "media"], values="value"
    )
    for place in range(1, len(FACTORS)):
        before, after = FACTORS[place - 1], FACTORS[place]
        more = rows["reach", after] - rows["reach", before]
        money = rows["spend", after] - rows["spend", before]
        gain = answer.curve.gain("reach", place)
        assert gain.values == pytest.approx((more / money).to_numpy())
        assert gain.unit == "people per money"


def test_same_bits_for_any_workers(answer: Answer) -> None:
    alone = study(scenario(), seed=3, replicates=5, workers=1, curve=True)
    assert alone.curve is not None
    assert answer.curve is not None
    assert alone.curve.rows().equals(answer.curve.rows())


def test_rows_hold_every_value_once(answer: Answer) -> None:
    assert answer.curve is not None
    rows = answer.curve.rows()
    assert len(rows) == 5 * len(FACTORS) * len(TOLD)
    assert not rows.duplicated(["replicate", "media", "measure"]).any()
    found = rows.query("replicate == 4 and media == 2.0 and measure == 'reach'")["value"]
    assert found.tolist() == [answer.curve.values["reach"][3, 4]]


def test_without_media_money_there_is_no_curve() -> None:
    data = plan()
    del data["campaigns"][0]["posts"][0]["boost"]
    assert study(scenario(data), replicates=1, curve=True).curve is None
    assert study(scenario(), replicates=1).curve is None


def test_an_interrupt_keeps_whole_replicates() -> None:
    stop, told = threading.Event(), []

    def progress(done: int, target: int) -> None:
        told.append((done, target))
        if done == 4 + 5:
            stop.set()

    found = study(
        scenario(), seed=3, replicates=4, workers=1, curve=True, progress=progress, stop=stop
    )
    assert told[3] == (4, 4)
    assert told[4] == (5, 4 + runs_needed(4)) == (5, 16)
    assert found.complete
    assert found.curve is not None
    assert not found.curve.complete
    assert 1 <= found.curve.replicates < 4
    assert any("media money" in warning for warning in found.warnings)


def test_so_many_runs_at_most() -> None:
    assert runs_needed(1000) == MOST * 3
