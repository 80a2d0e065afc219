"""The scribe: binds sound to the floor. Whose words they are is decided by when they were spoken.

Capture time rules, never arrival time (house.md, Sound). With nobody on the floor, in a break, or
while recording is forbidden, nothing is kept (day.md D12)."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from server.live.liveroom import LiveRoom
from server.live.ports import Clock
from server.live.segments import SegmentWriter
from server.live.streams import STREAM, Chunk, Streams, part_in, sound_path
from server.rooms.floor import Turn
from server.rooms.session import VENUE
from server.rooms.words import Actor, Refused, Role, Span
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.hearing import Hearing
from server.transcribe.intake import RATE, SAMPLE_BYTES, BadChunk, Placed
from server.transcribe.recording import Piece, Recording, pieces

log = logging.getLogger(__name__)

LATE: Final = 1.5
"""Seconds for which an ended turn's words wait for its own late sound before they are finished.
What comes later still is kept, and heard on its own."""
FUTURE: Final = 5_000
"""Milliseconds by which a sender's idea of our time may be ahead."""
PAST: Final = 6 * 3600 * 1000
"""Milliseconds for which late sound is taken: longer than any conference lasts."""
RECENT: Final = 4
"""Turns whose last words may not have been understood when the service died."""
FADING_MS: Final = 240
"""A word's sound fades after its end: who begins to listen there would hear another word."""
FRAME_MS: Final = 30
"""What the recogniser looks at at once. On the same grid it hears the same words again."""
NEVER: Final = float("-inf")


class NotYourSource(Refused):
    """This sound is somebody else's to send. Fields: `source`."""

    code = "not_your_source"


class NotOnFloor(Refused):
    """This point has not the floor at that time: nothing was kept. Fields: `have`."""

    code = "not_on_floor"


class BadSound(Refused):
    """The chunk breaks the agreement. Fields: `why`, a code of `intake.BadChunk`, "bad_time" or
    "bad_stream"."""

    code = "bad_sound"


class Listening:
    """One stretch of one turn being heard from one source."""

    def __init__(self, turn: Turn, span: Span, recording: Recording) -> None:
        self.turn, self.span, self.recording = turn, span, recording
        self.hearing: Hearing | None = None
        self.until = 0.0  # capture time (ms) up to which it was fed
        self.timer: asyncio.TimerHandle | None = None

    def feed(self, piece: Piece) -> None:
        """Hear `piece`, unless what is older than it was heard already."""
        if self.hearing and piece.at_ms >= self.until - 1:
            self.hearing.feed(piece.at_ms, piece.pcm)
            self.until = piece.end_us / 1000


