"""What is answered to an opinion: in the room, in writing, in part, and what that promises."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import deadlines, floor, opinions, words, workdays
from server.rooms.answers import AnswersSet
from server.rooms.floor import Floor, TurnKind, TurnStage
from server.rooms.followup import Version, followed
from server.rooms.opinions import Answer, Opinion, Opinions, Paper, Result
from server.rooms.plan import Person
from server.rooms.session import Session
from server.rooms.words import BESIDE, Actor, Id, Millis, NotAllowed, Page, Refused, Role
from server.rooms.workdays import Day, DayCount


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


Command = AnswerOpinion


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


Event = OpinionAnswered
Outcome = tuple[Event | AnswersSet, ...]

BY_LETTER = frozenset({Answer.WRITTEN, Answer.PARTLY})
"""How an agency answers: what was said in the room is the secretaries' to note."""


class DeadlineSet(Refused):
    """The office set the day: an agency asks for more time. Fields: `day`."""

    code = "deadline_set"


def decide(
    register: Opinions, turns: Floor, session: Session, command: Command, actor: Actor, at: Millis
) -> Outcome:
    row = followed(register, command.opinion, command.version, actor)
    if actor.role is Role.AGENCY and (command.answer not in BY_LETTER or command.turn):
        raise NotAllowed(role=actor.role, answer=command.answer)
    turn = command.turn
    if turn is UNSET:
        turn = _reply(turns, row.turn) if command.answer is Answer.HERE else ""
    if turn:
        floor.known(turns, turn)
    term = command.resolve_term
    by = deadlines.due_day(session, "resolve_by", command.resolve_by, term)
    if actor.role is Role.AGENCY and row.resolve_by and by not in ("", row.resolve_by):
        raise DeadlineSet(day=row.resolve_by)
    today = workdays.local_day(at, session.plan.zone)
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


def evolve(register: Opinions, event: Event) -> Opinions:
    return opinions.put(register, _answered(register.rows[event.opinion], event))


def _answered(row: Opinion, event: OpinionAnswered) -> Opinion:
    resolve_by = event.resolve_by or row.resolve_by
    done = event.answer is Answer.HERE and not (event.promise or resolve_by)
    reopened = _standing(row) if row.result is Result.EXPLAINED else row.result
    return replace(
        row, answer=event.answer, answered_in=event.turn, answer_text=event.text,
        promise=event.promise, resolve_by=resolve_by, answerer=event.answerer,
        resolve_term=event.resolve_term if event.resolve_by else row.resolve_term,
        answer_paper=event.paper, answered_on=event.on,
        result=Result.EXPLAINED if done else reopened,
    )  # fmt: skip


def _standing(row: Opinion) -> Result:
    """Where a row stands whose answer settles nothing after all: a promise keeps it open."""
    if row.lead:
        return Result.ASSIGNED
    return Result.CLASSIFIED if row.field and row.authority else Result.NOTED
