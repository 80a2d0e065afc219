"""The scribe: binds sound to the floor. Whose words they are is decided by when they were spoken.

Capture time rules, never arrival time (house.md, Sound). With nobody on the floor, in a break, or
while recording is forbidden, nothing is kept (day.md D12)."""

import asyncio
import itertools
import logging
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from server.live.liveroom import LiveRoom
from server.live.ports import Clock, Unavailable
from server.rooms.floor import Span, Turn
from server.rooms.session import Stage
from server.rooms.transcript import RecordSegment, Word
from server.rooms.words import SYSTEM, Actor, Refused, Role
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.hearing import Hearing
from server.transcribe.intake import RATE, SAMPLE_BYTES, BadChunk, Intake, Placed
from server.transcribe.recording import Piece, Recording, path_of, pieces

log = logging.getLogger(__name__)

VENUE: Final = "venue"
STREAMS: Final = 16
"""Capture sessions remembered per source: a reload makes a new one, older ones only resend."""
LATE: Final = 1.5
"""Seconds for which an ended turn's words wait for its own late sound before they are finished.
What comes later still is kept, and heard on its own."""
FUTURE: Final = 5_000
"""Milliseconds by which a sender's idea of our time may be ahead."""
PAST: Final = 6 * 3600 * 1000
"""Milliseconds for which late sound is taken: longer than any conference lasts."""
FINALS: Final = 1000
"""Sentences waiting for the log: an hour of speech."""
NAMES: Final = uuid.UUID("5d4d7a52-6d1c-4f0e-9a57-3f1c8f6b2a11")


class Chunk(Struct, frozen=True):
    """One numbered piece of a capture session. `began` is when the session's first sample was
    taken, in server time (ms); `oldest` the lowest chunk that the sender still holds."""

    source: str
    stream: str
    n: int
    began: int
    oldest: int
    pcm: bytes


class NotYourSource(Refused):
    """This sound is somebody else's to send. Fields: `source`."""

    code = "not_your_source"


class NotOnFloor(Refused):
    """This point has not the floor at that time: nothing was kept. Fields: `have`."""

    code = "not_on_floor"


