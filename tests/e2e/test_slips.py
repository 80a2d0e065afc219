"""Phiếu nhắc from an agency and a secretary to the table, and time limits changed meanwhile."""

import pytest
from playwright.async_api import Browser, expect

from server.rehearsal.link import Link
from tests.e2e.acts import press, rested
from tests.e2e.chrome import window
from tests.e2e.office import Office
from tests.e2e.test_desk import NAMES, desk, enter, faults, waiting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
FACT, OTHER = "Đã bố trí 12 tỷ đồng, khởi công quý III", "Tuyến dài 4,5 km"


async def speaking(office: Office) -> Link:
    """NAMES wait; the first of them has begun to speak."""
    moderator = await waiting(office)
    await moderator.ask("CallSpeaker", request="r1")
    await moderator.until_seq(await moderator.ask("TakeFloor", turn="t1"))
    return moderator


async def test_an_agency_tells_the_table_a_fact_and_nobody_else(
    browser: Browser, office: Office
) -> None:
    await speaking(office)
    page = await desk(browser, office, bypass_csp=True)
    chair = await window(browser, office.link("chair", "chair"), bypass_csp=True)
    hall = await window(browser, office.link("hall", "hall"))
    point = await window(browser, office.link("point", "point", office.points[0]))
    agency = await window(browser, office.link("register", "agency"), bypass_csp=True)
    await expect(point.get_by_role("button", name="Không nghe")).to_be_visible()
    await expect(hall.get_by_text(NAMES[0])).to_be_visible()

    # Who came in by the conference's code says for which agency; the speaker is chosen already.
    await expect(agency.get_by_role("listitem").get_by_text(NAMES[0])).to_be_visible()
    await expect(agency.get_by_role("button", name="Gửi")).to_be_disabled()
    await agency.get_by_label("Cơ quan", exact=True).select_option(index=1)
    name = await agency.get_by_label("Cơ quan", exact=True).input_value()
    await agency.get_by_label("Nội dung").fill(FACT)
    await press(agency, "Gửi")
    await expect(agency.get_by_text("Đã gửi lúc")).to_be_visible()

    for table in (page, chair):
        slip = table.get_by_role("region", name="Phiếu nhắc")
        await expect(slip.get_by_text(FACT)).to_be_visible()
        await expect(slip.get_by_text(name)).to_be_visible()
    found = [*await faults(page, "desk"), *await faults(chair, "chair")]
    found += await faults(agency, "agency")
    assert not found, "\n".join(found)

    # Whatever is on those two screens by now came after the slip.
    await page.keyboard.press("n")
    await expect(hall.get_by_text(NAMES[0])).to_have_count(0)
    assert FACT not in await hall.content() and FACT not in await point.content()

    await rested(page)
    await page.keyboard.press("y")
    for table in (page, chair):
        await expect(table.get_by_text(FACT)).to_have_count(0)
    await expect(agency.get_by_text("Đã xem lúc")).to_be_visible()


async def test_a_secretary_passes_one_by_keyboard_and_takes_it_back(
    browser: Browser, office: Office
) -> None:
    await speaking(office)
    chair = await window(browser, office.link("chair", "chair"))
    page = await window(browser, office.link("secretary", "secretary"))
    await expect(page.get_by_text(NAMES[0]).first).to_be_visible()
    await page.keyboard.press("Alt+h")
    dialog = page.get_by_role("dialog", name="Gửi phiếu nhắc")
    await dialog.get_by_label("Nội dung").focus()
    await page.keyboard.type(OTHER)
    await page.keyboard.press("Enter")
    slip = chair.get_by_role("region", name="Phiếu nhắc")
    await expect(slip.get_by_text(OTHER)).to_be_visible()
    await expect(slip.get_by_text("Tổ thư ký")).to_be_visible()
    await dialog.get_by_role("button", name="Rút lại").focus()
    await page.keyboard.press("Enter")
    await expect(slip).to_have_count(0)
    await expect(dialog.get_by_role("button", name="Rút lại")).to_have_count(0)


async def test_limits_are_changed_by_keyboard_while_somebody_speaks(
    browser: Browser, office: Office
) -> None:
    other = await speaking(office)
    page = await desk(browser, office, bypass_csp=True)
    before = other.view["conference"]["rules"]
    await page.keyboard.press("f")
    dialog = page.get_by_role("dialog", name="Thời lượng mỗi lượt")
    await dialog.get_by_label("Phát biểu (phút)").focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("2,5")
    await dialog.get_by_role("checkbox", name="Áp dụng cả cho lượt đang phát biểu").focus()
    await page.keyboard.press("Space")
    found = await faults(page, "limits")
    assert not found, "\n".join(found)
    await enter(page, "Lưu")
    await expect(page.get_by_text("Thời lượng 2:30")).to_be_visible()
    await other.until_seq(await other.ask("CallSpeaker", request="r2"))
    assert other.view["floor"]["turns"]["t2"]["limit"] == 150
    assert other.view["conference"]["rules"] == before | {"speech": 150}
