"""The public way to an answer: one function, one object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from simsmm.actors.rehearsal import cast
from simsmm.assemble import OwnCode
from simsmm.assemble.people import channels_of
from simsmm.scenario import Scenario, arguments
from simsmm.scenario.problems import brief
from simsmm.society import OwnLayer
from simsmm.spread.own_rules import rules_with
from simsmm.study import Answer, study
from simsmm.study.own_ties import own_layers
from simsmm.study.run import Progress
from simsmm.wording import say, speaking

if TYPE_CHECKING:
    import threading

    import networkx

    from simsmm.actors import Actor
    from simsmm.behaviour.contract import Rule
    from simsmm.society import Ties


class Estimate(Answer):
    """What to expect of a campaign, over all replicates; from `simsmm.estimate`.

    ``estimate["reach"]`` is a `simsmm.study.Outcome`: ``mean`` and its standard ``error``, ``low``
    and ``high`` (90 % of the outcomes lie between), ``values`` (float64, one per replicate, NaN
    where there is none) and ``unit``. ``estimate["reach", "channel", "microblog"]`` is a part of
    it; a name that there is not raises a KeyError that says what there is.

    Attributes:
        scenario: the plan.
        seed: its seed.
        replicates: what is kept of each, in order from replicate 0.
        goals: each goal with the ``chance`` that it is met and the ``error`` of that.
        warnings: what a reader should know before trusting the numbers.
        complete: False where the run was stopped early.
        own_code: own actors and rules that took part; empty if scenario and seed repeat the run.

    ``table()``, ``series()``, ``replicate_rows()`` and ``series_rows()`` are pandas frames.
    """

    def __repr__(self) -> str:
        """The estimate on one line: its plan, how it was run, and the reach to expect."""
        from simsmm.report.words import quantity

        reach = quantity(self["reach"])
        return say(
            '<Estimate of "{name}": seed {seed}, {number} replicates, reach {reach}>',
            name=brief(self.scenario.name),
            seed=self.seed,
            number=len(self.replicates),
            reach=f"{reach.with_unit} [{reach.interval}]" if reach.interval else reach.with_unit,
        )

    def to_html(self, path: str | PathLike[str], *, language: str | None = None) -> Path:
        """Write the report: one page, complete in itself, that reads without a network.

        It holds the replay of one outcome, unless the run was interrupted.

        Args:
            path: the file to write.
            language: of `simsmm.wording.LANGUAGES`; by default the one spoken now.

        Raises:
            ValueError: there is no such language.
            OSError: the file cannot be written.
        """
        from simsmm import report
        from simsmm.report.replay import replay

        with speaking(language):
            return report.write(self, Path(path), replay(self) if self.complete else None)

    def export(self, folder: str | PathLike[str]) -> Path:
        """Write every figure (SVG, PNG) and every table (CSV, Parquet) of the report.

        They go into ``figures/`` and ``tables/`` of the folder.
        """
        from simsmm.report import export

        export(self, Path(folder))
        return Path(folder)

    def save(self, folder: str | PathLike[str]) -> Path:
        """Write the answer, every replicate, every series and the manifest into a folder.

        Raises:
            OSError: the folder cannot be made or written to.
        """
        from simsmm.study.files import write

        write(self, Path(folder))
        return Path(folder)

    def to_replay(self, path: str | PathLike[str], *, language: str | None = None) -> Path | None:
        """Write the replay of the outcome nearest to the median, as a page of its own.

        Args:
            path: the file to write.
            language: of `simsmm.wording.LANGUAGES`; by default the one spoken now.

        Raises:
            ValueError: there is no such language.
            OSError: the file cannot be written.
        """
        from simsmm.report.replay import write_replay

        with speaking(language):
            return write_replay(self, path)


def estimate(
    scenario: Scenario,
    *,
    seed: int = 0,
    replicates: int | None = None,
    precision: float | str | None = None,
    workers: int | None = None,
    ties: Mapping[str, Ties | networkx.Graph] | None = None,
    actors: Iterable[Actor] = (),
    rules: Mapping[str, Rule] | None = None,
    curve: bool = False,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Estimate:
    """Run a scenario over many simulated worlds and say what to expect.

    Args:
        scenario: the plan, from `simsmm.load`.
        seed: any whole number; the same seed gives the same answer, whatever ``workers`` is.
        replicates: exactly so many; by default as many as ``precision`` needs.
        precision: half-width of the 95 % interval of mean reach, relative to it, such as 0.05 or
            ``"5 %"``; by default that of the scenario's effort (0.02 for ``normal``).
        workers: threads; by default one per processor.
        ties: own layers of ties by name, such as ``{"friends": graph}``; an arrow a -> b of a
            networkx ``DiGraph`` means that b sees what a passes on.
        actors: own actors, objects of classes derived from `simsmm.Actor`.
        rules: own rules of behaviour by name, such as ``{"appeal": my_appeal}``: functions with the
            arguments of the rule of that name in `simsmm.behaviour.RULES`.
        curve: also run the first 16 replicates at no, half and twice the media money, for the
            curve of reach against spend.
        progress: called with (runs done, runs to do).
        stop: set it to stop early; the estimate then holds what is done.

    Returns:
        the estimate: every measure over all replicates, with its uncertainty.

    Raises:
        InterruptedError: ``stop`` was set before the first replicate was done.
        TypeError: an argument is not of its kind.
        ValueError: an argument is out of its range, ``ties`` names an unknown layer, one of
            ``actors`` does what it cannot do or pay, or one of ``rules`` does not keep to what the
            rule of its name has to.
    """
    scenario, seed = arguments.plan(scenario), arguments.whole("seed", seed)
    counts = {"replicates": replicates, "workers": workers}
    for name, number in counts.items():
        if number is not None:
            counts[name] = arguments.whole(name, number, 1)
    wanted = None if precision is None else arguments.precision(precision)
    given = [_own_layer(scenario, name, graph) for name, graph in _named(ties)]
    own = {layer.name: layer for layer in (*own_layers(scenario), *given)}
    answer = study(
        scenario,
        seed=seed,
        precision=wanted,
        **counts,
        own=tuple(own.values()),
        code=OwnCode(rules_with(rules), cast(scenario, actors)),
        curve=curve,
        progress=progress,
        stop=stop,
    )
    return Estimate(**{name: getattr(answer, name) for name in answer.__dataclass_fields__})


def _named(ties: object) -> Iterable[tuple[str, object]]:
    """Layers of ties by name, as they were given."""
    if ties is None:
        return ()
    if not isinstance(ties, Mapping):
        raise TypeError(say("ties are given by name: a mapping such as dict(friends=graph)"))
    return ties.items()


def _own_layer(scenario: Scenario, name: str, graph: object) -> OwnLayer:
    import networkx

    from simsmm.society import Ties, from_networkx

    if name not in scenario.layers:
        used = ", ".join(scenario.layers)
        raise ValueError(
            say(
                "no channel of this scenario uses ties {name}; they use: {used}",
                name=repr(name),
                used=used,
            )
        )
    if not isinstance(graph, Ties | networkx.Graph):
        raise TypeError(
            say(
                "the ties {name} must be a networkx graph or ties of simsmm, not {given}",
                name=repr(name),
                given=brief(repr(graph)),
            )
        )
    ties = graph if isinstance(graph, Ties) else from_networkx(graph)[0]
    return OwnLayer(name, ties, channels_of(scenario, name))
