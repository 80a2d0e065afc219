"""The register of one conference over HTTP."""

import io
import uuid
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server.rehearsal.link import Json, Link, Refused
from tests.api.test_withdrawal import holders, until_gone
from tests.given import a_plan
from tests.service import Conference, Service, in_process
from tests.setup.given import Rows, book

LIST: Rows = (("Nội dung", "Họ tên"), ("Đề nghị sửa đường", "Trần Thị Bình"), ("Cấp nước", None))


async def get(link: Link, path: str) -> tuple[int, Json]:
    url = f"{link.url}/api/conferences/{link.conference}/opinions{path}"
    headers = {"Authorization": f"Bearer {link.token}"}
    async with link.http.get(url, headers=headers) as answer:
        return answer.status, await answer.json(content_type=None)


async def preview(link: Link, data: bytes, name: str = "thu-truoc.xlsx") -> tuple[int, Json]:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(data), filename=name)
    url = f"{link.url}/api/conferences/{link.conference}/opinions/preview"
    headers = {"Authorization": f"Bearer {link.token}"}
    async with link.http.post(url, headers=headers, data=form) as answer:
        return answer.status, await answer.json(content_type=None)


async def spoken(conference: Conference) -> Link:
    """t1 has spoken; a secretary."""
    moderator = await conference.opened()
    await moderator.ask("InviteNow", point="an-phu")
    secretary = await conference.enter("secretary")
    said = "Tuyến đường liên xã hỏng, mặt đường lầy lội. Đề nghị tỉnh sửa đường trước mùa mưa."
    await secretary.ask("WriteSegment", turn="t1", text=said)
    await moderator.ask("EndFloor", turn="t1")
    return secretary


async def test_a_list_is_looked_at_then_asked_for(service: Service) -> None:
    secretary = await spoken(await service.conference())
    status, told = await preview(secretary, book({"Ý kiến": LIST}))
    assert (status, told["count"], told["known"], told["problem_count"]) == (200, 2, 0, 0)
    assert (await get(secretary, ""))[1]["count"] == 0  # nothing was taken in by looking
    await secretary.ask("ImportOpinions", rows=told["rows"])
    _, listed = await get(secretary, "")
    assert [row["source"] for row in listed["rows"]] == [
        "thu-truoc.xlsx, trang Ý kiến, dòng 2", "thu-truoc.xlsx, trang Ý kiến, dòng 3",
    ]  # fmt: skip
    assert [row["origin"] for row in listed["rows"]] == ["collected", "collected"]
    _, again = await preview(secretary, book({"Ý kiến": LIST}))
    assert (again["count"], again["known"]) == (0, 2)
    assert (await get(secretary, "?from=1"))[1]["rows"][0]["code"] == "YK002"


async def test_with_any_fault_there_is_nothing_to_ask_for(service: Service) -> None:
    secretary = await spoken(await service.conference())
    _, told = await preview(secretary, book({"Ý kiến": (*LIST, (None, "Không nói gì"))}))
    assert (told["rows"], told["problem_count"]) == ([], 1)
    assert told["problems"][0]["row"] == 4
    status, told = await preview(secretary, b"no workbook", "x.xlsx")
    assert (status, told["code"]) == (400, "no_known_sheet")
    rows: Any = [("Nội dung",), *((f"Ý {n}",) for n in range(3000))]
    status, told = await preview(secretary, book({"Ý kiến": rows}))
    assert (status, told["code"]) == (400, "too_many_rows")


async def test_what_was_said_suggests_and_names_its_words(service: Service) -> None:
    secretary = await spoken(await service.conference())
    status, told = await get(secretary, "/suggestion?turn=t1")
    assert (status, told["summary"]) == (200, "Đề nghị tỉnh sửa đường trước mùa mưa.")
    assert (told["field"], told["authority"], told["kind"]) == (
        "giao-thong", "province", "petition",
    )  # fmt: skip
    assert "tuyến đường" in told["why"]
    assert (await get(secretary, "/suggestion?turn=t1&segments=s9"))[1] == {}


async def test_a_term_is_told_as_a_day(service: Service) -> None:
    secretary = await spoken(await service.conference())
    status, told = await get(secretary, "/deadline?days=5&counting=working")
    assert status == 200 and len(told["day"]) == 10
    for bad in ("days=0", "days=5&counting=moons", "days=x"):
        assert (await get(secretary, f"/deadline?{bad}"))[0] == 400


