"""The ranking: visitors of a list meet what stands high on it, and what they vote for rises.

The list holds posts of the scenario and other items, in the order of a score. It is drawn up anew
every so often; between, ranks stand still. Whoever visits looks down to a depth D of their own,
``P(D >= rank) = rank ** -depth``, and sees every item down to there, unless it is old news by then.

| score | of an item with so many votes, at an age [h] |
| --- | --- |
| log | log10(max(votes, 1)) - age / 12.5 h, Reddit's rule |
| gravity | max(votes, 1) / (age + 2 h) ** 1.8, Hacker News' rule |
| votes | votes |
| recent | votes since the list was drawn up last: the plays of yesterday |
| stars | mean stars, drawn towards the usual ones while few reviews stand behind them |
"""

from __future__ import annotations

import math

LOG, GRAVITY, VOTES, RECENT, STARS = range(5)
SCORES = {"log": LOG, "gravity": GRAVITY, "votes": VOTES, "recent": RECENT, "stars": STARS}
"""Scores by the name that presets call them."""

AGED = ("log", "gravity")
"""Scores by which an item sinks as it ages."""

HOURS_PER_DECADE = 12.5
"""Age that ten times the votes make up for [h]: 45,000 s. Reddit's source code, published in 2008;
Olson 2014 finds a 12-hour-old post to need three times the votes of a 6-hour-old one."""

HEAD_START, GRAVITY_POWER = 2.0, 1.8
"""Hours added to an age, so that a new item's score is finite, and how fast a score falls with it.
Hacker News, as published with its language Arc in 2009."""

STRETCH = 0.4
"""Exponent by which novelty wears off. Wu and Huberman 2007: the growth of a story's votes falls as
exp(-0.4 t**0.4), t in minutes, which is exp(-(t / 9.9 min)**0.4)."""


def score(rule: int, votes: float, age: float, stars: float = 0.0) -> float:
    """The number that a list is ordered by, the largest first.

    Args:
        rule: one of `SCORES`.
        votes: so far; for ``recent``, since the list was drawn up last. In real people.
        age: since the item appeared on the list [h].
        stars: of ``stars`` alone: mean stars [1, 5], `shrunken`.
    """
    if rule == LOG:
        return math.log10(max(votes, 1.0)) - age / HOURS_PER_DECADE
    if rule == GRAVITY:
        return max(votes, 1.0) / (age + HEAD_START) ** GRAVITY_POWER
    return stars if rule == STARS else votes


def shrunken(stars: float, reviews: float, usual: float, prior: float) -> float:
    """Mean stars as a list counts them: few reviews say little, so they are drawn to the usual.

    The weighted rating v / (v + m) R + m / (v + m) C that IMDb publishes for its list of the best
    films: the mean of R and of m reviews more that give what is usual.

    Args:
        stars: mean of the reviews [1, 5]; anything where there are none.
        reviews: how many they are.
        usual: mean stars of the list's items.
        prior: how many reviews what is usual weighs as much as; above 0.
    """
    return (stars * reviews + usual * prior) / (reviews + prior)


def visibility(rank: float, depth: float) -> float:
    """Chance that a visitor looks down to a rank (1 is the top) [0, 1]."""
    return math.pow(rank, -depth)


def novelty(age: float, scale: float) -> float:
    """Chance that an item is still news to whoever looks at it [0, 1].

    Args:
        age: since it appeared on the list [h].
        scale: age at which 1/e are left [h]; infinite where nothing gets old.
    """
    return math.exp(-math.pow(age / scale, STRETCH))


def mean_novelty(start: float, stop: float, scale: float) -> float:
    """Mean `novelty` between two ages [h], by Simpson's rule."""
    middle = novelty(0.5 * (start + stop), scale)
    return (novelty(start, scale) + 4.0 * middle + novelty(stop, scale)) / 6.0


def grown(final: float, age: float, half_life: float, entry: float) -> float:
    """Votes that another item of the list has at an age.

    Args:
        final: votes that it has in the end.
        age: since it appeared [h]; infinite for an item that has always been there.
        half_life: time in which half of the votes still to come arrive [h].
        entry: share of its votes that it appears with [0, 1]: it had to be voted onto the list.
    """
    return final * (1.0 - (1.0 - entry) * math.pow(0.5, age / half_life))
