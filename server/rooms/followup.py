"""What becomes of an opinion: assigned, answered, forwarded, resolved, and what its point says.

All of it goes on after the conference has closed and after the list was frozen."""

from typing import Annotated, assert_never

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import floor, opinions, points, queue, words, workdays
from server.rooms.answers import AnswersSet
from server.rooms.floor import Floor, TurnKind, TurnStage
from server.rooms.opinions import (
    Answer,
    Feedback,
    Opinion,
    Opinions,
    Paper,
    Report,
    Result,
    Verdict,
    current,
)
from server.rooms.session import Person, Session
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


class AnswerOpinion(words.Command, frozen=True):
    """Trả lời tại hội nghị, or in writing (`paper`). `turn` is where; absent: the reply that was
    given to the opinion's own turn. `answerer` is for answers without a turn. A `promise` or a day
    keeps the row open."""

    opinion: Id
    answer: Answer
    turn: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET
    text: Page = ""
    promise: Page = ""
    resolve_by: Day = ""
    paper: Paper = Paper()
    answerer: Person = Person()
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


class GiveFeedback(words.Command, frozen=True):
    """Đúng ý, or Đề nghị sửa with what is to be put right: by the point that the opinion is of."""

    opinion: Id
    version: Annotated[int, Meta(ge=1)]
    verdict: Verdict
    text: Page = ""


Command = AssignOpinion | AnswerOpinion | ForwardOpinion | ResolveOpinion | GiveFeedback


class OpinionAssigned(words.Event, frozen=True):
    opinion: str
    lead: str
    coordinating: tuple[str, ...]
    answer_by: str
    resolve_by: str
    answer_term: DayCount | None = None
    resolve_term: DayCount | None = None


class OpinionAnswered(words.Event, frozen=True):
    """`on`: the day of the answer, of the paper if there is one."""

    opinion: str
    answer: Answer
    turn: str
    resolve_by: str
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    promise: Annotated[str, Meta(extra=BESIDE)] = ""
    paper: Paper = Paper()
    answerer: Annotated[Person, Meta(extra=BESIDE)] = Person()
    resolve_term: DayCount | None = None
    on: str = ""


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


class FeedbackGiven(words.Event, frozen=True):
    opinion: str
    verdict: Verdict
    at: Millis
    text: Annotated[str, Meta(extra=BESIDE)] = ""


Event = (
    OpinionAssigned
    | OpinionAnswered
    | OpinionForwarded
    | OpinionResolved
    | ResultReported
    | FeedbackGiven
)
Outcome = tuple[Event | AnswersSet, ...]

SETTLED_BY_HAND = frozenset(
    {Result.IN_PROGRESS, Result.RESOLVED, Result.EXPLAINED, Result.PLANNED, Result.CLOSED}
)
"""The others follow from what was done: classified, assigned, forwarded, merged."""
BY_LETTER = frozenset({Answer.WRITTEN, Answer.PARTLY})
"""How an agency answers: what was said in the room is the secretaries' to note."""


class BadResult(Refused):
    """This result is not set by hand. Fields: `result`."""

    code = "bad_result"


class DeadlineSet(Refused):
    """The office set the day: an agency asks for more time. Fields: `day`."""

    code = "deadline_set"


class MergedAway(Refused):
    """The row stands behind another, which is followed up for both. Fields: `opinion`, `into`."""

    code = "opinion_merged"


class NothingToCheck(Refused):
    """The opinion has no summary yet that its point could check. Fields: `opinion`."""

    code = "nothing_to_check"


def decide(
    register: Opinions, turns: Floor, session: Session, command: Command, actor: Actor, at: Millis
) -> Outcome:
    row = current(register, command.opinion, command.version)
    if isinstance(command, GiveFeedback):
        return _feedback(row, command, actor, at)
    if row.into:
        raise MergedAway(opinion=row.id, into=row.into)
    own(row, actor)
    today = workdays.local_day(at, session.plan.zone)
    match command:
        case AssignOpinion():
            return _assign(session, command)
        case AnswerOpinion():
            return _answer(row, turns, session, command, actor, today)
        case ForwardOpinion(id, to, paper, by):
            if not to.strip():
                raise Empty(field="to")
            workdays.day(paper.date)
            return (OpinionForwarded(id, to, paper, opinions.due_day(session, "by", by)),)
        case ResolveOpinion():
            return _resolve(command, actor, today)
        case _:
            assert_never(command)


