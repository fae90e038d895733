"""`simsmm check` tells every problem with its place, at once, and loads nothing heavy."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from rich.console import Console
from typer.testing import CliRunner

from simsmm import scenario
from simsmm.cli.app import app
from simsmm.cli.screen import problems
from simsmm.scenario import Problem
from simsmm.shipped import scenario_path

HEAVY = ("mesa", "numba", "networkx", "pandas", "pyarrow", "scipy", "vl_convert", "jinja2")


@pytest.fixture
def band():
    return scenario_path("band_album").read_text(encoding="utf-8")


def simsmm(*arguments, **options):
    return CliRunner().invoke(app, [str(part) for part in arguments], **options)


def write(tmp_path, text):
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_scenarios_are_fine():
    for name in ("band_album", "minimal", "tv_against_social"):
        result = simsmm("check", scenario_path(name))
        assert result.exit_code == 0, result.output
        assert "no problems" in result.output


def test_every_problem_with_its_place(band, tmp_path):
    broken = band.replace("currency: EUR", "curency: EUR").replace("- reach:", "- reech:")
    path = write(tmp_path, broken)
    result = simsmm("check", path)
    assert result.exit_code == 2
    lines = broken.splitlines()
    for word, guess in (("curency", "currency"), ("reech", "reach")):
        row = next(number for number, line in enumerate(lines, 1) if word in line)
        column = lines[row - 1].index(word) + 1
        assert f"plan.yaml:{row}:{column}: " in result.stdout
        assert f'Did you mean "{guess}"?' in result.stdout
    assert result.stdout.count("^") == 2
    assert "2 errors" in result.stdout.splitlines()[-1]


def test_warnings_do_not_stop(band, tmp_path):
    path = write(tmp_path, band.replace("media: 4 000 EUR", "media: 5 000 EUR"))
    result = simsmm("check", path)
    assert result.exit_code == 0
    assert "warning: " in result.stdout
    assert "1 warning" in result.stdout.splitlines()[-1]


def test_messages_stand_on_one_line_each_in_a_pipe(band, tmp_path):
    result = simsmm("check", write(tmp_path, band.replace("version: 1", "version: 7")))
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0].endswith("write `version: 1`")
    assert "\x1b" not in result.stdout


def test_messages_fit_on_a_terminal_with_an_indent(band, tmp_path):
    long = f"link: shop, {', '.join(f'word{number}: 1' for number in range(9))}, wrong: 1"
    broken = band.replace("version: 1", "version: 7").replace("link: shop", f"zone: {{{long}}}", 1)
    found = scenario.check(write(tmp_path, broken))
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, color_system=None, width=80)
    problems(found, console)
    lines = screen.getvalue().splitlines()
    assert len(lines) > 3 * len(found)
    assert max(map(len, lines)) <= 80
    messages = [line for line in lines if " | " not in line and not line.endswith("^")]
    assert all(line.startswith((str(tmp_path)[:20], "    ")) for line in messages)
    told = " ".join(" ".join(messages).split())
    assert all(" ".join(problem.message.split()) in told for problem in found)


def test_a_far_mistake_is_shown_within_the_width():
    problem = Problem("plan.yaml", 7, 150, "x", "wrong", excerpt="a" * 149 + "Z" + "b" * 60)
    screen = io.StringIO()
    problems([problem], Console(file=screen, force_terminal=True, color_system=None, width=60))
    _, line, caret = screen.getvalue().splitlines()
    assert max(len(line), len(caret)) <= 60
    assert line[caret.index("^")] == "Z"


def test_no_such_file(tmp_path):
    result = simsmm("check", tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert "No such file" in result.stdout
    assert "Traceback" not in result.output


def test_markup_in_a_scenario_is_only_text(band, tmp_path):
    result = simsmm("check", write(tmp_path, band.replace("- reach:", '- "[red]x[/]":')))
    assert result.exit_code == 2
    assert "[red]x[/]" in result.stdout


@pytest.mark.parametrize("command", ["check", "--help", "--version", "run --help"])
def test_nothing_heavy_is_loaded(command):
    arguments = [*command.split(), *([str(scenario_path("band_album"))] * (command == "check"))]
    code = f"""
import sys
sys.argv = ["simsmm", *{arguments!r}]
try:
    from simsmm.cli import main
    main()
except SystemExit as end:
    assert not end.code, end.code
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_wrong_use_has_code_2():
    for arguments in (["frobnicate"], ["run"], ["run", "x.yaml", "--seed", "one"], ["--nothing"]):
        result = simsmm(*arguments)
        assert result.exit_code == 2, arguments
        assert "Traceback" not in result.output


def test_the_resolved_plan_is_written_once(tmp_path):
    out = tmp_path / "resolved.yaml"
    arguments = ["check", scenario_path("minimal"), "--resolved", out]
    assert "Written: " in simsmm(*arguments).stdout
    assert simsmm("check", out).exit_code == 0
    assert "simulate: 50 000" in out.read_text("utf-8")
    out.write_text("mine", "utf-8")
    assert simsmm(*arguments).exit_code == 2
    assert out.read_text("utf-8") == "mine"
    assert simsmm(*arguments, "--force").exit_code == 0
    assert "simulate" in out.read_text("utf-8")


def test_what_is_broken_is_not_resolved(band, tmp_path):
    broken = write(tmp_path, band.replace("lasts: 28 d", "lasts: 28"))
    assert simsmm("check", broken, "--resolved", tmp_path / "out.yaml").exit_code == 2
    assert not (tmp_path / "out.yaml").exists()


def test_the_schema_is_printed_or_written(tmp_path):
    printed = json.loads(simsmm("schema").stdout)
    assert printed["$schema"].startswith("https://json-schema.org/")
    out = tmp_path / "simsmm.schema.json"
    assert simsmm("schema", "--out", out).exit_code == 0
    assert json.loads(out.read_text("utf-8")) == printed
    assert simsmm("schema", "--out", out).exit_code == 2
