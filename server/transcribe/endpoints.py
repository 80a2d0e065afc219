"""Where a sentence ends: our rules in place of the model's, in a copy of its `conf/model.conf`.

Vosk 0.3.45 cannot be told while it runs; the file is the sanctioned way (vosk-api #829). Rules are
Kaldi's: a sentence ends after `min-trailing-silence` seconds of silence if it is
`min-utterance-length` seconds long and the decoder's best path costs at most `max-relative-cost`
more than one that ends here.
"""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

CONF: Final = Path("conf/model.conf")
ENDLESS: Final = "86400"
RULES: Final[Mapping[str, str]] = {
    "rule1.min-trailing-silence": "5.0",  # nothing was said at all
    "rule2.min-trailing-silence": "0.5",  # a likely end
    "rule3.min-trailing-silence": "1.0",  # any end
    "rule3.max-relative-cost": "inf",
    # A long sentence ends at a breath, before the worker must part it and hear half of it again.
    # Shorter than a word's fading (worker.TRAIL) it would cut into the next word.
    "rule4.min-trailing-silence": "0.3",
    "rule4.min-utterance-length": "12.0",
    "rule4.max-relative-cost": "inf",
    "rule5.min-utterance-length": ENDLESS,  # would cut through a word; the worker knows better
}


def patched(conf: str) -> str:
    """`conf` with our rules; everything else, `--endpoint.silence-phones` too, is the model's."""
    ours = tuple(f"--endpoint.rule{number}." for number in range(1, 6))
    kept = [line for line in conf.splitlines() if not line.strip().startswith(ours)]
    return "\n".join([*kept, *(f"--endpoint.{name}={value}" for name, value in RULES.items())])


@contextlib.contextmanager
def copy(model: Path) -> Iterator[Path]:
    """A folder that is `model` but for the rules, for as long as it takes to load it."""
    with tempfile.TemporaryDirectory(prefix="caunoi-model-") as name:
        folder = Path(name)
        for part in model.resolve().iterdir():
            if part.name != CONF.parent.name:
                (folder / part.name).symlink_to(part)
        (folder / CONF).parent.mkdir()
        for file in (model.resolve() / CONF.parent).iterdir():
            (folder / CONF.parent / file.name).symlink_to(file)
        (folder / CONF).unlink()
        (folder / CONF).write_text(patched((model / CONF).read_text()) + "\n")
        yield folder
