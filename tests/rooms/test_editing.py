"""What secretaries make of what was heard, and how each takes back only their own (day.md D15)."""

import pytest

from server.rooms.dialogue import DivertRequest
from server.rooms.editing import (
    KEPT,
    ConfirmWords,
    EditSegment,
    RespellSegment,
    SegmentEdited,
    SegmentUndone,
    SegmentVerified,
    UndoSegment,
    VerifySegment,
    WordsConfirmed,
)
from server.rooms.floor import InviteNow
from server.rooms.room import Command, Room
from server.rooms.spelling import Change
from server.rooms.states import Matter
from server.rooms.transcript import MarkGap, SegmentKind, SegmentState
from server.rooms.withdrawals import WithdrawContent
from server.rooms.words import SYSTEM
from tests.given import (
    CHAIR,
    LEAD,
    NOON,
    SECOND,
    SECRETARY,
    after,
    ask,
    happens,
    refusal,
)
from tests.rooms.spoken import heard, room_of, segment

WORDS = heard("kính thưa")
SAID = "kính thưa"
FIFTY_SEVEN = (Change(2, 4, "57", "law.document"),)


def test_editing() -> None:
    room, events = ask(room_of(SAID), EditSegment("s1", 1, " Kính thưa chủ trì "), SECRETARY)
    assert events == (SegmentEdited("s1", 2, "thu-ky", "Kính thưa chủ trì"),)
    one = segment(room, "s1")
    assert (one.text, one.version) == ("Kính thưa chủ trì", 2)
    assert (one.state, one.words) == (SegmentState.EDITED, WORDS)
    assert happens(room, EditSegment("s1", 2, "Kính thưa chủ trì "), SECRETARY) == ()


def test_verifying_and_editing_what_is_verified() -> None:
    room, events = ask(room_of(SAID), VerifySegment("s1", 1), SECRETARY)
    assert events == (SegmentVerified("s1", "thu-ky"),)
    assert segment(room, "s1").state is SegmentState.VERIFIED
    assert happens(room, VerifySegment("s1", 1), SECRETARY) == ()
    edited = segment(after(room, EditSegment("s1", 1, "khác"), actor=SECRETARY), "s1")
    assert edited.state is SegmentState.EDITED


def test_what_was_heard_what_was_edited_and_what_was_approved_are_all_kept() -> None:
    room = after(room_of(SAID), EditSegment("s1", 1, "Kính thưa"), actor=SECRETARY)
    room = after(room, VerifySegment("s1", 2), EditSegment("s1", 2, "Thưa"), actor=LEAD)
    one = segment(room, "s1")
    assert (one.words, one.text, one.approved) == (WORDS, "Thưa", "Kính thưa")


def test_somebody_else_changed_it_meanwhile_and_both_texts_are_there() -> None:
    room = after(room_of(SAID), EditSegment("s1", 1, "một"), actor=SECRETARY)
    no = ("stale_version", {"id": "s1", "version": 2, "text": "một", "by": "thu-ky"})
    assert refusal(room, EditSegment("s1", 1, "hai"), LEAD) == no
    assert refusal(room, VerifySegment("s1", 1), LEAD) == no
    assert refusal(room, UndoSegment("s1", 1), LEAD) == no


# Undo


def test_one_takes_back_ones_own_changes_one_after_the_other() -> None:
    room = after(
        room_of("nghị quyết năm bảy", changes=FIFTY_SEVEN),
        EditSegment("s1", 1, "Nghị quyết 57"),
        EditSegment("s1", 2, "Nghị quyết số 57"),
        actor=SECRETARY,
    )
    room, events = ask(room, UndoSegment("s1", 3), SECRETARY)
    assert events == (
        SegmentUndone("s1", 4, "thu-ky", SegmentState.EDITED, "thu-ky", "Nghị quyết 57"),
    )
    room = after(room, UndoSegment("s1", 4), actor=SECRETARY)
    one = segment(room, "s1")
    assert (one.text, one.state, one.by) == ("nghị quyết 57", SegmentState.HEARD, "")
    assert one.changes == FIFTY_SEVEN
    no = ("nothing_to_undo", {"segment": "s1", "by": ""})
    assert refusal(room, UndoSegment("s1", 5), SECRETARY) == no


def test_nobody_takes_back_what_another_one_did() -> None:
    room = after(room_of(SAID), EditSegment("s1", 1, "một"), actor=SECRETARY)
    room = after(room, EditSegment("s1", 2, "hai"), actor=LEAD)
    no = ("nothing_to_undo", {"segment": "s1", "by": LEAD.id})
    assert refusal(room, UndoSegment("s1", 3), SECRETARY) == no
    room = after(room, UndoSegment("s1", 3), actor=LEAD)
    assert segment(room, "s1").text == "một"
    room = after(room, UndoSegment("s1", 4), actor=SECRETARY)
    assert segment(room, "s1").text == SAID


