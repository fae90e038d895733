"""Help pages in the language spoken: typer's own words, which it knows in English only."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from simsmm.wording import language, say


class App(typer.Typer):
    """An application whose commands tell their help in the language spoken."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command, as `typer.Typer.command` does."""
        return super().command(name, cls=_Command, **settings)


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        """The help page of one command."""
        return translated(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        """The help page that lists the commands."""
        return translated(super().get_help(ctx))


def translated(page: str) -> str:
    """A help page with typer's own words in the language spoken.

    They are replaced in the finished page, where each stands in one piece.
    """
    if language() == "en":
        return page
    for english, spoken in _words().items():
        page = page.replace(english, spoken)
    return page


def _words() -> dict[str, str]:
    return {
        "Usage: ": say("Usage: "),
        "\nArguments:\n": f"\n{say('Arguments')}:\n",
        "\nOptions:\n": f"\n{say('Options')}:\n",
        "\nCommands:\n": f"\n{say('Commands')}:\n",
        "[OPTIONS]": say("[OPTIONS]"),
        "COMMAND [ARGS]...": say("COMMAND [ARGS]..."),
        "[default:": say("[default:"),
        "[required]": say("[required]"),
        "Show this message and exit.": say("Show this message and exit."),
    }
