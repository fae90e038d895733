"""Who may be picked, how many follow them, and what they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.assemble.people import meant_by
from simsmm.scenario.creators import Pick
from simsmm.scenario.picks import fee_of
from simsmm.wording import numeral, say

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Circle:
    """The members of a channel, and who sees what each of them publishes."""

    members: Array
    """int64 (m,), ascending: their numbers in the society. Below, they are numbered 0 to m - 1."""
    starts: Array
    """int64 (m + 1,): where each member's followers begin."""
    heads: Array
    """int32: followers of each member, ascending."""
    layer: Array
    """int8, one for each of these: the layer that ties them, as the channel names its layers; of
    two, the first."""

    @property
    def followers(self) -> Array:
        """Simulated followers of each member, int64 (m,)."""
        return np.diff(self.starts)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Who may be picked."""

    people: Array
    """int32 (c,), ascending: their numbers in the `Circle`."""
    followers: Array
    """int64 (c,): of each, in real people."""
    fees: Array
    """float64 (c,): what each takes, in the scenario's currency."""


def circle_of(stage: Stage, channel: str) -> Circle:
    """The members of a channel and their ties, layer on layer."""
    scenario, people = stage.scenario, stage.society.people
    member = people.member[list(scenario.channels).index(channel)]
    members = np.flatnonzero(member)
    place = np.full(len(people), -1, np.int64)
    place[members] = np.arange(len(members))
    pairs, layers = [], []
    for number, name in enumerate(scenario.preset(channel).layers):
        ties = stage.society.layers[name]
        tails = place[np.repeat(np.arange(len(people)), ties.audience())]
        heads = place[ties.heads]
        inside = (tails >= 0) & (heads >= 0)
        pairs.append(tails[inside] * len(members) + heads[inside])
        layers.append(np.full(len(pairs[-1]), number, np.int8))
    found, first = np.unique(np.concatenate(pairs), return_index=True)
    tails, heads = np.divmod(found, max(len(members), 1))
    starts = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=len(members)))])
    return Circle(members, starts, heads.astype(np.int32), np.concatenate(layers)[first])


def candidates_of(stage: Stage, pick: Pick, circle: Circle) -> Candidates:
    """Who may be picked: they are among those meant, have so many followers, and can be paid.

    A simulated person stands for `scale` real ones, and so does each of their followers: whoever
    is followed by 40 at a scale of 50 is a creator of 2,000.

    Raises:
        ValueError: there is nobody, or nobody can be paid.
    """
    scenario = stage.scenario
    followers = np.rint(circle.followers * scenario.scale).astype(np.int64)
    low, high = pick.followers or (1, np.iinfo(np.int64).max)
    able = (circle.followers > 0) & (followers >= low) & (followers <= high)
    meant = meant_by(pick.among, scenario, stage.society)
    if meant is not None:
        able &= meant[circle.members]
    if not able.any():
        raise ValueError(_nobody(pick, followers))
    fee = fee_of(scenario, pick)
    people = np.flatnonzero(able).astype(np.int32)
    fees = np.array([fee.of(each) for each in followers[people].tolist()])
    if fees.min() > pick.spend:
        raise ValueError(
            say(
                "the pick pays for nobody: of {number} who may be picked, the cheapest takes {fee} "
                "{currency}",
                number=numeral(f"{len(people):,}"),
                fee=numeral(f"{fees.min():,.2f}"),
                currency=scenario.currency,
            )
        )
    return Candidates(people, followers[people], fees)


def _nobody(pick: Pick, followers: Array) -> str:
    most = int(followers.max()) if len(followers) else 0
    return say(
        "nobody on {channel} may be picked: none of those meant has so many followers; the most "
        "that anybody has there are {most}",
        channel=pick.on,
        most=numeral(f"{most:,}"),
    )
