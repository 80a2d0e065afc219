"""Sound that never came is told where it is missing; what was forbidden, as that (D7, D12)."""

from pathlib import Path

from server.rooms.floor import EndFloor
from server.rooms.session import AllowRecording, CloseConference, ForbidRecording
from server.rooms.transcript import SegmentKind
from tests.given import CHAIR, NOON
from tests.live.given import until
from tests.live.world import World, restarted


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


async def test_what_was_forbidden_is_marked_though_no_sound_comes_any_more(tmp_path: Path) -> None:
    """In every turn that it was part of, once, also when another process goes on."""
    world = await opened(tmp_path)
    first = await world.floor(0)
    await world.at(1000, ForbidRecording(), CHAIR)
    await world.at(2000, EndFloor(first))
    second = await world.floor(3000, "hoi-truong")
    await until(lambda: len(markers(world)) == 1)
    after = await restarted(world)
    await world.close()
    await after.at(3500, AllowRecording(), CHAIR)
    await after.at(4000, ForbidRecording(), CHAIR)
    await after.at(4100, AllowRecording(), CHAIR)  # nobody says much in a tenth of a second
    await after.at(5000, ForbidRecording(), CHAIR)
    await after.at(6000, CloseConference(), CHAIR)
    await until(lambda: len(markers(after)) == 3)
    await after.close()
    again = await restarted(after)
    await again.close()
    there = again.live.room.transcript
    assert [there.segments[id].turn for id in there.order] == [first, second, second]
    told = [(starts, ends) for starts, ends, kind, _ in sorted(markers(again))]
    assert told == [(1000, 2000), (3000, 3500), (5000, 6000)]


async def test_only_what_could_have_been_kept_is_called_a_lost_signal(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    await world.floor(0)
    world.hear(0)
    await world.at(2000, ForbidRecording(), CHAIR)
    await world.at(9000, AllowRecording(), CHAIR)
    world.hear(100, oldest=100)
    await until(lambda: len(markers(world)) == 3)
    assert sorted(one[:3] for one in markers(world)) == [
        (100, 2000, SegmentKind.LOST),
        (2000, 9000, SegmentKind.UNRECORDED),
        (9000, 10_000, SegmentKind.LOST),
    ]
    await world.close()


async def test_a_hole_of_less_than_a_syllable_is_not_told(tmp_path: Path) -> None:
    world = await opened(tmp_path)
    await world.floor(0)
    world.hear(0)
    world.hear(2, oldest=2)
    await world.close()
    assert markers(world) == []
