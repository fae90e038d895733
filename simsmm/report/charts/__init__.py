"""Charts as Vega-Lite specifications, drawn to SVG and PNG; a file for each kind."""

from simsmm.report.charts.bars import Bar, bars, shares
from simsmm.report.charts.calendar import calendar
from simsmm.report.charts.curve import Point, curve
from simsmm.report.charts.fan import Fan, Mark, fan
from simsmm.report.charts.reach import Bought, reach
from simsmm.report.charts.theme import (
    NARROW,
    WIDE,
    Spec,
    png_file,
    svg,
    svg_file,
    warm_up,
)

__all__ = [
    "NARROW",
    "WIDE",
    "Bar",
    "Bought",
    "Fan",
    "Mark",
    "Point",
    "Spec",
    "bars",
    "calendar",
    "curve",
    "fan",
    "png_file",
    "reach",
    "shares",
    "svg",
    "svg_file",
    "warm_up",
]
