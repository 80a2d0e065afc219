"""The worker program itself, through its pipes."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from server.rehearsal.speech import load
from server.transcribe import models, wire
from server.transcribe.score import syllable_errors
from tests.transcribe.given import sound

PROGRAM = [sys.executable, "-m", "server.transcribe.worker"]
SILENCE = bytes(3200)


class Pipes:
    def __init__(self, model: Path) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, str(model)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def say(self, *messages: wire.ToWorker) -> None:
        self.raw(b"".join(map(wire.frame, messages)))

    def raw(self, sound: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(sound)
        self.process.stdin.flush()

    def hear(self) -> wire.FromWorker:
        assert self.process.stdout
        (length,) = wire.PREFIX.unpack(self.process.stdout.read(wire.PREFIX.size))
        body = self.process.stdout.read(length)
        message: wire.FromWorker = msgspec.msgpack.decode(body, type=wire.FromWorker)
        return message

    def hear_until(self, kind: type[wire.FromWorker]) -> list[wire.FromWorker]:
        said = [self.hear()]
        while not isinstance(said[-1], kind):
            said.append(self.hear())
        return said

    def end(self) -> int:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        code = self.process.wait(10)
        self.process.stdout.close()
        return code


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    pipes = Pipes(models.embedded())
    assert pipes.hear() == wire.Ready(pipes.process.pid, models.LIMITS)
    yield pipes
    assert pipes.end() == 0


def test_two_hearings_do_not_mix(pipes: Pipes) -> None:
    pipes.say(wire.Open(1), wire.Open(2))
    for _, pcm in sound("dandap"):
        pipes.say(wire.Feed(1, pcm), wire.Feed(2, SILENCE))
    pipes.say(wire.Close(2), wire.Close(1))
    said = [*pipes.hear_until(wire.Closed), *pipes.hear_until(wire.Closed)]
    finals = [one for one in said if isinstance(one, wire.Final)]
    assert [word for one in finals if one.hearing == 2 for word in one.words] == []
    assert "quảng minh phát biểu" in " ".join(w.word for one in finals for w in one.words)
    halves = [one for one in said if isinstance(one, wire.Partial) and one.hearing == 1]
    assert len(halves) > 5
    for earlier, later in pairwise(halves):
        assert earlier.text != later.text or later.samples - earlier.samples == wire.BEAT


def test_a_worker_speaks_of_silence_too_so_that_it_is_seen_to_live(pipes: Pipes) -> None:
    pipes.say(wire.Open(1), *(wire.Feed(1, SILENCE) for _ in range(45)), wire.Close(1))
    said = [one for one in pipes.hear_until(wire.Closed) if isinstance(one, wire.Partial)]
    assert {one.text for one in said} == {""}
    assert [later.samples - earlier.samples for earlier, later in pairwise(said)] == [wire.BEAT] * (
        len(said) - 1
    )
    assert len(said) >= 4


def test_a_long_sentence_ends_at_a_breath_and_is_not_heard_twice(pipes: Pipes) -> None:
    pipes.say(wire.Open(1), *(wire.Feed(1, pcm) for _, pcm in sound("yk009")), wire.Close(1))
    said = pipes.hear_until(wire.Closed)
    finals = [one.words for one in said if isinstance(one, wire.Final) and one.words]
    assert len(finals) >= 2
    for before, after in pairwise(finals):
        assert before[-1].end - before[0].start >= 3  # whole sentences, no scraps
        assert after[0].start - before[-1].end >= 0.3
    reached = [one.samples for one in said if isinstance(one, wire.Partial)]
    assert reached == sorted(set(reached))


def test_an_unknown_hearing_is_answered(pipes: Pipes) -> None:
    for message in (wire.Feed(9, SILENCE), wire.Cut(9), wire.Close(9)):
        pipes.say(message)
        assert pipes.hear() == wire.Failed(9, "unknown hearing")


@pytest.mark.parametrize("body", [b"\x00", b"garbage", b"\xc1" * 50, b"\x81\xa4type\xa3Fly"])
def test_garbage_in_a_frame_is_answered_and_work_goes_on(pipes: Pipes, body: bytes) -> None:
    pipes.raw(wire.PREFIX.pack(len(body)) + body)
    assert isinstance(pipes.hear(), wire.Failed)
    pipes.say(wire.Open(1), wire.Close(1))
    assert pipes.hear_until(wire.Closed)[-1] == wire.Closed(1)


def test_half_a_sample_is_refused(pipes: Pipes) -> None:
    pipes.say(wire.Open(1), wire.Feed(1, b"abc"))
    assert pipes.hear() == wire.Failed(1, "ValueError: half a sample")


@pytest.mark.parametrize("length", [0, wire.FRAME_LIMIT + 1])
def test_a_senseless_length_ends_the_process(length: int) -> None:
    pipes = Pipes(models.embedded())
    pipes.hear()
    pipes.raw(wire.PREFIX.pack(length))
    assert pipes.end() == 2


def test_a_sentence_without_end_is_ended(pipes: Pipes) -> None:
    """Speech with every pause cut out: no end-point for Vosk to find."""
    words = [pcm for at, pcm in sound("yk009") if max(pcm) and loud(pcm)]
    pipes.say(wire.Open(1), *(wire.Feed(1, pcm) for pcm in words), wire.Close(1))
    finals = [one for one in pipes.hear_until(wire.Closed) if isinstance(one, wire.Final)]
    lengths = [one.words[-1].end - one.words[0].start for one in finals if one.words]
    assert len(words) / 10 > 22
    assert len(lengths) > 1
    assert max(lengths) <= 20
    text = " ".join(word.word for one in finals for word in one.words)
    errors, syllables = syllable_errors(load("yk009").text, text)
    assert errors / syllables < 0.25  # without the pauses it is hard to hear for anyone


def loud(pcm: bytes) -> bool:
    return max(memoryview(pcm).cast("h")) > 1000


def test_a_broken_model_is_told_before_the_end(tmp_path: Path) -> None:
    pipes = Pipes(tmp_path / "none")
    assert pipes.hear() == wire.Failed(-1, f"no such directory: {tmp_path / 'none'}")
    assert pipes.end() == 1
