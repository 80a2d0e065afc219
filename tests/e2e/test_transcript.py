"""The transcript under the hands of secretaries, in real browsers: read, heard, edited."""

import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Link
from tests.e2e.chrome import window
from tests.e2e.longday import Day
from tests.e2e.office import House, Office
from tests.e2e.unikey import unikey

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
POINT: Final = "DC109"
"""Speaks into its own microphone, which hears a demo intervention again and again."""
HEARD: Final = 90_000
"""Milliseconds until a sentence is recognised: it ends when the speaker pauses."""
SAID: Final = "Đề nghị tỉnh sớm bố trí kinh phí sửa tuyến đường liên xã"


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference(plan_for(scenario(), 6, 1) | {"zone": 540})
    yield made
    await made.leave()


async def _spoken(office: Office, turns: int, sentences: int) -> Link:
    """So much was said already, and somebody has the floor; returns another secretary."""
    await Day(office.folder, office.id).speak(turns, sentences)
    moderator = await office.enter("moderator")
    seq = await moderator.ask("InviteNow", point=office.points[0], speaker={"name": "Lò Văn Mẫu"})
    await moderator.until_seq(seq)
    return await office.enter("secretary")


async def _desk(browser: Browser, office: Office) -> Page:
    page = await window(browser, office.link("secretary", "secretary"))
    await expect(_rows(page).last).to_be_visible()
    return page


def _rows(page: Page) -> Locator:
    return page.locator(".lines [data-segment]")


def _row(page: Page, id: str) -> Locator:
    return page.locator(f".lines [data-segment='{id}']")


def _editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Hiệu đính", exact=True)


async def _write(link: Link, *texts: str) -> None:
    turn = link.view["floor"]["speaking"]
    for text in texts:
        await link.until_seq(await link.ask("WriteSegment", turn=turn, text=text))


async def _edit(link: Link, id: str, text: str) -> None:
    version = link.view["transcript"]["segments"][id]["version"]
    seq = await link.ask("EditSegment", segment=id, version=version, text=text)
    await link.until_seq(seq)


async def _place(of: Locator) -> tuple[float, Any]:
    """Where it stands on the screen, and its caret."""
    box = await of.bounding_box()
    assert box
    caret = await of.evaluate("(it) => [it.selectionStart, it.selectionEnd, it.value]")
    return box["y"], caret


async def _whole(page: Page, count: int) -> None:
    await expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(count))


async def test_what_comes_moves_neither_caret_nor_scroll(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 3, 30)
    page = await _desk(browser, office)
    await _whole(page, 90)
    await _row(page, "s80").dblclick()
    editor = _editor(page)
    await editor.fill("")
    await unikey(page, SAID)
    await page.keyboard.press("Home")
    before = await _place(editor)
    assert before[1][2] == SAID

    # Lines come, and lines above and below become longer under somebody else's hands.
    for id in ("s77", "s78", "s79", "s81"):
        await _edit(other, id, "Dòng này dài ra vì có người khác sửa. " * 6)
    await _write(other, *(f"Câu mới số {n}" for n in range(7)))
    await expect(page.get_by_role("button", name="7 câu mới")).to_be_visible()
    await expect(_row(page, "s81")).to_contain_text("có người khác sửa")
    y, caret = await _place(editor)
    assert caret == [0, 0, SAID]
    assert abs(y - before[0]) < 2

    await page.keyboard.press("Control+Enter")
    await expect(_row(page, "s80")).to_contain_text(SAID)
    await page.get_by_role("button", name="7 câu mới").click()
    await expect(page.get_by_text("Câu mới số 6", exact=True)).to_be_in_viewport()
    # Who reads at the end and edits nothing is taken along.
    await _write(other, "Câu cuối cùng")
    await expect(page.get_by_text("Câu cuối cùng", exact=True)).to_be_in_viewport()
    await expect(page.get_by_role("button", name="câu mới")).to_have_count(0)


