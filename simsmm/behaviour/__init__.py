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
    "appeal_seconded": appeal_seconded,
    "attitude_after": attitude_after,
    "bell": bell,
    "fading": fading,
    "gain": gain,
    "hours_to": hours_to,
    "recall_after": recall_after,
    "recall_gain": recall_gain,
    "seconding": seconding,
}
"""Every rule by name, in the order of the alphabet."""

__all__ = ["RULES", "Weights", *RULES]
