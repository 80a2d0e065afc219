"""What somebody who comes late must know, on one screen (day.md D19)."""

from collections import Counter
from typing import Final

from server.rooms import opinions
from server.rooms.floor import Turn, TurnKind, TurnStage, spoken
from server.rooms.plan import Person
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.transcript import SPOKEN, Segment, SegmentState, Transcript
from server.rooms.words import Millis, Struct

LATEST: Final = 12
"""Turns that are told one by one."""


class RecapTurn(Struct, frozen=True):
    """One turn: who spoke for how long (ms), how many opinions came of it, and how many of its
    segments nobody verified. `to` is the secretary who has it."""

    turn: str
    kind: TurnKind
    stage: TurnStage
    speaker: Person
    place: str
    spoken: Millis
    opinions: int
    unverified: int
    to: str = ""


class Recap(Struct, frozen=True):
    """`turns` are the latest ones that spoke; `speeches` and `replies` count all. `waiting` are
    those who wait to speak; of the `opinions`, `answered` have an answer and `open` lack field or
    summary. `mine` are turns of whoever asks in which something is not verified."""

    stage: Stage
    item: str
    opened_at: Millis
    speeches: int
    replies: int
    spoken: Millis
    waiting: int
    opinions: int
    answered: int
    open: int
    unverified: int
    points: int
    turns: tuple[RecapTurn, ...]
    speaking: str = ""
    mine: tuple[str, ...] = ()


def recap(room: Room, who: str, at: Millis) -> Recap:
    """The recap for `who` at the time `at`."""
    floor, rows = room.floor, [*room.opinions.rows.values()]
    spoke = [floor.turns[id] for id in floor.order if _has_spoken(floor.turns[id])]
    kinds, left = Counter(turn.kind for turn in spoke), unverified(room.transcript)
    logged = Counter(row.turn for row in rows)
    mine = (turn.id for turn in spoke if room.rota.turns.get(turn.id) == who)
    return Recap(
        stage=room.session.stage, item=room.agenda.current, opened_at=room.session.opened_at,
        speeches=kinds[TurnKind.SPEECH], replies=kinds[TurnKind.REPLY],
        spoken=sum(spoken(turn, at) for turn in spoke), waiting=len(room.queue.order),
        opinions=len(rows), answered=sum(row.answer is not opinions.Answer.NONE for row in rows),
        open=len(unfinished(room)), unverified=left.total(), points=len(room.conclusion.order),
        turns=tuple(_told(room, turn, logged, left, at) for turn in spoke[-LATEST:]),
        speaking=floor.speaking, mine=tuple(id for id in mine if left[id]),
    )  # fmt: skip


def _has_spoken(turn: Turn) -> bool:
    return bool(turn.spans) and turn.stage is not TurnStage.WITHDRAWN


def _told(
    room: Room, turn: Turn, logged: Counter[str], left: Counter[str], at: Millis
) -> RecapTurn:  # fmt: skip
    """Of a complaint or denunciation nobody is told who spoke (day.md D9)."""
    point = room.points.get(turn.point) if not turn.matter else None
    return RecapTurn(
        turn.id, turn.kind, turn.stage, Person() if turn.matter else turn.speaker,
        point.plan.name if point else "", spoken(turn, at), logged[turn.id], left[turn.id],
        room.rota.turns.get(turn.id, ""),
    )  # fmt: skip


def unverified(heard: Transcript) -> Counter[str]:
    """How many segments of each turn nobody has verified."""
    segments = (heard.segments[id] for id in heard.order)
    return Counter(one.turn for one in segments if is_open(one))


def is_open(one: Segment) -> bool:
    heard = one.state is SegmentState.HEARD or one.state is SegmentState.EDITED
    return heard and one.kind in SPOKEN


def unfinished(room: Room) -> list[str]:
    """Opinions without field or summary; not those that stand behind another one."""
    rows = (room.opinions.rows[id] for id in room.opinions.order)
    return [
        row.id for row in rows if not (row.field and row.summary) and not (row.into or row.matter)
    ]


def unassigned(room: Room) -> list[str]:
    """Turns that spoke and that no secretary has; [] while nobody sat down."""
    floor, has = room.floor, room.rota.turns
    turns = [floor.turns[id] for id in floor.order if id not in has] if room.rota.names else []
    return [turn.id for turn in turns if _has_spoken(turn)]
