"""The people of a model, one by one: views on the arrays of the run, or agents of Mesa.

A person's data stay in the arrays of the society and of the engine. A view, and an agent too, holds
only the model and a number, and looks everything else up when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

import mesa
import numpy as np
import numpy.typing as npt

from simsmm.record import Act
from simsmm.wording import numeral, say

if TYPE_CHECKING:
    from simsmm.campaign.model import CampaignModel

Array = npt.NDArray[Any]

MOST_AGENTS = 5_000
"""Most people who become agents of Mesa: beyond that, each step of a lesson would drag."""


class PersonTraits:
    """What can be read of one person. Nothing can be written: a run changes people, nobody else."""

    __slots__ = ()
    model: CampaignModel
    index: int

    @property
    def id(self) -> int:
        """Lasting identity, from which the person's luck is drawn."""
        return int(self.model.society.people.id[self.index])

    @property
    def segment(self) -> str:
        """Name of the person's segment of the market."""
        return self.model.setting.segments[self.model.society.people.segment[self.index]]

    @property
    def city(self) -> str | None:
        """Name of the city; None for whoever lives in none that the scenario names."""
        place = int(self.model.society.people.city[self.index])
        return None if place < 0 else self.model.cities[place]

    @property
    def interests(self) -> Mapping[str, float]:
        """Interest by topic [0, 1]."""
        row = self.model.society.people.interests[self.index].tolist()
        return dict(zip(self.model.plan_of_campaign.topics, row, strict=True))

    @property
    def channels(self) -> tuple[str, ...]:
        """Channels that the person uses."""
        member = self.model.society.people.member[:, self.index]
        return tuple(np.array(self.model.setting.channels, object)[member])

    @property
    def activity(self) -> Mapping[str, float]:
        """Activity by channel used; 1 is the mean over the channel's members."""
        return self._by_channel(self.model.society.people.activity[:, self.index].tolist())

    @property
    def device(self) -> Mapping[str, str]:
        """``"phone"`` or ``"computer"`` by channel used."""
        phone = self.model.society.people.phone[:, self.index]
        return self._by_channel(["phone" if on_phone else "computer" for on_phone in phone])

    @property
    def ties(self) -> Mapping[str, tuple[int, ...]]:
        """By layer of ties, the numbers of the people who see what this person passes on."""
        layers = self.model.society.layers
        return {name: tuple(layer.row(self.index).tolist()) for name, layer in layers.items()}

    @property
    def exposures(self) -> int:
        """Impressions of the campaign that the person has noticed so far."""
        return int(self.model.so_far.exposures[self.index])

    @property
    def acts(self) -> Mapping[str, int]:
        """How often the person has done what so far: ``"share"``, ``"click"`` and so on."""
        counts = self.model.so_far.acts[:, self.index].tolist()
        return {str(act.name).lower(): times for act, times in zip(Act, counts, strict=True)}

    @property
    def attitude(self) -> Mapping[str, float]:
        """Attitude to each brand now [-1, 1]."""
        return self._by_brand(self.model.so_far.attitude[self.index].tolist())

    @property
    def recall(self) -> Mapping[str, float]:
        """Ad recall of each brand, as it has faded by now [0, 1]."""
        return self._by_brand(self.model.recall_of(self.index))

    def _by_channel(self, values: Sequence[Any]) -> dict[str, Any]:
        member = self.model.society.people.member[:, self.index]
        names = self.model.setting.channels
        return {name: value for name, value, at in zip(names, values, member, strict=True) if at}

    def _by_brand(self, values: Sequence[float]) -> dict[str, float]:
        brands = [campaign.brand for campaign in self.model.plan_of_campaign.campaigns]
        return dict(zip(brands, values, strict=True))

    def __repr__(self) -> str:
        return f"<person {self.index}: {self.segment}, {self.exposures} exposures>"


class PersonView(PersonTraits):
    """A light view of one person."""

    __slots__ = ("index", "model")

    def __init__(self, model: CampaignModel, index: int) -> None:
        self.model, self.index = model, index


class PersonAgent(PersonTraits, mesa.Agent):
    """One person as an agent of Mesa, in ``model.agents``."""

    def __init__(self, model: CampaignModel, index: int) -> None:
        super().__init__(model)
        self.index = index


Person = PersonView | PersonAgent


class People(Sequence[Person]):
    """The people of a model in order: ``people[i]``, ``len(people)``, and a loop over all."""

    def __init__(self, model: CampaignModel, agents: bool) -> None:
        self._model, self._size = model, len(model.society.people)
        self._agents = [PersonAgent(model, at) for at in range(self._size)] if agents else None

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Person: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Person]: ...

    def __getitem__(self, index: int | slice) -> Person | Sequence[Person]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._size))]
        place = index + self._size if index < 0 else index
        if not 0 <= place < self._size:
            raise IndexError(
                say(
                    "there is no person {index}; people are numbered from 0 to {last}",
                    index=index,
                    last=self._size - 1,
                )
            )
        return self._agents[place] if self._agents else PersonView(self._model, place)

    def __iter__(self) -> Iterator[Person]:
        return (self[at] for at in range(self._size))


class SoFar:
    """What has become of everybody by the end of a tick, counted once per tick when asked for."""

    def __init__(self, model: CampaignModel) -> None:
        seen, people = model.engine.exposures(), len(model.society.people)
        self.exposures: Array = np.bincount(seen["person"], minlength=people)
        """Impressions of each person, int64 (people,)."""
        self.acts: Array = np.stack(
            [np.bincount(seen["person"][seen["acts"] & act > 0], minlength=people) for act in Act]
        )
        """How often each person has acted, int64 (acts, people), in the order of `Act`."""
        self.recall, self.attitude, self.updated = model.engine.state_of_minds()


def refuse_too_many(people: int) -> None:
    """Say what to do where a model would have too many agents.

    Raises:
        ValueError: it would.
    """
    if people > MOST_AGENTS:
        raise ValueError(
            say(
                'people="agents" makes an agent of every person, for lessons with up to {most} '
                "people; this scenario simulates {people}: write `simulate: {written}`, or take "
                'people="views"',
                most=numeral(f"{MOST_AGENTS:,}"),
                people=numeral(f"{people:,}"),
                written=MOST_AGENTS,
            )
        )
