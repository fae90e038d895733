"""A pick resolved: whom simsmm chooses for the money, and the plain plan that names them.

They are chosen in one society by reverse-reachable sets on the cascade of `passing`, so that as
many of the target as possible see a post. The draws have no part in those of any campaign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.assemble.people import meant_by
from simsmm.diffusion.choosing import Guarantee, choose_seeds
from simsmm.draws import name_key, number
from simsmm.scenario import Scenario, arguments
from simsmm.scenario.creators import Pick
from simsmm.study.own_ties import own_layers
from simsmm.study.picking.candidates import candidates_of, circle_of
from simsmm.study.picking.groups import CHOSEN, Field, Group, with_group, with_society
from simsmm.study.picking.passing import PASSING, Chances, cascade, followings
from simsmm.wording import say

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Picking:
    """Who was picked, and beside whom."""

    asked: Scenario
    """The plan with its pick."""
    plan: Scenario
    """The same plan with the chosen by their numbers, in one society; it has no pick any more."""
    pick: Pick
    groups: tuple[Group, ...]
    """The chosen, then those whom rules of thumb would pay for the same money."""
    candidates: int
    """How many could be picked."""
    seen: float
    """How many of the target see a post by the chosen in the cascade that they were chosen by, in
    real people."""
    error: float
    """Standard error of that."""
    guarantee: Guarantee
    """How good the chosen are in that cascade; nothing follows from it for the campaign."""

    def plan_of(self, group: Group) -> Scenario:
        """The plan that pays a group instead of the chosen."""
        return with_group(self._held, group)

    @property
    def _held(self) -> Scenario:
        return self.asked.model_copy(update={"people": self.plan.people})


def pick_of(scenario: Scenario) -> Pick | None:
    """The pick of a plan; None where it has none."""
    return next((pick for campaign in scenario.campaigns for pick in campaign.picks), None)


def picked(scenario: Scenario, *, seed: int = 0, workers: int | None = None) -> Scenario:
    """The plain plan of a scenario whose creators are to be picked; any other as it is.

    Args:
        scenario: the plan, from `simsmm.load`.
        seed: any whole number; `simsmm.estimate` with the same seed picks the same.
        workers: threads; by default one per processor. The answer is the same for any number.

    Raises:
        TypeError: the scenario is none.
        ValueError: nobody can be picked for the money.
    """
    scenario, seed = arguments.plan(scenario), arguments.whole("seed", seed)
    if pick_of(scenario) is None:
        return scenario
    return resolve(Stage(scenario, seed, 0, own_layers(scenario)), workers).plan


def resolve(stage: Stage, workers: int | None = None) -> Picking:
    """Pick the creators of a plan that has a pick.

    Args:
        stage: the plan in the first society of the run.
        workers: threads.

    Raises:
        ValueError: nobody can be picked for the money.
    """
    asked, pick = stage.scenario, pick_of(stage.scenario)
    assert pick is not None
    held = with_society(stage)
    stage = Stage(held, stage.seed, 0, stage.own, stage.code)
    circle = circle_of(stage, pick.on)
    among, chances = candidates_of(stage, pick, circle), Chances(stage, pick, circle)
    key = number(stage.key, name_key("pick"))
    choice = choose_seeds(
        cascade(circle, among, chances),
        k=pick.pick,
        budget=pick.spend,
        costs=_costs(circle.members, among.fees),
        weights=_weights(stage, circle.members, len(among.people)),
        candidates=_nodes(circle.members, len(among.people)),
        seed=key >> 1,
        workers=workers,
    )
    field = Field(pick, circle, among, key)
    first = len(_before(circle.members))
    chosen = field.group(CHOSEN, choice.numbers.astype(np.int64) - first)
    scale = held.scale
    return Picking(
        asked,
        with_group(held, chosen),
        pick,
        (chosen, *field.rivals(followings(circle, chances))),
        len(among.people),
        scale * choice.value.mean,
        scale * choice.value.error,
        choice.guarantee,
    )


def _before(members: Array) -> range:
    """Nodes of the cascade before those of the candidates."""
    return range((PASSING + 1) * len(members))


def _nodes(members: Array, candidates: int) -> range:
    first = len(_before(members))
    return range(first, first + candidates)


def _costs(members: Array, fees: Array) -> Array:
    """What each node costs; only candidates can be paid."""
    return np.concatenate([np.zeros(len(_before(members))), fees])


def _weights(stage: Stage, members: Array, candidates: int) -> Array:
    """1 for each of the target who has seen a post, 0 for every other node."""
    meant = meant_by(stage.scenario.target, stage.scenario, stage.society)
    seen = np.ones(len(members)) if meant is None else meant[members].astype(np.float64)
    if not seen.any():
        raise ValueError(say("nobody of the target is on the channel of the pick"))
    return np.concatenate([seen, np.zeros(PASSING * len(members) + candidates)])
