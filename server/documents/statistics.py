"""The tables of the periodic reports (domain.md §5.8): month, quarter, 6, 9 months, year.

What was held here is counted in the read tables; what was held without this service comes from the
programme, as figures. A period that begins before 01/7/2025 has the district level, later ones have
it only where an opinion names it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from server.documents import wording
from server.documents.cells import Value
from server.documents.text import clean
from server.rooms.comparing import fold, plain
from server.rooms.opinions import Answer, Result, beyond
from server.rooms.plan import Level
from server.rooms.programme import Form, Meeting, Occasion
from server.rooms.register import Held
from server.rooms.searching import Counted, Counts, Share
from server.rooms.units import TWO_LEVELS_SINCE
from server.rooms.words import Refused, Struct

LADDER: Final = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
AUTHORITIES: Final = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL, Level.OTHER)
FORMS: Final = (Form.DIRECT, Form.ONLINE, Form.HYBRID)
MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
"""Kinds of period, and how many months they have."""
BY_FIGURES: Final = "Số liệu tổng hợp (không phân lĩnh vực)"


class BadPeriod(Refused):
    """No such month, quarter or year. Fields: `kind`, `year`, `number`."""

    code = "bad_period"


class Period(Struct, frozen=True):
    """Days from `since` to `until`, both in it (ISO). `name` as a report says it."""

    name: str
    since: str
    until: str

    @property
    def districts(self) -> bool:
        """Whether there was a district level in it."""
        return self.since < TWO_LEVELS_SINCE


class Table(Struct, frozen=True):
    """`total` is empty where nothing is summed up."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()


class Report(Struct, frozen=True):
    period: Period
    tables: tuple[Table, ...]


def period(kind: str, year: int, number: int = 1) -> Period:
    """Month or quarter `number` of `year`; half, nine and year begin in January. BadPeriod."""
    length = MONTHS.get(kind, 0)
    if not length or not 1900 <= year <= 2999 or not 1 <= number <= _last(kind):
        raise BadPeriod(kind=kind, year=year, number=number)
    first = (number - 1) * length + 1
    last = first + length - 1
    names = {
        "month": f"tháng {number} năm {year}", "quarter": f"quý {_ROMAN[number % 5]} năm {year}",
        "half": f"6 tháng đầu năm {year}", "nine": f"9 tháng năm {year}", "year": f"năm {year}",
    }  # fmt: skip
    return Period(names[kind], f"{year}-{first:02}-01", f"{year}-{last:02}-{_days(year, last):02}")


_ROMAN: Final = ("", "I", "II", "III", "IV")


def _last(kind: str) -> int:
    return {"month": 12, "quarter": 4}.get(kind, 1)


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def within(meeting: Meeting, asked: Period) -> bool:
    """Whether an entry of the programme lies in the period; without a day its month counts."""
    if meeting.day:
        return asked.since <= meeting.day <= asked.until
    return asked.since[:7] <= meeting.month <= asked.until[:7]


def report(
    asked: Period, held: Sequence[tuple[str, Held]], counted: Counts,
    meetings: Iterable[Meeting], ranks: Mapping[str, int],
) -> Report:  # fmt: skip
    """`held` and `counted` of the period; `meetings` of the whole programme; `ranks`: the place of
    each agency in the roster."""
    every = list(meetings)
    past = [one for one in every if one.figures and not one.conference and within(one, asked)]
    extra = {one.conference for one in every if one.occasion is Occasion.EXTRA}
    return Report(asked, (
        _meetings(asked, held, past, extra),
        _fields(asked, counted.fields, past),
        _statuses(counted.statuses, past, sum(one.denunciations for _, one in held)),
        _agencies(counted.agencies, ranks),
    ))  # fmt: skip


class _Line(Struct, frozen=True):
    """A conference, or several that are told of together."""

    level: str
    extra: bool
    form: str
    conferences: int
    attended: int
    points: int
    turns: int
    opinions: int


def _meetings(
    asked: Period, held: Sequence[tuple[str, Held]], past: Sequence[Meeting], extra: set[str]
) -> Table:
    lines = [
        _Line(one.level, id in extra, one.form, 1, one.attended, one.connected, one.turns,
              one.opinions)
        for id, one in held
    ]  # fmt: skip
    for meeting in past:
        told = meeting.figures
        assert told
        lines.append(_Line(
            meeting.level, meeting.occasion is Occasion.EXTRA, meeting.form, told.conferences,
            told.attended, told.points, told.turns, told.opinions,
        ))  # fmt: skip
    named = {line.level for line in lines}
    levels = [
        level for level in LADDER
        if level is not Level.DISTRICT or asked.districts or level in named
    ]  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (wording.LEVELS[level], *_numbers([one for one in lines if one.level == level]))
        for level in levels
    ]
    return Table(
        "conferences", "Bảng 1. Số hội nghị đối thoại",
        ("Cấp tổ chức", "Số hội nghị", "Định kỳ", "Đột xuất", "Trực tiếp", "Trực tuyến",
         "Kết hợp", "Lượt người dự", "Điểm cầu", "Lượt phát biểu", "Ý kiến"),
        tuple(rows), ("Tổng cộng", *_numbers(lines)),
    )  # fmt: skip


def _numbers(lines: Sequence[_Line]) -> tuple[int, ...]:
    def held(some: Iterable[_Line]) -> int:
        return sum(one.conferences for one in some)

    return (
        held(lines),
        held(one for one in lines if not one.extra),
        held(one for one in lines if one.extra),
        *(held(one for one in lines if one.form == form) for form in FORMS),
        sum(one.attended for one in lines),
        sum(one.points for one in lines),
        sum(one.turns for one in lines),
        sum(one.opinions for one in lines),
    )  # fmt: skip


