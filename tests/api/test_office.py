"""What outlives a conference over HTTP: units, calendar, programme; and statistics of a year."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server.rehearsal.link import Json
from tests.api.test_setup import ask
from tests.given import a_plan
from tests.service import Service, in_process

UNITS = Path(__file__).parents[2] / "server" / "rehearsal" / "demo" / "quang_ninh_units.json"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with in_process(tmp_path / "dữ liệu") as running:
        yield running


async def write(service: Service, token: str | None = None, **command: Any) -> tuple[int, Json]:
    body = {"id": str(uuid.uuid4())} | command
    status, _, told = await ask(service, "POST", "/api/office/ask", token, json=body)
    return status, told


async def account(service: Service, role: str) -> str:
    """The token of somebody of the house."""
    who = {"name": f"Người {role}", "password": "mat-khau-rat-dai"}
    status, _, _ = await ask(service, "POST", "/api/accounts", json=who | {"role": role})
    assert status == 201
    _, _, told = await ask(service, "POST", "/api/sign-in", "x", json=who)
    return str(told["token"])


async def test_a_list_of_units_is_looked_at_and_then_taken(service: Service) -> None:
    status, _, made = await ask(
        service, "POST", "/api/office/units/preview?name=qn.json", data=UNITS.read_bytes()
    )
    assert status == 200 and (await ask(service, "GET", "/api/office"))[2]["units"] == 0
    assert (await write(service, **made["command"]))[0] == 200
    days = {"2024-10-31": 177 + 13, "2025-06-30": 171 + 13, "2025-07-01": 54}
    for day, number in days.items():
        told = (await ask(service, "GET", f"/api/office/units?day={day}"))[2]
        assert len(told["units"]) == number
        assert ("district" in told["levels"]) == (day < "2025-07-01")
    old = (await ask(service, "GET", "/api/office/units?day=2024-10-31"))[2]["units"]
    [split] = [one for one in old if one["id"] == "06799"]
    assert len(split["now"]) == 2
    status, _, told = await ask(service, "POST", "/api/office/units/preview", data=b"{}")
    assert (status, told["code"]) == (400, "not_a_sheet")


async def test_a_historic_year_is_reported(service: Service) -> None:
    meetings = [
        {"id": f"{level}{n}", "title": "Hội nghị", "month": f"2023-{1 + n % 12:02}",
         "level": level, "figures": {"attended": 100}}
        for level, number in (("province", 8), ("district", 38), ("commune", 210))
        for n in range(number)
    ]  # fmt: skip
    assert (await write(service, type="SetMeetings", meetings=meetings))[0] == 200
    path = "/api/statistics?period=year&year=2023"
    report = (await ask(service, "GET", path))[2]
    table = report["tables"][0]
    assert [(row[0], row[1]) for row in table["rows"]] == [
        ("Cấp tỉnh", 8), ("Cấp huyện", 38), ("Cấp xã", 210),
    ]  # fmt: skip
    assert table["total"][1] == 256
    for form in ("xlsx", "docx"):
        status, body, _ = await ask(service, "GET", f"/api/statistics.{form}?year=2023")
        assert status == 200 and body.startswith(b"PK")
    status, _, told = await ask(service, "GET", "/api/statistics?period=month&number=13")
    assert (status, told["code"]) == (400, "bad_period")


async def test_what_was_held_here_is_in_the_report_and_a_rehearsal_is_not(
    service: Service,
) -> None:
    for kind in ("real", "rehearsal"):
        conference = await service.conference(a_plan(date="2026-03-02", kind=kind))
        await conference.opened()
        secretary = await conference.enter("secretary")
        await secretary.ask("LogOpinion", text="Đường", summary="Đường", field="giao-thong")
    told = (await ask(service, "GET", "/api/statistics?period=month&year=2026&number=3"))[2]
    first, second, *_ = told["tables"]
    assert (first["total"][1], first["total"][-1]) == (1, 1)
    assert [row[0] for row in second["rows"]] == ["Giao thông"]


async def test_the_calendar_moves_what_is_soon_due(service: Service) -> None:
    before = (await ask(service, "GET", "/api/register"))[2]
    off = [before["soon"]]
    year = int(before["soon"][:4])
    calendar = {"off": off}
    assert (await write(service, type="SetYear", year=year, calendar=calendar))[0] == 200
    after = (await ask(service, "GET", "/api/register"))[2]
    assert after["today"] == before["today"] and after["soon"] > before["soon"]
    wrong = {"off": ["2026-02-30"]}
    status, told = await write(service, type="SetYear", year=2026, calendar=wrong)
    assert (status, told["code"]) == (400, "bad_day")


async def test_who_may_read_and_who_may_write(service: Service) -> None:
    command = {"type": "SetAgency", "agency": {"id": "syt", "name": "Sở Y tế"}}
    rights = {"secretary_lead": (200, 200), "secretary": (200, 403), "viewer": (403, 403)}
    for role, (reading, writing) in rights.items():
        token = await account(service, role)
        for path in ("/api/office", "/api/office/units", "/api/statistics"):
            assert (await ask(service, "GET", path, token))[0] == reading, (role, path)
        assert (await write(service, token, **command))[0] == writing, role
        assert (await ask(service, "GET", "/api/office/codes", token))[0] == 403
        code = await ask(service, "POST", "/api/office/agencies/syt/code", token)
        assert code[0] == 403
    assert (await ask(service, "POST", "/api/office/agencies/none/code"))[0] == 404
    form = aiohttp.FormData({"x": "y"})
    assert (await ask(service, "POST", "/api/office/ask", data=form))[0] == 400
