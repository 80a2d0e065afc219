"""What the doors need from memory, in their own words. `server.store` fits these shapes."""

from collections.abc import Sequence
from typing import Protocol

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
