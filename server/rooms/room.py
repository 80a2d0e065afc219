"""A conference room: its areas, who may ask what, and the two functions that are the whole core.

decide(room, command, actor, at) -> events      may refuse, never changes anything
evolve(room, event)              -> room        never refuses, never looks outside
"""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from server.rooms import (
    agenda,
    conclusion,
    floor,
    opinions,
    points,
    queue,
    session,
    transcript,
)
from server.rooms.agenda import Agenda
from server.rooms.conclusion import Conclusion
from server.rooms.floor import Floor
from server.rooms.opinions import Opinions
from server.rooms.points import Points
from server.rooms.queue import Queue
from server.rooms.session import Session, Stage
from server.rooms.transcript import Transcript
from server.rooms.words import Actor, Millis, NotAllowed, NotOpen, Role, Struct

Command = (
    session.Command
    | points.Command
    | agenda.Command
    | queue.Command
    | floor.Command
    | transcript.Command
    | opinions.Command
    | conclusion.Command
)
Event = (
    session.Event
    | points.Event
    | agenda.Event
    | queue.Event
    | floor.Event
    | transcript.Event
    | opinions.Event
    | conclusion.Event
)

SYSTEM_ONLY = frozenset({Role.SYSTEM})
CHAIRING = frozenset({Role.CHAIR, Role.MODERATOR})
RUNNING = CHAIRING | {Role.ASSISTANT}
AT_POINT = frozenset({Role.POINT})
RAISING = RUNNING | AT_POINT | {Role.DELEGATE}
WRITING = frozenset({Role.SECRETARY, Role.SECRETARY_LEAD})

MAY_ASK: dict[type[Command], frozenset[Role]] = {
    session.SetUpConference: frozenset({Role.ADMIN}),
    session.OpenConference: CHAIRING,
    session.PauseConference: CHAIRING,
    session.ResumeConference: CHAIRING,
    session.CloseConference: CHAIRING,
    session.AllowRecording: CHAIRING,
    session.ForbidRecording: CHAIRING,
    session.SetCaptions: CHAIRING,
    session.SetHall: RUNNING,
    points.CheckIn: RUNNING | AT_POINT | {Role.TECHNICIAN},
    points.SetSignal: RUNNING | {Role.TECHNICIAN},
    points.NotePointTakenOver: SYSTEM_ONLY,
    points.NotePointLost: SYSTEM_ONLY,
    points.NotePointReturned: SYSTEM_ONLY,
    agenda.GoToItem: RUNNING,
    queue.RaiseHand: RAISING,
    queue.LowerHand: RAISING,
    queue.ReviseRequest: RUNNING | AT_POINT,
    queue.ApproveRequest: RUNNING,
    queue.DeclineRequest: RUNNING,
    floor.CallSpeaker: CHAIRING,
    floor.TakeFloor: CHAIRING | AT_POINT,
    floor.InviteNow: CHAIRING,
    floor.ChairSpeaks: CHAIRING,
    floor.SuspendFloor: CHAIRING,
    floor.ResumeFloor: CHAIRING,
    floor.ExtendFloor: CHAIRING,
    floor.EndFloor: CHAIRING,
    floor.CorrectSpeaker: RUNNING | WRITING,
    transcript.RecordSegment: SYSTEM_ONLY,
    transcript.WriteSegment: WRITING,
    transcript.EditSegment: WRITING,
    transcript.VerifySegment: WRITING,
    opinions.LogOpinion: WRITING,
    opinions.ReviseOpinion: WRITING,
    opinions.AssignOpinion: WRITING,
    opinions.AnswerOpinion: WRITING,
    opinions.ForwardOpinion: WRITING,
    conclusion.SetConclusionPoint: CHAIRING | WRITING,
    conclusion.RemoveConclusionPoint: CHAIRING | WRITING,
}

# What needs the conference to be running. Hands may go up before it opens (pre-registration) and
# in a break; the record is worked on after it closed.
WHILE_OPEN = frozenset(
    {
        floor.CallSpeaker,
        floor.TakeFloor,
        floor.InviteNow,
        floor.ChairSpeaks,
        floor.SuspendFloor,
        floor.ResumeFloor,
        floor.ExtendFloor,
        agenda.GoToItem,
    }
)
BEFORE_CLOSE = frozenset({queue.RaiseHand, queue.LowerHand, queue.ReviseRequest, floor.EndFloor})


