"""The register by keyboard alone: sixteen speeches become sixteen complete opinions, with
recognition and without; what a secretary does with them; what the point says of its own."""

import os
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, expect

from server.live.liveroom import LiveRoom
from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Json, Link
from server.rooms.floor import EndFloor, InviteNow
from server.rooms.plan import Person
from server.rooms.room import Command
from server.rooms.session import AllowRecording, OpenConference
from server.rooms.transcript import RecordSegment, Word
from server.rooms.words import SYSTEM, Actor, Role
from server.settings import Settings
from server.store.bell import MemoryBell
from server.store.database import connect
from server.store.log import SqlLog
from tests.e2e.chrome import window
from tests.e2e.office import House, Office
from tests.e2e.test_looks import AXE, OVERFLOWS, serious
from tests.e2e.test_register import an_agency, as_agency
from tests.setup.given import book

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
TOLD: Final = scenario()["interventions"]
FIELDS: Final = {field["code"]: field["name"] for field in scenario()["plan"]["fields"]}
LEVELS: Final = ("commune", "district", "province", "central", "other")
BEGAN: Final = 1_780_279_200_000
PRINTED: Final = """() => {
  window.print = () => (window.slip = document.querySelector('.receipt').textContent);
}"""
MODERATOR: Final = Actor("dieu-hanh", Role.MODERATOR)


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference(plan_for(scenario(), 20, len(TOLD)))
    yield made
    await made.leave()


async def recognised(office: Office) -> None:
    """Sixteen people have spoken, and were understood: as the service writes it down, before
    anybody has entered."""
    now = BEGAN
    database = connect(Settings(data_dir=office.folder).database)
    room = LiveRoom(office.id, SqlLog(database), MemoryBell(), lambda: now, lambda: None)
    await room.open()

    async def ask(command: Command, actor: Actor = MODERATOR) -> None:
        await room.submit(command, actor, str(uuid.uuid4()), "")

    await ask(OpenConference())
    await ask(AllowRecording())
    for one in TOLD:
        await ask(InviteNow(one["point"], speaker=Person(**one["speaker"])))
        turn, heard = room.room.floor.speaking, one["topic"].lower().rstrip(".").split()
        words = tuple(
            Word(word, now + 300 * n, now + 300 * n + 250, 0.9) for n, word in enumerate(heard)
        )
        await ask(RecordSegment(turn, now, words[-1].ends, one["topic"], words), SYSTEM)
        now = words[-1].ends + 1000
        await ask(EndFloor(turn))
        now += 1000
    await room.close()
    await database.close()


async def desk(browser: Browser, office: Office, role: str = "secretary", **options: Any) -> Page:
    page = await window(browser, office.link("secretary", role), **options)
    await expect(page.get_by_role("tab", name="Việc còn lại")).to_be_visible()
    return page


async def log(page: Page, one: Json) -> None:
    """The next speech that has no opinion, by keyboard alone: summary, field, authority."""
    form = page.get_by_role("form", name="Ghi nhận ý kiến")
    keys = page.keyboard
    await keys.press("Alt+i")
    await expect(form.get_by_label("Tóm tắt nội dung")).to_be_focused()
    await keys.type(one["summary"])
    await keys.press("Tab")
    await keys.type(FIELDS[one["field"]])
    await keys.press("Enter")
    await keys.press("Tab")  # to the kind, which a suggestion or nobody says
    await keys.press("Tab")
    await keys.press("Space")
    for _ in range(LEVELS.index(one["authority"])):
        await keys.press("ArrowRight")
    await keys.press("Enter")
    await expect(form).to_have_count(0)


async def complete(link: Link) -> None:
    """Every row of the register is what the speech asked for."""
    register = link.view["opinions"]
    rows = [register["rows"][id] for id in register["order"]]
    told = [(one["summary"], one["field"], one["authority"], one["point"]) for one in TOLD]
    assert [(row["summary"], row["field"], row["authority"], row["point"]) for row in rows] == told
    assert all(row["text"] for row in rows)
    assert (register["speeches"], register.get("drafts", [])) == (len(TOLD), [])


