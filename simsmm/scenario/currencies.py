"""The currency of a plan, and what others are worth in it."""

from __future__ import annotations

import re
from typing import Annotated

from simsmm import presets
from simsmm.scenario import forms, quantities
from simsmm.scenario.parts import Part, Reads, ReadsIn, Setting
from simsmm.scenario.problems import shown
from simsmm.wording import say

CURRENCIES = tuple(presets.rates())
"""Currencies of which a rate to the US dollar is published with the presets."""


def _own_money(raw: object, setting: Setting) -> float:
    found = quantities.money(raw, setting.currency)
    if found <= 0.0:
        raise ValueError(say("{value} is not above nothing", value=shown(raw)))
    return found


def _currency(raw: object, setting: Setting) -> str:
    """A currency of which the rate to the US dollar, the currency of prices, is known."""
    if isinstance(raw, str) and quantities.CODE.fullmatch(raw) and "USD" in setting.rates:
        return raw
    try:
        return quantities.one_of(raw, "currency", CURRENCIES)
    except ValueError as error:
        raise ValueError(
            say(
                "{problem} For another one state what a dollar costs in it: "
                "`rates: {{USD: {{rate: 0.88 CHF, year: 2024}}}}`",
                problem=error,
            )
        ) from None


def _foreign(raw: object, setting: Setting) -> str:
    if not isinstance(raw, str) or not quantities.CODE.fullmatch(raw):
        raise ValueError(say("{value} is not a currency such as USD", value=shown(raw)))
    if raw == setting.currency:
        raise ValueError(say("{currency} is the currency of this scenario", currency=raw))
    return raw


def _year(raw: object) -> int:
    text = str(raw).strip()
    if not re.fullmatch(r"(19|20|21)\d\d", text, re.ASCII):
        raise ValueError(say("{value} is not a year such as 2024", value=shown(raw)))
    return int(text)


Currency = Annotated[str, ReadsIn(_currency, forms.CURRENCY)]
"""The code of a plan's own currency."""

Foreign = Annotated[str, ReadsIn(_foreign, forms.CURRENCY)]
"""The code of another currency."""


class Rate(Part):
    """What a unit of another currency is worth."""

    rate: Annotated[float, ReadsIn(_own_money, forms.MONEY)]
    """In the scenario's currency."""
    year: Annotated[int, Reads(_year, forms.YEAR)]
    """Of which the rate is."""
