"""Bài phát biểu gửi trước: handed in for a request or a turn, no part of the record (D17)."""

import pytest

from server.rooms import prepared
from server.rooms.dialogue import DivertRequest
from server.rooms.floor import CallSpeaker, InviteNow, TakeFloor
from server.rooms.glossary import BadTerm, GlossarySet, SetGlossary, Term
from server.rooms.own import Own
from server.rooms.prepared import (
    HandInSpeech,
    SpeechHandedIn,
    SpeechTakenBack,
    TakeBackSpeech,
)
from server.rooms.queue import RaiseHand
from server.rooms.room import Room, concealed
from server.rooms.sight import Audience
from server.rooms.states import Matter
from server.rooms.withdrawals import CancelWithdrawal, ConfirmWithdrawal, WithdrawContent
from tests.given import (
    ADMIN,
    AN_PHU,
    CHAIR,
    DON_DAC,
    LAN,
    LEAD,
    MODERATOR,
    MR_AN,
    NOON,
    SECOND,
    SECRETARY,
    after,
    ask,
    given,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of

PAPER = "Kính thưa hội nghị, đường liên xã hỏng nặng."


def raised() -> Room:
    """r1 of An Phú, r2 of Đôn Đạc."""
    return after(opened(), RaiseHand("an-phu", MR_AN), RaiseHand("don-dac"))


def speaking() -> Room:
    """r1 has its paper, and speaks in t1 from NOON on."""
    room, _ = ask(raised(), HandInSpeech(PAPER, "r1"), AN_PHU)
    return after(room, CallSpeaker("r1"), TakeFloor("t1"))


def read_in(room: Room, turn: str) -> str:
    speech = prepared.of(room.prepared, room.floor.turns[turn])
    return speech.text if speech else ""


def test_a_point_hands_in_for_its_own_request_and_the_turn_has_it() -> None:
    events = happens(raised(), HandInSpeech(f"  {PAPER}\n", "r1"), AN_PHU)
    assert events == (SpeechHandedIn("b1", AN_PHU.id, "r1", text=PAPER),)
    assert read_in(speaking(), "t1") == PAPER
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(raised(), HandInSpeech(PAPER, "r1"), DON_DAC) == no
    assert refusal(speaking(), HandInSpeech(PAPER, turn="t1"), DON_DAC) == no
    assert refusal(speaking(), TakeBackSpeech("r1"), DON_DAC) == no


@pytest.mark.parametrize("actor", [MODERATOR, SECRETARY, LEAD], ids=lambda one: one.id)
def test_the_desk_and_secretaries_hand_in_for_any(actor: object) -> None:
    room = after(raised(), InviteNow("hoi-truong"))
    for command in (HandInSpeech(PAPER, "r2"), HandInSpeech(PAPER, turn="t1")):
        room, events = ask(room, command, actor)  # type: ignore[arg-type]
        assert events
    assert read_in(room, "t1") == PAPER


def test_a_delegate_and_the_chair_do_not() -> None:
    for actor in (LAN, CHAIR, ADMIN):
        no = ("not_allowed", {"role": actor.role})
        assert refusal(raised(), HandInSpeech(PAPER, "r1"), actor) == no


def test_the_papers_own_turn_comes_before_its_request() -> None:
    room = after(speaking(), HandInSpeech("Bản mới", turn="t1"))
    assert read_in(room, "t1") == "Bản mới"
    room, events = ask(room, TakeBackSpeech(turn="t1"))
    assert events == (SpeechTakenBack("b2", MODERATOR.id),)
    assert read_in(room, "t1") == PAPER
    room = after(room, TakeBackSpeech("r1"))
    assert read_in(room, "t1") == ""
    assert happens(room, TakeBackSpeech("r1")) == ()


def test_a_new_text_takes_the_place_of_the_old_one() -> None:
    room, events = ask(speaking(), HandInSpeech("Bản mới", "r1"), AN_PHU)
    assert events == (SpeechHandedIn("b2", AN_PHU.id, "r1", text="Bản mới"),)
    assert read_in(room, "t1") == "Bản mới"
    assert happens(room, HandInSpeech("Bản mới ", "r1"), AN_PHU) == ()
    room = after(room, TakeBackSpeech("r1"))
    assert read_in(room, "t1") == "", "the first one does not come back"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (HandInSpeech(" \n", "r1"), ("empty_field", {"field": "text"})),
        (HandInSpeech(PAPER), ("one_target", {})),
        (HandInSpeech(PAPER, "r1", "t1"), ("one_target", {})),
        (TakeBackSpeech(), ("one_target", {})),
        (HandInSpeech(PAPER, "r9"), ("unknown_id", {"what": "request", "id": "r9"})),
        (HandInSpeech(PAPER, turn="t9"), ("unknown_id", {"what": "turn", "id": "t9"})),
    ],
)
def test_what_is_refused(command: prepared.Command, why: tuple[str, dict[str, object]]) -> None:
    assert refusal(raised(), command) == why


