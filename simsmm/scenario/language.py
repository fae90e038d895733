"""The language of scenarios: everything that a scenario file may say, as frozen data.

Shares are fractions in [0, 1], times are hours from the start, money is in the scenario's currency,
and people, fans and things are counted in the real market, not among those simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, WithJsonSchema
from pydantic_core import CoreSchema

from simsmm import presets
from simsmm.scenario.audience import Ages, Audience, AudienceField, Cities, disjoint
from simsmm.scenario.boards import Board
from simsmm.scenario.changes import changed
from simsmm.scenario.currencies import Currency, Foreign, Rate
from simsmm.scenario.fields import (
    SOME,
    TYPICAL,
    Channel,
    ChannelKey,
    Count,
    Day,
    Edition,
    Hours,
    Interest,
    KnownShare,
    Name,
    People,
    Share,
    Simulated,
    choice,
    typical,
)
from simsmm.scenario.forms import PEOPLE, Schema, by_kind, words
from simsmm.scenario.goals import GoalField
from simsmm.scenario.overrides import BehaviourChoice, Ties
from simsmm.scenario.own_channels import ChannelChoice, preset_of
from simsmm.scenario.parts import Allows, Part
from simsmm.scenario.plan import PER_CLICK, Campaign
from simsmm.scenario.problems import nearest, shown, unknown
from simsmm.scenario.unknowns import middle
from simsmm.wording import say

WORD = words(presets.channels()).schema
MOST_SEGMENTS = 100
LONGEST = 366 * 24.0
"""Longest campaign [h]."""


class Market(Part):
    """The people whom the campaign could reach in reality."""

    name: Name = "the market"
    people: People
    """How many."""


class AllowsName:
    """Adds to the schema of a market that its name may stand as a key with the people behind it."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> Schema:
        plain = {"anyOf": [{"required": ["people"]}, {"required": ["name"]}]}
        sizes = {"type": "object", "additionalProperties": by_kind("null", {}, PEOPLE.schema)}
        return {"if": plain, "then": handler(core), "else": sizes}


class Segment(Part):
    """A part of the market whose people are alike."""

    name: Name
    share: Share
    """Part of the market; left out once, it is the rest."""
    interests: dict[Name, Interest] = Field(default_factory=dict)
    """Mean interest in each topic, in [0, 1]; a topic that is not named interests nobody here."""
    uses: dict[Channel, KnownShare] | None = None
    """Part of the segment that uses each channel; None for each channel's typical share."""
    cities: Cities = Field(default_factory=dict)
    """Part of the segment in each city; the rest lives elsewhere."""
    ages: Ages = Field(default_factory=dict)
    """Part of the segment in each age band; of the rest, no age is known."""


def _segments(raw: object) -> object:
    if isinstance(raw, list) and len(raw) > MOST_SEGMENTS:
        raise ValueError(
            say(
                "there are {number} segments; the most is {most}",
                number=len(raw),
                most=MOST_SEGMENTS,
            )
        )
    return raw


