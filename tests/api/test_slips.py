"""Phiếu nhắc over HTTP: what an agency sees of a conference, and what it may write (day.md D25)."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.rehearsal.link import Json, Link
from tests.api.test_register import Desk
from tests.api.test_setup import ask
from tests.given import a_plan
from tests.service import Conference, in_process

FACT = "Đã bố trí 12 tỷ đồng, khởi công quý III"
OPEN, ASIDE = "Đường liên xã", "Chuyện của xã khác"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with in_process(tmp_path) as service:
        desk = Desk(service)
        desk.admin = (await service.admin()).token
        yield desk


async def under_way(desk: Desk, **plan: Any) -> tuple[Conference, Link]:
    """A conference in which r1 speaks as t1 and r2, r3, r4 wait."""
    conference = await desk.service.conference(a_plan(**plan))
    moderator = await conference.opened()
    for n, topic in enumerate((OPEN, OPEN, OPEN, ASIDE), 1):
        seq = await moderator.ask(
            "RaiseHand", point="hoi-truong", speaker={"name": f"Người {n}"}, topic=topic
        )
    await moderator.ask("CallSpeaker", request="r1")
    seq = await moderator.ask("TakeFloor", turn="t1")
    await moderator.until_seq(seq)
    return conference, moderator


async def passed(
    desk: Desk, conference: Conference, token: str, about: str, **more: str
) -> tuple[int, Json]:
    body = {"type": "PassSlip", "about": about, "text": FACT} | more
    return await desk.post(f"/api/conferences/{conference.id}/ask", token, **body)


async def test_an_agency_of_the_house_writes_where_it_is_invited(desk: Desk) -> None:
    conference, moderator = await under_way(desk)
    await under_way(desk, agencies=("Sở Nội vụ",))
    await under_way(desk, date="2025-01-02")  # nobody closed it
    waiting = await desk.service.conference(a_plan())
    token = await desk.agency("sxd", "Sở Xây dựng")
    [seen] = (await desk.get("/api/slips", token))["conferences"]
    assert (seen["id"], seen["agency"], seen["slips"]) == (conference.id, "Sở Xây dựng", [])
    told = [(one["about"], one["stage"], one["topic"]) for one in seen["speakers"]]
    assert told == [("t1", "speaking", OPEN), ("r2", "next", OPEN), ("r3", "next", OPEN)]
    assert seen["speakers"][0]["speaker"] == {"name": "Người 1"}
    assert ASIDE not in str(seen)

    status, sent = await passed(desk, conference, token, "t1")
    assert status == 200, sent
    await moderator.until_seq(sent["seq"])
    [slip] = moderator.view["floor"]["slips"].values()
    assert (slip["text"], slip["agency"]) == (FACT, "Sở Xây dựng")
    await moderator.ask("ReadSlip", slip="p1")
    [seen] = (await desk.get("/api/slips", token))["conferences"]
    assert seen["slips"][0]["text"] == FACT and seen["slips"][0]["read_at"]

    assert (await passed(desk, waiting, token, "r1"))[1]["code"] == "unknown_id"
    no = await passed(desk, conference, token, "t1", agency="Sở Nội vụ")
    assert (no[0], no[1]["code"]) == (403, "not_allowed")


async def test_who_came_by_the_conferences_code_says_for_whom(desk: Desk) -> None:
    conference, moderator = await under_way(desk)
    one, other = [await conference.token("agency") for _ in range(2)]
    [seen] = (await desk.get("/api/slips", one))["conferences"]
    assert (seen["id"], seen["agencies"]) == (conference.id, ["Sở Xây dựng", "Sở Nội vụ"])
    assert (await passed(desk, conference, one, "t1"))[1]["code"] == "unknown_id"
    status, sent = await passed(desk, conference, one, "t1", agency="Sở Nội vụ")
    assert status == 200, sent
    [mine] = (await desk.get("/api/slips", one))["conferences"]
    [theirs] = (await desk.get("/api/slips", other))["conferences"]
    assert [slip["id"] for slip in mine["slips"]] == ["p1"] and theirs["slips"] == []
    path = f"/api/conferences/{conference.id}/ask"
    back = {"type": "TakeBackSlip", "slip": "p1"}
    assert (await desk.post(path, other, **back))[1]["code"] == "not_allowed"
    status, taken = await desk.post(path, one, **back)
    await moderator.until_seq(taken["seq"])
    assert status == 200 and not moderator.view["floor"].get("slips")
    answer = {"type": "AnswerOpinion", "opinion": "y1", "answer": "written", "text": "x"}
    assert (await desk.post(path, one, **answer))[0] == 403


async def test_nobody_else_looks_there(desk: Desk) -> None:
    conference, moderator = await under_way(desk)
    gone = await desk.agency("sxd", "Sở Xây dựng")
    for role, point in (("secretary", ""), ("point", "an-phu"), ("hall", ""), ("moderator", "")):
        token = await conference.token(role, point)
        assert (await ask(desk.service, "GET", "/api/slips", token))[0] == 403
    assert (await passed(desk, conference, await conference.token("moderator"), "t1"))[0] == 403
    await moderator.until_seq(await moderator.ask("DivertRequest", matter="complaint", turn="t1"))
    [seen] = (await desk.get("/api/slips", gone))["conferences"]
    assert [one["about"] for one in seen["speakers"]] == ["r2", "r3"]
    status, _ = await desk.post("/api/office/ask", type="RemoveAgency", agency="sxd")
    assert status == 200
    body = {"id": str(uuid.uuid4()), "type": "PassSlip", "about": "r2", "text": FACT}
    path = f"/api/conferences/{conference.id}/ask"
    assert (await ask(desk.service, "POST", path, gone, json=body))[0] in (401, 403)
