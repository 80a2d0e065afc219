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
    drafts,
    editing,
    entering,
    evidence,
    floor,
    followup,
    glossary,
    hands,
    hiding,
    importing,
    issuing,
    keeping,
    limits,
    locking,
    notices,
    office,
    opinions,
    order,
    points,
    prepared,
    queue,
    references,
    requests,
    revising,
    rota,
    session,
    slips,
    sources,
    splitting,
    transcript,
    turns,
    undo,
    withdrawals,
)
from server.rooms.agenda import Agenda
from server.rooms.captions import CaptionFlow
from server.rooms.conclusion import Conclusion
from server.rooms.cues import Cues
from server.rooms.evidence import Evidence
from server.rooms.floor import Floor
from server.rooms.glossary import Glossary
from server.rooms.issuing import Issuing
from server.rooms.notices import Notices
from server.rooms.office import Office
from server.rooms.opinions import Opinions
from server.rooms.points import Points
from server.rooms.prepared import Prepared
from server.rooms.queue import Queue
from server.rooms.rota import Rota
from server.rooms.session import Session, Stage
from server.rooms.slips import Slips
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
    | slips.Command
    | limits.Command
    | notices.Command
    | cues.Command
    | transcript.Command
    | editing.Command
    | splitting.Command
    | locking.Command
    | rota.Command
    | evidence.Command
    | entering.Command
    | importing.Command
    | revising.Command
    | followup.Command
    | drafts.Command
    | references.Command
    | conclusion.Command
    | issuing.Command
    | withdrawals.Command
    | captions.Command
    | prepared.Command
    | glossary.Command
    | office.Command
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
    | slips.Event
    | limits.Event
    | notices.Event
    | cues.Event
    | transcript.Event
    | editing.Event
    | splitting.Event
    | locking.Event
    | rota.Event
    | evidence.Event
    | entering.Event
    | revising.Event
    | followup.Event
    | drafts.Event
    | references.Event
    | conclusion.Event
    | issuing.Event
    | withdrawals.Event
    | captions.Event
    | prepared.Event
    | glossary.Event
    | office.Event
)

SYSTEM_ONLY = frozenset({Role.SYSTEM})
CHAIRING = frozenset({Role.CHAIR, Role.MODERATOR})
RUNNING = CHAIRING | {Role.ASSISTANT}
AT_POINT = frozenset({Role.POINT})
RAISING = RUNNING | AT_POINT | {Role.DELEGATE}
DESK = RUNNING | {Role.TECHNICIAN}
WRITING = frozenset({Role.SECRETARY, Role.SECRETARY_LEAD})
LEADING = frozenset({Role.SECRETARY_LEAD})
FOLLOWING = WRITING | {Role.ADMIN}
HANDING_IN = AT_POINT | WRITING | {Role.MODERATOR, Role.ASSISTANT}

KEEPING = frozenset({Role.ADMIN, Role.SECRETARY_LEAD})

