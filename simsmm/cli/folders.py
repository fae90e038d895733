"""Where results go: a folder of their own, never one that holds something already."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from simsmm.wording import say

HOME = Path("runs")
"""Folder of all runs, in the folder where one works."""


def results_folder(out: Path | None, scenario: Path, *, force: bool) -> Path:
    """Make the folder for the results of a run.

    Args:
        out: the folder that was asked for; None for one named after the scenario in `HOME`.
        scenario: the scenario's file.
        force: whether a folder that holds something may be written into.

    Raises:
        NotADirectoryError: there is a file of that name, and ``force`` was asked for.
        OSError: it cannot be made.
    """
    wanted = out if out is not None else HOME / scenario.stem
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if force:
        if wanted.exists() and not wanted.is_dir():
            raise NotADirectoryError(20, say("there is a file of this name already"), str(wanted))
        wanted.mkdir(exist_ok=True)
        return wanted
    for number in count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        if _made(folder):
            return folder
    raise AssertionError


def _made(folder: Path) -> bool:
    """Whether the folder is now there and empty, made by nobody else at this moment."""
    try:
        folder.mkdir()
    except FileExistsError:
        return folder.is_dir() and not any(folder.iterdir())
    return True


def drop_if_empty(folder: Path) -> None:
    """Leave no empty folder behind a run that came to nothing."""
    try:
        folder.rmdir()
    except OSError:
        return
