"""What may not be kept is hidden at once, and destroyed when a second person confirms (D14)."""

import pytest

from server.rooms.answering import AnswerOpinion
from server.rooms.editing import EditSegment
from server.rooms.entering import LogOpinion
from server.rooms.floor import CallSpeaker, EndFloor, InviteNow, TakeFloor, TurnKind
from server.rooms.memo import Memo
from server.rooms.opinions import Answer
from server.rooms.queue import RaiseHand
from server.rooms.revising import ReviseOpinion
from server.rooms.room import Room, concealed
from server.rooms.sight import Audience, look
from server.rooms.transcript import RecordSegment, SegmentKind, Word
from server.rooms.views import Crowd
from server.rooms.withdrawals import (
    CancelWithdrawal,
    ConfirmWithdrawal,
    WithdrawalState,
    WithdrawContent,
    marker,
)
from server.rooms.words import SYSTEM, Span
from tests.given import (
    CHAIR,
    LEAD,
    MODERATOR,
    MR_AN,
    NOON,
    SECOND,
    SECRETARY,
    after,
    ask,
    opened,
    refusal,
)

PLAIN, SECRET = "Kính thưa hội nghị", "tọa độ kho đạn"


def spoken(text: str, starts: int) -> RecordSegment:
    """Half a second a word."""
    heard = tuple(
        Word(word, starts + 500 * n, starts + 500 * n + 450, 0.9)
        for n, word in enumerate(text.split())
    )
    return RecordSegment("t1", starts, heard[-1].ends, text, heard)


def said() -> Room:
    """t1 speaks from NOON: four plain words, then, from second 10 on, four that are secret."""
    room = after(opened(), RaiseHand("an-phu", MR_AN), CallSpeaker(), TakeFloor("t1"))
    for segment in (spoken(PLAIN, NOON + SECOND), spoken(SECRET, NOON + 10 * SECOND)):
        room, _ = ask(room, segment, SYSTEM)
    return room


ALL_OF_IT = WithdrawContent(NOON + 10 * SECOND, NOON + 12 * SECOND, "Bí mật quân sự")
LATER = NOON + 20 * SECOND


def texts(room: Room) -> list[str]:
    return [room.transcript.segments[id].text for id in room.transcript.order]


def withdrawn(room: Room, stretch: WithdrawContent = ALL_OF_IT) -> Room:
    room, _ = ask(room, stretch, CHAIR, LATER)
    room, _ = ask(room, ConfirmWithdrawal("w1"), LEAD, LATER + SECOND)
    return room


def test_it_is_hidden_at_once_and_destroyed_when_confirmed() -> None:
    room, _ = ask(said(), ALL_OF_IT, CHAIR, LATER)
    gap = "[nội dung đã thu hồi, 12:00:10–12:00:12]"
    assert texts(room) == [PLAIN, SECRET]
    assert texts(concealed(room)) == [PLAIN, gap]
    room, _ = ask(room, ConfirmWithdrawal("w1"), LEAD, LATER)
    assert texts(room) == [PLAIN, gap]
    assert SECRET not in str(room)
    assert room.withdrawals.all["w1"].state is WithdrawalState.DONE
    assert concealed(room) is room


@pytest.mark.parametrize("audience", Audience)
def test_nobody_sees_what_is_about_to_be_withdrawn(audience: Audience) -> None:
    room, _ = ask(said(), LogOpinion("t1", ("s2",)), SECRETARY)
    assert SECRET in str(look(Audience.SECRETARY, room, Memo(), Crowd()))
    room, _ = ask(room, ALL_OF_IT, CHAIR, LATER)
    assert SECRET not in str(look(audience, concealed(room), Memo(), Crowd()))


def test_the_words_beside_it_stay() -> None:
    last_two = WithdrawContent(NOON + 11 * SECOND, NOON + 12 * SECOND, "Mật")
    room = withdrawn(said(), last_two)
    assert texts(room) == [PLAIN, "tọa độ", "[nội dung đã thu hồi, 12:00:11–12:00:12]"]
    [left] = [one for one in room.transcript.segments.values() if one.text == "tọa độ"]
    assert (left.starts, left.ends) == (NOON + 10 * SECOND, NOON + 10 * SECOND + 950)


def test_words_that_are_understood_later_do_not_come_back() -> None:
    room, _ = ask(said(), ALL_OF_IT, CHAIR, LATER)
    late = spoken("trước bí mật", NOON + 9 * SECOND + 500)
    room, _ = ask(room, late, SYSTEM, LATER)
    assert texts(room) == [PLAIN, "trước", SECRET]
    room, _ = ask(room, ConfirmWithdrawal("w1"), LEAD, LATER)
    room, events = ask(room, spoken("mật", NOON + 10 * SECOND), SYSTEM, LATER)
    assert events == ()


