"""The conference as a folder for a USB stick: all of it, counted, readable without a server."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from server.api import files
from server.live.paperfiles import PaperFiles
from server.rooms.floor import Turn
from server.rooms.words import Span
from tests.service import Conference, Service

SAID = "Đề nghị tỉnh sớm sửa đường <script>document.title='x'</script>"


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await held(service)


async def held(service: Service) -> Conference:
    """A conference in which one person spoke, and one opinion was logged."""
    conference = await service.conference()
    moderator = await conference.opened(recording=True)
    secretary = await conference.enter("secretary")
    await moderator.ask("InviteNow", point="an-phu", speaker={"name": "Phạm Thị Lan"})
    await moderator.until(lambda: "speaking" in moderator.view["floor"], "the floor")
    turn = moderator.view["floor"]["speaking"]
    await secretary.ask("WriteSegment", turn=turn, text=SAID)
    await moderator.ask("EndFloor", turn=turn)
    await secretary.ask("LogOpinion", turn=turn, summary="Đề nghị sửa đường.")
    return conference


async def folder(conference: Conference, role: str = "secretary_lead") -> tuple[int, bytes]:
    house = role == "admin"
    token = (await conference.service.admin()).token if house else await conference.token(role)
    url = f"{conference.service.url}/api/conferences/{conference.id}/folder"
    headers = {"Authorization": f"Bearer {token}"}
    async with conference.service.http.get(url, headers=headers) as answer:
        return answer.status, await answer.read()


async def test_every_file_is_counted_and_the_log_can_be_imported(conference: Conference) -> None:
    status, body = await folder(conference, "admin")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = set(packed.namelist())
        sums = packed.read("SHA256SUMS").decode().splitlines()
        told = {path: digest for digest, path in (line.split("  ", 1) for line in sums)}
        assert set(told) == names - {"SHA256SUMS"}
        for path, digest in told.items():
            assert hashlib.sha256(packed.read(path)).hexdigest() == digest
        assert {"van-ban/bien-ban.docx", "van-ban/so-y-kien.xlsx", "nhat-ky/hoi-nghi.zip"} <= names
        with zipfile.ZipFile(io.BytesIO(packed.read("nhat-ky/hoi-nghi.zip"))) as log:
            manifest = json.loads(log.read("manifest.json"))
    assert manifest["conference"] == conference.id


async def test_of_a_denunciation_no_sound_is_taken_out(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def clip(directory: Path, turn: Turn, hidden: Sequence[Span]) -> tuple[int, bytes]:
        asked.append(turn.id)
        return 1, b"RIFF"

    monkeypatch.setattr(files, "clip", clip)
    moderator = await conference.enter("moderator")
    await moderator.ask("InviteNow", point="an-phu")
    await moderator.ask("EndFloor", turn="t2")
    await moderator.ask("DivertRequest", matter="denunciation", turn="t2")
    status, body = await folder(conference)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        sounds = [name for name in packed.namelist() if name.startswith("am-thanh/")]
    assert (status, asked, sounds) == (200, ["t1"], ["am-thanh/t1.wav"])


async def test_signed_papers_are_read_beside_the_loop(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, threads = PaperFiles.read, list[threading.Thread]()

    def reading(self: PaperFiles, id: str, digest: str, name: str = "") -> bytes:
        threads.append(threading.current_thread())
        return read(self, id, digest, name)

    monkeypatch.setattr(PaperFiles, "read", reading)
    lead = await conference.enter("secretary_lead")
    await lead.ask("DraftDocument", document="minutes")
    url = f"{conference.service.url}/api/conferences/{conference.id}/papers/minutes?name=ky.pdf"
    headers = {"Authorization": f"Bearer {await conference.token('secretary_lead')}"}
    async with conference.service.http.post(url, headers=headers, data=b"%PDF-1.7") as answer:
        assert answer.status == 201, await answer.text()
    status, body = await folder(conference)
    assert status == 200 and b"01-ky.pdf" in body
    assert threads and threading.main_thread() not in threads


async def test_a_signed_paper_that_is_not_on_this_disk_is_told_and_holds_up_nothing(
    conference: Conference,
) -> None:
    """As after the import of a conference: its log names papers that lie elsewhere."""
    lead = await conference.enter("secretary_lead")
    await lead.ask("DraftDocument", document="minutes")
    await lead.ask("AttachFile", document="minutes", sha256="0" * 64, size=9, name="ký.pdf")
    status, body = await folder(conference)
    assert status == 200, body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        told = packed.read("da-ky/01-ký.pdf.txt").decode()
    assert "ký.pdf" in told


async def test_the_log_is_for_the_house_alone(conference: Conference) -> None:
    _, body = await folder(conference, "secretary_lead")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert not [name for name in packed.namelist() if name.startswith("nhat-ky/")]


async def test_others_may_not_take_it(conference: Conference) -> None:
    for role in ("secretary", "viewer", "hall"):
        assert (await folder(conference, role))[0] == 403
