"""The figures of the report: what each shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from simsmm.report import calendar, charts, drivers, overlap, planner, reach_curve, words
from simsmm.report.headline import shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity
from simsmm.study.curve import FACTORS, PLANNED
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.scenario import Goal
    from simsmm.study import Answer


@dataclass(frozen=True)
class Figure:
    """A chart for a screen and, where it differs, for a phone."""

    name: str
    """Of its file, and unique on the page."""
    title: str
    """What it shows, for those who cannot see it."""
    spec: charts.Spec
    narrow: charts.Spec | None = None

    @property
    def drawn(self) -> Markup:
        """As SVG in the page."""
        return Markup(charts.svg(self.spec, self.title, self.name))

    @property
    def drawn_narrow(self) -> Markup:
        """As SVG for a phone."""
        if self.narrow is None:
            return self.drawn
        return Markup(charts.svg(self.narrow, self.title, f"{self.name}-narrow"))


def figures(answer: Answer) -> dict[str, Figure]:
    """Every figure that this answer has, by name, in the order of the page."""
    return {figure.name: figure for figure in _figures(answer)}


def _figures(answer: Answer) -> Iterator[Figure]:
    yield _fan(answer)
    for by, title in (
        ("channel", say("People reached by channel")),
        ("medium", say("People reached by paid, owned and earned media")),
    ):
        rows = _parts(answer, by)
        if len(rows) > 1:
            yield Figure(f"reach-by-{by}", title, charts.bars(rows))
    often = planner.exposures(answer)
    yield Figure(
        "exposures",
        say("People who saw the campaign at least so often"),
        charts.bars([_bar(row.name, row.cells[0]) for row in often.rows], names=30),
    )
    if answer.curve is not None:
        yield _spending(answer)
    yield from _reach_curves(answer)
    together = overlap.overlap(answer)
    if together is not None:
        rows = [_bar(row.name, row.cells[0]) for row in together.rows]
        title = say("People reached on one channel only, on two, and on all")
        yield Figure("overlap", title, charts.bars(rows, names=150))
    yield _calendar(answer)
    parts = drivers.parts(answer)
    if parts:
        spec = charts.shares([(part.name, part.share) for part in parts])
        yield Figure("spread", say("Why reach differs between outcomes"), spec)


def _parts(answer: Answer, by: str) -> list[charts.Bar]:
    if by == "medium":
        names = {name: text for name, (text, _) in planner.media().items()}
    else:
        names = {name: say(name) for name in answer.setting.channels}  # data text
    return [_bar(text, shown(answer, "reach", by, name)) for name, text in names.items()]


def _bar(name: str, found: Quantity) -> charts.Bar:
    return charts.Bar(words.shortened(name, 30), found.value, found.bottom, found.top, found.text)


def _starts(answer: Answer) -> str:
    return say("Days since {date}", date=words.date(answer.scenario.starts))


def _fan(answer: Answer) -> Figure:
    """Reach over time with its bands, the goal for reach and the posts."""
    table = answer.series()
    rows = table[table["measure"] == "reach"]
    columns = {
        name: [0.0, *rows[name].tolist()] for name in ("low", "lower", "median", "upper", "high")
    }
    outcomes = charts.Fan([0.0, *(rows["hour"] / 24.0).tolist()], **columns)
    goal = _reach_goal(answer)
    mark, height = None, 0.0
    if goal is not None:
        height = goal.amount
        day = (goal.by or answer.scenario.lasts) / 24.0
        mark = charts.Mark(day, say("goal {amount}", amount=words.plain(goal.amount)))
    posts = [
        charts.Mark(post.at / 24.0, post.id)
        for campaign in answer.scenario.campaigns
        for post in campaign.posts
    ]
    axis = _starts(answer)
    title = say(
        "Reach over time, with the bands that hold half and 90 % of the outcomes; {axis}", axis=axis
    )
    wide, narrow = (
        charts.fan(outcomes, axis, mark, height, posts, width)
        for width in (charts.WIDE, charts.NARROW)
    )
    return Figure("reach-over-time", title, wide, narrow)


def _reach_goal(answer: Answer) -> Goal | None:
    """The first goal that is a number of people reached."""
    goals = answer.scenario.goals
    return next((g for g in goals if g.measure == "reach" and g.unit == "count"), None)


def daily(answer: Answer) -> Table:
    """Reach at the end of each day and of the run: the table behind the fan."""
    table = answer.series()
    whole_day = (table["hour"] % 24.0 == 0.0) | (table["hour"] == table["hour"].max())
    points = table[(table["measure"] == "reach") & whole_day].to_dict("records")
    rows = []
    for point in points:
        cells = tuple(
            Quantity(point[name], words.rounded(point[name]), "", "", "").recounted(
                "series", "reach", point["hour"], name
            )
            for name in ("low", "median", "high")
        )
        rows.append(Row(words.plain(point["hour"] / 24.0), cells))
    unit = say("people")
    headings = say("5 % lie below"), say("Middle"), say("5 % lie above")
    return Table(
        "reach-over-time",
        say("People reached by the end of each day"),
        say("Day"),
        tuple(Column(heading, unit) for heading in headings),
        tuple(rows),
    )


def _spending(answer: Answer) -> Figure:
    """Reach against media money."""
    curve = answer.curve
    assert curve is not None
    points = []
    for place in range(len(FACTORS)):
        spent, reach = curve.at("spend", place), curve.at("reach", place)
        worlds = list(zip(spent.values.tolist(), reach.values.tolist(), strict=True))
        points.append(charts.Point(spent.mean, reach.mean, reach.low, reach.high, worlds))
    money = say("Media money, {currency}", currency=answer.setting.currency)
    title = say("People reached against media money, each outcome with the same luck")
    wide, narrow = (
        charts.curve(points, PLANNED, say("the plan"), money, width)
        for width in (charts.NARROW + 60, charts.NARROW)
    )
    return Figure("reach-against-spend", title, wide, narrow)


def _reach_curves(answer: Answer) -> Iterator[Figure]:
    """Reach against rating points of each channel where an audience was bought."""
    for place, name in enumerate(reach_curve.channels(answer)):
        grp, reached = (answer[key, "channel", name] for key in ("GRP", "target reach"))
        bought = charts.Bought(grp.mean, grp.low, grp.high, reached.mean, reached.low, reached.high)
        curve = reach_curve.drawn(answer, name)
        along = [(each.grp, each.reach, each.reach_low, each.reach_high) for each in curve]
        channel = say(name)  # data text
        title = say("{channel}: reach of the target against rating points", channel=channel)
        wide, narrow = (
            charts.reach(along, bought, say("the plan"), say("GRP"), width)
            for width in (charts.NARROW + 60, charts.NARROW)
        )
        yield Figure(f"reach-curve-{place + 1}", title, wide, narrow)


def _calendar(answer: Answer) -> Figure:
    scenario = answer.scenario
    wide, narrow = (
        charts.calendar(
            calendar.events(scenario),
            calendar.kinds(),
            scenario.lasts / 24.0,
            _starts(answer),
            width,
            letters,
        )
        for width, letters in ((charts.WIDE, 18), (charts.NARROW + 30, 12))
    )
    title = say("Calendar of posts, boosts and creators by channel; {axis}", axis=_starts(answer))
    return Figure("calendar", title, wide, narrow)