def test_what_was_written_of_it_goes_too_and_may_be_written_anew() -> None:
    room = said()
    for command in (
        EditSegment("s2", 1, f"{SECRET}!"),
        LogOpinion("t1", ("s2",), summary=f"Về {SECRET}"),
        LogOpinion("t1", ("s1",), summary="Lời chào"),
        LogOpinion("t1", text="", summary=f"Cả lượt: {SECRET}"),
    ):
        room, _ = ask(room, command, SECRETARY)
    room = withdrawn(room)
    assert SECRET not in str(room)
    assert [(row.summary, row.withdrawn) for row in room.opinions.rows.values()].count(
        ("", True)
    ) == 2
    assert room.opinions.rows["y2"].summary == "Lời chào"
    room, _ = ask(room, ReviseOpinion("y1", 2, summary="Về quốc phòng"), SECRETARY)
    assert room.opinions.rows["y1"].summary == "Về quốc phòng"


def test_an_answer_that_was_given_in_that_time_goes_and_the_opinion_stays() -> None:
    room, _ = ask(said(), LogOpinion(text="Ý kiến cũ"), SECRETARY)
    room, _ = ask(room, AnswerOpinion("y1", Answer.HERE, "t1", SECRET), SECRETARY)
    room = withdrawn(room)
    row = room.opinions.rows["y1"]
    assert (row.text, row.answer_text, row.withdrawn) == ("Ý kiến cũ", "", False)


def test_every_turn_of_the_stretch_has_its_marker() -> None:
    room, _ = ask(said(), InviteNow("don-dac", TurnKind.REPLY), at=NOON + 11 * SECOND)
    room = withdrawn(room)
    markers = [
        (one.turn, one.kind) for one in room.transcript.segments.values() if "thu hồi" in one.text
    ]
    assert sorted(markers) == [("t1", SegmentKind.WITHDRAWN), ("t2", SegmentKind.WITHDRAWN)]


def test_a_marker_is_not_edited() -> None:
    room = withdrawn(said())
    [marked] = [one.id for one in room.transcript.segments.values() if "thu hồi" in one.text]
    assert refusal(room, EditSegment(marked, 1, SECRET), SECRETARY)[0] == "marker_fixed"


def test_a_second_person_confirms() -> None:
    room, _ = ask(said(), ALL_OF_IT, CHAIR, LATER)
    assert refusal(room, ConfirmWithdrawal("w1"), CHAIR)[0] == "second_person"
    room, _ = ask(room, ConfirmWithdrawal("w1"), MODERATOR, LATER)
    assert refusal(room, ConfirmWithdrawal("w1"), LEAD)[0] == "withdrawal_settled"
    assert refusal(room, CancelWithdrawal("w1"))[0] == "withdrawal_settled"


def test_a_cancelled_one_shows_everything_again() -> None:
    room, _ = ask(said(), ALL_OF_IT, CHAIR, LATER)
    room, _ = ask(room, CancelWithdrawal("w1"), MODERATOR, LATER)
    assert texts(concealed(room)) == [PLAIN, SECRET]
    assert room.withdrawals.spans == ()


@pytest.mark.parametrize(
    ("since", "until"),
    [(NOON, NOON), (NOON + 5, NOON), (NOON, LATER + 60 * SECOND), (NOON - 3600 * SECOND, NOON)],
)
def test_a_stretch_must_make_sense(since: int, until: int) -> None:
    command = WithdrawContent(since, until, "Mật")
    assert refusal(said(), command, CHAIR, LATER)[0] == "bad_stretch"


def test_a_reason_and_a_known_withdrawal() -> None:
    no_reason = WithdrawContent(NOON, NOON + 5, " ")
    assert refusal(said(), no_reason, CHAIR, LATER) == ("empty_field", {"field": "reason"})
    assert refusal(said(), ConfirmWithdrawal("w9"), LEAD)[0] == "unknown_id"
    assert refusal(said(), ALL_OF_IT, SECRETARY)[0] == "not_allowed"


def test_the_marker_tells_the_time_of_the_hall() -> None:
    assert marker(Span(NOON, NOON + 90 * SECOND), 0) == "[nội dung đã thu hồi, 05:00:00–05:01:30]"


def test_the_turn_may_have_ended_long_ago() -> None:
    room, _ = ask(said(), EndFloor("t1"), at=NOON + 15 * SECOND)
    room, _ = ask(room, ALL_OF_IT, CHAIR, NOON + 3600 * SECOND)
    room, _ = ask(room, ConfirmWithdrawal("w1"), LEAD, NOON + 3600 * SECOND)
    assert SECRET not in str(room)
