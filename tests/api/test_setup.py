"""Setting up over HTTP and by the command line: previews, copies, archives; for the house alone."""

import asyncio
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from msgspec import convert

from server.rehearsal.link import Json
from server.rooms.plan import Plan
from server.rooms.words import Role
from tests.service import Conference, Service, in_process
from tests.setup.given import POINTS, book

FORM = "multipart/form-data"
REQUESTS = (
    ("Điểm cầu", "Họ và tên", "Đơn vị", "Nội dung đăng ký"),
    ("ap", "Nguyễn Văn An", "UBND xã", "Giá đất"),
    ("Xã Đồn Đạc", "Hoàng Thị Em", "UBND xã", "Đường liên xã"),
)
GOOD = book(
    {
        "Hội nghị": (("Mục", "Giá trị"), ("Tên hội nghị", "Hội nghị đối thoại năm 2026")),
        "Điểm cầu": POINTS, "Đăng ký phát biểu": REQUESTS,
    }
)  # fmt: skip


async def ask(
    service: Service, method: str, path: str, token: str | None = None, **body: Any
) -> tuple[int, bytes, Json]:
    """Status, body, and the body as JSON if it is."""
    if token is None:
        token = (await service.admin()).token
    headers = {"Authorization": f"Bearer {token}"} | body.pop("headers", {})
    async with service.http.request(method, service.url + path, headers=headers, **body) as answer:
        whole = await answer.read()
        is_json = "json" in answer.content_type
        return answer.status, whole, (await answer.json(content_type=None)) if is_json else {}


async def preview(service: Service, *files: bytes, like: str = "", **more: Any) -> tuple[int, Json]:
    form = aiohttp.FormData()
    for no, data in enumerate(files):
        form.add_field("file", io.BytesIO(data), filename=f"tep-{no}.xlsx")
    if like:
        form.add_field("like", like)
    status, _, told = await ask(service, "POST", "/api/setup/preview", data=form, **more)
    return status, told


async def listed(service: Service) -> Sequence[Json]:
    found: Any = (await ask(service, "GET", "/api/conferences"))[2]
    return [dict(one) for one in found]


async def test_a_workbook_becomes_a_conference(service: Service) -> None:
    status, told = await preview(service, GOOD)
    assert (status, told["problems"], told["problem_count"]) == (200, [], 0)
    assert told["counts"] == {
        "points": 3, "agenda": 0, "fields": 0, "agencies": 0, "issuers": 0, "signers": 0,
        "days": 0, "leaders": 0, "delegates": 0, "requests": 2,
    }  # fmt: skip
    assert await listed(service) == []
    made = {name: told[name] for name in ("plan", "people", "requests")}
    status, _, answer = await ask(service, "POST", "/api/conferences", json=made)
    assert status == 201
    [one] = await listed(service)
    assert (one["id"], one["title"]) == (answer["id"], "Hội nghị đối thoại năm 2026")
    moderator = await Conference(service, answer).enter("moderator")
    waiting = moderator.view["queue"]["requests"]
    waiting = waiting.values() if isinstance(waiting, dict) else waiting
    assert sorted(one["speaker"]["name"] for one in waiting) == ["Hoàng Thị Em", "Nguyễn Văn An"]


async def test_a_preview_with_problems_has_nothing_to_go_on_with(service: Service) -> None:
    bad = book({"Điểm cầu": (*POINTS, ("ap", "Xã Mới", "Thôn", "=A1"))})
    for language, words in (("vi", "Ô có công thức"), ("en", "A formula")):
        status, told = await preview(service, bad, headers={"Accept-Language": language})
        assert status == 200
        assert {"plan", "people", "policy", "requests"} & told.keys() == set()
        assert told["problem_count"] == 2
        assert told["counts"]["points"] == 3
        first, second = told["problems"]
        where = {"sheet": "Điểm cầu", "row": 5}
        assert first.items() >= {**where, "code": "cell_bad", "column": "Loại"}.items()
        assert second.items() >= {**where, "code": "cell_formula", "column": "Cụm"}.items()
        assert second["message"].startswith(words)


