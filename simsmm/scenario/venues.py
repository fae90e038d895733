"""What can be planned on boards, and what to know of them."""

from __future__ import annotations

from simsmm.scenario.fields import EVERYBODY
from simsmm.scenario.findings import Finding, Findings, every_post, listed
from simsmm.scenario.language import Scenario
from simsmm.scenario.problems import unknown
from simsmm.wording import say


def channels_of_boards(scenario: Scenario) -> Findings:
    """Boards belong to channels that have any, and bear names of their own."""
    for channel, boards in scenario.boards.items():
        if not scenario.preset(channel).boards:
            message = say(
                '"{channel}" has no boards; a forum, a blog and a virtual world do', channel=channel
            )
            yield Finding(("boards", channel), message)
        for name in boards:
            if name == EVERYBODY:
                message = say('"{name}" already means all who use the channel', name=EVERYBODY)
                yield Finding(("boards", channel, name), message)


def boards_of_posts(scenario: Scenario) -> Findings:
    """A post stands on boards of its channels."""
    for path, _, post in every_post(scenario):
        known = [board for channel in post.on for board in scenario.boards.get(channel, {})]
        for board in post.board:
            if board not in known:
                yield Finding((*path, "board"), unknown("board", board, dict.fromkeys(known)))


def everybodys_boards(scenario: Scenario) -> Findings:
    """Whoever names no board means everybody on the channel."""
    for path, campaign, post in every_post(scenario):
        for channel in post.on:
            named = set(post.board) & set(scenario.boards.get(channel, {}))
            if scenario.preset(channel).boards and not named and channel not in campaign.pages:
                message = say(
                    'the post names no board, so everybody who uses "{channel}" counts as a '
                    "member; describe its board under `boards`, and name it with `board`",
                    channel=channel,
                )
                yield Finding((*path, "on"), message, "warning")


def topics_of_boards(scenario: Scenario) -> Findings:
    """Somebody is interested in what a board is about."""
    known = [topic for part in scenario.people.segments for topic in part.interests]
    for channel, boards in scenario.boards.items():
        for name, board in boards.items():
            for topic in board.topics:
                if topic not in known:
                    near = unknown("interest", topic, dict.fromkeys(known))
                    message = say("no segment is interested. {near}", near=near)
                    path = ("boards", channel, name, "topics", topic)
                    yield Finding(path, message, "warning")


def boards_in_use(scenario: Scenario) -> Findings:
    """Something stands on each board."""
    for channel, boards in scenario.boards.items():
        used = {
            board
            for _, _, post in every_post(scenario)
            if channel in post.on
            for board in post.board
        }
        if idle := [name for name in boards if name not in used]:
            message = say("no post stands on {boards}", boards=listed(idle))
            yield Finding(("boards", channel), message, "warning")


CHECKS = (channels_of_boards, boards_of_posts, topics_of_boards)
"""Checks that every scenario of the right form can meet."""

LATER_CHECKS = (everybodys_boards, boards_in_use)
"""Checks of whether a plan makes sense."""
