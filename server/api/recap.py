"""*Tóm tắt cho người đến sau* over HTTP: what happened so far, on one screen (day.md D19); and how
well recognition does, for whoever shows its words to the hall (D1)."""

from aiohttp import web

from server.api.body import json_response
from server.api.rights import Rights
from server.live.house import House
from server.rooms.quality import quality
from server.rooms.recap import recap
from server.rooms.rights import STAFF


class Recaps:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights) -> None:
        self._house, self._rights = house, rights

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.get(conference + "/recap", self._show),
            web.get(conference + "/recognition", self._quality),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *STAFF)
        who = (await self._rights.token(request)).actor.id
        return json_response(recap(live.live.shown, who, self._house.clock()))

    async def _quality(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *STAFF)
        return json_response(quality(live.live.shown.transcript))
