"""What our workers cost beside a bare Vosk loop, how much later partials come, and the whole road.

Both hear the same sound in the same 100 ms chunks, with a partial after each, in processes of their
own; CPU time is the kernel's (schedstat), of all their threads. Rounds alternate, utterance by
utterance and in changing order, because other programs share the machine.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any, Final

from benchmarks.speech_road import cpu_seconds, road
from server.rehearsal.measure import percentiles
from server.rehearsal.speech import load
from server.transcribe import models
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.intake import RATE, SAMPLE_BYTES

NAMES: Final = ("yk009", "tl005", "khaimac", "ketluan", "yk001", "baocao")
PACED: Final = ("tl005", "khaimac")
ROUNDS: Final = 5
CHUNK: Final = RATE // 10 * SAMPLE_BYTES
SHARE: Final = 0.95
"""Of a bare loop's streams per core that ours must reach."""
LATER: Final = 60
"""Milliseconds by which our partials may be later, at p95."""


class Bare:
    """The loop in its own process."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "benchmarks.speech_bare", str(models.embedded())]
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as our workers have it
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | threads,
        )  # fmt: skip
        self._answer()

    def hear(self, pcm: bytes, pace: float = 0) -> tuple[float, list[float]]:
        """CPU seconds spent, and the delay of every new partial."""
        assert self._process.stdin
        with tempfile.NamedTemporaryFile() as file:
            file.write(pcm)
            file.flush()
            before = cpu_seconds(self._process.pid)
            self._process.stdin.write(f"{file.name} {pace}\n")
            self._process.stdin.flush()
            delays = json.loads(self._answer())
        return cpu_seconds(self._process.pid) - before, delays

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


class Ours:
    """The service's ear with one worker."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear

    async def hear(self, pcm: bytes, pace: float = 0) -> tuple[float, list[float]]:
        """As `Bare.hear`."""
        chunks = [
            (n * 100.0, pcm[at : at + CHUNK]) for n, at in enumerate(range(0, len(pcm), CHUNK))
        ]
        fed: list[float] = []
        delays: list[float] = []

        def hear(said: Heard | HalfHeard) -> None:
            if isinstance(said, HalfHeard):
                delays.append(time.monotonic() - fed[min(round(said.until_ms / 100), len(fed)) - 1])

        (pid,) = self._ear.pids
        before = cpu_seconds(pid)
        hearing = self._ear.open("bench", hear, lambda since: _after(chunks[: len(fed)], since))
        due = time.monotonic()
        for at_ms, chunk in chunks:
            if pace:
                due += pace
                await asyncio.sleep(max(0.0, due - time.monotonic()))
            fed.append(time.monotonic())
            hearing.feed(at_ms, chunk)
        if not await hearing.close(60):
            raise RuntimeError("the worker did not hear everything")
        return cpu_seconds(pid) - before, delays


def _after(chunks: list[tuple[float, bytes]], since: float) -> list[tuple[float, bytes]]:
    return [one for one in chunks if one[0] + 100 > since]


def run() -> dict[str, Any]:
    """CPU seconds per second of sound, streams per core, and delays of partials in ms."""
    return asyncio.run(_run())


async def _run() -> dict[str, Any]:
    ear = Ear(models.embedded())
    await ear.start()
    bare, ours = Bare(), Ours(ear)
    try:
        rounds = [await _round(bare, ours, number % 2 == 1) for number in range(ROUNDS)]
        paced_bare, paced_ours = await _paced(bare, ours)
    finally:
        bare.close()
        await ear.close()
    costs = {"bare": [one for one, _ in rounds], "ours": [one for _, one in rounds]}
    ratio = statistics.median(bare / ours for bare, ours in rounds)
    later = paced_ours["partial_p95_ms"] - paced_bare["partial_p95_ms"]
    return {
        "ours": _told(costs["ours"]) | paced_ours | {"whole_road": await road(load(PACED[0]).pcm)},
        "baselines": {"bare_vosk": _told(costs["bare"]) | paced_bare},
        "ratios": {"bare_by_ours": round(ratio, 3), "partials_later_p95_ms": round(later, 1)},
        "targets": [
            {"what": "CPU of ours by bare", "measured": 1 / ratio, "limit": round(1 / SHARE, 3)},
            {"what": "partials later, p95 ms", "measured": later, "limit": LATER},
        ],
    }


async def _round(bare: Bare, ours: Ours, ours_first: bool) -> tuple[float, float]:
    """CPU seconds per second of sound of one round: bare, ours."""
    spent = {"bare": 0.0, "ours": 0.0}
    length = 0.0
    for name in NAMES:
        pcm = load(name).pcm
        length += len(pcm) / SAMPLE_BYTES / RATE
        for who in ("ours", "bare") if ours_first else ("bare", "ours"):
            cpu, _ = await ours.hear(pcm) if who == "ours" else bare.hear(pcm)
            spent[who] += cpu
    return spent["bare"] / length, spent["ours"] / length


async def _paced(bare: Bare, ours: Ours) -> tuple[dict[str, float], dict[str, float]]:
    """At the speed of speech: when partials come, and what a worker that sleeps between chunks
    costs."""
    said = [load(name).pcm for name in PACED]
    length = sum(map(len, said)) / SAMPLE_BYTES / RATE
    heard = [[bare.hear(pcm, 0.1) for pcm in said], [await ours.hear(pcm, 0.1) for pcm in said]]
    told = []
    for one in heard:
        found = percentiles([delay for _, delays in one for delay in delays], 50, 95)
        cpu = round(sum(cpu for cpu, _ in one) / length, 5)
        told.append({"paced_cpu": cpu} | {f"partial_{p}_ms": ms for p, ms in found.items()})
    return told[0], told[1]


def _told(costs: list[float]) -> dict[str, float]:
    middle = statistics.median(costs)
    return {"cpu_per_second": round(middle, 5), "streams_per_core": round(1 / middle, 1)}
