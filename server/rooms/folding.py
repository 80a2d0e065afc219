"""Which areas an event changes: a table from every kind of event to what writes it down."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

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
    hiding,
    issuing,
    limits,
    locking,
    notices,
    office,
    opinions,
    points,
    prepared,
    queue,
    references,
    reporting,
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
from server.rooms.asking import kinds
from server.rooms.kinds import Event
from server.rooms.whole import Room


def evolve(room: Room, event: Event) -> Room:
    """The room after `event`. Total: whatever was once written down can be read again."""
    return FOLDS[type(event)](room, event)


def _area(name: str, fold: Callable[[Any, Any], Any], room: Room, event: Any) -> Room:
    """The room whose area `name` alone is changed."""
    return replace(room, **{name: fold(getattr(room, name), event)})


def _set_up(room: Room, event: session.ConferenceSetUp) -> Room:
    """The points, the programme and the policy as the plan has them."""
    room, plan = replace(room, session=session.evolve(room.session, event)), event.plan
    return replace(
        room, points=points.set_up(plan.points), agenda=Agenda(plan.agenda),
        queue=replace(room.queue, policy=plan.policy),
    )  # fmt: skip


def _turn_diverted(room: Room, event: dialogue.TurnDiverted) -> Room:
    on_floor = dialogue.evolve_floor(room.floor, event)
    return replace(_without(room, event.turn), floor=on_floor)


def _request_diverted(room: Room, event: dialogue.RequestDiverted) -> Room:
    waiting = dialogue.evolve_queue(room.queue, event)
    return replace(_without(room, event.request), queue=waiting)


def _without(room: Room, diverted: str) -> Room:
    """Nothing that was handed in or passed about a request or turn that was diverted."""
    left = prepared.diverted(room.prepared, diverted)
    return replace(room, prepared=left, slips=slips.diverted(room.slips, diverted))


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


def _destroyed(room: Room, gone: withdrawals.ContentWithdrawn) -> Room:
    return replace(
        room,
        withdrawals=withdrawals.evolve(room.withdrawals, gone),
        transcript=hiding.withdraw(room.transcript, gone.segments),
        opinions=opinions.withdraw(room.opinions, gone.opinions, gone.answers),
        prepared=prepared.without(room.prepared, gone.speeches),
        slips=slips.without(room.slips, gone.slips),
    )


_AREAS: Final[tuple[tuple[Any, str, Callable[[Any, Any], Any]], ...]] = (
    (session.Event, "session", session.evolve), (points.Event, "points", points.evolve),
    (agenda.Event, "agenda", agenda.evolve), (queue.Event, "queue", requests.evolve),
    (desk.Event, "queue", desk.evolve),
    (dialogue.DialogueEnded, "queue", dialogue.evolve_queue),
    (floor.Event, "floor", turns.evolve), (sources.Event, "floor", sources.evolve),
    (answers.Event, "floor", answers.evolve), (slips.Event, "slips", slips.evolve),
    (limits.Event, "session", limits.evolve), (notices.Event, "notices", notices.evolve),
    (cues.Event, "cues", cues.evolve), (transcript.Event, "transcript", transcript.evolve),
    (editing.Event, "transcript", editing.evolve), (locking.Event, "transcript", locking.evolve),
    (rota.Event, "rota", rota.evolve), (evidence.Event, "evidence", evidence.evolve),
    (entering.Event, "opinions", entering.evolve), (revising.Event, "opinions", revising.evolve),
    (followup.Event, "opinions", followup.evolve),
    (reporting.Event, "opinions", reporting.evolve), (drafts.Event, "opinions", drafts.evolve),
    (references.Event, "session", references.evolve),
    (conclusion.Event, "conclusion", conclusion.evolve),
    (issuing.Event, "issuing", issuing.evolve),
    (withdrawals.Event, "withdrawals", withdrawals.evolve),
    (captions.Event, "captions", captions.evolve), (prepared.Event, "prepared", prepared.evolve),
    (glossary.Event, "glossary", glossary.evolve), (office.Event, "office", office.evolve),
)  # fmt: skip
"""Events that change one area, by its name in the room."""
_SEVERAL: Final[tuple[tuple[Any, Callable[[Room, Any], Room]], ...]] = (
    (session.ConferenceSetUp, _set_up), (dialogue.TurnDiverted, _turn_diverted),
    (dialogue.RequestDiverted, _request_diverted), (splitting.Event, _regrouped),
    (undo.Event, _undone), (withdrawals.ContentWithdrawn, _destroyed),
)  # fmt: skip
"""Events that change several."""
FOLDS: Final[dict[type, Callable[[Room, Any], Room]]] = {
    kind: partial(_area, name, fold) for union, name, fold in _AREAS for kind in kinds(union)
} | {kind: fold for union, fold in _SEVERAL for kind in kinds(union)}
