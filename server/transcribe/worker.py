"""The worker program: `python -m server.transcribe.worker MODEL_DIR`.

Reads messages (wire.py) from stdin, answers on stdout, ends when stdin ends. Vosk lives only here:
some of its C calls can abort the process, and then the service starts another. One thread: a
recogniser may not be shared, and one uses a whole core anyway.
"""

import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from server.transcribe import endpoints, models, wire
from server.transcribe.intake import RATE, SAMPLE_BYTES

STEP: Final = RATE // 5
"""Samples given to Vosk at once: it works in steps of 0.2 s itself; more only adds delay."""
TOO_LONG: Final = 20 * RATE
"""A sentence of so many samples is parted: nobody reads longer captions, and Vosk's memory grows
until a sentence ends."""
GRID: Final = RATE * 3 // 100
"""Samples of one output frame of the acoustic model. A fresh recogniser that starts on this grid
sees the same frames as the one it replaces."""
TRAIL: Final = 8 * GRID
"""A word's sound fades after its end: a fresh recogniser must not hear the fading as a word."""
UNDECODED: Final = RATE
"""At an end-point Vosk has taken sound that it has not yet decoded: less than this (right context
and one chunk of frames). It belongs to the next sentence."""


class Half(msgspec.Struct):
    """What Vosk says of a sentence that goes on."""

    partial: str


class Whole(msgspec.Struct):
    """What Vosk says of a finished sentence; no `result` if nothing was said."""

    result: tuple[wire.Word, ...] = ()


_read_half = msgspec.json.Decoder(Half).decode
_read_whole = msgspec.json.Decoder(Whole).decode
_read_message = msgspec.msgpack.Decoder[wire.ToWorker](wire.ToWorker).decode


class Hearing:
    """One utterance after another from one source. `_fed` counts its samples."""

    def __init__(self, number: int, model: object) -> None:
        self._number, self._model = number, model
        self._fed = self._through = self._told = 0
        self._kept = bytearray()  # sound since `_through`
        self._half = ""  # as Vosk said it last
        self._begin_anew(0)

    def feed(self, pcm: bytes) -> list[wire.FromWorker]:
        """Everything heard anew, step by step."""
        if len(pcm) % SAMPLE_BYTES:
            raise ValueError("half a sample")
        size = STEP * SAMPLE_BYTES
        steps = (pcm[start : start + size] for start in range(0, len(pcm), size))
        return [message for step in steps for message in self._step(step)]

    def cut(self) -> wire.Final:
        """All sound so far is decoded and finished: nothing of it spills into what follows."""
        final = self.end()
        self._begin_anew(self._fed)
        return final

    def end(self) -> wire.Final:
        """As `cut`, and nothing follows."""
        return self._final(self._words(self._vosk.FinalResult()), self._fed)

    def _step(self, pcm: bytes) -> list[wire.FromWorker]:
        ended = self._vosk.AcceptWaveform(pcm)
        self._fed += len(pcm) // SAMPLE_BYTES
        self._kept += pcm
        if ended:
            return [self._ended()]
        if self._fed - self._through >= TOO_LONG:
            return self._parted()
        half = self._vosk.PartialResult()
        if half == self._half and self._fed - self._told < wire.BEAT:
            return []
        self._half, self._told = half, self._fed
        return [wire.Partial(self._number, _read_half(half).partial, self._fed)]

    def _ended(self) -> wire.Final:
        """Vosk found the sentence's end."""
        words = self._words(self._vosk.Result())
        if words:
            return self._final(words, min(round(words[-1].end * RATE) + TRAIL, self._fed))
        return self._final(words, self._fed - UNDECODED)

    def _parted(self) -> list[wire.FromWorker]:
        """End the sentence at its widest pause; what follows the pause is heard again, afresh.

        Ending it just here (Result) would cut through a word, and each time through another.
        """
        words = self._words(self._vosk.FinalResult())
        first = _after_widest_pause(words, (self._through + TOO_LONG / 2) / RATE)
        pause = (words[first - 1].end + words[first].start) / 2 if first < len(words) else None
        final = self._final(words[:first], round(pause * RATE) if pause is not None else self._fed)
        rest = bytes(self._kept)
        self._begin_anew(self._through)
        again = self.feed(rest)
        # Words that were on screen must not vanish and come back one by one: only the last counts.
        settled = [said for said in again[:-1] if not isinstance(said, wire.Partial)]
        return [final, *settled, *again[-1:]]

    def _final(self, words: tuple[wire.Word, ...], through: int) -> wire.Final:
        on_grid = self._base + (through - self._base) // GRID * GRID
        reached = max(self._through, self._fed if through == self._fed else on_grid)
        del self._kept[: (reached - self._through) * SAMPLE_BYTES]
        self._through, self._half = reached, ""
        return wire.Final(self._number, words, reached)

    def _words(self, result: str) -> tuple[wire.Word, ...]:
        """Vosk's words, their seconds counted from this hearing's beginning."""
        began = self._base / RATE
        return tuple(
            wire.Word(one.word, one.start + began, one.end + began, one.conf)
            for one in _read_whole(result).result
        )

    def _begin_anew(self, sample: int) -> None:
        """A fresh recogniser, whose first sample is `sample` of this hearing. Takes 1 ms."""
        import vosk  # noqa: PLC0415

        self._vosk = vosk.KaldiRecognizer(self._model, RATE)
        self._vosk.SetWords(True)
        self._base = self._fed = sample
        self._kept.clear()


