"""Orders in what a leader says: "Giao … chủ trì, phối hợp với … trước ngày …" (day.md D22).

It reads written Vietnamese, as the transcript has it: "30/6/2026", "quý III/2026". What it does not
understand it leaves out; nothing of this decides anything, a person looks."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from server.rooms.comparing import fold
from server.rooms.words import Struct


class Order(Struct, frozen=True):
    """`agency` as it was said, `action` without agency and day; `due` is ISO, "" if no day was
    said. `starts` and `ends` are its place in the text, in characters."""

    agency: str
    action: str
    due: str
    starts: int
    ends: int


AGENCY: Final = (
    r"sở|ban|uỷ ban|ủy ban|ubnd|ubmttq|hđnd|hội đồng nhân dân|văn phòng|công an|bộ chỉ huy|"
    r"chi cục|cục|thanh tra|thường trực|mặt trận|mttq|hội|liên đoàn|đoàn|tỉnh đoàn|phòng|"
    r"trung tâm|viện|trường|chủ tịch|bí thư|(?:đảng|huyện|thành|thị|tỉnh) (?:ủy|uỷ)|"
    r"bảo hiểm xã hội|ngân hàng|kho bạc|(?:tòa|toà) án|viện kiểm sát|"
    r"các (?:sở|ban|cơ quan|địa phương|xã|phường|đơn vị)"
)
"""How the name of somebody begins to whom a task can be given."""
_ASKED: Final = re.compile(
    rf"(?<!\w)(?P<verb>giao(?: cho)?|yêu cầu|đề nghị)\s+(?P<agency>(?:{AGENCY})(?!\w))",
    re.IGNORECASE,
)
"""Not "giao thông", "giao đất": an agency follows."""
_STOP: Final = re.compile(r"[.;!?…](?=\s|$)")
_GOES_ON: Final = re.compile(
    r"\s*(?:và |phải |việc này |nội dung này |thời gian )*"
    r"(?:hoàn thành|báo cáo|xong|trình|chậm nhất|muộn nhất|trước ngày|trước tháng|thời hạn)",
    re.IGNORECASE,
)
"""A sentence that a pause has torn off from its order."""
_OF_AGENCY: Final = re.compile(
    r"(?<!\w)(?:chủ trì|phối hợp|cùng|khẩn trương|tập trung|chịu trách nhiệm|phải|sớm|tiếp tục|"
    r"hoàn thành|rà soát|ban hành|xử lý|hướng dẫn|tham mưu|triển khai|báo cáo|giám sát)(?!\w)|,",
    re.IGNORECASE,
)
"""Where the name of an agency nobody knows ends."""
LONGEST_NAME: Final = 12
"""Words that such a name may have."""
LONGEST_KNOWN: Final = 25
_LEADS: Final = re.compile(
    r"^[\s,]*(?:là cơ quan )?chủ trì[\s,]*(?:và )?(?:phối hợp (?:với|cùng)|cùng(?: với)?)?",
    re.IGNORECASE,
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = r"(?:\s*(?:/|-|năm)\s*(?P<year>\d{4}))?"
_UNTIL: Final = (
    r"(?:hoàn thành |báo cáo |xong |trình )*"
    r"(?:(?:chậm|muộn) nhất |trước |trong |đến |vào |hết |là )+"
)
_DAY: Final = re.compile(
    rf"{_UNTIL}(?:ngày )?(?P<day>\d{{1,2}})\s*(?:/|-|tháng)\s*(?P<month>\d{{1,2}}){_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    rf"(?P<before>trước )?(?:{_UNTIL})?tháng (?P<month>\d{{1,2}}){_YEAR}(?![\d/])", re.IGNORECASE
)
_QUARTER: Final = re.compile(
    rf"(?P<before>trước )?(?:{_UNTIL})?quý (?P<quarter>iv|i{{1,3}}|[1-4]){_YEAR}(?!\w)",
    re.IGNORECASE,
)
_ALL_YEAR: Final = re.compile(rf"{_UNTIL}năm (?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
_SHORT: Final = tuple(
    (fold(long), short)
    for long, short in (
        ("ủy ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("mặt trận tổ quốc", "mttq"),
    )
)  # fmt: skip


def same_agency(one: str, other: str) -> bool:
    """Whether both name the same: written out or in short, in either style of tone marks."""
    return short(one) == short(other)


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """What an agency's name is compared by."""
    folded = fold(name)
    for long, abbreviated in _SHORT:
        folded = folded.replace(long, abbreviated)
    return folded.strip(" ,;.")


