"""*Lịch sử*: who changed which field of an opinion, when, from what to what (domain.md §6.1).

Nothing is stored for it: the log says it all."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from server.rooms.entering import ContactSet
from server.rooms.opinions import Opinion
from server.rooms.room import Entry, Room, evolve
from server.rooms.words import Millis, Role, Struct

UNTOLD: Final = frozenset({"id", "version"})
WORDS: Final = frozenset({
    "text", "summary", "answer_text", "promise", "outcome", "feedback", "correction", "speaker",
    "petitioners", "answerer", "reported", "more_time", "sent_back",
})  # fmt: skip
"""Fields that may hold what was said, or who was named."""


def uncontacted(entry: Entry) -> Entry:
    """`entry` without where any petitioner is reached: for those who look after the log and do not
    write the register."""
    events = (
        ContactSet(event.opinion) if isinstance(event, ContactSet) else event
        for event in entry.events
    )
    return replace(entry, events=tuple(events))


class Change(Struct, frozen=True):
    """`old` and `new` as JSON values; one that is absent is what the field is without."""

    seq: int
    at: Millis
    by: str
    role: Role
    field: str
    old: Any = None
    new: Any = None


class Audit:
    """Takes a log page by page, from its beginning, or from where it had made `room`. `changes`
    are by row, the earliest first."""

    def __init__(self, room: Room | None = None) -> None:
        self._room = room or Room()
        self.changes: dict[str, list[Change]] = {}

    def take(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            before = self._room.opinions.rows
            for event in entry.events:
                self._room = evolve(self._room, event)
            rows = self._room.opinions.rows
            if rows is before:
                continue
            for id, row in rows.items():
                if (old := before.get(id)) is not row:
                    self.changes.setdefault(id, []).extend(_between(old, row, entry))


def _between(before: Opinion | None, now: Opinion, entry: Entry) -> list[Change]:
    old, new = (msgspec.to_builtins(row) if row else {} for row in (before, now))
    fields = [name for name in Opinion.__struct_fields__ if name not in UNTOLD]
    return [
        Change(
            entry.seq, entry.at, entry.actor.id, entry.actor.role, name, old.get(name) or None,
            new.get(name) or None,
        )
        for name in fields if (old.get(name) or None) != (new.get(name) or None)
    ]  # fmt: skip


def public(changes: Iterable[Change], whole: Opinion, shown: Opinion) -> list[Change]:
    """`changes` of the row `whole` for those who see it as `shown`: nothing of a denunciation, and
    of what is withdrawn not what it was."""
    if whole.matter:
        return []
    hidden = {
        name for name in Opinion.__struct_fields__
        if getattr(whole, name) != getattr(shown, name) or (shown.withdrawn and name in WORDS)
    }  # fmt: skip
    return [replace(one, old=None, new=None) if one.field in hidden else one for one in changes]
