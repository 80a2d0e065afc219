"""The conference is planned, opened, paused, resumed and closed; sound and captions are allowed."""

import pytest

from server.rooms.agenda import GoToItem
from server.rooms.floor import (
    CallSpeaker,
    CallWithdrawn,
    ChairSpeaks,
    EndFloor,
    SuspendFloor,
    TakeFloor,
    TurnBegan,
    TurnEnded,
    TurnStage,
    TurnSuspended,
    Why,
)
from server.rooms.plan import AgendaItem, Field, People, Plan, PointPlan
from server.rooms.queue import LowerHand, RaiseHand, RequestSettled, ReviseRequest
from server.rooms.room import Command, Room
from server.rooms.session import (
    AllowRecording,
    Captions,
    CaptionsSet,
    CloseConference,
    ConferenceClosed,
    ConferenceOpened,
    ConferencePaused,
    ConferenceResumed,
    ConferenceSetUp,
    ForbidRecording,
    Hall,
    HallSet,
    OpenConference,
    PauseConference,
    RecordingAllowed,
    RecordingForbidden,
    ResumeConference,
    SetCaptions,
    SetHall,
    SetUpConference,
    Stage,
)
from server.rooms.states import RequestState
from server.rooms.words import Span
from tests.given import (
    ADMIN,
    MINUTE,
    MR_AN,
    MRS_BINH,
    NOON,
    SET_UP,
    THE_CHAIR,
    a_plan,
    after,
    ask,
    happens,
    opened,
    planned,
    refusal,
)


def test_setting_up_furnishes_points_and_programme() -> None:
    room, events = ask(Room(), SET_UP, ADMIN)
    assert events == (ConferenceSetUp(a_plan(), People(chairs=(THE_CHAIR,))),)
    assert set(room.points) == {"hoi-truong", "an-phu", "don-dac"}
    assert [item.id for item in room.agenda.items] == ["khai-mac", "doi-thoai", "giai-lao"]
    assert room.session.stage is Stage.PLANNED


def test_a_conference_is_set_up_once() -> None:
    assert refusal(planned(), SET_UP, ADMIN) == ("already_set_up", {})


@pytest.mark.parametrize(
    ("plan", "id"),
    [
        (a_plan(points=(PointPlan("a", "A"), PointPlan("a", "B"))), "a"),
        (a_plan(agenda=(AgendaItem("b", "B"), AgendaItem("b", "C"))), "b"),
        (a_plan(fields=(Field("c", "C"), Field("c", "D"))), "c"),
    ],
)
def test_a_plan_names_nothing_twice(plan: object, id: str) -> None:
    command = SetUpConference(plan)  # type: ignore[arg-type]
    assert refusal(Room(), command, ADMIN) == ("bad_plan", {"why": "twice", "id": id})


def test_nothing_can_be_asked_of_a_conference_that_is_not_set_up() -> None:
    assert refusal(Room(), OpenConference()) == ("conference_not_open", {"stage": "none"})
    assert refusal(Room(), RaiseHand("an-phu")) == ("conference_not_open", {"stage": "none"})


def test_opening_pausing_resuming_closing() -> None:
    room, events = ask(planned(), OpenConference())
    assert events == (ConferenceOpened(NOON),)
    assert (room.session.stage, room.session.opened_at) == (Stage.OPEN, NOON)
    room, events = ask(room, PauseConference())
    assert events == (ConferencePaused(),)
    room, events = ask(room, ResumeConference())
    assert events == (ConferenceResumed(),)
    room, events = ask(room, CloseConference(), at=NOON + 1)
    assert events == (ConferenceClosed(NOON + 1),)
    assert (room.session.stage, room.session.closed_at) == (Stage.CLOSED, NOON + 1)


def at_stage(stage: Stage) -> Room:
    room = planned()
    moves: dict[Stage, tuple[Command, ...]] = {
        Stage.PLANNED: (),
        Stage.OPEN: (OpenConference(),),
        Stage.PAUSED: (OpenConference(), PauseConference()),
        Stage.CLOSED: (OpenConference(), CloseConference()),
    }
    return after(room, *moves[stage])


@pytest.mark.parametrize(
    ("command", "stages"),
    [
        (OpenConference(), {Stage.OPEN, Stage.PAUSED, Stage.CLOSED}),
        (PauseConference(), {Stage.PLANNED, Stage.PAUSED, Stage.CLOSED}),
        (ResumeConference(), {Stage.PLANNED, Stage.OPEN, Stage.CLOSED}),
        (CloseConference(), {Stage.PLANNED, Stage.CLOSED}),
    ],
)
def test_a_move_from_the_wrong_stage_is_refused(command: Command, stages: set[Stage]) -> None:
    for stage in stages:
        assert refusal(at_stage(stage), command) == ("wrong_stage", {"stage": stage})


def test_a_closed_conference_may_close_from_a_break() -> None:
    assert happens(at_stage(Stage.PAUSED), CloseConference()) == (ConferenceClosed(NOON),)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.PAUSED, Stage.CLOSED])
def test_the_floor_and_the_programme_move_only_while_it_runs(stage: Stage) -> None:
    for command in (CallSpeaker(), ChairSpeaks("hoi-truong"), TakeFloor("t1"), GoToItem("x")):
        assert refusal(at_stage(stage), command) == ("conference_not_open", {"stage": stage})


