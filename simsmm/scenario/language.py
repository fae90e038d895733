"""The language of scenarios: everything that a scenario file may say, as frozen data.

Shares are fractions in [0, 1], times are hours from the start, money is in the scenario's currency,
and people, fans and things are counted in the real market, not among those simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr

from simsmm import presets
from simsmm.scenario.changes import changed
from simsmm.scenario.fields import (
    CURRENCIES,
    SOME,
    Channel,
    Count,
    Day,
    Degree,
    Hours,
    Name,
    Part,
    People,
    Segments,
    Share,
    Simulated,
    choice,
    typical,
)
from simsmm.scenario.goals import GoalField
from simsmm.scenario.overrides import BehaviourChoice, ChannelChoice, Ties
from simsmm.scenario.plan import Campaign
from simsmm.scenario.problems import nearest, shown, unknown

MOST_SEGMENTS = 100
LONGEST = 366 * 24.0
"""Longest campaign [h]."""


class Market(Part):
    """The people whom the campaign could reach in reality."""

    name: Name = "the market"
    people: People
    """How many."""


class Segment(Part):
    """A part of the market whose people are alike."""

    name: Name
    share: Share
    """Part of the market; left out once, it is the rest."""
    interests: dict[Name, Degree] = Field(default_factory=dict)
    """Mean interest in each topic, in [0, 1]; a topic that is not named interests nobody here."""
    uses: dict[Channel, Share] | None = None
    """Part of the segment that uses each channel; None for each channel's typical share."""
    cities: dict[Name, Share] = Field(default_factory=dict)
    """Part of the segment in each city; the rest lives elsewhere."""


def _segments(raw: object) -> object:
    if isinstance(raw, list) and len(raw) > MOST_SEGMENTS:
        raise ValueError(f"there are {len(raw)} segments; the most is {MOST_SEGMENTS}")
    return raw


class Society(Part):
    """The people of the market and their ties."""

    segments: Annotated[tuple[Segment, ...], SOME, BeforeValidator(_segments)]
    ties: Annotated[Ties, BeforeValidator(typical)] = Ties()
    """What is said of each layer of ties, by `TiesChoice.layer`."""


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
            f"replicates run from `at least` (2 or more) to `at most` ({MOST_REPLICATES} or fewer)"
        )
    if effort.precision <= 0.0:
        raise ValueError("a precision of nothing is never reached; 2 % is usual")
    return effort


def _version(raw: object) -> int:
    if str(raw).strip() != "1":
        raise ValueError("this program reads version 1; write `version: 1`")
    return 1


def _market(raw: object) -> object:
    return raw if isinstance(raw, dict | list) else {"people": raw}


def _channels(raw: object) -> object:
    """Channels as a mapping; a list or a name stands for typical ones."""
    names = [raw] if isinstance(raw, str) else raw
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        if len(set(names)) < len(names):
            raise ValueError("a channel stands here twice")
        return dict.fromkeys(names, "typical")
    return raw


def _lasts(hours: float) -> float:
    if not 1.0 <= hours <= LONGEST:
        raise ValueError("a campaign lasts from 1 h to 366 d")
    return hours


def _timezone(raw: object) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    name = raw if isinstance(raw, str) else ""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError):
        close = nearest(name, available_timezones())
        guess = f"did you mean {close}?" if close else "write one such as Europe/Warsaw"
        raise ValueError(f"{shown(raw)} is not a time zone; {guess}") from None


class Scenario(Part):
    """A plan, the market it meets and what is asked of it; from `simsmm.load` or `with_changes`.

    Frozen: it can be compared, copied and pickled, so it travels to other processes.
    `model_copy(update=...)` of pydantic checks nothing; `with_changes` does.
    """

    version: Annotated[int, BeforeValidator(_version)]
    name: Name
    market: Annotated[Market, BeforeValidator(_market)]
    simulate: Simulated
    """People simulated; each stands for `scale` people."""
    starts: Day
    """First day; it begins at 00:00."""
    lasts: Annotated[Hours, AfterValidator(_lasts)]
    """Length of the campaign [h]."""
    timezone: Annotated[str, BeforeValidator(_timezone)] = "UTC"
    """Zone of all times, which are those of clocks on the wall."""
    currency: Annotated[str, choice("currency", CURRENCIES)] = "EUR"
    target: Segments = ()
    """Segments that the campaign is for; none for everybody."""
    goals: tuple[GoalField, ...] = ()
    people: Society
    channels: Annotated[
        dict[Channel, Annotated[ChannelChoice, BeforeValidator(typical)]],
        SOME,
        BeforeValidator(_channels),
    ]
    """The channels there are; each value holds the `numbers` that replace the preset's."""
    behaviour: Annotated[BehaviourChoice, BeforeValidator(typical)] = BehaviourChoice()
    """How people react: `numbers` that replace the preset's."""
    campaigns: Annotated[tuple[Campaign, ...], SOME]
    assume: Annotated[str, choice("assumption", ("ranges", "point values"))] = "ranges"
    """Whether each replicate draws what is uncertain, or all take the middle."""
    effort: Annotated[Effort, AfterValidator(_replicates), BeforeValidator(_effort)]

    _folder: Path | None = PrivateAttr(default=None)
    _source: str = PrivateAttr(default="<text>")
    _written: dict[str, Any] = PrivateAttr(default_factory=dict)

    # A scenario is one value of a parameter, not a list of values: `mesa.batch_run` loops over
    # whatever can be looped over, and pydantic's models could be, for the sake of `dict(model)`.
    __iter__ = None  # type: ignore[assignment]

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

    def __eq__(self, other: object) -> bool:
        """Whether both say the same and look for files in the same folder, however written."""
        if not isinstance(other, Scenario):
            return NotImplemented
        return self.__dict__ == other.__dict__ and self._folder == other._folder

    __hash__ = None  # type: ignore[assignment]

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
    def topics(self) -> tuple[str, ...]:
        """Every topic that a segment or a post names, in the order of the file."""
        named: dict[str, None] = {}
        for segment in self.people.segments:
            named.update(dict.fromkeys(segment.interests))
        for campaign in self.campaigns:
            for post in campaign.posts:
                named.update(dict.fromkeys(post.topics))
        return tuple(named)

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers of ties that the channels use, each once."""
        named = (layer for name in self.channels for layer in presets.channel(name).layers)
        return tuple(dict.fromkeys(named))

    def uses(self, segment: Segment, channel: str) -> float:
        """Part of a segment that uses a channel: as stated, else the channel's typical share."""
        if segment.uses is None:
            return presets.channel(channel).numbers["use"].value
        return segment.uses[channel]

    @property
    def drawn(self) -> bool:
        """Whether each replicate draws what is uncertain."""
        return self.assume == "ranges"


__all__ = ["EFFORTS", "Effort", "Market", "Scenario", "Segment", "Society"]
