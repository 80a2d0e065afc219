"""A whole conference as one file: its log, what lies beside it, its sound, the papers that were
handed in (day.md D24).

A ZIP of `entries.jsonl` (a stored row a line, with prev and hash), `contents.jsonl`, `sound/*` as
it lies on disk, `papers/*` each under its SHA-256, and `manifest.json`, which names the last hash
and every file's SHA-256. Format 1 has no papers, and is written where there are none. The chain
(`chain.seal`) and the digests in it show what was changed; that the whole was made anew, only the
last hash can show, printed or told by another way.

It holds everything that was said and every name: keep it as the database is kept."""

import asyncio
import logging
import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final, Self

import msgspec
from msgspec import Struct
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.rooms.words import Refused
from server.store import schema
from server.store.chain import START, Row, Tip
from server.store.database import Database
from server.store.forget import forget, gone_places

log = logging.getLogger(__name__)

FORMAT: Final = 2
WITHOUT_PAPERS: Final = 1
MANIFEST: Final = "manifest.json"
ROWS: Final = "entries.jsonl"
BESIDE: Final = "contents.jsonl"
SOUND: Final = "sound/"
PAPERS: Final = "papers/"
NAMES: Final = {
    SOUND: re.compile(r"[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{1,64}\.sound"),
    PAPERS: re.compile(r"[0-9a-f]{64}"),
}
"""The folders of an archive, and how a file in each is called."""
DIGEST: Final = re.compile(rb"[0-9a-f]{64}")
PAGE: Final = 500
"""Entries in memory at once."""
BLOCK: Final = 1 << 20


class NoSuchConference(Refused):
    """Nothing is written under this id. Fields: `id`."""

    code = "nothing_to_export"


class Content(Struct, frozen=True):
    """A row of the table `contents`; `salt` in hex."""

    seq: int
    event: int
    field: str
    salt: str
    value: str


class Part(Struct, frozen=True):
    size: int
    sha256: str


class Manifest(Struct, frozen=True):
    """`tip` is the hash of the last of `entries`; `parts` every other file by name."""

    format: int
    conference: str
    entries: int
    tip: str
    parts: dict[str, Part]


class Sealed(Struct, frozen=True):
    """A stored row of the log with its place in the chain."""

    seq: int
    at: int
    actor: str
    command_id: str
    body: str
    events: str
    prev: str
    hash: str

    def row(self, room: str) -> Row:
        return Row(room, self.seq, self.at, self.actor, self.command_id, self.body, self.events)


async def write(
    database: Database, room: str, sound: Path | None, papers: Path, file: IO[bytes]
) -> Manifest:
    """The conference `room` as it is now into `file`; with the recordings in the folder `sound`, if
    one is given, and those files of the folder `papers` that the log names. Raises
    NoSuchConference or Unavailable."""
    await forget(database, room)  # what was withdrawn leaves the house by no road
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with Writing(archive, ROWS, parts) as out:
            tip = await _write_rows(database, room, out)
        if tip == START:
            raise NoSuchConference(id=room)
        with Writing(archive, BESIDE, parts) as out:
            await _write_beside(database, room, tip.seq, out)
        if sound:
            await asyncio.to_thread(_write_sound, archive, sound, parts)
        if handed_in := await _handed_in(database, room, papers):
            await asyncio.to_thread(_write_papers, archive, handed_in, parts)
        has_papers = any(name.startswith(PAPERS) for name in parts)
        format = FORMAT if has_papers else WITHOUT_PAPERS
        manifest = Manifest(format, room, tip.seq, tip.hash, parts)
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


