"""Over plain http and without recognition a conference is held all the same, and the pages say why
something is missing. A certificate that has run out is told where it can still be read."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, Page, expect

from server import certificate
from tests.e2e.acts import press, raise_hand, rested
from tests.e2e.chrome import NAME, watched, window
from tests.service import Conference, Program, as_program

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
POINT = "an-phu"
FIELD = "Đất đai"
KEYS_BESIDE = 3
"""Presses that logging an opinion may take beside its summary and its field (day.md D16)."""


@pytest_asyncio.fixture(loop_scope="session")
async def plain(tmp_path: Path) -> AsyncIterator[tuple[str, Conference]]:
    """A conference over plain http without recognition, and what browsers open for it."""
    async with as_program(tmp_path / "data", SPEECH_WORKERS="0", HOST="127.0.0.1") as (_, service):
        yield service.url.replace("127.0.0.1", NAME), await service.conference()


async def _opened(browser: Browser, url: str, conference: Conference) -> Page:
    """The secretary's window; the conference runs, and POINT's person speaks."""
    moderator = await conference.opened(recording=True)
    await moderator.ask("InviteNow", point=POINT, speaker={"name": "Lò Văn Mẫu"})
    return await window(browser, f"{url}/secretary#{conference.code('secretary')}")


async def test_plain_http_does_everything_but_the_microphone_and_says_why(
    browser: Browser, plain: tuple[str, Conference]
) -> None:
    url, conference = plain
    point = await window(browser, f"{url}/point#{conference.code('point', POINT)}")
    assert await point.evaluate("isSecureContext") is False
    desk = await window(browser, f"{url}/moderate#{conference.code('moderator')}")
    await press(desk, "Bắt đầu hội nghị")
    await desk.get_by_role("dialog").get_by_role("button", name="Bắt đầu hội nghị").click()
    await raise_hand(point, "Lò Văn Mẫu")
    await expect(desk.get_by_text("Lò Văn Mẫu").first).to_be_visible()
    await rested(desk)
    await desk.keyboard.press("F2")
    await expect(point.get_by_text("Mời phát biểu").first).to_be_visible()
    await press(point, "Sẵn sàng phát biểu")
    await expect(point.locator("#turn-title")).to_have_text("Đang phát biểu")

    ready = await window(browser, f"{url}/ready")
    await expect(ready.get_by_text("Trang mở bằng http")).to_be_visible()
    await expect(ready.get_by_text("Micro cần trang bảo mật (https)")).to_be_visible()
    await expect(ready.get_by_role("link", name="Mở địa chỉ https")).to_be_visible()


async def test_without_recognition_the_desk_says_so_and_takes_what_is_typed(
    browser: Browser, plain: tuple[str, Conference]
) -> None:
    url, conference = plain
    secretary = await _opened(browser, url, conference)
    await expect(secretary.get_by_text("Nhận dạng đang tắt")).to_be_visible()
    await expect(secretary.get_by_text("Nhận dạng tiếng nói chưa sẵn sàng")).to_be_visible()
    await secretary.keyboard.press("Alt+n")
    for line in ("Đường vào thôn hỏng.", "Đề nghị sửa trong năm nay."):
        await secretary.keyboard.type(line)
        await secretary.keyboard.press("Enter")
        await expect(secretary.locator("[data-segment]", has_text=line)).to_be_visible()
    lead = await conference.enter("secretary_lead")
    transcript = lead.view["transcript"]
    told = [transcript["segments"][id]["text"] for id in transcript["order"]]
    assert told == ["Đường vào thôn hỏng.", "Đề nghị sửa trong năm nay."]


async def test_with_a_broken_model_the_desks_say_so(browser: Browser, tmp_path: Path) -> None:
    async with as_program(
        tmp_path / "data", SPEECH_WORKERS="1", MODEL=str(tmp_path / "none"), HOST="127.0.0.1"
    ) as (_, service):
        url, conference = service.url.replace("127.0.0.1", NAME), await service.conference()
        secretary = await _opened(browser, url, conference)
        desk = await window(browser, f"{url}/moderate#{conference.code('moderator')}")
        for page in (secretary, desk):
            told = page.get_by_text("Nhận dạng bị hỏng")
            await expect(told).to_be_visible()
            await told.click()
            await expect(page.get_by_text("thư ký dùng Ghi nhanh để ghi nội dung")).to_be_visible()


async def test_an_opinion_takes_three_keys_beside_its_summary_and_field(
    browser: Browser, plain: tuple[str, Conference]
) -> None:
    url, conference = plain
    secretary = await _opened(browser, url, conference)
    await expect(secretary.get_by_text("Lò Văn Mẫu").first).to_be_visible()
    keys: list[str] = []

    async def key(name: str) -> None:
        keys.append(name)
        await secretary.keyboard.press(name)

    await key("Alt+y")
    form = secretary.get_by_role("form", name="Ghi nhận ý kiến")
    await expect(form).to_be_visible()
    await secretary.keyboard.type("Đề nghị sửa đường vào thôn")
    await key("Tab")
    await secretary.keyboard.type(FIELD)
    await secretary.keyboard.press("Enter")  # chooses the field, as typing it does
    await key("Enter")
    await expect(form).to_have_count(0)
    lead = await conference.enter("secretary_lead")
    [row] = lead.view["opinions"]["rows"].values()
    assert row["summary"] == "Đề nghị sửa đường vào thôn"
    assert lead.view["conference"]["fields"][row["field"]] == FIELD
    assert len(keys) <= KEYS_BESIDE, keys


async def test_a_certificate_that_has_run_out_is_told_on_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    certificate.make(folder / "tls", [NAME], days=0)
    program = Program(folder, SPEECH_WORKERS="0", HOST="127.0.0.1")
    program.url = f"https://127.0.0.1:{program.port}"
    unchecked = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=unchecked) as http:
        await program.start(http)
        try:
            url = f"https://{NAME}:{program.port}/ready"
            with pytest.raises(Error, match="ERR_CERT"):
                await window(browser, url)
            through = await browser.new_context(ignore_https_errors=True)
            page = watched(await through.new_page())
            await page.goto(url)
            await expect(page.get_by_text("Đã hết hạn ngày")).to_be_visible()
        finally:
            program.kill(signal.SIGTERM)
