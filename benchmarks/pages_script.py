"""The secretaries' desk after three hours: opening it, and typing while four editors work.

The baseline is the same page with the same keys, and one screen of lines that nobody touches."""

import asyncio
import itertools
import shutil
import statistics
from typing import Final

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.pages import ONCE, a_house
from benchmarks.pages_desk import WATCH
from server.rehearsal.link import Json, Link, Refused
from tests.e2e.chrome import FLAGS, PROGRAMS, trusting
from tests.e2e.longday import Day
from tests.e2e.office import House, Office

TURNS: Final = 60
SENTENCES: Final = 50
"""Of each turn: 3,000 lines, three hours."""
EDITORS: Final = 4
EDITS: Final = 0.5
"""Lines that each of them saves a second."""
SPOKEN: Final = 0.5
"""New lines a second."""
STEP: Final = 0.12
"""Seconds between two keys: a quick typist."""
SECONDS: Final = 40.0
OPENINGS: Final = 3
OPEN_MS: Final = 1000
INPUT_MS: Final = 50
FRAME_MS: Final = 50
OPENED: Final = """
  const look = () => {
    const lines = document.querySelector('.lines');
    if (lines?.querySelector('[data-segment]')) window.shown ??= performance.now();
    const whole = lines?.ariaRowCount === 'COUNT';
    if (whole) requestAnimationFrame(() => { window.whole = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
"""In ms since the address was entered: `shown` once lines are there, `whole` once all of them are,
and have been drawn."""
SCROLL: Final = """async (steps) => {
  const box = document.querySelector('.lines');
  const frames = [];
  let before = performance.now();
  for (let step = 0; step < steps; step++) {
    box.scrollTop -= 100;
    await new Promise((next) => requestAnimationFrame(next));
    const now = performance.now();
    frames.push(now - before);
    before = now;
  }
  return frames;
}"""
"""Up from the end by a notch of the wheel each frame: how long each frame took, ms."""


def run() -> Json:
    """Of web/dist as it was built last."""
    ours, alone = asyncio.run(_measured())
    return {
        "ours": ours,
        "baselines": {"short_and_alone": alone},
        "ratios": {
            "input_p95": round(ours["typing_ms"]["p95"] / alone["typing_ms"]["p95"], 2),
            "open": round(max(ours["whole_ms"]) / max(alone["whole_ms"]), 2),
        },
        "targets": [
            _target("3,000 lines opened, ms", max(ours["whole_ms"]), OPEN_MS),
            _target("typing among four editors, p95 ms", ours["typing_ms"]["p95"], INPUT_MS),
            _target("keys in the list among them, p95 ms", ours["moving_ms"]["p95"], INPUT_MS),
            _target("a frame while scrolling, p95 ms", ours["frames_ms"]["p95"], FRAME_MS),
            _target("letters lost or moved", ours["letters_wrong"], 0),
        ],
    }  # fmt: skip


def _target(what: str, measured: float, limit: float) -> Json:
    return {"what": what, "measured": measured, "limit": limit}


async def _measured() -> tuple[Json, Json]:
    async with a_house() as house, async_playwright() as play:
        program = next(found for name in PROGRAMS if (found := shutil.which(name)))
        flags = [*FLAGS, *trusting(house.folder / "tls")]
        browser = await play.chromium.launch(executable_path=program, args=flags)
        try:
            short = await _page(house, browser, turns=1, editors=0)
            return await _page(house, browser, turns=TURNS, editors=EDITORS), short
        finally:
            await browser.close()


async def _page(house: House, browser: Browser, turns: int, editors: int) -> Json:
    office = await house.conference()
    await Day(house.folder, office.id).speak(turns, SENTENCES)
    moderator = await office.enter("moderator")
    point = next(iter(moderator.view["points"]))
    seq = await moderator.ask("InviteNow", point=point, speaker={"name": "Lò Văn Mẫu"})
    await moderator.until_seq(seq)
    lines = turns * SENTENCES
    openings = [await _opened(browser, office, lines) for _ in range(OPENINGS)]
    page = openings[-1][0]
    for other, *_ in openings[:-1]:
        await other.context.close()
    crew = [await office.enter("secretary") for _ in range(editors)]
    working = [asyncio.create_task(_edit(one, n)) for n, one in enumerate(crew)]
    working += [asyncio.create_task(_speak(one)) for one in crew[:1]]
    typing, wrong = await _type(page)
    told = {
        "lines": lines, "editors": editors,
        "shown_ms": [shown for _, shown, _ in openings],
        "whole_ms": [whole for _, _, whole in openings],
        "typing_ms": typing, "letters_wrong": wrong, "moving_ms": await _move(page),
        "frames_ms": _cuts(await page.evaluate(SCROLL, 300)),
    }  # fmt: skip
    for task in working:
        if task.done():
            await task  # it failed: say why
        task.cancel()
    await page.context.close()
    await office.leave()
    return told


async def _opened(browser: Browser, office: Office, lines: int) -> tuple[Page, int, int]:
    """A new browser's page, and ms until lines are shown and until all are there."""
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    await context.add_init_script(WATCH + OPENED.replace("COUNT", str(lines)))
    page = await context.new_page()
    await page.goto(office.link("secretary", "secretary"))
    await page.evaluate(ONCE.replace("WHAT", "window.whole"))
    shown, whole = await page.evaluate("[window.shown, window.whole]")
    return page, round(shown), round(whole)


