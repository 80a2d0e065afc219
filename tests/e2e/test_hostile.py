"""Markup and endless names in every text, codes that are none, and pages without a certificate."""

import re
from typing import Final

import pytest
from playwright.async_api import Browser, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Json, Link
from tests.e2e.acts import press
from tests.e2e.chrome import SIZES, window
from tests.e2e.office import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
POINT: Final = "DC109"
MARK: Final = (
    "\"><b data-owned>x</b><img src=x onerror='owned=1'><svg onload='owned=1'>"
    "<script>owned=1</script>{{7*7}}${7*7}"
)
"""Becomes an element, or runs, wherever a page takes it for markup."""
ENDLESS: Final = "Nguyễn" * 33 + "Hồ"
"""200 characters without a place to break."""
BAD: Final = ENDLESS[: 300 - len(MARK)] + MARK
HEAD: Final = ENDLESS[:90]
"""How every bad text begins, or goes on after an id."""
PERSON: Final = {"name": BAD, "title": BAD, "unit": BAD, "address": "đồng chí"}
OWNED: Final = "typeof owned !== 'undefined' || document.querySelector('[data-owned]') !== null"
WIDE: Final = """() => {
  const kept = (one) => { // by something around it that scrolls or cuts
    for (let box = one.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && !kept(one)
      && one.getBoundingClientRect().right > edge)
    .map((one) => one.outerHTML.slice(0, 120));
}"""
"""What sticks out of the page."""


def hostile() -> tuple[Json, Json]:
    """A plan and people whose every text is bad."""
    told = scenario()
    plan = plan_for(told, 6, 1) | {"short_title": BAD, "title": BAD, "place": BAD}
    plan["points"] = [
        one | {"name": f"{one['id']}{BAD}"[:300], "cluster": BAD, "district": BAD}
        for one in plan["points"]
    ]
    plan["agenda"] = [one | {"title": BAD, "responsible": BAD} for one in plan["agenda"]]
    plan["fields"] = [{"code": "LV01", "name": BAD}]
    plan["agencies"] = [BAD]
    plan["kind"] = "real"  # a rehearsal is in no register
    return plan, {"chairs": [PERSON], "moderator": PERSON, "secretaries": [PERSON]}


async def _filled(office: Office) -> tuple[Link, Link]:
    """Every text that a person may write while it runs: moderator and secretary."""
    moderator, secretary = await office.enter("moderator"), await office.enter("secretary")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    await moderator.until_seq(await moderator.ask("SetCaptions", captions="live"))
    item = moderator.view["conference"]["agenda"][-1]["id"]
    await moderator.ask("GoToItem", item=item)
    await moderator.ask("CheckIn", point=POINT, present=3, note=BAD)
    seq = await moderator.ask("InviteNow", point=POINT, speaker=PERSON)
    await secretary.until_seq(seq)
    turn = secretary.view["floor"]["speaking"]
    await secretary.ask("WriteSegment", turn=turn, text=BAD * 3)
    seq = await secretary.ask("LogOpinion", turn=turn, summary=BAD * 3, field="LV01")
    await secretary.until_seq(seq)
    [opinion] = secretary.view["opinions"]["order"]
    await secretary.ask("AssignOpinion", opinion=opinion, lead=BAD, coordinating=[BAD])
    await secretary.ask(
        "AnswerOpinion", opinion=opinion, answer="here", text=BAD, promise=BAD, turn=turn
    )
    await secretary.ask("ForwardOpinion", opinion=opinion, to=BAD)
    tasks = [{"content": BAD, "lead": BAD, "coordinating": [BAD], "opinions": [opinion]}]
    await secretary.ask("SetConclusionPoint", title=BAD, text=BAD, tasks=tasks)
    for place in (POINT, "DC000"):
        speaker = PERSON | {"unit": f"{place}{BAD}"[:300]}
        await moderator.ask("RaiseHand", point=place, speaker=speaker, topic=BAD, field="LV01")
    return moderator, secretary


async def _harmless(page: Page, where: str) -> None:
    """Nothing was taken for markup, and nothing sticks out."""
    assert not await page.evaluate(OWNED), f"markup is alive: {where}"
    assert await page.evaluate(WIDE) == [], f"sticks out: {where}"


async def _seen(page: Page, where: str) -> None:
    """The page shows bad texts, harmless at every size."""
    await expect(page.get_by_text(HEAD).filter(visible=True).first).to_be_visible()
    for size in ("phone", "screen", "laptop"):
        width, height = SIZES[size]
        await page.set_viewport_size({"width": width, "height": height})
        await _harmless(page, f"{where} at {size}")


