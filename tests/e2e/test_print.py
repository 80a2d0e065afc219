"""*In ngay*: one key, and the browser's own print has the paper, numbered (day.md D21)."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from server.rehearsal.cast import plan_for, scenario
from tests.documents.office import need_office, run
from tests.e2e.chrome import watched, window
from tests.e2e.office import House, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NO_PAPER: Final = "window.print = () => toPaper();"
"""The browser's own dialog would wait for somebody."""
PAGES: Final = {
    "sheet": "BẢNG TỔNG HỢP Ý KIẾN PHỤC VỤ KẾT LUẬN", "queue": "DANH SÁCH ĐĂNG KÝ PHÁT BIỂU",
    "opinions": "BẢNG TỔNG HỢP Ý KIẾN, KIẾN NGHỊ", "delegates": "DANH SÁCH ĐẠI BIỂU THEO ĐIỂM CẦU",
    "minutes": "BIÊN BẢN", "trial": "DANH SÁCH ĐIỂM CẦU CHẠY THỬ",
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    """Two opinions, one of them without field and agency, and one hand that waits."""
    told = scenario()
    people = told["people"] | {"delegates": [
        {"name": "Lê Thị Bông", "title": "Trưởng thôn", "point": "DC109"},
        {"name": "Trần Văn An", "point": "DC109"},
    ]}  # fmt: skip
    made = await house.conference(plan_for(told, 6, 4) | {"date": "2024-04-25"}, people)
    moderator, secretary = await made.enter("moderator"), await made.enter("secretary")
    await moderator.ask("OpenConference")
    await moderator.ask("MarkCheck", point="DC109", check="hand")
    await moderator.ask("RaiseHand", point="DC109", speaker={"name": "Nguyễn Văn A"}, topic="Đường")
    await secretary.ask("LogOpinion", text="x", summary="Đề nghị sửa đường", field="LV06",
                        authority="province")  # fmt: skip
    await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng")
    await secretary.ask("LogOpinion", text="x", summary="Đề nghị phủ sóng")
    yield made
    await made.leave()


class Printer:
    """Hears of every copy that goes to paper."""

    def __init__(self) -> None:
        self.copies: asyncio.Queue[None] = asyncio.Queue()

    async def serve(self, context: BrowserContext) -> None:
        await context.expose_function("toPaper", lambda: self.copies.put_nowait(None))
        await context.add_init_script(NO_PAPER)


async def _paper(browser: Browser, office: Office, role: str, what: str) -> Page:
    """The print page of `what`, opened by the code of `role`."""
    page = await window(browser, office.link("print", role))
    await _choose(page, what)
    return page


async def _choose(page: Page, what: str) -> None:
    await page.get_by_role("navigation").get_by_role("button").nth([*PAGES].index(what)).click()
    await expect(
        page.get_by_role("heading", name=re.compile(PAGES[what], re.I), level=1)
    ).to_be_visible()


async def test_one_key_prints_a_numbered_copy(browser: Browser, office: Office) -> None:
    chair = await window(browser, office.link("chair", "chair"))
    printer = Printer()
    await printer.serve(chair.context)
    await expect(chair.get_by_role("heading", name="Bảng tổng hợp ý kiến")).to_be_visible()
    async with chair.context.expect_page() as opened:
        await chair.keyboard.press("Control+p")
    paper = watched(await opened.value)
    await expect(paper.locator("footer")).to_have_text(re.compile(r"^In lúc .*, bản số 1$"))
    await asyncio.wait_for(printer.copies.get(), 10)
    await paper.get_by_role("button", name="In (bản số 1)").click()
    await asyncio.wait_for(printer.copies.get(), 10)
    await expect(paper.locator("footer")).to_have_text(re.compile("bản số 2$"))
    await paper.reload()  # prints nothing by itself
    await expect(paper.locator("footer")).to_have_text(re.compile("bản số 3$"))
    assert printer.copies.empty()
    link = await office.enter("chair")
    assert link.view["conclusion"]["printed"] == {"sheet": 2}


async def test_two_who_print_at_once_hold_two_copies(browser: Browser, office: Office) -> None:
    pages = [await _paper(browser, office, role, "queue") for role in ("moderator", "secretary")]
    printer = Printer()
    for page in pages:
        await printer.serve(page.context)
        await page.reload()
        await expect(page.locator("article")).to_contain_text("Nguyễn Văn A")
    await asyncio.gather(*(page.get_by_role("button", name="In (bản").click() for page in pages))
    for _ in pages:
        await asyncio.wait_for(printer.copies.get(), 10)
    stamps = [await page.locator("footer").inner_text() for page in pages]
    assert sorted(text.rsplit(" ", 1)[1] for text in stamps) == ["1", "2"]


async def test_blanks_are_listed_and_do_not_block(browser: Browser, office: Office) -> None:
    page = await _paper(browser, office, "secretary", "opinions")
    check = page.locator("details")
    await expect(check).to_contain_text("3 chỗ trống. Vẫn in được.")
    await check.locator("summary").click()
    await expect(check.get_by_role("listitem")).to_have_text(
        ["YK002: chưa có lĩnh vực", "YK002: chưa có thẩm quyền", "YK002: chưa có cơ quan chủ trì"]
    )
    await expect(page.get_by_role("button", name="In (bản số 1)")).to_be_enabled()


async def test_every_printout_is_a4_and_whole(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    need_office()
    page = await window(browser, office.link("print", "secretary"))
    for what, title in PAGES.items():
        await _choose(page, what)
        path = tmp_path / f"{what}.pdf"
        await page.pdf(path=path, prefer_css_page_size=True)
        size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", path))
        assert size
        width, height = (float(one) for one in size.groups())
        upright = (595, 842) if what != "opinions" else (842, 595)
        assert (round(width), round(height)) == upright, what
        text = " ".join(run("pdftotext", "-layout", path, "-").split())
        assert title in text
        assert re.search(r"In lúc .*, bản số 1", text)
        assert "Kiểm tra trước khi in" not in text
        expected = {
            "sheet": "YK002", "queue": "Nguyễn Văn A", "opinions": "Đề nghị phủ sóng",
            "delegates": "Lê Thị Bông", "minutes": "Thư ký",
            "trial": "1/5",
        }[what]  # fmt: skip
        assert expected.casefold() in text.casefold(), what
