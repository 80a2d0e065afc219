"""The rest of the moderator's job, by keyboard alone: who does not answer, who answers whom, what
time is left, complaints, the hall's screen; and the trial of the day before."""

import time
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Link
from tests.e2e.acts import rested
from tests.e2e.chrome import window
from tests.e2e.office import POINTS, TURNS, House, Office
from tests.e2e.test_desk import NAMES, desk, enter, faults, rows, tab_to, waiting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
SECONDS_A_KEY = 0.28
"""Of a typist who is neither slow nor skilled (the keystroke-level model's figure)."""


async def with_rules(house: House, **rules: int) -> Office:
    told = scenario()
    plan = plan_for(told, POINTS, TURNS)
    return await house.conference(plan | {"rules": plan.get("rules", {}) | rules})


async def spoken(moderator: Link, count: int) -> None:
    """The first `count` who wait have spoken, t1 on."""
    for n in range(1, count + 1):
        await moderator.ask("CallSpeaker", request=f"r{n}")
        await moderator.ask("TakeFloor", turn=f"t{n}")
        seq = await moderator.ask("EndFloor", turn=f"t{n}")
    await moderator.until_seq(seq)


async def lost(office: Office, moderator: Link, id: str) -> None:
    """The point `id` comes, and its line breaks."""
    point = await office.enter("point", id)
    await moderator.until(lambda: moderator.view["points"][id]["link"] == "here", "it is here")
    await point.close()
    await moderator.until(lambda: moderator.view["points"][id]["link"] == "lost", "it is away")


def told(view: Any, what: str) -> list[str]:
    return list(view["floor"].get(what, ()))


async def test_whoever_does_not_answer_is_held_and_the_next_is_offered(
    browser: Browser, house: House
) -> None:
    office = await with_rules(house, answer=1)
    try:
        await waiting(office)
        page = await desk(browser, office)
        coming = page.get_by_role("group", name="Đã mời, lượt tạm dừng")
        await page.keyboard.press("F2")
        await expect(coming.get_by_text(NAMES[0])).to_be_visible()
        await expect(coming.get_by_text("Chưa trả lời lời mời")).to_be_visible()
        await expect(page.get_by_role("button", name=f"Mời {NAMES[1]}")).to_be_enabled()
        await rested(page)
        await page.keyboard.press("h")
        await expect(coming.get_by_text(NAMES[0])).to_have_count(0)
        await expect(page.get_by_role("heading", name="Mời sau")).to_be_visible()
        await expect(rows(page)).to_have_text([*NAMES[1:], NAMES[0]])
        await rested(page)
        await page.keyboard.press("F2")
        await expect(coming.get_by_text(NAMES[1])).to_be_visible()
    finally:
        await office.leave()


async def test_a_point_away_is_called_and_the_moderator_is_told(
    browser: Browser, office: Office
) -> None:
    moderator = await waiting(office)
    await lost(office, moderator, office.points[1])
    page = await desk(browser, office)
    await moderator.until_seq(await moderator.ask("LowerHand", request="r1"))
    await expect(rows(page)).to_have_text(NAMES[1:])
    await page.keyboard.press("F2")
    coming = page.get_by_role("group", name="Đã mời, lượt tạm dừng")
    await expect(coming.get_by_text("Điểm cầu mất kết nối phần mềm")).to_be_visible()
    await expect(coming.get_by_role("button", name="Mời sau")).to_be_enabled()
    assert "speaking" not in moderator.view["floor"]


