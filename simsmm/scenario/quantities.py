"""What people write for an amount, and the number that it means.

Each function takes the text of a value (or a plain number, from Python) and returns what it means.

Raises:
    ValueError: the text is not of the kind; the message says what may be written.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from simsmm.scenario.problems import shown, unknown
from simsmm.wording import say

GAP = "[ \u00a0\u2009\u202f_'\u2019]"
"""Between groups of digits: a space, plain, unbroken, thin or narrow, a low line, an apostrophe."""


def _digits(gaps: str) -> re.Pattern[str]:
    """A number with one of some gaps between groups of three digits."""
    grouped = "|".join(rf"\d{{1,3}}(?:{gap}\d{{3}})+" for gap in gaps.split("|"))
    return re.compile(
        rf"(?=[+-]?\.?\d)[+-]?(?:{grouped}|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{{1,4}})?", re.ASCII
    )


DIGITS = _digits(GAP)
"""A number where a comma could mean either sign."""

COUNTED = _digits(f"{GAP}|,")
"""A number of things or of money, where a comma before three digits groups them."""

PARTS = re.compile(
    r"(?P<number>[+-]?\.?\d(?:[\d .,_'\u00a0\u2009\u202f\u2019]*\d)?(?:[eE][+-]?\d+)?)(?P<unit>.*)"
)
DECIMAL = re.compile(r"(?P<whole>[+-]?\d{1,3}(?:\.\d{3})+|[+-]?\d+),(?P<part>\d+)", re.ASCII)
"""A number with a decimal comma."""
DOTTED = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}", re.ASCII)
"""A number whose groups of digits have dots between them."""
TIMES = {
    "k": 1e3,
    "thousand": 1e3,
    "tys": 1e3,
    "tys.": 1e3,
    "m": 1e6,
    "mln": 1e6,
    "million": 1e6,
}
"""Short words for many, which are understood and not taken."""
SHORT = re.compile(
    r"(?P<number>[+-]?\d{1,9}(?:[.,]\d{1,9})?) ?(?P<times>[a-z]+\.?)", re.ASCII | re.I
)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN"}
"""Signs of currencies, which are understood and not taken."""

HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0}
SPELLED = {
    "minute": "min",
    "minutes": "min",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "week": "w",
    "weeks": "w",
}
CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
DAY = re.compile(rf"day (?P<day>[1-9]\d{{0,4}})(?: {CLOCK})?", re.ASCII)
DATE = re.compile(rf"(?P<date>\d{{4}}-\d\d-\d\d)(?:[ T]{CLOCK})?", re.ASCII)
HOUR = re.compile(r"hour (?P<hours>.+)")
PACE = re.compile(r"(?P<count>.+?) per (?P<time>.+)")
BEST = re.compile(r"like our (?P<end>best|worst) (?P<share>.+?)(?: of posts)?")
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)
CODE = re.compile("[A-Z]{3}")
NO_RATES: Mapping[str, float] = MappingProxyType({})
LARGEST = 1e15
"""No amount in a scenario is larger."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many in so much time, such as ``20 per day``."""

    count: float
    hours: float

    @property
    def per_hour(self) -> float:
        """The same in one hour."""
        return self.count / self.hours


class Settled(float):
    """A number that is already in the unit of its field, filled in where nothing was written."""


Parse = Callable[[object], float]


def number(raw: object, unit: str = "", digits: re.Pattern[str] = DIGITS) -> float:
    """A plain number: ``40 000``, ``0.5``, ``1e6``, with an optional unit after it."""
    wanted = say("a number such as {example}", example=f"40 000 {unit}".strip())
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        found = float(raw) if abs(raw) <= LARGEST else math.inf
    else:
        text = _text(raw, wanted)
        if unit and text.endswith(unit):
            text = text[: -len(unit)].rstrip()
        if not digits.fullmatch(text):
            raise ValueError(_is_not(raw, wanted, _mended(text)))
        found = float(re.sub(f"{GAP}|,", "", text))
    if not abs(found) <= LARGEST:
        raise ValueError(say("{value} is too large", value=shown(raw)))
    return found


