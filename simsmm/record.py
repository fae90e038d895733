"""What one run leaves behind, field by field.

A record is plain arrays. Every measure is a function of it, and every number of a report can be
counted again from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
import numpy.typing as npt


class Kind(IntEnum):
    """Who delivered an exposure."""

    AD = 0
    """A bought impression."""
    PAGE = 1
    """The brand's own page, to a fan."""
    CREATOR = 2
    """A paid creator, to a follower."""
    ACQUAINTANCE = 3
    """A distant tie who passed it on."""
    FRIEND = 4
    """A close tie who passed it on."""
    PUBLIC = 5
    """A public place: a board, a ranked list, a recommendation."""


class Medium(IntEnum):
    """The planner's three kinds of media."""

    PAID = 0
    OWNED = 1
    EARNED = 2


MEDIUM_OF_KIND = (
    Medium.PAID,
    Medium.OWNED,
    Medium.PAID,
    Medium.EARNED,
    Medium.EARNED,
    Medium.EARNED,
)
"""Bought impressions and creators with a fee are paid, pages owned; what people pass on, and what
the public finds, is earned."""

TIES = (Kind.ACQUAINTANCE, Kind.FRIEND)
"""Kinds of what a person passed on along a tie."""


class Act(IntFlag):
    """What a person did at an exposure; bits of one byte."""

    SHARE = 1
    ENGAGE = 2
    COMMENT = 4
    FOLLOW = 8
    CLICK = 16
    BUY = 32
    LEAVE = 64
    """Ceased to follow the page whose post it was."""


class Path(IntEnum):
    """How a purchase came about."""

    DIRECT = 0
    """At once, after a visit."""
    CLOCK = 1
    """When the buying clock ran out: the baseline, hastened by what is remembered."""


EXPOSURE = np.dtype(
    [("time", "f8"), ("person", "i4"), ("source", "i4"), ("kind", "u1"), ("acts", "u1")], align=True
)
"""One row per impression: ``time`` on screen [h from the start]; ``person`` who saw it; ``source``:
row of the sources that it came from; ``kind``: who delivered it, a `Kind`; ``acts``: what the
person did at once, bits of `Act`."""

SOURCE = np.dtype(
    [
        ("time", "f8"),
        ("key", "u8"),
        ("trust", "f8"),
        ("parent", "i8"),
        ("post", "i4"),
        ("channel", "i4"),
        ("account", "i4"),
        ("person", "i4"),
        ("kind", "i4"),
        ("depth", "i4"),
    ],
    align=True,
)
"""One row per publication, boost, person's share, or reply that lifts a thread.

``time`` [h from the start]; ``key`` its 64-bit identity; ``trust`` of those it reaches (of a
person's share: not used, the tie decides); ``parent`` the exposure that made the person share, or
-1; ``post`` and ``channel`` by number; ``account`` the page, creator or boost, or -1; ``person``
who shares, or -1 (of a reply that lifts a thread, the ``parent`` tells whose); ``kind`` a `Kind`
(of a person's share: FRIEND); ``depth`` steps from a publication.
"""

PURCHASE = np.dtype([("time", "f8"), ("person", "i4"), ("offer", "i2"), ("path", "i2")], align=True)
"""One row per purchase: ``time`` [h], ``person``, ``offer`` and `Path` by number."""


REVIEW = np.dtype(
    [("time", "f8"), ("person", "i4"), ("offer", "i2"), ("stars", "i2"), ("fake", "?")], align=True
)
"""One row per review: ``time`` [h], ``person`` who wrote it, or -1 for all those that were bought;
``offer`` by number; ``stars`` from 1 to 5; whether it is ``fake``."""

STANDING = np.dtype(
    [
        ("channel", "i4"),
        ("post", "i4"),
        ("opened", "f8"),
        ("votes", "f8"),
        ("best", "i4"),
        ("rounds", "i4"),
    ],
    align=True,
)
"""One row per post that appeared on a ranked list or was recommended: ``channel`` and ``post`` by
number; when it ``opened`` [h]; ``votes`` for it at the end, in simulated people; its ``best`` rank,
or 0 where there are no ranks; ``rounds``: how often the list was drawn up with it, or waves."""


@dataclass(frozen=True)
class Record:
    """Events and final state of one run."""

    exposures: npt.NDArray[np.void]
    """Impressions in order of (time, key): dtype `EXPOSURE`."""
    sources: npt.NDArray[np.void]
    """Publications, boosts and shares: dtype `SOURCE`."""
    purchases: npt.NDArray[np.void]
    """Purchases of this world, in order of (offer, time, person): dtype `PURCHASE`."""
    purchases_without: npt.NDArray[np.void]
    """Purchases of the same world without the campaign, on the same draws."""
    recall: npt.NDArray[np.float32]
    """Ad recall at the end [0, 1], shape (people, brands)."""
    attitude: npt.NDArray[np.float32]
    """Attitude at the end [-1, 1], shape (people, brands)."""
    fans_won: npt.NDArray[np.int32]
    """New fans, shape (fans won, 2): account and person, in order of winning."""
    fans_lost: npt.NDArray[np.int32]
    """Fans who left, shape (fans lost, 2): account and person, in order of leaving."""
    unnoticed: int
    """Deliveries that other items of the brand crowded out of attention: not impressions."""
    hours: float
    """Length of the run [h]."""
    reviews: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(0, REVIEW))
    """Reviews written during the run: dtype `REVIEW`."""
    ratings: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    """What is shown of each offer at the end: average stars, or 0, and real reviews; shape
    (offers, 2), or (0, 2) where nothing is reviewed."""
    standings: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(0, STANDING))
    """How posts fared on lists and by recommendation: dtype `STANDING`."""

    def of_source(self, field: str) -> npt.NDArray[Any]:
        """A field of each impression's source, such as ``"post"`` or ``"channel"``."""
        return self.sources[field][self.exposures["source"]]

    @property
    def medium(self) -> npt.NDArray[np.int8]:
        """`Medium` of each impression."""
        return np.asarray(MEDIUM_OF_KIND, dtype=np.int8)[self.exposures["kind"]]