def test_of_two_who_undo_at_once_the_second_one_sees_what_the_first_one_did() -> None:
    room = after(room_of(SAID), EditSegment("s1", 1, "một"), actor=SECRETARY)
    room = after(room, EditSegment("s1", 2, "hai"), actor=LEAD)
    both = [(UndoSegment("s1", 3), LEAD), (UndoSegment("s1", 3), SECRETARY)]
    room = after(room, both[0][0], actor=both[0][1])
    code, fields = refusal(room, both[1][0], both[1][1])
    assert (code, fields["version"], fields["text"]) == ("stale_version", 4, "một")


def test_undoing_what_was_verified_before_makes_it_verified_again() -> None:
    room = after(room_of(SAID), VerifySegment("s1", 1), actor=LEAD)
    room = after(room, EditSegment("s1", 1, "nhầm"), UndoSegment("s1", 2), actor=SECRETARY)
    one = segment(room, "s1")
    assert (one.text, one.state, one.by) == (SAID, SegmentState.VERIFIED, LEAD.id)


def test_a_bounded_number_of_texts_can_be_had_back() -> None:
    edits = [EditSegment("s1", n, f"lần {n}") for n in range(1, KEPT + 6)]
    room = after(room_of(SAID), *edits, actor=SECRETARY)
    undos = [UndoSegment("s1", KEPT + 6 + n) for n in range(KEPT)]
    room = after(room, *undos, actor=SECRETARY)
    assert segment(room, "s1").text == "lần 5"
    assert refusal(room, UndoSegment("s1", 2 * KEPT + 6), SECRETARY)[0] == "nothing_to_undo"


def test_a_change_taken_back_is_undone_like_an_edit() -> None:
    room = room_of("nghị quyết năm bảy", changes=FIFTY_SEVEN)
    room = after(room, RespellSegment("s1", 1, take_back=(0,)), actor=SECRETARY)
    assert segment(room, "s1").text == "nghị quyết năm bảy"
    room = after(room, UndoSegment("s1", 2), actor=SECRETARY)
    assert (segment(room, "s1").text, segment(room, "s1").changes) == (
        "nghị quyết 57",
        FIFTY_SEVEN,
    )


# Hearing again


def test_words_are_confirmed_and_marked_no_more() -> None:
    room, events = ask(
        room_of("chưa có năm bảy hộ", changes=FIFTY_SEVEN),
        ConfirmWords("s1", 1, 2, 3, heard=True),
        SECRETARY,
    )
    assert events == (WordsConfirmed("s1", "thu-ky", 2, 4, heard=True),)
    assert segment(room, "s1").sure == (2, 3)
    assert segment(room, "s1").version == 1
    assert happens(room, ConfirmWords("s1", 1, 2, 3), SECRETARY) == ()
    assert happens(room, ConfirmWords("s1", 1), SECRETARY)  # "chưa" is left


def test_hearing_what_nobody_doubts_is_no_news() -> None:
    room = room_of("con đường liên xã")
    assert happens(room, ConfirmWords("s1", 1, heard=True), SECRETARY) == ()
    assert happens(room, ConfirmWords("s1", 1, 90, 95), SECRETARY) == ()


# What cannot be touched


def test_what_is_about_to_be_withdrawn_is_a_marker_to_everybody() -> None:
    room = room_of(SAID)
    asked = WithdrawContent(NOON, NOON + 10 * SECOND, "mật")
    room = after(room, asked, actor=CHAIR, at=NOON + 20 * SECOND)
    for command in (EditSegment("s1", 1, "khác"), VerifySegment("s1", 1), UndoSegment("s1", 9)):
        assert refusal(room, command, SECRETARY) == ("marker_fixed", {"segment": "s1"})


def test_words_of_a_denunciation_come_out_by_no_refusal() -> None:
    room = after(room_of(SAID), DivertRequest(Matter.DENUNCIATION, turn="t1"))
    assert refusal(room, EditSegment("s1", 9, "khác"), LEAD) == ("diverted", {"turn": "t1"})


def test_a_marker_is_fixed() -> None:
    room = after(room_of(SAID), InviteNow("don-dac"))
    gap = MarkGap("t2", NOON + 60 * SECOND, NOON + 61 * SECOND, SegmentKind.LOST)
    room = after(room, gap, actor=SYSTEM)
    assert refusal(room, EditSegment("s2", 1, "khác"), LEAD)[0] == "marker_fixed"


@pytest.mark.parametrize(
    "command",
    [EditSegment("x", 1, "lời"), VerifySegment("x", 1), UndoSegment("x", 1), ConfirmWords("x", 1)],
)
def test_what_is_named_must_exist(command: Command) -> None:
    no = ("unknown_id", {"what": "segment", "id": "x"})
    assert refusal(room_of(SAID), command, SECRETARY) == no


def test_an_edit_says_something() -> None:
    room: Room = room_of(SAID)
    no = ("empty_field", {"field": "text"})
    assert refusal(room, EditSegment("s1", 1, "\n"), SECRETARY) == no
