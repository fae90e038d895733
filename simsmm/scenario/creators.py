"""Whom a campaign pays to publish: creators by name, or a pick of people of the market."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema
from pydantic_core.core_schema import ValidationInfo

from simsmm.scenario import forms, quantities
from simsmm.scenario.audience import Audience, AudienceField
from simsmm.scenario.fields import At, Channel, Count, Flag, Followers, Money, Name, Names
from simsmm.scenario.forms import Form, Schema
from simsmm.scenario.parts import AllowsOne, Part, Reads
from simsmm.scenario.problems import shown
from simsmm.wording import say

PICK = "pick"
"""The key that tells a pick from a creator with a name."""

UP_TO = "up to "

MOST_PICKED = 100
"""Most people that a pick may choose."""


def _up_to(raw: object) -> int:
    """``up to 5``, or 5."""
    number = quantities.count(raw.removeprefix(UP_TO) if isinstance(raw, str) else raw)
    if not 1 <= number <= MOST_PICKED:
        raise ValueError(
            say(
                "{value} is not how many to pick; write `up to 5`, at most {most}",
                value=shown(raw),
                most=MOST_PICKED,
            )
        )
    return number


def _between(raw: object) -> tuple[int, int]:
    """``1 000 to 50 000``: the least and the most."""
    ends = raw.split(" to ") if isinstance(raw, str) else raw
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        raise ValueError(
            say("{value} is no range of followers such as 1 000 to 50 000", value=shown(raw))
        )
    low, high = (quantities.count(end, "people") for end in ends)
    if low > high:
        raise ValueError(say("{value} runs backwards; the smaller comes first", value=shown(raw)))
    return low, high


UpTo = Annotated[
    int,
    Reads(
        _up_to,
        Form(
            lambda number, currency: f"{UP_TO}{number}",
            forms.text(rf"(?:{UP_TO})?{forms.COUNTED}", "up to 5", minimum=1, maximum=MOST_PICKED),
        ),
    ),
]
Between = Annotated[
    tuple[int, int],
    Reads(
        _between,
        Form(
            lambda ends, currency: " to ".join(forms.plain(end) for end in ends),
            forms.text(rf"{forms.COUNTED} to {forms.COUNTED}(?: *people)?", "1 000 to 50 000"),
        ),
    ),
]


class Creator(Part):
    """A person with followers who publishes posts for a fee."""

    name: Name
    on: Channel
    followers: Followers
    """Followers who belong to the market, in real people."""
    fee: Money = 0.0
    """For all of it, in the scenario's currency."""
    posts: Names
    """Ids of the campaign's posts that the creator publishes."""
    at: At
    """When [h from the start]."""
    disclosed: Flag = True
    """Whether the creator says that it is paid for."""
    person: Count | None = None
    """Number of the simulated person who it is, in the one society that `people` names; their
    followers there are the creator's. Left out, followers are drawn by interest."""


class FeeRule(Part):
    """What people take for publishing: so much for anybody, and so much for their followers."""

    base: Money | None = None
    """For anybody, in the scenario's currency; by default as usual on the channel."""
    per_thousand: Money | None = Field(default=None, alias="per thousand followers")
    """For each 1,000 followers and each post, in the scenario's currency; by default as usual on
    the channel."""


class Pick(Part):
    """Creators whom simsmm is to choose among the people of the market, for the money."""

    pick: UpTo
    """How many at most, as in up to 5."""
    spend: Money
    """Most that they may cost together, in the scenario's currency."""
    on: Channel
    """Channel on which they publish."""
    posts: Names
    """Ids of the campaign's posts that each publishes; by default the first on the channel."""
    at: At
    """When [h from the start]; by default when the first of these appears."""
    fee: FeeRule = FeeRule()
    """What each of them takes."""
    among: AudienceField = Audience()
    """Who may be chosen: segments, cities, ages. By default everybody on the channel."""
    followers: Between | None = None
    """Least and most followers of whoever may be chosen, in real people."""
    disclosed: Flag = True
    """Whether they say that they are paid."""


class ByKey:
    """Annotates the type of a creator or a pick, told apart by the key `PICK`.

    Each has complaints of its own: a union of pydantic would complain for both.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(_read, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> Schema:
        creator, pick = handler(core)["anyOf"]
        # Not by `required`, which is taken away where a plan changes another.
        has_key = {"type": "object", "not": {"propertyNames": {"not": {"const": PICK}}}}
        return {"if": has_key, "then": pick, "else": creator}


def _read(raw: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Creator | Pick:
    if isinstance(raw, Creator | Pick):
        return raw
    kind = Pick if is_pick(raw) else Creator
    return kind.model_validate(raw, context=info.context)


def is_pick(raw: object) -> bool:
    """Whether what is written is a pick rather than a creator with a name."""
    return isinstance(raw, dict) and PICK in raw


def _listed(raw: object) -> object:
    """One creator or pick stands for a list of one."""
    return [raw] if isinstance(raw, dict | Part) else raw


Hired = Annotated[
    tuple[Annotated[Creator | Pick, ByKey()], ...], AllowsOne(), BeforeValidator(_listed)
]
"""Creators and picks, in the order of the file."""
