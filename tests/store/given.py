"""One example of every event there is, and entries made of them."""

import re
from typing import Any

import msgspec
from msgspec import inspect

from server.rooms.room import Entry, Event
from server.rooms.words import Actor, Role
from server.store.beside import EVENTS

WORDS = "Đề nghị tỉnh sửa đường liên xã \u201ctrước mùa lũ\u201d \\ \n\t\x00\x7f 🌧"
PATTERNED = ("2025-03-04", "2025-03", "07:30", "commune", "venue", "own", "nd30", "0a" * 32)
MINH = Actor("thu-ky-1", Role.SECRETARY)


def example(kind: type[Event]) -> Event:
    """An instance of `kind` with every field set, and not to its default."""
    return msgspec.convert(_raw(inspect.type_info(kind)), kind)


def entry(seq: int, *events: Event, command_id: str = "", at: int = 1_741_046_400_000) -> Entry:
    return Entry(seq, at + seq, MINH, command_id or f"c{seq}", "b" * 64, events)


def _raw(kind: inspect.Type) -> Any:
    match kind:
        case inspect.Metadata():
            return _raw(kind.type)
        case inspect.StrType(pattern=str(pattern)):
            return next(word for word in PATTERNED if re.search(pattern, word))
        case inspect.StrType():
            return WORDS[: kind.max_length]
        case inspect.IntType():
            return max(kind.ge or 0, min(7, 7 if kind.le is None else kind.le))
        case inspect.FloatType():
            return 0.1
        case inspect.BoolType():
            return True
        case inspect.EnumType():
            return list(kind.cls)[-1].value
        case inspect.VarTupleType():
            return [_raw(kind.item_type)] * 2
        case inspect.UnionType():
            return next(_raw(one) for one in kind.types if not isinstance(one, inspect.NoneType))
        case inspect.StructType():
            return _raw_struct(kind)
    raise AssertionError(f"no example for {kind}: teach tests/store/given.py")


def _raw_struct(kind: inspect.StructType) -> Any:
    fields = {field.name: _raw(field.type) for field in kind.fields}
    if kind.array_like:
        return list(fields.values())
    return {"type": kind.tag, **fields} if kind.tag else fields


EVERY_EVENT = tuple(example(kind) for kind in EVENTS.values())
