"""The register across conferences over HTTP: looking things up, following them up, reminding.

Whoever came in by a conference's code sees that conference; whoever belongs to the house sees all;
an agency sees what it leads, and nothing else."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from msgspec.structs import asdict

from server.api.auth import Token
from server.api.body import json_body, json_response, number
from server.api.histories import Histories
from server.api.ports import Registers
from server.api.problems import BadInput, NotFound
from server.api.rights import Rights
from server.api.sending import download
from server.api.slips import writer
from server.api.socket import read_command, tidy
from server.documents import following
from server.live.conference import NoConference
from server.live.house import House
from server.rooms import agencies, slips, workdays
from server.rooms.audit import public
from server.rooms.office import Office
from server.rooms.room import Command
from server.rooms.searching import Found, Search
from server.rooms.words import Actor, NotAllowed, Role

READERS: Final = (
    Role.ADMIN, Role.CHAIR, Role.MODERATOR, Role.ASSISTANT, Role.SECRETARY_LEAD, Role.SECRETARY,
    Role.AGENCY,
)  # fmt: skip
ZONE: Final = 420
"""Minutes from UTC of the house itself, where no conference says."""
PAGE: Final = 50
MOST: Final = 200
"""Rows of a page at most."""
EXPORTED: Final = 5000
"""Rows of a workbook at most."""
LONGEST: Final = 300
"""Characters of a search."""
UNTOLD: Final = frozenset({"folded", "plain"})
"""What a row holds for searching only."""
FOLLOWED: Final = frozenset({
    "lead", "coordinating", "answer", "answer_by", "answer_paper", "answered_on", "resolve_by",
    "result", "outcome_paper", "resolved_on", "forwarded_to", "forward_by", "forward_paper",
    "reported", "more_time", "sent_back",
})  # fmt: skip
"""Fields that say how far a row has come, and nothing that anybody said."""
Digest = Callable[[Command], str]


class Register:
    """HTTP handlers. `digest` is of a command, keyed."""

    def __init__(
        self, house: House, rights: Rights, registers: Registers, digest: Digest,
        histories: Histories,
    ) -> None:  # fmt: skip
        self._house, self._rights, self._registers = house, rights, registers
        self._digest, self._histories = digest, histories

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/register", self._find),
            web.get("/api/register.xlsx", self._export),
            web.get("/api/register/choices", self._choices),
            web.get("/api/register/reminders", self._remind),
            web.get("/api/register/reminders.xlsx", self._export_reminders),
            web.get("/api/register/{id}/{opinion}", self._show),
            web.post("/api/conferences/{id}/ask", self._ask),
        ]

    # --- looking up ---------------------------------------------------------------------------

    async def _find(self, request: web.Request) -> web.Response:
        """Rows by page: `?q=` words, `?field=` (several), `?authority=`, `?beyond=1`, `?agency=`,
        `?answer=`, `?result=` (several), `?due=soon|overdue`, `?open=1|0`, `?pleas=1|0`,
        `?conference=`, `?since=`, `?until=` days of the conference, `?first=`, `?limit=`."""
        token = await self._reader(request)
        today, soon = await self._days()
        search = await self._search(request, token, today, soon)
        limit = min(number(request, "limit") or PAGE, MOST)
        count, found = await self._registers.find(search, number(request, "first"), limit)
        rows = [told(one, today, soon) for one in found]
        return json_response({"count": count, "rows": rows, "today": today, "soon": soon})

    async def _export(self, request: web.Request) -> web.Response:
        token = await self._reader(request)
        today, soon = await self._days()
        search = await self._search(request, token, today, soon)
        _, found = await self._registers.find(search, 0, EXPORTED)
        at = self._house.clock()
        body = await asyncio.to_thread(following.results, found, today, at)
        return download(body, "theo-doi-y-kien.xlsx")

    async def _choices(self, request: web.Request) -> web.Response:
        """What the filters may be set to: fields, agencies, conferences."""
        token = await self._reader(request)
        office = (await self._house.office()).room.office
        if token.role is Role.AGENCY:
            return json_response({"agency": self._agency(token, office)[0]})
        chosen = await self._registers.choices(token.conference)
        today, _ = await self._days()
        listed = [one.name for one in agencies.listed(office.agencies, today)]
        leads = listed + [name for name in chosen["leads"] if name not in listed]
        held = await self._registers.held()
        chosen_from = [
            {"id": id, "title": one.title, "day": one.day} for id, one in reversed(held)
            if token.conference in ("", id)
        ]  # fmt: skip
        return json_response(
            {"fields": chosen["fields"], "agencies": leads, "conferences": chosen_from}
        )

    async def _show(self, request: web.Request) -> web.Response:
        """One row and its history; an agency's is of what was followed up."""
        token, found = await self.row(request)
        today, soon = await self._days()
        live = (await self._house.conference(found.conference)).live
        id = found.row.id
        changes = await self._histories.of(live, id)
        changes = public(changes, live.room.opinions.rows[id], live.shown.opinions.rows[id])
        if token.role is Role.AGENCY:
            changes = [one for one in changes if one.field in FOLLOWED]
        return json_response(told(found, today, soon) | {"history": changes})

    async def row(self, request: web.Request) -> tuple[Token, Found]:
        """Who asks, and the row in the path if they may see it: else there is none."""
        token = await self._reader(request)
        id = request.match_info["id"]
        if token.conference not in ("", id):
            raise NoConference(conference=id)
        found = await self._registers.one(id, request.match_info["opinion"])
        if found and token.role is Role.AGENCY:
            office = (await self._house.office()).room.office
            found = found if found.row.lead in self._agency(token, office) else None
        if found is None:
            raise NotFound
        return token, found

    # --- following up -------------------------------------------------------------------------

    async def _ask(self, request: web.Request) -> web.Response:
        """A command, as over the socket: `{id, type, …}` → `{seq}`. The conference is opened for
        it if it was put away."""
        token = await self._rights.token(request)
        id = request.match_info["id"]
        if token.conference not in ("", id):
            raise NoConference(conference=id)
        command_id, command = read_command((await json_body(request, dict[str, Any]),))
        actor = await self._actor(token, id, command)
        live = await self._house.conference(id)
        seq = await live.live.submit(command, actor, command_id, self._digest(command))
        return json_response({"seq": seq})

    async def _actor(self, token: Token, conference: str, command: Command) -> Actor:
        """Who asks. An agency answers under the name by which the opinion was given to it: its
        own, or that of one whose work it took over."""
        if token.role is not Role.AGENCY:
            return token.actor
        office = (await self._house.office()).room.office
        if isinstance(command, slips.Command):
            live = await self._house.conference(conference)
            return writer(token, office, live.live.room.session.plan)
        mine = self._agency(token, office)
        found = await self._registers.one(conference, str(getattr(command, "opinion", "")))
        name = found.row.lead if found and found.row.lead in mine else mine[0]
        return Actor(token.id, Role.AGENCY, agency=name)

    # --- reminding ----------------------------------------------------------------------------

    async def _remind(self, request: web.Request) -> web.Response:
        """What is soon due or overdue, by agency, the most urgent first, by page as the register:
        `?agency=` of one, `?first=`, `?limit=`. `agencies`, with the first page only, counts the
        rows of all pages."""
        today, soon, search = await self._due(request)
        limit = min(number(request, "limit") or PAGE, MOST)
        first = number(request, "first")
        count, found = await self._registers.find(search, first, limit, by_lead=True)
        rows = [told(one, today, soon) for one in found]
        whole = {"count": count, "rows": rows, "today": today, "soon": soon}
        if not first:
            leads = await self._registers.leads(search)
            whole["agencies"] = [{"agency": lead, "count": number} for lead, number in leads]
        return json_response(whole)

    async def _export_reminders(self, request: web.Request) -> web.Response:
        today, _, found = await self.due(request)
        body = await asyncio.to_thread(following.reminders, found, today, self._house.clock())
        return download(body, "don-doc.xlsx")

    async def due(self, request: web.Request) -> tuple[str, str, list[Found]]:
        """Today, the last day that is soon, and what is due until then, by agency."""
        today, soon, search = await self._due(request)
        _, found = await self._registers.find(search, 0, EXPORTED)
        return today, soon, sorted(found, key=lambda one: (one.row.lead, one.row.due))

    async def _due(self, request: web.Request) -> tuple[str, str, Search]:
        token = await self._reader(request)
        today, soon = await self._days()
        search = await self._search(request, token, today, soon, due="soon_or_overdue")
        return today, soon, search

    # --- what all of them need ----------------------------------------------------------------

    async def _reader(self, request: web.Request) -> Token:
        token = await self._rights.token(request, *READERS)
        if token.role is Role.AGENCY and not token.point:
            raise NotAllowed(role=token.role)  # a conference's own code says of no agency which
        return token

    def _agency(self, token: Token, office: Office) -> tuple[str, ...]:
        """The names under which this agency's opinions stand."""
        if token.point not in office.agencies:
            raise NotAllowed(role=token.role)
        return agencies.names(office.agencies, token.point)

    async def _days(self) -> tuple[str, str]:
        return await today_of(self._house)

    async def _search(
        self, request: web.Request, token: Token, today: str, soon: str, due: str = ""
    ) -> Search:
        query, office = request.query, (await self._house.office()).room.office
        tidy({name: query.getall(name) for name in query})  # no database takes every character
        due = due or one_of(request, "due", ("", "soon", "overdue"))
        yes_or_no = {"": None, "1": True, "0": False}
        return Search(
            text=query.get("q", "")[:LONGEST],
            conference=token.conference or query.get("conference", ""),
            fields=tuple(query.getall("field", ())),
            authority=query.get("authority", ""),
            beyond=True if query.get("beyond") == "1" else None,
            leads=self._leads(token, office, query.get("agency", "")),
            answers=tuple(query.getall("answer", ())),
            results=tuple(query.getall("result", ())),
            due_by={"": "", "overdue": _before(today)}.get(due, soon),
            due_after=_before(today) if due == "soon" else "",
            since=day_in(request, "since"), until=day_in(request, "until"),
            open=yes_or_no[one_of(request, "open", tuple(yes_or_no))],
            pleas=yes_or_no[one_of(request, "pleas", tuple(yes_or_no))],
        )  # fmt: skip

    def _leads(self, token: Token, office: Office, asked: str) -> tuple[str, ...]:
        if token.role is Role.AGENCY:
            return self._agency(token, office)
        ids = [one.id for one in office.agencies.values() if one.name == asked]
        if ids:
            return agencies.names(office.agencies, ids[-1])
        return (asked,) if asked else ()


async def today_of(house: House) -> tuple[str, str]:
    """Today, and the last day that is *sắp đến hạn* today."""
    today = workdays.local_day(house.clock(), ZONE)
    return today, workdays.soon_until((await house.office()).room.office.calendar, today)


def one_of(request: web.Request, name: str, allowed: tuple[str, ...]) -> str:
    value = request.query.get(name, "")
    if value not in allowed:
        raise BadInput(field=name, why=f"one of: {', '.join(allowed)}")
    return value


def day_in(request: web.Request, name: str) -> str:
    """A day in the query, "" if there is none. Raises BadDay."""
    return workdays.day(request.query.get(name, ""))


def _before(day: str) -> str:
    return workdays.shifted(day, -1)


def told(found: Found, today: str, soon: str) -> dict[str, Any]:
    """A row as JSON: `{conference, title, row, standing?}`; what is empty in `row` is absent."""
    due = found.row.due
    standing = "" if not due else "overdue" if due < today else "soon" if due <= soon else "ahead"
    row = {key: value for key, value in asdict(found.row).items() if value and key not in UNTOLD}
    whole = {"conference": found.conference, "title": found.title, "row": row}
    return whole | ({"standing": standing} if standing else {})
