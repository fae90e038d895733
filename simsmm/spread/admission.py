"""Who gets a seat at an event: people of its city, and some who travel, until it is full or begins.

A seat is sold like any offer. What the engine sold beyond the limits is taken back when the run is
over, earliest first served: as everybody buys an offer once, and nobody's purchase moves another
person, that gives the same as refusing them at the door.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import number
from simsmm.draws.arrays import uniforms
from simsmm.record import Act, Path

Array = npt.NDArray[Any]

TRAVEL = 1
"""Index of the stream of an offer's clock key that decides who would travel to an event."""


def comes(offer: Any, city: Array, ids: Array) -> Array:
    """Whether each person would come at all: all of the event's city, of the others the part that
    travels; bool (people,).
    """
    if offer["city"] < 0:
        return np.ones(len(ids), np.bool_)
    travels = uniforms(number(int(offer["clock_key"]), TRAVEL), ids) < offer["travels"]
    return (city == offer["city"]) | travels


def admitted(sold: Array, offers: Array, city: Array, ids: Array) -> Array:
    """Whether each purchase stands, bool (purchases,).

    Args:
        sold: dtype `simsmm.record.PURCHASE`, in order of (offer, time, person).
        offers: `OFFER` rows.
        city: of each person, int16 (people,).
        ids: of each person, uint64 (people,).
    """
    stands = np.ones(len(sold), np.bool_)
    for number_of_offer in np.flatnonzero(limited(offers)):
        offer = offers[number_of_offer]
        rows = np.flatnonzero(sold["offer"] == number_of_offer)
        person = sold["person"][rows]
        in_time = sold["time"][rows] < offer["until"]
        welcome = in_time & comes(offer, city[person], ids[person])
        if offer["seats"] >= 0:
            welcome &= np.cumsum(welcome) <= offer["seats"]
        stands[rows] = welcome
    return stands


def limited(offers: Array) -> Array:
    """Whether there are limits to who can buy each offer, bool (offers,)."""
    return (offers["city"] >= 0) | (offers["seats"] >= 0) | np.isfinite(offers["until"])


def take_back(exposures: Array, refused: Array) -> None:
    """Let impressions at which a purchase was refused end in a visit only.

    Args:
        exposures: dtype `simsmm.record.EXPOSURE`, in order of time; changed in place.
        refused: dtype `simsmm.record.PURCHASE`.
    """
    for sale in refused[refused["path"] == Path.DIRECT]:
        row = np.searchsorted(exposures["time"], sale["time"])
        while exposures["person"][row] != sale["person"]:
            row += 1
        exposures["acts"][row] &= ~np.uint8(Act.BUY)
