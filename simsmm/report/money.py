"""Where the money goes, what a result costs, and what it takes to earn the money back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, chance, quantity
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.scenario.plan import Boost, Post
    from simsmm.study import Answer

ALL_SPENT = 0.995
"""Part of the money from which on a line counts as spent."""

SURELY_SOME = 0.2
"""A cost per sale is told where 95 % of the outcomes have more than this part of the mean sales."""


def costs(answer: Answer) -> Table:
    """Planned and spent money of all campaigns, line by line, in the scenario's currency."""
    rows = []
    posts = iter(answer.setting.posts)
    for campaign in answer.scenario.campaigns:
        for post in campaign.creatives:
            place = next(posts)
            if post.boost:
                rows.append(_boost(answer, post, place))
        rows += [_certain(say("Creator"), c.name, _on(c.on), c.fee) for c in campaign.creators]
        if campaign.budget.production:
            rows.append(_certain(say("Production"), campaign.brand, "", campaign.budget.production))
    together = planned(math.fsum(row.cells[0].value for row in rows))
    total = Row(say("Total"), (together, shown(answer, "total cost").bare))
    currency = answer.setting.currency
    columns = Column(say("Planned"), currency), Column(say("Spent"), currency)
    return Table("costs", say("Where the money goes"), say("What for"), columns, tuple(rows), total)


def budget(answer: Answer) -> float:
    """What all campaigns may cost; where no budget is stated, what they cost."""
    return math.fsum(campaign.budget.total for campaign in answer.scenario.campaigns)


def money_left(answer: Answer) -> bool:
    """Whether media money is left over that could not be spent."""
    campaigns = answer.scenario.campaigns
    media = math.fsum(campaign.media_spend for campaign in campaigns)
    return answer["spend"].mean < ALL_SPENT * media


def _boost(answer: Answer, post: Post, place: str) -> Row:
    money = math.fsum(boost.spend for boost in post.boost)
    detail = "; ".join(bought(boost) for boost in post.boost)
    name = say("Boost {post}", post=post.id)
    return Row(name, (planned(money), shown(answer, "spend", "post", place).bare), detail)


def bought(boost: Boost) -> str:
    """``"on microblog, to indie fans, day 5 to 12"``."""
    first, last = int(boost.start // 24) + 1, math.ceil(boost.until / 24)
    channel = say(boost.on)  # data text
    if last > first:
        return say(
            "on {channel}, to {to}, day {first} to {last}",
            channel=channel,
            to=boost.to,
            first=first,
            last=last,
        )
    return say("on {channel}, to {to}, day {first}", channel=channel, to=boost.to, first=first)


def _on(channel: str) -> str:
    spoken = say(channel)  # data text
    return say("on {channel}", channel=spoken)


def _certain(kind: str, name: str, detail: str, amount: float) -> Row:
    found = planned(amount)
    return Row(f"{kind} {name}", (found, found), detail)


def planned(amount: float) -> Quantity:
    """A number of the plan, which is no estimate."""
    return quantity(_Fixed(amount)).bare.recounted("plan")


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


def results(answer: Answer) -> Table:
    """What comes back, and what each result costs."""
    names = {
        "incremental revenue": say("Incremental revenue"),
        "incremental margin": say("Incremental margin"),
        "total cost": say("Cost of the campaign"),
        "profit": say("Profit by the last day"),
        "return on spend": say("Margin back per money spent"),
        "break-even sales": say("Incremental sales to break even"),
        "cost per reached person": say("Cost per person reached"),
        "cost per click": say("Cost per click on a link"),
        "cost per incremental sale": say("Cost per incremental sale"),
    }
    if not answer.setting.earns:
        kept = ("total cost", "cost per reached person", "cost per click")
        names = {name: names[name] for name in kept}
    if not answer.setting.sells:
        names.pop("cost per incremental sale", None)
    # A cost per sale says nothing where there may be next to none to divide by.
    extra = answer["incremental sales"]
    if not extra.low > SURELY_SOME * extra.mean > 0.0:
        names.pop("cost per incremental sale", None)
    if not answer["clicks"].low > SURELY_SOME * answer["clicks"].mean > 0.0:
        names.pop("cost per click", None)
    rows = tuple(
        Row(text, (_tidy(shown(answer, name)),))
        for name, text in names.items()
        if exists(answer, name)
    )
    column = Column(say("Expected"), "")
    return Table("results", say("What comes back, and what it costs"), say("What"), (column,), rows)


def _tidy(found: Quantity) -> Quantity:
    """Units short enough for a narrow table: the line says what it is per."""
    return replace(found, unit=found.unit.split(" ")[0])


def break_even(answer: Answer) -> Sentence | None:
    """What it takes to earn the money back and how likely that is; None where nothing is sold."""
    if not answer.setting.sells or not exists(answer, "break-even sales"):
        return None
    profit = answer["profit"]
    share = profit.chance(profit.values >= 0.0).share
    text = chance(share, len(answer.replicates))
    likely = Quantity(share, text, "", "", "").recounted("chance", "profit", 0.0)
    places: dict[str, Quantity | str] = {
        "needed": shown(answer, "break-even sales").bare,
        "expected": shown(answer, "incremental sales").bare,
        "chance": likely,
    }
    return Sentence(
        say(
            "The campaign pays for itself from about {needed} incremental sales on; about "
            "{expected} are expected by the last day. Chance that it pays for itself by then: "
            "{chance}."
        ),
        places,
    )
