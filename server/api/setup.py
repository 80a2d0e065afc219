"""Setting a conference up: a file of the office → a preview; the set-up of an earlier one to begin
with; a whole conference out of this house and into it. For administrators of the house alone."""

import asyncio
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from msgspec.structs import replace

from server.api.body import json_response
from server.api.founding import Founding, told
from server.api.ports import Archives
from server.api.problems import BadInput, NoSpace, language_of, problem
from server.api.rights import Rights
from server.api.sending import BLOCK, download, send_zip
from server.live.house import House
from server.rooms import queue
from server.rooms.plan import People, Plan
from server.rooms.policy import Policy
from server.rooms.queue import Wish
from server.rooms.room import Room
from server.rooms.states import RequestState
from server.setup import draft, filled, sample
from server.setup.draft import Draft, File
from server.setup.problems import RowProblem, SheetTooBig

log = logging.getLogger(__name__)

FILES: Final = 10
"""Files of one preview: a workbook, or a CSV for every table."""
TOLD: Final = 500
"""Problems that a preview lists; it counts all of them."""
UPLOAD_LIMIT: Final = 4
"""MB of all files of a preview, as BODY_LIMIT has it."""
SPARE: Final = 500_000_000
"""Bytes of the disk that an archive on its way must leave free."""


class Setup:
    """HTTP handlers. `folder` is where an archive on its way lies."""

    def __init__(
        self, house: House, rights: Rights, founding: Founding, archives: Archives, folder: Path
    ) -> None:
        self._house, self._rights, self._founding = house, rights, founding
        self._archives, self._folder = archives, folder

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/setup/sample.xlsx", self._sample),
            web.post("/api/setup/preview", self._preview),
            web.get("/api/conferences/{id}/setup", self._copy),
            web.get("/api/conferences/{id}/setup.xlsx", self._fill_in),
            web.get("/api/conferences/{id}/archive", self._export),
            web.post("/api/archives", self._import),
        ]

    async def _sample(self, request: web.Request) -> web.Response:
        await self._rights.house(request)
        return download(await asyncio.to_thread(sample.workbook), "mau-thiet-lap.xlsx")

    async def _preview(self, request: web.Request) -> web.Response:
        """What the files (form field `file`, several times) would make, on top of the conference
        `like`. Nothing is written; with any problem there is no plan to go on with."""
        await self._rights.house(request)
        files, like = await _form(request)
        begins = await self._set_up(like) if like else (Plan(), People(), ())
        read = await asyncio.to_thread(draft.read, files, *begins)
        return json_response(_preview(read, language_of(request)))

    async def _copy(self, request: web.Request) -> web.Response:
        """Plan, people and policy for the next conference, as this one has them, and the requests
        that its dialogue had no time for and carried over."""
        await self._rights.house(request)
        plan, people, carried = await self._set_up(request.match_info["id"])
        return json_response(_made(plan, people) | {"requests": carried})

    async def _fill_in(self, request: web.Request) -> web.Response:
        """The set-up as the workbook that would make it, as it has come to be."""
        await self._rights.house(request)
        room = (await self._house.conference(request.match_info["id"])).live.room
        plan = replace(room.session.plan, policy=room.queue.policy)
        body = await asyncio.to_thread(filled.workbook, plan, room.session.people, _wishes(room))
        return download(body, "thiet-lap.xlsx")

    async def _set_up(self, id: str) -> tuple[Plan, People, tuple[Wish, ...]]:
        room = (await self._house.conference(id)).live.room
        copied = draft.copied(room.session.plan, room.session.people, room.queue.policy)
        return *copied, draft.carried(room.session.plan, room.queue)

    # --- archives -----------------------------------------------------------------------------

    async def _export(self, request: web.Request) -> web.StreamResponse:
        """The whole conference as one file; `?sound=1` with its recordings."""
        actor = (await self._rights.house(request)).actor
        id = (await self._house.conference(request.match_info["id"])).live.id
        sound = request.query.get("sound", "0") == "1"
        log.info("conference exported: conference=%s sound=%s actor=%s", id, sound, actor.id)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            tip = await self._archives.write(id, sound, file)
            return await send_zip(request, file, f"hoi-nghi-{id}.zip", {"Last-Hash": tip})

    async def _import(self, request: web.Request) -> web.Response:
        """Take in an archive (the request's body); `?expect=` its last hash, told another way."""
        await self._rights.house(request)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            async for block in request.content.iter_chunked(BLOCK):
                if shutil.disk_usage(self._folder).free < SPARE:
                    raise NoSpace
                await asyncio.to_thread(file.write, block)
            file.seek(0)
            taken = await self._archives.take_in(file, request.query.get("expect", ""))
        plan = taken.room.session.plan
        codes = told(await self._founding.issue(taken.id, plan))
        made = {"id": taken.id, "title": plan.title, "tip": taken.tip, "codes": codes}
        return json_response(made, status=201)


async def _form(request: web.Request) -> tuple[list[File], str]:
    """The files of a preview, and the conference to begin with or "". Raises BadInput or
    SheetTooBig."""
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise SheetTooBig(limit=UPLOAD_LIMIT) from None
    except ValueError as bad:  # no multipart, or one that breaks off
        raise BadInput(field="file", why=str(bad)[:200]) from None
    fields = form.getall("file", [])
    files = [
        File(one.filename[:200], one.file.read())
        for one in fields
        if isinstance(one, web.FileField)
    ]
    like = form.get("like", "")
    if not isinstance(like, str) or len(files) != len(fields) or not 0 < len(files) <= FILES:
        raise BadInput(field="file", why=f"1 to {FILES} files, and `like` as text")
    return files, like


def _made(plan: Plan, people: People) -> dict[str, Any]:
    """As `POST /api/conferences` takes it: the policy beside the plan."""
    return {"plan": replace(plan, policy=Policy()), "people": people, "policy": plan.policy}


def _wishes(room: Room) -> list[Wish]:
    """What was handed in before the conference and still stands, by number, a person once."""
    every = sorted(room.queue.requests.values(), key=lambda one: one.no)
    standing = [
        one for one in every
        if one.prior and one.speaker.name and one.state is not RequestState.LOWERED
        and one.matter is None
    ]  # fmt: skip
    return [
        Wish(one.point, one.speaker, one.topic, one.field, one.kind)
        for one in {queue.person("", one.speaker): one for one in standing}.values()
    ]


def _preview(read: Draft, language: str) -> dict[str, Any]:
    plan, people = read.plan, read.people
    made = _made(plan, people) | {"requests": read.requests}
    return {
        **({} if read.problems else made),
        "counts": {
            "points": len(plan.points), "agenda": len(plan.agenda), "fields": len(plan.fields),
            "agencies": len(plan.agencies),
            "issuers": sum(bool(one.name) for one in (plan.issuers.party, plan.issuers.state)),
            "signers": sum(bool(one.name) for one in (people.signers.party, people.signers.state)),
            "days": len(plan.calendar.off) + len(plan.calendar.worked),
            "leaders": len(people.chairs) + len(people.secretaries)
            + bool(people.moderator.name),
            "delegates": len(people.delegates), "requests": len(read.requests),
        },
        "problem_count": len(read.problems),
        "problems": _told(read.problems, language),
        "hints": _told(read.hints, language),
    }  # fmt: skip


def _told(problems: Sequence[RowProblem], language: str) -> list[dict[str, Any]]:
    return [problem(one, language) for one in problems[:TOLD]]