@dataclass(frozen=True)
class Account:
    """A page or a creator."""

    name: str
    channel: int
    kind: Kind
    fans: int
    """Simulated people who follow it at the start."""
    fee: float = 0.0
    """Paid to a creator, in the currency of the scenario; part of `Setting.fees`."""
    page: int = -1
    """The account of which this is a part: those of its fans who are shown one variant of a post;
    -1 for an account that is whole."""
    brand: int = 0
    """Whose posts it publishes, by number."""


@dataclass(frozen=True)
class Boost:
    """Media money behind a post on a channel."""

    post: int
    channel: int
    planned: float
    """Money set aside, in the currency of the scenario."""
    spent: float
    """Money that bought impressions; never more than planned; 0 where clicks are paid
    for, which are counted in the record."""
    per_click: float = 0.0
    """Price of a click, in real units; 0 where impressions are paid for."""


@dataclass(frozen=True)
class Offer:
    """Something that can be bought."""

    name: str
    price: float
    margin: float
    """Share of the price that is left after the cost of the product [0, 1]."""
    event: bool = False
    """Whether it is a seat at an event."""
    seats: float = math.inf
    """How many there are, in real people."""
    brand: int = 0
    """Who sells it, by number."""


@dataclass(frozen=True)
class Brand:
    """One of those whose campaigns are run side by side."""

    name: str
    posts: tuple[int, ...]
    """Its posts, by number."""
    production: float = 0.0
    """Paid for making them; part of `Setting.production`."""


@dataclass(frozen=True)
class Setting:
    """What a record is about: names, units, money; the same for all replicates but for prices."""

    people: int
    """People simulated."""
    scale: float
    """People of the market that each of them stands for."""
    channels: tuple[str, ...]
    posts: tuple[str, ...]
    segments: tuple[str, ...]
    segment: npt.NDArray[np.int16]
    """Segment of each person."""
    target: npt.NDArray[np.bool_]
    """Whether each person belongs to the target."""
    members: npt.NDArray[np.bool_]
    """Whether a person uses a channel, shape (channels, people)."""
    accounts: tuple[Account, ...]
    boosts: tuple[Boost, ...]
    offers: tuple[Offer, ...]
    """What is on sale: of each brand, its offers, then seats at its events."""
    fees: float
    """Paid to creators, in the currency of the scenario."""
    production: float
    """Paid for production."""
    currency: str
    effective_frequency: int = 3
    """Exposures that make a reached person effectively reached."""
    effective_days: float = 28.0
    """Within this window [d]."""
    brands: tuple[Brand, ...] = ()
    """In the order of the scenario; not told apart where there are none."""
    cities: tuple[str, ...] = ()
    """Cities that segments name."""
    city: npt.NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))
    """City of each person, or -1 for elsewhere; empty where there are no cities."""

    @property
    def sells(self) -> bool:
        """Whether anything but seats at events is on sale."""
        return any(not offer.event for offer in self.offers)

    @property
    def earns(self) -> bool:
        """Whether anything on sale has a price."""
        return any(offer.price > 0.0 for offer in self.offers)

    def at_events(self, purchases: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
        """Whether each of some purchases is a seat at an event."""
        events = np.array([offer.event for offer in self.offers], dtype=bool)
        return events[purchases["offer"]]


@dataclass(frozen=True)
class Run:
    """One run: its record, and what it is about."""

    setting: Setting
    record: Record

    def until(self, hour: float) -> Run:
        """The same run as it stood at an hour: what came later is left out.

        States at the end of the run (recall, attitude, standings) stay as they are: they have no
        history.
        """
        record = self.record
        exposures = record.exposures[record.exposures["time"] < hour]
        sources = record.sources
        follows = (exposures["acts"] & Act.FOLLOW > 0).sum()
        leaves = (exposures["acts"] & Act.LEAVE > 0).sum()
        # A share becomes a source at its own time; publications before the first later share may
        # still be to come, what is entered after it is later too.
        later = np.flatnonzero(sources["parent"] >= len(exposures))
        early = later[0] if len(later) else len(sources)
        return Run(
            self.setting,
            replace(
                record,
                exposures=exposures,
                sources=sources[:early],
                purchases=record.purchases[record.purchases["time"] < hour],
                purchases_without=record.purchases_without[record.purchases_without["time"] < hour],
                reviews=record.reviews[record.reviews["time"] < hour],
                fans_won=record.fans_won[:follows],
                fans_lost=record.fans_lost[:leaves],
                hours=hour,
            ),
        )
