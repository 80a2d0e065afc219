"""What of a room is being heard: a hearing for every stretch of a turn, from the source that is
recognised there. What is said just before a turn is heard apart from it (day.md D12)."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, Final

from server.live.liveroom import LiveRoom
from server.live.offrecord import OffRecord
from server.live.segments import SegmentWriter
from server.live.streams import from_sample, may_keep, sound_path
from server.live.stretches import BEFORE, heard_in, indexes, span_of
from server.rooms.floor import Turn
from server.rooms.transcript import SegmentKind
from server.rooms.withdrawals import meet
from server.rooms.words import Millis, Span
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.hearing import Hearing
from server.transcribe.intake import RATE, SAMPLE_BYTES
from server.transcribe.recording import Piece, pieces

LATE: Final = 1.5
"""Seconds for which an ended turn's words wait for its own late sound before they are finished.
What comes later still is kept, and heard on its own."""
RECENT: Final = 4
"""Turns whose last words may not have been understood when the service died."""
GAP_MS: Final = 300
"""Missing sound that is told: less than a syllable is lost in shorter gaps."""
FADING_MS: Final = 240
"""A word's sound fades after its end: who begins to listen there would hear another word."""
FRAME_MS: Final = 30
"""What the recogniser looks at at once. On the same grid it hears the same words again."""
NEVER: Final = float("-inf")
Key = tuple[str, int]


class Listening:
    """One stretch of one turn being heard from one source."""

    def __init__(self, turn: Turn, index: int, path: Path) -> None:
        self.index, self.path = index, path
        self.moved(turn)
        self.hearing: Hearing | None = None
        self.until = 0.0  # capture time (ms) up to which it was fed
        self.timer: asyncio.TimerHandle | None = None

    def moved(self, turn: Turn) -> None:
        self.turn = turn
        self.span, self.source = span_of(turn, self.index), heard_in(turn, self.index)

    def feed(self, piece: Piece) -> None:
        """Hear `piece`, unless what is older than it was heard already."""
        if self.hearing and piece.at_ms >= self.until - 1:
            self.hearing.feed(piece.at_ms, piece.pcm)
            self.until = piece.end_us / 1000

    def again(self, since: float) -> Iterator[tuple[float, bytes]]:
        """What the recording has of this stretch after `since`."""
        for piece in pieces(self.path, since):
            span = self.span  # it may have ended meanwhile
            begins = span.start * 1000 - 1000 < piece.end_us
            if begins and (not span.end or piece.at_ms < span.end):
                first = from_sample(piece, span.start)
                pcm = piece.pcm[first * SAMPLE_BYTES :]
                if pcm:
                    yield piece.at_ms + first * 1000 / RATE, pcm


