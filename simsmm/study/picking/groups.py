"""Groups of creators for the same money: those chosen, and those whom rules of thumb would pay."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.diffusion.choosing.rivals import RIVALS
from simsmm.diffusion.choosing.task import Task
from simsmm.diffusion.graph import Network
from simsmm.draws import name_key, number
from simsmm.scenario import Scenario
from simsmm.scenario.creators import Creator, Pick
from simsmm.study.picking.candidates import Candidates, Circle

Array = npt.NDArray[Any]

CHOSEN, STARS, ORDINARY, NOBODY = "chosen", "stars", "ordinary", "nobody"

RULES = {STARS: "degree", "degree discount": "degree discount"} | {
    name: name for name in ("PageRank", "random")
}
"""Groups by rules of thumb, and the rules of `simsmm.diffusion` that pick them."""

MIDDLE = (0.25, 0.75)
"""Ordinary candidates have more followers than a quarter of all candidates, and no more than three
quarters. Assumption; Bakshy, Hofman, Mason and Watts 2011 call ordinary whoever has average
influence or less."""


@dataclass(frozen=True)
class Group:
    """People who are paid to publish."""

    name: str
    people: tuple[int, ...]
    """Their numbers in the society."""
    followers: tuple[int, ...]
    """Followers of each, in real people."""
    fees: tuple[float, ...]
    """What each takes, in the scenario's currency."""

    @property
    def cost(self) -> float:
        """What they cost together, to the cent."""
        return round(math.fsum(self.fees), 2)


@dataclass(frozen=True, eq=False)
class Field:
    """Where groups are formed."""

    pick: Pick
    circle: Circle
    among: Candidates
    key: int
    """Keys what is left to luck."""

    def group(self, name: str, places: Array) -> Group:
        """A group of candidates by their places among them, the most followed first."""
        chosen = places[np.lexsort((places, -self.among.followers[places]))]
        return Group(
            name,
            tuple(self.circle.members[self.among.people[chosen]].tolist()),
            tuple(self.among.followers[chosen].tolist()),
            tuple(self.among.fees[chosen].tolist()),
        )

    def rivals(self, followings: Network) -> list[Group]:
        """Whom rules of thumb would pay."""
        costs = np.zeros(followings.people)
        costs[self.among.people] = self.among.fees
        task = Task(
            self.among.people, costs, self.pick.spend, 0.1, 0.1, 0.1, 0.0, limit=self.pick.pick
        )
        found = []
        for name, rule in RULES.items():
            people = RIVALS[rule](followings, task, self.key >> 1)
            found.append(self.group(name, np.searchsorted(self.among.people, people)))
        people = RIVALS["random"](
            followings, replace(task, candidates=self._ordinary(), limit=None), self.key >> 2
        )
        return [*found, self.group(ORDINARY, np.searchsorted(self.among.people, people))]

    def _ordinary(self) -> Array:
        """Candidates with an ordinary following whom the money pays; all where there are none."""
        low, high = np.quantile(self.among.followers, MIDDLE)
        within = (self.among.followers >= low) & (self.among.followers <= high)
        within &= self.among.fees <= self.pick.spend
        return self.among.people[within] if within.any() else self.among.people


def with_group(scenario: Scenario, group: Group) -> Scenario:
    """The plan that names the people of a group where it had a pick."""
    campaigns = tuple(
        campaign.model_copy(
            update={
                "hired": tuple(each for hired in campaign.hired for each in _named(hired, group))
            }
        )
        if campaign.picks
        else campaign
        for campaign in scenario.campaigns
    )
    return _as_read(scenario, scenario.model_copy(update={"campaigns": campaigns}))


def _named(hired: Creator | Pick, group: Group) -> tuple[Creator, ...]:
    if isinstance(hired, Creator):
        return (hired,)
    return tuple(
        Creator.model_construct(
            name=f"person {person}",
            on=hired.on,
            followers=float(followers),
            fee=fee,
            posts=hired.posts,
            at=hired.at,
            disclosed=hired.disclosed,
            person=person,
        )
        for person, followers, fee in zip(group.people, group.followers, group.fees, strict=True)
    )


def with_society(stage: Stage) -> Scenario:
    """The plan with the society that it is run in: the one it names, or the first of the run."""
    scenario = stage.scenario
    if scenario.people.society is not None:
        return scenario
    people = scenario.people.model_copy(update={"society": society_of(stage.seed)})
    return _as_read(scenario, scenario.model_copy(update={"people": people}))


LARGEST = 2**53
"""Numbers of societies lie below, so that any program reads them from a file as they are."""


def society_of(seed: int) -> int:
    """Number of the society that a run with a seed takes for a pick: the seed, where it can be."""
    return seed if 0 <= seed < LARGEST else number(name_key("society"), seed % 2**64) >> 11


def _as_read(before: Scenario, after: Scenario) -> Scenario:
    """A changed plan that still knows where it was read from."""
    after._folder, after._source, after._written = before.folder, before.source, before.written
    return after
