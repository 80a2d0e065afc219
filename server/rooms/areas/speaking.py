"""Who speaks: hands and their order, the floor, and what is handed in or passed about a speaker."""

from typing import Final

from msgspec.structs import replace

from server.rooms import (
    answers,
    calling,
    cues,
    desk,
    dialogue,
    entering,
    floor,
    hands,
    order,
    prepared,
    queue,
    requests,
    slips,
    sources,
    turns,
    undo,
)
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import (
    AT_POINT,
    CHAIRING,
    DESK,
    HANDING_IN,
    RAISING,
    RUNNING,
    SYSTEM_ONLY,
    WRITING,
)
from server.rooms.states import Matter
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Command = (
    queue.Command
    | desk.Command
    | dialogue.Command
    | floor.Command
    | sources.Command
    | answers.Command
    | undo.Command
    | slips.Command
    | cues.Command
    | prepared.Command
)
Event = (
    queue.Event
    | desk.Event
    | dialogue.Event
    | floor.Event
    | sources.Event
    | answers.Event
    | undo.Event
    | slips.Event
    | cues.Event
    | prepared.Event
)


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
    diverted = (one for one in events if isinstance(one, dialogue.TurnDiverted))
    denounced = [one.turn for one in diverted if one.matter is Matter.DENUNCIATION]
    return tuple(kept for turn in denounced for kept in entering.divert(room.opinions, turn))


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


def _undone(room: Room, event: undo.CallUndone) -> Room:
    return replace(
        room,
        floor=undo.evolve(room.floor, event),
        transcript=undo.heard_elsewhere(room.transcript, event),
        opinions=undo.opinions_elsewhere(room.opinions, room.floor, event),
    )


def _slips(room: Room, command: slips.Command, actor: Actor, at: Millis) -> Events:
    plan, line = room.session.plan, _line(room)
    return slips.decide(room.slips, room.queue, room.floor, line, plan, command, actor, at)


def _line(room: Room) -> tuple[str, ...]:
    """Who waits, in order."""
    return order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current).order


def _cues(room: Room, command: cues.Command, actor: Actor, at: Millis) -> Events:
    wanted = cues.wanted(room.floor, room.queue, _line(room))
    return cues.decide(room.cues, room.points, wanted, command, actor, at)


def _prepared(room: Room, command: prepared.Command, actor: Actor, at: Millis) -> Events:
    return prepared.decide(room.prepared, room.queue, room.floor, command, actor)


AREAS: Final = (
    Area(
        may_ask={
            queue.RaiseHand: RAISING | {Role.TECHNICIAN},
            queue.RegisterRequests: RUNNING | {Role.ADMIN},
            queue.LowerHand: RAISING,
            queue.ReviseRequest: RUNNING | AT_POINT,
            queue.ApproveRequest: RUNNING,
            queue.DeclineRequest: RUNNING,
            queue.SendInWriting: RAISING,
        },
        decide=_queue,
        folds=into("queue", requests.evolve, queue.Event),
        before_close=frozenset(
            {queue.RaiseHand, queue.RegisterRequests, queue.LowerHand, queue.ReviseRequest}
        ),
    ),
    Area(
        may_ask={
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
        },
        decide=_desk,
        folds=into("queue", desk.evolve, desk.Event),
        before_close=frozenset({desk.InsertRequest, desk.OpenQueue}),
    ),
    Area(
        may_ask={dialogue.EndDialogue: CHAIRING, dialogue.DivertRequest: RUNNING},
        decide=_dialogue,
        folds={
            **into("queue", dialogue.evolve_queue, dialogue.DialogueEnded),
            dialogue.TurnDiverted: _turn_diverted,
            dialogue.RequestDiverted: _request_diverted,
        },
    ),
    Area(
        may_ask={
            floor.CallSpeaker: CHAIRING,
            floor.TakeFloor: CHAIRING | AT_POINT,
            floor.InviteNow: CHAIRING,
            floor.ChairSpeaks: CHAIRING,
            floor.SuspendFloor: CHAIRING,
            floor.ResumeFloor: CHAIRING,
            floor.ExtendFloor: CHAIRING,
            floor.EndFloor: CHAIRING,
            floor.CorrectSpeaker: RUNNING | WRITING,
        },
        decide=_floor,
        folds=into("floor", turns.evolve, floor.Event),
        while_open=frozenset(
            {
                floor.CallSpeaker,
                floor.TakeFloor,
                floor.InviteNow,
                floor.ChairSpeaks,
                floor.SuspendFloor,
                floor.ResumeFloor,
                floor.ExtendFloor,
            }
        ),
        before_close=frozenset({floor.EndFloor}),
    ),
    Area(
        may_ask={sources.SetSource: DESK},
        decide=_sources,
        folds=into("floor", sources.evolve, sources.Event),
    ),
    Area(
        may_ask={
            answers.SetAnswers: RUNNING | WRITING,
            answers.DisposeAnswers: RUNNING | WRITING,
        },
        decide=_answers,
        folds=into("floor", answers.evolve, answers.Event),
    ),
    Area(
        may_ask={undo.UndoFloor: CHAIRING},
        decide=_undo,
        folds={undo.CallUndone: _undone},
        while_open=frozenset({undo.UndoFloor}),
    ),
    Area(
        may_ask={
            slips.PassSlip: WRITING | {Role.AGENCY},
            slips.TakeBackSlip: WRITING | {Role.AGENCY},
            slips.ReadSlip: RUNNING,
        },
        decide=_slips,
        folds=into("slips", slips.evolve, slips.Event),
        before_close=frozenset({slips.PassSlip}),
    ),
    Area(
        may_ask={cues.SendCue: RUNNING, cues.AcknowledgeCue: SYSTEM_ONLY | {Role.TECHNICIAN}},
        decide=_cues,
        folds=into("cues", cues.evolve, cues.Event),
    ),
    Area(
        may_ask={prepared.HandInSpeech: HANDING_IN, prepared.TakeBackSpeech: HANDING_IN},
        decide=_prepared,
        folds=into("prepared", prepared.evolve, prepared.Event),
    ),
)
