"""Levels of who has the floor; a microphone that stays loud without it is open (D12)."""

import random
from array import array

import pytest

from server.live import gauge
from server.live.scribe import NotOnFloor
from server.rooms.floor import EndFloor
from tests.given import DON_DAC
from tests.live.given import until
from tests.live.world import World

SILENT = bytes(3200)
NOISE = random.Random(1)
LOUD = array("h", [NOISE.randint(-4000, 4000) for _ in range(1600)]).tobytes()
CLIPPED = b"\xff\x7f\x01\x80" * 800


def send(world: World, numbers: range, pcm: bytes) -> None:
    for n in numbers:
        try:
            world.hear(n, pcm, actor=DON_DAC, source="don-dac")
        except NotOnFloor:
            continue


async def test_whoever_has_the_floor_is_shown_twice_a_second(world: World) -> None:
    await world.floor(0, "don-dac")
    send(world, range(30), LOUD)
    levels = [hint for hint, point in world.told if point == "don-dac"]
    assert 5 <= len(levels) <= 7
    last = levels[-1]
    assert (last["kind"], last["source"], last["clipped"]) == ("level", "don-dac", False)
    assert last["rms"] == pytest.approx(2300 / 32767, rel=0.1)
    assert last["peak"] == pytest.approx(4000 / 32767, rel=0.01)


async def test_clipping_and_silence_are_told(world: World) -> None:
    await world.floor(0, "don-dac")
    send(world, range(5), CLIPPED)
    send(world, range(5, 20), SILENT)
    levels = [hint for hint, _ in world.told]
    assert levels[0]["clipped"] and levels[0]["peak"] == 1.0
    assert (levels[-1]["rms"], levels[-1]["peak"], levels[-1]["clipped"]) == (0.0, 0.0, False)


async def test_without_the_floor_nothing_is_shown_before_it_is_open(world: World) -> None:
    send(world, range(28), LOUD)
    assert (world.told, world.open_ones) == ([], [])
    send(world, range(28, 40), LOUD)
    assert world.open_ones == [frozenset({"don-dac"})]
    assert world.told
    assert world.files == []


async def test_a_cough_and_the_gaps_between_words(world: World) -> None:
    for second in range(10):  # half a second of noise, and rest
        send(world, range(second * 20, second * 20 + 5), LOUD)
        send(world, range(second * 20 + 5, second * 20 + 20), SILENT)
    assert world.open_ones == []
    for word in range(200, 240, 4):  # 200 ms of a word, 200 ms of nothing
        send(world, range(word, word + 2), LOUD)
        send(world, range(word + 2, word + 4), SILENT)
    assert world.open_ones == [frozenset({"don-dac"})]


async def test_it_is_closed_when_it_falls_quiet(world: World) -> None:
    send(world, range(40), LOUD)
    send(world, range(40, 49), SILENT)
    assert world.open_ones[-1]
    send(world, range(49, 52), SILENT)
    assert world.open_ones[-1] == frozenset()


async def test_it_is_closed_when_nothing_comes_any_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gauge, "GONE", 0.05)
    send(world, range(40), LOUD)
    await until(lambda: world.open_ones[-1] == frozenset())


async def test_the_floor_closes_it_and_its_end_does_not_forget(world: World) -> None:
    send(world, range(40), LOUD)
    turn = await world.floor(4000, "don-dac")
    send(world, range(40, 42), LOUD)
    assert world.open_ones[-1] == frozenset()
    await world.at(4200, EndFloor(turn))
    send(world, range(42, 80), LOUD)
    assert world.open_ones[-1] == frozenset({"don-dac"})
