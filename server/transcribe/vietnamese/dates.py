"""Days, months, years, quarters, terms of office, times of day, ordinals. Pure."""

from typing import Final, NamedTuple

from server.transcribe.vietnamese.amounts import counted_noun, unit_at
from server.transcribe.vietnamese.numbers import (
    DIGITS,
    NUMBER_WORDS,
    SCALE_WORDS,
    digit_string,
    readings,
    roman,
)
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.spelling import words

_EARLY: Final = frozenset(("mùng", "mồng"))
_EACH: Final = words("mỗi hằng hàng một từng mấy nhiều các những bao")
_ABOUT_DAY: Final = words("dịp lễ đến tới từ trước sau hôm và sáng chiều tối vào khánh niệm là")
_PART_OF_DAY: Final = words("sáng chiều trưa tối đêm đúng")
_QUARTERS: Final = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_TERMS: Final = frozenset(("kỳ", "đoạn", "khóa", "học", "độ", "hoạch", "năm"))
_AND_TO: Final = frozenset(("đến", "tới", "gạch", "ngang", "trừ"))
_NO_MONTH: Final = SCALE_WORDS | DIGITS.keys() - {"năm"} | {"lần"}
_CENTURIES: Final = {("một", "chín"): 1900, ("hai", "không"): 2000}


class Found(NamedTuple):
    end: int
    value: int


def day(page: Page, i: int) -> list[Change]:
    """Behind "ngày" (or at "mùng"): 25/4/2024, 05/3, or the day alone."""
    first = i + 1 if page.low[i] == "ngày" else i
    start = first + 1 if page.low[first] in _EARLY else first
    if dated := _day_and_month(page, first, start):
        return [dated]
    alone = next((one for one in _days(page, start)), None)
    if alone is None or first != start or first == i:
        return []
    before = page.low[i - 1] if i else ""
    counts = counted_noun(page, alone.end) not in {(), ("tháng",)} or unit_at(page, alone.end)[1]
    if before in _EACH | NUMBER_WORDS or counts or page.low[alone.end] in SCALE_WORDS:
        return []
    if alone.value < 10 and not (
        page.low[alone.end] in ("đến", "tới") and _days(page, alone.end + 1)
    ):
        return []
    return [Change(first, alone.end, f"{alone.value:02}", "date.day")]


def bare_day(page: Page, i: int) -> list[Change]:
    """A day and month without "ngày": dịp 30/4, lễ 02/9."""
    before = page.low[i - 1] if i else ""
    dated = _day_and_month(page, i, i)
    if dated is None or before in ("mỗi", "hằng"):
        return []
    if before in _ABOUT_DAY or dated.text.count("/") == 2 or int(dated.text[:2]) > 12:
        return [dated]
    return []


def _day_and_month(page: Page, first: int, start: int) -> Change | None:
    for one in _days(page, start):
        if page.low[one.end] != "tháng":
            continue
        for month in _months(page, one.end + 1):
            if counted_noun(page, month.end) not in {(), ("năm",), ("ngày",)}:
                continue
            text = f"{one.value:02}/{month.value:{'02' if month.value < 3 else ''}}"
            year = _year_behind(page, month.end)
            if year:
                return Change(first, year.end, f"{text}/{year.value}", "date.day")
            return Change(first, month.end, text, "date.day")
    return None


def _days(page: Page, i: int) -> list[Found]:
    end, digits = digit_string(page.low, i)  # "hai hai tháng mười hai"
    pair = [Found(end, int(digits))] if len(digits) == 2 and digits[0] in "123" else []
    found = [*pair, *(Found(stop, value) for stop, value in readings(page.low, i))]
    return [one for one in found if 1 <= one.value <= 31]


def _months(page: Page, i: int) -> list[Found]:
    if page.low[i] == "tư":
        return [Found(i + 1, 4)]
    return [Found(end, value) for end, value in readings(page.low, i) if 1 <= value <= 12]


def _year_behind(page: Page, i: int) -> Found | None:
    start = i + 1 if page.low[i] == "năm" else i
    return next((one for one in years(page, start) if 1000 <= one.value <= 2999), None)


def years(page: Page, i: int) -> list[Found]:
    """What may be a year of four figures at `i`, longest first."""
    found = [Found(end, value) for end, value in readings(page.low, i) if 1000 <= value <= 2999]
    end, digits = digit_string(page.low, i)
    for stop in (end, i + 4):  # "hai không hai tư", also before one more number
        said = digits if stop == end else digits[:4]
        if len(said) == 4 and said[:2] in ("18", "19", "20") and stop <= end:
            found.append(Found(stop, int(said)))
    if century := _CENTURIES.get((page.low[i], page.low[i + 1])):  # "một chín ba mươi"
        found += [
            Found(stop, century + value)
            for stop, value in readings(page.low, i + 2)
            if 10 <= value <= 99
        ]
    return found


def month(page: Page, i: int) -> list[Change]:
    """Behind "tháng": tháng 10, unless it may be a stretch of time."""
    before = page.low[i - 1] if i else ""
    one = next(iter(_months(page, i + 1)), None)
    if one is None or before in _EACH or (before in NUMBER_WORDS and not page.taken[i - 1]):
        return []
    noun = counted_noun(page, one.end)
    year = page.low[one.end] == "năm" and _year_behind(page, one.end)
    if not year:
        if page.low[i + 1] == "năm" or page.low[one.end] in _NO_MONTH:
            return []
        if noun not in {(), ("năm",), ("tháng",)} or unit_at(page, one.end)[1]:
            return []
    return [Change(i + 1, one.end, str(one.value), "date.month")]


