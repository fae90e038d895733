"""The replay of one outcome: who passed it to whom, as a figure that plays in any browser.

Nothing is stored for it: the replicate is run again from its keys when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from markupsafe import Markup

from simsmm.report.replay.choice import Choice, middle, run_again
from simsmm.report.replay.markup import Content, content, figure, page, script_hash
from simsmm.wording import language

if TYPE_CHECKING:
    from simsmm.study import Answer

__all__ = ["Choice", "middle", "replay", "script_hash", "write_choice", "write_replay"]

Stop = Callable[[], bool]

_told: WeakKeyDictionary[Answer, dict[str, Content]] = WeakKeyDictionary()
"""Content by language: the report and the file beside it run the replicate once."""


def replay(answer: Answer, stop: Stop = lambda: False) -> Markup | None:
    """The outcome nearest to the median, as a figure to stand in a page.

    A page with a Content-Security-Policy allows its one script by `script_hash`. None where
    nobody saw anything, or ``stop`` asked to give up.
    """
    shown = _content(answer, stop)
    return figure(shown) if shown is not None and shown.seen else None


def write_replay(
    answer: Answer, path: str | os.PathLike[str], stop: Stop = lambda: False
) -> Path | None:
    """Write the outcome nearest to the median as a page of its own, complete or not at all.

    Args:
        answer: the study.
        path: the file.
        stop: asked now and then; True gives up, and None comes back.

    Raises:
        OSError: the file cannot be written.
    """
    shown = _content(answer, stop)
    return None if shown is None else _write(page(shown), path)


def write_choice(choice: Choice, path: str | os.PathLike[str], *, post: int = -1) -> Path:
    """Write a replicate of one's choice; ``post`` is the number of the only post shown at first.

    Raises:
        OSError: the file cannot be written.
    """
    scene = run_again(choice)
    assert scene is not None  # nobody asked to stop
    return _write(page(content(scene), post=post), path)


def _content(answer: Answer, stop: Stop) -> Content | None:
    told = _told.setdefault(answer, {})
    if language() not in told:
        scene = run_again(middle(answer), stop)
        if scene is None:
            return None
        told[language()] = content(scene)
    return told[language()]


def _write(text: str, path: str | os.PathLike[str]) -> Path:
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
    return path
