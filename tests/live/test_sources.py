"""One source of a turn is recognised; the other is a spare, and may take its place (D13)."""

import random

import pytest

from server.live.quota import TooMuchSound
from server.live.scribe import BadSound, NotOnFloor
from server.live.streams import Codec
from server.rooms.sources import SetSource
from server.rooms.words import Actor, Role
from tests.given import AN_PHU, DON_DAC, NOON, TECHNICIAN
from tests.live.world import World, restarted, spoken
from tests.transcribe.test_opus import packets


def own(world: World, n: int, **more: object) -> int:
    return world.hear(n, actor=DON_DAC, source="don-dac", stream="own", **more)  # type: ignore[arg-type]


async def test_the_mixer_is_a_spare_beside_a_points_own_microphone(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    own(world, 0)
    world.hear(0)
    assert world.places(turn, "don-dac") == world.places(turn, "venue") == [(0, 100)]
    assert world.ear.opened == ["t1/0"]
    assert world.ear.by["t1/0"].samples == 1600


async def test_a_microphone_that_nobody_chose_is_no_spare(world: World) -> None:
    await world.floor(0)
    with pytest.raises(NotOnFloor):
        world.hear(0, actor=AN_PHU, source="an-phu", stream="own")
    assert world.files == []


async def test_the_source_is_switched_in_the_middle_and_nothing_is_heard_twice(
    world: World,
) -> None:
    turn = await world.floor(0, "don-dac")
    for n in range(4):
        if n == 2:
            await world.at(250, SetSource(turn, "venue"), TECHNICIAN)
        own(world, n, now=400)
        world.hear(n, pcm=spoken(n + 50), now=400)
    assert world.ear.opened == ["t1/0", "t1/1"]
    first, second = world.ear.by["t1/0"], world.ear.by["t1/1"]
    assert first.samples == 250 * 16
    assert (second.fed[0][0], second.samples) == (NOON + 250, 150 * 16)
    assert second.fed[-1][1] == spoken(53)
    for source in ("don-dac", "venue"):
        assert world.places(turn, source)[-1] == (300, 400)
    after = await restarted(world)
    again = [after.ear.by[name].samples for name in ("t1/0", "t1/1")]
    assert again == [250 * 16, 150 * 16]
    await after.close()


async def test_a_spare_that_came_before_the_switch_was_known_is_heard(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    own(world, 0)
    for n in range(3):
        world.hear(n, now=300)
    await world.at(150, SetSource(turn, "venue"), TECHNICIAN)
    world.hear(3)
    heard = world.ear.by["t1/1"]
    assert heard.fed[0][0] == NOON + 150
    assert heard.samples == 250 * 16


# --- limits -----------------------------------------------------------------------------------


async def test_opus_of_a_greater_rate_than_a_points_line_bears_is_refused(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    noise = random.Random(1).randbytes(15 * 96_000)
    with pytest.raises(TooMuchSound) as refused:
        for n, packet in enumerate(packets(noise, 60, 96_000)):
            own(world, n, pcm=packet, now=(n + 1) * 60, codec=Codec.OPUS)
    assert refused.value.fields == {"limit": 64}
    assert refused.value.code == "too_much_sound"
    assert 6000 < world.places(turn)[-1][1] < 9000  # 64 of 96 kbit/s, counted over 10 s


async def test_opus_of_the_agreed_rate_is_kept_and_heard(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    noise = random.Random(1).randbytes(15 * 96_000)
    sent = packets(noise, 20, 48_000)
    for n, packet in enumerate(sent):
        assert own(world, n, pcm=packet, now=(n + 1) * 20, codec=Codec.OPUS) == n
    assert world.places(turn)[-1] == (len(sent) * 20 - 20, len(sent) * 20)
    assert world.ear.by["t1/0"].samples == len(sent) * 320


async def test_a_packet_that_comes_again_and_a_broken_one_harm_nothing(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    sent = packets(random.Random(1).randbytes(96_000), 20, 48_000)
    for n in (0, 1, 1, 0, 2):
        own(world, n, pcm=sent[n], now=100, codec=Codec.OPUS)
    with pytest.raises(BadSound):
        own(world, 3, pcm=b"\x49abc", now=100, codec=Codec.OPUS)
    assert own(world, 3, pcm=sent[3], now=100, codec=Codec.OPUS) == 3
    assert world.places(turn) == [(0, 20), (20, 40), (40, 60), (60, 80)]


async def test_sound_that_is_older_than_a_sender_keeps_it_comes_at_real_speed(
    world: World,
) -> None:
    await world.floor(0, "don-dac")
    with pytest.raises(TooMuchSound) as refused:
        for n in range(1000):
            own(world, n, now=200_000)
    assert refused.value.fields == {"limit": 300}


async def test_after_a_cut_of_30_s_everything_comes_as_fast_as_it_can(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    for n in range(300):
        assert own(world, n, now=30_000) == n
    assert world.places(turn)[-1] == (29_900, 30_000)


async def test_real_speed_is_never_refused(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    for n in range(600):
        own(world, n)
    assert len(world.kept(turn)) == 600


async def test_the_mixer_has_no_limit(world: World) -> None:
    turn = await world.floor(0)
    for n in range(1000):
        world.hear(n, now=200_000)
    assert len(world.kept(turn)) == 1000


async def test_two_tabs_that_send_the_same_turn_disturb_nobody(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    other = Actor("don-dac-2", Role.POINT, "don-dac")
    for n in range(50):
        own(world, n)
        world.hear(n, actor=other, source="don-dac", stream="tab-2", began=37)
    assert world.ear.by["t1/0"].samples == 50 * 1600
    streams = {piece.stream for piece in world.kept(turn)}
    assert streams == {"own", "tab-2"}
