"""`simsmm run`: the answer on screen and on disk, nothing overwritten, errors in one message."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import simsmm.estimation
import simsmm.report
import simsmm.report.replay
from simsmm import scenario as scenarios
from simsmm.cli import running
from simsmm.cli.app import app
from simsmm.cli.folders import results_folder
from simsmm.report import headline
from simsmm.shipped import scenario_path
from tests.report.invented import invent

ROOT = Path(__file__).parent.parent.parent
FILES = [
    "answer.json",
    "manifest.json",
    "replay.html",
    "replicates.parquet",
    "report.html",
    "series.parquet",
    "spend.parquet",
]

TINY = """
version: 1
name: "Tiny [bold]plan[/]"
market: 20 000
simulate: 2 000
starts: 2027-09-06
lasts: 2 d
channels: [social network]
goals:
  - reach: at least 300 people
campaigns:
  - brand: Corner Bakery
    budget: {media: 50 EUR}
    pages: {social network: {fans: 5 000}}
    posts:
      - {at: day 1 08:00, on: social network, format: video, boost: {spend: 50 EUR}}
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """What the simulation was asked for; nothing is run, answers and reports are made up."""
    seen = []

    def estimate(scenario, **options):
        seen.append((scenario, options))
        return invent(scenario, options["replicates"] or 64, seed=options["seed"])

    def write(answer, path, extra=None):
        path.write_text("a report", encoding="utf-8")

    monkeypatch.setattr(simsmm.estimation, "estimate", estimate)
    monkeypatch.setattr(simsmm.report, "write", write)
    monkeypatch.setattr(simsmm.report.replay, "replay", lambda answer, stop: None)
    monkeypatch.setattr(simsmm.report.replay, "write_replay", write)
    monkeypatch.setattr(simsmm.report, "export", lambda answer, folder, stop: None)
    monkeypatch.setattr(running, "_prepare_to_write", lambda stop: None)
    return seen


def run(*arguments):
    return CliRunner().invoke(app, [str(part) for part in arguments])


def band():
    return scenario_path("band_album")


def test_everything_is_written_and_said(place, asked):
    result = run("run", band(), "--seed", 7, "--replicates", 16, "--workers", 1)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (place / "runs/band_album").iterdir()) == FILES
    options = asked[0][1]
    assert (options["seed"], options["replicates"], options["workers"]) == (7, 16, 1)
    said = " ".join(result.stdout.split())
    answer = invent(scenarios.load(band()), 16, seed=7)
    assert str(headline.sentence(answer)).replace("\N{NO-BREAK SPACE}", " ") in said.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert result.stdout.splitlines()[-1] == "Report: runs/band_album/report.html"
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert "\x1b" not in result.output


def test_nothing_is_overwritten_unasked(place, asked):
    for _ in range(3):
        assert run("run", band(), "--replicates", 2).exit_code == 0
    names = ["band_album", "band_album-2", "band_album-3"]
    assert sorted(path.name for path in (place / "runs").iterdir()) == names
    before = (place / "runs/band_album/answer.json").read_bytes()
    assert run("run", band(), "--replicates", 2, "--seed", 5, "--force").exit_code == 0
    assert (place / "runs/band_album/answer.json").read_bytes() != before
    assert sorted(path.name for path in (place / "runs").iterdir()) == names


def test_folders(tmp_path):
    wanted = tmp_path / "a" / "b"
    assert results_folder(wanted, Path("x.yaml"), force=False) == wanted
    assert results_folder(wanted, Path("x.yaml"), force=False) == wanted  # still empty
    (wanted / "kept").touch()
    assert results_folder(wanted, Path("x.yaml"), force=False) == tmp_path / "a" / "b-2"
    assert results_folder(wanted, Path("x.yaml"), force=True) == wanted
    (tmp_path / "file").touch()
    assert results_folder(tmp_path / "file", Path("x"), force=False) == tmp_path / "file-2"
    with pytest.raises(NotADirectoryError):
        results_folder(tmp_path / "file", Path("x"), force=True)


def test_json_and_nothing_else(place, asked):
    result = run("run", band(), "--replicates", 8, "--json", "--out", "here")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["replicates"] == 8
    assert told == json.loads((place / "here/answer.json").read_text(encoding="utf-8"))


