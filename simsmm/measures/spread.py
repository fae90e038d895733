"""How posts travel from person to person.

Two kinds of cascade are kept apart. A cascade of ordinary people starts with one person who passes
a post on without having it from another person (a seed, or somebody who had it from a page, a
creator or a bought impression) and holds all who passed it on after that person. A promoted cascade
starts with a publication of a page or a creator, or with a boost, and holds all who passed it on
from there.

Cascades are those of the simulated people and are not scaled: everybody keeps as many ties as in
the market. They end with the run: whoever would have passed a post on later is not in them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simsmm.measures.cascades import Trees
from simsmm.measures.measure import SHARED, measure, ratio
from simsmm.measures.view import Array, View


def _ordinary(view: View, shape: Callable[[Trees], Array]) -> Array:
    """A shape of each cascade of ordinary people whose root is of this view."""
    cascades = view.whole.cascades
    of_view = view.sources[cascades.ordinary_source[cascades.ordinary.roots]]
    return shape(cascades.ordinary)[of_view]


def _promoted(view: View, shape: Callable[[Trees], Array]) -> Array:
    """A shape of each promoted cascade whose root is of this view."""
    cascades = view.whole.cascades
    of_view = view.sources[cascades.promoted_source[cascades.promoted.roots]]
    return shape(cascades.promoted)[of_view]


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return ratio(float(known.sum()), len(known))


@measure(
    "reproduction number",
    unit="shares per share",
    by=(*SHARED, "segment"),
    formula="shares by people who had the post from a person / people who passed it on (seeds, "
    "those who had it from the brand, and those who had it from people)",
    example="10 people pass a post on from the page, 4 from those, 1 from those 4: 5 / 15 = 0.33.",
    mistake="Expecting the long-run number from a short run: the last shares have had no time to "
    "be passed on, so it is low by as much; and where many know the post already, it falls.",
)
def reproduction_number(view: View) -> float:
    """Mean number of further shares that one share caused before the run ended.

    By segment it is that of the sharer.
    """
    cascades = view.whole.cascades
    up, of_view = cascades.ordinary.up, view.sources[cascades.ordinary_source]
    caused = np.count_nonzero(of_view[up[up >= 0]])
    return ratio(int(caused), int(np.count_nonzero(of_view)))


@measure(
    "cascades",
    unit="cascades",
    scaled=True,
    by=SHARED,
    formula="number of people who passed a post on without having it from another person",
    example="10 people pass a post on from the page, 4 from those 10: 10 cascades.",
    mistake="Counting every share as a cascade.",
)
def cascades(view: View) -> float:
    """Cascades started by ordinary people."""
    return float(len(_ordinary(view, lambda trees: trees.size)))


@measure(
    "cascade size",
    unit="people",
    by=SHARED,
    formula="mean over cascades of ordinary people of the number who passed the post on, the first "
    "included",
    example="Three cascades of 1, 1 and 4 people: 2.",
    mistake="Reading it as an audience: it counts those who passed it on, not those who saw it. "
    "The mean hides a heavy tail; see largest cascade.",
)
def cascade_size(view: View) -> float:
    """Mean number of people in a cascade of ordinary people."""
    return _mean(_ordinary(view, lambda trees: trees.size))


@measure(
    "largest cascade",
    unit="people",
    by=SHARED,
    formula="largest number who passed a post on in one cascade of ordinary people",
    example="Three cascades of 1, 1 and 4 people: 4.",
    mistake="Planning for it: the largest of many is luck, and grows with their number.",
)
def largest_cascade(view: View) -> float:
    """Size of the largest cascade of ordinary people; NaN where there is none."""
    sizes = _ordinary(view, lambda trees: trees.size)
    return float(sizes.max()) if len(sizes) else np.nan


@measure(
    "cascade depth",
    unit="steps",
    by=SHARED,
    formula="mean over cascades of ordinary people of the steps from the first person to the last",
    example="Ann passes it on, Ben from Ann, Cleo from Ben: depth 2.",
    mistake="Counting a post that nobody passes on further as depth 1: it has depth 0.",
)
def cascade_depth(view: View) -> float:
    """Mean depth of cascades of ordinary people."""
    return _mean(_ordinary(view, lambda trees: trees.depth))


@measure(
    "cascade breadth",
    unit="people",
    by=SHARED,
    formula="mean over cascades of ordinary people of the largest number at the same depth",
    example="Ann passes it on, Ben and Cleo from Ann, Dan from Ben: breadth 2.",
    mistake="Reading a broad cascade as viral: one popular person makes breadth without depth.",
)
def cascade_breadth(view: View) -> float:
    """Mean breadth of cascades of ordinary people."""
    return _mean(_ordinary(view, lambda trees: trees.breadth))


@measure(
    "structural virality",
    unit="steps",
    by=SHARED,
    formula="mean over cascades of ordinary people with n >= 2 of the mean distance of two "
    "members, sum of d(i, j) over i != j / (n (n - 1)); a star has 2 (n - 1) / n, a chain "
    "(n + 1) / 3 (Goel, Anderson, Hofman and Watts 2016)",
    example="Ben and Cleo from Ann: distances 1, 1 and 2, mean 4/3.",
    mistake="Reading popularity as virality: a broadcast to millions stays below 2.",
)
def structural_virality(view: View) -> float:
    """Mean distance of two people of one cascade: below 2 for a broadcast, more in long chains."""
    return _mean(_ordinary(view, lambda trees: trees.virality))


@measure(
    "never passed on",
    unit="share",
    by=SHARED,
    formula="cascades of ordinary people that hold one person / cascades of ordinary people",
    example="Three cascades of 1, 1 and 4 people: 67 %.",
    mistake="Expecting most posts to spread: 70 to 95 % of cascades online are single posts (Goel, "
    "Watts and Goldstein 2012).",
)
def never_passed_on(view: View) -> float:
    """Share of ordinary people's shares, taken from no other person, that nobody passed on."""
    return _mean(_ordinary(view, lambda trees: trees.size == 1).astype(float))


