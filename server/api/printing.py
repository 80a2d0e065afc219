"""*In ngay* over HTTP: what a page of the browser prints, whole (day.md D21)."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from server.api.body import json_response
from server.api.problems import NotFound
from server.api.rights import Rights
from server.documents import minutes
from server.documents.issuing import issuing
from server.live.house import House
from server.rooms import prints, sheet
from server.rooms.printing import Printout
from server.rooms.rights import RUNNING, WRITING
from server.rooms.room import Room
from server.rooms.words import Millis

STAFF: Final = RUNNING | WRITING
Made = Callable[[Room, Millis], dict[str, Any]]


def _minutes(room: Room, at: Millis) -> dict[str, Any]:
    return {"minutes": minutes.tell(issuing(room, at))}


PRINTS: Final[dict[Printout, Made]] = {
    Printout.SHEET: lambda room, _: {"sheet": sheet.whole(room), "rows": prints.opinions(room)},
    Printout.OPINIONS: lambda room, _: {"rows": prints.opinions(room)},
    Printout.QUEUE: lambda room, _: {"requests": prints.queue(room)},
    Printout.DELEGATES: lambda room, _: {"rolls": prints.delegates(room)},
    Printout.MINUTES: _minutes,
    Printout.TRIAL: lambda room, _: {"rolls": prints.delegates(room)},
}


class Printing:
    """HTTP handlers."""

    def __init__(self, rights: Rights, house: House) -> None:
        self._rights, self._house = rights, house

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/conferences/{id}/prints/{what}", self._print)]

    async def _print(self, request: web.Request) -> web.Response:
        """`{at, …}`: what is printed, and when it was so. Whoever prints it notes the copy."""
        live = (await self._rights.conference(request, *STAFF)).live
        try:
            what = Printout(request.match_info["what"])
        except ValueError:
            raise NotFound from None
        at = self._house.clock()
        told = await asyncio.to_thread(PRINTS[what], live.shown, at)
        return json_response({"at": at, **told})
