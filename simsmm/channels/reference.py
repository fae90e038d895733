"""Solves what is not published - visibility, intercepts - from what is: reach, rates.

A published reach is the mean chance over an audience; a published rate is a mean over one. Both are
outputs of a run. Here the inputs that give them are found, so that nothing is discounted twice.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


def visibility(reach: float, activity_shape: float, hazards: Reals, weights: Reals) -> float:
    """The c at which the mean of 1 - exp(-c * activity * hazard) is ``reach``.

    Activity is gamma-distributed with mean 1, so the mean over people has a closed form:
    1 - (1 + c * hazard / shape) ** -shape.

    Args:
        reach: published mean chance of a sight, in [0, 1]; 1 gives infinity: everybody sees it.
        activity_shape: shape of the gamma law of activity.
        hazards: strength times rhythm, one per kind of moment and tie, any shape.
        weights: how often each occurs, the same shape; their sum is taken as one.
    """
    if reach <= 0.0:
        return 0.0
    if reach >= 1.0:
        return math.inf
    weights = weights / weights.sum()

    # Mean reach is concave in c, so Newton's steps from below never overshoot.
    c = reach / float(np.sum(weights * hazards))
    for _ in range(200):
        logs = np.log1p(c * hazards / activity_shape)
        unseen = np.exp(-activity_shape * logs)
        miss = reach - 1.0 + float(np.sum(weights * unseen))
        if miss <= 1e-12 * reach:
            break
        c += miss / float(np.sum(weights * hazards * unseen * np.exp(-logs)))
    return c


def sending_scale(mean: float, tied: Reals, tail: float) -> float:
    """The scale of `simsmm.channels.message.recipients` at which senders reach ``mean`` people.

    Nobody sends to more people than they have ties: the mean of min(K, ties) is the sum over j of
    the chance of more than j ties times P(K > j).

    Args:
        mean: published mean; at 1 or below, everybody sends to one.
        tied: share of senders with more than j ties, for j = 0, 1 ... to the most ties less one.
        tail: exponent of the tail.

    Returns:
        The scale; `EVERYBODY` where people have too few ties for the mean.
    """
    if mean <= 1.0:
        return 0.0
    more = np.arange(len(tied))
    low, high = -20.0, math.log(EVERYBODY)
    for _ in range(60):
        middle = 0.5 * (low + high)
        reached = float(np.sum(tied * (1.0 + more / math.exp(middle)) ** -tail))
        low, high = (middle, high) if reached < mean else (low, middle)
    return math.exp(high)


EVERYBODY = 1e9
"""A scale at which everybody sends to all ties."""


def intercept(rate: float, appeals: Reals, often: Reals, sensitivity: float) -> float:
    """The intercept at which the mean chance of an act over an audience is ``rate``.

    Args:
        rate: published rate per exposure in [0, 1].
        appeals: appeals that occur in the reference audience [log odds], shape (people, tastes).
        often: how often each taste occurs, shape (tastes,); their sum is one.
        sensitivity: slope of the act's log odds in appeal.
    """
    if rate <= 0.0:
        return -math.inf
    if rate >= 1.0:
        return math.inf
    weights = often / len(appeals)
    slopes = sensitivity * appeals
    guess = math.log(rate / (1.0 - rate)) - float(np.sum(weights * slopes))
    low, high = guess - 40.0, guess + 40.0
    for _ in range(100):
        chances = 1.0 / (1.0 + np.exp(-np.clip(guess + slopes, -700.0, 700.0)))
        miss = float(np.sum(weights * chances)) - rate
        if abs(miss) <= 1e-12 * rate:
            break
        low, high = (guess, high) if miss < 0.0 else (low, guess)
        step = miss / max(float(np.sum(weights * chances * (1.0 - chances))), 1e-300)
        # Newton where it stays inside the bracket, halving where it would leave it.
        guess = guess - step if low < guess - step < high else 0.5 * (low + high)
    return guess


def summary(values: Reals, bins: int) -> Reals:
    """A sample as the means of so many equal parts in order: same mean, nearly the same law."""
    if len(values) <= bins:
        return np.sort(values)
    return np.array([part.mean() for part in np.array_split(np.sort(values), bins)])


def taste_law(nodes: int = 13) -> tuple[Reals, Reals]:
    """Tastes on an even grid and how often each occurs, for means over `simsmm.behaviour.bell`.

    The density of a sum of four uniform numbers (Irwin-Hall), scaled to variance 1. It ends
    smoothly at zero, where sums over an even grid are nearly exact.
    """
    sums = np.linspace(0.0, 4.0, nodes + 2)[1:-1]
    density = np.zeros(nodes)
    for k in range(5):
        density += (-1.0) ** k * math.comb(4, k) * np.maximum(sums - k, 0.0) ** 3
    return (sums - 2.0) * math.sqrt(3.0), density / density.sum()
