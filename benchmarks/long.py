"""A day's log: 450 points, 20,000 entries. How soon the room is there after a cold start, how soon
somebody joins it, how long the fold takes, how big the database is.

Beside the other way to join: to be sent the log itself, as JSON, and to fold it."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
import uvloop

from benchmarks.line import crowd
from benchmarks.service import Service
from server.api.auth import Token, Tokens
from server.rehearsal.cast import scenario
from server.rooms.floor import CallSpeaker, EndFloor, TakeFloor
from server.rooms.plan import Person, Plan, PointPlan, Rules
from server.rooms.points import NotePointLost, NotePointReturned
from server.rooms.queue import RaiseHand
from server.rooms.room import Command, Entry, Room, decide, evolve, replay
from server.rooms.session import OpenConference, SetUpConference
from server.rooms.transcript import RecordSegment, Word
from server.rooms.words import SYSTEM, Actor, Role
from server.settings import Settings
from server.store.database import connect
from server.store.log import SqlLog

ENTRIES, POINTS, ROOM = 20_000, 450, "long"
HANDS, SEGMENTS = 8, 24
"""Of one turn."""
BATCH: Final = 500
JOINS: Final = 20
JOIN_MS, COLD_S = 300.0, 2.0
DAY: Final = 1_763_800_000_000
MODERATOR: Final = Actor("moderator-1", Role.MODERATOR)
SENTENCE: Final = "kính thưa hội nghị đường liên xã xuống cấp đề nghị tỉnh quan tâm sửa chữa"


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        entries = list(_day())
        told = uvloop.run(_measured(Path(folder), entries))
    log, began = msgspec.json.encode(entries), time.monotonic()
    replay(msgspec.json.decode(log, type=list[Entry]))
    folded = {"join_ms": round((time.monotonic() - began) * 1000), "join_kb": len(log) // 1024}
    targets = [
        {"what": "join p95, ms", "measured": told["join_ms"], "limit": JOIN_MS},
        {"what": "cold start of the room, s", "measured": told["cold_s"], "limit": COLD_S},
    ]
    ratios = {"join_ms": round(told["join_ms"] / folded["join_ms"], 3)}
    return {
        "ours": told, "baselines": {"log_to_client": folded}, "ratios": ratios, "targets": targets
    }  # fmt: skip


async def _measured(folder: Path, entries: list[Entry]) -> dict[str, float]:
    settings = Settings(data_dir=folder)
    database = connect(settings.database)
    await database.migrate()
    for start in range(0, len(entries), BATCH):
        await SqlLog(database).append(ROOM, entries[start : start + BATCH])
    await database.checkpoint()
    await database.close()
    size = sum(one.stat().st_size for one in folder.glob("*.sqlite3")) / 1e6
    token = Tokens(settings.secret(), 1).sign(Token(ROOM, Role.MODERATOR, MODERATOR.id))
    auth = {"token": token, "conference": ROOM}
    sizes: list[int] = []
    running = Service(folder)
    running.start()
    try:
        times = []
        for _ in range(JOINS + 1):
            began = time.monotonic()
            [line] = await crowd(
                running.url, [auth], lambda _, told, at: sizes.append(len(told)), b"view"
            )
            times.append(time.monotonic() - began)
            line.close()
    finally:
        running.kill()
    began = time.process_time()
    replay(entries)
    fold = (time.process_time() - began) / len(entries)
    return {
        "cold_s": round(times[0], 2),
        "join_ms": round(statistics.quantiles(times[1:], n=20)[-1] * 1000, 1),
        "view_kb": max(sizes) // 1024,
        "fold_us_per_entry": round(fold * 1e6, 1),
        "database_mb": round(size, 1),
    }


def _day() -> Iterator[Entry]:
    """Every entry of a long day, decided by the rules."""
    room = Room()
    for seq, (command, actor) in enumerate(islice(_asked(), ENTRIES), 1):
        at = DAY + seq * 700
        events = decide(room, command, actor, at)
        for event in events:
            room = evolve(room, event)
        yield Entry(seq, at, actor, f"command-{seq}", f"{seq:032x}", events)


def _asked() -> Iterator[tuple[Command, Actor]]:
    points = tuple(PointPlan(f"XA{n:03}", f"Điểm cầu xã {n}") for n in range(POINTS))
    plan = msgspec.structs.replace(
        msgspec.convert(scenario()["plan"], Plan),
        points=points, rules=Rules(waiting_per_point=0),
    )  # fmt: skip
    yield SetUpConference(plan), Actor("admin-1", Role.ADMIN)
    yield OpenConference(), MODERATOR
    turn = 0
    while True:
        turn += 1
        for n in range(HANDS):
            at_point = points[(turn * HANDS + n) % POINTS].id
            who = Actor(f"delegate-{turn}-{n}", Role.DELEGATE, at_point)
            named = Person(name=f"Đại biểu {turn}.{n}", unit=at_point)
            yield RaiseHand(at_point, named, "Đường giao thông"), who
        yield CallSpeaker(), MODERATOR
        yield TakeFloor(f"t{turn}"), MODERATOR
        for n in range(SEGMENTS):
            starts = DAY + (turn * SEGMENTS + n) * 5000
            words = tuple(
                Word(w, starts + i * 300, starts + i * 300 + 250, 0.9)
                for i, w in enumerate(SENTENCE.split())
            )
            yield RecordSegment(f"t{turn}", starts, starts + 4900, SENTENCE, words), SYSTEM
        yield EndFloor(f"t{turn}"), MODERATOR
        lost = points[turn % POINTS].id
        yield NotePointReturned(lost), SYSTEM
        yield NotePointLost(lost), SYSTEM
