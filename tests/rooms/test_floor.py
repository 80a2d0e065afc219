"""Who is called, who speaks, who is interrupted and gets the floor back (day.md D3, D5, D7)."""

import pytest

from server.rooms.agenda import GoToItem
from server.rooms.floor import (
    CallSpeaker,
    CallWithdrawn,
    ChairSpeaks,
    CorrectSpeaker,
    EndFloor,
    ExtendFloor,
    InviteNow,
    ResumeFloor,
    SpeakerCalled,
    SpeakerCorrected,
    SpeakerReady,
    SuspendFloor,
    TakeFloor,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnKind,
    TurnStage,
    TurnSuspended,
    Why,
    spoken,
)
from server.rooms.plan import Rules
from server.rooms.points import CheckIn
from server.rooms.policy import RequestKind
from server.rooms.queue import DeclineRequest, RaiseHand, RequestSettled
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference, PauseConference
from server.rooms.states import RequestState
from server.rooms.words import Span
from tests.given import (
    AN_PHU,
    DON_DAC,
    MINUTE,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    NOON,
    SECOND,
    SECRETARY,
    THE_CHAIR,
    a_plan,
    after,
    ask,
    happens,
    opened,
    refusal,
)

RULES = Rules(speech=300, reply=180)


def hands() -> Room:
    """Three hands: An and Bình in An Phú, Cường in Đôn Đạc."""
    return after(
        opened(a_plan(RULES)), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu", MRS_BINH),
        RaiseHand("don-dac", MR_CUONG),
    )  # fmt: skip


def speaking() -> Room:
    """An speaks since NOON in t1."""
    return after(hands(), CallSpeaker(), TakeFloor("t1"))


def interrupted() -> Room:
    """An spoke a minute; then the chair took the floor in t2."""
    return after(speaking(), ChairSpeaks("hoi-truong", THE_CHAIR), at=NOON + MINUTE)


def test_calling_the_first_in_the_order() -> None:
    room, events = ask(hands(), CallSpeaker())
    assert events == (
        RequestSettled("r1", RequestState.CALLED),
        SpeakerCalled(
            "t1", TurnKind.SPEECH, "an-phu", 300, "venue", NOON, request="r1", speaker=MR_AN
        ),
    )
    assert room.queue.order == ("r2", "r3")
    assert (room.floor.coming, room.floor.speaking) == (("t1",), "")


def test_calling_somebody_further_down_by_their_own_microphone() -> None:
    _, called = happens(hands(), CallSpeaker("r3"))
    assert isinstance(called, SpeakerCalled)
    assert (called.request, called.source) == ("r3", "don-dac")


def test_a_turn_belongs_to_the_item_the_programme_is_at() -> None:
    room = after(hands(), GoToItem("doi-thoai"), CallSpeaker(), InviteNow("don-dac"))
    room = after(room, InviteNow("don-dac", item="khai-mac"))
    assert [room.floor.turns[id].item for id in room.floor.order] == [
        "doi-thoai", "doi-thoai", "khai-mac",
    ]  # fmt: skip


def test_a_request_to_reply_is_called_as_a_reply() -> None:
    room = after(opened(a_plan(RULES)), RaiseHand("an-phu", kind=RequestKind.REPLY))
    _, called = happens(room, CallSpeaker())
    assert isinstance(called, SpeakerCalled)
    assert (called.kind, called.limit) == (TurnKind.REPLY, 180)


def test_calling_nobody() -> None:
    assert refusal(opened(), CallSpeaker()) == ("nobody_waiting", {})
    assert refusal(opened(), CallSpeaker("x")) == ("unknown_id", {"what": "request", "id": "x"})
    no = ("not_waiting", {"request": "r1", "state": RequestState.DECLINED})
    assert refusal(after(hands(), DeclineRequest("r1")), CallSpeaker("r1")) == no


def test_taking_the_floor_when_it_is_free() -> None:
    room, events = ask(after(hands(), CallSpeaker()), TakeFloor("t1"), AN_PHU)
    assert events == (SpeakerReady("t1"), TurnBegan("t1", NOON))
    assert (room.floor.speaking, room.floor.coming) == ("t1", ())


