"""Typing as UniKey does into every editor of /register and /admin, while the conference goes on.

`FORMS` lists every form of these pages with its editors. A new editor is found twice: by its source
(`test_no_editor_is_left_out`), and on its form, whose editors must be those listed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Link
from tests.e2e.chrome import window
from tests.e2e.editors import editors, sources
from tests.e2e.office import House, Office
from tests.e2e.test_register import ROADS, an_agency, as_agency
from tests.e2e.unikey import unikey

SAID: Final = "Đường liên thôn quá hẹp"
REPORTED: Final = "Đề nghị nạo vét kênh"


class Stage(NamedTuple):
    """A real conference of today: one opinion is with `agency`, which came in by `code`; of
    another it reports that it is done. Somebody speaks."""

    house: House
    office: Office
    browser: Browser
    technician: Link
    code: str

    async def register(self, code: str = "") -> Page:
        page = await window(
            self.browser, f"{self.house.url}/register#{code or self.house.admin_code}"
        )
        await expect(page.get_by_label("Tìm kiếm")).to_be_visible()
        return page

    async def admin(self) -> Page:
        page = await window(self.browser, f"{self.house.url}/admin#{self.house.admin_code}")
        await expect(page.get_by_role("button", name="Tạo hội nghị")).to_be_visible()
        return page

    async def conference(self, tab: str) -> Page:
        page = await self.admin()
        await page.goto(f"{self.house.url}/admin?conference={self.office.id}")
        await page.get_by_role("tab", name=tab).click()
        return page

    async def go_on(self) -> None:
        """Some patches to everybody who has a mirror."""
        point = self.office.points[0]
        for picture in ("weak", "good"):
            await self.technician.ask("SetSignal", point=point, picture=picture, voice="good")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def held(house: House) -> AsyncIterator[tuple[Office, Link, str]]:
    name, _, code = (await an_agency(house)).partition("#")
    real = {"kind": "real", "date": "", "agencies": [name]}
    office = await house.conference(plan_for(scenario(), 4, 2) | real)
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("InviteNow", point=office.points[1], speaker={"name": "Trần Thị Bình"})
    lead = await office.enter("secretary_lead")
    for number, text in enumerate((ROADS, REPORTED), start=1):
        await lead.ask("LogOpinion", text=text, summary=text)
        await lead.ask("AssignOpinion", opinion=f"y{number}", lead=name, resolve_by="2099-02-02")
    done = {"type": "ResolveOpinion", "opinion": "y2", "version": 0, "result": "resolved"}
    await as_agency(house, office, code, done | {"text": "Đã nạo vét"})
    terms = [{"meant": f"Khe Mai {no}", "heard": [f"khe may {no}"]} for no in range(9)]
    await lead.ask("SetGlossary", terms=terms)
    yield office, await office.enter("technician"), code
    await office.leave()


@pytest.fixture
def stage(house: House, browser: Browser, held: tuple[Office, Link, str]) -> Stage:
    return Stage(house, held[0], browser, held[1], held[2])


async def searching(stage: Stage) -> Locator:
    return (await stage.register()).locator("main")


def acting(act: str, of_agency: bool = False) -> "Opened":
    async def opened(stage: Stage) -> Locator:
        page = await stage.register(stage.code if of_agency else "")
        await page.locator("li button", has_text=ROADS).first.click()
        sheet = page.get_by_role("dialog")
        await sheet.get_by_role("group", name="Theo dõi").get_by_text(act, exact=True).click()
        return sheet

    return opened


async def sending_back(stage: Stage) -> Locator:
    page = await stage.register()
    await page.locator("li button", has_text=REPORTED).first.click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Trả lại").click()
    return sheet


async def passing_a_slip(stage: Stage) -> Locator:
    page = await stage.register(stage.code)
    await page.get_by_role("tab", name="Phiếu nhắc").click()
    return page.locator("main")


def listing(part: str, button: str = "") -> "Opened":
    async def opened(stage: Stage) -> Locator:
        page = await stage.register()
        await page.get_by_role("tab", name="Danh mục").click()
        await page.get_by_text(part, exact=True).click()
        if not button:
            return page.locator("main")
        await page.get_by_role("button", name=button).click()
        return page.get_by_role("dialog")

    return opened


async def signing_in(stage: Stage) -> Locator:
    return (await window(stage.browser, f"{stage.house.url}/admin")).locator("main")


def of_the_house(tab: str, button: str = "") -> "Opened":
    async def opened(stage: Stage) -> Locator:
        page = await stage.admin()
        await page.get_by_role("tab", name=tab).click()
        if button:
            await page.get_by_role("button", name=button).click()
        return page.locator("main")

    return opened


async def party(stage: Stage) -> Locator:
    root = await of_the_house("Cơ quan ban hành", "Thêm tổ chức")(stage)
    await root.get_by_text("Đảng", exact=True).click()
    return root


async def by_hand(stage: Stage) -> Locator:
    page = await stage.admin()
    await page.get_by_role("button", name="Tạo hội nghị").click()
    await page.get_by_text("Nhập tay", exact=True).click()
    return page.locator("main")


async def like_another(stage: Stage) -> Locator:
    page = await stage.admin()
    await page.get_by_role("button", name="Tạo hội nghị").click()
    await page.get_by_label("Bắt đầu từ").select_option(stage.office.id)
    await page.get_by_label("Số lượt tối đa mỗi cụm").check()
    return page.locator("main")


def within(tab: str, part: str = "", button: str = "") -> "Opened":
    """A tab of the conference on /admin."""

    async def opened(stage: Stage) -> Locator:
        page = await stage.conference(tab)
        if part:
            await page.get_by_text(part, exact=True).first.click()
        if not button:
            return page.locator("main")
        await page.get_by_role("button", name=button).first.click()
        return page.get_by_role("dialog")

    return opened


Opened = Callable[[Stage], Awaitable[Locator]]


class Form(NamedTuple):
    """How it is opened, which sources it is made of, and what its editors are called."""

    open: Opened
    files: str
    labels: tuple[str, ...]


ISSUER: Final = (
    "Cơ quan chủ quản", "Tên cơ quan ban hành", "Ký hiệu", "Địa danh", "Thẩm quyền ký",
    "Chức vụ người ký", "Người ký", "Nơi nhận", "Nơi lưu",
)  # fmt: skip
ANSWER: Final = ("Số, ký hiệu văn bản", "Nội dung trả lời", "Nội dung cam kết")
RESULT: Final = ("Nội dung kết quả", "Số, ký hiệu văn bản")
FORMS: Final = {
    "search": Form(searching, "Filters", ("Tìm kiếm",)),
    "assign": Form(acting("Giao xử lý"), "Assign", ("Cơ quan chủ trì", "Cơ quan phối hợp")),
    "answer": Form(acting("Trả lời"), "Answer Paper", ANSWER),
    "resolve": Form(acting("Kết quả"), "Resolve Paper", RESULT),
    "forward": Form(acting("Chuyển cấp"), "Forward", ("Nơi chuyển đến", "Số, ký hiệu văn bản")),
    "send back": Form(sending_back, "Plea", ("Lý do trả lại",)),
    "an agency's answer": Form(acting("Trả lời", True), "Answer Paper", ANSWER),
    "an agency's result": Form(acting("Kết quả", True), "Resolve Paper", RESULT),
    "more time": Form(acting("Đề nghị gia hạn", True), "MoreTime", ("Lý do",)),
    "slip": Form(passing_a_slip, "Write", ("Nội dung",)),
    "agency": Form(
        listing("Cơ quan", "Thêm cơ quan"), "Agencies", ("Tên cơ quan", "Tên viết tắt")
    ),
    "meeting": Form(
        listing("Chương trình năm", "Thêm hội nghị"), "MeetingForm",
        ("Tên hội nghị", "Tháng (năm-tháng)", "Địa điểm", "Đối tượng", "Nội dung"),
    ),
    "calendar": Form(listing("Lịch nghỉ, làm bù"), "DayFields", ("Ngày nghỉ", "Ngày làm bù")),
    "sign in": Form(signing_in, "SignIn", ("Tên đăng nhập", "Mã tham gia")),
    "account": Form(of_the_house("Tài khoản"), "Accounts", ("Tên đăng nhập",)),
    "organisation": Form(
        of_the_house("Cơ quan ban hành", "Thêm tổ chức"), "Profiles IssuerFields",
        ("Tên gọi trong danh sách", *ISSUER),
    ),
    "its other side": Form(party, "Profiles IssuerFields", ("Tên gọi trong danh sách", *ISSUER)),
    "by hand": Form(by_hand, "NewConference", (
        "Tên hội nghị", "Tên ngắn", "Địa điểm", "Giờ bắt đầu", "Cơ quan tổ chức",
        "Cơ quan cấp trên", "Phát biểu (phút)", "Trả lời (phút)", "Báo trước khi hết (giây)",
        "Đăng ký đang chờ mỗi điểm", "Điểm cầu chính", "Danh sách điểm cầu",
        *(f"Nội dung {no}" for no in range(1, 6)), "Chủ trì", "Người điều hành", "Thư ký",
        "Lĩnh vực", "Cơ quan",
    )),
    "like another": Form(like_another, "FromFile PolicyFields", (
        "Tên hội nghị", "Địa điểm", "Giờ bắt đầu", "Phát biểu (phút)", "Trả lời (phút)",
        "Trao đổi lại (phút)", "Ý kiến về điều hành (phút)", "Tranh luận (phút)",
        "Báo trước khi hết (giây)", "Chờ trả lời lời mời (giây)", "Đăng ký đang chờ mỗi điểm",
        "Số lượt mỗi cụm",
    )),
    "codes": Form(within("Mã tham gia"), "Codes", ("Tìm điểm cầu hoặc vai trò",)),
    "issuers": Form(within("Thiết lập"), "IssuerFields", ISSUER),
    "an agency of it": Form(
        within("Thiết lập", "Cơ quan trả lời", "Thêm cơ quan"), "AgencyList",
        ("Tên cơ quan", "Mã", "Lĩnh vực phụ trách", "Địa chỉ"),
    ),
    "fields": Form(within("Thiết lập", "Lĩnh vực"), "FieldList", ("Lĩnh vực",)),
    "days off": Form(
        within("Thiết lập", "Lịch nghỉ, làm bù"), "DayFields", ("Ngày nghỉ", "Ngày làm bù")
    ),
    "points": Form(within("Trạng thái điểm cầu"), "Points", ("Tìm kiếm",)),
    "glossary": Form(within("Từ điển tên và thuật ngữ"), "Glossary", ("Tìm trong từ điển",)),
    "term": Form(
        within("Từ điển tên và thuật ngữ", button="Thêm mục"), "Entry",
        ("Viết đúng", "Hay nghe thành", "Trừ khi nằm trong cụm"),
    ),
}  # fmt: skip
AS_CODE: Final = {"Mã tham gia": ("ABCD2345", "ABCD-2345")}
"""What is typed into an editor of its own kind, and what it makes of it."""


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", FORMS)
async def test_unikey_in_every_editor_of_the_office(stage: Stage, name: str) -> None:
    form = FORMS[name]
    root = await form.open(stage)
    await expect(root.get_by_label(form.labels[-1]).locator("visible=true").first).to_be_visible()
    found = await editors(root)
    assert [label for label, _ in found] == list(form.labels)
    for label, box in found:
        await typed(stage, label, box)


async def typed(stage: Stage, label: str, box: Locator) -> None:
    numbers = await box.get_attribute("inputmode") in ("numeric", "decimal")
    text, shown = AS_CODE.get(label, ("15", "15") if numbers else (SAID, SAID))
    await box.focus()
    await box.page.keyboard.press("ControlOrMeta+A")
    await box.page.keyboard.press("Delete")
    await asyncio.gather(unikey(box.page, text), stage.go_on())
    await expect(box).to_have_value(shown)
    await expect(box).to_be_focused()


async def test_no_editor_is_left_out() -> None:
    left = []
    for one in sources():
        forms = [form for form in FORMS.values() if one.file[:-7] in form.files.split()]
        labels = {label for form in forms for label in form.labels}
        if not any(label in one.words or label.rstrip(" 12345") in one.words for label in labels):
            left.append(f"{one.file}:{one.line}")
    assert left == [], "nothing types there"
