"""The register across conferences: what a room leaves in it (house.md, "Read tables").

`rows` and `held` are read from a room, never the other way round: whatever they say can be made
again from the log."""

from typing import Final, NamedTuple

from server.rooms.comparing import fold, plain
from server.rooms.deadlines import conference_day
from server.rooms.floor import Turn, TurnKind, TurnStage
from server.rooms.opinions import Answer, Opinion, Origin, beyond, due, origin_of, petitioners_of
from server.rooms.plan import Field, Kind, Person, Plan
from server.rooms.points import Link
from server.rooms.programme import Form
from server.rooms.room import Room, concealed
from server.rooms.states import Matter
from server.rooms.words import Struct

FORM: Final = 2
"""Of the rows below. With another one in the database the tables are made anew from the log."""

UNANSWERED: Final = frozenset({Answer.NONE, Answer.PARTLY})


class Row(Struct, frozen=True):
    """An opinion in the register. Days are ISO or "", levels and statuses the core's own words.
    `place` names the point, `committee` whose matter the field is, `paper_*` the written answer,
    `forward_*` the paper to the level above, `outcome*` the result; a `*_file` is where it lies.
    `reported` is the result that the agency reports, with `report_*`, and nobody has confirmed;
    `time_*` the deadline (answer or resolve) that it asks to have moved, `sent_back` why that was
    not agreed to.
    `due` is the next promise still open. `previous` is the conference it was carried from, `into`
    the row that a duplicate stands behind; `folded` and `plain` are what a search looks in."""

    id: str
    no: int
    code: str
    day: str
    level: str
    kind: str
    origin: str
    point: str
    place: str
    person: str
    title: str
    unit: str
    petitioners: int
    field: str
    committee: str
    authority: str
    beyond: bool
    lead: str
    coordinating: str
    summary: str
    answer: str
    answer_text: str
    promise: str
    answer_by: str
    answered_on: str
    paper_no: str
    paper_day: str
    paper_file: str
    result: str
    resolve_by: str
    resolved_on: str
    outcome: str
    outcome_no: str
    outcome_day: str
    outcome_file: str
    forwarded_to: str
    forward_by: str
    forward_no: str
    forward_day: str
    due: str
    previous: str
    into: str
    verdict: str
    reported: str
    report_text: str
    report_no: str
    report_day: str
    report_file: str
    time_of: str
    time_until: str
    time_reason: str
    sent_back: str
    version: int
    folded: str
    plain: str


class Held(Struct, frozen=True):
    """A conference as statistics count it. `turns` are *lượt phát biểu*; of denunciations nothing
    but their number (day.md D9). `attended` counts people, `connected` points that were here."""

    title: str
    day: str
    level: str
    form: str
    stage: str
    points: int
    connected: int
    attended: int
    turns: int
    opinions: int
    denunciations: int


class Basis(NamedTuple):
    """All that a row is made of: it changes when one of these does."""

    opinion: Opinion
    no: int
    speaker: Person
    petitioners: int
    origin: Origin
    plan: Plan
    day: str


def counts(room: Room) -> bool:
    """Whether anything of `room` reaches register and statistics: of a rehearsal nothing does."""
    return room.session.set_up and room.session.plan.kind is Kind.REAL


def held(room: Room) -> Held | None:
    """The conference as it stands; None if it does not count."""
    if not counts(room):
        return None
    plan, points = room.session.plan, room.points.values()
    turns = [turn for turn in room.floor.turns.values() if _spoke(turn)]
    return Held(
        title=plan.title, day=conference_day(room.session), level=plan.level,
        form=form_of(plan), stage=room.session.stage, points=len(plan.points),
        connected=sum(bool(one.present) or one.link is not Link.NEVER for one in points),
        attended=sum(one.present or 0 for one in points), turns=len(turns),
        opinions=len(bases(room)),
        denunciations=denunciations(room),
    )  # fmt: skip


def denunciations(room: Room) -> int:
    """How many there were. A diverted turn leaves a row that is a number, in older logs none; a
    request that was called is its turn."""
    accused = Matter.DENUNCIATION
    turns = [one for one in room.floor.turns.values() if one.matter is accused]
    called = {turn.request for turn in turns}
    rows = sum(one.matter is accused for one in room.opinions.rows.values())
    every = room.queue.requests.values()
    waited = [one for one in every if one.matter is accused and not one.into]
    return max(rows, len(turns)) + sum(one.id not in called for one in waited)


