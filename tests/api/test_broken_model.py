"""A broken model stops nothing but recognition: it is said, sound is kept, and people type."""

import asyncio
import shutil
from pathlib import Path

import pytest

from server.transcribe import models
from tests.api.raw import seated
from tests.service import PATIENCE, Service, in_process


async def recognition(service: Service) -> str:
    """What a service that is ready says of it, once it knows."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with service.http.get(f"{service.url}/readyz") as answer:
                assert answer.status == 200
                state = str((await answer.json())["speech"])
            if state != "starting":
                return state
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("damage", ["missing", "torn"])
async def test_everything_else_goes_on(tmp_path: Path, damage: str) -> None:
    model = tmp_path / "model"
    if damage == "torn":
        shutil.copytree(models.embedded(), model)
        (model / "am" / "final.mdl").write_bytes(b"torn")
    async with in_process(tmp_path / "data", model=str(model), speech_workers=1) as service:
        assert await recognition(service) == "broken"
        conference = await service.conference()
        moderator = await conference.opened(recording=True)
        secretary = await conference.enter("secretary")
        await moderator.ask("InviteNow", point="hoi-truong")
        async with seated(conference, "technician") as technician:
            began = (await technician.call("time"))["now"]
            meta = {"source": "venue", "stream": "s", "n": 0, "began": began, "oldest": 0}
            assert await technician.sound(meta, bytes(3200)) == {"have": 0}
        await secretary.ask("WriteSegment", turn="t1", text="Đề nghị sửa đường")
        seq = await secretary.ask("LogOpinion", turn="t1", segments=["s1"])
        await secretary.until_seq(seq)
        [row] = secretary.view["opinions"]["rows"].values()
        assert row["text"] == "Đề nghị sửa đường"
        await moderator.ask("EndFloor", turn="t1")
        assert (await secretary.get("/turns/t1/sound"))[:4] == b"RIFF"
