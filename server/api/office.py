"""What outlives a conference over HTTP: units, agencies, the calendar, the programme, profiles. For
people of the house; its administrators and the head of its secretaries write."""

import asyncio
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from aiohttp import web

from server.api.body import json_body, json_response, number
from server.api.ports import Codes, Registers
from server.api.problems import BadInput, NotFound, language_of, problem
from server.api.register import ZONE, Digest, day_in
from server.api.rights import Rights
from server.api.sending import download
from server.api.socket import read_command
from server.live.house import House
from server.rooms import agencies, units, workdays
from server.rooms.followup import AssignOpinion, ForwardOpinion, ResolveOpinion
from server.rooms.keeping import InUse
from server.rooms.office import Command, Office, RemoveAgency
from server.rooms.opinions import Opinion, Result
from server.rooms.rights import KEEPING, STAFF
from server.rooms.searching import Found, Search
from server.rooms.words import Actor, Refused, Role
from server.setup import holidays, programme, sample
from server.setup.draft import File
from server.setup.tables import MEETINGS
from server.setup.units import read

MOST: Final = 5000
"""Open rows of one agency that are re-assigned at once."""

TOLD: Final = 500
"""Problems that a preview lists; it counts all of them."""


class Reassign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`id` makes asking again harmless. `rows` of the preview that are to be moved; all if none
    are named."""

    id: str
    rows: tuple[tuple[str, str], ...] = ()


class OfficeDoor:
    """HTTP handlers. `digest` is of a command, keyed."""

    def __init__(
        self, house: House, rights: Rights, registers: Registers, codes: Codes, digest: Digest
    ) -> None:
        self._house, self._rights, self._registers = house, rights, registers
        self._codes, self._digest = codes, digest

    def routes(self) -> list[web.RouteDef]:
        agency = "/api/office/agencies/{agency}"
        return [
            web.get("/api/office", self._show),
            web.get("/api/office/units", self._units),
            web.post("/api/office/units/preview", self._preview),
            web.get("/api/office/programme/sample.xlsx", self._sample),
            web.post("/api/office/programme/preview", self._programme),
            web.get("/api/office/holidays", self._holidays),
            web.post("/api/office/ask", self._ask),
            web.get("/api/office/codes", self._list_codes),
            web.post(agency + "/code", self._issue),
            web.post(agency + "/code/revoke", self._revoke),
            web.get(agency + "/open", self._open_rows),
            web.post(agency + "/reassign", self._reassign),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        """All but the units, and today's roster of agencies by rank."""
        await self._rights.office(request, *STAFF)
        office, today = await self._office(), self._today()
        return json_response({
            "today": today,
            "agencies": sorted(office.agencies.values(), key=lambda one: (one.rank, one.name)),
            "listed": [one.id for one in agencies.listed(office.agencies, today)],
            "years": {str(year): office.years[year] for year in sorted(office.years)},
            "meetings": sorted(office.meetings.values(), key=lambda one: (one.month, one.day)),
            "profiles": sorted(office.profiles.values(), key=lambda one: one.name),
            "units": len(office.units),
        })  # fmt: skip

    async def _units(self, request: web.Request) -> web.Response:
        """Units that exist on `?day=` (today if absent), or all ever (`?all=1`); each with the name
        it has now, and the levels that decide on that day."""
        await self._rights.office(request, *STAFF)
        office, today = await self._office(), self._today()
        day = day_in(request, "day") or today
        every = office.units.values()
        chosen = list(every) if request.query.get("all") == "1" else units.on(every, day)
        told = []
        for unit in sorted(chosen, key=lambda one: (one.parent, one.name, one.since)):
            heirs = units.heirs(office.units, office.successions, unit.id, today)
            now = {"now": [one.id for one in heirs]} if [unit] != heirs else {}
            told.append({**msgspec.to_builtins(unit), **now})
        return json_response({"day": day, "levels": units.levels_on(day), "units": told})

    async def _preview(self, request: web.Request) -> web.Response:
        """The `SetUnits` that a file (the request's body) asks for; nothing is written."""
        await self._rights.office(request, *KEEPING)
        made = await asyncio.to_thread(read, await request.read(), request.query.get("name", ""))
        told = {"type": "SetUnits", "units": made.units, "successions": made.successions}
        split = len({one.old for one in made.successions if one.part})
        return json_response({"command": told, "count": len(made.units), "split": split})

    async def _sample(self, request: web.Request) -> web.Response:
        await self._rights.office(request, *KEEPING)
        body = await asyncio.to_thread(sample.single, MEETINGS)
        return download(body, "mau-chuong-trinh.xlsx")

    async def _programme(self, request: web.Request) -> web.Response:
        """What the file in the body (`?name=`) would add to the programme, as `SetMeetings` takes
        it; with any problem no meetings."""
        await self._rights.office(request, *KEEPING)
        file = File(request.query.get("name", "")[:200], await request.read())
        before = (await self._office()).meetings.values()
        made = await asyncio.to_thread(programme.read, file, tuple(before))
        language = language_of(request)
        return json_response({
            "meetings": () if made.problems else made.meetings, "count": len(made.meetings),
            "known": made.known, "problem_count": len(made.problems),
            "problems": [problem(one, language) for one in made.problems[:TOLD]],
            "hints": [problem(one, language) for one in made.hints[:TOLD]],
        })  # fmt: skip

    async def _holidays(self, request: web.Request) -> web.Response:
        """Vietnam's public holidays of `?year=`, as a calendar to start from."""
        await self._rights.token(request, *KEEPING)
        year = number(request, "year")
        calendar = holidays.proposed(year)
        if calendar is None:
            raise BadInput(field="year", why=f"{min(holidays.LUNAR)} to {max(holidays.LUNAR)}")
        return json_response(calendar)

    async def _ask(self, request: web.Request) -> web.Response:
        """A command of the office: `{id, type, …}` → `{seq}`."""
        token = await self._rights.office(request, *KEEPING)
        id, command = read_command((await json_body(request, dict[str, Any]),))
        if not isinstance(command, Command):
            raise BadInput(field="type", why="not a command of the office")
        if isinstance(command, RemoveAgency):
            await self._unused(command.agency)
        room = await self._house.office()
        seq = await room.submit(command, token.actor, id, self._digest(command))
        return json_response({"seq": seq})

    async def _unused(self, id: str) -> None:
        """Raise InUse while an opinion of the register names the agency."""
        agency = (await self._office()).agencies.get(id)
        if agency:
            search = Search(leads=(agency.name,))
            count, _ = await self._registers.find(search, 0, 0)
            if count:
                raise InUse(what="agency", id=id, by="opinions", count=count)

    # --- agencies -----------------------------------------------------------------------------

    async def _list_codes(self, request: web.Request) -> web.Response:
        """The code of every agency that has one, by agency."""
        await self._rights.house(request)
        every = await self._codes.list("")
        told = {seat: code for (role, seat), code in every.items() if role is Role.AGENCY}
        return json_response(told)

    async def _issue(self, request: web.Request) -> web.Response:
        """The agency's join code: the one it has, else a new one."""
        await self._rights.house(request)
        seat = (Role.AGENCY, await self._agency(request))
        return json_response({"code": (await self._codes.issue("", [seat]))[seat]})

    async def _revoke(self, request: web.Request) -> web.Response:
        """Kill the agency's code and everyone who came in by it."""
        await self._rights.house(request)
        await self._codes.revoke("", Role.AGENCY, await self._agency(request))
        return web.Response(status=204)

    async def _open_rows(self, request: web.Request) -> web.Response:
        """What is still open under the names of agencies whose work this one took over."""
        await self._rights.office(request, *KEEPING)
        rows = await self._inherited(await self._agency(request))
        told = [
            {"conference": one.conference, "title": one.title, "opinion": one.row.id,
             "code": one.row.code, "lead": one.row.lead, "summary": one.row.summary}
            for one in rows
        ]  # fmt: skip
        return json_response(told)

    async def _reassign(self, request: web.Request) -> web.Response:
        """Give these rows to this agency, conference by conference: `{moved, left?}`. What cannot
        be moved is told in `left` by the refusal, and the others are moved all the same."""
        actor = (await self._rights.office(request, *KEEPING)).actor
        id = await self._agency(request)
        asked = await json_body(request, Reassign)
        name = (await self._office()).agencies[id].name
        chosen = set(asked.rows)
        rows = await self._inherited(id)
        wanted = [one for one in rows if not chosen or (one.conference, one.row.id) in chosen]
        left, language = [], language_of(request)
        for one in wanted:
            try:
                await self._give(one, name, asked.id, actor)
            except Refused as no:
                row = {"conference": one.conference, "opinion": one.row.id}
                left.append(problem(no, language) | row)
        told = {"moved": len(wanted) - len(left)}
        return json_response(told | ({"left": left} if left else {}))

    async def _give(self, one: Found, name: str, asked: str, actor: Actor) -> None:
        live = (await self._house.conference(one.conference)).live
        row = live.room.opinions.rows[one.row.id]
        for no, command in enumerate(_given(row, name)):
            told = f"{asked}/{one.conference}/{row.id}/{no}"
            id = str(uuid.uuid5(uuid.NAMESPACE_URL, told))
            await live.submit(command, actor, id, self._digest(command))

    async def _inherited(self, id: str) -> Sequence[Found]:
        office = await self._office()
        own, *others = agencies.names(office.agencies, id)
        if not others:
            return ()
        search = Search(leads=tuple(name for name in others if name != own), open=True)
        return (await self._registers.find(search, 0, MOST))[1]

    async def _agency(self, request: web.Request) -> str:
        id = request.match_info["agency"]
        if id not in (await self._office()).agencies:
            raise NotFound
        return id

    async def _office(self) -> Office:
        return (await self._house.office()).room.office

    def _today(self) -> str:
        return workdays.local_day(self._house.clock(), ZONE)


def _given(row: Opinion, name: str) -> Iterator[AssignOpinion | ResolveOpinion | ForwardOpinion]:
    """What gives the row to another agency and leaves it as far as it had come."""
    yield AssignOpinion(row.id, name, row.coordinating, row.answer_by, row.resolve_by)
    if row.result in (Result.IN_PROGRESS, Result.PLANNED):
        yield ResolveOpinion(row.id, 0, row.result, row.outcome, row.outcome_paper)
    if row.result is Result.FORWARDED:
        yield ForwardOpinion(row.id, row.forwarded_to, row.forward_paper, row.forward_by)
