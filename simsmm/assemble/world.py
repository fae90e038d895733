"""One replicate's world and setting, built from a scenario by three independent keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.cast import Cast
from simsmm.assemble.law import Audience, audiences, law
from simsmm.assemble.offers import offers_of
from simsmm.assemble.own_code import NO_CODE, OwnCode
from simsmm.assemble.people import (
    crowd_of,
    followers,
    meant_by,
    society_spec,
    web_of,
)
from simsmm.assemble.plan import Entries, Planned, entries, plan_of
from simsmm.assemble.programme import Programme, programme
from simsmm.assemble.rotation import Group
from simsmm.assemble.values import Values
from simsmm.draws import Stream, stream_key
from simsmm.record import Account, Boost, Brand, Kind, Setting
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer, Society, SocietySpec, Target, build, table
from simsmm.spread.world import Crowd, Law, Web, World
from simsmm.wording import say

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Stage:
    """A scenario's society: what the replicates that share it have in common."""

    scenario: Scenario
    seed: int
    index: int
    """Which society of the scenario."""
    own: tuple[OwnLayer, ...] = ()
    """Layers of ties that were brought along instead of drawn."""
    code: OwnCode = NO_CODE
    """What a user wrote in Python for the run."""

    @cached_property
    def key(self) -> int:
        """Key of this society."""
        named = self.scenario.people.society
        if named is not None:
            return stream_key(named, Stream.SOCIETY, 0)
        return stream_key(self.seed, Stream.SOCIETY, self.index)

    @cached_property
    def values(self) -> Values:
        """Numbers drawn for this society."""
        return Values(self.scenario, self.key)

    @cached_property
    def spec(self) -> SocietySpec:
        """What the society is to be like."""
        own = {layer.name: layer for layer in self.own}
        return society_spec(self.scenario, self.values, own)

    @cached_property
    def society(self) -> Society:
        """People and ties."""
        return build(self.spec, self.key)

    @property
    def targets(self) -> dict[str, tuple[Target, ...]]:
        """What each drawn layer of ties aims at and what it achieves."""
        return table(self.spec, self.society)

    @cached_property
    def programme(self) -> Programme:
        """What the actors plan."""
        return programme(self.scenario, self.values, self.code.actors)

    @cached_property
    def fans(self) -> list[Array]:
        """Simulated followers of each account, int32."""
        affinity = self.values.behaviour("fan_affinity")
        accounts = self.programme.followings
        return [followers(self.scenario, self.society, a, affinity, self.key) for a in accounts]

    @cached_property
    def crowd(self) -> Crowd:
        """The people as the engine reads them."""
        return crowd_of(self.society)

    @cached_property
    def web(self) -> Web:
        """The ties as the engine reads them."""
        return web_of(self.society, self.scenario.layers)

    @cached_property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom each channel's rates were measured on."""
        return audiences(self.scenario, self.society, self._page_fans())

    def world(self, replicate: int, parameters: int, media: float = 1.0) -> tuple[World, Setting]:
        """The world of one replicate and what it is about.

        Args:
            replicate: which luck.
            parameters: which draw of the unknown numbers.
            media: so many times the media money of the scenario is spent.
        """
        return self._begun(self._planned(replicate, parameters, media))

    def cast(self, replicate: int, parameters: int, media: float = 1.0) -> Cast:
        """One replicate about to begin, with the actors that act while it runs.

        Whatever actors buy, planned or on the way, is bought for ``media`` times the money.
        """
        planned = self._planned(replicate, parameters, media)
        world, setting = self._begun(planned)

        def enter(acts: Programme, before: Counter[tuple[str, str]], sources: Array) -> Entries:
            sale = replace(planned.sale, acts=acts.at_media(media))
            return entries(sale, planned.groups, before, sources)

        player, actors, luck = self.code.rules.player(world), self.code.actors, planned.sale.luck
        return Cast(self.scenario, self.programme, actors, player, setting, luck, enter)

    def with_plan(self, scenario: Scenario) -> Stage:
        """The same society for a plan that differs in its campaigns only."""
        other = replace(self, scenario=scenario)
        other.__dict__["society"] = self.society
        return other

    def law(self, values: Values) -> Law:
        """The law of a replicate with these numbers."""
        return law(
            self.scenario, self.society, self.values, values, self.audiences, self.code.rules
        )

    def _planned(self, replicate: int, parameters: int, media: float) -> Planned:
        if any(campaign.picks for campaign in self.scenario.campaigns):
            raise ValueError(
                say("creators are still to be picked; simsmm.picked(scenario, seed=...) does it")
            )
        values = Values(self.scenario, stream_key(self.seed, Stream.PARAMETERS, parameters))
        return plan_of(
            self.scenario,
            self.programme.at_media(media),
            self.society,
            self.fans,
            values,
            self.law(values),
            stream_key(self.seed, Stream.LUCK, replicate),
            {actor.brand for actor in self.code.actors if actor.wakes is not None},
        )

    def _begun(self, planned: Planned) -> tuple[World, Setting]:
        law = planned.sale.law
        world = World(
            self.crowd, self.web, law, planned.plan, self.scenario.lasts, self.society.people.city
        )
        return world, self._setting(planned.sale.values, planned.costs, planned.groups)

    def _page_fans(self) -> dict[str, Array]:
        """Fans of the brands' pages by channel, where there are any."""
        found: dict[str, Array] = {}
        for account, fans in zip(self.programme.followings, self.fans, strict=True):
            if account.kind == Kind.PAGE and len(fans):
                already = found.get(account.channel, np.zeros(0, np.int32))
                found[account.channel] = np.union1d(already, fans)
        return found

    def _setting(self, values: Values, boosts: tuple[Boost, ...], groups: list[Group]) -> Setting:
        scenario, people = self.scenario, self.society.people
        names = [segment.name for segment in scenario.people.segments]
        meant = meant_by(scenario.target, scenario, self.society)
        channels = list(scenario.channels)
        brands = [campaign.brand for campaign in scenario.campaigns]
        followings = self.programme.followings
        fans_of = [*self.fans, *(group.fans for group in groups)]
        # A group of followers is part of an account, which is paid once.
        followings += tuple(replace(followings[group.account], fee=0.0) for group in groups)
        pages = [-1] * len(self.fans) + [group.account for group in groups]
        times = [goal.times for goal in scenario.goals if goal.measure == "effective reach"]
        return Setting(
            people=scenario.simulate,
            scale=scenario.scale,
            channels=tuple(channels),
            posts=self.programme.posts,
            segments=tuple(names),
            segment=people.segment,
            target=np.ones(len(people), np.bool_) if meant is None else meant,
            members=people.member,
            accounts=tuple(
                Account(
                    a.name,
                    channels.index(a.channel),
                    a.kind,
                    len(fans),
                    a.fee,
                    brand=-1 if a.board else brands.index(a.brand),
                    page=page,
                )
                for a, fans, page in zip(followings, fans_of, pages, strict=True)
            ),
            boosts=boosts,
            offers=offers_of(scenario, values),
            fees=self.programme.fees,
            production=sum(campaign.budget.production for campaign in scenario.campaigns),
            currency=scenario.currency,
            cities=scenario.cities,
            city=people.city,
            brands=tuple(_brands(scenario)),
            **({"effective_frequency": times[0]} if times else {}),
        )


def _brands(scenario: Scenario) -> Iterator[Brand]:
    """The brands, each with the numbers of its posts."""
    first = 0
    for campaign in scenario.campaigns:
        stop = first + len(campaign.creatives)
        yield Brand(campaign.brand, tuple(range(first, stop)), campaign.budget.production)
        first = stop