def test_staff_see_that_there_is_one_and_how_long_and_the_public_does_not() -> None:
    room = after(speaking(), HandInSpeech(PAPER * 2, "r2"))
    for audience in (Audience.MODERATOR, Audience.SECRETARY, Audience.CHAIR):
        view = view_of(audience, room)
        assert view["floor"]["turns"]["t1"]["prepared"] == len(PAPER)
        assert view["queue"]["requests"]["r2"]["prepared"] == 2 * len(PAPER)
        assert PAPER not in str(view)
    for audience in (Audience.POINT, Audience.VIEWER, Audience.HALL, Audience.TECHNICIAN):
        assert "prepared" not in str(view_of(audience, room))
    mine = Own(room).of(DON_DAC)
    assert mine["requests"]["r2"]["prepared"] == 2 * len(PAPER)
    assert Own(room).of(AN_PHU)["turn"]["prepared"] == len(PAPER)


def test_of_a_complaint_no_text_is_kept() -> None:
    room = after(speaking(), HandInSpeech(PAPER, turn="t1"), HandInSpeech(PAPER, "r2"))
    room = after(room, DivertRequest(Matter.COMPLAINT, turn="t1"))
    assert read_in(room, "t1") == ""
    assert [one.text for one in room.prepared.all.values()].count(PAPER) == 1
    for command in (HandInSpeech(PAPER, "r1"), HandInSpeech(PAPER, turn="t1")):
        assert refusal(room, command) == ("speech_diverted", {})
    room = after(room, DivertRequest(Matter.DENUNCIATION, request="r2"))
    assert PAPER not in str(room.prepared)


def test_what_is_withdrawn_may_stand_in_the_paper_and_it_goes_too() -> None:
    later = NOON + 60 * SECOND
    room = after(speaking(), HandInSpeech("Bản mới", "r1"))
    room = after(room, HandInSpeech("Của điểm khác", "r2"))
    stretch = WithdrawContent(NOON, NOON + SECOND, "Mật")
    room, _ = ask(room, stretch, CHAIR, later)
    assert read_in(concealed(room), "t1") == ""
    assert read_in(room, "t1") == "Bản mới"
    kept, _ = ask(room, CancelWithdrawal("w1"), CHAIR, later)
    assert read_in(concealed(kept), "t1") == "Bản mới"
    room, events = ask(room, ConfirmWithdrawal("w1"), LEAD, later)
    assert events[0].speeches == ("b1", "b2")  # type: ignore[union-attr]
    texts = [room.prepared.all[id].text for id in ("b1", "b2", "b3")]
    assert texts == ["", "", "Của điểm khác"]


def test_a_log_without_the_withdrawn_text_makes_the_same_room() -> None:
    whole = SpeechHandedIn("b1", "x", "r1", text="cũ"), SpeechHandedIn("b2", "x", "r1", text=PAPER)
    gone = SpeechHandedIn("b1", "x", "r1"), SpeechHandedIn("b2", "x", "r1")
    room = given(*whole, room=raised())
    assert prepared.without(room.prepared, ("b1", "b2")) == given(*gone, room=raised()).prepared


# --- the glossary -----------------------------------------------------------------------------

TERM = Term("sáp nhập", ("sát nhập",), ("sông sát nhập",))


def test_the_glossary_is_set_whole() -> None:
    room, events = ask(opened(), SetGlossary((TERM,)), LEAD)
    assert events == (GlossarySet(LEAD.id, (TERM,)),)
    assert room.glossary.terms == (TERM,)
    assert happens(room, SetGlossary((TERM,)), ADMIN) == ()
    assert after(room, SetGlossary(()), actor=ADMIN).glossary.terms == ()
    assert refusal(room, SetGlossary(()), SECRETARY) == ("not_allowed", {"role": "secretary"})


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Term(" "), {"why": "empty", "text": " "}),
        (Term("sáp nhập", ("",)), {"why": "empty", "text": ""}),
        (Term("khai mạc", ("mạc",)), {"why": "entry_too_short", "text": "mạc"}),
    ],
)
def test_an_entry_that_would_do_harm_is_refused(bad: Term, why: dict[str, object]) -> None:
    told = (BadTerm.code, {**why, "entry": 2})
    assert refusal(opened(), SetGlossary((TERM, bad)), LEAD) == told
