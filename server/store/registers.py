"""The read tables: written in the transaction of the entries that change them (house.md)."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Step
from server.rooms import register
from server.rooms.dialogue import RequestDiverted
from server.rooms.register import Basis
from server.rooms.room import Entry, Room
from server.store import schema

HELD, OPINIONS = schema.held, schema.opinions
GROUP = 200
"""Ids named in one statement: databases bound the number of parameters."""
TABLES = (HELD, OPINIONS)
"""Every read table that holds words of people: what is deleted there must go from the disk too."""


async def follow(
    connection: AsyncConnection, room: str, step: Step, entries: Sequence[Entry]
) -> None:
    """Bring the tables from `step.before` to `step.after`, which `entries` made of it. Nearly every
    step leaves them alone."""
    new, gone = register.changed(step.before, step.after)
    await _delete(connection, room, (*new, *gone))
    await _insert(connection, room, new.values())
    if _counted(step, entries) and (held := register.held(step.after)) != register.held(
        step.before
    ):
        await _hold(connection, room, held)


async def write(connection: AsyncConnection, room: str, after: Room) -> None:
    """The tables' rows of one whole room, in place of what they were."""
    await connection.execute(delete(OPINIONS).where(OPINIONS.c.room == room))
    await _insert(connection, room, register.bases(after).values())
    await _hold(connection, room, register.held(after))


def _counted(step: Step, entries: Sequence[Entry]) -> bool:
    """Whether the conference may count for something else now. Hands go up by the thousand: of
    the queue only what was diverted matters."""
    before, after = step.before, step.after
    areas = ("session", "points", "floor", "opinions", "withdrawals")
    if any(getattr(before, area) is not getattr(after, area) for area in areas):
        return True
    events = (event for entry in entries for event in entry.events)
    return before.queue is not after.queue and any(
        isinstance(one, RequestDiverted) for one in events
    )


async def _delete(connection: AsyncConnection, room: str, ids: tuple[str, ...]) -> None:
    for start in range(0, len(ids), GROUP):
        named = OPINIONS.c.id.in_(ids[start : start + GROUP])
        await connection.execute(delete(OPINIONS).where(OPINIONS.c.room == room, named))


async def _insert(connection: AsyncConnection, room: str, bases: Iterable[Basis]) -> None:
    rows = [{"room": room, **_values(register.row(basis))} for basis in bases]
    if rows:
        await connection.execute(insert(OPINIONS), rows)


async def _hold(connection: AsyncConnection, room: str, held: register.Held | None) -> None:
    await connection.execute(delete(HELD).where(HELD.c.room == room))
    if held:
        await connection.execute(insert(HELD), [{"room": room, **_values(held)}])


def _values(row: msgspec.Struct) -> dict[str, Any]:
    return {name: _plain(value) for name, value in msgspec.structs.asdict(row).items()}


def _plain(value: object) -> object:
    """PostgreSQL's driver wants plain strings, which a member of a StrEnum is not quite; and no
    text of it may hold a zero byte."""
    return str(value).replace("\x00", "") if isinstance(value, str) else value
