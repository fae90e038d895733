"""Hours of the week in which a boost is served: ``18:00-22:00``, ``weekdays 09:00-17:00``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simsmm.scenario.forms import Form, text
from simsmm.scenario.problems import shown, unknown
from simsmm.wording import say

DAY = 1440
"""Minutes of a day."""

WEEK = 7 * DAY
"""Minutes of a week; minute 0 is Monday 00:00."""

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {
    "daily": tuple(range(7)),
    "weekdays": (0, 1, 2, 3, 4),
    "weekends": (5, 6),
    **{name: (place,) for place, name in enumerate(NAMES)},
    **{name[:3]: (place,) for place, name in enumerate(NAMES)},
}
"""Days of the week by the words for them; Monday is 0."""

DAYPART = re.compile(
    r"(?:(?P<first>[a-z]+)(?: ?[-\u2013] ?(?P<last>[a-z]+))? )?"
    r"(?P<begin>(?:[01]?\d|2[0-3]):[0-5]\d) ?(?:[-\u2013]|to) ?(?P<end>(?:[01]?\d|2[0-4]):[0-5]\d)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Daypart:
    """The same hours on some days of the week; past midnight where they end before they begin."""

    days: tuple[int, ...]
    """Days on which it begins; Monday is 0."""
    begin: int
    """Minute of the day."""
    end: int
    """Minute of the day, not included; of the next day where it is not after ``begin``."""

    def minutes(self) -> Iterable[int]:
        """Every minute of the week that belongs to it."""
        length = (self.end - self.begin) % DAY or DAY
        for day in self.days:
            first = day * DAY + self.begin
            yield from (minute % WEEK for minute in range(first, first + length))


def daypart(raw: object) -> Daypart:
    """Hours from their text: ``18:00-22:00``, ``sat 10:00-12:00``, ``mon-thu 22:00-02:00``.

    Raises:
        ValueError: it is none; the message says how it is written.
    """
    parts = DAYPART.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not parts:
        raise ValueError(
            say(
                "{value} is not a time of the week such as 18:00-22:00, weekdays 09:00-17:00 or "
                "sat 10:00-12:00",
                value=shown(raw),
            )
        )
    begin, end = _minute(parts["begin"]), _minute(parts["end"])
    if end > DAY:
        raise ValueError(say("{value} ends after 24:00", value=shown(raw)))
    return Daypart(_days(parts["first"] or "daily", parts["last"]), begin, end % DAY)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def _days(first: str, last: str | None) -> tuple[int, ...]:
    for name in (first, last):
        if name is not None and name.lower() not in DAYS:
            raise ValueError(unknown("day of the week", name, DAYS))
    start = DAYS[first.lower()]
    if last is None:
        return start
    stop = DAYS[last.lower()]
    if len(start) > 1 or len(stop) > 1:
        raise ValueError(say("days run from one day to another, such as mon-thu"))
    return tuple((start[0] + ahead) % 7 for ahead in range((stop[0] - start[0]) % 7 + 1))


def written(part: Daypart, currency: str = "") -> str:
    """A daypart as its text."""
    word = next((word for word, days in DAYS.items() if days == part.days), None)
    word = word or f"{NAMES[part.days[0]][:3]}-{NAMES[part.days[-1]][:3]}"
    begin, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in (part.begin, part.end))
    return f"{word} {begin}-{end}"


_CLOCK = "(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
DAYPART_FORM = Form(
    written,
    text(
        rf"(?:[A-Za-z]+(?: ?[-\u2013] ?[A-Za-z]+)? )?{_CLOCK} ?(?:[-\u2013]|to) ?{_CLOCK}",
        "weekdays 18:00-22:00",
    ),
)


def open_minutes(parts: Iterable[Daypart]) -> frozenset[int]:
    """Minutes of the week in any of some dayparts."""
    return frozenset(minute for part in parts for minute in part.minutes())
