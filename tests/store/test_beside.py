"""Nothing that may have to be withdrawn gets into the log row (day.md D14)."""

import msgspec
import pytest
from msgspec import inspect

from server.rooms.plan import Person
from server.rooms.queue import HandRaised
from server.rooms.room import Event
from server.store import lift
from server.store.beside import EVENTS, fields_beside, join, split
from server.store.lift import Raw
from tests.store.given import EVERY_EVENT, entry

TELLING = {"text", "words", "summary", "topic", "speaker", "people"}

# What the chair concludes is read out and published: an act of office, not somebody's speech.
# Known and reported; whoever marks it BESIDE removes it here.
ACTS_OF_OFFICE: set[str] = set()


def told(kind: inspect.Type, path: str) -> set[str]:
    """Paths to persons and speech that are reachable without passing a BESIDE field."""
    match kind:
        case inspect.Metadata():
            return told(kind.type, path)
        case inspect.VarTupleType() | inspect.ListType() | inspect.SetType():
            return told(kind.item_type, path)
        case inspect.TupleType():
            return set().union(*(told(item, path) for item in kind.item_types))
        case inspect.DictType():
            return told(kind.key_type, path) | told(kind.value_type, path)
        case inspect.UnionType():
            return set().union(*(told(one, path) for one in kind.types))
        case inspect.StructType(cls=cls) if cls is Person:
            return {path}
        case inspect.StructType():
            return told_by_fields(kind, path)
    return set()


def told_by_fields(kind: inspect.StructType, path: str) -> set[str]:
    found: set[str] = set()
    apart = fields_beside(kind.cls) if kind.cls in EVENTS.values() else frozenset()
    for field in kind.fields:
        if field.name not in apart:
            here = f"{path}.{field.name}"
            found |= {here} if field.name in TELLING else told(field.type, here)
    return found


def test_no_person_and_no_speech_is_reachable_in_a_log_row() -> None:
    found = {
        name for kind in EVENTS.values() for name in told(inspect.type_info(kind), kind.__name__)
    }
    assert found == ACTS_OF_OFFICE


def test_the_search_does_find_them() -> None:
    class Leak(msgspec.Struct):
        deep: tuple[tuple[Person, ...], ...]
        words: str

    assert told(inspect.type_info(Leak), "Leak") == {"Leak.deep", "Leak.words"}


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_what_lies_beside_has_a_default(kind: type[Event]) -> None:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    for field in info.fields:
        if field.name in fields_beside(kind):
            assert not field.required


def test_some_fields_lie_beside() -> None:
    assert fields_beside(HandRaised) == {"speaker", "topic"}


def test_every_event_comes_back_whole() -> None:
    stored, contents = split(entry(1, *EVERY_EVENT))
    assert join("h1", 1, stored, contents) == EVERY_EVENT


def test_the_same_words_twice_have_two_digests() -> None:
    one, other = split(entry(1, *EVERY_EVENT)), split(entry(1, *EVERY_EVENT))
    assert one[0] != other[0]


def test_old_forms_are_lifted_with_their_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(raw: Raw) -> Raw:
        return {"type": "ItemBegun", "item": raw["topic"], "at": raw["at"]}

    monkeypatch.setitem(lift.LIFTS, "HandRaised", (renamed,))
    event = HandRaised("r1", 1, "p1", "", EVERY[HandRaised].kind, 5, "point:p1", topic="Đất đai")
    stored, contents = split(entry(1, event))
    assert "Đất" not in stored
    lifted = join("h1", 1, stored, contents)
    assert msgspec.to_builtins(lifted[0]) == {"type": "ItemBegun", "item": "Đất đai", "at": 5}


EVERY = {HandRaised: next(event for event in EVERY_EVENT if isinstance(event, HandRaised))}
