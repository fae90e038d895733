"""The kinds of value that a scenario holds, as types that pydantic fills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from simsmm import presets
from simsmm.presets import Number
from simsmm.scenario import forms, quantities, unknowns
from simsmm.scenario.files import inside
from simsmm.scenario.forms import Form
from simsmm.scenario.parts import Allows, AllowsOne, Dumps, Reads, ReadsIn, Setting
from simsmm.scenario.problems import brief, shown, unknown
from simsmm.scenario.quantities import Pace
from simsmm.scenario.unknowns import SHARES, ClickRate, Scale, UnknownPace, Value
from simsmm.wording import say

EVERYBODY = "everybody"
"""The word for all segments."""

STRENGTHS = {"strong": 0.8, "some": 0.5, "weak": 0.2, "none": 0.05}
"""Interest in words, as a mean over a segment's people. Assumption."""

LONGEST_NAME = 200


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(say("{value} is not a name", value=shown(raw)))
    # Trimming would let two keys that differ by a space fall together, and lose one of them.
    if len(raw) > LONGEST_NAME or not raw.isprintable() or raw != raw.strip():
        raise ValueError(
            say(
                "a name is one line of at most {most} characters, without spaces around it",
                most=LONGEST_NAME,
            )
        )
    return raw


def _at_least(least: float, what: str) -> AfterValidator:
    def check(value: float) -> float:
        if value < least:
            raise ValueError(
                say("{value:g} is too small; the least is {least}", value=value, least=what)
            )
        return value

    return AfterValidator(check)


def _at_most(most: float, what: str) -> AfterValidator:
    def check(value: float) -> float:
        if value > most:
            raise ValueError(
                say("{value:g} is too large; the most is {most}", value=value, most=what)
            )
        return value

    return AfterValidator(check)


def _money(raw: object, setting: Setting) -> float:
    return quantities.money(raw, *setting.money)


def _at(raw: object, setting: Setting) -> float:
    return quantities.moment(raw, setting.start)


def _from(raw: object, setting: Setting) -> float:
    return quantities.moment(raw, setting.start, "begin")


def _until(raw: object, setting: Setting) -> float:
    return quantities.moment(raw, setting.start, "end")


def _many(raw: object) -> object:
    """One value, or a list of them, as a list."""
    return raw if isinstance(raw, list | tuple) else [raw]


def _some(raw: object) -> object:
    """A list or a mapping that holds something."""
    if isinstance(raw, list | tuple | dict) and not raw:
        raise ValueError(say("at least one must stand here"))
    return raw


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise ValueError(say('"{name}" stands here twice', name=name))
    return names


def _segments(raw: object) -> object:
    """Names of segments; none stands for everybody."""
    return [] if raw in (EVERYBODY, [EVERYBODY]) else _many(raw)


def _segment(raw: object, setting: Setting) -> str:
    name = _name(raw)
    if name == EVERYBODY:
        raise ValueError(say("`{word}` stands alone", word=EVERYBODY))
    if setting.segments is not None and name not in setting.segments:
        raise ValueError(unknown("segment", name, [*setting.segments, EVERYBODY]))
    return name


def _channel(raw: object, setting: Setting) -> str:
    name = _name(raw)
    known = tuple(dict.fromkeys((*presets.channels(), *setting.own_channels)))
    if name in known and setting.channels is not None:
        if name not in setting.channels:
            raise ValueError(
                say(
                    'the scenario has no channel "{name}"; add it to `channels`, or leave it out '
                    "here",
                    name=name,
                )
            )
        return name
    return quantities.one_of(name, "channel", known)


def _key_of_channel(raw: object, setting: Setting) -> str:
    """A channel where the scenario lists them: one of simsmm's, or one that it makes."""
    name = _channel(raw, setting)
    if name in setting.unmade_channels:
        message = unknown("channel", name, presets.channels())
        raise ValueError(say("{message} Or say what yours is `based on`.", message=message))
    return name


