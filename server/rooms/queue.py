"""The queue: who asked to speak, from which point, about what, and what became of it.

What is asked is decided in `hands.py` and `desk.py`, what happened is written down in
`requests.py`; in which order people are called is worked out in `order.py`."""

import unicodedata
from functools import lru_cache
from typing import Annotated

from immutables import Map
from msgspec import UNSET, Meta, UnsetType

from server.rooms import words
from server.rooms.plan import Person, Plan
from server.rooms.policy import Policy, RequestKind
from server.rooms.states import OPEN_STATES, Matter, RequestState
from server.rooms.words import BESIDE, Id, Line, Millis, Page, Refused, Struct, Unknown


class Request(Struct, frozen=True):
    """One raised hand. `point` is the place where the person sits; their unit is in `speaker`.
    `no` is the receipt's number, counted from 1; `by` is who pressed, `pressed_at` when by their
    own clock (0 where that says nothing). `prior` was registered before the conference. `answers`
    are turns that it wants to reply to. `cosigners` stand behind it, as it may stand behind `into`.
    `was` is the state it was called or merged out of; `approved` outlasts it. `text` is what was
    sent in writing."""

    id: str
    no: int
    point: str
    speaker: Person
    topic: str
    field: str
    kind: RequestKind
    state: RequestState
    raised_at: Millis
    by: str
    pressed_at: Millis = 0
    prior: bool = False
    answers: tuple[str, ...] = ()
    cosigners: tuple[str, ...] = ()
    into: str = ""
    was: RequestState = RequestState.WAITING
    approved: bool = False
    text: str = ""
    matter: Matter | None = None

    @property
    def who(self) -> str:
        """Whom the request is for, as `person` tells people apart."""
        return person(self.by, self.speaker)


class Moved(Struct, frozen=True):
    """Put by hand right behind the nearest of `ahead` (nearest first) that is in the order."""

    request: str
    ahead: tuple[str, ...]


class Budget(Struct, frozen=True):
    """The dialogue ends at `until` (0: no budget); `close` lets the list close by itself once
    those who wait fill the time that is left."""

    until: Millis = 0
    close: bool = False


class Queue(Struct, frozen=True):
    """`requests` holds every one ever raised; `order` those that may be called next, `held` those
    to be called later, `aside` those that found no turn, all by number. `who` finds requests that
    count as waiting by person, `here` counts them by point. `head` was promised its place, `moved`
    was placed by hand, latest last. `version` counts rearrangements by people. Texts may follow
    until `written_until`."""

    requests: Map[str, Request] = Map()
    order: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    who: Map[str, str] = Map()
    here: Map[str, int] = Map()
    head: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    policy: Policy = Policy()
    budget: Budget = Budget()
    closed: bool = False
    written_until: Millis = 0
    version: int = 0


class Wish(Struct, frozen=True):
    """Who wants to speak, and about what."""

    point: Id
    speaker: Person = Person()
    topic: Line = ""
    field: Line = ""
    kind: RequestKind = RequestKind.OPINION
    answers: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()


class RaiseHand(words.Command, frozen=True):
    """Đăng ký phát biểu, for oneself or for somebody at `point` who has no device or no line.
    `pressed_at` is the client's time of an offline press; the server's time decides."""

    point: Id
    speaker: Person = Person()
    topic: Line = ""
    field: Line = ""
    kind: RequestKind = RequestKind.OPINION
    answers: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()
    pressed_at: Annotated[int, Meta(ge=0, le=2**53)] = 0


class RegisterRequests(words.Command, frozen=True):
    """Đăng ký trước: the list handed in before the conference, all of it or nothing."""

    rows: Annotated[tuple[Wish, ...], Meta(min_length=1, max_length=3000)]


class LowerHand(words.Command, frozen=True):
    request: Id


class ReviseRequest(words.Command, frozen=True):
    """Correct a waiting request; it keeps its place (day.md D3)."""

    request: Id
    speaker: Person | UnsetType = UNSET
    topic: Line | UnsetType = UNSET
    field: Line | UnsetType = UNSET


class ApproveRequest(words.Command, frozen=True):
    request: Id


class DeclineRequest(words.Command, frozen=True):
    request: Id


