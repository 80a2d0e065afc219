"""Who heard or took out what, latest first (day.md D15)."""

from itertools import count

import pytest

from server.store import accesses
from server.store.accesses import Access, Accesses
from server.store.database import Database
from tests.given import LEAD, SECRETARY


async def test_accesses_are_listed_by_conference_the_latest_first(database: Database) -> None:
    log = Accesses(database, count(1000).__next__)
    await log.note("h1", SECRETARY, "sound", "t1")
    await log.note("h1", LEAD, "proof", "t1.zip")
    await log.note("h2", LEAD, "document", "minutes.docx")
    first = Access(1000, SECRETARY.id, "secretary", "sound", "t1")
    second = Access(1001, LEAD.id, "secretary_lead", "proof", "t1.zip")
    assert await log.list("h1") == [second, first]
    assert await log.list("h1", before=1001) == [first]
    assert await log.list("x") == []


async def test_a_list_is_a_page(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accesses, "PAGE", 2)
    log = Accesses(database, count(1000).__next__)
    for n in range(5):
        await log.note("h1", LEAD, "sound", f"t{n}")
    found = await log.list("h1")
    assert [one.subject for one in found] == ["t4", "t3"]
    assert [one.subject for one in await log.list("h1", before=found[-1].at)] == ["t2", "t1"]
