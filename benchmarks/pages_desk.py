"""The moderator's desk under load: what a person feels at the keys, and what the page keeps."""

import asyncio
import itertools
import random
import statistics
import time
from typing import Any, Final

from playwright.async_api import Browser, CDPSession, Page

from benchmarks.pages_relay import Relay
from server.rehearsal.cast import scenario
from server.rehearsal.link import Json, Link
from tests.e2e.office import House, trust

POINTS: Final = 450
REQUESTS: Final = 60
RATE: Final = 60
"""Patches a second that the page takes."""
ASKED: Final = 58
"""Changes a second, and corrected hands beside: two of one thing within a tick are one patch."""
HANDS: Final = 8
SIGNALS: Final = ("good", "weak", "none")
ROW: Final = ".queue [role=listitem]"
WARM: Final = 10.0
ALONE: Final = 20.0
"""Seconds of the baseline: the same page and keys, no patches."""
STEP: Final = 0.2
"""Seconds between two inputs of a quick moderator."""
HEAP_EVERY: Final = 10.0
WATCH: Final = """
  window.patches = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      const count = ({ data }) => (patches += String(data).startsWith('42["patch"'));
      this.addEventListener('message', count);
    }
  };
  window.samples = [];
  for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, (event) => {
    const began = event.timeStamp;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => samples.push(performance.now() - began);
      after.port2.postMessage(0);
    });
  }, true);
"""
"""From an input's own time to after the frame that follows it; and patches that have arrived."""


def plan() -> Json:
    """POINTS points, and as many hands per point as it takes."""
    told: Json = dict(scenario()["plan"])
    venue, *communes = told["points"]
    more = itertools.cycle(communes)
    named = [
        next(more) | {"id": f"DC{n:03}", "name": f"Xã số {n}"}
        for n in range(len(communes) + 1, POINTS)
    ]
    return told | {"points": [venue, *communes, *named][:POINTS]}