async def test_sixteen_recognised_speeches_by_keyboard_alone(
    browser: Browser, office: Office
) -> None:
    await recognised(office)
    watcher = await office.enter("secretary")
    page = await desk(browser, office)
    await expect(page.locator("[data-segment]").first).to_be_visible()
    began = time.monotonic()
    for one in TOLD:
        await log(page, one)
    each = (time.monotonic() - began) / len(TOLD)
    await watcher.until(lambda: watcher.view["opinions"]["count"] == len(TOLD), "all rows")
    await complete(watcher)
    assert each < 15, f"{each:.1f} s for one opinion"


async def test_sixteen_speeches_without_recognition_by_keyboard_alone(
    browser: Browser, office: Office
) -> None:
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    watcher = await office.enter("secretary")
    page = await desk(browser, office)
    for one in TOLD:
        await moderator.until_seq(
            await moderator.ask("InviteNow", point=one["point"], speaker=one["speaker"])
        )
        turn = moderator.view["floor"]["speaking"]
        await expect(page.locator(".now")).to_contain_text(one["speaker"]["name"])
        await expect(page.get_by_label("Ghi nhanh")).to_be_enabled()
        await page.keyboard.press("Alt+n")
        await expect(page.get_by_label("Ghi nhanh")).to_be_focused()
        await page.keyboard.type(one["topic"])
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-segment]").last).to_contain_text(one["topic"][:40])
        await watcher.until_seq(await moderator.ask("EndFloor", turn=turn))
        await expect(page.get_by_role("tab", name="Việc còn lại")).to_contain_text("1")
        await log(page, one)
    await watcher.until(lambda: watcher.view["opinions"]["count"] == len(TOLD), "all rows")
    await complete(watcher)


async def test_three_keys_take_what_the_words_suggest(browser: Browser, office: Office) -> None:
    await recognised(office)
    watcher = await office.enter("secretary")
    page = await desk(browser, office)
    await page.keyboard.press("Alt+i")
    await expect(page.get_by_text("Gợi ý:")).to_be_visible()
    await page.keyboard.press("Alt+g")
    await page.keyboard.press("Enter")
    await watcher.until(lambda: watcher.view["opinions"]["count"] == 1, "a row")
    [row] = watcher.view["opinions"]["rows"].values()
    assert row["field"] and row["kind"] == "petition"
    assert row["summary"].startswith("Đề nghị ban hành hướng dẫn")


async def _one(office: Office) -> tuple[Link, Link]:
    """A moderator, a secretary, and YK001 of the first point."""
    moderator, secretary = await office.enter("moderator"), await office.enter("secretary")
    await moderator.ask("OpenConference")
    one = TOLD[0]
    await moderator.ask("InviteNow", point=one["point"], speaker=one["speaker"])
    await secretary.ask("WriteSegment", turn="t1", text=one["topic"])
    await moderator.ask("EndFloor", turn="t1")
    await secretary.ask("LogOpinion", turn="t1", segments=["s1"], summary=one["summary"])
    return moderator, secretary


async def _card(page: Page, tab: str) -> None:
    row = page.get_by_role("button", name="YK001").first
    if await row.get_attribute("aria-expanded") != "true":
        await row.click()
    await page.locator(".card").get_by_text(tab, exact=True).first.click()