MAY_ASK: dict[type[Command], frozenset[Role]] = {
    session.SetUpConference: frozenset({Role.ADMIN}),
    session.OpenConference: CHAIRING,
    session.PauseConference: CHAIRING,
    session.ResumeConference: CHAIRING,
    session.CloseConference: CHAIRING,
    session.AllowRecording: CHAIRING,
    session.ForbidRecording: CHAIRING,
    session.KeepRecordings: CHAIRING | {Role.ADMIN, Role.SECRETARY_LEAD},
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
    slips.PassSlip: WRITING | {Role.AGENCY},
    slips.TakeBackSlip: WRITING | {Role.AGENCY},
    slips.ReadSlip: RUNNING,
    limits.SetRules: CHAIRING | {Role.ADMIN},
    notices.SendNotice: DESK | AT_POINT,
    notices.AcknowledgeNotice: DESK | AT_POINT,
    cues.SendCue: RUNNING,
    cues.AcknowledgeCue: SYSTEM_ONLY | {Role.TECHNICIAN},
    transcript.RecordSegment: SYSTEM_ONLY,
    transcript.MarkGap: SYSTEM_ONLY,
    transcript.WriteSegment: WRITING,
    editing.EditSegment: WRITING,
    editing.RespellSegment: WRITING,
    editing.VerifySegment: WRITING,
    editing.ConfirmWords: WRITING,
    editing.UndoSegment: WRITING,
    splitting.SplitSegment: WRITING,
    splitting.MergeSegments: WRITING,
    splitting.MoveWords: WRITING,
    locking.LockSegments: LEADING,
    locking.LockTurn: LEADING,
    locking.CorrectSegment: LEADING,
    rota.TakeSeat: WRITING,
    rota.LeaveSeat: WRITING,
    rota.TakeTurn: WRITING,
    rota.HandOverTurn: WRITING,
    rota.AssignTurn: LEADING,
    rota.SetRota: LEADING,
    evidence.KeepTurn: CHAIRING | LEADING | {Role.ADMIN},
    entering.LogOpinion: WRITING,
    importing.ImportOpinions: WRITING | {Role.ADMIN},
    importing.CarryOver: WRITING | {Role.ADMIN},
    entering.LogDenunciation: WRITING,
    revising.ReviseOpinion: WRITING,
    revising.CorrectOpinion: LEADING,
    revising.MergeOpinions: WRITING,
    revising.SplitOpinion: WRITING,
    revising.FreezeRegister: LEADING,
    followup.AssignOpinion: FOLLOWING,
    followup.AnswerOpinion: FOLLOWING | {Role.AGENCY},
    followup.ForwardOpinion: FOLLOWING,
    followup.ResolveOpinion: FOLLOWING | {Role.AGENCY},
    followup.GiveFeedback: AT_POINT,
    drafts.DismissDraft: WRITING,
    references.SetAgencies: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    references.SetCalendar: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    references.SetIssuers: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    conclusion.SetConclusionPoint: CHAIRING | WRITING,
    conclusion.RemoveConclusionPoint: CHAIRING | WRITING,
    conclusion.OrderConclusionPoints: CHAIRING | WRITING,
    conclusion.ExcludeOpinion: CHAIRING | WRITING,
    conclusion.IncludeOpinion: CHAIRING | WRITING,
    issuing.DraftDocument: WRITING,
    issuing.SubmitDocument: LEADING,
    issuing.ReturnDocument: LEADING | {Role.CHAIR},
    issuing.SignDocument: LEADING | {Role.CHAIR},
    issuing.IssueConclusion: LEADING,
    issuing.AttachFile: WRITING,
    issuing.NotePrinted: RUNNING | WRITING,
    withdrawals.WithdrawContent: CHAIRING,
    withdrawals.ConfirmWithdrawal: CHAIRING | {Role.SECRETARY_LEAD, Role.ASSISTANT},
    withdrawals.CancelWithdrawal: CHAIRING,
    captions.GateCaptions: RUNNING,
    captions.TuneCaptions: DESK,
    prepared.HandInSpeech: HANDING_IN,
    prepared.TakeBackSpeech: HANDING_IN,
    glossary.SetGlossary: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    office.SetUnits: KEEPING,
    office.RemoveUnit: KEEPING,
    office.SetAgency: KEEPING,
    office.MergeAgencies: KEEPING,
    office.RemoveAgency: KEEPING,
    office.SetYear: KEEPING,
    office.SetMeetings: KEEPING,
    office.RemoveMeeting: KEEPING,
    office.SetProfile: KEEPING,
    office.RemoveProfile: KEEPING,
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
        slips.PassSlip,
    }
)


