"""A campaign as a Mesa model: one run, tick by tick, on the compiled engine.

The order of a tick:

1. the engine handles every event before the tick's end, in order of (time, key);
2. the model's own clock moves on;
3. the data collector samples the series.

Actors are Mesa agents. People are not: they live in the arrays of ``society`` and
``engine``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np

from simsmm.assemble import Stage
from simsmm.record import Act, Record, Run
from simsmm.scenario import Scenario
from simsmm.spread.engine import Engine
from simsmm.study import design
from simsmm.study.own_ties import own_layers


class ActorAgent(mesa.Agent):
    """A page or a creator, with what it has won so far."""

    def __init__(self, model: CampaignModel, place: int) -> None:
        super().__init__(model)
        self.place = place
        self.account = model.setting.accounts[place]

    @property
    def fans(self) -> int:
        """Simulated people who follow it now."""
        return self.account.fans + int((self.model.record.fans_won[:, 0] == self.place).sum())


class CampaignModel(mesa.Model):
    """One replicate of a scenario, one hour a step.

    Args:
        scenario: the plan, from `simsmm.load`.
        rng: seed of the run, a whole number; None is 0.
        replicate: which replicate; the same as that of `simsmm.estimate` with the same seed.
        tick: hours per step; it changes no event.

    The run is over when ``running`` is false. ``datacollector`` holds cumulative reach, impressions
    and acts of the market at the end of each tick.
    """

    def __init__(
        self,
        scenario: Scenario,
        rng: int | None = None,
        replicate: int = 0,
        tick: float = 1.0,
    ) -> None:
        super().__init__(rng=rng if rng is not None else 0)
        if not 0.0 < tick < math.inf:
            raise ValueError(f"a tick lasts a positive number of hours, not {tick}")
        stage = Stage(scenario, rng or 0, design.society_of(replicate), own_layers(scenario))
        world, self.setting = stage.world(replicate, design.parameters_of(replicate))
        self.plan_of_campaign = scenario
        self.society = stage.society
        self.tick = tick
        self.hour = 0.0
        self.running: bool = True
        self.tally: dict[str, float] = {}
        self.engine = Engine(world)
        self.actors = [ActorAgent(self, place) for place in range(len(self.setting.accounts))]
        self.datacollector = mesa.DataCollector(model_reporters=REPORTERS)

    @property
    def record(self) -> Record:
        """The record so far."""
        return self.engine.record()

    @property
    def run_so_far(self) -> Run:
        """The record so far and what it is about, as measures read it."""
        return Run(self.setting, self.record)

    def step(self) -> None:
        """One tick."""
        if not self.running:
            return
        ends = min(self.hour + self.tick, self.engine.world.hours)
        self.engine.advance(ends)
        self.hour = ends
        if self.hour >= self.engine.world.hours:
            self.engine.finish()
            self.running = False
            _let_go(self)
        self.tally = tally(self.run_so_far)
        self.datacollector.collect(self)


def _let_go(model: CampaignModel) -> None:
    """Let Mesa forget a finished model: its counters of agents would keep every one alive."""
    counters = getattr(mesa.Agent, "_ids", None)  # None in Mesa 3.5
    if counters is not None:
        counters.pop(model, None)


def tally(run: Run) -> dict[str, float]:
    """What has happened so far, for the market."""
    exposures, scale = run.record.exposures, run.setting.scale
    acts = exposures["acts"]

    def people(act: Act) -> float:
        return float(np.count_nonzero(acts & act) * scale)

    return {
        "reach": float(len(np.unique(exposures["person"])) * scale),
        "impressions": float(len(exposures) * scale),
        "engagements": people(Act.ENGAGE) + people(Act.COMMENT) + people(Act.SHARE),
        "shares": people(Act.SHARE),
        "clicks": people(Act.CLICK),
        "fans won": people(Act.FOLLOW),
    }


def _so_far(name: str) -> Callable[[CampaignModel], float]:
    return lambda model: model.tally[name]


REPORTERS: dict[str, Any] = {"hour": "hour"} | {
    name: _so_far(name)
    for name in ("reach", "impressions", "engagements", "shares", "clicks", "fans won")
}
"""Series that the data collector samples at the end of each tick."""

__all__ = ["REPORTERS", "ActorAgent", "CampaignModel", "tally"]
