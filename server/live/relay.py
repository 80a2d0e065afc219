"""What the nodes tell each other of a room, where it may be lost: hints, by way of Redis."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from server.live.ports import Bell


class HalfSaid(Struct, frozen=True, tag=True):
    hint: dict[str, Any]


class LevelSaid(Struct, frozen=True, tag=True):
    hint: dict[str, Any]
    point: str


class EditingSaid(Struct, frozen=True, tag=True):
    who: str
    segment: str


Said = HalfSaid | LevelSaid | EditingSaid


class Hint(Struct, frozen=True):
    """What one node says to the others of a room."""

    node: str
    room: str
    said: Said


class Relay:
    """One node's, named `node`. Without `hints` there is only this one."""

    def __init__(self, hints: Bell | None, node: str) -> None:
        self._hints, self._node = hints, node
        self._saying: set[asyncio.Task[None]] = set()

    def say(self, room: str, said: Said) -> None:
        """Say `said` of `room` to the other nodes."""
        if self._hints:
            text = msgspec.json.encode(Hint(self._node, room, said)).decode()
            task = asyncio.create_task(self._hints.ring(text), name="hint")
            self._saying.add(task)
            task.add_done_callback(self._saying.discard)

    async def hear(self, told: Callable[[str, Said], None]) -> None:
        """Pass on what the others say of their rooms."""
        if self._hints is None:
            await asyncio.Event().wait()
            return
        async for text in self._hints.listen():
            with contextlib.suppress(msgspec.DecodeError):  # not ours: Redis may be shared
                hint = msgspec.json.decode(text, type=Hint)
                if hint.node != self._node:
                    told(hint.room, hint.said)
