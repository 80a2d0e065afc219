"""What an area is to its room: who may ask what of it, what answers, and what its events change.

The areas stand in the other modules here, put together by what they are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from msgspec.structs import replace

from server.rooms import words
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Events = tuple[words.Event, ...]
Fold = Callable[[Room, Any], Room]


@dataclass(frozen=True, kw_only=True)
class Area:
    """`may_ask` names every command of the area, `folds` every event that happens in it. `decide`
    says what a command makes happen here and in areas that go with it, or raises Refused. What is
    in `while_open` needs the conference to be running, what is in `before_close` not to be over;
    the rest goes on after it."""

    may_ask: Mapping[type[words.Command], frozenset[Role]]
    decide: Callable[[Room, Any, Actor, Millis], tuple[Any, ...]]
    folds: Mapping[type[words.Event], Fold]
    while_open: frozenset[type[words.Command]] = frozenset()
    before_close: frozenset[type[words.Command]] = frozenset()


def into(part: str, evolve: Callable[[Any, Any], Any], events: Any) -> dict[type, Fold]:
    """Folds for `events`, a union or one class, that change one `part` of the room alone."""
    return {kind: partial(_one_part, part, evolve) for kind in _kinds(events)}


def _kinds(union: Any) -> tuple[type, ...]:
    """The classes of a union, or of what is one class."""
    return get_args(union) or (union,)


def _one_part(part: str, evolve: Callable[[Any, Any], Any], room: Room, event: Any) -> Room:
    return replace(room, **{part: evolve(getattr(room, part), event)})
