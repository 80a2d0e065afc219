"""A whole conference goes out of one house and into another, unchanged or not at all."""

import contextlib
import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from server.documents import papers
from server.documents.papers import Asked
from server.documents.register import register
from server.rooms.room import Entry, Room, replay
from server.rooms.words import Refused
from server.store import archive
from server.store.archived import (
    Archives,
    ArchiveTampered,
    ArchiveTooBig,
    ArchiveUnreadable,
    ConferenceThere,
)
from server.store.chain import GENESIS, Row, seal
from server.store.conferences import Conference, Conferences
from server.store.database import Database, connect
from server.store.log import SqlLog
from server.store.schema import contents, entries
from tests.given import NOON
from tests.rooms.conference import PLAN, a_whole_conference

ID = "a1b2c3d4"
SOUNDS = {"t1.venue.sound": b"\x01" * 70_000, "t2.xa_an-phu.sound": b"\x02" * 10}
MADE: list[bytes] = []
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
async def other(tmp_path: Path) -> AsyncIterator[Database]:
    """Another house, with nothing in it."""
    database = connect(f"sqlite:///{tmp_path}/khác/caunoi.db")
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


@pytest.fixture
async def packed(database: Database, tmp_path: Path) -> bytes:
    """An archive of a whole conference with two recordings, which is in `database`."""
    return await make(database, tmp_path)


@pytest.fixture
async def archived(tmp_path: Path) -> bytes:
    """Such an archive from somewhere else; made once."""
    if not MADE:
        async with contextlib.AsyncExitStack() as stack:
            database = connect(f"sqlite:///{tmp_path}/nguồn/caunoi.db")
            stack.push_async_callback(database.close)
            await database.migrate()
            MADE.append(await make(database, tmp_path / "nguồn"))
    return MADE[0]


async def make(database: Database, home: Path) -> bytes:
    await SqlLog(database).append(ID, list(a_whole_conference()))
    folder = home / "sound" / ID
    folder.mkdir(parents=True)
    for name, data in SOUNDS.items():
        (folder / name).write_bytes(data)
    (folder / "notes.txt").write_bytes(b"not a recording")
    file = io.BytesIO()
    await Archives(database, home / "sound").write(ID, True, file)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return file.getvalue()


