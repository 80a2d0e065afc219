"""The moderator's acts on order, time, answers, messages and pictures; setting a conference up."""

import time
from typing import Any

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from server.rehearsal.link import Link
from tests.e2e.acts import press, rested
from tests.e2e.chrome import SIZES, window
from tests.e2e.office import Office
from tests.e2e.test_looks import AXE, OVERFLOWS, serious

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NAMES = ("Lò Văn Mẫu", "Nông Thị Thử", "Chíu Văn Tập", "Lương Thị Diễn", "Tằng A Thử")
"""Who waits, each at a point of their own: invented."""
SHEETS = {
    "o": "Thứ tự mời", "p": "Thời gian đối thoại", "a": "Trả lời ý kiến", "v": "Tin nhắn điểm cầu",
    "w": "Đưa hình", "e": "Kết thúc đối thoại", "i": "Đăng ký thay", "k": "Đóng danh sách",
}  # fmt: skip
BAD = "Tên điểm cầu,Cụm,Số đại biểu\nXã A,Cụm 1,12\nXã B,Cụm 1,mười\n,Cụm 2,=1+1\n"
GOOD = "Tên điểm cầu,Cụm,Số đại biểu\nXã Thử Một,Cụm 1,12\nXã Thử Hai,Cụm 2,9\n"


async def waiting(office: Office) -> Link:
    """A moderator of an open conference in which NAMES wait."""
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    seq = 0
    for name, point in zip(NAMES, office.points, strict=False):
        seq = await moderator.ask(
            "RaiseHand", point=point, speaker={"name": name}, topic="Đường vào thôn"
        )
    await moderator.until_seq(seq)
    return moderator


