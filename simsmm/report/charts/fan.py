"""Outcomes over time as bands, with posts and a goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simsmm.report.charts.theme import ACCENT, GOAL, MIDDLE, PALE, QUIET, Spec
from simsmm.report.words import shortened

ABOVE = 2.5
"""A goal so many times above the highest outcomes is named, not drawn to scale."""


@dataclass(frozen=True)
class Fan:
    """Outcomes over time: for each day the points of their distribution."""

    days: Sequence[float]
    low: Sequence[float]
    lower: Sequence[float]
    median: Sequence[float]
    upper: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Mark:
    """Something to point out at a day."""

    day: float
    name: str


def fan(
    outcomes: Fan, starts: str, goal: Mark | None, height: float, posts: Iterable[Mark], width: int
) -> Spec:
    """Bands that hold half and 90 % of the outcomes, and the middle one, over time."""
    rows = [
        {"day": day, "low": low, "lower": lower, "median": median, "upper": upper, "high": high}
        for day, low, lower, median, upper, high in zip(
            outcomes.days,
            outcomes.low,
            outcomes.lower,
            outcomes.median,
            outcomes.upper,
            outcomes.high,
            strict=True,
        )
    ]
    x = {
        "field": "day",
        "type": "quantitative",
        "title": starts,
        "axis": {"grid": False, "values": ticks(outcomes.days[-1]), "format": "d"},
        "scale": {"domain": [0, outcomes.days[-1]], "nice": False},
    }
    layers: list[Spec] = [
        _band(x, "low", "high", PALE),
        _band(x, "lower", "upper", MIDDLE),
        {
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2},
            "encoding": {"x": x, "y": _y("median")},
        },
    ]
    layers += _posts(list(posts), outcomes.days[-1], width)
    if goal is not None and height > ABOVE * max(*outcomes.high, 1.0):
        layers.append(_goal_above(goal, width))
    elif goal is not None:
        layers += _goal(goal, height)
    return {"width": width - 70, "height": 180, "data": {"values": rows}, "layer": layers}


def ticks(days: float) -> list[int]:
    """Days to be named, whole weeks where there are some."""
    step = next((step for step in (1, 2, 7, 14, 28, 56) if days / step <= 8), 84)
    return list(range(0, int(days) + 1, step))


def _y(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",d", "tickCount": 5, "domain": False, "ticks": False},
    }


def _band(x: Spec, low: str, high: str, colour: str) -> Spec:
    return {
        "mark": {"type": "area", "color": colour, "interpolate": "linear"},
        "encoding": {"x": x, "y": _y(low), "y2": {"field": high}},
    }


def _goal_above(goal: Mark, width: int) -> Spec:
    """Where the goal would be, for one so high that its line would press all outcomes flat."""
    return {
        "data": {"values": [{"name": f"\N{UPWARDS ARROW} {goal.name}"}]},
        "mark": {
            "type": "text",
            "align": "right",
            "x": width - 74,
            "y": 10,
            "color": GOAL,
            "fontWeight": "bold",
        },
        "encoding": {"text": {"field": "name"}},
    }


def _goal(goal: Mark, height: float) -> list[Spec]:
    values = [{"from": 0.0, "to": goal.day, "height": height, "name": goal.name}]
    y = {"field": "height", "type": "quantitative"}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": GOAL, "strokeDash": [5, 3], "strokeWidth": 1.5},
            "encoding": {
                "x": {"field": "from", "type": "quantitative"},
                "x2": {"field": "to"},
                "y": y,
            },
        },
        {
            "data": {"values": values},
            "mark": {
                "type": "text",
                "align": "right",
                "dx": -4,
                "dy": 8,
                "color": GOAL,
                "fontWeight": "bold",
            },
            "encoding": {
                "x": {"field": "to", "type": "quantitative"},
                "y": y,
                "text": {"field": "name"},
            },
        },
    ]


def _posts(posts: list[Mark], last: float, width: int) -> list[Spec]:
    """Thin lines where posts appear, named above the plot in rows so that names keep apart."""
    if not posts or len(posts) > 12:
        return []
    ends: list[float] = []
    values = []
    for post in sorted(posts, key=lambda mark: mark.day):
        name = shortened(post.name, 18)
        left = post.day / last * (width - 70)
        row = next((row for row, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [left + 6.0 * len(name) + 8.0]
        values.append({"day": post.day, "name": name, "row": -4 - 13 * row})
    x = {"field": "day", "type": "quantitative"}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": QUIET, "strokeWidth": 0.7, "strokeDash": [2, 3]},
            "encoding": {"x": x},
        },
        {
            "data": {"values": values},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "bottom",
                "dx": -2,
                "y": {"expr": "datum.row"},
                "color": QUIET,
                "fontSize": 10.5,
            },
            "encoding": {"x": x, "text": {"field": "name"}},
        },
    ]
