"""Old recordings are removed; words, log and papers stay. *Giữ lại* keeps those of a conference,
or of one turn (day.md D15)."""

import asyncio
import logging
from pathlib import Path
from typing import Final

from server.live.ports import Clock, Depot, Log
from server.rooms.room import Room, replay
from server.rooms.session import Stage
from server.rooms.words import Millis

log = logging.getLogger(__name__)

DAY: Final = 24 * 3600
PAGE: Final = 1000


class Retention:
    """Of all conferences whose sound lies in `directory`, and in `depot`. `days` after the close;
    0 for ever."""

    def __init__(self, log: Log, directory: Path, clock: Clock, days: int, depot: Depot) -> None:
        self._log, self._directory, self._clock, self._days = log, directory, clock, days
        self._depot = depot

    async def run(self) -> None:
        """Now and once a day."""
        while self._days:
            try:
                await self.purge()
            except Exception:  # tomorrow again; nothing else of the service is the worse for it
                log.exception("old recordings are still there")
            await asyncio.sleep(DAY)

    async def purge(self) -> list[str]:
        """Remove what is too old; the conferences that lost sound. Raises Unavailable, OSError."""
        purged: list[str] = []
        for folder in sorted(self._directory.glob("*/")) if self._days else []:
            files = list(folder.glob("*.sound"))
            room = await self._room(folder.name) if files else Room()
            files = [file for file in files if file.name.split(".")[0] not in room.evidence.turns]
            if files and self._old(room):
                await self._depot.remove(folder.name, [file.name for file in files])
                for file in files:
                    file.unlink(missing_ok=True)  # another node may be as quick
                purged.append(folder.name)
                log.info("recordings removed: conference=%s files=%d", folder.name, len(files))
        return purged

    def _old(self, room: Room) -> bool:
        session = room.session
        kept: Millis = self._days * DAY * 1000
        over = session.stage is Stage.CLOSED and session.closed_at + kept < self._clock()
        return over and not session.keep

    async def _room(self, id: str) -> Room:
        room, seq = Room(), 0
        while entries := await self._log.read(id, seq, PAGE):
            room, seq = replay(entries, room), entries[-1].seq
        return room