def _after_widest_pause(words: tuple[wire.Word, ...], earliest: float) -> int:
    """Place of the word after the widest pause behind second `earliest`; len(words) if none."""
    places = [n for n in range(1, len(words)) if words[n].start >= earliest]
    return max(places, key=lambda n: words[n].start - words[n - 1].end, default=len(words))


class Worker:
    """All hearings of this process."""

    def __init__(self, model: object) -> None:
        self._model = model
        self._hearings: dict[int, Hearing] = {}

    def answers(self, body: bytes) -> list[wire.FromWorker]:
        """What to say to the message in `body`; Failed if it makes no sense, never an exception."""
        hearing = wire.NO_HEARING
        try:
            message = _read_message(body)
            hearing = message.hearing
            return self._answers(message)
        except KeyError:
            return [wire.Failed(hearing, "unknown hearing")]
        except Exception as error:  # Vosk raises bare Exception; the other hearings go on
            return [wire.Failed(hearing, f"{type(error).__name__}: {error}")]

    def _answers(self, message: wire.ToWorker) -> list[wire.FromWorker]:
        match message:
            case wire.Open(number):
                self._hearings[number] = Hearing(number, self._model)
                return []
            case wire.Feed(number, pcm):
                return self._hearings[number].feed(pcm)
            case wire.Cut(number):
                return [self._hearings[number].cut()]
            case wire.Close(number):
                return [self._hearings.pop(number).end(), wire.Closed(number)]


def main(path: Path) -> int:
    """0 when stdin ended; 1 if the model is unusable (said before), 2 if stdin made no sense."""
    out = _own_stdout()
    try:
        model = load(path)
    except Exception as error:  # whatever it is, the service must be told why
        _say(out, wire.Failed(wire.NO_HEARING, str(error)))
        return 1
    worker = Worker(model)
    _say(out, wire.Ready(os.getpid(), models.note(path)))
    stdin = os.fdopen(0, "rb", wire.PIPE, closefd=False)
    while prefix := stdin.read(wire.PREFIX.size):
        length = wire.PREFIX.unpack(prefix)[0] if len(prefix) == wire.PREFIX.size else 0
        if not 0 < length <= wire.FRAME_LIMIT:
            return 2
        for answer in worker.answers(stdin.read(length)):
            _say(out, answer)
    return 0


def _own_stdout() -> BinaryIO:
    """stdout for our frames alone: what C++ prints to descriptor 1 goes to stderr from now on."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return out


def load(path: Path) -> object:
    """The vosk.Model at `path`, proven to hear. Raises RuntimeError, or what Vosk raises."""
    reason = models.check(path)
    if reason:
        raise RuntimeError(reason)
    import vosk  # noqa: PLC0415

    vosk.SetLogLevel(-1)
    with endpoints.copy(path) as copy:
        model = vosk.Model(str(copy))
        Hearing(0, model).feed(bytes(STEP * SAMPLE_BYTES))  # some damage shows only here
    return model


def _say(out: BinaryIO, message: wire.FromWorker) -> None:
    rest = memoryview(wire.frame(message))
    while rest:  # a pipe may take less than all
        rest = rest[out.write(rest) or 0 :]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
