"""What a scenario means where it says nothing: filled in before its values are checked.

Only what depends on other values stands here; constants stand beside their fields. Values of the
wrong kind are passed over: checking them is not done here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from pydantic import TypeAdapter, ValidationError

from simsmm import presets
from simsmm.scenario import quantities
from simsmm.scenario.audience import ELSEWHERE, AudienceField, band
from simsmm.scenario.creators import PICK, is_pick
from simsmm.scenario.language import market_of
from simsmm.scenario.parts import Setting
from simsmm.scenario.plan import EVENT, whole_budget
from simsmm.scenario.problems import nearest
from simsmm.scenario.quantities import Settled

Found = TypeVar("Found")

EVERYONE = {"name": "everyone"}
"""The only segment of a scenario that names none."""

MOST_SIMULATED = 50_000
"""People simulated where the scenario does not say how many, unless the market is smaller."""


MADE_OF = {"based on", "mechanism"}
"""Keys of a channel of the scenario's own, one of which it has."""

AUDIENCE: TypeAdapter[Any] = TypeAdapter(AudienceField)


def setting(data: dict[str, Any], folder: Path | None) -> Setting:
    """What the meaning of other values depends on."""
    stated = data.get("currency", "EUR")
    currency = stated if isinstance(stated, str) and quantities.CODE.fullmatch(stated) else "EUR"
    return Setting(
        currency=currency,
        rates=_rates(data.get("rates"), currency),
        start=_try(quantities.day, data.get("starts")),
        lasts=_try(quantities.duration, data.get("lasts")),
        folder=folder,
        segments=_segments(data.get("people", {})),
        channels=_channels(data.get("channels")),
        own_channels=_own_channels(data.get("channels")),
        unmade_channels=_unmade_channels(data.get("channels")),
        cities=_named(data.get("people", {}), "cities", str),
        ages=_named(data.get("people", {}), "ages", band),
        offers=_offers(data.get("campaigns")),
    )


def filled(data: dict[str, Any], known: Setting) -> dict[str, Any]:
    """A copy of a scenario's data with everything filled in that follows from the rest."""
    whole = dict(data)
    whole.setdefault("effort", "normal")
    whole.setdefault("simulate", _simulated(whole.get("market")))
    whole["people"] = _people(whole.get("people", {}))
    if isinstance(whole.get("campaigns"), list):
        whole["campaigns"] = [_campaign(item, whole, known) for item in whole["campaigns"]]
    return whole


def _segments(people: Any) -> tuple[str, ...] | None:
    """Names of the segments; None where they are of the wrong kind."""
    if not isinstance(people, dict) or not isinstance(people.get("segments", []), list):
        return None
    names = (segment.get("name") for segment in _mappings(people.get("segments", [EVERYONE])))
    return tuple(name for name in names if isinstance(name, str))


def _named(people: Any, key: str, read: Callable[[object], str]) -> tuple[str, ...] | None:
    """What segments name under a key, such as their cities; None where it is of the wrong kind."""
    if not isinstance(people, dict) or not isinstance(people.get("segments", []), list):
        return None
    named = [segment.get(key) for segment in _mappings(people.get("segments", []))]
    found = (_try(read, name) for part in named if isinstance(part, dict) for name in part)
    return tuple(dict.fromkeys(name for name in found if name not in (None, ELSEWHERE)))


def _offers(campaigns: Any) -> tuple[str, ...]:
    offers = [campaign.get("offers") for campaign in _mappings(campaigns)]
    return tuple(name for names in offers if isinstance(names, dict) for name in names)


def _rates(rates: Any, currency: str) -> dict[str, float]:
    """Worth of other currencies in the scenario's own; those that are wrong are left out."""
    stated = rates.items() if isinstance(rates, dict) else ()
    found = {
        code: _try(lambda raw: quantities.money(raw, currency), rate.get("rate"))
        for code, rate in stated
        if isinstance(rate, dict) and code != currency
    }
    return {code: rate for code, rate in found.items() if rate}


def _channels(channels: Any) -> tuple[str, ...] | None:
    """Names of the scenario's channels that exist; None where they are of the wrong kind.

    A misspelt one is reported where it stands, not wherever the right name is used.
    """
    names = [channels] if isinstance(channels, str) else channels
    if not isinstance(names, dict | list):
        return None
    meant = [nearest(name, presets.channels()) for name in names if isinstance(name, str)]
    own = _own_channels(channels)
    return own + tuple(name for name in presets.channels() if name in names or name in meant)


def _own_channels(channels: Any) -> tuple[str, ...]:
    """Names of the channels that the scenario makes itself, or means to."""
    stated = channels.items() if isinstance(channels, dict) else ()
    made = (name for name, made in stated if isinstance(made, dict) and MADE_OF & set(made))
    return (*filter(_is_text, made), *_unmade_channels(channels))


