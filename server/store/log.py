"""The log of every room, in a database. Fits `server.live.ports.Log`."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import SeqTaken, Step, Unavailable
from server.rooms.room import Entry
from server.rooms.words import Actor
from server.store import beside, registers, schema
from server.store.beside import Content, Place
from server.store.chain import START, Row, Tip, seal
from server.store.database import Database
from server.store.forget import forget
from server.store.threads import Work

PAGE = 500
"""Entries in memory at once while a whole log is verified."""
ROWS = 1000
"""Rows in one statement: SQLite binds 32,766 values, a row has at most nine."""
ACTORS = 4096
"""Actors whose stored form is remembered: those of a large conference."""
TIPS = 1000
"""Rooms whose last hash is remembered: more than any node has open. It saves one read a commit."""

ENTRIES, CONTENTS = schema.entries, schema.contents
ROW = [ENTRIES.c[name] for name in Row._fields]
# Written once: every node reads with every command of any other.
AFTER = (
    select(*ROW, ENTRIES.c.prev, ENTRIES.c.hash)
    .where(ENTRIES.c.room == bindparam("room"), ENTRIES.c.seq > bindparam("after"))
    .order_by(ENTRIES.c.seq)
    .limit(bindparam("most"))
)
BESIDE_THEM = select(
    CONTENTS.c.seq, CONTENTS.c.event, CONTENTS.c.field, CONTENTS.c.salt, CONTENTS.c.value
).where(
    CONTENTS.c.room == bindparam("room"),
    CONTENTS.c.seq.between(bindparam("first"), bindparam("last")),
)

Stored = tuple[Row, str, str]
"""A row, its prev and its hash."""
Beside = dict[int, dict[Place, Content]]
"""Contents by seq."""


class SqlLog:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._tips: dict[str, Tip] = {}

    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        """Entries with seq > `after`, in order, at most `limit`. Raises Unavailable; Tampered,
        UnknownEvent or Unreadable when the log itself is not what it was."""
        return await self._database.read(lambda connection: page(connection, room, after, limit))

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        """Write all of `entries` durably or none of them, and with them the read tables after
        `step`. Raises SeqTaken if the first is not the log's last + 1 or a command id was written
        before; Unavailable (unknown: re-read)."""
        if not entries:
            return
        assert all(two.seq == one.seq + 1 for one, two in pairwise(entries)), "seq is dense"
        rows, contents = _stored(room, entries)

        async def following(connection: AsyncConnection) -> None:
            if step:
                await registers.follow(connection, room, step, entries)

        try:
            self._remember(room, await self._write(room, rows, contents, following))
        except (IntegrityError, SeqTaken) as error:
            self._tips.pop(room, None)
            raise SeqTaken from error
        except Unavailable:
            # The database that comes back may be an older one, restored or failed over.
            self._tips.clear()
            raise

    async def forget(self, room: str) -> int:
        """Destroy what lies beside the log of everything that was withdrawn; give how many contents
        went. Safe to repeat. Raises Unavailable."""
        return await forget(self._database, room)

    async def verify(self, room: str) -> int | None:
        """The first seq that does not fit the chain or whose contents are not what it vouches
        for; None if all is well. A withdrawn content is well. Raises Unavailable."""
        tip = START
        while True:
            rows, contents = await self._page(room, tip.seq, PAGE)
            if not rows:
                return None
            for row, prev, hash in rows:
                fits = row.seq == tip.seq + 1 and prev == tip.hash and seal(prev, row) == hash
                if not fits or _stranger(row, contents.get(row.seq, {})):
                    return tip.seq + 1
                tip = Tip(row.seq, hash)

    async def _page(self, room: str, after: int, limit: int) -> tuple[list[Stored], Beside]:
        return await self._database.read(
            lambda connection: _stored_page(connection, room, after, limit)
        )

    async def _write(
        self, room: str, rows: list[Row], contents: list[dict[str, Any]], following: Work[None]
    ) -> Tip:
        async def writing(connection: AsyncConnection) -> Tip:
            tip = await self._tip(connection, room, before=rows[0].seq)
            if tip.seq + 1 != rows[0].seq:
                raise SeqTaken
            sealed, tip = _sealed(tip, rows)
            await self._insert(connection, ENTRIES, sealed)
            await self._insert(connection, CONTENTS, contents)
            await following(connection)
            return tip

        return await self._database.write(room, writing)

    async def _insert(
        self, connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]
    ) -> None:
        """`rows` have every column, in one order. SQLite takes hundreds in one step: for each
        step its thread has to wait for the interpreter's lock again."""
        if self._database.postgres and rows:
            await connection.execute(insert(table), rows)
            return
        for start in range(0, len(rows), ROWS):
            some = rows[start : start + ROWS]
            values = tuple(value for row in some for value in row.values())
            await connection.exec_driver_sql(_many(table, tuple(some[0]), len(some)), values)

    async def _tip(self, connection: AsyncConnection, room: str, before: int) -> Tip:
        """The room's last entry. The remembered one will do if it is the one just `before`: if
        another node wrote since, the primary key says so."""
        tip = self._tips.get(room)
        if tip is not None and tip.seq + 1 == before:
            return tip
        last = (
            select(ENTRIES.c.seq, ENTRIES.c.hash)
            .where(ENTRIES.c.room == room)
            .order_by(ENTRIES.c.seq.desc())
            .limit(1)
        )
        row = (await connection.execute(last)).first()
        return START if row is None else Tip(*row)

    def _remember(self, room: str, tip: Tip) -> None:
        self._tips.pop(room, None)
        self._tips[room] = tip
        if len(self._tips) > TIPS:
            del self._tips[next(iter(self._tips))]


