"""Reach against rating points where an audience was bought: the channel's curve, and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, plain, rounded
from simsmm.study.reach_curve import POINTS, Weight, bought_channels, reach_curve
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

STEPS = 60
"""Points of a drawn curve."""


def channels(answer: Answer) -> tuple[str, ...]:
    """Channels on which an audience was bought."""
    return tuple(
        name
        for name in bought_channels(answer.scenario)
        if exists(answer, "GRP", "channel", name) and answer["GRP", "channel", name].mean > 0.0
    )


def table(answer: Answer) -> Table | None:
    """What was bought, and what other weights would reach by the channel's law; None without."""
    rows = []
    for name in channels(answer):
        group = say(name)  # data text
        wanted = ("GRP", "target reach", "spend")
        cells = tuple(shown(answer, measure, "channel", name).bare for measure in wanted)
        rows.append(Row(say("as bought"), cells, group=group))
        for weight in reach_curve(answer.scenario, name, POINTS):
            rows.append(Row(say("by the curve"), _cells(weight), group=group))
    if not rows:
        return None
    columns = (
        Column(say("GRP"), ""),
        Column(say("Reach in target"), "%"),
        Column(say("Cost"), answer.setting.currency),
    )
    caption = say("Reach against rating points where an audience is bought")
    return Table("reach-curve", caption, say("Channel"), columns, tuple(rows))


def _cells(weight: Weight) -> tuple[Quantity, ...]:
    told = {
        "grp": (plain(weight.grp), ""),
        "reach": (plain(float(f"{100.0 * weight.reach:.3g}")), "%"),
        "cost": (rounded(weight.cost), ""),
    }
    return tuple(
        Quantity(float(getattr(weight, name)), text, "", "", unit).recounted(
            "law", weight.channel, weight.grp, name
        )
        for name, (text, unit) in told.items()
    )


def drawn(answer: Answer, name: str) -> list[Weight]:
    """A channel's curve, from nothing to well beyond what was bought."""
    most = max(1.5 * answer["GRP", "channel", name].high, POINTS[2])
    points = [most * step / STEPS for step in range(STEPS + 1)]
    return list(reach_curve(answer.scenario, name, points))
