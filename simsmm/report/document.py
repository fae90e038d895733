"""The report as one page of HTML that needs nothing else: no network, no fonts, no library."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup, escape

from simsmm.report import (
    brands,
    calendar,
    creators,
    drivers,
    figures,
    funnel,
    headline,
    known,
    money,
    overlap,
    owned,
    planner,
    public,
    reach_curve,
    spending,
    words,
)
from simsmm.report.tables import Table
from simsmm.report.words import Quantity, Sentence
from simsmm.wording import count, language, say

if TYPE_CHECKING:
    from simsmm.study import Answer

HERE = Path(__file__).parent

SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)


def page(answer: Answer, replay: Markup | None = None) -> str:
    """The report of an answer as a page of HTML.

    Args:
        answer: what a study found.
        replay: a cascade to be played, as markup with at most inline styles and scripts; the page
            lets these scripts run and no others.
    """
    content = {**_content(answer), "replay": replay, "policy": policy(replay or "")}
    return template().render(**content, language=language())


@cache
def template() -> jinja2.Template:
    """The page without its content; reading it takes a while, so it is read once."""
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
        "number": _number,
        "ends": _ends,
        "marked": _marked,
    }
    environment.globals |= {"say": say, "count": count}
    return environment.get_template("page.html.jinja")


def policy(inline: str) -> str:
    """What a browser may do with the page: nothing from outside, and no script but these."""
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        for script in SCRIPT.findall(inline)
    ]
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def tables(answer: Answer) -> dict[str, Table]:
    """Every table of the report by its name, in the order of the page."""
    found = (
        figures.daily(answer),
        brands.brands(answer),
        brands.ranking(answer),
        planner.planner(answer),
        planner.posts(answer),
        planner.exposures(answer),
        creators.rivals(answer),
        creators.people(answer),
        spending.spending(answer),
        reach_curve.table(answer),
        overlap.overlap(answer),
        owned.fans(answer),
        owned.events(answer),
        public.lists(answer),
        public.reviews(answer),
        funnel.funnel(answer),
        funnel.acts(answer),
        money.costs(answer),
        money.results(answer),
    )
    return {table.name: table for table in found if table is not None}


def _content(answer: Answer) -> dict[str, Any]:
    """Everything that the template names."""
    asked = answer.scenario if answer.picking is None else answer.picking.asked
    numbers = known.groups(asked)
    parts, key_figures = drivers.parts(answer), headline.figures(answer)
    return {
        "style": Markup((HERE / "page.css").read_text(encoding="utf-8")),
        "answer": answer,
        "scenario": answer.scenario,
        "setting": answer.setting,
        "currency": answer.setting.currency,
        "dates": dates(answer),
        "target": headline.target_words(answer),
        "target_people": headline.target_people(answer),
        "budget": money.budget(answer),
        "sentence": headline.sentence(answer),
        "more": headline.more_sentences(answer),
        "lopsided": headline.lopsided(answer),
        "goals": headline.goal_lines(answer),
        "key_figures": key_figures,
        "columns": next(count for count in (4, 5, 3, 1) if not len(key_figures) % count),
        "figures": figures.figures(answer),
        "tables": tables(answer),
        "events": calendar.events(answer.scenario),
        "kinds": calendar.kinds(),
        "creators": creators.sentences(answer),
        "how_chosen": creators.note(answer),
        "best_brand": brands.sentence(answer),
        "spending": spending.sentence(answer),
        "overlap": overlap.sentence(answer),
        "attribution": funnel.attribution(answer),
        "break_even": money.break_even(answer),
        "money_left": money.money_left(answer),
        "paid": bool(answer["total cost"].mean or answer.setting.earns),
        "parts": parts,
        "spread": drivers.sentence(parts),
        "drivers": drivers.drivers(answer),
        "flop": _chance(answer, "flop"),
        "hit": _chance(answer, "hit"),
        "numbers": numbers,
        "origins": known.origins(),
        "tally": known.tally(numbers),
        "precision": headline.precision(answer),
        "command": command(answer),
        "version": version(),
    }


def _marked(sentence: Sentence) -> Markup:
    """A sentence whose numbers can be counted again."""
    places = {
        name: place if isinstance(place, str) else _number(place)
        for name, place in sentence.places.items()
    }
    return Markup(escape(sentence.text)).format(**places)


def _number(found: Quantity, *, unit: bool = True) -> Markup:
    """A number that names its full value and where it can be counted again."""
    if not found.known:
        return Markup('<span title="{}">{}</span>').format(say("no value"), words.NOTHING)
    shown = Markup('<data value="{}" data-from="{}">{}</data>').format(
        repr(found.value), _origin(found.origin), found.text
    )
    if not (unit and found.unit):
        return shown
    return Markup('<span class="value">{}&nbsp;<span class="unit">{}</span></span>').format(
        shown, found.unit
    )


def _origin(origin: tuple[str | float, ...]) -> str:
    return json.dumps(origin, ensure_ascii=False)


def _ends(found: Quantity) -> Markup:
    """The interval of a quantity, both ends marked."""
    low, high = (_number(words.end(found, upper=upper)) for upper in (False, True))
    return Markup(escape(say("{low} to {high}"))).format(low=low, high=high)


def _chance(answer: Answer, name: str) -> Quantity:
    share = (answer.flop if name == "flop" else answer.hit).share
    text = words.chance(share, len(answer.replicates))
    return Quantity(share, text, "", "", "").recounted(name)


def dates(answer: Answer) -> str:
    """``"1 September 2027 to 28 September 2027 (28 days)"``."""
    first, days = answer.scenario.starts, answer.scenario.lasts / 24.0
    last = first + timedelta(days=max(-(-days // 1) - 1, 0))
    length = count(round(days, 1), "{days} day", "{days} days", days=words.plain(round(days, 1)))
    if last > first:
        return say(
            "{first} to {last} ({length})",
            first=words.date(first),
            last=words.date(last),
            length=length,
        )
    return say("{first} ({length})", first=words.date(first), length=length)


def command(answer: Answer) -> str:
    """What to type to get the same numbers again."""
    from simsmm.study.manifest import shared_name

    source = shlex.quote(shared_name(answer.scenario.source))
    tried = answer.curve is not None or not any(boost.planned for boost in answer.setting.boosts)
    curve = "" if tried else " --no-curve"
    replicates = len(answer.replicates)
    return f"simsmm run {source} --seed {answer.seed} --replicates {replicates}{curve}"


def version() -> str:
    """Which simsmm made the report."""
    from simsmm.study.manifest import version_of

    found = version_of("simsmm")
    return f"simsmm {found}" if found[0].isdigit() else say("simsmm, run from its sources")
