"""The whole road from text to a model that Vosk hears with, in small."""

import json
import subprocess
from pathlib import Path

import pytest

from server.transcribe import modelcheck, models

HOME = Path(__file__).parents[2]
ENVIRONMENT = HOME / "build" / "speech-model" / "venv" / ".installed"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(
    not ENVIRONMENT.exists(), reason="scripts/build_speech_model --environment was not run"
)
def test_a_quick_build_makes_a_model_that_hears(tmp_path: Path) -> None:
    made = tmp_path / "model"
    script = HOME / "scripts" / "build_speech_model"
    subprocess.run(["nice", script, "--quick", made], check=True, timeout=590)
    assert models.check(made) is None
    assert models.note(made) == models.LIMITS
    sound = HOME / "server" / "rehearsal" / "demo" / "speech" / "tl005.ogg"
    said = next(
        one["text"]
        for one in json.loads((sound.parents[1] / "speech.json").read_text())
        if one["name"] == "tl005"
    )
    (report,) = modelcheck.check(made, [sound], said)
    assert report.syllable_error_rate is not None
    assert report.syllable_error_rate < 0.5
