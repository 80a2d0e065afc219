"""One client of `/asr`: what it sends, and what is heard of it."""

import asyncio
import struct
import time
from typing import Any, Final

import msgspec
from aiohttp import web

from server.api.auth import Token
from server.api.problems import BadInput
from server.live.conference import LiveConference
from server.live.ports import Clock
from server.live.scribe import BadSound
from server.live.streams import Chunk
from server.rooms.plan import VENUE
from server.rooms.words import Millis, Refused
from server.transcribe.heard import HalfHeard, Heard, HeardWord
from server.transcribe.intake import SAMPLE_BYTES
from server.transcribe.uplink import RATES, Numbered, Uplink

Json = dict[str, Any]
MESSAGE: Final = 1 << 20
"""Bytes of sound in one message: 10 s at 48 kHz. More is a mistake, and is answered."""
SILENT_SECONDS: Final = 5.0
"""A sender that was silent for so long gives way to another: it may be gone."""


class Unfit(Refused):
    """All sound of this sender would be misunderstood; it is sent away. Fields: `why`:
    "bad_rate", "not_mono", "not_16_bit" or "late_config"; `rates` that are taken."""

    code = "unfit_sound"


class Asked(msgspec.Struct, frozen=True):
    """What of a `config` counts here. A model, grammar or number of alternatives does not: they
    would be everybody's."""

    sample_rate: float | None = None
    words: bool = True
    channels: int = 1
    num_channels: int = 1


class Sender:
    """One client: its sound goes to the scribe, what is heard of the venue comes back."""

    def __init__(
        self, ws: web.WebSocketResponse, live: LiveConference, token: Token, clock: Clock, rate: int
    ) -> None:
        self.ws, self.token, self.ended = ws, token, False
        self._live, self._clock = live, clock
        self._uplink = Uplink(rate)
        self._began: Millis = 0  # of the first sound
        self._last = time.monotonic()
        self._with_words = True
        self._partial = ""
        self._words: list[HeardWord] = []  # finished, and not told yet

    @property
    def silent(self) -> bool:
        return time.monotonic() - self._last > SILENT_SECONDS

    def hear(self, turn: str, said: Heard | HalfHeard) -> None:
        """Called by the scribe with everything it hears."""
        if self._live.live.room.floor.turns[turn].source != VENUE:
            return
        if isinstance(said, HalfHeard):
            self._partial = said.text
        else:
            self._partial = ""
            self._words += said.words

    async def answer(self, message: bytes | str) -> Json | None:
        """The answer to one message. Raises Refused."""
        if isinstance(message, bytes):
            return await self._sound(message)
        return await self._command(message)

    def flush(self) -> None:
        """Nothing more comes, for now."""
        self._pass_on(self._uplink.flush())

    async def _sound(self, body: bytes) -> Json:
        self._last = time.monotonic()
        if len(body) > MESSAGE:
            raise BadSound(why="chunk_too_big")
        pcm = _without_header(body, self._uplink.rate)
        whole = pcm[: len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES]
        if whole:
            await asyncio.sleep(self._uplink.early(whole, self._clock()) / 1000)
            now = self._clock()
            self._began = self._began or round(now - self._uplink.length(whole))
            self._pass_on(self._uplink.take(whole, now))
        if not body:
            raise BadSound(why="empty_chunk")
        if len(whole) < len(pcm):
            raise BadSound(why="odd_bytes")  # the rest of it was taken
        return self._result() if self._words else {"partial": self._partial}

    def _pass_on(self, chunks: list[Numbered]) -> None:
        failed = None
        for stream, began, n, pcm in chunks:  # it keeps none: `oldest` is always the newest
            try:
                self._live.scribe.take(self.token.actor, Chunk(VENUE, stream, n, began, n, pcm))
            except Exception as error:  # the others may still be kept
                failed = error
        if failed:
            raise failed

    async def _command(self, text: str) -> Json | None:
        try:
            asked = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            asked = None
        match asked:
            case {"config": dict(config)}:
                self._configure(config)
                return None
            case {"eof": _} | {"reset": _}:
                self.flush()
                await self._live.scribe.finish_sentence(VENUE)
                self.ended = "eof" in asked
                return self._result()
            case _:
                raise BadInput(field="", why='neither "config", "eof" nor "reset"')

    def _configure(self, config: Json) -> None:
        try:
            asked = msgspec.convert(config, Asked, strict=False)
        except msgspec.ValidationError as bad:
            raise BadInput(field="config", why=str(bad)[:300]) from None
        if (asked.channels, asked.num_channels) != (1, 1):
            raise Unfit(why="not_mono")
        self._with_words = asked.words
        rate = self._uplink.rate if asked.sample_rate is None else read_rate(str(asked.sample_rate))
        if rate != self._uplink.rate:
            if self._began:
                raise Unfit(why="late_config")
            self._uplink = Uplink(rate)

    def _result(self) -> Json:
        """As vosk-server's: seconds since this client's first sound."""
        words, self._words = self._words, []
        told: Json = {"text": " ".join(word.w for word in words)}
        if words and self._with_words:
            told["result"] = [
                {
                    "conf": round(word.conf, 6),
                    "start": (word.start_ms - self._began) / 1000,
                    "end": (word.end_ms - self._began) / 1000,
                    "word": word.w,
                }
                for word in words
            ]
        return told


def read_rate(text: str) -> int:
    """Raises Unfit."""
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if rate not in RATES:
        raise Unfit(why="bad_rate", rates=list(RATES))
    return int(rate)


def _without_header(body: bytes, rate: int) -> bytes:
    """`body` without the WAV header that a client may have left at its beginning. Raises Unfit if
    that header speaks of other sound, BadSound if it has no end."""
    if body[:4] != b"RIFF" or body[8:12] != b"WAVE":
        return body
    at = 12
    while at + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, at)
        at += 8
        if name == b"data":
            return body[at:]
        if name == b"fmt " and at + 16 <= len(body):
            kind, channels, told, _, _, bits = struct.unpack_from("<HHIIHH", body, at)
            if channels != 1:
                raise Unfit(why="not_mono")
            if told != rate:
                raise Unfit(why="bad_rate", rates=list(RATES))
            if (kind, bits) != (1, 16):
                raise Unfit(why="not_16_bit")
        at += size + size % 2
    raise BadSound(why="wav_header")