async def _edit(secretary: Link, number: int) -> None:
    """Again and again one of the latest lines is put right, each editor in lines of its own."""
    for n in itertools.count(1):
        transcript = secretary.view["transcript"]
        id = transcript["order"][-2 - number - EDITORS * (n % 15)]
        row = transcript["segments"][id]
        text = f"{row['text']} sửa {n}"[:400]
        try:
            seq = await secretary.ask("EditSegment", segment=id, version=row["version"], text=text)
            await secretary.until_seq(seq)
        except Refused as refused:
            if refused.code != "stale_version":  # somebody was quicker, as it happens
                raise
        await asyncio.sleep(1 / EDITS)


async def _speak(secretary: Link) -> None:
    """The floor goes on: a new line again and again."""
    turn = secretary.view["floor"]["speaking"]
    for n in itertools.count(1):
        text = f"Câu nói mới số {n}, đề nghị tỉnh sớm bố trí kinh phí sửa chữa tuyến đường"
        await secretary.ask("WriteSegment", turn=turn, text=text)
        await asyncio.sleep(1 / SPOKEN)


TEXT: Final = "đề nghị tỉnh sớm bố trí kinh phí sửa chữa tuyến đường vào thôn "


async def _type(page: Page) -> tuple[Json, int]:
    """Type into a line for SECONDS as UniKey does; how many letters are not where they belong."""
    await page.locator(".lines [data-segment]").nth(-20).dblclick(position={"x": 300, "y": 12})
    area = page.get_by_role("textbox", name="Hiệu đính")
    await area.fill("")
    await page.evaluate("samples.length = 0")
    typed = ""
    for letter in itertools.cycle(TEXT):
        if await page.evaluate("performance.now()") - await _began(page) > SECONDS * 1000:
            break
        await page.keyboard.type(letter)
        if letter in "ếịỉớốíửữếờà":  # the plain letter goes, the marked one comes
            await page.keyboard.press("Backspace")
            await page.keyboard.insert_text(letter)
        typed += letter
        await asyncio.sleep(STEP)
    found = await area.input_value()
    wrong = abs(len(found) - len(typed)) + sum(a != b for a, b in zip(found, typed, strict=False))
    samples = await page.evaluate("samples")
    await page.keyboard.press("Escape")
    return _cuts(samples), wrong


async def _began(page: Page) -> float:
    return float(await page.evaluate("window.typing ??= performance.now()"))


async def _move(page: Page) -> Json:
    """Up and down the list, choosing lines, in and out of editors."""
    await page.evaluate("samples.length = 0")
    keys = [*["ArrowUp"] * 12, "Space", "Enter", "Escape", *["ArrowDown"] * 6, "Space", "Escape"]
    for key in keys * 6:
        await page.keyboard.press(key)
        await asyncio.sleep(STEP)
    return _cuts(await page.evaluate("samples"))


def _cuts(samples: list[float]) -> Json:
    cuts = statistics.quantiles(samples, n=100)
    return {
        "count": len(samples), "p50": round(cuts[49], 1), "p95": round(cuts[94], 1),
        "p99": round(cuts[98], 1), "max": round(max(samples), 1),
    }  # fmt: skip
