"""The words of the trade: complete, without two meanings of a name, and right where they count."""

from __future__ import annotations

import pytest

from simsmm.glossary import Term, names_of_measures, terms
from simsmm.measures import MEASURES
from tests.glossary.sums import right, sums, value

TERMS = list(terms().values())


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_has_its_four_texts(term: Term) -> None:
    assert term.definition.endswith((".", ".)"))
    assert term.mistake.endswith(".")
    assert term.example.endswith(".")
    assert term.formula
    assert not term.formula.endswith(".")
    assert term.definition != term.mistake


def test_no_name_means_two_things() -> None:
    named = [name.casefold() for name in (*MEASURES, *terms(), *names_of_measures())]
    named += [also.casefold() for term in TERMS for also in term.also]
    assert sorted({name for name in named if named.count(name) > 1}) == []


def test_other_names_of_measures_lead_to_measures() -> None:
    assert set(names_of_measures().values()) <= set(MEASURES)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_worked_examples_come_out_right(term: Term) -> None:
    for found, written in sums(term.example):
        assert right(found, written), f"{found} is written as {written}"


def test_most_examples_can_be_reckoned() -> None:
    assert sum(bool(sums(term.example)) for term in TERMS) > 0.6 * len(TERMS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 / 2 = 1.5.", [(1.5, "1.5")]),
        ("so 1,000 x 1,400 / 14 = 100,000 impressions", [(100_000.0, "100,000")]),
        ("0 + 0.02 x (1 + 1) / 2 x (1 - 0) = 0.02.", [(0.02, "0.02")]),
        ("At 5 items 1 / (1 + 5 / 5) = 0.4", [(0.5, "0.4")]),
        ("nothing here", []),
    ],
)
def test_sums_are_found(text: str, found: list[tuple[float, str]]) -> None:
    assert sums(text) == found


def test_a_wrong_sum_is_found_out() -> None:
    assert right(1.5, "1.5")
    assert right(2 / 3, "0.67")
    assert not right(0.5, "0.4")
    assert not right(1.56, "1.5")


EXAMPLES = {
    "frequency": ("3 / 2", "1.5"),
    "target reach": ("100 x 45,000 / 60,000", "75 %"),
    "on-target share": ("100 x 55,000 / 100,000", "55 %"),
    "GRP": ("100 x 150,000 / 60,000", "250"),
    "effective target reach": ("100 x 9,000 / 60,000", "15 %"),
    "amplification": ("30,000 / 120,000", "0.25"),
    "control index": ("100 x (60,000 + 10,000) / 100,000", "70 %"),
    "engagements": ("85 + 8 + 7", "100"),
    "engagement rate": ("100 x 100 / 20,000", "0.5 %"),
    "CTR": ("100 x 90 / 10,000", "0.9 %"),
    "unspent": ("2,400 - 2,100", "300"),
    "fees": ("500 + 700", "1,200"),
    "total cost": ("2,100 + 1,200 + 800", "4,100"),
    "CPM": ("1,000 x 2,100 / 150,000", "14"),
    "CPC": ("2,100 / 1,400", "1.50"),
    "cost per reached person": ("4,100 / 82,000", "0.05"),
    "cost per click": ("4,100 / 2,050", "2"),
    "cost per incremental sale": ("4,100 / 410", "10"),
    "revenue": ("600 x 12", "7,200"),
    "incremental revenue": ("7,200 - 6,000", "1,200"),
    "incremental margin": ("1,200 x 0.6", "720"),
    "return on spend": ("6,150 / 4,100", "1.5"),
    "profit": ("6,150 - 4,100", "2,050"),
    "sales": ("500 + 100", "600"),
    "sales without the campaign": ("20 x 28", "560"),
    "incremental sales": ("600 - 500", "100"),
    "conversion": ("100 x 9 / 900", "1 %"),
    "reproduction number": ("5 / 15", "0.33"),
    "cascade size": ("(1 + 1 + 4) / 3", "2"),
    "never passed on": ("100 x 2 / 3", "67 %"),
    "promoted cascade size": ("1 + 10 + 4", "15"),
    "promoted structural virality": ("2 x 10 / 11", "1.82"),
    "ad recall lift": ("100 x 0.1 x 0.5", "5 %"),
}
"""What the worked example of a measure reckons, and the result that it states."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_examples_of_measures_come_out_right(name: str) -> None:
    reckoned, stated = EXAMPLES[name]
    assert stated in MEASURES[name].example
    assert right(value(reckoned), stated.removesuffix(" %"))
