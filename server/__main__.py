"""The command line: `python -m server …`, also installed as `caunoi`."""

import asyncio
import logging
import resource
import ssl
import urllib.request
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
import uvloop
from aiohttp import web
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from server import backup, conference, garbage
from server import settings as settings_module
from server.api.admin import MIN_PASSWORD
from server.certificate import BadName
from server.certificate import make as make_certificate
from server.commands import the_settings
from server.live.ports import Unavailable
from server.rooms.words import Role
from server.settings import BadSetting, Settings
from server.store.accounts import Accounts
from server.store.database import connect
from server.store.errors import AccountExists, NewerTables
from server.store.rebuild import rebuild as rebuild_tables
from server.transcribe import models
from server.transcribe.install import KNOWN, SOURCE, STEPS, install
from server.transcribe.shelf import BadModel
from server.transcribe.vietnamese.lines import written

IDLE: Final = 180.0
"""Seconds for which a line may be open on which nobody asks anything, or only begins to. A proxy
that keeps lines for itself gives them up earlier: Caddy after two minutes."""
FILES: Final = 65_536
"""Files and connections that one node may have open."""
cli = typer.Typer(
    name="caunoi", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Cầu Nối: real-time support for hybrid dialogue conferences.",
)  # fmt: skip


@cli.command()
def serve() -> None:
    """Run the service until it is told to stop."""
    settings = the_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s")
    uvloop.install()
    _open_many()
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)  # tokens never reach a log
    try:
        web.run_app(
            _served(settings), host=settings.host, port=settings.port, print=None,
            access_log=None, shutdown_timeout=5.0, keepalive_timeout=IDLE,
            ssl_context=_tls(settings),
        )  # fmt: skip
    except BadSetting as bad:
        raise typer.BadParameter(str(bad)) from None
    except NewerTables as newer:
        logging.critical("the database was made by a newer release: %s", newer.fields["revision"])
        raise typer.Exit(1) from None
    except Unavailable as away:
        logging.critical("the database cannot be reached: %s", away.__cause__ or "no answer")
        raise typer.Exit(1) from None


