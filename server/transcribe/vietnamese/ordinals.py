"""Which one: congresses, terms of elected bodies, sessions, weekdays. Pure."""

from itertools import pairwise
from typing import Final

from server.transcribe.vietnamese.amounts import counted_noun
from server.transcribe.vietnamese.numbers import readings, roman
from server.transcribe.vietnamese.page import Change, Page

_WEEKDAYS: Final = {
    "hai": "Hai", "ba": "Ba", "tư": "Tư", "năm": "Năm", "sáu": "Sáu", "bảy": "Bảy", "bẩy": "Bảy",
}  # fmt: skip
_NTH: Final = {"nhất": 1, "nhì": 2, "tư": 4}
_CONGRESS: Final = 12
"""Words between "đại hội" and its number at most."""


def nth(page: Page, i: int) -> list[Change]:
    """Behind "thứ": the number of a congress in Roman, others from 10 on in Arabic numerals."""
    before = page.low[i - 1] if i else ""
    found = next(iter(readings(page.low, i + 1)), None)
    end, value = found or (i + 2, _NTH.get(page.low[i + 1], 0))
    if not 0 < value < 90:
        return []
    if before == "lần" and _congress_before(page, i):
        return [Change(i + 1, end, roman(value), "date.congress")]
    if value >= 10 and not counted_noun(page, end):
        return [Change(i + 1, end, str(value), "number.ordinal")]
    return _weekday(page, i, before)


def _weekday(page: Page, i: int, before: str) -> list[Change]:
    name = _WEEKDAYS.get(page.low[i + 1])
    if name and (
        before in ("sáng", "chiều", "tối", "trưa", "hôm")
        or page.low[i + 2] in ("hằng", "hàng")
        or (page.low[i + 2] == "ngày" and readings(page.low, i + 3))
        or (page.low[i + 2] == "tuần" and page.low[i + 3] in ("tới", "sau", "này", "trước"))
    ):
        return [Change(i + 1, i + 2, name, "date.weekday")]
    return []


def congress(page: Page, i: int) -> list[Change]:
    """Đại hội XIII của Đảng; Hội nghị Trung ương 8 khóa XII."""
    if page.low[i] == "ương":
        found = next(iter(readings(page.low, i + 1)), None)
        if found and page.low[found.end] == "khóa":
            return [Change(i + 1, found.end, str(found.value), "date.congress")]
    if i and page.low[i - 1] == "đại":
        found = next(iter(readings(page.low, i + 1)), None)
        if found and 3 <= found.value < 90 and page.low[found.end] in ("", "của", "đảng"):
            return [
                Change(i - 1, i + 1, "Đại hội", "name.phrase"),
                Change(i + 1, found.end, roman(found.value), "date.congress"),
            ]
    return []


def session(page: Page, i: int) -> list[Change]:
    """Behind "khóa": Quốc hội khóa XV."""
    found = next(iter(readings(page.low, i + 1)), None)
    if found is None or not 0 < found.value < 90:
        return []
    near = page.low[max(i - 8, 0) : i]
    of_body = bool({"quốc", "trung", "đảng", "đại", "đồng"} & set(near))
    if found.value < 10 and (not of_body or counted_noun(page, found.end)):
        return []
    if not of_body and page.low[found.end] not in ("nhiệm", "kỳ"):
        return []
    return [Change(i + 1, found.end, roman(found.value), "date.session")]


def _congress_before(page: Page, i: int) -> bool:
    near = page.low[max(i - _CONGRESS, 0) : i]
    return any(pair == ("đại", "hội") for pair in pairwise(near))
