"""Who meets the campaign on more than one channel."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from simsmm.measures.breakdowns import pair_name
from simsmm.report.headline import shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, percent
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

MOST_PAIRS = 10
"""Most pairs of channels that are told: those that share most people."""


def overlap(answer: Answer) -> Table | None:
    """Each channel alone, each pair and all of them; None where there is one channel only."""
    names = answer.setting.channels
    if len(names) < 2:
        return None
    rows = []
    for name in names:
        alone = shown(answer, "exclusive reach", "channel", name).bare
        reach = shown(answer, "reach", "channel", name).bare
        spoken = say(name)  # data text
        rows.append(Row(say("only {channel}", channel=spoken), (alone, reach)))
    for one, other in _pairs(answer):
        pair = pair_name(one, other)
        both = shown(answer, "common reach", "pair", pair).bare
        either = shown(answer, "reach", "pair", pair).bare
        spoken = pair_name(say(one), say(other))  # data text
        rows.append(Row(spoken, (both, either)))
    if len(names) > 2:
        rows.append(
            Row(
                say("all channels"),
                (shown(answer, "common reach").bare, shown(answer, "reach").bare),
            )
        )
    headings = say("Met on these"), say("On one of these at least")
    return Table(
        "overlap",
        say("People reached, by channels"),
        say("Channels"),
        tuple(Column(heading, say("people")) for heading in headings),
        tuple(rows),
    )


def sentence(answer: Answer) -> Sentence:
    """How much of the reach more than one channel has."""
    share = answer["multi-channel reach"].mean / (answer["reach"].mean or 1.0)
    found = Quantity(share, percent(float(f"{share:.2g}")), "", "", "")
    text = say("{share} of those reached meet the campaign on two channels or more.")
    origin = ("ratio", "multi-channel reach", "reach")
    return Sentence(text, {"share": found.recounted(*origin)})


def _pairs(answer: Answer) -> list[tuple[str, str]]:
    """The pairs that share most people, in the order of the channels."""
    pairs = list(combinations(answer.setting.channels, 2))
    both = {pair: answer["common reach", "pair", pair_name(*pair)].mean for pair in pairs}
    kept = sorted(pairs, key=lambda pair: -both[pair])[:MOST_PAIRS]
    return [pair for pair in pairs if pair in kept]