async def test_many_problems_are_counted_and_some_of_them_told(service: Service) -> None:
    rows = [("Tên điểm cầu", "Số đại biểu"), *((f"Xã {no}", "x") for no in range(3000))]
    _, told = await preview(service, book({"Điểm cầu": rows}))
    assert (told["problem_count"], len(told["problems"])) == (3000, 500)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xd0\xcf\x11\xe0", "not_a_sheet"), (b"", "no_known_sheet"), (b"PK\x03\x04", "not_a_sheet"),
     (b"x" * 5_000_000, "sheet_too_big"), (b"\n".join([b"x"] * 50_000), "too_many_rows"),
     (book({"Điểm cầu": (("Xã",),)}), "missing_column")],
    ids=["old Excel", "empty", "torn", "5 MB", "50,000 rows", "wrong columns"],
)  # fmt: skip
async def test_a_file_that_is_refused(service: Service, data: bytes, code: str) -> None:
    status, told = await preview(service, data)
    assert (status, told["code"]) == (400, code)
    assert "{" not in told["message"]


async def test_a_form_that_is_none(service: Service) -> None:
    bodies: list[dict[str, Any]] = [
        {}, {"data": b"x"}, {"json": {}}, {"data": {"file": "text"}}, {"data": {"like": "x"}},
        {"data": b"--x\r\n\r\nbroken", "headers": {"Content-Type": f"{FORM}; boundary=x"}},
        {"data": b"x", "headers": {"Content-Type": FORM}},
    ]  # fmt: skip
    for body in bodies:
        status, _, told = await ask(service, "POST", "/api/setup/preview", **body)
        assert (status, told["code"]) == (400, "bad_field"), body
    status, told = await preview(service, *[GOOD] * 11)
    assert (status, told["code"]) == (400, "bad_field")


async def test_the_next_conference_begins_with_the_last_one(service: Service) -> None:
    before = await service.conference()
    status, _, copy = await ask(service, "GET", f"/api/conferences/{before.id}/setup")
    assert status == 200
    assert [one["id"] for one in copy["plan"]["points"]] == ["hoi-truong", "an-phu", "don-dac"]
    agenda = book({"Chương trình": (("Nội dung", "Phần"), ("Đối thoại", "Đối thoại"))})
    status, told = await preview(service, agenda, like=before.id)
    assert status == 200
    assert told["plan"]["points"] == copy["plan"]["points"]
    assert told["people"] == copy["people"]
    assert [one["title"] for one in told["plan"]["agenda"]] == ["Đối thoại"]
    status, told = await preview(service, agenda, like="nowhere")
    assert (status, told["code"]) == (404, "no_conference")


async def test_who_was_carried_over_stands_in_the_next_list(service: Service) -> None:
    """Nobody is left waiting, and nobody has to register again (day.md D8)."""
    _, told = await preview(service, GOOD)
    made = {name: told[name] for name in ("plan", "people", "requests")}
    _, _, answer = await ask(service, "POST", "/api/conferences", json=made)
    before = Conference(service, answer)
    moderator = await before.opened()
    await moderator.ask("RaiseHand", point="ap", speaker={"name": "Lê Thị Hoa"}, topic="Trường")
    await moderator.ask("EndDialogue", others=[
        {"request": "r1", "how": "carried"}, {"request": "r3", "how": "carried"},
    ])  # fmt: skip
    _, _, copy = await ask(service, "GET", f"/api/conferences/{before.id}/setup")
    named = [(one["speaker"]["name"], one.get("topic")) for one in copy["requests"]]
    assert named == [("Nguyễn Văn An", "Giá đất"), ("Lê Thị Hoa", "Trường")]
    again = book({"Đăng ký phát biểu": (REQUESTS[0], ("ap", "Nguyễn Văn An", "UBND xã", "Mới"))})
    _, told = await preview(service, again, like=before.id)
    named = [(one["speaker"]["name"], one.get("topic")) for one in told["requests"]]
    assert named == [("Lê Thị Hoa", "Trường"), ("Nguyễn Văn An", "Mới")]
    assert told["counts"]["requests"] == 2
    made = {name: told[name] for name in ("plan", "people", "requests")}
    status, _, answer = await ask(service, "POST", "/api/conferences", json=made)
    assert status == 201
    waiting = (await Conference(service, answer).enter("moderator")).view["queue"]
    assert [waiting["requests"][id]["prior"] for id in waiting["order"]] == [True, True]
    elsewhere = book({"Điểm cầu": (*POINTS[:2], *POINTS[3:])})  # their point is no more
    _, told = await preview(service, elsewhere, like=before.id)
    assert (told["problems"], told["requests"]) == ([], [])


