"""Brand against brand: what each achieves with the same people, and how often each is the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, chance, unit_of
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

Reals = npt.NDArray[np.float64]

LEAST = ("cost per reached person", "CPP", "cost per incremental sale")
"""Measures of which less is better."""


def brands(answer: Answer) -> Table | None:
    """A line for each brand; None where there is one only."""
    names = names_of(answer)
    if len(names) < 2:
        return None
    told = _told(answer)
    rows = [
        Row(name, tuple(shown(answer, measure, "brand", name).bare for measure in told))
        for name in names
    ]
    columns = tuple(
        Column(heading, unit_of(answer[measure, "brand", names[0]].unit, answer.setting.currency))
        for measure, heading in told.items()
    )
    return Table("brands", say("Brand against brand"), say("Brand"), columns, tuple(rows))


def ranking(answer: Answer) -> Table | None:
    """How often each brand is the best by each measure; None where there is one only."""
    names = names_of(answer)
    if len(names) < 2:
        return None
    rows = []
    for measure, heading in _ranked(answer).items():
        best = best_of(answer, measure)
        rows.append(Row(heading, tuple(_chance(best[name], measure, name) for name in names)))
    columns = tuple(Column(name, "") for name in names)
    caption = say("Share of the worlds in which each brand is the best")
    return Table("brand-ranking", caption, say("By"), columns, tuple(rows))


def sentence(answer: Answer) -> Sentence | None:
    """Who is most often the best by the last of the measures that rank."""
    names, ranked = names_of(answer), list(_ranked(answer))
    if len(names) < 2 or not ranked:
        return None
    measure = ranked[-1]
    best = best_of(answer, measure)
    first = max(names, key=lambda name: float(best[name].mean()))
    text = (
        say("In {share} of the same worlds, most sales are caused by: {brand}.")
        if measure == "incremental sales"
        else say("In {share} of the same worlds, most of the target remember: {brand}.")
    )
    return Sentence(text, {"share": _chance(best[first], measure, first), "brand": first})


def names_of(answer: Answer) -> list[str]:
    """Names of the brands that are told apart."""
    found = [brand.name for brand in answer.setting.brands]
    return [name for name in found if exists(answer, "impressions", "brand", name)]


def best_of(answer: Answer, measure: str) -> dict[str, Reals]:
    """For each brand, its part of the first place in every replicate; a tie is shared."""
    names = names_of(answer)
    values = np.array([answer[measure, "brand", name].values for name in names])
    values = np.where(np.isnan(values), -np.inf, -values if measure in LEAST else values)
    first = values == values.max(axis=0)
    return dict(zip(names, first / first.sum(axis=0), strict=True))


def _chance(parts: Reals, measure: str, name: str) -> Quantity:
    share = float(parts.mean())
    found = Quantity(share, chance(share, len(parts)), "", "", "")
    return found.recounted("best", measure, name)


def _told(answer: Answer) -> dict[str, str]:
    """Measures with their headings, as far as they say something here."""
    found = {
        "reach": say("Reach (1+)"),
        "target reach": say("Reach in target"),
        "frequency": say("Frequency"),
        "GRP": say("GRP"),
        "effective target reach": say("Effective reach"),
        "ad recall lift": say("Ad recall lift"),
        "incremental sales": say("Incremental sales"),
        "total cost": say("Cost"),
        "CPP": say("Cost per point"),
        "cost per reached person": say("Cost per person reached"),
    }
    left_out = {"reach"} if answer.scenario.target else {"target reach"}
    if not answer.setting.offers:
        left_out.add("incremental sales")
    return {name: heading for name, heading in found.items() if name not in left_out}


def _ranked(answer: Answer) -> dict[str, str]:
    """Measures that rank brands, the most telling last."""
    told = _told(answer)
    wanted = (
        "reach",
        "target reach",
        "effective target reach",
        "cost per reached person",
        "ad recall lift",
        "incremental sales",
    )
    return {name: told[name] for name in wanted if name in told}
