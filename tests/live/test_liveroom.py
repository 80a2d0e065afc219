"""The turnstile: every accepted command once, in order, durable before it is answered."""

import asyncio
import uuid
from itertools import pairwise

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from server.live import liveroom
from server.live.liveroom import Busy, CommandIdReused, LiveRoom
from server.live.ports import Unavailable
from server.rooms import room as rules
from server.rooms.desk import CloseQueue, OpenQueue
from server.rooms.queue import AlreadyWaiting, ApproveRequest, LowerHand
from server.rooms.room import replay
from server.rooms.words import Unknown
from tests.given import AN_PHU, CHAIR, MODERATOR, NOON
from tests.live.given import (
    ROOM,
    Clock,
    GatedLog,
    HostileLog,
    MemoryLog,
    UnsureLog,
    a_room,
    raise_hand,
    running,
    set_up,
    submit,
    until,
)


def expect_sound(log: MemoryLog, *lives: LiveRoom) -> None:
    """The log is dense, holds every id once, its time never runs back; each room is its replay."""
    entries = log.entries[ROOM]
    assert log.seqs == list(range(1, len(entries) + 1))
    assert len({entry.command_id for entry in entries}) == len(entries)
    assert all(one.at <= two.at for one, two in pairwise(entries))
    for live in lives:
        assert live.seq == len(entries)
        assert live.room == replay(entries)


