"""The command line: `simsmm check`, `simsmm run`, `simsmm explain` and the others."""

from __future__ import annotations

import codecs
import sys

__all__ = ["main"]


PLAINER = {
    "\N{NO-BREAK SPACE}": " ",
    "\N{PLUS-MINUS SIGN}": "+-",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
}
"""What a terminal without a sign shows instead; a question mark for all others."""


def plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    """Replace what a terminal cannot show, as `codecs.register_error` asks for it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(PLAINER.get(sign, "?") for sign in signs), error.end


codecs.register_error("simsmm.plainer", plainer)


INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    try:
        _obey()
    except KeyboardInterrupt:  # so early that no command hears it yet
        raise SystemExit(INTERRUPTED) from None


def _obey() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign gets a question mark instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="simsmm.plainer")
    from simsmm.cli.language import choose

    try:
        arguments = choose(sys.argv[1:])
    except ValueError as error:
        print(f"simsmm: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    from simsmm.cli.app import app

    app(args=arguments, prog_name="simsmm")
