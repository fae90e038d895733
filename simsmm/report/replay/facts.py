"""What the replay's script reads: people, sources, impressions and counts as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.record import Kind, Medium, Record
from simsmm.report.replay import layout
from simsmm.report.replay.cast import Cast, choose
from simsmm.report.replay.choice import Scene
from simsmm.report.replay.curves import chain_lengths, curves, step
from simsmm.report.words import shortened
from simsmm.scenario.fields import EVERYBODY
from simsmm.wording import say

Array = npt.NDArray[Any]

LINK, AGAIN, TIE, FOLLOWING = 1.0, 0.1, 0.06, 0.35
"""How strongly a dot is drawn to the person whom it first had a post from, to others who passed one
on to it, to its ties, and to the page, creator or advertisement that reached it first."""

MARK = 6.0
"""The most that the mark of a page, a creator or an advertisement keeps others away."""

MOST_TIES = 3000
"""Ties drawn behind the dots, by a keyed choice."""

START = name_key("replay: where a dot starts")
TIES = name_key("replay: which ties are drawn")
"""Keys of choices that are about the picture only: no draw of a run shares them."""

NOBODY = -1
HIDDEN = -2
"""A person who has no dot."""


@dataclass(frozen=True)
class Facts:
    """A scene, and whom and what of it a replay shows."""

    scene: Scene

    @property
    def record(self) -> Record:
        """The record of the run."""
        return self.scene.run.record

    @cached_property
    def cast(self) -> Cast:
        """Who is shown."""
        return choose(self.record, self.scene.run.setting.people)

    @cached_property
    def origins(self) -> list[tuple[bool, int]]:
        """Pages, creators and advertisements that published something: (bought, number)."""
        sources = self.record.sources[self.cast.sources]
        owned = sources[sources["person"] < 0]
        return sorted({(s["kind"] == Kind.AD, int(s["account"])) for s in owned})

    @cached_property
    def viewers(self) -> Array:
        """Simulated people who saw something from each source, int64 (sources,)."""
        exposures = self.record.exposures
        pairs = np.unique(exposures["source"] * np.int64(2**32) + exposures["person"])
        return np.bincount(pairs >> 32, minlength=len(self.record.sources))

    @cached_property
    def chains(self) -> Array:
        """People in a row who passed it on, up to each source."""
        return chain_lengths(self.record)

    def place_of(self, person: Array) -> Array:
        """Dots of people; `HIDDEN` for those who have none, `NOBODY` for no person."""
        people = self.cast.people
        place = np.minimum(np.searchsorted(people, person), len(people) - 1)
        found = np.where(people[place] == person, place, HIDDEN)
        return np.where(np.asarray(person) < 0, NOBODY, found)

    def origin_of(self, sources: Array) -> Array:
        """Place among the `origins` of each row of sources; `NOBODY` for people."""
        places = {origin: place for place, origin in enumerate(self.origins)}
        return np.array(
            [
                places[s["kind"] == Kind.AD, int(s["account"])] if s["person"] < 0 else NOBODY
                for s in sources
            ],
            np.int64,
        )

    def data(self) -> dict[str, Any]:
        """Everything, as lists of whole numbers and texts."""
        setting = self.scene.run.setting
        ties = self._ties()
        places = self._places(ties)
        count = len(self.cast.people)
        return {
            "hours": self.record.hours,
            "scale": setting.scale,
            "step": step(self.record.hours),
            "channels": [self._channel(number) for number in range(len(setting.channels))],
            "posts": [self.post_name(post) for post in range(len(setting.posts))],
            "segments": list(setting.segments),
            "people": {
                "id": self.cast.people.tolist(),
                "segment": setting.segment[self.cast.people].tolist(),
                "x": places[:count, 0].tolist(),
                "y": places[:count, 1].tolist(),
            },
            "origins": [
                self._origin(origin, where)
                for origin, where in zip(self.origins, places[count:].tolist(), strict=True)
            ],
            "ties": ties.ravel().tolist(),
            "sources": self._sources(),
            "events": self._events(),
            "curves": curves(self.record),
        }

    def post_name(self, post: int) -> str:
        """A post's id, without its brand where there is one brand only."""
        campaigns = self.scene.choice.scenario.campaigns
        name = self.scene.run.setting.posts[post]
        return name.removeprefix(f"{campaigns[0].brand}/") if len(campaigns) == 1 else name

    def _channel(self, number: int) -> str:
        """What a channel is called."""
        return say(self.scene.run.setting.channels[number])  # data text

    def origin_name(self, bought: bool, number: int) -> str:
        """What a page, a creator or an advertisement is called."""
        setting = self.scene.run.setting
        if bought:
            boost = setting.boosts[number]
            post, channel = self.post_name(boost.post), self._channel(boost.channel)
            return say("advertisement for {post}, {channel}", post=post, channel=channel)
        account = setting.accounts[number]
        channel = self._channel(account.channel)
        if account.kind == Kind.CREATOR:
            return say("creator {name}, {channel}", name=account.name, channel=channel)
        if account.kind == Kind.PUBLIC:
            if account.name == EVERYBODY:
                return say("everybody on {channel}", channel=channel)
            return say("board {name}, {channel}", name=account.name, channel=channel)
        return say("page of {name}, {channel}", name=account.name, channel=channel)

    def _origin(self, origin: tuple[bool, int], where: list[int]) -> dict[str, Any]:
        setting, (bought, number) = self.scene.run.setting, origin
        if bought:
            short = say("ad: {post}", post=self.post_name(setting.boosts[number].post))
            medium = Medium.PAID
        elif setting.accounts[number].kind == Kind.CREATOR:
            short, medium = setting.accounts[number].name, Medium.PAID
        elif setting.accounts[number].kind == Kind.PUBLIC:
            short, medium = self.origin_name(bought, number), Medium.EARNED
        else:
            channel = self._channel(setting.accounts[number].channel)
            short, medium = say("page, {channel}", channel=channel), Medium.OWNED
        return {
            "name": self.origin_name(bought, number),
            "short": shortened(short, 30),
            "bought": int(bought),
            "medium": int(medium),
            "x": where[0],
            "y": where[1],
        }

    def _sources(self) -> dict[str, list[int]]:
        rows = self.cast.sources
        sources = self.record.sources[rows]
        person = self.place_of(sources["person"])
        parent = np.where(person >= 0, self._event_at(sources["parent"]), NOBODY)
        return {
            "person": person.tolist(),
            "origin": self.origin_of(sources).tolist(),
            "post": sources["post"].tolist(),
            "channel": sources["channel"].tolist(),
            "minute": np.floor(60.0 * sources["time"]).astype(np.int64).tolist(),
            "parent": parent.tolist(),
            "viewers": self.viewers[rows].tolist(),
            "chain": self.chains[rows].tolist(),
        }

    def _event_at(self, rows: Array) -> Array:
        """Place of impressions among those shown; `NOBODY` for none."""
        events = self.cast.events
        if not len(events):
            return np.full(len(rows), NOBODY)
        place = np.minimum(np.searchsorted(events, rows), len(events) - 1)
        return np.where(events[place] == rows, place, NOBODY)

    def _events(self) -> dict[str, list[int]]:
        events = self.record.exposures[self.cast.events]
        minute = np.floor(60.0 * events["time"]).astype(np.int64)
        return {
            # Steps between events in order of time are far shorter to write than the times.
            "wait": np.diff(minute, prepend=0).tolist(),
            "person": self.place_of(events["person"]).tolist(),
            "source": np.searchsorted(self.cast.sources, events["source"]).tolist(),
            "acts": events["acts"].tolist(),
        }

    def _ties(self) -> Array:
        """Ties among the people shown, int64 (m, 2), each pair once."""
        people = self.cast.people
        place = np.full(self.scene.run.setting.people, NOBODY, np.int64)
        place[people] = np.arange(len(people))
        found = [np.zeros((0, 2), np.int64)]
        for layer in self.scene.stage.society.layers.values():
            starts, stops = layer.starts[people], layer.starts[people + 1]
            sizes = stops - starts
            at = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            heads = place[layer.heads[np.repeat(starts, sizes) + at]]
            tails = np.repeat(np.arange(len(people)), sizes)
            found.append(np.stack([tails, heads], axis=1)[heads >= 0])
        pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
        order = np.argsort(uniforms(TIES, np.arange(len(pairs))), kind="stable")
        return pairs[np.sort(order[:MOST_TIES])]

    def _places(self, ties: Array) -> Array:
        """Where everybody stands, and behind them the origins."""
        people, origins = len(self.cast.people), len(self.origins)
        events = self.record.exposures[self.cast.events]
        sources = self.record.sources[events["source"]]
        viewer, sharer = self.place_of(events["person"]), self.place_of(sources["person"])
        _, first = np.unique(viewer, return_index=True)
        told, is_first = np.flatnonzero(sharer >= 0), np.isin(np.arange(len(viewer)), first)
        published = first[sharer[first] == NOBODY]
        origin = people + self.origin_of(sources[published])
        links = np.stack([sharer[told], viewer[told]], axis=1)
        ends = np.concatenate([links, ties, np.stack([origin, viewer[published]], axis=1)])
        pull = np.repeat([TIE, FOLLOWING], [len(ties), len(published)])
        pull = np.concatenate([np.where(is_first[told], LINK, AGAIN), pull])
        mass = 1.0 + np.bincount(ends.ravel(), np.repeat(pull, 2), people + origins)
        mass[people:] = np.minimum(mass[people:], MARK)
        return layout.place(self._start(origins), ends, pull, mass)

    def _start(self, origins: int) -> Array:
        """Everybody somewhere in a disc, people of a segment in one sector; origins about it."""
        setting, people = self.scene.run.setting, self.cast.people
        order = np.lexsort((uniforms(START, people), setting.segment[people]))
        turn = np.empty(len(people))
        turn[order] = np.arange(len(people)) / max(len(people), 1)
        far = np.sqrt(uniforms(START + 1, people))
        angle = 2.0 * np.pi * np.concatenate([turn, np.arange(origins) / max(origins, 1)])
        radius = np.concatenate([far, np.ones(origins)])
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
