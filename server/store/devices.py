"""Which device holds a point's seat: one at a time; another one must take over (day.md D30)."""

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Clock
from server.rooms.words import Millis, Struct
from server.store.codes import wall_clock
from server.store.database import Database
from server.store.schema import devices


class Seat(Struct, frozen=True):
    """The device that holds a point, and since when."""

    device: str
    since: Millis


class Devices:
    """Every method raises Unavailable."""

    def __init__(self, database: Database, clock: Clock = wall_clock) -> None:
        self._database = database
        self._clock = clock

    async def holder(self, room: str, point: str) -> Seat | None:
        """Who holds the seat at `point`, if anybody."""
        return await self._database.read(lambda connection: _holder(connection, room, point))

    async def take(self, room: str, point: str, device: str, over: bool) -> Seat | None:
        """Give the seat to `device`. None if done; otherwise who holds it, and nothing changed:
        only `over` takes it from another device."""

        async def taking(connection: AsyncConnection) -> Seat | None:
            held = await _holder(connection, room, point)
            if held and held.device == device:
                return None
            if held and not over:
                return held
            place = (devices.c.room == room, devices.c.point == point)
            await connection.execute(delete(devices).where(*place))
            row = {"room": room, "point": point, "device": device, "since": self._clock()}
            await connection.execute(insert(devices), [row])
            return None

        return await self._database.write(f"devices:{room}", taking)

    async def free(self, room: str, point: str) -> None:
        """Nobody holds the seat any more: its code was revoked."""
        place = (devices.c.room == room, devices.c.point == point)

        async def freeing(connection: AsyncConnection) -> None:
            await connection.execute(delete(devices).where(*place))

        await self._database.write(f"devices:{room}", freeing)


async def _holder(connection: AsyncConnection, room: str, point: str) -> Seat | None:
    query = select(devices.c.device, devices.c.since).where(
        devices.c.room == room, devices.c.point == point
    )
    row: Any = (await connection.execute(query)).first()
    return Seat(row.device, row.since) if row else None
