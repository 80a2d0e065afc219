"""The secretaries' area of the view: who sits at the desk, whose each turn is, *Việc còn lại*."""

from typing import Final

from server.rooms import recap
from server.rooms.deskviews import SeatsView, UnfinishedView, UnverifiedView
from server.rooms.memo import Json, Memo
from server.rooms.room import Room
from server.rooms.words import Struct

SHOWN: Final = 200
"""Turns and opinions shown of each kind, the latest; what is left of earlier ones is counted."""


def area(room: Room, memo: Memo, crowd: Struct) -> Json:
    """In the shape of `deskviews.DeskView`."""
    return {
        "seats": memo("seats", "", (room.rota, room.floor, room.evidence), lambda: _seats(room)),
        "unverified": memo("unverified", "", (room.transcript,), lambda: _unverified(room)),
        "unfinished": memo("unfinished", "", (room.opinions,), lambda: _unfinished(room)),
    }


def _seats(room: Room) -> SeatsView:
    rota = room.rota
    turns = {id: rota.turns[id] for id in room.floor.order[-SHOWN:] if id in rota.turns}
    names = {id: rota.names[id] for id in sorted(rota.names)}
    nobodys = tuple(recap.unassigned(room)[-SHOWN:])
    kept = room.evidence.turns[-SHOWN:]
    return SeatsView(names, turns, rota.order, rota.off, nobodys, kept)


def _unverified(room: Room) -> UnverifiedView:
    left = recap.unverified(room.transcript)
    return UnverifiedView(dict(list(left.items())[-SHOWN:]), left.total())


def _unfinished(room: Room) -> UnfinishedView:
    left = recap.unfinished(room)
    return UnfinishedView(tuple(left[-SHOWN:]), len(left))