class Room(Struct, frozen=True):
    """A conference; or the office's own room, of which nothing but `office` is ever filled."""

    session: Session = Session()
    points: Points = Points()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    slips: Slips = Slips()
    notices: Notices = Notices()
    cues: Cues = Cues()
    transcript: Transcript = Transcript()
    rota: Rota = Rota()
    evidence: Evidence = Evidence()
    opinions: Opinions = Opinions()
    conclusion: Conclusion = Conclusion()
    issuing: Issuing = Issuing()
    withdrawals: Withdrawals = Withdrawals()
    captions: CaptionFlow = CaptionFlow()
    prepared: Prepared = Prepared()
    glossary: Glossary = Glossary()
    office: Office = Office()


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
    events = (*events, *_looked_after(room, events))
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
        events = dialogue.decide(room.queue, room.floor, command, at)
        return (*events, *_numbers_of(room, events))
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
    if isinstance(command, slips.Command):
        line = order.lineup(room.queue, room.floor, plan, item).order
        return slips.decide(room.slips, room.queue, room.floor, line, plan, command, actor, at)
    if isinstance(command, limits.Command):
        return limits.decide(room.session, room.floor, room.queue, command)
    if isinstance(command, notices.Command):
        return notices.decide(room.notices, room.points, command, actor, at)
    if isinstance(command, cues.Command):
        return cues.decide(room.cues, room.points, _now(room), command, actor, at)
    if isinstance(command, transcript.Command):
        hidden = room.withdrawals.spans
        if isinstance(command, undo.Late):
            command = undo.where_it_belongs(room.floor, command)
        return transcript.decide(room.transcript, room.floor, hidden, command, actor.id, at)
    if isinstance(command, editing.Command | splitting.Command | locking.Command):
        return _on_record(room, command, actor.id)
    if isinstance(command, rota.Command):
        return rota.decide(room.rota, room.floor, command, actor)
    if isinstance(command, evidence.Command):
        return evidence.decide(room.evidence, room.floor, command, actor.id)
    if isinstance(command, entering.Command):
        return entering.decide(
            room.opinions, room.floor, room.transcript, room.points, plan, command
        )
    if isinstance(command, importing.Command):
        return importing.decide(room.opinions, room.points, plan, command)
    if isinstance(command, revising.Command):
        return revising.decide(room.opinions, room.points, plan, command, actor.id, at)
    if isinstance(command, followup.Command):
        return followup.decide(room.opinions, room.floor, room.session, command, actor, at)
    if isinstance(command, drafts.Command):
        return drafts.decide(room.opinions, room.floor, command, actor.id)
    if isinstance(command, references.Command):
        return references.decide(room.session, room.opinions, room.conclusion, command)
    if isinstance(command, conclusion.Command):
        return conclusion.decide(room.conclusion, room.opinions, room.session, command)
    if isinstance(command, issuing.Command):
        return issuing.decide(
            room.issuing, room.conclusion, room.opinions, room.floor, command, actor, at
        )
    if isinstance(command, withdrawals.Command):
        return withdrawals.decide(
            room.withdrawals, room.floor, room.transcript, room.opinions, room.prepared,
            room.slips, plan.zone, command, actor, at,
        )  # fmt: skip
    if isinstance(command, captions.Command):
        return captions.decide(room.captions, command)
    if isinstance(command, prepared.Command):
        return prepared.decide(room.prepared, room.queue, room.floor, command, actor)
    if isinstance(command, glossary.Command):
        return glossary.decide(room.glossary, command, actor.id)
    if isinstance(command, office.Command):
        return keeping.decide(room.office, command)
    assert_never(command)


def _numbers_of(room: Room, events: dialogue.Outcome) -> tuple[entering.Event, ...]:
    """What the register keeps of turns that are denunciations (day.md D9)."""
    turns = (one for one in events if isinstance(one, dialogue.TurnDiverted))
    denounced = [one.turn for one in turns if one.matter is Matter.DENUNCIATION]
    return tuple(kept for turn in denounced for kept in entering.divert(room.opinions, turn))


def _on_record(
    room: Room, command: editing.Command | splitting.Command | locking.Command, by: str
) -> tuple[Event, ...]:
    record = room.transcript, room.floor, room.withdrawals.spans
    if isinstance(command, splitting.Command):
        return splitting.decide(*record, command, by)
    if isinstance(command, locking.Command):
        return locking.decide(*record, command, by)
    if isinstance(command, editing.UndoSegment) and (
        back := splitting.take_back(*record, command, by)
    ):
        return back
    return editing.decide(*record, command, by)


