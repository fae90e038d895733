"""A shop with reviews and nothing else, at the numbers of the presets or where everybody rates."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache

import numpy as np

from simsmm.assemble import Stage
from simsmm.scenario import parse
from simsmm.study.replicate import play

PEOPLE, WORLDS = 50_000, 2

EVERYBODY = {"write rate": "90 %", "purchase bias": 0, "writing bias": 0, "rating herding": 0}
"""Behaviour with which buyers are like everybody else, nearly all write, and nobody is led."""

MANY = {"write rate": "15 %"}
"""The presets' behaviour with ten times as many reviews, so that there are enough to count."""


@cache
def _stars(numbers: tuple[tuple[str, object], ...]) -> np.ndarray:
    plan = {
        "version": 1,
        "name": "reviews",
        "market": PEOPLE,
        "simulate": PEOPLE,
        "starts": "2027-03-01",
        "lasts": "60 d",
        "assume": "point values",
        "people": {"segments": [{"name": "all", "uses": {"microblog": "100 %"}}]},
        "channels": {"microblog": "typical"},
        "behaviour": dict(numbers),
        "campaigns": [
            {
                "brand": "a shop",
                "pages": {"microblog": {"fans": 10}},
                "posts": [{"at": "day 1 18:00", "on": "microblog", "format": "video"}],
                "offers": {
                    "thing": {
                        "price": 9,
                        "sold anyway": f"{PEOPLE // 60} per day",
                        "reviews": {"quality": "50 %"},
                    }
                },
            }
        ],
    }
    stage = Stage(parse(json.dumps(plan)), 1, 0)
    found = np.zeros(5)
    for world in range(WORLDS):
        run = play(stage, world)
        assert run is not None
        found += np.bincount(run.record.reviews["stars"], minlength=6)[1:]
    return found


def stars(numbers: Mapping[str, object]) -> np.ndarray:
    """Numbers of reviews with one to five stars, of an average product."""
    return _stars(tuple(numbers.items()))


def share_of(counts: np.ndarray, given: int) -> tuple[float, float]:
    """Share of reviews with so many stars, and its error."""
    whole = float(counts.sum())
    share = float(counts[given - 1]) / whole
    return share, math.sqrt(share * (1.0 - share) / whole)
