"""The whole road of sound: microphone → socket → disk → worker → record → a secretary's screen."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import aiohttp
import psutil

from benchmarks.hands import await_answer, free_port
from server.rehearsal.cast import VENUE, Cast, plan_for, scenario
from server.rehearsal.link import Json
from server.rehearsal.measure import Ear, percentiles

LAST_WORDS = 10.0
"""Seconds for them to come."""
QUIET_MS = 1000
"""What a recording may have of silence after its last word."""


def cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process, to the nanosecond (proc(5), schedstat)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


async def road(pcm: bytes) -> dict[str, float]:
    """One turn at the speed of speech through a service of its own, seen by its usual clients."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        chosen = {"DATA_DIR": folder, "PORT": str(port), "SPEECH_WORKERS": "1"}
        environment = os.environ | {f"CAUNOI_{name}": one for name, one in chosen.items()}
        environment["CAUNOI_LOG_LEVEL"] = "WARNING"
        service = subprocess.Popen([sys.executable, "-m", "server", "serve"], env=environment)
        try:
            url = f"http://127.0.0.1:{port}"
            await_answer(f"{url}/healthz")
            async with aiohttp.ClientSession() as http:
                code = (Path(folder) / "admin-code").read_text().strip()
                return await _turn(Cast(url, http), code, service.pid, pcm)
        finally:
            service.terminate()
            service.wait(timeout=20)


async def _turn(cast: Cast, code: str, pid: int, pcm: bytes) -> dict[str, float]:
    told = scenario()
    plan = plan_for(told, 1, 1)
    await cast.create(code, plan, told["people"])
    await cast.bring_in(lambda: None)
    secretary = cast.secretaries[0]
    ear = Ear(secretary)
    await cast.chair.ask("OpenConference")
    await cast.chair.ask("AllowRecording")
    item = next(str(one["id"]) for one in plan["agenda"] if one["section"] == "opening")
    person = told["people"]["chairs"][0]
    fields = {"point": VENUE, "kind": "procedure", "item": item, "speaker": person}
    await cast.moderator.until_seq(await cast.moderator.ask("InviteNow", **fields))
    turn = cast.moderator.view["floor"]["speaking"]
    cast.mixer.open()
    family = [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    before = sum(map(cpu_seconds, family))
    await cast.mixer.say(pcm)
    spent = sum(map(cpu_seconds, family)) - before
    last = cast.mixer.said_ms - QUIET_MS
    await cast.mixer.say(bytes(32_000))  # a second of quiet, or the end would cut the last word
    await cast.moderator.ask("EndFloor", turn=turn)

    def heard() -> bool:
        return any(one["ends"] > last for one in _segments(secretary.view))

    await secretary.until(heard, "the last words", LAST_WORDS)
    record = json.loads(await secretary.get(f"/segments?turn={turn}"))["segments"]
    segments = [one for one in record if one.get("words")]
    partials = percentiles(ear.partial_latencies(segments, cast.mixer), 50, 95)
    finals = percentiles(ear.final_latencies(segments, cast.mixer), 50, 95)
    await cast.mixer.close()
    await cast.send_home()
    return {
        "cpu_per_second": round(spent / (len(pcm) / 32_000), 4),
        "word_seen_p50_ms": partials["p50"], "word_seen_p95_ms": partials["p95"],
        "segment_seen_p95_ms": finals["p95"],
    }  # fmt: skip


def _segments(view: Json) -> list[Json]:
    return list(view.get("transcript", {}).get("segments", {}).values())
