"""Papers that come back: a signed or edited file is kept under its digest, told again, compared."""

import asyncio
import errno
import uuid
from typing import Final

from aiohttp import web

from server.api.body import json_response
from server.api.problems import BadInput, NoSpace, NotFound
from server.api.rights import Rights
from server.api.sending import download
from server.api.socket import tidy
from server.documents import compare
from server.live.conference import LiveConference
from server.live.paperfiles import PaperFiles
from server.rooms import coverage
from server.rooms.conclusion import ConclusionPoint
from server.rooms.deadlines import conference_day
from server.rooms.files import LONGEST, MB, PaperTooBig
from server.rooms.issuing import NOTICES, AttachFile, DocumentKind, PaperFile
from server.rooms.rights import STAFF, WRITING
from server.rooms.room import Room
from server.rooms.words import Refused

FORMS: Final = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}
"""What a file begins with, and what it is."""


class OddPaper(Refused):
    """Neither PDF nor Word. Fields: `name`."""

    code = "odd_paper"


class Papers:
    """HTTP handlers."""

    def __init__(self, rights: Rights, files: PaperFiles) -> None:
        self._rights, self._files = rights, files

    def routes(self) -> list[web.RouteDef]:
        papers = "/api/conferences/{id}/papers"
        return [
            web.post(papers + "/{document}", self._take),
            web.get(papers + "/{sha256}", self._show),
            web.get(papers + "/{sha256}/compared", self._compared),
        ]

    async def _take(self, request: web.Request) -> web.Response:
        """The body is the file, `?name=` its name: kept, then written into the log."""
        token = await self._rights.token(request, *WRITING)
        live = (await self._rights.conference(request, *WRITING)).live
        kind = _kind(request.match_info["document"])
        name = str(tidy(request.query.get("name", "")))[:300]
        body = await file_body(request)
        if not form_of(body):
            raise OddPaper(name=name)
        try:
            digest = await asyncio.to_thread(self._files.keep, live.id, kind, body)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise NoSpace from None
            raise
        command = AttachFile(kind, digest, len(body), name)
        await live.submit(command, token.actor, str(uuid.uuid4()), "")
        return json_response({"sha256": digest, "size": len(body)}, status=201)

    async def _show(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *STAFF)
        _, file = _attached(live.live.shown, request.match_info["sha256"])
        body = await self._bytes(live, file)
        return download(body, f"van-ban-{file.sha256[:12]}.{form_of(body)}")

    async def _compared(self, request: web.Request) -> web.Response:
        """What the tasks of the file say otherwise than the register. Raises NotAPaper."""
        live = await self._rights.conference(request, *STAFF)
        room = live.live.shown
        kind, file = _attached(room, request.match_info["sha256"])
        body = await self._bytes(live, file)
        points, held = _points(room, kind), conference_day(room.session)
        told = await asyncio.to_thread(compare.with_register, body, file.name, points, held)
        return json_response({"orders": told.orders, "unsaid": told.unsaid, "same": told.same})

    async def _bytes(self, live: LiveConference, file: PaperFile) -> bytes:
        return await asyncio.to_thread(self._files.read, live.live.id, file.sha256, file.name)


def form_of(body: bytes) -> str:
    """The form of a paper, by how it begins; "" if it is none."""
    return next((form for magic, form in FORMS.items() if body.startswith(magic)), "")


def _kind(text: str) -> DocumentKind:
    try:
        return DocumentKind(text)
    except ValueError:
        raise NotFound from None


def _attached(room: Room, digest: str) -> tuple[DocumentKind, PaperFile]:
    for kind, document in room.issuing.documents.items():
        for file in document.files:
            if file.sha256 == digest:
                return kind, file
    raise NotFound


def _points(room: Room, kind: DocumentKind) -> tuple[ConclusionPoint, ...]:
    """The points that the paper should have."""
    if issuer := NOTICES.get(kind):
        return coverage.of_notice(room.conclusion, issuer)
    return tuple(room.conclusion.points[id] for id in room.conclusion.order)


async def file_body(request: web.Request) -> bytes:
    """The body, bounded. Raises PaperTooBig or BadInput."""
    blocks, size = [], 0
    async for block in request.content.iter_any():
        size += len(block)
        if size > LONGEST * MB:
            raise PaperTooBig(limit=LONGEST)
        blocks.append(block)
    if not size:
        raise BadInput(field="file", why="empty")
    return b"".join(blocks)