def test_the_ready_one_waits_and_gets_the_floor_when_the_turn_ends() -> None:
    room = after(speaking(), CallSpeaker())
    room, events = ask(room, TakeFloor("t2"), AN_PHU)
    assert events == (SpeakerReady("t2"),)
    assert happens(room, TakeFloor("t2"), AN_PHU) == ()
    room, events = ask(room, EndFloor("t1"), at=NOON + MINUTE)
    assert events == (
        TurnEnded("t1", NOON + MINUTE), RequestSettled("r1", RequestState.DONE),
        TurnBegan("t2", NOON + MINUTE),
    )  # fmt: skip


def test_who_is_called_but_not_ready_is_not_handed_the_floor() -> None:
    room = after(speaking(), CallSpeaker())
    assert happens(room, EndFloor("t1")) == (
        TurnEnded("t1", NOON), RequestSettled("r1", RequestState.DONE),
    )  # fmt: skip


def test_the_first_called_of_the_ready_ones_comes_first() -> None:
    room = after(speaking(), CallSpeaker(), CallSpeaker(), TakeFloor("t3"), TakeFloor("t2"))
    assert happens(room, EndFloor("t1"))[-1] == TurnBegan("t2", NOON)


def test_a_point_takes_the_floor_only_for_its_own() -> None:
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(after(hands(), CallSpeaker()), TakeFloor("t1"), DON_DAC) == no


def test_the_chair_interrupts_and_the_floor_goes_back_with_the_time_left() -> None:
    room, events = ask(speaking(), ChairSpeaks("hoi-truong", THE_CHAIR), at=NOON + MINUTE)
    assert events == (
        TurnSuspended("t1", NOON + MINUTE, Why.INTERRUPTED),
        SpeakerCalled(
            "t2", TurnKind.CHAIR, "hoi-truong", 0, "venue", NOON + MINUTE, above="t1",
            speaker=THE_CHAIR,
        ),
        TurnBegan("t2", NOON + MINUTE),
    )  # fmt: skip
    assert (room.floor.speaking, room.floor.suspended) == ("t2", ("t1",))
    room, events = ask(room, EndFloor("t2"), at=NOON + MINUTE + 20 * SECOND)
    assert events == (
        TurnEnded("t2", NOON + MINUTE + 20 * SECOND), TurnBegan("t1", NOON + MINUTE + 20 * SECOND),
    )  # fmt: skip
    turn = room.floor.turns["t1"]
    assert turn.spans == (Span(NOON, NOON + MINUTE), Span(NOON + MINUTE + 20 * SECOND))
    assert spoken(turn, NOON + 2 * MINUTE + 20 * SECOND) == 2 * MINUTE


def test_the_chair_pressing_twice_interrupts_nobody_twice() -> None:
    assert happens(interrupted(), ChairSpeaks("hoi-truong", THE_CHAIR)) == ()
    assert happens(interrupted(), ChairSpeaks("hoi-truong", MR_CUONG))


def test_interruptions_nest() -> None:
    room = after(interrupted(), InviteNow("don-dac"))
    assert (room.floor.speaking, room.floor.suspended) == ("t3", ("t1", "t2"))
    room = after(room, EndFloor("t3"))
    assert (room.floor.speaking, room.floor.suspended) == ("t2", ("t1",))
    room = after(room, EndFloor("t2"))
    assert (room.floor.speaking, room.floor.suspended) == ("t1", ())


def test_the_interrupted_one_comes_before_the_ready_ones() -> None:
    room = after(speaking(), CallSpeaker(), TakeFloor("t2"), ChairSpeaks("hoi-truong"))
    assert happens(room, EndFloor("t3"))[-1] == TurnBegan("t1", NOON)


def test_an_interrupted_turn_may_be_ended_beneath() -> None:
    room, events = ask(interrupted(), EndFloor("t1"), at=NOON + 2 * MINUTE)
    assert events == (
        TurnEnded("t1", NOON + 2 * MINUTE), RequestSettled("r1", RequestState.DONE),
    )  # fmt: skip
    assert spoken(room.floor.turns["t1"], NOON + 9 * MINUTE) == MINUTE
    assert happens(room, EndFloor("t2")) == (TurnEnded("t2", NOON),)


