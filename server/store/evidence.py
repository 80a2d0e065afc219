"""What a *Phiếu đối chiếu* needs of the log as it is stored: every row of the chain, and the
contents of a few events (day.md D15)."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store import schema
from server.store.archive import Content, Sealed
from server.store.database import Database

GROUP: Final = 500
"""Entries named in one statement."""


class Evidence:
    """Every method raises Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rows(self, room: str, last: int) -> list[Sealed]:
        """The rows of `room` up to entry `last`."""
        c = schema.entries.c
        query = select(*(c[name] for name in Sealed.__struct_fields__))
        query = query.where(c.room == room, c.seq <= last).order_by(c.seq)
        return [Sealed(*row) for row in await self._read(query)]

    async def contents(self, room: str, events: Collection[tuple[int, int]]) -> list[Content]:
        """What lies beside these events, (seq, number in the entry)."""
        c, seqs = schema.contents.c, sorted({seq for seq, _ in events})
        found: list[Content] = []
        for start in range(0, len(seqs), GROUP):
            group = seqs[start : start + GROUP]
            query = select(c.seq, c.event, c.field, c.salt, c.value)
            query = query.where(c.room == room, c.seq.in_(group))
            rows = await self._read(query.order_by(c.seq, c.event, c.field))
            found += [
                Content(seq, event, field, salt.hex(), value)
                for seq, event, field, salt, value in rows
                if (seq, event) in events
            ]
        return found

    async def _read(self, query: Select[Any]) -> list[Any]:
        async def reading(connection: AsyncConnection) -> list[Any]:
            return list(await connection.execute(query))

        return await self._database.read(reading)