async def test_a_paper_slip_of_a_point_without_a_line_is_typed_in_within_20_s(
    browser: Browser, office: Office
) -> None:
    """Counted in keys, Telex ones included: so many does an ordinary typist press in 20 s."""
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await lost(office, moderator, office.points[1])
    place = moderator.view["points"][office.points[1]]["name"]
    page = await window(browser, office.link("moderate", "moderator"))
    await expect(page.get_by_role("button", name="Đăng ký thay")).to_be_enabled()
    keys = 0

    async def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            await page.keyboard.press(name)
        keys += len(names)

    async def write(text: str, telex: str) -> None:
        nonlocal keys
        await page.keyboard.type(text)
        keys += len(telex)

    await press("t")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("combobox", name="Điểm cầu")).to_be_focused()
    await write("hakhanh", "hakhanh")
    await press("Enter", "Tab", "Tab")
    await expect(dialog.get_by_label("Họ và tên")).to_be_focused()
    await write("Vi Thị Luyện", "Vi Thij Luyeenj")
    await press("Tab", "Tab", "Tab")
    await write("Đường vào thôn", "DDuowngf vaof thoon")
    save = dialog.get_by_role("button", name="Đăng ký thay", exact=True)
    while not await save.evaluate("(it) => it === document.activeElement"):
        assert keys < 100, "Tab never comes to the button"
        await press("Tab")
    await press("Enter")
    await expect(rows(page)).to_have_text(["Vi Thị Luyện"])
    await moderator.until(lambda: bool(moderator.view["queue"]["requests"]), "it is written")
    [request] = moderator.view["queue"]["requests"].values()
    assert (request["place"], request["topic"]) == (place, "Đường vào thôn")
    assert keys * SECONDS_A_KEY < 20, keys


async def test_one_reply_answers_three_and_the_others_are_settled(
    browser: Browser, office: Office
) -> None:
    moderator = await waiting(office)
    await spoken(moderator, 5)
    await moderator.until_seq(
        await moderator.ask("InviteNow", point=office.points[-1], kind="reply")
    )
    page = await window(browser, office.link("moderate", "moderator"))
    bar = page.get_by_role("button", name="Chưa trả lời: 5")
    await expect(bar).to_be_visible()
    await page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Trả lời ý kiến")
    for name in NAMES[:3]:
        await dialog.get_by_role("checkbox", name=name).focus()
        await page.keyboard.press("Space")
    await dialog.get_by_role("button", name="Gắn với trả lời của").focus()
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("checkbox")).to_have_count(2)
    for name in NAMES[3:]:
        await dialog.get_by_role("checkbox", name=name).focus()
        await page.keyboard.press("Space")
    await dialog.get_by_role("radio", name="Giao cơ quan").focus()
    await page.keyboard.press("Space")
    await tab_to(page, "Ghi cách xử lý")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_text("Mọi ý kiến đã được trả lời hoặc xử lý.")).to_be_visible()
    await moderator.until(lambda: not told(moderator.view, "unanswered"), "all are settled")
    turns = moderator.view["floor"]["turns"]
    assert turns["t6"]["answers"] == ["t1", "t2", "t3"]
    assert {turns[id]["disposed"] for id in ("t4", "t5")} == {"assigned"}


async def test_time_that_is_short_is_told_and_what_could_be_done(
    browser: Browser, office: Office
) -> None:
    """The proposals of the forecast, each by its button; who has had how much."""
    moderator = await waiting(office)
    await spoken(moderator, 1)
    await moderator.ask("SetRules", rules={"speech": 300, "reply": 60})
    until = int(time.time() * 1000) + 12 * 60_000
    await moderator.until_seq(await moderator.ask("SetBudget", until=until))
    page = await desk_of(browser, office)
    await page.keyboard.press("p")
    dialog = page.get_by_role("dialog", name="Thời gian đối thoại")
    await expect(dialog.get_by_text("4 người chờ")).to_be_visible()
    await expect(dialog.get_by_text("Nên đóng danh sách")).to_be_visible()
    await expect(dialog.get_by_text("nên mời gửi bằng văn bản")).to_be_visible()
    for by, name in (("Điểm cầu", ""), ("Cụm", ""), ("Lĩnh vực", "Chưa chọn lĩnh vực")):
        await dialog.get_by_role("radio", name=by).focus()
        await page.keyboard.press("Space")
        await expect(dialog.get_by_text("1 lượt")).to_have_count(1)
        if name:
            await expect(dialog.get_by_text(name)).to_be_visible()
    await tab_to(page, "Đóng danh sách")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_text("Nên đóng danh sách")).to_have_count(0)
    await tab_to(page, "Rút ngắn")
    await page.keyboard.press("Enter")
    await enter(page, "Lưu")
    await moderator.until(
        lambda: moderator.view["conference"]["rules"]["speech"] < 300, "turns are shorter"
    )
    speech = moderator.view["conference"]["rules"]["speech"]
    assert speech >= 60 and speech % 6 == 0 and moderator.view["queue"]["closed"] is True


