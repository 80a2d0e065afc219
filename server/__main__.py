"""The command line: `python -m server …`, also installed as `caunoi`."""

import asyncio
import logging
import os
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from aiohttp import web

from server import settings as settings_module
from server.settings import BadSetting, Settings

cli = typer.Typer(
    name="caunoi", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Cầu Nối: real-time support for hybrid dialogue conferences.",
)  # fmt: skip


def _settings() -> Settings:
    try:
        return settings_module.read(os.environ)
    except BadSetting as bad:
        raise typer.BadParameter(str(bad)) from None


@cli.command()
def serve() -> None:
    """Run the service until it is told to stop."""
    from server.app import build  # noqa: PLC0415  the other commands start without it

    settings = _settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s")
    uvloop.install()
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)  # tokens never reach a log
    try:
        web.run_app(
            build(settings), host=settings.host, port=settings.port, print=None,
            access_log=None, shutdown_timeout=5.0,
        )  # fmt: skip
    except BadSetting as bad:
        raise typer.BadParameter(str(bad)) from None


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
    code = code or (_settings().data_dir / "admin-code").read_text().strip()
    if not asyncio.run(run(url, code, points=points, turns=turns, out=out, pid=pid)):
        raise typer.Exit(1)


@cli.command()
def settings() -> None:
    """Print the table of settings."""
    typer.echo(settings_module.table())


if __name__ == "__main__":
    cli()
