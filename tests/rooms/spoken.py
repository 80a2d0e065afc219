"""Builders of heard sentences: half a second a word, from a time on."""

from typing import Final

from server.rooms.floor import EndFloor, InviteNow
from server.rooms.room import Room
from server.rooms.spelling import Change, spelled
from server.rooms.transcript import RecordSegment, Segment, Word
from server.rooms.words import SYSTEM
from tests.given import NOON, SECOND, after, opened

STEP: Final = 500
"""Milliseconds from one word's begin to the next one's."""
LENGTH: Final = 450
"""Milliseconds of a word."""


def heard(text: str, starts: int = NOON, confidence: float = 0.95) -> tuple[Word, ...]:
    return tuple(
        Word(word, starts + STEP * n, starts + STEP * n + LENGTH, confidence)
        for n, word in enumerate(text.split())
    )


def spoken(
    text: str, starts: int = NOON, turn: str = "t1", changes: tuple[Change, ...] = ()
) -> RecordSegment:
    words = heard(text, starts)
    said = spelled(tuple(text.split()), changes)
    return RecordSegment(turn, starts, words[-1].ends, said, words, changes)


def room_of(*sentences: str, changes: tuple[Change, ...] = ()) -> Room:
    """t1 speaks: s1, s2, … one every ten seconds; `changes` are of each."""
    room = after(opened(), InviteNow("an-phu"))
    said = [spoken(one, NOON + 10 * SECOND * n, changes=changes) for n, one in enumerate(sentences)]
    return after(room, *said, actor=SYSTEM)


def two_turns(first: str, second: str) -> Room:
    """t1 says `first` (s1), and ten seconds later t2 says `second` (s2)."""
    room = after(room_of(first), EndFloor("t1"), at=NOON + 9 * SECOND)
    room = after(room, InviteNow("don-dac"), at=NOON + 10 * SECOND)
    return after(room, spoken(second, NOON + 10 * SECOND, "t2"), actor=SYSTEM)


def segment(room: Room, id: str) -> Segment:
    return room.transcript.segments[id]


def texts(room: Room) -> list[str]:
    return [room.transcript.segments[id].text for id in room.transcript.order]
