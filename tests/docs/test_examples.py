"""Every Python example of the documentation runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, examples, pages, run

FEWER = (("replicates=64", "replicates=4"),)
"""The tests are about the words, not about the answers."""


@pytest.fixture(autouse=True)
def _beside_the_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")


def of_page(name: str) -> Path:
    return ROOT / "docs" / "how-to" / name


OWN_TESTS = {
    ROOT / "README.md",
    *map(of_page, ("mesa-model.md", "own-actor.md", "own-rule.md", "networkx.md")),
}
"""Pages of which something more is held below."""


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in pages() if page not in OWN_TESTS], ids=str)
def test_the_examples_of_a_page_run(page: Path) -> None:
    run(page, FEWER)


def test_the_readme_says_what_it_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(examples(ROOT / "README.md")) == 2
    run(ROOT / "README.md", FEWER)
    printed = capsys.readouterr().out
    assert re.search(r"[\d,]{5,} people, 90 % of outcomes [\d,]{5,} to [\d,]{5,}", printed)
    assert "impressions" in printed
    assert "<html" in (tmp_path / "report.html").read_text("utf-8")


def test_the_model_of_mesa(capsys: pytest.CaptureFixture[str]) -> None:
    names = run(of_page("mesa-model.md"))
    estimate, rows = names["estimate"], names["rows"]
    assert [row["reach"] for row in rows] == estimate["reach"].values.tolist()  # type: ignore[index, attr-defined]
    assert "exposures" in capsys.readouterr().out


def test_the_own_actor_spends_and_reaches_more(capsys: pytest.CaptureFixture[str]) -> None:
    names = run(of_page("own-actor.md"), FEWER)
    assert names["helped"]["spend"].mean > names["alone"]["spend"].mean  # type: ignore[index]
    assert names["helped"]["reach"].mean > names["alone"]["reach"].mean  # type: ignore[index]
    assert "only 0 EUR are left" in capsys.readouterr().out


@pytest.mark.slow
def test_the_own_rule_changes_the_answer() -> None:
    names = run(of_page("own-rule.md"), (("replicates=8", "replicates=4"),))
    changed, usual = names["changed"]["shares"], names["usual"]["shares"]  # type: ignore[index]
    assert changed.mean < 0.9 * usual.mean


def test_the_graph_of_networkx(capsys: pytest.CaptureFixture[str]) -> None:
    names = run(of_page("networkx.md"))
    assert names["estimate"]["impressions"].mean > 0.0  # type: ignore[index]
    assert "people" in capsys.readouterr().out


def test_an_error_names_the_line_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n\n```python\na = 1\n```\n\n```python\n\nb = a / 0\n```\n")
    with pytest.raises(ZeroDivisionError) as caught:
        run(page)
    assert caught.traceback[-1].lineno == 8, "counted from 0"
