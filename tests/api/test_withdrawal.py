"""A secret is withdrawn: nothing in the whole data directory holds it any more (day.md D14)."""

import asyncio
import random
from functools import partial
from pathlib import Path

import pytest

from server.rehearsal.link import Json, Link, Refused
from server.rooms.comparing import fold, plain
from tests.service import Conference, Service, as_program, in_process

SECRET = "toạ độ kho đạn Đồi Ngang"
PLAIN = "đường liên xã hỏng nặng"
TENTH = 3200
"""Bytes of 100 ms."""


def loud(seed: int) -> bytes:
    """A second of sound like no other."""
    return random.Random(seed).randbytes(10 * TENTH)


def holders(home: Path, *secrets: bytes) -> list[str]:
    """The files that hold one of `secrets`."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in secrets)]


class Hall:
    """A turn in which two seconds were sent, and a line of each was written."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        self.links: dict[str, Link] = {}

    async def speak(self) -> None:
        moderator = self.links["moderator"] = await self.conference.opened(recording=True)
        for role in ("chair", "secretary", "secretary_lead", "technician"):
            self.links[role] = await self.conference.enter(role)
        seq = await moderator.ask("InviteNow", point="an-phu", source="venue")
        await moderator.until_seq(seq)
        self.began = round(moderator.now())
        for second, sound in enumerate((loud(1), loud(2))):
            for n in range(10):
                await self.chunk(second * 10 + n, sound[n * TENTH : (n + 1) * TENTH])
        await self.links["secretary"].ask("WriteSegment", turn="t1", text=PLAIN)
        await asyncio.sleep(max(0, self.began + 1000 - moderator.now()) / 1000)
        await self.links["secretary"].ask("WriteSegment", turn="t1", text=SECRET)
        seq = await self.links["secretary"].ask(
            "LogOpinion", turn="t1", segments=["s2"], summary=SECRET
        )
        await self.links["secretary"].until_seq(seq)

    async def chunk(self, n: int, pcm: bytes, oldest: int = 0) -> None:
        kept: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        meta = {"source": "venue", "stream": "mic", "n": n, "began": self.began, "oldest": oldest}
        await self.links["technician"].send_sound(meta, pcm, kept.set_result)
        assert await kept == {"have": n}

    async def withdraw(self) -> None:
        """The second second, and what was written then."""
        chair = self.links["chair"]
        over = self.began + 2000
        await asyncio.sleep(max(0, over - chair.now()) / 1000)  # its sound was sent ahead of time
        await chair.ask(
            "WithdrawContent", since=self.began + 1000, until=round(chair.now()), reason="Mật"
        )
        seq = await self.links["secretary_lead"].ask("ConfirmWithdrawal", withdrawal="w1")
        await self.links["secretary"].until_seq(seq)


async def until_gone(home: Path, *secrets: bytes) -> None:
    async with asyncio.timeout(20):
        while holders(home, *secrets):  # noqa: ASYNC110  another thread or program writes there
            await asyncio.sleep(0.05)


async def test_a_secret_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    async with in_process(tmp_path) as service:
        hall = await spoken(service)
        beside, searched = SECRET.encode(), (fold(SECRET).encode(), plain(SECRET).encode())
        assert all(holders(tmp_path, one) for one in (beside, *searched)) and holders(
            tmp_path, loud(2)[:TENTH]
        )
        await hall.withdraw()
        await until_gone(tmp_path, beside, *searched, *pieces_of(loud(2)))
        assert holders(tmp_path, loud(1)[:TENTH]), "what was said before it is still there"

        secretary = hall.links["secretary"]
        assert SECRET not in str(secretary.view)
        assert "[nội dung đã thu hồi, " in str(secretary.view["transcript"])
        for path in ("/segments", "/log", "/documents/minutes.docx"):
            assert beside not in await hall.links["secretary_lead"].get(path)
        # The turn goes on: what is said now is kept.
        await hall.chunk(30, loud(3)[:TENTH], oldest=30)
        assert holders(tmp_path, loud(3)[:TENTH])
    assert not holders(tmp_path, beside, *pieces_of(loud(2)))


async def test_it_stays_gone_when_the_power_fails_right_after_it(tmp_path: Path) -> None:
    home = tmp_path / "data"
    async with as_program(home, SPEECH_WORKERS="0") as (program, service):
        hall = await spoken(service)
        await hall.withdraw()
        program.kill()
        await program.start(service.http)
        secretary = hall.links["secretary"]
        await secretary.back()
        await until_gone(home, SECRET.encode(), *pieces_of(loud(2)))
        assert "[nội dung đã thu hồi, " in await text_of(secretary)


async def spoken(service: Service) -> Hall:
    hall = Hall(await service.conference())
    await hall.speak()
    return hall


async def text_of(link: Link) -> str:
    return (await link.get("/segments")).decode()


def pieces_of(sound: bytes) -> list[bytes]:
    """Enough places in it that no cut leaves one of them whole by accident."""
    return [sound[at : at + 64] for at in range(TENTH, len(sound), TENTH)]


def unnamed(link: Link, name: str) -> bool:
    return name not in str(link.mine)


async def test_who_denounces_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    """A denunciation leaves a number (day.md D9): not its maker, and not what it is about."""
    accuser, matter = "Lò Văn Mẫu", "ông Mẫu Văn Lò nhận tiền"
    async with in_process(tmp_path) as service:
        conference = await service.conference()
        moderator = await conference.opened(recording=True)
        point = await conference.enter("point", "an-phu")
        secretary = await conference.enter("secretary")
        await point.ask("RaiseHand", point="an-phu", speaker={"name": accuser}, topic=matter)
        seq = await moderator.ask("CallSpeaker", request="r1")
        await moderator.until_seq(seq)
        await point.ask("TakeFloor", turn="t1")
        await secretary.ask("WriteSegment", turn="t1", text=matter)
        assert holders(tmp_path, accuser.encode()) and holders(tmp_path, matter.encode())
        seq = await moderator.ask("DivertRequest", matter="denunciation", turn="t1")
        await secretary.until_seq(seq)
        await until_gone(tmp_path, accuser.encode())
        for link in (secretary, moderator, point):
            await link.until_seq(seq)
            assert accuser not in str(link.view) and matter not in str(link.view)
            # One's own part comes in a frame of its own.
            await link.until(partial(unnamed, link, accuser), "no accuser")
            assert matter not in str(link.mine)
        assert matter not in await text_of(secretary)
        with pytest.raises(Refused, match="diverted"):
            await secretary.get("/turns/t1/sound")
        with pytest.raises(Refused, match="diverted"):
            await secretary.ask("LogOpinion", turn="t1", text="x")
