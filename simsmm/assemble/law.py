"""The numbers of a replicate as arrays that the engine reads; what is not published is solved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm import presets
from simsmm.assemble.public import lists_of, waves_of
from simsmm.assemble.sending import sending_law, tie_counts
from simsmm.assemble.values import Values
from simsmm.assemble.visibility import meeting, visibilities
from simsmm.behaviour import Weights
from simsmm.channels import reference, rhythm
from simsmm.channels.delay import KERNELS
from simsmm.channels.mechanisms import MECHANISMS
from simsmm.record import Act, Kind
from simsmm.scenario import Scenario
from simsmm.society import Society
from simsmm.spread.own_rules import STANDARD, Rules
from simsmm.spread.world import CHANNEL, LAYER, RESPONSES, Law, Numbers, ceilings

Array = npt.NDArray[Any]

BINS = 200
"""Parts into which a reference audience is summed up."""

ACT_NAMES = ("share", "engage", "comment", "follow", "click")
"""Acts in the order of `Law.response`."""

Rates = tuple[tuple[float, Array], ...]
"""Rate of each act, and the appeals over which it is solved."""

MOST_RATE = 0.9
"""Largest rate of an act that a combination of drawn numbers may ask for."""


@dataclass(frozen=True)
class Audience:
    """Whom a channel's rates were measured on, as match with an average post minus its mean."""

    members: Array
    """Everybody who uses the channel, summed up in `BINS`."""
    fans: Array
    """Fans of pages there; everybody where there are none."""
    ties: Array
    """Where senders choose among ties: members with 0, 1, 2 ... ties to other members, int64."""


def audiences(scenario: Scenario, society: Society, fans: dict[str, Array]) -> tuple[Audience, ...]:
    """The reference audience of each channel.

    Args:
        scenario: names the channels and the posts.
        society: the people.
        fans: people who follow the brands' pages, by channel.
    """
    found = []
    for at, name in enumerate(scenario.channels):
        matches = society.people.interests @ topics_on(scenario, name)
        gaps = matches - matches.mean() if len(matches) else matches
        members = gaps[society.people.member[at]]
        members = reference.summary(members if len(members) else gaps, BINS)
        of_fans = reference.summary(gaps[fans[name]], BINS) if name in fans else members
        found.append(Audience(members, of_fans, tie_counts(scenario, society, name, at)))
    return tuple(found)


def law(
    scenario: Scenario,
    society: Society,
    of_people: Values,
    values: Values,
    audience: tuple[Audience, ...],
    rules: Rules = STANDARD,
) -> Law:
    """The `Law` of one replicate.

    Args:
        scenario: names the channels and layers, in order.
        society: gives the layers' sizes.
        of_people: the numbers that its people were drawn by.
        values: the replicate's numbers.
        audience: the reference audience of each channel.
        rules: the rules in force.
    """
    weeks = np.stack(
        [rhythm.weekly_rhythm(scenario.preset(name).rhythm) for name in scenario.channels]
    )
    rows = _channel_rows(scenario, values, audience)
    meets = np.stack([meeting(week, row) for week, row in zip(weeks, rows, strict=True)])
    layers = _layer_rows(scenario, values)
    trust = np.array([values.behaviour(f"trust_{kind.name.lower()}") for kind in Kind])
    weights = _weights(values)
    reach = np.stack(
        [
            visibilities(scenario, society, of_people, values, name, rows[at], meets[at], layers)
            for at, name in enumerate(scenario.channels)
        ]
    )
    response = np.concatenate(
        [
            _responses(scenario, society, values, name, of, weights, trust, rules)
            for name, of in zip(scenario.channels, audience, strict=True)
        ]
    )
    rows["leave"] = [
        _leaving(values, of.fans, weights, float(trust[Kind.PAGE]), rules) for of in audience
    ]
    return Law(
        numbers=_numbers(scenario, values, weights),
        channels=rows,
        layers=layers,
        reach=reach,
        meets=meets,
        rhythm=np.concatenate([weeks, weeks.max(axis=2, keepdims=True)], axis=2),
        trust=trust,
        response=response,
        ceiling=_ceilings(scenario, rows, response, rules),
        lists=lists_of(scenario, society, values),
        waves=waves_of(scenario, values),
    )


def _ceilings(scenario: Scenario, channels: Array, response: Array, rules: Rules) -> Array:
    """`Law.ceiling`; no chance is ruled out where they come from a rule of the user's.

    Nobody ever acts on a channel where nobody can answer, whatever the rule.
    """
    known = ceilings(response, channels["scale"])
    if "act_chance" in rules.own:
        known = np.full_like(known, 2.0)
    answered = [scenario.preset(name).answered for name in scenario.channels]
    known[~np.repeat(answered, RESPONSES)] = 0.0
    return known


