"""The paper copy of a running conference: made again in time, whatever fails, and never with words
that were withdrawn (day.md D14, D21)."""

import asyncio
import io
import shutil
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import docx
import pytest

from server.documents import fallback
from server.rehearsal.link import Json
from tests.api.test_setup import ask
from tests.documents import given
from tests.documents.office import need_office, printed, run, texts
from tests.service import Conference, Service, in_process

OFTEN = 0.005
"""Minutes: 0.3 s."""
WAIT = 60.0
"""Seconds at most: LibreOffice's first paper of a machine takes ten."""
ROADS, WATER = "Đề nghị sửa đường liên xã", "Đề nghị cấp nước sạch"


async def until(told: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WAIT):
        while not await told():  # noqa: ASYNC110 (another program's answer)
            await asyncio.sleep(0.02)


async def state(service: Service, conference: Conference) -> Json:
    path = f"/api/conferences/{conference.id}/fallback"
    status, _, told = await ask(service, "GET", path)
    assert status == 200, told
    return told


async def copy(service: Service, conference: Conference, form: str = "docx") -> bytes:
    path = f"/api/conferences/{conference.id}/fallback.{form}"
    status, body, _ = await ask(service, "GET", path)
    return body if status == 200 else b""


def said(body: bytes) -> str:
    return "\n".join(texts(body)) if body else ""


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without LibreOffice; the folder is first on its PATH."""
    empty = tmp_path / "bin"
    empty.mkdir()
    nice = shutil.which("nice")
    assert nice
    (empty / "nice").symlink_to(nice)
    monkeypatch.setenv("PATH", str(empty))
    return empty


async def test_a_copy_is_made_again_and_again_while_the_conference_runs(
    tmp_path: Path, no_office: Path
) -> None:
    folder = tmp_path / "giấy"
    async with in_process(tmp_path / "data", paper_minutes=OFTEN, paper_dir=str(folder)) as service:
        conference = await service.conference()
        secretary = await conference.enter("secretary")
        assert "at" not in await state(service, conference)
        moderator = await conference.opened()
        await secretary.ask("LogOpinion", text=ROADS, summary=ROADS)

        async def holds(words: str) -> bool:
            return words in said(await copy(service, conference))

        await until(lambda: holds(ROADS))
        first = (await state(service, conference))["at"]
        await secretary.ask("LogOpinion", text=WATER, summary=WATER)
        await until(lambda: holds(WATER))
        told = await state(service, conference)
        assert told["at"] > first
        assert (told["form"], told["folder"]) == ("docx", str(folder))
        assert [path.name for path in folder.iterdir() if path.suffix != ".new"] == [
            f"{conference.id}.docx"
        ]
        await moderator.ask("CloseConference")

        async def gone() -> bool:
            return not list(folder.iterdir())

        await until(gone)
        assert "at" not in await state(service, conference)


async def test_what_is_withdrawn_or_diverted_leaves_the_copy(
    tmp_path: Path, no_office: Path
) -> None:
    """Though the next one is not due for an hour."""
    folder = tmp_path / "data" / "paper-copies"
    async with in_process(tmp_path / "data", paper_minutes=60) as service:
        conference = await service.conference()
        secretary = await conference.enter("secretary")
        moderator = await conference.opened()
        await moderator.ask("InviteNow", point="an-phu", speaker={"name": "Trần An"})
        await secretary.ask("LogOpinion", turn="t1", text=ROADS, summary=ROADS)
        folder.mkdir()
        (folder / f"{conference.id}.pdf").write_bytes(b"%PDF of an earlier run")

        async def holds(words: str) -> bool:
            return words in said(await copy(service, conference))

        await until(lambda: holds(ROADS))
        assert not (folder / f"{conference.id}.pdf").exists()
        await moderator.ask("DivertRequest", matter="denunciation", turn="t1")

        async def silent() -> bool:
            told = said(await copy(service, conference))
            return bool(told) and ROADS not in told and "Trần An" not in told

        await until(silent)
        assert "Đơn tố cáo, chuyển xử lý theo quy định: 1." in said(await copy(service, conference))


async def test_a_failing_printer_and_a_full_folder_stop_nothing(
    tmp_path: Path, no_office: Path
) -> None:
    """The copy is then a Word file; one that cannot be written leaves the last one, and says so."""
    broken = no_office / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    folder = tmp_path / "giấy"
    async with in_process(tmp_path / "data", paper_minutes=OFTEN, paper_dir=str(folder)) as service:
        conference = await service.conference()
        await conference.opened()

        async def there() -> bool:
            return "at" in await state(service, conference)

        await until(there)
        told = await state(service, conference)
        assert (told["form"], told["problem"]["code"]) == ("docx", "pdf_failed")
        shutil.rmtree(folder)
        folder.write_text("a file where the folder was")

        async def refused() -> bool:
            told = await state(service, conference)
            return bool(told.get("problem", {}).get("code") == "no_space")

        await until(refused)
        folder.unlink()

        async def again() -> bool:
            told = await state(service, conference)
            return bool(told.get("problem", {}).get("code") == "pdf_failed")

        await until(again)
        assert said(await copy(service, conference))


async def test_with_libreoffice_it_is_a_pdf(tmp_path: Path) -> None:
    need_office()
    async with in_process(tmp_path / "data", paper_minutes=OFTEN) as service:
        conference = await service.conference()
        await conference.opened()

        async def there() -> bool:
            return (await state(service, conference)).get("form") == "pdf"

        await until(there)
        assert (await copy(service, conference, "pdf")).startswith(b"%PDF-")
        assert "problem" not in await state(service, conference)


async def test_none_is_made_where_none_is_wanted_and_only_staff_see_it(tmp_path: Path) -> None:
    async with in_process(tmp_path / "data", paper_minutes=0) as service:
        conference = await service.conference()
        await conference.opened()
        assert (await state(service, conference))["every"] == 0
        assert await copy(service, conference) == b""
        point = await conference.enter("point", "an-phu")
        path = f"/api/conferences/{conference.id}/fallback"
        assert (await ask(service, "GET", path, point.token))[0] == 403


def test_the_copy_lists_who_waits_and_the_whole_register(tmp_path: Path) -> None:
    body = fallback.paper(given.demo(spoken=True), given.AT)
    told = said(body)
    assert "DIỄN TẬP - nội dung hư cấu" in told
    assert "(in lúc 18:00 ngày 25/4/2024)" in told
    assert "II. Sổ ý kiến: 16" in told
    assert sum(line.startswith("YK0") for line in texts(body)) == 16
    assert docx.Document(io.BytesIO(body)).sections[0].orientation == 1
    need_office()
    folder = printed({"copy.docx": body}, tmp_path)
    pages = run("pdftotext", "-layout", folder / "copy.pdf", "-").split("\f")[:-1]
    assert "A4" in run("pdfinfo", folder / "copy.pdf")
    assert "YK001" in pages[0] and "YK016" in "".join(pages)