def _bands(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Hold that one age falls into one band, whatever the segment."""
    disjoint(band for segment in segments for band in segment.ages)
    return segments


class Society(Part):
    """The people of the market and their ties."""

    segments: Annotated[
        tuple[Segment, ...], AfterValidator(_bands), SOME, BeforeValidator(_segments)
    ]
    ties: Annotated[Ties, TYPICAL, BeforeValidator(typical)] = Ties()
    """Targets of each layer of ties that replace the preset's, or a file of ties."""
    society: Count | None = None
    """Number of the one society that every replicate meets; left out, every 16 replicates meet
    another, and the answer holds what differs between them."""


class Effort(Part):
    """How sure the answer has to be before replicates stop."""

    precision: Share
    """Half-width of the 95 % interval of the mean, relative to the mean."""
    at_least: Count
    """Fewest replicates."""
    at_most: Count
    """Most replicates."""


EFFORTS = {
    "quick": {"precision": "5 %", "at least": "64", "at most": "128"},
    "normal": {"precision": "2 %", "at least": "64", "at most": "1024"},
    "thorough": {"precision": "1 %", "at least": "256", "at most": "4096"},
}
"""Efforts by name."""

MOST_REPLICATES = 1_000_000


def _effort(raw: object) -> object:
    if isinstance(raw, str):
        if raw not in EFFORTS:
            raise ValueError(unknown("effort", raw, EFFORTS))
        return EFFORTS[raw]
    return {**EFFORTS["normal"], **raw} if isinstance(raw, dict) else raw


def _replicates(effort: Effort) -> Effort:
    if not 2 <= effort.at_least <= effort.at_most <= MOST_REPLICATES:
        raise ValueError(
            say(
                "replicates run from `at least` (2 or more) to `at most` ({most} or fewer)",
                most=MOST_REPLICATES,
            )
        )
    if effort.precision <= 0.0:
        raise ValueError(say("a precision of nothing is never reached; 2 % is usual"))
    return effort


def _version(raw: object) -> int:
    if str(raw).strip() != "1":
        raise ValueError(say("this program reads version 1; write `version: 1`"))
    return 1


def market_of(raw: object) -> object:
    """A market from its size, or from its name with its size: ``{Poland, aged 15-34: 5 000 000}``.

    Between { } YAML takes the parts of such a name for keys without a value.
    """
    if isinstance(raw, list | Market):
        return raw
    if not isinstance(raw, dict):
        return {"people": raw}
    *before, last = list(raw.items()) or [("", None)]
    if set(raw) & {"name", "people"} or not last[1] or any(size for _, size in before):
        return raw
    return {"name": ", ".join(raw), "people": last[1]}


def _channels(raw: object) -> object:
    """Channels as a mapping; a list or a name stands for typical ones."""
    names = [raw] if isinstance(raw, str) else raw
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        if len(set(names)) < len(names):
            raise ValueError(say("a channel stands here twice"))
        return dict.fromkeys(names, "typical")
    return raw


def _lasts(hours: float) -> float:
    if not 1.0 <= hours <= LONGEST:
        raise ValueError(say("a campaign lasts from 1 h to 366 d"))
    return hours


def _timezone(raw: object) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    name = raw if isinstance(raw, str) else ""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError):
        close = nearest(name, available_timezones())
        guess = close or "Europe/Warsaw"
        message = say(
            "{value} is not a time zone; write one such as {zone}", value=shown(raw), zone=guess
        )
        raise ValueError(message) from None