def test_hands_go_up_before_it_opens_and_in_a_break_but_not_after_it_closed() -> None:
    for stage in (Stage.PLANNED, Stage.PAUSED):
        assert happens(at_stage(stage), RaiseHand("an-phu"))
    closed = at_stage(Stage.CLOSED)
    for command in (RaiseHand("an-phu"), LowerHand("r1"), ReviseRequest("r1"), EndFloor("t1")):
        assert refusal(closed, command) == ("conference_not_open", {"stage": Stage.CLOSED})


def test_recording_is_off_until_it_is_allowed() -> None:
    room = planned()
    assert not room.session.recording
    assert happens(room, ForbidRecording("chưa")) == ()
    room, events = ask(room, AllowRecording(), at=NOON)
    assert events == (RecordingAllowed(NOON),) and room.session.recording
    assert happens(room, AllowRecording()) == ()
    room, events = ask(room, ForbidRecording("phần riêng"), at=NOON + MINUTE)
    assert events == (RecordingForbidden(NOON + MINUTE, "phần riêng"),)
    assert not room.session.recording
    room = after(room, AllowRecording(), at=NOON + 2 * MINUTE)
    assert room.session.recorded == (Span(NOON, NOON + MINUTE), Span(NOON + 2 * MINUTE))


def test_the_end_of_the_conference_ends_recording_for_good() -> None:
    room = after(opened(), AllowRecording(), at=NOON)
    room = after(room, CloseConference(), at=NOON + MINUTE)
    assert room.session.recorded == (Span(NOON, NOON + MINUTE),)
    assert refusal(room, AllowRecording()) == ("wrong_stage", {"stage": Stage.CLOSED})


def test_captions_are_off_until_they_are_set() -> None:
    room = planned()
    assert room.session.captions is Captions.OFF
    assert happens(room, SetCaptions(Captions.OFF)) == ()
    room, events = ask(room, SetCaptions(Captions.VERIFIED))
    assert events == (CaptionsSet(Captions.VERIFIED),)
    assert room.session.captions is Captions.VERIFIED


def test_a_break_stops_the_clock_and_gives_the_floor_back() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), CallSpeaker(), TakeFloor("t1"))
    room, events = ask(room, PauseConference(), at=NOON + MINUTE)
    assert events == (ConferencePaused(), TurnSuspended("t1", NOON + MINUTE, Why.BREAK))
    room, events = ask(room, ResumeConference(), at=NOON + 9 * MINUTE)
    assert events == (ConferenceResumed(), TurnBegan("t1", NOON + 9 * MINUTE))
    assert room.floor.speaking == "t1"


def test_a_break_gives_back_only_what_it_stopped() -> None:
    room = after(opened(), RaiseHand("an-phu"), CallSpeaker(), TakeFloor("t1"), SuspendFloor("t1"))
    room = after(room, PauseConference())
    assert happens(room, ResumeConference()) == (ConferenceResumed(),)


def test_a_turn_may_be_ended_in_a_break_and_nobody_is_called_by_that() -> None:
    room = after(
        opened(), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu", MRS_BINH), CallSpeaker(),
        CallSpeaker(), TakeFloor("t1"), TakeFloor("t2"), PauseConference(),
    )  # fmt: skip
    room, events = ask(room, EndFloor("t1"))
    assert events == (TurnEnded("t1", NOON), RequestSettled("r1", RequestState.DONE))
    assert happens(room, ResumeConference()) == (ConferenceResumed(),)


def test_closing_ends_every_turn_and_takes_back_every_call() -> None:
    room = after(
        opened(), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu", MRS_BINH), CallSpeaker(),
        TakeFloor("t1"), CallSpeaker(), ChairSpeaks("hoi-truong", THE_CHAIR),
    )  # fmt: skip
    room, events = ask(room, CloseConference(), at=NOON + 1)
    assert events == (
        ConferenceClosed(NOON + 1), TurnEnded("t3", NOON + 1), TurnEnded("t1", NOON + 1),
        RequestSettled("r1", RequestState.DONE), CallWithdrawn("t2"),
        RequestSettled("r2", RequestState.WAITING),
    )  # fmt: skip
    assert not (room.floor.speaking or room.floor.suspended or room.floor.coming)
    stages = {id: turn.stage for id, turn in room.floor.turns.items()}
    assert stages == {
        "t1": TurnStage.ENDED, "t2": TurnStage.WITHDRAWN, "t3": TurnStage.ENDED,
    }  # fmt: skip
    assert room.queue.order == ("r2",)


def test_the_hall_screen_is_set_by_people() -> None:
    room, events = ask(opened(), SetHall(Hall.BREAK))
    assert events == (HallSet(Hall.BREAK, name_plate=True),)
    assert happens(room, SetHall(Hall.BREAK)) == ()
    hidden = after(room, SetHall(Hall.AUTO, name_plate=False))
    assert (hidden.session.hall, hidden.session.name_plate) == (Hall.AUTO, False)


def test_no_point_is_called_as_the_mixer_is() -> None:
    plan = Plan(points=(PointPlan("venue", "Hội trường"),))
    no = ("bad_plan", {"why": "reserved", "id": "venue"})
    assert refusal(Room(), SetUpConference(plan), ADMIN) == no
