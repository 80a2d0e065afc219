"""Phiếu nhắc: one line of fact that an agency or a secretary passes to the table, about whoever has
the floor, is about to have it, or awaits a reply (day.md D25). Only the table and the secretaries
read it, never the public."""

from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import queue, words
from server.rooms.answers import unanswered
from server.rooms.floor import Diverted, Floor
from server.rooms.plan import Plan
from server.rooms.queue import Queue
from server.rooms.states import LINED
from server.rooms.words import (
    BESIDE,
    Actor,
    Empty,
    Id,
    Line,
    Millis,
    NotAllowed,
    Refused,
    Role,
    Struct,
    Unknown,
)

LONGEST: Final = 200
"""Characters: it is read at a glance, while somebody speaks."""
MOST: Final = 6
"""Slips about one speaker: more than that nobody reads in a turn."""
ON_DECK: Final = 2
"""So many at the head of the order are told to get ready, and may be written about."""
LATEST: Final = 50
"""Slips that lie on the table at most."""


class Slip(Struct, frozen=True):
    """`by` is its writer's actor; `agency` whose fact it is, "" the secretaries'. It is about
    `turn`, or `request` before that was called, or both. `text` is "" once it was taken back, or
    withdrawn from the record; `read_at` 0 until somebody at the table has read it."""

    id: str
    at: Millis
    by: str
    text: str
    agency: str = ""
    turn: str = ""
    request: str = ""
    read_at: Millis = 0

    @property
    def about(self) -> str:
        """The request, and so every turn that it becomes; else the turn. Their ids never meet."""
        return self.request or self.turn


class Slips(Struct, frozen=True):
    """`about` finds by request or turn the slips about it, as they were passed."""

    all: Map[str, Slip] = Map()
    about: Map[str, tuple[str, ...]] = Map()


class PassSlip(words.Command, frozen=True):
    """Gửi phiếu nhắc about a turn that is at hand, or a request that is next. `agency`: whose fact
    it is; who came in as one agency speaks for that one."""

    about: Id
    text: Annotated[str, Meta(max_length=LONGEST)]
    agency: Line = ""


class TakeBackSlip(words.Command, frozen=True):
    """By who wrote it, or the lead of the secretaries."""

    slip: Id


class ReadSlip(words.Command, frozen=True):
    """Đã xem: it has served, and leaves the chair's sheet."""

    slip: Id


Command = PassSlip | TakeBackSlip | ReadSlip


class SlipPassed(words.Event, frozen=True):
    slip: str
    at: Millis
    by: str
    agency: str = ""
    turn: str = ""
    request: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class SlipTakenBack(words.Event, frozen=True):
    slip: str


class SlipRead(words.Event, frozen=True):
    slip: str
    at: Millis


Event = SlipPassed | SlipTakenBack | SlipRead


class SlipLate(Refused):
    """Whom it is about was answered already, or is not among the next. Fields: `about`."""

    code = "slip_late"


class TooManySlips(Refused):
    """Fields: `about`, `most` about one speaker."""

    code = "too_many_slips"


