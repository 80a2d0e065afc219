"""The clerk's screens: who issues and signs, who answers, which days are worked, the programme."""

import asyncio
import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Json
from tests.e2e.chrome import window
from tests.e2e.office import House, Office
from tests.setup.given import book

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
SHOTS = os.environ.get("CAUNOI_SHOTS", "")
"""A folder for pictures of these screens, for a person to look at."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


async def fill(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        await page.get_by_label(label.replace("_", " ")).fill(text)


async def references(house: House, id: str) -> Json:
    url = f"{house.program.url}/api/conferences/{id}/references"
    async with house.http.get(url, headers=await house.admin()) as answer:
        told: Json = await answer.json()
        return told


async def kept(house: House, made: Office, holds: Callable[[Json], bool]) -> Json:
    """What the conference refers to, once that `holds`: a toast may be gone before one looks."""
    async with asyncio.timeout(30):
        while not holds(told := await references(house, made.id)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return told


async def test_an_organisation_is_described_and_a_conference_takes_it_over(
    house: House, browser: Browser
) -> None:
    made = await house.conference(plan_for(scenario(), 4, 2))
    page = await window(browser, f"{house.url}/admin#{house.admin_code}")
    await page.get_by_role("tab", name="Cơ quan ban hành").click()
    await page.get_by_role("button", name="Thêm tổ chức").click()
    await fill(page, Tên_gọi_trong_danh_sách="Tỉnh A", Ký_hiệu="UBND", Địa_danh="Hạ Long",
               Tên_cơ_quan_ban_hành="Ủy ban nhân dân tỉnh A",
               Chức_vụ_người_ký="CHỦ TỊCH")  # fmt: skip
    head = page.get_by_role("figure", name="Văn bản lấy từ đây")
    await expect(head).to_contain_text("Ủy ban nhân dân tỉnh A")
    await expect(head).to_contain_text("[chưa có họ tên]")
    await page.get_by_label("Người ký", exact=True).fill("Lê Thu Hà")
    await expect(head).to_contain_text("Lê Thu Hà")
    await page.get_by_text("Đảng", exact=True).click()
    await expect(head).to_contain_text("ĐẢNG CỘNG SẢN VIỆT NAM")
    await expect(head).to_contain_text("[chưa có cơ quan ban hành]")
    await fill(page, Tên_cơ_quan_ban_hành="Tỉnh ủy A")
    await expect(head).to_contain_text("Tỉnh ủy A")
    await shot(page, "profile")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await expect(page.get_by_text("Tỉnh ủy A · Ủy ban nhân dân tỉnh A")).to_be_visible()

    await page.goto(f"{house.url}/admin?conference={made.id}")
    await page.get_by_role("tab", name="Thiết lập").click()
    await page.get_by_label("Chép từ tổ chức").select_option(label="Tỉnh A")
    await expect(page.get_by_label("Người ký", exact=True)).to_have_value("Lê Thu Hà")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    told = await kept(house, made, lambda told: "state" in told["issuers"])
    await shot(page, "issuers")
    assert told["issuers"]["state"]["name"] == "Ủy ban nhân dân tỉnh A"
    assert told["issuers"]["party"]["name"] == "Tỉnh ủy A"
    assert told["signers"]["state"]["name"] == "Lê Thu Hà"
    await made.leave()


async def test_a_new_conference_chooses_its_organisation_at_once(
    house: House, browser: Browser
) -> None:
    profile: Json = {
        "id": uuid.uuid4().hex[:8], "name": "Tỉnh B",
        "issuers": {"state": {"name": "Ủy ban nhân dân tỉnh B", "symbol": "UBND"}},
        "signers": {"state": {"name": "Lê Thu Hà", "title": "CHỦ TỊCH"}},
    }  # fmt: skip
    body = {"id": str(uuid.uuid4()), "type": "SetProfile", "profile": profile}
    url, admin = f"{house.program.url}/api/office/ask", await house.admin()
    async with house.http.post(url, json=body, headers=admin) as answer:
        assert answer.status == 200, await answer.text()
    other = await house.conference(plan_for(scenario(), 4, 2))
    for way, title in (("Nhập tay", "Nhập tay B"), ("Từ tệp Excel", "Chép lại B")):
        page = await window(browser, f"{house.url}/admin#{house.admin_code}")
        await page.get_by_role("button", name="Tạo hội nghị").click()
        await page.get_by_text(way).click()
        if way != "Nhập tay":
            await page.get_by_label("Bắt đầu từ").select_option(other.id)
        await page.get_by_label("Tên hội nghị").fill(title)
        await page.get_by_label("Cơ quan ban hành, người ký").select_option(label="Tỉnh B")
        await page.get_by_role("button", name="Tạo hội nghị").click()
        await expect(page.get_by_role("heading", name=title)).to_be_visible()
        id = page.url.partition("conference=")[2]
        told = await references(house, id)
        assert told["issuers"]["state"] == profile["issuers"]["state"]
        assert told["signers"]["state"] == profile["signers"]["state"]
        await page.context.close()
    await other.leave()


async def test_agencies_and_days_of_a_conference_are_kept_and_errors_stand_at_the_field(
    house: House, browser: Browser
) -> None:
    made = await house.conference(plan_for(scenario(), 4, 2) | {"agencies": ["Sở Xây dựng"]})
    secretary = await made.enter("secretary")
    await secretary.ask("LogOpinion", text="Sửa đường")
    await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng")
    page = await window(browser, f"{house.url}/admin#{house.admin_code}")
    await expect(page.get_by_role("tab", name="Hội nghị")).to_be_visible()
    await page.goto(f"{house.url}/admin?conference={made.id}")
    await page.get_by_role("tab", name="Thiết lập").click()
    await page.get_by_text("Cơ quan trả lời", exact=True).click()
    row = page.get_by_role("listitem").filter(has_text="Sở Xây dựng")
    await row.get_by_role("button", name="Xóa").click()
    await expect(row.get_by_role("alert")).to_contain_text("đang được giao 1 ý kiến")
    await shot(page, "agency-in-use")
    await page.get_by_role("button", name="Thêm cơ quan").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Tên cơ quan").fill("sở  xây dựng")
    await expect(sheet.get_by_text("Trùng với dòng 1")).to_be_visible()
    await sheet.get_by_label("Tên cơ quan").fill("Sở Y tế")
    await sheet.get_by_label("Mã").fill("SYT")
    await sheet.get_by_label("Địa chỉ").fill("Số 5 đường Hồng Hà")
    await shot(page, "agency")
    await sheet.get_by_role("button", name="Lưu").click()
    await expect(page.get_by_role("listitem").filter(has_text="Sở Y tế")).to_contain_text("SYT")
    await shot(page, "agencies")

    await page.get_by_text("Lĩnh vực", exact=True).first.click()
    topics = page.get_by_label("Lĩnh vực", exact=True).locator("visible=true").last
    await topics.fill("LV01")
    await expect(page.get_by_text("Dòng 1 thiếu mã hoặc tên, hoặc trùng mã")).to_be_visible()
    await topics.fill("LV01 Đất đai\nLV02 Cấp nước")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await kept(house, made, lambda told: len(told["fields"]) == 2)
    await page.get_by_text("Lịch nghỉ, làm bù", exact=True).click()
    await page.get_by_role("button", name="Điền ngày lễ năm").click()
    off = page.get_by_label("Ngày nghỉ")
    await expect(off).not_to_have_value("")
    filled = await off.input_value()
    await page.get_by_label("Ngày làm bù").fill("30/02/2024")
    await expect(page.get_by_text("Không có ngày “30/02/2024”")).to_be_visible()
    await shot(page, "calendar-wrong")
    await expect(page.get_by_role("button", name="Lưu", exact=True)).to_be_disabled()
    await page.get_by_label("Ngày làm bù").fill("")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    told = await kept(house, made, lambda told: "off" in told["calendar"])
    await shot(page, "calendar")
    assert len(told["calendar"]["off"]) == len(filled.split("\n"))
    assert [one["name"] for one in told["fields"]] == ["Đất đai", "Cấp nước"]
    assert told["cards"] == [{"name": "Sở Y tế", "code": "SYT", "address": "Số 5 đường Hồng Hà"}]
    await made.leave()


async def test_a_programme_is_imported_after_a_look(house: House, browser: Browser) -> None:
    page = await window(browser, f"{house.url}/register#{house.admin_code}")
    await page.get_by_role("tab", name="Danh mục").click()
    await page.get_by_text("Chương trình năm", exact=True).click()
    head = ("Thời gian", "Tên hội nghị", "Địa điểm")

    async def choose(*rows: tuple[str, str, str]) -> None:
        body = book({"Kế hoạch": (head, *rows)})
        await page.get_by_label("Tệp Excel (.xlsx) hoặc CSV").set_input_files(
            {"name": "ke-hoach.xlsx", "mimeType": EXCEL, "buffer": body}
        )

    await choose(("12/5/2031", "Đối thoại với nông dân", "Hội trường"), ("sắp tới", "B", ""))
    problems = page.get_by_role("region", name="1 chỗ cần sửa")
    await expect(problems).to_contain_text("sắp tới")
    await shot(page, "programme-wrong")
    await choose(("12/5/2031", "Đối thoại với nông dân", "Hội trường"), ("tháng 6/2031", "B", ""))
    await shot(page, "programme-found")
    await page.get_by_role("button", name="Nhập 2 hội nghị").click()
    await expect(
        page.get_by_role("listitem").filter(has_text="Đối thoại với nông dân")
    ).to_be_visible()
    await shot(page, "programme")


async def test_the_form_of_an_opinion_takes_where_the_petitioner_is_reached(
    house: House, browser: Browser
) -> None:
    made = await house.conference(plan_for(scenario(), 4, 2))
    secretary = await made.enter("secretary")
    await secretary.ask("LogOpinion", text="Sửa đường", summary="Sửa đường",
                        contact={"address": "Thôn Khe Mai", "phone": "0912 345 678"})  # fmt: skip
    page = await window(browser, made.link("secretary", "secretary"))
    await page.get_by_role("tab", name="Ý kiến").click()
    await page.get_by_role("button", name="YK001").first.click()
    await expect(page.get_by_label("Điện thoại")).to_have_count(0)
    await page.get_by_text("Địa chỉ, điện thoại của người kiến nghị").click()
    await expect(page.get_by_label("Điện thoại")).to_have_value("0912 345 678")
    await page.get_by_label("Điện thoại").fill("hàng xóm")
    await expect(page.get_by_text("Không phải số điện thoại")).to_be_visible()
    await shot(page, "contact")
    await page.get_by_label("Điện thoại").fill("0203 3825 888")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await expect(page.get_by_text("Đã lưu").first).to_be_visible()
    await page.get_by_role("button", name="Tất cả văn bản").click()
    copy = page.get_by_role("region", name="Bản giấy dự phòng")
    await expect(copy).to_contain_text("Cứ 10 phút một bản")
    await shot(page, "copy")
    admin = await house.admin()
    url = f"{house.program.url}/api/conferences/{made.id}/opinions/y1/contact"
    async with house.http.get(url, headers=admin) as answer:
        assert (await answer.json())["phone"] == "0203 3825 888"
    await made.leave()


async def test_statistics_are_a_page_with_charts_a_workbook_and_a_paper(
    house: House, browser: Browser
) -> None:
    admin, url = await house.admin(), f"{house.program.url}/api/office/ask"
    year = str(datetime.now(UTC).year - 3)
    held = {"id": "truoc", "title": f"Các hội nghị năm {year}", "month": f"{year}-06",
            "figures": {"conferences": 256, "opinions": 1000, "resolved": 700}}  # fmt: skip
    body = {"id": str(uuid.uuid4()), "type": "SetMeetings", "meetings": [held]}
    async with house.http.post(url, json=body, headers=admin) as answer:
        assert answer.status == 200, await answer.text()
    page = await window(browser, f"{house.url}/register#{house.admin_code}")
    await page.get_by_role("tab", name="Thống kê").click()
    await page.get_by_label("Năm", exact=True).select_option(year)
    await expect(page.get_by_role("cell", name="256").first).to_be_visible()
    await expect(page.get_by_role("img", name="Biểu đồ").first).to_be_visible()
    await shot(page, "statistics")
    for form in ("Excel", "Word"):
        async with page.expect_download() as kept:
            await page.get_by_role("button", name=form).click()
        path = await (await kept.value).path()
        assert path.read_bytes().startswith(b"PK")
