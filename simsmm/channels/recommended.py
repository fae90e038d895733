"""The recommended: a post is shown to a small audience, and to more as long as people engage.

Who is shown it first is decided by a race: each member's clock is exponential, and runs faster the
better the post matches the member's interests. The order is the same however many are shown it, so
a larger audience holds every smaller one.

The first wave is a test audience of a stated size. Each further wave has the size of the last times
its engagement rate over a reference: with a rate of g times the reference, waves of sizes n, ng,
ng**2 ... reach n / (1 - g) people in all where g < 1, and everybody where g >= 1.
"""

from __future__ import annotations

import math


def pull(match: float, mean_match: float, weight: float) -> float:
    """How fast a member's clock runs: the odds to be shown a post before an average member.

    Args:
        match: of the post's topics and the member's interests [0, 1].
        mean_match: over the market.
        weight: how much matching counts; 0 shows a post to anybody.
    """
    return math.exp(weight * (match - mean_match))


def next_wave(shown: float, engaged: float, reference: float) -> float:
    """People whom the next wave is shown to.

    Args:
        shown: people who saw the last wave.
        engaged: how many of them did something about it.
        reference: engagement rate at which an audience neither grows nor shrinks (0, 1].
    """
    return engaged / reference if shown > 0.0 else 0.0


def expected_audience(first: float, growth: float, members: float = math.inf) -> float:
    """People reached by all waves, where each is ``growth`` times as large as the last."""
    if growth >= 1.0:
        return members
    return min(first / (1.0 - growth), members)
