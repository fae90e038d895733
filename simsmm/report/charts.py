"""Charts as Vega-Lite specifications, and as SVG to stand inside a page.

Every chart is drawn from plain numbers, in one theme, without links, scripts or fonts from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from simsmm.report.words import shortened

Spec = dict[str, Any]

INK, QUIET, LINE, GRID = "#1b2733", "#53606d", "#c9d1d8", "#e6eaee"
ACCENT, MIDDLE, PALE, GOAL = "#0b6b6b", "#8cc4c0", "#d3e9e7", "#a8431c"
CAUSES = ("#8a6d1f", "#0b6b6b", "#5b5f97")
"""Luck, unknown numbers, society."""

WIDE, NARROW = 640, 330
"""Width of a plot and its labels on a screen or on paper, and on a phone [px]."""

THEME: Spec = {
    "background": "transparent",
    "font": "Helvetica, Arial, sans-serif",
    "view": {"stroke": None},
    "aria": False,
    "axis": {
        "labelColor": QUIET,
        "titleColor": QUIET,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelLimit": 140,
    },
    "text": {"color": INK, "fontSize": 11},
}

TAG = re.compile(r"<[^<>]*>")
IDENTITY = re.compile(r'(\bid="|url\(#|href="#)')
NAMESPACE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')


@dataclass(frozen=True)
class Bar:
    """A mean with its interval."""

    name: str
    mean: float
    low: float
    high: float
    label: str
    """The mean as it is written."""


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


def svg(spec: Spec, title: str, name: str) -> str:
    """A chart as an SVG element for a page of HTML.

    Args:
        spec: Vega-Lite.
        title: what the chart shows, for those who cannot see it.
        name: a word that no other chart of the page has; makes the ids in the SVG its own.
    """
    import vl_convert
    from markupsafe import escape

    drawn = vl_convert.vegalite_to_svg({**spec, "config": THEME})
    drawn = TAG.sub(lambda tag: _own(tag[0], name), drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)


def warm_up() -> None:
    """Start the program that draws, which takes a second or two, before a chart is needed."""
    svg({"data": {"values": [{}]}, "mark": "point"}, "", "none")


def _own(tag: str, name: str) -> str:
    """A tag whose ids are this chart's alone; within a page of HTML, SVG needs no namespace."""
    return IDENTITY.sub(lambda found: f"{found[1]}{name}-", NAMESPACE.sub("", tag))


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
        "axis": {"grid": False, "values": _ticks(outcomes.days[-1]), "format": "d"},
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
    if goal is not None:
        layers += _goal(goal, height)
    return {"width": width - 70, "height": 180, "data": {"values": rows}, "layer": layers}


def _ticks(days: float) -> list[int]:
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


def bars(rows: Sequence[Bar], width: int = NARROW, names: int = 110) -> Spec:
    """Means as bars, with a line over 90 % of the outcomes and the mean in words.

    Args:
        rows: the bars, from the top.
        width: of the whole chart [px].
        names: room for the names [px].
    """
    values = [
        {
            "name": f"{place}:{bar.name}",
            "mean": bar.mean,
            "low": bar.low,
            "high": bar.high,
            "end": max(bar.high, bar.mean),
            "label": bar.label,
        }
        for place, bar in enumerate(rows)
    ]
    top = max((max(bar.high, bar.mean) for bar in rows), default=0.0) or 1.0
    room = width - names - 60
    across = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "ticks": False,
            "domain": False,
            "labelPadding": 6,
            "labelLimit": names,
            # The number before the colon keeps two groups of one name apart.
            "labelExpr": "slice(datum.label, indexof(datum.label, ':') + 1)",
        },
    }
    along = {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, top], "nice": False},
        "axis": None,
    }
    return {
        "width": room,
        "height": {"step": 23},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "color": MIDDLE, "height": {"band": 0.62}},
                "encoding": {"y": across, "x": {"field": "mean", **along}},
            },
            {
                "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 2},
                "encoding": {"y": across, "x": {"field": "low", **along}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {
                    "y": across,
                    "x": {"field": "end", **along},
                    "text": {"field": "label"},
                },
            },
        ],
    }


def shares(rows: Sequence[tuple[str, float]], width: int = NARROW) -> Spec:
    """Parts of a whole as one bar."""
    start, values = 0.0, []
    for name, share in rows:
        label = f"{round(100.0 * share)} %" if share >= 0.07 else ""
        values.append(
            {
                "name": name,
                "from": start,
                "to": start + share,
                "mid": start + share / 2,
                "label": label,
            }
        )
        start += share
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    colour = {
        "field": "name",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": [name for name, _ in rows], "range": list(CAUSES)},
    }
    return {
        "width": width,
        "height": 30,
        "padding": 0,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "height": 28, "stroke": "white"},
                "encoding": {"x": {"field": "from", **x}, "x2": {"field": "to"}, "color": colour},
            },
            {
                "mark": {"type": "text", "color": "white", "fontWeight": "bold", "fontSize": 12},
                "encoding": {"x": {"field": "mid", **x}, "text": {"field": "label"}},
            },
        ],
    }