@measure(
    "promoted cascade size",
    unit="people",
    by=SHARED,
    formula="mean over publications and boosts of 1 + the number who passed the post on from there",
    example="A page's post that 10 people pass on, and 4 more from those: 15.",
    mistake="Comparing it with cascades of ordinary people: a page starts with thousands of fans.",
)
def promoted_cascade_size(view: View) -> float:
    """Mean size of the cascades that pages, creators and boosts start."""
    return _mean(_promoted(view, lambda trees: trees.size))


@measure(
    "promoted cascade depth",
    unit="steps",
    by=SHARED,
    formula="mean over publications and boosts of the steps to the last who passed the post on",
    example="A page's post that 10 people pass on, and 4 more from those: 2.",
    mistake="Expecting depth from money: a boost adds breadth.",
)
def promoted_cascade_depth(view: View) -> float:
    """Mean depth of the cascades that pages, creators and boosts start."""
    return _mean(_promoted(view, lambda trees: trees.depth))


@measure(
    "promoted cascade breadth",
    unit="people",
    by=SHARED,
    formula="mean over publications and boosts of the largest number at the same depth",
    example="A page's post that 10 people pass on, and 4 more from those: 10.",
    mistake="Reading it as reach: it counts those who passed it on.",
)
def promoted_cascade_breadth(view: View) -> float:
    """Mean breadth of the cascades that pages, creators and boosts start."""
    return _mean(_promoted(view, lambda trees: trees.breadth))


@measure(
    "promoted structural virality",
    unit="steps",
    by=SHARED,
    formula="mean over publications and boosts that were passed on of the mean distance of two "
    "members, the page, creator or boost included",
    example="A page's post that 10 people pass on and nobody further: 2 x 10 / 11 = 1.82.",
    mistake="Reading popularity as virality: a pure broadcast stays below 2 however large it is.",
)
def promoted_structural_virality(view: View) -> float:
    """Structural virality of the cascades that pages, creators and boosts start."""
    return _mean(_promoted(view, lambda trees: trees.virality))
