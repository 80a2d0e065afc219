"""The last 20 s before a turn are joined to it, marked; with nobody called they are gone (D12)."""

import pytest

from server.live import preroll, stretches
from server.live.streams import sounds_of
from server.rooms.editing import EditSegment, VerifySegment
from server.rooms.floor import EndFloor
from server.rooms.session import (
    AllowRecording,
    ForbidRecording,
    PauseConference,
    ResumeConference,
)
from server.rooms.transcript import SegmentKind, SegmentState
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from tests.given import CHAIR, DON_DAC, LEAD, MODERATOR, NOON, SECRETARY
from tests.live.given import ROOM, submit, until
from tests.live.world import World, restarted, sentence, spoken


async def test_what_was_said_just_before_a_turn_is_joined_to_it(world: World) -> None:
    for n in range(3):
        world.hear(n)
    assert world.files == []
    turn = await world.floor(250)
    world.hear(3)
    assert world.places(turn) == [(0, 100), (100, 200), (200, 250), (250, 300), (300, 400)]
    assert b"".join(piece.pcm for piece in world.kept(turn)) == b"".join(map(spoken, range(4)))
    before, own = world.ear.by["t1/before"], world.ear.by["t1/0"]
    assert [at - NOON for at, _ in before.fed] == [0, 100, 200]
    assert before.samples + own.samples == 4 * 1600
    assert own.fed[0][0] == NOON + 250


async def test_a_chunk_that_came_before_its_turn_was_known_is_kept_whole(world: World) -> None:
    """The moderator's word needs some milliseconds until it stands in the log."""
    world.hear(0, now=100)
    world.clock.now = NOON + 40
    turn = await world.floor(40)
    assert world.places(turn) == [(0, 40), (40, 100)]


async def test_no_more_than_20_s(world: World) -> None:
    for n in range(300):
        world.hear(n)
    turn = await world.floor(30_000)
    assert world.places(turn)[0] == (10_000, 10_100)
    assert world.places(turn)[-1] == (29_900, 30_000)


async def test_the_memory_holds_no_more_than_20_s(world: World) -> None:
    for n in range(1000):
        world.hear(n)
    assert world.scribe
    held = list(world.scribe._preroll.of("venue"))
    assert (held[-1].ends_us - held[0].starts_us) / 1000 <= stretches.PREROLL + 100
    assert isinstance(held[0], preroll.Recent)


async def test_of_a_source_that_fell_silent_nothing_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preroll, "LOOK", 0.01)
    world.hear(0)
    assert world.scribe
    held = world.scribe._preroll
    assert list(held.of("venue"))
    world.clock.now += stretches.PREROLL + 200
    await until(lambda: not list(held.of("venue")))


async def test_none_of_it_is_the_turns_before(world: World) -> None:
    first = await world.floor(0)
    world.hear(0)
    await world.at(150, EndFloor(first))
    for n in (1, 2):
        world.hear(n)
    second = await world.floor(300, "hoi-truong")
    assert world.places(first) == [(0, 100), (100, 150)]
    assert world.places(second) == [(150, 200), (200, 300)]


async def test_a_hand_over_leaves_nothing_between(world: World) -> None:
    await world.floor(0)
    for n in range(3):
        world.hear(n)
    second = await world.floor(300, "hoi-truong")
    world.hear(3)
    assert world.places(second) == [(300, 400)]
    assert "t2/before" not in world.ear.by


@pytest.mark.parametrize(
    ("stop", "go"), [(PauseConference(), ResumeConference()), (ForbidRecording(), AllowRecording())]
)
async def test_a_break_and_a_word_of_the_chair_discard_it(
    world: World, stop: object, go: object
) -> None:
    world.hear(0)
    await world.at(100, stop, CHAIR)
    world.hear(1)
    await world.at(200, go, CHAIR)
    world.hear(2)
    turn = await world.floor(300)
    world.hear(3)
    assert world.places(turn) == [(200, 300), (300, 400)]


async def test_what_comes_late_is_joined_by_when_it_was_captured(world: World) -> None:
    world.hear(0)
    turn = await world.floor(250)
    for n in range(1, 4):  # the line was down meanwhile
        world.hear(n, now=3000)
    assert world.places(turn) == [(0, 100), (100, 200), (200, 250), (250, 300), (300, 400)]


async def test_another_ones_words_are_marked_and_can_be_put_right(world: World) -> None:
    world.hear(0)
    await world.floor(100)
    world.hear(1)
    assert world.hints == []
    world.ear.by["t1/before"].hear(sentence("mời đồng chí", 10, 90))
    await until(lambda: world.live.room.transcript.order)
    [one] = world.live.room.transcript.segments.values()
    assert (one.turn, one.kind, one.state) == ("t1", SegmentKind.BEFORE, SegmentState.HEARD)
    assert one.starts < world.live.room.floor.turns["t1"].spans[0].start
    await submit(world.live, EditSegment(one.id, 1, "Mời đồng chí An."), SECRETARY)
    await submit(world.live, VerifySegment(one.id, 2), SECRETARY)
    [one] = world.live.room.transcript.segments.values()
    assert (one.kind, one.state) == (SegmentKind.BEFORE, SegmentState.VERIFIED)


async def test_it_is_heard_again_after_a_restart(world: World) -> None:
    world.hear(0)
    await world.floor(100)
    world.hear(1)
    after = await restarted(world)
    assert after.ear.by["t1/before"].fed == [(NOON, spoken(0))]
    assert after.ear.by["t1/0"].fed == [(NOON + 100, spoken(1))]
    await after.close()


async def test_a_points_own_microphone_has_its_own(world: World) -> None:
    world.hear(0)
    with pytest.raises(Exception, match="not_on_floor"):
        world.hear(0, actor=DON_DAC, source="don-dac", stream="own")
    turn = await world.floor(100, "don-dac")
    assert world.places(turn) == [(0, 100)]
    assert world.places(turn, "venue") == []


async def test_a_withdrawal_takes_it_too(world: World) -> None:
    for n in range(3):
        world.hear(n)
    turn = await world.floor(300)
    world.hear(3)
    await world.at(400, WithdrawContent(NOON + 100, NOON + 200, "Mật"), MODERATOR)
    await world.at(500, ConfirmWithdrawal("w1"), LEAD)
    assert world.scribe
    world.scribe.erase(list(world.live.room.withdrawals.all.values()))
    assert world.places(turn) == [(0, 100), (200, 300), (300, 400)]
    [path] = sounds_of(world.directory / ROOM, world.live.room.floor.turns[turn])
    assert spoken(1) not in path.read_bytes()


async def test_what_is_withdrawn_before_a_turn_never_reaches_it(world: World) -> None:
    for n in range(3):
        world.hear(n)
    await world.at(300, WithdrawContent(NOON + 100, NOON + 200, "Mật"), MODERATOR)
    turn = await world.floor(300)
    assert world.places(turn) == [(0, 100), (200, 300)]
