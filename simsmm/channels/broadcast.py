"""Broadcast: an audience is bought at rating points, and nobody answers there.

A gross rating point is one impression per hundred people. Everybody who uses the medium at all has
a viewing rate, gamma-distributed with mean 1, and meets the spots as a Poisson process of that
rate: `simsmm.channels.bought.serve` does exactly this, so that the reach of a flight follows
`reach`, and a smaller flight's impressions are among those of a larger one.

Two published curves are this one law. With shape 1 it is the hyperbolic curve r = p g / (g + p),
where p is the reachable share in percent; with an endless shape all viewers are alike and the curve
is Poisson's.
"""

from __future__ import annotations

import math


def impressions_of(points: float, people: float) -> float:
    """Impressions that so many rating points among so many people are."""
    return points / 100.0 * people


def points_of(impressions: float, people: float) -> float:
    """Rating points that so many impressions on so many people are."""
    return 100.0 * impressions / people


def on_target_share(index: float, part: float) -> float:
    """Share of bought impressions that meet the target [0, 1].

    Spots cannot be aimed at persons: a programme, a station or a title is chosen among whose
    audience the target is ``index`` / 100 times as frequent as among all who use the medium.

    Args:
        index: composition index of what is bought; 100 is no better than chance.
        part: part of the medium's users that the target is [0, 1].
    """
    return min(1.0, index / 100.0 * part)


def cost_of(points: float, people: float, on_target: float, cpm: float) -> float:
    """What rating points among a target cost, in the currency of the price.

    Args:
        points: rating points among the target.
        people: of the target, whether they use the medium or not, in real people.
        on_target: share of the bought impressions that meet them (0, 1].
        cpm: price of a thousand impressions on anybody.
    """
    return cpm / 1000.0 * impressions_of(points, people) / on_target


def reach(points: float, shape: float, reachable: float = 1.0) -> float:
    """Share of people who meet a flight at least once [0, 1].

    ``reachable * (1 - (1 + points / (100 * reachable * shape)) ** -shape)``: the mean over gamma
    rates of 1 - exp(-rate * impressions per user).

    Args:
        points: rating points of the flight among these people.
        shape: of the gamma law of viewing over those who use the medium; infinite for users who
            are all alike.
        reachable: share of these people who use the medium at all [0, 1].
    """
    if points <= 0.0 or reachable <= 0.0:
        return 0.0
    each = points / (100.0 * reachable)
    if math.isinf(shape):
        return -reachable * math.expm1(-each)
    return -reachable * math.expm1(-shape * math.log1p(each / shape))
