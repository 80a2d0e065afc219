"""A conference room: the two functions that are the whole core.

decide(room, command, actor, at) -> events      may refuse, never changes anything
evolve(room, event)              -> room        never refuses, never looks outside

What there is to ask is in `kinds.py`, who may ask it in `rights.py`; `asking.py` and `folding.py`
say which area answers a command and which an event changes."""

from collections.abc import Iterable

from msgspec.structs import replace

from server.rooms import asking, desk, floor, hiding, rota, withdrawals
from server.rooms.folding import evolve
from server.rooms.kinds import Command, Event
from server.rooms.rights import (
    FOLLOWING,
    HANDING_IN,
    KEEPING,
    MAY_ASK,
    RUNNING,
    WRITING,
    guard_stage,
)
from server.rooms.states import Matter
from server.rooms.whole import Entry, Room
from server.rooms.withdrawals import WithdrawalState
from server.rooms.words import Actor, Millis, NotAllowed

__all__ = [
    "FOLLOWING", "HANDING_IN", "KEEPING", "MAY_ASK", "RUNNING", "WRITING", "Command", "Entry",
    "Event", "Room", "concealed", "decide", "evolve", "replay",
]  # fmt: skip


def decide(room: Room, command: Command, actor: Actor, at: Millis) -> tuple[Event, ...]:
    """What `command` makes happen, () if nothing; raises Refused."""
    if actor.role not in MAY_ASK[type(command)]:
        raise NotAllowed(role=actor.role)
    guard_stage(room.session, command)
    events = asking.answer(room, command, actor, at)
    events = (*events, *_looked_after(room, events))
    safe = room.queue.policy.safe or isinstance(command, desk.SetPolicy)
    return (*events, *_head_kept(room, events)) if safe and events else events


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


def replay(entries: Iterable[Entry], room: Room | None = None) -> Room:
    """The room that `entries` made, from an empty one or from `room`."""
    room = Room() if room is None else room
    for entry in entries:
        for event in entry.events:
            room = evolve(room, event)
    return room
