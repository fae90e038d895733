"""`simsmm replay`: one outcome of a scenario as a moving picture in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from simsmm import scenario as scenarios
from simsmm.cli.folders import HOME
from simsmm.cli.screen import stderr, stdout
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.report.replay import Choice
    from simsmm.scenario import Scenario

AMONG = 16
"""So many replicates run, those of one society, to find the one in the middle."""


@dataclass(frozen=True)
class Showing:
    """What to replay, and where to write it."""

    scenario: Path
    seed: int = 0
    replicate: int | None = None
    post: str | None = None
    out: Path | None = None
    force: bool = False


def show(showing: Showing) -> None:
    """Write the replay and say where it is.

    Raises:
        ScenarioError: the scenario cannot be used.
        ValueError: there is no such post.
        OSError: the file cannot be written.
    """
    from simsmm.report.replay import write_choice

    plan = scenarios.load(showing.scenario)
    post = -1 if showing.post is None else number_of_post(plan, showing.post)
    path = _free(showing)
    write_choice(_choice(plan, showing), path, post=post)
    stdout().print(Text(say("Replay: {path}", path=path)), soft_wrap=True)


def number_of_post(plan: Scenario, post: str) -> int:
    """Place of a post among those of a record, by its id or by ``brand/id``.

    Raises:
        ValueError: there is no such post, or several brands have one.
    """
    from difflib import get_close_matches

    names = [
        f"{campaign.brand}/{creative.id}"
        for campaign in plan.campaigns
        for creative in campaign.creatives
    ]
    found = [place for place, name in enumerate(names) if post in (name, name.split("/", 1)[-1])]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f'"{name}"' for name in names)
    if found:
        raise ValueError(
            say(
                '--post: several brands have "{post}"; there are: {listed}',
                post=post,
                listed=listed,
            )
        )
    short = {name.split("/", 1)[-1]: name for name in names}
    near = get_close_matches(post, short, 1)
    text = say('--post: there is no post "{post}"; there are: {listed}', post=post, listed=listed)
    raise ValueError(f"{text}. {say('Did you mean {name}?', name=near[0])}" if near else text)


def _choice(plan: Scenario, showing: Showing) -> Choice:
    """The replicate asked for, or the middle one of a few."""
    from simsmm.report.replay import Choice, middle
    from simsmm.study import study
    from simsmm.study.own_ties import own_layers

    own = own_layers(plan)
    if showing.replicate is not None:
        return Choice(plan, showing.seed, showing.replicate, own)
    text = say(
        "Running {number} replicates to find the one in the middle; seed {seed}.",
        number=AMONG,
        seed=showing.seed,
    )
    stderr().print(Text(text), style="dim")
    return middle(study(plan, seed=showing.seed, replicates=AMONG, own=own))


def _free(showing: Showing) -> Path:
    """A file that does not exist yet: a number is added to its name until there is one."""
    wanted = showing.out or HOME / f"{showing.scenario.stem}-replay.html"
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if showing.force:
        return wanted
    names = (f"{wanted.stem}-{number}{wanted.suffix}" for number in count(2))
    path = wanted
    while path.exists():
        path = wanted.with_name(next(names))
    return path
