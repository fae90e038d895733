"""What is on sale - offers, and seats at events - as the engine and the record know it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.values import Values
from simsmm.draws import Decision, name_key, number
from simsmm.record import Offer
from simsmm.scenario import Scenario, plan
from simsmm.society import Society
from simsmm.spread.admission import comes
from simsmm.spread.world import MOST_OFFERS, OFFER
from simsmm.wording import say

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class OnSale:
    """One thing that a brand sells."""

    brand: int
    """Which campaign's."""
    id: tuple[str, str]
    """The brand's name, and the offer's, or that of the post that announces an event."""
    what: plan.Offer | plan.Event

    @property
    def path(self) -> str:
        """Its lasting name, which enters keys."""
        return "/".join(self.id)

    @property
    def event(self) -> plan.Event | None:
        """The event to which it is a seat, if it is one."""
        return self.what if isinstance(self.what, plan.Event) else None


def on_sale(scenario: Scenario) -> tuple[OnSale, ...]:
    """Everything on sale: of each brand, its offers, then its events."""
    return tuple(
        OnSale(brand, (campaign.brand, name), what)
        for brand, campaign in enumerate(scenario.campaigns)
        for name, what in campaign.on_sale.items()
    )


def offer_rows(scenario: Scenario, society: Society, values: Values, luck: int) -> Array:
    """`OFFER` rows of one replicate.

    Raises:
        ValueError: there are more than the engine holds.
    """
    sold = on_sale(scenario)
    if len(sold) > MOST_OFFERS:
        raise ValueError(
            say(
                "a scenario holds at most {most} offers, not {number}",
                most=MOST_OFFERS,
                number=len(sold),
            )
        )
    rows = np.zeros(len(sold), OFFER)
    rows["city"], rows["seats"], rows["until"] = -1, -1, math.inf
    for row, item in zip(rows, sold, strict=True):
        key = number(number(luck, Decision.PURCHASE), name_key(item.path))
        row["brand"], row["clock_key"] = item.brand, key
        a_day = values.of(f"{item.path}/sold anyway", item.what.sold_anyway.count)
        likely = float(scenario.market.people)
        if item.event is not None:
            _set_event(row, item.event, scenario, values)
            ids, city = society.people.id, society.people.city
            likely *= float(comes(row, city, ids).mean()) if len(ids) else 1.0
        row["rate"] = a_day / item.what.sold_anyway.hours / likely if likely else 0.0
    return rows


def _set_event(row: np.void, event: plan.Event, scenario: Scenario, values: Values) -> None:
    row["city"] = scenario.cities.index(event.city)
    row["travels"] = values.behaviour("travel_share")
    row["until"] = event.on
    if event.seats is not None:
        row["seats"] = math.floor(event.seats / scenario.scale)


def offers_of(scenario: Scenario, values: Values) -> tuple[Offer, ...]:
    """What is sold, at the replicate's prices."""
    return tuple(
        Offer(
            item.id[1],
            values.of(f"{item.path}/price", item.what.price),
            values.of(f"{item.path}/margin", item.what.margin),
            event=item.event is not None,
            seats=_seats(item.event),
            brand=item.brand,
        )
        for item in on_sale(scenario)
    )


def _seats(event: plan.Event | None) -> float:
    return math.inf if event is None or event.seats is None else float(event.seats)
