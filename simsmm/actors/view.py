"""What an actor can see while a campaign runs: what everybody can, and its own purse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simsmm.draws import name_key, number, uniform


@dataclass(frozen=True)
class Reactions:
    """Public reactions to one post so far, in real people."""

    likes: float = 0.0
    """Likes and other reactions of one click."""
    comments: float = 0.0
    shares: float = 0.0

    @property
    def total(self) -> float:
        """All of them."""
        return self.likes + self.comments + self.shares


@dataclass(frozen=True)
class PublicView:
    """What an actor sees when it wakes."""

    hour: float
    """Now [h from the start]; everything before this hour has happened."""
    left: float
    """Money that it has left, in the scenario's currency."""
    posts: Mapping[str, Reactions]
    """Public reactions to each post of its brand, by the post's id in the scenario."""
    fans: Mapping[str, float]
    """Followers of the brand's pages and creators now, in real people, by ``"name@channel"``."""
    key: int = field(default=0, repr=False)
    """Key of the actor's draws at this hour."""

    def chance(self, what: str) -> float:
        """A number in [0, 1), equally likely anywhere; its own for each ``what`` at this hour."""
        return uniform(number(self.key, name_key(what)))
