"""Who comes to the campaign's events."""

from __future__ import annotations

import math

import numpy as np

from simsmm.measures.measure import measure, ratio
from simsmm.measures.view import View

ATTENDED = ("event", "city", "segment")
"""Breakdowns of seats taken; the city is that in which a person lives."""


@measure(
    "attendance",
    unit="people",
    scaled=True,
    by=ATTENDED,
    formula="number of seats taken at all events",
    example="420 people from Krakow and 30 who travel book a seat: attendance 450.",
    mistake="Taking clicks on `I am coming` for it: here a seat is booked, and nobody stays away.",
)
def attendance(view: View) -> float:
    """Seats taken at events, campaign or not; a person who comes to two events counts twice."""
    return float(len(view.seats_taken))


@measure(
    "incremental attendance",
    unit="people",
    scaled=True,
    by=ATTENDED,
    formula="attendance - attendance in the same world without the campaign",
    example="450 seats taken, 300 of them without any campaign: 150.",
    mistake="Crediting a full house to the campaign: it may have been full anyway.",
)
def incremental_attendance(view: View) -> float:
    """Seats that the campaign filled."""
    return float(len(view.seats_taken) - len(view.seats_taken_without))


@measure(
    "seats filled",
    unit="share",
    by=("event",),
    formula="attendance / seats, over events with so many seats",
    example="450 of 600 seats: 75 %.",
    mistake="Averaging over events of different size: the large ones count for more here.",
)
def seats_filled(view: View) -> float:
    """Share of the seats that were taken, over events that have a limit."""
    events = [
        code
        for code, offer in enumerate(view.setting.offers)
        if offer.event and math.isfinite(offer.seats) and view.offer in (None, code)
    ]
    taken = np.count_nonzero(np.isin(view.seats_taken["offer"], events))
    return ratio(taken * view.scale, sum(view.setting.offers[code].seats for code in events))
