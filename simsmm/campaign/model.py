"""One run of a campaign as a Mesa model, tick by tick, on the compiled engine.

The order of a tick:

1. the engine handles every event before the tick's end, in order of (time, key);
2. the model's own clock moves on;
3. the data collector samples the series.

Actors are agents of Mesa. People are agents only where that is asked for: they live in the arrays
of ``society`` and ``engine``, and ``people`` shows them one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import mesa
import numpy as np
import numpy.typing as npt

from simsmm.actors import Actor
from simsmm.actors.rehearsal import cast
from simsmm.assemble import OwnCode, Stage
from simsmm.behaviour.contract import Rule
from simsmm.campaign.people import People, Person, SoFar, refuse_too_many
from simsmm.record import Act, Record, Run, Setting
from simsmm.scenario import Scenario, arguments
from simsmm.scenario.problems import unknown
from simsmm.spread.own_rules import Player, rules_with
from simsmm.study import design
from simsmm.study.own_ties import own_layers
from simsmm.study.picking import picked
from simsmm.wording import say

Reporter = str | Callable[[Any], Any]
"""What is sampled of an agent: an attribute, or a function of the agent."""

PEOPLE = ("views", "agents")
"""What the people of a model can be."""


class ActorAgent(mesa.Agent):
    """A page or a creator, with what it has won so far."""

    def __init__(self, model: CampaignModel, place: int) -> None:
        super().__init__(model)
        self.place = place
        self.account = model.setting.accounts[place]

    @property
    def fans(self) -> int:
        """Simulated people who follow it now."""
        record = self.model.record
        won, lost = (
            int((moved[:, 0] == self.place).sum()) for moved in (record.fans_won, record.fans_lost)
        )
        return self.account.fans + won - lost


class CampaignModel(mesa.Model):
    """One replicate of a scenario, one hour a step.

    Two models with the same scenario, seed and replicate are the same run, event by event, and the
    run is that of `simsmm.estimate` with this seed: ``estimate["reach"].values[replicate]`` is the
    last ``reach`` of the data collector. In a batch, vary ``replicate``.

    Args:
        scenario: the plan, from `simsmm.load`.
        rng: seed of the run, a whole number, as Mesa calls it; None is 0.
        replicate: which replicate, from 0.
        tick: hours per step; it changes no event.
        people: ``"views"``: `people` shows the arrays of the run, whatever their size;
            ``"agents"``: everybody is an agent of Mesa too, for lessons with up to 5,000 people.
        agent_reporters: what the data collector samples of each agent, by name: an attribute, such
            as ``"exposures"`` (None for an agent without it), or a function of the agent.
        actors: own actors, as for `simsmm.estimate`; in a batch of Mesa in a list of one such list.
        rules: own rules of behaviour by name, as for `simsmm.estimate`.
        seed: another name of ``rng``, which `mesa.batch_run` of Mesa 3.5 leaves alone: it puts
            its own argument ``rng``, None by default, over one of that name in the parameters.

    Attributes:
        running: false once the campaign is over.
        hour: time so far [h from the start].
        people: everybody, as `PersonView` or `PersonAgent`; `person` gives one.
        actors: pages and creators, as `ActorAgent`.
        datacollector: cumulative numbers of the market at the end of each tick: ``hour``,
            ``reach`` [people], ``impressions``, ``engagements``, ``shares``, ``clicks``,
            ``fans won``.
        record: everything that has happened so far, as `simsmm.record.Record`.
        setting: names, sizes and money, as `simsmm.record.Setting`.
        society: people and ties, as `simsmm.society.Society`.

    Raises:
        TypeError: the scenario is none, or there is no argument of a name.
        ValueError: an argument is out of its range.
    """

    def __init__(
        self,
        scenario: Scenario,
        rng: int | None = None,
        replicate: int = 0,
        tick: float = 1.0,
        people: str = "views",
        agent_reporters: Mapping[str, Reporter] | None = None,
        actors: Iterable[Actor] = (),
        rules: Mapping[str, Rule] | None = None,
        **named: int | None,
    ) -> None:
        key = _seed(rng, named)
        _check(scenario, replicate, tick, people)
        scenario = picked(scenario, seed=key)
        super().__init__(rng=key)
        self.rules = rules_with(rules)
        code, own = OwnCode(self.rules, cast(scenario, actors)), own_layers(scenario)
        stage = Stage(scenario, key, design.society_of(replicate), own, code)
        self._cast = stage.cast(replicate, design.parameters_of(replicate))
        self.plan_of_campaign = scenario
        self.society = stage.society
        self.cities = stage.spec.people.cities
        self.tick = tick
        self.hour = 0.0
        self.running: bool = True
        self.tally: dict[str, float] = {}
        self.engine: Player = self._cast.player
        self._so_far: SoFar | None = None
        accounts = range(len(stage.programme.followings))
        self.actors = [ActorAgent(self, place) for place in accounts]
        self.people = People(self, agents=people == "agents")
        self.datacollector = mesa.DataCollector(
            model_reporters=REPORTERS,
            agent_reporters={name: _of_agent(of) for name, of in (agent_reporters or {}).items()},
        )

    @property
    def setting(self) -> Setting:
        """Names, sizes and money; own actors may add boosts and fees on the way."""
        return self._cast.setting

    @property
    def record(self) -> Record:
        """The record so far."""
        return self.engine.record()

    @property
    def run_so_far(self) -> Run:
        """The record so far and what it is about, as measures read it."""
        return Run(self.setting, self.record)

    @property
    def so_far(self) -> SoFar:
        """What has become of everybody by now."""
        if self._so_far is None:
            self._so_far = SoFar(self)
        return self._so_far

    def person(self, index: int) -> Person:
        """One person, by number from 0."""
        return self.people[index]

    def recall_of(self, index: int) -> list[float]:
        """Ad recall that a person has left now, for each brand [0, 1]."""
        known, decay = self.so_far, self.engine.world.law.numbers.recall_decay
        left = self.rules.rule("recall_after")
        rows = zip(known.recall[index].tolist(), known.updated[index].tolist(), strict=True)
        return [left(recall, self.hour - since, decay) for recall, since in rows]

    def step(self) -> None:
        """One tick."""
        if not self.running:
            return
        ends = min(self.hour + self.tick, self.engine.world.hours)
        self._cast.advance(ends)
        self.hour = ends
        self._so_far = None
        if self.hour >= self.engine.world.hours:
            self.engine.finish()
            self.running = False
            _let_go(self)
        self.tally = tally(self.engine.exposures(), self.setting.scale)
        self.datacollector.collect(self)


def _seed(rng: object, options: dict[str, Any]) -> int:
    """The seed of a run.

    Raises:
        ValueError: it is no whole number, or given twice.
        TypeError: there is an argument of another name.
    """
    for name in options:
        if name != "seed":
            raise TypeError(unknown("argument", name, (*ARGUMENTS, "seed")))
    given = [one for one in (rng, options.get("seed")) if one is not None]
    if not given:
        return 0
    if len(given) > 1 and given[0] != given[1]:
        raise ValueError(say("give the seed once: as `rng` or as `seed`"))
    if not isinstance(given[0], int | np.integer):
        raise ValueError(
            say(
                "the seed of a run is a whole number, not {given}; a batch varies `replicate`",
                given=repr(given[0])[:60],
            )
        )
    return int(given[0])


def _check(scenario: Scenario, replicate: int, tick: float, people: str) -> None:
    """Refuse arguments that no run can have.

    Raises:
        TypeError: the scenario is none.
        ValueError: one of them is out of its range.
    """
    arguments.plan(scenario)
    if not 0.0 < tick < math.inf:
        raise ValueError(
            say("a tick lasts a positive number of hours, not {tick}", tick=tick),
        )
    if not isinstance(replicate, int | np.integer) or replicate < 0:
        raise ValueError(
            say("replicates are numbered from 0; {replicate} is none", replicate=replicate)
        )
    if people not in PEOPLE:
        raise ValueError(say('people are "views" or "agents", not {people}', people=repr(people)))
    if people == "agents":
        refuse_too_many(scenario.simulate)


def _let_go(model: CampaignModel) -> None:
    """Let Mesa forget a finished model: its counters of agents would keep every one alive."""
    counters = getattr(mesa.Agent, "_ids", None)  # None in Mesa 3.5
    if counters is not None:
        counters.pop(model, None)


def tally(exposures: npt.NDArray[np.void], scale: float) -> dict[str, float]:
    """What has happened so far, for the market.

    Args:
        exposures: impressions so far, dtype `simsmm.record.EXPOSURE`.
        scale: people of the market that each simulated person stands for.
    """
    acts = exposures["acts"]

    def people(act: Act) -> float:
        return float(np.count_nonzero(acts & act) * scale)

    return {
        "reach": float(len(np.unique(exposures["person"])) * scale),
        "impressions": float(len(exposures) * scale),
        "engagements": people(Act.ENGAGE) + people(Act.COMMENT) + people(Act.SHARE),
        "shares": people(Act.SHARE),
        "clicks": people(Act.CLICK),
        "fans won": people(Act.FOLLOW),
    }


def _of_agent(reporter: Reporter) -> Callable[[mesa.Agent], Any]:
    """A reporter that a page, which has no ``exposures``, does not stop."""
    if isinstance(reporter, str):
        return lambda agent: getattr(agent, reporter, None)
    return reporter


def _so_far(name: str) -> Callable[[CampaignModel], float]:
    return lambda model: model.tally[name]


ARGUMENTS = ("scenario", "rng", "replicate", "tick", "people", "agent_reporters", "actors", "rules")
"""Arguments of a model, beside ``seed``."""

REPORTERS: dict[str, Any] = {"hour": "hour"} | {
    name: _so_far(name)
    for name in ("reach", "impressions", "engagements", "shares", "clicks", "fans won")
}
"""Series that the data collector samples at the end of each tick."""

__all__ = ["REPORTERS", "ActorAgent", "CampaignModel", "tally"]