def _open_many() -> None:
    """Lift the limit of open files as far as it may be: each connection is one, and most systems
    begin with 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@cli.command()
def worker() -> None:
    """Hear for services of CAUNOI_REDIS_URL with CAUNOI_SPEECH=workers, until told to stop."""
    from server.transcribe import remote  # noqa: PLC0415  only here

    settings = the_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s")
    if not settings.redis_url:
        raise typer.BadParameter("CAUNOI_REDIS_URL must be set")
    try:
        remote.work(settings.redis_url, settings.shelf.chosen())
    except RuntimeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@cli.command()
def healthy() -> None:
    """End with 0 if the service of these settings is ready: for containers and watchdogs."""
    settings = the_settings()
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104
    scheme = "https" if settings.certificate else "http"
    unverified = ssl._create_unverified_context()  # noqa: S323  it is this very machine
    address = f"{scheme}://{host}:{settings.port}/readyz"
    try:
        with urllib.request.urlopen(address, timeout=3, context=unverified) as answer:  # noqa: S310
            typer.echo(answer.read().decode())
    except OSError as error:
        typer.echo(f"{address}: {error}", err=True)
        raise typer.Exit(1) from None


async def _served(settings: Settings) -> web.Application:
    from server.app import build  # noqa: PLC0415  the other commands start without it

    app = await build(settings)
    app.cleanup_ctx.append(garbage.kept)
    return app


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*settings.certificate)
    return context


@cli.command()
def certificate(
    names: Annotated[list[str], typer.Argument(help="Host names or addresses of this machine")],
    office: Annotated[str, typer.Option(help="Whose authority it is")] = "Cầu Nối",
) -> None:
    """Make an internal authority (once) and a certificate, so that microphones work."""
    folder = the_settings().tls_folder
    try:
        made = make_certificate(folder, names, office)
    except BadName as bad:
        raise typer.BadParameter(f"not a host name or address: {bad}") from None
    typer.echo(f"{made}\nRoot certificate for the other machines: {folder / 'ca.crt'}")
    typer.echo("Restart the service; every machine can fetch it at /ca.crt.")


user = typer.Typer(help="Accounts of the house.", no_args_is_help=True)
cli.add_typer(user, name="user")


@user.command("add")
def add_user(
    name: str,
    role: Annotated[Role, typer.Option(help="What they are in every conference")] = Role.ADMIN,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True)] = "",
) -> None:
    """Add an account; the password is asked for."""
    if len(password) < MIN_PASSWORD:
        raise typer.BadParameter(f"at least {MIN_PASSWORD} characters", param_hint="password")
    try:
        asyncio.run(_add_user(the_settings(), name, password, role))
    except AccountExists:
        raise typer.BadParameter("there is an account of this name", param_hint="name") from None


async def _add_user(settings: Settings, name: str, password: str, role: Role) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = connect(settings.database)
    await database.migrate()
    try:
        await Accounts(database).add(name, password, role)
    finally:
        await database.close()


model = typer.Typer(help="Models of the recogniser.", no_args_is_help=True)
cli.add_typer(model, name="model")


@model.command("list")
def list_models() -> None:
    """Show the models here, which one is in use, and those that can be fetched by name."""
    shelf = the_settings().shelf
    for name in shelf.names():
        at = shelf.path(name)
        state = models.check(at) or models.note(at) or "ready"
        typer.echo(f"{'*' if name == shelf.in_use else ' '} {name}: {state}")
    if shelf.fixed:
        typer.echo(f"* {shelf.fixed}: {models.check(shelf.chosen()) or 'ready'} (CAUNOI_MODEL)")
    for name in [one for one in KNOWN if one not in shelf.names()]:
        typer.echo(f"  {name}: {KNOWN[name]}; can be fetched from {SOURCE}")


@model.command("install")
def install_model(
    what: Annotated[str, typer.Argument(help="A name, a folder, a zip file or an address")],
    sha256: Annotated[str, typer.Option(help="What the zip's SHA-256 must be")] = "",
) -> None:
    """Install a model and hear with it from the next turn on. A broken download goes on."""
    shelf = the_settings().shelf
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())  # fmt: skip  # noqa: E501
    with Progress(*columns, console=Console(stderr=True)) as shown:
        tasks = {step: shown.add_task(step, total=None, visible=False) for step in STEPS}

        def progress(step: str, done: int, total: int) -> None:
            shown.update(tasks[step], completed=done, total=total, visible=True)

        try:
            name = asyncio.run(install(shelf, what, progress, sha256))
        except (BadModel, OSError) as error:
            raise typer.BadParameter(str(error)) from None
    typer.echo(f"{name} is in use; a running service hears the next turn with it.")
    if shelf.fixed:
        typer.echo(f"CAUNOI_MODEL is set and wins: {shelf.fixed}", err=True)


@model.command("check")
def check_model(
    sounds: Annotated[list[Path], typer.Argument(help="WAV, FLAC or OGG files", metavar="WAV…")],
    text: Annotated[str | None, typer.Option(help="What is said: adds the error rate")] = None,
    at: Annotated[Path | None, typer.Option("--model", help="Not the model in use, this")] = None,
) -> None:
    """Hear sound files with the model in use; print a line of JSON for each."""
    from server.transcribe.modelcheck import BadSound, check  # noqa: PLC0415  numpy: only here

    try:
        reports = check(at or the_settings().shelf.chosen(), sounds, text)
    except (BadSound, RuntimeError) as error:
        raise typer.BadParameter(str(error)) from None
    for report in reports:
        typer.echo(msgspec.json.encode(report))


@cli.command()
def rehearse(
    url: Annotated[str, typer.Argument(help="Address of a running service")],
    code: Annotated[str, typer.Option(help="Admin join code; default: from the data folder")] = "",
    points: Annotated[int, typer.Option(min=1, max=177, help="Points that join")] = 177,
    turns: Annotated[int, typer.Option(min=1, max=16, help="Interventions that are held")] = 9,
    out: Annotated[Path | None, typer.Option(help="Where summary.json and the papers go")] = None,
    pid: Annotated[int, typer.Option(help="The service's process here: its memory is told")] = 0,
) -> None:
    """Hold a whole rehearsal conference on a running service, with simulated people."""
    from server.rehearsal.conference import rehearse as run  # noqa: PLC0415

    if out:
        out.mkdir(parents=True, exist_ok=True)
    code = code or (the_settings().data_dir / "admin-code").read_text().strip()
    if not asyncio.run(run(url, code, points=points, turns=turns, out=out, pid=pid)):
        raise typer.Exit(1)


@cli.command()
def rebuild() -> None:
    """Make the read tables (register, statistics) anew from the log."""
    typer.echo(f"{asyncio.run(_rebuild(the_settings()))} rooms")


async def _rebuild(settings: Settings) -> int:
    database = connect(settings.database)
    await database.migrate()
    try:
        return await rebuild_tables(database)
    finally:
        await database.close()


cli.command()(written)
for one in (backup.backup, backup.restore, backup.backups):
    cli.command()(one)
cli.add_typer(conference.commands, name="conference")


@cli.command()
def settings() -> None:
    """Print the table of settings."""
    typer.echo(settings_module.table())


if __name__ == "__main__":
    cli()
