"""Plans of two brands on two channels, and switches that take one rule of one channel away.

Our brand is on the channel whose rule is switched off; theirs, on another channel, is the bystander
that must not notice.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from simsmm.assemble import Stage
from simsmm.channels.delay import EXPONENTIAL
from simsmm.channels.mechanisms import FEED
from simsmm.record import Record
from simsmm.scenario import parse
from simsmm.spread.world import RESPONSES, World

OURS, THEIRS = 0, 1
"""Places of the two channels, posts, brands."""

PEOPLE, WORLDS, SOCIETIES = 1_500, 20, 2

TIES = {"friends": 40, "acquaintances": 100, "business contacts": 400}
"""Mean degrees instead of the preset's, with which so few people would be one circle of friends."""

Fields = dict[str, Any]


def plan_of(
    channel: str,
    *,
    at: str = "day 1 18:00",
    days: int = 14,
    people: int = PEOPLE,
    scale: int = 1,
    grp: int = 0,
    members: int = 0,
    fans: int = 0,
    seeds: int = 0,
    rated: bool = False,
    numbers: Mapping[str, Any] | None = None,
) -> str:
    """A scenario of the two brands, as text.

    Args:
        channel: where we are.
        at, days: when our only post appears, and how long the run is.
        people: simulated; each stands for ``scale`` people.
        grp: rating points bought for our post.
        members: of the board that it stands on, in real people; 0 for no board.
        fans, seeds: of our page and of our post, in real people.
        rated: whether our post leads to something that buyers review.
        numbers: of our channel that are not those of the preset.
    """
    other = "microblog" if channel == "social network" else "social network"
    post: Fields = {"id": "ours", "at": at, "on": channel, "format": "video", "seeds": seeds}
    post |= {"boost": {"grp": grp}} if grp else {}
    post |= {"board": "a board"} if members else {}
    post |= {"link": "a table"} if rated else {}
    ours = {"brand": "ours", "posts": [post]}
    table = {"price": 30, "sold anyway": f"{20 * scale} per day", "reviews": {"quality": 0.5}}
    ours |= {"offers": {"a table": table}} if rated else {}
    ours |= {"pages": {channel: {"fans": fans}}} if fans else {}
    layers = ["friends", "acquaintances"]
    layers += ["business contacts"] if channel == "business network" else []
    return json.dumps(
        {
            "version": 1,
            "name": "a rule switched off",
            "market": people * scale,
            "simulate": people,
            "starts": "2027-03-01",
            "lasts": f"{days} d",
            "currency": "USD",
            "assume": "point values",
            "people": {
                "segments": [{"name": "all", "uses": {channel: "100 %", other: "100 %"}}],
                "ties": {layer: {"mean degree": TIES[layer]} for layer in layers},
            },
            "channels": {channel: numbers or "typical", other: "typical"},
            "boards": {channel: {"a board": {"members": members}}} if members else {},
            "campaigns": [ours, _bystander(other, scale)],
        }
    )


def _bystander(channel: str, scale: int) -> Fields:
    """A brand with a page, seeds, a boost and something to sell."""
    post = {
        "id": "theirs",
        "at": "day 1 18:00",
        "on": channel,
        "format": "video",
        "link": "shop",
        "seeds": 20 * scale,
        "boost": {"spend": 4 * scale, "until": "day 6"},
    }
    return {
        "brand": "theirs",
        "pages": {channel: {"fans": 400 * scale}},
        "posts": [post],
        "offers": {"thing": {"price": 9, "sold anyway": f"{40 * scale} per day"}},
    }


@cache
def _stage(plan: str, society: int) -> Stage:
    return Stage(parse(plan), 1, society)


def world_of(plan: str, luck: int) -> World:
    """World ``luck`` of a plan, of those that share societies by turns."""
    return _stage(plan, luck % SOCIETIES).world(luck, 0)[0]


# Switches.


def nobody_passes_on(world: World) -> World:
    """Whoever begins puts it before their ties; of those, nobody does so again."""
    response = world.law.response.copy()
    response[RESPONSES * OURS : RESPONSES * (OURS + 1), 0, 0] = -math.inf
    return replace(world, law=world.law._replace(response=response))


def nobody_is_chosen(world: World) -> World:
    """All ties are sent what a sender would have sent to a few."""
    return _with(world, "channels", mechanism=FEED)


def replies_lift_nothing(world: World) -> World:
    """A thread has one life."""
    return _with(world, "channels", passes=0)


def no_long_tail(world: World) -> World:
    """Attention halves again and again, with the half-life that it had."""
    return _with(world, "channels", kernel=EXPONENTIAL)


def nobody_needs_to_be_there(world: World) -> World:
    """People meet it at any hour as they would at a mean hour of the week."""
    meets = world.law.meets.copy()
    meets[OURS] = 1.0
    return replace(world, law=world.law._replace(meets=meets))


def votes_do_not_count(world: World) -> World:
    """Our visitors stand for nobody when the list is drawn up."""
    return _with(world, "lists", scale=0.0)


def one_rank_is_like_another(world: World) -> World:
    """Visitors look all the way down."""
    return _with(world, "lists", depth=0.0)


def no_further_waves(world: World) -> World:
    """However the test audience likes it, nobody else is shown the post."""
    return _with(world, "waves", reference=math.inf)


def nothing_is_aired(world: World) -> World:
    """No spot of ours meets anybody."""
    bought, boosts = world.plan.bought, world.plan.boosts
    others = boosts["channel"][bought["boost"]] != OURS
    return replace(world, plan=world.plan._replace(bought=bought[others]))


def _with(world: World, table: str, **fields: float) -> World:
    """The same world with other numbers in our row of a table of its law."""
    rows = getattr(world.law, table).copy()
    for name, value in fields.items():
        rows[name][OURS] = value
    return replace(world, law=world.law._replace(**{table: rows}))


# Measures.


def exposures(record: Record, channel: int) -> np.ndarray:
    """What was met on a channel."""
    return record.exposures[record.of_source("channel") == channel]


def impressions(record: Record) -> float:
    return float(len(exposures(record, OURS)))


def reach(record: Record) -> float:
    return float(len(np.unique(exposures(record, OURS)["person"])))


def recall(record: Record) -> float:
    return float(record.recall[:, OURS].mean())


def late_impressions(record: Record) -> float:
    """Those of the second half of the run."""
    return float(np.count_nonzero(exposures(record, OURS)["time"] > record.hours / 2.0))
