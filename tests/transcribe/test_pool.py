"""Workers that hang are replaced; another model takes over without a restart, or not at all."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.transcribe import ear as ear_module
from server.transcribe import models, pool
from server.transcribe.ear import Ear
from server.transcribe.shelf import Shelf
from tests.transcribe.given import BEGAN, sound
from tests.transcribe.test_ear import Turn, undisturbed, until


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "models")
    for name in ("one", "two"):
        shutil.copytree(models.embedded(), shelf.folder / name)
    models.make_manifest(shelf.path("two"), "for this test", "hai")
    return shelf


@pytest.fixture
async def ear(shelf: Shelf) -> AsyncIterator[Ear]:
    ear = Ear(shelf.chosen)
    await ear.start()
    assert (ear.state, ear.note) == ("ready", models.LIMITS)
    yield ear
    await ear.close()


# --- a worker that hangs ----------------------------------------------------------------------


@pytest.mark.parametrize("chunks", [118, 324])
async def test_a_worker_that_hears_and_says_nothing_is_replaced(
    ear: Ear, monkeypatch: pytest.MonkeyPatch, chunks: int
) -> None:
    expected = await undisturbed(ear, "yk009")
    monkeypatch.setattr(pool, "QUIET_SECONDS", 2)
    whole, turn = sound("yk009"), Turn(ear)
    turn.play(whole[:40])
    await until(lambda: bool(turn.listener.halves))
    (pid,) = ear.pids
    os.kill(pid, signal.SIGSTOP)
    turn.play(whole[40:chunks])
    await until(lambda: ear.restarts == 1)
    turn.play(whole[chunks:])
    assert await turn.hearing.close()
    assert turn.listener.text == expected.text
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_one_that_hangs_over_the_last_words_is_replaced_too(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = await undisturbed(ear, "dandap")
    monkeypatch.setattr(pool, "QUIET_SECONDS", 2)
    turn = Turn(ear)
    turn.play(sound("dandap"))
    os.kill(ear.pids[0], signal.SIGSTOP)
    assert await turn.hearing.close()
    assert (turn.listener.text, ear.restarts) == (expected.text, 1)


async def test_silence_is_no_reason(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "QUIET_SECONDS", 2)
    turn = Turn(ear)
    turn.play([(BEGAN + n * 100, bytes(3200)) for n in range(600)])  # a minute, then nothing more
    await until(lambda: not turn.hearing.waits)
    await asyncio.sleep(3)  # longer than its patience: nothing may happen
    assert ear.restarts == 0
    turn.hearing.cut()
    await turn.hearing.settled()
    assert not turn.hearing.waits
    assert await turn.hearing.close()


# --- another model ----------------------------------------------------------------------------


async def test_the_next_turn_is_heard_with_the_new_model(ear: Ear, shelf: Shelf) -> None:
    (old,) = ear.pids
    running = Turn(ear)
    whole = sound("tl005")
    running.play(whole[:80])
    shelf.use("two")
    following = Turn(ear, "t2")
    following.play(sound("dandap"))
    running.play(whole[80:])
    assert await following.hearing.close()
    assert (ear.state, ear.note) == ("ready", "hai")
    assert old in ear.pids
    assert await running.hearing.close()
    assert running.listener.text
    assert following.listener.text
    await until(lambda: old not in ear.pids)
    assert len(ear.pids) == 1
    assert (ear.restarts, ear.reason) == (0, "")


async def test_it_is_loaded_before_the_next_turn(ear: Ear, shelf: Shelf) -> None:
    shelf.use("one")
    await until(lambda: [one.model.name for one in ear._pools] == ["one"])
    assert ear.note == models.LIMITS
    shelf.use("two")
    await until(lambda: ear.note == "hai")


async def test_a_new_model_that_is_broken_stops_nothing(ear: Ear, shelf: Shelf) -> None:
    running = Turn(ear)
    running.play(sound("dandap"))
    shelf.use("two")
    (shelf.path("two") / "am" / "final.mdl").unlink()
    following = Turn(ear, "t2")
    following.play(sound("dandap"))
    assert await following.hearing.close()
    assert await running.hearing.close()
    assert following.listener.text == running.listener.text != ""
    assert (ear.state, ear.reason) == ("ready", "file missing: am/final.mdl")


async def test_a_broken_ear_hears_again_once_a_good_model_is_chosen(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ear_module, "LOOK_SECONDS", 0.05)
    shelf.use("one")
    (shelf.path("one") / "am" / "final.mdl").unlink()
    ear = Ear(shelf.chosen)
    await ear.start()
    assert (ear.state, ear.pids) == ("broken", [])
    lost = Turn(ear)
    lost.play(sound("dandap"))
    assert not await lost.hearing.close()
    shelf.use("two")
    await until(lambda: ear.state == "ready")
    assert (ear.note, ear.reason) == ("hai", "")
    turn = Turn(ear)
    turn.play(sound("dandap"))
    assert await turn.hearing.close()
    assert turn.listener.text
    await ear.close()


async def test_the_same_name_may_become_another_model(ear: Ear, shelf: Shelf) -> None:
    shelf.use("one")
    await until(lambda: [one.model.name for one in ear._pools] == ["one"])
    shelf.path("one").rename(shelf.folder / "before")
    shutil.copytree(shelf.path("two"), shelf.path("one"))
    turn = Turn(ear)
    turn.play(sound("dandap"))
    assert await turn.hearing.close()
    assert ear.note == "hai"


async def test_one_broken_model_after_another(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ear_module, "LOOK_SECONDS", 0.05)
    for name in ("one", "two"):
        (shelf.path(name) / "am" / "final.mdl").unlink()
    ear = Ear(shelf.chosen)
    await ear.start()
    for name in ("one", "two", "one"):
        shelf.use(name)
        await until(lambda: "final.mdl" in ear.reason or len(ear._pools) > 1)
    shelf.use("embedded")
    await until(lambda: ear.state == "ready")
    await until(lambda: len(ear._all) == 1)
    await ear.close()


# --- how many ---------------------------------------------------------------------------------


def test_the_pool_suits_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def machine(processors: int, gigabytes: float) -> int:
        memory = type("Memory", (), {"total": int(gigabytes * 2**30)})
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
        monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
        return pool.size_for(models.embedded())

    assert machine(1, 1) == 1
    assert machine(2, 8) == 1
    assert machine(6, 8) == 3
    assert machine(64, 64) == pool.MOST
    assert machine(64, 0.7) == 2
    assert machine(64, 0.1) == 1


async def test_no_workers_is_off() -> None:
    ear = Ear(models.embedded(), workers=0)
    await ear.start()
    assert (ear.state, ear.pids) == ("off", [])
    turn = Turn(ear)
    assert not await turn.hearing.close()
    await ear.close()


async def test_as_many_as_suit_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear_module, "size_for", lambda _: 2)
    ear = Ear(models.embedded(), workers=None)
    await ear.start()
    assert len(ear.pids) == 2
    await ear.close()
