"""The register of one conference over HTTP: older rows, suggestions, what happened to a row, and
lists to take in. Nothing is written here: who looked at a list asks for it by a command."""

import asyncio
from typing import Any, Final

from aiohttp import web

from server.api.body import json_response, number
from server.api.histories import Histories
from server.api.problems import BadInput, language_of, problem
from server.api.rights import Rights
from server.api.sending import download
from server.live.house import House
from server.rooms import deadlines, registered, workdays
from server.rooms.audit import public
from server.rooms.contacts import Contact
from server.rooms.importing import Carried, Handed
from server.rooms.opinions import FINISHED, Opinion
from server.rooms.rights import FOLLOWING, STAFF
from server.rooms.room import Room
from server.rooms.suggesting import suggest
from server.rooms.views import plain
from server.rooms.words import NotAllowed, Unknown
from server.rooms.workdays import Counting, DayCount
from server.setup import collected, sample
from server.setup.collected import Collected
from server.setup.draft import File
from server.setup.problems import RowProblem, SheetTooBig
from server.setup.tables import OPINIONS

PAGE: Final = 200
TOLD: Final = 500
"""Problems that a preview lists; it counts all of them."""
LONGEST: Final = 20_000
"""Characters of a speech that suggestions are made from."""
UPLOAD_LIMIT: Final = 4
"""MB, as BODY_LIMIT has it."""


