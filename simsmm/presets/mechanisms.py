"""Mechanisms of channels: which numbers a preset of each states, and whether people can answer.

To add a mechanism: one line in `MECHANISMS`. A rule that asks for a number that a mechanism does
not have is told what its absence means, see `absent`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

USE = ("use", "visits", "visit_shape", "phone_share")
"""Who is there, and how much."""
SEEN = ("page_reach", "friend_reach", "creator_reach", "half_life", "attention_limit")
"""Who sees what others publish, and when."""
DONE = (
    "engagement",
    "comment_share",
    "shared_share",
    "share_rate",
    "follow_rate",
    "click_rate",
    "conversion",
)
"""What people do about it."""
SENT = ("first_recipients", "recipients", "recipients_tail")
"""How many people each sender of a message chooses."""
SOLD = ("cpm", "cpc", "cpm_rise", "accuracy")
"""What advertising costs where impressions are sold one by one, and whom it meets."""

PUT_UP = ("page_reach", "public_reach", "creator_reach", "half_life", "attention_limit")
"""Who sees what stands on a board, and when."""
VIEWED = ("engage_rate", "comment_rate", "follow_rate", "click_rate", "conversion")
"""What those do about it who see it."""
LIFTED = ("returning", "novelty")
"""What follows where a reply lifts a thread to the top again."""

LISTED = ("refresh", "depth", "attention_limit")
"""How a ranked list is drawn up and read."""
VOTED = ("engagement", "comment_share", "link_rate", "conversion")
"""What visitors of a list do about an item."""
AGEING = ("half_life", "new_items", "votes_spread", "entry_votes")
"""What else is on a list where items sink as they age."""
STANDING = ("list_length", "rank_slope", "list_part", "counted_elsewhere")
"""What else is on a list where they do not."""
RATED = (
    "rated_items",
    "usual_stars",
    "stars_spread",
    "usual_reviews",
    "reviews_spread",
    "prior_reviews",
)
"""What else is on a list by stars, and how far few reviews are trusted."""
OF_SCORE = {
    "log": AGEING,
    "gravity": AGEING,
    "votes": STANDING,
    "recent": STANDING,
    "stars": RATED,
}
"""Scores that a list may be ordered by, and what else is on it."""
RECOMMENDED = ("test_audience", "wave", "reference_rate", "match_pull")
"""Whom a post is shown to, and for how long."""

KERNEL_SHAPE = "kernel_shape"
"""Number of a channel whose delays have a second one."""
SHAPED = ("log-normal", "power law")
"""Delay kernels that have a `KERNEL_SHAPE`: sigma of the logarithm, or the exponent."""

NOT_READ = frozenset({"visits"})
"""Numbers of a preset that describe a channel but that no rule reads."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A rule that decides who sees, as far as presets and plans have to know it."""

    meaning: str
    """Who can see an item, in one line."""
    numbers: tuple[str, ...]
    """Names of the numbers that every preset of it states; see `required`."""
    optional: tuple[tuple[str, ...], ...] = ()
    """Groups of further numbers, each of which a preset states wholly or not at all."""
    answered: bool = True
    """Whether people can answer there: follow, react, pass on, click. Where nobody can, nobody
    publishes either: an audience is bought."""
    public: bool = False
    """Whether a post appears before people who follow nobody."""
    followed: bool = True
    """Whether pages and creators have followers there, and people ties."""


MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {
        "feed": Mechanism(
            "Those tied to whoever published or shared an item.", USE + SEEN + DONE + SOLD
        ),
        "message": Mechanism(
            "Some of the people tied to the sender, whom the sender chooses.",
            USE + SEEN + DONE + SENT,
        ),
        "venue": Mechanism(
            "Members of a board, or readers of a page, who come by while it stands high enough.",
            USE + PUT_UP + VIEWED,
            (LIFTED,),
        ),
        "ranking": Mechanism(
            "Visitors of a list, ordered by votes, who look down far enough.",
            USE + LISTED + VOTED,
            (AGEING, STANDING, RATED, ("click_rate", *SOLD)),
            public=True,
            followed=False,
        ),
        "recommended": Mechanism(
            "A test audience matched on interests, and more people while they engage; followers.",
            USE + SEEN + DONE + RECOMMENDED + SOLD,
            public=True,
        ),
        "broadcast": Mechanism(
            "An audience bought at rating points; nobody answers there.",
            ("use", "visit_shape", "cpm", "audience_index"),
            answered=False,
        ),
    }
)
"""Every mechanism by the name that presets call it."""


def required(mechanism: str, kernel: str, stated: Collection[str] = ()) -> tuple[str, ...]:
    """Names of the numbers that a channel states, and no others but what `of_prices` adds.

    Args:
        mechanism, kernel: of the channel.
        stated: what it states; of a group of optional numbers all are required where one is stated.
    """
    shape = (KERNEL_SHAPE,) if kernel in SHAPED else ()
    groups = [group for group in MECHANISMS[mechanism].optional if set(group) & set(stated)]
    return (*MECHANISMS[mechanism].numbers, *shape, *(name for group in groups for name in group))


_ABSENT = {"attention_limit": math.inf}
"""What the absence of a number means where it is not 0."""


def absent(number: str) -> float:
    """What a rule reads where a mechanism has no such number: 0, or of a limit that there is none.

    Raises:
        KeyError: no mechanism has such a number.
    """
    groups = (group for one in MECHANISMS.values() for group in (one.numbers, *one.optional))
    if all(number not in group for group in groups):
        raise KeyError(f"no channel has a number {number!r}")
    return _ABSENT.get(number, 0.0)
