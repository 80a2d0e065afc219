"""Citations of laws: điểm a khoản 2 Điều 79. Pure."""

from typing import Final

from server.transcribe.vietnamese.amounts import counted_noun
from server.transcribe.vietnamese.counted import YEAR_AFTER
from server.transcribe.vietnamese.letters import letter
from server.transcribe.vietnamese.numbers import DIGITS, NUMBER_WORDS, SCALE_WORDS, reading, roman
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.spelling import words

_CITED_AFTER: Final = words(
    """luật bộ nghị hiến của quy thông quyết khoản điều và thì này nêu chương mục pháp điểm hoặc
    phần đã có là theo tại về cũng còn chưa"""
)
_CITED_BEFORE: Final = words("theo tại ở vào của định và hoặc phạm sung đổi cứ điểm khoản")
_LISTED: Final = 12
"""Words of a list of clauses at most."""


def article(page: Page, i: int) -> list[Change]:
    """Khoản 2, Điều 79, Chương III, Mục 1: at the word that says which."""
    word, start = page.low[i], i + 1
    if (word, page.low[start]) == ("điều", "này") and i >= 2 and page.low[i - 2] == "khoản":
        return [Change(i, start, "Điều", "law.citation")]
    number = reading(page.low, start)
    if number is None or not 0 < number.value < 1000 or page.low[number.end] in SCALE_WORDS:
        return []
    before = page.low[i - 1] if i and not page.taken[i - 1] else ""
    if before in NUMBER_WORDS | {"mấy", "nhiều", "các", "những"}:
        return []
    if word == "khoản" and (several := _several(page, start)):
        return several
    if not _cited(page, i, number.end):
        return []
    text = roman(number.value) if word == "chương" and number.value < 90 else str(number.value)
    changes = [Change(start, number.end, text, "law.citation")]
    if word == "mục" and before == "tiểu":
        changes.append(Change(i - 1, i, "Tiểu", "law.citation"))
    elif word != "khoản":
        changes.append(Change(i, start, word.capitalize(), "law.citation"))
    return changes


def _cited(page: Page, i: int, end: int) -> bool:
    after, before = page.low[end], page.low[i - 1] if i else ""
    if after in YEAR_AFTER and page.low[end - 1] == "năm":
        return False
    if end - i > 2 or page.low[i + 1] == "mười":
        return after in _CITED_AFTER or not counted_noun(page, end)
    return (
        after in _CITED_AFTER
        or (not after and bool(before))
        or (before in _CITED_BEFORE and not counted_noun(page, end) and after != "bên")
    )


def _several(page: Page, i: int) -> list[Change]:
    """Khoản 1, 2 và 3 Điều 5."""
    end = i
    while end < i + _LISTED and (page.low[end] in DIGITS or page.low[end] == "và"):
        end += 1
    if page.low[end] != "điều" or end < i + 2:
        return []
    return [
        Change(n, n + 1, str(DIGITS[page.low[n]]), "law.citation")
        for n in range(i, end)
        if page.low[n] in DIGITS
    ]


def point(page: Page, i: int) -> list[Change]:
    """Điểm b khoản 2: a letter said by its name."""
    one = letter(page.low, i + 1)
    if one is None or page.low[one.end] not in ("khoản", "điều", "mục", "và"):
        return []
    return [Change(i + 1, one.end, one.letters.lower(), "law.citation")]
