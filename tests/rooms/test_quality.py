"""How much secretaries have to change in what was heard (day.md D1)."""

import pytest

from server.rooms import quality as module
from server.rooms.editing import EditSegment, VerifySegment
from server.rooms.floor import InviteNow
from server.rooms.quality import Quality, quality
from server.rooms.room import Room
from server.rooms.spelling import Change
from server.rooms.transcript import RecordSegment, Word, WriteSegment
from server.rooms.words import SYSTEM
from tests.given import NOON, SECRETARY, after, opened


def heard(
    room: Room, said: str, n: int = 0, changes: tuple[Change, ...] = (), text: str = ""
) -> Room:
    """One sentence of t1 more."""
    words = tuple(Word(word, NOON + n, NOON + n, 0.9) for word in said.split())
    recorded = RecordSegment("t1", NOON + n, NOON + n, text or said, words, changes)
    return after(room, recorded, actor=SYSTEM)


def test_nobody_has_looked_yet() -> None:
    room = heard(after(opened(), InviteNow("an-phu")), "con đường hỏng")
    assert quality(room.transcript) == Quality(0, 0, 0)


def test_only_words_that_were_changed_count() -> None:
    room = after(opened(), InviteNow("an-phu"))
    changes = (Change(2, 4, "25", "number.count"),)
    room = heard(room, "sửa chữa hai lăm hộ nghèo", changes=changes, text="sửa chữa 25 hộ nghèo")
    room = heard(room, "đường không hỏng", 1)
    room = heard(room, "chưa ai xem", 2)
    room = after(room, VerifySegment("s1", 1), actor=SECRETARY)
    assert quality(room.transcript) == Quality(1, 5, 0)
    room = after(room, EditSegment("s2", 1, "Con đường hỏng."), actor=SECRETARY)
    assert quality(room.transcript) == Quality(1, 5, 0)  # not verified
    room = after(room, VerifySegment("s2", 2), actor=SECRETARY)
    assert quality(room.transcript) == Quality(2, 8, 2)  # "con" was missing, "không" was not said


def test_lines_that_were_typed_say_nothing_of_it() -> None:
    room = after(opened(), InviteNow("an-phu"))
    room = after(room, WriteSegment("t1", "Ghi nhanh"), VerifySegment("s1", 1), actor=SECRETARY)
    assert quality(room.transcript) == Quality()


def test_it_follows_who_speaks_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LATEST", 2)
    room = after(opened(), InviteNow("an-phu"))
    for n in range(4):
        room = heard(room, "sai" if n < 2 else "đúng", n)
        text = EditSegment(f"s{n + 1}", 1, "đúng")
        room = after(room, *([text] if n < 2 else []), actor=SECRETARY)
        room = after(room, VerifySegment(f"s{n + 1}", 2 if n < 2 else 1), actor=SECRETARY)
    assert quality(room.transcript) == Quality(2, 2, 0)


def test_a_long_text_in_the_place_of_a_sentence_costs_no_time() -> None:
    room = heard(after(opened(), InviteNow("an-phu")), "a " * 1500)
    room = after(room, EditSegment("s1", 1, "b " * 1500), VerifySegment("s1", 2), actor=SECRETARY)
    assert quality(room.transcript) == Quality(1, 1500, 1500)
