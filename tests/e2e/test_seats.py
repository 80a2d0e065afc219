"""Who sits at the secretaries' desk, and who takes turns (day.md D19)."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from server.rehearsal.cast import plan_for, scenario
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
MAI: Final = "Lò Thị Mai"
BUT: Final = "Lò Văn Bút"
NOBODY: Final = "Không luân phiên, thư ký tự nhận lượt."


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference(plan_for(scenario(), 4, 2))
    yield made
    await made.leave()


async def test_the_head_of_the_secretaries_says_who_takes_turns(
    browser: Browser, office: Office
) -> None:
    for name in (MAI, BUT):
        await (await office.enter("secretary")).ask("TakeSeat", name=name)
    page = await window(browser, office.link("secretary", "secretary_lead"))
    await page.get_by_role("tab", name="Việc còn lại").click()
    await expect(page.get_by_text(f"Luân phiên: {MAI}, {BUT}")).to_be_visible()
    await page.get_by_role("button", name="Đặt luân phiên").click()
    dialog = page.get_by_role("dialog", name="Luân phiên nhận lượt")
    await dialog.get_by_role("button", name=f"Chuyển {BUT} lên trước").click()
    await dialog.get_by_role("button", name="Lưu").click()
    await expect(page.get_by_text(f"Luân phiên: {BUT}, {MAI}")).to_be_visible()

    await page.get_by_role("button", name="Đặt luân phiên").click()
    for name in (MAI, BUT):
        await dialog.get_by_role("checkbox", name=name).uncheck()
    await dialog.get_by_role("button", name="Lưu").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text(NOBODY)).to_be_visible()


async def test_a_secretary_comes_in_on_another_machine_and_gets_up(
    browser: Browser, office: Office
) -> None:
    await (await office.enter("secretary")).ask("TakeSeat", name=MAI)
    page = await window(browser, office.link("secretary", "secretary"))
    await page.get_by_role("tab", name="Việc còn lại").click()
    await expect(page.get_by_role("button", name="Đặt luân phiên")).to_have_count(0)
    sit = page.get_by_role("button", name="Vào bàn thư ký")
    await sit.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Đã vào bàn ở máy khác").select_option(MAI)
    await expect(dialog.get_by_label("Tên của mình")).to_have_value(MAI)
    await dialog.get_by_role("button", name="Vào bàn thư ký").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text(f"Luân phiên: {MAI}", exact=True)).to_be_visible()

    await page.get_by_role("button", name=MAI).click()
    await dialog.get_by_role("button", name="Rời bàn thư ký").click()
    await expect(page.get_by_text(NOBODY)).to_be_visible()
