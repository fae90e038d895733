"""The language is chosen before the commands are built: by an option anywhere, or a variable."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from simsmm import wording
from simsmm.cli.app import app
from simsmm.cli.language import choose


def simsmm(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.argv = ['simsmm', *{arguments!r}]; from simsmm.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "rest"),
    [
        (["--language", "pl", "explain", "reach"], ["explain", "reach"]),
        (["explain", "reach", "--language", "pl"], ["explain", "reach"]),
        (["explain", "--language=pl", "reach"], ["explain", "reach"]),
        (["--language", "en", "check", "x", "--language", "pl"], ["check", "x"]),
    ],
)
def test_the_option_may_stand_anywhere(arguments: list[str], rest: list[str]) -> None:
    with wording.speaking("en"):
        assert choose(arguments) == rest
        assert wording.language() == "pl"


def test_the_environment_speaks_where_no_option_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMSMM_LANGUAGE", "pl")
    with wording.speaking("en"):
        assert choose(["list", "terms"]) == ["list", "terms"]
        assert wording.language() == "pl"
        choose(["--language", "en"])
        assert wording.language() == "en"


def test_after_two_dashes_it_is_a_name_like_others() -> None:
    with wording.speaking("en"):
        assert choose(["explain", "--", "--language"]) == ["explain", "--", "--language"]
        assert wording.language() == "en"


@pytest.mark.parametrize(
    "arguments", [["--language"], ["--language="], ["explain", "reach", "--language", "xx"]]
)
def test_no_such_language(arguments: list[str]) -> None:
    with wording.speaking("en"), pytest.raises(ValueError, match="there are: en, pl"):
        choose(arguments)


def test_a_wrong_language_is_told_without_a_traceback() -> None:
    for done in (simsmm("list", "terms", "--language", "xx"), simsmm(SIMSMM_LANGUAGE="xx")):
        assert done.returncode == 2
        assert done.stderr == 'simsmm: there is no language "xx"; there are: en, pl\n'
        assert done.stdout == ""


def test_numbers_are_written_in_the_language() -> None:
    english = simsmm("explain", "page reach")
    polish = simsmm("explain", "page reach", "--language", "pl")
    assert "2.2\N{NO-BREAK SPACE}% (1\N{NO-BREAK SPACE}% to 8.6\N{NO-BREAK SPACE}%)" in (
        english.stdout
    )
    assert "2,2\N{NO-BREAK SPACE}% (od 1\N{NO-BREAK SPACE}% do 8,6" in polish.stdout


def test_help_is_said_in_the_language(tmp_path) -> None:
    code = """
import sys
from simsmm import wording
wording._catalogue = lambda chosen: {"Say which version this is.": "Podaj wersję."}
sys.argv = ["simsmm", "--help", "--language", "pl"]
from simsmm.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Podaj wersję." in done.stdout, done.stderr


@pytest.mark.parametrize("command", [[], ["check"], ["run"], ["list"], ["explain"], ["audience"]])
def test_no_word_of_a_polish_help_page_is_english(command: list[str]) -> None:
    page = simsmm(*command, "--help", "--language", "pl").stdout
    assert page.startswith("Użycie: simsmm")
    for english in (
        "Usage",
        "Options",
        "OPTIONS",
        "Commands",
        "[default",
        "[required",
        "Show this",
    ):
        assert english not in page
    assert max(map(len, page.splitlines())) <= 80


def test_programs_that_call_the_commands_may_choose_too() -> None:
    with wording.speaking("en"):
        runner = CliRunner()
        assert runner.invoke(app, ["--language", "pl", "list", "layers"]).exit_code == 0
        assert wording.language() == "pl"
        wrong = runner.invoke(app, ["--language", "xx", "list", "layers"])
    assert wrong.exit_code == 2
    assert "en, pl" in wrong.stderr


def test_a_terminal_that_lacks_a_sign_gets_a_plainer_one() -> None:
    done = simsmm("explain", "page reach", PYTHONIOENCODING="ascii")
    assert "page reach of social network: 2.2 % (1 % to 8.6 %)" in done.stdout