def decide(
    slips: Slips, hands: Queue, turns: Floor, line: tuple[str, ...], plan: Plan, command: Command,
    actor: Actor, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    """`line` is the order of those who wait."""
    match command:
        case PassSlip(about, text, agency):
            turn, request = _target(hands, turns, line, about)
            if not text.strip():
                raise Empty(field="text")
            if len(standing(slips, request or turn)) >= MOST:
                raise TooManySlips(about=about, most=MOST)
            whose, one_line = _agency(plan, actor, agency), " ".join(text.split())
            id = f"p{len(slips.all) + 1}"
            return (SlipPassed(id, at, actor.id, whose, turn, request, one_line),)
        case TakeBackSlip(id):
            slip = _known(slips, id)
            if not _own(slip, actor):
                raise NotAllowed(role=actor.role, slip=id)
            return (SlipTakenBack(id),) if slip.text else ()
        case ReadSlip(id):
            slip = _known(slips, id)
            return (SlipRead(id, at),) if slip.text and not slip.read_at else ()
        case _:
            assert_never(command)


def _target(hands: Queue, turns: Floor, line: tuple[str, ...], about: str) -> tuple[str, str]:
    """The turn and the request that `about` names; of a request called meanwhile, its turn too."""
    now = at_hand(turns)
    called = {turns.turns[id].request: id for id in now}
    id = called.get(about) or about
    if id in turns.turns:
        if turns.turns[id].matter:
            raise Diverted(turn=id)
        if id not in now:
            raise SlipLate(about=about)
        return id, turns.turns[id].request
    if queue.known(hands, about).id not in line[:ON_DECK]:
        raise SlipLate(about=about)
    return "", about


def at_hand(turns: Floor) -> tuple[str, ...]:
    """The turns that the table deals with: who speaks and whom they answer, who was interrupted or
    is called, who awaits a reply. Complaints and denunciations are left out (D9)."""
    speaking = (turns.speaking,) if turns.speaking else ()
    on_floor = (*speaking, *turns.suspended, *turns.coming)
    answered = (one for id in on_floor for one in turns.turns[id].answers)
    every = dict.fromkeys((*on_floor, *answered, *unanswered(turns)))
    return tuple(id for id in every if not turns.turns[id].matter)


def _agency(plan: Plan, actor: Actor, named: str) -> str:
    """Whose fact it is. Raises NotAllowed: one agency does not write for another; or Unknown: it
    takes no part in this conference."""
    if actor.agency and named and queue.fold(named) != queue.fold(actor.agency):
        raise NotAllowed(role=actor.role, agency=named)
    name = actor.agency or named
    if not name and actor.role is not Role.AGENCY:
        return ""
    invited = {queue.fold(one): one for one in plan.agencies}
    if queue.fold(name) not in invited:
        raise Unknown(what="agency", id=name)
    return invited[queue.fold(name)]


def _own(slip: Slip, actor: Actor) -> bool:
    same_agency = queue.fold(actor.agency) == queue.fold(slip.agency) != ""
    return slip.by == actor.id or same_agency or actor.role is Role.SECRETARY_LEAD


def _known(slips: Slips, id: str) -> Slip:
    if id not in slips.all:
        raise Unknown(what="slip", id=id)
    return slips.all[id]


def standing(slips: Slips, about: str) -> tuple[Slip, ...]:
    """The slips about a request or turn, but for those taken back, the earliest first."""
    every = (slips.all[id] for id in slips.about.get(about, ()))
    return tuple(slip for slip in every if slip.text)


def shown(slips: Slips, hands: Queue, turns: Floor) -> tuple[Slip, ...]:
    """What lies on the table: about those who are at hand or still wait, the earliest first."""
    if not slips.all:
        return ()
    now = (turns.turns[id].request or id for id in at_hand(turns))
    waiting = (id for id in slips.about if _waits(hands, id))
    found = (slip for id in dict.fromkeys((*now, *waiting)) for slip in standing(slips, id))
    return tuple(sorted(found, key=lambda slip: int(slip.id[1:])))[-LATEST:]


def _waits(hands: Queue, id: str) -> bool:
    return id in hands.requests and hands.requests[id].state in LINED


def around(slips: Slips, turns: Floor, said_in: tuple[str, ...]) -> tuple[str, ...]:
    """The slips ever passed about turns `said_in`: they may hold any word that was said."""
    targets = {*said_in, *(turns.turns[id].request for id in said_in)} - {""}
    ids = (f"p{n}" for n in range(1, len(slips.all) + 1))  # a map has no order
    return tuple(id for id in ids if {slips.all[id].turn, slips.all[id].request} & targets)


def evolve(slips: Slips, event: Event) -> Slips:
    match event:
        case SlipPassed(id, at, by, agency, turn, request, text):
            slip = Slip(id, at, by, text, agency, turn, request)
            others = slips.about.get(slip.about, ())
            return Slips(slips.all.set(id, slip), slips.about.set(slip.about, (*others, id)))
        case SlipTakenBack(id):
            return without(slips, (id,))
        case SlipRead(id, at):
            return replace(slips, all=slips.all.set(id, replace(slips.all[id], read_at=at)))
        case _:
            assert_never(event)


def without(slips: Slips, ids: tuple[str, ...]) -> Slips:
    """`slips` without the texts of `ids`."""
    every = slips.all
    for id in ids:
        every = every.set(id, replace(every[id], text=""))
    return replace(slips, all=every)


def diverted(slips: Slips, target: str) -> Slips:
    """`slips` without what was passed about a request or turn that left the dialogue."""
    ids = (slip.id for slip in slips.all.values() if target in (slip.turn, slip.request))
    return without(slips, tuple(ids))
