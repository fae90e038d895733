"""Reviews of what is sold: who writes, what stands there, and how that weighs on further buyers.

The average that visitors see is drawn up at fixed hours. In between it stands, so that the engine
and its twin read nothing but two small arrays: what it adds to the appeal of a post that leads to
the offer, and by what it multiplies the chance that a visit buys.

A buyer is known by a purchase that has come about, or by the buying clock: whoever's clock runs out
without any campaign has bought by then in any case.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.behaviour import bell
from simsmm.behaviour.rating import opinion, standing, stars, write_chance
from simsmm.draws import number
from simsmm.draws.arrays import exponentials, numbers, uniforms
from simsmm.record import REVIEW

Array = npt.NDArray[Any]

OPINION, WRITE, WAIT = 2, 3, 4
"""Indices of the streams of an offer's clock key: what a buyer thinks, says, and when."""


class Reviews:
    """The reviews of one run."""

    def __init__(self, world: Any, lean: Array, sway: Array) -> None:
        """Before the first hour; ``lean`` (posts,) and ``sway`` (offers,) are written here."""
        self._terms, self._lean, self._sway = world.plan.reviewed, lean, sway
        self._posts, self._hours = world.plan.posts["offer"], world.hours
        self._every = float(self._terms["every"].min()) if len(self._terms) else math.inf
        self._offers = [_Offer(row, world) for row in self._terms]
        self.rows: list[tuple[float, int, int, int, bool]] = []
        """Reviews so far, by the fields of `simsmm.record.REVIEW`."""
        self._drawn = 0
        self._show()

    @property
    def next(self) -> float:
        """When the averages are drawn up next [h]; infinite where nothing is reviewed."""
        return (self._drawn + 1) * self._every

    def draw_up(self, sold: Array, hour: float | None = None) -> None:
        """Enter the reviews that are due, and show the new averages.

        Args:
            sold: purchases so far, dtype `simsmm.record.PURCHASE`, in any order.
            hour: now [h]; by default the next of the fixed hours.
        """
        now = self.next if hour is None else hour
        self._drawn += hour is None
        for offer in self._offers:
            self.rows += offer.reviews_by(now, sold)
        self._show()

    def _show(self) -> None:
        for row, offer in zip(self._terms, self._offers, strict=True):
            average, mark = offer.average, float(row["mark"]) if offer.marked else 0.0
            self._lean[self._posts == row["offer"]] = float(row["lean"]) * standing(average) - mark
            star = float(row["sway"]) * (average - float(row["usual"])) if average > 0.0 else 0.0
            self._sway[row["offer"]] = math.exp(star - mark)

    def record(self) -> Array:
        """Reviews so far, dtype `simsmm.record.REVIEW`."""
        return np.array(self.rows, REVIEW)

    def averages(self, offers: int) -> Array:
        """Average, or 0, and number of reviews that each offer shows; float64 (offers, 2)."""
        shown = np.zeros((offers, 2))
        for row, offer in zip(self._terms, self._offers, strict=True):
            shown[row["offer"]] = offer.average, offer.count
        return shown


class _Offer:
    """What is said of one offer."""

    def __init__(self, terms: np.void, world: Any) -> None:
        sold, ids = world.plan.offers[terms["offer"]], world.crowd.cards["id"][0]
        self.terms, self._key = terms, int(sold["clock_key"])
        self.count = float(terms["before"])
        self._sum = self.count * float(terms["average"])
        self.marked = self._bought = False
        self._told = np.zeros(len(ids), np.bool_)
        self._waits = float(terms["wait"]) * exponentials(number(self._key, WAIT), ids)
        self._draws = uniforms(number(self._key, WRITE), ids)
        bits: Array = numbers(number(self._key, OPINION), ids)
        quarters = [bits >> np.uint64(shift) & np.uint64(0xFFFF) for shift in (0, 16, 32, 48)]
        self._quarters: Array = np.sum(quarters, axis=0)
        rate = float(sold["rate"])
        clocks = exponentials(self._key, ids)
        self._clocks = clocks / rate if rate > 0.0 else np.full(len(ids), np.inf)

    @property
    def average(self) -> float:
        """Mean of the stars shown, or 0 where there are none."""
        return self._sum / self.count if self.count > 0.0 else 0.0

    def reviews_by(self, now: float, sold: Array) -> list[tuple[float, int, int, int, bool]]:
        """Enter what is due by now; the new reviews."""
        shown, found = self.average, self._fakes_by(now)
        bought = self._clocks.copy()
        mine = sold[sold["offer"] == self.terms["offer"]]
        np.minimum.at(bought, mine["person"], mine["time"])
        due = bought + self._waits
        for person in np.flatnonzero((due <= now) & ~self._told):
            self._told[person] = True
            given = self._stars_of(int(person), shown)
            if given:
                self._enter(given, float(self.terms["weight"]))
                found.append(
                    (float(due[person]), int(person), int(self.terms["offer"]), given, False)
                )
        return found

    def _stars_of(self, person: int, shown: float) -> int:
        """Stars that a buyer gives, or 0 for somebody who writes nothing."""
        terms = self.terms
        taste = bell(int(self._quarters[person]))
        held = opinion(float(terms["quality"]), taste, float(terms["spread"]), float(terms["bias"]))
        if self._draws[person] >= write_chance(held, float(terms["rate"]), float(terms["bend"])):
            return 0
        return stars(held, shown, float(terms["pull"]))

    def _fakes_by(self, now: float) -> list[tuple[float, int, int, int, bool]]:
        """Enter bought reviews whose day has come, and remove those caught."""
        terms, found = self.terms, []
        given = int(terms["stars"])
        if not self._bought and terms["fakes"] > 0.0 and terms["fakes_at"] <= now:
            self._bought = True
            self._enter(given, float(terms["fakes"]))
            found = [(float(terms["fakes_at"]), -1, int(terms["offer"]), given, True)]
        if self._bought and not self.marked and terms["caught_at"] <= now:
            self.marked = True
            self._enter(given, -float(terms["caught"]))
        return found

    def _enter(self, given: int, weight: float) -> None:
        self.count += weight
        self._sum += weight * given
