"""The end of the dialogue, which leaves nobody waiting (day.md D8), and what does not belong into
it: complaints and denunciations, which have their own procedure (D9)."""

from enum import StrEnum
from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, queue, requests, turns, words
from server.rooms.floor import CallWithdrawn, Floor
from server.rooms.hands import WRITABLE
from server.rooms.plan import Person
from server.rooms.queue import Queue, Request, RequestSettled
from server.rooms.states import Matter, RequestState
from server.rooms.words import Empty, Id, Millis, Struct


class Disposition(StrEnum):
    """What becomes of a request that the dialogue had no time for."""

    WRITTEN = "written"
    LATER = "later"
    LOWERED = "lowered"
    CARRIED = "carried"


class Disposed(Struct, frozen=True):
    request: Id
    how: Disposition


class EndDialogue(words.Command, frozen=True):
    """Kết thúc đối thoại: the list closes, and every open request is settled: those of `others` as
    it says, all the rest in one way. Texts may follow until `written_until` (0: any time)."""

    rest: Disposition = Disposition.WRITTEN
    others: Annotated[tuple[Disposed, ...], Meta(max_length=3000)] = ()
    written_until: Annotated[int, Meta(ge=0, le=2**53)] = 0


class DivertRequest(words.Command, frozen=True):
    """Chuyển đơn: a request, or a turn at the microphone together with its request."""

    matter: Matter
    request: Annotated[str, Meta(max_length=64)] = ""
    turn: Annotated[str, Meta(max_length=64)] = ""


Command = EndDialogue | DivertRequest


class DialogueEnded(words.Event, frozen=True):
    at: Millis
    written_until: Millis = 0


class RequestDiverted(words.Event, frozen=True):
    request: str
    matter: Matter


class TurnDiverted(words.Event, frozen=True):
    turn: str
    matter: Matter


Event = DialogueEnded | RequestDiverted | TurnDiverted
Outcome = tuple[Event | RequestSettled | CallWithdrawn, ...]

DIVERTIBLE = WRITABLE | {RequestState.MERGED}


def decide(hands: Queue, on_floor: Floor, command: Command, at: Millis) -> Outcome:
    match command:
        case EndDialogue():
            return _end(hands, on_floor, command, at)
        case DivertRequest(matter, request, turn):
            if turn:
                return _divert_turn(hands, floor.known(on_floor, turn), matter)
            if not request:
                raise Empty(field="request")
            queue.at_state(hands, request, DIVERTIBLE)
            return _divert(hands, request, matter)
        case _:
            assert_never(command)


def _end(hands: Queue, on_floor: Floor, command: EndDialogue, at: Millis) -> Outcome:
    """Calls that nobody has answered are taken back: they wait like the others."""
    how = {one.request: one.how for one in command.others}
    called = [on_floor.turns[id].request for id in on_floor.coming]
    waiting = (*hands.order, *hands.held, *(id for id in called if _is_called(hands, id)))
    for id in how:
        if id not in waiting:
            queue.waiting(hands, id)
    withdrawn = tuple(CallWithdrawn(id) for id in on_floor.coming)
    settled = tuple(
        one
        for id in waiting
        for one in queue.settled(hands, id, RequestState(how.get(id, command.rest).value))
    )
    same = hands.closed and hands.written_until == command.written_until
    if same and not (withdrawn or settled):
        return ()
    return (DialogueEnded(at, command.written_until), *withdrawn, *settled)


def _is_called(hands: Queue, id: str) -> bool:
    return bool(id) and hands.requests[id].state is RequestState.CALLED


def _divert(hands: Queue, id: str, matter: Matter) -> tuple[RequestDiverted, ...]:
    return tuple(RequestDiverted(one, matter) for one in (id, *queue.behind(hands, id)))


def _divert_turn(hands: Queue, turn: floor.Turn, matter: Matter) -> Outcome:
    if turn.matter is matter:
        return ()
    request = _divert(hands, turn.request, matter) if turn.request else ()
    return (TurnDiverted(turn.id, matter), *request)


def evolve_queue(hands: Queue, event: DialogueEnded | RequestDiverted) -> Queue:
    match event:
        case DialogueEnded(_, until):
            return replace(hands, closed=True, written_until=until)
        case RequestDiverted(id, matter):
            return requests.put(hands, _diverted(hands.requests[id], matter))
        case _:
            assert_never(event)


def _diverted(request: Request, matter: Matter) -> Request:
    """Of a denunciation a number is left, never who accuses, whom, or of what."""
    diverted = replace(request, state=RequestState.DIVERTED, matter=matter)
    if matter is not Matter.DENUNCIATION:
        return diverted
    return replace(diverted, speaker=Person(), topic="", field="", text="")


def evolve_floor(on_floor: Floor, event: TurnDiverted) -> Floor:
    turn = replace(on_floor.turns[event.turn], matter=event.matter)
    if event.matter is Matter.DENUNCIATION:
        turn = replace(turn, speaker=Person())
    return turns.put(on_floor, turn)
