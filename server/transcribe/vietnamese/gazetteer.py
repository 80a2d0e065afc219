"""Names and fixed phrases as a tree of words; the longest match wins. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from server.transcribe.vietnamese import agencies, places
from server.transcribe.vietnamese.spelling import fold

_SILENT: Final = frozenset(("-", "–"))


class Entry(NamedTuple):
    """`text` is how its words are written. `after_unit`: only behind the word for a unit."""

    text: str
    rule: str
    after_unit: bool = False


class Match(NamedTuple):
    end: int
    entry: Entry


class Tree:
    """Word → subtree; the entry that ends at a node lies under ''."""

    def __init__(self, entries: Iterable[tuple[str, Entry]] = ()) -> None:
        self._root: dict[str, object] = {}
        for spoken, entry in entries:
            self.add(spoken, entry)

    def add(self, spoken: str, entry: Entry) -> None:
        """`entry` is found by the words of `spoken`; the first entry of the same words stays."""
        node = self._root
        words = [fold(word).strip(",;:.") for word in spoken.split()]
        for word in words:
            if word and word not in _SILENT:
                node = node.setdefault(word, {})  # type: ignore[assignment]
        if node is not self._root:
            node.setdefault("", entry)

    def matches(self, low: Sequence[str], i: int) -> list[Match]:
        """Every entry that begins at word `i`, the longest first."""
        node, end, found = self._root, i, list[Match]()
        while (below := node.get(low[end])) and low[end]:
            node, end = below, end + 1  # type: ignore[assignment]
            if entry := node.get(""):
                found.insert(0, Match(end, entry))  # type: ignore[arg-type]
        return found


def lines(text: str) -> list[str]:
    """The entries of a table: parted by semicolons and line ends."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]


def _agencies() -> Iterable[str]:
    functions = lines(agencies.FUNCTIONS)
    kinds = (("Sở", ""), ("Bộ", agencies.MINISTRY_ONLY), ("Phòng", agencies.DIVISION_ONLY))
    for kind, more in kinds:
        yield from (f"{kind} {function}" for function in [*functions, *lines(more)])
    for level in lines(agencies.PARTY_LEVELS):
        yield from (f"{office} {level}" for office in lines(agencies.OF_PARTY))
    yield from lines(agencies.AGENCIES)


def entries() -> Iterable[tuple[str, Entry]]:
    """Every bundled entry with the words that it is found by."""
    for text in lines(agencies.AS_THEY_ARE) + lines(agencies.FIXED):
        yield text, Entry(text, "")
    for text in _agencies():
        yield text, Entry(text, "name.agency")
    for kind, names in (("Luật", agencies.LAWS), ("Bộ luật", agencies.CODES)):
        for name in lines(names):
            yield f"{kind} {name}", Entry(f"{kind} {name}", "name.law")
    for text in lines(agencies.PHRASES):
        yield text, Entry(text, "name.phrase")
    for spoken, text in agencies.SPOKEN:
        yield spoken, Entry(text, "abbreviation")
    for text in lines(places.KNOWN):
        yield text, Entry(text, "name.place")
    for text in lines(places.AFTER_UNIT):
        yield text, Entry(text, "name.place", after_unit=True)


FUNCTIONS: Final = Tree((text, Entry(text, "name.agency")) for text in lines(agencies.FUNCTIONS))
TITLES: Final = Tree((text, Entry(text, "casing.title")) for text in lines(agencies.TITLES))
