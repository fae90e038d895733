"""The README's Python examples run as they stand, and say what they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def test_the_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    names: dict[str, object] = {}
    for example in EXAMPLES:
        # Fewer replicates: the test is about the words, not about the answer.
        exec(example.replace("replicates=64", "replicates=4"), names)
    printed = capsys.readouterr().out
    assert len(EXAMPLES) == 2
    assert re.search(r"[\d,]{5,} people, 90 % of outcomes [\d,]{5,} to [\d,]{5,}", printed)
    assert "impressions" in printed
    assert "<html" in (tmp_path / "report.html").read_text("utf-8")