async def test_a_long_transcript_is_there_whole_and_stands_still(
    browser: Browser, office: Office
) -> None:
    other = await _spoken(office, 12, 50)
    page = await _desk(browser, office)
    await _whole(page, 600)
    assert await _rows(page).count() < 200, "lines far from what is read cost nothing"
    lines = page.locator(".lines")

    # Up by wheel, step by step: each line stays where the wheel left it.
    await lines.hover()
    for _ in range(12):
        await page.mouse.wheel(0, -900)
        await expect(_rows(page).first).to_be_attached()
    seen = await page.evaluate(
        "() => { const box = document.querySelector('.lines').getBoundingClientRect();"
        " return document.elementFromPoint(box.x + 200, box.y + box.height / 2)"
        ".closest('[data-segment]')?.dataset.segment }"
    )
    there = await _row(page, seen).bounding_box()
    await page.wait_for_timeout(400)  # nothing is awaited: nothing must happen
    assert await _row(page, seen).bounding_box() == there

    # By keyboard to both ends; the browser's search finds what is not drawn.
    await _row(page, seen).click(position={"x": 20, "y": 12})
    await page.keyboard.press("Home")
    await expect(_row(page, "s1")).to_be_focused()
    await expect(_row(page, "s1")).to_be_in_viewport()
    # 09:00 in Hanoi is 11:00 in the zone of this hall
    await expect(_row(page, "s1")).to_contain_text("11:00:00")
    await page.keyboard.press("ArrowDown")
    await expect(_row(page, "s2")).to_be_focused()
    # What somebody else does that far back is seen, too.
    await other.ask("EditSegment", segment="s3", version=1, text="Câu ở đầu đã sửa")
    await expect(_row(page, "s3")).to_contain_text("Câu ở đầu đã sửa")
    seq = await other.ask(
        "SplitSegment", segment="s3", version=2, before="Câu ở đầu", after="đã sửa"
    )
    await other.until_seq(seq)
    await expect(_row(page, "s3")).to_have_count(0)
    await expect(_row(page, "s601")).to_contain_text("Câu ở đầu")
    await _whole(page, 601)
    assert "s600" not in await _rows(page).evaluate_all(
        "(all) => all.map((it) => it.dataset.segment)"
    )
    await page.keyboard.press("End")
    await expect(_row(page, "s600")).to_be_focused()
    await expect(_row(page, "s600")).to_be_in_viewport()


