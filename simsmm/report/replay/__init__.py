"""The replay of one outcome: who passed it to whom, as a figure that plays in any browser.

Nothing is stored for it: the replicate is run again from its keys when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from simsmm.report.replay.choice import Choice, middle, run_again
from simsmm.report.replay.markup import figure, page, script_hash

if TYPE_CHECKING:
    from simsmm.study import Answer

__all__ = ["Choice", "middle", "replay", "script_hash", "write_choice", "write_replay"]


def replay(answer: Answer) -> Markup | None:
    """The outcome nearest to the median, as a figure to stand in a page.

    A page with a Content-Security-Policy allows its one script by `script_hash`. None where
    nobody saw anything.
    """
    scene = run_again(middle(answer))
    if scene is None or not len(scene.run.record.exposures):
        return None
    return figure(scene)


def write_replay(
    answer: Answer, path: str | os.PathLike[str], stop: Callable[[], bool] = lambda: False
) -> Path | None:
    """Write the outcome nearest to the median as a page of its own, complete or not at all.

    Args:
        answer: the study.
        path: the file.
        stop: asked now and then; True gives up, and None comes back.

    Raises:
        OSError: the file cannot be written.
    """
    return write_choice(middle(answer), path, stop=stop)


def write_choice(
    choice: Choice,
    path: str | os.PathLike[str],
    *,
    post: int = -1,
    stop: Callable[[], bool] = lambda: False,
) -> Path | None:
    """Write a replicate of one's choice; ``post`` is the number of the post to begin with."""
    scene = run_again(choice, stop)
    if scene is None:
        return None
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(page(scene, post=post), encoding="utf-8")
    os.replace(partial, path)
    return path
