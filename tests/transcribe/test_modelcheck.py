"""`model check` hears any sound file that can be read."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile
import soxr
from typer.testing import CliRunner

from server.__main__ import cli
from server.rehearsal.speech import RATE, load
from server.transcribe import models
from server.transcribe.modelcheck import BadSound, Report, read

SAID = load("tl005")


def samples() -> np.ndarray:
    return np.frombuffer(SAID.pcm, "<i2") / 32768


def ask(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["model", "check", *arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("name", "rate", "channels"),
    [("a.wav", 16_000, 1), ("b.flac", 44_100, 2), ("c.wav", 48_000, 6), ("d.wav", 8_000, 1)],
)
def test_any_rate_and_any_channels(tmp_path: Path, name: str, rate: int, channels: int) -> None:
    sound = np.repeat(soxr.resample(samples(), RATE, rate)[:, None], channels, axis=1)
    soundfile.write(tmp_path / name, sound, rate)
    code, told = ask(str(tmp_path / name), "--text", SAID.text, "--model", str(models.embedded()))
    assert code == 0
    report = msgspec.json.decode(told, type=Report)
    assert report.syllable_error_rate is not None
    assert report.syllable_error_rate < (0.1 if rate > 8000 else 0.5)
    assert 0 < report.real_time_factor < 1
    assert "Ủy ban nhân dân" in report.written or rate == 8000


def test_a_line_for_each_file(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        soundfile.write(tmp_path / name, np.zeros(RATE), RATE)
    code, told = ask(str(tmp_path / "a.wav"), str(tmp_path / "b.wav"))
    assert code == 0
    assert [msgspec.json.decode(line)["text"] for line in told.splitlines()] == ["", ""]


def test_the_sound_is_not_moved_by_resampling(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", soxr.resample(samples(), RATE, 44_100), 44_100)
    heard = np.frombuffer(read(tmp_path / "a.wav"), "<i2") / 32768
    length = min(len(heard), len(samples()))
    assert np.corrcoef(heard[:length], samples()[:length])[0, 1] > 0.99


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(BadSound, match=r"text\.wav"):
        read(tmp_path / "text.wav")
    with pytest.raises(BadSound, match=r"none\.wav"):
        read(tmp_path / "none.wav")
    soundfile.write(tmp_path / "empty.wav", np.zeros(0), RATE)
    with pytest.raises(BadSound, match="empty"):
        read(tmp_path / "empty.wav")
    assert ask(str(tmp_path / "text.wav"))[0] == 2


def test_a_model_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    code, told = ask(str(tmp_path / "a.wav"), "--model", str(tmp_path))
    assert code == 2
    assert "file missing" in told
