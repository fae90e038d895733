"""One run's world as plain arrays: who there is, who sees whom, by which numbers, and the plan.

Everything here is read-only during a run. Sizes: n people, K topics, C channels, L layers of ties,
P posts, A accounts (pages and creators), B brands, O offers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.behaviour import Weights
from simsmm.record import TIES, Kind
from simsmm.spread.public import LIST, OTHER, WAVES
from simsmm.spread.reviewed import REVIEWED

Array = npt.NDArray[Any]

CARD = np.dtype([("id", "u8"), ("activity", "f4"), ("phone", "i4")], align=True)
"""What a channel must know of a person to decide on a sight: ``id`` enters keys, ``activity`` has
mean 1 over the channel's members and is 0 for others, ``phone`` is 1 for a phone and 0 for a
computer."""

CHANNEL = np.dtype(
    [
        ("mechanism", "i4"),
        ("passes", "i4"),
        ("layers", "i4", (2,)),
        ("kernel", "i4"),
        ("half_life", "f8"),
        ("shape", "f8"),
        ("attention", "f8"),
        ("conversion", "f8"),
        ("leave", "f8"),
        ("sending", "f8", (2,)),
        ("tail", "f8"),
        ("returning", "f8"),
        ("novelty", "f8"),
        ("scale", "f8"),
    ],
    align=True,
)
"""``mechanism``, of `simsmm.channels.mechanisms`; the act that ``passes`` an item on, a bit of
`Act`, or 0; ``layers`` of ties that it passes things along, or -1; delay ``kernel`` with
``half_life`` [h] and ``shape``; ``attention``: items of a brand a day that halve the notice of
further ones; ``conversion``: chance that a visit buys at once; ``leave``: solved intercept of a
fan's leaving the page whose post it is. Of messages: scale of the law of recipients, in
``sending``, for whoever begins and for whoever passes on, and its ``tail``; see
`simsmm.channels.message`. Where replies lift threads: rate of ``returning`` of those who have met
one, ``novelty``, the half-life of its pull [h], and for how many people one stands, ``scale``; see
`simsmm.channels.venue`."""

LAYER = np.dtype([("kind", "i4"), ("strength", "f8")], align=True)
"""``kind``: `Kind` of an exposure along this layer; ``strength`` of its ties."""

POST = np.dtype(
    [
        ("mean_match", "f8"),
        ("quality", "f8"),
        ("tone", "f8"),
        ("conversion", "f8"),
        ("joins", "f8"),
        ("pass_key", "u8"),
        ("taste_key", "u8"),
        ("brand", "i4"),
        ("offer", "i4"),
        ("linked", "i4"),
        ("leads", "i4"),
    ],
    align=True,
)
"""``mean_match`` of the market; ``quality`` [0, 1]; ``tone`` towards the brand [-1, 1];
``conversion``: chance that a visit by its link ends in a purchase, 0 for that of the channel;
``pass_key`` of all that people pass on of it; ``taste_key`` of people's taste for it; ``brand``;
``offer`` sold where the link leads, or -1; ``linked``: 1 where there is a link; ``leads``: post
that it leads to, or -1; ``joins``: chance that a visit by the link ends in a follow of the page."""

ACCOUNT = np.dtype(
    [
        ("first", "i8"),
        ("stop", "i8"),
        ("kind", "i4"),
        ("trust", "f8"),
        ("page", "i4"),
        ("turn", "i4"),
        ("turns", "i4"),
        ("turn_key", "u8"),
    ],
    align=True,
)
"""A page or a creator: rows ``first`` to ``stop`` of the fans; `Kind`, ``trust`` of its items.
Or those fans of a ``page`` whose ``turn`` it is among ``turns`` variants, by a draw with
``turn_key``; ``turns`` is 0 for an account that is no such part of another."""

OFFER = np.dtype(
    [
        ("rate", "f8"),
        ("clock_key", "u8"),
        ("brand", "i4"),
        ("city", "i4"),
        ("travels", "f8"),
        ("until", "f8"),
        ("seats", "i8"),
    ],
    align=True,
)
"""``rate``: baseline purchases per person and hour; ``clock_key`` of people's buying clocks;
``brand`` whose offer it is. Of a seat at an event: the ``city``, else -1; part of the others who
would come, ``travels``; when it begins, ``until`` [h]; how many ``seats``, or -1 for no limit."""

MOST_OFFERS = 62
"""Offers that one world can hold: what a person owns is kept in the bits of one number."""

PUBLICATION = np.dtype(
    [
        ("time", "f8"),
        ("key", "u8"),
        ("post", "i4"),
        ("channel", "i4"),
        ("account", "i4"),
        ("person", "i4"),
    ],
    align=True,
)
"""A post that appears: ``time`` [h], identity ``key``, ``post``, ``channel``; by an ``account``
(``person`` -1) or by a ``person`` (``account`` -1) who then counts as having shared it."""

BOOST = np.dtype(
    [("key", "u8"), ("post", "i4"), ("channel", "i4"), ("purse", "i4"), ("clicks", "i8")],
    align=True,
)
"""Media money behind a post: identity ``key``, ``post``, ``channel``. After so many ``clicks`` on
what its ``purse`` pays for (numbered by the first boost that it pays for), nothing more is served;
0 where impressions are paid for."""

BOUGHT = np.dtype(
    [("time", "f8"), ("key", "u8"), ("id", "u8"), ("person", "i4"), ("boost", "i4")], align=True
)
"""One bought impression: ``time`` [h], identity ``key``; ``person`` with ``id``, row of boosts."""

ACTS = 5
"""Acts that are drawn at an exposure: share, engage, comment, follow, click, in this order."""

RESPONSES = 3
"""Rows of responses of a channel: to what is published, passed on, and met in public."""


def response_to(kind: int) -> int:
    """Which of a channel's responses an exposure of some `Kind` meets."""
    return 2 if kind == Kind.PUBLIC else int(kind in TIES)


