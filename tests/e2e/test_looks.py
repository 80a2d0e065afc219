"""Every page in the middle of a conference: pictures to look at, axe, no page too wide."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.busy import CALLED, SPEAKING, busy
from tests.e2e.chrome import SIZES, window
from tests.e2e.office import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "out" / "screens"
WAITS = "DC001"
"""A point with somebody waiting."""
PAGES = {
    "point": ("point", "point", WAITS), "point-called": ("point", "point", CALLED),
    "point-speaking": ("point", "point", SPEAKING), "moderate": ("moderate", "moderator", ""),
    "technician": ("moderate", "technician", ""), "secretary": ("secretary", "secretary", ""),
    "chair": ("chair", "chair", ""), "hall": ("hall", "hall", ""),
    "register": ("register", "secretary", ""), "print": ("print", "secretary", ""),
    "agency": ("register", "agency", ""), "delegate": ("point", "delegate", WAITS),
}  # fmt: skip
SHOWS = {
    "point": "thứ tự dự kiến", "point-called": "Mời phát biểu",
    "point-speaking": "Thời gian còn lại", "moderate": "Dừng phát biểu",
    "technician": "Phường Hà Khánh", "secretary": "Thứ hai, tuyến đường",
    "chair": "Chủ tịch UBND xã", "hall": "Nguyễn Văn A", "register": "Theo dõi ý kiến, kiến nghị",
    "print": "Kiểm tra trước khi in", "agency": "Một dòng thông tin",
    "delegate": "Đăng ký phát biểu",
}  # fmt: skip
"""Words that show that the page is in the middle of it."""


async def test_every_page_of_a_busy_conference(browser: Browser, office: Office) -> None:
    await busy(office)
    found: list[str] = []
    for name, (page, role, point) in PAGES.items():
        shown = await window(browser, office.link(page, role, point), bypass_csp=True)
        await expect(shown.get_by_text(SHOWS[name]).first).to_be_visible()
        found += await looks(shown, name)
        await shown.context.close()
    assert not found, "\n".join(found)


async def test_every_page_outside_a_conference(browser: Browser, office: Office) -> None:
    found: list[str] = []
    for name, ready in {"": "Vào hội nghị", "ready": "Còn 1 mục", "admin": "Đăng nhập"}.items():
        shown = await window(browser, f"{office.url}/{name}", bypass_csp=True)
        await expect(shown.get_by_text(re.compile(ready)).first).to_be_visible()
        found += await looks(shown, name or "join")
        await shown.context.close()
    shown = await window(browser, f"{office.url}/admin#{office.house.admin_code}", bypass_csp=True)
    for name, button, text in (
        ("admin-conferences", "", "DIỄN TẬP"),
        ("admin-codes", "DIỄN TẬP", "Phường Hà Khánh"),
    ):
        if button:
            await shown.get_by_role("button", name=button).first.click()
        await expect(shown.get_by_text(text).first).to_be_visible()
        found += await looks(shown, name)
    assert not found, "\n".join(found)


async def looks(page: Page, name: str) -> list[str]:
    """What is wrong with a page, light and dark, at three sizes. Its pictures go to SHOTS."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.screenshot(path=SHOTS / f"{name}-{size}.png", animations="disabled")
        found += [f"{name} at {size}: {one}" for one in await page.evaluate(OVERFLOWS)]
    await page.add_script_tag(path=AXE)
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found += serious(await page.evaluate("axe.run()"), f"{name} {theme}")
    return found


OVERFLOWS = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth + 1;
  return wide ? [`scrolls sideways by ${document.documentElement.scrollWidth - innerWidth}px`] : [];
}"""


def serious(told: dict[str, Any], name: str) -> list[str]:
    return [
        f"{name}: {one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
    ]
