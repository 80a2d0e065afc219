"""The read tables made anew from the log: by hand, and when a release gives them another form."""

import logging
from functools import partial

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.rooms.register import FORM
from server.rooms.room import Room, replay
from server.store import log as stored
from server.store import registers, schema
from server.store.database import Database

log = logging.getLogger(__name__)

NAME = "registers"
PAGE = 500
"""Entries in memory at once."""
PATIENCE = 300.0
"""Seconds for the transaction of a long log."""
MARK = schema.read_tables


async def refresh(database: Database) -> None:
    """Rebuild if the tables were last written in another form, as after an upgrade. Safe beside
    other nodes doing the same. Raises Unavailable."""

    async def reading(connection: AsyncConnection) -> int | None:
        found = await connection.execute(select(MARK.c.form).where(MARK.c.name == NAME))
        form: int | None = found.scalar_one_or_none()
        return form

    if await database.read(reading) != FORM:
        log.info("read tables: %d conferences", await rebuild(database))


async def rebuild(database: Database) -> int:
    """Write every room's rows again; the number of rooms. What is written meanwhile is not lost:
    each room is one transaction. Raises Unavailable."""

    async def listing(connection: AsyncConnection) -> list[str]:
        rooms = select(schema.entries.c.room).where(schema.entries.c.seq == 1)
        return list((await connection.execute(rooms)).scalars())

    async def marking(connection: AsyncConnection) -> None:
        await connection.execute(delete(MARK).where(MARK.c.name == NAME))
        await connection.execute(insert(MARK), [{"name": NAME, "form": FORM}])

    rooms = await database.read(listing)
    for room in rooms:
        await database.write(room, partial(_rewrite, room=room), PATIENCE)
    await database.write(NAME, marking)
    return len(rooms)


async def _rewrite(connection: AsyncConnection, room: str) -> None:
    seq, now = 0, Room()
    while page := await stored.page(connection, room, seq, PAGE):
        seq, now = page[-1].seq, replay(page, now)
    await registers.write(connection, room, now)
