"""From heard words to the record: taken back, accepted, captioned, withdrawn, in real browsers."""

import re
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Link
from tests.e2e.acts import confirm, press
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
POINT: Final = "DC109"
"""Speaks into its own microphone, which hears a demo intervention again and again."""
ALIKE: Final = "Xã Hưỡng Dẫn"
"""A place of this conference that sounds like two words of what is said."""
HEARD: Final = 90_000
"""Milliseconds until a sentence is recognised: it ends when the speaker pauses."""
SPOKEN: Final = re.compile("thẩm quyền|hội nghị|văn bản|trách nhiệm", re.I)
"""Words of every sentence that is said."""


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    told = scenario()
    plan = plan_for(told, 6, 1)
    *others, last = plan["points"]
    made = await house.conference(plan | {"points": [*others, last | {"name": ALIKE}]})
    yield made
    await made.leave()


async def _speaking(browser: Browser, office: Office) -> Link:
    """POINT has the floor and is heard; returns the moderator."""
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    await moderator.ask("SetCaptions", captions="live")
    await window(browser, office.link("point", "point", POINT))
    await moderator.until(lambda: moderator.view["points"][POINT]["link"] == "here", POINT)
    seq = await moderator.ask("InviteNow", point=POINT, source=POINT, speaker={"name": "Lò Mẫu"})
    await moderator.until_seq(seq)
    return moderator


def _texts(link: Link) -> list[str]:
    transcript: Any = link.view["transcript"]
    return [transcript["segments"][id]["text"] for id in transcript["order"]]


async def test_changes_go_back_and_names_are_only_proposed(
    browser: Browser, office: Office
) -> None:
    moderator = await _speaking(browser, office)
    secretary = await window(browser, office.link("secretary", "secretary"))
    proposed = secretary.get_by_role("button", name="Hưỡng Dẫn?").first
    await expect(proposed).to_be_visible(timeout=HEARD)
    assert not any("Hưỡng Dẫn" in text for text in _texts(moderator)), "a name wrote itself"
    await moderator.ask("EndFloor", turn=moderator.view["floor"]["speaking"])

    row = secretary.locator("[data-segment]").filter(has=proposed)
    id = await row.get_attribute("data-segment")
    row = secretary.locator(f"[data-segment='{id}']")
    await proposed.click()
    await expect(row).to_contain_text("Hưỡng Dẫn")
    await expect(row.get_by_role("button", name="Hưỡng Dẫn?")).to_have_count(0)
    await moderator.until(lambda: any("Hưỡng Dẫn" in one for one in _texts(moderator)), "the name")

    await row.get_by_role("button", name="Hưỡng Dẫn, đã nghe: “hướng dẫn”").click()
    await expect(row).not_to_contain_text("Hưỡng Dẫn")
    await expect(row).to_contain_text("hướng dẫn")
    stop = row.get_by_role("button", name=". dấu câu được thêm").last
    text = (await row.locator("p").first.inner_text()).rstrip()
    assert text.endswith(".")
    await stop.click()
    await expect(row.locator("p").first).to_have_text(text[:-1])


async def _verify_the_first(office: Office) -> None:
    secretary = await office.enter("secretary")
    await secretary.until(lambda: bool(_texts(secretary)), "a sentence")
    segment = secretary.view["transcript"]["order"][0]
    await secretary.ask("VerifySegment", segment=segment, version=1)


