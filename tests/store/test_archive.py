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
from server.live.paperfiles import PaperFiles, PaperGone
from server.rooms.answering import OpinionAnswered
from server.rooms.entering import OpinionsSilenced
from server.rooms.issuing import DocumentKind, FileAttached
from server.rooms.opinions import Answer, Paper
from server.rooms.room import Entry, Event, Room, replay
from server.rooms.words import Refused
from server.store import archive
from server.store.archived import (
    Archives,
    ArchiveTampered,
    ArchiveUnreadable,
    ConferenceThere,
)
from server.store.carried import ArchiveTooBig
from server.store.chain import GENESIS, Row, seal
from server.store.conferences import Conference, Conferences
from server.store.database import Database, connect
from server.store.log import SqlLog
from server.store.schema import contents, entries
from tests.given import NOON, SECRETARY
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
    await house(database, home).write(ID, True, file)
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


async def refused(database: Database, data: bytes, home: Path, expect: str = "") -> Refused:
    """Why a house does not take `data` in; and nothing of it is there."""
    with pytest.raises(Refused) as why:
        await house(database, home).take_in(io.BytesIO(data), expect)
    assert await Conferences(database).all() == []
    assert await SqlLog(database).read(ID, 0) == []
    assert files_in(home) == []
    return why.value


def house(database: Database, home: Path) -> Archives:
    return Archives(database, home / "sound", home / "papers")


def files_in(folder: Path) -> list[str]:
    kept = {folder / "sound", folder / "papers"}
    return [one.name for one in folder.rglob("*") if one not in kept]


