"""What the doors need from memory, in their own words. `server.store` fits these shapes."""

from collections.abc import Sequence
from typing import IO, Protocol

from server.rooms.room import Room
from server.rooms.session import Kind
from server.rooms.words import Millis, Role

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