async def measure(house: House, browser: Browser, minutes: float) -> Json:
    """Input times in ms with and without patches; MB of heap over `minutes`."""
    office = await house.conference(plan())
    crew = [await office.enter(role) for role in ("moderator", "technician")]
    await _fill(crew[0])
    async with Relay(house.program.url, trust(house.folder)) as relay:
        page = await _page(browser, f"{relay.url}/moderate#{office.code('moderator')}")
        line = await page.context.new_cdp_session(page)
        alone, _ = await _used(page, line, ALONE)
        driving = asyncio.create_task(_drive(*crew))
        await asyncio.sleep(WARM)
        before, began = await page.evaluate("patches"), time.monotonic()
        busy, heap = await _used(page, line, minutes * 60)
        rate = (await page.evaluate("patches") - before) / (time.monotonic() - began)
        rows = await _rows(page)
        if driving.done():
            await driving  # it failed: say why
        driving.cancel()
        await page.context.close()
    await office.leave()
    third = max(1, len(heap) // 3)
    return {
        "points": POINTS, "requests": REQUESTS, "minutes": minutes, "rows": rows,
        "patches_per_second": round(rate, 1), "input_ms": busy, "input_ms_without_patches": alone,
        "heap_mb": heap, "heap_growth_mb": round(min(heap[-third:]) - min(heap[:third]), 2),
    }  # fmt: skip


async def _fill(moderator: Link) -> None:
    await moderator.ask("OpenConference")
    ids = list(moderator.view["points"])[1:]
    people = [{"name": f"Đại biểu số {n}", "title": "Chủ tịch UBND xã"} for n in range(REQUESTS)]
    for id, person in zip(ids, people, strict=False):
        topic = "Đề nghị bố trí kinh phí sửa chữa tuyến đường vào thôn"
        await moderator.ask("RaiseHand", point=id, speaker=person, topic=topic, field="LV01")
    seq = await moderator.ask("InviteNow", point=ids[-1], speaker={"name": "Lò Văn Mẫu"})
    await moderator.until_seq(seq)


async def _page(browser: Browser, url: str) -> Page:
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    await context.add_init_script(WATCH)
    page = await context.new_page()
    await page.goto(url)
    await page.locator(ROW).nth(REQUESTS - 1).wait_for(state="attached")
    await _rows(page)
    return page


async def _rows(page: Page) -> Json:
    """What the page holds: it must be all of it, or nothing was measured. Rows that left stay
    while a menu is open or the pointer among them: both go first."""
    for _ in range(2):
        await page.keyboard.press("Escape")
    await page.mouse.move(0, 0)
    await page.locator(ROW).nth(REQUESTS + 1).wait_for(state="detached")
    points = await page.locator(".board li").count()
    requests = await page.locator(ROW).count()
    if points != POINTS or abs(requests - REQUESTS) > 1:  # one may be on its way back
        raise RuntimeError(f"the page shows {points} points and {requests} requests")
    return {"points": points, "requests": requests}


async def _drive(moderator: Link, technician: Link) -> None:
    """ASKED changes a second, for ever: signals, head counts, topics, hands down and up."""
    dice = random.Random(177)
    points = list(moderator.view["points"])[1:]
    dice.shuffle(points)
    began = time.monotonic()
    async with asyncio.TaskGroup() as asking:
        asking.create_task(_hands(moderator, dice))
        for n, point in enumerate(itertools.cycle(points), 1):
            kind = dice.random()
            if kind < 0.6:
                signals = {"picture": dice.choice(SIGNALS), "voice": dice.choice(SIGNALS)}
                asking.create_task(technician.ask("SetSignal", point=point, **signals))
            else:
                present = dice.randrange(14)
                asking.create_task(technician.ask("CheckIn", point=point, present=present))
            await asyncio.sleep(max(0.0, began + n / ASKED - time.monotonic()))


async def _hands(moderator: Link, dice: random.Random) -> None:
    """Again and again a hand is corrected, and one goes down and up again at the end."""
    for n in itertools.count(1):
        queue = moderator.view["queue"]
        one = queue["requests"][dice.choice(queue["order"])]
        if n % 4:
            topic = f"Nội dung sửa lần {n}"
            seq = await moderator.ask(
                "ReviseRequest", request=one["id"], speaker=one["speaker"], topic=topic
            )
        else:
            await moderator.ask("LowerHand", request=one["id"])
            seq = await moderator.ask("RaiseHand", point=one["point"], speaker=one["speaker"])
        await moderator.until_seq(seq)
        await asyncio.sleep(1 / HANDS)


async def _used(page: Page, line: CDPSession, seconds: float) -> tuple[Json, list[float]]:
    """Do what a moderator does for `seconds`: search, filter, menus, the palette. Returns input
    times in ms, and the heap in MB every HEAP_EVERY seconds."""
    await page.evaluate("samples.length = 0")
    heap = [await _heap(line)]
    began = time.monotonic()
    for step in itertools.cycle(STEPS):
        now = time.monotonic() - began
        if now >= seconds:
            break
        if now > len(heap) * HEAP_EVERY:
            heap.append(await _heap(line))
        await (_press(page, step) if step.startswith(".") else page.keyboard.press(step))
        await asyncio.sleep(STEP)
    heap.append(await _heap(line))
    samples: list[float] = sorted(await page.evaluate("samples"))
    cuts = statistics.quantiles(samples, n=100)
    return {
        "inputs": len(samples), "p50": round(cuts[49], 1), "p95": round(cuts[94], 1),
        "p99": round(cuts[98], 1), "max": round(samples[-1], 1),
    }, heap  # fmt: skip


STEPS: Final = (
    ".board input", "x", "a", "4", "Escape", ".filters button:nth-child(2)",
    ".filters button:nth-child(1)", ".queue [role=listitem]:nth-child(3) .acts span button",
    "ArrowDown", "Escape", "F9", "s", "o", "n", "Escape", "Escape", "c", "Escape",
)  # fmt: skip


async def _press(page: Page, selector: str) -> None:
    box = await page.evaluate(
        "(of) => { const b = document.querySelector(of)?.getBoundingClientRect();"
        " return b && [b.x + b.width / 2, b.y + b.height / 2] }",
        selector,
    )
    if box:
        await page.mouse.click(*box)


async def _heap(line: CDPSession) -> float:
    await line.send("HeapProfiler.collectGarbage")
    told: dict[str, Any] = await line.send("Runtime.getHeapUsage")
    return round(float(told["usedSize"]) / 2**20, 2)
