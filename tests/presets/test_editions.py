"""Presets of other years: each number as it was published then, the rest as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simsmm import presets
from simsmm.presets import Number

NOW = Number("n", 0.5, 0.2, 0.8, "share", "assumption: a test", "A test's number.", year=2018)
THEN = replace(NOW, value=0.6, year=2012)
LATER = replace(NOW, value=0.7, year=2022)
NUMBER = replace(NOW, editions=(LATER, THEN))


@pytest.mark.parametrize(
    ("year", "value"),
    [(2000, 0.6), (2012, 0.6), (2017, 0.6), (2018, 0.5), (2021, 0.5), (2022, 0.7), (2030, 0.7)],
)
def test_a_year_takes_the_latest_figure_until_then_or_the_oldest(year: int, value: float) -> None:
    assert NUMBER.at(year).value == value


def test_a_number_of_one_year_is_the_same_in_all() -> None:
    assert NOW.at(1990) is NOW
    assert NOW.at(2030) is NOW


@pytest.mark.parametrize("years", [(2012, 2012), (2018,), (None,)])
def test_two_figures_of_one_year_or_of_none_are_refused(years: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="a year of its own"):
        replace(NOW, editions=tuple(replace(NOW, year=year) for year in years))


def test_the_latest_edition_is_what_the_files_say() -> None:
    latest = presets.channel("social network")
    assert latest is presets.channel("social network", presets.LATEST)
    assert latest.numbers["half_life"].value == 0.5
    assert latest.numbers["page_reach"].value == 0.022
    assert presets.editions()[-1] == presets.LATEST


def test_published_figures_of_other_years() -> None:
    """Half-lives by Graffius, reach by several studies of the platform that it is like."""
    half_lives = {2018: 30, 2022: 50, 2024: 76}
    for year, minutes in half_lives.items():
        found = presets.channel("social network", year).numbers["half_life"]
        assert found.value == pytest.approx(minutes / 60, abs=1e-3)
        assert found.year == year
    reach = {2012: 0.16, 2015: 0.0227, 2020: 0.064, 2021: 0.022, 2022: 0.086}
    for year, share in reach.items():
        assert presets.channel("social network", year).numbers["page_reach"].value == share


def test_an_edition_changes_figures_and_nothing_else() -> None:
    for name in presets.channels():
        latest = presets.channel(name)
        for year in presets.editions():
            then = presets.channel(name, year)
            assert replace(then, numbers=latest.numbers) == latest
            for key, number in latest.numbers.items():
                told = (number.name, number.unit, number.meaning, number.per, number.of)
                found = then.numbers[key]
                assert (found.name, found.unit, found.meaning, found.per, found.of) == told
                assert number.editions or found is number


def test_an_unknown_edition_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no edition 1999; there are: 2012, 2015"):
        presets.channel("microblog", 1999)
