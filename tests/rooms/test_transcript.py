"""What was heard, and what was typed beside it (day.md D16)."""

import pytest

from server.rooms.editing import EditSegment, VerifySegment
from server.rooms.floor import InviteNow
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference
from server.rooms.transcript import (
    RecordSegment,
    SegmentRecorded,
    SegmentState,
    Word,
    WriteSegment,
)
from server.rooms.words import SYSTEM
from tests.given import NOON, SECRETARY, after, ask, happens, opened, refusal

WORDS = (Word("kính", NOON, NOON + 1, 0.9), Word("thưa", NOON + 1, NOON + 2, 0.4))


def speaking() -> Room:
    return after(opened(), InviteNow("an-phu"))


def heard() -> Room:
    return after(speaking(), RecordSegment("t1", NOON, NOON + 2, "kính thưa", WORDS), actor=SYSTEM)


def test_an_utterance_is_recorded() -> None:
    room, events = ask(speaking(), RecordSegment("t1", NOON, NOON + 2, "kính thưa", WORDS), SYSTEM)
    assert events == (SegmentRecorded("s1", "t1", NOON, NOON + 2, "", "kính thưa", WORDS),)
    segment = room.transcript.segments["s1"]
    assert (segment.state, segment.version, segment.by) == (SegmentState.HEARD, 1, "")


def test_silence_is_not_recorded() -> None:
    assert happens(speaking(), RecordSegment("t1", NOON, NOON + 2, " \n"), SYSTEM) == ()


def test_a_secretary_types_a_line() -> None:
    room, events = ask(speaking(), WriteSegment("t1", " Đề nghị sửa cầu "), SECRETARY)
    assert events == (
        SegmentRecorded("s1", "t1", NOON, NOON, "thu-ky", "Đề nghị sửa cầu", ()),
    )  # fmt: skip
    segment = room.transcript.segments["s1"]
    assert (segment.state, segment.by) == (SegmentState.EDITED, "thu-ky")


def test_late_sound_takes_its_place_by_when_it_was_spoken() -> None:
    room = speaking()
    for starts in (10, 30, 20, 20, 5):
        said = RecordSegment("t1", NOON + starts, NOON + starts + 5, "lời")
        room = after(room, said, actor=SYSTEM)
    assert room.transcript.order == ("s5", "s1", "s3", "s4", "s2")


def test_the_record_is_worked_on_after_the_conference_closed() -> None:
    room = after(heard(), CloseConference())
    assert happens(room, RecordSegment("t1", NOON, NOON + 1, "cuối"), SYSTEM)
    assert happens(room, WriteSegment("t1", "ghi thêm"), SECRETARY)
    assert happens(room, EditSegment("s1", 1, "Kính thưa"), SECRETARY)


@pytest.mark.parametrize("command", [WriteSegment("t1", " "), EditSegment("s1", 1, "\n")])
def test_a_line_says_something(command: Command) -> None:
    assert refusal(heard(), command, SECRETARY) == ("empty_field", {"field": "text"})


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (RecordSegment("x", 0, 1, "lời"), "turn"),
        (WriteSegment("x", "lời"), "turn"),
        (EditSegment("x", 1, "lời"), "segment"),
        (VerifySegment("x", 1), "segment"),
    ],
)
def test_what_is_named_must_exist(command: Command, what: str) -> None:
    actor = SYSTEM if isinstance(command, RecordSegment) else SECRETARY
    assert refusal(heard(), command, actor) == ("unknown_id", {"what": what, "id": "x"})
