"""The road to a worker, wherever it runs; here: a process and the two pipes to it.

Knows messages, not what they mean. `redislink.py` is the road to workers on other machines.
"""

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final, Protocol, Self

import msgspec

from server.transcribe import wire

PROGRAM: Final = "server.transcribe.worker"
QUEUE: Final = 256
"""Messages waiting for the pipe at most: 25 s of one microphone in 100 ms chunks, 8 MB at worst.
A worker further behind is not helped by memory; its hearings read on from the recording."""
STUCK_SECONDS: Final = 30.0
"""A worker that takes nothing from its pipe (65 KB, 2 s of sound) for so long hangs."""
LEAVING_SECONDS: Final = 2.0
"""A worker finishes what is in its pipe (2 s of sound) before it sees the end of it."""
DYING_SECONDS: Final = 5.0
_HOME: Final = Path(__file__).resolve().parents[2]

log = logging.getLogger(__name__)


class Away(Exception):
    """No worker can be reached, through no fault of model or sound: ask again, for ever."""


class Lane(Protocol):
    """The way of one hearing to its worker."""

    @property
    def has_room(self) -> bool:
        """Sound may be sent. Control messages, one or two a hearing, may always be."""

    async def room(self) -> None:
        """Wait until `has_room`. Bounded by whoever watches the link, whose end cancels you."""

    def send(self, message: wire.ToWorker) -> None:
        """Queue `message`. Whoever sends sound looks at `has_room` first."""


class Link(Protocol):
    """Workers that hear. Owned by whoever spawned it, who must `end` it."""

    @property
    def pids(self) -> list[int]:
        """Of the processes that hear; they may run elsewhere."""

    def lane(self, number: int) -> Lane:
        """Where messages of hearing `number` go. The first must be its Open."""

    def messages(self) -> AsyncIterator[wire.FromWorker]:
        """What is said, first Ready or Failed, until nobody is left to say anything. Raises Away.
        Of one hearing all come, each once, in order."""

    def stop(self, reason: str) -> None:
        """End without waiting; `messages` ends soon, and tells `reason`, or `end` does."""

    async def end(self) -> str:
        """End, now. Gives how it ended."""


Spawn = Callable[[Path], Awaitable[Link]]
"""Starts what hears with the model in a folder. Raises OSError and Away."""


class PipeLink:
    """A running process. Knows one lane for all hearings: the pipe is one, too."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._queue: asyncio.Queue[wire.ToWorker] = asyncio.Queue()  # bounded by `has_room`
        self._room = asyncio.Event()
        self._room.set()
        self._said: deque[str] = deque(maxlen=20)
        self._tasks = [
            asyncio.create_task(self._send(), name="worker-send"),
            asyncio.create_task(self._overhear(), name="worker-stderr"),
        ]

    @classmethod
    async def spawn(cls, model: Path) -> Self:
        """Start a process that loads `model`. Raises OSError. The first message tells how."""
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", PROGRAM, str(model)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=_environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for the service alone
            )
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def pids(self) -> list[int]:
        return [self.pid]

    def lane(self, number: int) -> Lane:
        return self

    @property
    def has_room(self) -> bool:
        return self._queue.qsize() < QUEUE

    async def room(self) -> None:
        while not self.has_room:
            self._room.clear()
            await self._room.wait()

    def send(self, message: wire.ToWorker) -> None:
        self._queue.put_nowait(message)

    async def messages(self) -> AsyncIterator[wire.FromWorker]:
        """What the worker says, until it is dead; a message torn by its death is not given."""
        assert self._process.stdout
        read = self._process.stdout.readexactly
        decoder = msgspec.msgpack.Decoder(wire.FromWorker)
        try:
            while True:
                (length,) = wire.PREFIX.unpack(await read(wire.PREFIX.size))
                if length > wire.FRAME_LIMIT:
                    raise msgspec.DecodeError("frame too long")
                yield decoder.decode(await read(length))
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        except msgspec.MsgspecError as error:
            log.warning("worker %s talks nonsense: %s", self.pid, error)

    def stop(self, reason: str) -> None:
        """Kill the process without waiting; `messages` ends soon, and `end` gives `reason`."""
        self._said.append(reason)
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> str:
        """End the process: by the end of its stdin, or else by force. Gives how it ended and its
        last words."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        assert self._process.stdin
        self._process.stdin.close()
        if not await self._gone(LEAVING_SECONDS):
            self.stop("killed: did not leave by itself")
            await self._gone(DYING_SECONDS)
        code = self._process.returncode
        return f"exit {code}" + (f": {self._said[-1]}" if self._said else "")

    async def _gone(self, seconds: float) -> bool:
        """Wait for the process, reading what it still says, so that no full pipe holds it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._process.communicate()
        return self._process.returncode is not None

    async def _send(self) -> None:
        assert self._process.stdin
        pipe = self._process.stdin
        try:
            while True:
                frames = [wire.frame(await self._queue.get())]
                while not self._queue.empty() and sum(map(len, frames)) < wire.PIPE:
                    frames.append(wire.frame(self._queue.get_nowait()))
                pipe.write(b"".join(frames))
                if self.has_room:
                    self._room.set()
                async with asyncio.timeout(STUCK_SECONDS):
                    await pipe.drain()
        except TimeoutError:
            self.stop(f"took no sound for {STUCK_SECONDS:.0f} s")
        except ConnectionError:
            log.debug("worker %s is gone", self.pid)  # `messages` ends too, and tells its owner

    async def _overhear(self) -> None:
        assert self._process.stderr
        while line := await self._process.stderr.read(4096):
            said = line.decode(errors="replace").strip()
            log.debug("worker %s: %s", self.pid, said)
            self._said.extend(said.splitlines()[-20:])


def _environment() -> dict[str, str]:
    """Ours, with the project importable from any directory, and no threads beyond the one."""
    path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
