"""The register across conferences over HTTP: what is found, who follows it up, who sees what."""

import io
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import pytest
from openpyxl import load_workbook

from server.rehearsal.link import Json
from server.rooms import files
from tests.api.test_setup import ask
from tests.given import a_plan
from tests.service import Conference, Service, in_process

ROADS, WATER = "Đề nghị sửa đường liên xã", "Đề nghị cấp nước sạch"


class Desk:
    """A house with one conference held: two opinions, of which the first is given to an agency."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.admin = ""

    async def held(self, **plan: Any) -> Conference:
        """A conference in which two things were asked for."""
        conference = await self.service.conference(a_plan(date="2026-01-01", **plan))
        await conference.opened()
        secretary = await conference.enter("secretary")
        await secretary.ask("LogOpinion", text=ROADS, summary=ROADS, field="giao-thong",
                            point="an-phu", authority="province")  # fmt: skip
        await secretary.ask("LogOpinion", text=WATER, summary=WATER, authority="commune")
        await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng",
                            answer_by="2026-02-01")  # fmt: skip
        return conference

    async def get(self, path: str, token: str = "", **query: Any) -> Json:
        status, _, told = await ask(self.service, "GET", path, token or self.admin, params=query)
        assert status == 200, told
        return told

    async def post(self, path: str, token: str = "", **body: Any) -> tuple[int, Json]:
        asked = {"id": str(uuid.uuid4())} | body
        status, _, told = await ask(self.service, "POST", path, token or self.admin, json=asked)
        return status, told

    async def agency(self, id: str, name: str, **more: Any) -> str:
        """An agency of the house, and the token of somebody there."""
        status, told = await self.post(
            "/api/office/ask", type="SetAgency", agency={"id": id, "name": name, **more}
        )
        assert status == 200, told
        return await self.enter(id)

    async def enter(self, agency: str) -> str:
        status, told = await self.post(f"/api/office/agencies/{agency}/code")
        assert status == 200, told
        status, _, told = await ask(
            self.service, "POST", "/api/join", "x", json={"code": told["code"]}
        )
        assert status == 200 and told["role"] == "agency", told
        return str(told["token"])

    async def codes(self, token: str = "", **query: Any) -> list[str]:
        told = await self.get("/api/register", token, **query)
        assert told["count"] >= len(told["rows"])
        return [one["row"]["code"] for one in told["rows"]]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with in_process(tmp_path / "dữ liệu") as service:
        desk = Desk(service)
        desk.admin = (await service.admin()).token
        yield desk


async def test_what_was_asked_is_found_across_conferences(desk: Desk) -> None:
    one, other = await desk.held(), await desk.held(title="Hội nghị thứ hai")
    told = await desk.get("/api/register", q="duong lien xa")
    assert told["count"] == 2
    assert {found["conference"] for found in told["rows"]} == {one.id, other.id}
    assert told["rows"][0]["row"]["summary"] == ROADS
    assert "plain" not in told["rows"][0]["row"]
    assert await desk.codes(q="Đường", conference=one.id) == ["YK001"]
    assert await desk.codes(conference=one.id, limit=1, first=1) == ["YK002"]
    assert await desk.codes(field="Giao thông", conference=one.id) == ["YK001"]
    assert await desk.codes(agency="Sở Xây dựng", conference=one.id) == ["YK001"]
    assert await desk.codes(answer="here") == []
    assert await desk.codes(due="overdue", conference=one.id) == ["YK001"]
    assert await desk.codes(due="soon") == []
    assert await desk.codes(open="0") == []
    chosen = await desk.get("/api/register/choices")
    assert chosen["fields"] == ["Giao thông"] and chosen["agencies"] == ["Sở Xây dựng"]
    assert {held["title"] for held in chosen["conferences"]} == {
        "Hội nghị đối thoại", "Hội nghị thứ hai",
    }  # fmt: skip


async def test_a_conferences_own_people_see_that_conference(desk: Desk) -> None:
    one, other = await desk.held(), await desk.held()
    secretary = await one.token("secretary")
    told = await desk.get("/api/register", secretary, conference=other.id)
    assert {found["conference"] for found in told["rows"]} == {one.id}
    status, _, _ = await ask(desk.service, "GET", f"/api/register/{other.id}/y1", secretary)
    assert status == 404
    for role, point in (("point", "an-phu"), ("delegate", "an-phu"), ("viewer", ""), ("hall", "")):
        token = await one.token(role, point)
        assert (await ask(desk.service, "GET", "/api/register", token))[0] == 403
    assert (await ask(desk.service, "GET", "/api/office", secretary))[0] == 403


async def test_a_written_answer_is_followed_up_over_http(desk: Desk) -> None:
    conference = await desk.held()
    path = f"/api/conferences/{conference.id}/ask"
    asked: Json = {
        "type": "AnswerOpinion", "opinion": "y1", "answer": "written", "text": "Sẽ sửa quý II",
        "paper": {"number": "58/SXD-KH", "date": "2026-01-20"}, "id": str(uuid.uuid4()),
    }  # fmt: skip
    status, told = await desk.post(path, **asked)
    assert status == 200
    assert await desk.post(path, **asked) == (200, told), "the same id is done once"
    one = await desk.get(f"/api/register/{conference.id}/y1")
    row = one["row"]
    assert (row["answer"], row["paper_no"], row["paper_day"], row["answered_on"]) == (
        "written", "58/SXD-KH", "2026-01-20", "2026-01-20",
    )  # fmt: skip
    assert "due" not in row and "standing" not in one
    steps = {step["field"]: (step["role"], step["new"]) for step in one["history"]}
    assert steps["lead"] == ("secretary", "Sở Xây dựng")
    assert steps["answer"] == ("admin", "written")
    building = await desk.agency("sxd", "Sở Xây dựng")
    seen = await desk.get(f"/api/register/{conference.id}/y1", building)
    assert "answer" in str(seen["history"]) and ROADS not in str(seen["history"])
    secretary = await conference.token("secretary")
    body: Json = {"type": "ForwardOpinion", "opinion": "y2", "to": "Bộ Tài chính"}
    assert (await desk.post(path, secretary, **body))[0] == 200
    assert await desk.codes(result="forwarded") == ["YK002"]
    assert (await desk.post(path, type="Unheard"))[1]["code"] == "unknown_command"
    stale: Json = {"type": "ResolveOpinion", "opinion": "y1", "version": 1, "result": "resolved"}
    assert (await desk.post(path, **stale))[1]["code"] == "stale_version"


async def test_an_agency_sees_and_answers_its_own_only(desk: Desk) -> None:
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    health = await desk.agency("syt", "Sở Y tế")
    assert await desk.codes(building) == ["YK001"]
    assert await desk.codes(building, agency="Sở Y tế") == ["YK001"], "the filter widens nothing"
    assert await desk.codes(health) == []
    row = f"/api/register/{conference.id}/y1"
    assert (await desk.get(row, building))["row"]["lead"] == "Sở Xây dựng"
    assert (await ask(desk.service, "GET", row, health))[0] == 404
    assert (await ask(desk.service, "GET", row.replace("y1", "y2"), building))[0] == 404
    assert await desk.get("/api/register/choices", building) == {"agency": "Sở Xây dựng"}

    path = f"/api/conferences/{conference.id}/ask"
    answer: Json = {"type": "AnswerOpinion", "answer": "written", "text": "Đã sửa"}
    assert (await desk.post(path, health, opinion="y1", **answer))[0] == 403
    assert (await desk.post(path, building, opinion="y2", **answer))[0] == 403
    assign: Json = {"type": "AssignOpinion", "opinion": "y1", "lead": "Sở Y tế"}
    assert (await desk.post(path, building, **assign))[0] == 403
    assert (await desk.post(path, building, opinion="y1", **answer))[0] == 200
    # Everything else of the house and of the conference stays shut.
    listed: Any = await desk.get("/api/conferences", building)
    assert listed == []
    for other in (
        f"/api/conferences/{conference.id}/log", f"/api/conferences/{conference.id}/segments",
        f"/api/conferences/{conference.id}/codes", "/api/office", "/api/office/units",
        "/api/accounts", "/api/statistics", f"/api/conferences/{conference.id}/carry-over",
    ):  # fmt: skip
        assert (await ask(desk.service, "GET", other, building))[0] in (403, 404), other
    # A conference's own agency code says of no agency which: it opens nothing.
    nobody = await conference.token("agency")
    assert (await ask(desk.service, "GET", "/api/register", nobody))[0] == 403
    assert (await desk.post(path, nobody, opinion="y1", **answer))[0] == 403
    # Its code can be taken back.
    assert (await desk.post("/api/office/agencies/sxd/code/revoke"))[0] == 204
    assert (await ask(desk.service, "GET", "/api/register", building))[0] == 401


async def test_what_a_merged_agency_had_open_is_given_on_in_bulk(desk: Desk) -> None:
    held = [await desk.held() for _ in range(2)]
    await desk.agency("sxd", "Sở Xây dựng")
    new = await desk.agency("sxdgt", "Sở Xây dựng và Giao thông", since="2026-03-01")
    merge: Json = {"type": "MergeAgencies", "old": ["sxd"], "new": "sxdgt", "on": "2026-03-01"}
    assert (await desk.post("/api/office/ask", **merge))[0] == 200
    assert await desk.codes(new) == ["YK001", "YK001"], "what it took over is its own"
    answer: Json = {
        "type": "AnswerOpinion",
        "opinion": "y1",
        "answer": "partly",
        "text": "Đang sửa",
    }
    assert (await desk.post(f"/api/conferences/{held[0].id}/ask", new, **answer))[0] == 200
    resolve: Json = {"type": "ResolveOpinion", "opinion": "y1", "version": 0, "text": "Đang làm"}
    conference = f"/api/conferences/{held[0].id}/ask"
    assert (await desk.post(conference, new, **resolve, result="in_progress"))[0] == 200
    path = "/api/office/agencies/sxdgt"
    rows: Any = await desk.get(f"{path}/open")
    assert [one["code"] for one in rows] == ["YK001", "YK001"]
    again: Json = {"id": str(uuid.uuid4())}
    assert (await desk.post(f"{path}/reassign", **again))[1] == {"moved": 2}
    assert await desk.codes(agency="Sở Xây dựng") == []
    assert (await desk.post(f"{path}/reassign", **again))[1] == {"moved": 0}
    told = await desk.get(f"/api/register/{held[0].id}/y1")
    assert told["row"]["lead"] == "Sở Xây dựng và Giao thông"
    assert told["row"]["answer_by"] == "2026-02-01" and told["row"]["answer"] == "partly"
    assert (told["row"]["result"], told["row"]["outcome"]) == ("in_progress", "Đang làm")


async def test_what_cannot_be_given_on_is_told_and_holds_up_nothing(desk: Desk) -> None:
    """A row that was carried over may have a deadline of years ago, which nobody can set anew."""
    held = await desk.held()
    old: Json = {"code": "YK009", "text": ROADS, "lead": "Sở Xây dựng", "answer_by": "2020-01-01"}
    path = f"/api/conferences/{held.id}/ask"
    carry: Json = {"type": "CarryOver", "conference": "truoc", "rows": [old]}
    assert (await desk.post(path, **carry))[0] == 200
    await (await held.enter("secretary")).ask(
        "LogOpinion", text=WATER, summary=WATER, authority="commune"
    )
    assign: Json = {"type": "AssignOpinion", "opinion": "y4", "lead": "Sở Xây dựng"}
    assert (await desk.post(path, **assign))[0] == 200
    await desk.agency("sxd", "Sở Xây dựng")
    await desk.agency("sxdgt", "Sở Xây dựng và Giao thông", since="2026-03-01")
    merge: Json = {"type": "MergeAgencies", "old": ["sxd"], "new": "sxdgt", "on": "2026-03-01"}
    assert (await desk.post("/api/office/ask", **merge))[0] == 200
    status, told = await desk.post("/api/office/agencies/sxdgt/reassign")
    assert status == 200
    assert told["moved"] == 2
    assert [(one["opinion"], one["code"]) for one in told["left"]] == [("y3", "deadline_before")]
    assert await desk.codes(agency="Sở Xây dựng") == ["YK003"]


async def test_every_value_of_a_search_is_looked_at(desk: Desk) -> None:
    """PostgreSQL takes no zero byte, be it in the second of several."""
    for query in ("?q=%00", "?field=a&field=%00", "?result=noted&result=%00"):
        status, _, told = await ask(desk.service, "GET", f"/api/register{query}", desk.admin)
        assert (status, told["code"]) == (400, "bad_field"), query


async def test_an_agency_in_use_is_not_removed(desk: Desk) -> None:
    await desk.held()
    await desk.agency("sxd", "Sở Xây dựng")
    status, told = await desk.post("/api/office/ask", type="RemoveAgency", agency="sxd")
    assert (status, told["code"], told["count"]) == (409, "in_use", 1)
    await desk.agency("syt", "Sở Y tế")
    assert (await desk.post("/api/office/ask", type="RemoveAgency", agency="syt"))[0] == 200
    status, told = await desk.post("/api/office/ask", type="OpenConference")
    assert (status, told["code"]) == (400, "bad_field")
    roster = (await desk.get("/api/office"))["agencies"]
    assert [one["name"] for one in roster] == ["Sở Xây dựng"]


async def test_agencies_are_reminded_of_what_is_due(desk: Desk) -> None:
    conference = await desk.held()
    told = await desk.get("/api/register/reminders")
    assert (told["count"], told["agencies"]) == (1, [{"agency": "Sở Xây dựng", "count": 1}])
    assert [(one["conference"], one["standing"]) for one in told["rows"]] == [
        (conference.id, "overdue")
    ]
    _, body, _ = await ask(desk.service, "GET", "/api/register/reminders.xlsx", desk.admin)
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Sở Xây dựng (1 ý kiến)" in cells and ROADS in cells and "Quá hạn" in cells


async def test_reminders_come_by_page_and_are_counted_by_agency(desk: Desk) -> None:
    one, other = await desk.held(), await desk.held()
    secretary = await other.enter("secretary")
    await secretary.ask("AssignOpinion", opinion="y2", lead="Sở Nội vụ", resolve_by="2026-05-01")
    first = await desk.get("/api/register/reminders", limit=2)
    last = await desk.get("/api/register/reminders", first=2)
    assert first["count"] == last["count"] == 3
    assert "agencies" not in last
    assert first["agencies"] == [
        {"agency": "Sở Nội vụ", "count": 1}, {"agency": "Sở Xây dựng", "count": 2},
    ]  # fmt: skip
    leads = [found["row"]["lead"] for told in (first, last) for found in told["rows"]]
    assert leads == ["Sở Nội vụ", "Sở Xây dựng", "Sở Xây dựng"]
    asked = await desk.get("/api/register/reminders", agency="Sở Xây dựng")
    assert {found["conference"] for found in asked["rows"]} == {one.id, other.id}
    assert (asked["count"], asked["agencies"]) == (2, [{"agency": "Sở Xây dựng", "count": 2}])


async def test_a_workbook_of_what_was_found_holds_no_formula(desk: Desk) -> None:
    conference = await desk.held()
    secretary = await conference.enter("secretary")
    await secretary.ask("LogOpinion", text="x", summary="=1+1|'cmd'!A0")
    _, body, _ = await ask(desk.service, "GET", "/api/register.xlsx?q=cmd", desk.admin)
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if "cmd" in str(cell.value)]
    assert cell.data_type == "s"


async def test_the_log_of_the_office_is_no_conference(desk: Desk) -> None:
    await desk.agency("sxd", "Sở Xây dựng")
    for path in ("log", "setup", "codes"):
        status, _, told = await ask(
            desk.service, "GET", f"/api/conferences/office/{path}", desk.admin
        )
        assert (status, told["code"]) == (404, "no_conference")
    assert (await desk.post("/api/conferences/office/ask", type="OpenConference"))[0] == 404


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"due": "x"}, "bad_field"), ({"since": "2026-02-30"}, "bad_day"),
        ({"first": "-1"}, "bad_field"), ({"q": "x\x00"}, "bad_field"),
    ],
)  # fmt: skip
async def test_a_question_that_makes_no_sense_is_refused(
    desk: Desk, query: dict[str, str], code: str
) -> None:
    status, _, told = await ask(desk.service, "GET", "/api/register", desk.admin, params=query)
    assert (status, told["code"]) == (400, code)


async def test_the_next_conference_opens_with_what_became_of_the_last(desk: Desk) -> None:
    before = await desk.held()
    other = await desk.held(level="commune")
    body: Json = {"type": "AnswerOpinion", "opinion": "y1", "answer": "written", "text": "Sẽ sửa"}
    paper = {"number": "58/SXD-KH", "date": "2026-01-20"}
    await desk.post(f"/api/conferences/{before.id}/ask", **body, paper=paper)
    now = await desk.service.conference(a_plan(date="2026-06-01"))
    secretary, path = await now.token("secretary"), f"/api/conferences/{now.id}/previous"
    told = await desk.get(path, secretary)
    assert (told["id"], told["day"], len(told["rows"])) == (before.id, "2026-01-01", 2)
    assert (await desk.get(path, of=other.id))["id"] == other.id
    status, _, _ = await ask(desk.service, "GET", f"{path}?of={other.id}", secretary)
    assert status == 403
    _, body_of, _ = await ask(desk.service, "GET", f"{path}.docx", secretary)
    table = docx.Document(io.BytesIO(body_of)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][1] == ROADS
    assert "58/SXD-KH, ngày\u00a020/01/2026" in [cell.text for cell in table.rows[1].cells]
    first = await ask(desk.service, "GET", f"/api/conferences/{before.id}/previous", desk.admin)
    assert first[0] == 404


async def test_a_point_sees_what_became_of_its_own(desk: Desk) -> None:
    conference = await desk.held()
    later = await desk.service.conference(a_plan(date="2026-06-01"))
    for held in (conference, later):
        point = await held.token("point", "an-phu")
        told = await desk.get(f"/api/conferences/{held.id}/asked", point)
        assert [one["row"]["summary"] for one in told["rows"]] == [ROADS]
        assert told["rows"][0]["row"]["lead"] == "Sở Xây dựng"
        assert "plain" not in told["rows"][0]["row"]
    other = await later.token("point", "don-dac")
    path = f"/api/conferences/{later.id}/asked"
    assert (await desk.get(path, other, point="an-phu"))["rows"] == []
    chair = await later.token("chair")
    assert len((await desk.get(path, chair, point="an-phu"))["rows"]) == 1
    assert (await ask(desk.service, "GET", path, await later.token("viewer")))[0] == 403


async def test_a_written_answer_has_its_file(desk: Desk) -> None:
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    health = await desk.agency("syt", "Sở Y tế")
    path, letter = f"/api/register/{conference.id}/y1/files", b"%PDF-1.7 Sua duong"

    async def hand_in(token: str, body: bytes) -> tuple[int, Json]:
        status, _, told = await ask(desk.service, "POST", path, token, data=body)
        return status, told

    assert (await hand_in(health, letter))[0] == 404
    assert (await hand_in(await conference.token("chair"), letter))[0] == 403
    assert (await hand_in(building, b"MZ"))[1]["code"] == "odd_paper"
    status, told = await hand_in(building, letter)
    assert status == 201
    shown = f"{path}/{told['file']}"
    assert (await ask(desk.service, "GET", shown, building))[0] == 404, "no row names it yet"
    answer: Json = {"type": "AnswerOpinion", "opinion": "y1", "answer": "written"}
    paper = {"number": "58/SXD-KH", "date": "2026-01-20", "file": told["file"]}
    ask_path = f"/api/conferences/{conference.id}/ask"
    assert (await desk.post(ask_path, building, **answer, paper=paper))[0] == 200
    status, body, _ = await ask(desk.service, "GET", shown, await conference.token("secretary"))
    assert (status, body) == (200, letter)
    assert (await ask(desk.service, "GET", shown, health))[0] == 404


async def test_what_an_agency_reports_the_office_confirms(desk: Desk) -> None:
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    path, asking = f"/api/register/{conference.id}/y1", f"/api/conferences/{conference.id}/ask"
    done: Json = {"type": "ResolveOpinion", "opinion": "y1", "version": 0, "result": "resolved"}
    assert (await desk.post(asking, building, **done, text="Đã sửa"))[0] == 200
    more: Json = {"opinion": "y1", "of": "answer", "until": "2026-03-01", "reason": "Chờ vốn"}
    assert (await desk.post(asking, building, type="AskMoreTime", version=0, **more))[0] == 200
    row = (await desk.get(path, building))["row"]
    assert (row["result"], row["reported"]) == ("assigned", "resolved")
    assert row["report_text"] == "Đã sửa" and "outcome" not in row
    asked = await desk.get(f"/api/conferences/{conference.id}/asked?point=an-phu")
    assert "Đã sửa" not in str(asked) and "Chờ vốn" not in str(asked)
    assert (row["answer_by"], row["time_until"]) == ("2026-02-01", "2026-03-01")
    assert await desk.codes(pleas="1") == await desk.codes(open="1", pleas="1") == ["YK001"]
    assert await desk.codes(pleas="0") == ["YK002"]
    status, body, _ = await ask(desk.service, "GET", "/api/register.xlsx", desk.admin)
    sheet: Any = load_workbook(io.BytesIO(body)).active
    cells = [str(cell.value) for line in sheet for cell in line]
    assert status == 200
    assert any("(đơn vị báo: Đã giải quyết xong; chờ xác nhận)" in cell for cell in cells)
    plea: Json = {"type": "DecidePlea", "opinion": "y1", "version": row["version"]}
    status, told = await desk.post(asking, building, **plea, plea="result", agreed=True)
    assert (status, told["code"]) == (403, "not_allowed")
    assert (await desk.post(asking, **plea, plea="result", agreed=True))[0] == 200
    plea["version"] += 1
    refused: Json = {"agreed": False, "reason": "Đã đủ vốn"}
    assert (await desk.post(asking, **plea, plea="time", **refused))[0] == 200
    seen = await desk.get(path, building)
    assert (seen["row"]["result"], seen["row"]["sent_back"]) == ("resolved", "Đã đủ vốn")
    assert seen["row"]["outcome"] == "Đã sửa"
    assert not {"reported", "time_until"} & seen["row"].keys()
    fields = [step["field"] for step in seen["history"]]
    assert {"reported", "more_time", "sent_back"} <= set(fields)
    assert await desk.codes(pleas="1") == []


async def test_a_row_takes_a_bounded_number_of_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST", 2)
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    path = f"/api/register/{conference.id}/y1/files"
    for number, expected in enumerate((201, 201, 409)):
        body = b"%%PDF-1.7 %d" % number
        status, _, told = await ask(desk.service, "POST", path, building, data=body)
        assert status == expected, told
    assert (told["code"], told["files"]) == ("too_many_papers", 2)
    assert "tối đa 2 tệp" in told["message"]


async def test_a_file_goes_out_under_no_name_but_ours(desk: Desk) -> None:
    """Who answers names the file: not as a page, nor a program, nor a path."""
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    path = f"/api/register/{conference.id}/y1/files"
    status, _, told = await ask(desk.service, "POST", path, building, data=b"%PDF-1.7 <script>")
    assert status == 201
    digest = told["file"].partition(".")[0]
    ask_path = f"/api/conferences/{conference.id}/ask"
    for name in (f"{digest}.hta", f'{digest}.pdf"; x="', digest, ".pdf"):
        answer: Json = {"type": "AnswerOpinion", "opinion": "y1", "answer": "written"}
        paper = {"number": "1", "date": "2026-01-20", "file": name}
        assert (await desk.post(ask_path, building, **answer, paper=paper))[0] == 200
        shown = f"{path}/{quote(name, safe='')}"
        assert (await ask(desk.service, "GET", shown, desk.admin))[0] == 404, name


async def test_what_is_taken_out_of_the_register_is_written_down(desk: Desk) -> None:
    conference = await desk.held()
    building = await desk.agency("sxd", "Sở Xây dựng")
    path = f"/api/register/{conference.id}/y1/files"
    _, _, told = await ask(desk.service, "POST", path, building, data=b"%PDF-1.7")
    answer: Json = {"type": "AnswerOpinion", "opinion": "y1", "answer": "written"}
    paper = {"number": "1", "date": "2026-01-20", "file": told["file"]}
    await desk.post(f"/api/conferences/{conference.id}/ask", building, **answer, paper=paper)
    assert (await ask(desk.service, "GET", f"{path}/{told['file']}", building))[0] == 200
    later = await desk.service.conference(a_plan(date="2026-02-01"))
    previous = f"/api/conferences/{later.id}/previous.xlsx"
    assert (await ask(desk.service, "GET", previous, await later.token("secretary")))[0] == 200
    for held, role, what, subject in (
        (conference, "agency", "paper", told["file"]),
        (later, "secretary", "document", "previous.xlsx"),
    ):
        seen: Any = await desk.get(f"/api/conferences/{held.id}/accesses")
        noted = [(one["role"], one["what"], one["subject"]) for one in seen]
        assert noted == [(role, what, subject)]