class Writing:
    """One part of an archive being written; when left, `parts` tells its size and digest."""

    def __init__(
        self, archive: zipfile.ZipFile, name: str, parts: dict[str, Part],
        method: int = zipfile.ZIP_DEFLATED,
    ) -> None:  # fmt: skip
        info = zipfile.ZipInfo(name)  # without the time of day: the same log is the same part
        info.compress_type = method
        self._name, self._parts = name, parts
        self._out = archive.open(info, "w", force_zip64=True)
        self._size, self._digest = 0, sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failed: object) -> None:
        self._out.close()
        self._parts[self._name] = Part(self._size, self._digest.hexdigest())

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._size += len(data)


async def _write_rows(database: Database, room: str, out: Writing) -> Tip:
    """Every row; the last one's seq and hash."""
    columns = [schema.entries.c[name] for name in Sealed.__struct_fields__]
    tip = START
    while True:
        query = (
            select(*columns)
            .where(schema.entries.c.room == room, schema.entries.c.seq > tip.seq)
            .order_by(schema.entries.c.seq)
            .limit(PAGE)
        )
        page = await _page(database, query)
        rows = [Sealed(*row) for row in page]
        await asyncio.to_thread(out.write, _lines(rows))
        if rows:
            tip = Tip(rows[-1].seq, rows[-1].hash)
        if len(rows) < PAGE:
            return tip


async def _write_beside(database: Database, room: str, last: int, out: Writing) -> None:
    c = schema.contents.c
    for first in range(1, last + 1, PAGE):
        seqs = c.seq.between(first, min(first + PAGE - 1, last))
        query = select(c.seq, c.event, c.field, c.salt, c.value).where(c.room == room, seqs)
        page = await _page(database, query.order_by(c.seq, c.event, c.field))
        contents = [
            Content(seq, event, field, salt.hex(), value) for seq, event, field, salt, value in page
        ]
        await asyncio.to_thread(out.write, _lines(contents))


def _write_sound(archive: zipfile.ZipFile, folder: Path, parts: dict[str, Part]) -> None:
    """The recordings as they are: what grows meanwhile is cut, as a power cut would cut it."""
    for path in _files(folder, SOUND):
        with (
            path.open("rb") as recorded,
            Writing(archive, SOUND + path.name, parts, zipfile.ZIP_STORED) as out,
        ):
            while block := recorded.read(BLOCK):
                out.write(block)


async def _handed_in(database: Database, room: str, folder: Path) -> list[Path]:
    """The files of `folder` that an entry names, but for entries whose contents were withdrawn."""
    files = await asyncio.to_thread(_files, folder, PAPERS)
    if not files:
        return []
    c, last, named = schema.entries.c, 0, set[str]()
    gone = set(await database.read(lambda connection: gone_places(connection, room)))
    while True:
        query = select(c.seq, c.events).where(c.room == room, c.seq > last)
        page = await _page(database, query.order_by(c.seq).limit(PAGE))
        for seq, events in page:
            for index, event in enumerate(msgspec.json.decode(events, type=list[msgspec.Raw])):
                if (seq, index) not in gone:
                    named.update(found.decode() for found in DIGEST.findall(event))
        if len(page) < PAGE:
            break
        last = page[-1].seq
    return [path for path in files if path.name in named]


def _write_papers(archive: zipfile.ZipFile, files: list[Path], parts: dict[str, Part]) -> None:
    """A file that is no longer what was handed in stays behind: nobody could take it for that."""
    for path in files:
        body = path.read_bytes()
        if sha256(body).hexdigest() != path.name:
            log.error("a paper is not what was handed in, and is not exported: %s", path)
            continue
        with Writing(archive, PAPERS + path.name, parts, zipfile.ZIP_STORED) as out:
            out.write(body)


def _files(folder: Path, kind: str) -> list[Path]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if NAMES[kind].fullmatch(path.name) and path.is_file()]


async def _page(database: Database, query: Select[Any]) -> Sequence[Any]:
    async def reading(connection: AsyncConnection) -> Sequence[Any]:
        found: Sequence[Any] = (await connection.execute(query)).all()
        return found

    return await database.read(reading)


def _lines(rows: Sequence[Struct]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