class Room(Struct, frozen=True):
    session: Session = Session()
    points: Points = Points()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    transcript: Transcript = Transcript()
    opinions: Opinions = Opinions()
    conclusion: Conclusion = Conclusion()


class Entry(Struct, frozen=True):
    """One accepted command: its events, applied together or not at all. The unit of the log.
    `body` is a keyed digest of the command, so that a reused id is noticed."""

    seq: int
    at: Millis
    actor: Actor
    command_id: str
    body: str
    events: tuple[Event, ...]


def decide(room: Room, command: Command, actor: Actor, at: Millis) -> tuple[Event, ...]:
    """What `command` makes happen, () if nothing; raises Refused."""
    if actor.role not in MAY_ASK[type(command)]:
        raise NotAllowed(role=actor.role)
    _guard_stage(room.session, command)
    if isinstance(command, session.Command):
        return (
            *session.decide(room.session, command, at),
            *_floor_at_stage(room.floor, command, at),
        )
    if isinstance(command, points.Command):
        return points.decide(room.points, command, actor, at)
    if isinstance(command, agenda.Command):
        return agenda.decide(room.agenda, command, at)
    if isinstance(command, queue.Command):
        called = floor.requests_called(room.floor)
        return queue.decide(room.queue, called, room.points, room.session.plan, command, actor, at)
    if isinstance(command, floor.Command):
        rules = room.session.plan.rules
        return floor.decide(
            room.floor, room.queue, room.points, room.agenda, rules, command, actor, at
        )
    if isinstance(command, transcript.Command):
        return transcript.decide(room.transcript, room.floor, command, actor.id, at)
    if isinstance(command, opinions.Command):
        plan = room.session.plan
        return opinions.decide(
            room.opinions, room.floor, room.transcript, room.points, plan, command, at
        )
    if isinstance(command, conclusion.Command):
        return conclusion.decide(room.conclusion, room.opinions, command)
    assert_never(command)


def _guard_stage(running: Session, command: Command) -> None:
    if not running.set_up and not isinstance(command, session.SetUpConference):
        raise NotOpen(stage="none")
    open_enough = running.stage is Stage.OPEN or type(command) not in WHILE_OPEN
    if not open_enough or (running.stage is Stage.CLOSED and type(command) in BEFORE_CLOSE):
        raise NotOpen(stage=running.stage)


def _floor_at_stage(turns: Floor, command: session.Command, at: Millis) -> floor.Outcome:
    match command:
        case session.PauseConference():
            return floor.pause(turns, at)
        case session.ResumeConference():
            return floor.after_break(turns, at)
        case session.CloseConference():
            return floor.close(turns, at)
        case _:
            return ()


def evolve(room: Room, event: Event) -> Room:
    """The room after `event`. Total: whatever was once written down can be read again."""
    if isinstance(event, session.Event):
        changed = replace(room, session=session.evolve(room.session, event))
        return _furnish(changed) if isinstance(event, session.ConferenceSetUp) else changed
    if isinstance(event, points.Event):
        return replace(room, points=points.evolve(room.points, event))
    if isinstance(event, agenda.Event):
        return replace(room, agenda=agenda.evolve(room.agenda, event))
    if isinstance(event, queue.Event):
        return replace(room, queue=queue.evolve(room.queue, event))
    if isinstance(event, floor.Event):
        return replace(room, floor=floor.evolve(room.floor, event))
    if isinstance(event, transcript.Event):
        return replace(room, transcript=transcript.evolve(room.transcript, event))
    if isinstance(event, opinions.Event):
        return replace(room, opinions=opinions.evolve(room.opinions, event))
    if isinstance(event, conclusion.Event):
        return replace(room, conclusion=conclusion.evolve(room.conclusion, event))
    assert_never(event)


def _furnish(room: Room) -> Room:
    """The points and the programme as the plan has them."""
    plan = room.session.plan
    return replace(room, points=points.set_up(plan.points), agenda=Agenda(plan.agenda))


def replay(entries: Iterable[Entry], room: Room | None = None) -> Room:
    """The room that `entries` made, from an empty one or from `room`."""
    room = Room() if room is None else room
    for entry in entries:
        for event in entry.events:
            room = evolve(room, event)
    return room
