"""The report: one page that a reader who has never seen the project understands.

`write`, `page` and `export` import what they need when they are called; `simsmm.report.words` and
`simsmm.report.headline` are light enough for a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from simsmm.study import Answer

__all__ = ["export", "page", "write"]


def page(answer: Answer, replay: Markup | None = None) -> str:
    """The report as a page of HTML that needs no network and runs no script but the replay's.

    Args:
        answer: what a study found.
        replay: a cascade to be played, as markup complete in itself.
    """
    from simsmm.report.document import page as render

    return render(answer, replay)


def write(answer: Answer, path: str | os.PathLike[str], replay: Markup | None = None) -> Path:
    """Write the report, complete or not at all, and say where it is.

    Raises:
        OSError: the file cannot be written.
    """
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(page(answer, replay), encoding="utf-8")
    os.replace(partial, path)
    return path


def export(
    answer: Answer, folder: str | os.PathLike[str], stop: Callable[[], bool] = lambda: False
) -> None:
    """Write every figure as SVG and PNG, and every table as CSV and Parquet.

    Args:
        answer: what a study found.
        folder: gets ``figures/`` and ``tables/``.
        stop: asked before each figure; True leaves the rest out.

    Raises:
        OSError: a file cannot be written.
    """
    from simsmm.report.exports import export as write_all

    write_all(answer, Path(folder), stop)
