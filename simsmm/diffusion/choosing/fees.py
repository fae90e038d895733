"""What people cost, and how much each counts: numbers for everybody, however they are given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.arguments import real
from simsmm.diffusion.graph import Network
from simsmm.scenario.problems import brief, unknown
from simsmm.wording import count, say

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Fee:
    """A fee rule: so much for anybody, and so much for each follower.

    Bakshy, Hofman, Mason and Watts 2011 ("Everyone's an influencer") price influencers like this:
    what it takes to win one over, and what their audience adds.
    """

    base: float = 0.0
    """For anybody [money]."""
    per_follower: float = 0.0
    """For each person whom they may activate [money]."""

    def __post_init__(self) -> None:
        """Refuse what is no price."""
        real("base", self.base)
        real("per_follower", self.per_follower)

    def of(self, followers: Array) -> Array:
        """Fee of each person, float64, by their numbers of followers."""
        return self.base + self.per_follower * followers.astype(np.float64)


def per_person(
    name: str, given: object, graph: object, network: Network, needed: Array | None = None
) -> Array:
    """A number for each person, float64 (n,), finite and not negative.

    Args:
        name: what it is called in a message.
        given: a number for all; a `Fee`; a mapping from labels; the name of an attribute of the
            nodes of a networkx graph; or an array in the order of the graph.
        graph: as the user gave it.
        network: the same.
        needed: numbers of those who must have one; the others may lack it, and then have 0. By
            default everybody.

    Raises:
        TypeError: it is none of these.
        ValueError: somebody lacks it or is unknown, or a number is negative or none.
    """
    if isinstance(given, Fee):
        return given.of(network.out_degrees)
    if isinstance(given, str):
        found = _of_pairs(name, _attribute(name, given, graph), network, needed)
    elif isinstance(given, Mapping):
        found = _of_pairs(name, given.items(), network, needed)
    elif np.ndim(given) == 0:
        found = np.full(network.people, real(name, given))
    else:
        found = _array(name, given)
        if found.shape != (network.people,):
            raise ValueError(
                say(
                    "{name} has the shape {shape}; with one for each person it must be ({people},)",
                    name=name,
                    shape=found.shape,
                    people=network.people,
                )
            )
    wrong = np.flatnonzero(~((found >= 0.0) & np.isfinite(found)))
    if len(wrong):
        who = int(wrong[0])
        raise ValueError(
            say(
                "{name} of {label} must be a finite number from 0, not {given}",
                name=name,
                label=brief(repr(network.label(who))),
                given=f"{found[who]:g}",
            )
        )
    return found


def _of_pairs(
    name: str, pairs: Iterable[tuple[Any, object]], network: Network, needed: Array | None
) -> Array:
    """Numbers by label; whoever is needed must have one."""
    found, has = np.zeros(network.people), np.zeros(network.people, bool)
    for label, value in pairs:
        if value is None:
            continue
        who = network.number(label)
        found[who], has[who] = _number(name, label, value), True
    must = np.arange(network.people) if needed is None else needed
    lacking = must[~has[must]]
    if len(lacking):
        raise ValueError(
            count(
                len(lacking),
                "{name} lacks {label}",
                "{name} lacks {number} people, the first of them {label}",
                name=name,
                label=brief(repr(network.label(int(lacking[0])))),
            )
        )
    return found


def _attribute(name: str, attribute: str, graph: Any) -> Iterable[tuple[Any, object]]:
    """An attribute of the nodes of a networkx graph, by label; None where a node lacks it."""
    if not hasattr(graph, "nodes"):
        raise ValueError(
            say(
                "{name} is the name of an attribute, {given}, which only the nodes of a networkx "
                "graph have; give a mapping or an array",
                name=name,
                given=brief(repr(attribute)),
            )
        )
    known = sorted({str(key) for _, data in graph.nodes(data=True) for key in data})
    if attribute not in known:
        raise ValueError(unknown("attribute", attribute, known))
    return graph.nodes(data=attribute)


def _number(name: str, label: object, value: Any) -> float:
    try:
        found = math.nan if isinstance(value, (bool, str)) else float(value)
    except (TypeError, ValueError):
        found = math.nan
    if math.isnan(found):
        raise TypeError(
            say(
                "{name} of {label} must be a number, not {given}",
                name=name,
                label=brief(repr(label)),
                given=brief(repr(value)),
            )
        )
    return found


def _array(name: str, given: object) -> Array:
    try:
        return np.asarray(given, np.float64)
    except (TypeError, ValueError):
        raise TypeError(
            say(
                "{name} must be numbers, one for each person, not {given}",
                name=name,
                given=brief(repr(given)),
            )
        ) from None
