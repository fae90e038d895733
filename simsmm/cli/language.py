"""Which language a person is spoken to in: `--language` anywhere on the line, or SIMSMM_LANGUAGE.

It is chosen before the commands are built, because their help texts are said when they are built.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from simsmm.wording import LANGUAGES, say, speak

OPTION, VARIABLE = "--language", "SIMSMM_LANGUAGE"


def choose(arguments: Sequence[str]) -> list[str]:
    """Speak the language that the arguments or the environment ask for.

    Args:
        arguments: what stands on the command line after the program's name.

    Returns:
        The arguments without the option, which may stand before or after the command.

    Raises:
        ValueError: there is no such language, or the option names none.
    """
    asked, rest = _taken(arguments)
    chosen = asked or os.environ.get(VARIABLE, "")
    if chosen:
        speak(chosen)
    return rest


def _taken(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The last language named by the option, and everything else; ``--`` ends the options."""
    asked, rest, left = None, [], iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument == OPTION:
            asked = next(left, "")
        elif argument.startswith(f"{OPTION}="):
            asked = argument.removeprefix(f"{OPTION}=")
        else:
            rest.append(argument)
    if asked == "":
        known = ", ".join(LANGUAGES)
        raise ValueError(say("--language names no language; there are: {known}", known=known))
    return asked, rest
