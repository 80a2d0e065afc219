"""The administrators' door: signing in, accounts, codes on cards, the office's own certificate."""

from pathlib import Path
from typing import Any, Final

import msgspec
from aiohttp import web

from server.api import cards
from server.api.body import json_body, json_response
from server.api.ports import Accounts, Codes, Devices
from server.api.problems import BadInput, NameTaken, NotFound
from server.api.rights import Rights
from server.api.socket import Door
from server.rooms.words import Role

MIN_PASSWORD: Final = 10
"""Characters of a password at least."""


class NewAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    password: str
    role: Role = Role.ADMIN


class Revoke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Role
    point: str = ""


class Admin:
    """HTTP handlers for administrators. `folder` is where `caunoi certificate` wrote."""

    def __init__(
        self, codes: Codes, devices: Devices, accounts: Accounts, rights: Rights, door: Door,
        folder: Path, url: str,
    ) -> None:  # fmt: skip
        self._codes, self._devices, self._accounts = codes, devices, accounts
        self._rights, self._door, self._folder, self._url = rights, door, folder, url

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/accounts", self._list_accounts),
            web.post("/api/accounts", self._add_account),
            web.delete("/api/accounts/{id}", self._disable_account),
            web.post("/api/conferences/{id}/codes/revoke", self._revoke),
            web.get("/api/conferences/{id}/cards", self._cards),
            web.get("/ca.crt", self._authority),
        ]

    async def _list_accounts(self, request: web.Request) -> web.Response:
        await self._rights.house(request)
        return json_response(await self._accounts.all())

    async def _add_account(self, request: web.Request) -> web.Response:
        await self._rights.house(request)
        asked = await json_body(request, NewAccount)
        if not asked.name.strip() or len(asked.name) > 100:
            raise BadInput(field="name", why="1 to 100 characters")
        if not MIN_PASSWORD <= len(asked.password) <= 1000:
            raise BadInput(field="password", why=f"at least {MIN_PASSWORD} characters")
        try:
            added = await self._accounts.add(asked.name, asked.password, asked.role)
        except Exception as error:
            if getattr(error, "code", "") == NameTaken.code:
                raise NameTaken from None
            raise
        return json_response(added, status=201)

    async def _disable_account(self, request: web.Request) -> web.Response:
        await self._rights.house(request)
        await self._accounts.disable(request.match_info["id"])
        return web.Response(status=204)

    async def _revoke(self, request: web.Request) -> web.Response:
        """Kill a code and everyone who came in by it; answer with the next one."""
        live = await self._rights.conference(request, Role.ADMIN)
        asked = await json_body(request, Revoke)
        id, seat = live.live.id, (asked.role, asked.point)
        if seat not in await self._codes.list(id):
            raise NotFound
        await self._codes.revoke(id, *seat)
        await self._devices.free(id, asked.point)
        await self._door.expel(id, lambda who: (who.role, who.point) == seat)
        issued = await self._codes.issue(id, [seat])
        return json_response({"role": asked.role, "point": asked.point, "code": issued[seat]})

    async def _cards(self, request: web.Request) -> web.Response:
        """A page to print: a card with QR code for every seat, or for `?role=`, several times."""
        live = await self._rights.conference(request, Role.ADMIN)
        codes = await self._codes.list(live.live.id)
        try:
            roles = [Role(role) for role in request.query.getall("role", [])]
        except ValueError:
            raise BadInput(field="role", why="no such role") from None
        text = cards.page(live.live.room.session.plan, codes, self._url, roles)
        return web.Response(
            text=text, content_type="text/html", headers={"Cache-Control": "no-store"}
        )

    async def _authority(self, request: web.Request) -> web.StreamResponse:
        """The office's root certificate: public by nature, machines must have it before they can
        trust anything else."""
        path = self._folder / "ca.crt"
        if not path.exists():
            raise NotFound
        headers: dict[str, Any] = {"Content-Disposition": 'attachment; filename="caunoi-ca.crt"'}
        return web.Response(
            body=path.read_bytes(), content_type="application/x-x509-ca-cert", headers=headers
        )
