"""Whoever works on the record sees every change, however far back it is."""

from server.rooms.editing import EditSegment, UndoSegment
from server.rooms.memo import Memo
from server.rooms.room import Room
from server.rooms.sight import TAIL, Audience, look
from server.rooms.splitting import SplitSegment
from server.rooms.transcript import RECENT, WriteSegment
from server.rooms.views import Crowd
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from tests.given import CHAIR, LEAD, NOON, SECOND, SECRETARY, after
from tests.rooms.test_transcript import speaking

LINES = TAIL + 20


def long() -> Room:
    """LINES lines, each a second after the one before."""
    room = speaking()
    for n in range(LINES):
        line = WriteSegment("t1", f"câu {n + 1} của cử tri")
        room = after(room, line, actor=SECRETARY, at=NOON + n * SECOND)
    return room


def seen(room: Room) -> tuple[list[str], dict[str, str]]:
    """Ids in order, and every line's text."""
    transcript = look(Audience.SECRETARY, room, Memo(), Crowd())["transcript"]
    assert transcript["count"] == len(room.transcript.order)
    texts = {id: one["text"] for id, one in transcript["segments"].items()}
    return transcript["order"], texts


def test_an_old_line_that_was_edited_is_seen_and_not_taken_for_a_late_one() -> None:
    room = after(long(), EditSegment("s3", 1, "đã sửa"), actor=SECRETARY)
    order, texts = seen(room)
    assert texts["s3"] == "đã sửa"
    assert "s2" not in texts
    assert order == [f"s{n}" for n in range(LINES - TAIL + 1, LINES + 1)]


def test_what_was_made_of_old_lines_is_seen_and_they_are_not() -> None:
    split = after(long(), SplitSegment("s3", 1, "câu 3", "của cử tri"), actor=SECRETARY)
    _, texts = seen(split)
    new = [f"s{LINES + 1}", f"s{LINES + 2}"]
    assert [texts[id] for id in new] == ["câu 3", "của cử tri"]
    assert "s3" not in texts
    _, texts = seen(after(split, UndoSegment(new[0], 1), actor=SECRETARY))
    assert texts["s3"] == "câu 3 của cử tri"
    assert not set(new) & set(texts)


def test_what_was_withdrawn_is_not_seen_because_it_was_edited() -> None:
    room = after(long(), EditSegment("s3", 1, "bí mật"), actor=SECRETARY)
    asked = WithdrawContent(NOON + 2 * SECOND, NOON + 2 * SECOND + 1, "lý do")
    room = after(room, asked, actor=CHAIR, at=NOON + LINES * SECOND)
    room = after(room, ConfirmWithdrawal("w1"), actor=LEAD)
    assert "s3" not in seen(room)[1]


def test_a_view_is_bounded_however_much_is_edited() -> None:
    room = long()
    for n in range(1, LINES - TAIL + 1):
        room = after(room, EditSegment(f"s{n}", 1, "đã sửa"), actor=SECRETARY)
    assert len(seen(room)[1]) <= TAIL + RECENT