def _mended(text: str) -> str:
    """What a number that is written in another way may mean, or nothing."""
    short = SHORT.fullmatch(text)
    if short and short["times"].lower() in TIMES:
        many = float(short["number"].replace(",", ".")) * TIMES[short["times"].lower()]
        return f"{many:,.6f}".rstrip("0").rstrip(".").replace(",", " ")
    if DOTTED.fullmatch(text):
        return text.replace(".", " ")
    decimal = DECIMAL.fullmatch(text)
    meant = [f"{decimal['whole'].replace('.', ' ')}.{decimal['part']}"] if decimal else []
    if THOUSANDS.fullmatch(text):
        meant.append(text.replace(",", " "))
    return f" {say('or')} ".join(meant)


def _priced(text: str, currency: str) -> str:
    """What an amount of money that is written in another way may mean, or nothing."""
    codes = (*SIGNS.values(), currency)
    signs = SIGNS | {name: code for code in codes for name in (code, code.lower())}
    said = next((sign for sign in signs if sign in (text[: len(sign)], text[-len(sign) :])), "")
    bare = text.removeprefix(said).removesuffix(said).strip()
    meant = bare if COUNTED.fullmatch(bare) else _mended(bare)
    return f"{meant} {signs.get(said, '')}".strip() if meant else ""


def _is_not(raw: object, wanted: str, meant: str = "") -> str:
    """That a value is not what is wanted, and how what it may mean is written."""
    if meant:
        return say(
            "{value} is not {wanted}; write {meant}", value=shown(raw), wanted=wanted, meant=meant
        )
    return say("{value} is not {wanted}", value=shown(raw), wanted=wanted)


def count(raw: object, unit: str = "") -> int:
    """A whole number of things, none or more."""
    found = number(raw, unit, COUNTED)
    if found < 0 or found != int(found):
        raise ValueError(_is_not(raw, say("a whole number such as 40 000")))
    return int(found)


def share(raw: object) -> float:
    """A share of a whole, between 0 and 1: ``12 %`` or ``0.12``."""
    if isinstance(raw, Settled):
        return float(raw)
    text = raw.strip() if isinstance(raw, str) else raw
    percent = isinstance(text, str) and text.endswith("%")
    bare = text[:-1].rstrip() if percent else text  # type: ignore[index]
    try:
        found = number(bare)
    except ValueError:
        meant = _mended(bare) if isinstance(bare, str) else ""
        meant = f"{meant} %" if meant and percent else meant
        raise ValueError(_is_not(raw, say("a share such as 12 % or 0.12"), meant)) from None
    found = found / 100.0 if percent else found
    if not 0.0 <= found <= 1.0:
        meant = f"{found:g} %" if 1.0 < found <= 100.0 and not percent else ""
        raise ValueError(_is_not(raw, say("a share between 0 % and 100 %"), meant))
    return found


def duration(raw: object) -> float:
    """A length of time in hours: ``30 min``, ``12 h``, ``28 d`` or ``2 w``."""
    if isinstance(raw, Settled):
        return float(raw)
    wanted = say("a length of time such as 30 min, 12 h, 28 d or 2 w")
    parts = PARTS.fullmatch(_text(raw, wanted))
    unit = parts["unit"].strip().lower() if parts else ""
    unit = SPELLED.get(unit, unit)
    if not parts or unit not in HOURS:
        raise ValueError(_is_not(raw, wanted))
    found = number(parts["number"]) * HOURS[unit]
    if found < 0.0:
        raise ValueError(_is_not(raw, wanted))
    return found


def money(raw: object, currency: str, rates: Mapping[str, float] = NO_RATES) -> float:
    """An amount in the scenario's currency: ``4 000 EUR``, or the number alone.

    Args:
        raw: what is written.
        currency: code of the scenario's currency.
        rates: worth of one unit of other currencies in it, by their codes.
    """
    if isinstance(raw, Settled):
        return float(raw)
    wanted = say("an amount of money such as {example}", example=f"4 000 {currency}")
    rate = 1.0
    if isinstance(raw, str):
        parts = PARTS.fullmatch(raw.strip())
        code = parts["unit"].strip() if parts else ""
        if not parts or not (code == "" or CODE.fullmatch(code)):
            raise ValueError(_is_not(raw, wanted, _priced(raw.strip(), currency)))
        rate = _rate(raw, code or currency, currency, rates)
        raw = parts["number"]
    found = number(raw, digits=COUNTED)
    if found < 0.0:
        raise ValueError(
            say("{value} is below nothing; write {wanted}", value=shown(raw), wanted=wanted)
        )
    return found * rate


