"""Whose words they are is decided by when they were spoken. Times count from the turn's start."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from server.live import segments
from server.live.recordings import DiskFull
from server.live.scribe import BadSound, NotOnFloor, NotYourSource
from server.live.streams import Codec, part_in
from server.rooms import transcript
from server.rooms.floor import EndFloor
from server.rooms.plan import PointPlan
from server.rooms.session import (
    AllowRecording,
    CloseConference,
    ForbidRecording,
    OpenConference,
    PauseConference,
    ResumeConference,
    SetUpConference,
)
from server.rooms.words import Actor, Role, Span
from server.transcribe.heard import HalfHeard
from server.transcribe.intake import CHUNK_LIMIT, JUMP_LIMIT, RATE, Placed
from tests.given import ADMIN, AN_PHU, CHAIR, DON_DAC, LAN, MODERATOR, NOON, POINTS, TECHNICIAN
from tests.given import a_plan as plan_of
from tests.live.given import ROOM, GatedLog, MemoryLog, UnsureLog, until
from tests.live.world import TENTH, World, restarted, sentence, spoken

VENUE_POINT = Actor("hoi-truong", Role.POINT, "hoi-truong")


# --- what is kept -----------------------------------------------------------------------------


async def test_sound_within_a_turn_is_kept_heard_and_acknowledged(world: World) -> None:
    turn = await world.floor(0)
    assert [world.hear(n) for n in range(5)] == [0, 1, 2, 3, 4]
    assert world.places(turn) == [(n * 100, n * 100 + 100) for n in range(5)]
    assert b"".join(piece.pcm for piece in world.kept(turn)) == b"".join(map(spoken, range(5)))
    assert world.ear.by["t1/0"].samples == 5 * TENTH


async def test_with_nobody_on_the_floor_nothing_reaches_the_disk(world: World) -> None:
    assert [world.hear(n) for n in range(3)] == [0, 1, 2]
    assert (world.files, world.ear.by) == ([], {})


async def test_in_a_break_nothing_is_kept_and_the_turn_goes_on_after_it(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    await world.at(100, PauseConference(), CHAIR)
    for n in range(1, 5):
        world.hear(n)
    await world.at(500, ResumeConference(), CHAIR)
    world.hear(5)
    assert world.places(turn) == [(0, 100), (500, 600)]


async def test_the_last_words_before_a_break_may_arrive_in_it(world: World) -> None:
    turn = await world.floor(0)
    await world.at(150, PauseConference(), CHAIR)
    world.hear(0)
    world.hear(1)
    assert world.places(turn) == [(0, 100), (100, 150)]


async def test_while_recording_is_forbidden_nothing_is_kept(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    await world.at(100, ForbidRecording(), CHAIR)
    world.hear(1)
    await world.at(200, AllowRecording(), CHAIR)
    world.hear(2)
    assert world.places(turn) == [(0, 100), (200, 300)]


async def test_what_was_said_while_recording_was_forbidden_stays_unkept_when_it_comes_late(
    world: World,
) -> None:
    turn = await world.floor(0)
    await world.at(150, ForbidRecording(), CHAIR)
    await world.at(250, AllowRecording(), CHAIR)
    for n in range(4):  # the line was down: all of it comes now
        world.hear(n)
    assert world.places(turn) == [(0, 100), (100, 150), (250, 300), (300, 400)]


async def test_late_sound_of_the_last_turn_is_kept_after_the_end_of_the_conference(
    world: World,
) -> None:
    turn = await world.floor(0)
    world.hear(0)
    await world.at(200, CloseConference(), CHAIR)
    world.hear(1)
    assert world.places(turn) == [(0, 100), (100, 200)]


async def test_a_chunk_across_the_boundary_is_cut_at_the_sample(world: World) -> None:
    first = await world.floor(0)
    world.hear(0)
    second = await world.floor(137, "hoi-truong")
    world.hear(1)
    world.hear(2)
    assert world.places(first) == [(0, 100), (100, 137)]
    assert world.places(second) == [(137, 200), (200, 300)]
    whole = b"".join(piece.pcm for turn in (first, second) for piece in world.kept(turn))
    assert whole == b"".join(map(spoken, range(3)))
    assert [piece.part for piece in world.kept(first)] == [False, True]


@examples(st.integers(1, 4000), st.integers(0, 10_000), st.integers(1, 300))
def test_no_sample_is_lost_or_kept_twice_at_any_boundary(
    count: int, offset: int, boundary: int
) -> None:
    placed = Placed(0, offset, bytes(2 * count))
    start = NOON * 1000 + offset * 1_000_000 // RATE
    cut = NOON + boundary
    parts = [
        part_in("s", placed, start, span)
        for span in (Span(NOON - 10_000, cut), Span(cut, NOON + 10_000_000))
    ]
    lengths = [len(part.pcm) // 2 if part else 0 for part in parts]
    assert sum(lengths) == count


async def test_late_sound_of_an_ended_turn_goes_to_that_turn(world: World) -> None:
    first = await world.floor(0)
    world.hear(0)
    await world.at(300, EndFloor(first))
    second = await world.floor(300, "hoi-truong")
    world.hear(1, now=2000)
    world.hear(2, now=2000)
    world.hear(3, now=2000)
    assert world.places(first) == [(0, 100), (100, 200), (200, 300)]
    assert world.places(second) == [(300, 400)]


async def test_an_interruption_parts_a_turn_in_two_stretches(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    above = await world.floor(100, "hoi-truong")
    world.hear(1)
    await world.at(200, EndFloor(above))
    world.hear(2)
    assert world.places(turn) == [(0, 100), (200, 300)]
    assert world.places(above) == [(100, 200)]
    assert world.ear.opened == ["t1/0", "t2/0", "t1/1"]
    await until(lambda: world.ear.by["t1/0"].closed)  # its source has spoken on: complete


async def test_a_chunk_twice_or_out_of_order_is_kept_once_in_order(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    assert world.hear(2) == 0
    assert world.hear(0) == 0
    assert world.hear(1) == 2
    assert world.hear(2) == 2
    assert world.places(turn) == [(0, 100), (100, 200), (200, 300)]


async def test_what_the_sender_no_longer_holds_is_a_gap_of_its_length(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    assert world.hear(5, oldest=5) == 5
    assert world.places(turn) == [(0, 100), (500, 600)]


# --- who may send -----------------------------------------------------------------------------


async def test_a_points_own_microphone(world: World) -> None:
    turn = await world.floor(0, "don-dac")
    assert world.hear(0, actor=DON_DAC, source="don-dac") == 0
    assert world.places(turn) == [(0, 100)]
    assert world.hear(0) == 0  # the mixer goes on beside it, and is not kept
    assert world.places(turn) == [(0, 100)]


async def test_a_point_without_the_floor_is_told_what_it_need_not_keep(world: World) -> None:
    await world.floor(0)
    with pytest.raises(NotOnFloor) as why:
        world.hear(0, actor=DON_DAC, source="don-dac")
    assert why.value.fields == {"have": 0}
    assert world.files == []


@pytest.mark.parametrize(
    ("actor", "source"),
    [
        (DON_DAC, "an-phu"),
        (AN_PHU, "venue"),
        (LAN, "an-phu"),
        (MODERATOR, "venue"),
        (CHAIR, "venue"),
        (TECHNICIAN, "an-phu"),
        (Actor("x", Role.POINT, "nowhere"), "nowhere"),
        (DON_DAC, "../../etc/passwd"),
    ],
)
async def test_another_ones_source_is_refused(world: World, actor: Actor, source: str) -> None:
    await world.floor(0)
    with pytest.raises(NotYourSource):
        world.hear(0, actor=actor, source=source)
    assert world.files == []


async def test_the_operator_in_the_hall_may_send_the_mixer(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0, actor=VENUE_POINT)
    assert world.places(turn) == [(0, 100)]


# --- what breaks the agreement ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "chunk"),
    [
        ("odd_bytes", {"pcm": b"123"}),
        ("empty_chunk", {"pcm": b""}),
        ("wav_header", {"pcm": b"RIFF\x24\0\0\0WAVEfmt " + bytes(3156)}),
        ("chunk_too_big", {"pcm": bytes(10_000_000)}),
        ("opus_broken", {"pcm": b"\x4b", "codec": Codec.OPUS}),
        ("opus_broken", {"pcm": b"\x49abc", "codec": Codec.OPUS}),
        ("empty_chunk", {"pcm": b"", "codec": Codec.OPUS}),
        ("opus_stereo", {"pcm": b"\x4c" + bytes(40), "codec": Codec.OPUS}),
        ("opus_length", {"pcm": b"\x40" + bytes(40), "codec": Codec.OPUS}),
        ("chunk_too_big", {"pcm": b"\x48" + bytes(5000), "codec": Codec.OPUS}),
        ("chunk_too_big", {"pcm": bytes(CHUNK_LIMIT + 2)}),
        ("bad_number", {"n": -1, "oldest": 0}),
        ("bad_number", {"oldest": -1}),
        ("number_jump", {"n": JUMP_LIMIT + 2, "now": 0}),
        ("number_jump", {"n": 2**63, "now": 0}),
        ("bad_time", {"began": 10_000_000, "now": 0}),
        ("bad_time", {"began": 60_000, "now": 0}),
        ("bad_time", {"began": -7 * 3600 * 1000, "now": 0}),
        ("bad_time", {"began": 2**70, "now": 0}),
        ("bad_time", {"n": 30_000, "oldest": 30_000, "now": 200}),
        ("bad_stream", {"stream": "../../evil"}),
        ("bad_stream", {"stream": "x" * 1000}),
        ("bad_stream", {"stream": ""}),
        ("bad_stream", {"stream": "luồng"}),
    ],
)
async def test_a_bad_chunk_is_refused_and_breaks_nothing(
    world: World, why: str, chunk: dict[str, Any]
) -> None:
    turn = await world.floor(0)
    world.hear(0)
    with pytest.raises(BadSound) as refused:
        world.hear(**({"n": 1} | chunk))
    assert refused.value.fields == {"why": why}
    world.clock.now = NOON
    assert world.hear(1) == 1
    assert world.places(turn) == [(0, 100), (100, 200)]


async def test_a_new_stream_that_starts_in_the_future_is_refused(world: World) -> None:
    turn = await world.floor(0)
    with pytest.raises(BadSound):
        world.hear(2**62, oldest=2**62, now=100)
    assert world.hear(0) == 0
    assert world.places(turn) == [(0, 100)]


async def test_when_the_disk_is_full_nothing_is_acknowledged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = await world.floor(0)
    world.hear(0)
    with monkeypatch.context() as full:
        full.setattr("server.transcribe.recording._write", _disk_full)
        with pytest.raises(DiskFull):
            world.hear(1)
    assert world.hear(2, oldest=1) == 0
    assert world.hear(1, oldest=1) == 2
    assert world.places(turn) == [(0, 100), (100, 200), (200, 300)]


def _disk_full(fd: int, frame: bytes) -> None:
    raise OSError(28, "full")


async def test_a_point_whose_id_is_no_file_name_is_heard(tmp_path: Path) -> None:
    log = MemoryLog()
    odd = PointPlan("xã/Đôn Đạc ../1", "Xã Đôn Đạc", sound="own")
    log.ask(SetUpConference(plan_of(points=(*POINTS, odd))), ADMIN)
    for command in (OpenConference(), AllowRecording()):
        log.ask(command, CHAIR)
    world = World(tmp_path / "sound", log)
    await world.open()
    turn = await world.floor(0, odd.id)
    world.hear(0, actor=Actor("x", Role.POINT, odd.id), source=odd.id)
    assert world.places(turn) == [(0, 100)]
    assert [path.parent for path in world.files] == [tmp_path / "sound" / ROOM]
    await world.close()


# --- words ------------------------------------------------------------------------------------


async def test_what_was_heard_is_recorded_under_its_turn(world: World) -> None:
    await world.floor(0)
    world.hear(0)
    hear = world.ear.by["t1/0"].hear
    hear(HalfHeard("kính", NOON, NOON + 90))
    hear(sentence("kính thưa", 10, 90))
    await until(lambda: world.live.room.transcript.order)
    [segment] = world.live.room.transcript.segments.values()
    assert (segment.turn, segment.text, segment.starts) == ("t1", "Kính thưa.", NOON + 10)
    partial = {"kind": "partial", "turn": "t1", "text": "kính", "since": NOON, "until": NOON + 90}
    assert world.hints == [partial]


async def test_the_same_words_heard_again_are_written_once(world: World) -> None:
    await world.floor(0)
    world.hear(0)
    hear = world.ear.by["t1/0"].hear
    for _ in range(3):
        hear(sentence("kính thưa", 10, 90))
    hear(sentence("các đồng chí", 95, 99))
    await until(lambda: len(world.live.room.transcript.order) == 2)


async def test_a_sentence_waits_for_a_log_that_is_away_or_busy(tmp_path: Path) -> None:
    world = World(tmp_path, UnsureLog())
    await world.open()
    await world.floor(0)
    world.hear(0)
    assert isinstance(world.log, UnsureLog)
    world.log.lost_before, world.log.lost_after = 1, 1
    world.ear.by["t1/0"].hear(sentence("kính thưa", 10, 90))
    await until(lambda: world.live.room.transcript.order)
    await world.close()
    assert len(world.log.entries[ROOM]) == 5


async def test_closing_does_not_wait_for_ever_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "LAST_WORDS", 0.05)
    world = World(tmp_path, GatedLog())
    await world.open()
    await world.floor(0)
    world.hear(0)
    assert isinstance(world.log, GatedLog)
    world.log.gate.clear()
    world.ear.by["t1/0"].hear(sentence("kính thưa", 10, 90))
    async with asyncio.timeout(5):
        await world.close()


# --- after a restart --------------------------------------------------------------------------


async def test_what_was_recorded_but_not_understood_is_heard_again(world: World) -> None:
    await world.floor(0)
    for n in range(30):
        world.hear(n)
    world.ear.by["t1/0"].hear(sentence("kính thưa", 10, 1000))
    await until(lambda: world.live.room.transcript.order)
    after = await restarted(world)
    heard = after.ear.by["t1/0"]
    assert heard.fed[0][0] - NOON == pytest.approx(1230)  # the fading of the last word is over
    assert heard.fed[-1][0] - NOON == 2900
    assert after.hear(30) == 30
    assert after.hear(29) == 30
    assert heard.fed[-1][0] - NOON == 3000
    assert [piece.n for piece in after.kept("t1")] == list(range(31))
    await after.close()


async def test_a_turn_that_was_ended_just_before_is_heard_to_its_end(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    world.hear(1)
    await world.at(200, EndFloor(turn))
    await world.floor(250, "hoi-truong")
    after = await restarted(world)
    assert after.ear.by["t1/0"].samples == 2 * TENTH
    await after.close()


async def test_a_stream_goes_on_where_it_was_even_after_a_cut_and_silence(world: World) -> None:
    turn = await world.floor(0)
    world.hear(0)
    world.hear(1)
    await world.at(237, EndFloor(turn))
    world.hear(2)
    for n in range(3, 40):
        world.hear(n)  # nobody has the floor
    after = await restarted(world)
    second = await after.floor(4000, "hoi-truong")
    for n in range(40, 43):
        after.hear(n, oldest=40)
    assert after.places(second) == [(4000, 4100), (4100, 4200), (4200, 4300)]
    await after.close()


async def test_a_new_microphone_does_not_hear_old_turns_again(world: World) -> None:
    first = await world.floor(0)
    world.hear(0)
    await world.at(100, EndFloor(first))
    world.hear(1)
    await until(lambda: world.ear.by["t1/0"].closed)
    await world.floor(200, "hoi-truong")
    world.hear(0, stream="s2", began=200)
    assert world.ear.opened == ["t1/0", "t2/before", "t2/0"]


async def test_late_sound_after_the_finish_is_heard_alone(world: World) -> None:
    first = await world.floor(0)
    world.hear(0)
    world.hear(0, stream="s2", began=300)
    await world.at(300, EndFloor(first))
    world.hear(1, stream="s2", began=300)
    await until(lambda: world.ear.by["t1/0"].closed)
    world.hear(1)
    assert world.ear.by["t1/0"].fed == [(NOON + 100, spoken(1))]
    assert transcript.Transcript() == world.live.room.transcript


async def test_a_turn_that_ended_while_no_worker_was_there_is_heard_when_one_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.hearings.LATE", 0.02)
    first = await world.floor(0)
    world.hear(0)
    unheard = world.ear.by["t1/0"]
    unheard.hears, world.ear.state = False, "waiting"
    await world.at(100, EndFloor(first))
    await until(lambda: world.ear.by["t1/0"] is not unheard)
    assert world.ear.by["t1/0"].fed == [(NOON, spoken(0))]
    world.ear.state = "ready"
    await until(lambda: world.ear.by["t1/0"].closed)
    assert world.ear.opened == ["t1/0", "t1/0"]
