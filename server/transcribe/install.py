"""Installing a model: fetched, unpacked, looked at, tried out, and only then put into use."""

import asyncio
import fcntl
import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import msgspec

from server.transcribe import models
from server.transcribe.download import download, sha256
from server.transcribe.shelf import NAME, BadModel, Shelf
from server.transcribe.unpack import copy, root, unzip

SOURCE: Final = "https://alphacephei.com/vosk/models/"
KNOWN: Final = {
    "vosk-model-small-vn-0.4": "32 MB, for a small machine",
    "vosk-model-vn-0.4": "78 MB, for a server",
}
"""Vosk's own Vietnamese models, at SOURCE."""
LIST: Final = "model-list.json"
"""Beside Vosk's models: their names and MD5 sums."""
ARCHIVE: Final = 4 << 30
"""Bytes of an archive at most."""

STEPS: Final = ("fetching", "unpacking")
Progress = Callable[[str, int, int], None]
"""Told which of STEPS is being done, bytes done, bytes in all."""


class Listed(msgspec.Struct):
    """A row of LIST."""

    name: str
    md5: str = ""


async def install(
    shelf: Shelf, what: str, progress: Progress, sum256: str = "", source: str = SOURCE
) -> str:
    """Install the model `what`, a name of KNOWN or of one that is here, a folder, a zip file, or
    the address of a zip; put it into use and return its name.

    `sum256` is what the zip's SHA-256 must be. Raises BadModel or OSError, and then everything is
    as before, but that a broken download goes on the next time.
    """
    shelf.folder.mkdir(parents=True, exist_ok=True)
    with _alone(shelf.folder):
        name = await _put(shelf, what, progress, sum256, source)
        shelf.use(name)
        return name


def _put(
    shelf: Shelf, what: str, progress: Progress, sum256: str, source: str
) -> Coroutine[None, None, str]:
    """Bring the model on to the shelf; gives its name. Raises BadModel."""
    local = Path(what)
    if what in shelf.names() and models.check(shelf.path(what)) is None:
        return _is_here(what)
    if what in KNOWN:
        return _fetched(shelf, f"{source}{what}.zip", progress, sum256, listed=source + LIST)
    if urlsplit(what).scheme in ("http", "https"):
        return _fetched(shelf, what, progress, sum256)
    if local.is_dir():
        name = _name(local.resolve().name)
        return _set_up(shelf, name, lambda into: copy(local, into, _part(progress)))
    if local.is_file():
        _check_sum(local, sum256)
        return _unzipped(shelf, _name(local.stem), local, progress)
    known = ", ".join(dict.fromkeys([*shelf.names(), *KNOWN]))
    raise BadModel(f"neither a folder, a zip file, an address nor one of {known}: {what[:200]}")


async def _is_here(name: str) -> str:
    return name


async def _fetched(
    shelf: Shelf, url: str, progress: Progress, sum256: str, listed: str = ""
) -> str:
    name = _name(Path(urlsplit(url).path).stem)
    md5 = await _listed_md5(name, listed) if listed else ""
    part = shelf.folder / f".{name}-{hashlib.sha256(url.encode()).hexdigest()[:12]}.part"
    await download(url, part, ARCHIVE, lambda done, all: progress("fetching", done, all))
    try:
        _check_sum(part, sum256)
        _check_md5(part, md5)
        return await _unzipped(shelf, name, part, progress)
    finally:  # whole, but not what it should be: going on would not mend it
        part.unlink(missing_ok=True)
        part.with_name(part.name + ".json").unlink(missing_ok=True)


async def _unzipped(shelf: Shelf, name: str, archive: Path, progress: Progress) -> str:
    return await _set_up(shelf, name, lambda into: unzip(archive, into, _part(progress)))


async def _set_up(shelf: Shelf, name: str, fill: Callable[[Path], None]) -> str:
    """Let `fill` write the model into a folder; put it on the shelf and into use if it works."""
    with tempfile.TemporaryDirectory(dir=shelf.folder, prefix=".new-") as new:
        files = Path(new) / "files"  # the temporary folder itself is for this user alone
        files.mkdir()
        await asyncio.to_thread(fill, files)
        model = root(files)
        if reason := await asyncio.to_thread(models.check, model):
            raise BadModel(reason)
        if not (model / models.MANIFEST).exists():  # what was found good now is known again later
            models.make_manifest(model, f"installed as {name}", limits="")
        target = shelf.path(name)
        if target.exists():
            target.rename(Path(new) / "before")  # goes with the temporary folder
        model.rename(target)
    return name


async def _listed_md5(name: str, url: str) -> str:
    """What Vosk's own list says of `name`. Raises BadModel if it cannot be had or says nothing: a
    name stands for what its maker put there."""
    try:
        quiet = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(timeout=quiet) as http, http.get(url) as answer:
            answer.raise_for_status()
            rows = msgspec.json.decode(await answer.read(), type=list[Listed])
    except (aiohttp.ClientError, TimeoutError, msgspec.MsgspecError) as error:
        raise BadModel(f"{url}: {type(error).__name__} {error}") from None
    md5 = {row.name: row.md5 for row in rows}.get(name, "")
    if not md5:
        raise BadModel(f"{url} has no checksum of {name}")
    return md5


def _check_md5(file: Path, wanted: str) -> None:
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if wanted and found != wanted.lower():
        raise BadModel(f"MD5 is {found}, wanted {wanted}")


def _check_sum(file: Path, wanted: str) -> None:
    if wanted and (found := sha256(file)) != wanted.strip().lower():
        raise BadModel(f"SHA-256 is {found}, wanted {wanted}")


def _name(text: str) -> str:
    """A name for the model that came as `text`. Raises BadModel."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:80]
    if not NAME.fullmatch(name):
        raise BadModel(f"not a name for a model: {text[:80]!r}")
    return name


def _part(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, all: progress("unpacking", done, all)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One installation at a time; what an earlier one left half done is removed."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadModel("another installation is under way") from None
        for left in folder.glob(".new-*"):
            shutil.rmtree(left)
        yield
