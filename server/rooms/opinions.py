"""The register of opinions: what was asked for, whose matter it is, who answers, and until when."""

from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never

from immutables import Map
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import floor, points, queue, transcript, words
from server.rooms.floor import Floor
from server.rooms.points import Points
from server.rooms.session import Level, Person, Plan
from server.rooms.states import Matter
from server.rooms.transcript import Transcript
from server.rooms.words import (
    BESIDE,
    Empty,
    Id,
    Line,
    Millis,
    Page,
    Refused,
    Stale,
    Struct,
    Unknown,
)


class Answer(StrEnum):
    """*Trả lời*, the first axis of status (domain.md §6.3)."""

    NONE = "none"
    HERE = "here"
    WRITTEN = "written"
    PARTLY = "partly"
    OUTSIDE = "outside"


class Result(StrEnum):
    """*Giải quyết*, the second axis. Answered is not resolved."""

    NOTED = "noted"
    CLASSIFIED = "classified"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    EXPLAINED = "explained"
    PLANNED = "planned"
    FORWARDED = "forwarded"
    DUPLICATE = "duplicate"
    CLOSED = "closed"


Day = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
"""ISO date, or "" for none. `day` refuses one that no calendar has."""


class Opinion(Struct, frozen=True):
    """One row. `text` is what was said, `summary` what prints ("" prints as a gap). An opinion that
    came out of a turn takes its person from there, so that a corrected name is right here too;
    `speaker` is for the others. `answer_by` and `resolve_by` are two promises (day.md D20).
    `withdrawn`: its words were destroyed; a summary may be written anew."""

    id: str
    code: str
    turn: str
    point: str
    speaker: Person
    segments: tuple[str, ...]
    text: str
    summary: str
    field: str
    authority: Level | None
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    answer: Answer = Answer.NONE
    answered_in: str = ""
    answer_text: str = ""
    promise: str = ""
    answer_by: str = ""
    resolve_by: str = ""
    result: Result = Result.NOTED
    forwarded_to: str = ""
    version: int = 1
    withdrawn: bool = False


class Opinions(Struct, frozen=True):
    rows: Map[str, Opinion] = Map()
    order: tuple[str, ...] = ()


class LogOpinion(words.Command, frozen=True):
    """Ghi nhận ý kiến: from segments of one turn, from a turn as it stands, or typed (`text`) for
    somebody at `point` without a turn."""

    turn: Annotated[str, Meta(max_length=64)] = ""
    segments: Annotated[tuple[Id, ...], Meta(max_length=500)] = ()
    text: Page = ""
    point: Annotated[str, Meta(max_length=64)] = ""
    speaker: Person = Person()
    summary: Page = ""
    field: Line = ""
    authority: Level | None = None


class ReviseOpinion(words.Command, frozen=True):
    """Change what is set; `version` is the one the editor saw."""

    opinion: Id
    version: Annotated[int, Meta(ge=1)]
    summary: Page | UnsetType = UNSET
    field: Line | UnsetType = UNSET
    authority: Level | UnsetType = UNSET


class AssignOpinion(words.Command, frozen=True):
    """Giao xử lý."""

    opinion: Id
    lead: Line
    coordinating: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    answer_by: Day = ""
    resolve_by: Day = ""


class AnswerOpinion(words.Command, frozen=True):
    """Trả lời tại hội nghị (`turn` is where), or in writing. A `promise` keeps the row open."""

    opinion: Id
    answer: Answer
    turn: Annotated[str, Meta(max_length=64)] = ""
    text: Page = ""
    promise: Page = ""
    resolve_by: Day = ""


class ForwardOpinion(words.Command, frozen=True):
    """Chuyển cấp có thẩm quyền."""

    opinion: Id
    to: Line


Command = LogOpinion | ReviseOpinion | AssignOpinion | AnswerOpinion | ForwardOpinion


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


class OpinionRevised(words.Event, frozen=True):
    opinion: str
    field: str
    authority: Level | None
    summary: Annotated[str, Meta(extra=BESIDE)] = ""


class OpinionAssigned(words.Event, frozen=True):
    opinion: str
    lead: str
    coordinating: tuple[str, ...]
    answer_by: str
    resolve_by: str


class OpinionAnswered(words.Event, frozen=True):
    opinion: str
    answer: Answer
    turn: str
    resolve_by: str
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    promise: Annotated[str, Meta(extra=BESIDE)] = ""


class OpinionForwarded(words.Event, frozen=True):
    opinion: str
    to: str


Event = OpinionLogged | OpinionRevised | OpinionAssigned | OpinionAnswered | OpinionForwarded


class BadDay(Refused):
    """No calendar has this day. Fields: `day`."""

    code = "bad_day"


def day(text: str) -> str:
    """`text` if it is a day of the calendar or "", else BadDay."""
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        raise BadDay(day=text) from None
    return text


class OtherTurn(Refused):
    """The segment was not spoken in that turn. Fields: `segment`, `turn`."""

    code = "other_turn"


def beyond(level: Level, authority: Level | None) -> bool:
    """Vượt thẩm quyền: the deciding level is above the one that holds the conference."""
    ladder = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL)
    return authority in ladder and level in ladder and ladder.index(authority) > ladder.index(level)