def own(row: Opinion, actor: Actor) -> None:
    """An agency follows up what it leads, or NotAllowed."""
    mine = queue.fold(actor.agency) == queue.fold(row.lead) != ""
    if actor.role is Role.AGENCY and not mine:
        raise NotAllowed(role=actor.role, opinion=row.id)


def _assign(session: Session, command: AssignOpinion) -> Outcome:
    if not command.lead.strip():
        raise Empty(field="lead")
    answer_by, resolve_by = (
        opinions.due_day(session, field, day, term)
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


def _answer(
    row: Opinion, turns: Floor, session: Session, command: AnswerOpinion, actor: Actor, today: str
) -> Outcome:
    if actor.role is Role.AGENCY and (command.answer not in BY_LETTER or command.turn):
        raise NotAllowed(role=actor.role, answer=command.answer)
    turn = command.turn
    if turn is UNSET:
        turn = _reply(turns, row.turn) if command.answer is Answer.HERE else ""
    if turn:
        floor.known(turns, turn)
    term = command.resolve_term
    by = opinions.due_day(session, "resolve_by", command.resolve_by, term)
    if actor.role is Role.AGENCY and row.resolve_by and by not in ("", row.resolve_by):
        raise DeadlineSet(day=row.resolve_by)
    answered = OpinionAnswered(
        row.id, command.answer, turn, by,
        command.text, command.promise, command.paper, command.answerer, term,
        workdays.day(command.paper.date) or ("" if command.answer is Answer.NONE else today),
    )  # fmt: skip
    return (answered, *_linked(turns, turn, row.turn))


def _reply(turns: Floor, speech: str) -> str:
    """The latest reply to `speech`, "" if there was none."""
    replies = (turns.turns[id] for id in reversed(turns.order))
    given = (one for one in replies if one.stage is not TurnStage.WITHDRAWN)
    return next((one.id for one in given if speech and speech in one.answers), "")


def _linked(turns: Floor, reply: str, speech: str) -> tuple[AnswersSet, ...]:
    """Who answers an opinion answers the speech that it came from."""
    turn = turns.turns.get(reply)
    if turn is None or turn.kind is not TurnKind.REPLY or not speech or speech in turn.answers:
        return ()
    return (AnswersSet(reply, (*turn.answers, speech)),)


def _resolve(command: ResolveOpinion, actor: Actor, today: str) -> Outcome:
    if command.result not in SETTLED_BY_HAND:
        raise BadResult(result=command.result)
    if command.result is Result.PLANNED and not command.text.strip():
        raise Empty(field="text")  # "có lộ trình" says which
    on = workdays.day(command.paper.date) or today
    reports = actor.role is Role.AGENCY and command.result in opinions.FINISHED
    kind = ResultReported if reports else OpinionResolved
    return (kind(command.opinion, command.result, command.paper, on, command.text.strip()),)


def _feedback(row: Opinion, command: GiveFeedback, actor: Actor, at: Millis) -> Outcome:
    points.own(actor, row.point)
    if not row.summary:
        raise NothingToCheck(opinion=row.id)
    text = command.text.strip()
    if command.verdict is Verdict.AMEND and not text:
        raise Empty(field="text")
    said = row.feedback and (row.feedback.verdict, row.feedback.text)
    return () if said == (command.verdict, text) else (
        FeedbackGiven(row.id, command.verdict, at, text),
    )  # fmt: skip


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
        case OpinionAnswered():
            return _answered(row, event)
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
        case FeedbackGiven(_, verdict, at, text):
            return replace(row, feedback=Feedback(verdict, at, text))
        case _:
            assert_never(event)


def _answered(row: Opinion, event: OpinionAnswered) -> Opinion:
    resolve_by = event.resolve_by or row.resolve_by
    done = event.answer is Answer.HERE and not (event.promise or resolve_by)
    reopened = standing(row) if row.result is Result.EXPLAINED else row.result
    return replace(
        row, answer=event.answer, answered_in=event.turn, answer_text=event.text,
        promise=event.promise, resolve_by=resolve_by, answerer=event.answerer,
        resolve_term=event.resolve_term if event.resolve_by else row.resolve_term,
        answer_paper=event.paper, answered_on=event.on,
        result=Result.EXPLAINED if done else reopened,
    )  # fmt: skip


def standing(row: Opinion) -> Result:
    """Where a row stands whose answer settles nothing after all: a promise keeps it open."""
    if row.lead:
        return Result.ASSIGNED
    return Result.CLASSIFIED if row.field and row.authority else Result.NOTED
