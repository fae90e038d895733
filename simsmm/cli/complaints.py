"""What goes wrong, told in one message without a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from simsmm.wording import say

BAD_INPUT, FAILED = 2, 1
"""Exit codes: something is wrong with what was given; something is wrong here."""

LONGEST = 600
"""Longest text of an unexpected error that is shown [characters]."""


@contextmanager
def complaining() -> Iterator[None]:
    """Turn errors into one clear message and an exit code; SIMSMM_DEBUG=1 lets them through."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
        raise
    except Exception as error:
        if os.environ.get("SIMSMM_DEBUG", "") not in ("", "0"):
            raise
        raise typer.Exit(_tell(error)) from None


def _tell(error: Exception) -> int:
    """Print what went wrong; returns the exit code."""
    # Only here: the language of scenarios takes longer to load than `--help` may.
    from simsmm.cli.screen import problems, stderr
    from simsmm.scenario import ScenarioError
    from simsmm.scenario.problems import brief

    if isinstance(error, ScenarioError):
        problems(error.problems, stderr())
        return BAD_INPUT
    text = brief(str(error), LONGEST)
    if isinstance(error, OSError):
        where = f": {brief(str(error.filename), LONGEST)}" if error.filename else ""
        _print(f"simsmm: {error.strerror or text}{where}")
        return BAD_INPUT if isinstance(error, FileExistsError | NotADirectoryError) else FAILED
    if isinstance(error, ValueError):
        _print(f"simsmm: {text}")
        return BAD_INPUT
    if isinstance(error, MemoryError):
        hint = say("not enough memory; simulate fewer people (`simulate:`) or use fewer workers")
        _print(f"simsmm: {hint}")
        return FAILED
    kind = type(error).__name__
    what = say("something went wrong inside: {kind}: {text}", kind=kind, text=text)
    _print(f"simsmm: {what}")
    _print(say("SIMSMM_DEBUG=1 shows where; please report it with the scenario that caused it."))
    return FAILED


def _print(text: str) -> None:
    print(text, file=sys.stderr)
