"""Phiếu nhắc of agencies over HTTP: they have no mirror, so their page asks who is on the floor.

Who came in by a conference's own code for agencies says in each slip which of them they are; an
agency of the house is asked into whatever conference lists it and is under way."""

from typing import Any, Final

from aiohttp import web
from msgspec import to_builtins

from server.api.auth import Token
from server.api.body import json_response
from server.api.ports import Registers
from server.api.rights import Rights
from server.live.house import House
from server.rooms import agencies, order, queue, slips, workdays
from server.rooms.office import Office
from server.rooms.plan import Plan
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.slips import Slip
from server.rooms.words import Actor, NotAllowed, Role

UNDER_WAY: Final = frozenset({Stage.OPEN, Stage.PAUSED})
RECENT: Final = 2
"""Days: a conference that somebody forgot to close is not under way for ever."""
MOST: Final = 20
"""Turns of one conference that are told."""


class SlipDoor:
    """HTTP handlers. What agencies write goes by `/api/conferences/{id}/ask`."""

    def __init__(self, house: House, rights: Rights, registers: Registers) -> None:
        self._house, self._rights, self._registers = house, rights, registers

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/slips", self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        """Conferences that one may write into: who has the floor there and who is next, and what
        one has passed about them."""
        token = await self._rights.token(request, Role.AGENCY)
        office = (await self._house.office()).room.office
        found = []
        for id in [token.conference] if token.conference else await self._under_way():
            room = (await self._house.conference(id)).live.shown
            actor = writer(token, office, room.session.plan)
            if token.conference or _invited(room.session.plan, (actor.agency,)):
                found.append({"id": id, **told(room, actor)})
        return json_response({"conferences": found})

    async def _under_way(self) -> list[str]:
        since = workdays.shifted(workdays.local_day(self._house.clock(), 0), -RECENT)
        return [id for id, one in await self._registers.held(since) if one.stage in UNDER_WAY]


def writer(token: Token, office: Office, plan: Plan) -> Actor:
    """Who writes: an agency of the house under the name by which `plan` lists it, or one of its
    predecessors. Raises NotAllowed if there is no such agency any more."""
    if token.conference:
        return Actor(token.id, Role.AGENCY)
    if token.point not in office.agencies:
        raise NotAllowed(role=token.role)
    mine = agencies.names(office.agencies, token.point)
    return Actor(token.id, Role.AGENCY, agency=_invited(plan, mine) or mine[0])


def _invited(plan: Plan, names: tuple[str, ...]) -> str:
    """The first of `names` that `plan` lists, "" if it lists none."""
    listed = {queue.fold(one) for one in plan.agencies}
    return next((name for name in names if queue.fold(name) in listed), "")


def told(room: Room, actor: Actor) -> dict[str, Any]:
    """A conference as an agency may know it: what is said aloud in the hall, and its own slips."""
    plan = room.session.plan
    mine = [to_builtins(one) for one in _own(room, actor)]
    who = {"agency": actor.agency} if actor.agency else {"agencies": plan.agencies}
    return {"title": plan.title, **who, "speakers": _speakers(room), "slips": mine}


def _own(room: Room, actor: Actor) -> list[Slip]:
    every = slips.shown(room.slips, room.queue, room.floor)
    named = queue.fold(actor.agency)
    return [one for one in every if one.by == actor.id or named == queue.fold(one.agency) != ""]


def _speakers(room: Room) -> list[dict[str, Any]]:
    """Who may be written about: those on the floor, those not answered yet, those who are next."""
    floor, plan = room.floor, room.session.plan
    turns = [floor.turns[id] for id in slips.at_hand(floor)[:MOST]]
    found = [
        _speaker(room, turn.id, turn.stage, turn.point, turn.request) | _name(turn.speaker)
        for turn in turns
    ]
    line = order.lineup(room.queue, floor, plan, room.agenda.current).order
    next_ones = [room.queue.requests[id] for id in line[: slips.ON_DECK]]
    return found + [
        _speaker(room, one.id, "next", one.point, one.id) | _name(one.speaker) for one in next_ones
    ]


def _name(speaker: object) -> dict[str, Any]:
    return {"speaker": to_builtins(speaker)}


def _speaker(room: Room, about: str, stage: str, point: str, request: str) -> dict[str, Any]:
    fields = {one.code: one.name for one in room.session.plan.fields}
    asked = room.queue.requests.get(request)
    topic, field = (asked.topic, fields.get(asked.field, "")) if asked else ("", "")
    place = room.points[point].plan.name
    return {"about": about, "stage": stage, "place": place, "topic": topic, "field": field}
