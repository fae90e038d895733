"""From a scenario to a society: people, ties, and who follows which account."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.actors import Following
from simsmm.assemble.law import topics_of, weights_of
from simsmm.assemble.values import Values
from simsmm.draws import Society as Draw
from simsmm.draws import name_key, number
from simsmm.scenario import Audience, Scenario, Segment
from simsmm.society import (
    ChannelUse,
    Layer,
    LayerSpec,
    OwnLayer,
    PeopleSpec,
    SegmentSpec,
    Society,
    SocietySpec,
    choose_fans,
)
from simsmm.spread.world import CARD, Crowd, Web
from simsmm.wording import numeral, say

Array = npt.NDArray[Any]

TARGETS = (
    "mean_degree",
    "spread",
    "exponent",
    "cap",
    "clustering",
    "reciprocity",
    "homophily",
    "degree_correlation",
)
"""Targets of a layer that a preset may state."""


def society_spec(scenario: Scenario, values: Values, own: dict[str, OwnLayer]) -> SocietySpec:
    """What the society is like.

    Args:
        scenario: names segments, channels and layers.
        values: numbers drawn for this society.
        own: layers of ties that were read from files or graphs, by name.
    """
    people = PeopleSpec(
        count=scenario.simulate,
        topics=scenario.topics,
        segments=tuple(
            SegmentSpec(
                segment.name,
                segment.share,
                {
                    topic: values.of(f"{segment.name}/interest/{topic}", interest)
                    for topic, interest in segment.interests.items()
                },
                {
                    channel: _use(scenario, segment, channel, values)
                    for channel in scenario.channels
                },
                segment.cities,
                segment.ages,
            )
            for segment in scenario.people.segments
        ),
        channels=tuple(
            ChannelUse(
                channel,
                values.channel(channel, "visit_shape"),
                values.channel(channel, "phone_share"),
            )
            for channel in scenario.channels
        ),
    )
    return SocietySpec(people, tuple(_layer(scenario, values, own, n) for n in scenario.layers))


def _use(scenario: Scenario, segment: Segment, channel: str, values: Values) -> float:
    if segment.uses is None:
        own = "use" in scenario.channels[channel].numbers
        return values.channel(channel, "use") if own else scenario.uses(segment, channel)
    return values.of(f"{segment.name}/uses/{channel}", segment.uses[channel])


def _layer(
    scenario: Scenario, values: Values, own: dict[str, OwnLayer], name: str
) -> Layer | OwnLayer:
    if name in own:
        return own[name]
    preset = presets.layer(name)
    targets = {target: values.layer(name, target) for target in TARGETS}
    targets["homophily"] = targets["homophily"] or 0.0
    spec = LayerSpec(
        name=name,
        model=preset.model,
        clustering_kind=preset.clustering_kind,
        **targets,  # type: ignore[arg-type]
    )
    return Layer(spec, channels_of(scenario, name))


def channels_of(scenario: Scenario, layer: str) -> tuple[str, ...]:
    """Channels of the scenario that pass things along a layer."""
    return tuple(name for name in scenario.channels if layer in scenario.preset(name).layers)


def crowd_of(society: Society) -> Crowd:
    """The people as the engine reads them.

    A layer of ties may connect the members of several channels: on a channel that a person does
    not use, the person has no activity, and so sees nothing and is sent nothing.
    """
    people = society.people
    cards = np.zeros(people.member.shape, CARD)
    cards["id"], cards["phone"] = people.id, people.phone
    cards["activity"] = np.where(people.member, people.activity, 0.0)
    return Crowd(cards, np.ascontiguousarray(people.interests))


def web_of(society: Society, layers: tuple[str, ...]) -> Web:
    """All layers of ties in one pair of arrays."""
    if not layers:
        people = len(society.people)
        return Web(np.zeros((0, people + 1), np.int64), np.zeros(0, np.int32))
    rows = [society.layers[name] for name in layers]
    shifts = np.concatenate([[0], np.cumsum([row.arrows for row in rows])])
    starts = np.stack([row.starts + shift for row, shift in zip(rows, shifts, strict=False)])
    heads = rows[0].heads if len(rows) == 1 else np.concatenate([row.heads for row in rows])
    return Web(np.ascontiguousarray(starts), np.ascontiguousarray(heads))


def meant_by(audience: Audience, scenario: Scenario, society: Society) -> Array | None:
    """Whether each person belongs to an audience; None where everybody does."""
    people, spec = society.people, scenario.people
    segments = [segment.name for segment in spec.segments]
    cities = dict.fromkeys(name for segment in spec.segments for name in segment.cities)
    ages = dict.fromkeys(name for segment in spec.segments for name in segment.ages)
    conditions = (
        (audience.segments, segments, people.segment),
        (audience.cities, list(cities), people.city),
        (audience.ages, list(ages), people.age),
    )
    meant = np.ones(len(people), np.bool_)
    for wanted, names, held in conditions:
        if wanted:
            meant &= np.isin(held, [names.index(name) for name in wanted])
    return None if meant.all() else meant


def followers(
    scenario: Scenario, society: Society, account: Following, affinity: float, key: int
) -> Array:
    """Who follows an account at the start: members of its channel, the interested more likely.

    The odds to be chosen grow by the factor exp(affinity) from no match with the topics of the
    account, which are its own or its brand's, to a full one. Chosen by the society's key and the
    account's id: what other brands plan leaves an account's followers as they are.

    Raises:
        ValueError: the account has more followers than the channel has members; or it is that of a
            person who has more or fewer.
    """
    at = list(scenario.channels).index(account.channel)
    members = np.flatnonzero(society.people.member[at])
    if account.everybody:
        return members.astype(np.int32)
    count = round(account.fans / scenario.scale)
    if account.person is not None:
        return _followers_of(scenario, society, account, account.person, count)
    if count > len(members):
        most = round(len(members) * scenario.scale)
        raise ValueError(
            say(
                "{name} has {number} followers on {channel}, but only about {most} people of this "
                "market use it",
                name=account.name,
                number=numeral(f"{account.fans:,}"),
                channel=account.channel,
                most=numeral(f"{most:,}"),
            )
        )
    topics = topics_of(scenario, account.brand)
    if account.topics is not None:
        topics = weights_of(scenario, account.topics)
    match = society.people.interests[members] @ topics
    weight = np.exp(affinity * (match - match.mean())) if len(match) else match
    own_key = number(number(key, Draw.FANS), name_key(account.id))
    return choose_fans(own_key, members, weight, count, society.people.id[members])


def audience_of(scenario: Scenario, society: Society, channel: str, person: int) -> Array:
    """Who sees on a channel what a person publishes there: members tied to them, int32."""
    member = society.people.member[list(scenario.channels).index(channel)]
    names = scenario.preset(channel).layers
    tied = np.unique(np.concatenate([society.layers[name].row(person) for name in names]))
    return tied[member[tied]].astype(np.int32)


def _followers_of(
    scenario: Scenario, society: Society, account: Following, person: int, count: int
) -> Array:
    found = audience_of(scenario, society, account.channel, person)
    if len(found) != count:
        raise ValueError(
            say(
                "{name}, person {person} of this society, has {number} followers on {channel}, not "
                "{stated}",
                name=account.name,
                person=person,
                number=numeral(f"{len(found) * scenario.scale:,.0f}"),
                channel=account.channel,
                stated=numeral(f"{account.fans:,}"),
            )
        )
    return found