async def test_markup_and_endless_names_are_only_text_on_every_page(
    browser: Browser, office: Office
) -> None:
    told = await office.house.conference(*hostile())
    try:
        await _filled(told)
        await _point(browser, told)
        await _desks(browser, told)
        await _others(browser, told)
    finally:
        await told.leave()


async def _point(browser: Browser, told: Office) -> None:
    speaking = await window(browser, told.link("point", "point", POINT))
    await expect(speaking.get_by_role("dialog").get_by_text(HEAD).first).to_be_visible()
    await _harmless(speaking, "point, speaking")
    other = next(one for one in told.points if one not in (POINT, "DC000"))
    point = await window(browser, told.link("point", "point", other))
    await press(point, "Đăng ký phát biểu")
    for label in ("Họ và tên", "Chức vụ", "Đơn vị", "Nội dung đăng ký"):
        await point.get_by_label(label).fill(BAD)
    await _harmless(point, "point, form")
    await press(point, "Gửi đăng ký")
    await expect(point.get_by_text(re.compile("thứ tự dự kiến 3$")).last).to_be_visible()
    await _seen(point, "point")


async def _desks(browser: Browser, told: Office) -> None:
    moderator = await window(browser, told.link("moderate", "moderator"))
    await _seen(moderator, "moderate")
    for key in ("F9", "s", "t", "c"):
        await moderator.keyboard.press(key)
        await expect(moderator.get_by_role("dialog")).to_be_visible()
        await _harmless(moderator, f"moderate, {key}")
        for _ in range(2):  # the first may close a list
            await moderator.keyboard.press("Escape")
        await expect(moderator.get_by_role("dialog")).to_have_count(0)
    technician = await window(browser, told.link("moderate", "technician"))
    await _seen(technician, "technician")
    secretary = await window(browser, told.link("secretary", "secretary"))
    await _seen(secretary, "secretary")
    await secretary.locator("[data-segment]").last.focus()
    await secretary.keyboard.press("Alt+y")
    await expect(secretary.get_by_role("form", name="Ghi nhận ý kiến")).to_be_visible()
    await _harmless(secretary, "secretary, form")
    await secretary.keyboard.press("Escape")
    await press(secretary, "YK001")
    await _harmless(secretary, "secretary, card")
    for key in ("Alt+2", "Alt+3"):
        await secretary.keyboard.press(key)
        await _harmless(secretary, f"secretary, {key}")


async def _others(browser: Browser, told: Office) -> None:
    for page, role in (("hall", "hall"), ("register", "secretary"), ("chair", "chair")):
        shown = await window(browser, told.link(page, role))
        await _seen(shown, page)
    for tab in ("Ý kiến", "Cam kết", "Kết luận"):
        await shown.get_by_role("tab", name=tab).click()
        await _seen(shown, f"chair, {tab}")
    admin = await window(browser, f"{told.url}/admin#{told.house.admin_code}")
    await admin.get_by_role("button", name=HEAD).first.click()
    await _seen(admin, "admin, codes")
    join = await window(browser, f"{told.url}/#{told.code('chair')}")
    await expect(join.get_by_text(HEAD).first).to_be_visible()
    await join.goto(told.url)
    await _seen(join, "join")


async def test_a_wrong_code_is_told_in_clear_words(browser: Browser, office: Office) -> None:
    page = await window(browser, office.url + "/")
    await page.get_by_role("textbox").first.fill("AAAA-AAAA")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Mã không đúng hoặc đã thu hồi").first).to_be_visible()


async def test_a_revoked_code_shows_the_door_and_says_why(browser: Browser, office: Office) -> None:
    point = await window(browser, office.link("point", "point", POINT))
    await expect(point.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
    new = await office.revoke("point", POINT)
    await expect(point.get_by_role("alert").get_by_text("Không vào được hội nghị")).to_be_visible()
    await expect(point.get_by_text("Mã đã bị thu hồi")).to_be_visible()
    await press(point, "Nhập lại mã")
    await point.get_by_label("Mã tham gia").fill(office.code("point", POINT))
    await point.keyboard.press("Enter")
    await expect(point.get_by_text("Mã không đúng hoặc đã thu hồi").first).to_be_visible()
    await point.get_by_label("Mã tham gia").fill(new)
    await point.keyboard.press("Enter")
    await expect(point.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
