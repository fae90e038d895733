"""What the brand owns: its pages and their fans, its events and their guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simsmm.record import Kind
from simsmm.report.headline import exists, shown
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, missing
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer


def fans(answer: Answer) -> Table | None:
    """Fans won, lost, kept and reached again by channel; None where there is no page."""
    setting = answer.setting
    with_page = {account.channel for account in setting.accounts if account.kind == Kind.PAGE}
    if not with_page:
        return None
    names = "fans won", "fans lost", "fans kept", "fans reached again"
    rows = [
        Row(say(name), tuple(_cell(answer, each, "channel", name) for each in names))  # data text
        for number, name in enumerate(setting.channels)
        if number in with_page
    ]
    columns = (
        Column(say("Won"), say("people")),
        Column(say("Lost"), say("people")),
        Column(say("Kept, of those won"), "%"),
        Column(say("Reached again, of those won"), "%"),
    )
    return Table("fans", say("Fans of the pages, by channel"), say("Page on"), columns, tuple(rows))


def events(answer: Answer) -> Table | None:
    """Guests of each event, then by city; None where there is no event."""
    setting = answer.setting
    found = [offer.name for offer in setting.offers if offer.event]
    if not found:
        return None
    names = "attendance", "incremental attendance", "seats filled"
    rows = [
        Row(name, tuple(_cell(answer, each, "event", name) for each in names)) for name in found
    ]
    rows += [
        Row(
            say("guests from {city}", city=city),
            tuple(_cell(answer, each, "city", city) for each in names),
        )
        for city in setting.cities
    ]
    columns = (
        Column(say("Seats taken"), say("people")),
        Column(say("Because of the campaign"), say("people")),
        Column(say("Of all seats"), "%"),
    )
    return Table("events", say("Who comes to the events"), say("Event"), columns, tuple(rows))


def _cell(answer: Answer, name: str, by: str, group: str) -> Quantity:
    """A number, or a dash where there is none."""
    return shown(answer, name, by, group).bare if exists(answer, name, by, group) else missing()
