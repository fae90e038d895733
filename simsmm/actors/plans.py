"""What an actor plans, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simsmm.record import Kind
from simsmm.scenario import Audience
from simsmm.scenario.dayparts import Daypart


@dataclass(frozen=True)
class Following:
    """An account that people follow: a page of the brand, a creator, or a board."""

    id: str
    """Stable id, which enters the keys of draws."""
    name: str
    brand: str
    """Whose posts it publishes; empty for a board, on which anybody's stand."""
    channel: str
    fans: int
    """At the start, in real people."""
    creator: bool
    disclosed: bool = True
    """Whether a creator says that it is paid for."""
    fee: float = 0.0
    """Paid to a creator, in the currency of the scenario; part of `PlannedActs.fees`."""
    board: bool = False
    """Whether it is a public place: its followers are its members, what they see there is met in
    public."""
    topics: Mapping[str, float] | None = None
    """What its followers are interested in, and how much; None for what the brand posts about."""
    everybody: bool = False
    """Whether everybody who uses the channel follows it, whatever the number of ``fans``."""
    person: int | None = None
    """Number of the simulated person whose followers it has; None where they are drawn."""

    @property
    def kind(self) -> Kind:
        """`Kind` of what it publishes."""
        if self.board:
            return Kind.PUBLIC
        return Kind.CREATOR if self.creator else Kind.PAGE


@dataclass(frozen=True)
class Appearance:
    """A post that an account publishes, or that ordinary people start to pass on."""

    post: str
    """Id of the post."""
    channel: str
    hour: float
    """From the start of the campaign."""
    account: str | None
    """Id of the account; None for ordinary people."""
    seeds: int = 0
    """Ordinary people who pass it on, in real people; on a ranked list, who vote for it first."""


@dataclass(frozen=True)
class MediaBuy:
    """Money for bought impressions of a post on a channel."""

    id: str
    """Stable id, which enters the keys of draws."""
    post: str
    channel: str
    money: float
    """In the currency of the scenario."""
    audience: Audience
    """Whom it is meant for."""
    start: float
    """First hour of the flight."""
    until: float
    """Last hour of the flight."""
    cap: int
    """Most impressions of a person per window; 0 for no cap."""
    window: float
    """Window of the cap [h]."""
    per_click: bool = False
    """Whether clicks are paid for instead of impressions."""
    dayparts: tuple[Daypart, ...] = ()
    """Hours of the week in which it is served; none for all."""
    points: float = 0.0
    """Rating points among the audience, of which the money is the agreed price; 0 where the money
    buys what it can."""

    def at_money(self, factor: float) -> MediaBuy:
        """The same for so many times the money."""
        return replace(self, money=self.money * factor, points=self.points * factor)


@dataclass(frozen=True)
class PlannedActs:
    """What an actor does; two of them together, as ``one + other``, are both."""

    followings: tuple[Following, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    buys: tuple[MediaBuy, ...] = ()
    fees: float = 0.0
    """Paid to others, in the currency of the scenario."""

    def __add__(self, other: PlannedActs) -> PlannedActs:
        return PlannedActs(
            self.followings + other.followings,
            self.appearances + other.appearances,
            self.buys + other.buys,
            self.fees + other.fees,
        )
