"""Every kind of command that may be asked of a room, and of event that may happen in it."""

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
    | reporting.Command
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
    | reporting.Event
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
