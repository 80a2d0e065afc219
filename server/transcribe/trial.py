"""Can Vosk hear with this model at all? Tried in a process of its own: corrupted bytes kill it.

`python -m server.transcribe.trial MODEL_DIR SECONDS` exits 0 if the model loads and decodes within
so much processor time.
"""

import array
import math
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

RATE: Final = 16_000
SECONDS: Final = 4
PATIENCE: Final = 20.0
"""Seconds of processor time, and one more for each SLOW bytes of the model: damage can make Vosk
search for ever."""
SLOW: Final = 4_000_000
BUSY: Final = 10
"""Times as long by the clock: others may want the processors too."""
ENDLESS: Final = "Vosk cannot use it: a trial did not end"


def fails(path: Path) -> str | None:
    """None if a child process could decode with the model at `path`, else why not."""
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    patience = PATIENCE + size / SLOW
    command = [sys.executable, "-m", "server.transcribe.trial", str(path), str(math.ceil(patience))]
    try:
        done = subprocess.run(  # noqa: S603  our own module, a path as one argument
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=BUSY * patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ENDLESS
    return verdict(done.returncode, done.stderr)


def verdict(code: int, said: bytes) -> str | None:
    """Why a child that ended with `code` (negative: the signal that ended it) and said `said` on
    stderr cannot use the model; None if it can."""
    if code == 0:
        return None
    if code == -signal.SIGXCPU:
        return ENDLESS
    if code < 0:
        return f"Vosk dies of it ({signal.Signals(-code).name})"
    return f"Vosk cannot use it: {_reason(said)}"


def _reason(said: bytes) -> str:
    """The line of stderr that tells most: Kaldi's error, else the exception."""
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines[-1:] or ["no reason given"])[0][:200]


def babble() -> bytes:
    """16 kHz mono s16le that makes a decoder search: bursts of buzz and hiss, as syllables come.
    The same each time."""
    chance = random.Random(1)  # noqa: S311  sound, not a secret
    samples = array.array("h")
    pitch = 0.0
    for n in range(SECONDS * RATE):
        if n % 4000 == 0:
            pitch, colour = chance.uniform(90, 250), chance.random()
        swell = math.sin(math.pi * (n % 4000) / 4000)
        buzz = sum(math.sin(2 * math.pi * pitch * k * n / RATE) / k for k in (1, 2, 3, 5, 8, 13))
        sound = buzz * (1 - colour) + chance.gauss(0, 1) * colour
        samples.append(int(max(-1.0, min(1.0, sound * swell / 3)) * 12_000))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def hear(path: Path, sound: bytes, seconds: int) -> None:
    """Only in a process that may end here: Vosk's C++ kills it, raises, or takes more than
    `seconds` of processor time (SIGXCPU)."""
    import vosk  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(path)), RATE)
    recogniser.SetWords(True)
    for start in range(0, len(sound), RATE):
        recogniser.AcceptWaveform(sound[start : start + RATE])
    recogniser.FinalResult()


if __name__ == "__main__":
    hear(Path(sys.argv[1]), babble(), int(sys.argv[2]))