async def desk_of(browser: Browser, office: Office) -> Page:
    page = await window(browser, office.link("moderate", "moderator"))
    await expect(page.get_by_text(NAMES[1]).first).to_be_visible()
    return page


async def test_a_complaint_at_the_microphone_leaves_the_hall_s_screen(
    browser: Browser, office: Office
) -> None:
    """Its name plate goes by the same act, and the moderator still sees who speaks (D9)."""
    moderator = await waiting(office)
    await moderator.ask("CallSpeaker", request="r1")
    await moderator.until_seq(await moderator.ask("TakeFloor", turn="t1"))
    hall = await window(browser, office.link("hall", "hall"))
    page = await desk(browser, office)
    await expect(hall.get_by_text(NAMES[0])).to_be_visible()
    await page.get_by_role("button", name="Chuyển đơn").focus()
    await page.keyboard.press("Enter")
    await enter(page, "Chuyển đơn")
    await expect(hall.get_by_text(NAMES[0])).to_have_count(0)
    await expect(page.get_by_text("Khiếu nại", exact=True).first).to_be_visible()
    floor = page.get_by_role("region", name="Đang phát biểu")
    await expect(floor.get_by_text(NAMES[0]).first).to_be_visible()
    await moderator.until(
        lambda: moderator.view["queue"]["requests"]["r1"]["state"] == "diverted", "it is diverted"
    )


async def test_a_wrong_name_and_the_hall_s_screen(browser: Browser, office: Office) -> None:
    """Put right by one act on every screen; hidden by one key; the screen goes to the title."""
    moderator = await waiting(office)
    await moderator.ask("CallSpeaker", request="r1")
    await moderator.until_seq(await moderator.ask("TakeFloor", turn="t1"))
    hall = await window(browser, office.link("hall", "hall"))
    page = await desk(browser, office)
    await expect(hall.get_by_text(NAMES[0])).to_be_visible()
    await page.keyboard.press("s")
    dialog = page.get_by_role("dialog", name="Sửa người phát biểu")
    await dialog.get_by_label("Họ và tên").fill("Vi Thị Luyện")
    await enter(page, "Lưu")
    await expect(hall.get_by_text("Vi Thị Luyện")).to_be_visible()
    await expect(hall.get_by_text(NAMES[0])).to_have_count(0)
    await rested(page)
    await page.keyboard.press("n")
    await expect(hall.get_by_text("Vi Thị Luyện")).to_have_count(0)
    await rested(page)
    await page.keyboard.press("n")
    await expect(hall.get_by_text("Vi Thị Luyện")).to_be_visible()
    await page.get_by_label("Màn hình hội trường").select_option("title")
    await expect(hall.get_by_text("Vi Thị Luyện")).to_have_count(0)


