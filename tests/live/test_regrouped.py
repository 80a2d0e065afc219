"""Secretaries regroup words across turns, and a restart hears none of them a second time."""

from pathlib import Path

import pytest

from server.rooms.editing import EditSegment
from server.rooms.floor import EndFloor
from server.rooms.splitting import MergeSegments, MoveWords, SplitSegment
from tests.given import NOON, SECRETARY
from tests.live.given import until
from tests.live.world import World, restarted, sentence


async def test_what_was_moved_to_another_turn_is_not_heard_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    await world.open()
    await world.floor(0)
    for n in range(10):
        world.hear(n)
    world.ear.by["t1/0"].hear(sentence("kính thưa", 10, 900))
    await until(lambda: world.live.room.transcript.order)
    await world.at(1000, EndFloor("t1"))
    await world.floor(1000, "hoi-truong")
    for n in range(10, 30):
        world.hear(n)
    world.ear.by["t2/0"].hear(sentence("xin báo cáo", 1010, 2000))
    await until(lambda: len(world.live.room.transcript.order) == 2)
    await world.at(3000, MoveWords("s1", 1, "s2", 1, 9), SECRETARY)
    [only] = [world.live.room.transcript.segments[id] for id in world.live.room.transcript.order]
    assert (only.turn, only.starts - NOON) == ("t2", 10)
    after = await restarted(world)
    assert after.ear.by["t2/0"].fed[0][0] - NOON == pytest.approx(2240, abs=30)
    assert after.ear.by["t1/0"].samples == 0
    await after.close()
    await world.close()


async def test_who_splits_and_merges_while_words_come_leaves_the_rest_to_be_heard(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    await world.open()
    await world.floor(0)
    for n in range(30):
        world.hear(n)
    world.ear.by["t1/0"].hear(sentence("kính thưa", 10, 1000))
    await until(lambda: world.live.room.transcript.order)
    text = world.live.room.transcript.segments["s1"].text
    await world.at(3000, EditSegment("s1", 1, f"{text} Xin chào"), SECRETARY)
    await world.at(3000, SplitSegment("s1", 2, text, "Xin chào"), SECRETARY)
    await world.at(3000, MergeSegments("s2", 1, "s3", 1), SECRETARY)
    after = await restarted(world)
    assert after.ear.by["t1/0"].fed[0][0] - NOON == pytest.approx(1240, abs=30)
    await after.close()
    await world.close()
