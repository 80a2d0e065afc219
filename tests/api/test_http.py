"""The plain door: who may read what, pages, sound by range, papers, health."""

import io
import json
import wave
from typing import Any, get_args

import pytest

from server.api.problems import WORDS
from server.live.ports import Unavailable
from server.rehearsal.link import Json
from server.rooms.room import Command, Event
from server.rooms.words import Role
from server.store.log import SqlLog
from tests.api.raw import seated
from tests.service import Conference, Service

STAFF = {"chair", "moderator", "assistant", "secretary_lead", "secretary"}
AUDITORS = {"chair", "moderator", "secretary_lead"}
MAY: dict[str, set[str]] = {
    "/log": AUDITORS | {"admin"},
    "/order": {"chair", "moderator", "assistant"},
    "/segments": STAFF | {"admin"},
    "/turns/t1/sound": STAFF | {"admin"},
    "/documents/minutes.docx": STAFF | {"admin"},
    "/documents/register.xlsx": STAFF | {"admin"},
    "/documents": STAFF | {"admin"},
    "/blanks": STAFF | {"admin"},
    "/codes": {"admin"},
}
"""Who may read what of a conference."""
PEOPLE = [role.value for role in Role if role not in (Role.SYSTEM,)]


@pytest.fixture
async def conference(service: Service) -> Conference:
    """One that has a turn with two seconds of sound."""
    conference = await service.conference()
    moderator = await conference.opened(recording=True)
    await moderator.ask("InviteNow", point="hoi-truong")
    async with seated(conference, "technician") as mixer:
        began = (await mixer.call("time"))["now"] - 3
        # What was spoken before the turn is cut off: so a little before it, and then two seconds.
        for n in range(21):
            meta = {"source": "venue", "stream": "s", "n": n, "began": began, "oldest": 0}
            assert (await mixer.sound(meta, bytes([n, 0]) * 1600))["have"] == n
    return conference


async def token_of(conference: Conference, role: str) -> str:
    if role == "admin":
        return (await conference.service.admin()).token
    at = "an-phu" if role in ("point", "delegate") else ""
    return await conference.token(role, at)


async def get(
    conference: Conference, path: str, token: str = "", **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    url = f"{conference.service.url}/api/conferences/{conference.id}{path}"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    async with conference.service.http.get(url, headers=headers) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


async def test_every_route_for_every_role(conference: Conference) -> None:
    service = conference.service
    other = await service.conference()
    for role in PEOPLE:
        own, foreign = await token_of(conference, role), await token_of(other, role)
        for path, may in MAY.items():
            status, body, _ = await get(conference, path, own)
            assert status == (200 if role in may else 403), (role, path, body)
            if role != "admin":
                status, body, _ = await get(conference, path, foreign)
                assert status == (404 if role in may else 403), (role, path, body)
    for path in MAY:
        assert (await get(conference, path))[0] == 401, path
        assert (await get(conference, path, "forged"))[0] == 401, path


async def test_conferences_are_made_by_the_house_alone(conference: Conference) -> None:
    service = conference.service
    for role in PEOPLE:
        headers = {"Authorization": f"Bearer {await token_of(conference, role)}"}
        url = f"{service.url}/api/conferences"
        async with service.http.post(url, json={"plan": {}}, headers=headers) as answer:
            assert answer.status == (201 if role == "admin" else 403), role
        async with service.http.get(url, headers=headers) as answer:
            seen = [one["id"] for one in await answer.json()]
            assert (conference.id in seen) is (role != "agency")  # an agency has its register
            assert (len(seen) > 1) is (role == "admin")
    async with service.http.post(f"{service.url}/api/conferences", json={"plan": {}}) as answer:
        assert answer.status == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"\xff", b'{"plan": {"title": ""}}', b'{"plan": {"points": 5}}',
        b'{"plan": {}, "more": 1}', b'{"plan": {"title": "a\\u0000b"}}', b"[" * 100_000,
        b'{"plan": {"title": "\\ud800"}}', b'{"plan":' + b'{"a":' * 900 + b"1" + b"}" * 901,
    ],
)  # fmt: skip
async def test_a_bad_plan_makes_no_conference(service: Service, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    url = f"{service.url}/api/conferences"
    async with service.http.post(url, data=body, headers=headers) as answer:
        told = await answer.json(content_type=None)
        assert (answer.status, told["code"]) == (400, "bad_field")
        assert answer.content_type == "application/problem+json"
    async with service.http.get(url, headers=headers) as answer:
        assert await answer.json() == []


async def test_twins_in_a_plan_are_refused(service: Service) -> None:
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    plan = {"points": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}
    url = f"{service.url}/api/conferences"
    async with service.http.post(url, json={"plan": plan}, headers=headers) as answer:
        assert (answer.status, (await answer.json(content_type=None))["code"]) == (400, "bad_plan")


async def test_a_conference_that_is_none(conference: Conference) -> None:
    service = conference.service
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    for id in ("00000000", "..", "%00", "%ff", "x" * 2000):
        async with service.http.get(
            f"{service.url}/api/conferences/{id}/segments", headers=headers
        ) as answer:
            told = await answer.json(content_type=None)
            assert (answer.status, told["code"] in ("no_conference", "not_found")) == (404, True)


# --- the record -------------------------------------------------------------------------------


async def test_the_log_is_read_page_by_page(conference: Conference) -> None:
    token = await token_of(conference, "secretary_lead")
    _, body, _ = await get(conference, "/log", token)
    entries: list[Json] = json.loads(body)
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0]["events"][0]["type"] == "ConferenceSetUp"
    assert {"at", "actor", "command_id", "body"} <= entries[0].keys()
    _, body, _ = await get(conference, "/log?after=2", token)
    assert json.loads(body) == entries[2:]
    _, body, _ = await get(conference, "/log?after=999", token)
    assert json.loads(body) == []
    for bad in ("-1", "x", "1e3", "٣", "9" * 40):
        assert (await get(conference, f"/log?after={bad}", token))[0] == 400


