"""The chair's sheet and the secretaries' conclusion, live in real browsers (day.md D20–D23)."""

import hashlib
import io
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from docx import Document
from playwright.async_api import Browser, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Link
from tests.e2e.acts import confirm
from tests.e2e.chrome import window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
ROAD: Final = {"content": "Sửa đường liên xã", "lead": "Sở Xây dựng", "due": "2024-07-31"}


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    told = scenario()
    made = await house.conference(plan_for(told, 6, 4) | {"date": "2024-04-25"})
    yield made
    await made.leave()


async def _register(office: Office) -> Link:
    """Three opinions: y1 answered with a date that the draft contradicts, y2 promised without a
    task, y3 open. The secretary who logged them."""
    moderator, secretary = await office.enter("moderator"), await office.enter("secretary")
    await moderator.ask("OpenConference")
    for summary, field, level in (
        ("Đề nghị sửa đường", "LV06", "province"), ("Đề nghị mua xe", "LV13", "province"),
        ("Đề nghị phủ sóng", "LV21", "central"),
    ):  # fmt: skip
        await secretary.ask("LogOpinion", text=summary, summary=summary, field=field,
                            authority=level)  # fmt: skip
    for opinion, day in (("y1", "2024-06-30"), ("y2", "2024-05-31")):
        await secretary.ask("AssignOpinion", opinion=opinion, lead="Sở Xây dựng", resolve_by=day)
        await secretary.ask("AnswerOpinion", opinion=opinion, answer="here", text="Sẽ làm",
                            promise="Hoàn thành trong quý II")  # fmt: skip
    task = ROAD | {"opinions": ["y1"]}
    seq = await secretary.ask("SetConclusionPoint", title="Giao thông", text="…", tasks=[task])
    await secretary.until_seq(seq)
    return secretary


async def _tab(page: Page, name: str) -> None:
    await page.get_by_role("tab", name=name).click()


async def test_contradictions_and_gaps_are_seen_and_settled(
    browser: Browser, office: Office
) -> None:
    await _register(office)
    chair = await window(browser, office.link("chair", "chair"))
    await expect(chair.get_by_role("tab", name="Đối chiếu 5")).to_be_visible()
    await _tab(chair, "Đối chiếu")
    panel = chair.get_by_role("tabpanel")
    await expect(panel).to_contain_text("đã hứa 30/6/2024; kết luận giao 31/7/2024")
    lonely = panel.locator("h3:has-text('Cam kết chưa có nhiệm vụ') + ul")
    await expect(lonely).to_contain_text("YK002")
    missed = panel.locator("h3:has-text('Kết luận chưa nhắc đến') + ul")
    await expect(missed.get_by_role("listitem")).to_have_count(2)

    secretary = await window(browser, office.link("secretary", "secretary"))
    await _tab(secretary, "Kết luận")
    await secretary.get_by_text("Đối chiếu (5)").click()
    row = secretary.get_by_role("listitem").filter(has_text="Đề nghị phủ sóng").last
    await row.get_by_role("button", name="Loại khỏi kết luận").click()
    dialog = secretary.get_by_role("dialog")
    await dialog.get_by_label("Lý do").fill("Thuộc thẩm quyền Trung ương")
    await confirm(secretary, "Loại khỏi kết luận")
    await expect(missed.get_by_role("listitem")).to_have_count(1)
    left = panel.locator("h3:has-text('Đã loại, có lý do') + ul")
    await expect(left).to_contain_text("YK003")
    await expect(left).to_contain_text("Thuộc thẩm quyền Trung ương")


