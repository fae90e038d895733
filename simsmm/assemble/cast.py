"""A user's own actors in one replicate: when they wake, what they see, and what they then do."""

from __future__ import annotations

import copy
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.actors import Actor, PublicView, Reactions
from simsmm.actors.rehearsal import Ledger, entered, posts_of
from simsmm.assemble.plan import Entries
from simsmm.assemble.programme import Programme
from simsmm.draws import Decision, name_key, number
from simsmm.record import Act, Record, Setting
from simsmm.scenario import Scenario
from simsmm.spread.own_rules import Player

Array = npt.NDArray[Any]

PUBLIC = (Act.ENGAGE, Act.COMMENT, Act.SHARE)
"""Acts that everybody can see, in the order of the fields of `Reactions`."""


@dataclass
class Member:
    """One actor of a replicate."""

    actor: Actor
    """A copy of the user's, so that what it remembers stays within the replicate."""
    ledger: Ledger
    wakes: int = 0
    """How often it has been called."""

    @property
    def next(self) -> float:
        """When it is called next [h]."""
        return (self.wakes + 1) * (self.actor.wakes or math.inf)


class Cast:
    """Plays a replicate, and lets actors act on the way."""

    def __init__(
        self,
        scenario: Scenario,
        programme: Programme,
        actors: tuple[Actor, ...],
        player: Player,
        setting: Setting,
        luck: int,
        enter: Callable[[Programme, Counter[tuple[str, str]], Array], Entries],
    ) -> None:
        """Begin a replicate.

        Args:
            scenario: where they act.
            programme: what everybody plans.
            actors: a user's own.
            player: plays the replicate's world.
            setting: what the run is about before anybody acts.
            luck: key of the replicate's luck.
            enter: gives the rows of what actors do, from `simsmm.assemble.plan.entries`.
        """
        self.player, self.setting = player, setting
        self._scenario, self._programme, self._luck, self._enter = scenario, programme, luck, enter
        self._members = [
            _member(copy.deepcopy(actor), acts)
            for actor, acts in zip(actors, programme.own, strict=True)
            if actor.wakes is not None
        ]
        self._accounts = {account.id: account for account in programme.followings}
        self._times = Counter((item.post, item.account or "") for item in programme.appearances)
        self._counted = 0
        self._reactions = np.zeros((len(PUBLIC), len(programme.posts)), np.int64)
        places = {name: place for place, name in enumerate(programme.posts)}
        self._places = {
            post: [places[name] for name in names] for post, names in programme.creatives.items()
        }

    def run(self, stop: Callable[[], bool] | None = None) -> Record | None:
        """Play the run to its end; None when ``stop`` asked to give up."""
        return self.player.finish() if self.advance(math.inf, stop) else None

    def advance(self, until: float, stop: Callable[[], bool] | None = None) -> bool:
        """Handle every event before ``until`` [h]; False when ``stop`` asked to give up."""
        until = min(until, self.player.world.hours) if self._members else until
        while True:
            hour = min((member.next for member in self._members), default=math.inf)
            if hour >= until:
                return self.player.advance(until, stop)
            if not self.player.advance(hour, stop):
                return False
            self._wake(hour)

    def _wake(self, hour: float) -> None:
        """Let those act whose time has come, in the order in which the user gave them."""
        self._count()
        fans = self._fans()
        for member in self._members:
            if member.next == hour:
                member.wakes += 1
                acts = member.actor.act(self._view(member, hour, fans))
                self._do(member, acts, hour)

    def _count(self) -> None:
        """Add up the public reactions since the last time."""
        new = self.player.exposures()[self._counted :]
        self._counted += len(new)
        post = self.player.sources()["post"][new["source"]]
        for row, act in zip(self._reactions, PUBLIC, strict=True):
            row += np.bincount(post[new["acts"] & act > 0], minlength=len(row))

    def _fans(self) -> dict[str, float]:
        # Beyond these, accounts are the groups of followers who are shown a variant.
        followings = self._programme.followings
        won, lost = (
            np.bincount(moved[:, 0], minlength=len(followings))
            for moved in (self.player.won(), self.player.lost())
        )
        return {
            following.id: self.setting.scale * (account.fans + int(more))
            for following, account, more in zip(
                followings, self.setting.accounts, won - lost, strict=False
            )
        }

    def _view(self, member: Member, hour: float, fans: dict[str, float]) -> PublicView:
        actor = member.actor
        key = number(number(self._luck, Decision.ACT), name_key(actor.name))
        return PublicView(
            hour=hour,
            left=member.ledger.left,
            posts={
                post: self._reactions_to(f"{actor.brand}/{post}")
                for post in posts_of(self._scenario, actor.brand)
            },
            fans={name: of for name, of in fans.items() if self._of_brand(name, actor)},
            key=number(key, member.wakes),
        )

    def _reactions_to(self, post: str) -> Reactions:
        """Public reactions to a post, all its variants together."""
        counts = self._reactions[:, self._places[post]].sum(axis=1)
        return Reactions(*(self.setting.scale * counts).tolist())

    def _of_brand(self, account: str, actor: Actor) -> bool:
        return self._accounts[account].brand == actor.brand

    def _do(self, member: Member, acts: object, hour: float) -> None:
        found = entered(member.ledger, acts, self._scenario, self._accounts, hour)
        asked = replace(
            self._programme, appearances=found.appearances, buys=found.buys, fees=found.fees
        )
        rows = self._enter(asked, self._times, self.player.sources())
        self._times.update((item.post, item.account or "") for item in found.appearances)
        self.player.enter(rows.publications, rows.boosts, rows.bought)
        self.setting = replace(
            self.setting,
            boosts=(*self.setting.boosts, *rows.costs),
            fees=self.setting.fees + found.fees,
        )


def _member(actor: Actor, acts: Any) -> Member:
    spent = math.fsum(buy.money for buy in acts.buys) + acts.fees
    return Member(actor, Ledger(actor, spent, {buy.id for buy in acts.buys}))
