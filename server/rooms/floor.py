"""The floor: who is called, who speaks, who was interrupted, and with how much time left.

One turn speaks; suspended ones lie beneath it (day.md D5). Only people's commands move the floor:
losing a socket never does (D7)."""

from enum import StrEnum
from typing import Annotated, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import agenda, points, queue, words
from server.rooms.agenda import Agenda
from server.rooms.points import Points
from server.rooms.queue import Queue, RequestKind, RequestSettled, RequestState
from server.rooms.session import Person, Rules
from server.rooms.words import (
    BESIDE,
    Actor,
    Id,
    Millis,
    Refused,
    Seconds,
    Span,
    Struct,
    Unknown,
)


class TurnKind(StrEnum):
    SPEECH = "speech"
    REPLY = "reply"
    CHAIR = "chair"
    PROCEDURE = "procedure"
    """Opening, report, conclusion: what the programme holds besides the dialogue."""


class TurnStage(StrEnum):
    CALLED = "called"
    READY = "ready"
    SPEAKING = "speaking"
    SUSPENDED = "suspended"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    """Called, but never spoke."""


class Why(StrEnum):
    """Why a turn's clock stands."""

    INTERRUPTED = "interrupted"
    SIGNAL_LOST = "signal_lost"
    BREAK = "break"


class Turn(Struct, frozen=True):
    """`limit` in seconds, 0 means none. `source` is whose sound is recognised: "venue" or a point's
    id (D13). `above` is the turn that this one interrupted; `answers` the turns it replies to."""

    id: str
    kind: TurnKind
    point: str
    speaker: Person
    limit: int
    source: str
    request: str = ""
    item: str = ""
    above: str = ""
    answers: tuple[str, ...] = ()
    stage: TurnStage = TurnStage.CALLED
    called_at: Millis = 0
    spans: tuple[Span, ...] = ()
    why: Why | None = None


class Floor(Struct, frozen=True):
    """`order` lists every turn as it was called. `suspended` is a stack, latest last; `coming` are
    called or ready. At most one turn is `speaking` ("" when nobody is)."""

    turns: Map[str, Turn] = Map()
    order: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    speaking: str = ""
    suspended: tuple[str, ...] = ()


class CallSpeaker(words.Command, frozen=True):
    """Mời phát biểu. `request` "" calls the first in the order."""

    request: Annotated[str, Meta(max_length=64)] = ""


class TakeFloor(words.Command, frozen=True):
    """The called one is ready, says the point, or the moderator for somebody in the hall.
    They speak at once if nobody else does, else as soon as the running turn is ended."""

    turn: Id


class InviteNow(words.Command, frozen=True):
    """Mời nhanh: the floor at once, with or without a request; the name may follow later, and is
    the request's unless another is given. A running turn is suspended beneath. `source` "" takes
    the point's own setting."""

    point: Id
    kind: TurnKind = TurnKind.SPEECH
    speaker: Person = Person()
    item: Annotated[str, Meta(max_length=64)] = ""
    answers: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()
    source: Annotated[str, Meta(max_length=64)] = ""
    request: Annotated[str, Meta(max_length=64)] = ""


class ChairSpeaks(words.Command, frozen=True):
    """Chủ trì phát biểu: the running turn and its clock stand until the chair has ended."""

    point: Id
    speaker: Person = Person()


class SuspendFloor(words.Command, frozen=True):
    """Mất tín hiệu: the clock stands until somebody resumes this turn (D7)."""

    turn: Id


class ResumeFloor(words.Command, frozen=True):
    turn: Id


class ExtendFloor(words.Command, frozen=True):
    turn: Id
    seconds: Seconds


class EndFloor(words.Command, frozen=True):
    """End a turn, or take back a call: then the request regains its place."""

    turn: Id


class CorrectSpeaker(words.Command, frozen=True):
    """A wrong name is put right on screen, transcript, opinions and papers in one act (D3)."""

    turn: Id
    speaker: Person


Command = (
    CallSpeaker
    | TakeFloor
    | InviteNow
    | ChairSpeaks
    | SuspendFloor
    | ResumeFloor
    | ExtendFloor
    | EndFloor
    | CorrectSpeaker
)


