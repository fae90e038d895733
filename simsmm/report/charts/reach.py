"""Reach against rating points: a channel's curve with its range, and what was bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simsmm.report.charts.theme import ACCENT, GOAL, PALE, QUIET, Spec


@dataclass(frozen=True)
class Bought:
    """What a plan buys: rating points and reach [0, 1], each with the ends of 90 % of outcomes."""

    grp: float
    grp_low: float
    grp_high: float
    reach: float
    reach_low: float
    reach_high: float


Along = Sequence[tuple[float, float, float, float]]
"""Rating points; reach: usual, low and high [0, 1]."""


def reach(along: Along, bought: Bought, plan: str, points: str, width: int) -> Spec:
    """A curve, the band of what is plausible around it, and the point that was bought.

    Args:
        along: the curve.
        bought: what is marked.
        plan: what the mark is called.
        points: title of the axis of rating points.
        width: of the whole chart [px].
    """
    rows = [
        {"grp": grp, "reach": usual, "low": low, "high": high} for grp, usual, low, high in along
    ]
    x: Spec = {
        "field": "grp",
        "type": "quantitative",
        "title": points,
        "axis": {"grid": False, "format": ",d", "tickCount": 6},
        "scale": {"domain": [0, along[-1][0]], "nice": False},
    }
    mark = {**vars(bought), "name": plan}
    line = {"type": "rule", "color": GOAL, "strokeWidth": 1.5}
    return {
        "width": width - 75,
        "height": 170,
        "layer": [
            {
                "data": {"values": rows},
                "layer": [
                    {
                        "mark": {"type": "area", "color": PALE},
                        "encoding": {"x": x, "y": _y("low"), "y2": {"field": "high"}},
                    },
                    {
                        "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2},
                        "encoding": {"x": x, "y": _y("reach")},
                    },
                ],
            },
            {
                "data": {"values": [mark]},
                "layer": [
                    {
                        "mark": line,
                        "encoding": {
                            "x": {**x, "field": "grp_low"},
                            "x2": {"field": "grp_high"},
                            "y": _y("reach"),
                        },
                    },
                    {
                        "mark": line,
                        "encoding": {
                            "x": x,
                            "y": _y("reach_low"),
                            "y2": {"field": "reach_high"},
                        },
                    },
                    {
                        "mark": {"type": "point", "color": GOAL, "filled": True, "size": 50},
                        "encoding": {"x": x, "y": _y("reach")},
                    },
                    {
                        "mark": {
                            "type": "text",
                            "dy": 16,
                            "dx": 8,
                            "align": "left",
                            "color": QUIET,
                        },
                        "encoding": {"x": x, "y": _y("reach"), "text": {"field": "name"}},
                    },
                ],
            },
        ],
    }


def _y(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "axis": {"format": ".0%", "tickCount": 5, "domain": False, "ticks": False},
        "scale": {"domain": [0, 1]},
    }
