"""A small world for rooms that run: logs in memory, a clock that is set, an ear that only notes."""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from server.live.liveroom import LiveRoom
from server.live.ports import SeqTaken, Step, Unavailable
from server.rooms.plan import Person
from server.rooms.queue import RaiseHand
from server.rooms.room import Command, Entry, decide, replay
from server.rooms.session import AllowRecording, OpenConference
from server.rooms.sight import Audience
from server.rooms.words import Actor
from server.store.bell import MemoryBell
from server.transcribe.heard import HalfHeard, Heard
from tests.given import ADMIN, CHAIR, MODERATOR, NOON, SET_UP

ROOM = "h1"
PATIENCE = 10.0


class Clock:
    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class MemoryLog:
    """As a database: dense seqs, command ids once, all or nothing. `appends` counts."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.appends = self.reads = 0

    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        self.reads += 1
        await asyncio.sleep(0)
        return self.entries[room][after : after + limit]

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        self.appends += 1
        await asyncio.sleep(0)
        self.put(room, entries)

    async def forget(self, room: str) -> int:
        return 0

    def put(self, room: str, entries: Sequence[Entry]) -> None:
        written = self.entries[room]
        ids = {entry.command_id for entry in written}
        if entries[0].seq != len(written) + 1 or ids & {entry.command_id for entry in entries}:
            raise SeqTaken
        written += entries

    def ask(self, command: Command, actor: Actor, at: int = NOON, room: str = ROOM) -> Entry:
        """What another node would write now."""
        written = self.entries[room]
        events = decide(replay(written), command, actor, at)
        at = max(at, written[-1].at) if written else at
        entry = Entry(len(written) + 1, at, actor, str(uuid.uuid4()), "other", events)
        self.put(room, [entry])
        return entry

    @property
    def seqs(self) -> list[int]:
        return [entry.seq for entry in self.entries[ROOM]]


class HostileLog(MemoryLog):
    """Another node writes one or two valid entries before every read, and before every append as
    long as it has `spite` left: somebody has to win at last."""

    def __init__(self, spite: int = 50) -> None:
        super().__init__()
        self.spite = spite
        self._n = 0

    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        self._interfere(room)
        return await super().read(room, after, limit)

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        if self.spite and entries[0].seq % 3:  # now and then it lets one pass
            self.spite -= 1
            self._interfere(room)
        await super().append(room, entries, step)

    def _interfere(self, room: str) -> None:
        for _ in range(1 + self._n % 2 if self.entries[room] else 0):
            self._n += 1
            self.ask(raise_hand(f"Hàng xóm {self._n}"), MODERATOR, room=room)


class UnsureLog(MemoryLog):
    """Answers Unavailable as often as it is told: before it has written, or after."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_before = self.lost_after = self.deaf = 0

    async def read(self, room: str, after: int, limit: int = 1000) -> list[Entry]:
        if self.deaf:
            self.deaf -= 1
            raise Unavailable
        return await super().read(room, after, limit)

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        if self.lost_before:
            self.lost_before -= 1
            raise Unavailable
        await super().append(room, entries, step)
        if self.lost_after:
            self.lost_after -= 1
            raise Unavailable


class GatedLog(MemoryLog):
    """Every append waits until the gate is open; `knocking` says that one waits."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.knocking = asyncio.Event(), asyncio.Event()
        self.gate.set()

    async def append(self, room: str, entries: Sequence[Entry], step: Step | None = None) -> None:
        self.knocking.set()
        await self.gate.wait()
        await super().append(room, entries, step)


class Fanout:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.patches: dict[Audience, list[dict[str, Any]]] = defaultdict(list)
        self.hints: list[dict[str, Any]] = []
        self.to: list[frozenset[Audience]] = []
        self.owns = 0
        self.nobody: set[Audience] = set()
        self.told = asyncio.Event()

    def patch(self, room: str, audience: Audience, patch: dict[str, Any]) -> None:
        self.patches[audience].append(patch)
        self.told.set()

    def anybody(self, room: str, audience: Audience) -> bool:
        return audience not in self.nobody

    def mine(self, room: str, audience: Audience) -> None:
        self.owns += 1

    def hint(
        self, room: str, audiences: frozenset[Audience], hint: dict[str, Any], point: str = ""
    ) -> None:
        self.hints.append(hint)
        self.to.append(audiences)
        self.told.set()


class Hearing:
    """What the scribe gave to be heard, and a way to say what it was."""

    def __init__(
        self, hear: Callable[[Heard | HalfHeard], None],
        again: Callable[[float], Iterable[tuple[float, bytes]]],
    ) -> None:  # fmt: skip
        self.hear, self.again = hear, again
        self.fed: list[tuple[float, bytes]] = []
        self.closed = False
        self.hears = True

    def feed(self, at_ms: float, pcm: bytes) -> None:
        self.fed.append((at_ms, pcm))

    @property
    def samples(self) -> int:
        return sum(len(pcm) for _, pcm in self.fed) // 2

    async def close(self) -> bool:
        self.closed = True
        return self.hears


class Ear:
    """Opens hearings that only note. `by` maps "turn/stretch" to the latest one."""

    def __init__(self) -> None:
        self.state = "ready"
        self.by: dict[str, Hearing] = {}
        self.opened: list[str] = []

    def open(
        self, hearing_id: str, hear: Callable[[Heard | HalfHeard], None],
        again: Callable[[float], Iterable[tuple[float, bytes]]],
    ) -> Hearing:  # fmt: skip
        name = hearing_id.removeprefix(f"{ROOM}/")
        self.opened.append(name)
        self.by[name] = Hearing(hear, again)
        return self.by[name]


def raise_hand(name: str, point: str = "hoi-truong") -> RaiseHand:
    return RaiseHand(point, Person(name))


async def submit(
    live: LiveRoom, command: Command, actor: Actor = MODERATOR, id: str = "", body: str = "b"
) -> int:
    return await live.submit(command, actor, id or str(uuid.uuid4()), body)


def a_room(log: Any, clock: Clock | None = None, changed: Any = None) -> LiveRoom:
    return LiveRoom(ROOM, log, MemoryBell(), clock or Clock(), changed or (lambda: None))


def set_up(log: MemoryLog, recording: bool = True) -> None:
    """A conference that is open, as it stands in `log`."""
    log.ask(SET_UP, ADMIN)
    log.ask(OpenConference(), CHAIR)
    if recording:
        log.ask(AllowRecording(), CHAIR)


async def until(so: Callable[[], Any]) -> None:
    """Let the other tasks run until `so()`; nobody tells us, so look."""
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@asynccontextmanager
async def running(live: LiveRoom) -> AsyncIterator[LiveRoom]:
    await live.open()
    try:
        yield live
    finally:
        await live.close()
