"""Which speeches a reply has answered, and what becomes of those that none did."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.calling import at_stage
from server.rooms.floor import Disposal, Floor, TurnKind, TurnStage, WrongTurnStage, known
from server.rooms.turns import put
from server.rooms.words import BESIDE, Id, Line

Group = Annotated[tuple[Id, ...], Meta(max_length=20)]
"""Three to five speeches are answered together as a rule."""


class SetAnswers(words.Command, frozen=True):
    """The turns that the reply `turn` answers, while it is given or after; () is none."""

    turn: Id
    answers: Group


class DisposeAnswers(words.Command, frozen=True):
    """No reply is awaited any more for `turns`; `note` may name the agency, or the reason."""

    turns: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=20)]
    how: Disposal
    note: Line = ""


Command = SetAnswers | DisposeAnswers


class AnswersSet(words.Event, frozen=True):
    turn: str
    answers: tuple[str, ...]


class AnswersDisposed(words.Event, frozen=True):
    turns: tuple[str, ...]
    how: Disposal
    note: Annotated[str, Meta(extra=BESIDE)] = ""


Event = AnswersSet | AnswersDisposed


def unanswered(floor: Floor) -> tuple[str, ...]:
    """Speeches that ended, and that no reply has answered nor anybody disposed of, oldest first."""
    turns = [floor.turns[id] for id in floor.order]
    replies = (turn for turn in turns if turn.kind is TurnKind.REPLY and turn.spans)
    given = (turn for turn in replies if turn.stage is not TurnStage.WITHDRAWN)
    answered = {id for turn in given for id in turn.answers}
    return tuple(
        turn.id
        for turn in turns
        if turn.kind is TurnKind.SPEECH
        and turn.stage is TurnStage.ENDED
        and not (turn.disposed or turn.matter or turn.id in answered)
    )


def decide(floor: Floor, command: Command) -> tuple[Event, ...]:
    match command:
        case SetAnswers(id, answers):
            turn = known(floor, id)
            if turn.kind is not TurnKind.REPLY:
                raise WrongTurnStage(turn=id, stage=turn.stage, kind=turn.kind)
            for answered in answers:
                known(floor, answered)
            wanted = tuple(dict.fromkeys(answers))
            return () if wanted == turn.answers else (AnswersSet(id, wanted),)
        case DisposeAnswers(ids, how, note):
            turns = [at_stage(floor, id, TurnStage.ENDED) for id in dict.fromkeys(ids)]
            new = [turn.id for turn in turns if (turn.disposed, turn.note) != (how, note)]
            return (AnswersDisposed(tuple(new), how, note),) if new else ()
        case _:
            assert_never(command)


def evolve(floor: Floor, event: Event) -> Floor:
    match event:
        case AnswersSet(id, answers):
            return put(floor, replace(floor.turns[id], answers=answers))
        case AnswersDisposed(ids, how, note):
            for id in ids:
                floor = put(floor, replace(floor.turns[id], disposed=how, note=note))
            return floor
        case _:
            assert_never(event)
