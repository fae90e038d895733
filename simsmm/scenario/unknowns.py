"""Numbers that are not known for sure: ranges and named laws, how they are written and drawn.

Wherever a number describes the world rather than the decision, a plan may say how well it is known:
``5 % to 20 %``, ``triangular(5 %, 10 %, 20 %)``, ``normal(10 %, 2 %)``, ``log-normal(10 %, 1.5)``.
Each is a frozen value with its quantile function. To add a law: a class here, a line in `LAWS`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import ClassVar, NamedTuple

from simsmm.scenario import quantities
from simsmm.scenario.problems import shown, unknown
from simsmm.scenario.quantities import PARTS, Parse
from simsmm.wording import say

LIKELY = 0.05
"""A plausible range of a law without ends leaves out so much on either side."""

BELL = NormalDist()
RANGE = re.compile(r"(?P<low>.+?) to (?P<high>.+)")
WRITTEN = re.compile(r"(?P<law>[A-Za-z][A-Za-z -]*?) ?\((?P<parts>.*)\)")
COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|;", re.ASCII)
"""Between two parts; a comma within ``1,250`` groups digits."""


class Unknown:
    """A number of which only a law is known; each replicate draws its own value.

    Every law also tells ``low`` and ``high``, the smallest and the largest plausible value.
    """

    __slots__ = ()
    law: ClassVar[str]
    """The law in words, after "stated as"."""

    def draw(self, u: float) -> float:
        """The value that a share ``u`` in [0, 1] of the law lies below."""
        raise NotImplementedError

    @property
    def middle(self) -> float:
        """The value of a run at point values: half of the law lies below."""
        return self.draw(0.5)


@dataclass(frozen=True, slots=True)
class Span(Unknown):
    """Anything from ``low`` to ``high``, equally likely."""

    law: ClassVar[str] = "a range, drawn evenly"
    low: float
    high: float

    def draw(self, u: float) -> float:
        """Linear from ``low`` to ``high``."""
        return min(max(self.low * (1.0 - u) + self.high * u, self.low), self.high)


@dataclass(frozen=True, slots=True)
class Triangular(Unknown):
    """Most likely ``mode``, ever less likely towards ``low`` and ``high``."""

    law: ClassVar[str] = "a triangular law"
    low: float
    mode: float
    high: float

    def draw(self, u: float) -> float:
        """Quantile of the triangular law: a square root on either side of the mode."""
        width = self.high - self.low
        rise, fall = self.mode - self.low, self.high - self.mode
        if u * width < rise:
            return min(self.low + math.sqrt(u * width * rise), self.mode)
        return max(self.high - math.sqrt((1.0 - u) * width * fall), self.mode)


class _Bell(Unknown):
    """A law of a normal number, cut off at what the number can be.

    What is cut off is given to the rest in proportion: a draw never piles up at the ends.
    """

    __slots__ = ()
    least: float
    most: float

    def draw(self, u: float) -> float:
        """Quantile of the law between ``least`` and ``most``."""
        below, above = BELL.cdf(self._score(self.least)), BELL.cdf(self._score(self.most))
        part = min(max(below + u * (above - below), 1e-300), 1.0 - 1e-16)
        return min(max(self._at(BELL.inv_cdf(part)), self.least), self.most)

    @property
    def low(self) -> float:
        """All but 5 % of the law lie above."""
        return self.draw(LIKELY)

    @property
    def high(self) -> float:
        """All but 5 % of the law lie below."""
        return self.draw(1.0 - LIKELY)

    def _score(self, value: float) -> float:
        """Standard deviations of a value from the middle of the law that is not cut off."""
        raise NotImplementedError

    def _at(self, score: float) -> float:
        """The value so many standard deviations from that middle."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Normal(_Bell):
    """Normal with a mean and a standard deviation, cut off at ``least`` and ``most``."""

    law: ClassVar[str] = "a normal law"
    mean: float
    deviation: float
    least: float = -math.inf
    most: float = math.inf

    def _score(self, value: float) -> float:
        return (value - self.mean) / self.deviation

    def _at(self, score: float) -> float:
        return self.mean + self.deviation * score