def _edition(raw: object) -> int:
    known = {str(year): year for year in presets.editions()}
    year = str(raw).strip()
    if year not in known:
        years = ", ".join(known)
        raise ValueError(
            say("there are no presets of {year}; known: {years}", year=brief(year), years=years)
        )
    return known[year]


def _quality(raw: object, setting: Setting) -> Value | ClickRate:
    return unknowns.quality(raw, lambda name: _channel(name, setting))


def _file(raw: object, setting: Setting) -> str:
    """A file inside the scenario's folder, as it is written."""
    text = _name(raw)
    inside(setting.folder, text)
    return text


def _price(raw: object, setting: Setting) -> Value:
    return unknowns.value(raw, Scale(lambda text: _money(text, setting), name="price"))


_STRENGTH = Scale(lambda text: quantities.degree(text, STRENGTHS), 0.0, 1.0, "interest")
_FOLLOWERS = Scale(
    lambda text: float(quantities.count(text, "people")), 1.0, 1e10, "number of followers"
)

Name = Annotated[str, Reads(_name, forms.NAME)]
Count = Annotated[int, Reads(quantities.count, forms.COUNT)]
People = Annotated[
    int,
    Reads(lambda raw: quantities.count(raw, "people"), forms.PEOPLE),
    _at_least(1, "1"),
    _at_most(10_000_000_000, "10 000 000 000"),
]
Simulated = Annotated[
    int,
    Reads(lambda raw: quantities.count(raw, "people"), forms.PEOPLE),
    _at_least(1, "1"),
    _at_most(10_000_000, "10 000 000"),
]
Share = Annotated[float, Reads(quantities.share, forms.FRACTIONS)]
Money = Annotated[float, ReadsIn(_money, forms.MONEY)]
Points = Annotated[
    float,
    Reads(lambda raw: quantities.number(raw, "GRP"), forms.POINTS),
    _at_least(0.01, "0.01"),
    _at_most(100_000, "100 000"),
]
Degree = Annotated[
    float, Reads(lambda raw: quantities.degree(raw, STRENGTHS), forms.degree(STRENGTHS))
]
Interest = Annotated[
    Value, Reads(lambda raw: unknowns.value(raw, _STRENGTH), forms.interest(STRENGTHS))
]
KnownShare = Annotated[Value, Reads(lambda raw: unknowns.value(raw, SHARES), forms.RANGE_OF_SHARES)]
Price = Annotated[Value, ReadsIn(_price, forms.RANGE_OF_MONEY)]
Followers = Annotated[
    Value, Reads(lambda raw: unknowns.value(raw, _FOLLOWERS), forms.RANGE_OF_PEOPLE)
]
Quality = Annotated[Value | ClickRate, ReadsIn(_quality, forms.QUALITY)]
Flag = Annotated[bool, Reads(quantities.flag, forms.FLAG)]
Day = Annotated[date, Reads(quantities.day, forms.CALENDAR_DAY)]
Hours = Annotated[float, Reads(quantities.duration, forms.DURATION)]
At = Annotated[float, ReadsIn(_at, forms.AT)]
From = Annotated[float, ReadsIn(_from, forms.FROM_UNTIL)]
Until = Annotated[float, ReadsIn(_until, forms.FROM_UNTIL)]
Cap = Annotated[Pace, Reads(quantities.pace, forms.CAP)]
Sales = Annotated[UnknownPace, Reads(unknowns.pace, forms.SALES)]
Channel = Annotated[str, ReadsIn(_channel, forms.words(presets.channels()))]
Edition = Annotated[int, Reads(_edition, forms.EDITION)]
ChannelKey = Annotated[str, ReadsIn(_key_of_channel, forms.words(presets.channels()))]
SOME = BeforeValidator(_some)
"""What is read must not be empty."""

