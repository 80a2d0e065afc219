"""A conference room: its areas, who may ask what, and the two functions that are the whole core.

decide(room, command, actor, at) -> events      may refuse, never changes anything
evolve(room, event)              -> room        never refuses, never looks outside
"""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from server.rooms import (
    agenda,
    answers,
    calling,
    captions,
    conclusion,
    cues,
    desk,
    dialogue,
    floor,
    glossary,
    hands,
    notices,
    opinions,
    order,
    points,
    prepared,
    queue,
    requests,
    session,
    sources,
    transcript,
    turns,
    undo,
    withdrawals,
)
from server.rooms.agenda import Agenda
from server.rooms.captions import CaptionFlow
from server.rooms.conclusion import Conclusion
from server.rooms.cues import Cues
from server.rooms.floor import Floor
from server.rooms.glossary import Glossary
from server.rooms.notices import Notices
from server.rooms.opinions import Opinions
from server.rooms.points import Points
from server.rooms.prepared import Prepared
from server.rooms.queue import Queue
from server.rooms.session import Session, Stage
from server.rooms.states import Matter
from server.rooms.transcript import Transcript
from server.rooms.withdrawals import ContentWithdrawn, Withdrawals, WithdrawalState
from server.rooms.words import Actor, Millis, NotAllowed, NotOpen, Role, Struct

Command = (
    session.Command
    | points.Command
    | agenda.Command
    | queue.Command
    | desk.Command
    | dialogue.Command
    | floor.Command
    | sources.Command
    | answers.Command
    | undo.Command
    | notices.Command
    | cues.Command
    | transcript.Command
    | opinions.Command
    | conclusion.Command
    | withdrawals.Command
    | captions.Command
    | prepared.Command
    | glossary.Command
)
Event = (
    session.Event
    | points.Event
    | agenda.Event
    | queue.Event
    | desk.Event
    | dialogue.Event
    | floor.Event
    | sources.Event
    | answers.Event
    | undo.Event
    | notices.Event
    | cues.Event
    | transcript.Event
    | opinions.Event
    | conclusion.Event
    | withdrawals.Event
    | captions.Event
    | prepared.Event
    | glossary.Event
)

SYSTEM_ONLY = frozenset({Role.SYSTEM})
CHAIRING = frozenset({Role.CHAIR, Role.MODERATOR})
RUNNING = CHAIRING | {Role.ASSISTANT}
AT_POINT = frozenset({Role.POINT})
RAISING = RUNNING | AT_POINT | {Role.DELEGATE}
DESK = RUNNING | {Role.TECHNICIAN}
WRITING = frozenset({Role.SECRETARY, Role.SECRETARY_LEAD})
HANDING_IN = AT_POINT | WRITING | {Role.MODERATOR, Role.ASSISTANT}

MAY_ASK: dict[type[Command], frozenset[Role]] = {
    session.SetUpConference: frozenset({Role.ADMIN}),
    session.OpenConference: CHAIRING,
    session.PauseConference: CHAIRING,
    session.ResumeConference: CHAIRING,
    session.CloseConference: CHAIRING,
    session.AllowRecording: CHAIRING,
    session.ForbidRecording: CHAIRING,
    session.KeepRecordings: CHAIRING | {Role.ADMIN},
    session.SetCaptions: CHAIRING,
    session.SetHall: RUNNING,
    points.CheckIn: DESK | AT_POINT,
    points.MarkCheck: DESK | AT_POINT,
    points.SetSignal: DESK,
    points.NotePointTakenOver: SYSTEM_ONLY,
    points.NotePointLost: SYSTEM_ONLY,
    points.NotePointReturned: SYSTEM_ONLY,
    agenda.GoToItem: RUNNING,
    queue.RaiseHand: RAISING | {Role.TECHNICIAN},
    queue.RegisterRequests: RUNNING | {Role.ADMIN},
    queue.LowerHand: RAISING,
    queue.ReviseRequest: RUNNING | AT_POINT,
    queue.ApproveRequest: RUNNING,
    queue.DeclineRequest: RUNNING,
    queue.SendInWriting: RAISING,
    desk.MoveRequest: RUNNING,
    desk.InsertRequest: RUNNING,
    desk.HoldRequest: RUNNING,
    desk.ReturnRequest: RUNNING,
    desk.MergeRequests: RUNNING,
    desk.SplitRequest: RUNNING,
    desk.CloseQueue: RUNNING | SYSTEM_ONLY,
    desk.OpenQueue: RUNNING,
    desk.SetPolicy: RUNNING | {Role.ADMIN},
    desk.SetBudget: RUNNING,
    dialogue.EndDialogue: CHAIRING,
    dialogue.DivertRequest: RUNNING,
    floor.CallSpeaker: CHAIRING,
    floor.TakeFloor: CHAIRING | AT_POINT,
    floor.InviteNow: CHAIRING,
    floor.ChairSpeaks: CHAIRING,
    floor.SuspendFloor: CHAIRING,
    floor.ResumeFloor: CHAIRING,
    floor.ExtendFloor: CHAIRING,
    floor.EndFloor: CHAIRING,
    floor.CorrectSpeaker: RUNNING | WRITING,
    sources.SetSource: DESK,
    answers.SetAnswers: RUNNING | WRITING,
    answers.DisposeAnswers: RUNNING | WRITING,
    undo.UndoFloor: CHAIRING,
    notices.SendNotice: DESK | AT_POINT,
    notices.AcknowledgeNotice: DESK | AT_POINT,
    cues.SendCue: RUNNING,
    cues.AcknowledgeCue: SYSTEM_ONLY | {Role.TECHNICIAN},
    transcript.RecordSegment: SYSTEM_ONLY,
    transcript.MarkGap: SYSTEM_ONLY,
    transcript.WriteSegment: WRITING,
    transcript.EditSegment: WRITING,
    transcript.RespellSegment: WRITING,
    transcript.VerifySegment: WRITING,
    opinions.LogOpinion: WRITING,
    opinions.ReviseOpinion: WRITING,
    opinions.AssignOpinion: WRITING,
    opinions.AnswerOpinion: WRITING,
    opinions.ForwardOpinion: WRITING,
    conclusion.SetConclusionPoint: CHAIRING | WRITING,
    conclusion.RemoveConclusionPoint: CHAIRING | WRITING,
    withdrawals.WithdrawContent: CHAIRING,
    withdrawals.ConfirmWithdrawal: CHAIRING | {Role.SECRETARY_LEAD, Role.ASSISTANT},
    withdrawals.CancelWithdrawal: CHAIRING,
    captions.GateCaptions: RUNNING,
    captions.TuneCaptions: DESK,
    prepared.HandInSpeech: HANDING_IN,
    prepared.TakeBackSpeech: HANDING_IN,
    glossary.SetGlossary: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
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
        undo.UndoFloor,
        agenda.GoToItem,
    }
)
BEFORE_CLOSE = frozenset(
    {
        queue.RaiseHand,
        queue.RegisterRequests,
        queue.LowerHand,
        queue.ReviseRequest,
        desk.InsertRequest,
        desk.OpenQueue,
        floor.EndFloor,
    }
)


