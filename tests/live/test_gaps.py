"""Sound that never came is told where it is missing; what was forbidden, as that (D7, D12)."""

from pathlib import Path

from server.rooms.session import AllowRecording, ForbidRecording
from server.rooms.transcript import SegmentKind
from tests.given import CHAIR, NOON
from tests.live.given import until
from tests.live.test_scribe import World


async def opened(tmp_path: Path) -> World:
    world = World(tmp_path / "sound")
    await world.open()
    return world


def markers(world: World) -> list[tuple[int, int, SegmentKind, str]]:
    """(from, to) in ms after NOON, kind and text of what is not speech."""
    segments = world.live.room.transcript.segments.values()
    return [
        (one.starts - NOON, one.ends - NOON, one.kind, one.text)
        for one in segments
        if one.kind is not SegmentKind.SPEECH
    ]


async def test_a_gap_that_never_came_has_a_marker_of_its_length(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    await world.floor(0)
    world.hear(0)
    world.hear(43, oldest=43)  # the sender holds nothing older any more
    await until(lambda: markers(world))
    assert markers(world) == [(100, 4300, SegmentKind.LOST, "[mất tín hiệu 4,2 giây]")]
    await world.close()


async def test_sound_that_comes_late_leaves_no_marker(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    turn = await world.floor(0)
    world.hear(0)
    world.hear(43)
    for n in range(1, 44):
        world.hear(n)
    assert world.places(turn)[-1] == (4300, 4400)
    await world.close()
    assert markers(world) == []


async def test_what_was_forbidden_is_not_called_a_lost_signal(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    await world.floor(0)
    world.hear(0)
    await world.at(100, ForbidRecording(), CHAIR)
    await world.at(5000, AllowRecording(), CHAIR)
    world.hear(50, oldest=50)
    await until(lambda: markers(world))
    text = "[không ghi âm theo ý kiến của chủ trì, 4,9 giây]"
    assert markers(world) == [(100, 5000, SegmentKind.UNRECORDED, text)]
    await world.close()


async def test_a_hole_of_less_than_a_syllable_is_not_told(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    await world.floor(0)
    world.hear(0)
    world.hear(2, oldest=2)
    await world.close()
    assert markers(world) == []
