"""Capitals of Decree 30, annex II: names of places, offices, laws and people, and titles. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from server.transcribe.vietnamese.agencies import GENERIC_BEFORE, TITLES
from server.transcribe.vietnamese.gazetteer import FUNCTIONS, Match, Tree, lines
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.places import ADDRESS, GIVEN, MIDDLE, SURNAMES, UNITS
from server.transcribe.vietnamese.spelling import words

_TITLES: Final = frozenset(tuple(title.split()) for title in lines(TITLES))
_LONGEST_TITLE: Final = max(map(len, _TITLES))
_NO_NAME: Final = {
    "văn": words("hóa bản phòng minh nghệ học kiện thư hiến chương phong"),
    "thị": words("xã trấn trường sát lực thực hiếu phần tứ dân uy"),
}
EVERY: Final = frozenset(("cấp", "các"))
"""Behind an office: every one of its kind, and so its head is no certain person."""
_PARTY_GENERIC: Final = frozenset(("đảng", "huyện", "thị", "thành", "tỉnh"))
_LEVELS: Final = frozenset(("xã", "huyện", "tỉnh", "phường", "cơ"))
_PERSON: Final = 4
"""Syllables of a name at most."""


def names(page: Page, tree: Tree) -> None:
    """Write every name of `tree`, the longest first; words of fixed phrases stay as they are."""
    i = 0
    while i < page.size:
        found = _allowed(page, tree, i)
        if found is None:
            i += 1
            continue
        _write(page, i, found)
        i = found.end


def _allowed(page: Page, tree: Tree, i: int) -> Match | None:
    for match in tree.matches(page.low, i):
        if not match.entry.after_unit or _behind_unit(page, i):
            return match
    return None


def _behind_unit(page: Page, i: int) -> bool:
    return any(tuple(page.low[max(i - n, 0) : i]) in UNITS for n in (1, 2, 3)) and i > 0


def _write(page: Page, i: int, match: Match) -> None:
    end, entry = match
    if not entry.rule:
        page.hold(i, end)
        return
    if entry.rule == "name.agency":
        if _generic(page, i, end):
            page.hold(i, end)
            return
        if page.low[end] not in EVERY:
            title(page, i)
        if i and page.low[i - 1] == "các":
            _more_functions(page, end)
    page.put(Change(i, end, entry.text, entry.rule))


def _generic(page: Page, i: int, end: int) -> bool:
    """Party committees of every commune: "bí thư đảng ủy, chủ tịch UBND cấp xã"."""
    if page.low[i] not in _PARTY_GENERIC or page.low[i + 1] != "ủy":
        return False
    if i and page.low[i - 1] in GENERIC_BEFORE:
        return True
    near = page.low[end : end + 8]
    return any(one == "cấp" and two in _LEVELS for one, two in pairwise(near))


def title(page: Page, i: int) -> None:
    """The title right before an office: Phó Bí thư Thường trực Tỉnh ủy."""
    for length in range(_LONGEST_TITLE, 0, -1):
        start = i - length
        if start < 0 or tuple(page.low[start:i]) not in _TITLES:
            continue
        comrades = 2 * (page.low[max(start - 2, 0) : start] == ["đồng", "chí"])
        if start > comrades and page.low[start - comrades - 1] in GENERIC_BEFORE:
            return
        page.put(Change(start, i, _titled(page.raw[start:i]), "casing.title"))
        return


def _titled(words: Sequence[str]) -> str:
    """Capitals at the head, behind "phó", and of Thường trực and Ban Thường vụ."""
    low = [word.lower() for word in words]
    heads = {0, *(n + 1 for n, word in enumerate(low) if word == "phó")}
    heads |= {n for n, word in enumerate(low) if word == "thường"}
    heads |= {n for n, word in enumerate(low) if low[n : n + 2] == ["ban", "thường"]}
    return " ".join(_upper(word) if n in heads else word for n, word in enumerate(words))


def _upper(word: str) -> str:
    return word[:1].upper() + word[1:]


def _more_functions(page: Page, i: int) -> None:
    """Các sở tài chính, nội vụ, xây dựng: further departments after the first."""
    start = i
    while matches := FUNCTIONS.matches(page.low, start + (page.low[start] in ("và", "sở"))):
        first = start + (page.low[start] in ("và", "sở"))
        page.put(Change(first, matches[0].end, matches[0].entry.text, "name.agency"))
        start = matches[0].end


def routes(page: Page) -> None:
    """Two places in a row behind the word for a road: cao tốc Hạ Long - Hải Phòng."""
    begins = {span.end: span.start for span in page.spans.values() if span.rule == "name.place"}
    for start, span in sorted(page.spans.items()):
        first = begins.get(start)
        if span.rule == "name.place" and first and page.low[first - 1] in ("tốc", "tuyến", "đường"):
            page.spans[start] = replace(span, text=f"- {span.text}")


def people(page: Page) -> None:
    """Names of people: behind a form of address, or by surname and middle word."""
    for i in range(page.size - 1):
        if page.low[i] in SURNAMES and page.free(i, i + 2) and (end := _person(page, i)):
            text = " ".join(_upper(word) for word in page.raw[i:end])
            page.put(Change(i, end, text, "name.person"))


def _person(page: Page, i: int) -> int:
    """Where the name ends that begins with the surname at `i`; 0 if it is none."""
    middle, given = page.low[i + 1], page.low[i + 2]
    if middle in MIDDLE:
        if not given or given in _NO_NAME[middle] or not given.isalpha():
            return 0
        end = i + 3
        if middle == "văn":
            return end
    elif (i and page.low[i - 1] in ADDRESS) or page.low[i] == "nguyễn":
        end = i + 1
    else:
        return 0
    while end < i + _PERSON and page.low[end] in GIVEN and page.free(end, end + 1):
        end += 1
    return end if end > i + 1 else 0