def _numbers(scenario: Scenario, values: Values, weights: Weights) -> Numbers:
    half_life = 24.0 * values.behaviour("recall_half_life")
    return Numbers(
        weights=weights,
        recall_rate=values.behaviour("recall_rate"),
        recall_decay=math.log(2.0) / half_life,
        attitude_step=values.behaviour("attitude_step"),
        lift=values.behaviour("purchase_lift"),
        leave_pull=values.behaviour("sensitivity_leave"),
        start_hour=24.0 * scenario.starts.weekday(),
    )


def _weights(values: Values) -> Weights:
    return Weights(
        interest=values.behaviour("weight_interest"),
        quality=values.behaviour("weight_quality"),
        tie=values.behaviour("weight_tie"),
        social=values.behaviour("weight_social"),
        attitude=values.behaviour("weight_attitude"),
        wear=values.behaviour("weight_wear"),
        free=values.behaviour("free_exposures"),
        taste=values.behaviour("taste_spread"),
    )


def _channel_rows(scenario: Scenario, values: Values, audience: tuple[Audience, ...]) -> Array:
    rows = np.zeros(len(scenario.channels), CHANNEL)
    order = {name: place for place, name in enumerate(scenario.layers)}
    for row, name, of in zip(rows, scenario.channels, audience, strict=True):
        preset = scenario.preset(name)
        closest_first = sorted(
            preset.layers, key=lambda layer: presets.layer(layer).kind != "friend"
        )
        places = [order[layer] for layer in closest_first]
        row["mechanism"] = MECHANISMS[preset.mechanism]
        row["passes"] = Act.COMMENT if preset.lifted else 0 if preset.boards else Act.SHARE
        row["layers"] = [*places, -1, -1][:2]
        row["kernel"] = KERNELS[preset.kernel]
        if presets.KERNEL_SHAPE in preset.numbers:
            row["shape"] = values.channel(name, presets.KERNEL_SHAPE)
        row["half_life"] = values.channel(name, "half_life")
        row["attention"] = values.channel(name, "attention_limit")
        row["conversion"] = values.channel(name, "conversion")
        if preset.mechanism == "message":
            row["sending"], row["tail"] = sending_law(of.ties, values, name)
        if preset.lifted:
            row["returning"] = values.channel(name, "returning")
            row["novelty"] = values.channel(name, "novelty")
        row["scale"] = scenario.scale if preset.lifted else 1.0
    return rows


def _layer_rows(scenario: Scenario, values: Values) -> Array:
    rows = np.zeros(len(scenario.layers), LAYER)
    for row, name in zip(rows, scenario.layers, strict=True):
        row["kind"] = Kind[presets.layer(name).kind.upper()]
        row["strength"] = values.layer(name, "strength") or 0.0
    return rows


def _responses(
    scenario: Scenario,
    society: Society,
    values: Values,
    channel: str,
    audience: Audience,
    weights: Weights,
    trust: Array,
    rules: Rules,
) -> Array:
    """Intercept and sensitivity of each act on one channel; shape (`RESPONSES`, `ACTS`, 2).

    The first row is for what is published (by a page, a creator, an advertisement), the second for
    what people pass on, the third for what is met in public. Each published rate is solved over
    the audience that it was measured on: engagement, comments and shares of a page's post over its
    fans, shares of what people pass on over ties, clicks and follows over members who meet an
    advertisement, or over fans where none is sold; on boards all over those who read them, on lists
    and of what is recommended over members who meet it there.
    """
    _, often = reference.taste_law()
    tie_trust = _tie_trust(scenario, society, channel, trust)
    of_ties = _appeals(audience.members, tie_trust, weights, rules)
    to_fans = _appeals(audience.fans, float(trust[Kind.PAGE]), weights, rules)
    to_ads, preset = to_fans, scenario.preset(channel)
    if preset.sold:
        to_ads = _appeals(audience.members, float(trust[Kind.AD]), weights, rules)
    engagement = values.channel(channel, "engagement")
    of_public = _appeals(audience.members, float(trust[Kind.PUBLIC]), weights, rules)
    if preset.public:
        to_fans = of_public
    else:
        page_reach = values.channel(channel, "page_reach")
        engagement = engagement / page_reach if page_reach else 0.0
    commented = values.channel(channel, "comment_share")
    shared = values.channel(channel, "shared_share")
    engage = engagement * (1.0 - commented - shared), to_fans
    comment = engagement * commented, to_fans
    follow = values.channel(channel, "follow_rate"), to_ads
    click = values.channel(channel, "click_rate"), to_ads
    published: Rates = ((engagement * shared, to_fans), engage, comment, follow, click)
    passed_on: Rates = ((values.channel(channel, "share_rate"), of_ties), *published[1:])
    public = published
    if preset.boards:
        published, public = (_of_viewers(values, channel, seen) for seen in (to_fans, of_public))
        passed_on = published
    if "link_rate" in preset.numbers:
        public = (*published[:-1], (values.channel(channel, "link_rate"), of_public))
    sensitivities = [values.behaviour(f"sensitivity_{act}") for act in ACT_NAMES]
    return np.array(
        [
            [
                (
                    reference.intercept(min(rate, MOST_RATE), appeals, often, sensitivity),
                    sensitivity,
                )
                for (rate, appeals), sensitivity in zip(row, sensitivities, strict=True)
            ]
            for row in (published, passed_on, public)
        ]
    )