def form_of(plan: Plan) -> Form:
    venues = sum(point.kind == "venue" for point in plan.points)
    if venues == len(plan.points):
        return Form.DIRECT
    return Form.HYBRID if venues else Form.ONLINE


def _spoke(turn: Turn) -> bool:
    said = bool(turn.spans) and turn.stage is not TurnStage.WITHDRAWN
    return said and turn.kind is TurnKind.SPEECH and turn.matter is not Matter.DENUNCIATION


def bases(room: Room) -> dict[str, Basis]:
    """What every row of the room's register is made of, as people may see it: {} if it does not
    count. A denunciation is no row."""
    if not counts(room):
        return {}
    found: dict[str, Basis] = {}
    shown, plan, day = concealed(room), room.session.plan, conference_day(room.session)
    for no, id in enumerate(shown.opinions.order, 1):
        one = shown.opinions.rows[id]
        turn = shown.floor.turns.get(one.turn)
        if Matter.DENUNCIATION not in (one.matter, turn and turn.matter):
            speaker = turn.speaker if turn else one.speaker
            behind = len(petitioners_of(shown.opinions, shown.floor, one))
            origin = origin_of(one, shown.floor, shown.points)
            found[id] = Basis(one, no, speaker, 1 + behind, origin, plan, day)
    return found


def changed(before: Room, after: Room) -> tuple[dict[str, Basis], set[str]]:
    """The rows of `after` that are not those of `before`, and the ids of those that are gone."""
    same = ("opinions", "floor", "session", "withdrawals")  # points move no row: origin is planned
    if all(getattr(before, area) is getattr(after, area) for area in same):
        return {}, set()
    was, now = bases(before), bases(after)
    return {id: one for id, one in now.items() if was.get(id) != one}, was.keys() - now.keys()


def row(basis: Basis) -> Row:
    one, who, plan = basis.opinion, basis.speaker, basis.plan
    said, asked = one.reported, one.more_time
    fields = {field.code: field for field in plan.fields}
    field = fields.get(one.field) or Field(one.field, one.field)
    place = next((point.name for point in plan.points if point.id == one.point), "")
    papers = (one.answer_paper, one.forward_paper, one.outcome_paper)
    numbers = [paper.number for paper in papers if paper.number]
    words = " ".join((one.code, one.summary, who.name, who.unit, place, one.lead, *numbers))
    return Row(
        id=one.id, no=basis.no, code=one.code, day=basis.day, level=plan.level,
        kind=one.kind or "", origin=basis.origin, point=one.point, place=place,
        person=who.name, title=who.title, unit=who.unit, petitioners=basis.petitioners,
        field=field.name, committee=field.committee, authority=one.authority or "",
        beyond=beyond(plan.level, one.authority), lead=one.lead,
        coordinating="; ".join(one.coordinating), summary=one.summary,
        answer=one.answer, answer_text=one.answer_text, promise=one.promise,
        answer_by=one.answer_by, answered_on=one.answered_on, paper_no=one.answer_paper.number,
        paper_day=one.answer_paper.date, paper_file=one.answer_paper.file, result=one.result,
        resolve_by=one.resolve_by, resolved_on=one.resolved_on, outcome=one.outcome,
        outcome_no=one.outcome_paper.number, outcome_day=one.outcome_paper.date,
        outcome_file=one.outcome_paper.file, forwarded_to=one.forwarded_to,
        forward_by=one.forward_by, forward_no=one.forward_paper.number,
        forward_day=one.forward_paper.date, due=due(one),
        previous=one.previous.conference if one.previous else "", into=one.into,
        verdict=one.feedback.verdict if one.feedback else "", reported=said.result if said else "",
        report_text=said.text if said else "", report_no=said.paper.number if said else "",
        report_day=said.paper.date if said else "", report_file=said.paper.file if said else "",
        time_of=asked.of if asked else "", time_until=asked.until if asked else "",
        time_reason=asked.reason if asked else "", sent_back=one.sent_back, version=one.version,
        folded=fold(words), plain=plain(words),
    )  # fmt: skip
