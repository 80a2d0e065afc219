"""Files of written answers and results: kept under the digest of their bytes, given to whoever may
see the row that names them."""

import asyncio
import errno
import re
from typing import Final

from aiohttp import web

from server.api.body import json_response
from server.api.issuing import OddPaper, file_body, form_of
from server.api.problems import NoSpace, NotFound
from server.api.register import Register
from server.api.sending import download
from server.live.paperfiles import PaperFiles
from server.rooms.rights import FOLLOWING
from server.rooms.words import NotAllowed, Role

NAME: Final = re.compile(r"[0-9a-f]{64}\.(pdf|docx)")
MAY_HAND_IN: Final = FOLLOWING | {Role.AGENCY}


class Letters:
    """HTTP handlers. `register` says who may see which row."""

    def __init__(self, register: Register, files: PaperFiles) -> None:
        self._register, self._files = register, files

    def routes(self) -> list[web.RouteDef]:
        path = "/api/register/{id}/{opinion}/files"
        return [web.post(path, self._take), web.get(path + "/{name}", self._show)]

    async def _take(self, request: web.Request) -> web.Response:
        """The body is the file (PDF or Word): `{file}` is its name for the command that answers or
        resolves. Nothing is said of it until then."""
        token, found = await self._register.row(request)
        if token.role not in MAY_HAND_IN:
            raise NotAllowed(role=token.role)
        body = await file_body(request)
        form = form_of(body)
        if not form:
            raise OddPaper(name=request.query.get("name", "")[:300])
        try:
            digest = await asyncio.to_thread(self._files.keep, found.conference, found.row.id, body)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise NoSpace from None
            raise
        name = f"{digest}.{form}"
        return json_response({"file": name, "size": len(body)}, status=201)

    async def _show(self, request: web.Request) -> web.Response:
        _, found = await self._register.row(request)
        name = request.match_info["name"]
        row = found.row
        named = name in (row.paper_file, row.outcome_file, row.report_file)
        if not (named and NAME.fullmatch(name)):  # who answers may name anything there
            raise NotFound
        digest, _, suffix = name.partition(".")
        body = await asyncio.to_thread(self._files.read, found.conference, digest, name)
        return download(body, f"van-ban-{digest[:12]}.{suffix}")