def _of_viewers(values: Values, channel: str, seen: Array) -> Rates:
    """Rates of acts on a channel of boards, all per viewer; nobody passes anything on there."""
    names = ("engage_rate", "comment_rate", "follow_rate", "click_rate")
    return (0.0, seen), *((values.channel(channel, name), seen) for name in names)


def _leaving(values: Values, fans: Array, weights: Weights, trust: float, rules: Rules) -> float:
    """Intercept of a fan's leaving: an act that appeal makes less likely instead of more."""
    appeals = -_appeals(fans, trust, weights, rules)
    rate, pull = values.behaviour("leave_rate"), values.behaviour("sensitivity_leave")
    return reference.intercept(rate, appeals, reference.taste_law()[1], pull)


def _appeals(matches: Array, trust: float, weights: Weights, rules: Rules) -> Array:
    """Appeal of an average post, met for the first time; float64 (people, tastes)."""
    tastes, _ = reference.taste_law()
    if "appeal" not in rules.own:
        return weights.interest * matches[:, None] + weights.taste * tastes + weights.tie * trust
    appeal = rules.own["appeal"]
    return np.array(
        [
            [
                appeal(match, 0.5, 0.0, trust, 0.0, 0.0, 0.0, taste, weights)
                for taste in tastes.tolist()
            ]
            for match in matches.tolist()
        ]
    )


def _tie_trust(scenario: Scenario, society: Society, channel: str, trust: Array) -> float:
    """Mean trust over the ties of a channel; nothing where it has none."""
    names = scenario.preset(channel).layers
    if not names:
        return 0.0
    sizes = np.array([max(float(society.layers[name].arrows), 1.0) for name in names])
    trusts = np.array([trust[Kind[presets.layer(name).kind.upper()]] for name in names])
    return float((sizes * trusts).sum() / sizes.sum())


def post_topics(scenario: Scenario) -> Array:
    """Topics of every post, rows adding up to one (or to nothing); float64 (posts, topics)."""
    names = scenario.topics
    posts = [post for campaign in scenario.campaigns for post in campaign.creatives]
    table = np.array([weights_of(scenario, post.topics) for post in posts])
    return table.reshape(len(posts), len(names))


def weights_of(scenario: Scenario, topics: Mapping[str, float]) -> Array:
    """Stated topics as weights that add up to one (or to nothing); float64 (topics,)."""
    weights = np.array([topics.get(name, 0.0) for name in scenario.topics])
    whole = float(weights.sum())
    return weights / whole if whole > 0.0 else weights


def topics_on(scenario: Scenario, channel: str) -> Array:
    """Topics of an average post of all that appears on a channel; float64 (topics,)."""
    return _mean_topics(
        scenario,
        [
            channel in post.on or any(post.id in each.posts for each in hired)
            for campaign in scenario.campaigns
            for hired in [[each for each in campaign.hired if each.on == channel]]
            for post in campaign.posts
            for _ in post.creatives
        ],
    )


def topics_of(scenario: Scenario, brand: str) -> Array:
    """Topics of an average post of one brand; float64 (topics,)."""
    return _mean_topics(
        scenario,
        [campaign.brand == brand for campaign in scenario.campaigns for _ in campaign.creatives],
    )


def _mean_topics(scenario: Scenario, chosen: list[bool]) -> Array:
    """Mean topics of the chosen posts; nothing in particular where there are none."""
    table = post_topics(scenario)[np.array(chosen, dtype=np.bool_)]
    return table.mean(axis=0) if len(table) else np.zeros(len(scenario.topics))
