"""What the service's commands share: their settings, their files, and how they fail."""

import os
from typing import NoReturn

import typer

from server import settings
from server.api.problems import problem
from server.settings import BadSetting, Settings


def the_settings() -> Settings:
    """As the environment has them; a bad one ends the command and is named."""
    try:
        return settings.read(os.environ)
    except BadSetting as bad:
        raise typer.BadParameter(str(bad)) from None


def private(path: str, flags: int) -> int:
    """An opener of files that nobody but their owner may read."""
    return os.open(path, flags, 0o600)


def fail(error: Exception) -> NoReturn:
    """End the command with what `error` says in the user's words."""
    told = problem(error)
    typer.echo(f"{told['message']} [{told['code']}]", err=True)
    raise typer.Exit(1)
