"""Mechanisms of channels: which numbers a preset of each states, and whether people can answer.

To add a mechanism: one line in `MECHANISMS`. A rule that asks for a number that a mechanism does
not have is told what its absence means, see `absent`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
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
SOLD = ("cpm", "cpc", "cpm_rise", "accuracy")
"""What advertising costs where impressions are sold one by one, and whom it meets."""

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
    answered: bool = True
    """Whether people can answer there: follow, react, pass on, click. Where nobody can, nobody
    publishes either: an audience is bought."""


MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {
        "feed": Mechanism(
            "Those tied to whoever published or shared an item.", USE + SEEN + DONE + SOLD
        ),
        "broadcast": Mechanism(
            "An audience bought at rating points; nobody answers there.",
            ("use", "visit_shape", "cpm", "audience_index"),
            answered=False,
        ),
    }
)
"""Every mechanism by the name that presets call it."""


def required(mechanism: str, kernel: str) -> tuple[str, ...]:
    """Names of the numbers that a channel states, and no others but what `of_prices` adds."""
    shape = (KERNEL_SHAPE,) if kernel in SHAPED else ()
    return (*MECHANISMS[mechanism].numbers, *shape)


_ABSENT = {"attention_limit": math.inf}
"""What the absence of a number means where it is not 0."""


def absent(number: str) -> float:
    """What a rule reads where a mechanism has no such number: 0, or of a limit that there is none.

    Raises:
        KeyError: no mechanism has such a number.
    """
    if all(number not in mechanism.numbers for mechanism in MECHANISMS.values()):
        raise KeyError(f"no channel has a number {number!r}")
    return _ABSENT.get(number, 0.0)
