"""What was heard becomes segments of the log: in order, once, however long the log is away."""

import asyncio
import itertools
import logging
import uuid
from typing import Final

from server.live.liveroom import Busy, LiveRoom
from server.live.ports import Unavailable
from server.live.speller import Speller
from server.rooms.transcript import MarkGap, RecordSegment, SegmentKind, Word
from server.rooms.words import SYSTEM, Millis, Refused
from server.transcribe.heard import Heard

log = logging.getLogger(__name__)

FINALS: Final = 1000
"""Sentences waiting for the log: an hour of speech."""
LAST_WORDS: Final = 5.0
"""Seconds for them to be written when the service stops; later they are heard again."""
NAMES: Final = uuid.UUID("5d4d7a52-6d1c-4f0e-9a57-3f1c8f6b2a11")


class SegmentWriter:
    """Of one room. `run` is its task, owned by the scribe."""

    def __init__(self, live: LiveRoom) -> None:
        self._live, self._spell = live, Speller(live)
        self._finals: asyncio.Queue[tuple[RecordSegment | MarkGap, str]] = asyncio.Queue(FINALS)

    def put(self, turn: str, heard: Heard, before: bool) -> str:
        """Write down what was heard in `turn`, or just `before` it, soon; its official text."""
        words = tuple(Word(one.w, one.start_ms, one.end_ms, one.conf) for one in heard.words)
        text, changes, suggestions = self._spell(turn, heard.words)
        segment = RecordSegment(
            turn, heard.starts_ms, heard.ends_ms, text, words, changes, suggestions, before
        )
        # The same words heard again after a crash have the same id: they are written once.
        self._put(segment, f"{turn}/{heard.starts_ms}/{heard.text}")
        return text

    def gap(self, turn: str, starts: Millis, ends: Millis, kind: SegmentKind) -> None:
        """Write down that sound of `turn` is missing from `starts` to `ends`, soon."""
        self._put(MarkGap(turn, starts, ends, kind), f"{turn}/{starts}/{kind}")

    def _put(self, command: RecordSegment | MarkGap, name: str) -> None:
        id = uuid.uuid5(NAMES, f"{self._live.id}/{name}")
        try:
            self._finals.put_nowait((command, str(id)))
        except asyncio.QueueFull:
            log.error("room %s: a sentence of %s found no room", self._live.id, command.turn)

    async def drain(self) -> None:
        """Wait until everything is written, LAST_WORDS at most."""
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._finals.join()
        except TimeoutError:
            log.error("room %s: %d sentences not written", self._live.id, self._finals.qsize())

    async def run(self) -> None:
        """Write for ever."""
        while True:
            segment, id = await self._finals.get()
            try:
                await self._write(segment, id)
            except Refused as no:
                log.error("room %s refused a segment of %s: %s", self._live.id, segment.turn, no)
            except Exception:  # of a rule: the next sentence is none the worse for it
                log.exception("room %s lost a segment of %s", self._live.id, segment.turn)
            self._finals.task_done()

    async def _write(self, segment: RecordSegment | MarkGap, id: str) -> None:
        for wait in itertools.chain((0.1, 0.2, 0.5, 1.0), itertools.repeat(2.0)):
            try:
                await self._live.submit(segment, SYSTEM, id, "")
                return
            except (Unavailable, Busy):
                await asyncio.sleep(wait)
