"""While a conference runs, a paper copy of its queue and register lies in a folder of this machine,
made anew every few minutes (day.md D21): PDF where LibreOffice is installed, else Word.

One copy is kept of each conference, the latest, and it goes when the conference is closed. What is
withdrawn is not left on it: it is removed at once and made again."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from aiohttp import web

from server.api.body import json_response
from server.api.pdf import NoPdf, Printer
from server.api.problems import NoSpace, NotFound, language_of, problem
from server.api.rights import Rights
from server.api.sending import download
from server.documents import fallback
from server.live.house import House
from server.live.liveroom import LiveRoom
from server.rooms.rights import STAFF
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.words import Millis, Refused

log = logging.getLogger(__name__)

PAUSE: Final = 5.0
"""Seconds between two looks: so long may something withdrawn still lie on paper."""
FORMS: Final = ("pdf", "docx")
OLD: Final = 24 * 3600
"""Seconds after which a copy is removed that nobody made anew: its conference runs elsewhere."""


class Copy(NamedTuple):
    """`at` and `form` of the one that lies there (0, "" none), `tried` when the last was begun,
    `hidden` what was on none then, `wrong` why there is no newer or no better one."""

    at: Millis = 0
    form: str = ""
    tried: Millis = 0
    hidden: object = ()
    wrong: Refused | None = None


class Fallback:
    """`every` so many seconds, 0 never. `folder` is made when it is needed. `tidy` is called when
    one was made, which leaves much memory to the garbage."""

    def __init__(
        self, house: House, rights: Rights, printer: Printer, folder: Path, every: float,
        tidy: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._house, self._rights, self._printer = house, rights, printer
        self._folder, self._every, self._pause = folder, every, min(PAUSE, every)
        self._tidy = tidy
        self._copies: dict[str, Copy] = {}

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.get(conference + "/fallback", self._tell),
            web.get(conference + "/fallback.{form:pdf|docx}", self._show),
        ]

    # --- making it ----------------------------------------------------------------------------

    async def run(self) -> None:
        """For ever. Whatever goes wrong with one copy is told, and the next is made in time."""
        while self._every:
            await asyncio.sleep(self._pause)
            for live in self._house.open_rooms:
                try:
                    await self.look(live)
                except Exception:
                    log.exception("no paper copy: conference=%s", live.id)
            await asyncio.to_thread(self._remove_old)

    async def look(self, live: LiveRoom) -> None:
        """Make the copy of `live` if it is due, and remove one that must not lie there."""
        room, at = live.room, self._house.clock()
        copy, lies = self._copies.get(live.id), await asyncio.to_thread(self._lies, live.id)
        if room.session.stage not in (Stage.OPEN, Stage.PAUSED):
            self._copies.pop(live.id, None)
            await asyncio.to_thread(self._remove, live.id)
            return
        outdated = lies and (copy is None or copy.hidden != _hidden(room))
        if outdated:  # of an earlier run of the service nobody knows what is on it
            await asyncio.to_thread(self._remove, live.id)
        since = copy.tried if copy else room.session.opened_at
        if outdated or at - since >= self._every * 1000:
            await self._make(live, at)

    async def _make(self, live: LiveRoom, at: Millis) -> None:
        before = self._copies.get(live.id, Copy())
        hidden = _hidden(live.room)
        tried = before._replace(tried=at, hidden=hidden)
        word = await asyncio.to_thread(fallback.paper, live.shown, at)
        self._tidy()
        wrong: Refused | None = None
        try:
            form, body = "pdf", await self._printer.pdf(word)
        except Refused as no:
            form, body, wrong = "docx", word, None if isinstance(no, NoPdf) else no
        if _hidden(live.room) != hidden:  # withdrawn meanwhile: the next look makes it anew
            self._copies[live.id] = tried._replace(tried=before.tried)
            return
        try:
            await asyncio.to_thread(self._keep, live.id, form, body)
        except OSError as error:
            log.warning("paper copy not written: conference=%s %s", live.id, error)
            self._copies[live.id] = tried._replace(wrong=NoSpace())
        else:
            self._copies[live.id] = Copy(at, form, at, hidden, wrong)

    def _path(self, id: str, form: str) -> Path:
        return self._folder / f"{id}.{form}"

    def _lies(self, id: str) -> bool:
        return any(self._path(id, form).exists() for form in FORMS)

    def _keep(self, id: str, form: str, body: bytes) -> None:
        """Whole or not at all; a copy in the other form goes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._path(id, "new")
        new.write_bytes(body)
        new.replace(self._path(id, form))
        for other in FORMS:
            if other != form:
                self._path(id, other).unlink(missing_ok=True)

    def _remove(self, id: str) -> None:
        for form in FORMS:
            self._path(id, form).unlink(missing_ok=True)

    def _remove_old(self) -> None:
        for form in (*FORMS, "new"):
            for path in self._folder.glob(f"*.{form}"):
                if path.stat().st_mtime + OLD < time.time():
                    path.unlink(missing_ok=True)

    # --- showing it ---------------------------------------------------------------------------

    async def _tell(self, request: web.Request) -> web.Response:
        """`{every, folder, at?, form?, problem?}`: how often (seconds, 0 never), where, and the one
        that lies there."""
        live = (await self._rights.conference(request, *STAFF)).live
        copy = self._copies.get(live.id, Copy())
        told: dict[str, Any] = {"every": round(self._every), "folder": str(self._folder)}
        told |= {"at": copy.at, "form": copy.form} if copy.at else {}
        told |= {"problem": problem(copy.wrong, language_of(request))} if copy.wrong else {}
        return json_response(told)

    async def _show(self, request: web.Request) -> web.Response:
        live = (await self._rights.conference(request, *STAFF)).live
        form = request.match_info["form"]
        try:
            body = await asyncio.to_thread(self._path(live.id, form).read_bytes)
        except FileNotFoundError:
            raise NotFound from None
        return download(body, f"ban-giay-du-phong.{form}")


def _hidden(room: Room) -> object:
    """All that must not be read of `room`: it grows when something is withdrawn or diverted."""
    rows = tuple(id for id, row in room.opinions.rows.items() if row.matter or row.withdrawn)
    turns = tuple(id for id, turn in room.floor.turns.items() if turn.matter)
    return (room.withdrawals, frozenset(rows), frozenset(turns))