class SpeakerCalled(words.Event, frozen=True):
    turn: str
    kind: TurnKind
    point: str
    limit: int
    source: str
    at: Millis
    request: str = ""
    item: str = ""
    above: str = ""
    answers: tuple[str, ...] = ()
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()


class SpeakerReady(words.Event, frozen=True):
    turn: str


class TurnBegan(words.Event, frozen=True):
    """The turn speaks from `at`: for the first time, or again after it was suspended."""

    turn: str
    at: Millis


class TurnSuspended(words.Event, frozen=True):
    turn: str
    at: Millis
    why: Why


class TurnExtended(words.Event, frozen=True):
    turn: str
    limit: int


class TurnEnded(words.Event, frozen=True):
    turn: str
    at: Millis


class CallWithdrawn(words.Event, frozen=True):
    turn: str


class SpeakerCorrected(words.Event, frozen=True):
    turn: str
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()


Event = (
    SpeakerCalled
    | SpeakerReady
    | TurnBegan
    | TurnSuspended
    | TurnExtended
    | TurnEnded
    | CallWithdrawn
    | SpeakerCorrected
)
Outcome = tuple[Event | RequestSettled, ...]


class NobodyWaiting(Refused):
    code = "nobody_waiting"


class FloorTaken(Refused):
    """Somebody speaks. Fields: `turn`."""

    code = "floor_taken"


class NotTheirs(Refused):
    """The request was raised at another point. Fields: `request`, `point`."""

    code = "not_their_request"


class WrongTurnStage(Refused):
    """The turn is not where this act needs it. Fields: `turn`, `stage`."""

    code = "wrong_turn_stage"


def known(floor: Floor, id: str) -> Turn:
    """The turn `id`, or Unknown."""
    if id not in floor.turns:
        raise Unknown(what="turn", id=id)
    return floor.turns[id]


def spoken(turn: Turn, at: Millis) -> Millis:
    """How long the turn has had the floor until `at`, interruptions not counted."""
    return sum((span.end or at) - span.start for span in turn.spans)


def requests_called(floor: Floor) -> tuple[str, ...]:
    """The requests whose call may still be taken back."""
    return tuple(request for id in floor.coming if (request := floor.turns[id].request))


def decide(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    rules: Rules,
    command: Command,
    actor: Actor,
    at: Millis,
) -> Outcome:
    match command:
        case CallSpeaker(request):
            return _call(floor, hands, at_points, programme, rules, request, at)
        case TakeFloor(turn):
            return _take(floor, _at(floor, turn, TurnStage.CALLED, TurnStage.READY), actor, at)
        case InviteNow():
            return _invite(floor, hands, at_points, programme, rules, command, at)
        case ChairSpeaks(point, speaker):
            now = InviteNow(point=point, kind=TurnKind.CHAIR, speaker=speaker)
            again = _is_speaking(floor, now)  # the one key, pressed twice
            return () if again else _invite(floor, hands, at_points, programme, rules, now, at)
        case SuspendFloor(turn):
            lost = _at(floor, turn, TurnStage.SPEAKING).id
            return (TurnSuspended(lost, at, Why.SIGNAL_LOST),)
        case ResumeFloor(turn):
            return _resume(floor, _at(floor, turn, TurnStage.SUSPENDED), at)
        case ExtendFloor(turn, seconds):
            limit = _at(floor, turn, TurnStage.SPEAKING, TurnStage.SUSPENDED).limit
            # A turn without a limit has nothing to extend: it would get one, already overrun.
            return (TurnExtended(turn, limit + seconds),) if limit and seconds else ()
        case EndFloor(turn):
            return _end(floor, known(floor, turn), at)
        case CorrectSpeaker(turn, speaker):
            same = known(floor, turn).speaker == speaker
            return () if same else (SpeakerCorrected(turn, speaker),)
        case _:
            assert_never(command)


def _at(floor: Floor, id: str, *stages: TurnStage) -> Turn:
    turn = known(floor, id)
    if turn.stage not in stages:
        raise WrongTurnStage(turn=id, stage=turn.stage)
    return turn


