"""An agency finds what it was given, answers it in writing, and the secretaries see the letter."""

import uuid
from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from server.rehearsal.cast import plan_for, scenario
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
ROADS: Final = "Đề nghị sửa đường liên xã"
AGENCY: Final = "Sở Xây dựng thử"
PRINTS: Final = """() => {
  window.print = () => (window.printed = document.querySelectorAll('li button').length);
}"""


async def an_agency(house: House) -> str:
    """An agency of the house; its code."""
    admin, url = await house.admin(), f"{house.program.url}/api/office"
    agency = {"id": uuid.uuid4().hex[:8], "name": f"{AGENCY} {uuid.uuid4().hex[:4]}"}
    body = {"id": str(uuid.uuid4()), "type": "SetAgency", "agency": agency}
    async with house.http.post(f"{url}/ask", json=body, headers=admin) as answer:
        assert answer.status == 200, await answer.text()
    path = f"{url}/agencies/{agency['id']}/code"
    async with house.http.post(path, headers=admin) as answer:
        return f"{agency['name']}#{(await answer.json())['code']}"


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    """A real conference: of a rehearsal the register knows nothing."""
    plan = plan_for(scenario(), 4, 2) | {"kind": "real", "date": "2024-04-25"}
    made = await house.conference(plan)
    yield made
    await made.leave()


async def test_a_letter_reaches_the_register(
    house: House, office: Office, browser: Browser
) -> None:
    name, _, code = (await an_agency(house)).partition("#")
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    secretary = await office.enter("secretary")
    await secretary.ask("LogOpinion", text=ROADS, summary=ROADS, authority="province")
    await secretary.ask("LogOpinion", text="Nước", summary="Đề nghị cấp nước")
    await secretary.ask("AssignOpinion", opinion="y1", lead=name)

    there = await window(browser, f"{office.url}/register#{code}")
    await expect(there.get_by_role("heading", name=name)).to_be_visible()
    rows = there.locator("li button")
    await expect(rows).to_have_count(1)
    await there.get_by_label("Tìm kiếm").fill("duong lien xa")
    await expect(rows).to_have_count(1)
    await there.get_by_label("Tìm kiếm").fill("dường")
    await expect(there.get_by_text("Không có ý kiến phù hợp")).to_be_visible()
    await there.get_by_label("Tìm kiếm").fill("")
    await rows.first.click()
    sheet = there.get_by_role("dialog")
    acts = sheet.get_by_role("group", name="Theo dõi")
    await expect(sheet.get_by_text("Giao xử lý")).to_have_count(0)
    await acts.get_by_text("Trả lời", exact=True).click()
    await sheet.get_by_label("Số, ký hiệu văn bản").fill("58/SXD-KH")
    await sheet.get_by_label("Tệp văn bản").set_input_files(
        {"name": "tra-loi.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 tra loi"}
    )
    await sheet.get_by_label("Nội dung trả lời").fill("Sẽ sửa trong quý II")
    await sheet.get_by_role("button", name="Trả lời").click()
    await expect(sheet.get_by_text("58/SXD-KH").first).to_be_visible()

    desk = await window(browser, office.link("register", "secretary"))
    row = desk.locator("li button", has_text=ROADS)
    await expect(row).to_contain_text("Đã trả lời bằng văn bản")
    await row.click()
    async with desk.expect_download() as kept:
        await desk.get_by_role("dialog").get_by_role("button", name="Tải tệp").click()
    path = await (await kept.value).path()
    assert path.read_bytes() == b"%PDF-1.7 tra loi"


