"""How posts fare on ranked lists and by recommendation."""

from __future__ import annotations

import math

from simsmm.measures.measure import SHARED, measure
from simsmm.measures.view import View


@measure(
    "votes",
    unit="votes",
    scaled=True,
    by=SHARED,
    formula="first voters + reactions on the list + what reactions elsewhere count for there",
    example="40 friends vote for a link at once, 210 visitors of the list after them: 250 votes.",
    mistake="Comparing posts by votes alone: who stood high was seen by more.",
)
def votes(view: View) -> float:
    """Votes, or plays, that count for posts on ranked lists by the end of the run."""
    listed = view.standings[view.standings["best"] > 0]
    return float(listed["votes"].sum())


@measure(
    "best rank",
    unit="rank",
    by=SHARED,
    formula="smallest rank at which a post stood on a list that was drawn up",
    example="A song enters the chart at 48, rises to 12 and sinks again: best rank 12.",
    mistake="Taking it for success: a rank that lasts an hour is seen by few.",
)
def best_rank(view: View) -> float:
    """Best rank of any post on a ranked list; nothing where none was listed."""
    listed = view.standings[view.standings["best"] > 0]
    return float(listed["best"].min()) if len(listed) else math.nan


@measure(
    "waves",
    unit="waves",
    by=SHARED,
    formula="largest number of waves in which a post was recommended",
    example="A clip is shown to 300 people, then to 420, 150 and 20: 4 waves.",
    mistake="Reading many waves as many viewers: below the reference rate each wave is smaller.",
)
def waves(view: View) -> float:
    """The most waves that a post was recommended in; nothing where none was."""
    shown = view.standings[(view.standings["best"] == 0) & (view.standings["rounds"] > 0)]
    return float(shown["rounds"].max()) if len(shown) else math.nan
