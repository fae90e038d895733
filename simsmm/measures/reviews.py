"""What buyers say of what they bought."""

from __future__ import annotations

import numpy as np

from simsmm.measures.measure import Measure, measure, ratio
from simsmm.measures.view import Array, View

REVIEWED = ("offer",)
"""Breakdowns of reviews."""


@measure(
    "reviews",
    unit="reviews",
    scaled=True,
    by=REVIEWED,
    formula="number of reviews that buyers write during the run",
    example="Of 600 buyers, 9 write a review: 9.",
    mistake="Adding bought reviews: they are no buyers' opinions, and are not in it.",
)
def reviews(view: View) -> float:
    """Reviews written by buyers during the run; bought ones are left out."""
    return float(len(view.reviews))


@measure(
    "rating",
    unit="stars",
    by=REVIEWED,
    formula="mean of all stars that are shown at the end, those from before the run included",
    example="320 reviews of 4.2 on average, and ten new ones of 3: 4.16 stars.",
    mistake="Reading small differences: buyers who write are not those who do not.",
)
def rating(view: View) -> float:
    """Average that visitors see at the end; over several offers, weighted by their reviews."""
    shown = view.whole.run.record.ratings
    chosen = [view.offer] if view.offer is not None else range(len(shown))
    stars = sum(float(shown[at, 0] * shown[at, 1]) for at in chosen if at < len(shown))
    return ratio(stars, sum(float(shown[at, 1]) for at in chosen if at < len(shown)))


@measure(
    "new rating",
    unit="stars",
    by=REVIEWED,
    formula="mean of the stars of the reviews that buyers write during the run",
    example="Nine reviews with 39 stars together: 4.33.",
    mistake="Taking it for what everybody thinks of the product: those write who have something "
    "to say, and they bought because they expected to like it.",
)
def new_rating(view: View) -> float:
    """Average of what buyers write during the run."""
    return ratio(float(view.reviews["stars"].sum()), len(view.reviews))


def _of(stars: int) -> Measure:
    def share(view: View) -> float:
        return ratio(_with(view.reviews, stars), len(view.reviews))

    share.__doc__ = f"Share of the reviews written during the run that give {stars} of 5 stars."
    return measure(
        f"{stars} stars",
        unit="share",
        by=REVIEWED,
        formula=f"reviews with {stars} stars / reviews",
        example=f"Of 50 reviews, 8 give {stars} stars: 16 %.",
        mistake="Expecting a bell: buyers choose to buy and to write, which makes a J, most of it "
        "fives and some ones.",
    )(share)


def _with(rows: Array, stars: int) -> float:
    return float(np.count_nonzero(rows["stars"] == stars))


by_stars = tuple(_of(stars) for stars in range(1, 6))
"""Shares of reviews with one to five stars."""
