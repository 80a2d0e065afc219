"""*Hồ sơ hội nghị* over HTTP: one zip for a USB stick, written to disk part by part."""

import asyncio
import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any, Final

from aiohttp import web

from server.api import files
from server.api.pdf import Printer
from server.api.ports import Archives
from server.api.problems import problem
from server.api.rights import Rights
from server.api.sending import send_zip
from server.api.templates import OfficeTemplates
from server.documents import folder
from server.documents.folder import LOG, SIGNED, SOUND, Sums, Written
from server.live.conference import LiveConference
from server.live.house import House
from server.live.paperfiles import PaperChanged, PaperFiles, PaperGone
from server.rooms.issuing import PaperFile
from server.rooms.room import Room
from server.rooms.states import Matter
from server.rooms.words import Millis, Refused, Role

TAKING: Final = (Role.ADMIN, Role.CHAIR, Role.SECRETARY_LEAD)


class FolderBusy(Refused):
    """Another folder is being made: each reads all the sound of a conference."""

    code = "folder_busy"


class Folders:
    """HTTP handlers. One folder at a time."""

    def __init__(
        self, house: House, rights: Rights, archives: Archives, papers: PaperFiles,
        own: OfficeTemplates, printer: Printer, disk: Path,
    ) -> None:  # fmt: skip
        self._house, self._rights, self._archives = house, rights, archives
        self._papers, self._own, self._printer, self._disk = papers, own, printer, disk
        self._one = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/conferences/{id}/folder", self._take)]

    async def _take(self, request: web.Request) -> web.StreamResponse:
        """The zip. `?pdf=1`: the papers as PDF too, where LibreOffice is installed (a few seconds
        each). The log is in it for the house's administrators only. Raises FolderBusy."""
        here = await self._rights.conference(request, *TAKING)
        whole = (await self._rights.token(request)).role is Role.ADMIN
        if self._one.locked():
            raise FolderBusy
        async with self._one:
            with tempfile.TemporaryFile(dir=self._disk) as file:
                await self._write(here, file, pdf=request.query.get("pdf") == "1", whole=whole)
                return await send_zip(request, file, f"ho-so-{here.live.id}.zip")

    async def _write(self, here: LiveConference, file: IO[bytes], pdf: bool, whole: bool) -> None:
        room, at, sums = here.live.shown, self._house.clock(), Sums()
        own = await asyncio.to_thread(self._own.own)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:

            async def add(written: Written) -> None:
                await asyncio.to_thread(_pack, packed, sums.count(written))

            named = []
            made = await asyncio.to_thread(list, folder.papers_of(room, at, own))
            for written in made:
                await add(written)
                named.append(written.path)
                if pdf and written.path.endswith(".docx") and self._printer.installed:
                    printed = written.path.removesuffix("docx") + "pdf"
                    await add(Written(printed, await self._printer.pdf(written.body)))
                    named.append(printed)
            kept = [file for one in room.issuing.documents.values() for file in one.files]
            for number, paper in enumerate(kept, 1):
                written = await asyncio.to_thread(self._handed_in, here.live.id, number, paper)
                await add(written)
                named.append(written.path)
            sounds = await self._sound(here, room, add)
            if whole:  # the log knows what papers conceal
                await self._add_log(here.live.id, packed, sums)
            for written in await asyncio.to_thread(folder.page, room, at, sounds, named):
                await add(written)
            await asyncio.to_thread(_pack, packed, sums.file)

    def _handed_in(self, id: str, number: int, paper: PaperFile) -> Written:
        """A signed paper, or one edited elsewhere; where it is not on this disk a note that says
        so."""
        path = f"{SIGNED}/{folder.safe_name(number, paper.name)}"
        try:
            return Written(path, self._papers.read(id, paper.sha256, paper.name))
        except (PaperGone, PaperChanged) as no:
            return Written(f"{path}.txt", problem(no)["message"].encode())

    async def _sound(
        self, here: LiveConference, room: Room, add: Callable[[Written], Awaitable[None]]
    ) -> dict[str, Millis]:
        """Each turn's sound while it had the floor, but of a denunciation (day.md D9); when each
        file begins."""
        began: dict[str, Millis] = {}
        directory = await self._house.sound_of(here.live.id)
        for id in room.floor.order:
            turn = room.floor.turns[id]
            if turn.matter is Matter.DENUNCIATION:
                continue
            first, sound = await files.clip(directory, turn, room.withdrawals.spans)
            if sound:
                began[id] = first
                await add(Written(f"{SOUND}/{id}.wav", sound))
        return began

    async def _add_log(self, id: str, packed: zipfile.ZipFile, sums: Sums) -> None:
        """What `caunoi conference import` takes, without the sound."""
        with tempfile.NamedTemporaryFile(dir=self._disk) as archive:
            await self._archives.write(id, False, archive)
            await asyncio.to_thread(_pack_file, packed, sums, f"{LOG}/hoi-nghi.zip", archive)


def _pack(packed: zipfile.ZipFile, written: Written) -> None:
    stored = written.path.endswith((".wav", ".zip", ".docx", ".xlsx", ".pdf"))
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    packed.writestr(written.path, written.body, how)


def _pack_file(packed: zipfile.ZipFile, sums: Sums, path: str, file: Any) -> None:
    """`file`: one that has a name on this disk."""
    file.seek(0)
    sums.add(path, file_digest(file, "sha256").hexdigest())
    packed.write(file.name, path, zipfile.ZIP_STORED)
