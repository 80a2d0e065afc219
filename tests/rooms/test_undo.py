"""The last call is undone, and words heard meanwhile are somebody's decision."""

import pytest

from server.rooms.desk import MergeRequests
from server.rooms.dialogue import DivertRequest
from server.rooms.entering import LogOpinion
from server.rooms.floor import CallSpeaker, EndFloor, InviteNow, TakeFloor, TurnBegan, TurnStage
from server.rooms.queue import ApproveRequest, RaiseHand, RequestSettled
from server.rooms.room import Room
from server.rooms.sight import Audience
from server.rooms.states import Matter, RequestState
from server.rooms.transcript import RecordSegment
from server.rooms.undo import CallUndone, Heard, UndoFloor
from server.rooms.withdrawals import WithdrawalAsked
from server.rooms.words import SYSTEM, Span
from tests.given import (
    AN_PHU,
    MODERATOR,
    MR_AN,
    MRS_BINH,
    NOON,
    SECOND,
    SECRETARY,
    after,
    ask,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of

LATER = NOON + 10 * SECOND


def interrupted() -> Room:
    """Bình speaks in t1 since NOON; then An was let in, in t2 by r1, and something was heard."""
    room = after(opened(), RaiseHand("an-phu", MR_AN), ApproveRequest("r1"))
    room = after(room, InviteNow("don-dac", speaker=MRS_BINH))
    room = after(room, InviteNow("an-phu", request="r1"), at=LATER)
    heard = RecordSegment("t2", LATER, LATER + SECOND, "Nhân dân đề nghị")
    return after(room, heard, actor=SYSTEM)


def test_a_call_that_nobody_answered_yet() -> None:
    before = after(opened(), RaiseHand("an-phu", MR_AN), ApproveRequest("r1"))
    room, events = ask(after(before, CallSpeaker()), UndoFloor("t1"), at=LATER)
    assert events == (CallUndone("t1", LATER), RequestSettled("r1", RequestState.APPROVED))
    assert room.queue == before.queue
    assert room.floor.turns["t1"].stage is TurnStage.WITHDRAWN


def test_words_that_were_heard_are_a_persons_decision() -> None:
    no = ("words_heard", {"turn": "t2", "segments": 1})
    assert refusal(interrupted(), UndoFloor("t2")) == no


def test_the_interrupted_one_speaks_again_and_keeps_the_words() -> None:
    at = NOON + 15 * SECOND
    room = after(interrupted(), LogOpinion("t2", ("s1",)), actor=SECRETARY)
    room, events = ask(room, UndoFloor("t2", Heard.KEEP), at=at)
    assert events == (
        CallUndone("t2", at, to="t1"),
        RequestSettled("r1", RequestState.APPROVED),
        TurnBegan("t1", at),
    )
    assert room.floor.speaking == "t1"
    assert room.floor.turns["t1"].spans == (Span(NOON, LATER), Span(at))
    assert room.transcript.segments["s1"].turn == "t1"
    assert (room.opinions.rows["y1"].turn, room.opinions.rows["y1"].point) == ("t1", "don-dac")


def test_what_is_recognised_late_goes_where_the_words_went() -> None:
    late = RecordSegment("t2", LATER, LATER + SECOND, "sửa đường")
    kept = after(interrupted(), UndoFloor("t2", Heard.KEEP))
    [recorded] = happens(kept, late, SYSTEM)
    assert recorded.turn == "t1"  # type: ignore[union-attr]
    left = after(interrupted(), UndoFloor("t2", Heard.LEAVE))
    [recorded] = happens(left, late, SYSTEM)
    assert recorded.turn == "t2"  # type: ignore[union-attr]


def test_words_may_be_withdrawn_with_a_reason() -> None:
    at = NOON + 15 * SECOND
    no = ("empty_field", {"field": "reason"})
    assert refusal(interrupted(), UndoFloor("t2", Heard.WITHDRAW)) == no
    room, events = ask(interrupted(), UndoFloor("t2", Heard.WITHDRAW, "Mời nhầm"), at=at)
    assert events[-1] == WithdrawalAsked("w1", LATER, at, MODERATOR.id, "Mời nhầm")
    assert room.floor.speaking == "t1"


def test_words_may_stay_and_be_nobodys() -> None:
    room = after(interrupted(), UndoFloor("t2", Heard.LEAVE))
    assert room.transcript.segments["s1"].turn == "t2"
    seen = view_of(Audience.SECRETARY, room)["floor"]["turns"]["t2"]
    assert (seen["stage"], seen["speaker"]) == ("withdrawn", {})


def test_nobody_spoke_before() -> None:
    room = after(opened(), InviteNow("an-phu"))
    room = after(room, RecordSegment("t1", NOON, NOON, "Lời"), actor=SYSTEM)
    assert refusal(room, UndoFloor("t1", Heard.KEEP)) == ("no_earlier_turn", {"turn": "t1"})


def test_only_the_last_call_before_its_end() -> None:
    room = after(opened(), RaiseHand("an-phu"), RaiseHand("don-dac"), CallSpeaker(), CallSpeaker())
    assert refusal(room, UndoFloor("t1")) == ("not_last_call", {"turn": "t2"})
    assert happens(after(room, UndoFloor("t2")), UndoFloor("t1"))
    ended = after(room, TakeFloor("t2"), EndFloor("t2"))
    no = ("wrong_turn_stage", {"turn": "t2", "stage": TurnStage.ENDED})
    assert refusal(ended, UndoFloor("t2")) == no
    assert refusal(room, UndoFloor("t2"), AN_PHU)[0] == "not_allowed"


def test_who_registered_again_meanwhile_still_waits_once() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), CallSpeaker(), TakeFloor("t1"))
    room = after(room, RaiseHand("an-phu", MR_AN), UndoFloor("t1"))
    assert room.queue.order == ("r1",)
    assert room.queue.requests["r2"].into == "r1"
    room = after(room, RaiseHand("don-dac"), MergeRequests("r3", ("r1",)))
    assert refusal(room, RaiseHand("an-phu", MR_AN))[0] == "already_waiting"


def test_what_was_diverted_is_not_undone() -> None:
    room = after(opened(), InviteNow("an-phu"), DivertRequest(Matter.COMPLAINT, turn="t1"))
    assert refusal(room, UndoFloor("t1")) == ("diverted", {"turn": "t1"})


@pytest.mark.parametrize("words", Heard)
def test_a_call_without_words_needs_no_decision_but_may_have_one(words: Heard) -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), CallSpeaker())
    assert after(room, UndoFloor("t1", words, "Mời nhầm")).queue.order == ("r1",)