def test_options_reach_the_simulation(place, asked):
    assert run("run", band(), "--precision", "5 %", "--quick", "--out", "q").exit_code == 0
    scenario, options = asked[0]
    assert options["precision"] == 0.05
    assert options["replicates"] is None
    assert options["curve"] is False
    for wanted in ([], ["--no-curve"], ["--quick", "--curve"]):
        assert run("run", band(), *wanted).exit_code == 0
    assert [options["curve"] for _, options in asked[1:]] == [True, False, True]
    assert (scenario.effort.at_most, scenario.effort.precision) == (128, 0.05)
    assert scenario.source == str(band())


@pytest.mark.parametrize(
    "options",
    [
        ["--precision", "0"],
        ["--precision", "often"],
        ["--replicates", "0"],
        ["--workers", "0"],
        ["--seed", "x"],
    ],
)
def test_options_out_of_range(place, asked, options):
    result = run("run", band(), *options)
    assert result.exit_code == 2
    assert asked == []
    assert list(place.iterdir()) == []


def test_bad_scenarios_leave_nothing_behind(place, asked):
    path = place / "bad.yaml"
    path.write_text(TINY.replace("market:", "marked:"), encoding="utf-8")
    result = run("run", path)
    assert result.exit_code == 2
    assert 'Did you mean "market"?' in result.stderr
    assert "bad.yaml:4:1" in result.stderr
    assert result.stdout == ""
    assert [file.name for file in place.iterdir()] == ["bad.yaml"]


@pytest.mark.parametrize(
    ("error", "code"),
    [(ValueError("too many fans"), 2), (ZeroDivisionError("oops"), 1), (MemoryError(), 1)],
)
def test_errors_are_one_message(place, monkeypatch, error, code):
    def estimate(scenario, **options):
        raise error

    monkeypatch.setattr(simsmm.estimation, "estimate", estimate)
    result = run("run", band())
    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert "simsmm: " in result.stderr
    assert list((place / "runs").iterdir()) == []
    monkeypatch.setenv("SIMSMM_DEBUG", "1")
    assert run("run", band()).exception is error


def test_demo(place, asked):
    result = run("demo", "--out", "demo")
    assert result.exit_code == 0
    assert "The plan will reach about" in result.stdout
    assert result.stdout.splitlines()[-1] == "Report: demo/report.html"


def test_a_real_run(place):
    """A small plan from its file to the report, nothing made up."""
    path = place / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    result = run("run", path, "--replicates", 4)
    assert result.exit_code == 0, result.output
    assert "Tiny [bold]plan[/]" in result.stdout
    told = json.loads((place / "runs/tiny/answer.json").read_text(encoding="utf-8"))
    reach = next(row for row in told["outcomes"] if row["measure"] == "reach")
    page = (place / "runs/tiny/report.html").read_text(encoding="utf-8")
    assert f'value="{reach["mean"]}"' in page
    drawn = {path.stem for path in (place / "runs/tiny/figures").iterdir()}
    written = {path.stem for path in (place / "runs/tiny/tables").iterdir()}
    assert {"reach-over-time", "calendar", "reach-against-spend"} <= drawn
    assert {"planner", "spending", "funnel", "costs"} <= written


INTERRUPTED = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
import simsmm.estimation, simsmm.report.replay
from tests.report.invented import invent

case = {case!r}

def estimate(scenario, *, stop, progress, **options):
    if case == "replay":
        return invent(scenario, 12)
    answer = invent(scenario, 400 if case == "hundreds" else 12, complete=False)
    if case != "busy":
        progress(1, 12)
    os.write(1, b"running\\n")
    stop.wait(60)
    if case == "busy":
        time.sleep(60)
    if case == "slow":
        time.sleep(1.5)
    if case == "left":
        ThreadPoolExecutor(1).submit(time.sleep, 60)
    os.write(2, f"processor time {{time.process_time()}}\\n".encode())
    return answer

def replay(answer, stop):
    os.write(1, b"running\\n")
    time.sleep(60)

simsmm.estimation.estimate = estimate
simsmm.report.replay.replay = replay
import simsmm.cli.running
prepare = simsmm.cli.running._prepare_to_write
def prepared(stop):
    if case != "busy":
        prepare(stop)
    os.write(1, b"prepared\\n")
