"""A point on a poor line and an old machine, with what goes wrong at a point."""

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

import pytest
from playwright.async_api import Browser, CDPSession, Page, expect

from server.rehearsal.link import Link
from tests.e2e.acts import press, raise_hand
from tests.e2e.chrome import watched, window
from tests.e2e.office import Office
from tests.e2e.wire import Wire

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
POINT: Final = "DC109"
"""Speaks into its own microphone."""
POOR: Final = (8000, 0.4)
"""64 kbit/s, and 800 ms there and back."""
THIN: Final = (50_000, 0.4)
"""400 kbit/s, and 800 ms there and back."""
PATIENT: Final = 30_000
PRESSED_EARLY: Final = """new Promise((told) => {
  const big = (one) => one.innerText.includes('Đăng ký phát biểu');
  const look = () => {
    const button = [...document.querySelectorAll('button')].find(big);
    if (!button) return requestAnimationFrame(look);
    const early = !document.querySelector('#now');
    button.click();
    told(early);
  };
  look();
})"""
AHEAD: Final = """
  const ahead = 2 * 3600 * 1000;
  const [now, origin] = [Date.now.bind(Date), performance.timeOrigin];
  window.Date = class extends Date {
    constructor(...given) { given.length ? super(...given) : super(now() + ahead); }
    static now() { return now() + ahead; }
  };
  Object.defineProperty(performance, 'timeOrigin', { get: () => origin + ahead });
"""
"""A machine whose clock is two hours ahead, before any script of the page runs."""
HALL: Final = timezone(timedelta(hours=7))


async def _speaking(office: Office, point: Page) -> Link:
    """POINT has the floor; returns the moderator."""
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    await moderator.ask("InviteNow", point=POINT, speaker={"name": "Lò Văn Mẫu"})
    await expect(point.locator("#turn-title")).to_have_text("Đang phát biểu")
    return moderator


async def test_a_hand_is_raised_over_64_kbit_and_kept_without_any_line(
    browser: Browser, office: Office
) -> None:
    moderator = await office.enter("moderator")
    async with Wire(office.house.program.port) as wire:
        address = office.link("point", "point", POINT).replace(office.url, wire.url)
        point = await window(browser, address)
        await expect(point.get_by_text("Đã kết nối")).to_be_visible()
        wire.become(*POOR)
        began = time.monotonic()
        await raise_hand(point, "Lò Văn Mẫu")
        took = time.monotonic() - began
        assert 0.8 <= took < 10, f"the line is not poor, or the page of no use on it: {took:.1f} s"

        wire.cut()
        await press(point, "Đăng ký thêm đại biểu")
        await point.get_by_label("Họ và tên").fill("Nông Thị Dụ")
        await press(point, "Gửi đăng ký")
        await expect(point.get_by_role("form")).to_have_count(0)
        kept = point.get_by_role("listitem").filter(has_text="Nông Thị Dụ")
        await expect(kept).to_contain_text("Mất mạng, sẽ tự đồng bộ")
        assert moderator.view["queue"]["count"] == 1
        wire.mend()
        await moderator.until(lambda: moderator.view["queue"]["count"] == 2, "the kept press")
        await expect(point.get_by_text("thứ tự dự kiến 2", exact=True)).to_be_visible(
            timeout=PATIENT
        )
        await expect(point.get_by_text("Mất mạng")).to_have_count(0)


async def test_a_press_before_the_conference_has_come_is_kept(
    browser: Browser, office: Office
) -> None:
    async with Wire(office.house.program.port) as wire:
        wire.become(*THIN)
        address = office.link("point", "point", POINT).replace(office.url, wire.url)
        point = await window(browser, address)
        assert await point.evaluate(PRESSED_EARLY), "the conference was there already"
        await expect(point.get_by_label("Họ và tên")).to_be_visible(timeout=PATIENT)


async def test_a_page_of_which_a_part_is_missing_says_so_and_comes_when_loaded_again(
    browser: Browser, office: Office
) -> None:
    page = await window(browser, "about:blank")
    await page.route("**/PointRoom-*.js", lambda route: route.abort())
    await page.goto(office.link("point", "point", POINT))
    await expect(page.get_by_text("Trang không mở được")).to_be_visible()
    await page.unroute_all()
    await page.get_by_role("button", name="Tải lại trang").click()
    await expect(page.locator("#now")).to_be_visible()
    await page.context.close()


