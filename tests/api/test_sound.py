"""Sound through the door: Opus beside PCM, spares, who listened (day.md D13, D15)."""

import asyncio
import io
import logging
import random
import wave

import pytest

from server.rehearsal.link import Json
from tests.api.raw import Raw, seated
from tests.api.test_http import get
from tests.service import PATIENCE, Conference, Service
from tests.transcribe.test_opus import packets

NOISE = random.Random(1)


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference()


async def speaking(conference: Conference, point: str) -> None:
    moderator = await conference.opened(recording=True)
    await moderator.ask("InviteNow", point=point)


def meta(source: str, n: int, began: int, **more: object) -> Json:
    whole = {"source": source, "stream": source, "n": n, "began": began, "oldest": 0}
    return whole | more


async def send(raw: Raw, source: str, began: int, level: int) -> None:
    """A second of samples that all are `level`."""
    for n in range(10):
        told = await raw.sound(meta(source, n, began), bytes([level, 0]) * 1600)
        assert told == {"have": n}


async def heard(conference: Conference, source: str) -> bytes:
    token = await conference.token("secretary")
    path = "/turns/t1/sound" + (f"?source={source}" if source else "")
    status, body, _ = await get(conference, path, token)
    assert status == 200
    with wave.open(io.BytesIO(body)) as wav:
        return bytes(wav.readframes(wav.getnframes()))


async def test_opus_is_recorded_as_sound(conference: Conference) -> None:
    await speaking(conference, "don-dac")
    sent = packets(NOISE.randbytes(96_000), 20, 48_000)
    async with seated(conference, "point", "don-dac") as point:
        began = (await point.call("time"))["now"]
        for n, packet in enumerate(sent):
            told = await point.sound(meta("don-dac", n, began, codec="opus"), packet)
            assert told == {"have": n}
    sound = await heard(conference, "")
    assert len(sound) == len(sent) * 640
    assert any(sound)


async def test_a_spare_can_be_listened_to_and_takes_over(conference: Conference) -> None:
    moderator = await conference.opened(recording=True)
    await moderator.ask("InviteNow", point="don-dac")
    async with (
        seated(conference, "point", "don-dac") as point,
        seated(conference, "technician") as technician,
    ):
        began = (await point.call("time"))["now"]
        await send(point, "don-dac", began, 1)
        await send(technician, "venue", began, 2)
        assert set(await heard(conference, "don-dac")) == {0, 1}
        assert set(await heard(conference, "venue")) == {0, 2}
        assert set(await heard(conference, "")) == {0, 1}
        told = await technician.ask("SetSource", turn="t1", source="venue")
        assert told["seq"]
        now = (await technician.call("time"))["now"]
        for n in range(10):
            assert "have" in await technician.sound(
                meta("venue", n, now, stream="later"), bytes([3, 0]) * 1600
            )
    sound = await heard(conference, "")
    assert {1, 3} <= set(sound)
    assert (await get(conference, "/turns/t1/sound?source=an-phu", moderator.token))[0] == 404
    assert (await get(conference, "/turns/t1/sound?source=../x", moderator.token))[0] == 404


async def test_the_level_is_shown_to_the_staff_and_to_that_point_alone(
    conference: Conference,
) -> None:
    await speaking(conference, "don-dac")
    async with (
        seated(conference, "point", "don-dac") as point,
        seated(conference, "point", "an-phu") as other,
        seated(conference, "technician") as technician,
        seated(conference, "viewer") as viewer,
    ):
        await send(point, "don-dac", (await point.call("time"))["now"], 4)
        for raw, sees in ((technician, True), (point, True), (other, False), (viewer, False)):
            shown = await level_of(raw) if sees else await told_so_far(raw)
            assert ("don-dac" in shown) == sees


async def level_of(raw: Raw) -> set[str]:
    async with asyncio.timeout(PATIENCE):
        while not (shown := await told_so_far(raw)):  # noqa: ASYNC110  a hint, and no answer
            await asyncio.sleep(0.02)
    return shown


async def told_so_far(raw: Raw) -> set[str]:
    """The sources of whose level it was told."""
    await raw.call("time")  # what was sent before has come
    return {told["source"] for name, told in raw.events if told.get("kind") == "level"}


async def test_who_listened_and_who_took_sound_away_is_logged(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    await speaking(conference, "an-phu")
    async with seated(conference, "technician") as technician:
        await send(technician, "venue", (await technician.call("time"))["now"], 1)
    caplog.set_level(logging.INFO)
    await heard(conference, "")
    admin = await conference.service.admin()
    headers = {"Authorization": f"Bearer {admin.token}"}
    url = f"{conference.service.url}/api/conferences/{conference.id}/archive?sound=1"
    async with conference.service.http.get(url, headers=headers) as answer:
        assert answer.status == 200
        await answer.read()
    lines = [record.getMessage() for record in caplog.records]
    [listened] = [line for line in lines if line.startswith("sound heard:")]
    assert f"conference={conference.id} turn=t1 source=recognised actor=secretary" in listened
    [exported] = [line for line in lines if line.startswith("conference exported:")]
    assert f"conference={conference.id} sound=True actor=admin" in exported
