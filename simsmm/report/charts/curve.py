"""Reach against media money: a line for each world, and their mean with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simsmm.report.charts.theme import ACCENT, MIDDLE, QUIET, Spec


@dataclass(frozen=True)
class Point:
    """Outcomes at one amount of money."""

    money: float
    mean: float
    low: float
    high: float
    worlds: Sequence[tuple[float, float]]
    """Money spent and reach of each world."""


def curve(points: Sequence[Point], planned: int, plan: str, money: str, width: int) -> Spec:
    """Reach against money, from the smallest amount.

    Args:
        points: the amounts.
        planned: place of the plan's own amount among them.
        plan: what that is called.
        money: title of the axis of money.
        width: of the whole chart [px].
    """
    worlds = [
        {"money": spent, "reach": reach, "world": world, "order": place}
        for place, point in enumerate(points)
        for world, (spent, reach) in enumerate(point.worlds)
    ]
    means = [{"money": p.money, "mean": p.mean, "low": p.low, "high": p.high} for p in points]
    x = {
        "type": "quantitative",
        "title": money,
        "axis": {"grid": False, "format": ",d", "tickCount": 5},
    }
    y = {
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",d", "tickCount": 5, "domain": False, "ticks": False},
    }
    across, up = {"field": "money", **x}, {"field": "mean", **y}
    return {
        "width": width - 75,
        "height": 170,
        "layer": [
            {
                "data": {"values": worlds},
                "mark": {"type": "line", "color": MIDDLE, "strokeWidth": 0.8, "opacity": 0.8},
                "encoding": {
                    "x": across,
                    "y": {"field": "reach", **y},
                    "detail": {"field": "world"},
                    "order": {"field": "order", "type": "quantitative"},
                },
            },
            {
                "data": {"values": means},
                "layer": [
                    {
                        "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5},
                        "encoding": {"x": across, "y": up},
                    },
                    {
                        "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 1.5},
                        "encoding": {
                            "x": across,
                            "y": {"field": "low", **y},
                            "y2": {"field": "high"},
                        },
                    },
                    {
                        "mark": {"type": "point", "color": ACCENT, "filled": True, "size": 50},
                        "encoding": {"x": across, "y": up},
                    },
                ],
            },
            {
                "data": {"values": [{"money": points[planned].money, "name": plan}]},
                "layer": [
                    {
                        "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3]},
                        "encoding": {"x": across},
                    },
                    {
                        "mark": {"type": "text", "y": -7, "color": QUIET},
                        "encoding": {"x": across, "text": {"field": "name"}},
                    },
                ],
            },
        ],
    }
