"""A campaign with every mechanism on: what an exposure costs where nothing is left out.

A feed along the ties of the graph, a board whose threads replies lift, a ranked list, waves of
recommendations, spots on television, and messages; pages with fans, creators, boosts paid per
impression and per click, variants, reviews that move buyers, an event with seats. Two brands.
"""

from __future__ import annotations

import json
import time
from typing import Any

import numpy as np

from benchmarks.giant import Graph
from benchmarks.peers import Played
from simsmm import presets
from simsmm.assemble import Stage
from simsmm.scenario import parse
from simsmm.society import OwnLayer, Ties
from simsmm.spread.engine import Engine

LAYERS = {"follows": "microblog", "friends": "private messages"}
"""Layers that are the graph, and the channels along which they pass things on."""

CHANNELS = (
    "microblog",
    "private messages",
    "forum",
    "news aggregator",
    "short video",
    "television",
)


class Everything:
    """The campaign engine on a scenario of all mechanisms; making the world is not timed."""

    def __init__(self, graph: Graph) -> None:
        ties = Ties(graph.starts, graph.heads, directed=True)
        own = tuple(OwnLayer(name, ties, (channel,)) for name, channel in LAYERS.items())
        self.stage = Stage(parse(json.dumps(plan(graph.people))), 1, 0, own=own)
        self.play(0)

    def play(self, luck: int) -> Played:
        """One run."""
        world, _ = self.stage.world(luck, 0)
        engine = Engine(world)
        before = time.process_time()
        engine.advance(np.inf)
        seconds = time.process_time() - before
        record = engine.record()
        return Played(len(record.exposures), int((record.sources["person"] >= 0).sum()), seconds)


def plan(people: int) -> dict[str, Any]:
    """The scenario, on a market of so many people, all of them simulated."""
    everywhere = dict.fromkeys(CHANNELS, "100 %")
    return {
        "version": 1,
        "name": "everything",
        "market": people,
        "simulate": people,
        "starts": "2027-03-01",
        "lasts": "28 d",
        "currency": "USD",
        "assume": "point values",
        "people": {
            "segments": [
                {
                    "name": "some",
                    "share": "40 %",
                    "interests": {"topic": "strong"},
                    "uses": everywhere,
                    "cities": {"Springfield": "30 %"},
                },
                {"name": "others", "interests": {"topic": "weak"}, "uses": everywhere},
            ],
        },
        "channels": {name: _seen_by_all(name) for name in CHANNELS},
        "boards": {"forum": {"a board": {"members": people // 2, "topics": {"topic": "strong"}}}},
        "campaigns": [_campaign(name, people) for name in ("one brand", "another brand")],
    }


def _seen_by_all(channel: str) -> dict[str, str] | str:
    """A channel on which people see what is put before them, as on the graph of the peers.

    Work is counted in exposures: where nine in ten are not seen, nine in ten coins are tossed for
    nothing.
    """
    stated = presets.channel(channel).numbers
    reaches = ("page_reach", "friend_reach", "creator_reach", "public_reach")
    return {presets.spoken(name): "100 %" for name in reaches if name in stated} or "typical"


def _campaign(brand: str, people: int) -> dict[str, Any]:
    usual = {"format": "video", "topics": {"topic": "strong"}, "link": "shop"}
    feed: dict[str, Any] = {
        **usual,
        "on": ["microblog", "private messages", "short video"],
        "seeds": people // 50,
        "variants": [{"id": "a"}, {"id": "b", "quality": "70 %"}],
        "boost": [
            {"on": "microblog", "spend": people // 400, "until": "day 20"},
            {"on": "short video", "spend": people // 800, "until": "day 20", "pay": "per click"},
        ],
    }
    talk = {**usual, "on": "forum", "board": "a board", "format": "text"}
    news = {**usual, "on": "news aggregator", "format": "link", "seeds": people // 500}
    spot = {"on": "television", "format": "video", "boost": {"grp": 100, "until": "day 28"}}
    night = {
        "on": "microblog",
        "format": "event",
        "event": {
            "city": "Springfield",
            "on": "day 20 20:00",
            "seats": people // 100,
            "sold anyway": "10 per day",
        },
    }
    posts = [
        {"id": f"{brand}, {name} {day}", "at": f"day {day} {hour}:00", **post}
        for day in (1, 8, 15)
        for name, hour, post in (("clip", 18, feed), ("thread", 10, talk), ("story", 9, news))
    ]
    posts += [{"id": f"{brand}, spot", "at": "day 1 06:00", **spot}]
    posts += [{"id": f"{brand}, night", "at": "day 10 18:00", **night}]
    return {
        "brand": brand,
        "pages": {
            "microblog": {"fans": people // 2},
            "private messages": {"fans": people // 5},
            "short video": {"fans": people // 2},
        },
        "posts": posts,
        "creators": [
            {
                "name": f"Ada for {brand}",
                "on": "microblog",
                "followers": people // 10,
                "fee": 100,
                "posts": [posts[0]["id"]],
                "at": "day 2 19:00",
            }
        ],
        "offers": {
            f"thing of {brand}": {
                "price": 9,
                "sold anyway": f"{people // 200} per day",
                "reviews": {"so far": "4.1 from 20", "quality": "60 %"},
            }
        },
    }
