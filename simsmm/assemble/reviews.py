"""What a plan says of reviews, as the terms that the engine reads."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.offers import OnSale, on_sale
from simsmm.assemble.values import Values
from simsmm.behaviour.rating import opinion, standing, write_chance
from simsmm.channels import reference
from simsmm.draws import number
from simsmm.draws.arrays import uniforms
from simsmm.scenario import Scenario, plan
from simsmm.scenario.reviews import Fakes, Reviews
from simsmm.spread.reviewed import REVIEWED

Array = npt.NDArray[Any]

EVERY = 24.0
"""So often the average shown is drawn up [h]. Assumption: sites do it at once or by night; with
tens of reviews or more, a day's worth hardly moves it."""

CAUGHT = 5
"""Index of the stream of an offer's clock key that decides which bought reviews are found out."""


def review_rows(scenario: Scenario, values: Values, offers: Array) -> Array:
    """`REVIEWED` rows of one replicate.

    Args:
        scenario: what is on sale.
        values: the replicate's numbers.
        offers: `OFFER` rows.
    """
    found = [
        _row(place, item, item.what.reviews, scenario, values, int(offers["clock_key"][place]))
        for place, item in enumerate(on_sale(scenario))
        if isinstance(item.what, plan.Offer) and item.what.reviews is not None
    ]
    return np.concatenate([np.zeros(0, REVIEWED), *found])


def usual_lean(scenario: Scenario, values: Values, channel: str) -> float:
    """What the usual stars of a list add to the appeal of an item [log odds]; 0 on other channels.

    The rates of such a list are those of items that bear usual stars, so this part of the appeal is
    in them already.
    """
    if not scenario.preset(channel).starred:
        return 0.0
    usual = standing(values.channel(channel, "usual_stars"))
    return values.behaviour("weight_rating") * usual


def _row(
    place: int, item: OnSale, reviews: Reviews, scenario: Scenario, values: Values, key: int
) -> Array:
    row = np.zeros(1, REVIEWED)
    row["offer"], row["every"] = place, EVERY
    row["quality"] = values.of(f"{item.path}/reviews/quality", reviews.quality)
    row["spread"], row["bias"] = (
        values.behaviour("opinion_spread"),
        values.behaviour("purchase_bias"),
    )
    row["bend"], row["pull"] = values.behaviour("writing_bias"), values.behaviour("rating_herding")
    row["rate"] = values.behaviour("write_rate") / _written_per_rate(row[0])
    row["wait"] = 24.0 * values.behaviour("review_wait")
    row["lean"] = values.behaviour("weight_rating")
    row["sway"], row["usual"] = values.behaviour("rating_sales"), values.behaviour("usual_rating")
    row["weight"], row["mark"] = scenario.scale, values.behaviour("fakes_mark")
    row["average"], row["before"] = reviews.so_far
    row["fakes_at"] = row["caught_at"] = math.inf
    if reviews.fakes is not None:
        _set_fakes(row, reviews.fakes, values, key)
    return row


def _written_per_rate(row: np.void) -> float:
    """Mean chance to write of buyers of an average product, per chance at a neutral opinion."""
    tastes, often = reference.taste_law()
    small = 1e-6
    chances = [
        write_chance(opinion(0.5, taste, row["spread"], row["bias"]), small, row["bend"])
        for taste in tastes.tolist()
    ]
    return float(np.sum(often * np.array(chances))) / small


def _set_fakes(row: Array, fakes: Fakes, values: Values, key: int) -> None:
    row["fakes"], row["stars"], row["fakes_at"] = fakes.number, fakes.stars, fakes.at
    caught = uniforms(number(key, CAUGHT), np.arange(fakes.number, dtype=np.uint64))
    row["caught"] = np.count_nonzero(caught < values.behaviour("fakes_caught"))
    if row["caught"] > 0:
        row["caught_at"] = fakes.at + 24.0 * values.behaviour("fakes_wait")
