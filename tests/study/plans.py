"""Small plans to study: a market of 80,000, of whom a few thousand are simulated."""

from __future__ import annotations

import copy
import json
from typing import Any

from simsmm.scenario import Scenario, parse

PLAN: dict[str, Any] = {
    "version": 1,
    "name": "a small launch",
    "market": 80_000,
    "simulate": 2_000,
    "starts": "2027-09-01",
    "lasts": "14 d",
    "currency": "EUR",
    "target": "fans of indie",
    "goals": [
        {"reach": "at least 8 000 people by day 14"},
        {"cost per reached person": "at most 0.2 EUR"},
    ],
    "people": {
        "segments": [
            {
                "name": "fans of indie",
                "share": "25 %",
                "interests": {"indie": "strong"},
                "uses": {"social network": "80 %", "microblog": "60 %"},
            },
            {
                "name": "others",
                "interests": {"indie": "weak"},
                "uses": {"social network": "70 %", "microblog": "40 %"},
            },
        ]
    },
    "channels": {"social network": "typical", "microblog": {"page reach": "5 % to 20 %"}},
    "campaigns": [
        {
            "brand": "The Lanterns",
            "budget": {"media": "300 EUR", "creators": "100 EUR", "production": "50 EUR"},
            "pages": {"social network": {"fans": 12_000}, "microblog": {"fans": 8_000}},
            "posts": [
                {
                    "id": "single",
                    "at": "day 1 18:00",
                    "on": ["social network", "microblog"],
                    "format": "video",
                    "topics": {"indie": "strong"},
                    "quality": "60 % to 90 %",
                    "link": "shop",
                    "seeds": 800,
                    "boost": {"on": "social network", "spend": "200 EUR", "until": "day 8"},
                },
                {
                    "id": "tour",
                    "at": "day 5 12:30",
                    "on": ["social network", "microblog"],
                    "format": "event",
                    "topics": {"indie": "some"},
                },
            ],
            "creators": [
                {
                    "name": "Ada",
                    "on": "microblog",
                    "followers": 10_000,
                    "fee": "100 EUR",
                    "posts": ["single"],
                    "at": "day 2 19:00",
                }
            ],
            "offers": {"album": {"price": "12 EUR", "margin": "60 %", "sold anyway": "20 per day"}},
        }
    ],
    "effort": {"precision": "5 %", "at least": 16, "at most": 64},
}


def plan(**changes: Any) -> dict[str, Any]:
    """The plan as data of one's own, with fields at its top changed."""
    return copy.deepcopy(PLAN) | changes


def scenario(data: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """A scenario from data; by default the plan, with fields at its top changed."""
    # Every JSON text is a YAML text.
    return parse(json.dumps(plan(**changes) if data is None else data))
