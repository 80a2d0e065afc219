"""A whole evening at full size: 2,677 clients, captions four times a second, the moderator acting
each second, a hand five times a second. How much of a core, how soon the moderator is answered,
what the memory does.

Beside plain python-socketio that only sends the captions."""

import asyncio
import itertools
import os
import time
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

import aiohttp
import msgspec
import uvloop

from benchmarks import rivals
from benchmarks.fanout import LOAD, SERVER, SIZE, rival_side
from benchmarks.line import Line, crowd
from benchmarks.service import CROWD, Hall, cpu_s, rss_kb, service
from server.rehearsal.link import Link
from server.rehearsal.measure import percentiles

MINUTES: Final = 10.0
CAPTION_S, HAND_S, ACT_S = 0.25, 0.2, 1.0
SAMPLE_S: Final = 30.0
CORE, ACK_MS, GROWTH_KB = 0.6, 100.0, 8.0
BASELINE_S: Final = 10.0
QUICK: Final = 500


def run(minutes: float = MINUTES, quick: bool = False) -> dict[str, Any]:
    """`minutes` of it; `quick`: with fewer clients."""
    size = QUICK if quick else CROWD
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD} & cores or cores)
    try:
        ours, plain = uvloop.run(_both(minutes, size))
    finally:
        os.sched_setaffinity(0, cores)
    targets = [
        {"what": "share of one core", "measured": ours["core"], "limit": CORE},
        {"what": "moderator's ack p99, ms", "measured": ours["ack_p99_ms"], "limit": ACK_MS},
        {"what": "memory kept per entry, KB", "measured": ours["kb_entry"], "limit": GROWTH_KB},
        {"what": "commands without an answer", "measured": ours["unanswered"], "limit": 0},
    ]
    ratios = {"core": round(ours["core"] / plain["core"], 3)}
    return {
        "ours": ours, "baselines": {"python_socketio": plain}, "ratios": ratios, "targets": targets
    }  # fmt: skip


async def _both(minutes: float, size: int) -> tuple[dict[str, Any], dict[str, float]]:
    return await _ours(minutes * 60, size), await _plain(size)


class Evening:
    """What everybody does, and what came of it."""

    def __init__(self, moderator: Link) -> None:
        self._moderator = moderator
        self.lines: list[Line] = []
        self.points: list[str] = []
        self.acks: list[float] = []
        self.asked = self.answered = self.patches = 0
        self.wrong: dict[str, Any] = {}  # a refusal that has no place in this evening
        self._anew: set[int] = set()

    def take(self, line: Line, told: bytes, at: float) -> None:
        if told.startswith(b'["patch"'):
            self.patches += 1
        elif told[:1].isdigit():
            self.answered += 1
            number, begin, rest = told.partition(b"[")
            [answer] = msgspec.json.decode(begin + rest)
            if error := answer.get("error"):
                self._refused(line, int(number), error)

    async def caption(self, n: int) -> None:
        text = f"Câu thứ {n}: kính thưa hội nghị, đề nghị tỉnh sớm sửa chữa tuyến đường liên xã"
        await self._moderator.ask("GateCaptions", gate="replace", text=text)

    async def hand(self, n: int) -> None:
        place = n % len(self.lines)
        self._raise(self.lines[place], n, self.points[place])

    def _raise(self, line: Line, n: int, point: str) -> None:
        person = {"name": f"Đại biểu {n}", "unit": point}
        self._ask(line, n, type="RaiseHand", point=point, topic="Đường liên xã", speaker=person)

    def _refused(self, line: Line, n: int, error: dict[str, Any]) -> None:
        """Whoever still waits since the first round takes that hand back before the next one,
        unless they are called just then."""
        if error["code"] not in ("already_waiting", "not_waiting"):
            self.wrong = error
        elif error["code"] == "already_waiting" and n not in self._anew:
            self._anew.add(n)
            self._ask(line, n, type="LowerHand", request=error["request"])
            self._raise(line, n, self.points[n % len(self.lines)])

    def _ask(self, line: Line, n: int, **fields: Any) -> None:
        body = msgspec.json.encode({"id": str(uuid.uuid4()), **fields}).decode()
        line.say(f'42{n}["ask",{body}]')
        self.asked += 1

    async def act(self, n: int) -> None:
        """Calls, gives the floor, ends the turn, each a second after the other."""
        floor = self._moderator.view["floor"]
        steps: list[tuple[str, dict[str, Any]]] = [
            ("CallSpeaker", {}),
            ("TakeFloor", {"turn": next(iter(floor["coming"]), "")}),
            ("EndFloor", {"turn": floor.get("speaking", "")}),
        ]
        name, fields = steps[n % 3]
        began = time.monotonic()
        seq = await self._moderator.ask(name, **fields)
        self.acks.append(time.monotonic() - began)
        await self._moderator.until_seq(seq)