def orders(text: str, held: str, agencies: Iterable[str] = ()) -> tuple[Order, ...]:
    """Every order in `text`. `held` is the conference's day (ISO, or ""): a day without a year is
    the next one of that date from then on. `agencies` are names that are known."""
    return tuple(_orders(text, held, frozenset(map(short, agencies))))


def day_in(text: str, held: str) -> str:
    """The day (ISO) that `text` names as a deadline, "" for none: a cell of a table."""
    said = _deadline(f"đến {text}", held)
    return said.day if said else ""


def _orders(text: str, held: str, known: frozenset[str]) -> Iterator[Order]:
    asked = list(_ASKED.finditer(text))
    limits = [*(found.start() for found in asked), len(text)][1:]
    for found, limit in zip(asked, limits, strict=True):
        agency = found.start("agency")
        ends = _sentence_end(text, agency, limit)
        said = _deadline(text[agency:ends], held)
        if said is None and _GOES_ON.match(text, min(ends + 1, limit)):
            ends = _sentence_end(text, ends + 1, limit)
            said = _deadline(text[agency:ends], held)
        if said is None and not found["verb"].lower().startswith("giao"):
            continue  # "yêu cầu", "đề nghị" are orders only with a day
        until = said.starts if said else ends - agency
        name = _name(text[agency : agency + until], known)
        yield Order(
            name, _action(text[agency : agency + until][len(name) :]), said.day if said else "",
            found.start(), ends,
        )  # fmt: skip


def _sentence_end(text: str, at: int, limit: int) -> int:
    found = _STOP.search(text, at, limit)
    return found.start() if found else limit


def _name(clause: str, known: frozenset[str]) -> str:
    """The longest name that is known; else up to where a name ends."""
    words = [found.end() for found in re.finditer(r"\S+", clause)][:LONGEST_KNOWN]
    for end in reversed(words):
        if short(clause[:end]) in known:
            return clause[:end].rstrip(" ,;.")
    found = _OF_AGENCY.search(clause, 1)
    name = clause[: found.start()] if found else clause
    return " ".join(name.split()[:LONGEST_NAME])


def _action(clause: str) -> str:
    return _LEADS.sub("", clause).strip(" ,;.-")


class _Said(NamedTuple):
    day: str
    starts: int


def _deadline(clause: str, held: str) -> _Said | None:
    """The last day named in `clause` as one until which something is done."""
    for pattern, reading in (
        (_DAY, _day), (_QUARTER, _quarter), (_MONTH, _month), (_ALL_YEAR, _year),
    ):  # fmt: skip
        every = list(pattern.finditer(clause))
        if every and (day := reading(every[-1], held)):
            return _Said(day, every[-1].start())
    return None


def _day(found: re.Match[str], held: str) -> str:
    return _iso(found["year"], int(found["month"]), int(found["day"]), held)


def _month(found: re.Match[str], held: str) -> str:
    return _period_end(found, int(found["month"]), 1, held)


def _quarter(found: re.Match[str], held: str) -> str:
    return _period_end(found, _ROMAN[found["quarter"].lower()] * 3, 3, held)


def _year(found: re.Match[str], held: str) -> str:
    return f"{found['year']}-12-31"


def _period_end(found: re.Match[str], month: int, months: int, held: str) -> str:
    """The last day of the period that ends with `month`, "trước tháng …" of the one before it."""
    if not 1 <= month <= 12:
        return ""
    whole = _iso(found["year"], month, 0, held)
    if not found["before"] or not whole:
        return whole
    year, before = int(whole[:4]), month - months
    year, before = (year, before) if before else (year - 1, 12)
    return _iso(str(year), before, 0, held)


def _iso(year: str | None, month: int, day: int, held: str) -> str:
    """The day as ISO, of the next year that has it not before `held`; `day` 0 is the month's last
    one. "" where no calendar has it, or no year is known."""
    years = (int(year),) if year else (int(held[:4]), int(held[:4]) + 1) if held else ()
    for one in years:
        try:
            found = date(one, month, day or monthrange(one, month)[1]).isoformat()
        except ValueError:
            return ""
        if year or found >= held:
            return found
    return ""
