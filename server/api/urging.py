"""Letters that remind agencies over HTTP, in the name of an organisation of the office's."""

import asyncio

from aiohttp import web

from server.api.register import Register, one_of
from server.api.rights import Rights
from server.api.sending import download
from server.documents import letterhead, urging
from server.documents.issuing import Issuing
from server.live.house import House
from server.rooms.conclusion import Issuer
from server.rooms.office import Office, Profile
from server.rooms.rights import STAFF
from server.rooms.words import Empty, Unknown


class Urging:
    """HTTP handlers. `register` says what is due."""

    def __init__(self, house: House, rights: Rights, register: Register) -> None:
        self._house, self._rights, self._register = house, rights, register

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/register/reminders.{form:docx|zip}", self._write)]

    async def _write(self, request: web.Request) -> web.Response:
        """A letter to `?agency=` as DOCX, or one to each as ZIP. `?profile=` is the organisation
        that writes (the first if absent), `?issuer=` its side. Raises Empty without an agency,
        Unknown for one that owes nothing, or for an organisation that is none."""
        await self._rights.token(request, *STAFF)
        form, agency = request.match_info["form"], request.query.get("agency", "")
        if form == "docx" and not agency:
            raise Empty(field="agency")
        today, _, found = await self._register.due(request)
        if form == "docx" and not found:
            raise Unknown(what="agency", id=agency)
        by = await self._by(request)
        if form == "docx":
            name, body = (
                urging.slug(agency),
                await asyncio.to_thread(urging.letter, by, agency, found, today),
            )
        else:
            name, body = "don-doc", await asyncio.to_thread(urging.letters, by, found, today)
        return download(body, f"{name}.{form}")

    async def _by(self, request: web.Request) -> Issuing:
        office = (await self._house.office()).room.office
        side = one_of(request, "issuer", ("", *Issuer))
        chosen = _profile(office, request.query.get("profile", ""))
        at, asked = self._house.clock(), Issuer(side) if side else None
        return letterhead.of(chosen.issuers, chosen.signers, at, asked)


def _profile(office: Office, id: str) -> Profile:
    if id and id not in office.profiles:
        raise Unknown(what="profile", id=id)
    first = min(office.profiles.values(), key=lambda one: one.name, default=Profile("none", ""))
    return office.profiles[id] if id else first
