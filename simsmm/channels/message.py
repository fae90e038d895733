"""The message: whoever passes an item on sends it to some of the people tied, and to no others.

How many, K, is drawn with a heavy tail, ``P(K >= k) = (1 + (k - 1) / s) ** -a`` for k = 1, 2 ...:
the scale s is solved so that the mean is the published one. Which K: those who come first in a race
of exponential clocks that run at the strength of the tie, so that a tie of half the strength is
chosen half as often, and whoever is chosen by a K is chosen by every larger one.

A message waits until it is opened: the chance of that depends on how active a person is, not on the
hour at which it is sent. The hour decides when.
"""

from __future__ import annotations

from simsmm.channels.delay import halvings

MOST_RECIPIENTS = 1 << 40
"""More than anybody has ties."""


def recipients(draw: float, scale: float, tail: float) -> int:
    """How many people a message is sent to, by a uniform draw in [0, 1): at least one.

    Args:
        draw: a number 1 - x lies above 1 - (1 + (k - 1) / scale) ** -tail with chance P(K >= k).
        scale: s; 0 sends to one person always.
        tail: a, the exponent of the tail; above 2, so that numbers have a variance.
    """
    more = scale * ((1.0 - draw) ** (-1.0 / tail) - 1.0)
    return 1 + int(min(more, MOST_RECIPIENTS))


def wait(draw: float, strength: float) -> float:
    """When a tie's clock in the race to be chosen runs out, by a uniform draw in [0, 1).

    Exponential with a rate of ``strength``, in units of its half-life at strength 1.
    """
    return halvings(1.0 - draw) / strength


def share_of_senders(least: int, scale: float, tail: float) -> float:
    """Share of those who send a message that send it to so many people or more [0, 1]."""
    if least <= 1:
        return 1.0
    return (1.0 + (least - 1.0) / scale) ** -tail if scale > 0.0 else 0.0
