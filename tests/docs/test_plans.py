"""Every plan and every command of the documentation works as it stands."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simsmm.cli import running
from simsmm.cli.app import app

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"^```(?P<kind>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.S | re.M)
LINK = re.compile(r"\]\((?P<to>[^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Command:
    """A line that a reader types, and what the page shows of its answer."""

    words: list[str]
    answer: list[str]


def commands(text: str) -> list[Command]:
    """The commands of a console block; the lines between are their answers."""
    found: list[Command] = []
    for line in text.splitlines():
        if line.startswith("$ simsmm "):
            found.append(Command(shlex.split(line.removeprefix("$ simsmm ")), []))
        elif line.strip():
            found[-1].answer.append(line)
    return found


PAGES = [page for page in sorted(DOCS.rglob("*.md")) if "```console" in page.read_text("utf-8")]


def test_there_are_pages_with_commands() -> None:
    assert len(PAGES) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_plans_and_commands_of_a_page_work(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "DEMO_REPLICATES", 4)  # about the words, not the answer
    for block in FENCE.finditer(page.read_text("utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["text"], "utf-8")
        if block["kind"] == "console":
            for command in commands(block["text"]):
                result = CliRunner().invoke(app, command.words)
                assert result.exit_code == 0, f"{command.words}: {result.output}"
                for line in command.answer:
                    assert line in result.output, command.words


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text("utf-8")):
        if "://" not in found["to"]:
            assert (page.parent / found["to"]).exists(), found["to"]