def _rate(raw: object, code: str, currency: str, rates: Mapping[str, float]) -> float:
    """What a unit of a currency is worth in the scenario's own."""
    if code == currency:
        return 1.0
    if code not in rates:
        raise ValueError(
            say(
                "{value} is not in {currency}, the currency of this scenario; convert it, or state "
                "its rate with the year: `rates: {example}`",
                value=shown(raw),
                currency=currency,
                example=f"{{{code}: {{rate: 0.92 {currency}, year: 2024}}}}",
            )
        )
    return rates[code]


def pace(raw: object) -> Pace:
    """So many in so much time: ``20 per day``, ``3 per 7 d``."""
    wanted = say("a pace such as 20 per day or 3 per 7 d")
    parts = PACE.fullmatch(_text(raw, wanted))
    if not parts:
        raise ValueError(_is_not(raw, wanted))
    length = parts["time"].strip()
    hours = duration(length if length[0].isdigit() else f"1 {length}")
    many = number(parts["count"])
    if hours <= 0.0 or many < 0.0:
        raise ValueError(_is_not(raw, wanted))
    return Pace(many, hours)


def degree(raw: object, words: Mapping[str, float]) -> float:
    """A share in words, such as ``strong``, or as a number."""
    if isinstance(raw, str) and raw.strip() in words:
        return words[raw.strip()]
    try:
        return share(raw)
    except ValueError:
        text = say(
            "{value} is none of {words} nor a share", value=shown(raw), words=", ".join(words)
        )
        raise ValueError(text) from None


def tone(raw: object, words: Mapping[str, float]) -> float:
    """A tone in words, such as ``warm``, or as a number from -1 to 1."""
    if isinstance(raw, str) and raw.strip() in words:
        return words[raw.strip()]
    with contextlib.suppress(ValueError):
        if -1.0 <= (found := number(raw)) <= 1.0:
            return found
    raise ValueError(
        say(
            "{value} is none of {words} nor a number from -1 to 1",
            value=shown(raw),
            words=", ".join(words),
        )
    )


def flag(raw: object) -> bool:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    answer = {"yes": True, "true": True, "no": False, "false": False}
    wanted = say("yes or no")
    text = _text(raw, wanted).lower()
    if text not in answer:
        raise ValueError(_is_not(raw, wanted))
    return answer[text]


def day(raw: object) -> date:
    """A calendar day such as ``2027-09-01``."""
    wanted = say("a day such as 2027-09-01")
    text = _text(raw, wanted)
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or text != found.isoformat() or not 1990 <= found.year <= 2200:
        raise ValueError(_is_not(raw, wanted))
    return found


def moment(raw: object, start: date | None, whole_day: str = "refuse") -> float:
    """A time in hours from the start: ``day 1 18:00`` or ``2027-09-01 18:00``.

    ``hour 12.251`` counts from the start, too; it writes down a time between two minutes.
    Every day has 24 hours: the hour that clocks are put forward or back is not modelled.

    Args:
        raw: what is written.
        start: first day of the campaign; None where it is not known, and dates then count as 0.
        whole_day: a day without a time of day means its ``"begin"``, its ``"end"``, or is refused.
    """
    if isinstance(raw, Settled):
        return float(raw)
    wanted = say("a time such as day 1 18:00 or 2027-09-01 18:00")
    text = _text(raw, wanted)
    by_hour = HOUR.fullmatch(text)
    if by_hour and DIGITS.fullmatch(by_hour["hours"]):
        return number(by_hour["hours"])
    by_day, by_date = DAY.fullmatch(text), DATE.fullmatch(text)
    if by_day:
        days = int(by_day["day"]) - 1
    elif by_date:
        days = (day(by_date["date"]) - start).days if start else 0
    else:
        raise ValueError(_is_not(raw, wanted))
    found = by_day or by_date
    if found["hour"] is not None:  # type: ignore[index]
        return days * 24.0 + int(found["hour"]) + int(found["minute"]) / 60.0  # type: ignore[index]
    if whole_day == "refuse":
        raise ValueError(
            say("{value} has no time of day; write {text} 18:00", value=shown(raw), text=text)
        )
    return (days + (whole_day == "end")) * 24.0


def one_of(raw: object, what: str, known: tuple[str, ...]) -> str:
    """One of some known names."""
    kind = say(what)  # data text: the words of whoever asks
    text = _text(raw, say("the name of a {kind}", kind=kind))
    if text not in known:
        raise ValueError(unknown(what, text, known))
    return text


def _text(raw: object, wanted: str) -> str:
    if not isinstance(raw, str):
        raise ValueError(_is_not(raw, wanted))
    return raw.strip()
