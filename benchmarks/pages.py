"""The pages in real Chromium on a real service: how soon, how quick under load, how heavy.

Baselines of the same run: the paint of the service's barest answer over the same thin line, and the
moderator's desk with the same keys but no patches."""

import asyncio
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp
from playwright.async_api import Browser, async_playwright

from benchmarks import pages_desk
from server import certificate
from server.rehearsal.link import Json
from tests.e2e.chrome import FLAGS, NAME, PROGRAMS, trusting
from tests.e2e.office import House, trust
from tests.service import Program

WEB: Final = Path(__file__).resolve().parents[1] / "web"
THIN: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # fmt: skip  # noqa: E501
"""400 kbit/s and 400 ms, by Chromium's own throttling."""
VISITS: Final = 3
PAINT_MS: Final = 3000
INPUT_MS: Final = 50
GROWTH_MB: Final = 1.0
"""What a garbage collector leaves lying about; a leak of one row a patch would be far more."""
MINUTES: Final = 10.0
WATCH: Final = """
  const when = (there, told) => {
    const look = () => (there() ? setTimeout(() => told(performance.now())) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  };
  const big = (one) => !one.disabled && one.innerText.includes('Đăng ký phát biểu');
  when(() => [...document.querySelectorAll('button')].some(big), (at) => { window.useful = at; });
  when(() => document.querySelector('#now'), (at) => { window.whole = at; });
"""  # noqa: E501
"""In ms since the address was entered: `useful` once the big button has been painted (a press is
taken, and kept until the conference has come), `whole` once the conference is there."""
PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"

ONCE: Final = """new Promise((found) => {
  const look = () => (WHAT ? found(WHAT) : requestAnimationFrame(look));
  look();
})"""


def run(minutes: float = MINUTES) -> Json:
    """Of web/dist as it was built last. `minutes`: how long the moderator's desk is watched."""
    paint, desk = asyncio.run(_measured(minutes))
    weights = subprocess.run(
        ["npm", "run", "--silent", "sizes"], cwd=WEB, check=False, capture_output=True, text=True
    )
    bare = paint.pop("bare_ms")
    alone = desk.pop("input_ms_without_patches")
    return {
        "ours": {"paint": paint, "desk": desk, "weights": weights.stdout.splitlines()},
        "baselines": {"bare_answer_painted_ms": bare, "desk_without_patches_ms": alone},
        "ratios": {
            "paint": round(max(paint["useful_ms"]) / max(bare), 2),
            "input_p95": round(desk["input_ms"]["p95"] / alone["p95"], 2),
        },
        "targets": [
            _target("first useful paint of /point, ms", max(paint["useful_ms"]), PAINT_MS),
            _target("input on /moderate, p95 ms", desk["input_ms"]["p95"], INPUT_MS),
            _target(
                "patches a second short of 60", pages_desk.RATE - desk["patches_per_second"], 0
            ),
            _target(
                f"heap of /moderate over {minutes:g} min, MB", desk["heap_growth_mb"], GROWTH_MB
            ),
            _target("pages over their weight", weights.returncode, 0),
        ],
    }


def _target(what: str, measured: float, limit: float) -> Json:
    return {"what": what, "measured": measured, "limit": limit}


async def _measured(minutes: float) -> tuple[Json, Json]:
    async with a_house() as house, async_playwright() as play:
        flags = [*FLAGS, *trusting(house.folder / "tls"), "--js-flags=--expose-gc"]
        program = next(found for name in PROGRAMS if (found := shutil.which(name)))
        browser = await play.chromium.launch(executable_path=program, args=flags)
        try:
            return await _paint(house, browser), await pages_desk.measure(house, browser, minutes)
        finally:
            await browser.close()


@asynccontextmanager
async def a_house() -> AsyncIterator[House]:
    """The program over HTTPS, without recognition."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        certificate.make(data / "tls", [NAME])
        program = Program(data, HOST="127.0.0.1", SPEECH_WORKERS="0", LOG_LEVEL="WARNING")
        program.url = program.url.replace("http:", "https:")
        connector = aiohttp.TCPConnector(ssl=trust(data))
        async with aiohttp.ClientSession(connector=connector) as http:
            await program.start(http)
            try:
                yield House(program, http)
            finally:
                program.kill(signal.SIGTERM)


async def _paint(house: House, browser: Browser) -> Json:
    """First visits over a thin line, each with an empty cache and a point of its own."""
    office = await house.conference()
    points = [one for one in office.points if one != "DC000"][:VISITS]
    visits = [
        await _visit(browser, office.link("point", "point", one), "window.useful", "window.whole")
        for one in points
    ]
    bare = [await _visit(browser, f"{house.url}/healthz") for _ in range(VISITS)]
    return {
        "first_text_ms": [text for text, _, _ in visits],
        "useful_ms": [useful for _, useful, _ in visits],
        "whole_ms": [whole for _, _, whole in visits],
        "bare_ms": [painted for [painted] in bare],
    }


async def _visit(browser: Browser, url: str, *when: str) -> list[int]:
    """Milliseconds until the first paint of anything, and until each of `when` is there."""
    context = await browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    await context.add_init_script(WATCH)
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    await line.send("Network.enable")
    await line.send("Network.emulateNetworkConditions", THIN)
    await page.goto(url, wait_until="commit")
    found = [await page.evaluate(ONCE.replace("WHAT", one)) for one in (PAINTED, *when)]
    await context.close()
    return [round(one) for one in found]
