"""Who sees an item, as numbers that the engine reads: solved from the published reach."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.values import Values
from simsmm.channels import reference, rhythm
from simsmm.channels.mechanisms import MECHANISMS
from simsmm.channels.venue import most_visible
from simsmm.record import Kind
from simsmm.scenario import Scenario
from simsmm.society import Society
from simsmm.spread.world import QUARTERS

Array = npt.NDArray[Any]

CERTAIN = 1e12
"""A visibility at which everybody with any activity sees an item."""

PUT_UP = (Kind.PAGE, Kind.CREATOR, Kind.PUBLIC)
"""Kinds of what stands on boards."""


def meeting(week: Array, row: np.void) -> Array:
    """`Law.meets` of one channel, shape (2, `QUARTERS`).

    A message waits, so the chance that it is opened does not depend on when it was sent.

    Args:
        week: activity by device and hour of the week, shape (2, 168).
        row: `CHANNEL` row.
    """
    if row["mechanism"] == MECHANISMS["message"]:
        return np.ones((2, QUARTERS))
    return rhythm.meeting(week, int(row["kernel"]), row["half_life"], row["shape"])


def visibilities(
    scenario: Scenario,
    society: Society,
    of_people: Values,
    values: Values,
    channel: str,
    row: np.void,
    meets: Array,
    layers: Array,
) -> Array:
    """The c of each `Kind` on one channel, from the published reach of each kind of source.

    Args:
        scenario: names the channels and layers, in order.
        society: gives the layers' sizes.
        of_people: the numbers that its people were drawn by.
        values: the replicate's numbers.
        channel: name of the channel.
        row: its `CHANNEL` row.
        meets: of the channel, see `meeting`.
        layers: `LAYER` rows of all layers.
    """
    phone = of_people.channel(channel, "phone_share")
    devices = np.array([1.0 - phone, phone])
    moments = np.repeat(devices[:, None], meets.shape[1], axis=1)
    shape = of_people.channel(channel, "visit_shape")
    strengths, sizes = _tie_mix(scenario, society, channel, layers)
    if scenario.preset(channel).mechanism == "message":
        strengths = np.ones_like(strengths)  # they decide who is chosen
    tied = reference.visibility(
        values.channel(channel, "friend_reach"),
        shape,
        strengths[:, None, None] * meets,
        sizes[:, None, None] * np.broadcast_to(moments, (len(sizes), *moments.shape)),
    )
    # Ties may lead to people who do not use the channel: without activity, these see nothing.
    tied = min(tied, CERTAIN)
    page, creator, public = (
        reference.visibility(values.channel(channel, name), shape, meets, moments)
        for name in ("page_reach", "creator_reach", "public_reach")
    )
    by_kind = {Kind.AD: math.inf, Kind.PAGE: page, Kind.CREATOR: creator, Kind.PUBLIC: public}
    if scenario.preset(channel).boards:
        # Nobody sees a thread more often than they come by.
        delays = int(row["kernel"]), float(row["half_life"]), float(row["shape"])
        most = most_visible(values.channel(channel, "visits"), *delays)
        by_kind |= {kind: min(by_kind[kind], most) for kind in PUT_UP}
    return np.array([by_kind.get(kind, tied) for kind in Kind])


def _tie_mix(
    scenario: Scenario, society: Society, channel: str, layers: Array
) -> tuple[Array, Array]:
    """Strength and mean number of ties of each layer that a channel uses."""
    used = [scenario.layers.index(name) for name in scenario.preset(channel).layers]
    sizes = [float(society.layers[scenario.layers[at]].arrows) for at in used]
    return layers["strength"][used], np.maximum(np.array(sizes), 1.0)
