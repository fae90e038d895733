"""What all actors of a scenario plan, merged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simsmm.actors import Actor, Appearance, Brand, Creator, Following, MediaBuy, PlannedActs
from simsmm.actors.rehearsal import Ledger, entered, planned
from simsmm.assemble.boards import boards_of
from simsmm.assemble.values import Values
from simsmm.scenario import Creator as PlannedCreator
from simsmm.scenario import Scenario


@dataclass(frozen=True)
class Programme:
    """The plans of all actors of a scenario, merged."""

    followings: tuple[Following, ...]
    appearances: tuple[Appearance, ...]
    buys: tuple[MediaBuy, ...]
    fees: float
    creatives: Mapping[str, tuple[str, ...]]
    """Ids of the creatives of each post by the post's id: of its variants, or its own."""
    own: tuple[PlannedActs, ...] = ()
    """What each of a user's own actors plans; part of the above."""

    @property
    def posts(self) -> tuple[str, ...]:
        """Ids of all creatives, which the engine knows as posts, in the order of the scenario."""
        return tuple(name for names in self.creatives.values() for name in names)

    def at_media(self, factor: float) -> Programme:
        """The same plans with so many times the media money, whoever spends it.

        What own actors plan stays as they see it, so that they decide as they would have.
        """
        buys = tuple(buy.at_money(factor) for buy in self.buys)
        return replace(self, buys=buys)


def programme(scenario: Scenario, values: Values, actors: tuple[Actor, ...] = ()) -> Programme:
    """Let every actor of the scenario plan, and then a user's own.

    Args:
        scenario: who there is.
        values: the society's numbers: who follows a creator belongs to the society.
        actors: a user's own.

    Raises:
        ValueError: one of them plans what it cannot do or pay.
    """
    plans: list[PlannedActs] = []
    creatives: dict[str, tuple[str, ...]] = {}
    silent = frozenset(name for name in scenario.channels if not scenario.preset(name).passed_on)
    public = frozenset(name for name in scenario.channels if scenario.preset(name).public)
    boards = {
        name: tuple(scenario.boards.get(name, ()))
        for name in scenario.channels
        if scenario.preset(name).boards
    }
    for campaign in scenario.campaigns:
        brand = Brand(campaign, silent, boards, public)
        for post in campaign.posts:
            names = tuple(brand.post_id(creative.id) for creative in post.creatives)
            creatives[brand.post_id(post.id)] = names
        plans.append(brand.plan())
        plans += [_of_creator(campaign.brand, each, values) for each in campaign.creators]
    planned_so_far = [item for plan in plans for item in plan.appearances]
    plans.append(PlannedActs(tuple(boards_of(scenario, values, planned_so_far))))
    own: list[PlannedActs] = []
    for actor in actors:
        known = {account.id: account for plan in (*plans, *own) for account in plan.followings}
        own.append(entered(Ledger(actor), planned(actor), scenario, known))
    plans += own
    return Programme(
        followings=tuple(account for plan in plans for account in plan.followings),
        appearances=tuple(item for plan in plans for item in plan.appearances),
        buys=tuple(buy for plan in plans for buy in plan.buys),
        fees=math.fsum(plan.fees for plan in plans),
        creatives=creatives,
        own=tuple(own),
    )


def _of_creator(brand: str, creator: PlannedCreator, values: Values) -> PlannedActs:
    path = f"{creator.name}@{creator.on}/followers"
    return Creator(brand, creator, round(values.of(path, creator.followers))).plan()
