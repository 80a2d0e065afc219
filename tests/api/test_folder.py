"""The conference as a folder for a USB stick: all of it, counted, readable without a server."""

import hashlib
import io
import json
import zipfile

import pytest

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
    token = await conference.token(role)
    url = f"{conference.service.url}/api/conferences/{conference.id}/folder"
    headers = {"Authorization": f"Bearer {token}"}
    async with conference.service.http.get(url, headers=headers) as answer:
        return answer.status, await answer.read()


async def test_every_file_is_counted_and_the_log_can_be_imported(conference: Conference) -> None:
    status, body = await folder(conference)
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


async def test_others_may_not_take_it(conference: Conference) -> None:
    for role in ("secretary", "viewer", "hall"):
        assert (await folder(conference, role))[0] == 403
