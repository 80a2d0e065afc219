"""What the doors need from memory, in their own words. `server.store` fits these shapes."""

from collections.abc import Collection, Sequence
from typing import IO, Protocol

from server.rooms import register
from server.rooms.plan import Kind
from server.rooms.room import Room
from server.rooms.searching import Counts, Found, Search
from server.rooms.words import Actor, Millis, Role

Seat = tuple[Role, str]
"""A role, and the point where it sits ("" for those that sit at none)."""


class Grant(Protocol):
    """What a join code gives: a role in a room ("" is the house itself), perhaps at a point."""

    @property
    def room(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def point(self) -> str: ...


class Codes(Protocol):
    async def issue(self, room: str, keys: Sequence[Seat]) -> dict[Seat, str]:
        """A code for every seat; the same again for one that has one."""
        ...

    async def find(self, text: str) -> Grant | None: ...

    async def list(self, room: str) -> dict[Seat, str]: ...

    async def revoke(self, room: str, role: Role, point: str) -> None: ...

    async def revoked_since(self, room: str, role: Role, point: str, at: Millis) -> bool:
        """Was a code of this seat revoked at `at` or later?"""
        ...


class Held(Protocol):
    """Which device holds a point's seat, and since when."""

    @property
    def device(self) -> str: ...
    @property
    def since(self) -> Millis: ...


class Devices(Protocol):
    async def holder(self, room: str, point: str) -> Held | None: ...

    async def take(self, room: str, point: str, device: str, over: bool) -> Held | None: ...

    async def free(self, room: str, point: str) -> None: ...


class Account(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Role: ...


class Accounts(Protocol):
    async def add(self, name: str, password: str, role: Role) -> Account:
        """Raises an error with the code `account_exists`."""
        ...

    async def check(self, name: str, password: str) -> Account | None: ...

    async def all(self) -> Sequence[Account]: ...

    async def disable(self, id: str) -> None: ...


class Listed(Protocol):
    """A conference in the list of conferences."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def made_at(self) -> Millis: ...


class Conferences(Protocol):
    async def add(self, id: str, title: str, kind: Kind, made_at: Millis) -> None: ...

    async def all(self) -> Sequence[Listed]: ...


class TakenIn(Protocol):
    """A conference that came in an archive: its last hash, and what it is."""

    @property
    def id(self) -> str: ...
    @property
    def tip(self) -> str: ...
    @property
    def room(self) -> Room: ...


class Archives(Protocol):
    async def write(self, room: str, sound: bool, file: IO[bytes]) -> str:
        """The whole conference into `file`; its last hash."""
        ...

    async def take_in(self, file: IO[bytes], expect: str) -> TakenIn: ...


class Registers(Protocol):
    """The read tables: what all conferences left in the register."""

    async def find(
        self, search: Search, first: int, limit: int, by_lead: bool = False
    ) -> tuple[int, list[Found]]:
        """How many rows there are, and `limit` of them from `first` on; `by_lead` those of each
        agency together."""
        ...

    async def leads(self, search: Search) -> list[tuple[str, int]]:
        """Who leads what is looked for, in the order of `find` by lead, and how many rows each."""
        ...

    async def one(self, conference: str, opinion: str) -> Found | None: ...

    async def choices(self, conference: str = "") -> dict[str, list[str]]:
        """What a filter can choose from: `fields`, `leads`."""
        ...

    async def held(self, since: str = "", until: str = "") -> list[tuple[str, register.Held]]:
        """Conferences held from `since` to `until` (days; "" is any), by id, in order."""
        ...

    async def conference(self, id: str) -> register.Held | None: ...

    async def counted(self, since: str, until: str, today: str) -> Counts:
        """Opinions of conferences held in that time, counted for the tables of a report."""
        ...


class Access(Protocol):
    """Somebody heard or took something out."""

    @property
    def at(self) -> Millis: ...
    @property
    def actor(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def subject(self) -> str: ...


class Accesses(Protocol):
    async def note(self, room: str, actor: Actor, what: str, subject: str) -> None: ...

    async def list(self, room: str, before: Millis = 0) -> Sequence[Access]:
        """The latest first; those `before` a time, if one is given."""
        ...


class Sealed(Protocol):
    """A stored row of the log: JSON of all its fields, and its hash in the chain."""

    @property
    def hash(self) -> str: ...


class Evidence(Protocol):
    """The log as it is stored, for a proof."""

    async def rows(self, room: str, last: int) -> Sequence[Sealed]:
        """Every row up to entry `last`."""
        ...

    async def contents(self, room: str, events: Collection[tuple[int, int]]) -> Sequence[object]:
        """What lies beside these events, (seq, number in the entry), to be written as JSON."""
        ...