async def test_the_order_under_a_policy_that_is_only_tried(conference: Conference) -> None:
    moderator = await conference.enter("moderator")
    for name in ("Lò Văn Mẫu", "Vi Thị Thử"):
        await moderator.ask("RaiseHand", point="hoi-truong", speaker={"name": name})
    await moderator.until_seq(await moderator.ask("ApproveRequest", request="r2"))
    policy = '/order?policy={"rules":["approved"]}'
    told = json.loads((await get(conference, policy, moderator.token))[1])
    assert (told["order"], told["why"]["r1"][0]) == (["r2", "r1"], {"code": "approved", "n": 1})
    assert moderator.view["queue"]["order"] == ["r1", "r2"]
    for bad in ("{", '{"rules":["nobody"]}', '{"safe":9}'):
        status, body, _ = await get(conference, f"/order?policy={bad}", moderator.token)
        assert (status, json.loads(body)["code"]) == (400, "bad_field")


async def test_segments_by_turn_and_from_a_place(conference: Conference) -> None:
    secretary = await conference.enter("secretary")
    for n in range(5):
        seq = await secretary.ask("WriteSegment", turn="t1", text=f"dòng {n}")
    await secretary.until_seq(seq)
    told = json.loads((await get(conference, "/segments?turn=t1&from=2", secretary.token))[1])
    assert told["count"] == 5
    assert [one["text"] for one in told["segments"]] == ["dòng 2", "dòng 3", "dòng 4"]
    brief = json.loads((await get(conference, "/segments?brief=1&from=2", secretary.token))[1])
    shown = secretary.view["transcript"]["segments"]
    assert brief["segments"] == [shown[one["id"]] for one in told["segments"]]
    told = json.loads((await get(conference, "/segments?turn=t9", secretary.token))[1])
    assert told == {"segments": [], "count": 0}
    assert (await get(conference, "/segments?from=x", secretary.token))[0] == 400


