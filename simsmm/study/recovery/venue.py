"""The recovery of boards: reach of a life without replies, half-life, and rates of viewers."""

from __future__ import annotations

from simsmm import presets
from simsmm.record import Act, Kind
from simsmm.study.recovery.campaigns import BRANDS, runs
from simsmm.study.recovery.tally import Recovered, Tally, half_life, lived, share

BOARDS = 40
"""Boards on which each post stands: of a size at which threads do not live for days."""

SILENT = {"comment rate": 0.0}
"""Numbers of a channel on which nobody replies, so that a thread has one life."""


def venue(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Published numbers of a channel with boards, and what comes out; follows are too few."""
    preset = presets.channel(channel)
    numbers = preset.numbers
    page, public, talk = Tally(), Tally(), Tally()
    for _, run in runs(channel, replicates, people, fans=people, numbers=SILENT):
        page.add(run, run.record.exposures["kind"] == Kind.PAGE)
        page.published += people * BRANDS
        page.offered += people * float(lived(preset, run, people=False)[:BRANDS].sum())
    for _, run in runs(channel, replicates, people, boards=BOARDS, numbers=SILENT):
        public.add(run, run.record.exposures["kind"] == Kind.PUBLIC)
        of_board = run.record.sources["kind"] == Kind.PUBLIC
        public.published += (people // 100) * int(of_board.sum())
        public.offered += (people // 100) * float(lived(preset, run, people=False)[of_board].sum())
    for _, run in runs(channel, replicates, people, boards=BOARDS):
        talk.add(run, run.record.exposures["kind"] == Kind.PUBLIC)
    found = [
        share("page_reach", page.seen, page.offered, numbers),
        share("public_reach", public.seen, public.offered, numbers),
        share("engage_rate", talk.did[Act.ENGAGE], talk.met, numbers),
        share("comment_rate", talk.did[Act.COMMENT], talk.met, numbers),
        share("click_rate", talk.did[Act.CLICK], talk.met, numbers),
    ]
    if preset.kernel != "instant":
        found.insert(2, half_life(page, numbers["half_life"].value))
    return found
