"""Making a conference: its set-up, its policy and the requests handed in before it, all of it or
nothing."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from msgspec.structs import replace

from server.api.ports import Codes, Conferences, Seat
from server.live.liveroom import LiveRoom
from server.live.ports import Clock
from server.rooms.desk import SetPolicy
from server.rooms.plan import People, Plan
from server.rooms.policy import Policy
from server.rooms.queue import RegisterRequests, Wish
from server.rooms.room import Command, Room, decide, evolve
from server.rooms.session import SetUpConference
from server.rooms.words import Actor, Role
from server.rooms.workdays import Calendar

SEATS: Final = tuple(
    role for role in Role if role not in (Role.ADMIN, Role.POINT, Role.DELEGATE, Role.SYSTEM)
)
"""Roles that get one join code each. A point gets two: for its operator, for its delegates."""


class Founding:
    """`new_room` opens a room that nobody has written in, `digest` is of a command, keyed; `office`
    is what outlives every conference."""

    def __init__(
        self, new_room: Callable[[str], Awaitable[LiveRoom]], codes: Codes,
        conferences: Conferences, clock: Clock, digest: Callable[[Command], str],
        office: Callable[[], Awaitable[LiveRoom]],
    ) -> None:  # fmt: skip
        self._new_room, self._codes, self._conferences = new_room, codes, conferences
        self._clock, self._digest, self._office = clock, digest, office

    async def found(
        self, plan: Plan, people: People, policy: Policy, requests: Sequence[Wish], actor: Actor
    ) -> tuple[str, dict[Seat, str]]:
        """The new conference's id and the code of every seat. Raises Refused or Unavailable; then
        there is no such conference: what was written of it stands in no list. A plan without a
        calendar counts by the house's."""
        if plan.calendar == Calendar():
            plan = replace(plan, calendar=(await self._office()).room.office.calendar)
        commands: list[Command] = [SetUpConference(plan, people)]
        if policy != Policy():
            commands.append(SetPolicy(policy))
        if requests:
            commands.append(RegisterRequests(tuple(requests)))
        self._try(commands, actor)
        id = secrets.token_hex(4)
        room = await self._new_room(id)
        try:
            for command in commands:
                await room.submit(command, actor, secrets.token_hex(16), self._digest(command))
        finally:
            await room.close()
        await self._conferences.add(id, plan.title, plan.kind, self._clock())
        return id, await self.issue(id, plan)

    async def issue(self, id: str, plan: Plan) -> dict[Seat, str]:
        """A code for every seat of the conference `id`; the same again for one that has one."""
        seats: list[Seat] = [(role, "") for role in SEATS]
        for point in plan.points:
            seats += [(Role.POINT, point.id), (Role.DELEGATE, point.id)]
        return await self._codes.issue(id, seats)

    def _try(self, commands: Sequence[Command], actor: Actor) -> None:
        """Refused now is refused before anything was written."""
        room, at = Room(), self._clock()
        for command in commands:
            for event in decide(room, command, actor, at):
                room = evolve(room, event)


def told(codes: dict[Seat, str]) -> list[dict[str, str]]:
    """Codes as JSON tells them."""
    return [
        {"role": role, "code": code} | ({"point": point} if point else {})
        for (role, point), code in codes.items()
    ]