@dataclass(frozen=True, slots=True)
class LogNormal(_Bell):
    """Uncertain by a factor: two in three draws lie within ``median`` times or over ``factor``."""

    law: ClassVar[str] = "a log-normal law"
    median: float
    factor: float
    least: float = 0.0
    most: float = math.inf

    def _score(self, value: float) -> float:
        if value <= 0.0:
            return -math.inf
        return math.log(value / self.median) / math.log(self.factor)

    def _at(self, score: float) -> float:
        return self.median * math.exp(math.log(self.factor) * score)


Value = float | Span | Triangular | Normal | LogNormal
"""A number that is certain, or the law of one that is not."""


def middle(value: Value) -> float:
    """A value at point values."""
    return value.middle if isinstance(value, Unknown) else value


def least(value: Value) -> float:
    """Nothing that a value can be drawn as lies below."""
    return value.draw(0.0) if isinstance(value, Unknown) else value


@dataclass(frozen=True, slots=True)
class UnknownPace:
    """So many in so much time, of which the number need not be known."""

    count: Value
    hours: float

    @property
    def per_hour(self) -> float:
        """The same in one hour, at point values."""
        return middle(self.count) / self.hours


@dataclass(frozen=True, slots=True)
class Scale:
    """How one number is written, and what it can be."""

    parse: Parse
    """Reads an amount with its unit; gives it in the unit of the field."""
    low: float = 0.0
    """Smallest amount that the number can be."""
    high: float = math.inf
    """Largest amount that it can be."""
    name: str = "number"

    def amount(self, text: object) -> float:
        """An amount that the number can be.

        Raises:
            ValueError: it is of the wrong kind, or outside of what the number can be.
        """
        found = self.parse(text)
        if not self.low <= found <= self.high:
            name = say(self.name)  # data text: of a preset's number, or of a scale below
            raise ValueError(
                say(
                    "{value} is outside what the {number} can be: {low} to {high}",
                    value=shown(text),
                    number=name,
                    low=f"{self.low:g}",
                    high=f"{self.high:g}",
                )
            )
        return found


SHARES = Scale(quantities.share, 0.0, 1.0, "share")
COUNTS = Scale(quantities.number)


def value(raw: object, scale: Scale) -> Value:
    """A value, or the law of one: ``12 %``, ``5 to 20 %``, ``normal(10 %, 2 %)``.

    Raises:
        ValueError: it is neither; the message says how it is written.
    """
    if not isinstance(raw, str):
        return scale.amount(raw)
    text = raw.strip()
    named = WRITTEN.fullmatch(text)
    if named:
        return _law(named["law"].lower(), named["parts"], scale)
    ends = RANGE.fullmatch(text)
    return _uniform([ends["low"], ends["high"]], scale) if ends else scale.amount(raw)


@dataclass(frozen=True, slots=True)
class ClickRate:
    """The quality of a post by the share of its bought impressions that are expected to click."""

    rate: Value
    on: str | None = None
    """Channel that the rate is expected on; None for that of the post's first boost."""


def quality(raw: object, channel: Callable[[object], str]) -> Value | ClickRate:
    """The share of posts that a post beats: ``like our best 20 % of posts`` is 0.9.

    Args:
        raw: what is written; ``{click rate: 1.2 %}`` states what is expected of it instead.
        channel: reads the name of a channel.
    """
    if isinstance(raw, dict):
        for key in raw:
            if key not in ("click rate", "on"):
                raise ValueError(unknown("key", str(key), ("click rate", "on")))
        on = channel(raw["on"]) if "on" in raw else None
        return ClickRate(value(raw.get("click rate"), SHARES), on)
    parts = quantities.BEST.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if parts:
        width = quantities.share(parts["share"].strip())
        return 1.0 - 0.5 * width if parts["end"] == "best" else 0.5 * width
    try:
        return value(raw, SHARES)
    except ValueError as error:
        if isinstance(raw, str) and (WRITTEN.fullmatch(raw.strip()) or raw.strip()[:1].isdigit()):
            raise
        raise ValueError(
            say(
                "{value} is not a quality; write `like our best 20 % of posts`, or the share of "
                "posts that it beats, such as 70 % or 50 % to 90 %, or {{click rate: 1.2 %}}",
                value=shown(raw),
            )
        ) from error


