"""Every paper of the service has its button on a page, and the file that comes is that paper; an
office hands in a template of its own."""

import asyncio
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from docx import Document
from openpyxl import load_workbook
from playwright.async_api import Browser, Locator, Page, expect

from server.rehearsal.cast import plan_for, scenario
from tests.e2e.chrome import window
from tests.e2e.office import House, Office
from tests.e2e.test_looks import AXE, OVERFLOWS, serious

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    """Two opinions that two agencies lead; one of them was answered in writing."""
    told = scenario()
    made = await house.conference(plan_for(told, 6, 4) | {"date": "2024-04-25"})
    moderator, secretary = await made.enter("moderator"), await made.enter("secretary")
    await moderator.ask("OpenConference")
    agencies = {"y1": ("đường", "Sở Xây dựng"), "y2": ("phủ sóng", "Sở Khoa học và Công nghệ")}
    for row, (name, lead) in agencies.items():
        await secretary.ask("LogOpinion", text="x", summary=f"Đề nghị {name}", field="LV06",
                            authority="province", speaker={"name": "Nguyễn Văn A"})  # fmt: skip
        await secretary.ask("AssignOpinion", opinion=row, lead=lead)
    await secretary.ask("AnswerOpinion", opinion="y1", answer="written", text="Đã ghi vốn.")
    yield made
    await made.leave()


async def _papers(browser: Browser, office: Office, role: str, **options: Any) -> Locator:
    page = await window(browser, office.link("secretary", role), **options)
    await page.get_by_role("button", name="Tất cả văn bản").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("Kiểm tra trước khi in: còn")).to_be_visible()
    return dialog


async def _taken(page: Page, button: Locator) -> tuple[str, bytes]:
    """The file that the button brings: its name and what is in it."""
    async with page.expect_download() as coming:
        await button.click()
    download = await coming.value
    return download.suggested_filename, await asyncio.to_thread((await download.path()).read_bytes)


def _text(word: bytes) -> str:
    document = Document(io.BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


async def test_a_paper_to_sign_one_to_send_one_to_keep(browser: Browser, office: Office) -> None:
    dialog = await _papers(browser, office, "secretary")
    page = dialog.page
    await dialog.get_by_label("Thể thức văn bản").select_option("dang-hd05")
    name, word = await _taken(page, dialog.get_by_role("button", name="Thông báo kết luận: Word"))
    assert name == "thong-bao-ket-luan.docx"
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in _text(word)
    letters = dialog.get_by_role("group", name="Công văn giao nhiệm vụ")
    name, packed = await _taken(page, letters.get_by_role("button", name="Tải zip"))
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert [re.sub(r"^.*nhiem-vu-", "", one) for one in parts.namelist()] == [
            "so-xay-dung.docx", "so-khoa-hoc-va-cong-nghe.docx"]  # fmt: skip
    await letters.get_by_role("combobox").select_option("Sở Xây dựng")
    name, word = await _taken(page, letters.get_by_role("button", name="Word"))
    assert name == "cong-van-giao-nhiem-vu-so-xay-dung.docx"
    assert "Đề nghị đường" in _text(word)
    assert "Đề nghị phủ sóng" not in _text(word)
    name, sheet = await _taken(page, dialog.get_by_role("button", name="Sổ ý kiến: Excel"))
    cells = {cell for row in load_workbook(io.BytesIO(sheet)).worksheets[0].values for cell in row}
    assert (name, "Đề nghị phủ sóng" in cells) == ("so-y-kien.xlsx", True)


async def test_every_paper_has_a_row_and_says_how_much_is_blank(
    browser: Browser, office: Office
) -> None:
    dialog = await _papers(browser, office, "secretary")
    told = await _told(office, "documents")
    blanks = (await _told(office, "blanks"))["blanks"]
    await expect(dialog.get_by_text(f"in: còn {len(blanks)} chỗ trống")).to_be_visible()
    minutes = sum(one["paper"] == "minutes" for one in blanks)
    row = dialog.get_by_role("group", name="Biên bản")
    await expect(row.get_by_text(f"còn {minutes} chỗ trống")).to_be_visible()
    rows = await dialog.locator("section li").count()
    assert rows == len(told["papers"]) + 1  # subtitles stand beside the transcript
    await expect(dialog.get_by_role("group", name="Hồ sơ hội nghị (USB)")).to_have_count(0)
    await dialog.get_by_text("Kiểm tra trước khi in: còn").click()
    await expect(dialog.get_by_text(blanks[0]["missing"]).first).to_be_visible()


async def test_the_head_of_the_secretaries_takes_the_folder(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    dialog = await _papers(browser, office, "secretary_lead", bypass_csp=True)
    page = dialog.page
    await page.add_script_tag(path=AXE)
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert serious(await page.evaluate("axe.run()"), theme) == []
        await page.screenshot(path=tmp_path / f"downloads-{theme}.png")
    assert await page.evaluate(OVERFLOWS) == []
    name, packed = await _taken(page, dialog.get_by_role("button", name="Tải Hồ sơ hội nghị (USB)"))
    assert name == f"ho-so-{office.id}.zip"
    await page.screenshot(path=tmp_path / "downloads-keep.png")
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert "Mo-ho-so.html" in parts.namelist()


async def test_an_office_hands_in_its_own_template(
    browser: Browser, house: House, tmp_path: Path
) -> None:
    page = await window(browser, f"{house.url}/admin#{house.admin_code}")
    await page.get_by_role("tab", name="Mẫu văn bản").click()
    card = page.get_by_role("group", name="Biên bản")
    _, starter = await _taken(page, card.get_by_role("button", name="Tải mẫu khởi đầu"))
    own, bad = tmp_path / "own.docx", tmp_path / "bad.docx"
    document = Document(io.BytesIO(starter))
    document.add_paragraph("Lời của cơ quan")
    document.save(str(own))
    document.add_paragraph("{{ nobody }}")
    document.save(str(bad))
    file = card.get_by_label("Nộp mẫu")
    await file.set_input_files(bad)
    await expect(card.get_by_text("Mẫu dùng trường không có: nobody")).to_be_visible()
    await expect(file).to_have_attribute("aria-invalid", "true")
    await file.set_input_files(own)
    await expect(card.get_by_text("Mẫu của cơ quan")).to_be_visible()
    await expect(file).not_to_have_attribute("aria-invalid", "true")
    await page.screenshot(path=tmp_path / "templates.png")
    _, kept = await _taken(page, card.get_by_role("button", name="Tải mẫu đang dùng"))
    assert "Lời của cơ quan" in _text(kept)
    await card.get_by_role("button", name="Bỏ mẫu").click()
    await page.get_by_role("dialog").get_by_role("button", name="Bỏ mẫu").click()
    await expect(card.get_by_text("Mẫu có sẵn")).to_be_visible()


async def _told(office: Office, path: str) -> Any:
    """What the service says itself, to a secretary."""
    http, url = office.house.http, office.house.program.url
    async with http.post(f"{url}/api/join", json={"code": office.code("secretary")}) as answer:
        token = (await answer.json())["token"]
    headers = {"Authorization": f"Bearer {token}"}
    async with http.get(f"{url}/api/conferences/{office.id}/{path}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return json.loads(await answer.text())