@examples(st.integers(0, 60), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_against_a_hostile_neighbour_nothing_is_lost_or_twice(spite: int, hands: int) -> None:
    asyncio.run(_against_a_hostile_neighbour(spite, hands))


async def _against_a_hostile_neighbour(spite: int, hands: int) -> None:
    log = HostileLog(spite)
    set_up(log)
    async with running(a_room(log)) as live:
        names = [f"Đại biểu {n}" for n in range(hands)]
        seqs = await asyncio.gather(*(submit(live, raise_hand(name)) for name in names))
        assert len(set(seqs)) == hands
        raised = [
            request.speaker.name
            for request in replay(log.entries[ROOM]).queue.requests.values()
            if request.speaker.name.startswith("Đại biểu")
        ]
        assert sorted(raised) == sorted(names)
        for seq, name in zip(seqs, names, strict=True):
            assert log.entries[ROOM][seq - 1].events[0].speaker.name == name  # type: ignore[union-attr]
        log.spite = 0
        await live.catch_up()
        expect_sound(log, live)


async def test_two_rooms_on_one_log_converge_under_commands_from_both() -> None:
    log = MemoryLog()
    set_up(log)
    one, other = a_room(log), a_room(log)
    await asyncio.gather(one.open(), other.open())
    work = [
        submit(live, raise_hand(f"{side} {n}"))
        for n in range(100)
        for side, live in (("trái", one), ("phải", other))
    ]
    seqs = await asyncio.gather(*work)
    assert len(set(seqs)) == 200
    await asyncio.gather(one.catch_up(), other.catch_up())
    expect_sound(log, one, other)
    await asyncio.gather(one.close(), other.close())


async def test_of_two_nodes_that_accept_the_same_person_one_refuses() -> None:
    log = MemoryLog()
    set_up(log)
    one, other = a_room(log), a_room(log)
    await asyncio.gather(one.open(), other.open())
    same = [submit(live, raise_hand("Nguyễn Văn An")) for live in (one, other)]
    outcomes = await asyncio.gather(*same, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome != 4] == [AlreadyWaiting]
    await asyncio.gather(one.close(), other.close())


async def test_a_repeated_command_gives_the_first_seq_here_and_on_the_other_node() -> None:
    log = MemoryLog()
    set_up(log)
    one, other = a_room(log), a_room(log)
    await asyncio.gather(one.open(), other.open())
    id, hand = str(uuid.uuid4()), raise_hand("An")
    first = await submit(one, hand, id=id)
    await submit(one, raise_hand("Bình"))
    assert await submit(one, hand, id=id) == first
    assert await submit(other, hand, id=id) == first
    twice = [submit(live, raise_hand("Cường"), id="c") for live in (one, other, one, other)]
    assert len(set(await asyncio.gather(*twice))) == 1
    await asyncio.gather(one.catch_up(), other.catch_up())
    expect_sound(log, one, other)
    await asyncio.gather(one.close(), other.close())


async def test_an_id_of_somebody_else_or_for_something_else_is_refused() -> None:
    log = MemoryLog()
    set_up(log)
    async with running(a_room(log)) as live:
        await submit(live, raise_hand("An"), MODERATOR, "x", "body")
        with pytest.raises(CommandIdReused):
            await submit(live, raise_hand("An"), CHAIR, "x", "body")
        with pytest.raises(CommandIdReused):
            await submit(live, raise_hand("Bình"), MODERATOR, "x", "another body")
        both = [
            submit(live, raise_hand("Chi"), MODERATOR, "y", "one"),
            submit(live, raise_hand("Dung"), MODERATOR, "y", "two"),
        ]
        outcomes = await asyncio.gather(*both, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [int, CommandIdReused]
        expect_sound(log, live)


async def test_a_refusal_leaves_no_trace() -> None:
    log = MemoryLog()
    set_up(log)
    async with running(a_room(log)) as live:
        before = live.seq
        with pytest.raises(Unknown):
            await submit(live, LowerHand("r1"), id="x")
        assert (live.seq, log.appends) == (before, 0)
        assert await submit(live, raise_hand("An"), CHAIR, id="x", body="other") == before + 1


async def test_what_was_not_written_is_written_when_asked_again() -> None:
    log = UnsureLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.lost_before = 1
        with pytest.raises(Unavailable):
            await submit(live, raise_hand("An"), id="x")
        assert await submit(live, raise_hand("An"), id="x") == 4
        expect_sound(log, live)


@pytest.mark.parametrize("deaf", [0, 2])
async def test_what_was_written_unnoticed_is_written_once(deaf: int) -> None:
    log = UnsureLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.lost_after, log.deaf = 1, deaf
        with pytest.raises(Unavailable):
            await submit(live, raise_hand("An"), id="x")
        while True:  # as a client does
            try:
                assert await submit(live, raise_hand("An"), id="x") == 4
                break
            except Unavailable:
                continue
        expect_sound(log, live)


async def test_many_commands_cost_few_transactions() -> None:
    log = GatedLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.gate.clear()
        first = asyncio.create_task(submit(live, raise_hand("Người đầu")))
        await log.knocking.wait()
        rest = [asyncio.create_task(submit(live, raise_hand(f"Số {n}"))) for n in range(2500)]
        await asyncio.sleep(0)
        assert not first.done()
        log.gate.set()
        seqs = await asyncio.gather(first, *rest)
        assert seqs == list(range(4, 4 + 2501))
        assert log.appends <= 1 + -(-2500 // liveroom.BATCH)
        expect_sound(log, live)


async def test_who_goes_away_while_waiting_takes_nobody_along() -> None:
    log = GatedLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.gate.clear()
        tasks = [asyncio.create_task(submit(live, raise_hand(f"Số {n}"))) for n in range(10)]
        await log.knocking.wait()
        for gone in tasks[::2]:
            gone.cancel()
        log.gate.set()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes[1::2]] == [int] * 5
        await until(lambda: live.seq == 13)
        expect_sound(log, live)


async def test_the_time_of_the_log_never_runs_back() -> None:
    log, clock = MemoryLog(), Clock()
    set_up(log)
    async with running(a_room(log, clock)) as live:
        for n, now in enumerate((NOON + 5000, NOON - 60_000, NOON + 5001, 0)):
            clock.now = now
            await submit(live, raise_hand(f"Số {n}"))
        at = [entry.at - NOON for entry in log.entries[ROOM][3:]]
        assert at == [5000, 5000, 5001, 5001]
        assert [r.raised_at - NOON for r in replay(log.entries[ROOM]).queue.requests.values()]
        expect_sound(log, live)


async def test_who_finds_the_inbox_full_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liveroom, "INBOX", 5)
    log = GatedLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.gate.clear()
        first = asyncio.create_task(submit(live, raise_hand("Người đầu")))
        await log.knocking.wait()
        tasks = [asyncio.create_task(submit(live, raise_hand(f"Số {n}"))) for n in range(8)]
        await asyncio.sleep(0)
        await until(lambda: sum(task.done() for task in tasks) == 3)
        log.gate.set()
        outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
        assert sum(isinstance(outcome, Busy) for outcome in outcomes) == 3
        expect_sound(log, live)


async def test_who_conducts_comes_first_and_finds_room_when_everybody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(liveroom, "INBOX", 40)
    monkeypatch.setattr(liveroom, "BATCH", 8)
    log = GatedLog()
    set_up(log)
    async with running(a_room(log)) as live:
        log.gate.clear()
        first = asyncio.create_task(submit(live, raise_hand("Người đầu")))
        await log.knocking.wait()  # one batch is being written; everything else waits
        hands = [
            asyncio.create_task(submit(live, raise_hand(f"Số {n}", "an-phu"), AN_PHU))
            for n in range(60)
        ]
        await asyncio.sleep(0)
        conducts = [asyncio.create_task(submit(live, CloseQueue()))]
        conducts += [asyncio.create_task(submit(live, OpenQueue(), CHAIR))]
        await asyncio.sleep(0)
        log.gate.set()
        seqs = await asyncio.gather(first, *conducts)
        assert seqs == [seqs[0], seqs[0] + 1, seqs[0] + 2]
        outcomes = await asyncio.gather(*hands, return_exceptions=True)
        assert sum(isinstance(outcome, Busy) for outcome in outcomes) == 20
        expect_sound(log, live)


async def test_a_rule_that_breaks_costs_only_its_own_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaking(room: rules.Room, command: object, *rest: object) -> object:
        if isinstance(command, LowerHand):
            raise ZeroDivisionError
        return decide(room, command, *rest)  # type: ignore[arg-type]

    decide = rules.decide
    monkeypatch.setattr(liveroom, "decide", breaking)
    log = MemoryLog()
    set_up(log)
    async with running(a_room(log)) as live:
        work = [submit(live, raise_hand("An")), submit(live, LowerHand("r1"))]
        work += [submit(live, raise_hand("Bình"))]
        outcomes = await asyncio.gather(*work, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [int, ZeroDivisionError, int]
        expect_sound(log, live)


async def test_a_room_that_closes_answers_those_who_wait() -> None:
    log = GatedLog()
    set_up(log)
    live = a_room(log)
    await live.open()
    log.gate.clear()
    tasks = [asyncio.create_task(submit(live, raise_hand(f"Số {n}"))) for n in range(3)]
    await log.knocking.wait()
    tasks += [asyncio.create_task(submit(live, raise_hand("Muộn")))]
    await asyncio.sleep(0)
    await live.close()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 4


async def test_what_changes_nothing_is_answered_with_the_seq_that_holds() -> None:
    log = MemoryLog()
    set_up(log)
    async with running(a_room(log)) as live:
        hand = await submit(live, raise_hand("An", "an-phu"), AN_PHU)
        approve = ApproveRequest("r1")
        await submit(live, approve)
        assert await submit(live, approve) == hand + 1
        assert len(log.seqs) == hand + 1