async def test_what_is_heard_stands_beside_the_draft(browser: Browser, office: Office) -> None:
    secretary = await _register(office)
    moderator = await office.enter("moderator")
    await moderator.ask("GoToItem", item="m9")
    seq = await moderator.ask("InviteNow", point="DC000", kind="procedure", item="m9")
    await moderator.until_seq(seq)
    turn = moderator.view["floor"]["speaking"]
    desk = await window(browser, office.link("secretary", "secretary"))
    chair = await window(browser, office.link("chair", "chair"))
    await _tab(desk, "Kết luận")
    await _tab(chair, "Đối chiếu")
    await secretary.ask("WriteSegment", turn=turn, text="Giao Sở Xây dựng sửa đường liên xã trước "
                        "ngày 15/6/2024.")  # fmt: skip
    heard = desk.get_by_role("region", name="Nghe trong phần kết luận")
    await expect(heard).to_contain_text("Khác dự thảo")
    await expect(heard).to_contain_text("dự thảo: trước ngày 31/7/2024")
    await expect(chair.get_by_role("region", name="Nghe trong phần kết luận")).to_contain_text(
        "Khác dự thảo"
    )
    await heard.get_by_role("button", name="Sửa theo lời").click()
    form = desk.get_by_role("form", name="Kết luận")
    await expect(form.get_by_label("Thời hạn", exact=True)).to_have_value("2024-06-15")
    await form.get_by_role("checkbox", name="Chính quyền").check()
    await form.get_by_role("button", name="Lưu").click()
    await expect(heard).to_contain_text("Khớp dự thảo")
    await secretary.ask("WriteSegment", turn=turn, text="Giao Sở Y tế mua xe cứu thương.")
    await expect(heard).to_contain_text("Chưa có trong dự thảo")
    await heard.get_by_role("button", name="Thêm vào dự thảo").click()
    await form.get_by_role("button", name="Lưu").click()
    await expect(heard.get_by_text("Khớp dự thảo")).to_have_count(2)
    point: Any = secretary.view["conclusion"]["points"]["k1"]
    assert [task["lead"] for task in point["tasks"]] == ["Sở Xây dựng", "Sở Y tế"]
    assert (point["tasks"][0]["due"], point["issuers"]) == ("2024-06-15", ["state"])


def _paper() -> bytes:
    document: Any = Document()
    document.add_paragraph("Giao Sở Xây dựng sửa đường liên xã trước ngày 30/9/2024.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def test_a_document_goes_its_way(browser: Browser, office: Office) -> None:
    secretary = await _register(office)
    desk = await window(browser, office.link("secretary", "secretary_lead"))
    await _tab(desk, "Kết luận")
    await desk.get_by_text("Văn bản", exact=True).click()
    card = desk.get_by_role("article").filter(has_text="Biên bản")
    await card.get_by_role("button", name="Lập dự thảo").click()
    await expect(card).to_contain_text("Dự thảo lần 1")
    await secretary.ask("ReviseOpinion", opinion="y3", version=1, summary="Phủ sóng 5 thôn")
    await expect(card).to_contain_text("Bản đã in khác bản hiện tại")
    await card.get_by_role("button", name="Lập dự thảo mới").click()
    await expect(card).to_contain_text("Dự thảo lần 2")
    await expect(card).not_to_contain_text("Bản đã in khác")
    await card.get_by_role("button", name="Trình ký").click()
    await card.get_by_role("button", name="Ghi đã ký").click()
    await desk.get_by_role("dialog").get_by_label("Người ký").fill("Phạm Văn Mẫu")
    await confirm(desk, "Ghi đã ký")
    await card.get_by_role("button", name="Ban hành").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_label("Số, ký hiệu").fill("12/BB-UBND")
    await dialog.get_by_label("Ngày ban hành").fill("2024-04-26")
    await confirm(desk, "Ban hành")
    await expect(card).to_contain_text("Số 12/BB-UBND, ngày 26/4/2024")

    body = _paper()
    file: Any = {"name": "bien-ban.docx", "mimeType": "application/octet-stream", "buffer": body}
    await card.locator("input[type=file]").set_input_files(file)
    await expect(card).to_contain_text(hashlib.sha256(body).hexdigest()[:12])
    await card.get_by_role("button", name="So với sổ").click()
    await expect(card).to_contain_text(
        "Khác sổ: Sở Xây dựng: sửa đường liên xã, trước ngày 30/9/2024"
    )
