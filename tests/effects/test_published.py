"""What was published, what comes out, and that the page about it is true.

Error budget: draws are keyed, so the same code gives the same figures; a figure that a change moves
by more than the standard error that the page states for it is told.
"""

from __future__ import annotations

import pytest

from simsmm import presets
from tests.effects.cascades import PASSED_ON
from tests.effects.figures import MEASURES, QUICK, Figure, figures

FIGURES = list(figures())


def of(what: str) -> set[str]:
    return {figure.where for figure in FIGURES if figure.what == what}


def test_the_page_tells_of_everything_that_is_measured() -> None:
    assert {figure.what for figure in FIGURES} == set(MEASURES)
    for what in ("passed on by nobody", "two steps or more", "shares per share"):
        assert of(what) == set(PASSED_ON)


@pytest.mark.parametrize("figure", FIGURES, ids=str)
def test_a_verdict_follows_from_its_figure(figure: Figure) -> None:
    assert figure.low <= figure.high
    assert figure.holds(figure.given) == figure.met


@pytest.mark.parametrize("figure", [each for each in FIGURES if each.what in QUICK], ids=str)
def test_a_figure_comes_out(figure: Figure) -> None:
    assert_comes_out(figure)


@pytest.mark.slow
@pytest.mark.parametrize("figure", [each for each in FIGURES if each.what not in QUICK], ids=str)
def test_a_figure_comes_out_after_a_while(figure: Figure) -> None:
    assert_comes_out(figure)


def assert_comes_out(figure: Figure) -> None:
    found, error = MEASURES[figure.what](figure.where)
    told = f"{found:.5g} ± {error:.2g}, the page says {figure.given:.5g} ± {figure.error:.2g}"
    assert abs(found - figure.given) <= figure.error * (1.0 + 1e-9), told
    assert figure.holds(found) == figure.met, told


def test_people_pass_on_where_a_preset_says_along_which_ties() -> None:
    for name in presets.channels():
        preset = presets.channel(name)
        assert (name in PASSED_ON) == ("share_rate" in preset.numbers)
