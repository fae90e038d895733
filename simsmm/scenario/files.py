"""Files of a scenario: all inside its folder, plain, and not too large."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from simsmm.scenario.positions import SIZE
from simsmm.scenario.problems import Problem, ScenarioError, shown
from simsmm.wording import say


def inside(folder: Path | None, name: str) -> Path | None:
    """The file of a name inside a scenario's folder; None without a folder, where none is sought.

    Raises:
        ValueError: there is none, or it leads out of the folder.
    """
    written = Path(name)
    if written.is_absolute() or ".." in written.parts or "\\" in name:
        raise ValueError(_leads_out(name))
    if folder is None:
        return None
    try:
        found = (folder / written).resolve()
        within, there = found.is_relative_to(folder.resolve()), found.is_file()
    except (OSError, RuntimeError, ValueError):  # too long for the disk, or links in a circle
        within, there = True, False
    if not within:
        raise ValueError(_leads_out(name))
    if not there:
        raise ValueError(say("there is no file {file} beside the scenario", file=shown(name)))
    return folder / written


def _leads_out(name: str) -> str:
    return say("{file} leads out of the scenario's folder; keep the file in it", file=shown(name))


def bytes_of(path: Path, most: int = SIZE) -> bytes:
    """What a file holds.

    Raises:
        ScenarioError: there is no such file, or it is too large.
    """
    try:
        # A pipe would wait for ever, and a device never ends: only plain files are opened.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise _unreadable(path, say("this is not a file"))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(path, say("cannot be read: {reason}", reason=reason)) from None
    if len(data) > most:
        raise _unreadable(path, say("such a file holds at most {most} bytes", most=f"{most:,}"))
    return data


def text_of(path: Path, most: int = SIZE) -> str:
    """The text of a file in UTF-8.

    Raises:
        ScenarioError: there is no such file, or it is too large, or of another encoding.
    """
    data = bytes_of(path, most)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = say("not text in UTF-8; save the file in that encoding")
        raise ScenarioError([Problem(str(path), line, column, "", message)]) from None


def _unreadable(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Problem(str(path), None, None, "", message)])