class Scribe:
    """Of one room. `hint` is given half-heard words to show."""

    def __init__(
        self,
        live: LiveRoom,
        ear: Ear,
        directory: Path,
        clock: Clock,
        hint: Callable[[dict[str, Any]], None],
    ) -> None:
        self._live, self._ear, self._clock, self._hint = live, ear, clock, hint
        self._directory = directory / live.id
        self._streams = Streams(live, self._directory)
        self._segments = SegmentWriter(live)
        self._listening: dict[tuple[str, int], Listening] = {}
        self._heard_until: dict[tuple[str, int], float] = {}
        """Capture time up to which a stretch that was finished had been fed."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.bytes_kept = 0

    def start(self) -> None:
        """Take up the work. What was recorded, but not understood before a restart, is heard."""
        self._own(self._segments.run(), "segments")
        floor = self._live.room.floor
        for id in {floor.speaking, *floor.suspended, *floor.order[-RECENT:]} - {""}:
            turn = floor.turns[id]
            path = sound_path(self._directory, turn)
            for index in range(len(turn.spans) if path.exists() else 0):
                self._listen(turn, index)
        self.floor_moved()

    async def close(self) -> None:
        """Finish the words being heard, then stop."""
        for key in list(self._listening):
            self._finish(key)
        finishing = [task for task in self._tasks if task.get_name() == "finish"]
        await asyncio.gather(*finishing, return_exceptions=True)
        await self._segments.drain()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- sound --------------------------------------------------------------------------------

    def take(self, actor: Actor, chunk: Chunk) -> int:
        """Keep what of `chunk` was spoken on the floor; return the highest number up to which
        nothing is awaited any more. Never waits, so that the order of arrival is kept.
        Raises NotYourSource, NotOnFloor, BadSound."""
        self._check(actor, chunk)
        intake = self._streams.of(chunk)
        try:
            placed = intake.push(chunk.n, chunk.pcm, chunk.oldest)
            kept = [self._keep(chunk, one) for one in placed]
        except BadChunk as bad:
            raise BadSound(why=bad.code) from None
        except Exception:  # not on disk: the sender keeps it, and goes on from what is
            self._streams.forget(chunk)
            raise
        if placed and not any(kept) and actor.role is Role.POINT:
            raise NotOnFloor(have=intake.have)
        return intake.have

    def _check(self, actor: Actor, chunk: Chunk) -> None:
        point = self._live.room.points.get(actor.point)
        own = point is not None and actor.role is Role.POINT
        sits_in_hall = own and point is not None and point.plan.kind == VENUE
        may_venue = actor.role is Role.TECHNICIAN or sits_in_hall
        if not (may_venue if chunk.source == VENUE else own and chunk.source == actor.point):
            raise NotYourSource(source=chunk.source)
        if not STREAM.fullmatch(chunk.stream):
            raise BadSound(why="bad_stream")
        now = self._clock()
        if not now - PAST <= chunk.began <= now + FUTURE:
            raise BadSound(why="bad_time")

    def _keep(self, chunk: Chunk, placed: Placed) -> bool:
        """Write and hear the parts of this chunk that lie in turns of its source."""
        began_us = chunk.began * 1000
        start = began_us + placed.offset * 1_000_000 // RATE
        if start > (self._clock() + FUTURE) * 1000:
            raise BadSound(why="bad_time")
        kept = False
        for turn, index, allowed in self._spans(chunk.source):
            piece = part_in(chunk.stream, placed, start, allowed)
            if piece:
                listening = self._listen(turn, index)
                listening.recording.append(piece)
                listening.feed(piece)
                self.bytes_kept += len(piece.pcm)
                kept = True
        self._finish_passed(chunk.source, start + len(placed.pcm) * 1_000_000 // (2 * RATE))
        return kept

    def _spans(self, source: str) -> Iterator[tuple[Turn, int, Span]]:
        """The stretches of turns in which sound of `source` may be kept, latest turn first. A break
        ends a stretch, and none begins in it. What was forbidden stays so, even if sent later."""
        room = self._live.room
        for id in reversed(room.floor.order):
            turn = room.floor.turns[id]
            if turn.source == source:
                for index, span in enumerate(turn.spans):
                    for recorded in room.session.recorded:
                        if both := _overlap(span, recorded):
                            yield turn, index, both

    # --- hearing ------------------------------------------------------------------------------

    def floor_moved(self) -> None:
        """The room has moved on: what is no longer on the floor is finished soon."""
        room = self._live.room
        running = room.session.recording
        for (id, index), listening in list(self._listening.items()):
            listening.turn = room.floor.turns[id]
            listening.span = listening.turn.spans[index]
            if (listening.span.end or not running) and not listening.timer:
                self._wait_late((id, index), listening)

    def _listen(self, turn: Turn, index: int) -> Listening:
        key, span = (turn.id, index), turn.spans[index]
        listening = self._listening.get(key)
        if listening is None:
            recording = Recording.open(sound_path(self._directory, turn))
            listening = Listening(turn, span, recording)
            self._listening[key] = listening
            self._hear(listening, index)
        if listening.timer or span.end or not self._live.room.session.recording:
            self._wait_late(key, listening)
        return listening

    def _hear(self, listening: Listening, index: int) -> None:
        """Open the ear, and let it hear first what is recorded but not yet in the transcript."""
        turn = listening.turn
        path = listening.recording.path

        def again(since: float) -> Iterator[tuple[float, bytes]]:
            for piece in pieces(path, since):
                span = listening.span  # it may have ended meanwhile
                if span.start <= piece.at_ms + 1 and (not span.end or piece.at_ms < span.end):
                    yield piece.at_ms, piece.pcm

        name = f"{self._live.id}/{turn.id}/{index}"
        listening.hearing = self._ear.open(name, lambda heard: self._heard(turn.id, heard), again)
        understood = self._heard_until.get((turn.id, index))
        if understood is None:
            first = next((at_ms for at_ms, _ in again(NEVER)), 0.0)
            understood = _on_grid(self._understood(turn.id, listening.span), first)
        for at_ms, pcm in again(understood):
            begins = max(0, round((understood - at_ms) * RATE / 1000)) * SAMPLE_BYTES
            listening.hearing.feed(max(at_ms, understood), pcm[begins:])
            listening.until = at_ms + len(pcm) * 1000 / (2 * RATE)

    def _understood(self, turn: str, span: Span) -> float:
        """Capture time up to which the transcript has this stretch."""
        transcript = self._live.room.transcript
        ends = NEVER
        for id in reversed(transcript.order):
            segment = transcript.segments[id]
            if segment.starts < span.start:
                break
            within = not span.end or segment.starts < span.end
            if segment.turn == turn and segment.words and within:
                ends = max(ends, segment.ends + FADING_MS)
        return ends

    def _finish_passed(self, source: str, until_us: int) -> None:
        """The source has spoken on beyond the end of a stretch: that stretch is complete."""
        for key, listening in list(self._listening.items()):
            over = listening.span.end and listening.span.end * 1000 <= until_us
            if over and listening.turn.source == source:
                self._finish(key)

    def _wait_late(self, key: tuple[str, int], listening: Listening) -> None:
        if listening.timer:
            listening.timer.cancel()
        listening.timer = asyncio.get_running_loop().call_later(LATE, self._finish, key)

    def _finish(self, key: tuple[str, int]) -> None:
        listening = self._listening.pop(key, None)
        if listening:
            if listening.timer:
                listening.timer.cancel()
            self._heard_until[key] = listening.until
            self._own(self._close(key, listening), "finish")

    async def _close(self, key: tuple[str, int], listening: Listening) -> None:
        try:
            if listening.hearing and not await listening.hearing.close():
                self._heard_until.pop(key, None)  # the transcript knows how far it got
        finally:
            listening.recording.close()

    def _heard(self, turn: str, heard: Heard | HalfHeard) -> None:
        if isinstance(heard, Heard):
            self._segments.put(turn, heard)
            return
        span = {"since": heard.since_ms, "until": heard.until_ms}
        self._hint({"kind": "partial", "turn": turn, "text": heard.text, **span})

    def _own(self, work: Any, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _overlap(one: Span, other: Span) -> Span | None:
    ends = [span.end for span in (one, other) if span.end]
    both = Span(max(one.start, other.start), min(ends, default=0))
    return both if not both.end or both.start < both.end else None


def _on_grid(at_ms: float, first_ms: float) -> float:
    """The last whole frame before `at_ms`, as counted from `first_ms`."""
    frames = 0.0 if at_ms == NEVER else max(0.0, (at_ms - first_ms) // FRAME_MS)
    return first_ms + frames * FRAME_MS
