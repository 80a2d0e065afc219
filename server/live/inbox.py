"""What waits to be decided in one room: those who conduct come first, however many others ask."""

import asyncio
from collections import deque
from typing import Final, Generic, TypeVar

from server.rooms.words import Role

FIRST: Final = frozenset({Role.CHAIR, Role.MODERATOR, Role.ASSISTANT})
T = TypeVar("T")


class Inbox(Generic[T]):
    """Each of the two lines holds `size` and keeps its order."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._first: deque[T] = deque()
        self._others: deque[T] = deque()
        self._some = asyncio.Event()

    def put(self, asked: T, role: Role) -> bool:
        """False if there is no room for it."""
        line = self._first if role in FIRST else self._others
        if len(line) >= self._size:
            return False
        line.append(asked)
        self._some.set()
        return True

    async def wait(self) -> None:
        """Until there is something to take."""
        await self._some.wait()

    def take(self, many: int) -> list[T]:
        """At most so `many`, those who conduct first."""
        taken = [self._first.popleft() for _ in range(min(many, len(self._first)))]
        left = min(many - len(taken), len(self._others))
        taken += [self._others.popleft() for _ in range(left)]
        if not self._first and not self._others:
            self._some.clear()
        return taken

    def empty(self) -> list[T]:
        """Everything that waits."""
        return self.take(len(self._first) + len(self._others))
