"""Numbers of a preset that a scenario replaces, with one field for each number the preset has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import (
    BeforeValidator,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    create_model,
    model_serializer,
    model_validator,
)

from simsmm import presets
from simsmm.presets import Number
from simsmm.scenario.fields import TYPICAL, File, Flag, number_type, typical
from simsmm.scenario.parts import Part, Writing
from simsmm.scenario.unknowns import Value
from simsmm.wording import say

NOT_NUMBERS = frozenset(
    {"file", "directed"}
    | {"based_on", "mechanism", "like", "ties", "delay", "rhythm", "score", "formats"}
)
"""What a scenario says of a layer or a channel besides its numbers."""


class Sparing(Part):
    """A part of which only what was said is written, and `typical` if that is nothing."""

    @model_serializer(mode="wrap")
    def _said(self, dumped: SerializerFunctionWrapHandler, info: SerializationInfo) -> Any:
        found = dumped(self)
        if not isinstance(info.context, Writing):
            return found
        fields = type(self).model_fields
        said = {fields[name].alias or name for name in self.model_fields_set}
        kept = {key: found[key] for key in found if key in said and found[key] != "typical"}
        return kept or "typical"


class Overrides(Sparing):
    """What a scenario says instead of a preset's numbers; nothing where it says `typical`."""

    @property
    def numbers(self) -> dict[str, Value]:
        """The replaced numbers by the preset's snake_case name, in the preset's unit.

        Prices (``cpm``) are in the scenario's currency.
        """
        said = self.model_fields_set - NOT_NUMBERS
        return {name: getattr(self, name) for name in type(self).model_fields if name in said}


class LayerChoice(Overrides):
    """What a scenario says of a layer of ties: other targets, or a file of ties."""

    file: File | None = None
    """A list of ties instead of a model, relative to the scenario's folder."""
    directed: Flag | None = None
    """Whether a line of that file says who follows whom; None without a file."""

    @model_validator(mode="after")
    def _either(self) -> LayerChoice:
        if self.file is not None and self.numbers:
            raise ValueError(
                say("a layer read from a file has no targets; leave one of the two out")
            )
        if self.directed is not None and self.file is None:
            raise ValueError("`directed` describes a file of ties; name the file")
        return self


def replacing(
    name: str, base: type[Overrides], numbers: Mapping[str, Number], leave_out: tuple[str, ...] = ()
) -> type[Any]:
    """A part with one optional field for each number."""
    fields: dict[str, Any] = {
        key: (number_type(number), None) for key, number in numbers.items() if key not in leave_out
    }
    # A scenario travels to other processes by the names of its classes in their modules.
    return create_model(name, __base__=base, __module__=base.__module__, **fields)


def channel_numbers() -> Mapping[str, Number]:
    """Every number that some channel has, as the first mechanism and channel with it tell it.

    Whether a channel has the number is checked where both are known.
    """
    found: dict[str, Number] = {}
    for mechanism in presets.MECHANISMS:
        for known in presets.alike(mechanism):
            found |= {key: number for key, number in known.numbers.items() if key not in found}
    return found


class TiesChoice(Sparing):
    """What a scenario says of ties: a `LayerChoice` for each layer."""

    def layer(self, name: str) -> LayerChoice:
        """What is said of one layer, such as ``"friends"``; nothing replaced by default."""
        return cast(LayerChoice, getattr(self, name.replace(" ", "_")))


def _layer_choice(name: str) -> type[Any]:
    preset = presets.layer(name)
    title = f"{name.title().replace(' ', '')}Choice"
    return replacing(title, LayerChoice, preset.numbers, preset.unsteered)


def _layer_field(choice: type[Any]) -> Any:
    return Annotated[choice, TYPICAL, BeforeValidator(typical)], choice()


if TYPE_CHECKING:
    BehaviourChoice = Overrides
    Ties = TiesChoice
else:
    BehaviourChoice = replacing("BehaviourChoice", Overrides, presets.behaviour())
    """What a scenario says of how people react."""

    _choices = {name.replace(" ", "_"): _layer_choice(name) for name in presets.layers()}
    globals().update({choice.__name__: choice for choice in _choices.values()})

    Ties = create_model(
        "Ties",
        __base__=TiesChoice,
        **{name: _layer_field(choice) for name, choice in _choices.items()},
    )
    """What a scenario says of each layer of ties."""