class Room(Struct, frozen=True):
    session: Session = Session()
    points: Points = Points()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    notices: Notices = Notices()
    cues: Cues = Cues()
    transcript: Transcript = Transcript()
    opinions: Opinions = Opinions()
    conclusion: Conclusion = Conclusion()
    withdrawals: Withdrawals = Withdrawals()
    captions: CaptionFlow = CaptionFlow()
    prepared: Prepared = Prepared()
    glossary: Glossary = Glossary()


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
    events = _decide(room, command, actor, at)
    safe = room.queue.policy.safe or isinstance(command, desk.SetPolicy)
    return (*events, *_head_kept(room, events)) if safe and events else events


def _decide(room: Room, command: Command, actor: Actor, at: Millis) -> tuple[Event, ...]:
    plan, item = room.session.plan, room.agenda.current
    if isinstance(command, session.Command):
        return (
            *session.decide(room.session, command, at),
            *_floor_at_stage(room, command, at),
        )
    if isinstance(command, points.Command):
        return points.decide(room.points, command, actor, at)
    if isinstance(command, agenda.Command):
        return agenda.decide(room.agenda, command, at)
    if isinstance(command, queue.Command):
        return hands.decide(room.queue, room.floor, room.points, plan, command, actor, at)
    if isinstance(command, desk.Command):
        return desk.decide(room.queue, room.floor, room.points, plan, item, command, actor, at)
    if isinstance(command, dialogue.Command):
        return dialogue.decide(room.queue, room.floor, command, at)
    if isinstance(command, floor.Command):
        return calling.decide(
            room.floor, room.queue, room.points, room.agenda, plan, command, actor, at
        )
    if isinstance(command, sources.Command):
        return sources.decide(room.floor, command, at)
    if isinstance(command, answers.Command):
        return answers.decide(room.floor, command)
    if isinstance(command, undo.Command):
        return undo.decide(
            room.floor, room.queue, room.transcript, room.withdrawals, command, actor, at
        )
    if isinstance(command, notices.Command):
        return notices.decide(room.notices, room.points, command, actor, at)
    if isinstance(command, cues.Command):
        return cues.decide(room.cues, room.points, _now(room), command, actor, at)
    if isinstance(command, transcript.Command):
        hidden = room.withdrawals.spans
        if isinstance(command, undo.Late):
            command = undo.where_it_belongs(room.floor, command)
        return transcript.decide(room.transcript, room.floor, hidden, command, actor.id, at)
    if isinstance(command, opinions.Command):
        return opinions.decide(
            room.opinions, room.floor, room.transcript, room.points, plan, command, at
        )
    if isinstance(command, conclusion.Command):
        return conclusion.decide(room.conclusion, room.opinions, command)
    if isinstance(command, withdrawals.Command):
        return withdrawals.decide(
            room.withdrawals, room.floor, room.transcript, room.opinions, room.prepared,
            plan.zone, command, actor, at,
        )  # fmt: skip
    if isinstance(command, captions.Command):
        return captions.decide(room.captions, command)
    if isinstance(command, prepared.Command):
        return prepared.decide(room.prepared, room.queue, room.floor, command, actor)
    if isinstance(command, glossary.Command):
        return glossary.decide(room.glossary, command, actor.id)
    assert_never(command)