class BadSound(Refused):
    """The chunk breaks the agreement. Fields: `why`, a code of `intake.BadChunk` or "bad_time"."""

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
        self._intakes: dict[tuple[str, str], Intake] = {}
        self._listening: dict[tuple[str, int], Listening] = {}
        self._finals: asyncio.Queue[tuple[RecordSegment, str]] = asyncio.Queue(FINALS)
        self._tasks: set[asyncio.Task[None]] = set()
        self.bytes_kept = 0

    def start(self) -> None:
        """Take up the work. What was recorded, but not understood before a restart, is heard."""
        self._own(self._write_on(), "segments")
        floor = self._live.room.floor
        for id in {floor.speaking, *floor.suspended, *floor.order[-1:]} - {""}:
            turn = floor.turns[id]
            path = path_of(self._directory, turn.id, turn.source)
            for index, span in enumerate(turn.spans if path.exists() else ()):
                self._listen(turn, index, span)
        self.floor_moved()

    async def close(self) -> None:
        """Finish the words being heard, then stop."""
        for key in list(self._listening):
            self._finish(key)
        finishing = [task for task in self._tasks if task.get_name() == "finish"]
        await asyncio.gather(*finishing, return_exceptions=True)
        await self._finals.join()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- sound --------------------------------------------------------------------------------

    def take(self, actor: Actor, chunk: Chunk) -> int:
        """Keep what of `chunk` was spoken on the floor; return the highest number up to which
        nothing is awaited any more. Never waits, so that the order of arrival is kept.
        Raises NotYourSource, NotOnFloor, BadSound."""
        self._check(actor, chunk)
        intake = self._intake(chunk)
        try:
            placed = intake.push(chunk.n, chunk.pcm, chunk.oldest)
        except BadChunk as bad:
            raise BadSound(why=bad.code) from None
        kept = [self._keep(chunk, one) for one in placed]
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
        now = self._clock()
        if not now - PAST <= chunk.began <= now + FUTURE:
            raise BadSound(why="bad_time")

    def _intake(self, chunk: Chunk) -> Intake:
        key = (chunk.source, chunk.stream)
        if key not in self._intakes:
            same = [other for other in self._intakes if other[0] == chunk.source]
            if len(same) >= STREAMS:
                del self._intakes[same[0]]
            self._intakes[key] = self._resumed(chunk)
        return self._intakes[key]

    def _resumed(self, chunk: Chunk) -> Intake:
        """The intake of a stream not seen since this node started: it goes on where the recording
        of the latest turns ends, or where the sender begins."""
        last: list[Piece] = []
        for turn, index, span in self._spans(chunk.source):
            path = path_of(self._directory, turn.id, chunk.source)
            if path.exists():
                recording = self._listen(turn, index, span).recording
                piece = recording.last_of(chunk.stream)
                last += [piece] if piece else []
        if not last:
            nominal = max(1, len(chunk.pcm) // SAMPLE_BYTES)
            first = min(chunk.n, chunk.oldest)
            return Intake.resumed(first, first * nominal, nominal)
        end = max(last, key=lambda piece: piece.n)
        count = len(end.pcm) // SAMPLE_BYTES
        return Intake.resumed(end.n + 1, end.offset + count, max(count, 1))

    def _keep(self, chunk: Chunk, placed: Placed) -> bool:
        """Write and hear the parts of this chunk that lie in turns of its source."""
        began_us = chunk.began * 1000
        start = began_us + placed.offset * 1_000_000 // RATE
        kept = False
        for turn, index, span in self._spans(chunk.source):
            piece = _part(chunk.stream, placed, start, span)
            if piece:
                listening = self._listen(turn, index, span)
                listening.recording.append(piece)
                listening.feed(piece)
                self.bytes_kept += len(piece.pcm)
                kept = True
        self._finish_passed(chunk.source, start + len(placed.pcm) * 1_000_000 // (2 * RATE))
        return kept

    def _spans(self, source: str) -> Iterator[tuple[Turn, int, Span]]:
        """The stretches of turns for which sound of `source` is kept, latest turn first."""
        room = self._live.room
        if not room.session.recording or room.session.stage is not Stage.OPEN:
            return
        for id in reversed(room.floor.order):
            turn = room.floor.turns[id]
            if turn.source == source:
                for index, span in enumerate(turn.spans):
                    yield turn, index, span

    # --- hearing ------------------------------------------------------------------------------

    def floor_moved(self) -> None:
        """The room has moved on: what is no longer on the floor is finished soon."""
        room = self._live.room
        running = room.session.recording and room.session.stage is Stage.OPEN
        for (id, index), listening in list(self._listening.items()):
            listening.turn = room.floor.turns[id]
            listening.span = listening.turn.spans[index]
            if (listening.span.end or not running) and not listening.timer:
                self._wait_late((id, index), listening)

    def _listen(self, turn: Turn, index: int, span: Span) -> Listening:
        key = (turn.id, index)
        listening = self._listening.get(key)
        if listening is None:
            recording = Recording.open(path_of(self._directory, turn.id, turn.source))
            listening = Listening(turn, span, recording)
            self._listening[key] = listening
            self._hear(listening, index)
        if listening.timer or span.end:
            self._wait_late(key, listening)
        return listening

    def _hear(self, listening: Listening, index: int) -> None:
        """Open the ear, and let it hear first what is recorded but not yet in the transcript."""
        turn, span = listening.turn, listening.span
        path = listening.recording.path

        def again(since: float) -> Iterator[tuple[float, bytes]]:
            for piece in pieces(path, since):
                if span.start <= piece.at_ms + 1 and (not span.end or piece.at_ms < span.end):
                    yield piece.at_ms, piece.pcm

        name = f"{self._live.id}/{turn.id}/{index}"
        listening.hearing = self._ear.open(name, lambda heard: self._heard(turn.id, heard), again)
        understood = self._understood(turn.id, span)
        for at_ms, pcm in again(understood):
            listening.hearing.feed(at_ms, pcm)
            listening.until = at_ms + len(pcm) * 1000 / (2 * RATE)

    def _understood(self, turn: str, span: Span) -> float:
        """Capture time up to which the transcript has this stretch."""
        transcript = self._live.room.transcript
        ends = span.start
        for id in reversed(transcript.order):
            segment = transcript.segments[id]
            if segment.starts < span.start:
                break
            within = not span.end or segment.starts < span.end
            if segment.turn == turn and segment.words and within:
                ends = max(ends, segment.ends)
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
            self._own(self._close(listening), "finish")

    async def _close(self, listening: Listening) -> None:
        try:
            if listening.hearing:
                await listening.hearing.close()
        finally:
            listening.recording.close()

    # --- words --------------------------------------------------------------------------------

    def _heard(self, turn: str, heard: Heard | HalfHeard) -> None:
        if isinstance(heard, HalfHeard):
            hint = {"kind": "partial", "turn": turn, "text": heard.text, "until": heard.until_ms}
            self._hint(hint)
            return
        words = tuple(Word(one.w, one.start_ms, one.end_ms, one.conf) for one in heard.words)
        segment = RecordSegment(turn, heard.starts_ms, heard.ends_ms, heard.text, words)
        # The same words heard again after a crash have the same id: they are written once.
        id = uuid.uuid5(NAMES, f"{self._live.id}/{turn}/{heard.starts_ms}/{heard.text}")
        try:
            self._finals.put_nowait((segment, str(id)))
        except asyncio.QueueFull:
            log.error("room %s: a sentence of %s found no room", self._live.id, turn)

    async def _write_on(self) -> None:
        while True:
            segment, id = await self._finals.get()
            try:
                await self._write(segment, id)
            except Refused as no:
                log.error("room %s refused a segment of %s: %s", self._live.id, segment.turn, no)
            self._finals.task_done()

    async def _write(self, segment: RecordSegment, id: str) -> None:
        for wait in itertools.chain((0.1, 0.2, 0.5, 1.0), itertools.repeat(2.0)):
            try:
                await self._live.submit(segment, SYSTEM, id, "")
                return
            except Unavailable:
                await asyncio.sleep(wait)

    def _own(self, work: Any, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _part(stream: str, placed: Placed, start_us: int, span: Span) -> Piece | None:
    """The part of a chunk that was captured within `span`, or None; cut on whole samples."""
    count = len(placed.pcm) // SAMPLE_BYTES
    first = max(0, -((start_us - span.start * 1000) * RATE // 1_000_000))
    last = count
    if span.end:
        last = min(count, (span.end * 1000 - start_us) * RATE // 1_000_000)
    if first >= last:
        return None
    pcm = placed.pcm[first * SAMPLE_BYTES : last * SAMPLE_BYTES]
    at_us = start_us + first * 1_000_000 // RATE
    return Piece(stream, placed.n, at_us, placed.offset + first, pcm, len(pcm) < len(placed.pcm))
