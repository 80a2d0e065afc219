"""The models of this service: where they lie, and which one is in use.

`FOLDER/NAME/` is a model, `FOLDER/in-use` a link to the one chosen. The link is replaced as a
whole, so whoever looks finds the old model or the new one, never half of either; `ear.Ear` looks
before each turn.
"""

import re
import secrets
from pathlib import Path
from typing import Final

from server.transcribe import models

IN_USE: Final = "in-use"
EMBEDDED: Final = "embedded"
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class BadModel(Exception):
    """Not a model, or not one that may be installed; says why, in English."""


class Shelf:
    """`folder` need not exist yet. `fixed` is the folder of a model that always wins
    (CAUNOI_MODEL), or ""."""

    def __init__(self, folder: Path, fixed: str = "") -> None:
        self.folder, self.fixed = folder, fixed

    def chosen(self) -> Path:
        """The model to hear with from now on. It may be missing or broken."""
        if self.fixed:
            return Path(self.fixed)
        link = self.folder / IN_USE
        return link if link.is_symlink() else models.embedded()

    @property
    def in_use(self) -> str:
        """The name of the chosen model, or the path of a fixed one."""
        if self.fixed:
            return self.fixed
        link = self.folder / IN_USE
        return link.readlink().name if link.is_symlink() else EMBEDDED

    def names(self) -> list[str]:
        """The models here, the embedded one first."""
        found = self.folder.iterdir() if self.folder.exists() else ()
        return [EMBEDDED, *sorted(one.name for one in found if _is_model(one))]

    def path(self, name: str) -> Path:
        """Where the model `name` lies, or would. Raises BadModel."""
        if name == EMBEDDED:
            return models.embedded()
        if not NAME.fullmatch(name) or name == IN_USE:
            raise BadModel(f"not a name for a model: {name[:80]}")
        return self.folder / name

    def use(self, name: str) -> None:
        """Choose the model `name`, which is here and was found good. Raises BadModel."""
        if name not in self.names():
            raise BadModel(f"not here: {name[:80]}")
        link = self.folder / IN_USE
        if name == EMBEDDED:
            link.unlink(missing_ok=True)
            return
        made = self.folder / f".{IN_USE}-{secrets.token_hex(4)}"
        made.symlink_to(name)
        made.replace(link)


def _is_model(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(".")
