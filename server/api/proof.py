"""*Phiếu đối chiếu* over HTTP: DOCX, PDF where LibreOffice is installed, or all of it as a zip."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import msgspec
from aiohttp import web

from server.api import files
from server.api.pdf import Printer
from server.api.ports import Evidence, Sealed
from server.api.problems import NotFound
from server.api.rights import Rights
from server.api.sending import download
from server.documents import proof, verify
from server.documents.proof import DOCX, PDF, SOUND, Chain, Matters, Row
from server.live.conference import LiveConference
from server.live.house import House
from server.rooms import floor
from server.rooms.floor import Turn
from server.rooms.room import Entry
from server.rooms.words import Role

EXPORTING: Final = (Role.ADMIN, Role.CHAIR, Role.MODERATOR, Role.SECRETARY_LEAD)
PAGE: Final = 1000
FORMS: Final = ("docx", "pdf", "zip")


class Proofs:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights, evidence: Evidence, printer: Printer) -> None:
        self._house, self._rights, self._evidence = house, rights, evidence
        self._printer = printer

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/conferences/{id}/turns/{turn}/proof.{form}", self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        here = await self._rights.conference(request, *EXPORTING)
        form, id = request.match_info["form"], request.match_info["turn"]
        if form not in FORMS:
            raise NotFound
        turn = floor.known(here.live.shown.floor, id)
        body = await self._made(here, turn, form)
        return download(body, f"phieu-doi-chieu-{turn.id}.{form}")

    async def _made(self, here: LiveConference, turn: Turn, form: str) -> bytes:
        live, at = here.live, self._house.clock()
        room, shown, last = live.room, live.shown, live.seq
        entries = await self._entries(live.id, last)
        about = await asyncio.to_thread(proof.matters, room, shown, entries, turn)
        rows = await self._evidence.rows(live.id, last)
        chain = _chain(rows, about)
        hidden = room.withdrawals.spans
        directory = await self._house.sound_of(live.id, turn.id)
        _, sound = await files.clip(directory, turn, hidden)
        digest = sha256(sound).hexdigest() if sound else ""
        word = await asyncio.to_thread(proof.word, shown, turn, about, chain, digest, at)
        if form == "docx":
            return word
        if form == "pdf":
            return await self._printer.pdf(word)
        contents = await self._evidence.contents(live.id, set(about.places))
        parts = {DOCX: word, verify.ROWS: _lines(rows), verify.BESIDE: _lines(contents)}
        parts |= {SOUND: sound} if sound else {}
        parts |= {PDF: await self._printer.pdf(word)} if self._printer.installed else {}
        return await asyncio.to_thread(
            proof.bundle, shown, live.id, turn.id, about, chain, parts, at
        )

    async def _entries(self, room: str, last: int) -> list[Entry]:
        entries: list[Entry] = []
        while page := await self._house.log.read(room, len(entries), PAGE):
            entries += page
        return entries[:last]


def _chain(rows: Sequence[Sealed], about: Matters) -> Chain:
    told = [Row(entry.seq, rows[entry.seq - 1].hash) for entry in about.entries]
    return Chain(len(rows), rows[-1].hash, told)


def _lines(rows: Sequence[object]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
