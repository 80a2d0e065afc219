"""Where a tone mark stands: an office writes *ủy, hòa* or *uỷ, hoà* (domain.md §8.2), one style in
all of a paper. Names of people are never converted."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from server.documents.text import clean
from server.rooms.plan import Person
from server.rooms.room import Room

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_FORMS: Final = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize(
        "NFC", first + second + tone
    )
    for first, second in ("oa", "oe", "uy", "OA", "OE", "UY", "Oa", "Oe", "Uy")
    for tone in TONES
}
"""New style to old. Only where nothing follows: "hoàng" and "thuyền" have one spelling, and the u
of "quý" belongs to the consonant."""
_BACK: Final = {old: new for new, old in _FORMS.items()}


def _any(words: dict[str, str]) -> str:
    return rf"(?<![qQ])(?:{'|'.join(words)})(?!\w)"


class Spelling:
    """The style of one office, and the names that keep theirs."""

    def __init__(self, old: bool, room: Room) -> None:
        self._forms = _FORMS if old else _BACK
        ours = _any(self._forms)
        every = {clean(name) for name in _names(room)}
        names = sorted((name for name in every if re.search(ours, name)), key=len, reverse=True)
        kept = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else r"(?!)"
        self._found = re.compile(rf"{kept}|{ours}")

    def __call__(self, text: str) -> str:
        return self._found.sub(lambda m: self._forms.get(m[0], m[0]), text)


def _names(room: Room) -> Iterator[str]:
    """Those of everybody whom a paper of the room can name."""
    people = room.session.people
    some: list[Person] = [*people.chairs, people.moderator, *people.secretaries]
    some += [people.signers.party, people.signers.state]
    some += [turn.speaker for turn in room.floor.turns.values()]
    some += [request.speaker for request in room.queue.requests.values()]
    for row in room.opinions.rows.values():
        some += [row.speaker, row.answerer, *row.petitioners]
    return (person.name for person in some)
