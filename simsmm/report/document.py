"""The report as one page of HTML that needs nothing else: no script, no network, no fonts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from simsmm.report import breakdowns, charts, drivers, headline, known, money, words
from simsmm.report.breakdowns import Table

if TYPE_CHECKING:
    from simsmm.scenario import Goal
    from simsmm.study import Answer

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figure:
    """A chart, drawn for a screen and, where it differs, for a phone."""

    wide: Markup
    narrow: Markup | None = None


def page(answer: Answer) -> str:
    """The report of an answer as a page of HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": words.plain,
        "percent": words.percent,
        "money": words.money,
        "listed": words.listed,
    }
    return environment.get_template("page.html.jinja").render(**_content(answer))


def _content(answer: Answer) -> dict[str, Any]:
    """Everything that the template names."""
    numbers = known.groups(answer.scenario)
    parts, figures = drivers.parts(answer), headline.figures(answer)
    channels, media = breakdowns.by_channel(answer), breakdowns.by_medium(answer)
    often = breakdowns.frequency(answer)
    return {
        "style": Markup((HERE / "page.css").read_text(encoding="utf-8")),
        "answer": answer,
        "scenario": answer.scenario,
        "setting": answer.setting,
        "currency": answer.setting.currency,
        "dates": dates(answer),
        "target": headline.target_words(answer),
        "target_people": headline.target_people(answer),
        "sentence": headline.sentence(answer),
        "more": headline.second_sentence(answer),
        "lopsided": headline.lopsided(answer),
        "goals": headline.goal_lines(answer),
        "figures": figures,
        "columns": next(count for count in (4, 5, 3, 1) if not len(figures) % count),
        "fan": fan(answer),
        "daily": daily(answer),
        "channels": channels,
        "channel_chart": bars(channels, "channels", "People reached by channel"),
        "media": media,
        "media_chart": bars(media, "media", "People reached by paid, owned and earned media"),
        "segments": breakdowns.by_segment(answer),
        "posts": breakdowns.by_post(answer),
        "frequency": often,
        "frequency_chart": frequency_chart(often),
        "acts": breakdowns.acts(answer),
        "sales": breakdowns.sales(answer),
        "sale_sentence": sale_sentence(answer),
        "costs": money.costs(answer),
        "parts": parts,
        "parts_chart": parts_chart(parts),
        "spread_sentence": spread_sentence(parts),
        "drivers": drivers.drivers(answer),
        "flop": words.chance(answer.flop, len(answer.replicates)),
        "hit": words.chance(answer.hit, len(answer.replicates)),
        "numbers": numbers,
        "tally": known.tally(numbers),
        "precision": headline.precision(answer),
        "command": command(answer),
        "version": version(),
    }


def dates(answer: Answer) -> str:
    """``"1 September 2027 to 28 September 2027 (28 days)"``."""
    first, days = answer.scenario.starts, answer.scenario.lasts / 24.0
    last = first + timedelta(days=max(-(-days // 1) - 1, 0))
    length = words.many(round(days, 1), "day")
    start = f"{first.day} {first:%B %Y}"
    return (
        f"{start} to {last.day} {last:%B %Y} ({length})" if last > first else f"{start} ({length})"
    )


def fan(answer: Answer) -> Figure:
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
        mark = charts.Mark(day, f"goal {words.plain(goal.amount)}")
    posts = [
        charts.Mark(post.at / 24.0, post.id)
        for campaign in answer.scenario.campaigns
        for post in campaign.posts
    ]
    first = answer.scenario.starts
    axis = f"Days since {first.day} {first:%B %Y}"
    title = f"Reach over time, with the bands that hold half and 90 % of the outcomes; {axis}"
    drawn = [
        Markup(charts.svg(charts.fan(outcomes, axis, mark, height, posts, width), title, name))
        for width, name in ((charts.WIDE, "fan"), (charts.NARROW, "fan-narrow"))
    ]
    return Figure(*drawn)


def _reach_goal(answer: Answer) -> Goal | None:
    """The first goal that is a number of people reached."""
    goals = answer.scenario.goals
    return next((g for g in goals if g.measure == "reach" and g.unit == "count"), None)


def bars(table: Table, name: str, title: str) -> Figure | None:
    """The first column of a table as bars; None where there is nothing to compare."""
    if len(table.rows) < 2:
        return None
    spec = charts.bars([_bar(row) for row in table.rows])
    return Figure(Markup(charts.svg(spec, title, name)))


def frequency_chart(table: Table) -> Figure:
    """People by least number of exposures."""
    spec = charts.bars([_bar(row) for row in table.rows], names=30)
    return Figure(
        Markup(charts.svg(spec, "People who saw the campaign at least so often", "often"))
    )


def _bar(row: breakdowns.Row) -> charts.Bar:
    first = row.cells[0]
    return charts.Bar(
        words.shortened(row.name.split(":")[0], 18),
        first.value,
        first.bottom,
        first.top,
        first.text,
    )


def parts_chart(parts: list[drivers.Part]) -> Figure | None:
    """Causes of spread as one bar."""
    if not parts:
        return None
    spec = charts.shares([(part.name, part.share) for part in parts])
    return Figure(Markup(charts.svg(spec, "Why reach differs between outcomes", "parts")))


def daily(answer: Answer) -> list[dict[str, Any]]:
    """Reach at the end of each day and of the run, to three digits."""
    table = answer.series()
    whole_day = (table["hour"] % 24.0 == 0.0) | (table["hour"] == table["hour"].max())
    rows = table[(table["measure"] == "reach") & whole_day]
    return [
        {
            "day": row["hour"] / 24.0,
            **{name: words.rounded(row[name]) for name in ("low", "median", "high")},
        }
        for row in rows.to_dict("records")
    ]


def sale_sentence(answer: Answer) -> str:
    """What comes back for the money, in words; empty where nothing is sold."""
    found = breakdowns.break_even(answer)
    if found is None:
        return ""
    count, chance = len(answer.replicates), found[0]
    more, back = (
        headline.shown(answer, "incremental sales"),
        headline.shown(answer, "return on spend"),
    )
    text = f"About {more.text} sales more than without the campaign"
    text += f" (90 % of outcomes: {more.interval})." if more.interval else "."
    if back.known:
        currency = answer.setting.currency
        text += f" For each {currency} spent, {back.text} {currency} of margin come back"
        text += " by the last day."
    return (
        f"{text} Chance that the campaign pays for itself by then: {words.chance(chance, count)}."
    )


def spread_sentence(parts: list[drivers.Part]) -> str:
    """The largest cause of spread, and what would narrow the interval."""
    if not parts:
        return ""
    largest = max(parts, key=lambda part: part.share)
    advice = {
        "Luck": "even a perfect model could not narrow the interval much",
        "Unknown numbers": "measuring them would narrow the interval",
        "Society": "simulating more people would narrow the interval",
    }
    return f"Mostly {largest.name.lower()}: {advice[largest.name]}."


def command(answer: Answer) -> str:
    """What to type to get the same numbers again."""
    path = Path(answer.scenario.source)
    # A full path says where somebody keeps their files, and leads nowhere for anybody else.
    source = shlex.quote(path.name if path.is_absolute() else str(path))
    return f"simsmm run {source} --seed {answer.seed} --replicates {len(answer.replicates)}"


def version() -> str:
    """Which simsmm made the report."""
    from simsmm.study.manifest import version_of

    found = version_of("simsmm")
    return f"simsmm {found}" if found[0].isdigit() else "simsmm, run from its sources"