async def test_nobody_answers_over_another_in_the_register(
    office: Office, browser: Browser
) -> None:
    secretary = await office.enter("secretary")
    await secretary.ask("LogOpinion", text=ROADS, summary=ROADS)
    page = await window(browser, office.link("register", "secretary"))
    await page.locator("li button", has_text=ROADS).click()
    sheet = page.get_by_role("dialog")
    acts = sheet.get_by_role("group", name="Theo dõi")
    await acts.get_by_text("Trả lời", exact=True).click()
    text = sheet.get_by_label("Nội dung trả lời")
    answer = sheet.get_by_role("button", name="Trả lời")
    await text.fill("Sẽ sửa trong quý II")

    # What is no matter of this form asks nobody.
    await secretary.ask("ReviseOpinion", opinion="y1", version=1, summary="Đề nghị sửa đường")
    await answer.click()
    await expect(sheet.get_by_text("Nội dung trả lời: Sẽ sửa trong quý II")).to_have_count(0)
    await expect(sheet.get_by_text("Đã trả lời bằng văn bản").first).to_be_visible()

    # The same part does, and nothing that was typed is lost.
    await acts.get_by_text("Trả lời", exact=True).click()
    await text.fill("Đã sửa xong")
    await secretary.ask(
        "AnswerOpinion", opinion="y1", answer="written", text="Sẽ sửa trong quý III"
    )
    await answer.click()
    told = sheet.get_by_role("alert")
    await expect(told.locator(".text").first).to_contain_text("Đã sửa xong")
    await expect(told.locator(".text").last).to_contain_text("Sẽ sửa trong quý III")
    await expect(text).to_have_value("Đã sửa xong")
    await told.get_by_role("button", name="Giữ bản của mình").click()
    await expect(sheet.get_by_text("Đã sửa xong").first).to_be_visible()
    await expect(text).to_have_count(0)


async def test_what_could_not_be_given_on_is_shown_with_why(
    house: House, office: Office, browser: Browser
) -> None:
    old, _, _ = (await an_agency(house)).partition("#")
    new, _, _ = (await an_agency(house)).partition("#")
    row = {"code": "YK009", "text": ROADS, "summary": ROADS, "lead": old, "answer_by": "2020-01-01"}
    await (await office.enter("secretary")).ask("CarryOver", conference="truoc", rows=[row])
    page = await window(browser, f"{office.url}/register#{house.admin_code}")
    await page.get_by_role("tab", name="Danh mục").click()
    await page.locator("li", has_text=old).get_by_role("button", name="Sáp nhập").click()
    await page.get_by_role("dialog").get_by_role("combobox").select_option(new)
    await page.get_by_role("dialog").get_by_role("button", name="Sáp nhập").click()
    told = page.get_by_role("dialog", name="Chưa giao lại được 1 ý kiến")
    await expect(told.get_by_text(ROADS)).to_be_visible()
    await expect(told.get_by_text("hạn", exact=False).first).to_be_visible()


async def test_reminders_come_by_page_and_are_printed_whole(
    house: House, office: Office, browser: Browser
) -> None:
    name, _, code = (await an_agency(house)).partition("#")
    rows = [
        {"code": f"YK{no:03}", "text": ROADS, "summary": f"{ROADS} {no}", "lead": name,
         "answer_by": "2025-01-01"}
        for no in range(1, 61)
    ]  # fmt: skip
    await (await office.enter("secretary")).ask("CarryOver", conference="truoc", rows=rows)
    page = await window(browser, f"{office.url}/register#{code}")
    await page.get_by_role("tab", name="Đôn đốc").click()
    shown = page.locator("li button")
    await expect(page.get_by_role("heading", name=f"{name} 60 ý kiến")).to_be_visible()
    await expect(shown).to_have_count(50)
    await page.get_by_role("button", name="Trang sau").click()
    await expect(page.get_by_text("51–60 trong 60")).to_be_visible()
    await expect(shown).to_have_count(10)
    await page.evaluate(PRINTS)
    await page.get_by_role("button", name="In danh mục").click()
    await page.wait_for_function("window.printed === 60")
    await expect(shown).to_have_count(10)
    await page.get_by_role("button", name="Trang trước").click()
    await expect(shown).to_have_count(50)


