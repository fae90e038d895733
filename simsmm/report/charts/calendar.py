"""The calendar of a campaign: posts and creators as signs, boosts as bars, by channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simsmm.report.calendar import Event, Kind
from simsmm.report.charts.fan import ticks
from simsmm.report.charts.theme import ACCENT, GOAL, GRID, INK, MIDDLE, Spec
from simsmm.report.words import shortened
from simsmm.wording import say

LETTER = 5.6
"""Width of a letter of a name [px]."""

ROW = 19
"""Height of a row [px]."""


def calendar(
    events: Sequence[Event],
    kinds: Mapping[Kind, str],
    days: float,
    starts: str,
    width: int,
    letters: int = 18,
) -> Spec:
    """Events over the days; names that would run into each other get rows of their own.

    Args:
        events: by channel, then by time.
        kinds: what each kind of event is called.
        days: length of the campaign.
        starts: title of the axis.
        width: of the whole chart [px].
        letters: longest name that is written out.
    """
    room = width - 110
    rows = _rows(events, days, room, letters)
    lanes = list(dict.fromkeys((row["channel"], row["lane"]) for row in rows))
    for row in rows:
        row["y"] = lanes.index((row["channel"], row["lane"])) + 0.5
        row["kind"] = kinds[row["kind"]]
    heads = [
        {"channel": name, "y": lane + 0.5, "edge": lane}
        for lane, (name, place) in enumerate(lanes)
        if place == 0
    ]
    for head in heads:
        spoken = say(head["channel"])  # data text
        head["channel"] = shortened(spoken, 16)
    edges = [{"y": head["edge"]} for head in heads[1:]]
    x = {
        "type": "quantitative",
        "title": starts,
        "axis": {"grid": False, "values": ticks(days), "format": "d"},
        "scale": {"domain": [0, days], "nice": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [len(lanes), 0], "nice": False},
    }
    across = {"field": "start", **x}
    names = list(kinds.values())
    kind: Spec = {"field": "kind", "type": "nominal", "legend": None}
    signs = {**kind, "scale": {"domain": names, "range": ["circle", "square", "diamond"]}}
    colours = {**kind, "scale": {"domain": names, "range": [ACCENT, MIDDLE, GOAL]}}
    moments = [row for row in rows if row["kind"] != kinds["boost"]]
    flights = [row for row in rows if row["kind"] == kinds["boost"]]
    bar = {"type": "bar", "height": 11, "cornerRadius": 2, "color": MIDDLE}
    text = {"type": "text", "align": "left", "color": INK, "fontSize": 10.5}
    return {
        "width": room,
        "height": ROW * max(len(lanes), 1),
        "layer": [
            {
                "data": {"values": edges},
                "mark": {"type": "rule", "color": GRID},
                "encoding": {"y": y},
            },
            {
                "data": {"values": flights},
                "mark": bar,
                "encoding": {"x": across, "x2": {"field": "end"}, "y": y},
            },
            {
                "data": {"values": moments},
                "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
                "encoding": {"x": across, "y": y, "shape": signs, "color": colours},
            },
            {
                "data": {"values": rows},
                "mark": text,
                "encoding": {
                    "x": {"field": "written", **x},
                    "y": y,
                    "text": {"field": "name"},
                },
            },
            {
                "data": {"values": heads},
                "mark": {**text, "align": "right", "dx": -8, "x": 0},
                "encoding": {"y": y, "text": {"field": "channel"}},
            },
        ],
    }


def _rows(events: Sequence[Event], days: float, room: float, letters: int) -> list[dict[str, Any]]:
    """Each event with its row within its channel: the first in which there is room for it."""
    ends: dict[str, list[float]] = {}
    found: list[dict[str, Any]] = []
    for event in events:
        name = shortened(event.name, letters)
        gap = 8.0 if event.kind != "boost" else 4.0
        start, stop = event.start / days * room, event.end / days * room
        written = start + gap
        length = LETTER * len(name) + 8.0
        # A name that would leave the chart stands before its sign.
        left = start - length if written + length > room else start - 6.0
        if left < start - 6.0:
            written = max(start - length, 0.0)
        taken = ends.setdefault(event.channel, [])
        lane = next((at for at, end in enumerate(taken) if end <= left), len(taken))
        taken[lane : lane + 1] = [max(stop, written + length) + 4.0]
        found.append(
            {
                "channel": event.channel,
                "kind": event.kind,
                "name": name,
                "start": event.start,
                "end": event.end,
                "written": written / room * days,
                "lane": lane,
            }
        )
    return found
