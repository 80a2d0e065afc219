"""The scribe: binds sound to the floor. Whose words they are is decided by when they were spoken.

Capture time rules, never arrival time (house.md, Sound). With nobody on the floor, in a break, or
while recording is forbidden, nothing reaches the disk (day.md D12)."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Final

from server.live.gauge import Gauge
from server.live.hearings import RECENT, Hearings
from server.live.liveroom import LiveRoom
from server.live.ports import Clock
from server.live.preroll import Preroll, Recent
from server.live.quota import Quota
from server.live.recordings import DiskFull, Recordings
from server.live.streams import STREAM, Chunk, Streams, part_in
from server.live.stretches import Stretch, heard_in, indexes, span_of, stretches
from server.rooms.floor import Turn
from server.rooms.plan import VENUE
from server.rooms.session import Stage
from server.rooms.transcript import SegmentKind
from server.rooms.withdrawals import Withdrawal, meet
from server.rooms.words import Actor, Millis, Refused, Role
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.intake import RATE, BadChunk, Placed

log = logging.getLogger(__name__)

FUTURE: Final = 5_000
"""Milliseconds by which a sender's idea of our time may be ahead."""
PAST: Final = 6 * 3600 * 1000
"""Milliseconds for which late sound is taken: longer than any conference lasts."""
ALARM: Final = 2_000
"""Milliseconds between two alarms to the staff: a hint may be lost."""


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


