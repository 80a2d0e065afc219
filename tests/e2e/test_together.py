"""Two secretaries on one opinion: whoever comes second sees what the first wrote, and chooses."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from server.rehearsal.cast import plan_for, scenario
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
CLASH = "Nội dung vừa được người khác sửa"


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference(plan_for(scenario(), 6, 4) | {"date": "2024-04-25"})
    await (await made.enter("moderator")).ask("OpenConference")
    await (await made.enter("secretary")).ask("LogOpinion", text="x", summary="Đề nghị")
    yield made
    await made.leave()


async def test_nobody_assigns_over_another(browser: Browser, office: Office) -> None:
    other = await office.enter("secretary_lead")
    page = await window(browser, office.link("secretary", "secretary"))
    await page.get_by_role("button", name="YK001").first.click()
    card = page.locator(".card")
    await card.get_by_text("Giao xử lý", exact=True).click()
    lead = card.get_by_role("combobox", name="Cơ quan chủ trì")
    assign = card.get_by_role("button", name="Giao xử lý")

    # What is no matter of this form asks nobody.
    await lead.fill("Sở Tư pháp")
    await lead.press("Tab")
    await other.ask("ReviseOpinion", opinion="y1", version=1, summary="Đề nghị sửa đường")
    await assign.click()
    await expect(card.get_by_text("Đã giao xử lý")).to_be_visible()

    await lead.fill("Sở Nội vụ")
    await lead.press("Tab")
    await other.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng")
    await assign.click()
    clash = card.get_by_role("alert").filter(has_text=CLASH)
    await expect(clash).to_contain_text("Sở Xây dựng")
    await clash.get_by_role("button", name="Lấy bản mới").click()
    await expect(lead).to_have_value("Sở Xây dựng")
    await expect(clash).to_have_count(0)

    await lead.fill("Sở Nội vụ")
    await lead.press("Tab")
    await other.ask("AssignOpinion", opinion="y1", lead="Sở Y tế")
    await assign.click()
    await clash.get_by_role("button", name="Giữ bản của mình").click()
    await expect(card.get_by_text("Đã giao xử lý")).to_be_visible()
    await expect(page.get_by_role("button", name="YK001").first).to_contain_text("Sở Nội vụ")
