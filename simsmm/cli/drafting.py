"""`simsmm new`: a commented scenario from a few questions, or from options without any."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import typer

from simsmm.cli.screen import stderr, stdout
from simsmm.scenario import parse
from simsmm.scenario.drafting import READ, Wishes, draft, next_start
from simsmm.scenario.problems import brief
from simsmm.wording import say


def questions() -> dict[str, str]:
    """What is asked for each wish."""
    return {
        "brand": say("Whose campaign is it"),
        "market": say("Whom could it reach (in words)"),
        "people": say("How many people are that"),
        "channels": say("On which channels (with commas between them)"),
        "budget": say("How much money for boosts"),
        "days": say("How many days does it last"),
        "goal": say("How many people should it reach (empty for 5 % of the market)"),
    }


def new(path: Path, given: dict[str, str | None], *, ask: bool) -> None:
    """Write a first scenario.

    Args:
        path: the file; it must not be there yet.
        given: answers by their names; None where an option was left out.
        ask: whether to ask for what was left out; a pipe is never asked.

    Raises:
        FileExistsError: there is a file already.
        ValueError: an answer cannot be read.
    """
    if path.exists():
        raise FileExistsError(17, say("there is a file of this name already"), str(path))
    stated = {name: text for name, text in given.items() if text is not None}
    for name, text in stated.items():
        READ[name](text)
    wishes = replace(Wishes(), **stated)
    left = [field.name for field in fields(Wishes) if field.name not in stated]
    if ask and left and interactive():
        wishes = replace(wishes, **{name: _answer(name, getattr(wishes, name)) for name in left})
    elif left:
        names = ", ".join(f"--{name}" for name in left)
        stderr().print(say("Nothing was asked; assumed: {names}", names=names), soft_wrap=True)
    text = draft(wishes, next_start(date.today())).replace("FILE", brief(str(path), 200))
    parse(text, str(path), path.parent)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    written = say("Written: {file}. Next: simsmm check {file}", file=brief(str(path), 200))
    stdout().print(written, soft_wrap=True, markup=False)


def interactive() -> bool:
    """Whether somebody sits in front of it."""
    return sys.stdin.isatty()


def _answer(name: str, default: str) -> str:
    def read(text: str) -> str:
        try:
            READ[name](text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        return text

    found: str = typer.prompt(questions()[name], default=default, value_proc=read)
    return found
