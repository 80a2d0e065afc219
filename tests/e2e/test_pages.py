"""People hold a conference in real browsers, over HTTPS on a name other than localhost."""

import re
import zipfile

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.acts import confirm, log_opinion, opened, press, raise_hand, rested
from tests.e2e.chrome import window
from tests.e2e.office import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
POINT = "DC109"
WRONG, RIGHT = "Nguyễn Thị <b>Bình</b>", "Nguyễn Thị Bính"
"""The wrong name has markup in it: it must come out as plain text everywhere."""
HEARD = 60_000
"""Milliseconds for the first recognised sentence: it ends when the speaker pauses."""


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
