"""The register of opinions: what a row holds, and what all who work on it must keep to.

How rows come into the register is in `entering.py`, how they are worded and put together in
`revising.py`, what becomes of them in `followup.py` and `answering.py`, what is left to do in
`drafts.py`."""

from enum import StrEnum

from immutables import Map
from msgspec.structs import replace

from server.rooms.contacts import Contact
from server.rooms.floor import Floor
from server.rooms.plan import VENUE, Level, Person
from server.rooms.points import Points
from server.rooms.states import Matter
from server.rooms.words import Id, Line, Millis, Refused, Stale, Struct, Unknown
from server.rooms.workdays import Day, DayCount


class OpinionKind(StrEnum):
    """*Loại*. Complaints and denunciations are no kind: they have their own procedure."""

    SUGGESTION = "suggestion"
    REPORT = "report"
    PETITION = "petition"
    PROPOSAL = "proposal"
    QUESTION = "question"


class Origin(StrEnum):
    """*Nguồn tiếp nhận* (domain.md §6.1)."""

    COLLECTED = "collected"
    """Thu trước qua MTTQ."""
    PAPER = "paper"
    IN_HALL = "in_hall"
    ONLINE = "online"
    WRITTEN = "written"
    CARRIED = "carried"
    """Kỳ trước chuyển sang."""


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


FINISHED = frozenset({Result.RESOLVED, Result.EXPLAINED, Result.DUPLICATE, Result.CLOSED})
"""No longer followed up. Forwarded is not done: somebody above still owes an answer."""


class Verdict(StrEnum):
    """What the point says of its summary (day.md D18)."""

    RIGHT = "right"
    """Đúng ý."""
    AMEND = "amend"
    """Đề nghị sửa."""


class Petitioner(Person, frozen=True):
    """Người cùng kiến nghị, of `point` ("" if of none)."""

    point: Line = ""


class Paper(Struct, frozen=True):
    """A document: its number, its day, and where its file is ("" what is not known)."""

    number: Line = ""
    date: Day = ""
    file: Line = ""


class Feedback(Struct, frozen=True):
    verdict: Verdict
    at: Millis
    text: str = ""


class Deadline(StrEnum):
    """Which of a row's two promises."""

    ANSWER = "answer"
    RESOLVE = "resolve"


class Report(Struct, frozen=True):
    """The result that an agency reports: the row's own once the office has confirmed it."""

    result: Result
    text: str = ""
    paper: Paper = Paper()
    on: str = ""


class MoreTime(Struct, frozen=True):
    """Đề nghị gia hạn: what the agency asks the deadline `of` to become, and why."""

    of: Deadline
    until: Day
    reason: str = ""


class Previous(Struct, frozen=True):
    """The row of an earlier conference that was carried over."""

    conference: Id
    code: Line
    title: Line = ""


class Opinion(Struct, frozen=True):
    """One row. `text` is what was said, `summary` what prints ("" prints as a gap). An opinion that
    came out of a turn takes its person from there, so that a corrected name is right here too;
    `speaker` is for the others. `answer_by` and `resolve_by` are two promises (day.md D20), each
    with its term if it was counted. `withdrawn`: its words were destroyed; a summary may be written
    anew. `matter`: a denunciation, of which the register holds the code and nothing else (D9).

    `origin` None: as the turn tells, see `origin_of`; `source` where in a file it stood.
    `secondary` are further fields. `merged` are duplicates that stand behind this row, `into` is
    the row that this one stands behind, `was` its result before. `answered_on`, `resolved_on`: ISO
    days. `forward_by`: until when the paper to the level above is due. `feedback` is about the
    summary as it is. `supplementary`: came after the list was frozen; `corrections` were made
    since, the latest because of `correction`. `reported` is what the agency reports,
    until the office has confirmed it; `more_time` what it asks for; `sent_back` why the office did
    not agree."""

    id: str
    code: str
    turn: str = ""
    point: str = ""
    speaker: Person = Person()
    segments: tuple[str, ...] = ()
    text: str = ""
    summary: str = ""
    field: str = ""
    authority: Level | None = None
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
    kind: OpinionKind | None = None
    origin: Origin | None = None
    source: str = ""
    previous: Previous | None = None
    secondary: tuple[str, ...] = ()
    petitioners: tuple[Petitioner, ...] = ()
    merged: tuple[str, ...] = ()
    into: str = ""
    was: Result | None = None
    answer_term: DayCount | None = None
    resolve_term: DayCount | None = None
    answerer: Person = Person()
    answered_on: str = ""
    answer_paper: Paper = Paper()
    forward_by: str = ""
    forward_paper: Paper = Paper()
    outcome: str = ""
    outcome_paper: Paper = Paper()
    resolved_on: str = ""
    feedback: Feedback | None = None
    matter: Matter | None = None
    supplementary: bool = False
    corrections: int = 0
    correction: str = ""
    reported: Report | None = None
    more_time: MoreTime | None = None
    sent_back: str = ""


