"""*Tóm tắt cho người đến sau* over HTTP: what happened so far, on one screen (day.md D19)."""

from typing import Final

from aiohttp import web

from server.api.body import json_response
from server.api.rights import Rights
from server.live.house import House
from server.rooms.recap import recap
from server.rooms.words import Role

READERS: Final = (
    Role.ADMIN,
    Role.CHAIR,
    Role.MODERATOR,
    Role.ASSISTANT,
    Role.SECRETARY_LEAD,
    Role.SECRETARY,
)


class Recaps:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights) -> None:
        self._house, self._rights = house, rights

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/conferences/{id}/recap", self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *READERS)
        who = (await self._rights.token(request)).actor.id
        return json_response(recap(live.live.shown, who, self._house.clock()))
