"""What the live floor needs from the world, in its own words. Outer floors fit these shapes."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from server.rooms.deskviews import Readiness
from server.rooms.room import Entry, Room
from server.rooms.sight import Audience
from server.rooms.words import Millis


class SeqTaken(Exception):
    """Another node wrote this seq first, or this command id was written: read on, decide again."""


class Unavailable(Exception):
    """The log cannot be reached. What was asked may or may not have been written: re-read first."""


class Step(NamedTuple):
    """The room as entries found it, and as they leave it: what read tables are made of."""

    before: Room
    after: Room


class Log(Protocol):
    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        """Entries with seq > `after`, in order, at most `limit`. Raises Unavailable."""
        ...

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        """Write all of `entries` durably or none of them, and with them what they changed in the
        read tables, if `step` says so. Raises SeqTaken or Unavailable."""
        ...

    async def forget(self, room: str) -> int:
        """Destroy what lies beside the log of everything that was withdrawn; give how many contents
        went. Safe to repeat. Raises Unavailable."""
        ...


class Bell(Protocol):
    """Tells other nodes that a room has grown ("room seq"). Rings may be lost: everyone looks by
    itself too."""

    async def ring(self, room: str) -> None: ...

    def listen(self) -> AsyncIterator[str]:
        """What was rung, on any node. Ends when the bell is closed."""
        ...


class Here(Struct, frozen=True):
    """Who is connected to one node in one room."""

    points: tuple[str, ...] = ()
    delegates: int = 0
    viewers: int = 0
    readiness: dict[str, Readiness] = {}


class Nodes(Protocol):
    """Tells the nodes of a house who is connected where. It may be lost: a node that cannot ask
    judges nobody."""

    async def tell(self, room: str, here: Here) -> None:
        """So it is on this node, for the next few seconds."""
        ...

    async def others(self, room: str) -> list[Here] | None:
        """How it is on the other nodes; None: unknown now."""
        ...

    async def leave(self) -> None:
        """This node stops: nobody is here any more."""
        ...


class Alone:
    """The `Nodes` of a house that is one process."""

    async def tell(self, room: str, here: Here) -> None:
        pass

    async def others(self, room: str) -> list[Here] | None:
        return []

    async def leave(self) -> None:
        pass


class Depot(Protocol):
    """Where recordings lie besides this machine's disk."""

    async def bring(self, conference: str, turn: str = "", *, sure: bool = False) -> None:
        """Fetch the recordings of `turn`, or all, that are only there. Raises Unavailable, but not
        where there is something of `turn` to hear, unless it must be `sure` that nothing is
        missing."""
        ...

    async def remove(self, conference: str, names: Sequence[str]) -> None:
        """Destroy what is there of these recordings (names of files). Raises Unavailable."""
        ...


class NoDepot:
    """The `Depot` of a house whose recordings lie on its disk only."""

    async def bring(self, conference: str, turn: str = "", *, sure: bool = False) -> None:
        pass

    async def remove(self, conference: str, names: Sequence[str]) -> None:
        pass


class Clock(Protocol):
    def __call__(self) -> Millis: ...


class Fanout(Protocol):
    """Carries what a room has to show to everyone who looks at it from this node."""

    def patch(self, room: str, audience: Audience, patch: dict[str, Any]) -> None:
        """Send `{from, to, seq, patch}` to the audience."""
        ...

    def anybody(self, room: str, audience: Audience) -> bool:
        """Whether anyone of the audience looks from this node."""
        ...

    def mine(self, room: str, audience: Audience) -> None:
        """Something changed: whoever's own part is another one now gets it."""
        ...

    def hint(
        self, room: str, audiences: frozenset[Audience], hint: dict[str, Any], point: str = ""
    ) -> None:
        """Send a hint that may be lost, to `point` too."""
        ...
