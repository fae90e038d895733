"""Where the money goes, line by line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simsmm.report.headline import shown
from simsmm.report.words import Quantity, quantity

if TYPE_CHECKING:
    from simsmm.scenario.plan import Boost, Campaign, Post
    from simsmm.study import Answer

ALL_SPENT = 0.995
"""Part of the money from which on a line counts as spent."""


@dataclass(frozen=True)
class Line:
    """One thing that costs money."""

    kind: str
    """``"Boost"``, ``"Creator"`` or ``"Production"``."""
    name: str
    detail: str
    planned: float
    spent: Quantity


@dataclass(frozen=True)
class Costs:
    """All lines, and their sum."""

    lines: tuple[Line, ...]
    budget: float
    planned: float
    spent: Quantity
    left: bool
    """Whether media money is left over that could not be spent."""


def costs(answer: Answer) -> Costs:
    """Planned and spent money of all campaigns, in the scenario's currency."""
    lines = []
    posts = iter(answer.setting.posts)
    for campaign in answer.scenario.campaigns:
        for post in campaign.creatives:
            place = next(posts)
            if post.boost:
                lines.append(_boost(answer, post, place))
        lines += [_certain("Creator", c.name, f"on {c.on}", c.fee) for c in campaign.creators]
        if campaign.budget.production:
            lines.append(_certain("Production", campaign.brand, "", campaign.budget.production))
    media = math.fsum(line.planned for line in lines if line.kind == "Boost")
    return Costs(
        tuple(lines),
        math.fsum(_budget(campaign) for campaign in answer.scenario.campaigns),
        math.fsum(line.planned for line in lines),
        shown(answer, "total cost"),
        left=answer["spend"].mean < ALL_SPENT * media,
    )


def _budget(campaign: Campaign) -> float:
    """What a campaign may cost; where no budget is stated, what it costs."""
    return campaign.budget.total


def _boost(answer: Answer, post: Post, place: str) -> Line:
    planned = math.fsum(boost.spend for boost in post.boost)
    detail = "; ".join(_bought(boost) for boost in post.boost)
    return Line("Boost", post.id, detail, planned, shown(answer, "spend", "post", place))


def _bought(boost: Boost) -> str:
    """``"on microblog, to indie fans, day 5 to 12"``."""
    first, last = int(boost.start // 24) + 1, math.ceil(boost.until / 24)
    days = f"day {first} to {last}" if last > first else f"day {first}"
    return f"on {boost.on}, to {boost.to}, {days}"


def _certain(kind: str, name: str, detail: str, amount: float) -> Line:
    return Line(kind, name, detail, amount, quantity(_Fixed(amount)))


@dataclass(frozen=True)
class _Fixed:
    """An amount that is no estimate."""

    mean: float
    unit: str = "money"
    error: float = 0.0

    @property
    def low(self) -> float:
        return self.mean

    @property
    def high(self) -> float:
        return self.mean
