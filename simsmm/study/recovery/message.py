"""The recovery of messages: how many are sent, opened, clicked and sent on."""

from __future__ import annotations

import math

import numpy as np

from simsmm import presets
from simsmm.record import TIES, Act
from simsmm.study.recovery.campaigns import runs
from simsmm.study.recovery.feed import engaged, of_page
from simsmm.study.recovery.tally import Recovered, Tally, half_life, lived_since, share

OPENED = {"friend reach": 1.0}
"""Numbers of a channel on which every message is opened, so that all are counted."""

OFTEN = {"share rate": 0.2}
"""Numbers of one on which many are sent on, so that their recipients can be counted."""


def message(channel: str, replicates: int, people: int) -> list[Recovered]:
    """Published numbers of a channel of messages, and what comes out."""
    preset = presets.channel(channel)
    numbers = preset.numbers
    page, few, passed = of_page(channel, replicates, people), people // 200, Tally()
    opened, sent = 0, 0
    for _, run in runs(channel, replicates, people, seeds=few):
        passed.add(run, np.isin(run.record.exposures["kind"], TIES))
        opened += int(np.count_nonzero(run.record.of_source("depth") == 0))
    # The same senders choose the same recipients, all of whom open what they are sent.
    first, later = _Senders(), _Senders()
    for _, run in runs(channel, replicates, people, seeds=few, numbers=OPENED | OFTEN):
        sources = run.record.sources
        many = np.bincount(run.record.exposures["source"], minlength=len(sources))
        lived = lived_since(preset, run, sources["time"])
        begun, early = sources["depth"] == 0, sources["time"] < run.record.hours / 2.0
        first.add(many[begun], lived[begun])
        later.add(many[~begun & early], lived[~begun & early])
        sent += int(many[begun].sum())
    return [
        share("page_reach", page.seen, page.offered, numbers),
        share("friend_reach", opened, sent, numbers),
        half_life(page, numbers["half_life"].value),
        share("engagement", engaged(page), page.offered, numbers),
        share("share_rate", passed.did[Act.SHARE], passed.met, numbers),
        share("click_rate", page.did[Act.CLICK], page.met, numbers),
        first.mean("first_recipients", numbers["first_recipients"].value),
        later.mean("recipients", numbers["recipients"].value),
    ]


class _Senders:
    """How many opened what each sender sent, and the share of its life that lies in the run."""

    def __init__(self) -> None:
        self.many, self.lived = np.zeros(0), np.zeros(0)

    def add(self, many: np.ndarray, lived: np.ndarray) -> None:
        """Add the senders of a run."""
        self.many = np.concatenate([self.many, many])
        self.lived = np.concatenate([self.lived, lived])

    def mean(self, name: str, target: float) -> Recovered:
        """Mean number of recipients, those included who have not opened it yet."""
        whole = float(self.lived.sum())
        error = float(self.many.std(ddof=1)) * math.sqrt(len(self.many)) / whole
        achieved = float(self.many.sum()) / whole
        return Recovered(presets.spoken(name), target, achieved, error, "people")