def test_inviting_somebody_without_a_request() -> None:
    command = InviteNow(
        "don-dac", TurnKind.REPLY, MR_CUONG, item="doi-thoai", answers=("t1",), source="venue"
    )
    room, events = ask(after(speaking(), EndFloor("t1")), command)
    assert events == (
        SpeakerCalled(
            "t2", TurnKind.REPLY, "don-dac", 180, "venue", NOON, item="doi-thoai", answers=("t1",),
            speaker=MR_CUONG,
        ),
        TurnBegan("t2", NOON),
    )  # fmt: skip
    assert room.floor.speaking == "t2"


def test_inviting_somebody_who_waits_takes_the_request_along() -> None:
    room = after(opened(), RaiseHand("don-dac", MR_CUONG))
    room, events = ask(room, InviteNow("don-dac", request="r1"))
    called = SpeakerCalled(
        "t1", TurnKind.SPEECH, "don-dac", 300, "don-dac", NOON, request="r1", speaker=MR_CUONG
    )
    assert events == (
        RequestSettled("r1", RequestState.CALLED), called, TurnBegan("t1", NOON),
    )  # fmt: skip
    assert room.queue.order == ()
    assert happens(room, EndFloor("t1"))[-1] == RequestSettled("r1", RequestState.DONE)


def test_a_waiting_one_is_invited_at_once_under_the_name_that_is_given() -> None:
    room = after(opened(), RaiseHand("don-dac", MR_CUONG))
    room = after(room, InviteNow("don-dac", speaker=MR_AN, request="r1"))
    assert room.floor.turns["t1"].speaker == MR_AN


def test_a_request_of_another_point_is_not_invited_here() -> None:
    room = after(opened(), RaiseHand("don-dac", MR_CUONG))
    assert refusal(room, InviteNow("an-phu", request="r1")) == (
        "not_their_request", {"request": "r1", "point": "don-dac"},
    )  # fmt: skip
    assert refusal(room, InviteNow("don-dac", request="r9"))[0] == "unknown_id"


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (TurnKind.SPEECH, 300),
        (TurnKind.REPLY, 180),
        (TurnKind.CHAIR, 0),
        (TurnKind.PROCEDURE, 0),
    ],
)
def test_only_speeches_and_replies_have_a_limit(kind: TurnKind, limit: int) -> None:
    called, _ = happens(opened(a_plan(RULES)), InviteNow("don-dac", kind))
    assert isinstance(called, SpeakerCalled)
    assert (called.limit, called.source) == (limit, "don-dac")


@pytest.mark.parametrize(
    ("command", "what", "id"),
    [
        (InviteNow("x"), "point", "x"),
        (InviteNow("an-phu", source="don-dac"), "source", "don-dac"),
        (InviteNow("an-phu", item="x"), "agenda_item", "x"),
        (InviteNow("an-phu", answers=("t1", "t9")), "turn", "t9"),
        (ChairSpeaks("x"), "point", "x"),
    ],
)
def test_what_an_invitation_names_must_exist(command: Command, what: str, id: str) -> None:
    assert refusal(speaking(), command) == ("unknown_id", {"what": what, "id": id})


def test_the_voice_is_lost_the_next_speaks_and_the_turn_resumes() -> None:
    room, events = ask(speaking(), SuspendFloor("t1"), at=NOON + MINUTE)
    assert events == (TurnSuspended("t1", NOON + MINUTE, Why.SIGNAL_LOST),)
    room = after(room, CallSpeaker(), TakeFloor("t2"), at=NOON + MINUTE)
    assert refusal(room, ResumeFloor("t1")) == ("floor_taken", {"turn": "t2"})
    room, events = ask(room, EndFloor("t2"), at=NOON + 3 * MINUTE)
    assert room.floor.speaking == ""  # a lost line does not come back by itself
    room, events = ask(room, ResumeFloor("t1"), at=NOON + 4 * MINUTE)
    assert events == (TurnBegan("t1", NOON + 4 * MINUTE),)
    assert spoken(room.floor.turns["t1"], NOON + 5 * MINUTE) == 2 * MINUTE
    assert room.floor.turns["t1"].why is None