class OpinionDoor:
    """HTTP handlers."""

    def __init__(self, house: House, rights: Rights, histories: Histories) -> None:
        self._house, self._rights, self._histories = house, rights, histories

    def routes(self) -> list[web.RouteDef]:
        path = "/api/conferences/{id}/opinions"
        return [
            web.get("/api/opinions/sample.xlsx", self._sample),
            web.get(path, self._list),
            web.get(path + "/suggestion", self._suggest),
            web.get(path + "/deadline", self._deadline),
            web.get(path + "/left", self._left),
            web.post(path + "/preview", self._preview),
            web.get(path + "/{opinion}/history", self._history),
            web.get(path + "/{opinion}/contact", self._contact),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        """Rows as in the view, `?from=` which place on."""
        room = (await self._rights.conference(request, *STAFF)).live.shown
        first = number(request, "from")
        rows = [room.opinions.rows[id] for id in room.opinions.order[first : first + PAGE]]
        told = [plain(registered.opinion(room, row)) for row in rows]
        return json_response({"rows": told, "count": len(room.opinions.order)})

    async def _suggest(self, request: web.Request) -> web.Response:
        """What the words of `?turn=` suggest, of those of its `?segments=` that are named."""
        room = (await self._rights.conference(request, *FOLLOWING)).live.shown
        turn = request.query.get("turn", "")
        chosen = [id for id in request.query.get("segments", "").split(",") if id]
        text = _words(room, turn, chosen)[:LONGEST]
        return json_response(await asyncio.to_thread(suggest, text, room.session.plan))

    async def _deadline(self, request: web.Request) -> web.Response:
        """Which day `?days=` in `?counting=days|working` from the conference's day is."""
        room = (await self._rights.conference(request, *FOLLOWING)).live.shown
        days, counting = number(request, "days"), request.query.get("counting", Counting.WORKING)
        if not 1 <= days <= workdays.LONGEST or counting not in list(Counting):
            raise BadInput(field="days", why=f"1 to {workdays.LONGEST}, counting days or working")
        term = DayCount(days, Counting(counting))
        return json_response({"day": deadlines.due_day(room.session, "day", "", term)})

    async def _history(self, request: web.Request) -> web.Response:
        """Every change of every field: who, when, old and new."""
        live = (await self._rights.conference(request, *STAFF)).live
        id = request.match_info["opinion"]
        changes = await self._histories.of(live, id)
        if id not in live.room.opinions.rows:
            raise Unknown(what="opinion", id=id)
        whole, shown = live.room.opinions.rows[id], live.shown.opinions.rows[id]
        return json_response({"changes": public(changes, whole, shown)})

    async def _contact(self, request: web.Request) -> web.Response:
        """Where the petitioner is reached: for those alone who write the register."""
        room = (await self._rights.conference(request, *FOLLOWING)).live.shown
        id = request.match_info["opinion"]
        if id not in room.opinions.rows:
            raise Unknown(what="opinion", id=id)
        return json_response(room.opinions.contacts.get(id, Contact()))

    # --- lists --------------------------------------------------------------------------------

    async def _sample(self, request: web.Request) -> web.Response:
        await self._rights.token(request, *FOLLOWING)
        return download(await asyncio.to_thread(sample.single, OPINIONS), "mau-y-kien.xlsx")

    async def _preview(self, request: web.Request) -> web.Response:
        """What the file in form field `file` would bring, row by row; with any problem no rows."""
        room = (await self._rights.conference(request, *FOLLOWING)).live.shown
        file = await _file(request)
        rows = [room.opinions.rows[id] for id in room.opinions.order]
        read = await asyncio.to_thread(collected.read, file, room.session.plan, rows)
        return json_response(_previewed(read, language_of(request)))

    async def _left(self, request: web.Request) -> web.Response:
        """What the conference `?of=` left unfinished, as a `CarryOver` takes it: only for those who
        belong to the house, or to that conference."""
        token = await self._rights.token(request, *FOLLOWING)
        await self._rights.conference(request, *FOLLOWING)
        of = request.query.get("of", "")
        if token.conference not in ("", of):
            raise NotAllowed(role=token.role)
        room = (await self._house.conference(of)).live.shown
        rows = [room.opinions.rows[id] for id in room.opinions.order]
        title, day = room.session.plan.title, deadlines.conference_day(room.session)
        left = [carried(room, row) for row in rows if is_left(row)]
        return json_response({"title": title, "day": day, "rows": left})


def is_left(row: Opinion) -> bool:
    return row.result not in FINISHED and not (row.matter or row.withdrawn)


def carried(room: Room, row: Opinion) -> Carried:
    """The row as the next conference begins with it."""
    turn = room.floor.turns.get(row.turn)
    reached = room.opinions.contacts.get(row.id, Contact())
    return Carried(
        row.code, row.text, row.summary, turn.speaker if turn else row.speaker, row.field,
        row.authority, row.kind, row.lead, row.coordinating, row.answer_by, row.resolve_by,
        row.answer, row.answer_text, row.promise, row.result, row.outcome, row.forwarded_to,
        reached,
    )  # fmt: skip


def _words(room: Room, turn: str, chosen: list[str]) -> str:
    segments = [room.transcript.segments[id] for id in room.transcript.order]
    return " ".join(
        one.text for one in segments if one.turn == turn and (not chosen or one.id in chosen)
    )


async def _file(request: web.Request) -> File:
    """Raises BadInput or SheetTooBig."""
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise SheetTooBig(limit=UPLOAD_LIMIT) from None
    except ValueError as bad:  # no multipart, or one that breaks off
        raise BadInput(field="file", why=str(bad)[:200]) from None
    file = form.get("file")
    if not isinstance(file, web.FileField) or len(form) != 1:
        raise BadInput(field="file", why="one file")
    return File(file.filename[:200], file.file.read())


def _previewed(read: Collected, language: str) -> dict[str, Any]:
    rows: tuple[Handed, ...] = () if read.problems else read.rows
    return {
        "rows": rows, "count": len(read.rows), "known": read.known,
        "problem_count": len(read.problems), "problems": _told(read.problems, language),
        "hints": _told(read.hints, language),
    }  # fmt: skip


def _told(problems: tuple[RowProblem, ...], language: str) -> list[dict[str, Any]]:
    return [problem(one, language) for one in problems[:TOLD]]
