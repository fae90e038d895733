"""The boards of a scenario, as accounts that their members follow.

A ranked list, and whoever something can be recommended to, is a board for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from simsmm.actors import Appearance, Following
from simsmm.actors.brand import board_id
from simsmm.assemble.values import Values
from simsmm.scenario import Scenario
from simsmm.scenario.fields import EVERYBODY


def boards_of(
    scenario: Scenario, values: Values, appearances: Iterable[Appearance]
) -> Iterator[Following]:
    """Every board that is described, and everybody's where something stands on it.

    Args:
        scenario: describes them.
        values: the society's numbers: who is a member belongs to the society.
        appearances: what stands where.
    """
    for channel, boards in scenario.boards.items():
        for name, board in boards.items():
            own = board_id(name, channel)
            members = round(values.of(f"{own}/members", board.members))
            yield _board(name, channel, members, topics=board.topics)
    used = {item.account for item in appearances}
    for channel in scenario.channels:
        if board_id(EVERYBODY, channel) in used:
            yield _board(EVERYBODY, channel, 0, everybody=True)


def _board(
    name: str,
    channel: str,
    members: int,
    topics: Mapping[str, float] | None = None,
    everybody: bool = False,
) -> Following:
    return Following(
        board_id(name, channel),
        name,
        "",
        channel,
        members,
        creator=False,
        board=True,
        topics=topics,
        everybody=everybody,
    )
