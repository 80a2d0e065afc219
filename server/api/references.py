"""Over HTTP: what a conference refers to beside its record, and how an issuing body's papers look.

Nothing is written here: `SetAgencies`, `SetCalendar` and `SetIssuers` are commands."""

import msgspec
from aiohttp import web

from server.api.body import json_body, json_response
from server.api.rights import Rights
from server.documents import letterhead
from server.live.house import House
from server.rooms.conclusion import Issuer
from server.rooms.plan import IssuingBodies, Signers
from server.rooms.rights import KEEPING


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who would issue and sign."""

    issuers: IssuingBodies = IssuingBodies()
    signers: Signers = Signers()


class References:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights) -> None:
        self._house, self._rights = house, rights

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/conferences/{id}/references", self._show),
            web.post("/api/issuers/preview", self._preview),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        """Agencies with their cards, fields, calendar, who issues and who signs."""
        session = (await self._rights.conference(request, *KEEPING)).live.room.session
        plan = session.plan
        return json_response({
            "agencies": plan.agencies, "cards": plan.cards, "fields": plan.fields,
            "calendar": plan.calendar, "date": plan.date, "issuers": plan.issuers,
            "signers": session.people.signers,
        })  # fmt: skip

    async def _preview(self, request: web.Request) -> web.Response:
        """Head and foot of the papers of both sides, as they would be printed."""
        await self._rights.token(request, *KEEPING)
        asked = await json_body(request, Told)
        at = self._house.clock()
        both = {
            side: letterhead.shown(letterhead.of(asked.issuers, asked.signers, at, side))
            for side in Issuer
        }
        return json_response(both)