async def test_the_moderator_has_a_hand_on_the_captions(browser: Browser, office: Office) -> None:
    moderator = await _speaking(browser, office)
    desk = await window(browser, office.link("moderate", "moderator"))
    hall = await window(browser, office.link("hall", "hall"), "screen")
    shown = hall.locator(".captions")
    await expect(shown).to_contain_text(re.compile(r"\w+ \w+"), timeout=HEARD)
    await press(desk, "Phụ đề: Lời trực tiếp")
    sheet = desk.get_by_role("dialog")
    read = sheet.get_by_role("region", name="Hội trường đang đọc")
    await expect(read).to_contain_text("từ mỗi phút")
    await expect(sheet.get_by_text("Micro của hội trường chưa được kiểm tra")).to_be_visible()
    await expect(sheet.get_by_text("thư ký chưa kiểm tra câu nào")).to_be_visible()
    await _verify_the_first(office)
    told = sheet.get_by_text("Trong 1 câu thư ký kiểm tra gần nhất, máy nghe sai 0% số từ")
    await expect(told).to_be_visible(timeout=30_000)

    await sheet.get_by_label("Dòng thay cho lời nói").fill("Phụ đề tạm dừng")
    await sheet.get_by_role("button", name="Thay dòng").click()
    await expect(shown).to_have_text("Phụ đề tạm dừng")
    await expect(read).to_contain_text("Phụ đề tạm dừng")
    await sheet.get_by_role("button", name="Xóa", exact=True).click()
    await expect(shown).to_have_count(0)
    await sheet.get_by_role("button", name="Cho chạy").click()
    await expect(shown).to_contain_text(re.compile(r"\w+ \w+"), timeout=HEARD)
    await sheet.get_by_role("button", name="Giữ", exact=True).click()
    await expect(sheet.get_by_text("Đang giữ")).to_be_visible()
    held = await shown.inner_text()
    before = len(_texts(moderator))
    await moderator.until(lambda: len(_texts(moderator)) > before, "a later sentence", 60)
    assert await shown.inner_text() == held

    await sheet.get_by_label("Chậm lại").select_option("3 giây")
    flow = moderator.view["conference"]["caption_flow"]
    await moderator.until(
        lambda: moderator.view["conference"]["caption_flow"]["delay"] == 3000, f"delay in {flow}"
    )


async def test_two_people_withdraw_what_was_said(browser: Browser, office: Office) -> None:
    moderator = await _speaking(browser, office)
    pages = {
        page: await window(browser, office.link(page, role))
        for page, role in (
            ("moderate", "moderator"), ("secretary", "secretary_lead"), ("chair", "chair"),
            ("hall", "hall"),
        )
    }  # fmt: skip
    secretary, chair = pages["secretary"], pages["chair"]
    said = secretary.locator("[data-segment]", has_text=SPOKEN)
    await expect(said.first).to_be_visible(timeout=HEARD)
    await expect(chair.get_by_text("Đang ghi âm")).to_be_visible()
    await moderator.ask("EndFloor", turn=moderator.view["floor"]["speaking"])

    await press(chair, "Thu hồi nội dung")
    dialog = chair.get_by_role("dialog")
    await dialog.get_by_text("120 giây vừa qua").click()
    await dialog.get_by_label("Lý do").fill("Thông tin mật")
    await confirm(chair, "Ẩn ngay")
    await expect(said).to_have_count(0)
    await expect(chair.get_by_text("Chờ người thứ hai xác nhận")).to_be_visible()
    await expect(chair.get_by_role("button", name="Xác nhận thu hồi")).to_have_count(0)

    await press(secretary, "Xác nhận thu hồi")
    told = secretary.get_by_role("dialog")
    await expect(told).to_contain_text("Không lấy lại được")
    await expect(told).to_contain_text("Lò Mẫu")
    await confirm(secretary, "Xóa hẳn")
    marker = secretary.locator("[data-segment]", has_text="[nội dung đã thu hồi, ")
    await expect(marker).to_be_visible()
    await marker.dblclick()
    await expect(secretary.get_by_role("textbox", name="Hiệu đính")).to_have_count(0)
    await moderator.until(
        lambda: moderator.view["withdrawals"]["all"]["w1"]["state"] == "done", "the withdrawal"
    )
    for name, page in pages.items():
        await _gone(page, name)


async def _gone(page: Page, name: str) -> None:
    await expect(page.get_by_text("Đã ẩn nội dung")).to_have_count(0)
    shown = await page.locator("[data-segment], .captions, .half").all_inner_texts()
    assert not [text for text in shown if SPOKEN.search(text)], name
