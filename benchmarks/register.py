"""The register with 100 conferences × 200 opinions: every page and report, beside a bare SELECT of
the same rows in the same run."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import aiohttp

from benchmarks.register_data import fill
from server.settings import Settings
from server.store.database import connect
from server.store.rebuild import refresh
from tests.service import Service, in_process

CONFERENCES, OPINIONS = 100, 200
ROUNDS: Final = 21
LIMIT_MS: Final = 300
PAGES: Final = {
    "first page": "/api/register",
    "last page": "/api/register?first=19950",
    "words without marks": "/api/register?q=duong lien xa",
    "words with marks": "/api/register?q=đường liên xã",
    "a word that is nowhere": "/api/register?q=xyzzy",
    "field, agency, open": "/api/register?field=Giao thông&agency=Sở số 3&open=1",
    "due soon": "/api/register?due=soon",
    "overdue": "/api/register?due=overdue",
    "200 rows": "/api/register?limit=200",
    "filters' choices": "/api/register/choices",
    "reminders": "/api/register/reminders",
    "last page of reminders": "/api/register/reminders?first=5950",
    "reminders of an agency": "/api/register/reminders?agency=Sở số 3",
    "a row with its history": "/api/register/h042/y17",
    "results of the previous one": "/api/conferences/h050/previous",
    "what a point asked": "/api/conferences/h050/asked?point=d3",
    "statistics of a year": "/api/statistics?period=year&year=2024",
    "statistics of a month": "/api/statistics?period=month&year=2024&number=5",
    "statistics.xlsx": "/api/statistics.xlsx?period=year&year=2024",
    "statistics.docx": "/api/statistics.docx?period=year&year=2024",
    "register.xlsx of a conference": "/api/register.xlsx?conference=h042",
    "previous.docx of 200 rows": "/api/conferences/h050/previous.docx",
}  # fmt: skip
WHOLE: Final = {
    "register.xlsx of 5,000 rows": "/api/register.xlsx",
    "reminders.xlsx of 5,000 rows": "/api/register/reminders.xlsx",
}
"""Files and lists of thousands of rows: told, without a target."""


def run() -> dict[str, Any]:
    """Milliseconds a request, whole answers read, on SQLite."""
    with tempfile.TemporaryDirectory(prefix="caunoi-register-") as home:
        return asyncio.run(_run(Path(home)))


async def _run(home: Path) -> dict[str, Any]:
    began = time.perf_counter()
    database = connect(Settings(data_dir=home).database)
    await database.migrate()
    await refresh(database)  # nothing is there yet: it notes the form of the read tables
    await fill(database, CONFERENCES, OPINIONS)
    await database.close()
    filled = time.perf_counter() - began
    async with in_process(home) as service:
        pages = {name: await _taken(service, path, ROUNDS) for name, path in PAGES.items()}
        whole = {name: await _taken(service, path, 2) for name, path in WHOLE.items()}
    bare = _select(home)
    first = pages["first page"]["p95_ms"]
    slowest = max(pages, key=lambda name: pages[name]["p95_ms"])
    return {
        "ours": {
            "opinions": CONFERENCES * OPINIONS,
            "filled_s": round(filled, 1),
            "pages": pages,
            "without_a_target": whole,
        },
        "baselines": {"select": bare},
        "ratios": {"first page / select": round(first / bare["first 50 rows ms"], 1)},
        "targets": [
            {"what": f"slowest page or report ({slowest}), p95 ms",
             "measured": pages[slowest]["p95_ms"], "limit": LIMIT_MS}
        ],
    }  # fmt: skip


async def _taken(service: Service, path: str, rounds: int) -> dict[str, float]:
    """Milliseconds of the first request, which opens what it needs, and of 95 % of those after it;
    and of a processor's time, the service's and this client's."""
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    taken = []
    async with aiohttp.ClientSession(headers=headers) as http:
        for _ in range(rounds):
            began, worked = time.perf_counter(), time.process_time()
            async with http.get(service.url + path) as answer:
                await answer.read()
                assert answer.status == 200, (path, await answer.text())
            taken.append((time.perf_counter() - began, time.process_time() - worked))
    wall, cpu = ([one * 1000 for one in some] for some in zip(*taken, strict=True))
    return {
        "first_ms": round(wall[0], 1),
        "p95_ms": round(_p95(wall[1:]), 1),
        "cpu_p95_ms": round(_p95(cpu[1:]), 1),
    }


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def _select(home: Path) -> dict[str, float]:
    [file] = home.rglob("*.sqlite3")
    with sqlite3.connect(file) as database:

        def median(query: str) -> float:
            return _median_ms(lambda: database.execute(query).fetchall())

        return {
            "first 50 rows ms": median(
                "SELECT * FROM opinions ORDER BY day DESC, room, no LIMIT 50"
            ),
            "count with LIKE ms": median(
                "SELECT count(*) FROM opinions WHERE plain LIKE '%duong%' AND plain LIKE '%lien%'"
            ),
        }  # fmt: skip


def _median_ms(call: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 2)
