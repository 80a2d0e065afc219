"""What was withdrawn is deleted from beside the log (day.md D14), and so is whoever spoke of a
denunciation, and what about (D9); the chain stays whole.

Deleting from the tables is not enough: the bytes must go from the disk too. SQLite zeroes what it
deletes (`secure_delete`) once the write-ahead log is emptied; PostgreSQL writes the table anew."""

from typing import Any, Final

import msgspec
from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store import registers, schema
from server.store.database import Database

ENTRIES, CONTENTS = schema.entries, schema.contents
GONE: Final = "ContentWithdrawn"
SILENCED: Final = "OpinionsSilenced"
DIVERTED: Final = ("RequestDiverted", "TurnDiverted")
DENUNCIATION: Final = "denunciation"
NAMING: Final = frozenset({"SpeakerCalled", "SpeakerCorrected", "SpeechHandedIn", "SlipPassed"})
"""What names the speaker of a turn, holds their paper, or tells a fact about it."""
ANSWER: Final = "OpinionAnswered"
GROUP: Final = 200
"""Places named in one statement: databases bound the number of parameters."""

Events = list[tuple[int, list[dict[str, Any]]]]
"""Seq and the events of that entry, as they are stored, in order."""


async def forget(database: Database, room: str) -> int:
    """Delete the contents of everything withdrawn in `room`, and give how many rows went. Safe to
    repeat: what was written after a withdrawal is never touched. Raises Unavailable."""

    async def writing(connection: AsyncConnection) -> tuple[int, bool]:
        places = await gone_places(connection, room)
        gone = 0
        for start in range(0, len(places), GROUP):
            group = places[start : start + GROUP]
            where = tuple_(CONTENTS.c.seq, CONTENTS.c.event).in_(group)
            deleted = await connection.execute(
                delete(CONTENTS).where(CONTENTS.c.room == room, where)
            )
            gone += deleted.rowcount
        return gone, bool(places)

    gone, ever = await database.write(room, writing)
    if ever:  # the rows may have gone before a crash, and their bytes not
        await database.scrub(*(table.name for table in (CONTENTS, *registers.TABLES)))
    return gone


async def gone_places(connection: AsyncConnection, room: str) -> list[tuple[int, int]]:
    """As `withdrawn`, of the log of `room`."""
    return withdrawn(await _events(connection, room))


def withdrawn(entries: Events) -> list[tuple[int, int]]:
    """(seq, number of the event in its entry) of every event whose contents must go."""
    places: list[tuple[int, int]] = []
    for seq, events in entries:
        for gone in events:
            if gone["type"] in (GONE, SILENCED) or gone.get("matter") == DENUNCIATION:
                places += [
                    (before, index)
                    for before, earlier in entries
                    if before < seq
                    for index, event in enumerate(earlier)
                    if _concerns(event, gone)
                ]
    return places


def _concerns(event: dict[str, Any], gone: dict[str, Any]) -> bool:
    if gone["type"] == "RequestDiverted":
        return bool(event.get("request") == gone["request"])
    if gone["type"] == "TurnDiverted":
        return event["type"] in NAMING and event.get("turn") == gone["turn"]
    answered = event["type"] == ANSWER and (
        event.get("opinion") in gone.get("answers", ())
        or event.get("turn") in gone.get("turns", ())
    )  # the latter: given in a turn of the stretch, and put in other words since
    return (
        answered
        or event.get("segment") in gone.get("segments", ())
        or event.get("opinion") in gone.get("opinions", ())
        or event.get("speech") in gone.get("speeches", ())
        or event.get("slip") in gone.get("slips", ())
    )


async def _events(connection: AsyncConnection, room: str) -> Events:
    """The whole log of `room` without contents; () where nothing was withdrawn."""
    named = [ENTRIES.c.events.contains(word, autoescape=True) for word in (GONE, *DIVERTED)]
    some = select(ENTRIES.c.seq).where(ENTRIES.c.room == room, or_(*named)).limit(1)
    if (await connection.execute(some)).first() is None:
        return []
    query = select(ENTRIES.c.seq, ENTRIES.c.events).where(ENTRIES.c.room == room)
    found = await connection.execute(query.order_by(ENTRIES.c.seq))
    return [(seq, msgspec.json.decode(events)) for seq, events in found]
