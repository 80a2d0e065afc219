"""A line between browser and service that can be thin, far, and cut: whatever goes over it."""

import asyncio
from typing import Self

from tests.e2e.chrome import NAME

PIECE = 1000
"""Bytes that travel together."""


class Wire:
    """Listens at `url` and hands every byte on to the service's `port`, as fast as it is told."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._speed, self._delay = 0, 0.0
        self._up = True
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"https://{NAME}:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        await self._server.wait_closed()

    def become(self, bytes_a_second: int, delay: float) -> None:
        """`delay` seconds one way."""
        self._speed, self._delay = bytes_a_second, delay

    def cut(self) -> None:
        """The cable is out: what is open breaks, and nothing new is let through."""
        self._up = False
        for one in self._open:
            one.transport.abort()

    def mend(self) -> None:
        self._up = True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._up:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        ends = {writer, back}
        self._open |= ends
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry(reader, back))
                both.create_task(self._carry(there, writer))
        except* OSError:
            pass  # cut
        self._open -= ends
        for end in ends:
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pieces leave at the line's speed and arrive `delay` later, in order."""
        loop = asyncio.get_running_loop()
        while piece := await reader.read(PIECE):
            if self._speed:
                await asyncio.sleep(len(piece) / self._speed)
            loop.call_later(self._delay, writer.write, piece)
        loop.call_later(self._delay, writer.close)
