"""A creator: publishes a brand's posts to followers of their own, for a fee."""

from __future__ import annotations

from dataclasses import dataclass

from simsmm.actors.plans import Appearance, Following, PlannedActs
from simsmm.scenario import plan


@dataclass(frozen=True)
class Creator:
    """Plans what one creator publishes."""

    brand: str
    creator: plan.Creator
    followers: int
    """Followers who belong to the market, in real people: as stated, or as drawn."""

    @property
    def id(self) -> str:
        """Stable id of the creator's account."""
        return f"{self.creator.name}@{self.creator.on}"

    def plan(self) -> PlannedActs:
        """The account, its publications and the fee."""
        creator = self.creator
        account = Following(
            self.id,
            creator.name,
            self.brand,
            creator.on,
            self.followers,
            creator=True,
            disclosed=creator.disclosed,
            fee=creator.fee,
            person=creator.person,
        )
        appearances = tuple(
            Appearance(f"{self.brand}/{post}", creator.on, creator.at, self.id)
            for post in creator.posts
        )
        return PlannedActs((account,), appearances, (), creator.fee)
