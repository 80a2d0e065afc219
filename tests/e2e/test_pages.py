"""People do a conference in real browsers, over HTTPS on a name other than localhost."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Office, window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
POINT = "DC109"
SPEAKER = "Nguyễn Thị <b>Bình</b>"
"""With markup in it: it must come out as plain text everywhere."""


def button(page: Page, name: str) -> object:
    return page.get_by_role("button", name=name)


async def press(page: Page, name: str, exact: bool = True) -> None:
    await page.get_by_role("button", name=name, exact=exact).first.click()


async def opened(browser: Browser, office: Office) -> Page:
    """The moderator's window, the conference open and recording allowed."""
    moderator = await window(browser, office.link("moderate", "moderator"))
    await press(moderator, "Bắt đầu hội nghị")
    await confirm(moderator)
    await press(moderator, "Cho phép ghi âm", exact=False)
    await confirm(moderator)
    return moderator


async def confirm(page: Page) -> None:
    """Say yes in the dialog that asks."""
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button").last.click()
    await expect(dialog).to_have_count(0)


async def raise_hand(point: Page, name: str) -> None:
    await press(point, "Đăng ký phát biểu")
    await point.get_by_label("Họ và tên").fill(name)
    await point.get_by_label("Nội dung đăng ký").fill("Đường vào thôn bị sạt lở")
    await press(point, "Gửi đăng ký")
    await expect(point.get_by_text("Số 1", exact=False).first).to_be_visible()


async def test_one_intervention_from_raised_hand_to_minutes(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    moderator = await opened(browser, office)
    point = await window(browser, office.link("point", "point", POINT))
    secretary = await window(browser, office.link("secretary", "secretary"))
    chair = await window(browser, office.link("chair", "chair"), "screen")
    hall = await window(browser, office.link("hall", "hall"), "screen")

    await raise_hand(point, SPEAKER)
    row = moderator.get_by_text(SPEAKER).first
    await expect(row).to_be_visible()
    await press(moderator, "Mời phát biểu", exact=False)
    await press(point, "Sẵn sàng phát biểu")
    for page in (moderator, hall, chair):
        await expect(page.get_by_text(SPEAKER).first).to_be_visible()
    assert await hall.locator("b", has_text="Bình").count() == 0

    # The fake microphone speaks: its words come out of the recogniser, under this turn.
    heard = secretary.locator("[data-segment]")
    await expect(heard.first).to_be_visible(timeout=60_000)
    await point.context.set_offline(True)
    await expect(point.get_by_text("Mất mạng", exact=False).first).to_be_visible(timeout=20_000)
    await point.context.set_offline(False)
    await expect(point.get_by_text("Mất mạng", exact=False)).to_have_count(0, timeout=20_000)
    await expect(moderator.get_by_text(SPEAKER).first).to_be_visible()
    await press(moderator, "Dừng phát biểu")
    await confirm(moderator)
