"""An archive → a conference of this house. Everything is verified before anything is written, and
written in one transaction: a conference is there whole or not at all."""

import asyncio
import contextlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Final

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Depot, NoDepot
from server.rooms.room import Entry, Room, replay
from server.rooms.words import Actor, Refused
from server.store import archive, beside, registers, schema
from server.store.archive import (
    BESIDE,
    BLOCK,
    FORMAT,
    MANIFEST,
    PAGE,
    PAPERS,
    ROWS,
    SOUND,
    WITHOUT_PAPERS,
    Content,
    Manifest,
    Sealed,
)
from server.store.beside import Place
from server.store.carried import ArchiveTooBig, Carried, blocks, kind_of
from server.store.chain import START, Tip, seal
from server.store.database import Database

ROOM: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
MANIFEST_LIMIT: Final = 16_000_000
LOG_LIMIT: Final = 1_000_000_000
"""Bytes of a part that is not sound: years of conferences."""
LINE_LIMIT: Final = 32_000_000
RATIO: Final = 200
"""How far a part may unpack: text of a log is packed to a tenth."""
PATIENCE: Final = 300.0
"""Seconds for the transaction of a long log."""
Whole = tuple[Sealed, dict[Place, beside.Content]]
"""A row and what lies beside it."""


class ArchiveUnreadable(Refused):
    """No archive of a conference, or one that this release cannot read. Fields: `why`."""

    code = "archive_unreadable"


class ArchiveTampered(Refused):
    """It is not what was exported. Fields: `where` (the part, or the entry's seq)."""

    code = "archive_tampered"


class ConferenceThere(Refused):
    """This house has the conference already; an import never overwrites. Fields: `id`."""

    code = "conference_exists"


class Checked:
    """What a verified archive holds: the conference's `id`, its last hash and its `room`."""

    def __init__(self, manifest: Manifest, room: Room, made_at: int) -> None:
        self.id, self.tip, self.room, self.made_at = (
            manifest.conference, manifest.tip, room, made_at,
        )  # fmt: skip
        self.parts = list(manifest.parts)


class Archives:
    """Whole conferences out of this house and into it. `sound` is the folder of all recordings,
    `papers` that of all files that were handed in."""

    def __init__(
        self, database: Database, sound: Path, papers: Path, depot: Depot | None = None
    ) -> None:
        self._database, self._sound, self._papers = database, sound, papers
        self._depot = depot or NoDepot()

    async def write(self, room: str, sound: bool, file: IO[bytes]) -> str:
        """The conference `room` into `file`, with its recordings if `sound`; gives its last hash.
        Raises NoSuchConference or Unavailable."""
        folder = self._sound / room if sound else None
        if sound:
            await self._depot.bring(room)
        papers = self._papers / room
        return (await archive.write(self._database, room, folder, papers, file)).tip

    async def take_in(self, file: IO[bytes], expect: str = "") -> Checked:
        """As the function of this name."""
        folders = {SOUND: self._sound, PAPERS: self._papers}
        return await take_in(self._database, file, folders, expect)


async def take_in(
    database: Database, file: IO[bytes], folders: Mapping[str, Path], expect: str = ""
) -> Checked:
    """Make the archived conference one of this house; its files go to its own folder in those of
    `folders`. `expect`: the last hash it must have, if that was told apart from the archive. Raises
    ArchiveUnreadable, ArchiveTampered, ArchiveTooBig, ConferenceThere or Unavailable."""
    with _opened(file) as packed:
        checked = await asyncio.to_thread(_check, packed, expect)
        carried = Carried(packed, checked.parts, folders)
        try:
            await asyncio.to_thread(carried.unpack)
            await _write(database, packed, checked, carried)
        finally:
            carried.drop()
    return checked


@contextlib.contextmanager
def _opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ArchiveUnreadable(why=str(error)[:200]) from None


def _check(packed: zipfile.ZipFile, expect: str) -> Checked:
    manifest = _manifest(packed)
    _check_parts(packed, manifest)
    tip, made_at, room = START, 0, Room()
    for sealed, contents in _entries(packed):
        row = sealed.row(manifest.conference)
        fits = sealed.seq == tip.seq + 1 and sealed.prev == tip.hash
        if not fits or seal(tip.hash, row) != sealed.hash or _strange(sealed, contents):
            raise ArchiveTampered(where=sealed.seq)
        tip, made_at = Tip(sealed.seq, sealed.hash), made_at or sealed.at
        room = _after(room, manifest.conference, sealed, contents)
    if tip != Tip(manifest.entries, manifest.tip) or expect not in ("", manifest.tip):
        raise ArchiveTampered(where=manifest.entries)
    if not room.session.set_up:
        raise ArchiveUnreadable(why="no conference is set up in it")
    return Checked(manifest, room, made_at)


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    infos = {info.filename: info for info in packed.infolist()}
    if len(infos) != len(packed.infolist()) or MANIFEST not in infos:
        raise ArchiveUnreadable(why="no manifest, or a name twice")
    if infos[MANIFEST].file_size > MANIFEST_LIMIT:
        raise ArchiveTooBig
    try:
        manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ArchiveUnreadable(why=str(error)[:200]) from None
    if manifest.format not in (WITHOUT_PAPERS, FORMAT):
        raise ArchiveUnreadable(why=f"format {manifest.format}")
    kinds = (SOUND,) if manifest.format == WITHOUT_PAPERS else (SOUND, PAPERS)
    known = all(name in (ROWS, BESIDE) or kind_of(name) in kinds for name in manifest.parts)
    if not known or not ROOM.fullmatch(manifest.conference):
        raise ArchiveUnreadable(why="unknown parts")
    if {ROWS, BESIDE} - manifest.parts.keys() or infos.keys() != {MANIFEST, *manifest.parts}:
        raise ArchiveTampered(where=MANIFEST)
    return manifest