async def test_the_point_that_asked_sees_what_came_of_it(office: Office, browser: Browser) -> None:
    point = office.points[1]
    secretary = await office.enter("secretary")
    await secretary.ask("LogOpinion", text=ROADS, summary=ROADS, point=point)
    page = await window(browser, office.link("point", "point", point))
    card = page.get_by_role("group").filter(has_text="Kết quả ý kiến của điểm cầu")
    await card.get_by_text("Kết quả ý kiến của điểm cầu").click()
    await expect(card.get_by_text(ROADS)).to_be_visible()
    await expect(card.get_by_text("Chưa trả lời")).to_be_visible()
    await secretary.ask(
        "ResolveOpinion", opinion="y1", version=1, result="resolved", text="Đã sửa 7,2 km đường",
        paper={"number": "58/SXD-KH", "date": "2024-06-30"},
    )  # fmt: skip
    await card.get_by_role("button", name="Xem lại kết quả mới nhất").click()
    await expect(card.get_by_text("58/SXD-KH, 30/6/2024: Đã sửa 7,2 km đường")).to_be_visible()
    await expect(card.get_by_text("Đã giải quyết xong")).to_be_visible()


async def test_what_an_agency_reports_the_office_confirms(
    house: House, office: Office, browser: Browser
) -> None:
    name, _, code = (await an_agency(house)).partition("#")
    secretary = await office.enter("secretary")
    await secretary.ask("LogOpinion", text=ROADS, summary=ROADS)
    await secretary.ask("AssignOpinion", opinion="y1", lead=name, resolve_by="2099-02-02")

    there = await window(browser, f"{office.url}/register#{code}")
    await there.locator("li button").click()
    sheet = there.get_by_role("dialog")
    await sheet.get_by_text("Kết quả", exact=True).last.click()
    await sheet.get_by_label("Giải quyết", exact=True).select_option("resolved")
    await expect(sheet.get_by_text("cho đến khi văn phòng xác nhận")).to_be_visible()
    await sheet.get_by_label("Nội dung kết quả").fill("Đã sửa xong mặt đường")
    await sheet.get_by_role("button", name="Lưu").click()
    await expect(sheet.get_by_text("Đơn vị báo đã giải quyết, chờ xác nhận")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Xác nhận kết quả")).to_have_count(0)
    await sheet.get_by_text("Đề nghị gia hạn", exact=True).click()
    await sheet.get_by_label("Gia hạn đến ngày").fill("2099-03-03")
    await sheet.get_by_label("Lý do").fill("Chờ vốn")
    await sheet.get_by_role("button", name="Gửi đề nghị").click()
    await expect(sheet.get_by_text("gia hạn giải quyết đến 03/3/2099: Chờ vốn")).to_be_visible()

    desk = await window(browser, office.link("register", "secretary_lead"))
    row = desk.locator("li button", has_text=ROADS)
    await expect(row).to_contain_text("Đơn vị báo đã giải quyết, chờ xác nhận")
    await row.click()
    decided = desk.get_by_role("dialog")
    await decided.get_by_role("button", name="Đồng ý gia hạn").click()
    await expect(decided.get_by_text("Hạn giải quyết: 03/3/2099").first).to_be_visible()
    await decided.get_by_role("button", name="Trả lại").click()
    await decided.get_by_label("Lý do trả lại").fill("Chưa có ảnh hiện trường")
    await decided.get_by_role("button", name="Trả lại").click()
    await expect(decided.get_by_text("Chưa có ảnh hiện trường").first).to_be_visible()
    await expect(decided.get_by_role("button", name="Xác nhận kết quả")).to_have_count(0)
    done = {"opinion": "y1", "version": 0, "result": "resolved", "type": "ResolveOpinion"}
    await as_agency(house, office, code, done | {"text": "Có ảnh kèm theo"})
    await desk.reload()
    await row.click()
    await decided.get_by_role("button", name="Xác nhận kết quả").click()
    await expect(decided.get_by_role("button", name="Xác nhận kết quả")).to_have_count(0)
    await expect(decided.get_by_text("Đã giải quyết xong").first).to_be_visible()
    await expect(row).not_to_contain_text("Đơn vị báo")


async def as_agency(house: House, office: Office, code: str, command: dict[str, object]) -> None:
    async with house.http.post(f"{house.program.url}/api/join", json={"code": code}) as answer:
        token = (await answer.json())["token"]
    url = f"{house.program.url}/api/conferences/{office.id}/ask"
    body, headers = command | {"id": str(uuid.uuid4())}, {"Authorization": f"Bearer {token}"}
    async with house.http.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
