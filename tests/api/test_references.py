"""Doors for what a conference refers to, an office's programme, and letters that remind."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.rehearsal.link import Json
from tests.api.test_register import Desk
from tests.api.test_setup import ask
from tests.documents.office import texts
from tests.service import in_process
from tests.setup.given import Rows, book

STATE = {"profile": "nd30", "name": "UBND tỉnh", "symbol": "UBND", "place": "Hạ Long"}
SIGNERS = {"state": {"name": "Lê Thu Hà", "title": "CHỦ TỊCH"}}
HEAD = ("Thời gian", "Tên hội nghị", "Địa điểm")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with in_process(tmp_path / "dữ liệu") as service:
        desk = Desk(service)
        desk.admin = (await service.admin()).token
        yield desk


async def test_agencies_calendar_and_issuers_change_after_set_up(desk: Desk) -> None:
    conference = await desk.held()
    lead = await conference.enter("secretary_lead")
    card = {"name": "Sở Y tế", "code": "SYT", "fields": ["giao-thong"], "address": "Số 5"}
    await lead.ask("SetAgencies", agencies=["Sở Xây dựng", "Sở Y tế"], cards=[card])
    await lead.ask("SetCalendar", calendar={"off": ["2026-02-17"]})
    await lead.ask("SetIssuers", issuers={"state": STATE}, signers=SIGNERS)
    told = await desk.get(f"/api/conferences/{conference.id}/references", lead.token)
    assert (told["agencies"], told["cards"]) == (["Sở Xây dựng", "Sở Y tế"], [card])
    assert told["calendar"] == {"off": ["2026-02-17"]}
    assert told["issuers"]["state"] == STATE and told["signers"] == SIGNERS
    status, body, _ = await ask(
        desk.service, "GET", f"/api/conferences/{conference.id}/documents/notice.docx", desk.admin
    )
    assert status == 200
    assert "Lê Thu Hà" in "\n".join(texts(body))


async def test_what_is_wrong_is_told_where_it_is(desk: Desk) -> None:
    conference = await desk.held()
    path = f"/api/conferences/{conference.id}/ask"
    status, told = await desk.post(path, type="SetIssuers", issuers={"party": {"profile": "nd30"}})
    assert (status, told["code"], told["side"]) == (400, "wrong_form", "party")
    status, told = await desk.post(path, type="SetAgencies", agencies=["Sở Nội vụ"])
    assert (told["code"], told["agency"], told["opinions"]) == (
        "agency_in_use", "Sở Xây dựng", ["YK001"],
    )  # fmt: skip
    status, told = await desk.post("/api/office/ask", type="SetProfile", profile={
        "id": "a", "name": "A", "issuers": {"state": {"profile": "dang-hd05"}},
    })  # fmt: skip
    assert told["code"] == "wrong_form"
    secretary = await conference.enter("secretary")
    status, _, _ = await ask(
        desk.service, "GET", f"/api/conferences/{conference.id}/references", secretary.token
    )
    assert status == 403


async def test_the_organisation_that_writes_unasked_is_the_first_one_listed(desk: Desk) -> None:
    await desk.held()
    for id, name in enumerate("DACB"):
        issuers = {"state": {"name": f"Văn phòng {name}"}}
        profile = {"id": f"p{id}", "name": name, "issuers": issuers}
        assert (await desk.post("/api/office/ask", type="SetProfile", profile=profile))[0] == 200
    told = await desk.get("/api/office")
    assert [one["name"] for one in told["profiles"]] == ["A", "B", "C", "D"]
    path = "/api/register/reminders.docx?agency=Sở Xây dựng"
    _, body, _ = await ask(desk.service, "GET", path, desk.admin)
    assert "VĂN PHÒNG A" in " ".join(texts(body))


async def test_head_and_foot_are_shown_before_they_are_kept(desk: Desk) -> None:
    status, _, told = await ask(
        desk.service, "POST", "/api/issuers/preview", desk.admin,
        json={"issuers": {"state": STATE}, "signers": SIGNERS},
    )  # fmt: skip
    assert status == 200
    assert told["state"]["heading"]["issuer"] == "UBND tỉnh"
    assert told["state"]["signature"]["name"] == "Lê Thu Hà"
    assert told["party"]["heading"]["issuer"] == "[chưa có cơ quan ban hành]"


async def test_the_holidays_of_a_year_are_offered(desk: Desk) -> None:
    assert "2026-02-17" in (await desk.get("/api/office/holidays", year="2026"))["off"]
    status, _, told = await ask(desk.service, "GET", "/api/office/holidays?year=1999", desk.admin)
    assert (status, told["code"], told["field"]) == (400, "bad_field", "year")


async def preview(desk: Desk, rows: Rows) -> Json:
    status, _, told = await ask(
        desk.service, "POST", "/api/office/programme/preview?name=a.xlsx", desk.admin,
        data=book({"Kế hoạch": rows}),
    )  # fmt: skip
    assert status == 200, told
    return told


async def test_a_programme_is_looked_at_and_then_taken_in_whole(desk: Desk) -> None:
    rows = (HEAD, ("12/5/2026", "Đối thoại A", "Hội trường"), ("tháng 6/2026", "Đối thoại B", ""))
    seen = await preview(desk, rows)
    assert (seen["count"], seen["known"], seen["problems"]) == (2, 0, [])
    assert (await desk.get("/api/office"))["meetings"] == []
    status, _ = await desk.post("/api/office/ask", type="SetMeetings", meetings=seen["meetings"])
    assert status == 200
    kept = (await desk.get("/api/office"))["meetings"]
    assert [one["title"] for one in kept] == ["Đối thoại A", "Đối thoại B"]
    assert (await preview(desk, rows))["known"] == 2


async def test_with_any_fault_a_programme_has_nothing_to_take_in(desk: Desk) -> None:
    seen = await preview(desk, (HEAD, ("12/5/2026", "A", ""), ("bao giờ", "B", "")))
    assert (seen["meetings"], seen["problem_count"]) == ([], 1)
    [problem] = seen["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (3, "Thời gian", "cell_bad")


async def test_an_agency_gets_a_letter_of_what_it_owes(desk: Desk) -> None:
    await desk.held()
    path = "/api/register/reminders.docx"
    status, _, told = await ask(desk.service, "GET", path, desk.admin)
    assert (status, told["code"]) == (400, "empty_field")
    _, body, _ = await ask(desk.service, "GET", path, desk.admin, params={"agency": "Sở Xây dựng"})
    assert "[CHƯA CÓ CƠ QUAN BAN HÀNH]" in "\n".join(texts(body))
    profile = {"id": "p", "name": "UBND", "issuers": {"state": STATE}, "signers": SIGNERS}
    assert (await desk.post("/api/office/ask", type="SetProfile", profile=profile))[0] == 200
    _, body, _ = await ask(desk.service, "GET", path, desk.admin, params={"agency": "Sở Xây dựng"})
    told_in = "\n".join(texts(body))
    assert "UBND TỈNH" in told_in and "Lê Thu Hà" in told_in and "YK001" in told_in
    _, body, _ = await ask(desk.service, "GET", "/api/register/reminders.zip", desk.admin)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert parts.namelist() == ["01-don-doc-so-xay-dung.docx"]
    agency = await desk.agency("sxd", "Sở Xây dựng")
    assert (await ask(desk.service, "GET", path, agency))[0] == 403


async def test_where_a_petitioner_is_reached_is_for_those_who_write(desk: Desk) -> None:
    conference = await desk.held()
    secretary = await conference.enter("secretary")
    home = {"address": "Thôn Khe Mai", "phone": "0912 345 678"}
    await secretary.ask("LogOpinion", text="Nước", contact=home)
    path = f"/api/conferences/{conference.id}/opinions/y3/contact"
    assert await desk.get(path, secretary.token) == home
    log = f"/api/conferences/{conference.id}/log"
    for role in ("chair", "moderator"):
        other = await conference.enter(role)
        assert (await ask(desk.service, "GET", path, other.token))[0] == 403
        _, raw, _ = await ask(desk.service, "GET", log, other.token)
        assert b"ContactSet" in raw and b"0912 345 678" not in raw
    _, raw, _ = await ask(desk.service, "GET", log, desk.admin)
    assert b"0912 345 678" in raw
    seen: Any = await desk.get(f"/api/conferences/{conference.id}/accesses")
    assert [(one["role"], one["what"], one["subject"]) for one in seen] == [
        ("secretary", "contact", "y3")
    ]
