"""Listening and exporting are written down, before anything goes out (day.md D15)."""

import time
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from server.api.auth import Tokens
from server.api.body import json_response, number
from server.api.ports import Accesses
from server.api.rights import Rights
from server.rooms.words import Role

CONFERENCE: Final = "/api/conferences/{id}"
LOGGED: Final = {
    f"{CONFERENCE}/turns/{{turn}}/sound": ("sound", "{turn}"),
    f"{CONFERENCE}/turns/{{turn}}/proof.{{form}}": ("proof", "{turn}.{form}"),
    f"{CONFERENCE}/documents/{{kind}}.{{form}}": ("document", "{kind}.{form}"),
    f"{CONFERENCE}/archive": ("archive", ""),
    f"{CONFERENCE}/folder": ("folder", ""),
    f"{CONFERENCE}/prints/{{what}}": ("print", "{what}"),
    f"{CONFERENCE}/papers/{{sha256}}": ("paper", "{sha256}"),
    f"{CONFERENCE}/previous.{{form}}": ("document", "previous.{form}"),
    f"{CONFERENCE}/fallback.{{form}}": ("document", "fallback.{form}"),
    f"{CONFERENCE}/setup.xlsx": ("document", "setup.xlsx"),
    f"{CONFERENCE}/opinions/{{opinion}}/contact": ("contact", "{opinion}"),
    "/api/register/{id}/{opinion}/files/{name}": ("paper", "{name}"),
}
"""By route: what it is, and of what."""
AUDITORS: Final = (Role.ADMIN, Role.CHAIR, Role.SECRETARY_LEAD)
AGAIN: Final = 60.0
"""Seconds in which the same person's same access is one: a player asks for sound in pieces."""
REMEMBERED: Final = 2000


class AccessLog:
    """Writes down (`middleware` a whole answer, `streaming` one that goes out piece by piece), and
    lists for those who may look."""

    def __init__(self, accesses: Accesses, rights: Rights, tokens: Tokens) -> None:
        self._accesses, self._rights, self._tokens = accesses, rights, tokens
        self._latest: dict[tuple[str, ...], float] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"{CONFERENCE}/accesses", self._list)]

    @property
    def middleware(self) -> Middleware:
        @web.middleware
        async def noting(request: web.Request, handler: Handler) -> web.StreamResponse:
            answer = await handler(request)
            if isinstance(answer, web.Response):
                await self._look_at(request, answer)
            return answer

        return noting

    async def streaming(self, request: web.Request, answer: web.StreamResponse) -> None:
        """Before the first piece: a signal handler of the application."""
        if not isinstance(answer, web.Response):
            await self._look_at(request, answer)

    async def _look_at(self, request: web.Request, answer: web.StreamResponse) -> None:
        resource = request.match_info.route.resource
        logged = LOGGED.get(resource.canonical) if resource else None
        if logged and answer.status in (200, 206):
            what, subject = logged
            await self._note(request, what, subject.format_map(request.match_info))

    async def _note(self, request: web.Request, what: str, subject: str) -> None:
        actor, room = self._tokens.of(request).actor, request.match_info["id"]
        key, now = (room, actor.id, what, subject), time.monotonic()
        if now - self._latest.get(key, -AGAIN) < AGAIN:
            return
        await self._accesses.note(room, actor, what, subject)
        self._latest.pop(key, None)
        self._latest[key] = now
        if len(self._latest) > REMEMBERED:
            del self._latest[next(iter(self._latest))]

    async def _list(self, request: web.Request) -> web.Response:
        """The latest first; `?before=` (ms) for older ones."""
        live = await self._rights.conference(request, *AUDITORS)
        return json_response(await self._accesses.list(live.live.id, number(request, "before")))
