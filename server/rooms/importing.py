"""Opinions that come in as a list: collected beforehand, or carried over from before."""

from typing import Annotated, Final, assert_never

from msgspec import Meta

from server.rooms import contacts, points, queue, words, workdays
from server.rooms.answering import OpinionAnswered
from server.rooms.contacts import Contact
from server.rooms.entering import ContactSet, Known, OpinionLogged, following, reach
from server.rooms.followup import OpinionAssigned, OpinionForwarded, OpinionResolved
from server.rooms.opinions import Answer, Opinion, OpinionKind, Opinions, Origin, Previous, Result
from server.rooms.plan import Level, Person, Plan
from server.rooms.points import Points
from server.rooms.words import Empty, Id, Line, Page, Refused, Struct
from server.rooms.workdays import Day

LONGEST: Final = 2000
"""Rows that come at once."""
TOLD: Final = 50
"""Bad rows told of one refusal."""

Agencies = Annotated[tuple[Line, ...], Meta(max_length=20)]


class Handed(Struct, frozen=True):
    """One row of a list that was collected before. `source` is where it stood; `answer` was written
    beforehand."""

    text: Page
    speaker: Person = Person()
    point: Known = ""
    summary: Page = ""
    field: Line = ""
    authority: Level | None = None
    kind: OpinionKind | None = None
    lead: Line = ""
    coordinating: Agencies = ()
    answer: Page = ""
    source: Line = ""
    contact: Contact = Contact()


class ImportOpinions(words.Command, frozen=True):
    """Opinions collected beforehand, all of them or none."""

    rows: Annotated[tuple[Handed, ...], Meta(min_length=1, max_length=LONGEST)]
    origin: Origin = Origin.COLLECTED


class Carried(Struct, frozen=True):
    """A row of an earlier conference, as it stands today. `code` is the one it had there."""

    code: Line
    text: Page = ""
    summary: Page = ""
    speaker: Person = Person()
    field: Line = ""
    authority: Level | None = None
    kind: OpinionKind | None = None
    lead: Line = ""
    coordinating: Agencies = ()
    answer_by: Day = ""
    resolve_by: Day = ""
    answer: Answer = Answer.NONE
    answer_text: Page = ""
    promise: Page = ""
    result: Result = Result.NOTED
    outcome: Page = ""
    forwarded_to: Line = ""
    contact: Contact = Contact()


class CarryOver(words.Command, frozen=True):
    """Kỳ trước chuyển sang. What was carried over already stays as it is. A deadline may have
    passed, but must be a day."""

    conference: Id
    rows: Annotated[tuple[Carried, ...], Meta(min_length=1, max_length=LONGEST)]
    title: Line = ""


Command = ImportOpinions | CarryOver
Later = ContactSet | OpinionAssigned | OpinionAnswered | OpinionForwarded | OpinionResolved
Outcome = tuple[OpinionLogged | Later, ...]


class BadOpinions(Refused):
    """Nothing was taken in. Fields: `count` of bad rows, and the first of them as `rows`: each has
    its `row` (from 1), the `code` of the refusal, and that one's fields."""

    code = "bad_opinions"


def decide(register: Opinions, at_points: Points, plan: Plan, command: Command) -> Outcome:
    match command:
        case ImportOpinions():
            return _import(register, at_points, plan, command)
        case CarryOver():
            return _carry(register, plan, command)
        case _:
            assert_never(command)


def _import(register: Opinions, at_points: Points, plan: Plan, command: ImportOpinions) -> Outcome:
    events: list[OpinionLogged | Later] = []
    bad: list[dict[str, object]] = []
    for n, row in enumerate(command.rows, 1):
        try:
            if not row.text.strip():
                raise Empty(field="text")
            queue.known_field(plan, row.field)
            if row.point:
                points.known(at_points, row.point)
            reached = contacts.tidy(row.contact)
        except Refused as no:
            bad.append({"row": n, "code": no.code, **no.fields})
            continue
        id, code = following(register, n - 1)
        events.append(OpinionLogged(
            id, code, "", row.point, (), row.field, row.authority, row.speaker, row.text.strip(),
            row.summary.strip(), row.kind, command.origin, source=row.source,
            supplementary=register.frozen is not None,
        ))  # fmt: skip
        events += reach(id, reached)
        if row.lead.strip():
            events.append(OpinionAssigned(id, row.lead.strip(), row.coordinating, "", ""))
        if row.answer.strip():
            events.append(OpinionAnswered(id, Answer.WRITTEN, "", "", row.answer.strip()))
    if bad:
        raise BadOpinions(count=len(bad), rows=bad[:TOLD])
    return tuple(events)


def _carry(register: Opinions, plan: Plan, command: CarryOver) -> Outcome:
    fields = {field.code for field in plan.fields}
    every = (row.previous for row in register.rows.values())
    had = {(one.conference, one.code) for one in every if one}
    events: list[OpinionLogged | Later] = []
    count = 0
    for row in {row.code: row for row in command.rows}.values():
        previous = Previous(command.conference, row.code, command.title)
        if (previous.conference, previous.code) in had:  # the title may have been put right since
            continue
        for day in (row.answer_by, row.resolve_by):
            workdays.day(day)
        id, code = following(register, count)
        count += 1
        events.append(OpinionLogged(
            id, code, "", "", (), row.field if row.field in fields else "", row.authority,
            row.speaker, row.text, row.summary, row.kind, Origin.CARRIED, previous=previous,
            supplementary=register.frozen is not None,
        ))  # fmt: skip
        events += _as_it_stands(id, row)
    return tuple(events)


def _as_it_stands(id: str, row: Carried) -> list[Later]:
    """What had become of a row before it was carried over; its deadlines may have passed."""
    found: list[Later] = [*reach(id, row.contact)]
    if row.lead:
        found.append(OpinionAssigned(id, row.lead, row.coordinating, row.answer_by, row.resolve_by))
    if row.answer is not Answer.NONE:
        found.append(
            OpinionAnswered(id, row.answer, "", row.resolve_by, row.answer_text, row.promise)
        )
    if row.forwarded_to:
        found.append(OpinionForwarded(id, row.forwarded_to))
    if row.result not in (Result.NOTED, Result.CLASSIFIED, Result.ASSIGNED, Result.FORWARDED):
        found.append(OpinionResolved(id, row.result, text=row.outcome))
    return found


def words_of(row: Opinion | Handed) -> tuple[str, str]:
    """What makes two rows the same: their words, and whose they are."""
    return queue.fold(row.text), queue.fold(row.speaker.name)
