"""Papers over HTTP: each kind in its forms, what is still blank, PDF where it can be made."""

import asyncio
from typing import Final, get_args

from aiohttp import web
from msgspec.structs import replace

from server.api.body import json_response, number
from server.api.pdf import Printer
from server.api.problems import BadInput, NotFound
from server.api.rights import Rights
from server.api.sending import download
from server.api.templates import OfficeTemplates
from server.documents import papers
from server.documents.annex import Grouping
from server.documents.blanks import blanks
from server.documents.papers import KINDS, PLAIN, Asked, File
from server.documents.profiles import PROFILES
from server.live.house import House
from server.rooms.conclusion import Issuer
from server.rooms.opinions import without_contacts
from server.rooms.rights import FOLLOWING, STAFF
from server.rooms.room import Room
from server.rooms.words import Millis

FORMS: Final = ("docx", "pdf", "zip", "xlsx", "json", "vtt", "srt")
MAKING: Final = 2
"""Papers made at once: each keeps a core busy for tenths of a second, all letters for seconds."""


class Documents:
    """HTTP handlers. Papers are made in threads: the loop goes on."""

    def __init__(
        self, house: House, rights: Rights, printer: Printer, office: OfficeTemplates
    ) -> None:
        self._house, self._rights = house, rights
        self._printer, self._office = printer, office
        self._making = asyncio.Semaphore(MAKING)

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.get(conference + "/documents", self._list),
            web.get(conference + "/documents/{kind}.{form}", self._document),
            web.get(conference + "/blanks", self._blanks),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        """`{pdf, papers: [{kind, forms, of, keys}]}`: of a kind that has several papers, `keys` is
        which there are now, and `of` the name to ask for one by."""
        room = await self._room(request)
        told = await asyncio.to_thread(_listed, room)
        return json_response({"pdf": self._printer.installed, "papers": told})

    async def _document(self, request: web.Request) -> web.Response:
        """The paper as a download. `?issuer=`, `?profile=`, `?grouping=`, `?agency=` (`opinion`,
        `body`), `?began=`. Raises NotFound, BadInput, Unknown, Empty, and what Printer does."""
        room = await self._room(request)
        asked = _asked(request)
        file = await self._made(room, asked, self._house.clock())
        return download(file.body, f"{file.name}.{asked.form}")

    async def _made(self, room: Room, asked: Asked, at: Millis) -> File:
        async with self._making:
            own = await asyncio.to_thread(self._office.own)
            file = await asyncio.to_thread(papers.make, room, asked, at, own)
        if asked.form == "pdf":
            return file._replace(body=await self._printer.pdf(file.body))
        return file

    async def _blanks(self, request: web.Request) -> web.Response:
        """*Kiểm tra trước khi in*: `{blanks: [{paper, key, field, row, missing}]}`."""
        room = await self._room(request)
        async with self._making:
            found = await asyncio.to_thread(blanks, room, self._house.clock())
        return json_response({"blanks": found})

    async def _room(self, request: web.Request) -> Room:
        """The room as who asks may read it: where a petitioner is reached is for those alone who
        write the register."""
        conference = await self._rights.conference(request, *STAFF)
        shown = conference.live.shown
        writes = (await self._rights.token(request)).role in FOLLOWING
        return shown if writes else replace(shown, opinions=without_contacts(shown.opinions))


def _listed(room: Room) -> list[dict[str, object]]:
    kinds = dict.fromkeys([*KINDS, *(kind for kind, _ in PLAIN)])
    told: list[dict[str, object]] = []
    for name in kinds:
        forms = [form for form in FORMS if papers.known(name, form)]
        kind = KINDS.get(name)
        keys = kind.keys(room) if kind and kind.keys else []
        told.append({"kind": name, "forms": forms, "of": kind.of if kind else "", "keys": keys})
    return told


def _asked(request: web.Request) -> Asked:
    kind, form, query = request.match_info["kind"], request.match_info["form"], request.query
    if not papers.known(kind, form):
        raise NotFound
    issuer = _one_of(request, "issuer", tuple(Issuer))
    profile = _one_of(request, "profile", tuple(PROFILES))
    if issuer and profile and PROFILES[profile].party != (issuer == Issuer.PARTY):
        raise BadInput(field="profile", why=f"not a form of the {issuer}")
    grouping = _one_of(request, "grouping", get_args(Grouping))
    of = KINDS[kind].of if kind in KINDS else ""
    return Asked(
        kind, form,
        Issuer(issuer) if issuer else None,
        profile,
        "committee" if grouping == "committee" else "authority",
        query.get(of, "") if of else "",
        number(request, "began"),
    )  # fmt: skip


def _one_of(request: web.Request, name: str, choices: tuple[str, ...]) -> str:
    """A word of the query, "" if absent. Raises BadInput."""
    told = request.query.get(name, "")
    if told and told not in choices:
        raise BadInput(field=name, why=f"one of {', '.join(choices)}")
    return told
