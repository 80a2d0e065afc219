"""Word files → PDF by LibreOffice, where it is installed: one at a time, in a bounded time."""

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path
from typing import Final

from server.rooms.words import Refused

WAITING: Final = 8
"""Papers in the queue: each takes about three seconds, so that the last waits half a minute."""
LIMIT: Final = 60.0
"""Seconds for one paper; the first of a machine takes ten."""
NICE: Final = "15"
"""A conference may be running beside it."""


class NoPdf(Refused):
    """LibreOffice is not installed on this machine. Word files are there all the same."""

    code = "pdf_unavailable"


class PdfBusy(Refused):
    """Too many papers are waiting to be made into PDF."""

    code = "pdf_busy"


class PdfFailed(Refused):
    """LibreOffice could not make it, or not in time. Fields: `seconds`."""

    code = "pdf_failed"


class Printer:
    """One LibreOffice at a time: a second one with the same profile would hand its work over to the
    first and end."""

    def __init__(self, program: str = "soffice", limit: float = LIMIT) -> None:
        self._program, self._limit = program, limit
        self._one = asyncio.Lock()
        self._asked = 0

    @property
    def installed(self) -> bool:
        return shutil.which(self._program) is not None

    async def pdf(self, word: bytes) -> bytes:
        """The DOCX `word` as PDF. Raises NoPdf, PdfBusy or PdfFailed."""
        if not self.installed:
            raise NoPdf
        if self._asked > WAITING:
            raise PdfBusy
        self._asked += 1
        try:
            async with self._one:
                return await self._convert(word)
        finally:
            self._asked -= 1

    async def _convert(self, word: bytes) -> bytes:
        with tempfile.TemporaryDirectory(prefix="caunoi-pdf-") as name:
            folder = Path(name)
            await asyncio.to_thread((folder / "paper.docx").write_bytes, word)
            process = await self._start(folder)
            try:
                await asyncio.wait_for(process.wait(), self._limit)
            except TimeoutError:
                raise PdfFailed(seconds=round(self._limit)) from None
            finally:
                await _end(process)
            made = folder / "paper.pdf"
            if not made.exists():
                raise PdfFailed(seconds=round(self._limit))
            return await asyncio.to_thread(made.read_bytes)

    async def _start(self, folder: Path) -> Process:
        profile = (folder / "profile").as_uri()
        return await asyncio.create_subprocess_exec(
            "nice", "-n", NICE, self._program, f"-env:UserInstallation={profile}", "--headless",
            "--norestore", "--convert-to", "pdf", "paper.docx",
            cwd=folder, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True,
        )  # fmt: skip


async def _end(process: Process) -> None:
    """Nothing of it stays: LibreOffice starts a second process, which ends with its session."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
