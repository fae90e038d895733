"""Figures and tables as files: nothing in them runs in a spreadsheet or a browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simsmm import report
from simsmm import scenario as scenarios
from simsmm.report.exports import csv_text, harmless
from simsmm.report.tables import Column, Row, Table
from simsmm.shipped import scenario_path
from tests.report.invented import FORMULAS, formulas, invent


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    report.export(invent(scenarios.load(scenario_path("band_album"))), folder)
    return folder


def test_every_figure_is_a_drawing_and_a_picture(exported: Path) -> None:
    names = sorted(path.stem for path in (exported / "figures").glob("*.svg"))
    assert names == [
        "calendar",
        "exposures",
        "overlap",
        "reach-against-spend",
        "reach-by-channel",
        "reach-by-medium",
        "reach-over-time",
        "spread",
    ]
    for name in names:
        drawing = ElementTree.parse(exported / "figures" / f"{name}.svg").getroot()
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
        picture = (exported / "figures" / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG\r\n")
        assert len(picture) > 3000
    assert len(list((exported / "figures").iterdir())) == 2 * len(names)


def test_figures_wait_for_nobody_who_asks_to_stop(tmp_path: Path) -> None:
    answer = invent(scenarios.load(scenario_path("minimal")), 2)
    asked = iter([False, False, True])
    report.export(answer, tmp_path, lambda: next(asked))
    assert len(list((tmp_path / "figures").iterdir())) == 2
    report.export(answer, tmp_path / "none", lambda: True)
    assert not (tmp_path / "none").exists()


def test_every_table_is_written_twice(exported: Path) -> None:
    names = {path.stem for path in (exported / "tables").glob("*.csv")}
    assert names == {path.stem for path in (exported / "tables").glob("*.parquet")}
    assert names >= {"planner", "posts", "spending", "overlap", "funnel", "costs", "results"}
    assert len(list((exported / "tables").iterdir())) == 2 * len(names)


def test_no_column_is_empty_and_no_number_is_blurred(exported: Path) -> None:
    for path in (exported / "tables").glob("*.csv"):
        headings, *lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        for heading, *cells in zip(headings, *lines, strict=True):
            assert any(cells), f"{path.name}: {heading}"
        numbers = [cell for line in lines for cell in line if _number(cell)]
        assert all(float(cell) == float(f"{float(cell):.12g}") for cell in numbers)
    costs = (exported / "tables" / "costs.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert costs.startswith('What for,Planned [EUR],"Planned, low (5 % point) [EUR]"')
    assert '"Spent, high (95 % point) [EUR]"' in costs


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+48 22", "'+48 22"),
        ("-ing", "'-ing"),
        ("@ada", "'@ada"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formulas_are_neutralised(text: str, safe: str) -> None:
    assert harmless(text) == safe


def test_numbers_stay_numbers() -> None:
    assert csv_text([["a", -1.5, None, 3.0]]) == "a,-1.5,,3.0\r\n"


def test_hostile_names_become_no_formula(tmp_path: Path) -> None:
    report.export(invent(formulas()), tmp_path)
    cells = []
    for path in (tmp_path / "tables").glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        cells += [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    texts = [cell for cell in cells if not _number(cell)]
    assert not [text for text in texts if text.lstrip(" \n").startswith(("=", "+", "-", "@", "\t"))]
    for name in FORMULAS:
        assert any(name in text for text in texts), name


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_lines_may_be_empty() -> None:
    table = Table("x", "X", "What", (Column("People", "people"),), (Row("nobody", ()),))
    assert table.groups == [("", [table.rows[0]])]
