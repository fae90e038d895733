"""What people take for publishing a post, read from ``fees.toml``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from simsmm.presets.number import Number
from simsmm.presets.reading import numbers, table


class Fees(NamedTuple):
    """A fee: so much for anybody, and so much for each post and each 1,000 followers."""

    base: Number
    per_thousand: Number


@cache
def fees(channel: str) -> Fees:
    """What is usual on a channel; that of all channels where nothing is known of this one."""
    stated = table("fees.toml")
    of_channels = stated.pop("channels")
    every = numbers(stated, "fees.toml")
    own = of_channels.get(channel.replace(" ", "-"))
    if own is None:
        return Fees(every["fee_base"], every["fee_followers"])
    return Fees(every["fee_base"], numbers({"fee_followers": own}, "fees.toml")["fee_followers"])
