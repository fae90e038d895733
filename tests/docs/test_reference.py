"""The pages of the reference are as the code would write them now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def _generator():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("name", GENERATOR.PAGES)
def test_the_page_is_what_the_code_says(name: str) -> None:
    kept = (DOCS / "reference" / name).read_text("utf-8")
    assert kept == GENERATOR.PAGES[name](), "run `make docs`"


def test_no_page_is_left_behind() -> None:
    assert {path.name for path in (DOCS / "reference").glob("*.md")} == set(GENERATOR.PAGES)


def test_a_bar_in_a_text_does_not_break_a_table() -> None:
    assert GENERATOR.table(("a",), [("x | y\n z",)])[2] == "| x \\| y z |"
