"""`caunoi backup` and `caunoi restore`: the whole house as one file.

A ZIP of `tables/NAME.jsonl` (server.store.dump), `files/…` (recordings, papers, templates, keys:
DATA_DIR without the database and the speech models, which `model install` brings back) and
`manifest.json` with every part's SHA-256. It holds everything that was said, every name and the
service's secret: keep it as the data folder is kept.

`backup` reads beside a running service. Recordings that grow meanwhile are cut, as a power cut
would cut them. DATA_DIR/backups.jsonl lists what was made, so that `backups` can tell which of
them still hold what was withdrawn since (day.md D14)."""

import asyncio
import contextlib
import os
import shutil
import signal
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, Any, Final, NoReturn

import msgspec
import typer
from msgspec import Struct
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.commands import fail, private, the_settings
from server.live.ports import Unavailable
from server.rooms.words import Refused
from server.settings import Settings
from server.store import dump, schema
from server.store.archive import Part, Writing
from server.store.codes import wall_clock
from server.store.database import Database, connect

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
TABLES: Final = "tables/"
FILES: Final = "files/"
LIST: Final = "backups.jsonl"
LEFT_OUT: Final = ("models", "caunoi.sqlite3", "caunoi.sqlite3-wal", "caunoi.sqlite3-shm", LIST)
BLOCK: Final = 1 << 20
PATIENCE: Final = 3600.0
"""Seconds for filling an empty house."""


class Manifest(Struct, frozen=True):
    """`at` is server time in ms, `revision` the form of the tables."""

    format: int
    at: int
    revision: str
    parts: dict[str, Part]


class Made(Struct, frozen=True):
    """A line of `backups.jsonl`."""

    path: str
    at: int


def backup(out: Annotated[Path, typer.Argument(help="The .zip to write")]) -> None:
    """Write the whole house to one file, beside a running service."""
    settings = the_settings()
    signal.signal(signal.SIGTERM, _leave)  # what was begun holds everything: it may not lie about
    part = out.with_name(f"{out.name}.part")
    try:
        with open(part, "wb", opener=private) as file:
            at = asyncio.run(_back_up(settings, file))
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except (Refused, Unavailable) as error:
        fail(error)
    finally:
        part.unlink(missing_ok=True)
    with (settings.data_dir / LIST).open("ab") as told:
        told.write(msgspec.json.encode(Made(str(out.resolve()), at)) + b"\n")
    typer.echo(out)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup", exists=True, dir_okay=False)],
) -> None:
    """Fill an empty house from a backup. Checks the whole file first; stop the service before."""
    try:
        asyncio.run(_restore(the_settings(), file))
    except (Refused, Unavailable) as error:
        fail(error)
    typer.echo("Restored. Start the service.")


def backups() -> None:
    """List the backups made here, and those that still hold what was withdrawn since."""
    settings = the_settings()
    path = settings.data_dir / LIST
    lines = path.read_bytes().splitlines() if path.exists() else []
    withdrawn = asyncio.run(_withdrawn(settings)) if lines else []
    for made in (msgspec.json.decode(line, type=Made) for line in lines):
        since = sum(at > made.at for at in withdrawn)
        held = f"still holds {since} withdrawn passages: destroy or replace it" if since else "ok"
        there = held if Path(made.path).exists() else "gone"
        typer.echo(f"{made.path}\t{made.at}\t{there}")


async def _back_up(settings: Settings, file: IO[bytes]) -> int:
    database, at = connect(settings.database), wall_clock()
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        try:
            await database.migrate()
            revision = await dump.write(
                database, lambda name: Writing(packed, f"{TABLES}{name}.jsonl", parts)
            )
        finally:
            await database.close()
        with Progress(console=Console(stderr=True)) as shown:
            for path in shown.track(_files(settings.data_dir), description="files"):
                _pack(packed, path, FILES + path.relative_to(settings.data_dir).as_posix(), parts)
        manifest = Manifest(FORMAT, at, revision, parts)
        packed.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return at


def _pack(packed: zipfile.ZipFile, path: Path, name: str, parts: dict[str, Part]) -> None:
    with contextlib.ExitStack() as both:
        try:
            read = both.enter_context(path.open("rb"))
        except FileNotFoundError:  # purged since
            return
        out = both.enter_context(Writing(packed, name, parts, zipfile.ZIP_STORED))
        while block := read.read(BLOCK):
            out.write(block)


def _files(folder: Path) -> list[Path]:
    kept = [one for one in sorted(folder.iterdir()) if one.name not in LEFT_OUT]
    inside = [file for one in kept for file in (sorted(one.rglob("*")) if one.is_dir() else [one])]
    return [one for one in inside if one.is_file() and not one.name.endswith(".part")]


async def _restore(settings: Settings, file: Path) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(_opened(file)) as packed:
        manifest = _checked(packed)
        database = connect(settings.database)
        try:
            await database.migrate(manifest.revision)

            async def fill(connection: AsyncConnection) -> None:
                await dump.restore(connection, lambda name: _rows(packed, name))
                _unpack(packed, manifest, settings.data_dir)

            await database.write("restore", fill, patience=PATIENCE)
            await database.migrate()
        finally:
            await database.close()


def _opened(file: Path) -> Path:
    if not zipfile.is_zipfile(file):
        raise dump.BadBackup(part=file.name)
    return file


def _checked(packed: zipfile.ZipFile) -> Manifest:
    """The manifest, when every part is there and is what it was."""
    try:
        manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    except (KeyError, msgspec.DecodeError):
        raise dump.BadBackup(part=MANIFEST) from None
    if manifest.format != FORMAT:
        raise dump.BadBackup(part=MANIFEST)
    with Progress(console=Console(stderr=True)) as shown:
        for name, part in shown.track(manifest.parts.items(), description="checking"):
            if _outside(name) or _digest(packed, name) != part.sha256:
                raise dump.BadBackup(part=name)
    return manifest


def _outside(name: str) -> bool:
    inside = Path(name.removeprefix(FILES))
    return not name.startswith((TABLES, FILES)) or ".." in inside.parts or inside.is_absolute()


def _digest(packed: zipfile.ZipFile, name: str) -> str:
    digest = sha256()
    try:
        with packed.open(name) as part:
            while block := part.read(BLOCK):
                digest.update(block)
    except (KeyError, zipfile.BadZipFile, OSError):
        return ""
    return digest.hexdigest()


def _rows(packed: zipfile.ZipFile, table: str) -> Iterator[list[Any]]:
    name = f"{TABLES}{table}.jsonl"
    if name in packed.namelist():
        with packed.open(name) as lines:
            for line in lines:
                yield msgspec.json.decode(line)


def _unpack(packed: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in manifest.parts:
        if name.startswith(FILES):
            target = folder / name.removeprefix(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(name) as part, open(target, "wb", opener=private) as out:
                shutil.copyfileobj(part, out, BLOCK)


async def _withdrawn(settings: Settings) -> list[int]:
    """When content was destroyed, in server time: withdrawn, or who denounces and what (D9)."""
    database: Database = connect(settings.database)
    c = schema.entries.c

    async def reading(connection: AsyncConnection) -> list[int]:
        destroys = [c.events.contains(word) for word in ('"ContentWithdrawn"', '"denunciation"')]
        query = select(c.at).where(or_(*destroys))
        return list((await connection.execute(query)).scalars())

    try:
        return await database.read(reading)
    finally:
        await database.close()


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