async def test_the_five_checks_of_a_trial_are_walked_through(
    browser: Browser, office: Office
) -> None:
    """The demo's conference is one of rehearsal: the point's page marks what it sees happen."""
    moderator = await office.enter("moderator")
    await moderator.until_seq(await moderator.ask("OpenConference"))
    id = office.points[1]
    point = await window(browser, office.link("point", "point", id), bypass_csp=True)
    await expect(point.get_by_text("Chạy thử: đạt 0/5")).to_be_visible()
    await point.get_by_role("button", name="Đăng ký phát biểu").first.click()
    await point.get_by_label("Họ và tên").fill(NAMES[0])
    await point.get_by_role("button", name="Gửi đăng ký").click()
    await expect(point.get_by_text("Chạy thử: đạt 1/5")).to_be_visible()
    await moderator.ask("SendNotice", kind="soon", points=[id])
    await point.get_by_role("button", name="Đã nhận").click()
    await expect(point.get_by_text("Chạy thử: đạt 2/5")).to_be_visible()
    for what in ("Nói thử, thấy vạch âm thanh chạy", "Nghe rõ âm báo"):
        await point.get_by_role("button", name=f"Đã được: {what}").click()
    await expect(point.get_by_text("Chạy thử: đạt 4/5")).to_be_visible()
    assert await faults(point, "trial") == []
    await moderator.ask("CallSpeaker", request="r1")
    await point.get_by_role("button", name="Sẵn sàng phát biểu").click()
    await moderator.until(
        lambda: len(moderator.view["points"][id].get("checks", ())) == 5, "all five"
    )


async def test_what_a_point_was_promised_lies_before_the_chair_when_it_is_called(
    browser: Browser, office: Office
) -> None:
    """*Lời dẫn* and *Hồ sơ điểm cầu* (D25)."""
    moderator = await waiting(office)
    secretary = await office.enter("secretary")
    place, soon = office.points[1], (date.today() + timedelta(days=20)).isoformat()
    await secretary.ask("LogOpinion", text="x", point=place, summary="Đề nghị sửa cầu treo")
    await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng", resolve_by=soon)
    await secretary.ask("AnswerOpinion", opinion="y1", answer="here", promise="Sửa xong quý II")
    page = await desk(browser, office)
    chair = await window(browser, office.link("chair", "chair"), bypass_csp=True)
    await expect(chair.get_by_text(NAMES[1]).first).to_be_visible()
    await expect(chair.get_by_text("Hồ sơ điểm cầu")).to_have_count(0)
    await moderator.ask("CallSpeaker", request="r2")
    await expect(chair.get_by_text("Hồ sơ điểm cầu")).to_be_visible()
    await expect(chair.get_by_text("1 đã cam kết")).to_be_visible()
    await expect(chair.get_by_text("Sửa xong quý II").last).to_be_visible()
    assert await faults(chair, "chair") == []
    script = page.get_by_role("region", name="Lời dẫn")
    await expect(script.get_by_text(NAMES[1])).to_be_visible()
    await expect(script.get_by_text("1 đã cam kết")).to_be_visible()


async def test_a_voice_that_is_lost_stops_the_clock_and_comes_back_with_its_time(
    browser: Browser, office: Office
) -> None:
    """*Mất tín hiệu*, *Mời tiếp sau*, and the same turn again (D7)."""
    moderator = await waiting(office)
    await moderator.ask("CallSpeaker", request="r1")
    await moderator.until_seq(await moderator.ask("TakeFloor", turn="t1"))
    page = await desk(browser, office)
    coming = page.get_by_role("group", name="Đã mời, lượt tạm dừng")
    await expect(page.get_by_role("button", name="Mất tín hiệu")).to_be_enabled()
    await page.keyboard.press("m")
    await expect(coming.get_by_text("Mất tín hiệu")).to_be_visible()
    await moderator.until(lambda: moderator.view["floor"].get("speaking") is None, "it stands")
    await rested(page)
    await page.keyboard.press("F2")
    await rested(page)
    await page.keyboard.press("b")
    await expect(page.get_by_role("button", name="Dừng phát biểu").first).to_be_enabled()
    await page.keyboard.press("d")
    await enter(page, "Dừng phát biểu")
    await rested(page)
    await page.keyboard.press("m")
    await moderator.until(lambda: moderator.view["floor"].get("speaking") == "t1", "it resumes")
    first, again = moderator.view["floor"]["turns"]["t1"]["spans"]
    assert first[0] < first[1] < again[0] and not again[1]