async def test_the_policy_goes_along(service: Service) -> None:
    policy = {"rules": ["venue", "cluster"], "quota": 2}
    _, _, first = await ask(
        service, "POST", "/api/conferences", json={"plan": {}, "policy": policy}
    )
    _, told = await preview(service, GOOD, like=first["id"])
    made = {name: told[name] for name in ("plan", "people", "policy", "requests")}
    status, _, second = await ask(service, "POST", "/api/conferences", json=made)
    assert status == 201
    _, _, copy = await ask(service, "GET", f"/api/conferences/{second['id']}/setup")
    assert copy["policy"] == policy


async def test_a_set_up_goes_out_as_a_workbook_and_comes_in_as_the_same(service: Service) -> None:
    _, told = await preview(service, GOOD)
    policy = {"rules": ["quota", "field"], "kinds": ["order"], "quota": 2, "safe": 1}
    plan = told["plan"] | {"zone": 540, "host": "UBND tỉnh"}
    made = {"plan": plan, "people": told["people"], "requests": told["requests"]}
    _, _, first = await ask(service, "POST", "/api/conferences", json=made | {"policy": policy})
    moderator = await Conference(service, first).enter("moderator")
    later = policy | {"scope": "item"}
    await moderator.ask("SetPolicy", policy=later)
    await moderator.ask("RaiseHand", point="ap", speaker={"name": "Tại chỗ"}, topic="Nay mới")
    _, body, _ = await ask(service, "GET", f"/api/conferences/{first['id']}/setup.xlsx")
    status, again = await preview(service, body)
    assert (status, again["problems"]) == (200, [])
    assert convert(again["plan"], Plan) == convert(plan, Plan)
    assert (again["people"], again["policy"]) == (told["people"], later)
    assert again["requests"] == told["requests"]


async def test_requests_that_cannot_be_registered_make_no_conference(service: Service) -> None:
    _, told = await preview(service, GOOD)
    told["requests"][1]["point"] = "nowhere"
    made = {name: told[name] for name in ("plan", "people", "requests")}
    status, _, why = await ask(service, "POST", "/api/conferences", json=made)
    assert status in (400, 404), why
    assert await listed(service) == []


async def test_the_sample_is_what_the_preview_reads(service: Service) -> None:
    status, data, _ = await ask(service, "GET", "/api/setup/sample.xlsx")
    assert (status, data[:2]) == (200, b"PK")
    status, told = await preview(service, data)
    assert (status, told["problems"], told["hints"]) == (200, [], [])


async def test_only_the_house_sets_up(service: Service) -> None:
    conference = await service.conference()
    paths = (
        ("GET", "/api/setup/sample.xlsx"), ("POST", "/api/setup/preview"),
        ("GET", f"/api/conferences/{conference.id}/setup"),
        ("GET", f"/api/conferences/{conference.id}/archive"), ("POST", "/api/archives"),
    )  # fmt: skip
    others = [role.value for role in Role if role not in (Role.SYSTEM, Role.ADMIN)]
    tokens = [
        await conference.token(role, "an-phu" if role in ("point", "delegate") else "")
        for role in others
    ]
    for method, path in paths:
        for token in tokens:
            assert (await ask(service, method, path, token))[0] == 403, path
        assert (await ask(service, method, path, "forged"))[0] == 401, path


async def test_cards_of_some_roles_stand_in_the_plans_order(service: Service) -> None:
    conference = await service.conference()
    path = f"/api/conferences/{conference.id}/cards?role=point"
    status, data, _ = await ask(service, "GET", path)
    codes = [conference.code("point", id) for id in ("hoi-truong", "an-phu", "don-dac")]
    assert status == 200
    assert re.findall(r"<code>([^<]+)</code>", data.decode()) == codes
    assert data.count(b"viewBox=") == 3  # a picture without it is cut off, not made smaller
    status, _, told = await ask(service, "GET", path + "s")
    assert (status, told["code"]) == (400, "bad_field")


# --- archives ---------------------------------------------------------------------------------


async def with_a_turn(service: Service) -> Conference:
    conference = await service.conference()
    moderator = await conference.opened(recording=True)
    seq = await moderator.ask("InviteNow", point="an-phu")
    await moderator.until_seq(seq)
    folder = service.folder / "sound" / conference.id
    await asyncio.to_thread(put_sound, folder)
    return conference


def put_sound(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "t9.venue.sound").write_bytes(b"\x01" * 100_000)