def test_extending() -> None:
    room, events = ask(speaking(), ExtendFloor("t1", 60))
    assert events == (TurnExtended("t1", 360),)
    assert happens(room, ExtendFloor("t1", 0)) == ()
    assert happens(interrupted(), ExtendFloor("t1", 30)) == (TurnExtended("t1", 330),)


def test_a_turn_without_a_limit_gets_none_by_being_extended() -> None:
    assert happens(interrupted(), ExtendFloor("t2", 60)) == ()


def test_taking_back_a_call() -> None:
    room = after(hands(), CallSpeaker())
    taken_back = (CallWithdrawn("t1"), RequestSettled("r1", RequestState.WAITING))
    room, events = ask(room, EndFloor("t1"))
    assert events == taken_back
    assert room.queue.order == ("r1", "r2", "r3")
    assert room.floor.turns["t1"].stage is TurnStage.WITHDRAWN
    ready = after(speaking(), CallSpeaker(), TakeFloor("t2"))
    assert happens(ready, EndFloor("t2")) == (
        CallWithdrawn("t2"), RequestSettled("r2", RequestState.WAITING),
    )  # fmt: skip


@pytest.mark.parametrize(
    "ask_for", [TakeFloor, SuspendFloor, ResumeFloor, EndFloor, ExtendFloor, CorrectSpeaker]
)
def test_an_unknown_turn(ask_for: type[EndFloor]) -> None:
    more: dict[type[Command], tuple[object, ...]] = {ExtendFloor: (60,), CorrectSpeaker: (MR_AN,)}
    command: Command = ask_for("x", *more.get(ask_for, ()))
    assert refusal(speaking(), command) == ("unknown_id", {"what": "turn", "id": "x"})


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        (TakeFloor("t1"), TurnStage.SUSPENDED),
        (TakeFloor("t2"), TurnStage.SPEAKING),
        (TakeFloor("t3"), TurnStage.ENDED),
        (SuspendFloor("t1"), TurnStage.SUSPENDED),
        (SuspendFloor("t4"), TurnStage.CALLED),
        (SuspendFloor("t3"), TurnStage.ENDED),
        (ResumeFloor("t2"), TurnStage.SPEAKING),
        (ResumeFloor("t4"), TurnStage.CALLED),
        (ResumeFloor("t5"), TurnStage.WITHDRAWN),
        (ExtendFloor("t4", 60), TurnStage.CALLED),
        (ExtendFloor("t3", 60), TurnStage.ENDED),
        (EndFloor("t3"), TurnStage.ENDED),
        (EndFloor("t5"), TurnStage.WITHDRAWN),
    ],
)
def test_a_turn_that_is_not_where_the_act_needs_it(command: Command, stage: TurnStage) -> None:
    """t1 interrupted, t2 speaks, t3 ended, t4 called, t5 taken back."""
    room = after(
        interrupted(), InviteNow("an-phu"), EndFloor("t3"), CallSpeaker(), CallSpeaker(),
        EndFloor("t5"),
    )  # fmt: skip
    id = str(getattr(command, "turn"))  # noqa: B009
    assert refusal(room, command) == ("wrong_turn_stage", {"turn": id, "stage": stage})


def test_a_wrong_name_is_put_right_at_any_time() -> None:
    for room in (after(hands(), CallSpeaker()), speaking(), after(speaking(), EndFloor("t1"))):
        corrected, events = ask(room, CorrectSpeaker("t1", MRS_BINH), SECRETARY)
        assert events == (SpeakerCorrected("t1", MRS_BINH),)
        assert corrected.floor.turns["t1"].speaker == MRS_BINH
        assert happens(corrected, CorrectSpeaker("t1", MRS_BINH)) == ()
    closed = after(speaking(), CloseConference())
    assert happens(closed, CorrectSpeaker("t1", MRS_BINH), SECRETARY)


def test_roll_call_and_breaks_leave_the_called_ones_alone() -> None:
    room = after(hands(), CallSpeaker())
    assert after(room, PauseConference(), CheckIn("an-phu", 3)).floor == room.floor
