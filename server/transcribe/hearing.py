"""One hearing: what was fed, what of it is understood, and where to read on after a mishap."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, Protocol

from server.transcribe import wire
from server.transcribe.heard import (
    PER_MS,
    TOLERANCE_MS,
    Anchor,
    HalfHeard,
    Heard,
    anchored,
    ends_ms,
    heard,
)
from server.transcribe.intake import RATE, SAMPLE_BYTES, samples
from server.transcribe.link import Lane

CLOSE_SECONDS: Final = 30.0
"""A worker that hangs is found and replaced in this time (pool.QUIET_SECONDS), and one 8 times
faster than speech then decodes two minutes."""
LAG: Final = 3 * wire.BEAT
"""Samples of which a worker may not have spoken yet: its beat, and what Vosk has not decoded."""
BREATH: Final = 32
"""Pieces read from the recording between two looks at the event loop: about 1 ms of work."""
TRIES: Final = 5
NEVER: Final = float("-inf")

Hear = Callable[[Heard | HalfHeard], None]
Again = Callable[[float], Iterable[tuple[float, bytes]]]
log = logging.getLogger(__name__)


class Counters(Protocol):
    fed_seconds: float


class Hearing:
    """Made by `Ear.open`. `feed` and `cut` never wait; sound that finds no room is read again from
    the recording, so it must be there before it is fed."""

    def __init__(self, hearing_id: str, hear: Hear, again: Again, counters: Counters) -> None:
        self.id = hearing_id
        self._hear, self._again, self._counters = hear, again, counters
        self._link: Lane | None = None
        self._number = wire.NO_HEARING
        self._anchors: list[Anchor] = []
        self._sent = 0  # samples, to the present recogniser
        self._answered = 0  # of these, samples of which it has spoken
        self._text = ""  # half-heard, as told
        self._sent_ms = NEVER  # capture time up to which sound was sent
        self._fed_ms = NEVER  # capture time up to which sound was fed
        self._through_ms = NEVER  # capture time up to which everything is finished sentences
        self._cuts: list[float] = []  # capture times where a sentence must end, not answered yet
        self._cut_ms = NEVER  # the last of them sent to the present recogniser
        self._troubles = 0  # recognisers lost in a row without a finished sentence between
        self._reading: asyncio.Task[None] | None = None
        self._closing = False
        self._done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._forget: Callable[[Hearing], None] = lambda _: None
        self._settling: list[asyncio.Future[None]] = []

    # --- for the service ----------------------------------------------------------------------

    def feed(self, at_ms: float, pcm: bytes) -> None:
        """Sound whose first sample was captured at `at_ms`, later than all sound before it."""
        if self._done.done() or self._closing or not pcm:
            return
        if self._fed_ms == NEVER:
            self._sent_ms = self._through_ms = at_ms
        self._fed_ms = max(self._fed_ms, at_ms + samples(pcm) / PER_MS)
        if self._link and not self._reading and self._link.has_room:
            for start_ms, part in self._split(at_ms, pcm):
                self._send(self._link, start_ms, part)
        else:
            self._read_on()

    def cut(self) -> None:
        """End the sentence after the sound fed so far: the floor changes here."""
        if self._done.done() or self._fed_ms in (NEVER, self._cut_ms, *self._cuts):
            return
        self._cuts.append(self._fed_ms)
        if self._link and not self._reading:
            self._cut_due(self._link, self._fed_ms)

    async def settled(self, seconds: float = CLOSE_SECONDS) -> None:
        """Wait until every sentence that was cut has been heard; `seconds` at most."""
        if self._cuts and not self._done.done():
            settled = asyncio.get_running_loop().create_future()
            self._settling.append(settled)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await settled

    async def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Wait for the last sentence, `seconds` at most. False: not all that was fed was heard."""
        if not self._closing and not self._done.done():
            self._closing = True
            if self._link and not self._reading:
                self._link.send(wire.Close(self._number))
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(self._done)
        except TimeoutError:
            log.error("hearing %s: last words not heard in %s s", self.id, seconds)
            self.done(heard_all=False)
            return False

    # --- for the ear --------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """The worker owes an answer."""
        owed = self._sent - self._answered > LAG or self._closing or bool(self._cuts)
        return owed and self._link is not None and not self._done.done()

    @property
    def behind_seconds(self) -> float:
        """Of sound that was fed, but of which no recogniser has spoken yet."""
        if self._fed_ms == NEVER:
            return 0.0
        reached = ends_ms(self._anchors, self._answered) if self._anchors else NEVER
        return (self._fed_ms - min(max(reached, self._through_ms), self._fed_ms)) / 1000

    def attach(self, link: Lane | None, number: int) -> None:
        """From now on this is hearing `number` of `link`: start where the last sentence ended."""
        self._leave()
        self._link, self._number = link, number
        self._anchors, self._sent, self._sent_ms = [], 0, self._through_ms
        self._answered, self._cut_ms = 0, NEVER
        if link:
            link.send(wire.Open(number))
            self._read_on()

    def detach(self) -> None:
        """The worker is dead."""
        self._link = None
        self._leave()

    def lost(self) -> bool:
        """The recogniser failed on this sound. True if another may be tried."""
        self._troubles += 1
        return self._troubles < TRIES

    def half(self, text: str, sample: int) -> None:
        self._answered = sample
        if text != self._text:
            self._text = text
            until = ends_ms(self._anchors, sample)
            self._hear(HalfHeard(text, round(self._through_ms), round(until)))

    def final(self, words: Sequence[wire.Word], through: int) -> None:
        if not self._anchors:
            return
        self._troubles, self._text = 0, ""
        self._answered = max(self._answered, through)
        self._through_ms = ends_ms(self._anchors, through)
        self._cuts = [at for at in self._cuts if at > self._through_ms + TOLERANCE_MS]
        if words:
            self._hear(heard(words, self._anchors))
        while len(self._anchors) > 1 and self._anchors[1].sample <= through:
            del self._anchors[0]
        if not self._cuts:
            self._tell_settled()

    def done(self, heard_all: bool) -> None:
        """Nothing more will be heard."""
        self._leave()
        self._tell_settled()
        if not self._done.done():
            self._done.set_result(heard_all)
        self._forget(self)

    def on_done(self, forget: Callable[["Hearing"], None]) -> None:
        self._forget = forget

    # --- inside -------------------------------------------------------------------------------

    def _send(self, link: Lane, at_ms: float, pcm: bytes) -> None:
        anchored(self._anchors, self._sent, at_ms)
        link.send(wire.Feed(self._number, pcm))
        self._sent += samples(pcm)
        self._sent_ms = at_ms + samples(pcm) / PER_MS
        self._counters.fed_seconds += samples(pcm) / RATE

    def _read_on(self) -> None:
        if self._link and not self._reading:
            self._reading = asyncio.create_task(self._read(self._link), name=f"again-{self.id}")

    async def _read(self, link: Lane) -> None:
        """Send what the recording holds, until it holds no more than was sent; then go on live."""
        try:
            while self._sent_ms < self._fed_ms - TOLERANCE_MS:
                before = self._sent_ms
                await self._read_once(link)
                if self._sent_ms == before:
                    log.error("hearing %s: recording lacks sound after %s", self.id, before)
                    self._sent_ms = self._fed_ms
        except Exception:  # a recording that cannot be read: hear on from now rather than never
            log.exception("hearing %s: recording cannot be read", self.id)
            self._sent_ms = self._fed_ms
        self._cut_due(link, self._sent_ms)
        if self._closing:
            link.send(wire.Close(self._number))
        self._reading = None

    async def _read_once(self, link: Lane) -> None:
        for count, (at_ms, pcm) in enumerate(self._again(self._sent_ms)):
            if count % BREATH == BREATH - 1:
                await asyncio.sleep(0)
            for start_ms, part in self._split(at_ms, pcm):
                await link.room()
                self._cut_due(link, start_ms)
                self._send(link, start_ms, part)

    def _split(self, at_ms: float, pcm: bytes) -> list[tuple[float, bytes]]:
        """What of this piece was not sent yet, parted where a sentence was cut."""
        ends = at_ms + samples(pcm) / PER_MS
        marks = [at_ms, self._sent_ms, *self._cuts, ends]
        places = sorted({round((min(max(at, at_ms), ends) - at_ms) * PER_MS) for at in marks})
        first = round((self._sent_ms - at_ms) * PER_MS)
        return [
            (at_ms + start / PER_MS, pcm[start * SAMPLE_BYTES : end * SAMPLE_BYTES])
            for start, end in pairwise(places)
            if start >= first
        ]

    def _cut_due(self, link: Lane, at_ms: float) -> None:
        """Send the cuts that lie before sound from `at_ms` on and were not sent yet."""
        for cut in self._cuts:
            if self._cut_ms < cut <= at_ms + TOLERANCE_MS:
                link.send(wire.Cut(self._number))
                self._cut_ms = cut

    def _tell_settled(self) -> None:
        settling, self._settling = self._settling, []
        for settled in settling:
            if not settled.done():
                settled.set_result(None)

    def _leave(self) -> None:
        if self._reading:
            self._reading.cancel()
        self._reading = None
        if self._link:
            self._link.send(wire.Close(self._number))  # its answers find nobody, and nobody waits
        self._link = None
