"""The recordings of one room: one writer a file, some room left on the disk, safe once a second."""

import asyncio
import errno
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from server.live.streams import sound_path, sounds_of
from server.rooms.floor import Turn
from server.rooms.words import Refused
from server.transcribe.recording import Piece, Recording, erase

log = logging.getLogger(__name__)

OPEN: Final = 8
"""Files held open: two sources of a turn, and a few before it whose sound comes late."""
RESERVE: Final = 64 << 20
"""Bytes left free for the log, which may lie on the same disk: commands go on without sound."""
SYNC: Final = 1.0
"""Seconds of sound that a power cut may take."""


class DiskFull(Refused):
    """Sound cannot be written. The sender keeps it, and sends it again from time to time."""

    code = "disk_full"


class Recordings:
    """Of one room. What `append` wrote outlives this process; `run` is the task that makes it
    outlive a power cut."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._open: dict[Path, Recording] = {}
        self._unsafe: set[Path] = set()

    def path(self, turn: Turn, source: str) -> Path:
        return sound_path(self._directory, turn, source)

    def check(self) -> None:
        """Raises DiskFull where no more sound may be written."""
        there = next(one for one in (self._directory, *self._directory.parents) if one.exists())
        disk = os.statvfs(there)
        if disk.f_bavail * disk.f_frsize < RESERVE:
            raise DiskFull

    def append(self, turn: Turn, source: str, piece: Piece) -> None:
        """Write `piece` whole or not at all. Raises DiskFull, OSError."""
        path = self.path(turn, source)
        try:
            self._of(path).append(piece)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull from error
            raise
        self._unsafe.add(path)

    def _of(self, path: Path) -> Recording:
        recording = self._open.pop(path, None) or Recording.open(path)
        self._open[path] = recording  # the one used last stands last
        if len(self._open) > OPEN:
            self._forget(next(iter(self._open)))
        return recording

    def _forget(self, path: Path) -> None:
        if recording := self._open.pop(path, None):
            recording.close()

    def erase(self, turn: Turn, stretches: Sequence[tuple[float, float]]) -> None:
        """Destroy what was captured in `stretches`, (from, to) in ms, whatever source it came
        from. Raises OSError."""
        for path in sounds_of(self._directory, turn):
            self._forget(path)
            erase(path, stretches)

    async def run(self) -> None:
        """For ever bring to the disk what was written, off the event loop."""
        while True:
            await asyncio.sleep(SYNC)
            paths, self._unsafe = self._unsafe, set()
            try:
                await asyncio.to_thread(_sync, paths)
            except OSError as error:
                log.error("sound is not safe yet: %s", error)
                self._unsafe |= paths

    def close(self) -> None:
        for path in list(self._open):
            self._forget(path)
        _sync(self._unsafe)


def _sync(paths: set[Path]) -> None:
    for path in paths:
        if path.exists():  # else it was purged
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
