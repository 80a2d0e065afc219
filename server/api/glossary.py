"""The conference's glossary over HTTP: as it stands, and what an entry would do."""

import asyncio
from typing import Final

import msgspec
from aiohttp import web

from server.api.body import json_body, json_response
from server.api.rights import Rights
from server.rooms.glossary import BadTerm, Term
from server.rooms.rights import STAFF
from server.transcribe.vietnamese import names
from server.transcribe.vietnamese.glossary import dry_run

TOLD: Final = 200
"""Places that a trial lists; it counts all of them."""


class TrialAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: Term


class Glossaries:
    """HTTP handlers."""

    def __init__(self, rights: Rights) -> None:
        self._rights = rights

    def routes(self) -> list[web.RouteDef]:
        path = "/api/conferences/{id}/glossary"
        return [web.get(path, self._show), web.post(path + "/trial", self._try)]

    async def _show(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *STAFF)
        return json_response({"terms": live.live.shown.glossary.terms})

    async def _try(self, request: web.Request) -> web.Response:
        """What the entry would write (`written`) or only propose in what was said so far."""
        live = await self._rights.conference(request, *STAFF)
        asked = (await json_body(request, TrialAsked)).term
        heard = live.live.shown.transcript
        segments = [heard.segments[id] for id in heard.order if heard.segments[id].words]
        words = [[word.text for word in segment.words] for segment in segments]
        term = names.Term(asked.meant, asked.heard, asked.unless)
        try:
            found = await asyncio.to_thread(dry_run, term, words)
        except names.BadName as bad:
            raise BadTerm(why=bad.code, text=bad.text[: names.LINE], entry=1) from None
        told = [one._asdict() | {"segment": segments[one.segment].id} for one in found[:TOLD]]
        return json_response({"changes": told, "count": len(found)})
