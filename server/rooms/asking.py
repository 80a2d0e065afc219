"""Which area decides what: a table from every kind of command to the rules that answer it, given
what they need to know of the others."""

from collections.abc import Callable
from typing import Any, Final, get_args

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
    importing,
    issuing,
    keeping,
    limits,
    locking,
    notices,
    office,
    order,
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
from server.rooms.kinds import Command, Event
from server.rooms.states import Matter
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis

Events = tuple[Event, ...]


def answer(room: Room, command: Command, actor: Actor, at: Millis) -> Events:
    """What `command` makes happen in its area, and in those that go with it; raises Refused."""
    return DECIDES[type(command)](room, command, actor, at)


def kinds(union: Any) -> tuple[type, ...]:
    """The classes of a union, or of what is one class."""
    return get_args(union) or (union,)


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


def _points(room: Room, command: points.Command, actor: Actor, at: Millis) -> Events:
    return points.decide(room.points, command, actor, at)


def _agenda(room: Room, command: agenda.Command, actor: Actor, at: Millis) -> Events:
    return agenda.decide(room.agenda, command, at)


def _queue(room: Room, command: queue.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return hands.decide(room.queue, room.floor, room.points, plan, command, actor, at)


def _desk(room: Room, command: desk.Command, actor: Actor, at: Millis) -> Events:
    plan, item = room.session.plan, room.agenda.current
    return desk.decide(room.queue, room.floor, room.points, plan, item, command, actor, at)


def _dialogue(room: Room, command: dialogue.Command, actor: Actor, at: Millis) -> Events:
    events = dialogue.decide(room.queue, room.floor, command, at)
    return (*events, *_numbers_of(room, events))


def _numbers_of(room: Room, events: dialogue.Outcome) -> tuple[entering.Event, ...]:
    """What the register keeps of turns that are denunciations (day.md D9)."""
    turns = (one for one in events if isinstance(one, dialogue.TurnDiverted))
    denounced = [one.turn for one in turns if one.matter is Matter.DENUNCIATION]
    return tuple(kept for turn in denounced for kept in entering.divert(room.opinions, turn))


def _floor(room: Room, command: floor.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return calling.decide(
        room.floor, room.queue, room.points, room.agenda, plan, command, actor, at
    )


def _sources(room: Room, command: sources.Command, actor: Actor, at: Millis) -> Events:
    return sources.decide(room.floor, command, at)


def _answers(room: Room, command: answers.Command, actor: Actor, at: Millis) -> Events:
    return answers.decide(room.floor, command)


def _undo(room: Room, command: undo.Command, actor: Actor, at: Millis) -> Events:
    return undo.decide(
        room.floor, room.queue, room.transcript, room.withdrawals, command, actor, at
    )


def _slips(room: Room, command: slips.Command, actor: Actor, at: Millis) -> Events:
    plan, line = room.session.plan, _line(room)
    return slips.decide(room.slips, room.queue, room.floor, line, plan, command, actor, at)


def _line(room: Room) -> tuple[str, ...]:
    """Who waits, in order."""
    return order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current).order


def _limits(room: Room, command: limits.Command, actor: Actor, at: Millis) -> Events:
    return limits.decide(room.session, room.floor, room.queue, command)


def _notices(room: Room, command: notices.Command, actor: Actor, at: Millis) -> Events:
    return notices.decide(room.notices, room.points, command, actor, at)


def _cues(room: Room, command: cues.Command, actor: Actor, at: Millis) -> Events:
    wanted = cues.wanted(room.floor, room.queue, _line(room))
    return cues.decide(room.cues, room.points, wanted, command, actor, at)


def _transcript(room: Room, command: transcript.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    if isinstance(command, undo.Late):
        command = undo.where_it_belongs(room.floor, command)
    return transcript.decide(room.transcript, room.floor, hidden, command, actor.id, at)


def _editing(room: Room, command: editing.Command, actor: Actor, at: Millis) -> Events:
    record = room.transcript, room.floor, room.withdrawals.spans
    if isinstance(command, editing.UndoSegment) and (
        back := splitting.take_back(*record, command, actor.id)
    ):
        return back
    return editing.decide(*record, command, actor.id)


def _splitting(room: Room, command: splitting.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    return splitting.decide(room.transcript, room.floor, hidden, command, actor.id)


def _locking(room: Room, command: locking.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    return locking.decide(room.transcript, room.floor, hidden, command, actor.id)


def _rota(room: Room, command: rota.Command, actor: Actor, at: Millis) -> Events:
    return rota.decide(room.rota, room.floor, command, actor)


def _evidence(room: Room, command: evidence.Command, actor: Actor, at: Millis) -> Events:
    return evidence.decide(room.evidence, room.floor, command, actor.id)


def _entering(room: Room, command: entering.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return entering.decide(room.opinions, room.floor, room.transcript, room.points, plan, command)


def _importing(room: Room, command: importing.Command, actor: Actor, at: Millis) -> Events:
    return importing.decide(room.opinions, room.points, room.session.plan, command)


def _revising(room: Room, command: revising.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return revising.decide(room.opinions, room.points, plan, command, actor.id, at)


def _followup(room: Room, command: followup.Command, actor: Actor, at: Millis) -> Events:
    return followup.decide(room.opinions, room.floor, room.session, command, actor, at)


def _reporting(room: Room, command: reporting.Command, actor: Actor, at: Millis) -> Events:
    return reporting.decide(room.opinions, room.session, command, actor)


def _drafts(room: Room, command: drafts.Command, actor: Actor, at: Millis) -> Events:
    return drafts.decide(room.opinions, room.floor, command, actor.id)


def _references(room: Room, command: references.Command, actor: Actor, at: Millis) -> Events:
    return references.decide(room.session, room.opinions, room.queue, room.conclusion, command)


def _conclusion(room: Room, command: conclusion.Command, actor: Actor, at: Millis) -> Events:
    return conclusion.decide(room.conclusion, room.opinions, room.session, command)


def _issuing(room: Room, command: issuing.Command, actor: Actor, at: Millis) -> Events:
    return issuing.decide(
        room.issuing, room.conclusion, room.opinions, room.floor, command, actor, at
    )


def _withdrawals(room: Room, command: withdrawals.Command, actor: Actor, at: Millis) -> Events:
    return withdrawals.decide(
        room.withdrawals, room.floor, room.transcript, room.opinions, room.prepared, room.slips,
        room.session.plan.zone, command, actor, at,
    )  # fmt: skip


def _captions(room: Room, command: captions.Command, actor: Actor, at: Millis) -> Events:
    return captions.decide(room.captions, command)


def _prepared(room: Room, command: prepared.Command, actor: Actor, at: Millis) -> Events:
    return prepared.decide(room.prepared, room.queue, room.floor, command, actor)


def _glossary(room: Room, command: glossary.Command, actor: Actor, at: Millis) -> Events:
    return glossary.decide(room.glossary, command, actor.id)


def _office(room: Room, command: office.Command, actor: Actor, at: Millis) -> Events:
    return keeping.decide(room.office, command)


_AREAS: Final[tuple[tuple[Any, Callable[[Room, Any, Actor, Millis], Events]], ...]] = (
    (session.Command, _session), (points.Command, _points), (agenda.Command, _agenda),
    (queue.Command, _queue), (desk.Command, _desk), (dialogue.Command, _dialogue),
    (floor.Command, _floor), (sources.Command, _sources), (answers.Command, _answers),
    (undo.Command, _undo), (slips.Command, _slips), (limits.Command, _limits),
    (notices.Command, _notices), (cues.Command, _cues), (transcript.Command, _transcript),
    (editing.Command, _editing), (splitting.Command, _splitting), (locking.Command, _locking),
    (rota.Command, _rota), (evidence.Command, _evidence), (entering.Command, _entering),
    (importing.Command, _importing), (revising.Command, _revising),
    (followup.Command, _followup), (reporting.Command, _reporting),
    (drafts.Command, _drafts), (references.Command, _references),
    (conclusion.Command, _conclusion), (issuing.Command, _issuing),
    (withdrawals.Command, _withdrawals), (captions.Command, _captions),
    (prepared.Command, _prepared), (glossary.Command, _glossary), (office.Command, _office),
)  # fmt: skip
DECIDES: Final = {kind: decide for union, decide in _AREAS for kind in kinds(union)}
