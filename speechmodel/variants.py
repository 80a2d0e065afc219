"""Voices that espeak-ng does not bring: its variants' settings, drawn by chance.

A net that hears sixty voices learns those sixty; of hundreds it learns what they have in common.
Settings and their meaning: espeak-ng's docs/voices.md.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator

COUNT: Final = 200
_SEED: Final = 300
_OF_VIETNAMESE: Final = Path("lang") / "aav"
_VARIANTS: Final = Path("voices") / "!v"
_NASALS_AND_BASE: Final = (0, 0.7, 1.1)
"""(number, lowest, highest) of formant 0, in shares of what the language has."""
_VOWELS: Final = ((1, 0.78, 1.2), (2, 0.85, 1.15))
_UPPER: Final = (0.6, 1.2)
"""Formants 3–6 move together within these bounds, and each a little by itself."""


def names() -> list[str]:
    return [f"drawn{number:03}" for number in range(COUNT)]


def install(home: Path) -> Path:
    """Make `home` a data directory for espeak_Initialize: Vietnamese with the system's variants and
    ours (espeak-ng knows 350 voices at most, so no other languages)."""
    system, data = _system(), home / "espeak-ng-data"
    for folder in (_OF_VIETNAMESE, _VARIANTS):
        (data / folder).mkdir(parents=True, exist_ok=True)
    for folder in (Path(), _OF_VIETNAMESE, _VARIANTS):
        for one in (system / folder).iterdir():
            link = data / folder / one.name
            if not link.exists():
                link.symlink_to(one)
    rng = np.random.default_rng(_SEED)
    for name in names():
        (data / _VARIANTS / name).write_text("\n".join([*_settings(name, rng), ""]))
    return home


def _settings(name: str, rng: Generator) -> Iterator[str]:
    yield "language variant"
    yield f"name {name}"
    pitch = rng.integers(60, 150)
    yield f"pitch {pitch} {int(pitch * rng.uniform(1.2, 1.9))}"
    if rng.random() < 0.2:
        yield f"klatt {rng.integers(1, 7)}"
    upper = rng.uniform(*_UPPER)
    formants = [_NASALS_AND_BASE, *_VOWELS, *((n, upper * 0.92, upper * 1.08) for n in range(3, 7))]
    for number, low, high in formants:
        place, height, width = rng.uniform(low, high), rng.uniform(0.5, 1.7), rng.uniform(0.35, 1.5)
        yield f"formant {number} {100 * place:.0f} {100 * height:.0f} {100 * width:.0f}"
    yield f"voicing {rng.integers(40, 141)}"
    yield f"consonants {rng.integers(40, 151)} {rng.integers(40, 151)}"
    yield f"roughness {rng.integers(0, 5)}"
    yield f"flutter {rng.integers(0, 8)}"
    if rng.random() < 0.25:
        yield f"echo {rng.integers(60, 141)} {rng.integers(5, 20)}"


def _system() -> Path:
    """Where espeak-ng keeps its data. Raises OSError where it is not installed."""
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"Data at: (.+)", told.stdout)
    if not found:
        raise OSError(f"espeak-ng does not tell where its data is: {told.stdout}")
    return Path(found[1].strip())
