"""How a person reacts: pure rules of plain numbers, read by the kernel, its twin and people.

Rules return chances or new states; none of them draws. Each is compiled into the kernel of
`simsmm.spread` as it stands.
"""

from collections.abc import Callable

from simsmm.behaviour.acts import act_chance
from simsmm.behaviour.appeal import Weights, appeal, appeal_seconded, bell, seconding
from simsmm.behaviour.buying import gain, hours_to
from simsmm.behaviour.memory import attitude_after, fading, recall_after, recall_gain

RULES: dict[str, Callable[..., float]] = {
    "act_chance": act_chance,
    "appeal": appeal,
    "attitude_after": attitude_after,
    "bell": bell,
    "gain": gain,
    "hours_to": hours_to,
    "recall_after": recall_after,
    "recall_gain": recall_gain,
}
"""Every rule by name, in the order of the alphabet."""

SPLIT: dict[str, tuple[Callable[..., float], Callable[..., float]]] = {
    "appeal": (appeal_seconded, seconding),
}
"""Rules that the compiled engine reads in two parts: the first is the rule for whom the second has
told already what one of the arguments comes to."""

__all__ = ["RULES", "SPLIT", "Weights", "appeal_seconded", "fading", "seconding", *RULES]
