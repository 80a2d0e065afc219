"""How many files that people hand in a row or a document takes, and how large they may be (day.md
D22). The same for whoever sends one and for whoever says that it was sent."""

from collections.abc import Sequence
from typing import Final

from server.rooms.words import Refused

MB: Final = 1_000_000
LONGEST: Final = 20
"""MB of one file: forty scanned pages."""
MOST: Final = 20
"""Files that one row or document ever takes: an answer, a result, and what was put right since."""
TOGETHER: Final = 100
"""MB of all of them."""


class PaperTooBig(Refused):
    """Fields: `limit` (MB)."""

    code = "paper_too_big"


class TooManyPapers(Refused):
    """The row or document has as many files as it may. Fields: `files`, `limit` (MB)."""

    code = "too_many_papers"


def expect_room(sizes: Sequence[int], size: int) -> None:
    """Raise PaperTooBig or TooManyPapers unless a file of `size` bytes may come to those that are
    there."""
    if size > LONGEST * MB:
        raise PaperTooBig(limit=LONGEST)
    if len(sizes) >= MOST or sum(sizes) + size > TOGETHER * MB:
        raise TooManyPapers(files=MOST, limit=TOGETHER)