class Scenario(Part):
    """A plan, the market it meets and what is asked of it; from `simsmm.load` or `with_changes`.

    Frozen: it can be compared, copied and pickled, so it travels to other processes.
    `model_copy(update=...)` of pydantic checks nothing; `with_changes` does.
    """

    version: Annotated[int, WithJsonSchema({"enum": [1, "1"]}), BeforeValidator(_version)]
    name: Name
    market: Annotated[Market, AllowsName(), Allows(PEOPLE.schema), BeforeValidator(market_of)]
    simulate: Simulated
    """People simulated; each stands for `scale` people."""
    starts: Day
    """First day; it begins at 00:00."""
    lasts: Annotated[Hours, AfterValidator(_lasts)]
    """Length of the campaign [h]."""
    timezone: Annotated[str, BeforeValidator(_timezone)] = "UTC"
    """Zone of all times, which are those of clocks on the wall."""
    edition: Edition = Field(default=presets.LATEST, alias="presets")
    """Year of the presets whose figures are in force; by default the latest edition."""
    currency: Currency = "EUR"
    rates: dict[Foreign, Rate] = Field(default_factory=dict)
    """What other currencies are worth, by their codes: ``USD`` also holds for presets' prices."""
    target: AudienceField = Audience()
    """Whom the campaign is for."""
    goals: tuple[GoalField, ...] = ()
    people: Society
    channels: Annotated[
        dict[ChannelKey, Annotated[ChannelChoice, TYPICAL, BeforeValidator(typical)]],
        SOME,
        Allows(by_kind("array", {"type": "array", "items": WORD, "uniqueItems": True}, WORD)),
        BeforeValidator(_channels),
    ]
    """The channels there are: which numbers replace the preset's, or what one of your own is."""
    behaviour: Annotated[BehaviourChoice, TYPICAL, BeforeValidator(typical)] = BehaviourChoice()
    """How people react: `numbers` that replace the preset's."""
    boards: dict[Channel, dict[Name, Board]] = Field(default_factory=dict)
    """Boards of a forum, places of a virtual world, blogs of others, by channel and name."""
    campaigns: Annotated[tuple[Campaign, ...], SOME]
    assume: Annotated[str, choice("assumption", ("ranges", "point values"))] = "ranges"
    """Whether each replicate draws what is uncertain, or all take the middle."""
    effort: Annotated[
        Effort, AfterValidator(_replicates), Allows(words(EFFORTS).schema), BeforeValidator(_effort)
    ]

    _folder: Path | None = PrivateAttr(default=None)
    _source: str = PrivateAttr(default="<text>")
    _written: dict[str, Any] = PrivateAttr(default_factory=dict)

    # A scenario is one value of a parameter, not a list of values: `mesa.batch_run` loops over
    # whatever can be looped over, and pydantic's models could be, for the sake of `dict(model)`.
    __iter__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever they were read from."""
        if not isinstance(other, Scenario):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def from_data(cls, data: Mapping[str, Any], folder: str | Path | None = None) -> Scenario:
        """The scenario in plain Python data: what a file would hold, as dicts, lists and texts.

        Args:
            data: as in a file; numbers, booleans, dates and None may stand where they are meant.
            folder: folder of the files that it names; without one, they are not looked up.

        Raises:
            ScenarioError: it cannot be used; the text says every reason and where it stands.
        """
        from simsmm.scenario.loading import from_data

        return from_data(data, folder)

    def to_data(self) -> dict[str, Any]:
        """The scenario in plain data with every default filled in: texts, as in a file."""
        from simsmm.scenario.writing import data

        return data(self)

    def to_yaml(self) -> str:
        """The resolved plan: a file with every default filled in, which says the same exactly."""
        from simsmm.scenario.writing import to_yaml

        return to_yaml(self)

    def save(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write the resolved plan into a file that `load` reads back to an equal scenario.

        Raises:
            FileExistsError: there is a file already, and it is not to be overwritten.
            ScenarioError: the plan names files that are not in that folder.
        """
        from simsmm.scenario.writing import save

        save(self, Path(path), overwrite=overwrite)

    @property
    def scale(self) -> float:
        """Real people for whom one simulated person stands."""
        return self.market.people / self.simulate

    @property
    def folder(self) -> Path | None:
        """Folder that files named in the scenario are relative to; None for a plain text."""
        return self._folder

    @property
    def source(self) -> str:
        """Name of the file that the scenario was read from."""
        return self._source

    @property
    def written(self) -> dict[str, Any]:
        """What the file says, as plain mappings, lists and texts."""
        return self._written

    def with_changes(self, changes: Mapping[str, Any]) -> Scenario:
        """This plan with some fields changed, checked again like a file.

        Args:
            changes: new values by field. A field is named as in the messages of errors, such as
                ``"campaigns 1 > posts 2 > boost > spend"``; a value is what a file would hold
                there: a text, a number, a list or a mapping. What is not there yet is added.

        Raises:
            ScenarioError: the changed plan cannot be used; the text says every reason.
            ValueError: a field leads nowhere.
        """
        return changed(self, changes)

    @property
    def cities(self) -> tuple[str, ...]:
        """Every city that a segment names, in the order of the file."""
        named = [segment.cities for segment in self.people.segments]
        return tuple(dict.fromkeys(city for cities in named for city in cities))

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic that a segment, a post or a board names, in the order of the file."""
        named: dict[str, None] = {}
        for segment in self.people.segments:
            named.update(dict.fromkeys(segment.interests))
        for campaign in self.campaigns:
            for post in campaign.creatives:
                named.update(dict.fromkeys(post.topics))
        for boards in self.boards.values():
            for board in boards.values():
                named.update(dict.fromkeys(board.topics))
        return tuple(named)

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers of ties that the channels use, each once."""
        named = (layer for name in self.channels for layer in self.preset(name).layers)
        return tuple(dict.fromkeys(named))

    def preset(self, channel: str) -> presets.ChannelPreset:
        """What one of its channels is, and the numbers that hold unless the plan states others."""
        return preset_of(channel, self.channels[channel], self.edition)

    def uses(self, segment: Segment, channel: str) -> float:
        """Part of a segment that uses a channel, at point values: as stated, else typical."""
        if segment.uses is not None:
            return middle(segment.uses[channel])
        stated = self.channels[channel].numbers.get("use")
        return self.preset(channel).numbers["use"].value if stated is None else middle(stated)

    def paid_per_click(self, channel: str) -> bool:
        """Whether a boost on a channel is paid by its clicks."""
        return any(
            boost.on == channel and boost.pay == PER_CLICK
            for campaign in self.campaigns
            for post in campaign.posts
            for boost in post.boost
        )

    @property
    def drawn(self) -> bool:
        """Whether each replicate draws what is uncertain."""
        return self.assume == "ranges"


__all__ = ["EFFORTS", "Effort", "Market", "Scenario", "Segment", "Society"]
