"""Means with their intervals as bars, and parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simsmm.report.charts.theme import ACCENT, CAUSES, MIDDLE, NARROW, Spec


@dataclass(frozen=True)
class Bar:
    """A mean with its interval."""

    name: str
    mean: float
    low: float
    high: float
    label: str
    """The mean as it is written."""


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