KINDS = len(Kind)
"""Kinds of exposures."""

QUARTERS = 672
"""Quarters of an hour in a week: the grid of `Law.meets`."""

CELLS = 64
"""Cells of appeal, a quarter wide, from -8 upwards: the grid of `Law.ceiling`."""


class Crowd(NamedTuple):
    """The people."""

    cards: Array
    """A card per channel and person, `CARD` (C, n)."""
    interests: Array
    """Interest in each topic in [0, 1], float32 (n, K)."""


class Web(NamedTuple):
    """All layers of ties in one pair of arrays."""

    starts: Array
    """Row bounds in `heads`, int64 (L, n + 1)."""
    heads: Array
    """Who sees what the row's person passes on, ascending in each row, int32 (all ties,)."""


class Numbers(NamedTuple):
    """Numbers that hold for everybody."""

    weights: Weights
    recall_rate: float
    """Share of the missing ad recall that one exposure adds."""
    recall_decay: float
    """Decay of ad recall [per hour]."""
    attitude_step: float
    """Step of attitude at full trust."""
    lift: float
    """Relative rise of the buying rate at full recall."""
    leave_pull: float
    """By how much appeal keeps a fan from leaving [log odds per log odds]."""
    start_hour: float
    """Hour of the week (Monday 00:00 is 0) at which the run starts."""


class Law(NamedTuple):
    """The numbers of this replicate."""

    numbers: Numbers
    channels: Array
    """`CHANNEL` (C,)."""
    layers: Array
    """`LAYER` (L,)."""
    reach: Array
    """Solved visibility c by channel and `Kind`, float64 (C, `KINDS`); infinite: everybody sees
    it, of whatever activity."""
    meets: Array
    """m(t): the rhythm as an item born at that quarter meets it, float64 (C, 2, `QUARTERS`)."""
    rhythm: Array
    """Activity on each channel by hour of the week, mean 1, and its peak last, float64
    (C, 2 devices, 169)."""
    trust: Array
    """Trust in each `Kind`, float64 (`KINDS`,)."""
    response: Array
    """Solved intercept, and sensitivity (not negative), of each act; float64 (R C, `ACTS`, 2).
    Each channel has R = `RESPONSES` rows: for what is published, for what people pass on, and for
    what is met in public."""
    ceiling: Array
    """Largest chance of an act in a cell of appeal, float64 (R C, `ACTS`, `CELLS`); 0 in every cell
    of a channel where nobody can answer."""
    lists: Array = np.zeros(0, LIST)
    """`LIST` (C,) where some channel is a ranked list."""
    waves: Array = np.zeros(0, WAVES)
    """`WAVES` (C,) where some channel recommends."""


class Plan(NamedTuple):
    """What is published, and what is bought."""

    posts: Array
    """`POST` (P,)."""
    topics: Array
    """Topics of each post, rows summing to one, float32 (P, K)."""
    bonus: Array
    """What a channel gives the post's format [log odds], float64 (C, P)."""
    pages: Array
    """Account that a follow on this channel goes to, or -1; int32 (C, B)."""
    accounts: Array
    """`ACCOUNT` (A,)."""
    fans: Array
    """Audiences of the accounts at the start, int32."""
    offers: Array
    """`OFFER` (O,)."""
    publications: Array
    """`PUBLICATION` rows, in any order."""
    boosts: Array
    """`BOOST` rows."""
    bought: Array
    """`BOUGHT` rows, in any order."""
    others: Array = np.zeros(0, OTHER)
    """`OTHER` rows: what else stands on the lists."""
    reviewed: Array = np.zeros(0, REVIEWED)
    """`REVIEWED` rows: what is said of offers."""


@dataclass(frozen=True)
class World:
    """All that a run depends on."""

    crowd: Crowd
    web: Web
    law: Law
    plan: Plan
    hours: float
    """Length of the run [h]."""
    city: Array = field(default_factory=lambda: np.zeros(0, np.int16))
    """City of each person by number, or -1; int16 (n,). Empty where no event is in a city."""

    @property
    def people(self) -> int:
        """Number of people simulated."""
        return self.crowd.cards.shape[1]

    @property
    def brands(self) -> int:
        """Number of brands."""
        return self.plan.pages.shape[1]


COMMENT_ROW = 2
"""Place of comments among the acts."""


def ceilings(response: Array, scale: Array | None = None) -> Array:
    """`Law.ceiling` for a table of responses: the chance at the upper edge of each cell.

    The last cell has no upper edge, and a margin covers rounding in the exponential.

    Args:
        response: `Law.response`.
        scale: for how many people one stands on each channel where replies lift threads, 1 on
            others; float64 (C,). A comment of any of them counts there.
    """
    edges = (np.arange(CELLS) + 1) / 4.0 - 8.0
    logit = response[..., :1] + response[..., 1:] * edges
    ceiling = np.exp(-np.logaddexp(0.0, -logit)) * (1.0 + 1e-9)
    if scale is not None:
        comments, people = ceiling[:, COMMENT_ROW], np.repeat(scale, RESPONSES)[:, None]
        with np.errstate(divide="ignore"):
            raised = -np.expm1(people * np.log1p(-np.minimum(comments, 1.0)))
        ceiling[:, COMMENT_ROW] = np.maximum(comments, raised * (1.0 + 1e-9))
    ceiling[..., -1] = 2.0
    return ceiling
