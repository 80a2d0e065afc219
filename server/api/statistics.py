"""Statistics over HTTP: the tables of a period as JSON, XLSX and DOCX; for people of the house."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web

from server.api.body import json_response, number
from server.api.ports import Registers
from server.api.register import ZONE
from server.api.rights import Rights
from server.api.sending import download
from server.documents import reports, statistics
from server.documents.statistics import Report
from server.live.house import House
from server.rooms import workdays
from server.rooms.rights import STAFF
from server.rooms.words import Millis

FORMS: Final[dict[str, Callable[[Report, Millis], bytes]]] = {
    "xlsx": reports.xlsx, "docx": reports.docx,
}  # fmt: skip


class Statistics:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights, registers: Registers) -> None:
        self._house, self._rights, self._registers = house, rights, registers

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/statistics", self._show),
            web.get("/api/statistics.{form:xlsx|docx}", self._download),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        """The report of `?period=month|quarter|half|nine|year`, `?year=`, `?number=` (of the month
        or quarter). Without them this year's."""
        return json_response(await self._report(request))

    async def _download(self, request: web.Request) -> web.Response:
        form = request.match_info["form"]
        told = await self._report(request)
        body = await asyncio.to_thread(FORMS[form], told, self._house.clock())
        return download(body, f"thong-ke-{told.period.since}-{told.period.until}.{form}")

    async def _report(self, request: web.Request) -> Report:
        await self._rights.office(request, *STAFF)
        today = workdays.local_day(self._house.clock(), ZONE)
        kind, year = request.query.get("period", "year"), number(request, "year")
        asked = statistics.period(kind, year or int(today[:4]), number(request, "number") or 1)
        office = (await self._house.office()).room.office
        held = await self._registers.held(asked.since, asked.until)
        counted = await self._registers.counted(asked.since, asked.until, today)
        ranks = {one.name: one.rank for one in office.agencies.values()}
        return statistics.report(asked, held, counted, office.meetings.values(), ranks)
