"""A scribe over a room in memory, and sounds for it."""

from pathlib import Path
from typing import Any, cast

from server.live.liveroom import LiveRoom
from server.live.scribe import Scribe
from server.live.streams import Chunk, Codec, sound_path
from server.rooms.floor import InviteNow
from server.rooms.words import Actor
from server.transcribe.heard import Heard, HeardWord
from server.transcribe.recording import Piece, pieces
from tests.given import MODERATOR, NOON, TECHNICIAN
from tests.live.given import ROOM, Clock, Ear, MemoryLog, a_room, set_up, submit

TENTH = 1600


class World:
    """A scribe over a room in memory. `at` sets the clock to ms after NOON, before it asks."""

    def __init__(self, directory: Path, log: MemoryLog | None = None) -> None:
        self.log, self.clock, self.ear = log or MemoryLog(), Clock(), Ear()
        self.directory = directory
        self.hints: list[dict[str, Any]] = []
        self.told: list[tuple[dict[str, Any], str]] = []
        self.open_ones: list[frozenset[str]] = []
        if not self.log.entries[ROOM]:
            set_up(self.log)
        self.live: LiveRoom = a_room(self.log, self.clock, self._changed)
        self.scribe: Scribe | None = None

    def _changed(self) -> None:
        if self.scribe:
            self.scribe.floor_moved()

    async def open(self) -> None:
        await self.live.open()
        self.scribe = Scribe(
            self.live, cast(Any, self.ear), self.directory, self.clock, self.hints.append,
            tell=lambda hint, point: self.told.append((hint, point)),
            opened=self.open_ones.append,
        )  # fmt: skip
        self.scribe.start()

    async def close(self) -> None:
        assert self.scribe
        await self.scribe.close()
        await self.live.close()

    async def at(self, ms: int, command: Any, actor: Actor = MODERATOR) -> int:
        self.clock.now = NOON + ms
        return await submit(self.live, command, actor)

    async def floor(self, ms: int, point: str = "an-phu") -> str:
        """From `ms` on `point` speaks; its turn."""
        await self.at(ms, InviteNow(point))
        return self.live.room.floor.speaking

    def hear(
        self, n: int, pcm: bytes | None = None, *, actor: Actor = TECHNICIAN, source: str = "venue",
        stream: str = "s1", began: int = 0, oldest: int = 0, now: int | None = None,
        codec: Codec = Codec.PCM,
    ) -> int:  # fmt: skip
        """Chunk `n` of a stream that began at `began`, sent as soon as it is complete."""
        assert self.scribe
        if now is None:
            now = max(self.clock.now - NOON, began + (n + 1) * 100)
        self.clock.now = NOON + now
        sound = spoken(n) if pcm is None else pcm
        chunk = Chunk(source, stream, n, NOON + began, oldest, sound, codec)
        return self.scribe.take(actor, chunk)

    def kept(self, turn: str, source: str = "") -> list[Piece]:
        path = sound_path(self.directory / ROOM, self.live.room.floor.turns[turn], source)
        return list(pieces(path)) if path.exists() else []

    def places(self, turn: str, source: str = "") -> list[tuple[float, float]]:
        """(from, to) in ms after NOON of what is kept of `turn`."""
        return [(one.at_ms - NOON, one.end_us / 1000 - NOON) for one in self.kept(turn, source)]

    @property
    def files(self) -> list[Path]:
        return [path for path in self.directory.rglob("*") if path.is_file()]


def spoken(n: int, count: int = TENTH) -> bytes:
    """Samples that tell where they come from."""
    return b"".join((n * count + i & 0x7FFF).to_bytes(2, "little") for i in range(count))


def sentence(text: str, starts: int, ends: int) -> Heard:
    word = HeardWord(text, NOON + starts, NOON + ends, 0.9)
    return Heard(NOON + starts, NOON + ends, text, (word,))


async def restarted(world: World) -> World:
    """Another process on the same log and folder; the first one is dead."""
    after = World(world.directory, world.log)
    after.clock.now = world.clock.now
    await after.open()
    return after
