"""The venue: members of a board see a thread while it stands high enough; a reply lifts it again.

A thread that appears, or is lifted, begins a life: each member sees it in this life with the chance
of the feed, ``1 - exp(-c * activity * m(t) * pull)``, at an age of density K; K falls with the
thread's place. Lifting it ends the life: what members would have seen of it later is dropped, and a
new life begins. The pull of a thread halves with its age, however often it is lifted. Whoever has
met it comes back at ``returning`` times the rate.

So no member sees a thread more often than they visit: while it stands on top, the rate of its
sights is at most c K(0), which `most_visible` holds below the rate of visits.
"""

from __future__ import annotations

import math

from simsmm.channels.delay import EXPONENTIAL, POWER_LAW

TOP = 1.0 / 12.0
"""A reply lifts a thread that has been sinking for so much of its half-life; a younger one stands
on top already. Assumption: at most 6 % of the pull of the place are lost by it."""


def pull(age: float, novelty: float) -> float:
    """What is left of a thread's pull at an age since it was begun, which halves in ``novelty``."""
    return 0.5 ** (age / novelty)


def has_sunk(age: float, half_life: float) -> bool:
    """Whether a reply lifts a thread, ``age`` [h] after it appeared or was lifted last."""
    return age >= TOP * half_life


def answer_chance(chance: float, people: float) -> float:
    """Chance that any of so many people answers who each do with some chance, [0, 1].

    A simulated person stands for several: each of them may lift the thread.
    """
    if people == 1.0 or chance >= 1.0:
        return chance
    return -math.expm1(people * math.log1p(-chance))


def most_visible(visits: float, kernel: int, half_life: float, shape: float) -> float:
    """Largest visibility c of a life: a sight at every visit while the thread stands on top.

    With visits at a rate v per hour, c K(0) is at most v.

    Args:
        visits: mean visits of a member per day.
        kernel, half_life, shape: the delay kernel, see `simsmm.channels.delay`; infinite for one
            that does not fall from its beginning.
    """
    if kernel == EXPONENTIAL:
        density = math.log(2.0) / half_life
    elif kernel == POWER_LAW:
        density = (shape - 1.0) * (2.0 ** (1.0 / (shape - 1.0)) - 1.0) / half_life
    else:
        return math.inf
    return visits / 24.0 / density
