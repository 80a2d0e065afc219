"""Files of a model from a zip or a folder that somebody else made: bounded, and only inside."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from server.transcribe.shelf import BadModel

FILES: Final = 2000
"""Vosk's models have 13 to 40 files."""
SIZE: Final = 8 << 30
"""Bytes at most: the greatest model that Vosk offers has 5 GB unpacked."""
DENSEST: Final = 50
"""Times that a zip may grow: models of numbers hardly shrink, word lists some five times."""
SLACK: Final = 16 << 20
"""Bytes by which it may grow beyond that: a tiny file of zeros is no bomb."""
FREE: Final = 1 << 30
"""Bytes of the disk that stay free: the log and the recordings need them."""
BLOCK: Final = 1 << 20

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all."""


class Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unzip(archive: Path, into: Path, progress: Progress) -> None:
    """Unpack `archive` into the empty folder `into`. Raises BadModel or OSError."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            total = sum(entry.file_size for entry in entries)
            _bound(len(entries), total, into)
            if total > DENSEST * archive.stat().st_size + SLACK:
                raise BadModel(f"a zip bomb: {total} bytes in {archive.stat().st_size}")
            done = 0
            for entry in entries:
                path = _inside(into, entry)
                with opened.open(entry) as source:
                    done = _write(source, path, done, entry.file_size, total, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadModel(f"not a zip that can be read: {error}") from None


def copy(folder: Path, into: Path, progress: Progress) -> None:
    """Copy the model in `folder` into the empty folder `into`. Raises BadModel or OSError."""
    files = [file for file in folder.rglob("*") if not file.is_dir() or file.is_symlink()]
    for file in files:
        if not file.is_file() or file.is_symlink():
            raise BadModel(f"neither file nor folder: {file.relative_to(folder)}")
    sizes = {file: file.stat().st_size for file in files}
    total = sum(sizes.values())
    _bound(len(files), total, into)
    done = 0
    for file, size in sizes.items():
        with file.open("rb") as source:
            done = _write(source, into / file.relative_to(folder), done, size, total, progress)


def root(folder: Path) -> Path:
    """Where in `folder` the model is: there, or in its only folder. Raises BadModel."""
    for place in (folder, *_only_folder(folder)):
        if (place / "conf").is_dir():
            return place
    raise BadModel("no model inside: folder conf/ missing")


def _only_folder(folder: Path) -> Iterator[Path]:
    inside = [one for one in folder.iterdir() if one.is_dir()]
    if len(inside) == 1:
        yield inside[0]


def _bound(files: int, total: int, into: Path) -> None:
    if files > FILES:
        raise BadModel(f"{files} files: more than {FILES}")
    if total > SIZE:
        raise BadModel(f"{total} bytes: more than {SIZE}")
    free = shutil.disk_usage(into).free
    if total + FREE > free:
        raise BadModel(f"no room: {total} bytes needed beside {FREE}, {free} are free")


def _inside(into: Path, entry: zipfile.ZipInfo) -> Path:
    """Where `entry` goes. Raises BadModel: it would lie outside, or is no plain file."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    mode = entry.external_attr >> 16
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or not parts:
        raise BadModel(f"leads outside: {name[:200]}")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise BadModel(f"neither file nor folder: {name[:200]}")
    return into.joinpath(*parts)


def _write(source: Reads, path: Path, done: int, size: int, total: int, progress: Progress) -> int:
    """Write `source`, which says it has `size` bytes. Gives how much is done now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        target = path.open("xb")
    except (FileExistsError, IsADirectoryError, NotADirectoryError):
        raise BadModel(f"twice the same name: {path.name}") from None
    written = 0
    with target:
        while block := source.read(BLOCK):
            written += len(block)
            if written > size:
                raise BadModel(f"longer than it says: {path.name}")
            target.write(block)
            progress(done + written, total)
    return done + written
