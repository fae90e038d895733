"""What the language is made of: parts with keys, and annotations of the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, SerializationInfo, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from simsmm import presets
from simsmm.scenario import forms
from simsmm.scenario.forms import Form, Schema


@dataclass(frozen=True)
class Setting:
    """What the meaning of some values depends on."""

    currency: str = "EUR"
    rates: Mapping[str, float] = field(default_factory=dict)
    """Worth of one unit of other currencies in it, as the plan states."""
    start: date | None = None
    lasts: float | None = None
    """Length of the campaign [h]; None where it is not known."""
    folder: Path | None = None
    segments: tuple[str, ...] | None = None
    """Names of the segments; None where they are not known."""
    channels: tuple[str, ...] | None = None
    """Names of the scenario's channels; None where they are not known."""
    own_channels: tuple[str, ...] = ()
    """Names of those that the scenario makes itself, or means to."""
    unmade_channels: tuple[str, ...] = ()
    """Names of those of which it does not say what they are made of."""
    cities: tuple[str, ...] | None = None
    """Cities that segments name; None where they are not known."""
    ages: tuple[str, ...] | None = None
    """Age bands that segments name; None where they are not known."""
    offers: tuple[str, ...] = ()
    """Names of everything on offer."""

    @property
    def money(self) -> tuple[str, Mapping[str, float]]:
        """What `quantities.money` needs to know."""
        return self.currency, self.rates


class Part(BaseModel):
    """A part of a scenario: frozen; a key that it does not know is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=presets.spoken, arbitrary_types_allowed=True
    )


@dataclass(frozen=True)
class Writing:
    """Context of a `model_dump` that gives what stands in a file instead of the values."""

    currency: str


def writes(write: Callable[[Any, str], object]) -> CoreSchema:
    """How values are dumped: as they stand in a file where one is being written."""

    def dumped(value: Any, info: SerializationInfo) -> object:
        context = info.context
        return write(value, context.currency) if isinstance(context, Writing) else value

    return core_schema.plain_serializer_function_ser_schema(dumped, info_arg=True)


class Reads:
    """Annotates a type whose values one function reads from what is written."""

    def __init__(self, parse: Callable[[object], Any], form: Form) -> None:
        self.parse = parse
        self.form = form

    def read(self, raw: object, info: ValidationInfo) -> Any:
        """The value that a text means."""
        return self.parse(raw)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            self.read, serialization=writes(self.write)
        )

    def write(self, value: Any, currency: str) -> object:
        """What stands in a file for a value; None for one that was left out."""
        return None if value is None else self.form.write(value, currency)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> Schema:
        return dict(self.form.schema)


class ReadsIn(Reads):
    """The same for a function that also depends on the scenario's `Setting`."""

    def __init__(self, parse: Callable[[object, Setting], Any], form: Form) -> None:
        self.parse_in = parse
        self.form = form

    def read(self, raw: object, info: ValidationInfo) -> Any:
        """The value that a text means in this scenario."""
        return self.parse_in(raw, info.context if isinstance(info.context, Setting) else Setting())


class Allows:
    """Adds to a mapping's schema what may be written instead of it."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> Schema:
        # Told apart by its kind, each form gets complaints of its own: `anyOf` would only say no.
        return forms.by_kind("object", handler(core), self.schema)


class AllowsOne:
    """Adds to a list's schema that one item may stand alone."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> Schema:
        found: Schema = handler(core)
        return forms.by_kind("array", found, found["items"])


class Dumps:
    """Says how a type is written that consists of others."""

    def __init__(self, write: Callable[[Any, str], object]) -> None:
        self.write = write

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return {**handler(source), "serialization": writes(self.write)}