async def test_a_turns_sound_whole_and_by_range(conference: Conference) -> None:
    token = await token_of(conference, "secretary")
    path = "/turns/t1/sound"
    status, whole, headers = await get(conference, path, token)
    assert (status, headers["Content-Type"], headers["Accept-Ranges"]) == (
        200, "audio/wav", "bytes",
    )  # fmt: skip
    assert "no-store" in headers["Cache-Control"]
    with wave.open(io.BytesIO(whole)) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16000, 1, 2)
        assert 1.9 < wav.getnframes() / 16000 <= 2.1
    size = len(whole)
    ranges = {
        "bytes=0-": (206, whole), "bytes=0-43": (206, whole[:44]), "bytes=100-": (206, whole[100:]),
        "bytes=-50": (206, whole[-50:]), f"bytes={size - 1}-": (206, whole[-1:]),
        f"bytes=10-{size * 2}": (206, whole[10:]), f"bytes={size}-": (416, b""),
        "bytes=9-2": (416, b""), "bytes=x": (416, b""),
    }  # fmt: skip
    for asked, (expected, part) in ranges.items():
        status, body, headers = await get(conference, path, token, Range=asked)
        assert (status, body) == (expected, part), asked
        assert headers["Content-Range"].endswith(f"/{size}"), asked
    for missing in ("t2", "t99", "..%2f..%2fsecret-key"):
        assert (await get(conference, f"/turns/{missing}/sound", token))[0] == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [("minutes.docx", "wordprocessingml"), ("register.xlsx", "spreadsheetml")],
)
async def test_papers_are_downloads(conference: Conference, path: str, kind: str) -> None:
    token = await token_of(conference, "secretary")
    status, body, headers = await get(conference, f"/documents/{path}", token)
    assert (status, body[:2]) == (200, b"PK")
    assert kind in headers["Content-Type"]
    assert headers["Content-Disposition"].startswith("attachment;")
    for wrong in ("minutes.exe", "x.docx", "minutes.xlsx", "minutes.zip"):
        assert (await get(conference, f"/documents/{wrong}", token))[0] == 404


async def test_a_paper_of_a_conference_where_nothing_has_happened(service: Service) -> None:
    conference = await service.conference()
    token = await token_of(conference, "secretary")
    assert (await get(conference, "/documents/minutes.docx", token))[0] == 200
    assert (await get(conference, "/documents/register.xlsx", token))[0] == 200


# --- the machine ------------------------------------------------------------------------------


async def plain(service: Service, path: str, **headers: str) -> tuple[int, Any]:
    async with service.http.get(service.url + path, headers=headers) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_the_schema_has_every_command_event_and_view(service: Service) -> None:
    status, told = await plain(service, "/api/schema")
    assert status == 200
    named = {kind.__name__ for kind in (*get_args(Command), *get_args(Event))}
    assert named | {"View", "Mine"} <= told["$defs"].keys()
    listed = {one["$ref"].removeprefix("#/$defs/") for one in told["anyOf"]}
    assert named | {"View", "Mine"} <= listed


async def test_ready_when_the_log_answers(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await plain(service, "/readyz"))[0] == 200

    async def away(*_: object) -> object:
        raise Unavailable

    monkeypatch.setattr(SqlLog, "read", away)
    status, told = await plain(service, "/readyz")
    assert (status, told["code"]) == (503, "unavailable")
    assert (await plain(service, "/healthz"))[0] == 200


async def test_when_the_database_is_away_who_asks_is_told_to_ask_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    conference = await service.conference()
    append = SqlLog.append

    async def after_writing(*args: Any) -> None:
        await append(*args)
        raise Unavailable

    async with seated(conference, "moderator") as raw:
        body = {"id": "8b6c1c0e-6f3e-4a36-9d0b-6a1a7a1f0002", "type": "OpenConference"}
        with monkeypatch.context() as broken:
            broken.setattr(SqlLog, "append", after_writing)
            told = await raw.call("ask", body)
            assert told["error"]["code"] == "unavailable"
        assert await raw.call("ask", body) == {"seq": 2}


async def test_metrics_are_for_administrators_and_technicians(conference: Conference) -> None:
    service = conference.service
    assert (await plain(service, "/metrics"))[0] == 401
    for role, expected in (("viewer", 403), ("chair", 403), ("technician", 200), ("admin", 200)):
        headers = {"Authorization": f"Bearer {await token_of(conference, role)}"}
        async with service.http.get(f"{service.url}/metrics", headers=headers) as answer:
            assert answer.status == expected, role
            if expected == 200:
                assert "caunoi_commands_total" in await answer.text()


async def test_nowhere_and_wrong_methods_are_problems_too(service: Service) -> None:
    for method, path in (("GET", "/api/nothing"), ("POST", "/nothing"), ("DELETE", "/api/join")):
        async with service.http.request(method, service.url + path) as answer:
            told = await answer.json(content_type=None)
            assert answer.status in (400, 404, 405), path
            assert told["code"] in WORDS


async def test_no_secret_lies_open(service: Service) -> None:
    for name in ("secret-key", "admin-code"):
        assert (service.folder / name).stat().st_mode & 0o077 == 0