def _call(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    rules: Rules,
    request: str,
    at: Millis,
) -> Outcome:
    if not request and not hands.order:
        raise NobodyWaiting
    hand = queue.waiting(hands, request or hands.order[0])
    reply = hand.kind is RequestKind.REPLY
    called = SpeakerCalled(
        turn=_next_id(floor), kind=TurnKind.REPLY if reply else TurnKind.SPEECH, point=hand.point,
        limit=rules.reply if reply else rules.speech, source=source(at_points, hand.point), at=at,
        request=hand.id, item=programme.current, speaker=hand.speaker,
    )  # fmt: skip
    return (RequestSettled(hand.id, RequestState.CALLED), called)


def source(at_points: Points, point: str) -> str:
    """Whose sound is recognised when `point` speaks: "venue", or the point's id (D13)."""
    return point if points.known(at_points, point).plan.sound == "own" else "venue"


def _next_id(floor: Floor) -> str:
    return f"t{len(floor.order) + 1}"


def _take(floor: Floor, turn: Turn, actor: Actor, at: Millis) -> Outcome:
    points.own(actor, turn.point)
    ready = () if turn.stage is TurnStage.READY else (SpeakerReady(turn.id),)
    return ready if floor.speaking else (*ready, TurnBegan(turn.id, at))


def _invite(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    rules: Rules,
    command: InviteNow,
    at: Millis,
) -> Outcome:
    hand = queue.waiting(hands, command.request) if command.request else None
    if hand and hand.point != command.point:
        raise NotTheirs(request=hand.id, point=hand.point)
    chosen = source(at_points, command.point)
    if command.source not in ("", "venue", command.point):
        raise Unknown(what="source", id=command.source)
    if command.item:
        agenda.known(programme, command.item)
    for answered in command.answers:
        known(floor, answered)
    unnamed = command.speaker == Person()
    limits = {TurnKind.SPEECH: rules.speech, TurnKind.REPLY: rules.reply}
    called = SpeakerCalled(
        turn=_next_id(floor), kind=command.kind, point=command.point,
        limit=limits.get(command.kind, 0), source=command.source or chosen, at=at,
        item=command.item or programme.current, above=floor.speaking, answers=command.answers,
        request=command.request, speaker=hand.speaker if hand and unnamed else command.speaker,
    )  # fmt: skip
    taken = (RequestSettled(hand.id, RequestState.CALLED),) if hand else ()
    began = (called, TurnBegan(called.turn, at))
    return (*taken, *_suspend_running(floor, at, Why.INTERRUPTED), *began)


def _is_speaking(floor: Floor, now: InviteNow) -> bool:
    turn = floor.turns.get(floor.speaking)
    return turn is not None and (turn.kind, turn.point, turn.speaker) == (
        now.kind, now.point, now.speaker,
    )  # fmt: skip


def _suspend_running(floor: Floor, at: Millis, why: Why) -> tuple[Event, ...]:
    return (TurnSuspended(floor.speaking, at, why),) if floor.speaking else ()


def pause(floor: Floor, at: Millis) -> tuple[Event, ...]:
    """What a break of the whole conference does to the floor: the running turn's clock stands."""
    return _suspend_running(floor, at, Why.BREAK)


def after_break(floor: Floor, at: Millis) -> tuple[Event, ...]:
    """What the end of the break does: the turn that it stopped goes on."""
    stopped = [id for id in floor.suspended if floor.turns[id].why is Why.BREAK]
    return (TurnBegan(stopped[-1], at),) if stopped else ()


def close(floor: Floor, at: Millis) -> Outcome:
    """What closing the conference does: every turn begun is ended, every call taken back."""
    begun = [floor.speaking] if floor.speaking else []
    ended = [TurnEnded(id, at) for id in (*begun, *reversed(floor.suspended))]
    return (*ended, *_settled(floor, floor.suspended, begun), *_withdraw(floor, floor.coming))


def _settled(floor: Floor, *groups: tuple[str, ...] | list[str]) -> Outcome:
    requests = [floor.turns[id].request for group in groups for id in group]
    return tuple(RequestSettled(id, RequestState.DONE) for id in requests if id)