class Scribe:
    """Of one room. `hint` gets half-heard words to show, `said(turn, text, until)` each sentence
    as it goes into the record, `tell(hint, point)` what the staff must know, and that point;
    `opened` the sources that stay loud without the floor."""

    def __init__(
        self,
        live: LiveRoom,
        ear: Ear,
        directory: Path,
        clock: Clock,
        hint: Callable[[dict[str, Any]], None],
        said: Callable[[str, str, Millis], None] = lambda turn, text, until: None,
        tell: Callable[[dict[str, Any], str], None] = lambda hint, point: None,
        opened: Callable[[frozenset[str]], None] = lambda open: None,
    ) -> None:
        self._live, self._clock, self._tell = live, clock, tell
        directory = directory / live.id
        self._hearings = Hearings(live, ear, directory, hint, said)
        self._recordings = Recordings(directory)
        self._streams = Streams(live, directory)
        self._preroll, self._quota = Preroll(clock), Quota()
        self._gauge = Gauge(self._show_level, opened)
        self._memory: Millis = 0
        """What was captured before is no pre-roll: there was a break, or this node's start."""
        self._open = False
        self._seen: set[tuple[str, int]] = set()
        """The stretches that have had their part of the pre-roll."""
        self._stopped: set[str] = set()
        """The turns that are marked because the disk is full."""
        self._alarmed: Millis = 0
        self._tasks: list[asyncio.Task[None]] = []
        self.bytes_kept = 0

    @property
    def listeners(self) -> set[Callable[[str, Heard | HalfHeard], None]]:
        """Called with the turn and what is heard of it."""
        return self._hearings.listeners

    def start(self) -> None:
        """Take up the work. What was recorded, but not understood before a restart, is heard."""
        floor = self._live.room.floor
        self._seen = {(id, index) for id in floor.order for index in indexes(floor.turns[id])}
        self._hearings.start()
        self._own(self._recordings.run(), "sync")
        self.floor_moved()

    async def close(self) -> None:
        """Finish the words being heard, then stop."""
        self._gauge.close()
        self._preroll.clear()
        await self._hearings.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._recordings.close()

    # --- sound --------------------------------------------------------------------------------

    def take(self, actor: Actor, chunk: Chunk) -> int:
        """Keep what of `chunk` was spoken on the floor; return the highest number up to which
        nothing is awaited any more. Never waits, so that the order of arrival is kept.
        Raises NotYourSource, NotOnFloor, BadSound, TooMuchSound, DiskFull."""
        self._check(actor, chunk)
        try:
            self._count(chunk)
            self._recordings.check()
            chunk = self._streams.plain(chunk)
            intake = self._streams.of(chunk)
            placed = intake.push(chunk.n, chunk.pcm, chunk.oldest)
        except BadChunk as bad:
            raise BadSound(why=bad.code) from None
        except DiskFull:
            self._alarm(chunk.source)
            raise
        try:
            kept = [self._keep(chunk, one) for one in placed]
        except Exception as error:  # not on disk: the sender keeps it, and goes on from what is
            self._streams.forget(chunk)
            if isinstance(error, DiskFull):
                self._alarm(chunk.source)
            raise
        self._calm()
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

    def _count(self, chunk: Chunk) -> None:
        """A point's own line has a limit; the mixer stands in the hall."""
        length = chunk.milliseconds
        if chunk.source != VENUE:
            self._quota.take(chunk, self._clock(), chunk.began + round(chunk.n * length))

    def _keep(self, chunk: Chunk, placed: Placed) -> bool:
        """Write and hear the parts of this chunk that lie in turns of its source; the rest stays
        in memory for a while."""
        now, source = self._clock(), chunk.source
        starts = chunk.began * 1000 + placed.offset * 1_000_000 // RATE
        if starts > (now + FUTURE) * 1000:
            raise BadSound(why="bad_time")
        recent = Recent(chunk.stream, placed, starts)
        room = self._live.room
        there = stretches(room, source, starts // 1000, self._memory)
        kept = [self._write(source, recent, one) for one in there]
        if self._open:
            self._preroll.add(source, recent)
        until = recent.ends_us // 1000
        if now - until < FUTURE:
            on_floor = room.floor.turns.get(room.floor.speaking)
            has = on_floor is not None and source in (on_floor.source, on_floor.point)
            self._gauge.note(source, placed.pcm, until, has)
        self._hearings.finish_passed(source, recent.ends_us)
        return any(kept)

    def _write(self, source: str, chunk: Recent, stretch: Stretch) -> bool:
        """Keep what of `chunk` lies in `stretch`, and hear it if it is to be recognised."""
        piece = part_in(chunk.stream, chunk.placed, chunk.starts_us, stretch.span)
        if piece is None:
            return False
        self._recordings.append(stretch.turn, source, piece)
        if stretch.heard:
            self._hearings.hear(stretch.turn, stretch.index, piece)
        self.bytes_kept += len(piece.pcm)
        chunk.kept = chunk.kept or piece.offset * 2 + len(piece.pcm) == (
            chunk.placed.offset * 2 + len(chunk.placed.pcm)
        )
        return True

    def _join(self) -> None:
        """To stretches that have just begun: what of them, and just before them, came already."""
        floor = self._live.room.floor
        for id in {*floor.suspended, *floor.order[-RECENT:], floor.speaking} - {""}:
            turn = floor.turns[id]
            new = [index for index in indexes(turn) if (id, index) not in self._seen]
            self._seen |= {(id, index) for index in new}
            if new:
                for source in {VENUE, turn.point, heard_in(turn, new[-1])}:
                    self._join_from(source, turn, new)

    def _join_from(self, source: str, turn: Turn, new: Sequence[int]) -> None:
        since = span_of(turn, new[0]).start
        there = [
            one
            for one in stretches(self._live.room, source, since, self._memory)
            if one.turn is turn and one.index in new
        ]
        for chunk in self._preroll.of(source):
            for stretch in there:
                self._write(source, chunk, stretch)

    def floor_moved(self) -> None:
        """The room has moved on. A break, or a word of the chair, makes us forget."""
        session = self._live.room.session
        was_open, self._open = self._open, session.stage is Stage.OPEN and session.recording
        if not (was_open and self._open):
            self._memory = self._clock()
            self._preroll.clear()
        try:
            self._join()
        except (DiskFull, OSError) as error:
            log.error("room %s: sound before a turn is lost: %s", self._live.id, error)
        self._hearings.floor_moved()

    def erase(self, withdrawn: Sequence[Withdrawal]) -> None:
        """Destroy the sound of these stretches, whoever spoke, whatever source it came from.
        Raises OSError."""
        gone = [(float(one.span.start), float(one.span.end)) for one in withdrawn]
        for turn in self.touched(withdrawn):
            self._recordings.erase(turn, gone)

    def touched(self, withdrawn: Sequence[Withdrawal]) -> list[Turn]:
        """The turns that had the floor in any of these stretches."""

        def met(turn: Turn) -> bool:
            spans = [span_of(turn, index) for index in indexes(turn)]
            return any(meet(span, one.span) for span in spans for one in withdrawn)

        return [turn for turn in self._live.room.floor.turns.values() if met(turn)]

    async def finish_sentence(self, source: str) -> None:
        """End the sentence being heard from `source` here, and wait until it has been heard."""
        await self._hearings.finish_sentence(source)

    # --- what the staff must know -------------------------------------------------------------

    def _show_level(self, level: dict[str, Any]) -> None:
        self._tell(level, level["source"])

    def _alarm(self, source: str) -> None:
        """The disk is full: recording stands still. The turn says so where it stopped."""
        now = self._clock()
        turn = self._live.room.floor.turns.get(self._live.room.floor.speaking)
        if turn and turn.source == source and turn.id not in self._stopped:
            self._stopped.add(turn.id)
            self._hearings.segments.gap(turn.id, now, now, SegmentKind.STOPPED)
        if now - self._alarmed >= ALARM:
            if not self._alarmed:
                log.error("room %s: the disk is full, sound is not recorded", self._live.id)
            self._alarmed = now
            self._tell({"kind": "recording", "stopped": True}, "")

    def _calm(self) -> None:
        if self._alarmed:
            log.info("room %s: sound is recorded again", self._live.id)
            self._alarmed = 0
            self._stopped.clear()
            self._tell({"kind": "recording", "stopped": False}, "")

    def _own(self, work: Coroutine[None, None, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))
