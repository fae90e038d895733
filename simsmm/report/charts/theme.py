"""One look for all charts, and the step from a specification to a drawing.

Every chart is a Vega-Lite specification made of plain numbers, without links, scripts or fonts from
outside. It is drawn once, to SVG that stands in the page, so that a page needs no library, runs
nothing and asks nobody.
"""

from __future__ import annotations

import re
from typing import Any

from simsmm.wording import numeral

Spec = dict[str, Any]

PAPER, INK, QUIET, LINE, GRID = "#ffffff", "#1b2733", "#53606d", "#c9d1d8", "#e6eaee"
ACCENT, MIDDLE, PALE, GOAL = "#0b6b6b", "#8cc4c0", "#d3e9e7", "#a8431c"
CAUSES = ("#8a6d1f", "#0b6b6b", "#5b5f97")
"""Luck, unknown numbers, society."""

READ = ((INK, PAPER), (QUIET, PAPER), (ACCENT, PAPER), (GOAL, PAPER), *((PAPER, c) for c in CAUSES))
"""Colours of texts, each with what it stands on."""

SEEN = ((ACCENT, PALE), (ACCENT, PAPER), (GOAL, PALE), (INK, MIDDLE), *((c, PAPER) for c in CAUSES))
"""Colours of shapes that must be told apart from what they stand on."""

WIDE, NARROW = 640, 330
"""Width of a plot and its labels on a screen or on paper, and on a phone [px]."""

RESOLUTION = 2.0
"""Pixels of a picture per pixel of a chart."""

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


def svg(spec: Spec, title: str, name: str) -> str:
    """A chart as an SVG element for a page of HTML.

    Args:
        spec: Vega-Lite.
        title: what the chart shows, for those who cannot see it.
        name: a word that no other chart of the page has; makes the ids in the SVG its own.
    """
    import vl_convert
    from markupsafe import escape

    drawn = vl_convert.vegalite_to_svg({**spec, "config": THEME}, format_locale=_signs())
    drawn = TAG.sub(lambda tag: _own(tag[0], name), drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)


def svg_file(spec: Spec) -> str:
    """A chart as an SVG file of its own, on white."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_on_paper(spec), format_locale=_signs())
    return drawn


def png_file(spec: Spec) -> bytes:
    """A chart as a picture, on white."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        _on_paper(spec), scale=RESOLUTION, format_locale=_signs()
    )
    return drawn


def _signs() -> Spec:
    """The signs of numbers in the language spoken."""
    group, point = numeral("1,000")[1], numeral("1.5")[1]
    return {"decimal": point, "thousands": group, "grouping": [3], "currency": ["", ""]}


def _on_paper(spec: Spec) -> Spec:
    return {**spec, "config": {**THEME, "background": PAPER}, "padding": 12}


def warm_up() -> None:
    """Start the program that draws, which takes a second or two, before a chart is needed."""
    axis = {"field": "number", "type": "quantitative"}  # its labels load the letters
    encoding = {"x": axis, "y": axis}
    svg({"data": {"values": [{"number": 1}]}, "mark": "area", "encoding": encoding}, "", "none")


def _own(tag: str, name: str) -> str:
    """A tag whose ids are this chart's alone; within a page of HTML, SVG needs no namespace."""
    return IDENTITY.sub(lambda found: f"{found[1]}{name}-", NAMESPACE.sub("", tag))