async def desk(browser: Browser, office: Office, **options: Any) -> Page:
    page = await window(browser, office.link("moderate", "moderator"), **options)
    await expect(page.get_by_text(NAMES[0]).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator("[data-request] .name")


async def tab_to(page: Page, name: str) -> None:
    """By Tab alone, within the dialog that is open."""
    wanted = page.get_by_role("dialog").get_by_role("button", name=name, exact=True)
    for _ in range(60):
        if await wanted.evaluate("(it) => it === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


async def enter(page: Page, name: str) -> None:
    """Press the dialog's button `name` by keyboard; it closes."""
    await tab_to(page, name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_list_by_keyboard_alone(browser: Browser, office: Office) -> None:
    other = await waiting(office)
    secretary = await office.enter("secretary")
    page = await desk(browser, office)
    keys = page.keyboard

    # Move: down by one, and the focus goes along.
    await keys.press("q")
    await keys.press("Alt+ArrowDown")
    await expect(rows(page)).to_have_text([NAMES[1], NAMES[0], *NAMES[2:]])
    await expect(page.get_by_text("Người điều hành chuyển")).to_be_visible()
    await expect(page.locator("#request-r1 .acts button").first).to_be_focused()

    # Mời sau: out of the order, not out of the list; and back.
    await rested(page)
    await keys.press("h")
    await expect(rows(page)).to_have_text([NAMES[1], *NAMES[2:], NAMES[0]])
    await page.locator("#request-r1").get_by_role("button", name="Việc khác").focus()
    await keys.press("Enter")
    await expect(page.get_by_role("menuitem", name="Đưa lại danh sách")).to_be_focused()
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Mời sau")).to_have_count(0)

    # Gộp: two ask the same, and are called as one.
    await page.locator("#request-r2 .acts button").first.focus()
    await keys.press("x")
    await keys.press("ArrowDown")
    await keys.press("x")
    await keys.press("j")
    await enter(page, "Gộp kiến nghị")
    await expect(page.get_by_text("Cùng kiến nghị: 2 điểm cầu")).to_be_visible()

    # Đóng danh sách: a question, Enter.
    await keys.press("k")
    await enter(page, "Đóng danh sách")
    await expect(page.get_by_text("Danh sách đã đóng")).to_be_visible()

    # A merged call: one turn, nobody of the others left in the list; then it is undone.
    called = await rows(page).first.inner_text()
    await rested(page)
    await keys.press("F2")
    coming = page.get_by_role("group", name="Đã mời, lượt tạm dừng")
    await expect(coming.get_by_text(called)).to_be_visible()
    await expect(rows(page)).to_have_count(3)
    await rested(page)
    await keys.press("z")
    await expect(rows(page)).to_have_count(4)
    await expect(rows(page).first).to_have_text(called)

    # Words were heard meanwhile: a person says whose they are.
    await rested(page)
    await keys.press("F2")
    await expect(coming.get_by_text(called)).to_be_visible()
    await rested(page)
    await keys.press("b")
    await expect(page.get_by_role("button", name="Dừng phát biểu")).to_be_visible()
    turn = other.view["floor"]["speaking"] or ""
    await secretary.ask("WriteSegment", turn=turn, text="Kính thưa các đồng chí.")
    await keys.press("z")
    await expect(page.get_by_text("Đã ghi được 1 đoạn lời nói")).to_be_visible()
    await page.get_by_role("radio", name="Giữ lại, không ghi tên").focus()
    await keys.press("Space")
    await enter(page, "Hoàn tác lời mời")
    await expect(page.get_by_text("Chưa có người phát biểu")).to_be_visible()
    await expect(rows(page)).to_have_count(4)

    # Kết thúc đối thoại: everybody is settled, and that is seen before.
    await keys.press("e")
    await expect(page.get_by_text("Sau khi kết thúc: 4 gửi bằng văn bản")).to_be_visible()
    await enter(page, "Kết thúc đối thoại")
    await expect(page.get_by_text("Đối thoại đã kết thúc, không còn ai chờ.")).to_be_visible()
    await expect(rows(page)).to_have_count(0)
    await expect(page.get_by_text("Đăng ký, chưa phát biểu")).to_be_visible()


async def test_the_order_is_seen_before_it_is_applied(browser: Browser, office: Office) -> None:
    other = await waiting(office)
    await other.until_seq(await other.ask("ApproveRequest", request="r3"))
    page = await desk(browser, office)
    await page.keyboard.press("o")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("checkbox", name="Đã duyệt trước").focus()
    await page.keyboard.press("Space")
    await expect(dialog.get_by_text("lên 2")).to_be_visible()
    await expect(rows(page).first).to_have_text(NAMES[0])
    await enter(page, "Áp dụng")
    await expect(rows(page)).to_have_text([NAMES[2], NAMES[0], NAMES[1], *NAMES[3:]])
    await expect(page.locator("#request-r3 .why")).to_have_text("Đã duyệt")


async def test_an_insertion_into_a_list_that_moved_is_told(
    browser: Browser, office: Office
) -> None:
    """Somebody typed in for a point without a line, by keyboard."""
    other = await waiting(office)
    page = await desk(browser, office)
    await page.keyboard.press("i")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("combobox", name="Điểm cầu")).to_be_focused()
    await page.keyboard.type("quangminh")
    await page.keyboard.press("Enter")
    await other.ask("MoveRequest", request="r5", version=0, before="r1")
    await expect(rows(page).first).to_have_text(NAMES[4])
    await dialog.get_by_label("Họ và tên").fill("Vi Thị Luyện")
    await tab_to(page, "Đăng ký thay")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Danh sách vừa thay đổi, chưa chuyển.")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(rows(page).nth(1)).to_have_text("Vi Thị Luyện")


async def test_messages_and_cues_with_receipts(browser: Browser, office: Office) -> None:
    await waiting(office)
    page = await desk(browser, office)
    point = await window(browser, office.link("point", "point", office.points[0]))
    technician = await window(browser, office.link("moderate", "technician"))
    await expect(point.get_by_text("Chuẩn bị phát biểu").first).to_be_visible()

    await page.keyboard.press("v")
    await page.get_by_role("radio", name="Tất cả điểm cầu").check(force=True)
    await press(page, "Nói gần micro")
    await expect(page.get_by_text("Đã nhận 0/40")).to_be_visible()
    await press(point, "Đã nhận")
    await expect(page.get_by_text("Đã nhận 1/40")).to_be_visible()
    await page.keyboard.press("Escape")

    await press(point, "Không nghe")
    news = page.get_by_role("button", name="Không nghe:")
    await expect(news).to_be_visible()
    await news.click()
    await page.get_by_role("button", name="Đã nhận:").click()
    await expect(point.get_by_text("Ban điều hành đã nhận")).to_be_visible()
    await page.keyboard.press("Escape")

    await rested(page)
    await page.keyboard.press("F2")
    await expect(page.get_by_text("Chưa gửi")).to_be_visible()
    await page.keyboard.press("w")
    await enter(page, "Gửi yêu cầu")
    await expect(technician.get_by_text("Đưa hình").first).to_be_visible()
    await expect(page.get_by_text("Chờ kỹ thuật viên")).to_be_visible()
    await technician.keyboard.press("F2")
    await expect(page.get_by_text("Đã đưa hình")).to_be_visible()


async def test_a_text_instead_of_a_turn(browser: Browser, office: Office) -> None:
    await waiting(office)
    page = await desk(browser, office)
    point = await window(browser, office.link("point", "point", office.points[1]))
    await press(point, "Gửi bằng văn bản")
    await point.get_by_label("Nội dung ý kiến").fill("Đề nghị sửa cầu treo.")
    await press(point, "Gửi ý kiến")
    await expect(point.get_by_text("Đề nghị sửa cầu treo.")).to_be_visible()
    await expect(page.get_by_text(NAMES[1], exact=True)).to_have_count(0)
    await expect(page.get_by_text("Đăng ký, chưa phát biểu")).to_be_visible()


async def test_a_file_is_seen_row_by_row_before_it_is_taken(
    browser: Browser, office: Office
) -> None:
    admin = await window(browser, f"{office.url}/admin#{office.house.admin_code}", bypass_csp=True)
    await press(admin, "Tạo hội nghị")
    file = admin.locator("input[type=file]")
    await file.set_input_files(_csv(BAD))
    await expect(admin.get_by_text("3 chỗ cần sửa trong tệp. Chưa nhập dòng nào.")).to_be_visible()
    table = admin.get_by_role("row")
    assert [await table.nth(at).locator("td").nth(1).inner_text() for at in (1, 2, 3)] == [
        "3", "4", "4",
    ]  # fmt: skip
    create = admin.get_by_role("button", name="Tạo hội nghị")
    await expect(create).to_be_disabled()
    assert await faults(admin, "an import with errors") == []

    await admin.get_by_label("Bắt đầu từ").select_option(office.id)
    await file.set_input_files(_csv(GOOD))
    await expect(admin.get_by_text("Đọc được toàn bộ, chưa ghi gì.")).to_be_visible()
    await admin.get_by_label("Tên hội nghị").fill("Hội nghị từ tệp")
    await admin.get_by_label("Phát biểu (phút)").fill("4,5")
    assert await faults(admin, "an import") == []
    await create.click()
    await expect(admin.get_by_role("heading", name="Hội nghị từ tệp")).to_be_visible()
    await expect(admin.get_by_text("Xã Thử Hai").first).to_be_visible()


async def test_the_new_states_look_and_are_read_well(browser: Browser, office: Office) -> None:
    other = await waiting(office)
    until = int(time.time() * 1000) + 9 * 60_000
    await other.ask("SetBudget", until=until)
    await other.ask("HoldRequest", request="r4")
    await other.ask("MergeRequests", into="r2", requests=["r3"])
    await other.ask("SendNotice", kind="soon", points=[office.points[0]])
    page = await desk(browser, office, bypass_csp=True)
    found = await faults(page, "desk")
    for key, title in SHEETS.items():
        await page.set_viewport_size({"width": 1366, "height": 768})
        await page.keyboard.press(key)
        dialog = page.get_by_role("dialog", name=title)
        await expect(dialog).to_be_visible()
        found += await faults(page, title)
        await dialog.get_by_role("button", name="Đóng", exact=True).click()
    await page.get_by_role("button", name="Việc khác").first.click()
    found += await faults(page, "menu")
    point = await window(browser, office.link("point", "point", office.points[0]), bypass_csp=True)
    await expect(point.get_by_role("alert").get_by_text("Còn 2 lượt nữa")).to_be_visible()
    found += await faults(point, "point")
    assert not found, "\n".join(found)


async def faults(page: Page, name: str) -> list[str]:
    """Too wide on a phone, or what axe finds serious."""
    await page.emulate_media(reduced_motion="reduce")
    if not await page.evaluate("'axe' in window"):
        await page.add_script_tag(path=AXE)
    found = serious(await page.evaluate("axe.run()"), name)
    size = page.viewport_size
    width, height = SIZES["phone"]
    await page.set_viewport_size({"width": width, "height": height})
    found += [f"{name} on a phone: {one}" for one in await page.evaluate(OVERFLOWS)]
    if size:
        await page.set_viewport_size(size)
    return found


def _csv(text: str) -> FilePayload:
    return FilePayload(name="diem-cau.csv", mimeType="text/csv", buffer=text.encode())