simsmm.cli.running._prepare_to_write = prepared
from simsmm.cli import main
sys.argv = ["simsmm", "run", {scenario!r}, "--out", {out!r}]
main()
"""


def processor_time() -> float:
    """Of all processes that this one began and saw ending [s]."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def interrupted(case: str, out: Path, number: int = signal.SIGINT) -> tuple[int, str, str]:
    """A run of one's own process that gets a signal: its exit code, what it said and complained."""
    program = INTERRUPTED.format(scenario=str(band()), out=str(out), case=case)
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert {process.stdout.readline(), process.stdout.readline()} == {"running\n", "prepared\n"}
    begun = time.monotonic()
    process.send_signal(number)
    said, complained = process.communicate(timeout=30)
    assert time.monotonic() - begun < 2.0 * SLACK
    assert "Traceback" not in complained
    return process.returncode, said, complained


@pytest.mark.parametrize(
    ("case", "number", "code"),
    [
        ("ctrl-c", signal.SIGINT, 130),
        ("terminated", signal.SIGTERM, 143),
        ("left", signal.SIGINT, 130),  # a thread of the simulation that does not look up
        ("slow", signal.SIGINT, 130),  # a machine so busy that handing over takes a while
        ("hundreds", signal.SIGINT, 130),
    ],
)
@pytest.mark.slow  # alone: seconds by the clock on the wall
def test_stopping_keeps_what_is_done(tmp_path, case, number, code):
    """Within two seconds, however much is done."""
    out, before = tmp_path / "out", processor_time()
    found, said, complained = interrupted(case, out, number)
    used = processor_time() - before - float(complained.split("processor time ")[1].split()[0])
    assert found == code, complained
    # There is no time for another run, which the replay needs.
    written = sorted(path.name for path in out.iterdir())
    assert written == [name for name in FILES if name != "replay.html"]
    assert json.loads((out / "answer.json").read_text(encoding="utf-8"))["complete"] is False
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False
    assert "interrupted" in said
    assert "The run was interrupted" in (out / "report.html").read_text(encoding="utf-8")
    # A third of it where nothing else runs; on busy processors a second does less.
    assert used < 2.0


@pytest.mark.slow  # alone: seconds by the clock on the wall
def test_stopping_does_not_wait_for_what_gives_nothing(tmp_path):
    """Nothing is done yet, and the simulation does not listen."""
    code, _, complained = interrupted("busy", tmp_path / "out")
    assert code == 130
    assert not (tmp_path / "out").exists()
    assert "nothing is written" in complained


@pytest.mark.slow  # alone: seconds by the clock on the wall
def test_stopping_at_the_replay_keeps_the_whole_answer(tmp_path):
    """The replay is a run of its own, which may be a long one."""
    code, _, complained = interrupted("replay", tmp_path / "out")
    assert code == 130, complained
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == [name for name in FILES if name != "replay.html"]
    answer = json.loads((tmp_path / "out" / "answer.json").read_text(encoding="utf-8"))
    assert answer["complete"] is True


SLACK = 2.5
"""Test machines are busy with other tests."""


def test_a_run_is_repeated_from_its_manifest(place):
    path = place / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    assert run("run", path, "--replicates", 2, "--seed", 4, "--out", "first").exit_code == 0
    path.unlink()
    result = run("run", "--from", "first/manifest.json", "--out", "again", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert "every number is the same, bit for bit" in result.stderr
    for name in ("replicates.parquet", "series.parquet", "spend.parquet", "manifest.json"):
        assert (place / "first" / name).read_bytes() == (place / "again" / name).read_bytes()
    changed = json.loads((place / "first/manifest.json").read_text(encoding="utf-8"))
    changed["made with"]["numpy"], changed["content"] = "0.1", "another"
    (place / "other.json").write_text(json.dumps(changed), encoding="utf-8")
    result = run("run", "--from", "other.json", "--out", "third")
    assert result.exit_code == 1
    assert "numpy: then 0.1, now" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a scenario"),
        (["--from", "manifest.json", "--seed", "3"], "leave out --seed"),
        (["--from", "manifest.json", "plan.yaml"], "leave out SCENARIO"),
        (["--from", "manifest.json", "--no-curve"], "leave out --curve"),
        (["--from", "manifest.json"], "is not a manifest"),
        (["--from", "missing.json"], "No such file"),
    ],
)
def test_what_cannot_be_repeated_is_refused(place, arguments, said):
    (place / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("run", *arguments)
    assert result.exit_code != 0
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert not (place / "runs").exists()
