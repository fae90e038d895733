"""The numbers of a channel that carries messages: how many people a sender chooses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.values import Values
from simsmm.channels.reference import sending_scale
from simsmm.scenario import Scenario
from simsmm.society import Society

Array = npt.NDArray[Any]


def tie_counts(scenario: Scenario, society: Society, channel: str, at: int) -> Array:
    """Members of a channel with 0, 1, 2 ... ties to other members, where senders choose; int64.

    A person tied on two layers counts twice: few are.

    Args:
        scenario: describes the channel.
        society: the people and their ties.
        channel: name of the channel.
        at: its number.
    """
    counts = np.zeros(len(society.people), np.int64)
    member = society.people.member[at]
    if scenario.preset(channel).mechanism != "message":
        return np.zeros(1, np.int64)
    for name in scenario.preset(channel).layers:
        ties = society.layers[name]
        of_members = np.concatenate([[0], np.cumsum(member[ties.heads])])
        counts += np.diff(of_members[ties.starts])
    return np.bincount(counts[member], minlength=1)


def sending_law(ties: Array, values: Values, channel: str) -> tuple[tuple[float, float], float]:
    """Scales of the law of recipients for first senders and for later ones, and its tail.

    The published means are means over senders, so the ties that these have count: any member with
    a tie may be the first, but a message comes to people in proportion to their ties.

    Args:
        ties: members with 0, 1, 2 ... ties, by `tie_counts`.
        values: the replicate's numbers.
        channel: name of the channel.
    """
    tail = values.channel(channel, "recipients_tail")
    many = np.where(np.arange(len(ties)) > 0, ties, 0)
    first, later = (
        sending_scale(values.channel(channel, name), _more_than(often), tail)
        for name, often in (
            ("first_recipients", many),
            ("recipients", many * np.arange(len(many))),
        )
    )
    return (first, later), tail


def _more_than(often: Array) -> Array:
    """Share of senders with more than 0, 1, 2 ... ties, from how often each number occurs."""
    return np.cumsum(often[::-1])[::-1][1:] / max(float(often.sum()), 1.0)