def known(opinions: Opinions, id: str) -> Opinion:
    """The opinion `id`, or Unknown."""
    if id not in opinions.rows:
        raise Unknown(what="opinion", id=id)
    return opinions.rows[id]


def decide(
    opinions: Opinions, turns: Floor, heard: Transcript, at_points: Points, plan: Plan,
    command: Command, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    match command:
        case LogOpinion():
            return _log(opinions, turns, heard, at_points, plan, command)
        case ReviseOpinion():
            return _revise(known(opinions, command.opinion), plan, command)
        case AssignOpinion(id, lead, coordinating, answer_by, resolve_by):
            known(opinions, id)
            if not lead.strip():
                raise Empty(field="lead")
            return (OpinionAssigned(id, lead, coordinating, day(answer_by), day(resolve_by)),)
        case AnswerOpinion(id, answer, turn, text, promise, resolve_by):
            known(opinions, id)
            if turn:
                floor.known(turns, turn)
            return (OpinionAnswered(id, answer, turn, day(resolve_by), text, promise),)
        case ForwardOpinion(id, to):
            known(opinions, id)
            if not to.strip():
                raise Empty(field="to")
            return (OpinionForwarded(id, to),)
        case _:
            assert_never(command)


def _log(
    opinions: Opinions, turns: Floor, heard: Transcript, at_points: Points, plan: Plan,
    command: LogOpinion,
) -> tuple[Event, ...]:  # fmt: skip
    queue.known_field(plan, command.field)
    turn = floor.known(turns, command.turn) if command.turn else None
    if turn and turn.matter is Matter.DENUNCIATION:
        raise floor.Diverted(turn=turn.id)
    point = turn.point if turn else command.point
    if point:
        points.known(at_points, point)
    no = len(opinions.order) + 1
    logged = OpinionLogged(
        opinion=f"y{no}", code=f"YK{no:03}", turn=command.turn, point=point,
        segments=command.segments, field=command.field, authority=command.authority,
        speaker=Person() if command.turn else command.speaker,
        text=_said(heard, command), summary=command.summary.strip(),
    )  # fmt: skip
    return (logged,)


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


def _revise(old: Opinion, plan: Plan, command: ReviseOpinion) -> tuple[Event, ...]:
    if old.version != command.version:
        raise Stale(id=old.id, version=old.version)
    field = old.field if command.field is UNSET else command.field
    queue.known_field(plan, field)
    revised = OpinionRevised(
        old.id, field,
        old.authority if command.authority is UNSET else command.authority,
        old.summary if command.summary is UNSET else command.summary.strip(),
    )  # fmt: skip
    same = (old.field, old.authority, old.summary)
    return () if same == (field, revised.authority, revised.summary) else (revised,)


def evolve(opinions: Opinions, event: Event) -> Opinions:
    if isinstance(event, OpinionLogged):
        row = Opinion(
            event.opinion, event.code, event.turn, event.point, event.speaker, event.segments,
            event.text, event.summary, event.field, event.authority,
            result=Result.CLASSIFIED if event.field and event.authority else Result.NOTED,
        )  # fmt: skip
        return Opinions(opinions.rows.set(row.id, row), (*opinions.order, row.id))
    row = _changed(opinions.rows[event.opinion], event)
    row = replace(row, version=row.version + 1)
    return replace(opinions, rows=opinions.rows.set(row.id, row))


def _changed(
    row: Opinion, event: OpinionRevised | OpinionAssigned | OpinionAnswered | OpinionForwarded
) -> Opinion:
    match event:
        case OpinionRevised(_, field, authority, summary):
            noted = row.result is Result.NOTED and field and authority
            result = Result.CLASSIFIED if noted else row.result
            return replace(row, field=field, authority=authority, summary=summary, result=result)
        case OpinionAssigned(_, lead, coordinating, answer_by, resolve_by):
            return replace(
                row, lead=lead, coordinating=coordinating, answer_by=answer_by,
                resolve_by=resolve_by, result=Result.ASSIGNED,
            )  # fmt: skip
        case OpinionAnswered(_, answer, turn, resolve_by, text, promise):
            done = answer is Answer.HERE and not (promise or resolve_by or row.resolve_by)
            reopened = _unanswered(row) if row.result is Result.EXPLAINED else row.result
            return replace(
                row, answer=answer, answered_in=turn, answer_text=text, promise=promise,
                resolve_by=resolve_by or row.resolve_by,
                result=Result.EXPLAINED if done else reopened,
            )  # fmt: skip
        case OpinionForwarded(_, to):
            return replace(row, forwarded_to=to, result=Result.FORWARDED)
        case _:
            assert_never(event)


def _unanswered(row: Opinion) -> Result:
    """Where a row stands whose answer settles nothing after all: a promise keeps it open."""
    if row.lead:
        return Result.ASSIGNED
    return Result.CLASSIFIED if row.field and row.authority else Result.NOTED


def withdraw(opinions: Opinions, ids: tuple[str, ...], answers: tuple[str, ...]) -> Opinions:
    """`opinions` without the words of rows `ids`, and without the answers to `answers`."""
    rows = opinions.rows
    for id in (*ids, *(id for id in answers if id not in ids)):
        row = replace(rows[id], answer_text="", promise="", version=rows[id].version + 1)
        if id in ids:
            row = replace(row, text="", summary="", withdrawn=True)
        rows = rows.set(id, row)
    return replace(opinions, rows=rows)