def changed(data: bytes, change: Change, honest: bool = True) -> bytes:
    """The archive after `change`; with a manifest that fits it again, if `honest`."""
    parts = parts_of(data)
    change(parts)
    if honest and archive.MANIFEST in parts:
        manifest = json.loads(parts[archive.MANIFEST])
        manifest["parts"] = {
            name: {"size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
            for name, part in parts.items()
            if name != archive.MANIFEST
        }
        parts[archive.MANIFEST] = json.dumps(manifest).encode()
    return zipped(parts)


async def refused(house: Database, data: bytes, folder: Path, expect: str = "") -> Refused:
    """Why `house` does not take `data` in; and nothing of it is there."""
    with pytest.raises(Refused) as why:
        await Archives(house, folder).take_in(io.BytesIO(data), expect)
    assert await Conferences(house).all() == []
    assert await SqlLog(house).read(ID, 0) == []
    assert files_in(folder) == []
    return why.value


def files_in(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*")]


async def test_the_same_room_and_papers_in_another_house(
    database: Database, other: Database, packed: bytes, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    taken = await Archives(other, there).take_in(io.BytesIO(packed))
    before = await SqlLog(database).read(ID, 0)
    after: list[Entry] = await SqlLog(other).read(ID, 0)
    assert after == before
    assert await SqlLog(other).verify(ID) is None
    assert replay(after) == taken.room
    assert taken.room != Room()
    at = NOON + 10_000_000
    asked = Asked("minutes", "docx")
    made = [papers.make(replay(entries), asked, at, {}) for entries in (before, after)]
    assert made[0] == made[1]
    assert register(replay(after), at) == register(replay(before), at)
    assert {one.name: one.read_bytes() for one in (there / ID).iterdir()} == SOUNDS
    made_at = before[0].at
    assert await Conferences(other).all() == [Conference(ID, PLAN.title, PLAN.kind, made_at)]
    assert [one.name for one in there.iterdir()] == [ID]


async def test_an_archive_of_what_was_taken_in_is_the_same(
    other: Database, packed: bytes, tmp_path: Path
) -> None:
    archives, file = Archives(other, tmp_path / "there"), io.BytesIO()
    tip = (await archives.take_in(io.BytesIO(packed))).tip
    assert await archives.write(ID, True, file) == tip
    assert parts_of(file.getvalue()) == parts_of(packed)


async def test_without_sound(database: Database, packed: bytes, tmp_path: Path) -> None:
    file = io.BytesIO()
    await Archives(database, tmp_path / "sound").write(ID, False, file)
    assert parts_of(file.getvalue()).keys() == {"entries.jsonl", "contents.jsonl", "manifest.json"}


async def test_more_entries_than_a_page(
    database: Database, other: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SqlLog(database)
    await log.append(ID, list(a_whole_conference()))
    file = io.BytesIO()
    for page in (1, 3, 1000):
        file = io.BytesIO()
        monkeypatch.setattr(archive, "PAGE", page)
        await Archives(database, tmp_path).write(ID, False, file)
    monkeypatch.setattr("server.store.archived.PAGE", 2)
    await Archives(other, tmp_path / "there").take_in(file)
    assert await SqlLog(other).read(ID, 0) == await log.read(ID, 0)


async def test_what_was_withdrawn_stays_withdrawn(
    database: Database, other: Database, tmp_path: Path
) -> None:
    written = list(a_whole_conference())
    await SqlLog(database).append(ID, written)
    async with database.writing(ID) as connection:
        await connection.execute(delete(contents).where(contents.c.seq == 1))
    file = io.BytesIO()
    archives = Archives(database, tmp_path)
    await archives.write(ID, False, file)
    assert PLAN.title.encode() in parts_of(file.getvalue())[archive.ROWS]
    await Archives(other, tmp_path / "there").take_in(file)
    assert await SqlLog(other).read(ID, 0) == await SqlLog(database).read(ID, 0) != written


async def test_a_conference_is_never_overwritten(
    database: Database, packed: bytes, tmp_path: Path
) -> None:
    before = await SqlLog(database).read(ID, 0)
    with pytest.raises(ConferenceThere):
        await Archives(database, tmp_path / "sound").take_in(io.BytesIO(packed))
    assert await SqlLog(database).read(ID, 0) == before
    assert (tmp_path / "sound" / ID / "notes.txt").exists()


async def test_nothing_to_write(database: Database, tmp_path: Path) -> None:
    with pytest.raises(archive.NoSuchConference):
        await Archives(database, tmp_path).write("nowhere", True, io.BytesIO())


async def test_the_hash_that_was_told_another_way(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    tip = json.loads(parts_of(archived)[archive.MANIFEST])["tip"]
    assert isinstance(await refused(other, archived, tmp_path / "x", "0" * 64), ArchiveTampered)
    assert (await Archives(other, tmp_path / "x").take_in(io.BytesIO(archived), tip)).tip == tip


def _line(parts: dict[str, bytes], name: str, no: int, **fields: object) -> None:
    lines = parts[name].splitlines(keepends=True)
    lines[no] = json.dumps({**json.loads(lines[no]), **fields}).encode() + b"\n"
    parts[name] = b"".join(lines)


def _drop(parts: dict[str, bytes], name: str, no: int) -> None:
    lines = parts[name].splitlines(keepends=True)
    del lines[no]
    parts[name] = b"".join(lines)


def _swap(parts: dict[str, bytes], name: str) -> None:
    first, second, *rest = parts[name].splitlines(keepends=True)
    parts[name] = b"".join([second, first, *rest])


TAMPERINGS: dict[str, Change] = {
    "an event": lambda parts: _line(parts, archive.ROWS, 3, events="[]"),
    "who asked": lambda parts: _line(parts, archive.ROWS, 3, actor='{"id":"x","role":"chair"}'),
    "when": lambda parts: _line(parts, archive.ROWS, 3, at=1),
    "a word beside": lambda parts: _line(parts, archive.BESIDE, 1, value='"khác"'),
    "a salt": lambda parts: _line(parts, archive.BESIDE, 1, salt="00" * 16),
    "no salt": lambda parts: _line(parts, archive.BESIDE, 1, salt="?"),
    "a word moved": lambda parts: _line(parts, archive.BESIDE, 1, field="other"),
    "a word too many": lambda parts: _line(parts, archive.BESIDE, -1, seq=9999),
    "an entry gone": lambda parts: _drop(parts, archive.ROWS, 3),
    "the end gone": lambda parts: _drop(parts, archive.ROWS, -1),
    "the order": lambda parts: _swap(parts, archive.ROWS),
    "the order beside": lambda parts: _swap(parts, archive.BESIDE),
    "another conference": lambda parts: _manifest(parts, conference="ffffffff"),
    "the last hash": lambda parts: _manifest(parts, tip="0" * 64),
}


def _manifest(parts: dict[str, bytes], **fields: object) -> None:
    told = json.loads(parts[archive.MANIFEST]) | fields
    parts[archive.MANIFEST] = json.dumps(told).encode()


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_tampering_is_refused(
    other: Database, archived: bytes, tmp_path: Path, what: str
) -> None:
    data = changed(archived, TAMPERINGS[what])
    assert isinstance(await refused(other, data, tmp_path / "there"), ArchiveTampered)


async def test_other_sound_is_refused(other: Database, archived: bytes, tmp_path: Path) -> None:
    def silence(parts: dict[str, bytes]) -> None:
        parts["sound/t1.venue.sound"] = bytes(70_000)

    data = changed(archived, silence, honest=False)
    why = await refused(other, data, tmp_path / "there")
    assert (why.code, why.fields) == ("archive_tampered", {"where": "sound/t1.venue.sound"})


async def test_a_chain_made_anew_of_what_no_room_can_be_is_refused(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    """Whoever makes the whole chain anew can lie, but cannot break the house with it."""

    def forged(parts: dict[str, bytes]) -> None:
        rows = [json.loads(line) for line in parts[archive.ROWS].splitlines()]
        rows[1]["events"] = '[{"type":"PointLost","point":"nowhere","at":1}]'
        prev = GENESIS
        for row in rows:
            fields = [row[name] for name in Row._fields if name != "room"]
            row["prev"], row["hash"] = prev, seal(prev, Row(ID, *fields))
            prev = row["hash"]
        parts[archive.ROWS] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        _manifest(parts, tip=prev)

    why = await refused(other, changed(archived, forged), tmp_path / "there")
    assert isinstance(why, ArchiveUnreadable)
    assert "entry 2" in str(why.fields["why"])


UNREADABLE: dict[str, Change] = {
    "no manifest": lambda parts: parts.__delitem__(archive.MANIFEST),
    "a manifest of nothing": lambda parts: parts.update({archive.MANIFEST: b"{}"}),
    "a deep manifest": lambda parts: parts.update({archive.MANIFEST: b"[" * 100_000}),
    "a later format": lambda parts: _manifest(parts, format=2),
    "a way out": lambda parts: parts.update({"sound/../../x.venue.sound": b"x"}),
    "a strange name": lambda parts: parts.update({"readme.txt": b"x"}),
    "a strange id": lambda parts: _manifest(parts, conference="../x"),
    "no rows": lambda parts: parts.update({archive.ROWS: b"{}\n"}),
}


@pytest.mark.parametrize("what", UNREADABLE)
async def test_what_is_no_archive(
    other: Database, archived: bytes, tmp_path: Path, what: str
) -> None:
    honest = "manifest" not in what
    data = changed(archived, UNREADABLE[what], honest)
    assert isinstance(await refused(other, data, tmp_path / "there"), ArchiveUnreadable)
    assert "x.venue.sound" not in files_in(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 1000, zipped({})])
async def test_no_zip(other: Database, tmp_path: Path, data: bytes) -> None:
    assert isinstance(await refused(other, data, tmp_path / "there"), ArchiveUnreadable)


async def test_a_torn_archive(other: Database, archived: bytes, tmp_path: Path) -> None:
    for cut in range(0, len(archived), max(1, len(archived) // 20)):
        await refused(other, archived[:cut], tmp_path / "there")


async def test_a_part_that_unpacks_without_end(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    data = changed(
        archived, lambda parts: parts.update({"sound/t9.venue.sound": bytes(50_000_000)})
    )
    assert isinstance(await refused(other, data, tmp_path / "there"), ArchiveTooBig)


async def test_a_full_disk(
    other: Database, archived: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.store.archived.SPARE", 1 << 60)
    assert isinstance(await refused(other, archived, tmp_path / "there"), ArchiveTooBig)


async def test_left_overs_of_an_import_that_was_never_committed(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    (there / ID).mkdir(parents=True)
    (there / ID / "t7.venue.sound").write_bytes(b"old")
    await Archives(other, there).take_in(io.BytesIO(archived))
    assert {one.name for one in (there / ID).iterdir()} == SOUNDS.keys()


async def test_all_rows_are_in_the_archive(database: Database, packed: bytes) -> None:
    async with database.reading() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (entries, contents)
        ]
    parts = parts_of(packed)
    assert [len(parts[name].splitlines()) for name in (archive.ROWS, archive.BESIDE)] == counts
