"""A conference room: its areas, who may ask what, and the two functions that are the whole core.

decide(room, command, actor, at) -> events      may refuse, never changes anything
evolve(room, event)              -> room        never refuses, never looks outside

What is said of each area in `areas/` is joined here into tables by kind of command and of event."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from server.rooms import desk, floor, hiding, keeping, office, rota, session, withdrawals
from server.rooms.areas import lists, meeting, papers, record, register, speaking
from server.rooms.areas.area import Area
from server.rooms.session import Session, Stage
from server.rooms.states import Matter
from server.rooms.whole import Room
from server.rooms.withdrawals import WithdrawalState
from server.rooms.words import Actor, Millis, NotAllowed, NotOpen, Struct

__all__ = [
    "AREAS", "MAY_ASK", "Command", "Entry", "Event", "Room", "concealed", "decide", "evolve",
    "replay",
]  # fmt: skip

Command = (
    meeting.Command
    | speaking.Command
    | record.Command
    | register.Command
    | papers.Command
    | lists.Command
)
Event = meeting.Event | speaking.Event | record.Event | register.Event | papers.Event | lists.Event

AREAS: Final[tuple[Area, ...]] = (
    *meeting.AREAS, *speaking.AREAS, *record.AREAS, *register.AREAS, *papers.AREAS, *lists.AREAS,
)  # fmt: skip
MAY_ASK: Final = {kind: roles for area in AREAS for kind, roles in area.may_ask.items()}
"""Who may ask what."""
DECIDES: Final = {kind: area.decide for area in AREAS for kind in area.may_ask}
FOLDS: Final = {kind: fold for area in AREAS for kind, fold in area.folds.items()}
# Hands may go up before the conference opens (pre-registration) and in a break; the record is
# worked on after it closed.
WHILE_OPEN: Final = frozenset(kind for area in AREAS for kind in area.while_open)
BEFORE_CLOSE: Final = frozenset(kind for area in AREAS for kind in area.before_close)


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
    events = DECIDES[type(command)](room, command, actor, at)
    events = (*events, *_looked_after(room, events))
    safe = room.queue.policy.safe or isinstance(command, desk.SetPolicy)
    return (*events, *_head_kept(room, events)) if safe and events else events


def _guard_stage(running: Session, command: Command) -> None:
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


def evolve(room: Room, event: Event) -> Room:
    """The room after `event`. Total: whatever was once written down can be read again."""
    return FOLDS[type(event)](room, event)


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
