"""*Cần nghe lại*: what must be heard again, why, and until when."""

import pytest
from msgspec.structs import replace

from server.rooms.doubts import Cause, Doubt, doubts
from server.rooms.editing import ConfirmWords, EditSegment, VerifySegment
from server.rooms.sight import Audience
from server.rooms.spelling import Change
from server.rooms.transcript import Segment, SegmentKind, SegmentState, Word
from tests.given import NOON, SECRETARY, after
from tests.rooms.seen import view_of
from tests.rooms.spoken import heard, room_of, segment


def of(raw: str, changes: tuple[Change, ...] = (), text: str = "") -> Segment:
    room = room_of(raw, changes=changes)
    return replace(segment(room, "s1"), **({"text": text} if text else {}))


@pytest.mark.parametrize(
    ("raw", "change", "found"),
    [
        ("năm tỷ đồng ạ", Change(0, 3, "5 tỷ đồng", "number.money"), Doubt(0, 3, Cause.MONEY)),
        ("có ba mươi hộ", Change(1, 3, "30", "number.count"), Doubt(1, 2, Cause.NUMBER)),
        ("nghị quyết năm bảy", Change(2, 4, "57", "law.document"), Doubt(2, 3, Cause.NUMBER)),
        ("mùng hai tháng chín", Change(0, 4, "2/9", "date.day"), Doubt(0, 1, Cause.DATE)),
        ("tám giờ", Change(0, 1, "8", "time.clock"), Doubt(0, 1, Cause.DATE)),
        ("xã đôn đạc", Change(1, 3, "Đồn Đạc", "name.place"), Doubt(1, 3, Cause.NAME)),
        ("bà lan", Change(1, 2, "Lan", "name.person"), Doubt(1, 2, Cause.NAME)),
        ("dân chưa được đền bù", None, Doubt(1, 2, Cause.NEGATION)),
        ("Chẳng ai biết", None, Doubt(0, 1, Cause.NEGATION)),
    ],
)
def test_what_is_serious_is_heard_again_however_sure_it_is(
    raw: str, change: Change | None, found: Doubt
) -> None:
    assert doubts(of(raw, (change,) if change else ())) == (found,)


def test_what_is_ordinary_is_not() -> None:
    change = Change(0, 1, "Kính", "casing.sentence")
    assert doubts(of("kính thưa quý vị", (change,))) == ()


def test_words_below_the_gate_are_heard_again() -> None:
    one = of("con đường liên xã")
    words = tuple(Word(word.text, word.starts, word.ends, 0.69) for word in one.words[1:3])
    faint = replace(one, words=(one.words[0], *words, one.words[3]))
    assert doubts(faint) == (Doubt(1, 3, Cause.UNSURE),)


def test_what_a_person_typed_is_theirs_and_what_they_kept_is_still_to_be_heard() -> None:
    money = (Change(1, 4, "5 tỷ đồng", "number.money"),)
    room = room_of("cần năm tỷ đồng chưa có", changes=money)
    room = after(room, EditSegment("s1", 1, "Cần 50 tỷ đồng, không có"), actor=SECRETARY)
    assert doubts(segment(room, "s1")) == (Doubt(2, 4, Cause.MONEY),)


def test_confirmed_words_stay_confirmed_when_the_text_around_them_changes() -> None:
    room = room_of("dân chưa được đền bù")
    room = after(room, ConfirmWords("s1", 1, 1, 2), actor=SECRETARY)
    room = after(room, EditSegment("s1", 1, "Bà con nhân dân chưa được đền bù"), actor=SECRETARY)
    assert doubts(segment(room, "s1")) == ()


def test_whoever_verifies_has_heard() -> None:
    room = after(room_of("dân chưa được đền bù"), VerifySegment("s1", 1), actor=SECRETARY)
    assert doubts(segment(room, "s1")) == ()


def test_a_typed_line_and_a_marker_are_heard_by_nobody() -> None:
    line = Segment("s1", "t1", NOON, NOON, "Không có 5 hộ", (), state=SegmentState.EDITED)
    assert doubts(line) == ()
    gap = Segment("s1", "t1", NOON, NOON, "chưa", heard("chưa"), kind=SegmentKind.LOST)
    assert doubts(gap) == ()


def test_only_secretaries_see_the_marks() -> None:
    room = room_of("dân chưa được đền bù")
    seen = view_of(Audience.SECRETARY, room)["transcript"]["segments"]["s1"]
    assert seen["listen"] == [[1, 2, "negation"]]
    assert "listen" not in view_of(Audience.MODERATOR, room)["transcript"]["segments"]["s1"]
