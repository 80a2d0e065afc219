"""What tests ask of a view: is it what its types say, has it no null, what does it hold."""

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct, inspect

from server.rooms.memo import Memo
from server.rooms.room import Room
from server.rooms.sight import Audience, look
from server.rooms.views import Crowd, Mine, View

Json = dict[str, Any]
Field = tuple[str, str]
"""A struct's name and one of its fields that may be absent."""


def view_of(audience: Audience, room: Room, memo: Memo | None = None) -> Json:
    """What `audience` receives: the view as it comes out of JSON."""
    return as_json(look(audience, room, memo or Memo(), Crowd()))


def as_json(value: Any) -> Json:
    decoded: Json = msgspec.json.decode(msgspec.json.encode(value))
    return decoded


def apply_merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396, word for word."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = apply_merge_patch(merged.get(name), value)
    return merged


def check(seen: Json, shape: type[Struct]) -> None:
    """`seen` has exactly the fields of `shape`, of their types, and no null anywhere."""
    msgspec.convert(seen, shape, strict=True)
    fields_of(seen, shape)
    assert not has_null(seen)


def has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_null(inner) for inner in value.values())
    return any(has_null(inner) for inner in value) if isinstance(value, list) else value is None


def fields_of(seen: Json, shape: type[Struct]) -> set[tuple[Field, bool]]:
    """Every field that may be absent, wherever it occurs in `seen`, and whether it was there.
    Fails on a field that `shape` does not have."""
    found: set[tuple[Field, bool]] = set()
    _walk(seen, _shape(shape), found)
    return found


def optional_fields() -> set[Field]:
    """Every field of a view, or of what concerns one client alone, that may be absent."""
    found: set[Field] = set()
    for shape in (View, Mine):
        _collect(_shape(shape), found)
    return found


@cache
def _shape(shape: type[Struct]) -> inspect.Type:
    return inspect.type_info(shape)


def _walk(value: Any, kind: inspect.Type, found: set[tuple[Field, bool]]) -> None:
    kind = _bare(kind)
    if isinstance(kind, inspect.StructType) and not kind.array_like:
        assert value.keys() <= {field.name for field in kind.fields}, (kind.cls, value)
        for field in kind.fields:
            if not field.required:
                found.add(((kind.cls.__name__, field.name), field.name in value))
            if field.name in value:
                _walk(value[field.name], field.type, found)
    elif isinstance(kind, inspect.DictType):
        for inner in value.values():
            _walk(inner, kind.value_type, found)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
        for inner in value:
            _walk(inner, kind.item_type, found)


def _collect(kind: inspect.Type, found: set[Field]) -> None:
    kind = _bare(kind)
    if isinstance(kind, inspect.StructType) and not kind.array_like:
        for field in kind.fields:
            if not field.required:
                found.add((kind.cls.__name__, field.name))
            _collect(field.type, found)
    elif isinstance(kind, inspect.DictType):
        _collect(kind.value_type, found)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
        _collect(kind.item_type, found)


def _bare(kind: inspect.Type) -> inspect.Type:
    """The type without its constraints and without "or absent"."""
    if isinstance(kind, inspect.Metadata):
        return _bare(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _bare(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    return kind