async def test_two_edit_the_same_line_and_nothing_is_lost(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await _edit(other, "s15", "kính thưa đồng trí bí thư đề nghị sửa tuyến đường liên sã")
    await expect(_row(page, "s15")).to_contain_text("đường liên sã")
    await _row(page, "s15").dblclick()
    await _editor(page).fill("kính thưa đồng chí bí thư đề nghị sửa tuyến đường liên sã")
    theirs = "kính thưa đồng trí bí thư tỉnh ủy đề nghị sửa tuyến đường liên xã"
    await _edit(other, "s15", theirs)
    await page.keyboard.press("Control+Enter")

    told = page.get_by_role("alert")
    await expect(told).to_contain_text("Nội dung vừa được người khác sửa")
    await expect(told.locator("mark")).to_have_text(["chí ", "sã", "trí ", "tỉnh ủy ", "xã"])
    await told.get_by_role("button", name="Gộp hai bản").click()
    await page.keyboard.press("Control+Enter")
    both = "kính thưa đồng chí bí thư tỉnh ủy đề nghị sửa tuyến đường liên xã"
    await expect(_row(page, "s15")).to_contain_text(both)
    row = other.view["transcript"]["segments"]["s15"]
    await other.until(lambda: other.view["transcript"]["segments"]["s15"]["text"] == both, str(row))


async def test_a_word_is_heard_from_there_and_keys_rule_the_sound(
    browser: Browser, office: Office
) -> None:
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    await window(browser, office.link("point", "point", POINT))
    await moderator.until(lambda: moderator.view["points"][POINT]["link"] == "here", POINT)
    seq = await moderator.ask("InviteNow", point=POINT, source=POINT, speaker={"name": "Lò Mẫu"})
    await moderator.until_seq(seq)
    page = await window(browser, office.link("secretary", "secretary"))
    row = _rows(page).filter(has=page.locator("[data-word='6']")).first
    await expect(row).to_be_visible(timeout=HEARD)
    row = _row(page, await row.get_attribute("data-segment") or "")
    await moderator.ask("EndFloor", turn=moderator.view["floor"]["speaking"])

    player = page.get_by_role("group", name="Nghe lại")
    playing = player.get_by_role("button", name="Dừng nghe")
    await row.locator("span[data-word='5'], span[data-word='6']").first.click()
    await expect(playing).to_be_visible()
    current = page.locator(".lines .current")
    await expect(current).to_have_attribute("data-word", re.compile("^[56]$"))
    await expect(current).to_have_attribute("data-word", re.compile("^([7-9]|..)$"), timeout=9000)

    await page.keyboard.press("Alt+j")
    await expect(current).to_have_attribute("data-word", re.compile("^[0-6]$"))
    await page.keyboard.press("F3")
    await expect(player).to_contain_text("0.75×")
    for _ in range(2):
        await page.keyboard.press("Alt+=")
    await expect(player).to_contain_text("1.25×")
    await page.keyboard.press("Alt+p")
    await expect(playing).to_have_count(0)

    # Typing stops the sound, a rest lets it go on; Tab plays and pauses without leaving the text.
    await player.get_by_role("checkbox", name="Tự dừng khi gõ").check()
    await row.locator(".time").dblclick()
    await expect(_editor(page)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(playing).to_be_visible()
    await unikey(page, " đường")
    await expect(playing).to_have_count(0)
    await expect(playing).to_be_visible(timeout=5000)
    await page.keyboard.press("Tab")
    await expect(playing).to_have_count(0)
    await expect(_editor(page)).to_be_focused()


async def test_keys_are_put_elsewhere_and_stay_there(browser: Browser, office: Office) -> None:
    await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Phím tắt")
    await help.get_by_role("button", name="Đổi phím: Ghi nhanh").click()
    for key, wrong in {
        "Alt+p": "đã dùng cho việc khác",
        "b": "Chọn phím có Alt",
        "Alt+z": "UniKey",
    }.items():
        await page.keyboard.press(key)
        await expect(help.get_by_role("status")).to_contain_text(wrong)
    await page.keyboard.press("Alt+g")
    await expect(help.locator("kbd", has_text="Alt+G")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(help).to_have_count(0)

    quick = page.get_by_role("textbox", name="Ghi nhanh")
    for _ in range(2):
        await page.keyboard.press("Alt+n")
        await expect(quick).not_to_be_focused()
        await page.keyboard.press("Alt+g")
        await expect(quick).to_be_focused()
        await page.reload()
        await expect(_rows(page).last).to_be_visible()
    await page.get_by_role("button", name="Phím tắt").click()
    await help.get_by_role("button", name="Trả lại phím ban đầu").click()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Alt+n")
    await expect(quick).to_be_focused()


STAYS: Final = (
    "Alt+1",
    "Alt+2",
    "Alt+3",
    "Alt+p",
    "Alt+j",
    "F1",
    "Alt+l",
    "F2",
    "F3",
    "F4",
    "Alt+-",
    "Alt+=",
    "Alt+a",
)
"""Keys that do something beside, and leave caret and text alone."""
LEAVES: Final = ("Alt+ArrowUp", "Alt+ArrowDown", "Alt+m", "Alt+n", "Alt+y", "Alt+s", "Escape")
"""Keys that lead somewhere else: what was typed is kept."""


async def test_unikey_in_the_editor_beside_every_shortcut(browser: Browser, office: Office) -> None:
    await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await _row(page, "s10").dblclick()
    editor = _editor(page)
    await editor.fill("")
    for key in STAYS:
        await unikey(page, "kiến nghị ")
        await page.keyboard.press(key)
        await unikey(page, "đường ")
    await expect(editor).to_have_value("kiến nghị đường " * len(STAYS))
    await expect(editor).to_be_focused()

    # Bursts of Backspace at the very start take nothing but letters.
    text = "Đề nghị sửa đường"
    await editor.fill(text)
    await page.keyboard.press("Home")
    for _ in range(6):
        await page.keyboard.press("Backspace")
    await expect(editor).to_have_value(text)
    await unikey(page, "Kính thưa ")
    for key in LEAVES:
        await page.keyboard.press(key)
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        stayed = await editor.count()
        await (editor.click() if stayed else _row(page, "s10").dblclick())
        await expect(editor).to_have_value(f"Kính thưa {text}")
        await expect(editor).to_be_focused()
    await page.keyboard.press("Control+Enter")
    await expect(_row(page, "s10")).to_contain_text(f"Kính thưa {text}")
    await expect(_rows(page)).to_have_count(20)


async def test_unikey_in_every_form_of_the_desk(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    texts = ("Kiến nghị về đường liên xã", "Đặng Thị Hường", "Giám đốc Sở Xây dựng")

    await page.keyboard.press("Alt+n")
    await unikey(page, texts[0])
    await page.keyboard.press("Enter")
    written = page.locator(".lines .turn").last
    await expect(written).to_contain_text("Lò Văn Mẫu")
    await expect(written).to_contain_text(re.compile(rf"\d\d:\d\d:\d\d\s*{texts[0]}"))

    await page.keyboard.press("Alt+y")
    form = page.get_by_role("form", name="Ghi nhận ý kiến")
    summary = form.get_by_role("textbox").first
    await expect(summary).to_be_focused()
    await summary.fill("")
    await unikey(page, texts[0])
    await expect(summary).to_have_value(texts[0])
    field = form.get_by_role("combobox", name="Lĩnh vực")
    await field.focus()
    await unikey(page, "Đất đai")
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("Đất đai")
    await page.keyboard.press("Control+Enter")
    await expect(form).to_have_count(0)
    await other.until(lambda: other.view["opinions"]["count"] == 1, "the opinion")
    [row] = other.view["opinions"]["rows"].values()
    assert row["summary"] == texts[0]

    await page.keyboard.press("Alt+s")
    dialog = page.get_by_role("dialog")
    for label, text in {"Họ và tên": texts[1], "Chức vụ": texts[2]}.items():
        box = dialog.get_by_label(label)
        await box.fill("")
        await box.focus()
        await unikey(page, text)
        await expect(box).to_have_value(text)
    await dialog.get_by_role("button", name="Lưu").click()
    await expect(page.locator(".lines .who b", has_text=texts[1])).to_be_visible()


async def _texts(page: Page, last: int) -> list[str]:
    said = page.locator(".lines [data-segment] p").filter(has=page.locator("[data-word]"))
    return (await said.all_inner_texts())[-last:]


async def test_lines_are_split_merged_moved_and_put_back(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await _edit(other, "s18", "một hai ba bốn")
    await _edit(other, "s19", "năm sáu bảy tám")
    await _row(page, "s18").dblclick()
    keys = page.keyboard

    # Plain Backspace at the start, as UniKey may send it, merges nothing; Enter within splits.
    await keys.press("Home")
    await keys.press("Backspace")
    for _ in range(7):
        await keys.press("ArrowRight")
    await keys.press("Enter")
    await expect(_row(page, "s18")).to_have_count(0)
    await expect(_row(page, "s21")).to_be_focused()
    assert (await _texts(page, 4))[:3] == ["một hai", "ba bốn", "năm sáu bảy tám"]

    # The same person takes it back; what was split is one again.
    await keys.press("Control+z")
    await expect(_row(page, "s18")).to_contain_text("một hai ba bốn")
    await expect(_row(page, "s21")).to_have_count(0)

    # Ctrl+Backspace at the start merges; what was typed before goes along.
    await _row(page, "s19").dblclick()
    await keys.press("End")
    await unikey(page, " chín")
    await keys.press("Home")
    await keys.press("Control+Backspace")
    await expect(_rows(page)).to_have_count(19)
    merged = page.locator(".lines [data-segment]", has_text="một hai ba bốn năm sáu bảy tám chín")
    await expect(merged).to_be_focused()

    # Words behind the caret go to the next line.
    await keys.press("Enter")
    await keys.press("End")
    for _ in range(len(" tám chín")):
        await keys.press("ArrowLeft")
    await keys.press("Control+ArrowDown")
    await expect(page.locator(".lines [data-segment]").last).to_contain_text("tám chín")
    assert (await _texts(page, 2))[0] == "một hai ba bốn năm sáu bảy"
    said = other.view["transcript"]
    await other.until(lambda: other.view["transcript"]["count"] == 19, str(said["order"]))


async def test_a_line_split_under_ones_hands_loses_nothing(
    browser: Browser, office: Office
) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await _edit(other, "s18", "một hai ba bốn")
    await expect(_row(page, "s18")).to_contain_text("một hai ba bốn")
    await _row(page, "s18").dblclick()
    await _editor(page).fill("một hai ba bốn rưỡi")
    seq = await other.ask(
        "SplitSegment", segment="s18", version=2, before="một hai", after="ba bốn"
    )
    await other.until_seq(seq)
    await expect(_row(page, "s22")).to_contain_text("ba bốn")
    await expect(_editor(page)).to_have_value("một hai ba bốn rưỡi")
    await page.keyboard.press("Control+Enter")
    told = page.get_by_role("alert")
    await expect(told.locator("p.text").first).to_have_text("một hai ba bốn rưỡi")
    await expect(told.locator("p.text").last).to_have_text("một hai")


async def test_who_edits_where_is_seen(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    await page.get_by_role("button", name="Vào bàn thư ký").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Tên của mình").fill("Đặng Thị Thư")
    await dialog.get_by_role("button", name="Vào bàn thư ký").click()
    await expect(page.get_by_role("button", name="Đặng Thị Thư")).to_be_visible()
    seq = await other.ask("TakeSeat", name="Lò Văn Bút")
    await other.until_seq(seq)
    second = await _desk(browser, office)
    await _row(page, "s18").dblclick()
    await expect(_row(second, "s18")).to_contain_text("Đặng Thị Thư đang sửa đoạn này")
    await page.keyboard.press("Escape")
    await expect(_row(second, "s18")).not_to_contain_text("đang sửa")

    # A turn is taken, handed over, and stands in what is left to do; the recap tells it all.
    turn = page.locator(".turn").first
    await turn.get_by_role("button", name="Nhận lượt").click()
    await turn.get_by_label("Bàn giao lượt cho").select_option("Lò Văn Bút")
    await expect(turn).to_contain_text("Lò Văn Bút")
    await page.keyboard.press("Alt+2")
    await expect(page.get_by_text("Lượt còn đoạn chưa xác nhận")).to_be_visible()
    await page.get_by_role("button", name="Tóm tắt cho người đến sau").click()
    recap = page.get_by_role("dialog")
    await expect(recap.get_by_role("row", name="Lò Văn Bút")).to_contain_text("20")


async def test_doubtful_words_are_gone_through_by_keys(browser: Browser, office: Office) -> None:
    other = await _spoken(office, 1, 20)
    page = await _desk(browser, office)
    segments = other.view["transcript"]["segments"]
    doubts = [(id, one) for id in segments for one in segments[id].get("listen", [])]
    tools = page.get_by_role("toolbar")
    await expect(tools).to_contain_text(f"Cần nghe lại ({len(doubts)})")
    for id, (start, _, _) in doubts[:3]:
        await page.keyboard.press("Alt+m")
        await expect(page.locator(".lines .mark").first).to_have_attribute("data-word", str(start))
        await expect(_row(page, id)).to_be_focused()
    await page.keyboard.press("Alt+k")
    await expect(tools).to_contain_text(f"Cần nghe lại ({len(doubts) - 1})")
    id, (start, *_) = doubts[3]
    await expect(_row(page, id).locator(".mark").first).to_have_attribute("data-word", str(start))
    gone = doubts[2]
    await other.until(
        lambda: gone[1] not in other.view["transcript"]["segments"][gone[0]].get("listen", []),
        "the confirmation",
    )


async def test_a_locked_line_is_only_corrected_with_a_reason(
    browser: Browser, office: Office
) -> None:
    other = await _spoken(office, 1, 20)
    for id in list(other.view["transcript"]["order"]):
        seq = await other.ask("VerifySegment", segment=id, version=1)
    await other.until_seq(seq)
    lead = await window(browser, office.link("secretary", "secretary_lead"))
    page = await _desk(browser, office)
    await lead.get_by_role("button", name="Chốt lượt").click()
    async with lead.expect_download() as packet:
        await lead.get_by_role("button", name="Phiếu đối chiếu").first.click()
    with zipfile.ZipFile(await (await packet.value).path()) as files:
        assert "phieu-doi-chieu.docx" in {Path(name).name for name in files.namelist()}
    await expect(page.get_by_role("button", name="Phiếu đối chiếu")).to_have_count(0)
    await expect(_row(page, "s18")).to_contain_text("Đã chốt")
    await _row(page, "s18").dblclick()
    await expect(page.get_by_role("dialog")).to_contain_text("Chỉ trưởng nhóm thư ký")

    await _row(lead, "s18").dblclick()
    dialog = lead.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Đính chính đoạn đã chốt").fill("")
    await unikey(lead, "Đề nghị đính chính")
    await expect(dialog.get_by_role("button", name="Lưu")).to_be_disabled()
    await dialog.get_by_label("Lý do đính chính").focus()
    await unikey(lead, "Nghe nhầm số liệu")
    await dialog.get_by_role("button", name="Lưu").click()
    await expect(_row(page, "s18")).to_contain_text("Đề nghị đính chính")
    await expect(_row(page, "s18")).to_contain_text("đã đính chính")