def _check_parts(packed: zipfile.ZipFile, manifest: Manifest) -> None:
    for name, part in manifest.parts.items():
        info = packed.getinfo(name)
        bound = LOG_LIMIT if name in (ROWS, BESIDE) else info.compress_size * 2 + BLOCK
        if info.file_size > min(bound, info.compress_size * RATIO + BLOCK):
            raise ArchiveTooBig
        digest = sha256()
        try:
            for block in blocks(packed, name):
                digest.update(block)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):  # packed wrong, or locked
            raise ArchiveTampered(where=name) from None
        found = digest.hexdigest()
        misnamed = kind_of(name) == PAPERS and name != PAPERS + found
        if misnamed or (info.file_size, found) != (part.size, part.sha256):
            raise ArchiveTampered(where=name)


def _entries(packed: zipfile.ZipFile) -> Iterator[Whole]:
    """Every row with what lies beside it; never more than one of them in memory."""
    apart = groupby(_lines(packed, BESIDE, Content), attrgetter("seq"))
    seq, contents = next(apart, (0, iter(())))
    for sealed in _lines(packed, ROWS, Sealed):
        own: dict[Place, beside.Content] = {}
        if seq == sealed.seq:
            own = {
                Place(one.seq, one.event, one.field): beside.Content(_salt(one), one.value)
                for one in contents
            }
            seq, contents = next(apart, (0, iter(())))
        yield sealed, own
    if seq:
        raise ArchiveTampered(where=seq)  # beside an entry that is not there, or out of order


def _lines(packed: zipfile.ZipFile, name: str, kind: type[Any]) -> Iterator[Any]:
    decoder = msgspec.json.Decoder(kind)
    with packed.open(name) as part:
        while line := part.readline(LINE_LIMIT):
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, RecursionError) as error:
                raise ArchiveUnreadable(why=f"{name}: {error}"[:200]) from None


def _salt(content: Content) -> bytes:
    try:
        return bytes.fromhex(content.salt)
    except ValueError:
        raise ArchiveTampered(where=content.seq) from None


def _strange(sealed: Sealed, contents: beside.Contents) -> bool:
    """Whether something beside the row is not what it was written with."""
    try:
        digests = beside.references(sealed.events, sealed.seq)
    except (msgspec.DecodeError, AttributeError, TypeError, RecursionError):
        return True
    return any(beside.digest(found) != digests.get(place) for place, found in contents.items())


def _after(room: Room, id: str, sealed: Sealed, contents: beside.Contents) -> Room:
    """The room after one more entry. That a chain fits does not make its events ones that a room
    can be made of: better to say so now than when the conference is opened."""
    try:
        events = beside.join(id, sealed.seq, sealed.events, contents)
        actor = msgspec.json.decode(sealed.actor, type=Actor)
        entry = Entry(sealed.seq, sealed.at, actor, sealed.command_id, sealed.body, events)
        return replay([entry], room)
    except Exception as error:
        why = f"entry {sealed.seq}: {type(error).__name__}: {error}"
        raise ArchiveUnreadable(why=why[:200]) from None


async def _write(
    database: Database, packed: zipfile.ZipFile, checked: Checked, carried: Carried
) -> None:
    plan = checked.room.session.plan
    listed = {
        "id": checked.id, "title": plan.title, "kind": plan.kind.value, "made_at": checked.made_at
    }  # fmt: skip

    async def writing(connection: AsyncConnection) -> None:
        for table in (schema.rooms.c.id, schema.entries.c.room):
            if (await connection.execute(select(table).where(table == checked.id))).first():
                raise ConferenceThere(id=checked.id)
        await connection.execute(insert(schema.rooms), [listed])
        entries = _entries(packed)
        while whole := list(islice(entries, PAGE)):
            await _insert(connection, checked.id, whole)
        await registers.write(connection, checked.id, checked.room)
        carried.settle(checked.id)

    try:
        await database.write(checked.id, writing, PATIENCE)
    except IntegrityError:
        raise ArchiveTampered(where=ROWS) from None


async def _insert(connection: AsyncConnection, id: str, whole: list[Whole]) -> None:
    rows = [{"room": id, **msgspec.structs.asdict(sealed)} for sealed, _ in whole]
    contents = [
        {"room": id, **place._asdict(), **content._asdict()}
        for _, beside_it in whole
        for place, content in beside_it.items()
    ]
    await connection.execute(insert(schema.entries), rows)
    if contents:
        await connection.execute(insert(schema.contents), contents)
