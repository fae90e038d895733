"""Which replicate a replay shows, and its run, made again from its keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simsmm.assemble import NO_CODE, OwnCode, Stage
from simsmm.study import design
from simsmm.study.replicate import Stop, play

if TYPE_CHECKING:
    from simsmm.record import Run
    from simsmm.scenario import Scenario
    from simsmm.society import OwnLayer
    from simsmm.study import Answer


@dataclass(frozen=True)
class Choice:
    """One replicate of a scenario."""

    scenario: Scenario
    seed: int
    replicate: int
    own: tuple[OwnLayer, ...] = ()
    """Layers of ties that were brought along."""
    code: OwnCode = NO_CODE
    """What the user wrote in Python for the run."""
    among: int = 0
    """Of so many replicates this is the one nearest to the median reach; 0: it was asked for."""


@dataclass(frozen=True)
class Scene:
    """A replicate as it ran: its society's stage and its run."""

    choice: Choice
    stage: Stage
    run: Run


def middle(answer: Answer) -> Choice:
    """The replicate whose reach is nearest to the median, the first of several."""
    reach = answer["reach"]
    place = int(np.argmin(np.abs(reach.values - reach.median)))
    replicate, among = answer.replicates[place].index, len(answer.replicates)
    return Choice(answer.scenario, answer.seed, replicate, answer.own, answer.code, among)


def run_again(choice: Choice, stop: Stop = lambda: False) -> Scene | None:
    """Run the replicate again, bit for bit; None where ``stop`` asked to give up."""
    replicate = choice.replicate
    society = design.society_of(replicate)
    stage = Stage(choice.scenario, choice.seed, society, choice.own, choice.code)
    run = play(stage, replicate, stop)
    return None if run is None else Scene(choice, stage, run)
