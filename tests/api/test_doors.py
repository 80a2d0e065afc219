"""Accounts, devices, revoked codes, cards, pages: who is let in, and who no longer."""

import ssl
from pathlib import Path

import aiohttp
import pytest
import socketio

from server import certificate
from server.api.pages import DIST
from server.rehearsal.link import Json, Link
from tests.service import Conference, Service, in_process


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference()


async def post(service: Service, path: str, body: Json, token: str = "") -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with service.http.post(service.url + path, json=body, headers=headers) as answer:
        return answer.status, await answer.json(content_type=None)


async def join(conference: Conference, device: str, **more: bool) -> tuple[int, Json]:
    body = {"code": conference.code("point", "an-phu"), "device": device, **more}
    return await post(conference.service, "/api/join", body)


async def refused_at_the_socket(service: Service, token: str) -> str:
    """The code with which a connection is refused."""
    client = socketio.AsyncClient(reconnection=False)
    codes: list[str] = []
    client.on("connect_error", lambda told: codes.append(told["code"]))
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(service.url, auth={"token": token}, transports=["websocket"])
    await client.disconnect()
    return codes[0]


async def test_a_point_sits_at_one_device_and_another_must_take_over(
    conference: Conference,
) -> None:
    status, first = await join(conference, "máy-1")
    assert status == 200
    assert (await join(conference, "máy-1"))[0] == 200
    status, told = await join(conference, "máy-2")
    assert (status, told["code"]) == (409, "device_taken")
    assert told["since"] > 0

    status, second = await join(conference, "máy-2", take_over=True)
    assert status == 200
    assert await refused_at_the_socket(conference.service, first["token"]) == "taken_over"
    moderator = await conference.enter("moderator")
    await moderator.until(
        lambda: moderator.view["points"]["an-phu"].get("devices") == 1, "the takeover in the log"
    )
    link = Link(conference.service.url, conference.service.http, "second")
    link.token, link.conference = second["token"], conference.id
    await link.connect()
    await link.close()


async def test_taking_over_closes_the_connection_of_the_other_device(
    conference: Conference,
) -> None:
    old = await conference.enter("point", "an-phu")
    gone: list[str] = []
    old._sio.on("disconnect", gone.append)
    assert (await join(conference, "máy-2", take_over=True))[0] == 200
    await old.until(lambda: not old.connected, "being sent away")


async def test_a_revoked_code_opens_nothing_any_more(conference: Conference) -> None:
    service = conference.service
    old_code, token = conference.code("secretary"), await conference.token("secretary")
    secretary = await conference.enter("secretary")
    admin = (await service.admin()).token
    path = f"/api/conferences/{conference.id}/codes/revoke"
    status, told = await post(service, path, {"role": "secretary"}, admin)
    assert status == 200
    assert told["code"] != old_code
    await secretary.until(lambda: not secretary.connected, "being sent away")
    assert await refused_at_the_socket(service, token) == "revoked"
    assert (await post(service, "/api/join", {"code": old_code}))[0] == 401
    assert (await post(service, "/api/join", {"code": told["code"]}))[0] == 200
    status, told = await post(service, path, {"role": "point", "point": "nowhere"}, admin)
    assert (status, told["code"]) == (404, "not_found")


async def test_accounts_sign_in_and_out_of_the_house(service: Service) -> None:
    admin = (await service.admin()).token
    account = {"name": "Quản trị", "password": "mật khẩu dài"}
    status, added = await post(service, "/api/accounts", account, admin)
    assert (status, added["name"], added["role"]) == (201, "Quản trị", "admin")
    assert "hash" not in added
    status, told = await post(service, "/api/accounts", account | {"name": "QUẢN  trị"}, admin)
    assert (status, told["code"]) == (409, "account_exists")
    status, told = await post(service, "/api/accounts", account | {"password": "ngắn"}, admin)
    assert (status, told["code"]) == (400, "bad_field")

    status, told = await post(service, "/api/sign-in", account | {"password": "sai mật khẩu"})
    assert (status, told["code"]) == (401, "bad_password")
    status, told = await post(service, "/api/sign-in", account)
    assert (status, told["role"], told["conference"]) == (200, "admin", "")
    assert (await post(service, "/api/accounts", {}, told["token"]))[1]["code"] == "bad_field"

    headers = {"Authorization": f"Bearer {admin}"}
    url = f"{service.url}/api/accounts/{added['id']}"
    async with service.http.delete(url, headers=headers) as answer:
        assert answer.status == 204
    assert (await post(service, "/api/sign-in", account))[1]["code"] == "bad_password"
    assert (await post(service, "/api/accounts", {}, told["token"]))[1]["code"] == "revoked"


async def test_only_the_house_keeps_accounts(conference: Conference) -> None:
    token = await conference.token("moderator")
    status, told = await post(conference.service, "/api/accounts", {}, token)
    assert (status, told["code"]) == (403, "not_allowed")


async def test_cards_to_print_have_a_code_for_every_seat(conference: Conference) -> None:
    service = conference.service
    headers = {"Authorization": f"Bearer {(await service.admin()).token}"}
    url = f"{service.url}/api/conferences/{conference.id}/cards"
    async with service.http.get(url, headers=headers) as answer:
        page = await answer.text()
        assert answer.status == 200
    assert page.count("<svg") == len(conference.codes)
    assert all(one["code"] in page for one in conference.codes)
    async with service.http.get(url) as answer:
        assert answer.status == 401


@pytest.mark.skipif(not (DIST / "index.html").exists(), reason="the pages are not built")
@pytest.mark.parametrize("page", ["/", "/point", "/moderate", "/hall", "/admin", "/ready"])
async def test_pages_come_under_a_strict_policy(service: Service, page: str) -> None:
    async with service.http.get(service.url + page) as answer:
        text = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "<html" in text
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/nowhere.js"])
async def test_nothing_outside_the_built_pages_is_served(service: Service, path: str) -> None:
    async with service.http.get(service.url + path) as answer:
        assert answer.status == 404


async def test_https_with_the_office_s_own_authority(tmp_path: Path) -> None:
    folder = tmp_path / "d" / "tls"
    made = certificate.make(folder, ["cau-noi.tinh.local", "10.0.0.5"])
    assert (folder / "ca.key").stat().st_mode & 0o077 == 0
    certificate.make(folder, ["khac.tinh.local"])  # the authority stays the same
    context = ssl.create_default_context(cafile=str(folder / "ca.crt"))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(made, folder / "server.key")
    names = [name for _, name in ssl_names(context, server, "khac.tinh.local")]
    assert names == ["khac.tinh.local"]
    async with (
        in_process(tmp_path / "d") as service,
        service.http.get(f"{service.url}/ca.crt") as answer,
    ):
        assert await answer.read() == (folder / "ca.crt").read_bytes()


def ssl_names(
    client: ssl.SSLContext, server: ssl.SSLContext, name: str
) -> tuple[tuple[str, str], ...]:
    """The names in the certificate that `server` shows to a client asking for `name`."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server, server_hostname=name)
    other = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (one, other):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    certified = one.getpeercert()
    assert certified is not None
    return certified["subjectAltName"]  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["", "has space", "-x", "a" * 64, "tỉnh.local"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(certificate.BadName):
        certificate.make(tmp_path, [name])


async def test_ca_is_not_there_before_it_is_made(service: Service) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{service.url}/ca.crt") as answer:
        assert answer.status == 404
