"""What is prepared before anybody speaks: a speech handed in, and the glossary."""

from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.acts import confirm, press, raise_hand
from tests.e2e.chrome import window
from tests.e2e.office import Office
from tests.e2e.test_looks import looks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
POINT: Final = "DC109"
PAPER: Final = "Kính thưa các đồng chí.\nĐề nghị tỉnh sớm có văn bản hướng dẫn <b>đấu giá</b>."
"""With markup, which must come out as text."""
HEAD: Final = "Điểm cầu,Họ và tên,Nội dung đăng ký"


async def test_a_speech_is_handed_in_by_the_point_and_put_right_at_the_desk(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    point = await window(browser, office.link("point", "point", POINT), bypass_csp=True)
    desk = await window(browser, office.link("moderate", "assistant"))
    await raise_hand(point, "Lò Văn Mẫu")
    await press(point, "Gửi bài phát biểu")
    dialog = point.get_by_role("dialog")
    text = dialog.get_by_label("Toàn văn bài phát biểu")

    old = tmp_path / "cu.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    await dialog.get_by_label("Chọn tệp").set_input_files(old)
    await expect(dialog).to_contain_text("cu.doc")
    await expect(text).to_have_value("")

    paper = tmp_path / "bài.txt"
    paper.write_text(PAPER, encoding="utf-16")
    await dialog.get_by_label("Chọn tệp").set_input_files(paper)
    await expect(text).to_have_value(PAPER)
    assert not await looks(point, "point-speech")
    await confirm(point, "Gửi bài")
    await expect(point.get_by_text(f"Đã có bài, {len(PAPER)} ký tự")).to_be_visible()

    await expect(desk.get_by_text("Có bài gửi trước")).to_be_visible()
    await press(desk, "Việc khác với đăng ký số 1")
    await desk.get_by_role("menuitem", name="Bài phát biểu gửi trước").click()
    there = desk.get_by_role("dialog").get_by_label("Toàn văn bài phát biểu")
    await expect(there).to_have_value(PAPER)
    await there.fill(PAPER + "\nXin cảm ơn.")
    await confirm(desk, "Gửi bài đã sửa")

    await press(point, "Bài phát biểu gửi trước")
    await expect(text).to_have_value(PAPER + "\nXin cảm ơn.")
    await confirm(point, "Rút lại bài")
    await expect(desk.get_by_text("Có bài gửi trước")).to_have_count(0)
    await expect(point.get_by_role("button", name="Gửi bài phát biểu")).to_be_visible()


async def test_an_entry_of_the_glossary_is_tried_saved_and_removed(
    browser: Browser, office: Office
) -> None:
    address = f"{office.url}/admin#{office.house.admin_code}"
    admin = await window(browser, address, bypass_csp=True)
    await expect(admin.get_by_role("tab", name="Hội nghị")).to_be_visible()
    await admin.goto(f"{office.url}/admin?conference={office.id}")
    await admin.get_by_role("tab", name="Từ điển tên và thuật ngữ").click()
    await press(admin, "Thêm mục")
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_label("Viết đúng").fill("Ba Chẽ")
    await dialog.get_by_label("Hay nghe thành").fill("ba")
    await expect(dialog).to_contain_text("“ba”: Ít nhất hai tiếng.")
    await expect(dialog.get_by_role("button", name="Lưu mục")).to_be_disabled()
    await dialog.get_by_label("Hay nghe thành").fill("ba trẻ\nba tre")
    await press(admin, "Chạy thử")
    await expect(dialog).to_contain_text("Không chạm đến chỗ nào")
    assert not await looks(admin, "admin-glossary")
    await confirm(admin, "Lưu mục")
    await admin.reload()
    await admin.get_by_role("tab", name="Từ điển tên và thuật ngữ").click()
    await expect(admin.get_by_text("nghe thành: ba trẻ; ba tre")).to_be_visible()
    await press(admin, "Sửa mục: Ba Chẽ")
    await confirm(admin, "Xóa mục")
    await expect(admin.get_by_text("Chưa có mục nào.")).to_be_visible()


async def test_requests_made_beforehand_come_in_out_of_a_file_or_not_at_all(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    moderator = await office.enter("moderator")
    names = [one["name"] for one in moderator.view["points"].values()][1:3]
    admin = await window(browser, f"{office.url}/admin#{office.house.admin_code}")
    await expect(admin.get_by_role("tab", name="Hội nghị")).to_be_visible()
    await admin.goto(f"{office.url}/admin?conference={office.id}")
    await admin.get_by_role("tab", name="Đăng ký trước hội nghị").click()
    bad, corrected = (tmp_path / one / "Đăng ký phát biểu.csv" for one in ("1", "2"))
    for file in (bad, corrected):
        file.parent.mkdir()
    good = f"{HEAD}\n{names[0]},Lò Văn Mẫu,Đường vào thôn\n{names[1]},Nông Thị Dụ,Trường học\n"
    bad.write_text(good + "Xã không có,Chíu Văn Tập,Chợ\n", encoding="utf-8")
    await admin.get_by_label("Tệp Excel").set_input_files(bad)
    await expect(admin.get_by_text("1 chỗ cần sửa trong tệp")).to_be_visible()
    await expect(admin.get_by_role("button", name="Nhập")).to_have_count(0)
    assert moderator.view["queue"]["count"] == 0
    corrected.write_text(good, encoding="utf-8")
    await admin.get_by_label("Tệp Excel").set_input_files(corrected)
    await press(admin, "Nhập 2 đăng ký")
    await moderator.until(lambda: moderator.view["queue"]["count"] == 2, "both requests")
    told = [one["speaker"]["name"] for one in moderator.view["queue"]["requests"].values()]
    assert told == ["Lò Văn Mẫu", "Nông Thị Dụ"]
