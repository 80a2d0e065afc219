"""What was done to the rows of a conference, by its log: read once, and followed from there on."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from server.live.liveroom import LiveRoom
from server.live.ports import Log
from server.rooms.audit import Audit, Change
from server.rooms.dialogue import RequestDiverted, TurnDiverted
from server.rooms.entering import OpinionsSilenced
from server.rooms.room import Entry
from server.rooms.withdrawals import ContentWithdrawn

PAGE: Final = 1000
KEPT: Final = 4
"""Conferences whose histories are in memory."""
STAYS: Final = 60.0
"""Seconds after which one is read anew: what is withdrawn goes from the log a little later."""
WITHDRAWING: Final = (ContentWithdrawn, OpinionsSilenced, RequestDiverted, TurnDiverted)
"""After one of these the log no longer says what it said."""


@dataclass
class _Read:
    """A log up to entry `seq`, read since `began` (the loop's time)."""

    began: float
    seq: int = 0
    audit: Audit = field(default_factory=Audit)


class Histories:
    """Of all conferences of `log`."""

    def __init__(self, log: Log) -> None:
        self._log, self._one = log, asyncio.Lock()
        self._kept: OrderedDict[str, _Read] = OrderedDict()

    async def of(self, live: LiveRoom, opinion: str) -> list[Change]:
        """Every change of the row up to now, as the log has it: for nobody's eyes before `public`
        has looked at it. Raises Unavailable."""
        async with self._one:
            read = self._kept.pop(live.id, None)
            read = await self._followed(live.id, read) if read else None
            if read is None:
                read = _Read(asyncio.get_running_loop().time())
                await self._take(live.id, read)
            self._kept[live.id] = read
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return list(read.audit.changes.get(opinion, ()))

    async def _followed(self, room: str, read: _Read) -> _Read | None:
        """`read` with what came since; None: it has to be made anew."""
        if asyncio.get_running_loop().time() - read.began > STAYS:
            return None
        return None if await self._take(room, read) else read

    async def _take(self, room: str, read: _Read) -> bool:
        """Read on to the end; whether anything was withdrawn in what was read."""
        withdrawn = False
        while page := await self._log.read(room, read.seq, PAGE):
            await asyncio.to_thread(read.audit.take, page)
            read.seq, withdrawn = page[-1].seq, withdrawn or _withdraws(page)
        return withdrawn


def _withdraws(page: Iterable[Entry]) -> bool:
    return any(isinstance(event, WITHDRAWING) for entry in page for event in entry.events)