def pace(raw: object) -> UnknownPace:
    """So many in so much time: ``20 per day``, ``10 to 30 per day``."""
    parts = quantities.PACE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    many = parts["count"] if parts else ""
    if not parts or not (RANGE.fullmatch(many) or WRITTEN.fullmatch(many)):
        certain = quantities.pace(raw)
        return UnknownPace(certain.count, certain.hours)
    hours = quantities.pace(f"1 per {parts['time']}").hours
    return UnknownPace(value(many, COUNTS), hours)


def _uniform(parts: list[str], scale: Scale) -> Value:
    low, high = (scale.amount(text) for text in _with_units(parts))
    if low > high:
        written = shown(" to ".join(parts))
        raise ValueError(
            say("{value} runs backwards; the smaller value comes first", value=written)
        )
    return Span(low, high) if low < high else low


def _triangular(parts: list[str], scale: Scale) -> Value:
    low, mode, high = (scale.amount(text) for text in _with_units(parts))
    if not low <= mode <= high:
        raise ValueError(say("smallest, most likely and largest value come in this order"))
    return Triangular(low, mode, high) if low < high else low


def _normal(parts: list[str], scale: Scale) -> Value:
    mean, deviation = _with_units(parts)
    width = scale.parse(deviation)
    if width <= 0.0:
        raise ValueError(say("the standard deviation of a normal law is above nothing"))
    return Normal(scale.amount(mean), width, scale.low, scale.high)


def _log_normal(parts: list[str], scale: Scale) -> Value:
    median, factor = scale.amount(parts[0]), quantities.number(parts[1])
    if median <= 0.0:
        raise ValueError(say("the median of a log-normal law is above nothing"))
    if not 1.0 < factor <= 100.0:
        raise ValueError(
            say(
                "the factor of a log-normal law lies above 1, such as 1.5: two in three draws then "
                "lie between the median over 1.5 and 1.5 times the median"
            )
        )
    return LogNormal(median, factor, scale.low, scale.high)


class Form(NamedTuple):
    """How a law is written."""

    parts: int
    example: str
    make: Callable[[list[str], Scale], Value]


LAWS = {
    "uniform": Form(2, "uniform(5 %, 20 %): anything from the first to the second", _uniform),
    "triangular": Form(
        3, "triangular(5 %, 10 %, 20 %): smallest, most likely and largest", _triangular
    ),
    "normal": Form(2, "normal(10 %, 2 %): mean and standard deviation", _normal),
    "log-normal": Form(
        2, "log-normal(10 %, 1.5): median, and the factor of one standard deviation", _log_normal
    ),
}
"""Laws by the word that a plan uses."""


def _law(name: str, parts: str, scale: Scale) -> Value:
    if name not in LAWS:
        raise ValueError(unknown("law", name, LAWS))
    form = LAWS[name]
    texts = [part.strip() for part in COMMA.split(parts)]
    if len(texts) != form.parts or not all(texts):
        example = say(form.example)  # data text: those in LAWS
        raise ValueError(
            say("this law has {parts} parts; write {example}", parts=form.parts, example=example)
        )
    return form.make(texts, scale)


def _with_units(parts: list[str]) -> list[str]:
    """Amounts, each with the unit that the last one states where it states none itself."""
    texts = [part.strip() for part in parts]
    last = PARTS.fullmatch(texts[-1])
    unit = last["unit"].strip() if last else ""
    bare = [PARTS.fullmatch(text) for text in texts]
    return [
        f"{text} {unit}".strip() if found and not found["unit"].strip() else text
        for text, found in zip(texts, bare, strict=True)
    ]
