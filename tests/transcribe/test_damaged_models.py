"""Whatever happened to a model's files: refused with a reason, or harmless; never our own end."""

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.transcribe import models, trial
from tests.transcribe.trials import Trials

FILES = (*models.ALWAYS, models.WORDS, *models.LOOK_AHEAD)
SEEDS = range(20)
Damage = Callable[[bytes, random.Random], bytes]


def truncated(sound: bytes, chance: random.Random) -> bytes:
    return sound[: chance.randrange(len(sound))]


def corrupted(sound: bytes, chance: random.Random) -> bytes:
    """Up to 200 bytes are others."""
    damaged = bytearray(sound)
    for _ in range(chance.randint(1, 200)):
        damaged[chance.randrange(len(damaged))] ^= chance.randint(1, 255)
    return bytes(damaged)


def emptied(_sound: bytes, _chance: random.Random) -> bytes:
    return b""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(models.embedded(), tmp_path / "model"))


@pytest.mark.parametrize("damage", [truncated, corrupted, emptied])
@pytest.mark.parametrize("name", FILES)
def test_a_manifest_finds_every_damage(copy: Path, name: str, damage: Damage) -> None:
    file = copy / name
    sound = file.read_bytes()
    for seed in SEEDS:
        damaged = damage(sound, random.Random(seed))
        file.write_bytes(damaged)
        if damaged != sound:
            assert name in str(models.check(copy))
    file.write_bytes(sound)
    assert models.check(copy) is None


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with Trials() as one:
        yield one


@pytest.mark.parametrize("damage", [truncated, corrupted])
@pytest.mark.parametrize("name", FILES)
def test_without_a_manifest_a_child_process_finds_out(
    copy: Path, name: str, damage: Damage, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused with a reason or judged usable; it is another process that dies of it."""
    monkeypatch.setattr(trial, "fails", trials.fails)
    (copy / models.MANIFEST).unlink()
    sound = (copy / name).read_bytes()
    for damaged in {damage(sound, random.Random(seed)) for seed in SEEDS} - {sound}:
        (copy / name).write_bytes(damaged)
        reason = models.check(copy)
        assert reason is None or len(reason) > 10
        assert reason or (name, damage) not in CERTAIN


CERTAIN = {
    *(
        (name, damage)
        for name in (models.BOUNDARIES, models.WORDS)
        for damage in (truncated, corrupted)
    ),
    ("graph/Gr.fst", truncated),
}
"""This damage is always found; Vosk reads some other as if it were whole (a cost is another)."""


@pytest.mark.parametrize("name", [models.ALWAYS[0], *models.LOOK_AHEAD[:2]])
def test_a_trial_of_its_own_says_the_same(copy: Path, name: str, trials: Trials) -> None:
    """The short way of the test above against the way of the service."""
    (copy / models.MANIFEST).unlink()
    (copy / name).write_bytes((copy / name).read_bytes()[:100])
    assert trial.fails(copy) == trials.fails(copy)


@pytest.mark.parametrize("name", ["words.txt", "phones/word_boundary.int"])
def test_a_table_cut_at_the_end_of_a_line_is_found(copy: Path, name: str) -> None:
    (copy / models.MANIFEST).unlink()
    file = copy / "graph" / name
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-3]))
    assert models.check(copy) == f"table cut off: graph/{name}"


def test_a_table_that_is_no_text_is_found(copy: Path) -> None:
    (copy / models.MANIFEST).unlink()
    (copy / models.WORDS).write_bytes(b"\xff\xfe 0\n")
    assert str(models.check(copy)).startswith("not UTF-8")


def test_what_cannot_be_read_is_a_reason(copy: Path) -> None:
    (copy / models.MANIFEST).unlink()
    shutil.rmtree(copy / "graph" / "phones")
    (copy / "graph" / "phones").write_text("not a folder")
    assert "word_boundary.int" in str(models.check(copy))


def test_a_trial_names_the_signal_that_ended_it(
    copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killer = tmp_path / "python"
    killer.write_text("#!/bin/sh\nkill -SEGV $$\n")
    killer.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(killer))
    assert trial.fails(copy) == "Vosk dies of it (SIGSEGV)"


def test_a_trial_has_an_end(copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "python"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    monkeypatch.setattr(trial, "PATIENCE", 0.02)
    monkeypatch.setattr(trial, "SLOW", 1e9)
    assert trial.fails(copy) == trial.ENDLESS


def test_a_search_has_an_end(copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is given processor time, not time by the clock: a busy machine refuses no model."""
    seeker = tmp_path / "python"
    seeker.write_text('#!/bin/sh\nulimit -S -t "$4"\nwhile :; do :; done\n')
    seeker.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(seeker))
    monkeypatch.setattr(trial, "PATIENCE", 0.1)
    monkeypatch.setattr(trial, "BUSY", 1000)
    assert trial.fails(copy) == trial.ENDLESS


def test_a_model_that_is_whole_passes_its_trial(copy: Path) -> None:
    assert trial.fails(copy) is None


def test_a_trial_says_what_vosk_said(copy: Path) -> None:
    (copy / "conf" / "mfcc.conf").write_text("--num-ceps=13\n")
    assert "Vosk cannot use it: " in str(trial.fails(copy))
