"""The demo's speech: what machine voices say and when, as scripts/make_demo_speech made it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RATE = 16_000
_DEMO = Path(__file__).parent / "demo"


@dataclass(frozen=True, slots=True)
class Utterance:
    """`text`: the spoken words, lower case, numbers as words. `words`: (word, start s, end s) in
    the sound. `pcm`: 16 kHz mono s16le."""

    name: str
    kind: str
    text: str
    words: tuple[tuple[str, float, float], ...]
    pcm: bytes

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / RATE


def names(kind: str = "") -> list[str]:
    """Names in order of the script; only of `kind` if given: intervention, answer, opening, report,
    conclusion, chair, moderator."""
    return [name for name, one in _entries().items() if kind in ("", one["kind"])]


def load(name: str) -> Utterance:
    """The utterance called `name`. Raises KeyError."""
    import soundfile  # noqa: PLC0415  (20 MB with numpy: only for those who play)

    one = _entries()[name]
    sound, rate = soundfile.read(_DEMO / "speech" / f"{name}.ogg", dtype="int16")
    assert rate == RATE and sound.ndim == 1
    words = tuple((word, start, end) for word, start, end in one["words"])
    return Utterance(name, one["kind"], one["text"], words, sound.astype("<i2").tobytes())


@cache
def _entries() -> dict[str, dict[str, Any]]:
    entries = json.loads((_DEMO / "speech.json").read_text(encoding="utf-8"))
    return {one["name"]: one for one in entries}
