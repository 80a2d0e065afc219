"""Hoàn tác: the last call is undone. Queue and floor are as they were, and a person says what
becomes of words that were heard meanwhile."""

from enum import StrEnum

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from server.rooms import words
from server.rooms.calling import at_stage, beneath
from server.rooms.desk import RequestsMerged
from server.rooms.floor import Diverted, Floor, Turn, TurnBegan, TurnStage
from server.rooms.opinions import Opinions
from server.rooms.plan import Person
from server.rooms.queue import Queue, RequestSettled
from server.rooms.states import RequestState
from server.rooms.transcript import MarkGap, RecordSegment, SegmentKind, Transcript, WriteSegment
from server.rooms.turns import off, put, stop
from server.rooms.withdrawals import LONGEST, BadStretch, WithdrawalAsked, Withdrawals
from server.rooms.words import Actor, Empty, Id, Millis, Page, Refused


class Heard(StrEnum):
    """What becomes of words heard in a turn that should not have been."""

    KEEP = "keep"
    """They belong to the turn before: its speaker had simply gone on."""
    WITHDRAW = "withdraw"
    """They are withdrawn (day.md D14): hidden at once, destroyed when a second person confirms."""
    LEAVE = "leave"
    """They stay, and are nobody's."""


class UndoFloor(words.Command, frozen=True):
    """Undo the last call, `turn`, before its end. `words` must be said once any were heard;
    `reason` goes with a withdrawal."""

    turn: Id
    words: Heard | UnsetType = UNSET
    reason: Page = ""


Command = UndoFloor


class CallUndone(words.Event, frozen=True):
    """`to` is the turn that the words heard belong to; `nameless`: they stay, and are nobody's."""

    turn: str
    at: Millis
    to: str = ""
    nameless: bool = False


Event = CallUndone
Outcome = tuple[CallUndone | RequestSettled | RequestsMerged | TurnBegan | WithdrawalAsked, ...]


class NotLastCall(Refused):
    """Only the last call can be undone. Fields: `turn` (the last)."""

    code = "not_last_call"


class WordsHeard(Refused):
    """Words were heard in this turn: say what becomes of them. Fields: `turn`, `segments`."""

    code = "words_heard"


class NoEarlierTurn(Refused):
    """Nobody spoke before: the words cannot be theirs. Fields: `turn`."""

    code = "no_earlier_turn"


def decide(
    floor: Floor, hands: Queue, heard: Transcript, withdrawn: Withdrawals, command: Command,
    actor: Actor, at: Millis,
) -> Outcome:  # fmt: skip
    stages = (TurnStage.CALLED, TurnStage.READY, TurnStage.SPEAKING, TurnStage.SUSPENDED)
    turn = at_stage(floor, command.turn, *stages)
    calls = (id for id in reversed(floor.order) if _stands(floor, id))
    if (last := next(calls)) != turn.id:
        raise NotLastCall(turn=last)
    if turn.matter:
        raise Diverted(turn=turn.id)
    there = (heard.segments[id] for id in heard.order)
    said = sum(one.turn == turn.id and one.kind is SegmentKind.SPEECH for one in there)
    if said and command.words is UNSET:
        raise WordsHeard(turn=turn.id, segments=said)
    keep = turn.spans and command.words is Heard.KEEP
    to = _earlier(floor, turn) if keep else ""
    undone = CallUndone(turn.id, at, to, nameless=command.words is Heard.LEAVE)
    gone = _withdrawals(turn, withdrawn, command, actor, at)
    return (undone, *_request_back(hands, turn), *_floor_back(floor, turn, at), *gone)


def _stands(floor: Floor, id: str) -> bool:
    return floor.turns[id].stage is not TurnStage.WITHDRAWN


def _earlier(floor: Floor, turn: Turn) -> str:
    """The turn that it interrupted, else whoever spoke last before it."""
    spoke = [floor.turns[id] for id in floor.order if id != turn.id and floor.turns[id].spans]
    before = [one for one in spoke if one.stage is not TurnStage.WITHDRAWN]
    if not before:
        raise NoEarlierTurn(turn=turn.id)
    latest = max(before, key=lambda one: one.spans[-1].start)
    return next((one.id for one in before if one.id == turn.above), latest.id)


def _withdrawals(
    turn: Turn, withdrawn: Withdrawals, command: Command, actor: Actor, at: Millis
) -> tuple[WithdrawalAsked, ...]:
    if command.words is not Heard.WITHDRAW:
        return ()
    if not command.reason.strip():
        raise Empty(field="reason")
    spans = [(span.start, span.end or at) for span in turn.spans]
    if any(until - since > LONGEST for since, until in spans):
        raise BadStretch(longest=LONGEST)
    return tuple(
        WithdrawalAsked(f"w{n}", since, until, actor.id, command.reason.strip())
        for n, (since, until) in enumerate(spans, len(withdrawn.all) + 1)
        if since < until
    )


def _request_back(hands: Queue, turn: Turn) -> tuple[RequestSettled | RequestsMerged, ...]:
    """The request as it was. Who has registered again meanwhile still waits only once."""
    request = hands.requests.get(turn.request)
    if request is None or request.state is not RequestState.CALLED:
        return ()
    again = hands.requests.get(hands.who.get(request.who, ""))
    back = RequestSettled(request.id, request.was)
    if again is None or again.into == request.id:
        return (back,)
    behind = (again.id, *again.cosigners)
    return (back, RequestsMerged(request.id, behind))


def _floor_back(floor: Floor, turn: Turn, at: Millis) -> tuple[TurnBegan, ...]:
    """Whoever was interrupted speaks again, with the time that was left."""
    below = beneath(floor, turn)
    free = floor.speaking in ("", turn.id)
    return (TurnBegan(below, at),) if below and free else ()


def evolve(floor: Floor, event: Event) -> Floor:
    turn = stop(floor.turns[event.turn], event.at)
    speaker = Person() if event.nameless else turn.speaker
    undone = replace(turn, stage=TurnStage.WITHDRAWN, why=None, heard_in=event.to, speaker=speaker)
    return put(off(floor, turn.id), undone)


def heard_elsewhere(heard: Transcript, event: Event) -> Transcript:
    """The transcript with the words of the undone turn where they belong."""
    if not event.to:
        return heard
    segments = heard.segments
    for segment in segments.values():
        if segment.turn == event.turn:
            segments = segments.set(segment.id, replace(segment, turn=event.to))
    return replace(heard, segments=segments)


def opinions_elsewhere(register: Opinions, floor: Floor, event: Event) -> Opinions:
    """The register with the rows of the undone turn where their words now are."""
    if not event.to:
        return register
    rows, point = register.rows, floor.turns[event.to].point
    for row in rows.values():
        if row.turn == event.turn:
            rows = rows.set(row.id, replace(row, turn=event.to, point=point))
    return replace(register, rows=rows)


Late = RecordSegment | MarkGap | WriteSegment


def where_it_belongs(floor: Floor, command: Late) -> Late:
    """`command` for the turn whose words these are: what was said in an undone turn may be
    recognised only after it."""
    turn = floor.turns.get(command.turn)
    while turn and turn.heard_in:
        turn = floor.turns[turn.heard_in]
    return replace(command, turn=turn.id) if turn else command