def _withdraw(floor: Floor, ids: tuple[str, ...]) -> Outcome:
    requests = [floor.turns[id].request for id in ids]
    back = (RequestSettled(id, RequestState.WAITING) for id in requests if id)
    return (*(CallWithdrawn(id) for id in ids), *back)


def _resume(floor: Floor, turn: Turn, at: Millis) -> Outcome:
    if floor.speaking:
        raise FloorTaken(turn=floor.speaking)
    return (TurnBegan(turn.id, at),)


def _end(floor: Floor, turn: Turn, at: Millis) -> Outcome:
    match turn.stage:
        case TurnStage.CALLED | TurnStage.READY:
            return _withdraw(floor, (turn.id,))
        case TurnStage.SPEAKING:
            return (TurnEnded(turn.id, at), *_settled(floor, [turn.id]), *_hand_on(floor, turn, at))
        case TurnStage.SUSPENDED:
            return (TurnEnded(turn.id, at), *_settled(floor, [turn.id]))
        case _:
            raise WrongTurnStage(turn=turn.id, stage=turn.stage)


def _hand_on(floor: Floor, ended: Turn, at: Millis) -> tuple[Event, ...]:
    """The floor goes back to whom the ended turn interrupted, else to the first who is ready."""
    if ended.above in floor.suspended and floor.turns[ended.above].why is Why.INTERRUPTED:
        return (TurnBegan(ended.above, at),)
    ready = [id for id in floor.coming if floor.turns[id].stage is TurnStage.READY]
    return (TurnBegan(ready[0], at),) if ready else ()


def evolve(floor: Floor, event: Event) -> Floor:
    match event:
        case SpeakerCalled():
            return _called(floor, event)
        case SpeakerReady(id):
            return _put(floor, replace(floor.turns[id], stage=TurnStage.READY))
        case TurnBegan(id, at):
            turn = floor.turns[id]
            spans = (*turn.spans, Span(at))
            began = replace(turn, stage=TurnStage.SPEAKING, spans=spans, why=None)
            return replace(_put(_off(floor, id), began), speaking=id)
        case TurnSuspended(id, at, why):
            stands = replace(_stop(floor.turns[id], at), stage=TurnStage.SUSPENDED, why=why)
            off = _put(_off(floor, id), stands)
            return replace(off, suspended=(*off.suspended, id))
        case TurnExtended(id, limit):
            return _put(floor, replace(floor.turns[id], limit=limit))
        case TurnEnded(id, at):
            ended = replace(_stop(floor.turns[id], at), stage=TurnStage.ENDED, why=None)
            return _put(_off(floor, id), ended)
        case CallWithdrawn(id):
            return _put(_off(floor, id), replace(floor.turns[id], stage=TurnStage.WITHDRAWN))
        case SpeakerCorrected(id, speaker):
            return _put(floor, replace(floor.turns[id], speaker=speaker))
        case _:
            assert_never(event)


def _called(floor: Floor, event: SpeakerCalled) -> Floor:
    turn = Turn(
        id=event.turn, kind=event.kind, point=event.point, speaker=event.speaker,
        limit=event.limit, source=event.source, request=event.request, item=event.item,
        above=event.above, answers=event.answers, called_at=event.at,
    )  # fmt: skip
    put = _put(floor, turn)
    return replace(put, order=(*floor.order, turn.id), coming=(*floor.coming, turn.id))


def _put(floor: Floor, turn: Turn) -> Floor:
    return replace(floor, turns=floor.turns.set(turn.id, turn))


def _off(floor: Floor, id: str) -> Floor:
    """The floor with `id` neither speaking, nor suspended, nor coming."""
    return replace(
        floor,
        speaking="" if floor.speaking == id else floor.speaking,
        suspended=tuple(other for other in floor.suspended if other != id),
        coming=tuple(other for other in floor.coming if other != id),
    )


def _stop(turn: Turn, at: Millis) -> Turn:
    """The turn with its running span closed at `at`; a suspended turn has none."""
    if not turn.spans or turn.spans[-1].end:
        return turn
    return replace(turn, spans=(*turn.spans[:-1], Span(turn.spans[-1].start, at)))
