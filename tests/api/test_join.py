"""Codes become tokens, tokens open one conference, and wrong ones are paced."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.api.auth import ATTEMPTS, Token, Tokens
from server.rehearsal.link import Json
from server.rooms.words import Role
from tests.api.raw import line
from tests.service import Conference, Service, in_process


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference()


async def join(service: Service, code: object, **headers: str) -> tuple[int, Json, Json]:
    async with service.http.post(
        f"{service.url}/api/join", json={"code": code}, headers=headers
    ) as answer:
        return answer.status, await answer.json(content_type=None), dict(answer.headers)


async def test_a_code_may_be_typed_as_people_type(conference: Conference) -> None:
    code = conference.code("point", "an-phu")
    bare = code.replace("-", "")
    for typed in (code, code.lower(), f"  {bare[:3]} {bare[3:]} ", bare.lower()):
        status, told, _ = await join(conference.service, typed)
        assert status == 200, typed
        assert (told["role"], told["point"], told["conference"]) == (
            "point", "an-phu", conference.id,
        )  # fmt: skip


async def test_the_cookie_is_for_http_alone(conference: Conference) -> None:
    _, told, headers = await join(conference.service, conference.code("secretary"))
    cookie = headers["Set-Cookie"]
    assert f"caunoi={told['token']};" in cookie
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(re.split("; ?", cookie))
    assert "Secure" not in cookie  # plain http here
    url = f"{conference.service.url}/api/conferences/{conference.id}/segments"
    async with conference.service.http.get(url, headers={"Cookie": cookie}) as answer:
        assert answer.status == 200


async def test_behind_tls_the_cookie_is_secure(tmp_path: Path) -> None:
    async with in_process(tmp_path, public_url="https://hoinghi.example.vn") as service:
        _, _, headers = await join(service, service.admin_code)
        assert "Secure" in headers["Set-Cookie"]


@pytest.mark.parametrize("code", ["XXXX-XXXX", "", "đ" * 8, "A" * 5000, "0000-0000\0", "🙂" * 4])
async def test_a_wrong_code(service: Service, code: str) -> None:
    status, told, headers = await join(service, code)
    assert status in (400, 401)
    assert told["code"] in ("bad_code", "bad_field")
    assert headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"code": 5}', b"\xff\xfe", b"{}", b"[" * 9000])
async def test_a_body_that_is_no_code(service: Service, body: bytes) -> None:
    async with service.http.post(f"{service.url}/api/join", data=body) as answer:
        told = await answer.json(content_type=None)
        assert (answer.status, told["code"]) == (400, "bad_field")


async def test_wrong_attempts_are_paced_and_right_ones_cost_nothing(
    conference: Conference,
) -> None:
    service, right = conference.service, conference.code("viewer")
    for _ in range(ATTEMPTS - 1):
        assert (await join(service, "XXXX-XXXX"))[0] == 401
        assert (await join(service, right))[0] == 200
    assert (await join(service, "XXXX-XXXX"))[0] == 401
    status, told, headers = await join(service, "XXXX-XXXX")
    assert (status, told["code"]) == (429, "too_many_attempts")
    assert 1 <= int(headers["Retry-After"]) <= 3
    assert str(told["seconds"]) in told["title"]
    assert (await join(service, right))[0] == 429


async def test_english_where_the_browser_asks_for_it(service: Service) -> None:
    _, told, _ = await join(service, "XXXX-XXXX", **{"Accept-Language": "en-GB,en;q=0.9"})
    assert told["title"] == "Wrong or revoked join code."


# --- tokens at the socket ---------------------------------------------------------------------


@pytest.fixture
async def other(service: Service) -> AsyncIterator[Conference]:
    yield await service.conference()


async def refusal(service: Service, auth: object) -> Json:
    async with line(service) as raw:
        assert not await raw.connect(auth)
        return raw.refused


def signed(service: Service, token: Token, secret: bytes | None = None, hours: float = 24) -> str:
    own = (service.folder / "secret-key").read_text().strip().encode()
    return Tokens(secret or own, hours).sign(token)


async def test_a_good_token_opens_its_conference(conference: Conference) -> None:
    token = await conference.token("viewer")
    async with line(conference.service) as raw:
        assert await raw.connect({"token": token, "conference": conference.id})


@pytest.mark.parametrize(
    "token", [None, 5, "", "x", "a.b.c", "đ", "\ud800", "x" * 5000, {"a": 1}, ["\0"]]
)
async def test_no_token_at_all(conference: Conference, token: object) -> None:
    told = await refusal(conference.service, {"token": token, "conference": conference.id})
    assert (told["code"], told["message"]) == (
        "bad_token", "Phiên làm việc không hợp lệ. Hãy nhập lại mã tham gia.",
    ) or told["code"] == "bad_token"  # fmt: skip
    assert told["message"]


@pytest.mark.parametrize("auth", [None, [], "x", 5, {}])
async def test_auth_of_another_shape(conference: Conference, auth: object) -> None:
    assert (await refusal(conference.service, auth))["code"] == "bad_token"


async def test_a_forged_token_or_one_of_another_secret(conference: Conference) -> None:
    service = conference.service
    good = await conference.token("viewer")
    chair = Token(conference.id, Role.CHAIR, "x")
    body, rest = good.rsplit(".", 2)[0], ".".join(good.rsplit(".", 2)[1:])
    forged = [
        signed(service, chair, b"another secret"),
        good[:-2],
        f"{body}A.{rest}",
        signed(service, chair).rsplit(".", 2)[0] + "." + rest,
    ]
    for token in forged:
        assert (await refusal(service, {"token": token}))["code"] == "bad_token"
        headers = {"Authorization": f"Bearer {token}"}
        async with service.http.get(f"{service.url}/api/conferences", headers=headers) as answer:
            assert answer.status == 401


async def test_an_expired_token_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with in_process(tmp_path, token_hours=0.5) as service:
        conference = await service.conference()
        with monkeypatch.context() as earlier:
            earlier.setattr("itsdangerous.timed.time.time", lambda: 1_700_000_000)
            old = signed(service, Token(conference.id, Role.VIEWER, "x"))
        told = await refusal(service, {"token": old})
        assert told["code"] == "expired_token"
        told = await refusal(service, {"token": old, "language": "en"})
        assert "expired" in told["message"]


async def test_a_token_of_another_conference(conference: Conference, other: Conference) -> None:
    token = await conference.token("moderator")
    told = await refusal(conference.service, {"token": token, "conference": other.id})
    assert told["code"] == "no_conference"
    assert told["message"] == "Không có hội nghị này."


async def test_an_agency_has_no_socket(conference: Conference) -> None:
    token = await conference.token("agency")
    told = await refusal(conference.service, {"token": token})
    assert told["code"] == "not_allowed"


async def test_the_houses_token_opens_any_conference_but_none_that_is_not(
    conference: Conference,
) -> None:
    service = conference.service
    token = (await service.admin()).token
    async with line(service) as raw:
        assert await raw.connect({"token": token, "conference": conference.id})
    for nowhere in ("", "00000000", "../x", {"a": 1}):
        told = await refusal(service, {"token": token, "conference": nowhere})
        assert told["code"] == "no_conference"


async def test_a_token_that_is_not_ascii_is_no_token(conference: Conference) -> None:
    service = conference.service
    headers = {"Authorization": "Bearer \udcff\udcfe"}
    async with service.http.get(f"{service.url}/api/conferences", headers=headers) as answer:
        assert answer.status == 401