async def test_an_opinion_is_assigned_answered_merged_and_its_history_told(
    browser: Browser, office: Office
) -> None:
    _, secretary = await _one(office)
    await secretary.ask("LogOpinion", text="Cũng xin hướng dẫn", summary="Xin hướng dẫn đấu giá")
    page = await desk(browser, office)
    card = page.locator(".card")

    await _card(page, "Giao xử lý")
    await card.get_by_role("combobox", name="Cơ quan chủ trì").fill("Sở Tư pháp")
    deadline = card.get_by_role("group", name="Hạn trả lời")
    await deadline.get_by_role("combobox").select_option("day")
    await deadline.locator("input[type=date]").fill("2001-01-01")
    await card.get_by_role("button", name="Giao xử lý").click()
    await expect(deadline.get_by_text("trước ngày hội nghị")).to_be_visible()
    await deadline.get_by_role("combobox").select_option("working")
    await deadline.get_by_role("textbox").fill("5")
    await expect(deadline.get_by_text("tính từ ngày hội nghị")).to_be_visible()
    await card.get_by_role("button", name="Giao xử lý").click()
    await expect(card.get_by_role("status").get_by_text("Đã giao xử lý")).to_be_visible()

    await _card(page, "Trả lời")
    await card.get_by_label("Hình thức trả lời").select_option("written")
    await card.get_by_label("Số, ký hiệu văn bản").fill("12/STP")
    await card.get_by_role("button", name="Lưu").click()
    await expect(card.get_by_text("Đã ghi câu trả lời")).to_be_visible()

    await _card(page, "Gộp")
    await card.get_by_role("combobox", name="Ý kiến trùng").fill("YK002")
    await page.keyboard.press("Enter")
    await card.get_by_role("button", name="Gộp ý kiến trùng").click()
    await expect(page.get_by_text("Đã gộp vào YK001")).to_be_visible()
    await card.get_by_role("button", name="Tách lại").click()
    await expect(page.get_by_text("Đã gộp vào YK001")).to_have_count(0)

    await _card(page, "Lịch sử")
    await expect(card.get_by_text("Sở Tư pháp")).to_be_visible()
    row = secretary.view["opinions"]["rows"]["y1"]
    assert (row["lead"], row["answer"], row["answer_paper"]) == (
        "Sở Tư pháp", "written", {"number": "12/STP"},
    )  # fmt: skip
    assert row["answer_term"]["days"] == 5


async def test_what_an_agency_reports_stands_on_the_desk_until_it_is_settled(
    browser: Browser, house: House
) -> None:
    plan = plan_for(scenario(), 20, len(TOLD)) | {"kind": "real", "date": "2024-04-25"}
    office = await house.conference(plan)  # of a rehearsal agencies know nothing
    _, secretary = await _one(office)
    name, _, code = (await an_agency(house)).partition("#")
    seq = await secretary.ask("AssignOpinion", opinion="y1", lead=name)
    await secretary.until_seq(seq)
    page = await desk(browser, office)
    row = page.get_by_role("button", name="YK001").first
    await expect(row).to_contain_text(name)
    await expect(row).not_to_contain_text("Đơn vị báo")
    done = {"type": "ResolveOpinion", "opinion": "y1", "version": 0, "result": "resolved"}
    await as_agency(house, office, code, done | {"text": "Đã sửa xong mặt đường"})
    await expect(row).to_contain_text("Đơn vị báo đã giải quyết, chờ xác nhận")
    lead = await office.enter("secretary_lead")
    plea = {"opinion": "y1", "version": 0, "plea": "result", "agreed": True}
    await lead.ask("DecidePlea", **plea)
    await expect(row).not_to_contain_text("Đơn vị báo")
    await expect(row).to_contain_text("Đã giải quyết xong")
    await office.leave()


async def test_the_point_says_that_it_is_right_or_what_to_amend(
    browser: Browser, office: Office
) -> None:
    _, secretary = await _one(office)
    one = TOLD[0]
    page = await window(browser, office.link("point", "point", one["point"]))
    await expect(page.get_by_text(one["summary"])).to_be_visible()
    await page.get_by_role("button", name="Đề nghị sửa").click()
    await page.get_by_label("Phần cần sửa").fill("Cả đất lúa")
    await page.get_by_role("button", name="Gửi đề nghị sửa").click()
    await expect(page.get_by_text("Đã gửi đề nghị sửa")).to_be_visible()
    await page.get_by_role("button", name="Đúng ý").click()
    await expect(page.get_by_text("Đã xác nhận đúng ý")).to_be_visible()
    await secretary.until(
        lambda: secretary.view["opinions"]["rows"]["y1"]["feedback"]["verdict"] == "right",
        "the point's word",
    )
    await page.evaluate(PRINTED)
    await page.get_by_role("button", name="In phiếu tiếp nhận").click()
    slip = await page.evaluate("window.slip")
    assert "YK001" in slip and one["summary"] in slip and "Hạn trả lời" in slip