def _looked_after(room: Room, events: tuple[Event, ...]) -> tuple[rota.Event, ...]:
    """Whose the turns are that begin now, where secretaries take turns."""
    begins = any(isinstance(event, floor.TurnBegan) for event in events)
    if not begins or not room.rota.order:
        return ()
    has = room.rota
    for event in events:
        room = evolve(room, event)
    return rota.due(has, room.floor, events)


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
    if isinstance(command, office.Command):
        if running.set_up:
            raise keeping.OfficeOnly
        return
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
        left, passed = _without(room, event.turn)
        on_floor = dialogue.evolve_floor(room.floor, event)
        return replace(room, floor=on_floor, prepared=left, slips=passed)
    if isinstance(event, dialogue.RequestDiverted):
        left, passed = _without(room, event.request)
        waiting = dialogue.evolve_queue(room.queue, event)
        return replace(room, queue=waiting, prepared=left, slips=passed)
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
    if isinstance(event, slips.Event):
        return replace(room, slips=slips.evolve(room.slips, event))
    if isinstance(event, limits.Event):
        return replace(room, session=limits.evolve(room.session, event))
    if isinstance(event, notices.Event):
        return replace(room, notices=notices.evolve(room.notices, event))
    if isinstance(event, cues.Event):
        return replace(room, cues=cues.evolve(room.cues, event))
    if isinstance(event, transcript.Event):
        return replace(room, transcript=transcript.evolve(room.transcript, event))
    if isinstance(event, editing.Event):
        return replace(room, transcript=editing.evolve(room.transcript, event))
    if isinstance(event, locking.Event):
        return replace(room, transcript=locking.evolve(room.transcript, event))
    if isinstance(event, splitting.Event):
        return _regrouped(room, event)
    if isinstance(event, rota.Event):
        return replace(room, rota=rota.evolve(room.rota, event))
    if isinstance(event, evidence.Event):
        return replace(room, evidence=evidence.evolve(room.evidence, event))
    if isinstance(event, entering.Event):
        return replace(room, opinions=entering.evolve(room.opinions, event))
    if isinstance(event, revising.Event):
        return replace(room, opinions=revising.evolve(room.opinions, event))
    if isinstance(event, followup.Event):
        return replace(room, opinions=followup.evolve(room.opinions, event))
    if isinstance(event, drafts.Event):
        return replace(room, opinions=drafts.evolve(room.opinions, event))
    if isinstance(event, references.Event):
        return replace(room, session=references.evolve(room.session, event))
    if isinstance(event, conclusion.Event):
        return replace(room, conclusion=conclusion.evolve(room.conclusion, event))
    if isinstance(event, issuing.Event):
        return replace(room, issuing=issuing.evolve(room.issuing, event))
    if isinstance(event, withdrawals.Event):
        changed = replace(room, withdrawals=withdrawals.evolve(room.withdrawals, event))
        return _destroyed(changed, event) if isinstance(event, ContentWithdrawn) else changed
    if isinstance(event, captions.Event):
        return replace(room, captions=captions.evolve(room.captions, event))
    if isinstance(event, prepared.Event):
        return replace(room, prepared=prepared.evolve(room.prepared, event))
    if isinstance(event, glossary.Event):
        return replace(room, glossary=glossary.evolve(room.glossary, event))
    if isinstance(event, office.Event):
        return replace(room, office=office.evolve(room.office, event))
    assert_never(event)


def _without(room: Room, diverted: str) -> tuple[Prepared, Slips]:
    """What was handed in and passed, but for that about a request or turn that was diverted."""
    return prepared.diverted(room.prepared, diverted), slips.diverted(room.slips, diverted)


def _regrouped(room: Room, event: splitting.Event) -> Room:
    heard = splitting.evolve(room.transcript, event)
    rows = room.opinions
    if isinstance(event, splitting.SegmentsRegrouped):
        rows = splitting.rows_follow(rows, heard, event)
    return replace(room, transcript=heard, opinions=rows)


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
        transcript=hiding.withdraw(room.transcript, gone.segments),
        opinions=opinions.withdraw(room.opinions, gone.opinions, gone.answers),
        prepared=prepared.without(room.prepared, gone.speeches),
        slips=slips.without(room.slips, gone.slips),
    )


def concealed(room: Room) -> Room:
    """What may be shown of `room`: withdrawals that were asked for are applied already, although
    nothing is destroyed before a second person confirms; of denunciations nothing that was said."""
    every = room.floor.turns.values()
    denounced = frozenset(turn.id for turn in every if turn.matter is Matter.DENUNCIATION)
    if denounced:
        room = replace(room, transcript=hiding.divert(room.transcript, denounced))
    for asked in room.withdrawals.all.values():
        if asked.state is WithdrawalState.ASKED:
            for event in withdrawals.destroy(
                asked, room.floor, room.transcript, room.opinions, room.prepared, room.slips,
                room.session.plan.zone, "", f"{asked.id}-",
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
