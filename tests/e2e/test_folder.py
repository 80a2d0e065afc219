"""The folder for a USB stick opens on any machine: a page, no server, no network."""

import io
import zipfile
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.api.test_folder import SAID, folder, held
from tests.e2e.chrome import window
from tests.service import in_process


async def test_the_page_shows_it_without_a_server(browser: Browser, tmp_path: Path) -> None:
    async with in_process(tmp_path / "house") as service:
        _, body = await folder(await held(service))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        packed.extractall(tmp_path)
    page = await window(browser, (tmp_path / "Mo-ho-so.html").as_uri())
    assert SAID in (await page.locator("#talk").inner_text())
    assert await page.title() != "x"
    await page.get_by_role("button", name="Ý kiến, kiến nghị").click()
    assert "Đề nghị sửa đường." in (await page.locator("#opinions").inner_text())
    find, rows = page.get_by_role("searchbox"), page.locator("#opinions tbody tr:visible")
    await find.fill("khong co chu nay")
    await expect(rows).to_have_count(0)
    await find.fill("SUA DUONG")
    await expect(rows).to_have_count(1)
    await find.fill("")
    await page.get_by_role("button", name="Văn bản").click()
    await expect(page.get_by_role("link", name="Biên bản.docx")).to_be_visible()
    await page.screenshot(path=tmp_path / "folder.png")
