"""What a conference knows by name: its points, units, offices, people, and its glossary. Pure.

Built once for a conference (some milliseconds) and shared by every segment."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

import msgspec

from server.transcribe.vietnamese import gazetteer
from server.transcribe.vietnamese.gazetteer import Entry, Tree
from server.transcribe.vietnamese.places import UNITS
from server.transcribe.vietnamese.spelling import fold, region_key, tidy

_UNIT_WORDS: Final = sorted(UNITS, key=len, reverse=True)
LINE: Final = 200
"""Characters of a name at most."""


class BadName(ValueError):
    """A name or glossary entry that cannot be used. `code` is stable: empty, too_long,
    entry_too_short (a single heard word would corrupt ordinary sentences)."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text[:LINE]}")
        self.code, self.text = code, text


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A glossary entry: `meant` is right; each of `heard` is always a mishearing of it; it never
    fires inside a phrase of `unless` (counter-examples)."""

    meant: str
    heard: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Known(NamedTuple):
    """What may have been meant: `words` folded, `text` as it is written."""

    words: tuple[str, ...]
    text: str
    rule: str
    unless: tuple[tuple[str, ...], ...] = ()
    surely: bool = False


class Names:
    """`tree`: how names are written. `sounds`: what each region's ear may have made of them."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.sounds: dict[tuple[str, ...], list[Known]] = {}
        self.lengths: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        places: Iterable[str] = (),
        people: Iterable[str] = (),
        agencies: Iterable[str] = (),
        glossary: Iterable[Term] = (),
        spoken: Iterable[tuple[str, str]] = (),
    ) -> Self:
        """The bundled gazetteer and these. A place may carry its unit ("Xã Đồn Đạc"); `spoken` are
        pairs (as it is said, as it is written). Raises BadName."""
        made = cls()
        for said, text in spoken:
            made._name(_checked(said), _checked(text), "name.phrase")
        for text in places:
            made._place(_checked(text))
        for text in people:
            made._name(_checked(text), _checked(text), "name.person")
        for text in agencies:
            made._name(_checked(text), _checked(text), "name.agency")
        for term in glossary:
            made.add_term(term)
        for said, entry in gazetteer.entries():
            made.tree.add(said, entry)
        return made

    def add_term(self, term: Term) -> None:
        """Raises BadName."""
        meant, unless = _checked(term.meant), tuple(_words(_checked(one)) for one in term.unless)
        for heard in map(_checked, term.heard):
            if len(_words(heard)) < 2:
                raise BadName("entry_too_short", heard)
            self._sound(Known(_words(heard), meant, "glossary.heard", unless, surely=True))
        if len(_words(meant)) > 1:
            self._sound(Known(_words(meant), meant, "glossary.like", unless))

    def _place(self, text: str) -> None:
        words = text.split()
        while unit := _unit(words):
            words = words[unit:]
        name = " ".join(words)
        self._name(name, name, "name.place")
        for i in range(1, len(words)):  # "UBND xã Lương Phú" names the commune, too
            if unit := _unit(words[i:]):
                self._place(" ".join(words[i + unit :]))

    def _name(self, said: str, text: str, rule: str) -> None:
        self.tree.add(said, Entry(text, rule, after_unit=rule == "name.place" and " " not in said))
        if " " in said:
            self._sound(Known(_words(said), text, rule))

    def _sound(self, known: Known) -> None:
        key = tuple(map(region_key, known.words))
        self.sounds.setdefault(key, []).append(known)
        self.lengths = tuple(sorted({*self.lengths, len(key)}, reverse=True))


def read(text: str) -> Names:
    """Names of a file: one a line, written as it should read; `spoken TAB written` where a name is
    said otherwise; `#` begins a remark. Raises BadName."""
    rows = [line.partition("#")[0].strip() for line in text.splitlines()]
    pairs = [row.split("\t", 1) for row in rows if row]
    plain = [pair[0] for pair in pairs if len(pair) == 1]
    spoken = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]
    return Names.of(places=plain, spoken=spoken)


def _checked(text: str) -> str:
    text = " ".join(tidy(word) for word in text.split())
    if not text:
        raise BadName("empty", text)
    if len(text) > LINE:
        raise BadName("too_long", text)
    return text


def _unit(words: list[str]) -> int:
    """How many words at the head of a place's name are the word for a unit."""
    for unit in _UNIT_WORDS:
        if len(words) > len(unit) and tuple(map(fold, words[: len(unit)])) == unit:
            return len(unit)
    return 0


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (fold(one).strip(",;:.") for one in text.split()) if word != "-")


BUNDLED: Final = Names.of()
"""Without a conference: provinces, Quảng Ninh, offices, laws."""
