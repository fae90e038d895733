"""Hours from the start of a plan as people write them: the day of the plan, and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from simsmm.report.words import plain
from simsmm.scenario import Scenario
from simsmm.wording import count, say

DAY = 24 * 60
"""Minutes."""


@dataclass(frozen=True)
class Calendar:
    """The days of a plan."""

    plan: Scenario

    def clock(self, hour: float) -> str:
        """``"day 1 18:00"``."""
        day, minute = divmod(round(60.0 * hour), DAY)
        return say("day {day} {clock}", day=day + 1, clock=_clock(minute))

    def date(self, hour: float) -> str:
        """``"Wed 2027-09-01"``."""
        date = self.plan.starts + timedelta(days=round(60.0 * hour) // DAY)
        return f"{weekdays()[date.weekday()]} {date.isoformat()}"

    def flight(self, start: float, until: float) -> str:
        """``"day 1 18:00 to day 8 24:00"``: an end at midnight belongs to the day before."""
        day, minute = divmod(round(60.0 * until), DAY)
        if minute == 0 and until > 0.0:
            day, minute = day - 1, DAY
        end = say("day {day} {clock}", day=day + 1, clock=_clock(minute))
        return say("{start} to {end}", start=self.clock(start), end=end)

    @staticmethod
    def length(hours: float) -> str:
        """``"7 days"``, or hours where it is less than a day."""
        if hours < 24.0:
            return count(hours, "{number} hour", "{number} hours", number=plain(hours))
        days = hours / 24.0
        return count(days, "{number} day", "{number} days", number=plain(days))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def weekdays() -> tuple[str, ...]:
    """Short names of the days of the week, from Monday."""
    return (
        say("Mon"),
        say("Tue"),
        say("Wed"),
        say("Thu"),
        say("Fri"),
        say("Sat"),
        say("Sun"),
    )
