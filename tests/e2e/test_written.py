"""What was sent in writing instead of being spoken comes into the register (day.md D8)."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from server.rehearsal.cast import plan_for, scenario
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NAME: Final = "Lò Văn Mẫu"
TEXT: Final = "Đề nghị tỉnh sửa đường vào thôn Khe Mẫu"


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference(plan_for(scenario(), 4, 2))
    yield made
    await made.leave()


async def test_a_text_that_was_sent_is_logged_by_one_press(
    browser: Browser, office: Office
) -> None:
    moderator, clerk = await office.enter("moderator"), await office.enter("secretary")
    await moderator.ask("OpenConference")
    point = next(iter(moderator.view["points"]))
    await moderator.ask("RaiseHand", point=point, speaker={"name": NAME})
    await moderator.ask("EndDialogue")
    page = await window(browser, office.link("secretary", "secretary"))
    await page.get_by_role("tab", name="Việc còn lại").click()
    await expect(page.get_by_text("Không còn việc tồn")).to_be_visible()
    await moderator.ask("SendInWriting", request="r1", text=TEXT)
    await expect(page.get_by_text(TEXT)).to_be_visible()

    await page.get_by_role("button", name="Ghi nhận ý kiến").click()
    await expect(page.get_by_text("Gửi bằng văn bản, chưa ghi nhận")).to_have_count(0)
    await clerk.until(lambda: clerk.view["opinions"]["count"] == 1, "its row")
    [row] = clerk.view["opinions"]["rows"].values()
    assert (row["text"], row["speaker"]["name"], row["point"]) == (TEXT, NAME, point)
    assert row["origin"] == "written"
