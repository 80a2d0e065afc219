"""The administrators' door: signing in, accounts, codes on cards, the office's own certificate."""

import html
from pathlib import Path
from typing import Any, Final

import msgspec
import segno
from aiohttp import web

from server.api.body import json_body, json_response
from server.api.ports import Accounts, Codes, Devices, Seat
from server.api.problems import BadInput, NameTaken, NotFound
from server.api.rights import Rights
from server.api.socket import Door
from server.rooms.session import Plan
from server.rooms.words import Role

MIN_PASSWORD: Final = 10
"""Characters of a password at least."""
CARD_ROLES: Final = {
    Role.CHAIR: "Chủ trì", Role.MODERATOR: "Người điều hành", Role.ASSISTANT: "Trợ lý điều hành",
    Role.SECRETARY_LEAD: "Tổ trưởng thư ký", Role.SECRETARY: "Thư ký",
    Role.TECHNICIAN: "Kỹ thuật viên", Role.AGENCY: "Cơ quan trả lời", Role.VIEWER: "Người theo dõi",
    Role.HALL: "Màn hình hội trường", Role.POINT: "Phụ trách điểm cầu", Role.DELEGATE: "Đại biểu",
}  # fmt: skip
CARDS: Final = """<!doctype html>
<html lang="vi"><meta charset="utf-8"><title>Thẻ mã tham gia</title>
<style>
@page {{ size: A4; margin: 12mm }}
body {{ font-family: "Be Vietnam Pro", "Segoe UI", sans-serif; margin: 0 }}
h1 {{ font-size: 13pt; font-weight: 600 }}
main {{ display: grid; grid-template-columns: 1fr 1fr; gap: 5mm }}
article {{ border: .3mm solid #888; border-radius: 2mm; padding: 4mm; display: flex; gap: 4mm;
  break-inside: avoid }}
svg {{ width: 26mm; height: 26mm; flex: none }}
b {{ font-size: 12pt }} code {{ font-size: 15pt; letter-spacing: .05em }} p {{ margin: 1mm 0 }}
</style>
<h1>{title}</h1><main>{cards}</main></html>"""


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
        """A page to print: a card with QR code for every role and point."""
        live = await self._rights.conference(request, Role.ADMIN)
        plan = live.live.room.session.plan
        codes = await self._codes.list(live.live.id)
        cards = "".join(self._card(plan, seat, code) for seat, code in codes.items())
        page = CARDS.format(title=html.escape(plan.title), cards=cards)
        return web.Response(
            text=page, content_type="text/html", headers={"Cache-Control": "no-store"}
        )

    def _card(self, plan: Plan, seat: Seat, code: str) -> str:
        role, point = seat
        place = next((one.name for one in plan.points if one.id == point), "")
        link = f"{self._url}/#{code}"
        picture = segno.make(link, error="m").svg_inline(border=1, scale=4)
        who = html.escape(CARD_ROLES[role])
        return (
            f"<article>{picture}<div><b>{html.escape(place) or who}</b>"
            f"<p>{who if place else ''}</p><p><code>{code}</code></p>"
            f"<p>{html.escape(self._url)}</p></div></article>"
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
