"""What earlier conferences left, for the next one over HTTP: *Báo cáo kết quả kỳ trước*, and what a
point asked for and was promised (*Hồ sơ điểm cầu*, day.md D25)."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from aiohttp import web
from msgspec.structs import replace

from server.api.body import json_response
from server.api.ports import Registers
from server.api.problems import NotFound
from server.api.register import EXPORTED, today_of, told
from server.api.rights import Rights
from server.api.sending import download
from server.documents import following
from server.live.house import House
from server.rooms.deadlines import conference_day
from server.rooms.register import Held
from server.rooms.rights import STAFF
from server.rooms.searching import Found, Search
from server.rooms.words import Millis, NotAllowed, Role

MOST: Final = 100
"""Rows that a point is shown, the latest."""
NOT_YET: Final = dict.fromkeys(
    ("reported", "report_text", "report_no", "report_day", "report_file", "time_of", "time_until",
     "time_reason", "sent_back"), "",
)  # fmt: skip
"""What is between an agency and the office, and no answer to a point."""
FORMS: Final[dict[str, Callable[[Sequence[Found], str, Millis], bytes]]] = {
    "xlsx": following.results, "docx": following.previous,
}  # fmt: skip


class Previous:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights, registers: Registers) -> None:
        self._house, self._rights, self._registers = house, rights, registers

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.get(conference + "/previous", self._show),
            web.get(conference + "/previous.{form:xlsx|docx}", self._download),
            web.get(conference + "/asked", self._asked),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        """What became of the opinions of the conference before this one, of the same level; the
        house may ask for another (`?of=`)."""
        id, held, rows = await self._rows(request)
        today, soon = await today_of(self._house)
        chosen = {"id": id, "title": held.title, "day": held.day}
        return json_response(chosen | {"rows": [told(one, today, soon) for one in rows]})

    async def _download(self, request: web.Request) -> web.Response:
        form = request.match_info["form"]
        _, _, rows = await self._rows(request)
        today, _ = await today_of(self._house)
        body = await asyncio.to_thread(FORMS[form], rows, today, self._house.clock())
        return download(body, f"ket-qua-ky-truoc.{form}")

    async def _rows(self, request: web.Request) -> tuple[str, Held, list[Found]]:
        token = await self._rights.token(request)
        live = (await self._rights.conference(request, *STAFF)).live
        of = request.query.get("of", "")
        if of and token.conference:
            raise NotAllowed(role=token.role)
        session = live.room.session
        day, level = conference_day(session), session.plan.level
        for id, one in reversed(await self._registers.held("", "")):
            earlier = id != live.id and one.day < (day or "9") and one.level == level
            if id == of or (not of and earlier):
                _, rows = await self._registers.find(Search(conference=id), 0, EXPORTED)
                return id, one, rows
        raise NotFound

    async def _asked(self, request: web.Request) -> web.Response:
        """What a point asked for here and before, and what became of it: its own, or `?point=`."""
        token = await self._rights.token(request)
        live = (await self._rights.conference(request, *STAFF, Role.POINT)).live
        id = token.point if token.role is Role.POINT else request.query.get("point", "")
        if id not in live.room.points:
            raise NotFound
        search = Search(point=id, place=live.room.points[id].plan.name)
        _, rows = await self._registers.find(search, 0, MOST)
        today, soon = await today_of(self._house)
        rows = [replace(one, row=replace(one.row, **NOT_YET)) for one in rows]
        return json_response({"rows": [told(one, today, soon) for one in rows]})
