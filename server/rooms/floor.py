"""The floor: who is called, who speaks, who was interrupted, and with how much time left.

One turn speaks; suspended ones lie beneath it (day.md D5). Only people's commands move the floor:
losing a socket never does (D7). What people ask is decided in `calling.py`, `answers.py` and
`undo.py`; what happened is written down in `turns.py`."""

from enum import StrEnum
from typing import Annotated

from immutables import Map
from msgspec import UNSET, Meta, UnsetType

from server.rooms import words
from server.rooms.plan import Person
from server.rooms.queue import RequestSettled
from server.rooms.states import Matter
from server.rooms.words import (
    BESIDE,
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


class Disposal(StrEnum):
    """What becomes of a speech that no reply answered."""

    WRITTEN = "written"
    """Answered in writing, later."""
    ASSIGNED = "assigned"
    """Given to an agency; the register follows it up."""
    NOTED = "noted"
    """Tiếp thu: no answer is needed."""


class Turn(Struct, frozen=True):
    """`limit` in seconds, 0 means none. `source` is whose sound is recognised: "venue" or a point's
    id (D13); `sources` whose it was in the first of `spans`, where that was switched. `above` is
    the turn that this one interrupted; `answers` the turns it replies to.
    `microphone` was checked before it took the floor. `disposed` and `note` say why no reply is
    awaited. `matter`: name plate and captions are blank (D9). Of an undone call, `heard_in` is the
    turn that its words belong to: "" its own, which then is nobody's."""

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
    microphone: bool = False
    disposed: Disposal | None = None
    note: str = ""
    matter: Matter | None = None
    heard_in: str = ""
    sources: tuple[str, ...] = ()


class Floor(Struct, frozen=True):
    """`order` lists every turn as it was called. `suspended` is a stack, latest last; `coming` are
    called or ready. At most one turn is `speaking` ("" when nobody is)."""

    turns: Map[str, Turn] = Map()
    order: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    speaking: str = ""
    suspended: tuple[str, ...] = ()


class CallSpeaker(words.Command, frozen=True):
    """Mời phát biểu. `request` "" calls the first in the order. `count` is how many turns there
    were when the caller looked: of two who call at once, or of one who presses twice, the second
    is refused."""

    request: Annotated[str, Meta(max_length=64)] = ""
    count: Annotated[int, Meta(ge=0)] | UnsetType = UNSET


class TakeFloor(words.Command, frozen=True):
    """The called one is ready, says the point, or the moderator for somebody in the hall.
    They speak at once if nobody else does, else as soon as the running turn is ended.
    `microphone`: it was checked, and heard."""

    turn: Id
    microphone: bool = False


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
    microphone: bool = False


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


class AlreadyCalled(Refused):
    """Somebody was called since the caller looked. Fields: `turn` (the latest), `count`."""

    code = "already_called"


class Diverted(Refused):
    """The turn was diverted as a complaint or denunciation. Fields: `turn`."""

    code = "diverted"


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
