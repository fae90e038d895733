"""A replay as HTML: a figure for a page, and a page of its own."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from simsmm.report.replay.choice import Scene
from simsmm.report.replay.facts import Facts
from simsmm.report.replay.tables import Row, longest, widest
from simsmm.report.words import plain
from simsmm.wording import language, numeral, say

HERE = Path(__file__).parent
SCRIPTS = ("story.js", "drawing.js", "controls.js")
"""Joined in this order into one function."""

SPEEDS = (
    (0.5, "\N{VULGAR FRACTION ONE HALF}\N{MULTIPLICATION SIGN}"),
    (1, "1\N{MULTIPLICATION SIGN}"),
    (2, "2\N{MULTIPLICATION SIGN}"),
    (4, "4\N{MULTIPLICATION SIGN}"),
)
"""How fast to play; at 1 a replay takes forty seconds."""


@cache
def script() -> str:
    """The script of every replay; it holds no data."""
    parts = [(HERE / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '\n(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def script_hash() -> str:
    """What a page's Content-Security-Policy allows the script by: ``sha256-...``."""
    digest = hashlib.sha256(script().encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@dataclass(frozen=True)
class Content:
    """What a replay says and shows, in one language; small, once the society is let go."""

    title: str
    subtitle: str
    caption: str
    words: dict[str, str]
    data: dict[str, Any]
    """What the script reads."""
    sharers: list[Row]
    longest: list[Row]
    seen: int
    """Impressions of the run."""


def content(scene: Scene) -> Content:
    """Read a scene."""
    facts = Facts(scene)
    return Content(
        title=title(scene),
        subtitle=subtitle(scene),
        caption=" ".join(caption(facts)),
        words=_words(),
        data=facts.data() | {"texts": _texts()},
        sharers=widest(facts),
        longest=longest(facts),
        seen=len(facts.record.exposures),
    )


def figure(shown: Content, *, post: int = -1, alone: bool = False) -> Markup:
    """The replay as a figure.

    Args:
        shown: what it says and shows.
        post: number of the only post to show at first; -1 for all.
        alone: whether it has a page of its own.
    """
    template = _environment().get_template("figure.html.jinja")
    return Markup(
        template.render(
            shown=shown,
            alone=alone,
            style=Markup((HERE / "replay.css").read_text(encoding="utf-8")),
            script=Markup(script()),
            data=Markup(_embedded(shown.data | {"post": post})),
            speeds=SPEEDS,
        )
    )


def page(shown: Content, *, post: int = -1) -> str:
    """The replay as a page that needs nothing else."""
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            shown=shown,
            figure=figure(shown, post=post, alone=True),
            language=language(),
            script_hash=script_hash(),
        )
    )


def title(scene: Scene) -> str:
    """What the page is called."""
    return say("{name}: who passed it to whom", name=scene.choice.scenario.name)


def subtitle(scene: Scene) -> str:
    """Which replicate it is, and that it is one of many outcomes."""
    choice = scene.choice
    if choice.among > 1:
        first = say(
            "Replicate {replicate}, seed {seed}: of {among} simulated outcomes the one whose reach "
            "is nearest to the median.",
            replicate=choice.replicate, seed=choice.seed, among=_number(choice.among),
        )  # fmt: skip
    else:
        first = say(
            "Replicate {replicate}, seed {seed}.", replicate=choice.replicate, seed=choice.seed
        )
    return f"{first} " + say("It is one outcome of many: another would go another way.")


def caption(facts: Facts) -> list[str]:
    """Whom the picture shows, sentence by sentence."""
    setting = facts.scene.run.setting
    sharers, told, published, rest = (
        say("{shown} of {all}", shown=_number(shown), all=_number(every))
        for shown, every in facts.cast.groups
    )
    return [
        say(
            "{shown} of the {people} simulated people are drawn: {sharers} who passed something "
            "on, {told} who had it from them, {published} whom only pages, creators and "
            "advertisements reached, and {rest} who saw nothing.",
            shown=_number(len(facts.cast.people)), people=_number(setting.people),
            sharers=sharers, told=told, published=published, rest=rest,
        ),
        _each(setting.scale),
        say(
            "A line leads from who passed it on to who saw it from them; the picture keeps "
            "people near those they had it from and those they are tied to."
        ),
    ]  # fmt: skip


def _each(scale: float) -> str:
    if scale == 1.0:
        return say("Each is one person of the market; the counts are those of the whole market.")
    return say(
        "Each stands for {scale} people of the market; the counts are those of the whole market, "
        "not of the picture.",
        scale=_number(scale),
    )


def _number(value: float) -> str:
    return numeral(plain(value))


def _words() -> dict[str, str]:
    """What stands in the page itself."""
    return {
        "alt": say(
            "Network of people, coloured by how each was first reached, with a line from everybody "
            "who passed something on to those who saw it from them. The tables below name those "
            "who were seen most and the longest chain."
        ),
        "no_script": say("The moving picture needs JavaScript; the tables below do without."),
        "slider": say("Time"),
        "speed": say("Speed"),
        "post": say("Post"),
        "every_post": say("all posts"),
        "channel": say("Channel"),
        "every_channel": say("all channels"),
        "reach": say("people reached so far"),
        "shares": say("times passed on"),
        "chain": say("people in the longest chain"),
        "paid": say("reached first by advertisements or creators (paid)"),
        "owned": say("reached first by the brand's own pages (owned)"),
        "earned": say("reached first by a person who passed it on (earned)"),
        "large": say("large: passed it on; the larger, the more saw it"),
        "seed": say("a seed: began to pass it on"),
        "unreached": say("not reached so far"),
        "help": say(
            "Keys: space plays and pauses, arrows move by an hour, with Shift by a day, Home and "
            "End go to the ends, Escape lets go of a person. Quiet hours pass faster than busy "
            "ones."
        ),
        "tables": say("The tables behind the picture"),
        "most": say("Shares that most people saw"),
        "longest": say("The longest chain of people who passed it on, from its beginning"),
        "who": say("Who"),
        "segment": say("Segment"),
        "what": say("What"),
        "when": say("Passed on"),
        "origin": say("Had it from"),
        "viewers": say("Simulated people who saw it from them"),
        "show": say("show"),
        "nobody": say("Nobody passed anything on in this outcome."),
    }


def _texts() -> dict[str, Any]:
    """What the script says."""
    return {
        "play": say("Play"),
        "pause": say("Pause"),
        "clock": say("day {day}, {time}"),
        "day": say("day {day}"),
        "thousands": numeral("1,000")[1],
        "person": say("person {id}"),
        "hidden": say("somebody who is not drawn"),
        "saw": say("First saw {post} on {channel}, {when}, from {from}."),
        "began": say("Began to pass on {post} on {channel}, {when}."),
        "passed": say("Passed it on {when}, then having it from {from}."),
        "did": say("Then: {acts}."),
        "idle": say("Did nothing about it."),
        "nothing": say("Has seen nothing so far."),
        "told": say("Simulated people who saw it from them by the end: {number}."),
        "chain": say("From where it began:"),
        "hint": say("Point at a person, or tap one: when and from whom they saw it."),
        "moment": say(
            "{when}. People reached: {reach}; times passed on: {shares}; people in the longest "
            "chain: {chain}."
        ),
        "acts": [
            say("passed it on"),
            say("reacted"),
            say("commented"),
            say("became a fan"),
            say("clicked"),
            say("bought"),
        ],
    }


def _embedded(data: dict[str, Any]) -> str:
    """JSON that can stand in a page: no character of it means anything to HTML."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
