"""One replicate's world and setting, built from a scenario by three independent keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.assemble.cast import Cast
from simsmm.assemble.law import Audience, audiences, law
from simsmm.assemble.own_code import NO_CODE, OwnCode
from simsmm.assemble.people import KINDS, crowd_of, followers, society_spec, web_of
from simsmm.assemble.plan import Entries, Programme, entries, plan_of, programme
from simsmm.assemble.values import Values
from simsmm.draws import Stream, stream_key
from simsmm.record import Account, Boost, Offer, Setting
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer, Society, SocietySpec, Target, build, table
from simsmm.spread.world import Crowd, Web, World

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
        return programme(self.scenario, self.code.actors)

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

    def world(self, replicate: int, parameters: int) -> tuple[World, Setting]:
        """The world of one replicate and what it is about.

        Args:
            replicate: which luck.
            parameters: which draw of the unknown numbers.
        """
        values = Values(self.scenario, stream_key(self.seed, Stream.PARAMETERS, parameters))
        luck = stream_key(self.seed, Stream.LUCK, replicate)
        rules = self.code.rules
        numbers = law(self.scenario, self.society, self.values, values, self.audiences, rules)
        plan, boosts = plan_of(
            self.scenario, self.programme, self.society, self.fans, values, numbers, luck
        )
        world = World(self.crowd, self.web, numbers, plan, self.scenario.lasts)
        return world, self._setting(boosts)

    def cast(self, replicate: int, parameters: int) -> Cast:
        """One replicate about to begin, with the actors that act while it runs."""
        world, setting = self.world(replicate, parameters)
        values = Values(self.scenario, stream_key(self.seed, Stream.PARAMETERS, parameters))
        luck = stream_key(self.seed, Stream.LUCK, replicate)

        def enter(acts: Programme, before: Counter[tuple[str, str]], sources: Array) -> Entries:
            posts = world.plan.posts
            return entries(self.scenario, acts, self.society, values, posts, luck, before, sources)

        player, actors = self.code.rules.player(world), self.code.actors
        return Cast(self.scenario, self.programme, actors, player, setting, luck, enter)

    def _page_fans(self) -> dict[str, Array]:
        """Fans of the brands' pages by channel, where there are any."""
        found: dict[str, Array] = {}
        for account, fans in zip(self.programme.followings, self.fans, strict=True):
            if not account.creator and len(fans):
                already = found.get(account.channel, np.zeros(0, np.int32))
                found[account.channel] = np.union1d(already, fans)
        return found

    def _setting(self, boosts: tuple[Boost, ...]) -> Setting:
        scenario, people = self.scenario, self.society.people
        names = [segment.name for segment in scenario.people.segments]
        meant = [names.index(name) for name in scenario.target] or range(len(names))
        channels = list(scenario.channels)
        times = [goal.times for goal in scenario.goals if goal.measure == "effective reach"]
        return Setting(
            people=scenario.simulate,
            scale=scenario.scale,
            channels=tuple(channels),
            posts=self.programme.posts,
            segments=tuple(names),
            segment=people.segment,
            target=np.isin(people.segment, list(meant)),
            members=people.member,
            accounts=tuple(
                Account(a.name, channels.index(a.channel), KINDS[a.creator], len(fans))
                for a, fans in zip(self.programme.followings, self.fans, strict=True)
            ),
            boosts=boosts,
            offers=tuple(
                Offer(name, offer.price, offer.margin)
                for campaign in scenario.campaigns
                for name, offer in campaign.offers.items()
            ),
            fees=self.programme.fees,
            production=sum(campaign.budget.production for campaign in scenario.campaigns),
            currency=scenario.currency,
            **({"effective_frequency": times[0]} if times else {}),
        )
