"""The files of an archive on their way into this house: recordings, and papers handed in. They are
unpacked beside where they will lie, on the same disk, and moved there when the log is written."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from server.rooms.words import Refused
from server.store.archive import BLOCK, NAMES

SPARE: Final = 500_000_000
"""Bytes of the disk that they must leave free."""


class ArchiveTooBig(Refused):
    """More than a conference can have, or than the disk has room for."""

    code = "archive_too_big"


class Carried:
    """Those of `names` that are files. `folders`: for each folder of an archive the one in which
    every conference of the house has its own."""

    def __init__(
        self, packed: zipfile.ZipFile, names: Iterable[str], folders: Mapping[str, Path]
    ) -> None:
        self._packed, self._folders = packed, folders
        self._names = [(kind, name) for name in names if (kind := kind_of(name))]
        self._unpacked: dict[str, Path] = {}

    def unpack(self) -> None:
        """Raises ArchiveTooBig."""
        size = sum(self._packed.getinfo(name).file_size for _, name in self._names)
        for kind, folder in self._folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(folder).free < size + SPARE:
                raise ArchiveTooBig
            if any(one == kind for one, _ in self._names):
                self._unpacked[kind] = Path(tempfile.mkdtemp(prefix=".import-", dir=folder))
        for kind, name in self._names:
            with (self._unpacked[kind] / name.removeprefix(kind)).open("wb") as out:
                for block in blocks(self._packed, name):
                    out.write(block)

    def settle(self, id: str) -> None:
        """They are now files of the conference `id`."""
        for kind, unpacked in self._unpacked.items():
            own = self._folders[kind] / id
            shutil.rmtree(own, ignore_errors=True)  # of an import that was never committed
            unpacked.chmod(0o750)
            unpacked.replace(own)

    def drop(self) -> None:
        """What was not settled goes."""
        for unpacked in self._unpacked.values():
            shutil.rmtree(unpacked, ignore_errors=True)


def kind_of(name: str) -> str:
    """The folder of an archive that the part lies in; "" if it is no file of one."""
    for kind, pattern in NAMES.items():
        if name.startswith(kind) and pattern.fullmatch(name, len(kind)):
            return kind
    return ""


def blocks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with packed.open(name) as part:
        while block := part.read(BLOCK):
            yield block
