"""What is compared: each contestant plays one run and says how much it did in which time."""

from __future__ import annotations

import array
import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from benchmarks.giant import SEEDS, SHARE, Graph, crowd_on, world
from simsmm.spread.engine import Engine


@dataclass(frozen=True)
class Played:
    """One run: exposures executed (or ties tried), people who passed on, processor time [s]."""

    work: int
    sharers: int
    seconds: float


class Contestant(Protocol):
    """Whoever plays."""

    def play(self, luck: int) -> Played:
        """One run."""
        ...


class Campaigns:
    """The campaign engine, in the memory of one run after the other."""

    def __init__(self, graph: Graph, *, constant: bool) -> None:
        self.graph, self.crowd, self.constant = graph, crowd_on(graph), constant
        self.engine = Engine(world(graph, self.crowd, 0, constant=constant))
        self.engine.advance(np.inf)

    def play(self, luck: int) -> Played:
        """One run."""
        self.engine.restart(world(self.graph, self.crowd, luck, constant=self.constant))
        before = time.process_time()
        self.engine.advance(np.inf)
        seconds = time.process_time() - before
        record = self.engine.record()
        return Played(len(record.exposures), len(record.sources), seconds)


class Cynetdiff:
    """The independent cascade of cynetdiff (C++ and Cython)."""

    def __init__(self, graph: Graph) -> None:
        from cynetdiff.models import IndependentCascadeModel

        self.degrees = np.diff(graph.starts)
        starts = array.array("I", graph.starts[:-1].astype(np.uint32).tobytes())
        heads = array.array("I", graph.heads.astype(np.uint32).tobytes())
        self.model = IndependentCascadeModel(starts, heads, activation_prob=SHARE)
        self.model.set_seeds(range(SEEDS))

    def play(self, luck: int) -> Played:
        """One run."""
        self.model.reset_model()
        before = time.process_time()
        self.model.advance_until_completion()
        seconds = time.process_time() - before
        active = np.fromiter(self.model.get_activated_nodes(), dtype=np.int64)
        return Played(int(self.degrees[active].sum()), len(active), seconds)


class Mesa:
    """One Mesa agent per person; making the agents is not timed."""

    def __init__(self, graph: Graph, *, constant: bool) -> None:
        self.graph, self.crowd, self.constant = graph, crowd_on(graph), constant

    def play(self, luck: int) -> Played:
        """One run."""
        from benchmarks.mesa_peer import Campaign

        run = world(self.graph, self.crowd, luck, constant=self.constant)
        model = Campaign(self.graph, run, luck)
        before = time.process_time()
        model.run()
        return Played(model.exposures, model.shares, time.process_time() - before)