async def test_the_same_room_and_papers_in_another_house(
    database: Database, other: Database, packed: bytes, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    taken = await house(other, there).take_in(io.BytesIO(packed))
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
    assert {one.name: one.read_bytes() for one in (there / "sound" / ID).iterdir()} == SOUNDS
    made_at = before[0].at
    assert await Conferences(other).all() == [Conference(ID, PLAN.title, PLAN.kind, made_at)]
    assert [one.name for one in (there / "sound").iterdir()] == [ID]


async def test_an_archive_of_what_was_taken_in_is_the_same(
    other: Database, packed: bytes, tmp_path: Path
) -> None:
    archives, file = house(other, tmp_path / "there"), io.BytesIO()
    tip = (await archives.take_in(io.BytesIO(packed))).tip
    assert await archives.write(ID, True, file) == tip
    assert parts_of(file.getvalue()) == parts_of(packed)


async def test_without_sound(database: Database, packed: bytes, tmp_path: Path) -> None:
    file = io.BytesIO()
    await house(database, tmp_path).write(ID, False, file)
    assert parts_of(file.getvalue()).keys() == {"entries.jsonl", "contents.jsonl", "manifest.json"}


# --- papers -----------------------------------------------------------------------------------


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


SIGNED, LETTER, SECRET, UNNAMED = (
    b"%PDF-1.7 " + name.encode() * 20_000 for name in ("signed", "letter", "secret", "unnamed")
)
PAPERED = {archive.PAPERS + digest(body): body for body in (SIGNED, LETTER)}


def with_papers() -> list[Entry]:
    """A conference whose log names three papers, one only in words that are silenced later."""
    before = list(a_whole_conference())
    kept, silenced = (
        OpinionAnswered(row, Answer.WRITTEN, "", "", paper=Paper("1", "", f"{digest(body)}.pdf"))
        for row, body in (("y8", LETTER), ("y7", SECRET))
    )
    signed = FileAttached(DocumentKind.MINUTES, digest(SIGNED), len(SIGNED), NOON, "thu-ky", 1)
    added: tuple[Event, ...] = (signed, kept, silenced)
    entries = [
        Entry(seq, NOON, SECRETARY, f"p{seq}", "0" * 64, events)
        for seq, events in enumerate((added, (OpinionsSilenced(("y7",)),)), len(before) + 1)
    ]
    return before + entries


async def papered(database: Database, home: Path) -> bytes:
    """An archive of it, from a house that has papers which the log does not name too."""
    await SqlLog(database).append(ID, with_papers())
    files = PaperFiles(home / "papers")
    for body in (SIGNED, LETTER, SECRET, UNNAMED):
        files.keep(ID, "y8", body)
    file = io.BytesIO()
    await house(database, home).write(ID, False, file)
    return file.getvalue()


async def test_papers_go_with_the_conference_that_names_them(
    database: Database, other: Database, tmp_path: Path
) -> None:
    data, there = await papered(database, tmp_path), tmp_path / "there"
    parts = parts_of(data)
    assert {name: body for name, body in parts.items() if "/" in name} == PAPERED
    assert json.loads(parts[archive.MANIFEST])["format"] == archive.FORMAT
    taken = await house(other, there).take_in(io.BytesIO(data))
    files = PaperFiles(there / "papers")
    assert {files.read(ID, digest(body)) for body in (SIGNED, LETTER)} == set(PAPERED.values())
    with pytest.raises(PaperGone):
        files.read(ID, digest(SECRET))
    again = io.BytesIO()
    assert await house(other, there).write(ID, False, again) == taken.tip
    assert parts_of(again.getvalue()) == parts


async def test_without_papers_it_is_what_an_older_release_reads(packed: bytes) -> None:
    manifest = json.loads(parts_of(packed)[archive.MANIFEST])
    assert manifest["format"] == archive.WITHOUT_PAPERS


async def test_a_paper_that_is_damaged_on_this_disk_stays_behind(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await papered(database, tmp_path)
    (tmp_path / "papers" / ID / digest(SIGNED)).write_bytes(b"%PDF-1.7 half")
    file = io.BytesIO()
    await house(database, tmp_path).write(ID, False, file)
    kept = [name for name in parts_of(file.getvalue()) if name.startswith(archive.PAPERS)]
    assert kept == [archive.PAPERS + digest(LETTER)]
    assert digest(SIGNED) in caplog.text


PAPER = archive.PAPERS + digest(SIGNED)
PAPER_TAMPERINGS: dict[str, tuple[Change, type[Refused]]] = {
    "other bytes": (lambda parts: parts.update({PAPER: b"%PDF-1.7 forged"}), ArchiveTampered),
    "a name that is no digest": (
        lambda parts: parts.update({"papers/../x": b"x"}), ArchiveUnreadable,
    ),
    "papers of a format that has none": (
        lambda parts: _manifest(parts, format=archive.WITHOUT_PAPERS), ArchiveUnreadable,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PAPER_TAMPERINGS)
@pytest.mark.parametrize("honest", [True, False])
async def test_a_damaged_paper_is_refused(
    database: Database, other: Database, tmp_path: Path, what: str, honest: bool
) -> None:
    change, why = PAPER_TAMPERINGS[what]
    data = changed(await papered(database, tmp_path), change, honest)
    found = await refused(other, data, tmp_path / "there")
    assert isinstance(found, why if honest else (ArchiveTampered, ArchiveUnreadable))


async def test_a_paper_that_is_missing_is_refused(
    database: Database, other: Database, tmp_path: Path
) -> None:
    def without(parts: dict[str, bytes]) -> None:
        del parts[PAPER]

    data = changed(await papered(database, tmp_path), without, honest=False)
    assert isinstance(await refused(other, data, tmp_path / "there"), ArchiveTampered)


async def test_more_entries_than_a_page(
    database: Database, other: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SqlLog(database)
    await log.append(ID, list(a_whole_conference()))
    file = io.BytesIO()
    for page in (1, 3, 1000):
        file = io.BytesIO()
        monkeypatch.setattr(archive, "PAGE", page)
        await house(database, tmp_path).write(ID, False, file)
    monkeypatch.setattr("server.store.archived.PAGE", 2)
    await house(other, tmp_path / "there").take_in(file)
    assert await SqlLog(other).read(ID, 0) == await log.read(ID, 0)


async def test_what_was_withdrawn_stays_withdrawn(
    database: Database, other: Database, tmp_path: Path
) -> None:
    written = list(a_whole_conference())
    await SqlLog(database).append(ID, written)
    async with database.writing(ID) as connection:
        await connection.execute(delete(contents).where(contents.c.seq == 1))
    file = io.BytesIO()
    await house(database, tmp_path).write(ID, False, file)
    assert PLAN.title.encode() in parts_of(file.getvalue())[archive.ROWS]
    await house(other, tmp_path / "there").take_in(file)
    assert await SqlLog(other).read(ID, 0) == await SqlLog(database).read(ID, 0) != written


async def test_a_conference_is_never_overwritten(
    database: Database, packed: bytes, tmp_path: Path
) -> None:
    before = await SqlLog(database).read(ID, 0)
    with pytest.raises(ConferenceThere):
        await house(database, tmp_path).take_in(io.BytesIO(packed))
    assert await SqlLog(database).read(ID, 0) == before
    assert (tmp_path / "sound" / ID / "notes.txt").exists()


async def test_nothing_to_write(database: Database, tmp_path: Path) -> None:
    with pytest.raises(archive.NoSuchConference):
        await house(database, tmp_path).write("nowhere", True, io.BytesIO())


async def test_the_hash_that_was_told_another_way(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    tip = json.loads(parts_of(archived)[archive.MANIFEST])["tip"]
    assert isinstance(await refused(other, archived, tmp_path / "x", "0" * 64), ArchiveTampered)
    assert (await house(other, tmp_path / "x").take_in(io.BytesIO(archived), tip)).tip == tip


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
    "a later format": lambda parts: _manifest(parts, format=3),
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
    monkeypatch.setattr("server.store.carried.SPARE", 1 << 60)
    assert isinstance(await refused(other, archived, tmp_path / "there"), ArchiveTooBig)


async def test_left_overs_of_an_import_that_was_never_committed(
    other: Database, archived: bytes, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    (there / "sound" / ID).mkdir(parents=True)
    (there / "sound" / ID / "t7.venue.sound").write_bytes(b"old")
    await house(other, there).take_in(io.BytesIO(archived))
    assert {one.name for one in (there / "sound" / ID).iterdir()} == SOUNDS.keys()


async def test_all_rows_are_in_the_archive(database: Database, packed: bytes) -> None:
    async with database.reading() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (entries, contents)
        ]
    parts = parts_of(packed)
    assert [len(parts[name].splitlines()) for name in (archive.ROWS, archive.BESIDE)] == counts
