"""Simulates a channel's preset and holds what comes out against what is published.

Reach, half-life and rates are inputs of no rule: they are what the solved numbers must give. Each
is measured on its own small campaign - a page's post, ordinary people's posts, a boost - with every
preset number at its value. To add a mechanism: a file, and a line in `MECHANISMS`.
"""

from __future__ import annotations

from simsmm import presets
from simsmm.study.recovery.broadcast import POINTS, reach_curve
from simsmm.study.recovery.campaigns import PEOPLE
from simsmm.study.recovery.feed import feed
from simsmm.study.recovery.message import message
from simsmm.study.recovery.ranking import ranking
from simsmm.study.recovery.recommended import recommended
from simsmm.study.recovery.tally import Recovered
from simsmm.study.recovery.venue import venue

__all__ = ["MECHANISMS", "POINTS", "Recovered", "recover"]

MECHANISMS = {
    "feed": feed,
    "message": message,
    "venue": venue,
    "ranking": ranking,
    "recommended": recommended,
    "broadcast": reach_curve,
}
"""How the channels of each mechanism are measured."""


def recover(channel: str, replicates: int = 4, people: int = PEOPLE) -> list[Recovered]:
    """Simulate a channel's preset.

    Args:
        channel: its name.
        replicates: worlds of sixteen campaigns each (of one where an audience is bought), for each
            of the kinds of campaign; the more of them, the smaller the errors.
        people: simulated people.

    Raises:
        KeyError: there is no such channel.
    """
    return MECHANISMS[presets.channel(channel).mechanism](channel, replicates, people)
