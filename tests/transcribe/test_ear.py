"""The ear hears real sound in a real worker, and loses nothing when that worker dies."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from server.rehearsal.speech import load
from server.transcribe import link, models
from server.transcribe.ear import Ear
from server.transcribe.hearing import Hearing
from tests.transcribe.given import BEGAN, Listener, Sound, Tape, sound

SOON = 20.0


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    ear = Ear(models.embedded())
    await ear.start()
    assert (ear.state, ear.reason, ear.note) == ("ready", "", models.LIMITS)
    yield ear
    await ear.close()


class Turn:
    """A listener, a tape and a hearing: first on tape, then to the ear."""

    def __init__(self, ear: Ear, name: str = "t1") -> None:
        self.tape, self.listener = Tape(), Listener()
        self.hearing: Hearing = ear.open(name, self.listener, self.tape.again)

    def play(self, sound: Sound) -> None:
        for at, pcm in sound:
            self.tape.sound.append((at, pcm))
            self.hearing.feed(at, pcm)


async def until(true: Callable[[], bool]) -> None:
    """Wait for what another process will bring about; it tells nobody, so look."""
    async with asyncio.timeout(SOON):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def undisturbed(ear: Ear, name: str) -> Listener:
    turn = Turn(ear, "undisturbed")
    turn.play(sound(name))
    assert await turn.hearing.close()
    return turn.listener


@pytest.mark.parametrize(("name", "bound"), [("khaimac", 0.03), ("tl005", 0.05), ("yk009", 0.08)])
async def test_a_demo_utterance_is_understood(ear: Ear, name: str, bound: float) -> None:
    listener = await undisturbed(ear, name)
    assert listener.error_rate(load(name).text) <= bound
    assert len(listener.halves) > 10
    assert ear.finals == len(listener.heard)
    assert ear.fed_seconds == pytest.approx(load(name).seconds)


async def test_word_times_are_capture_times(ear: Ear) -> None:
    listener = await undisturbed(ear, "ketluan")
    words = [word for one in listener.heard for word in one.words]
    true = load("ketluan").words
    same = SequenceMatcher(None, [one.w for one in words], [one[0] for one in true], autojunk=False)
    blocks = same.get_matching_blocks()
    right = [(words[a + n], true[b + n]) for a, b, size in blocks for n in range(size)]
    assert len(right) > 85
    for word, (_, start, end) in right:
        assert word.start_ms == pytest.approx(BEGAN + start * 1000, abs=100)
        assert word.end_ms == pytest.approx(BEGAN + end * 1000, abs=100)


async def test_a_gap_in_capture_moves_later_words_only(ear: Ear) -> None:
    turn = Turn(ear)
    turn.play(sound("dandap"))
    turn.play(sound("dandap", BEGAN + 60_000))
    await turn.hearing.close()
    words = [word for one in turn.listener.heard for word in one.words]
    first, second = words[: len(words) // 2], words[len(words) // 2 :]
    assert [word.w for word in first] == [word.w for word in second]
    for before, after in zip(first, second, strict=True):
        assert after.start_ms - before.start_ms == pytest.approx(60_000, abs=61)


async def test_a_cut_ends_the_sentence_there_and_loses_nothing(ear: Ear) -> None:
    whole = sound("yk009")
    _, starts, _ = load("yk009").words[20]
    middle = round(starts * 10)
    turn = Turn(ear)
    turn.play(whole[:middle])
    turn.hearing.cut()
    turn.play(whole[middle:])
    assert await turn.hearing.close()
    at = whole[middle][0]
    assert any(abs(one.ends_ms - at) < 400 for one in turn.listener.heard)
    assert not any(one.starts_ms < at - 50 < at + 50 < one.ends_ms for one in turn.listener.heard)
    assert turn.listener.error_rate(load("yk009").text) <= 0.08


@pytest.mark.parametrize("chunks", [45, 118, 203])
async def test_killing_the_worker_in_mid_sentence_changes_no_word(ear: Ear, chunks: int) -> None:
    expected = await undisturbed(ear, "yk009")
    whole, turn = sound("yk009"), Turn(ear)
    turn.play(whole[:chunks])
    near = whole[chunks][0] - 1500
    await until(lambda: bool(turn.listener.halves) and turn.listener.halves[-1].until_ms > near)
    os.kill(ear.pids[0], signal.SIGKILL)
    turn.play(whole[chunks:])
    assert await turn.hearing.close()
    assert turn.listener.text == expected.text
    assert ear.restarts == 1
    times = [(one.starts_ms, one.ends_ms) for one in turn.listener.heard]
    assert times == sorted(times)


async def test_killing_it_again_and_again_while_it_reads_on(ear: Ear) -> None:
    expected = await undisturbed(ear, "yk009")
    turn = Turn(ear)
    turn.play(sound("yk009"))
    closing = asyncio.create_task(turn.hearing.close())
    for deaths in range(1, 3):
        await until(lambda: bool(ear.pids))
        os.kill(ear.pids[0], signal.SIGKILL)
        await until(lambda deaths=deaths: ear.restarts == deaths)  # type: ignore[misc]
    assert await closing
    assert turn.listener.text == expected.text


async def test_a_cut_survives_the_worker(ear: Ear) -> None:
    whole, turn = sound("yk009"), Turn(ear)
    turn.play(whole[:60])
    os.kill(ear.pids[0], signal.SIGKILL)
    turn.hearing.cut()
    turn.play(whole[60:])
    assert await turn.hearing.close()
    at = whole[60][0]
    assert not any(one.starts_ms < at - 50 < at + 50 < one.ends_ms for one in turn.listener.heard)


async def test_sound_for_which_there_is_no_room_is_read_from_the_tape(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = await undisturbed(ear, "tl005")
    monkeypatch.setattr(link, "QUEUE", 3)
    turn = Turn(ear)
    turn.play(sound("tl005"))
    assert turn.tape.asked == []
    assert await turn.hearing.close()
    assert len(turn.tape.asked) >= 1
    assert turn.listener.text == expected.text


async def test_hearings_side_by_side(ear: Ear) -> None:
    names = ["tl005", "khaimac", "dandap"]
    turns = [Turn(ear, name) for name in names]
    for name, turn in zip(names, turns, strict=True):
        turn.play(sound(name))
    assert all(await asyncio.gather(*(turn.hearing.close() for turn in turns)))
    for name, turn in zip(names, turns, strict=True):
        assert turn.listener.error_rate(load(name).text) < 0.1
    assert ear.hearings == []


async def test_two_workers_share_the_work() -> None:
    ear = Ear(models.embedded(), workers=2)
    await ear.start()
    one, two = Turn(ear, "one"), Turn(ear, "two")
    assert len(set(ear.pids)) == 2
    one.play(sound("dandap"))
    os.kill(ear.pids[1], signal.SIGKILL)
    two.play(sound("dandap"))
    assert await one.hearing.close()
    assert await two.hearing.close()
    assert one.listener.text == two.listener.text
    await ear.close()


async def test_nothing_said_nothing_heard(ear: Ear) -> None:
    turn = Turn(ear)
    turn.play([(BEGAN + n * 100, bytes(3200)) for n in range(150)])
    assert await turn.hearing.close()
    assert turn.listener.heard == []
    silent = Turn(ear)
    assert await silent.hearing.close()


async def test_sound_after_close_is_not_heard(ear: Ear) -> None:
    turn = Turn(ear)
    assert await turn.hearing.close()
    turn.play(sound("dandap"))
    turn.hearing.cut()
    assert await turn.hearing.close()
    assert turn.listener.heard == []


@pytest.mark.parametrize("damage", ["missing", "truncated"])
async def test_a_broken_model_is_a_state_not_a_crash(tmp_path: Path, damage: str) -> None:
    model = tmp_path / "model"
    if damage == "truncated":
        shutil.copytree(models.embedded(), model)
        (model / models.MANIFEST).unlink()
        os.truncate(model / "am" / "final.mdl", 1000)
    ear = Ear(model)
    await ear.start()
    assert ear.state == "broken"
    assert ("no such directory" in ear.reason) if damage == "missing" else ear.reason
    turn = Turn(ear)
    turn.play(sound("dandap"))
    turn.hearing.cut()
    assert not await turn.hearing.close()
    await ear.close()


async def test_closing_the_ear_ends_hearings_and_processes(ear: Ear) -> None:
    turn, pid = Turn(ear), ear.pids[0]
    turn.play(sound("dandap"))
    await ear.close()
    assert not await turn.hearing.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
