"""The list of conferences of this house. What each one is, its own log says."""

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.rooms.plan import Kind
from server.rooms.words import Millis, Struct
from server.store.database import Database
from server.store.errors import ConferenceExists
from server.store.schema import rooms


class Conference(Struct, frozen=True):
    id: str
    title: str
    kind: Kind
    made_at: Millis


class Conferences:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, id: str, title: str, kind: Kind, made_at: Millis) -> None:
        """Note a new conference. Raises ConferenceExists or Unavailable."""
        row: dict[str, object] = {"id": id, "title": title, "kind": kind.value, "made_at": made_at}

        async def adding(connection: AsyncConnection) -> None:
            await connection.execute(insert(rooms), [row])

        try:
            await self._database.write("conferences", adding)
        except IntegrityError as error:
            raise ConferenceExists(id=id) from error

    async def all(self) -> list[Conference]:
        """Every conference, the oldest first. Raises Unavailable."""
        query = select(rooms.c.id, rooms.c.title, rooms.c.kind, rooms.c.made_at)

        async def reading(connection: AsyncConnection) -> list[Conference]:
            found = await connection.execute(query.order_by(rooms.c.made_at, rooms.c.id))
            return [
                Conference(id, title, Kind(kind), made_at) for id, title, kind, made_at in found
            ]

        return await self._database.read(reading)
