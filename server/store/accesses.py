"""Who heard or took out what: a list beside the log, insert only (day.md D15)."""

import secrets
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Clock
from server.rooms.words import Actor, Millis, Struct
from server.store.codes import wall_clock
from server.store.database import Database
from server.store.schema import accesses

PAGE: Final = 500


class Access(Struct, frozen=True):
    """`actor` heard or took out `what` ("sound", "proof", "document" …) of `subject`, a turn or the
    name of a paper, at `at`."""

    at: Millis
    actor: str
    role: str
    what: str
    subject: str


class Accesses:
    """Every method raises Unavailable."""

    def __init__(self, database: Database, clock: Clock = wall_clock) -> None:
        self._database, self._clock = database, clock

    async def note(self, room: str, actor: Actor, what: str, subject: str) -> None:
        """Write it down, durably."""
        row = {
            "id": secrets.token_hex(16), "room": room, "at": self._clock(), "actor": actor.id,
            "role": actor.role.value, "what": what, "subject": subject,
        }  # fmt: skip

        async def noting(connection: AsyncConnection) -> None:
            await connection.execute(insert(accesses), [row])

        await self._database.write(f"accesses:{room}", noting)

    async def list(self, room: str, before: Millis = 0) -> list[Access]:
        """The latest ones in `room`, latest first; those `before` a time, if one is given."""
        c = accesses.c
        query = select(c.at, c.actor, c.role, c.what, c.subject).where(c.room == room)
        if before:
            query = query.where(c.at < before)
        query = query.order_by(c.at.desc(), c.id).limit(PAGE)

        async def reading(connection: AsyncConnection) -> list[Access]:
            return [Access(*row) for row in await connection.execute(query)]

        return await self._database.read(reading)
