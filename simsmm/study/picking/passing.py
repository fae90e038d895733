"""How a creator's post travels on a feed, as an independent cascade in which seeds can be chosen.

The cascade knows five kinds of nodes: a candidate publishes; somebody sees it from a candidate;
somebody sees it passed on; somebody has seen it at all; somebody passes it on. Whoever passes it on
does so to all who follow them, as in a campaign, and the chance of that differs between what a
creator publishes and what people pass on. What a campaign knows besides is left out: tiring,
forgetting, attention, appeal to each person, hours of the day, other posts and channels. So a
choice made here is scored on the campaign's own engine.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.assemble.law import MOST_RATE
from simsmm.assemble.values import Middles
from simsmm.diffusion.graph import Network
from simsmm.record import Kind
from simsmm.scenario.creators import Pick
from simsmm.society.ties import Dropped
from simsmm.study.picking.candidates import Candidates, Circle

Array = npt.NDArray[Any]

SEEN, TOLD, HEARD, PASSING = range(4)
"""Blocks of nodes, one for each member: has seen it; from a candidate; passed on; passes it on.
Behind them stand the candidates."""


class Chances:
    """Chances of a channel at the middle of what is known, for the posts of a pick."""

    def __init__(self, stage: Stage, pick: Pick, circle: Circle) -> None:
        """Read them off the law of a campaign."""
        scenario, people = stage.scenario, stage.society.people
        values, at = Middles(scenario, stage.key), list(scenario.channels).index(pick.on)
        law = stage.law(values)
        activity = people.activity[at, circle.members].astype(np.float64)
        phone = people.phone[at, circle.members].astype(np.int64)
        quarter = int((24.0 * scenario.starts.weekday() + pick.at) * 4.0) % law.meets.shape[2]
        online = law.meets[at, phone, quarter]
        posts = len(pick.posts)
        self.told = -np.expm1(-posts * law.reach[at, Kind.CREATOR] * online * activity)
        """float64 (m,): each member sees a post, or one of the posts, of somebody they follow."""
        layers = scenario.preset(pick.on).layers
        rows = [law.layers[scenario.layers.index(name)] for name in layers]
        seen = np.array([law.reach[at, row["kind"]] * row["strength"] for row in rows])
        self.heard = -np.expm1(-seen[circle.layer] * activity[circle.heads])
        """float64, one for each tie: the follower sees what is passed on along it."""
        self.first = -np.expm1(posts * np.log1p(-_shared(values, pick.on)))
        """Somebody who saw it from a creator passes it on."""
        self.further = min(values.channel(pick.on, "share_rate"), MOST_RATE)
        """Somebody to whom it was passed on passes it on."""


def _shared(values: Middles, channel: str) -> float:
    """Shares of a published post per sight of it, as `simsmm.assemble.law` reads them."""
    reach = values.channel(channel, "page_reach")
    engaged = values.channel(channel, "engagement") / reach if reach else 0.0
    return min(engaged * values.channel(channel, "shared_share"), MOST_RATE)


def cascade(circle: Circle, among: Candidates, chances: Chances) -> Network:
    """The cascade as a network; candidate j is node ``4 * members + j``."""
    members, people = len(circle.members), among.people
    everybody = np.arange(members)
    ones = np.ones(members)
    # Rows of those who saw it from a candidate, and of those to whom it was passed on.
    both = np.stack([everybody, PASSING * members + everybody], axis=1).ravel()
    told = np.stack([ones, chances.first * ones], axis=1).ravel()
    heard = np.stack([ones, chances.further * ones], axis=1).ravel()
    sizes = circle.followers[people]
    ends = np.cumsum(sizes)
    rows = np.repeat(circle.starts[people] - (ends - sizes), sizes) + np.arange(sizes.sum())
    followers = circle.heads[rows]
    degrees = [np.zeros(members), np.full(2 * members, 2), circle.followers, sizes]
    heads = [both, both, HEARD * members + circle.heads, TOLD * members + followers]
    return Network(
        starts=np.concatenate([[0], np.cumsum(np.concatenate(degrees))]).astype(np.int64),
        heads=np.concatenate(heads).astype(np.int32),
        chance=np.concatenate([told, heard, chances.heard, chances.told[followers]]),
        labels=None,
        ids=None,
        directed=True,
        dropped=Dropped(0, 0),
    )


def followings(circle: Circle, chances: Chances) -> Network:
    """Who follows whom, for rules of thumb, with the chance that each tie passes something on."""
    return Network(
        circle.starts,
        circle.heads,
        chances.further * chances.heard,
        None,
        circle.members.astype(np.uint64),
        True,
        Dropped(0, 0),
    )
