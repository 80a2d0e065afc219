"""Phân công: which secretary looks after which turn, in rotation, and who hands over to whom (D19).

Secretaries sit down under a name; whoever sits takes part until the head of the secretaries sets
the order. A turn goes to the next one when it first gets the floor; the chair's word in between
stays with whoever has the turn that it interrupts."""

from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor, TurnBegan, TurnKind
from server.rooms.words import BESIDE, Actor, Empty, Id, Refused, Role, Struct, Unknown

MOST: Final = 20
"""Secretaries at one conference."""
EVER: Final = 200
"""Seats ever taken, by as many machines: their names stay with what was done there."""
Name = Annotated[str, Meta(max_length=100)]


class Rota(Struct, frozen=True):
    """`names` of all who ever sat, by actor; `order` of those who take turns, unless the rotation
    is `off`; `last` was the latest one in it. `turns` tells whose each turn is; nobody's is not
    among them."""

    names: Map[str, str] = Map()
    order: tuple[str, ...] = ()
    off: bool = False
    last: str = ""
    turns: Map[str, str] = Map()


class TakeSeat(words.Command, frozen=True):
    """Sit down at the desk under a name, last in the rotation; again: under another name. Whoever
    came in anew on another machine sits down `instead` of who they were there, with their turns."""

    name: Name
    instead: Annotated[str, Meta(max_length=64)] = ""


class LeaveSeat(words.Command, frozen=True):
    """Whose turns it had keeps them until somebody takes them over."""


class SetRota(words.Command, frozen=True):
    """Who takes turns, in which order; () ends the rotation, and turns are taken by hand."""

    order: Annotated[tuple[Id, ...], Meta(max_length=MOST)] = ()


class AssignTurn(words.Command, frozen=True):
    """By the head of the secretaries. `to` "": nobody's again."""

    turn: Id
    to: Annotated[str, Meta(max_length=64)] = ""


class TakeTurn(words.Command, frozen=True):
    """Nhận lượt: this turn is mine, whosever it was."""

    turn: Id


class HandOverTurn(words.Command, frozen=True):
    """Bàn giao one's own turn."""

    turn: Id
    to: Id


Command = TakeSeat | LeaveSeat | SetRota | AssignTurn | TakeTurn | HandOverTurn


class SeatTaken(words.Event, frozen=True):
    by: str
    instead: str = ""
    name: Annotated[str, Meta(extra=BESIDE)] = ""


class SeatLeft(words.Event, frozen=True):
    by: str


class RotaSet(words.Event, frozen=True):
    order: tuple[str, ...]
    by: str


class TurnAssigned(words.Event, frozen=True):
    """`to` "": nobody's. `in_rotation`: by the rule, and `by` is ""."""

    turn: str
    to: str
    by: str = ""
    in_rotation: bool = False


Event = SeatTaken | SeatLeft | RotaSet | TurnAssigned


class NotYourTurn(Refused):
    """Another secretary looks after this turn. Fields: `turn`, `to` (who, "" for nobody)."""

    code = "not_your_turn"


class DeskFull(Refused):
    """No more secretaries can sit down. Fields: `limit`."""

    code = "desk_full"


def decide(rota: Rota, turns: Floor, command: Command, actor: Actor) -> tuple[Event, ...]:
    match command:
        case TakeSeat(name, instead):
            return _sit(rota, name.strip(), actor.id, _known(rota, instead) if instead else "")
        case LeaveSeat():
            return (SeatLeft(actor.id),) if actor.id in rota.order else ()
        case SetRota(order):
            seats = tuple(dict.fromkeys(order))
            for id in seats:
                _known(rota, id)
            same = rota.off if not seats else seats == rota.order and not rota.off
            return () if same else (RotaSet(seats, actor.id),)
        case AssignTurn(turn, to):
            return _assign(rota, turns, turn, _known(rota, to) if to else "", actor.id)
        case TakeTurn(turn):
            return _assign(rota, turns, turn, _known(rota, actor.id), actor.id)
        case HandOverTurn(turn, to):
            has = rota.turns.get(turn, "")
            if has != actor.id and actor.role is not Role.SECRETARY_LEAD:
                raise NotYourTurn(turn=turn, to=has)
            return _assign(rota, turns, turn, _known(rota, to), actor.id)
        case _:
            assert_never(command)


def _sit(rota: Rota, name: str, who: str, instead: str) -> tuple[Event, ...]:
    if not name:
        raise Empty(field="name")
    moves = instead not in ("", who)
    full = not moves and who not in rota.order and len(rota.order) >= MOST
    if full or (who not in rota.names and len(rota.names) >= EVER):
        raise DeskFull(limit=MOST)
    same = rota.names.get(who) == name and who in rota.order and not moves
    return () if same else (SeatTaken(who, instead if moves else "", name),)


def _known(rota: Rota, who: str) -> str:
    if who not in rota.names:
        raise Unknown(what="secretary", id=who)
    return who


def _assign(rota: Rota, turns: Floor, turn: str, to: str, by: str) -> tuple[Event, ...]:
    floor.known(turns, turn)
    return () if rota.turns.get(turn, "") == to else (TurnAssigned(turn, to, by),)


def due(rota: Rota, turns: Floor, happened: tuple[object, ...]) -> tuple[TurnAssigned, ...]:
    """Of turns that now begin: who looks after them. `turns` are as they are since."""
    found: list[TurnAssigned] = []
    for event in happened if rota.order and not rota.off else ():
        if isinstance(event, TurnBegan) and event.turn not in rota.turns:
            found.append(_next(rota, turns, event.turn))
            rota = evolve(rota, found[-1])
    return tuple(found)


def _next(rota: Rota, turns: Floor, turn: str) -> TurnAssigned:
    speaks = turns.turns[turn]
    beneath = rota.turns.get(speaks.above, "")
    if speaks.kind is TurnKind.CHAIR and beneath:
        return TurnAssigned(turn, beneath)
    place = rota.order.index(rota.last) + 1 if rota.last in rota.order else 0
    return TurnAssigned(turn, rota.order[place % len(rota.order)], in_rotation=True)


def evolve(rota: Rota, event: Event) -> Rota:
    match event:
        case SeatTaken(who, instead, name):
            rota = _moved(rota, instead, who) if instead in rota.names else rota
            order = rota.order if who in rota.order else (*rota.order, who)
            return replace(rota, names=rota.names.set(who, name), order=order)
        case SeatLeft(who):
            return replace(rota, order=tuple(one for one in rota.order if one != who))
        case RotaSet(order):
            return replace(rota, order=order or rota.order, off=not order)
        case TurnAssigned(turn, to, _, in_rotation):
            has = rota.turns.set(turn, to)
            has = has if to else has.delete(turn)
            return replace(rota, turns=has, last=to if in_rotation else rota.last)
        case _:
            assert_never(event)


def _moved(rota: Rota, old: str, new: str) -> Rota:
    """`rota` with `new` wherever `old` was."""
    turns = rota.turns
    for turn, has in turns.items():
        turns = turns.set(turn, new) if has == old else turns
    order = tuple(dict.fromkeys(new if one == old else one for one in rota.order))
    last = new if rota.last == old else rota.last
    return replace(rota, order=order, last=last, turns=turns)