async def page(connection: AsyncConnection, room: str, after: int, limit: int) -> list[Entry]:
    """As `SqlLog.read`, in a transaction of the caller's."""
    rows = await _rows(connection, room, after, limit)
    referring = [row.seq for row, _, _ in rows if beside.REFERENCE.search(row.events)]
    contents = await _contents(connection, room, referring)
    return [_entry(row, contents.get(row.seq, {})) for row, _, _ in rows]


async def _stored_page(
    connection: AsyncConnection, room: str, after: int, limit: int
) -> tuple[list[Stored], Beside]:
    rows = await _rows(connection, room, after, limit)
    return rows, await _contents(connection, room, [row.seq for row, _, _ in rows])


def _many(table: Table, columns: tuple[str, ...], rows: int) -> str:
    row = f"({','.join('?' * len(columns))})"
    names, many = ",".join(columns), ",".join([row] * rows)
    return f"INSERT INTO {table.name} ({names}) VALUES {many}"  # noqa: S608  no value is in it


def _stored(room: str, entries: Sequence[Entry]) -> tuple[list[Row], list[dict[str, Any]]]:
    rows: list[Row] = []
    contents: list[dict[str, Any]] = []
    for entry in entries:
        events, apart = beside.split(entry)
        actor = msgspec.json.encode(entry.actor).decode()
        row = Row(room, entry.seq, entry.at, actor, entry.command_id, entry.body, events)
        rows.append(row)
        contents += [
            {"room": room, **place._asdict(), **content._asdict()}
            for place, content in apart.items()
        ]
    return rows, contents


def _sealed(tip: Tip, rows: list[Row]) -> tuple[list[dict[str, Any]], Tip]:
    """`rows` chained after `tip`, and the new tip."""
    sealed: list[dict[str, Any]] = []
    for row in rows:
        hash = seal(tip.hash, row)
        sealed.append({**row._asdict(), "prev": tip.hash, "hash": hash})
        tip = Tip(row.seq, hash)
    return sealed, tip


def _entry(row: Row, contents: beside.Contents) -> Entry:
    events = beside.join(row.room, row.seq, row.events, contents)
    return Entry(row.seq, row.at, _actor(row.actor), row.command_id, row.body, events)


@lru_cache(ACTORS)
def _actor(text: str) -> Actor:
    return msgspec.json.decode(text, type=Actor)


def _stranger(row: Row, contents: beside.Contents) -> bool:
    """Whether a content beside `row` is not the one it was written with. The row itself is whole:
    its hash was checked before."""
    digests = beside.references(row.events, row.seq)
    return any(beside.digest(found) != digests.get(place) for place, found in contents.items())


async def _rows(connection: AsyncConnection, room: str, after: int, limit: int) -> list[Stored]:
    """What is stored with seq > `after`, in order."""
    found = await connection.execute(AFTER, {"room": room, "after": after, "most": limit})
    return [(Row(*fields), prev, hash) for *fields, prev, hash in found]


async def _contents(connection: AsyncConnection, room: str, seqs: list[int]) -> Beside:
    """What still lies beside the entries from the first of `seqs` to the last, by seq."""
    if not seqs:
        return {}
    between = {"room": room, "first": seqs[0], "last": seqs[-1]}
    contents: Beside = {}
    for seq, event, field, salt, value in await connection.execute(BESIDE_THEM, between):
        contents.setdefault(seq, {})[Place(seq, event, field)] = Content(salt, value)
    return contents