MANY = BeforeValidator(_many)
"""One value stands for a list of one."""

DISTINCT = AfterValidator(_distinct)
"""No name stands in the list twice."""

Channels = Annotated[tuple[Channel, ...], DISTINCT, SOME, AllowsOne(), MANY]
Names = Annotated[tuple[Name, ...], DISTINCT, SOME, AllowsOne(), MANY]
Segments = Annotated[
    tuple[Annotated[str, ReadsIn(_segment, forms.NAME)], ...],
    DISTINCT,
    Dumps(lambda names, currency: list(names) or EVERYBODY),
    AllowsOne(),
    BeforeValidator(_segments),
]
File = Annotated[str, ReadsIn(_file, forms.NAME)]


def choice(what: str, known: Sequence[str]) -> Any:
    """A validator of one of some known names."""
    return Reads(lambda raw: quantities.one_of(raw, what, tuple(known)), forms.words(known))


TYPICAL = Allows({"const": "typical"})


def typical(raw: object) -> object:
    """``typical`` stands for no change to a preset."""
    return {} if raw == "typical" else raw


def number_type(number: Number) -> Any:
    """The type of a value that replaces a preset's number, in the number's unit, or the law of it.

    Prices are written in the scenario's currency, not in the preset's.
    """
    parse, low, high = _unit(number)
    form = forms.number(number.unit, low, high)

    def read(raw: object, setting: Setting) -> Value:
        amount = (lambda text: _money(text, setting)) if number.unit == "USD" else parse
        return unknowns.value(raw, Scale(amount, low, high, number.name))

    about = f"{number.meaning} [{number.unit}]. Typical: {number.low:g} to {number.high:g}."
    described = Form(form.write, {**form.schema, "description": about})
    return Annotated[Value, ReadsIn(read, described)]


def _unit(number: Number) -> tuple[Callable[[object], float], float, float]:
    """How a number of some unit is read, and between which bounds."""
    unit = number.unit
    if unit in forms.SHARE_UNITS:
        return quantities.share, 0.0, 1.0
    if unit == "h":
        return quantities.duration, 1 / 60, 8760.0
    if unit == "days":
        return lambda raw: quantities.duration(raw) / 24.0, 1 / 24, 3650.0
    for beginning, low, high in BOUNDS:
        if unit.startswith(beginning):
            return quantities.number, low, high
    raise ValueError(f"{number.name}: nothing is known about the unit {unit!r}")


BOUNDS = (
    ("USD", 0.01, 10_000.0),
    ("visits per day", 0.01, 200.0),
    ("shape", 0.05, 100.0),
    ("index", 10.0, 1000.0),
    ("items per 24 h", 0.1, 1000.0),
    ("people", 1.0, 1000.0),
    ("power of the rank", 0.0, 5.0),
    ("items per hour", 0.01, 1000.0),
    ("entries", 0.0, 10_000.0),
    ("plays per engagement", 0.0, 100.0),
    ("viewers", 1.0, 10_000_000.0),
    ("per unit of share", 0.0, 10.0),
    ("per year", -0.5, 1.0),
    ("log odds per log odds", 0.0, 10.0),
    ("log odds per exposure", 0.0, 10.0),
    ("log odds", -10.0, 10.0),
    ("stars", 0.0, 5.0),
    ("reviews", 0.01, 1_000_000.0),
    ("exposures", 0.0, 1000.0),
    ("relative", 0.0, 100.0),
    ("ties per person", 0.1, 5000.0),
    ("accounts followed per person", 0.1, 5000.0),
    ("sigma", 0.05, 3.0),
    ("exponent", 2.05, 10.0),
    ("correlation", 0.0, 1.0),
    ("ties", 1.0, 100_000.0),
    ("followers", 1.0, 100_000.0),
    ("subscribers", 1.0, 100_000.0),
)
"""Units by how they begin, the longer beginnings first, and the bounds of numbers in them."""
