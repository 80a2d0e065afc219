"""Half-heard words are for the desks; everybody else has what the moderator lets through (D1)."""

from pathlib import Path
from typing import Any, cast

from server.live.streams import Chunk
from server.rooms.captions import Gate, GateCaptions, TuneCaptions
from server.rooms.floor import InviteNow
from server.rooms.session import Captions, SetCaptions
from server.rooms.sight import Audience
from server.transcribe.heard import HalfHeard
from tests.given import CHAIR, NOON, TECHNICIAN
from tests.live.given import ROOM, Ear, Fanout, MemoryLog, set_up, submit, until
from tests.live.test_house import a_house
from tests.live.world import spoken

DESKS = {Audience.MODERATOR, Audience.SECRETARY}


async def test_nobody_reads_half_heard_words_past_the_moderators_hand(tmp_path: Path) -> None:
    log = MemoryLog()
    set_up(log)
    async with a_house(log, tmp_path) as house:
        here = await house.conference(ROOM)
        for command in (TuneCaptions(0, 0), InviteNow("an-phu"), GateCaptions(Gate.BLANK)):
            await submit(here.live, command)
        await submit(here.live, SetCaptions(Captions.LIVE), CHAIR)
        here.scribe.take(TECHNICIAN, Chunk("venue", "s1", 0, NOON, 0, spoken(0)))
        fanout, ear = cast(Fanout, house.fanout), cast(Any, house.ear)
        assert isinstance(ear, Ear)

        ear.by["t1/0"].hear(HalfHeard("mật", NOON, NOON + 50))
        await until(lambda: any(hint["kind"] == "partial" for hint in fanout.hints))
        told = zip(fanout.hints, fanout.to, strict=True)
        assert all(to <= DESKS for hint, to in told if "text" in hint)
        assert not here.ticker.captions.lines

        await submit(here.live, GateCaptions(Gate.FLOW))
        ear.by["t1/0"].hear(HalfHeard("mật kính thưa", NOON, NOON + 90))
        await until(lambda: here.ticker.captions.lines)
        assert " ".join(here.ticker.captions.lines) == "kính thưa"
        assert here.ticker.captions.at == NOON
