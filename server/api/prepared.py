"""Bài phát biểu gửi trước over HTTP: a file → the text to hand in, and what was handed in."""

import asyncio
from typing import Final

from aiohttp import web

from server.api.body import json_response
from server.api.problems import BadInput, NotFound
from server.api.rights import Rights
from server.documents import speechfile
from server.rooms import points
from server.rooms.rights import HANDING_IN
from server.rooms.words import Role

STAFF: Final = HANDING_IN | {Role.ADMIN, Role.CHAIR}
BOUND: Final = f"{speechfile.FILE} MB"


class PreparedSpeeches:
    """HTTP handlers."""

    def __init__(self, rights: Rights) -> None:
        self._rights = rights

    def routes(self) -> list[web.RouteDef]:
        path = "/api/conferences/{id}/prepared"
        return [web.post(path, self._read), web.get(path, self._show)]

    async def _read(self, request: web.Request) -> web.Response:
        """The text of the DOCX or text file in form field `file`. Nothing is kept: whoever sent it
        looks at the text, then hands it in."""
        await self._rights.conference(request, *HANDING_IN)
        try:
            form = await request.post()
        except web.HTTPRequestEntityTooLarge:
            raise speechfile.SpeechTooBig(file="", limit=BOUND) from None
        except ValueError as bad:  # no multipart, or one that breaks off
            raise BadInput(field="file", why=str(bad)[:200]) from None
        file = form.get("file")
        if not isinstance(file, web.FileField) or len(form) != 1:
            raise BadInput(field="file", why="one file")
        data, name = file.file.read(), file.filename[:200]
        text = await asyncio.to_thread(speechfile.read, data, name)
        return json_response({"text": text, "length": len(text)})

    async def _show(self, request: web.Request) -> web.Response:
        """What was handed in for `?request=` or `?turn=`: to staff, and to the point itself."""
        token = await self._rights.token(request, *STAFF)
        live = (await self._rights.conference(request, *STAFF)).live
        target = request.query.get("request") or request.query.get("turn") or ""
        room = live.shown
        speech = room.prepared.now.get(target)
        if speech is None:
            raise NotFound
        owner = room.floor.turns[target] if speech.turn else room.queue.requests[target]
        points.own(token.actor, owner.point)
        return json_response({"speech": speech.id, "by": speech.by, "text": speech.text})
