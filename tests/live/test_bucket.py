"""What is withdrawn is cut out of recordings that lie only in the depot, too."""

import shutil
from pathlib import Path
from typing import Any, cast

import pytest

from server.live import eraser
from server.live.house import House
from server.live.ports import NoDepot, Unavailable
from server.live.streams import sound_path
from server.rooms.floor import EndFloor
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from server.store.bell import MemoryBell
from server.transcribe.recording import pieces
from tests.given import CHAIR, LEAD, NOON
from tests.live.given import ROOM, Clock, Ear, Fanout, until
from tests.live.world import World


class Bucket(NoDepot):
    """A depot whose folder lies at `home`, and which is away at first."""

    def __init__(self, home: Path, here: Path) -> None:
        self._home, self._here, self.asked = home, here, 0

    async def bring(self, conference: str, turn: str = "", *, sure: bool = False) -> None:
        self.asked += 1
        if self.asked < 3:
            raise Unavailable
        for path in (self._home / conference).glob(f"{turn}.*"):
            shutil.move(path, self._here / conference / path.name)


async def test_what_was_withdrawn_is_cut_out_of_what_lies_only_in_the_depot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eraser, "AGAIN", 0.01)
    here, bucket = tmp_path / "here", tmp_path / "bucket"
    world = World(here)
    await world.open()
    turn = await world.floor(0)
    for n in range(20):
        world.hear(n)
    await world.at(3000, EndFloor(turn))
    await world.at(4000, WithdrawContent(NOON + 1000, NOON + 2500, "Mật"), CHAIR)
    await world.at(5000, ConfirmWithdrawal("w1"), LEAD)
    path = sound_path(here / ROOM, world.live.room.floor.turns[turn], "")
    await world.close()
    assert max(one.end_us for one in pieces(path)) / 1000 > NOON + 1500
    shutil.move(here / ROOM, bucket / ROOM)
    (here / ROOM).mkdir()

    depot, ear = Bucket(bucket, here), cast(Any, Ear())
    clock = Clock()
    clock.now = NOON + 6000
    house = House(world.log, MemoryBell(), clock, Fanout(), ear, here, depot=depot)
    house.start()
    try:
        live = await house.conference(ROOM)
        await until(lambda: not live.eraser.busy)
    finally:
        await house.close()
    assert depot.asked == 3
    assert max(one.end_us for one in pieces(path)) / 1000 <= NOON + 1000
