"""What the log row holds and what lies beside it (house.md, "Beside the log"; day.md D14).

An event field marked BESIDE is stored as {"beside": D} in the log row. Its value lies in
`contents` with a random 16-byte salt, and D = hex SHA-256 of salt + the value's JSON, UTF-8. Once
a content is deleted nobody can guess it from D, for the salt went with it.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from server.rooms.room import Entry, Event
from server.rooms.words import BESIDE
from server.store.errors import Tampered, UnknownEvent, Unreadable
from server.store.lift import LIFTS, Raw, lift

SALT = 16
REFERENCE = re.compile(r'\{"beside":"([0-9a-f]{64})"\}')
"""As it is written. No text can hold it: quotes inside texts have a backslash before them."""


class Place(NamedTuple):
    """Where a content belongs: the `field` of the `event`-th event of entry `seq`."""

    seq: int
    event: int
    field: str


class Content(NamedTuple):
    salt: bytes
    value: str
    """JSON text."""


Contents = Mapping[Place, Content]


def _event_types() -> dict[str, type[Event]]:
    return {str(kind.__struct_config__.tag): kind for kind in Event.__args__}


EVENTS = _event_types()
"""Every event type of this release, by its stored name."""
TODAYS = msgspec.json.Decoder(tuple[Event, ...])


@cache
def fields_beside(event: type[Event]) -> frozenset[str]:
    """The fields of `event` marked BESIDE."""
    hints = msgspec.inspect.type_info(event)
    assert isinstance(hints, msgspec.inspect.StructType)
    return frozenset(field.name for field in hints.fields if _marked(field.type))


def _marked(hint: msgspec.inspect.Type) -> bool:
    """msgspec keeps a Meta's `extra` in a Metadata node around the type."""
    return isinstance(hint, msgspec.inspect.Metadata) and hint.extra == BESIDE


def digest(content: Content) -> str:
    return sha256(content.salt + content.value.encode()).hexdigest()


def split(entry: Entry) -> tuple[str, dict[Place, Content]]:
    """The JSON text for the log row, and what goes beside it. Defaults are stored nowhere."""
    stored: list[Raw] = []
    apart: dict[Place, Content] = {}
    for index, event in enumerate(entry.events):
        raw: Raw = msgspec.to_builtins(event)
        for field in fields_beside(type(event)) & raw.keys():
            content = Content(secrets.token_bytes(SALT), _json(raw[field]))
            apart[Place(entry.seq, index, field)] = content
            raw[field] = {"beside": digest(content)}
        stored.append(raw)
    return _json(stored), apart


def references(events: str, seq: int) -> dict[Place, str]:
    """The digests that a row's `events` text holds, by the place they vouch for."""
    return {
        Place(seq, index, field): value["beside"]
        for index, raw in enumerate(msgspec.json.decode(events))
        for field, value in raw.items()
        if _refers(value)
    }


def join(room: str, seq: int, events: str, contents: Contents) -> tuple[Event, ...]:
    """The events again. A content that is gone leaves its field to its default. Raises Tampered,
    UnknownEvent or Unreadable."""
    if events_today := _at_once(events, contents):
        return events_today
    raws: Iterable[Raw] = msgspec.json.decode(events)
    return tuple(
        _decode(room, seq, lift(_whole(room, seq, index, raw, contents)))
        for index, raw in enumerate(raws)
    )


def _at_once(events: str, contents: Contents) -> tuple[Event, ...]:
    """As `join`, in a third of the time, for what is whole and in today's form; else ()."""
    if any(old in events for old in LIFTS):
        return ()
    values = {digest(content): content.value for content in contents.values()}
    try:
        return TODAYS.decode(REFERENCE.sub(lambda found: values[found[1]], events))
    except (KeyError, msgspec.DecodeError):
        return ()  # withdrawn or tampered with; unknown: the long way tells


def _whole(room: str, seq: int, index: int, raw: Raw, contents: Contents) -> Raw:
    whole: Raw = {}
    for field, value in raw.items():
        if not _refers(value):
            whole[field] = value
        elif content := contents.get(Place(seq, index, field)):
            if digest(content) != value["beside"]:
                raise Tampered(room=room, seq=seq, event=index, field=field)
            whole[field] = msgspec.json.decode(content.value)
    return whole


def _decode(room: str, seq: int, raw: Raw) -> Event:
    kind = EVENTS.get(raw["type"])
    if kind is None:
        raise UnknownEvent(room=room, seq=seq, type=raw["type"])
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as why:
        raise Unreadable(room=room, seq=seq, type=raw["type"], why=str(why)) from why


def _refers(value: Any) -> bool:
    # By its stored form, not by today's annotations: a field may be marked or unmarked later.
    return isinstance(value, dict) and value.keys() == {"beside"}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
