"""Bài phát biểu gửi trước: the paper that a speaker will read, handed in as text (day.md D17).

It belongs to a request, and so to the turn that this becomes, or to a turn itself. It is no part of
the record: what was said is, which recognition then follows along in the paper."""

from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, points, queue, words
from server.rooms.floor import Floor, Turn
from server.rooms.queue import Queue
from server.rooms.words import BESIDE, Actor, Empty, Refused, Struct

LONGEST: Final = 40_000
"""Characters: a report of three quarters of an hour."""
Target = Annotated[str, Meta(max_length=64)]


class Speech(Struct, frozen=True):
    """`text` is "" once it was taken back, or withdrawn from the record."""

    id: str
    request: str
    turn: str
    by: str
    text: str

    @property
    def target(self) -> str:
        """The turn or the request that it belongs to: their ids never meet."""
        return self.turn or self.request


class Prepared(Struct, frozen=True):
    """`all` are those ever handed in; `now` finds by request or turn the one that holds."""

    all: Map[str, Speech] = Map()
    now: Map[str, Speech] = Map()


class HandInSpeech(words.Command, frozen=True):
    """For a request or for a turn, one of them. Again: a new text in its place."""

    text: Annotated[str, Meta(max_length=LONGEST)]
    request: Target = ""
    turn: Target = ""


class TakeBackSpeech(words.Command, frozen=True):
    request: Target = ""
    turn: Target = ""


Command = HandInSpeech | TakeBackSpeech


class SpeechHandedIn(words.Event, frozen=True):
    speech: str
    by: str
    request: str = ""
    turn: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class SpeechTakenBack(words.Event, frozen=True):
    speech: str
    by: str


Event = SpeechHandedIn | SpeechTakenBack


class OneTarget(Refused):
    """A speech belongs to a request or to a turn, and to one of them only."""

    code = "one_target"


class SpeechDiverted(Refused):
    """A complaint or denunciation has its own procedure: no text of it is kept here (D9)."""

    code = "speech_diverted"


def decide(
    prepared: Prepared, hands: Queue, turns: Floor, command: Command, actor: Actor
) -> tuple[Event, ...]:
    diverted = _check(hands, turns, command, actor)
    old = prepared.now.get(command.turn or command.request)
    match command:
        case HandInSpeech(text, request, turn):
            if diverted:
                raise SpeechDiverted
            if not text.strip():
                raise Empty(field="text")
            if old and old.text == text.strip():
                return ()
            new = _id(len(prepared.all) + 1)
            return (SpeechHandedIn(new, actor.id, request, turn, text.strip()),)
        case TakeBackSpeech():
            return (SpeechTakenBack(old.id, actor.id),) if old else ()
        case _:
            assert_never(command)


def _check(hands: Queue, turns: Floor, command: Command, actor: Actor) -> bool:
    """Whether request or turn was diverted. Raises OneTarget, Unknown, or NotAllowed: a point hands
    in for its own."""
    if bool(command.request) == bool(command.turn):
        raise OneTarget
    if command.turn:
        turn = floor.known(turns, command.turn)
        points.own(actor, turn.point)
        return turn.matter is not None
    request = queue.known(hands, command.request)
    points.own(actor, request.point)
    return request.matter is not None


def of(prepared: Prepared, turn: Turn) -> Speech | None:
    """What is read in `turn`: its own paper, else its request's."""
    return prepared.now.get(turn.id) or prepared.now.get(turn.request)


def around(prepared: Prepared, turns: Floor, said_in: tuple[str, ...]) -> tuple[str, ...]:
    """The speeches ever handed in for turns `said_in`: they may hold any word that was said."""
    targets = {*said_in, *(turns.turns[id].request for id in said_in)} - {""}
    ids = (_id(n) for n in range(1, len(prepared.all) + 1))  # a map has no order
    return tuple(id for id in ids if prepared.all[id].target in targets)


def _id(number: int) -> str:
    return f"b{number}"


def evolve(prepared: Prepared, event: Event) -> Prepared:
    match event:
        case SpeechHandedIn(id, by, request, turn, text):
            new = Speech(id, request, turn, by, text)
            now = prepared.now
            if text:
                now = now.set(new.target, new)
            elif new.target in now:  # withdrawn since: nothing older comes back
                now = now.delete(new.target)
            return Prepared(prepared.all.set(id, new), now)
        case SpeechTakenBack(id):
            return without(prepared, (id,))
        case _:
            assert_never(event)


def without(prepared: Prepared, ids: tuple[str, ...]) -> Prepared:
    """`prepared` without the texts of speeches `ids`."""
    every, now = prepared.all, prepared.now
    for id in ids:
        bare = replace(every[id], text="")
        every = every.set(id, bare)
        held = now.get(bare.target)
        if held and held.id == id:
            now = now.delete(bare.target)
    return Prepared(every, now)


def diverted(prepared: Prepared, target: str) -> Prepared:
    """`prepared` without what was handed in for a request or turn that left the dialogue."""
    ids = tuple(one.id for one in prepared.all.values() if one.target == target)
    return without(prepared, ids)
