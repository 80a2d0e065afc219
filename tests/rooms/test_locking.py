"""*Chốt*: once, by whoever is first. *Đính chính*: with a reason, and what was locked stays."""

import pytest

from server.rooms.editing import EditSegment, UndoSegment, VerifySegment
from server.rooms.locking import (
    CorrectSegment,
    LockSegments,
    LockTurn,
    SegmentCorrected,
    SegmentsLocked,
)
from server.rooms.room import Command, Room
from server.rooms.sight import Audience
from server.rooms.splitting import MergeSegments, MoveWords, SplitSegment
from server.rooms.transcript import MarkGap, SegmentKind, SegmentState
from server.rooms.words import SYSTEM, Actor, Role
from tests.given import LEAD, NOON, SECOND, SECRETARY, after, ask, happens, refusal
from tests.rooms.seen import view_of
from tests.rooms.spoken import room_of, segment

OTHER_LEAD = Actor("truong-thu-ky-2", Role.SECRETARY_LEAD)


def verified() -> Room:
    """t1 with s1 and s2, both verified, and a marker."""
    room = room_of("kính thưa hội nghị", "xin báo cáo")
    room = after(room, VerifySegment("s1", 1), VerifySegment("s2", 1), actor=SECRETARY)
    gap = MarkGap("t1", NOON + 30 * SECOND, NOON + 34 * SECOND, SegmentKind.LOST)
    return after(room, gap, actor=SYSTEM)


def test_a_turn_is_locked_whole_by_one_entry() -> None:
    room, events = ask(verified(), LockTurn("t1"), LEAD)
    assert events == (SegmentsLocked(("s1", "s2"), LEAD.id),)
    assert segment(room, "s1").state is SegmentState.LOCKED
    assert segment(room, "s1").by == SECRETARY.id


def test_of_two_who_lock_at_once_the_second_one_changes_nothing() -> None:
    room = after(verified(), LockTurn("t1"), actor=LEAD)
    assert happens(room, LockTurn("t1"), OTHER_LEAD) == ()
    assert happens(room, LockSegments(("s1", "s1", "s2")), OTHER_LEAD) == ()
    part = after(verified(), LockSegments(("s1",)), actor=LEAD)
    assert happens(part, LockTurn("t1"), OTHER_LEAD) == (SegmentsLocked(("s2",), OTHER_LEAD.id),)


def test_only_what_was_verified_is_locked() -> None:
    room = after(verified(), EditSegment("s2", 1, "Xin báo cáo"), actor=SECRETARY)
    no = ("not_verified", {"segment": "s2", "count": 1})
    assert refusal(room, LockTurn("t1"), LEAD) == no
    assert refusal(room, LockSegments(("s1", "s2")), LEAD) == no
    assert segment(room, "s1").state is SegmentState.VERIFIED


def test_only_the_head_of_the_secretaries_locks() -> None:
    no = ("not_allowed", {"role": "secretary"})
    assert refusal(verified(), LockTurn("t1"), SECRETARY) == no


@pytest.mark.parametrize(
    "command",
    [
        EditSegment("s1", 1, "khác"),
        VerifySegment("s1", 1),
        UndoSegment("s1", 1),
        SplitSegment("s1", 1, "kính thưa", "hội nghị"),
        MergeSegments("s1", 1, "s2", 1),
        MoveWords("s1", 1, "s2", 1, 1),
        MoveWords("s2", 1, "s1", 1, 1),
    ],
)
def test_what_is_locked_is_not_edited(command: Command) -> None:
    room = after(verified(), LockSegments(("s1",)), actor=LEAD)
    assert refusal(room, command, SECRETARY) == ("segment_locked", {"segment": "s1"})


def test_a_correction_has_a_reason_and_leaves_what_was_locked() -> None:
    room = after(verified(), LockTurn("t1"), actor=LEAD)
    room, events = ask(room, CorrectSegment("s1", 1, "Kính thưa Đại hội", " nghe lại "), LEAD)
    assert events == (SegmentCorrected("s1", 2, LEAD.id, "Kính thưa Đại hội", "nghe lại"),)
    one = segment(room, "s1")
    assert (one.text, one.approved) == ("Kính thưa Đại hội", "kính thưa hội nghị")
    assert one.state is SegmentState.LOCKED
    seen = view_of(Audience.SECRETARY, room)["transcript"]["segments"]
    assert seen["s1"]["corrected"] and "corrected" not in seen["s2"]
    assert happens(room, CorrectSegment("s1", 2, "Kính thưa Đại hội", "lại"), LEAD) == ()


def test_a_correction_without_reason_text_version_or_lock_is_refused() -> None:
    room = after(verified(), LockSegments(("s1",)), actor=LEAD)
    no = ("empty_field", {"field": "reason"})
    assert refusal(room, CorrectSegment("s1", 1, "khác", " "), LEAD) == no
    no = ("empty_field", {"field": "text"})
    assert refusal(room, CorrectSegment("s1", 1, " ", "nhầm"), LEAD) == no
    assert refusal(room, CorrectSegment("s1", 3, "khác", "nhầm"), LEAD)[0] == "stale_version"
    no = ("not_locked", {"segment": "s2"})
    assert refusal(room, CorrectSegment("s2", 1, "khác", "nhầm"), LEAD) == no


def test_there_must_be_such_a_turn_and_such_a_segment() -> None:
    no = ("unknown_id", {"what": "turn", "id": "x"})
    assert refusal(verified(), LockTurn("x"), LEAD) == no
    no = ("unknown_id", {"what": "segment", "id": "x"})
    assert refusal(verified(), LockSegments(("x",)), LEAD) == no