def _unmade_channels(channels: Any) -> tuple[str, ...]:
    """Names with numbers that are no channel's, and nothing says what they are made of.

    That is said where they stand, not wherever they are used.
    """
    stated = channels.items() if isinstance(channels, dict) else ()
    return tuple(
        name
        for name, made in stated
        if _is_text(name) and isinstance(made, dict) and not MADE_OF & set(made)
        if name not in presets.channels() and not nearest(name, presets.channels())
    )


def _is_text(name: object) -> TypeGuard[str]:
    return isinstance(name, str)


def _simulated(market: Any) -> Any:
    named = market_of(market)
    raw = named.get("people") if isinstance(named, dict) else None
    people = _try(lambda text: quantities.count(text, "people"), raw)
    return MOST_SIMULATED if people is None else min(max(people, 1), MOST_SIMULATED)


def _people(people: Any) -> Any:
    if not isinstance(people, dict):
        return people
    segments = people.get("segments", [EVERYONE])
    if not isinstance(segments, list):
        return people
    silent = [s for s in segments if isinstance(s, dict) and "share" not in s]
    if len(silent) != 1:
        return {**people, "segments": segments}
    stated = [_try(quantities.share, s["share"]) for s in _mappings(segments) if "share" in s]
    rest = Settled(max(0.0, 1.0 - sum(share or 0.0 for share in stated)))
    complete = [{**s, "share": rest} if s is silent[0] else s for s in segments]
    return {**people, "segments": complete}


def _campaign(campaign: Any, scenario: dict[str, Any], known: Setting) -> Any:
    if not isinstance(campaign, dict):
        return campaign
    whole = dict(campaign)
    if isinstance(whole.get("posts"), list):
        whole["posts"] = [
            _post(post, place, scenario, known)
            for place, post in enumerate(whole["posts"], start=1)
        ]
    if "creators" in whole:
        stated = whole["creators"]
        hired = stated if isinstance(stated, list) else [stated]
        whole["creators"] = [_hired(each, whole.get("posts")) for each in hired]
    budget = whole_budget(whole.get("budget", {}))
    if isinstance(budget, dict):
        creators = _mappings(whole.get("creators"))
        costs = {
            "media": _sum((boost.get("spend") for boost in _boosts(whole)), known),
            "creators": _sum((each.get(_price_of(each)) for each in creators), known),
        }
        whole["budget"] = {**costs, **budget}
    return whole


def _price_of(hired: dict[str, Any]) -> str:
    """The key under which it stands what a creator, or a pick, costs."""
    return "spend" if PICK in hired else "fee"


def _hired(hired: Any, posts: Any) -> Any:
    """A pick with a post to publish, and when it appears; creators as they are."""
    if not is_pick(hired):
        return hired
    there = [post for post in _mappings(posts) if hired.get("on") in _many(post.get("on"))]
    if "posts" not in hired and there:
        hired = {**hired, "posts": [there[0]["id"]]}
    published = [post for post in _mappings(posts) if post["id"] in _many(hired.get("posts"))]
    # Of a post that there is not, the name is wrong; that its time is missing says no more.
    first = next((post for post in (*published, *there) if "at" in post), None)
    return hired if first is None else {"at": first["at"], **hired}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _post(post: Any, place: int, scenario: dict[str, Any], known: Setting) -> Any:
    if not isinstance(post, dict):
        return post
    whole = {"id": f"post {place}", **post}
    if "event" in whole:
        whole.setdefault("link", EVENT)
    if isinstance(whole.get("boost"), dict):
        whole["boost"] = _boost(whole["boost"], whole, scenario, known)
    elif isinstance(whole.get("boost"), list):
        whole["boost"] = [_boost(boost, whole, scenario, known) for boost in whole["boost"]]
    return whole


def _boost(boost: Any, post: dict[str, Any], scenario: dict[str, Any], known: Setting) -> Any:
    if not isinstance(boost, dict):
        return boost
    lasts = _try(quantities.duration, scenario.get("lasts"))
    whole = {"until": Settled(lasts or 0.0), "to": _target(scenario, known), **boost}
    if "at" in post:
        whole.setdefault("from", post["at"])
    channels = post.get("on")
    if isinstance(channels, list) and len(channels) == 1:
        channels = channels[0]
    if isinstance(channels, str):
        whole.setdefault("on", channels)
    return whole


def _target(scenario: dict[str, Any], known: Setting) -> Any:
    """The target, if it is right: a wrong one is reported where it stands, not at every boost."""
    target = scenario.get("target", {})
    try:
        return AUDIENCE.validate_python(target, context=known)
    except ValidationError:
        return {}


def _boosts(campaign: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for post in _mappings(campaign.get("posts")):
        boost = post.get("boost")
        yield from _mappings(boost if isinstance(boost, list) else [boost])


def _sum(amounts: Iterable[Any], known: Setting) -> Settled:
    def read(raw: object) -> float:
        return quantities.money(raw, *known.money)

    return Settled(sum(_try(read, raw) or 0.0 for raw in amounts))


def _mappings(items: Any) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _try(parse: Callable[[object], Found], raw: object) -> Found | None:
    try:
        return parse(raw)
    except ValueError:
        return None