def _fields(asked: Period, counted: Sequence[Counted], past: Sequence[Meeting]) -> Table:
    district = asked.districts or any(one.authority == Level.DISTRICT for one in counted)
    levels = [one for one in AUTHORITIES if one is not Level.DISTRICT or district]

    def line(name: str, some: Sequence[Counted], more: int = 0) -> tuple[Value, ...]:
        by = [sum(one.number for one in some if one.authority == level) for level in levels]
        unsaid = sum(one.number for one in some if not one.authority) + more
        above = sum(one.number for one in some if _beyond(one))
        return (name, *by, unsaid, sum(by) + unsaid, above)

    names = sorted({one.field for one in counted if one.field}, key=_alphabet)
    rows = [line(clean(name), [one for one in counted if one.field == name]) for name in names]
    if unnamed := [one for one in counted if not one.field]:
        rows.append(line(wording.UNCLASSIFIED, unnamed))
    told = sum(one.figures.opinions for one in past if one.figures)
    if told:
        rows.append(line(BY_FIGURES, (), told))
    return Table(
        "fields", "Bảng 2. Ý kiến, kiến nghị theo lĩnh vực và thẩm quyền giải quyết",
        ("Lĩnh vực", *(wording.LEVELS[level] for level in levels), wording.UNCLASSIFIED,
         "Tổng số", "Vượt thẩm quyền"),
        tuple(rows), line("Tổng cộng", counted, told),
    )  # fmt: skip


def _alphabet(name: str) -> tuple[str, str]:
    """Đ stands after D and not after Y; marks decide between what is else the same."""
    return plain(name), fold(name)


def _beyond(one: Counted) -> bool:
    return bool(one.authority) and beyond(Level(one.level), Level(one.authority))


UNDER_WAY: Final = (Result.ASSIGNED, Result.IN_PROGRESS, Result.PLANNED, Result.FORWARDED)
SETTLED: Final = (Result.DUPLICATE, Result.CLOSED)


def _statuses(counted: Sequence[Counted], past: Sequence[Meeting], accused: int) -> Table:
    """`accused`: denunciations, which are a number beside all others (day.md D9)."""

    def answered(*kinds: Answer) -> int:
        return sum(one.number for one in counted if one.answer in kinds)

    def stands(*kinds: Result) -> int:
        return sum(one.number for one in counted if one.result in kinds)

    told = [one.figures for one in past if one.figures]
    all_told = sum(one.opinions for one in told)
    here, written = (
        sum(one.answered_here for one in told),
        sum(one.answered_written for one in told),
    )
    done, above = sum(one.resolved for one in told), sum(one.forwarded for one in told)
    total = sum(one.number for one in counted) + all_told
    overdue = sum(one.number for one in counted if one.share == Share.OVERDUE)
    lines = (
        ("Tổng số ý kiến, kiến nghị", total),
        ("Trả lời: tại hội nghị", answered(Answer.HERE) + here),
        ("Trả lời: bằng văn bản", answered(Answer.WRITTEN) + written),
        ("Trả lời: một phần", answered(Answer.PARTLY)),
        ("Trả lời: không thuộc nội dung đối thoại (đã hướng dẫn)", answered(Answer.OUTSIDE)),
        ("Trả lời: chưa", answered(Answer.NONE) + max(0, all_told - here - written)),
        ("Giải quyết: xong", stands(Result.RESOLVED) + done),
        ("Giải quyết: đã giải trình, cung cấp thông tin", stands(Result.EXPLAINED)),
        ("Giải quyết: đang", stands(*UNDER_WAY) + above),
        ("Giải quyết: chưa", stands(Result.NOTED, Result.CLASSIFIED)
         + max(0, all_told - done - above)),
        ("Giải quyết: trùng nội dung, kết thúc theo dõi", stands(*SETTLED)),
        ("Trong đó: chuyển cấp trên", stands(Result.FORWARDED) + above),
        ("Trong đó: quá hạn", overdue),
    )  # fmt: skip
    rows = [(name, number, percent(number, total)) for name, number in lines]
    rows.append(("Tố cáo (chuyển theo quy định, không tính ở trên)", accused, ""))
    return Table(
        "statuses", "Bảng 3. Trả lời và giải quyết", ("Nội dung", "Số lượng", "Tỷ lệ"), tuple(rows)
    )


def percent(part: int, whole: int) -> str:
    """`8,79%`; "" of nothing. As many decimals as say something, two at most."""
    if not whole:
        return ""
    text = f"{100 * part / whole:.2f}".rstrip("0").rstrip(".")
    return f"{text.replace('.', ',')}%"


def _agencies(counted: Sequence[Counted], ranks: Mapping[str, int]) -> Table:
    def line(name: str, some: Sequence[Counted]) -> tuple[Value, ...]:
        shares = (Share.ON_TIME, Share.LATE, Share.OPEN, Share.OVERDUE)
        by = [sum(one.number for one in some if one.share == share) for share in shares]
        return (name, sum(by), *by)

    given = [one for one in counted if one.lead]
    last = max(ranks.values(), default=0) + 1
    names = sorted(
        {one.lead for one in given}, key=lambda name: (ranks.get(name, last), _alphabet(name))
    )
    return Table(
        "agencies", "Bảng 4. Kết quả theo cơ quan được giao",
        ("Cơ quan", "Số được giao", "Trả lời đúng hạn", "Trả lời chậm", "Chưa đến hạn", "Quá hạn"),
        tuple(line(clean(name), [one for one in given if one.lead == name]) for name in names),
        line("Tổng cộng", given),
    )  # fmt: skip
