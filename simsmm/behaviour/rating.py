"""How a buyer rates: what the product was like, who says so, and how many stars are given.

Opinions are on the scale of stars, 1 to 5, but not whole. Those who buy expected to like it; of
them, those write who have something to say; and what they say leans towards what stands there.
Together the first two bend a bell into a J (Hu, Pavlou and Zhang 2009).
"""

from __future__ import annotations

import math

NEUTRAL = 3.0
"""The middle of the scale."""

HALF = 2.0
"""From the middle to either end of the scale."""


def opinion(quality: float, taste: float, spread: float, bias: float) -> float:
    """What somebody thinks of a product, in stars without limit.

    Args:
        quality: share of products that it beats [0, 1].
        taste: the person's fixed liking of it, of mean 0 and variance 1.
        spread: how far tastes differ [stars].
        bias: what buyers are happier than everybody, since they chose to buy [stars].
    """
    return NEUTRAL + 2.0 * HALF * (quality - 0.5) + spread * taste + bias


def write_chance(held: float, rate: float, bend: float) -> float:
    """Chance that somebody with an opinion writes a review: more, the further it is from neutral.

    Args:
        held: opinion [stars].
        rate: chance at a neutral opinion.
        bend: rise of the chance at an opinion of one or five stars, relative to it.
    """
    distance = min(abs(held - NEUTRAL), HALF) / HALF
    return min(rate * (1.0 + bend * distance * distance), 1.0)


def stars(held: float, shown: float, pull: float) -> int:
    """Stars given, 1 to 5: the opinion, drawn towards the average that is shown.

    Args:
        held: opinion [stars].
        shown: average shown [stars], or 0 where there is none yet.
        pull: part of the way to it [0, 1].
    """
    leaning = held + pull * (shown - held) if shown > 0.0 else held
    return int(min(max(math.floor(leaning + 0.5), 1.0), 5.0))


def standing(shown: float) -> float:
    """How a shown average stands, from -1 (one star) to 1 (five); 0 where there is none yet."""
    return (shown - NEUTRAL) / HALF if shown > 0.0 else 0.0


def upvote_chance(plain: float, score: float, boost: float) -> float:
    """Chance of a vote up, from its chance where nothing is shown.

    A positive score that is shown raises it by a part ``boost``; a negative one is corrected, which
    leaves it as it is (Muchnik, Aral and Taylor 2013: 32 %).
    """
    return min(plain * (1.0 + boost), 1.0) if score > 0.0 else plain