class Frozen(Struct, frozen=True):
    """*Chốt danh mục ý kiến*: when, by whom, and how many rows there were (D21)."""

    at: Millis
    by: str
    count: int


class Opinions(Struct, frozen=True):
    """`order` lists every row as it came. `dismissed` are turns that leave no opinion, and why.
    `contacts` are by row, apart from what the rows show."""

    rows: Map[str, Opinion] = Map()
    order: tuple[str, ...] = ()
    dismissed: Map[str, str] = Map()
    frozen: Frozen | None = None
    contacts: Map[str, Contact] = Map()


class NumberOnly(Refused):
    """A denunciation: the register holds its number and nothing else. Fields: `opinion`."""

    code = "number_only"


class OpinionLocked(Refused):
    """The list is frozen: this row changes only as a correction. Fields: `opinion`."""

    code = "opinion_locked"


def beyond(level: Level, authority: Level | None) -> bool:
    """Vượt thẩm quyền: the deciding level is above the one that holds the conference."""
    ladder = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL)
    return authority in ladder and level in ladder and ladder.index(authority) > ladder.index(level)


def known(opinions: Opinions, id: str) -> Opinion:
    """The opinion `id`, or Unknown."""
    if id not in opinions.rows:
        raise Unknown(what="opinion", id=id)
    return opinions.rows[id]


def current(opinions: Opinions, id: str, version: int) -> Opinion:
    """The opinion `id` for a change: Unknown, NumberOnly, or Stale if it is not the `version` that
    was seen (0: whichever)."""
    row = known(opinions, id)
    if row.matter:
        raise NumberOnly(opinion=id)
    if version not in (0, row.version):
        raise Stale(id=id, version=row.version)
    return row


def reached(opinions: Opinions, id: str, at: Contact) -> Opinions:
    """`opinions` with `at` as where the petitioner of row `id` is reached."""
    contacts = opinions.contacts.delete(id) if id in opinions.contacts else opinions.contacts
    return replace(opinions, contacts=contacts.set(id, at) if at != Contact() else contacts)


def without_contacts(opinions: Opinions) -> Opinions:
    return replace(opinions, contacts=Map())


def origin_of(row: Opinion, turns: Floor, points: Points) -> Origin:
    """Where the row came from; for one out of a turn from where that was spoken."""
    turn = turns.turns.get(row.turn)
    if row.origin or not turn:
        return row.origin or Origin.WRITTEN
    point = points.get(turn.point)
    return Origin.IN_HALL if point and point.plan.kind == VENUE else Origin.ONLINE


def petitioners_of(opinions: Opinions, turns: Floor, row: Opinion) -> tuple[Petitioner, ...]:
    """Everybody who asks the same: those of the row, and who stands behind it with their row."""
    found = list(row.petitioners)
    for id in row.merged:
        other = opinions.rows[id]
        who = turns.turns[other.turn].speaker if other.turn in turns.turns else other.speaker
        found.append(Petitioner(who.name, who.title, who.unit, who.address, other.point))
        found += other.petitioners
    return tuple(found)


def committed(row: Opinion) -> bool:
    """Whether the answer promises something: in words, or by a day (day.md D20)."""
    return bool(row.promise or (row.answer is not Answer.NONE and row.resolve_by))


def due(row: Opinion) -> str:
    """The next deadline that is still open, "" if there is none."""
    if row.result in FINISHED:
        return ""
    owed = [row.answer_by if row.answer in (Answer.NONE, Answer.PARTLY) else "", row.resolve_by]
    if row.forwarded_to and not row.forward_paper.number:
        owed.append(row.forward_by)
    return min((day for day in owed if day), default="")


def put(opinions: Opinions, row: Opinion) -> Opinions:
    """`opinions` with the next version of `row`."""
    changed = replace(row, version=opinions.rows[row.id].version + 1)
    return replace(opinions, rows=opinions.rows.set(row.id, changed))


def withdraw(opinions: Opinions, ids: tuple[str, ...], answers: tuple[str, ...]) -> Opinions:
    """`opinions` without the words of rows `ids`, and without the answers to `answers`."""
    for id in (*ids, *(id for id in answers if id not in ids)):
        row = replace(opinions.rows[id], answer_text="", promise="", answerer=Person())
        if id in ids:
            row = replace(
                row, text="", summary="", petitioners=(), outcome="", feedback=None, correction="",
                speaker=Person(), reported=None, more_time=None, sent_back="",
                withdrawn=True,
            )  # fmt: skip
        opinions = put(opinions, row)
    for id in ids:
        opinions = reached(opinions, id, Contact())
    return opinions
