"""What becomes of an opinion: assigned, forwarded, resolved. How it is answered: `answering.py`.

All of it goes on after the conference has closed and after the list was frozen."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import deadlines, opinions, queue, words, workdays
from server.rooms.opinions import Opinion, Opinions, Paper, Report, Result, current
from server.rooms.session import Session
from server.rooms.words import (
    BESIDE,
    Actor,
    Empty,
    Id,
    Line,
    Millis,
    NotAllowed,
    Page,
    Refused,
    Role,
)
from server.rooms.workdays import Day, DayCount

Version = Annotated[int, Meta(ge=0)]
"""The version that was seen; 0: whichever it is now."""


class AssignOpinion(words.Command, frozen=True):
    """Giao xử lý. A term says the day by itself; a day given beside it is not looked at."""

    opinion: Id
    lead: Line
    coordinating: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    answer_by: Day = ""
    resolve_by: Day = ""
    answer_term: DayCount | None = None
    resolve_term: DayCount | None = None
    version: Version = 0


class ForwardOpinion(words.Command, frozen=True):
    """Chuyển cấp có thẩm quyền: `paper` is the petition sent, due `by` until it is."""

    opinion: Id
    to: Line
    paper: Paper = Paper()
    by: Day = ""
    version: Version = 0


class ResolveOpinion(words.Command, frozen=True):
    """Kết quả giải quyết: how far it has come, in words, and by which paper. That a row is done an
    agency reports, and the office confirms (`reporting.DecidePlea`)."""

    opinion: Id
    version: Version
    result: Result
    text: Page = ""
    paper: Paper = Paper()


Command = AssignOpinion | ForwardOpinion | ResolveOpinion


class OpinionAssigned(words.Event, frozen=True):
    opinion: str
    lead: str
    coordinating: tuple[str, ...]
    answer_by: str
    resolve_by: str
    answer_term: DayCount | None = None
    resolve_term: DayCount | None = None


class OpinionForwarded(words.Event, frozen=True):
    opinion: str
    to: str
    paper: Paper = Paper()
    by: str = ""


class OpinionResolved(words.Event, frozen=True):
    opinion: str
    result: Result
    paper: Paper = Paper()
    on: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class ResultReported(words.Event, frozen=True):
    """The agency says that the row is done."""

    opinion: str
    result: Result
    paper: Paper = Paper()
    on: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""


Event = OpinionAssigned | OpinionForwarded | OpinionResolved | ResultReported
Outcome = tuple[Event, ...]

SETTLED_BY_HAND = frozenset(
    {Result.IN_PROGRESS, Result.RESOLVED, Result.EXPLAINED, Result.PLANNED, Result.CLOSED}
)
"""The others follow from what was done: classified, assigned, forwarded, merged."""


class BadResult(Refused):
    """This result is not set by hand. Fields: `result`."""

    code = "bad_result"


class MergedAway(Refused):
    """The row stands behind another, which is followed up for both. Fields: `opinion`, `into`."""

    code = "opinion_merged"


def decide(
    register: Opinions, session: Session, command: Command, actor: Actor, at: Millis
) -> Outcome:
    followed(register, command.opinion, command.version, actor)
    match command:
        case AssignOpinion():
            return _assign(session, command)
        case ForwardOpinion(id, to, paper, by):
            if not to.strip():
                raise Empty(field="to")
            workdays.day(paper.date)
            return (OpinionForwarded(id, to, paper, deadlines.due_day(session, "by", by)),)
        case ResolveOpinion():
            return _resolve(command, actor, workdays.local_day(at, session.plan.zone))
        case _:
            assert_never(command)


def followed(register: Opinions, id: str, version: int, actor: Actor) -> Opinion:
    """The opinion `id` as `current` has it, for whoever follows it up: MergedAway if another is
    followed up for it, NotAllowed for an agency that does not lead it."""
    row = current(register, id, version)
    if row.into:
        raise MergedAway(opinion=id, into=row.into)
    mine = queue.fold(actor.agency) == queue.fold(row.lead) != ""
    if actor.role is Role.AGENCY and not mine:
        raise NotAllowed(role=actor.role, opinion=id)
    return row


def _assign(session: Session, command: AssignOpinion) -> Outcome:
    if not command.lead.strip():
        raise Empty(field="lead")
    answer_by, resolve_by = (
        deadlines.due_day(session, field, day, term)
        for field, day, term in (
            ("answer_by", command.answer_by, command.answer_term),
            ("resolve_by", command.resolve_by, command.resolve_term),
        )
    )
    return (
        OpinionAssigned(
            command.opinion, command.lead.strip(), command.coordinating, answer_by, resolve_by,
            command.answer_term, command.resolve_term,
        ),
    )  # fmt: skip


def _resolve(command: ResolveOpinion, actor: Actor, today: str) -> Outcome:
    if command.result not in SETTLED_BY_HAND:
        raise BadResult(result=command.result)
    if command.result is Result.PLANNED and not command.text.strip():
        raise Empty(field="text")  # "có lộ trình" says which
    on = workdays.day(command.paper.date) or today
    reports = actor.role is Role.AGENCY and command.result in opinions.FINISHED
    kind = ResultReported if reports else OpinionResolved
    return (kind(command.opinion, command.result, command.paper, on, command.text.strip()),)


def evolve(register: Opinions, event: Event) -> Opinions:
    return opinions.put(register, _changed(register.rows[event.opinion], event))


def _changed(row: Opinion, event: Event) -> Opinion:
    match event:
        case OpinionAssigned(_, lead, coordinating, answer_by, resolve_by, answer_term, term):
            return replace(
                row, lead=lead, coordinating=coordinating, answer_by=answer_by,
                resolve_by=resolve_by, answer_term=answer_term, resolve_term=term,
                result=Result.ASSIGNED, more_time=None,
            )  # fmt: skip
        case OpinionForwarded(_, to, paper, by):
            return replace(
                row, forwarded_to=to, forward_paper=paper, forward_by=by, result=Result.FORWARDED
            )
        case OpinionResolved(_, result, paper, on, text):
            return replace(
                row, result=result, outcome=text, outcome_paper=paper, resolved_on=on,
                reported=None, sent_back="",
            )  # fmt: skip
        case ResultReported(_, result, paper, on, text):
            return replace(row, reported=Report(result, text, paper, on), sent_back="")
        case _:
            assert_never(event)
