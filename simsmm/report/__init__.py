"""The report: one page that a reader who has never seen the project understands.

`write` and `page` import what they need when they are called; `simsmm.report.words` and
`simsmm.report.headline` are light enough for a terminal.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simsmm.study import Answer

__all__ = ["page", "write"]


def page(answer: Answer) -> str:
    """The report as a page of HTML that needs no network and runs no script."""
    from simsmm.report.document import page as render

    return render(answer)


def write(answer: Answer, path: str | os.PathLike[str]) -> Path:
    """Write the report, complete or not at all, and say where it is.

    Raises:
        OSError: the file cannot be written.
    """
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(page(answer), encoding="utf-8")
    os.replace(partial, path)
    return path