class SendInWriting(words.Command, frozen=True):
    """Gửi ý kiến bằng văn bản, instead of speaking or after it was not taken. Again: a new text."""

    request: Id
    text: Page


Command = (
    RaiseHand
    | RegisterRequests
    | LowerHand
    | ReviseRequest
    | ApproveRequest
    | DeclineRequest
    | SendInWriting
)


class HandRaised(words.Event, frozen=True):
    request: str
    no: int
    point: str
    field: str
    kind: RequestKind
    at: Millis
    by: str
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()
    topic: Annotated[str, Meta(extra=BESIDE)] = ""
    pressed_at: Millis = 0
    prior: bool = False
    answers: tuple[str, ...] = ()


class RequestRevised(words.Event, frozen=True):
    request: str
    field: str
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()
    topic: Annotated[str, Meta(extra=BESIDE)] = ""


class RequestSettled(words.Event, frozen=True):
    """The request left the order, or came back into it, as `state` says."""

    request: str
    state: RequestState


class RequestWritten(words.Event, frozen=True):
    request: str
    text: Annotated[str, Meta(extra=BESIDE)] = ""


Event = HandRaised | RequestRevised | RequestSettled | RequestWritten


class AlreadyWaiting(Refused):
    """This person already has an open request. Fields: `request`, `no`."""

    code = "already_waiting"


class PointLimit(Refused):
    """The point has as many open requests as it may. Fields: `limit`."""

    code = "point_limit"


class NotWaiting(Refused):
    """The request is no longer open. Fields: `request`, `state`."""

    code = "not_waiting"


class ListClosed(Refused):
    """The list of those who want to speak is closed."""

    code = "list_closed"


class TooLate(Refused):
    """Texts were taken until an hour that is past. Fields: `until` (ms)."""

    code = "too_late"


class BadRows(Refused):
    """Nothing was registered. Fields: `count` of bad rows, and the first of them as `rows`: each
    has its `row` (from 1), the `code` of the refusal, and that one's fields."""

    code = "bad_rows"


@lru_cache(maxsize=8192)  # names come again with every look at the order
def fold(text: str) -> str:
    """One spelling of the same words: NFC, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def person(by: str, speaker: Person) -> str:
    """Who a request is for: the named person of that unit; an unnamed one is nobody yet ("").
    A delegate's own hand is theirs whatever they call themselves."""
    if by.startswith("delegate:"):
        return by
    return f"{fold(speaker.name)}|{fold(speaker.unit)}" if fold(speaker.name) else ""


def known(queue: Queue, id: str) -> Request:
    """The request `id`, whatever its state, or Unknown."""
    if id not in queue.requests:
        raise Unknown(what="request", id=id)
    return queue.requests[id]


def at_state(queue: Queue, id: str, states: frozenset[RequestState]) -> Request:
    """The request `id` in one of `states`, or Unknown, or NotWaiting."""
    request = known(queue, id)
    if request.state not in states:
        raise NotWaiting(request=id, state=request.state)
    return request


def waiting(queue: Queue, id: str) -> Request:
    """The open request `id`, or Unknown, or NotWaiting."""
    return at_state(queue, id, OPEN_STATES)


def known_field(plan: Plan, code: str) -> None:
    """Refuse a field (*lĩnh vực*) that the conference does not list; "" is not yet chosen."""
    if code and all(field.code != code for field in plan.fields):
        raise Unknown(what="field", id=code)


def lined(request: Request) -> RequestState:
    """The state in which an open request stands in the order."""
    return RequestState.APPROVED if request.approved else RequestState.WAITING


def settled(queue: Queue, id: str, state: RequestState) -> tuple[RequestSettled, ...]:
    """The request settled for good by those who run the conference, and with it its co-signers."""
    return tuple(RequestSettled(one, state) for one in (id, *behind(queue, id)))


def released(queue: Queue, id: str) -> tuple[RequestSettled, ...]:
    """The co-signers back in the order, each as it was: who they stood behind went away."""
    return tuple(RequestSettled(one, queue.requests[one].was) for one in behind(queue, id))


def behind(queue: Queue, id: str) -> tuple[str, ...]:
    """Who stands behind `id` and has not gone another way."""
    cosigners = queue.requests[id].cosigners
    return tuple(one for one in cosigners if queue.requests[one].state is RequestState.MERGED)