def year(page: Page, i: int) -> list[Change]:
    """Behind "năm": 2024; two years in a row are a span of years."""
    before = page.low[i - 1] if i else ""
    pair = years_in_a_row(page, i + 1)
    if pair and not _AND_TO & set(page.low[i + 1 : pair.end]):
        return [pair]
    for one in years(page, i + 1):
        after = page.low[one.end]
        counts = counted_noun(page, one.end) or unit_at(page, one.end)[1] or after in SCALE_WORDS
        typical = "không" in page.low[i + 2 : one.end] or one.value % 1000 > 99
        if counts and (before in _EACH or not typical) and after not in ("tỉnh", "xã", "huyện"):
            continue
        if not 1800 <= one.value <= 2199 and counts:
            continue
        return [Change(i + 1, one.end, str(one.value), "date.year")]
    return []


def plain_year(page: Page, i: int) -> list[Change]:
    """A year behind từ, đến, trước, sau without "năm": only as years are said."""
    for one in years(page, i + 1):
        said = page.low[i + 1 : one.end]
        if 1900 <= one.value <= 2100 and ("không" in said or "chín" in said[:3]):
            if not counted_noun(page, one.end) and not unit_at(page, one.end)[1]:
                return [Change(i + 1, one.end, str(one.value), "date.year")]
            return []
    return []


def term(page: Page, i: int) -> list[Change]:
    """The years behind nhiệm kỳ, giai đoạn, năm học, niên khóa: 2020-2025."""
    start = i + 1
    if page.low[i] == "học" and page.low[i - 1] != "năm":
        return []
    if page.low[start] == "năm" and years(page, start + 1):
        start += 1
    if pair := years_in_a_row(page, start):
        return [pair]
    if page.low[i] not in ("kỳ", "đoạn"):
        return []
    return _short_years(page, start)


def years_in_a_row(page: Page, i: int) -> Change | None:
    """2020-2025, spoken with or without "đến" between."""
    for one in _year_starts(page, i):
        start = one.end + (page.low[one.end] in _AND_TO)
        start += page.low[start] in ("ngang", "nối")
        for two in years(page, start):
            if 0 < two.value - one.value <= 60 and (one.end == start or page.low[one.end] != "năm"):
                return Change(i, two.end, f"{one.value}-{two.value}", "date.term")
    return None


def _year_starts(page: Page, i: int) -> list[Found]:
    """Years at `i`, also those that the next year seems to run into: …hai mươi | hai nghìn…."""
    found = years(page, i)
    for end in range(i + 2, i + 8):
        if page.low[end] in DIGITS and page.low[end + 1] in ("nghìn", "ngàn"):
            cut = [*page.low[i:end], *[""] * 8]
            found += [
                Found(i + stop, value)
                for stop, value in readings(cut, 0)
                if i + stop == end and 1000 <= value <= 2999
            ]
    return found


def _short_years(page: Page, i: int) -> list[Change]:
    """Nhiệm kỳ hai mươi hai lăm: the years of this century, five apart."""
    for end, value in readings(page.low, i):
        start = end + (page.low[end] in _AND_TO)
        for stop, other in readings(page.low, start):
            if value >= 10 and other - value == 5 and other < 100:
                return [Change(i, stop, f"20{value}-20{other}", "date.term")]
    return []


def quarter(page: Page, i: int) -> list[Change]:
    value = _QUARTERS.get(page.low[i + 1])
    before = page.low[i - 1] if i and not page.taken[i - 1] else ""
    if not value or before in _EACH | NUMBER_WORDS or page.low[i + 2] in ("lần", "buổi", "cuộc"):
        return []
    year = next((one for one in years(page, i + 2) if 1900 <= one.value <= 2100), None)
    if year:  # "quý ba hai nghìn không trăm hai tư"
        return [Change(i + 1, year.end, f"{roman(value)}/{year.value}", "date.quarter")]
    return [Change(i + 1, i + 2, roman(value), "date.quarter")]


def clock(page: Page, i: int) -> list[Change]:
    """8 giờ 30 phút, 13 giờ 30, 7 giờ kém 15 phút."""
    hour = next((one for one in readings(page.low, i) if page.low[one.end] == "giờ"), None)
    if hour is None or hour.value > 24 or (i and page.low[i - 1] in NUMBER_WORDS):
        return []
    changes = [Change(i, hour.end, str(hour.value), "time.clock")]
    after = hour.end + 1
    if page.low[after] == "rưỡi":
        return [*changes, Change(after, after + 1, "30 phút", "time.clock")]
    start = after + (page.low[after] == "kém")
    minutes = next((one for one in readings(page.low, start) if one.value < 60), None)
    late = start > after
    if minutes and (
        late or page.low[minutes.end] == "phút" or _ends_clock(page, start, minutes.end)
    ):
        return [*changes, Change(start, minutes.end, str(minutes.value), "time.clock")]
    if hour.value == 1 and page.low[after] not in _PART_OF_DAY:
        return []
    if page.low[i] == "năm" and i and page.low[i - 1] in _EACH:
        return []
    return changes


def _ends_clock(page: Page, start: int, end: int) -> bool:
    return end - start > 1 and not counted_noun(page, end) and page.low[end] not in SCALE_WORDS
