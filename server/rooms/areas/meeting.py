"""The conference as such: whether it runs, its points and programme, its limits, its messages."""

from typing import Final

from msgspec.structs import replace

from server.rooms import agenda, calling, captions, floor, limits, notices, points, session
from server.rooms.agenda import Agenda
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import AT_POINT, CHAIRING, DESK, KEEPING, RUNNING, SYSTEM_ONLY
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Command = (
    session.Command
    | points.Command
    | agenda.Command
    | limits.Command
    | notices.Command
    | captions.Command
)
Event = session.Event | points.Event | agenda.Event | limits.Event | notices.Event | captions.Event


def _session(room: Room, command: session.Command, actor: Actor, at: Millis) -> Events:
    return (*session.decide(room.session, command, at), *_floor_at_stage(room, command, at))


def _floor_at_stage(room: Room, command: session.Command, at: Millis) -> floor.Outcome:
    match command:
        case session.PauseConference():
            return calling.pause(room.floor, at)
        case session.ResumeConference():
            return calling.after_break(room.floor, at)
        case session.CloseConference():
            return calling.close(room.floor, room.queue, at)
        case _:
            return ()


def _set_up(room: Room, event: session.ConferenceSetUp) -> Room:
    """The points, the programme and the policy as the plan has them."""
    room, plan = replace(room, session=session.evolve(room.session, event)), event.plan
    return replace(
        room, points=points.set_up(plan.points), agenda=Agenda(plan.agenda),
        queue=replace(room.queue, policy=plan.policy),
    )  # fmt: skip


def _points(room: Room, command: points.Command, actor: Actor, at: Millis) -> Events:
    return points.decide(room.points, command, actor, at)


def _agenda(room: Room, command: agenda.Command, actor: Actor, at: Millis) -> Events:
    return agenda.decide(room.agenda, command, at)


def _limits(room: Room, command: limits.Command, actor: Actor, at: Millis) -> Events:
    return limits.decide(room.session, room.floor, room.queue, command)


def _notices(room: Room, command: notices.Command, actor: Actor, at: Millis) -> Events:
    return notices.decide(room.notices, room.points, command, actor, at)


def _captions(room: Room, command: captions.Command, actor: Actor, at: Millis) -> Events:
    return captions.decide(room.captions, command)


AREAS: Final = (
    Area(
        may_ask={
            session.SetUpConference: frozenset({Role.ADMIN}),
            session.OpenConference: CHAIRING,
            session.PauseConference: CHAIRING,
            session.ResumeConference: CHAIRING,
            session.CloseConference: CHAIRING,
            session.AllowRecording: CHAIRING,
            session.ForbidRecording: CHAIRING,
            session.KeepRecordings: CHAIRING | KEEPING,
            session.SetCaptions: CHAIRING,
            session.SetHall: RUNNING,
        },
        decide=_session,
        folds=into("session", session.evolve, session.Event) | {session.ConferenceSetUp: _set_up},
    ),
    Area(
        may_ask={
            points.CheckIn: DESK | AT_POINT,
            points.MarkCheck: DESK | AT_POINT,
            points.SetSignal: DESK,
            points.NotePointTakenOver: SYSTEM_ONLY,
            points.NotePointLost: SYSTEM_ONLY,
            points.NotePointReturned: SYSTEM_ONLY,
        },
        decide=_points,
        folds=into("points", points.evolve, points.Event),
    ),
    Area(
        may_ask={agenda.GoToItem: RUNNING},
        decide=_agenda,
        folds=into("agenda", agenda.evolve, agenda.Event),
        while_open=frozenset({agenda.GoToItem}),
    ),
    Area(
        may_ask={limits.SetRules: CHAIRING | {Role.ADMIN}},
        decide=_limits,
        folds=into("session", limits.evolve, limits.Event),
    ),
    Area(
        may_ask={
            notices.SendNotice: DESK | AT_POINT,
            notices.AcknowledgeNotice: DESK | AT_POINT,
        },
        decide=_notices,
        folds=into("notices", notices.evolve, notices.Event),
    ),
    Area(
        may_ask={captions.GateCaptions: RUNNING, captions.TuneCaptions: DESK},
        decide=_captions,
        folds=into("captions", captions.evolve, captions.Event),
    ),
)
