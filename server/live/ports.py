"""What the live floor needs from the world, in its own words. `server.store` fits these shapes."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from server.rooms.room import Entry
from server.rooms.words import Millis


class SeqTaken(Exception):
    """Another node wrote this seq first, or this command id was written: read on, decide again."""


class Unavailable(Exception):
    """The log cannot be reached. What was asked may or may not have been written: re-read first."""


class Log(Protocol):
    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        """Entries with seq > `after`, in order, at most `limit`. Raises Unavailable."""
        ...

    async def append(self, room: str, entries: Sequence[Entry]) -> None:
        """Write all of `entries` durably or none of them. Raises SeqTaken or Unavailable."""
        ...


class Bell(Protocol):
    """Tells other nodes that a room has grown. Rings may be lost: everyone also looks by itself."""

    async def ring(self, room: str) -> None: ...

    def listen(self) -> AsyncIterator[str]:
        """Names of rooms that grew, on any node. Ends when the bell is closed."""
        ...


class Clock(Protocol):
    def __call__(self) -> Millis: ...
