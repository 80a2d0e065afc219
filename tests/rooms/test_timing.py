"""How many turns the time holds, what could be done about it, and who has had how much."""

from server.rooms.answers import AnswersDisposed, AnswersSet, DisposeAnswers, SetAnswers, unanswered
from server.rooms.desk import CloseQueue, SetBudget
from server.rooms.dialogue import DivertRequest
from server.rooms.floor import (
    CallSpeaker,
    Disposal,
    EndFloor,
    InviteNow,
    SpeakerCalled,
    TakeFloor,
    TurnKind,
)
from server.rooms.plan import Person, Rules
from server.rooms.policy import RequestKind
from server.rooms.queue import RaiseHand
from server.rooms.room import Room
from server.rooms.session import PauseConference
from server.rooms.sight import Audience
from server.rooms.states import Matter
from server.rooms.timing import Advice, Forecast, Proposal, Share, due, forecast, shares
from server.rooms.undo import UndoFloor
from server.rooms.words import SYSTEM
from tests.given import (
    MINUTE,
    MR_AN,
    NOON,
    SECOND,
    a_plan,
    after,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of

RULES = Rules(speech=180, reply=120, waiting_per_point=0)


def waiting(count: int, until: int = NOON + 20 * MINUTE, close: bool = True) -> Room:
    room = after(opened(a_plan(RULES)), SetBudget(until, close))
    return after(room, *[RaiseHand("an-phu", Person(f"Người {n}")) for n in range(count)])


def expected(room: Room, at: int = NOON) -> Forecast | None:
    return forecast(room.queue, room.floor, RULES, at)


def test_twenty_minutes_hold_four_turns_with_their_replies() -> None:
    assert expected(waiting(3)) == Forecast(20 * MINUTE, 5 * MINUTE, 4, 3)
    assert expected(opened()) is None


def test_what_could_be_done_when_they_do_not_fit() -> None:
    six = expected(waiting(6))
    assert six and six.proposals == (
        Proposal(Advice.CLOSE), Proposal(Advice.SHORTEN, 80), Proposal(Advice.WRITE, 2),
    )  # fmt: skip
    many = expected(waiting(12))
    assert many and many.proposals == (Proposal(Advice.CLOSE), Proposal(Advice.WRITE, 8))


def test_replies_count_as_often_as_they_were_given() -> None:
    room = waiting(1)
    for n in (1, 2):
        room = after(room, InviteNow("don-dac"), EndFloor(f"t{n}"))
    room = after(room, InviteNow("hoi-truong", TurnKind.REPLY), EndFloor("t3"))
    found = expected(room)
    assert found and found.each == 4 * MINUTE
    seen = view_of(Audience.CHAIR, room)["queue"]["budget"]
    assert seen == {"until": NOON + 20 * MINUTE, "each": 4 * MINUTE, "close": True}


def test_the_list_closes_by_itself_once_those_who_wait_fill_the_time() -> None:
    def asked(room: Room, at: int = NOON) -> tuple[CloseQueue, ...]:
        return due(room.session, room.queue, room.floor, at)

    assert asked(waiting(3)) == ()
    assert asked(waiting(4)) == asked(waiting(3), NOON + 6 * MINUTE) == (CloseQueue(),)
    assert asked(waiting(4, close=False)) == asked(after(waiting(4), PauseConference())) == ()
    closed = after(waiting(4), CloseQueue(), actor=SYSTEM)
    assert asked(closed) == ()


def test_who_has_had_how_much() -> None:
    room = after(waiting(0), RaiseHand("an-phu", MR_AN, field="dat-dai"), CallSpeaker())
    room = after(room, TakeFloor("t1"))
    room = after(room, EndFloor("t1"), at=NOON + MINUTE)
    room = after(room, InviteNow("don-dac"), at=NOON + 2 * MINUTE)
    plan = room.session.plan
    now = shares(room.queue, room.floor, plan, NOON + 3 * MINUTE)
    assert now.points == {"an-phu": Share(1, MINUTE), "don-dac": Share(1, MINUTE)}
    assert now.clusters == {"Cụm 1": Share(1, MINUTE), "": Share(1, MINUTE)}
    assert now.fields == {"dat-dai": Share(1, MINUTE), "": Share(1, MINUTE)}
    seen = view_of(Audience.MODERATOR, room)["times"]["points"]
    assert seen == {"an-phu": {"turns": 1, "time": MINUTE}, "don-dac": {"turns": 1, "time": 0}}
    undone = after(room, UndoFloor("t2"), at=NOON + 4 * MINUTE)
    assert set(shares(undone.queue, undone.floor, plan).points) == {"an-phu"}


def test_a_limit_per_kind() -> None:
    rules = Rules(speech=300, reply=180, debate=60, back=0)
    for kind, limit in (
        (RequestKind.DEBATE, 60), (RequestKind.BACK, 300), (RequestKind.REPLY, 180),
    ):  # fmt: skip
        room = after(opened(a_plan(rules)), RaiseHand("an-phu", kind=kind))
        _, called = happens(room, CallSpeaker())
        assert isinstance(called, SpeakerCalled) and called.limit == limit


# Answers


def three_spoke() -> Room:
    room = opened()
    for n in (1, 2, 3):
        room = after(room, InviteNow("an-phu"), EndFloor(f"t{n}"))
    return room


def test_speeches_wait_for_a_reply_or_for_somebodys_word() -> None:
    room = three_spoke()
    assert unanswered(room.floor) == ("t1", "t2", "t3")
    room = after(room, InviteNow("hoi-truong", TurnKind.REPLY, answers=("t1",)))
    assert unanswered(room.floor) == ("t2", "t3")
    assert happens(room, SetAnswers("t4", ("t1", "t2", "t1"))) == (AnswersSet("t4", ("t1", "t2")),)
    room = after(room, SetAnswers("t4", ("t1", "t2")))
    assert view_of(Audience.SECRETARY, room)["floor"]["unanswered"] == ["t3"]
    assert unanswered(after(room, UndoFloor("t4")).floor) == ("t1", "t2", "t3")
    asked = DisposeAnswers(("t3",), Disposal.WRITTEN, "Sở Nội vụ")
    assert happens(room, asked) == (AnswersDisposed(("t3",), Disposal.WRITTEN, "Sở Nội vụ"),)
    room = after(room, asked)
    assert unanswered(room.floor) == () == happens(room, asked)
    told = {
        audience: view_of(audience, room)["floor"]["turns"]["t3"].get("note", "")
        for audience in (Audience.CHAIR, Audience.TECHNICIAN)
    }
    assert told == {Audience.CHAIR: "Sở Nội vụ", Audience.TECHNICIAN: ""}


def test_what_was_diverted_waits_for_no_reply() -> None:
    room = after(three_spoke(), DivertRequest(Matter.COMPLAINT, turn="t2"))
    assert unanswered(room.floor) == ("t1", "t3")


def test_only_a_reply_answers_and_only_what_ended_is_disposed_of() -> None:
    room = after(three_spoke(), InviteNow("an-phu"))
    assert refusal(room, SetAnswers("t4", ("t1",)))[0] == "wrong_turn_stage"
    assert refusal(room, DisposeAnswers(("t4",), Disposal.NOTED))[0] == "wrong_turn_stage"
    assert refusal(room, SetAnswers("x", ()))[0] == "unknown_id"


def test_a_debate_goes_with_the_turn_it_is_about() -> None:
    debate = RaiseHand("don-dac", kind=RequestKind.DEBATE, answers=("t1",))
    _, called = happens(after(three_spoke(), debate), CallSpeaker())
    assert isinstance(called, SpeakerCalled) and called.answers == ("t1",)
    wrong = RaiseHand("don-dac", answers=("t9",))
    assert refusal(three_spoke(), wrong) == ("unknown_id", {"what": "turn", "id": "t9"})


def test_unanswered_speeches_are_shown_however_long_ago() -> None:
    room = three_spoke()
    for n in range(4, 210):
        room = after(room, InviteNow("an-phu", TurnKind.PROCEDURE), EndFloor(f"t{n}"))
    seen = view_of(Audience.MODERATOR, room)["floor"]
    assert {"t1", "t2", "t3"} <= set(seen["turns"])


def test_the_microphone_was_checked() -> None:
    room = after(opened(), RaiseHand("an-phu"), RaiseHand("don-dac"), CallSpeaker(), CallSpeaker())
    room = after(room, TakeFloor("t1", microphone=True), TakeFloor("t2"))
    seen = view_of(Audience.MODERATOR, room, None)["floor"]["turns"]
    assert (seen["t1"].get("microphone"), seen["t2"].get("microphone")) == (True, None)
    assert happens(room, TakeFloor("t2")) == ()
    assert happens(room, TakeFloor("t2", microphone=True), at=NOON + SECOND)
