"""How much one exposure appeals to one person: the single number that every reaction reads."""

from __future__ import annotations

import math
from typing import NamedTuple


class Weights(NamedTuple):
    """What appeal is made of; one number per influence, in units of log odds."""

    interest: float
    """Full match of interests against the average match."""
    quality: float
    """Best possible post against the worst."""
    tie: float
    """Passed on by a friend against an advertisement."""
    social: float
    """Per natural logarithm of one plus the ties already seen to have passed it on."""
    attitude: float
    """Attitude of +1 against a neutral one."""
    wear: float
    """Lost per exposure to the same post beyond the free ones."""
    free: float
    """Exposures to one post before it starts to wear out."""
    taste: float
    """Standard deviation of a person's fixed liking of a post."""


def appeal(
    match: float,
    quality: float,
    bonus: float,
    trust: float,
    passed: float,
    attitude: float,
    met: float,
    taste: float,
    weights: Weights,
) -> float:
    """Appeal of an exposure [log odds]; 0 is an average post on an average person.

    Args:
        match: match of the person's interests with the post's topics minus the mean match.
        quality: quality of the post as a share of posts it beats [0, 1]; 1/2 is the median post.
        bonus: what the channel gives to the post's format [log odds].
        trust: trust in who delivers it: 0 for an advertisement, 1 for a friend.
        passed: number of distinct ties already seen to have passed this post on.
        attitude: attitude to the brand [-1, 1].
        met: earlier exposures of this person to this post.
        taste: the person's standardised fixed liking of this post (mean 0, variance 1).
        weights: the weight of each influence.
    """
    return appeal_seconded(
        match, quality, bonus, trust, seconding(passed), attitude, met, taste, weights
    )


def seconding(passed: float) -> float:
    """What the number of ties who passed a post on adds to its appeal, by a weight of 1."""
    return math.log(1.0 + passed) if passed > 0.0 else 0.0


def appeal_seconded(
    match: float,
    quality: float,
    bonus: float,
    trust: float,
    seconded: float,
    attitude: float,
    met: float,
    taste: float,
    weights: Weights,
) -> float:
    """`appeal`, for who knows `seconding` already: it takes few values, and a logarithm each."""
    worn = met - weights.free
    if worn < 0.0:
        worn = 0.0
    return (
        weights.interest * match
        + weights.quality * (quality - 0.5)
        + bonus
        + weights.tie * trust
        + weights.social * seconded
        + weights.attitude * attitude
        - weights.wear * worn
        + weights.taste * taste
    )


def bell(quarters: int) -> float:
    """A person's standardised taste from four 16-bit quarters, given by their sum.

    The sum of four uniform numbers (Irwin-Hall) is close to normal and bounded at 3.46 standard
    deviations: nobody's liking is unlimited. Mean 0, variance 1.
    """
    return (quarters / 65536.0 - 2.0 + 2.0 / 65536.0) * 1.7320508075688772