async def test_a_clock_two_hours_off_changes_no_time_on_the_screen(
    browser: Browser, office: Office
) -> None:
    context = await browser.new_context(timezone_id="America/New_York", locale="vi-VN")
    await context.add_init_script(AHEAD)
    point = watched(await context.new_page())
    await point.goto(office.link("point", "point", POINT))
    await raise_hand(point, "Lò Văn Mẫu")
    moderator = await office.enter("moderator")
    [request] = moderator.view["queue"]["requests"].values()
    raised = datetime.fromtimestamp(request["raised_at"] / 1000, tz=UTC).astimezone(HALL)
    assert abs(raised.timestamp() - time.time()) < 60
    await expect(point.get_by_text(f"{raised:%H:%M:%S}", exact=True)).to_be_visible()
    await _speaking(office, point)
    clock = point.get_by_role("dialog").get_by_role("timer")
    await expect(clock).to_contain_text("4:5")
    wrong = await point.evaluate("Date.now()") / 1000 - time.time()
    assert wrong > 7000, "the page's clock was right: nothing was tested"

    machine = watched(await context.new_page())
    await machine.goto(f"{office.url}/ready")
    told = machine.get_by_text("Lệch 7200 giây so với máy chủ")
    await expect(told).to_be_visible()


async def test_a_refused_microphone_is_told_and_stops_nothing(
    browser: Browser, office: Office
) -> None:
    point = await window(browser, office.link("point", "point", POINT), microphone=False)
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    await raise_hand(point, "Lò Văn Mẫu")
    await moderator.ask("CallSpeaker")
    await press(point, "Bật micro")
    await expect(point.get_by_text("Trình duyệt chưa cho phép dùng micro")).to_be_visible()
    await expect(point.get_by_text("nói vào micro của hệ thống truyền hình")).to_be_visible()
    await press(point, "Sẵn sàng phát biểu")
    await moderator.until(lambda: moderator.view["floor"].get("speaking"), "the turn")
    await expect(point.locator("#turn-title")).to_have_text("Đang phát biểu")


async def test_a_microphone_unplugged_in_mid_turn_is_told_and_used_again(
    browser: Browser, office: Office
) -> None:
    point = await window(browser, office.link("point", "point", POINT))
    await _speaking(office, point)
    meter = point.get_by_role("meter")
    await expect(meter).to_be_visible()
    # Chromium ends a track when its permission goes, by the same event as when its plug is pulled.
    browsers = await browser.new_browser_cdp_session()
    await _permission(browsers, office, point, "denied")
    await expect(point.get_by_text("Micro vừa bị rút ra")).to_be_visible()
    await expect(point.locator("#turn-title")).to_have_text("Đang phát biểu")
    await _permission(browsers, office, point, "granted")
    await press(point, "Chọn lại micro")
    await expect(meter).to_be_visible()


async def _permission(browsers: CDPSession, office: Office, page: Page, setting: str) -> None:
    told: Any = await (await page.context.new_cdp_session(page)).send("Target.getTargetInfo")
    await browsers.send(
        "Browser.setPermission",
        {
            "origin": office.url, "permission": {"name": "microphone"}, "setting": setting,
            "browserContextId": told["targetInfo"]["browserContextId"],
        },
    )  # fmt: skip


async def test_two_tabs_of_one_point_are_one(browser: Browser, office: Office) -> None:
    first = await window(browser, office.link("point", "point", POINT))
    await expect(first.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
    second = watched(await first.context.new_page())
    await second.goto(office.link("point", "point", POINT))
    await expect(second.get_by_text("Trang này đang mở ở thẻ khác")).to_be_visible()
    await press(second, "Dùng thẻ này")
    await raise_hand(second, "Lò Văn Mẫu")
    await expect(first.get_by_text("Trang này đang mở ở thẻ khác")).to_be_visible()
    moderator = await office.enter("moderator")
    assert moderator.view["queue"]["count"] == 1


async def test_the_back_button_does_not_leave_a_running_turn(
    browser: Browser, office: Office
) -> None:
    point = await window(browser, f"{office.url}/ready")
    await point.goto(office.link("point", "point", POINT))
    moderator = await _speaking(office, point)
    await expect(point.get_by_role("meter")).to_be_visible()
    await point.get_by_role("meter").click()  # Chromium skips history made without a person
    for _ in range(2):
        await point.evaluate("history.back()")
        await expect(point.get_by_text("Giữ nguyên trang này đến khi")).to_be_visible()
        await expect(point.locator("#turn-title")).to_have_text("Đang phát biểu")
    turn = moderator.view["floor"]["speaking"]
    await moderator.ask("EndFloor", turn=turn)
    await expect(point.get_by_text("Đã phát biểu xong")).to_be_visible()
    assert point.url.endswith("/point")
