"""The tables of this folder, and how a written line is compared (domain.md §8.2)."""

import re
from pathlib import Path

from server.transcribe.vietnamese.names import BUNDLED, Names
from server.transcribe.vietnamese.written import Written, write

_MARK = re.compile(r"(?<!\d)[,;:.]|[,;:.](?!\d)")


def rows(name: str) -> list[list[str]]:
    """The cells of every row of table `name`."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def tokens(text: str) -> list[str]:
    """What is compared: commas, stops and colons do not count unless they stand between digits;
    case and digits do."""
    return _MARK.sub("", text).split()


def written(spoken: str, names: Names = BUNDLED, *, sentences: bool = False) -> Written:
    return write(spoken.split(), names, sentences=sentences)
