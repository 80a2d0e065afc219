"""Read tables: written with the entries, found with and without marks, made by the log alone."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import SeqTaken, Step
from server.rooms.answering import AnswerOpinion
from server.rooms.entering import LogOpinion
from server.rooms.floor import InviteNow
from server.rooms.followup import AssignOpinion
from server.rooms.opinions import Answer
from server.rooms.plan import Level
from server.rooms.room import Command, Entry, Room
from server.rooms.searching import Search
from server.rooms.session import CloseConference, OpenConference, SetUpConference
from server.rooms.words import Actor
from server.store import schema
from server.store.archived import Archives
from server.store.database import Database
from server.store.log import SqlLog
from server.store.lookup import Registers
from server.store.rebuild import rebuild, refresh
from tests.given import (
    ADMIN,
    CHAIR,
    MODERATOR,
    MR_AN,
    MRS_BINH,
    NOON,
    SECRETARY,
    a_plan,
    ask,
)
from tests.rooms.conference import as_it_goes
from tests.store.given import entry

ID = "h1"
Steps = list[tuple[Entry, Step]]
MADE: dict[str, Steps] = {}
STORY: tuple[tuple[Actor, Command], ...] = (
    (ADMIN, SetUpConference(a_plan(date="2026-01-01"))),
    (CHAIR, OpenConference()),
    (MODERATOR, InviteNow("an-phu", speaker=MR_AN)),
    (SECRETARY, LogOpinion("t1", summary="Đề nghị sửa đường", field="giao-thong",
                           authority=Level.CENTRAL)),
    (SECRETARY, LogOpinion(text="Xin cấp nước", summary="Cấp nước sạch", speaker=MRS_BINH)),
    (SECRETARY, LogOpinion(text="Chợ", summary="Nâng cấp chợ", point="don-dac",
                           authority=Level.COMMUNE)),
    (SECRETARY, AssignOpinion("y1", "Sở Xây dựng", (), "2026-02-01", "2026-06-30")),
    (SECRETARY, AnswerOpinion("y2", Answer.HERE, text="Đã có dự án")),
    (CHAIR, CloseConference()),
)  # fmt: skip
"""Three opinions: one assigned, one answered, one of which nothing is known."""


def steps_of(name: str, entries: Iterator[tuple[Entry, Room]]) -> Steps:
    if name not in MADE:
        before, MADE[name] = Room(), []
        for one, after in entries:
            MADE[name].append((one, Step(before, after)))
            before = after
    return MADE[name]


def told() -> Iterator[tuple[Entry, Room]]:
    room = Room()
    for seq, (actor, command) in enumerate(STORY, 1):
        room, events = ask(room, command, actor, NOON + seq)
        yield Entry(seq, NOON + seq, actor, f"c{seq}", "b", events), room


async def hold(database: Database, id: str = ID, whole: bool = False) -> None:
    """The story as conference `id`; or `whole`, one in which everything happens."""
    log = SqlLog(database)
    steps = steps_of("whole", as_it_goes()) if whole else steps_of("story", told())
    for one, step in steps:
        await log.append(id, [one], step)


async def tables(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    async def reading(connection: AsyncConnection) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted(tuple(row) for row in await connection.execute(select(table)))
            for table in (schema.held, schema.opinions)
        }

    return await database.read(reading)


async def test_rebuilt_from_the_log_they_are_the_same(database: Database) -> None:
    await hold(database, whole=True)
    await hold(database, "h2")
    written = await tables(database)
    assert len(written["held"]) == 2 and len(written["opinions"]) > 3
    async with database.writing("x") as connection:
        await connection.execute(delete(schema.opinions).where(schema.opinions.c.room == "h1"))
        await connection.execute(update(schema.held).values(title="hỏng"))
    assert await tables(database) != written
    assert await rebuild(database) == 2
    assert await tables(database) == written


async def test_a_refused_write_leaves_them_as_they_were(database: Database) -> None:
    await hold(database)
    written = await tables(database)
    _, last = MADE["story"][-1]
    with pytest.raises(SeqTaken):
        await SqlLog(database).append(ID, [entry(3)], Step(last.after, Room()))
    assert await tables(database) == written


async def test_another_form_is_made_anew_once(database: Database) -> None:
    log = SqlLog(database)
    for one, _ in told():  # as a release without read tables wrote it
        await log.append(ID, [one])
    assert (await tables(database))["opinions"] == []
    await refresh(database)
    assert len((await tables(database))["opinions"]) == 3
    async with database.writing("x") as connection:
        await connection.execute(delete(schema.opinions))
    await refresh(database)  # the form is today's: nothing to do
    assert (await tables(database))["opinions"] == []


async def test_an_imported_conference_is_in_the_register(
    database: Database, tmp_path: Path
) -> None:
    await hold(database)
    written, file = await tables(database), BytesIO()
    archives = Archives(database, tmp_path, tmp_path / "papers")
    await archives.write(ID, False, file)
    async with database.writing("x") as connection:
        for table in (schema.contents, schema.entries, schema.held, schema.opinions):
            await connection.execute(delete(table))
    await archives.take_in(file)
    assert await tables(database) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sửa đường", 1), ("SUA duong", 1), ("sùa", 0), ("đường nước", 0), ("yk002", 1),
        ("cap nuoc", 1), ("", 3), ("%", 0), ("_", 0), ("xây dựng", 1),
    ],
)  # fmt: skip
async def test_words_are_found_with_and_without_marks(
    database: Database, text: str, found: int
) -> None:
    await hold(database)
    count, rows = await Registers(database).find(Search(text), 0, 10)
    assert (count, len(rows)) == (found, found)


async def test_rows_come_by_page_and_filter(database: Database) -> None:
    await hold(database)
    await hold(database, "h2")
    registers = Registers(database)
    count, rows = await registers.find(Search(), 4, 10)
    assert count == 6 and [one.conference for one in rows] == ["h2", "h2"]
    assert await registers.find(Search(), 60, 10) == (6, [])
    one = await registers.one(ID, "y1")
    assert one and one.title == "Hội nghị đối thoại" and one.row.lead == "Sở Xây dựng"
    assert await registers.one(ID, "y9") is None

    async def number(**wanted: Any) -> int:
        return (await registers.find(Search(conference=ID, **wanted), 0, 10))[0]

    assert await number(fields=("Giao thông",)) == 1
    assert await number(leads=("Sở Xây dựng", "Sở khác")) == 1
    assert await number(authority="central", beyond=True) == 1
    assert await number(beyond=False) == 2
    assert await number(since="2026-01-01", until="2026-01-01") == 3
    assert await number(since="2026-01-02") == await number(until="2025-12-31") == 0
    assert await number(open=True) + await number(open=False) == 3
    due = one.row.due
    assert due and await number(due_by=due) == 1 and await number(due_after=due) == 0
    assert await registers.choices() == {"fields": ["Giao thông"], "leads": ["Sở Xây dựng"]}


async def test_rows_stand_together_by_who_leads(database: Database) -> None:
    await hold(database)
    await hold(database, "h2")
    registers = Registers(database)
    _, rows = await registers.find(Search(), 0, 10, by_lead=True)
    leads = [one.row.lead for one in rows]
    assert leads == ["", "", "", "", "Sở Xây dựng", "Sở Xây dựng"]
    assert await registers.leads(Search()) == [("", 4), ("Sở Xây dựng", 2)]
    assert await registers.leads(Search(conference=ID, leads=("Sở Xây dựng",))) == [
        ("Sở Xây dựng", 1)
    ]


async def test_what_a_report_counts(database: Database) -> None:
    await hold(database)
    registers = Registers(database)
    [(id, held)] = await registers.held("2026-01-01", "2026-12-31")
    assert id == ID and held.opinions == 3 and held == await registers.conference(ID)
    assert await registers.held("2027-01-01") == []
    counted = await registers.counted("2026-01-01", "2026-12-31", "2026-01-02")
    for some in (counted.fields, counted.statuses, counted.agencies):
        assert sum(one.number for one in some) == 3
    assert {(one.field, one.authority) for one in counted.fields} == {
        ("Giao thông", "central"), ("", ""), ("", "commune"),
    }  # fmt: skip
    assert {(one.lead, one.share) for one in counted.agencies} == {
        ("Sở Xây dựng", "open"), ("", "on_time"), ("", "open"),
    }  # fmt: skip
    later = await registers.counted("", "", "2030-01-01")
    assert {one.share for one in later.agencies if one.lead} == {"overdue"}
    assert (await registers.counted("2027-01-01", "", "2030-01-01")).fields == ()
