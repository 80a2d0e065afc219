"""People hold a conference in real browsers, over HTTPS on a name other than localhost."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import SIZES, Office, window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
POINT = "DC109"
WRONG, RIGHT = "Nguyễn Thị <b>Bình</b>", "Nguyễn Thị Bính"
"""The wrong name has markup in it: it must come out as plain text everywhere."""
PAGES = {
    "point": ("point", POINT), "moderate": ("moderator", ""), "secretary": ("secretary", ""),
    "chair": ("chair", ""), "hall": ("hall", ""),
}  # fmt: skip
HEARD = 60_000
"""Milliseconds for the first recognised sentence: it ends when the speaker pauses."""


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).first.click()


async def confirm(page: Page, yes: str) -> None:
    """Press `yes` in the dialog that asks."""
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=yes, exact=True).click()
    await expect(dialog).to_have_count(0)


async def opened(browser: Browser, office: Office) -> Page:
    """The moderator's window; the conference is open, and recording allowed."""
    moderator = await window(browser, office.link("moderate", "moderator"))
    await press(moderator, "Bắt đầu hội nghị")
    await confirm(moderator, "Bắt đầu hội nghị")
    await press(moderator, "Không ghi âm")
    await confirm(moderator, "Cho phép ghi âm")
    await expect(moderator.get_by_text("Được phép ghi âm")).to_be_visible()
    return moderator


async def rested(page: Page) -> None:
    """The desk takes no key for 600 ms after an act, so that a double press hits nothing new."""
    await page.wait_for_timeout(700)


async def raise_hand(point: Page, name: str) -> None:
    await press(point, "Đăng ký phát biểu")
    await point.get_by_label("Họ và tên").fill(name)
    await press(point, "Gửi đăng ký")
    await expect(point.get_by_text("thứ tự dự kiến 1", exact=True)).to_be_visible()


async def all_name(pages: list[Page], name: str) -> None:
    for page in pages:
        await expect(page.get_by_text(name).first).to_be_visible()


async def test_one_intervention_from_raised_hand_to_minutes(
    browser: Browser, office: Office
) -> None:
    moderator = await opened(browser, office)
    point = await window(browser, office.link("point", "point", POINT))
    secretary = await window(browser, office.link("secretary", "secretary"))
    chair = await window(browser, office.link("chair", "chair"))
    hall = await window(browser, office.link("hall", "hall"), "screen")

    await raise_hand(point, WRONG)
    await expect(moderator.get_by_text(WRONG).first).to_be_visible()
    await moderator.keyboard.press("F2")
    await press(point, "Sẵn sàng phát biểu")
    everyone = [moderator, hall, chair, secretary]
    await all_name(everyone, WRONG)
    assert await hall.locator("b", has_text="Bình").count() == 0

    # A wrong name is put right on every screen by one act (day.md D3).
    await moderator.keyboard.press("s")
    await moderator.get_by_role("dialog").get_by_label("Họ và tên").fill(RIGHT)
    await confirm(moderator, "Lưu")
    await all_name(everyone, RIGHT)
    for page in everyone:
        await expect(page.get_by_text(WRONG)).to_have_count(0)

    # The line goes in mid-turn: the page says so, the floor stays, the sound follows.
    heard = secretary.locator("[data-segment]")
    await expect(heard.first).to_be_visible(timeout=HEARD)
    await point.context.set_offline(True)
    await expect(point.get_by_text("Mất mạng").first).to_be_visible(timeout=60_000)
    await point.context.set_offline(False)
    await expect(point.get_by_text("Mất mạng")).to_have_count(0, timeout=60_000)
    await all_name([moderator, hall], RIGHT)
    await press(moderator, "Dừng phát biểu")
    await expect(moderator.get_by_text("Chưa có người phát biểu")).to_be_visible()

    await log_opinion(secretary, "Đề nghị sớm có văn bản hướng dẫn")
    await expect(chair.get_by_text("Đất đai").first).to_be_visible()
    async with secretary.expect_download() as download:
        await press(secretary, "Biên bản (Word)")
    minutes = await (await download.value).path()
    with zipfile.ZipFile(minutes) as paper:
        text = re.sub("<[^>]+>", "", paper.read("word/document.xml").decode())
    assert RIGHT in text
    assert "Đề nghị sớm có văn bản hướng dẫn" in text


async def log_opinion(secretary: Page, summary: str) -> None:
    """Out of the last spoken sentence, by keyboard alone."""
    await secretary.locator("[data-segment]").last.focus()
    await secretary.keyboard.press("Space")
    await secretary.keyboard.press("Alt+y")
    form = secretary.get_by_role("form", name="Ghi nhận ý kiến")
    await expect(form).to_be_visible()
    await secretary.keyboard.type(summary)
    await form.get_by_role("combobox", name="Lĩnh vực").fill("dat dai")
    await secretary.keyboard.press("Enter")
    await form.get_by_role("radio").nth(2).focus()  # cấp tỉnh
    await secretary.keyboard.press("Space")
    await secretary.keyboard.press("Enter")
    await expect(secretary.get_by_text("YK001").first).to_be_visible()


async def test_every_page_looks_right_and_axe_finds_nothing_serious(
    browser: Browser, office: Office
) -> None:
    """Screenshots of every page at three sizes are left in out/screens for people to look at."""
    shots = ROOT / "out" / "screens"
    shots.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    for name, (role, point) in PAGES.items():
        page = await window(browser, office.link(name, role, point), bypass_csp=True)
        await expect(page.get_by_text(re.compile("DIỄN TẬP")).first).to_be_visible()
        found += await serious(page, name)
        for size, (width, height) in SIZES.items():
            await page.set_viewport_size({"width": width, "height": height})
            await page.screenshot(path=shots / f"{name}-{size}.png", animations="disabled")
            wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
            assert not wide, f"{name} scrolls sideways at {size}"
        await page.context.close()
    assert found == []


async def serious(page: Page, name: str) -> list[str]:
    await page.add_script_tag(path=AXE)
    told = await page.evaluate("axe.run()")
    return [
        f"{name}: {one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
    ]


async def test_a_wrong_code_is_told_in_clear_words(browser: Browser, office: Office) -> None:
    page = await window(browser, office.url + "/")
    await page.get_by_role("textbox").first.fill("AAAA-AAAA")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Mã không đúng hoặc đã thu hồi").first).to_be_visible()


async def test_another_device_must_take_the_point_over(browser: Browser, office: Office) -> None:
    first = await window(browser, office.link("point", "point", POINT))
    await expect(first.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
    second = await window(browser, office.link("point", "point", POINT))
    await press(second, "Tiếp quản")
    await expect(second.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
    await expect(first.get_by_text("tiếp quản", exact=False).first).to_be_visible()


async def test_the_floor_by_keyboard_alone(browser: Browser, office: Office) -> None:
    moderator = await opened(browser, office)
    await rested(moderator)
    await moderator.keyboard.press("F9")
    await expect(moderator.get_by_role("dialog")).to_be_visible()
    await moderator.keyboard.type("quangminh")
    await moderator.keyboard.press("Enter")
    await expect(moderator.get_by_role("button", name="Dừng phát biểu")).to_be_visible()
    await rested(moderator)
    await moderator.keyboard.press("F8")
    await expect(moderator.get_by_role("button", name="Trả lại lượt")).to_be_visible()
    await rested(moderator)
    await moderator.keyboard.press("F8")
    await expect(moderator.get_by_role("button", name="Mất tín hiệu")).to_be_visible()
    await moderator.keyboard.press("?")
    await expect(moderator.get_by_role("dialog")).to_be_visible()
