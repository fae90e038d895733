"""The boards of a scenario, and the posts that stand on them.

A ranked list, and whoever something can be recommended to, is a board for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from simsmm.actors import Appearance, Brand, Following, PlannedActs
from simsmm.assemble.values import Values
from simsmm.scenario import Scenario
from simsmm.scenario.fields import EVERYBODY
from simsmm.scenario.plan import Campaign, Post


def on_boards(scenario: Scenario, values: Values) -> PlannedActs:
    """Every board as an account that its members follow, and what appears on it.

    Args:
        scenario: who there is.
        values: the society's numbers: who is a member belongs to the society.
    """
    appearances = tuple(_appearances(scenario))
    open_to_all = dict.fromkeys(
        item.channel for item in appearances if item.account == board_id(EVERYBODY, item.channel)
    )
    named = [
        Following(
            board_id(name, channel),
            name,
            "",
            channel,
            round(values.of(f"{board_id(name, channel)}/members", board.members)),
            creator=False,
            board=True,
            topics=board.topics,
        )
        for channel, boards in scenario.boards.items()
        for name, board in boards.items()
    ]
    return PlannedActs((*named, *(open_board(channel) for channel in open_to_all)), appearances)


def open_board(channel: str) -> Following:
    """The board of a channel to which everybody belongs who uses it."""
    name = board_id(EVERYBODY, channel)
    return Following(name, EVERYBODY, "", channel, 0, creator=False, board=True, everybody=True)


def board_id(name: str, channel: str) -> str:
    """Stable id of a board."""
    return f"{name}@{channel}"


def _appearances(scenario: Scenario) -> Iterator[Appearance]:
    for campaign in scenario.campaigns:
        for post in campaign.posts:
            for channel in post.on:
                for board in _boards_of(scenario, campaign, post, channel):
                    name = Brand(campaign).post_id(post.id)
                    yield Appearance(name, channel, post.at, board_id(board, channel))


def _boards_of(scenario: Scenario, campaign: Campaign, post: Post, channel: str) -> list[str]:
    """Boards of a channel on which a post stands: those named; else everybody's, if need be."""
    if scenario.preset(channel).public:
        return [EVERYBODY]
    if not scenario.preset(channel).boards:
        return []
    named = [board for board in post.board if board in scenario.boards.get(channel, {})]
    return named or ([] if channel in campaign.pages else [EVERYBODY])
