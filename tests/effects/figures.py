"""The figures of docs/background/published.md, and what is measured for each.

`python -m tests.effects.figures` prints what comes out now, for whoever changes the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

import simsmm
from simsmm.assemble import Stage
from simsmm.record import Record
from simsmm.shipped import scenario_path
from simsmm.study import Answer, study
from simsmm.study.replicate import play
from tests.behaviour.test_rating import final_scores
from tests.effects.cascades import Shapes, mean_of, ordinary, shapes
from tests.effects.reviews import EVERYBODY, MANY, share_of, stars
from tests.laws.test_messages import big_seed

PAGE = Path(__file__).parents[2] / "docs" / "background" / "published.md"

Measured = tuple[float, float]
"""A figure and its standard error."""


@dataclass(frozen=True)
class Figure:
    """One figure of the page; per cents are shares."""

    what: str
    where: str
    low: float
    high: float
    given: float
    error: float
    met: bool

    def __str__(self) -> str:
        """A name of a test."""
        return f"{self.what}, {self.where}"

    def holds(self, value: float) -> bool:
        """Whether a value lies within what is published."""
        return self.low <= value <= self.high


NUMBER = r"-?[\d.]+"
BAR = re.compile(rf"(?P<low>{NUMBER}) to (?P<high>{NUMBER})(?P<unit> %)?")
GIVEN = re.compile(
    rf"\**(?P<given>{NUMBER}) ± (?P<error>{NUMBER})(?P<unit> %)?, (?P<verdict>met|missed)\**"
)


def figures() -> Iterator[Figure]:
    """All figures of the page: of lists a row each, of channels a row with a column each.

    A formula names the test that holds it.
    """
    columns: list[str] = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if not line.startswith("|") or cells[0].startswith("---"):
            continue
        if cells[0] in ("what", "channel", "formula"):
            columns = cells
        elif columns[0] == "formula":
            assert (PAGE.parents[2] / cells[1].strip("`")).exists(), cells[1]
        elif columns[0] == "what":
            what, where, published, _, given = cells
            yield _figure(what, where, published, given)
        else:
            for column, cell in zip(columns[1:], cells[1:], strict=True):
                what, published = column.split(": ")
                yield _figure(what, cells[0], published, cell)


def _figure(what: str, where: str, published: str, given: str) -> Figure:
    bar, found = BAR.fullmatch(published), GIVEN.fullmatch(given)
    assert bar, published
    assert found, given
    low, high = (float(bar[name]) * (0.01 if bar["unit"] else 1.0) for name in ("low", "high"))
    unit = 0.01 if found["unit"] else 1.0
    value, error = unit * float(found["given"]), unit * float(found["error"])
    return Figure(what, where, low, high, value, error, found["verdict"] == "met")


# What is measured.

FEW, MORE = 30, 100
"""People who see each comment: with so many of them it ends near one vote, or near four."""

COMMENTS = 200_000

WORLDS, MANY_WORLDS = 32, 200
"""Worlds of 240 cascades, and as many as what one cascade in 4,000 does asks for."""

RANGED_WORLDS = 64
"""Worlds of 240 cascades whose numbers are drawn."""

CAMPAIGNS, SOCIETIES = 192, 4
"""Worlds of the shipped campaign of mails, and how many societies they share."""


def lifted(viewers: int) -> Measured:
    """Relative rise of the final score by one vote up."""
    plain, treated = (final_scores(viewers, first, COMMENTS) for first in (0, 1))
    # Scores are sums of votes, of which 3 in 4 are up: their variance is about twice their mean.
    error = math.sqrt(2.0 * (plain + treated) / COMMENTS) / plain
    return treated / plain - 1.0, error


def right_steps() -> Measured:
    """Steps between stars that rise to three and fall from there, where everybody rates."""
    steps = np.diff(stars(EVERYBODY))
    return float(np.count_nonzero(steps[:2] > 0) + np.count_nonzero(steps[2:] < 0)), 0.0


def ones_for_twos() -> Measured:
    """Reviews with one star for each with two."""
    ones, twos, *_ = stars(MANY)
    ratio = float(ones / twos)
    return ratio, ratio * math.sqrt(1.0 / ones + 1.0 / twos)


def mean_stars() -> Measured:
    """Mean of what buyers give."""
    counts, given = stars(MANY), np.arange(1, 6)
    mean = float(counts @ given / counts.sum())
    return mean, math.sqrt(float(counts @ (given - mean) ** 2)) / float(counts.sum())


@cache
def _mails() -> tuple[Measured, Measured]:
    """People per first sender of the shipped campaign, and days from one mail to the next."""
    told = simsmm.load(scenario_path("tell_a_friend"))
    stages = [Stage(told, 1, society) for society in range(SOCIETIES)]
    sizes, waits = [], []
    for world in range(CAMPAIGNS):
        run = play(stages[world % SOCIETIES], world)
        assert run is not None
        sizes.append(_people_per_seed(run.record))
        waits.append((run.record.exposures["time"] - run.record.of_source("time")).mean() / 24.0)
    return mean_of(np.array(sizes)), mean_of(np.array(waits))


def _people_per_seed(record: Record) -> float:
    return 1.0 + len(record.exposures) / np.count_nonzero(record.sources["parent"] < 0)


def largest_virality(found: Shapes) -> Measured:
    """Of the largest in each world: the largest, and their deviation."""
    most = [np.nanmax(found.virality[found.worlds == world]) for world in np.unique(found.worlds)]
    return float(max(most)), float(np.std(most))


@cache
def _over_the_ranges(channel: str) -> Answer:
    return study(ordinary(channel, "ranges"), seed=1, replicates=RANGED_WORLDS)


def middle_world(measure: str) -> Callable[[str], Measured]:
    """The median of a measure of a channel where all numbers are drawn from their ranges."""

    def measured(channel: str) -> Measured:
        found = _over_the_ranges(channel)[measure].known
        quarters = np.quantile(found, [0.25, 0.5, 0.75])
        # The error of a median is 1.25 times that of a mean; 1.35 deviations lie between quarters.
        error = 1.25 * float(quarters[2] - quarters[0]) / 1.35 / math.sqrt(len(found))
        return float(quarters[1]), error

    return measured


def of_cascades(measure: Callable[[Shapes], Measured], worlds: int) -> Callable[[str], Measured]:
    """A measure of the cascades of a channel, over so many worlds."""
    return lambda channel: measure(shapes(channel, worlds))


QUICK: dict[str, Callable[[str], Measured]] = {
    "rise of the final score by one vote up, few votes": lambda _: lifted(FEW),
    "rise of the final score by one vote up, more votes": lambda _: lifted(MORE),
    "steps of the histogram up to three stars and down, of four": lambda _: right_steps(),
    "reviews with five stars": lambda _: share_of(stars(MANY), 5),
    "reviews with one star for each with two": lambda _: ones_for_twos(),
    "mean of stars": lambda _: mean_stars(),
    "people who pass it on per seed": lambda name: big_seed(name)[:2],
}
SLOW: dict[str, Callable[[str], Measured]] = {
    "people per first sender": lambda _: _mails()[0],
    "days from one mail to the next": lambda _: _mails()[1],
    "cascades of 100 people or more": of_cascades(lambda s: s.share(s.size >= 100), MANY_WORLDS),
    "mean size of a cascade": of_cascades(lambda s: mean_of(s.means(s.size)), MANY_WORLDS),
    "passed on by nobody": of_cascades(lambda s: s.share(s.size == 1), WORLDS),
    "two steps or more": of_cascades(lambda s: s.share(s.depth >= 2), WORLDS),
    "shares per share": of_cascades(lambda s: mean_of(s.caused), WORLDS),
    "largest structural virality": of_cascades(largest_virality, WORLDS),
    "passed on by nobody, middle world": middle_world("never passed on"),
    "shares per share, middle world": middle_world("reproduction number"),
    "structural virality, middle world": middle_world("structural virality"),
}
MEASURES = QUICK | SLOW
"""What the page tells, and how it is measured, by where."""


if __name__ == "__main__":
    for figure in figures():
        value, error = MEASURES[figure.what](figure.where)
        met = "met" if figure.holds(value) else "missed"
        print(f"{figure}: {value:.5g} ± {error:.2g}, {met}", flush=True)
