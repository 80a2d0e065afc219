"""A microphone that sends at real speed: numbered chunks, kept until acknowledged, sent again."""

import asyncio
import contextlib
import time
import uuid
from collections import deque
from typing import Final

from socketio.exceptions import SocketIOError

from server.rehearsal.link import Json, Link

CHUNK: Final = 1600
"""Samples: 100 ms at 16 kHz."""
KEPT: Final = 600
"""Chunks kept unacknowledged: 60 s."""
SILENCE: Final = bytes(2 * CHUNK)


class Microphone:
    """Open from `open` to `close`; silent unless something is said. `sent_at` maps a chunk's number
    to when it was last handed to the line (monotonic seconds); `said_ms` is when the last sample of
    what was said last was captured (server time, ms)."""

    def __init__(self, link: Link, source: str) -> None:
        self._link, self._source = link, source
        self._stream = uuid.uuid4().hex[:12]
        self._playing = bytearray()
        self._over = bytearray()
        self._held = False
        self._quiet = asyncio.Event()
        self._over_quiet = asyncio.Event()
        self._unsaid: deque[tuple[int, bytes]] = deque(maxlen=KEPT)
        self._task: asyncio.Task[None] | None = None
        self._resending = False
        self.began = 0
        self.said_ms = 0
        self.sent_at: list[float] = []

    def open(self) -> None:
        self.began = round(self._link.now())
        self._task = asyncio.create_task(self._run(), name=f"microphone of {self._source}")

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def say(self, pcm: bytes) -> None:
        """Play `pcm` into the microphone; returns when its last sample was captured."""
        self._playing += pcm
        self._quiet.clear()
        await self._quiet.wait()

    async def interject(self, pcm: bytes) -> None:
        """As `say`, for somebody who speaks over, or instead of, the one who is held."""
        self._over += pcm
        self._over_quiet.clear()
        await self._over_quiet.wait()

    def hold(self, held: bool) -> None:
        """The speaker falls silent (and goes on later) because somebody interrupts."""
        self._held = held

    def heard_at(self, at_ms: float) -> float | None:
        """When the sample captured at server time `at_ms` was sent, or None."""
        n = int((at_ms - self.began) // 100)
        return self.sent_at[n] if 0 <= n < len(self.sent_at) else None

    async def _run(self) -> None:
        start = time.monotonic()
        n = 0
        while True:
            due = start + (n + 1) * 0.1  # the chunk is complete when its last sample is captured
            await asyncio.sleep(max(0, due - time.monotonic()))
            pcm = self._captured()
            if pcm is not SILENCE:
                self.said_ms = self.began + (n + 1) * 100
            self._unsaid.append((n, pcm))
            self.sent_at.append(time.monotonic())
            if self._link.connected and not self._resending:
                await self._send(n, pcm)
            else:
                self._resending = True
                if self._link.connected and self._link.version:
                    await self._resend()
            n += 1

    def _captured(self) -> bytes:
        if self._over:
            return _taken(self._over, self._over_quiet)
        if self._playing and not self._held:
            return _taken(self._playing, self._quiet)
        return SILENCE

    async def _resend(self) -> None:
        """After a lost line: everything that was never acknowledged, in order."""
        for n, pcm in list(self._unsaid):
            await self._send(n, pcm)
        self._resending = False

    async def _send(self, n: int, pcm: bytes) -> None:
        oldest = self._unsaid[0][0] if self._unsaid else n
        meta: Json = {
            "source": self._source, "stream": self._stream, "n": n, "began": self.began,
            "oldest": oldest,
        }  # fmt: skip
        self.sent_at[n] = time.monotonic()
        with contextlib.suppress(SocketIOError):  # the line went in this moment: sent again later
            await self._link.send_sound(meta, pcm, self._told)

    def _told(self, told: Json) -> None:
        have = told.get("have", told.get("error", {}).get("have", -1))
        while self._unsaid and self._unsaid[0][0] <= have:
            self._unsaid.popleft()


def _taken(playing: bytearray, quiet: asyncio.Event) -> bytes:
    pcm = bytes(playing[: 2 * CHUNK])
    del playing[: 2 * CHUNK]
    if not playing:
        quiet.set()
    return pcm.ljust(2 * CHUNK, b"\0")
