"""Our sentences, as files keep them. Lines that start with # explain.

`text/hand`: whole sentences, spoken in training and counted in the grammar; `text/counted`: only
counted. `text/words.txt`, `places.txt`, `names.txt`, `syllables.txt`: what else is known;
`phrases.txt`: what often stands together, only counted. `text/frames`, `text/slots`: what frames.py
makes sentences of, for the grammar. `heldout`: what is only tested.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from speechmodel.syllables import units

HOME: Final = Path(__file__).parent
_SLOT: Final = re.compile(r"\{\w+\}")


def hand() -> list[str]:
    """Hand-written training sentences, spoken and counted."""
    return folder("hand")


def counted() -> list[str]:
    """Hand-written training sentences that are only counted."""
    return folder("counted")


def folder(name: str) -> list[str]:
    """All that the files of one folder say, in order."""
    return [line for path in sorted((HOME / "text" / name).glob("*.txt")) for line in lines(path)]


def words() -> list[str]:
    """Words of two and more syllables."""
    return _listed("words.txt")


def phrases() -> list[str]:
    """Words that often stand together, only counted."""
    return _listed("phrases.txt")


def syllables() -> list[str]:
    """Every syllable that is spoken in training, in alphabetical order."""
    known = {one for line in lines(HOME / "text" / "syllables.txt") for one in line.split()}
    texts = (*hand(), *words(), *places(), *names())
    known.update(one for text in texts for one in text.split() if units(one))
    return sorted(known)


def vocabulary() -> list[str]:
    """Every syllable that the model can write: what is spoken, and what is only counted."""
    texts = (*counted(), *phrases(), *folder("slots"), *folder("frames"))
    found = {one for line in texts for one in _SLOT.sub(" ", line).split()}
    return sorted({*syllables(), *found})


@cache
def places() -> tuple[str, ...]:
    """Points and districts with their kind: "xã quảng minh", "thành phố hạ long"."""
    found: dict[str, None] = {}
    for line in lines(HOME / "text" / "places.txt"):
        district, _, members = line.partition(": ")
        found.update(dict.fromkeys([district, *members.split(", ")]))
    return tuple(found)


@cache
def names() -> tuple[str, ...]:
    """Agencies, laws and people."""
    return tuple(lines(HOME / "text" / "names.txt"))


def _listed(name: str) -> list[str]:
    return [one.strip() for line in lines(HOME / "text" / name) for one in line.split(",")]


def lines(path: Path) -> list[str]:
    """The lines of `path` that say something."""
    text = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in text if line.strip() and not line.startswith("#")]
