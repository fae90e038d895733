"""Hours of the week are written as planners write them, and refused where they are none."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.scenario import Scenario, ScenarioError
from simsmm.scenario.dayparts import DAY, WEEK, Daypart, daypart, open_minutes
from tests.study.plans import plan, scenario

EVERY_DAY, WEEKDAYS = tuple(range(7)), (0, 1, 2, 3, 4)


def boosted(dayparts: Any, **boost: Any) -> Scenario:
    """The plan, which starts on a Wednesday, with its boost served at some hours only."""
    data = plan()
    data["campaigns"][0]["posts"][0]["boost"] |= {"dayparts": dayparts, **boost}
    return scenario(data)


@pytest.mark.parametrize(
    ("text", "days", "begin", "end"),
    [
        ("18:00-22:00", EVERY_DAY, 1080, 1320),
        ("18:00 to 22:30", EVERY_DAY, 1080, 1350),
        ("9:15\u201310:00", EVERY_DAY, 555, 600),
        ("weekdays 09:00-17:00", WEEKDAYS, 540, 1020),
        ("weekends 20:00-24:00", (5, 6), 1200, 0),
        ("Sat 10:00-12:00", (5,), 600, 720),
        ("mon-thu 22:00-02:00", (0, 1, 2, 3), 1320, 120),
        ("saturday-monday 10:00-12:00", (5, 6, 0), 600, 720),
        ("daily 00:00-24:00", EVERY_DAY, 0, 0),
    ],
)
def test_forms_of_dayparts(text: str, days: tuple[int, ...], begin: int, end: int) -> None:
    assert daypart(text) == Daypart(days, begin, end)


def test_a_daypart_may_run_past_midnight_and_past_the_week() -> None:
    night = open_minutes([daypart("sun 23:00-01:00")])
    assert night == {*range(6 * DAY + 1380, WEEK), *range(60)}
    assert len(open_minutes([daypart("00:00-24:00")])) == WEEK
    assert len(open_minutes([daypart("18:00-22:00"), daypart("mon 20:00-23:00")])) == 7 * 240 + 60


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("evenings", "is not a time of the week"),
        ("18-22", "is not a time of the week"),
        ("18:00-24:30", "ends after 24:00"),
        ("25:00-26:00", "is not a time of the week"),
        ("wekdays 09:00-17:00", 'Did you mean "weekdays"'),
        ("weekdays-sat 09:00-17:00", "from one day to another"),
    ],
)
def test_what_is_no_daypart(text: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        boosted([text])
    assert caught.value.problems[0].field.endswith("boost > dayparts 1")


def test_hours_outside_of_the_flight_are_refused() -> None:
    with pytest.raises(ScenarioError, match="none of these times"):
        boosted("mon 10:00-12:00", until="day 5")  # Wednesday 18:00 to the end of Sunday
    assert boosted("sun 10:00-12:00", until="day 5")
    with pytest.raises(ScenarioError, match="at least one"):
        boosted([])


@given(st.text(max_size=20) | st.from_regex(r"(mon |sat-sun )?[0-9:]{4,5}-[0-9:]{4,5}"))
def test_no_text_does_worse_than_to_be_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert len(open_minutes([daypart(text)])) > 0
