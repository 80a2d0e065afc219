"""Raw Opus packets of one stream become sound as everywhere behind this door (RFC 6716).

A packet is one chunk: mono, 20 to 60 ms. Its length is what it says itself, so that numbers and
times hold whatever becomes of the packet. The encoder's own delay (6.5 ms) is not taken off.
Measured: 0.07 to 0.25 ms of work a packet, so it may be done on the event loop."""

from typing import Any, Final, cast

import av
from av.error import FFmpegError

from server.transcribe.intake import RATE, SAMPLE_BYTES, BadChunk

DECODED_RATE: Final = 48_000
SHORTEST, LONGEST = 20.0, 60.0
PACKET_LIMIT: Final = 3 * 1275
"""Bytes: three frames of the greatest size that there is."""
_SPEECH_MS: Final = (10.0, 20.0, 40.0, 60.0)
_MUSIC_MS: Final = (2.5, 5.0, 10.0, 20.0)


class Opus:
    """The decoder of one stream. It remembers the packet before; out of order it begins anew."""

    def __init__(self) -> None:
        self._next = -1
        self._decoder = self._resampler = cast(Any, None)

    def decode(self, n: int, packet: bytes) -> bytes:
        """The sound of packet `n`, of exactly its nominal length. Raises BadChunk."""
        count = round(milliseconds(packet) * RATE / 1000)
        if n != self._next:
            self._begin()
        try:
            pcm = self._decoded(packet)
        except (FFmpegError, ValueError):
            self._next = -1
            raise BadChunk("opus_broken") from None
        self._next = n + 1
        # The resampler holds its first samples back (0.5 ms): a beginning is padded in front.
        return pcm.rjust(count * SAMPLE_BYTES, b"\0")[-count * SAMPLE_BYTES :]

    def _begin(self) -> None:
        decoder = av.CodecContext.create("libopus", "r")
        decoder.sample_rate, decoder.layout = DECODED_RATE, "mono"
        self._decoder = decoder
        self._resampler = av.AudioResampler("s16", "mono", RATE)

    def _decoded(self, packet: bytes) -> bytes:
        frames = self._decoder.decode(av.Packet(packet))
        found = [part for frame in frames for part in self._resampler.resample(frame)]
        return b"".join(bytes(part.planes[0])[: part.samples * SAMPLE_BYTES] for part in found)


def milliseconds(packet: bytes) -> float:
    """How much sound a packet says that it holds. Raises BadChunk: empty_chunk, chunk_too_big,
    opus_broken, opus_stereo, opus_length."""
    if not packet:
        raise BadChunk("empty_chunk")
    if len(packet) > PACKET_LIMIT:
        raise BadChunk("chunk_too_big")
    kind, frames = packet[0] >> 3, (1, 2, 2, 0)[packet[0] & 3]
    if packet[0] & 4:
        raise BadChunk("opus_stereo")
    if not frames:
        if len(packet) < 2:
            raise BadChunk("opus_broken")
        frames = packet[1] & 63
    if kind < 12:
        each = _SPEECH_MS[kind % 4]
    else:
        each = _SPEECH_MS[kind % 2] if kind < 16 else _MUSIC_MS[kind % 4]
    if not SHORTEST <= each * frames <= LONGEST:
        raise BadChunk("opus_length")
    return each * frames
