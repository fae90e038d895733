"""The command line: `simsmm check`, `simsmm run`, `simsmm demo`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign gets a question mark instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from simsmm.cli.app import app

    app(prog_name="simsmm")
