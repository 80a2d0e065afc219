"""Only what the chair lets the hall read becomes a caption, while its speaker has the floor."""

from collections.abc import AsyncIterator

import pytest

from server.live.captioning import Captioning
from server.live.liveroom import LiveRoom
from server.rooms.captions import Gate, GateCaptions, TuneCaptions
from server.rooms.dialogue import DivertRequest
from server.rooms.editing import VerifySegment
from server.rooms.floor import EndFloor, InviteNow
from server.rooms.room import Room
from server.rooms.session import AllowRecording, Captions, ForbidRecording, SetCaptions
from server.rooms.states import Matter
from server.rooms.transcript import RecordSegment, WriteSegment
from server.rooms.withdrawals import WithdrawContent
from server.rooms.words import SYSTEM
from tests.given import CHAIR, NOON, SECRETARY
from tests.live.given import Clock, MemoryLog, a_room, set_up, submit


class Hall:
    def __init__(self) -> None:
        self.log, self.clock = MemoryLog(), Clock()
        set_up(self.log)
        self.live: LiveRoom = a_room(self.log, self.clock, self._changed)
        self.lines: list[str] = []
        self.captions: Captioning | None = None
        self._before = Room()

    async def open(self) -> None:
        await self.live.open()
        self._before = self.live.room
        self.captions = Captioning(self.live, self.clock, self._show, lambda lag, rate: None)
        await submit(self.live, TuneCaptions(0, 0))
        await submit(self.live, InviteNow("an-phu"))

    def _show(self, lines: list[str], turn: str) -> None:
        self.lines = lines

    def _changed(self) -> None:
        if self.captions:
            before, self._before = self._before, self.live.room
            self.captions.moved(before)

    async def heard(self, text: str, turn: str = "t1") -> str:
        """A sentence of `turn` was understood; its segment."""
        assert self.captions
        await submit(self.live, RecordSegment(turn, NOON + 5, NOON + 9, text), SYSTEM)
        self.captions.sentence(turn, text, NOON + 9)
        return self.live.room.transcript.order[-1]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    hall = Hall()
    await hall.open()
    yield hall
    assert hall.captions
    hall.captions.close()
    await hall.live.close()


async def test_they_are_off_until_the_chair_turns_them_on(hall: Hall) -> None:
    await hall.heard("một")
    assert hall.text == ""
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await hall.heard("hai")
    assert hall.text == "hai"
    await submit(hall.live, SetCaptions(Captions.OFF), CHAIR)
    assert hall.text == ""


async def test_verified_ones_wait_for_a_secretary(hall: Hall) -> None:
    await submit(hall.live, SetCaptions(Captions.VERIFIED), CHAIR)
    segment = await hall.heard("con đường hỏng")
    assert hall.text == ""
    await submit(hall.live, VerifySegment(segment, 1), SECRETARY)
    assert hall.text == "con đường hỏng"
    await submit(hall.live, WriteSegment("t1", "ghi nhanh"), SECRETARY)
    assert hall.text == "con đường hỏng"


async def test_half_heard_words_are_for_live_captions_only(hall: Hall) -> None:
    assert hall.captions
    for captions, shown in ((Captions.VERIFIED, ""), (Captions.LIVE, "kính thưa")):
        await submit(hall.live, SetCaptions(captions), CHAIR)
        hall.captions.half("t1", "kính thưa", NOON)
        assert hall.text == shown


async def test_they_go_with_the_turn(hall: Hall) -> None:
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await hall.heard("một")
    await submit(hall.live, EndFloor("t1"))
    assert hall.text == ""
    await hall.heard("hai")  # its last sentence, understood too late
    assert hall.text == ""


async def test_what_is_withdrawn_leaves_the_screen_at_once(hall: Hall) -> None:
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await hall.heard("mật")
    hall.clock.now = NOON + 60_000
    await submit(hall.live, WithdrawContent(NOON, NOON + 50_000, "Mật"), CHAIR)
    assert hall.text == ""


async def test_off_the_record_there_are_none(hall: Hall) -> None:
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await hall.heard("đã nói")
    await submit(hall.live, ForbidRecording(), CHAIR)
    assert hall.text == ""
    await hall.heard("không ghi")
    assert hall.captions
    hall.captions.half("t1", "không ghi", NOON)
    assert hall.text == ""
    await submit(hall.live, AllowRecording(), CHAIR)
    await hall.heard("nói tiếp")
    assert hall.text == "nói tiếp"


@pytest.mark.parametrize("matter", Matter)
async def test_a_complaint_at_the_microphone_has_none(hall: Hall, matter: Matter) -> None:
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await hall.heard("tôi tố cáo ông")
    await submit(hall.live, DivertRequest(matter, turn="t1"))
    assert hall.text == ""
    await hall.heard("ông ấy")
    assert hall.captions
    hall.captions.half("t1", "ông ấy", NOON)
    assert hall.text == ""


async def test_the_hand_on_the_tap(hall: Hall) -> None:
    await submit(hall.live, SetCaptions(Captions.LIVE), CHAIR)
    await submit(hall.live, GateCaptions(Gate.REPLACE, "Xin chờ"))
    await hall.heard("một")
    assert hall.text == "Xin chờ"
    await submit(hall.live, GateCaptions(Gate.FLOW))
    await hall.heard("hai")
    assert hall.text == "hai"
