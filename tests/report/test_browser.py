"""In a real browser: hostile names run nothing, and of all scripts the replay's alone runs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markupsafe import Markup

from simsmm import report
from simsmm import scenario as scenarios
from simsmm.report.replay import replay
from simsmm.shipped import scenario_path
from tests.report.invented import hostile, invent

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="there is no browser here"),
]

RUNS = "document.title='it ran'"


def title(page: str, folder: Path) -> str:
    """Title of a page after a browser has read it."""
    found = re.search(r"<title>(.*?)</title>", read(page, folder))
    assert found
    return found[1]


def read(page: str, folder: Path) -> str:
    """What a browser makes of a page."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    options += ["--disable-background-networking", "--disable-component-update", "--dump-dom"]
    options.append(f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run(
        [
            str(BROWSER),
            *options,
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def test_the_browser_would_tell(tmp_path: Path) -> None:
    page = f"<!doctype html><title>quiet</title><script>{RUNS}</script>"
    assert title(page, tmp_path) == "it ran"


def test_hostile_names_run_nothing(tmp_path: Path) -> None:
    page = report.page(invent(hostile()))
    assert "alert(" in page
    armed = re.sub(r"alert\(\d\)", RUNS, page)
    assert "it ran" not in title(armed, tmp_path).split(":")[-1]


def test_only_the_replay_s_script_runs(tmp_path: Path) -> None:
    answer = invent(scenarios.load(scenario_path("minimal")), 2)
    page = report.page(answer, Markup(f"<script>{RUNS}</script>"))
    assert title(page, tmp_path) == "it ran"
    other = page.replace(RUNS, f"{RUNS};")
    assert title(other, tmp_path) != "it ran"


def test_the_replay_comes_alive_within_the_report(tmp_path: Path) -> None:
    answer = invent(scenarios.load(scenario_path("minimal")))
    dom = read(report.page(answer, replay(answer)), tmp_path)
    assert len(re.findall(r'class="replay[ "]', dom)) == 1
    assert "replay-alive" in dom
    drawn = [int(wide) for wide in re.findall(r'<canvas[^>]*? width="(\d+)"', dom)]
    assert drawn
    assert min(drawn) > 200
