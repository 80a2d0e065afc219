"""The baseline of `speech`: Vosk as its own examples use it, a loop and nothing around it.

`python -m benchmarks.speech_bare MODEL` reads lines `FILE PACE` from stdin: raw sound, and seconds
between two chunks (0: as fast as it goes). Answers each with a line of JSON: for every chunk after
which Vosk had something new to say, the seconds from the chunk to the answer.
"""

import json
import sys
import time
from pathlib import Path

CHUNK = 3200
"""Bytes: 100 ms."""


def hear(vosk: object, model: object, pcm: bytes, pace: float) -> list[float]:
    recogniser = vosk.KaldiRecognizer(model, 16_000)  # type: ignore[attr-defined]
    recogniser.SetWords(True)
    delays, last = [], ""
    due = time.monotonic()
    for start in range(0, len(pcm), CHUNK):
        if pace:
            due += pace
            time.sleep(max(0.0, due - time.monotonic()))
        came = time.monotonic()
        ended = recogniser.AcceptWaveform(pcm[start : start + CHUNK])
        said = recogniser.Result() if ended else recogniser.PartialResult()
        if said != last:
            delays.append(time.monotonic() - came)
        last = said
    recogniser.FinalResult()
    return delays


def main(path: str) -> None:
    import vosk

    vosk.SetLogLevel(-1)
    model = vosk.Model(path)
    print("ready", flush=True)
    for line in sys.stdin:
        file, pace = line.split()
        print(json.dumps(hear(vosk, model, Path(file).read_bytes(), float(pace))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