async def test_a_list_is_looked_at_and_taken_in_and_the_list_is_frozen(
    browser: Browser, office: Office
) -> None:
    _, secretary = await _one(office)
    page = await desk(browser, office, "secretary_lead")
    sheet = (("Nội dung", "Họ tên"), ("Đề nghị cấp nước", "Lò Văn Mẫu"), ("=1+1", None))
    await page.get_by_role("button", name="Nhập từ Excel").click()
    file = page.get_by_label("Tệp ý kiến")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    bad = FilePayload(name="a.xlsx", mimeType=kind, buffer=book({"Ý kiến": sheet}))
    await file.set_input_files(bad)
    await expect(page.get_by_text("1 lỗi. Chưa dòng nào được nhập")).to_be_visible()
    good = FilePayload(name="b.xlsx", mimeType=kind, buffer=book({"Ý kiến": sheet[:2]}))
    await file.set_input_files(good)
    await expect(page.get_by_text("1 ý kiến mới")).to_be_visible()
    await page.get_by_role("button", name="Nhập 1 ý kiến").click()
    await expect(page.get_by_text("Đề nghị cấp nước").first).to_be_visible()

    await page.get_by_role("button", name="Chốt danh mục").click()
    await page.get_by_role("dialog").get_by_role("button", name="Chốt danh mục").click()
    await expect(page.get_by_text("Đã chốt 2 ý kiến")).to_be_visible()
    await _card(page, "Nội dung")
    card = page.locator(".card")
    await card.get_by_label("Tóm tắt nội dung").fill("Tóm tắt khác")
    await card.get_by_label("Lý do đính chính").fill("Nghe nhầm")
    await card.get_by_role("button", name="Đính chính").click()
    await expect(page.get_by_text("Đính chính: Nghe nhầm")).to_be_visible()
    await secretary.until(
        lambda: secretary.view["opinions"]["rows"]["y1"].get("corrections") == 1, "a correction"
    )


async def test_the_forms_hold_what_they_must(browser: Browser, office: Office) -> None:
    await _one(office)
    page = await desk(browser, office, bypass_csp=True)
    await page.add_script_tag(path=AXE)
    await page.locator("[data-segment]").last.focus()
    await page.keyboard.press("Alt+y")
    await expect(page.get_by_text("Gợi ý:")).to_be_visible()
    found = await _seen(page, "Ghi nhận ý kiến")
    await page.keyboard.press("Escape")
    for tab in ("Nội dung", "Giao xử lý", "Trả lời", "Kết quả", "Gộp", "Lịch sử"):
        await _card(page, tab)
        found += await _seen(page, tab)
    await page.get_by_role("button", name="Nhập từ Excel").click()
    found += await _seen(page, "Nhập từ Excel")
    point = await window(browser, office.link("point", "point", TOLD[0]["point"]), bypass_csp=True)
    await point.add_script_tag(path=AXE)
    await point.get_by_role("button", name="Đề nghị sửa").click()
    found += await _seen(point, "Ý kiến của điểm cầu", "[aria-labelledby=checks]")
    assert found == []


async def _seen(page: Page, name: str, part: str = ".made") -> list[str]:
    """What is wrong with `part` of the page, in both themes."""
    found = [f"{name}: {one}" for one in await page.evaluate(OVERFLOWS)]
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found += serious(await page.evaluate(f"axe.run('{part}')"), f"{name} {theme}")
        if folder := os.environ.get("SHOTS"):
            await page.screenshot(path=f"{folder}/{name}-{theme}.png")
    return found
