"""What people take for publishing a post, read from ``fees.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from simsmm.presets.number import Number
from simsmm.presets.reading import numbers, table

BASE, FOLLOWERS = "fee base", "fee followers"


class Fees(NamedTuple):
    """A fee: so much for anybody, and so much for each post and each 1,000 followers."""

    base: Number
    per_thousand: Number


def fees(channel: str) -> Fees:
    """What is usual on a channel; that of all channels where nothing is known of this one."""
    known = every_fee()
    return Fees(known[BASE], known.get(f"{FOLLOWERS}, {channel}", known[FOLLOWERS]))


@cache
def every_fee() -> Mapping[str, Number]:
    """Every number, by its name and the channel where it is a channel's own."""
    stated = table("fees.toml")
    of_channels = {
        f"{FOLLOWERS}, {channel.replace('-', ' ')}": numbers({"fee_followers": own}, "fees.toml")
        for channel, own in stated.pop("channels").items()
    }
    found = {number.name: number for number in numbers(stated, "fees.toml").values()}
    return MappingProxyType(found | {key: own["fee_followers"] for key, own in of_channels.items()})
