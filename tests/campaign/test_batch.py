"""Batches of Mesa: replicates differ, repeat, and are those of an estimate."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import mesa
import pytest

import simsmm
from simsmm.campaign import CampaignModel
from tests.study.plans import scenario

PLAN = scenario(lasts="12 d", goals=[])


def batch(**parameters: Any) -> dict[int, float]:
    """Last reach by replicate."""
    processes = parameters.pop("processes", 1)
    rows = mesa.batch_run(
        CampaignModel,
        {"scenario": PLAN, "tick": 24.0, **parameters},
        number_processes=processes,
        display_progress=False,
    )
    return {row["replicate"]: row["reach"] for row in rows}


def test_a_batch_of_replicates_is_the_estimate() -> None:
    found = batch(replicate=range(4))
    assert list(found.values()) == simsmm.estimate(PLAN, replicates=4)["reach"].values.tolist()
    assert len(set(found.values())) == 4


def test_a_batch_repeats_itself() -> None:
    assert batch(replicate=range(3)) == batch(replicate=[2, 1, 0])


def test_a_seed_holds_for_a_batch() -> None:
    found = batch(replicate=range(2), seed=7)
    expected = simsmm.estimate(PLAN, seed=7, replicates=2)["reach"].values.tolist()
    assert [found[0], found[1]] == expected
    assert found != batch(replicate=range(2))


@pytest.mark.skipif(mesa.__version__ < "3.5", reason="batch_run took no rng before")
def test_the_rng_of_a_batch_is_the_seed() -> None:
    parameters = {"scenario": PLAN, "tick": 24.0}
    rows = mesa.batch_run(CampaignModel, parameters, rng=[7, 8], display_progress=False)
    expected = [simsmm.estimate(PLAN, seed=s, replicates=1)["reach"].mean for s in (7, 8)]
    assert [row["reach"] for row in rows] == expected


def test_a_batch_in_two_processes_is_the_same() -> None:
    assert batch(replicate=range(2), processes=2) == batch(replicate=range(2))


@pytest.mark.skipif(mesa.__version__ < "3.5", reason="batch_run gave agents a step too early")
def test_people_come_as_rows_of_a_batch() -> None:
    rows = mesa.batch_run(
        CampaignModel,
        {
            "scenario": scenario(simulate=200, goals=[]),
            "tick": 336.0,
            "people": "agents",
            "agent_reporters": [{"exposures": "exposures"}],
        },
        display_progress=False,
    )
    seen = [row["exposures"] for row in rows if row["exposures"] is not None]
    assert len(seen) == 200
    assert len(rows) == 203, "two pages and a creator have a row each, too"
    assert sum(seen) * 400 == rows[0]["impressions"] > 0


def test_a_batch_keeps_no_model_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[CampaignModel]] = []

    class Watched(CampaignModel):
        def __init__(self, **arguments: Any) -> None:
            super().__init__(**arguments)
            made.append(weakref.ref(self))

    parameters = {
        "scenario": scenario(simulate=200, goals=[]),
        "replicate": range(3),
        "tick": 336.0,
        "people": ["views", "agents"],
    }
    mesa.batch_run(Watched, parameters, display_progress=False)
    gc.collect()
    assert [model() for model in made] == [None] * 6