async def test_every_change_of_every_field_is_told(service: Service) -> None:
    secretary = await spoken(await service.conference())
    await secretary.ask("LogOpinion", turn="t1", segments=["s1"], summary="Sửa đường")
    await secretary.ask("ReviseOpinion", opinion="y1", version=1, summary="Sửa đường liên xã")
    await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Xây dựng")
    status, told = await get(secretary, "/y1/history")
    assert status == 200
    changes = [(one["field"], one.get("old"), one.get("new")) for one in told["changes"]]
    assert ("summary", None, "Sửa đường") in changes
    assert ("summary", "Sửa đường", "Sửa đường liên xã") in changes
    assert ("lead", None, "Sở Xây dựng") in changes
    assert ("result", None, "assigned") in changes
    assert all(one["by"] and one["role"] == "secretary" for one in told["changes"])
    assert (await get(secretary, "/y9/history"))[0] == 404


async def test_of_a_denunciation_no_history_is_told(service: Service) -> None:
    conference = await service.conference()
    secretary = await spoken(conference)
    await secretary.ask("LogOpinion", turn="t1", summary="Ông Xê nhận tiền")
    moderator = await conference.enter("moderator")
    await moderator.ask("DivertRequest", matter="denunciation", turn="t1")
    _, listed = await get(secretary, "")
    assert [(row["code"], row["matter"]) for row in listed["rows"]] == [("YK001", "denunciation")]
    assert "Xê" not in str(listed)
    assert (await get(secretary, "/y1/history"))[1] == {"changes": []}


async def test_what_the_conference_before_left_comes_along(service: Service) -> None:
    before, after = await service.conference(), await service.conference()
    old = await spoken(before)
    await old.ask("LogOpinion", turn="t1", summary="Sửa đường")
    await old.ask("LogOpinion", turn="t1", summary="Xong rồi")
    await old.ask("ResolveOpinion", opinion="y2", version=1, result="resolved")
    admin = await service.admin()
    admin.conference = after.id
    status, left = await get(admin, f"/left?of={before.id}")
    assert (status, [row["code"] for row in left["rows"]]) == (200, ["YK001"])
    secretary = await after.enter("secretary")
    assert (await get(secretary, f"/left?of={before.id}"))[0] == 403
    await secretary.ask("CarryOver", conference=before.id, title=left["title"], rows=left["rows"])
    row = (await get(secretary, ""))[1]["rows"][0]
    assert (row["origin"], row["previous"]["code"], row["summary"]) == (
        "carried", "YK001", "Sửa đường",
    )  # fmt: skip


async def test_who_may_not_look(service: Service) -> None:
    conference = await service.conference()
    await spoken(conference)
    point = await conference.enter("point", "an-phu")
    for path in ("", "/suggestion?turn=t1", "/left?of=x"):
        assert (await get(point, path))[0] == 403


async def test_a_deadline_before_the_conference_is_told_at_its_field(service: Service) -> None:
    secretary = await spoken(await service.conference())
    await secretary.ask("LogOpinion", turn="t1", summary="Sửa đường")
    with pytest.raises(Refused) as no:
        await secretary.ask("AssignOpinion", opinion="y1", lead="Sở", resolve_by="2001-01-01")
    assert (no.value.code, no.value.error["field"]) == ("deadline_before", "resolve_by")


async def test_a_term_counts_by_the_calendar_of_the_house(service: Service) -> None:
    admin = await service.admin()
    headers = {"Authorization": f"Bearer {admin.token}"}
    year = {
        "off": ["2024-04-27", "2024-04-28", "2024-04-29", "2024-04-30", "2024-05-01"],
        "worked": ["2024-05-04"],
    }
    asked = {"id": str(uuid.uuid4()), "type": "SetYear", "year": 2024, "calendar": year}
    url = f"{admin.url}/api/office/ask"
    async with admin.http.post(url, json=asked, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
    conference = await service.conference(a_plan(date="2024-04-24"))
    secretary = await spoken(conference)
    assert (await get(secretary, "/deadline?days=5&counting=working"))[1] == {"day": "2024-05-04"}
    assert (await get(secretary, "/deadline?days=5&counting=days"))[1] == {"day": "2024-04-29"}


async def test_what_was_written_of_a_denunciation_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    named, about = "Giám đốc Xê".encode(), "nhận của dân".encode()
    async with in_process(tmp_path) as service:
        conference = await service.conference()
        secretary = await spoken(conference)
        await secretary.ask(
            "LogOpinion", turn="t1", summary="Giám đốc Xê nhận của dân",
            petitioners=[{"name": "Giám đốc Xê"}],
        )  # fmt: skip
        await secretary.ask("AnswerOpinion", opinion="y1", answer="here", text="Giám đốc Xê")
        assert holders(tmp_path, named) and holders(tmp_path, about)
        moderator = await conference.enter("moderator")
        await moderator.ask("DivertRequest", matter="denunciation", turn="t1")
        await until_gone(tmp_path, named, about)
        assert (await get(secretary, ""))[1]["rows"][0]["code"] == "YK001"
