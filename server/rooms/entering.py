"""How opinions come into the register: out of spoken words, or typed.

One speech may leave several; a denunciation leaves a number (day.md D9). What was collected
beforehand, or left over from the conference before, comes in by `importing.py`."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import contacts, floor, opinions, points, queue, transcript, words
from server.rooms.contacts import Contact
from server.rooms.floor import Floor
from server.rooms.opinions import (
    Opinion,
    OpinionKind,
    Opinions,
    Origin,
    Petitioner,
    Previous,
    Result,
)
from server.rooms.plan import Level, Person, Plan
from server.rooms.points import Points
from server.rooms.states import Matter
from server.rooms.transcript import Transcript
from server.rooms.words import BESIDE, Empty, Id, Line, Page, Refused

Known = Annotated[str, Meta(max_length=64)]
Fields = Annotated[tuple[Line, ...], Meta(max_length=5)]
Petitioners = Annotated[tuple[Petitioner, ...], Meta(max_length=200)]


class LogOpinion(words.Command, frozen=True):
    """Ghi nhận ý kiến: from segments of one turn, from a turn as it stands, or typed (`text`) for
    somebody at `point` without a turn. `origin` None: as the turn tells, in writing without one."""

    turn: Known = ""
    segments: Annotated[tuple[Id, ...], Meta(max_length=500)] = ()
    text: Page = ""
    point: Known = ""
    speaker: Person = Person()
    summary: Page = ""
    field: Line = ""
    authority: Level | None = None
    kind: OpinionKind | None = None
    origin: Origin | None = None
    secondary: Fields = ()
    petitioners: Petitioners = ()
    contact: Contact = Contact()


class LogDenunciation(words.Command, frozen=True):
    """A number in the register for a denunciation that was handed in."""


Command = LogOpinion | LogDenunciation


class OpinionLogged(words.Event, frozen=True):
    opinion: str
    code: str
    turn: str
    point: str
    segments: tuple[str, ...]
    field: str
    authority: Level | None
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    summary: Annotated[str, Meta(extra=BESIDE)] = ""
    kind: OpinionKind | None = None
    origin: Origin | None = None
    secondary: tuple[str, ...] = ()
    petitioners: Annotated[tuple[Petitioner, ...], Meta(extra=BESIDE)] = ()
    source: str = ""
    previous: Previous | None = None
    supplementary: bool = False


class DenunciationLogged(words.Event, frozen=True):
    opinion: str
    code: str
    supplementary: bool = False


class OpinionsSilenced(words.Event, frozen=True):
    """These rows came out of a denunciation: their numbers stay."""

    opinions: tuple[str, ...]


class ContactSet(words.Event, frozen=True):
    """Where the petitioner of the row is reached."""

    opinion: str
    contact: Annotated[Contact, Meta(extra=BESIDE)] = Contact()


Event = OpinionLogged | DenunciationLogged | OpinionsSilenced | ContactSet


class OtherTurn(Refused):
    """The segment was not spoken in that turn. Fields: `segment`, `turn`."""

    code = "other_turn"


def decide(
    register: Opinions, turns: Floor, heard: Transcript, at_points: Points, plan: Plan,
    command: Command,
) -> tuple[Event, ...]:  # fmt: skip
    match command:
        case LogOpinion():
            logged = _log(register, turns, heard, at_points, plan, command)
            return (logged, *reach(logged.opinion, contacts.tidy(command.contact)))
        case LogDenunciation():
            id, code = following(register)
            return (DenunciationLogged(id, code, register.frozen is not None),)
        case _:
            assert_never(command)


def reach(id: str, at: Contact, before: Contact | None = None) -> tuple[ContactSet, ...]:
    """What is written down of where the petitioner of row `id` is reached; nothing if it is as it
    was `before`."""
    return (ContactSet(id, at),) if at != (before or Contact()) else ()


def following(register: Opinions, more: int = 0) -> tuple[str, str]:
    """Id and code of the row that comes after `more` others."""
    no = len(register.order) + 1 + more
    return f"y{no}", f"YK{no:03}"


def _log(
    register: Opinions, turns: Floor, heard: Transcript, at_points: Points, plan: Plan,
    command: LogOpinion,
) -> OpinionLogged:  # fmt: skip
    for field in (command.field, *command.secondary):
        queue.known_field(plan, field)
    turn = floor.known(turns, command.turn) if command.turn else None
    if turn and turn.matter is Matter.DENUNCIATION:
        raise floor.Diverted(turn=turn.id)
    point = turn.point if turn else command.point
    if point:
        points.known(at_points, point)
    check_petitioners(at_points, command.petitioners)
    id, code = following(register)
    return OpinionLogged(
        opinion=id, code=code, turn=command.turn, point=point,
        segments=command.segments, field=command.field, authority=command.authority,
        speaker=Person() if command.turn else command.speaker,
        text=_said(heard, command), summary=command.summary.strip(), kind=command.kind,
        origin=command.origin, secondary=command.secondary, petitioners=command.petitioners,
        supplementary=register.frozen is not None,
    )  # fmt: skip


def check_petitioners(at_points: Points, petitioners: tuple[Petitioner, ...]) -> None:
    """Each is a person, a point, or both: else Empty, or Unknown."""
    for one in petitioners:
        if one.point:
            points.known(at_points, one.point)
        elif not one.name.strip():
            raise Empty(field="petitioners")


def _said(heard: Transcript, command: LogOpinion) -> str:
    """The words of the opinion: those of its segments, else the typed ones. A row of a turn may
    start with neither: it is then a draft whose summary prints as a gap (day.md D16)."""
    segments = [transcript.known(heard, id) for id in command.segments]
    for segment in segments:
        if segment.turn != command.turn:
            raise OtherTurn(segment=segment.id, turn=command.turn)
    text = " ".join(segment.text for segment in segments) or command.text.strip()
    if not (text or command.summary.strip() or command.turn):
        raise Empty(field="text")
    return text


def divert(register: Opinions, turn: str) -> tuple[Event, ...]:
    """What the register keeps of a turn that turns out to be a denunciation: numbers."""
    rows = [id for id in register.order if register.rows[id].turn == turn]
    if rows:
        return (OpinionsSilenced(tuple(rows)),)
    id, code = following(register)
    return (DenunciationLogged(id, code, register.frozen is not None),)


def evolve(register: Opinions, event: Event) -> Opinions:
    match event:
        case OpinionLogged():
            return _added(register, _row(event))
        case DenunciationLogged(id, code, supplementary):
            bare = Opinion(id, code, matter=Matter.DENUNCIATION, supplementary=supplementary)
            return _added(register, bare)
        case OpinionsSilenced(ids):
            for id in ids:
                register = opinions.reached(register, id, Contact())
                register = _silenced(register, register.rows[id])
            return register
        case ContactSet(id, contact):
            register = opinions.reached(register, id, contact)
            return opinions.put(register, register.rows[id])
        case _:
            assert_never(event)


def _row(event: OpinionLogged) -> Opinion:
    return Opinion(
        event.opinion, event.code, event.turn, event.point, event.speaker, event.segments,
        event.text, event.summary, event.field, event.authority,
        result=Result.CLASSIFIED if event.field and event.authority else Result.NOTED,
        kind=event.kind, origin=event.origin, secondary=event.secondary,
        petitioners=event.petitioners, source=event.source, previous=event.previous,
        supplementary=event.supplementary,
    )  # fmt: skip


def _added(register: Opinions, row: Opinion) -> Opinions:
    order = (*register.order, row.id)
    return replace(register, rows=register.rows.set(row.id, row), order=order)


def _silenced(register: Opinions, row: Opinion) -> Opinions:
    """The register with `row` as a number, and nobody behind it or before it."""
    for other in row.merged:
        freed = register.rows[other]
        freed = replace(freed, into="", result=freed.was or Result.NOTED, was=None)
        register = opinions.put(register, freed)
    if row.into:
        main = register.rows[row.into]
        left = tuple(id for id in main.merged if id != row.id)
        register = opinions.put(register, replace(main, merged=left))
    bare = Opinion(row.id, row.code, matter=Matter.DENUNCIATION, supplementary=row.supplementary)
    return opinions.put(register, bare)