async def _ours(seconds: float, size: int) -> dict[str, Any]:
    with service(SERVER) as running:
        async with aiohttp.ClientSession() as http:
            hall = Hall(running, http)
            await hall.open()
            moderator = hall.cast.moderator
            await moderator.ask("SetCaptions", captions="live")
            seats = await hall.everybody(size)
            evening = Evening(moderator)
            evening.points = [point for _, point in seats]
            auths = [auth for auth, _ in seats]
            evening.lines = await crowd(running.url, auths, evening.take, b"view")
            await evening.hand(0)  # somebody waits from the beginning
            tasks = [
                asyncio.create_task(_again(evening.caption, CAPTION_S)),
                asyncio.create_task(_again(evening.hand, HAND_S, 1)),
                asyncio.create_task(_again(evening.act, ACT_S)),
            ]
            samples = await _watched(tasks, running.pid, evening, moderator, seconds)
            for task in tasks:
                task.cancel()
            with suppress(TimeoutError):
                async with asyncio.timeout(10):
                    while evening.answered < evening.asked:
                        await asyncio.sleep(0.05)
            for line in evening.lines:
                line.close()
            await moderator.close()
    return _told(samples, evening)


async def _again(
    do: Callable[[int], Coroutine[Any, Any, None]], every: float, first: int = 0
) -> None:
    due = time.monotonic() + every
    for n in itertools.count(first):
        await asyncio.sleep(max(0, due - time.monotonic()))
        due += every
        await do(n)


async def _watched(
    tasks: list[asyncio.Task[None]], pid: int, evening: Evening, moderator: Link, seconds: float
) -> list[dict[str, float]]:
    """A sample at the start, at the end, and each half minute between. Raises what a task
    raises, and RuntimeError of a wrong refusal."""
    samples: list[dict[str, float]] = []
    until = time.monotonic() + seconds
    while True:
        now = time.monotonic()
        sample = {"at": now, "cpu": cpu_s(pid), "rss_kb": rss_kb(pid), "seq": moderator.seq}
        samples.append(sample | {"patches": evening.patches})
        if now >= until:
            return samples
        done, _ = await asyncio.wait(tasks, timeout=min(SAMPLE_S, until - now))
        for task in done:
            task.result()
        if evening.wrong:
            raise RuntimeError(str(evening.wrong))


def _told(samples: list[dict[str, float]], evening: Evening) -> dict[str, Any]:
    first, last = samples[0], samples[-1]
    settled = samples[len(samples) // 5]  # what the first entries and caches take is there by then
    took = last["at"] - first["at"]
    acks = percentiles(evening.acks, 50, 99)
    grown = last["rss_kb"] - settled["rss_kb"]
    return {
        "seconds": round(took),
        "clients": len(evening.lines),
        "core": round((last["cpu"] - first["cpu"]) / took, 3),
        "patches_s": round((last["patches"] - first["patches"]) / took),
        "entries": round(last["seq"]),
        "ack_p50_ms": acks["p50"],
        "ack_p99_ms": acks["p99"],
        "rss_mb": [round(one["rss_kb"] / 1024, 1) for one in samples],
        "kb_entry": round(grown / max(1, last["seq"] - settled["seq"]), 2),
        "unanswered": evening.asked - evening.answered,
    }


async def _plain(size: int) -> dict[str, float]:
    with rivals.python_socketio(SIZE, SERVER) as (url, pid):
        side = await rival_side(url, pid, size)
        await side.round(BASELINE_S)
        for line in side.lines:
            line.close()
    told = side.rounds[0]
    used = told["server_cpu_us_per_delivery"]
    return {
        "us_per_delivery": round(used, 1),
        "core": round(used * size / CAPTION_S / 1e6, 3),
        "p99_ms": told["p99_ms"],
    }
