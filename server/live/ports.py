"""What the live floor needs from the world, in its own words. Outer floors fit these shapes."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

from server.rooms.room import Entry
from server.rooms.sight import Audience
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

    async def forget(self, room: str) -> int:
        """Destroy what lies beside the log of everything that was withdrawn; give how many contents
        went. Safe to repeat. Raises Unavailable."""
        ...


class Bell(Protocol):
    """Tells other nodes that a room has grown. Rings may be lost: everyone also looks by itself."""

    async def ring(self, room: str) -> None: ...

    def listen(self) -> AsyncIterator[str]:
        """Names of rooms that grew, on any node. Ends when the bell is closed."""
        ...


class Clock(Protocol):
    def __call__(self) -> Millis: ...


class Fanout(Protocol):
    """Carries what a room has to show to everyone who looks at it from this node."""

    def patch(self, room: str, audience: Audience, patch: dict[str, Any]) -> None:
        """Send `{from, to, seq, patch}` to the audience."""
        ...

    def mine(self, room: str) -> None:
        """Something changed: whoever's own part is another one now gets it."""
        ...

    def hint(
        self, room: str, audiences: frozenset[Audience], hint: dict[str, Any], point: str = ""
    ) -> None:
        """Send a hint that may be lost, to `point` too."""
        ...