def _head_kept(room: Room, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Whoever is next after `events` is promised that place."""
    for event in events:
        room = evolve(room, event)
    return desk.keep_head(room.queue, room.floor, room.session.plan, room.agenda.current)


def _now(room: Room) -> tuple[str, str]:
    """The points whose pictures are wanted."""
    line = order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current).order
    return cues.wanted(room.floor, room.queue, line)


def _guard_stage(running: Session, command: Command) -> None:
    if not running.set_up and not isinstance(command, session.SetUpConference):
        raise NotOpen(stage="none")
    open_enough = running.stage is Stage.OPEN or type(command) not in WHILE_OPEN
    if not open_enough or (running.stage is Stage.CLOSED and type(command) in BEFORE_CLOSE):
        raise NotOpen(stage=running.stage)


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
        return replace(room, queue=requests.evolve(room.queue, event))
    if isinstance(event, desk.Event):
        return replace(room, queue=desk.evolve(room.queue, event))
    if isinstance(event, dialogue.TurnDiverted):
        left = prepared.diverted(room.prepared, event.turn)
        return replace(room, floor=dialogue.evolve_floor(room.floor, event), prepared=left)
    if isinstance(event, dialogue.RequestDiverted):
        left = prepared.diverted(room.prepared, event.request)
        return replace(room, queue=dialogue.evolve_queue(room.queue, event), prepared=left)
    if isinstance(event, dialogue.Event):
        return replace(room, queue=dialogue.evolve_queue(room.queue, event))
    if isinstance(event, floor.Event):
        return replace(room, floor=turns.evolve(room.floor, event))
    if isinstance(event, sources.Event):
        return replace(room, floor=sources.evolve(room.floor, event))
    if isinstance(event, answers.Event):
        return replace(room, floor=answers.evolve(room.floor, event))
    if isinstance(event, undo.Event):
        return _undone(room, event)
    if isinstance(event, notices.Event):
        return replace(room, notices=notices.evolve(room.notices, event))
    if isinstance(event, cues.Event):
        return replace(room, cues=cues.evolve(room.cues, event))
    if isinstance(event, transcript.Event):
        return replace(room, transcript=transcript.evolve(room.transcript, event))
    if isinstance(event, opinions.Event):
        return replace(room, opinions=opinions.evolve(room.opinions, event))
    if isinstance(event, conclusion.Event):
        return replace(room, conclusion=conclusion.evolve(room.conclusion, event))
    if isinstance(event, withdrawals.Event):
        changed = replace(room, withdrawals=withdrawals.evolve(room.withdrawals, event))
        return _destroyed(changed, event) if isinstance(event, ContentWithdrawn) else changed
    if isinstance(event, captions.Event):
        return replace(room, captions=captions.evolve(room.captions, event))
    if isinstance(event, prepared.Event):
        return replace(room, prepared=prepared.evolve(room.prepared, event))
    if isinstance(event, glossary.Event):
        return replace(room, glossary=glossary.evolve(room.glossary, event))
    assert_never(event)


def _undone(room: Room, event: undo.Event) -> Room:
    return replace(
        room,
        floor=undo.evolve(room.floor, event),
        transcript=undo.heard_elsewhere(room.transcript, event),
        opinions=undo.opinions_elsewhere(room.opinions, room.floor, event),
    )


def _destroyed(room: Room, gone: ContentWithdrawn) -> Room:
    return replace(
        room,
        transcript=transcript.withdraw(room.transcript, gone.segments),
        opinions=opinions.withdraw(room.opinions, gone.opinions, gone.answers),
        prepared=prepared.without(room.prepared, gone.speeches),
    )


def concealed(room: Room) -> Room:
    """What may be shown of `room`: withdrawals that were asked for are applied already, although
    nothing is destroyed before a second person confirms; of denunciations nothing that was said."""
    every = room.floor.turns.values()
    denounced = frozenset(turn.id for turn in every if turn.matter is Matter.DENUNCIATION)
    if denounced:
        room = replace(room, transcript=transcript.divert(room.transcript, denounced))
    for asked in room.withdrawals.all.values():
        if asked.state is WithdrawalState.ASKED:
            for event in withdrawals.destroy(
                asked, room.floor, room.transcript, room.opinions, room.prepared,
                room.session.plan.zone, "",
            ):  # fmt: skip
                before = room.withdrawals
                room = replace(evolve(room, event), withdrawals=before)
    return room


def _furnish(room: Room) -> Room:
    """The points, the programme and the policy as the plan has them."""
    plan = room.session.plan
    return replace(
        room, points=points.set_up(plan.points), agenda=Agenda(plan.agenda),
        queue=replace(room.queue, policy=plan.policy),
    )  # fmt: skip


def replay(entries: Iterable[Entry], room: Room | None = None) -> Room:
    """The room that `entries` made, from an empty one or from `room`."""
    room = Room() if room is None else room
    for entry in entries:
        for event in entry.events:
            room = evolve(room, event)
    return room