async def exported(conference: Conference, sound: bool = True) -> tuple[bytes, str]:
    headers = {"Authorization": f"Bearer {(await conference.service.admin()).token}"}
    url = f"{conference.service.url}/api/conferences/{conference.id}/archive?sound={sound:d}"
    async with conference.service.http.get(url, headers=headers) as answer:
        assert answer.status == 200
        return await answer.read(), answer.headers["Last-Hash"]


async def test_a_conference_moves_to_another_house(service: Service, tmp_path: Path) -> None:
    conference = await with_a_turn(service)
    data, tip = await exported(conference)
    async with in_process(tmp_path / "khác") as other:
        status, _, told = await ask(other, "POST", f"/api/archives?expect={tip}", data=data)
        assert (status, told["id"], told["tip"]) == (201, conference.id, tip)
        there = Conference(other, told)
        moderator = await there.enter("moderator")
        before = await conference.enter("moderator")
        for name in ("floor", "queue", "conference"):
            assert moderator.view.get(name) == before.view.get(name)
        for kind in ("minutes.docx", "register.xlsx"):
            path = f"/api/conferences/{conference.id}/documents/{kind}"
            assert (await ask(other, "GET", path))[0] == 200
        path = f"/api/conferences/{conference.id}/log"
        assert (await ask(other, "GET", path))[2] == (await ask(service, "GET", path))[2]
        assert (tmp_path / "khác/sound" / conference.id / "t9.venue.sound").exists()
        status, _, told = await ask(other, "POST", "/api/archives", data=data)
        assert (status, told["code"]) == (409, "conference_exists")
        seq = await moderator.ask("EndFloor", turn="t1")  # it goes on where it was
        await moderator.until_seq(seq)


async def test_a_changed_archive_is_refused(service: Service, tmp_path: Path) -> None:
    data, tip = await exported(await with_a_turn(service), sound=False)
    async with in_process(tmp_path / "khác") as other:
        for bad, code, path in (
            (b"", "archive_unreadable", "/api/archives"),
            (data[:-100], "archive_unreadable", "/api/archives"),
            (data, "archive_tampered", "/api/archives?expect=" + tip[::-1]),
        ):
            status, _, told = await ask(other, "POST", path, data=bad)
            assert (status, told["code"]) == (400, code)
        assert await listed(other) == []


# --- the command line -------------------------------------------------------------------------


def caunoi(folder: Path, *words: str | Path) -> tuple[int, str, str]:
    inherited = {key: one for key, one in os.environ.items() if not key.startswith("CAUNOI_")}
    ran = subprocess.run(
        [sys.executable, "-m", "server", "conference", *map(str, words)],
        env=inherited | {"CAUNOI_DATA_DIR": str(folder)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stdout, ran.stderr


def test_the_command_line(tmp_path: Path) -> None:
    good, bad, house, other = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "nhà", "khác"))
    good.write_bytes(GOOD)
    bad.write_bytes(book({"Điểm cầu": (*POINTS, ("ap", "Xã Mới"))}))
    code, _, told = caunoi(house, "create", bad)
    assert code == 1
    assert "Điểm cầu · 5 · Mã điểm cầu: Trùng với dòng 3. [row_twice]" in told
    code, out, told = caunoi(house, "create", "--check", good)
    assert (code, out) == (0, "")
    assert "3 points, 0 delegates, 2 requests, 0 errors" in told
    code, out, _ = caunoi(house, "create", good)
    assert code == 0
    id, *codes = out.splitlines()
    assert len([line for line in codes if "\tpoint\t" in line]) == 3
    archive = tmp_path / "a.zip"
    code, out, _ = caunoi(house, "export", id, archive)
    tip = out.split()[-1]
    assert (code, len(tip), archive.stat().st_mode & 0o777) == (0, 64, 0o600)
    code, _, told = caunoi(other, "import", archive, "--expect", tip[::-1])
    assert code == 1
    assert "[archive_tampered]" in told
    code, out, _ = caunoi(other, "import", archive, "--expect", tip)
    assert (code, out.split()) == (0, [id, "Last", "hash:", tip])
    code, _, told = caunoi(other, "import", archive)
    assert code == 1
    assert "[conference_exists]" in told
    code, _, told = caunoi(other, "export", "nowhere", tmp_path / "b.zip")
    assert code == 1
    assert "[nothing_to_export]" in told
    assert [one.name for one in tmp_path.glob("b.zip*")] == []
    sample = tmp_path / "mau.xlsx"
    assert caunoi(house, "sample", sample)[0] == 0
    code, out, told = caunoi(other, "create", sample, "--like", id)
    assert code == 0
    assert "3 points" in told
