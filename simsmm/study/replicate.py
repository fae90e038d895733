"""One replicate: build its world, run it, measure it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simsmm.assemble import NO_CODE, OwnCode, Stage
from simsmm.measures import ALL, measure_run, series
from simsmm.record import Run
from simsmm.scenario import Scenario
from simsmm.scenario.goals import Goal
from simsmm.society import OwnLayer
from simsmm.study import design

Measured = dict[tuple[str, str, str], float]
"""Values by (measure, breakdown, group)."""

TICK = 6.0
"""Hours between the points of a series."""


@dataclass(frozen=True)
class Replicate:
    """What is kept of one replicate."""

    index: int
    measured: Measured
    series: dict[str, npt.NDArray[np.float64]]
    """Cumulative, at the end of each tick."""
    by_goal: tuple[float, ...]
    """What each goal asks about, over the time it asks about."""


Stop = Callable[[], bool]


def run_block(
    scenario: Scenario,
    seed: int,
    indices: range,
    own: tuple[OwnLayer, ...],
    stop: Stop,
    keep: Callable[[Replicate], None],
    code: OwnCode = NO_CODE,
) -> None:
    """Run replicates that share a society.

    Args:
        scenario: the plan.
        seed: the run's seed.
        indices: which, all of one society.
        own: layers of ties that were brought along.
        stop: asked now and then; True gives up.
        keep: called with each replicate as soon as it is done.
        code: what a user wrote in Python for the run.
    """
    stage = Stage(scenario, seed, design.society_of(indices.start), own, code)
    for index in indices:
        run = play(stage, index, stop)
        if run is None:
            break
        keep(measure(scenario, run, index))


def play(stage: Stage, index: int, stop: Stop = lambda: False, media: float = 1.0) -> Run | None:
    """Run one replicate, at ``media`` times its money; None where ``stop`` asked to give up."""
    if stop():
        return None
    cast = stage.cast(index, design.parameters_of(index), media)
    record = cast.run(stop)
    return None if record is None else Run(cast.setting, record)


def measure(scenario: Scenario, run: Run, index: int) -> Replicate:
    """Measure a run."""
    measured = measure_run(run)
    goals = tuple(_asked(run, goal, measured) for goal in scenario.goals)
    return Replicate(index, measured, series(run, TICK), goals)


def _asked(run: Run, goal: Goal, measured: Measured) -> float:
    """The value that a goal asks about, by its day and in its unit."""
    early = goal.by is not None and goal.by < run.record.hours
    if early or _asks_for_another_frequency(run, goal):
        setting = replace(run.setting, effective_frequency=goal.times)
        asked = run.until(goal.by) if early else run  # type: ignore[arg-type]
        measured = measure_run(Run(setting, asked.record))
    name = goal.measured
    if goal.unit == "share of target" and name == "reach":
        # Of the target one can only reach its own people.
        name = "on-target reach"
    value = measured[name, ALL, ALL]
    if goal.unit == "share of target":
        return value / (np.count_nonzero(run.setting.target) * run.setting.scale)
    if goal.unit == "share of market":
        return value / (run.setting.people * run.setting.scale)
    return value


def _asks_for_another_frequency(run: Run, goal: Goal) -> bool:
    effective = goal.measure == "effective reach"
    return effective and goal.times != run.setting.effective_frequency