class Hearings:
    """Of one room. `hint` gets half-heard words to show, `said(turn, text, until)` each sentence
    of a turn as it goes into the record."""

    def __init__(
        self,
        live: LiveRoom,
        ear: Ear,
        directory: Path,
        hint: Callable[[dict[str, Any]], None],
        said: Callable[[str, str, Millis], None],
    ) -> None:
        self._live, self._ear, self._directory = live, ear, directory
        self._hint, self._said = hint, said
        self.segments = SegmentWriter(live)
        self._off_record = OffRecord(live, self.segments)
        self._open: dict[Key, Listening] = {}
        self._heard_until: dict[Key, float] = {}
        """Capture time up to which a stretch that was finished had been fed."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._writing: asyncio.Task[None] | None = None
        self._closing = False
        self.listeners: set[Callable[[str, Heard | HalfHeard], None]] = set()
        """Called with the turn and what is heard of it."""

    def start(self) -> None:
        """Take up the work. What was recorded, but not understood before a restart, is heard."""
        self._writing = asyncio.create_task(self.segments.run(), name="segments")
        self._off_record.start()
        floor = self._live.room.floor
        for id in {floor.speaking, *floor.suspended, *floor.order[-RECENT:]} - {""}:
            turn = floor.turns[id]
            for index in indexes(turn):
                if self._recorded(turn, index):
                    self.listen(turn, index)
        self.floor_moved()

    def _recorded(self, turn: Turn, index: int) -> bool:
        path = sound_path(self._directory, turn, heard_in(turn, index))
        if not path.exists():
            return False
        first = next(pieces(path), None)
        return index != BEFORE or (first is not None and first.at_ms < turn.spans[0].start)

    async def close(self) -> None:
        """Finish the words being heard, then stop."""
        self._closing = True
        for key in list(self._open):
            self._finish(key)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.segments.drain()
        if self._writing:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)

    def floor_moved(self) -> None:
        """The room has moved on: what is no longer on the floor is finished soon."""
        room = self._live.room
        running = room.session.recording
        for key, listening in list(self._open.items()):
            listening.moved(room.floor.turns[key[0]])
            if (listening.span.end or not running) and not listening.timer:
                self._wait_late(key, listening)
        self._off_record.mark()

    def hear(self, turn: Turn, index: int, piece: Piece) -> None:
        """Sound of this stretch, which is recorded."""
        listening = self.listen(turn, index)
        if index != BEFORE:
            self._note_gap(listening, piece.at_ms)
        listening.feed(piece)

    def listen(self, turn: Turn, index: int) -> Listening:
        key = (turn.id, index)
        listening = self._open.get(key)
        if listening is None:
            path = sound_path(self._directory, turn, heard_in(turn, index))
            listening = self._open[key] = Listening(turn, index, path)
            self._begin(listening)
        if listening.timer or listening.span.end or not self._live.room.session.recording:
            self._wait_late(key, listening)
        return listening

    def _begin(self, listening: Listening) -> None:
        """Open the ear, and let it hear first what is recorded but not yet in the transcript."""
        turn, index = listening.turn.id, listening.index
        listening.hearing = self._ear.open(
            f"{self._live.id}/{turn}/{'before' if index == BEFORE else index}",
            lambda heard: self._heard(turn, heard, index == BEFORE),
            listening.again,
        )
        understood = self._heard_until.get((turn, index))
        if understood is None:
            first = next((at_ms for at_ms, _ in listening.again(NEVER)), 0.0)
            understood = _on_grid(self._understood(turn, listening.span), first)
        for at_ms, pcm in listening.again(understood):
            begins = max(0, round((understood - at_ms) * RATE / 1000)) * SAMPLE_BYTES
            listening.hearing.feed(max(at_ms, understood), pcm[begins:])
            listening.until = at_ms + len(pcm) * 1000 / (2 * RATE)

    def _understood(self, turn: str, span: Span) -> float:
        """Capture time up to which the transcript has this stretch."""
        ends = NEVER
        for segment in self._live.room.transcript.segments.values():
            within = span.start <= segment.starts and (not span.end or segment.starts < span.end)
            as_recorded = segment.words and not segment.of  # not as secretaries grouped its words
            if segment.turn == turn and within and as_recorded:
                ends = max(ends, segment.ends + FADING_MS)
        return ends

    def _note_gap(self, listening: Listening, at_ms: float) -> None:
        """The sound goes on at `at_ms`: what is missing before it will not come any more."""
        since, until = round(listening.until), round(at_ms)
        if not listening.until or until - since < GAP_MS:
            return
        room = self._live.room
        stretch = Span(since, until)
        if any(meet(stretch, hidden) for hidden in room.withdrawals.spans):
            return  # a marker stands there already
        for part in may_keep(stretch, room.session.recorded):
            if part.end - part.start >= GAP_MS:
                self.segments.gap(listening.turn.id, part.start, part.end, SegmentKind.LOST)

    def finish_passed(self, source: str, until_us: int) -> None:
        """The source has spoken on beyond the end of a stretch: that stretch is complete."""
        for key, listening in list(self._open.items()):
            over = listening.span.end and listening.span.end * 1000 <= until_us
            if over and listening.source == source:
                self._finish(key)

    def _wait_late(self, key: Key, listening: Listening) -> None:
        if listening.timer:
            listening.timer.cancel()
        listening.timer = asyncio.get_running_loop().call_later(LATE, self._finish, key)

    def _finish(self, key: Key) -> None:
        listening = self._open.pop(key, None)
        if listening:
            if listening.timer:
                listening.timer.cancel()
            self._heard_until[key] = listening.until
            self._own(self._close(key, listening))

    async def _close(self, key: Key, listening: Listening) -> None:
        if listening.hearing and not await listening.hearing.close():
            self._heard_until.pop(key, None)  # the transcript knows how far it got
            await self.segments.drain()
            if self._ear.state in ("starting", "waiting") and not self._closing:
                self.listen(listening.turn, listening.index)  # again, till somebody hears it

    async def finish_sentence(self, source: str) -> None:
        """End the sentence being heard from `source` here, and wait until it has been heard."""
        heard = [one.hearing for one in self._open.values() if one.source == source]
        hearings = [hearing for hearing in heard if hearing]
        for hearing in hearings:
            hearing.cut()
        await asyncio.gather(*(hearing.settled() for hearing in hearings))

    def _heard(self, turn: str, heard: Heard | HalfHeard, before: bool) -> None:
        if before:  # perhaps another one's words: for the secretary to judge, and for nobody else
            if isinstance(heard, Heard):
                self.segments.put(turn, heard, before)
            return
        for listener in self.listeners:
            listener(turn, heard)
        if isinstance(heard, Heard):
            self._said(turn, self.segments.put(turn, heard, before), heard.ends_ms)
            return
        span = {"since": heard.since_ms, "until": heard.until_ms}
        self._hint({"kind": "partial", "turn": turn, "text": heard.text, **span})

    def _own(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name="finish")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _on_grid(at_ms: float, first_ms: float) -> float:
    """The last whole frame before `at_ms`, as counted from `first_ms`."""
    frames = 0.0 if at_ms == NEVER else max(0.0, (at_ms - first_ms) // FRAME_MS)
    return first_ms + frames * FRAME_MS
