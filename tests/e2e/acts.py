"""What people do on the pages."""

from playwright.async_api import Browser, Page, expect

from tests.e2e.chrome import window
from tests.e2e.office import Office


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).first.click()


async def confirm(page: Page, yes: str) -> None:
    """Press `yes` in the dialog that asks."""
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=yes, exact=True).click()
    await expect(dialog).to_have_count(0)


async def opened(browser: Browser, office: Office) -> Page:
    """The moderator's window; the conference is open, and recording allowed."""
    moderator = await window(browser, office.link("moderate", "moderator"))
    await press(moderator, "Bắt đầu hội nghị")
    await confirm(moderator, "Bắt đầu hội nghị")
    await press(moderator, "Không ghi âm")
    await confirm(moderator, "Cho phép ghi âm")
    await expect(moderator.get_by_text("Được phép ghi âm")).to_be_visible()
    return moderator


async def rested(page: Page) -> None:
    """The desk takes no key for 600 ms after an act, so that a double press hits nothing new."""
    await page.wait_for_timeout(700)


async def raise_hand(point: Page, name: str) -> None:
    await press(point, "Đăng ký phát biểu")
    await point.get_by_label("Họ và tên").fill(name)
    await press(point, "Gửi đăng ký")
    await expect(point.get_by_text("thứ tự dự kiến 1", exact=True)).to_be_visible()


async def log_opinion(secretary: Page, summary: str) -> None:
    """Out of the last spoken sentence, by keyboard alone."""
    await secretary.locator("[data-segment]").last.focus()
    await secretary.keyboard.press("Space")
    await secretary.keyboard.press("Alt+y")
    form = secretary.get_by_role("form", name="Ghi nhận ý kiến")
    await expect(form).to_be_visible()
    await secretary.keyboard.type(summary)
    await form.get_by_role("combobox", name="Lĩnh vực").fill("dat dai")
    await secretary.keyboard.press("Enter")
    await form.get_by_role("radio").nth(2).focus()  # cấp tỉnh
    await secretary.keyboard.press("Space")
    await secretary.keyboard.press("Enter")
    await expect(secretary.get_by_text("YK001").first).to_be_visible()
