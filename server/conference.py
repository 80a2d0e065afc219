"""`caunoi conference …`: set a conference up from files, take a whole one out of the house or in.

It works on the database itself: the service may run beside it, and shows what was made at once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Annotated, Final, NamedTuple

import typer

from server.api.founding import Founding
from server.api.problems import problem
from server.api.socket import digester
from server.commands import fail, private, the_settings
from server.live.liveroom import LiveRoom
from server.live.ports import Unavailable
from server.rooms.office import OFFICE
from server.rooms.room import Room, replay
from server.rooms.words import Actor, Refused, Role
from server.settings import Settings
from server.setup import draft, sample
from server.setup.draft import Draft, File
from server.setup.problems import RowProblem
from server.store.archived import Archives
from server.store.bell import MemoryBell
from server.store.codes import Codes, wall_clock
from server.store.conferences import Conferences
from server.store.database import Database, connect
from server.store.depot import opened
from server.store.log import SqlLog

BY: Final = Actor("command-line", Role.ADMIN)
PAGE: Final = 1000

commands = typer.Typer(help="Conferences of the house.", no_args_is_help=True)


class _House(NamedTuple):
    """The parts of the house that setting up needs."""

    database: Database
    log: SqlLog
    founding: Founding
    archives: Archives


@commands.command("sample")
def write_sample(out: Annotated[Path, typer.Argument(help="The .xlsx to write")]) -> None:
    """Write the workbook that an office fills in for `create`."""
    out.write_bytes(sample.workbook())
    typer.echo(out)


@commands.command()
def create(
    files: Annotated[list[Path], typer.Argument(help="A workbook, or CSV files", exists=True)],
    like: Annotated[str, typer.Option(help="Id of a conference whose set-up is copied")] = "",
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong")] = False,
) -> None:
    """Set a conference up from files. With any error in them nothing is made."""
    given = [File(path.name, path.read_bytes()) for path in files]
    try:
        asyncio.run(_create(the_settings(), given, like, check))
    except (Refused, Unavailable) as error:
        fail(error)


@commands.command("export")
def export_one(
    id: Annotated[str, typer.Argument(help="Id of the conference")],
    out: Annotated[Path, typer.Argument(help="The .zip to write")],
    sound: Annotated[bool, typer.Option(help="With its recordings")] = True,
) -> None:
    """Write a whole conference to one file. Print the hash that the import can be held to."""
    part = out.with_name(f"{out.name}.part")  # a full disk leaves no half a file under its name
    try:
        with open(part, "wb", opener=private) as file:
            tip = asyncio.run(_export(the_settings(), id, sound, file))
        part.replace(out)
    except (Refused, Unavailable) as error:
        fail(error)
    finally:
        part.unlink(missing_ok=True)
    typer.echo(f"{out}\nLast hash: {tip}")


@commands.command("import")
def import_one(
    file: Annotated[Path, typer.Argument(help="An exported .zip", exists=True, dir_okay=False)],
    expect: Annotated[str, typer.Option(help="The last hash that the export printed")] = "",
) -> None:
    """Take in an exported conference, if nothing in it was changed and it is not here yet."""
    try:
        id, tip = asyncio.run(_import(the_settings(), file, expect))
    except (Refused, Unavailable) as error:
        fail(error)
    typer.echo(f"{id}\nLast hash: {tip}")


async def _create(settings: Settings, files: Sequence[File], like: str, check: bool) -> None:
    async with _house(settings) as house:
        room = await _read(house, like) if like else Room()
        session, policy = room.session, room.queue.policy
        copied = draft.copied(session.plan, session.people, policy)
        read = draft.read(files, *copied, draft.carried(session.plan, room.queue))
        _tell(read)
        if read.problems:
            raise typer.Exit(1)
        if check:
            return
        id, codes = await house.founding.found(
            read.plan, read.people, read.plan.policy, read.requests, BY
        )
    typer.echo(id)
    for (role, point), code in codes.items():
        typer.echo(f"{code}\t{role}\t{point}")


async def _export(settings: Settings, id: str, sound: bool, file: IO[bytes]) -> str:
    async with _house(settings) as house:
        return await house.archives.write(id, sound, file)


async def _import(settings: Settings, file: Path, expect: str) -> tuple[str, str]:
    async with _house(settings) as house:
        with file.open("rb") as packed:
            taken = await house.archives.take_in(packed, expect)
        await house.founding.issue(taken.id, taken.room.session.plan)
    return taken.id, taken.tip


@asynccontextmanager
async def _house(settings: Settings) -> AsyncIterator[_House]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = settings.secret()
    database = connect(settings.database)
    await database.migrate()
    log, bell = SqlLog(database), MemoryBell()

    async def new_room(id: str) -> LiveRoom:
        room = LiveRoom(id, log, bell, wall_clock, lambda: None)
        await room.open()
        return room

    async def office() -> LiveRoom:
        room = await new_room(OFFICE)
        await room.close()  # it is read, and nobody here writes into it
        return room

    codes, conferences = Codes(database, secret), Conferences(database)
    founding = Founding(new_room, codes, conferences, wall_clock, digester(secret), office)
    sound = settings.data_dir / "sound"
    depot = opened(settings.sound_store, sound)
    try:
        archives = Archives(database, sound, settings.papers_folder, depot)
        yield _House(database, log, founding, archives)
    finally:
        await database.close()


async def _read(house: _House, id: str) -> Room:
    """The room `id` as its log makes it. Ends the program if there is none."""
    room, seq = Room(), 0
    while entries := await house.log.read(id, seq, PAGE):
        room, seq = replay(entries, room), entries[-1].seq
    if not seq:
        raise typer.BadParameter("there is no such conference", param_hint="--like")
    return room


def _tell(read: Draft) -> None:
    for one in read.problems:
        typer.echo(_line(one), err=True)
    for one in read.hints:
        typer.echo(f"({_line(one)})", err=True)
    counts = f"{len(read.plan.points)} points, {len(read.people.delegates)} delegates"
    typer.echo(f"{counts}, {len(read.requests)} requests, {len(read.problems)} errors", err=True)


def _line(one: RowProblem) -> str:
    place = [str(one.fields[name]) for name in ("sheet", "row", "column") if name in one.fields]
    return f"{' · '.join(place)}: {problem(one)['message']} [{one.code}]"
