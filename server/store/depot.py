"""Recordings kept on object storage too (S3 and what speaks like it), through obstore.

Speech is recorded on disk; what has not grown for a minute, a turn that is over, is copied to
`conference/file` in the depot, and copied again when it changes: late sound came, or withdrawn
words were cut out. A file beside each recording, with the recording's time of change, remembers
what lies in the depot. A machine that has not the file any more fetches it when somebody listens.
"""

import asyncio
import logging
import os
import re
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from server.live.ports import Unavailable

log = logging.getLogger(__name__)

SETTLED: Final = 60.0
"""Seconds without new sound after which a recording is copied for the first time."""
ROUND: Final = 10.0
"""Seconds between two rounds; what was cut out is gone from the depot as soon."""
STILL: Final = 24 * 3600.0
"""Seconds after which a conference is taken for over: a turn may be suspended over noon. What is
cut out later is a new file, which its folder shows."""
LOOKED: Final = 60.0
"""Seconds for which it is known what the depot has of a turn: a player asks for sound in pieces."""
TURNS: Final = 1000
"""Turns of which that is known; the oldest is forgotten first."""
_SOUND: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{1,64}\.sound")
_FAILED: Final = (BaseError, OSError)


class Depot:
    """`url` as `s3://bucket/folder`; keys and endpoint come from the environment (AWS_…).
    `directory` holds a folder of recordings for each conference. Raises ValueError: a bad URL."""

    def __init__(self, url: str, directory: Path, settled: float = SETTLED) -> None:
        try:
            self._store = from_url(
                url,
                # Storage of the house itself may speak plain http: AWS_ENDPOINT says so.
                client_options={"connect_timeout": "5s", "timeout": "60s", "allow_http": True},
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
            )
        except BaseError as error:
            raise ValueError(str(error)) from error
        self._directory, self._settled = directory, settled
        self._writing = asyncio.Lock()  # what is removed is not being copied
        self._fetching: WeakValueDictionary[Path, asyncio.Lock] = WeakValueDictionary()
        self._looked: dict[tuple[str, str], float] = {}
        self._done: dict[Path, int] = {}  # folders that are wholly there, and their last change

    async def run(self) -> None:
        """For ever copy what is new. Where the depot cannot be reached, it is tried again."""
        while True:
            try:
                await self.copy()
            except _FAILED as error:
                log.error("recordings are not in the depot yet: %s", error)
            await asyncio.sleep(ROUND)

    async def copy(self) -> int:
        """Copy what is new or was changed; how many recordings. Raises BaseError, OSError."""
        copied = 0
        for path in await asyncio.to_thread(list, self._new()):
            async with self._writing:
                copied += await asyncio.to_thread(self._copied, path)
        return copied

    def _new(self) -> Iterator[Path]:
        now = time.time_ns()
        for folder in sorted(self._directory.glob("[!.]*/")):
            changed = _changed(folder)
            if self._done.get(folder) == changed:
                continue
            paths = sorted(folder.glob("*.sound"))
            for mark in folder.glob("*.deposited"):
                if not mark.with_suffix(".sound").exists():
                    mark.unlink(missing_ok=True)  # of a recording that was too old
            yield from (path for path in paths if self._is_new(path, now))
            still = now - max(changed, *map(_changed, paths), 0) > STILL * 1e9
            if still and all(_changed(path) == _changed(_mark(path)) for path in paths):
                self._done[folder] = changed

    def _is_new(self, path: Path, now: int) -> bool:
        kept, changed = _changed(_mark(path)), _changed(path)
        return kept != changed and (kept > 0 or now - changed >= self._settled * 1e9)

    def _copied(self, path: Path) -> bool:
        changed = _changed(path)
        if changed == _changed(_mark(path)):
            return False  # removed from the depot meanwhile
        try:
            obstore.put(self._store, f"{path.parent.name}/{path.name}", path)
        except FileNotFoundError:
            if path.exists():
                raise  # it is the bucket that is not there
            return False  # removed meanwhile
        _set_mark(path, changed)
        return True

    async def bring(self, conference: str, turn: str = "", *, sure: bool = False) -> None:
        """As `live.ports.Depot` says."""
        folder = self._directory / conference
        here = bool(turn) and any(folder.glob(f"{turn}.*.sound"))
        looked = self._looked.get((conference, turn), -LOOKED)
        if here and not sure and time.monotonic() - looked < LOOKED:
            return
        try:
            for found in await obstore.list(self._store, conference).collect_async():
                name = found["path"].rpartition("/")[2]
                if _SOUND.fullmatch(name) and turn in ("", name.partition(".")[0]):
                    await self._bring(found["path"], folder / name, found["size"])
        except _FAILED as error:
            if sure or not here:
                raise Unavailable from error
            log.warning("nobody knows what the depot has of %s %s: %s", conference, turn, error)
        self._looked.pop((conference, turn), None)
        self._looked[conference, turn] = time.monotonic()
        if len(self._looked) > TURNS:
            del self._looked[next(iter(self._looked))]

    async def _bring(self, key: str, path: Path, size: int) -> None:
        """Fetch `key`, once however many ask for it. It never waits for what is being copied."""
        async with self._fetching.setdefault(path, asyncio.Lock()):
            await asyncio.to_thread(self._fetch, key, path, size)

    def _fetch(self, key: str, path: Path, size: int) -> None:
        """Unless it is here; what was fetched before and is another one now is fetched anew."""
        had = _changed(path)
        if had and (had != _changed(_mark(path)) or path.stat().st_size == size):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".fetching")
        with part.open("wb") as file:
            for block in obstore.get(self._store, key).stream():
                file.write(block)
        if _changed(path) != had:
            part.unlink()  # it is being recorded here
            return
        changed = _changed(part)
        part.replace(path)
        _set_mark(path, changed)
        log.info("recording fetched: %s", key)

    async def remove(self, conference: str, names: Sequence[str]) -> None:
        """Destroy what the depot has of these recordings; those on disk are not copied again unless
        they change. Raises Unavailable."""
        async with self._writing:
            try:
                await obstore.delete_async(self._store, [f"{conference}/{name}" for name in names])
            except _FAILED as error:
                raise Unavailable from error
            for path in (self._directory / conference / name for name in names):
                if changed := _changed(path):
                    _set_mark(path, changed)
                else:
                    _mark(path).unlink(missing_ok=True)


def opened(url: str, directory: Path) -> Depot | None:
    """The depot at `url`; None where there is none, and recordings lie in `directory` only. Raises
    ValueError."""
    return Depot(url, directory) if url else None


def _mark(path: Path) -> Path:
    return path.with_suffix(".deposited")


def _set_mark(path: Path, changed: int) -> None:
    mark = _mark(path)
    mark.touch()
    os.utime(mark, ns=(changed, changed))


def _changed(path: Path) -> int:
    """When, in ns; 0: it is not there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
