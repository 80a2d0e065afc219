"""Who may ask what, and at which stage of a conference."""

from server.rooms import (
    agenda,
    answers,
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
    importing,
    issuing,
    keeping,
    limits,
    locking,
    notices,
    office,
    points,
    prepared,
    queue,
    references,
    reporting,
    revising,
    rota,
    session,
    slips,
    sources,
    splitting,
    transcript,
    undo,
    withdrawals,
)
from server.rooms.kinds import Command
from server.rooms.session import Session, Stage
from server.rooms.words import NotOpen, Role

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
    reporting.AskMoreTime: frozenset({Role.AGENCY}),
    reporting.DecidePlea: KEEPING,
    drafts.DismissDraft: WRITING,
    references.SetAgencies: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    references.SetCalendar: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    references.SetIssuers: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
    references.SetFields: frozenset({Role.ADMIN, Role.SECRETARY_LEAD}),
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


def guard_stage(running: Session, command: Command) -> None:
    """Raise NotOpen unless the conference is where `command` needs it, or OfficeOnly."""
    if isinstance(command, office.Command):
        if running.set_up:
            raise keeping.OfficeOnly
        return
    if not running.set_up and not isinstance(command, session.SetUpConference):
        raise NotOpen(stage="none")
    open_enough = running.stage is Stage.OPEN or type(command) not in WHILE_OPEN
    if not open_enough or (running.stage is Stage.CLOSED and type(command) in BEFORE_CLOSE):
        raise NotOpen(stage=running.stage)
